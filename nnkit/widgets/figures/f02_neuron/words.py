"""F2, the words: what one neuron does with one input, as a sentence and as a formula with its numbers."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.style import number, short

PLANE, LINE = "in the plane", "on a line"
SIGMOID, THRESHOLD, TANH, RELU = "sigmoid", "threshold", "tanh", "relu"
PHIS = (SIGMOID, THRESHOLD, TANH, RELU)
MIDDLE = {SIGMOID: 0.5, THRESHOLD: 0.5, TANH: 0.0, RELU: 1e-3}  # a at z = 0, or just beyond

Array = NDArray[np.float64]


def point(x: Array) -> str:
    """Write an input: (1.5, −1), or just 1.5 if it has one part."""
    parts = ", ".join(short(v) for v in x)
    return f"({parts})" if len(x) > 1 else parts


def value(a: float) -> str:
    """Write an activation: three figures, but a whole number as it is."""
    return short(a) if a == round(a) else number(a)


def say_plane(
    phi: str, w: Array, b: float, x: Array, z: float, a: float, right: int, points: int
) -> tuple[str, str]:
    """Return the sentence and the formula for a neuron of two inputs."""
    terms = " + ".join(f"{_bracketed(wk)} · {_bracketed(xk)}" for wk, xk in zip(w, x, strict=True))
    formula = f"z = w₁x₁ + w₂x₂ + b = {terms} + {_bracketed(b)} = {short(z)}<br>a = {_activation(phi, z, a)}"
    size = math.hypot(*w)
    if not size:
        sentence = (
            f"With w = 0 no input counts: there is no boundary, a = {value(a)} everywhere, and {right} of"
        )
        return f"{sentence} {points} points are right.", formula
    offset = abs(b) / size
    where = f"runs {number(offset)} from the origin" if offset else "runs through the origin"
    alignment = z - b
    meets = "exactly meets" if abs(z) < 1e-9 else "exceeds" if z > 0 else "stays below"
    sentence = (
        f"{right} of {points} points are right; the boundary {where}. At x = {point(x)} the alignment "
        f"w·x = {short(alignment)} {meets} the threshold −b = {short(-b)}: z = {short(z)}, a = {value(a)}."
    )
    return sentence, formula


def say_line(
    phi: str,
    w: float,
    b: float,
    x: float,
    z: float,
    a: float,
    kink: float | None,
    slope: float,
    width: float,
) -> tuple[str, str]:
    """Return the sentence and the formula for a neuron of one input."""
    formula = (
        f"z = w x + b = {_bracketed(w)} · {_bracketed(x)} + {_bracketed(b)} = {short(z)}"
        f"<br>a = {_activation(phi, z, a)}"
    )
    if kink is None:
        return f"With w = 0 the unit does not look at x: a = {value(a)} everywhere.", formula
    at = f"x = −b/w = {number(kink)}"
    side = "above" if w > 0 else "below"
    if phi == RELU:
        other = "below" if w > 0 else "above"
        what = f"The kink lies at {at}: {side} it the slope is w = {short(w)}, {other} it the unit is silent"
    elif phi == THRESHOLD:
        what = f"The unit is on {side} {at}; its slope is 0 wherever it has one"
    elif phi == TANH:
        what = f"The midpoint, a = 0, lies at {at}, where the slope is w = {number(slope)}"
    else:
        what = (
            f"The midpoint, a = 0.5, lies at {at}, where the slope is w/4 = {number(slope)}; "
            f"a {'climbs from 0.1 to 0.9' if w > 0 else 'falls from 0.9 to 0.1'} within {number(width)}"
        )
    return f"{what}. At x = {short(x)}: z = {short(z)}, a = {value(a)}.", formula


def _activation(phi: str, z: float, a: float) -> str:
    if phi == SIGMOID:
        return f"sigmoid(z) = 1 / (1 + e<sup>{short(-z)}</sup>) = {value(a)}"
    if phi == TANH:
        return f"tanh({short(z)}) = {value(a)}"
    if phi == RELU:
        return f"max(0, {short(z)}) = {short(a)}"
    return f"threshold(z) = {short(a)}, since z {'≥' if a else '<'} 0"


def _bracketed(value: float) -> str:
    return f"({short(value)})" if value < 0 else short(value)
