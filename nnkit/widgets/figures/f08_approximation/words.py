"""F8, the words: what one state of the approximation shows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.figures.f08_approximation.construct import BUMPS, HINGES, Weights
from nnkit.widgets.figures.f08_approximation.work import Fitted
from nnkit.widgets.style import number, short

EXACT = 1e-9  # an error below it is rounding


def say_construction(units: str, M: int, error: float, at: float, slope: float | None) -> str:
    """Say how good the construction is, and how fast it becomes better."""
    size = f"({3 * M + 1} parameters)"
    if units == BUMPS:
        pairs = M // 2
        what = f"{pairs} sigmoid bump{'s' * (pairs != 1)} from {M} unit{'s' * (M != 1)} {size}"
        what += ", of which one rests without a partner," if M % 2 else ""
    else:
        what = f"{M} ReLU hinge{'s' * (M != 1)} {size}"
    leave, give = ("leaves", "gives") if (units == HINGES and M == 1) else ("leave", "give")
    if error < EXACT:
        return f"{what} {give} the target exactly."
    text = f"{what} {leave} a largest error of {number(error)}, at x = {short(at)}"
    if slope is None:
        return f"{text}; some M are exact."
    how = "falls" if slope < -0.2 else "hardly falls however many units there are,"
    return f"{text}; it {how} like M^{number(round(slope, 3))}."


def say_training(fitted: Fitted, constructed: float) -> str:
    """Say what training has found, beside what is possible."""
    if fitted.diverged:
        return f" Training ran away after {fitted.updates} updates: η is too large."
    text = f" Training, {fitted.updates} updates in, leaves {number(fitted.error)}"
    if constructed < EXACT:
        return f"{text}, where the construction is exact."
    ratio = fitted.error / constructed
    if ratio > 1.005:
        return f"{text}, {number(ratio)} times as much."
    return (
        f"{text}, {'less' if ratio < 0.995 else 'as much'}: training may put its units where they help most."
    )


def say_own(name: str, error: float, at: float) -> str:
    """Say how far the learner's own function is from the target, and where."""
    if error < EXACT:
        return f" Yours, {name}, agrees with the target."
    return f" Yours, {name}, is furthest from the target at x = {short(at)}, by {number(error)}."


def write(units: str, weights: Weights, terms: int = 2) -> str:
    """Write the construction as a sum with its numbers (HTML), the first few terms of it."""
    shown = []
    for w, b, v in list(zip(weights.w, weights.b, _clean(weights.v), strict=True))[:terms]:
        sign = "−" if v < 0 else "+"
        shown.append(f" {sign} {number(abs(v))} {_unit(units, float(w), float(b))}")
    rest = " + …" if len(weights.v) > terms else ""
    return f"f(x) = {number(float(_clean(weights.c)))}{''.join(shown)}{rest}"


def _clean(values: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Take the dust of rounding off numbers that should be 0."""
    return np.asarray(np.round(values, 12), dtype=np.float64)


def _unit(units: str, w: float, b: float) -> str:
    name = "ReLU" if units == HINGES else "σ"
    slope = "" if w == 1 else f"{short(w)} "
    return f"{name}({slope}x {'−' if b < 0 else '+'} {short(abs(b))})"
