"""F8, the targets: functions by name, typed, drawn, or the learner's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.datasets import TARGETS
from nnkit.widgets.controls import Stroke
from nnkit.widgets.figures.f08_approximation.construct import MOST, NODES
from nnkit.widgets.figures.f08_approximation.expression import LARGEST, ExpressionError, evaluate
from nnkit.widgets.own import attempt

Array = NDArray[np.float64]
Own = Callable[[Array], Any]
TYPED, DRAWN, YOURS = "typed", "drawn", "yours"
NAMED = tuple(TARGETS)
FORMULA = "exp(-x) * sin(6*x) / 2"
HIGHEST = 1.2  # the upper edge of the drawing pad stands for this y, the lower one for its negative


def _example() -> tuple[Stroke, ...]:
    """Return a stroke to begin with: a skyline of hills."""
    x = np.linspace(0.0, 1.0, MOST + 2)  # never all of its points at the ends of equal pieces
    y = 0.5 - 0.28 * np.sin(9 * x) * (0.4 + x) - 0.12 * np.cos(21 * x)
    return (tuple((round(float(a), 3), round(float(b), 3)) for a, b in zip(x, y, strict=True)),)


EXAMPLE = _example()


def samples(name: str, expression: str, drawing: tuple[Stroke, ...], own: Own | None) -> tuple[Array, str]:
    """Return the target's values at NODES, and what is wrong with it, in words, if it had to be replaced."""
    if name == YOURS and own is not None:
        values, trouble = attempt(own, NODES, shape=NODES.shape)
        if values is not None and not (np.abs(values) <= LARGEST).all():
            values, trouble = None, "it is not between −1000 and 1000 everywhere on [−1, 1]"
        return (_known("sine", "", ()) if values is None else (values, ""))[0], trouble
    return _known(name, expression if name == TYPED else "", drawing if name == DRAWN else ())


@lru_cache(maxsize=8)
def _known(name: str, expression: str, drawing: tuple[Stroke, ...]) -> tuple[Array, str]:
    if name == DRAWN:
        return _drawn(drawing), "" if drawing else "nothing is drawn yet, so the target is 0"
    if name == TYPED:
        try:
            return evaluate(expression, NODES), ""
        except ExpressionError as error:
            return TARGETS["sine"](NODES), f"{error}; until then the target is the sine"
    return TARGETS[name](NODES), ""


def _drawn(strokes: tuple[Stroke, ...]) -> Array:
    """Turn what was drawn into a function: mean height at each x, straight in between, level outside."""
    points = np.array([point for stroke in strokes for point in stroke], dtype=np.float64)
    if not points.size:
        return np.zeros_like(NODES)
    x, where = np.unique(2 * points[:, 0] - 1, return_inverse=True)
    y = np.bincount(where.ravel(), HIGHEST * (1 - 2 * points[:, 1])) / np.bincount(where.ravel())
    return np.interp(NODES, x, y)
