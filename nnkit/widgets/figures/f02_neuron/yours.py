"""F2, the learner's own neuron: its values beside the library's, and where they first differ."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import ACTIVATIONS
from nnkit.widgets.figures.f02_neuron.words import MIDDLE, THRESHOLD, point
from nnkit.widgets.own import attempt
from nnkit.widgets.style import apart
from nnkit.widgets.surface import level_line

Array = NDArray[np.float64]
OwnNeuron = Callable[[Array, Array, float], Any]


@dataclass(frozen=True)
class Yours:
    """What the learner's neuron gave: ``values`` (points,) or None, and a remark for the readout."""

    values: Array | None = None
    remark: str = ""


def run(own: OwnNeuron, x: Array, w: Array, b: float) -> tuple[Array | None, str]:
    """Call neuron(x, w, b) for all rows of x at once, or else for one row at a time: (values, trouble)."""
    values, _ = attempt(own, x, w, float(b), shape=(len(x),))
    if values is not None:
        return values, ""
    _, trouble = attempt(own, x[0], w, float(b), shape=())
    if trouble:
        return None, trouble

    @functools.wraps(own)
    def one_by_one(x: Array, w: Array, b: float) -> Any:
        return [own(row.copy(), w.copy(), b) for row in x]

    return attempt(one_by_one, x, w, float(b), shape=(len(x),))


def compare(own: OwnNeuron, x: Array, w: Array, b: float, phi: str) -> Yours:
    """Run the learner's neuron at the rows of x and say whether it agrees with φ(w·x + b)."""
    values, trouble = run(own, x, w, b)
    if values is None:
        return Yours(None, f" Yours: {trouble}.")
    z = x @ w + b
    right = ACTIVATIONS[phi](z)
    close = np.isclose(values, right, rtol=1e-5, atol=1e-8)
    if phi == THRESHOLD:
        close |= np.abs(z) < 1e-9  # at z = 0 either side is a fair choice
    wrong = np.flatnonzero(~close)
    if not wrong.size:
        return Yours(values, " Yours agrees.")
    k = wrong[0]
    this, that = apart(values[k], right[k])
    remark = f" Yours first differs at x = {point(x[k])}: {this} instead of {that}."
    return Yours(values, remark)


def boundary_of(
    own: OwnNeuron, yours: Yours, w: Array, b: float, phi: str, reach: float
) -> tuple[Array, Array] | None:
    """Return the line where the learner's neuron passes the middle of its range, as x₁ and x₂."""
    if yours.values is None:
        return None
    axis = np.linspace(-reach, reach, 29)
    places = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    values, _ = run(own, places, w, b)
    if values is None or not np.isfinite(values).all():
        return None
    return level_line(axis, axis, values.reshape(axis.size, axis.size), MIDDLE[phi])
