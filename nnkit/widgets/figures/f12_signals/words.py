"""F12, the words: what became of the signal and of the gradient, and the predicted factors beside them."""

from __future__ import annotations

import math

from nnkit.widgets.figures.f12_signals.propagate import Expected, Signals
from nnkit.widgets.style import number

STRONG = 1e3  # a change by more than this factor is called vanishing or exploding


def say(activation: str, rule: str, width: int, depth: int, measured: Signals, remark: str) -> str:
    """Return one line on the signal at the last layer, the gradient at the first, and the units between."""
    signal, gradient = float(measured.signal[-1]), float(measured.gradient[0])
    layers = f"{depth} layers" if depth > 1 else "1 layer"
    line = (
        f"Through {layers} of {width} {activation} units with {rule} weights the signal "
        f"{_fate(signal)} and the gradient, on its way back to layer 1, {_fate(gradient)}."
    )
    idle, units = int(measured.idle.sum()), depth * width
    if idle:
        line += f" {idle_word(activation).capitalize()}: {idle:,} of {units:,} units, for every example."
    if remark:
        line += f" Yours {remark}."
    return line


def idle_word(activation: str) -> str:
    """Return what a unit is called whose slope is next to nothing for every example."""
    return {"tanh": "saturated", "sigmoid": "saturated", "threshold": "flat"}.get(activation, "dead")


def _fate(size: float) -> str:
    """Say what became of a signal that began with size 1."""
    if size == 0:
        return "is gone (0)"
    if size < 1 / STRONG:
        return f"vanishes to {number(size)}"
    if size > STRONG:
        return f"explodes to {number(size)}"
    if size < 0.5:
        return f"fades to {number(size)}"
    if size > 2:
        return f"grows to {number(size)}"
    return f"keeps its size ({number(size)})"


def explain(activation: str, n: int, sigma: float, bias: float, measured: Signals, expected: Expected) -> str:
    """Return the factor per layer of E[a²] and of E[δ²], predicted and measured, as HTML."""
    depth = len(measured.gradient)
    plain = activation == "relu" and bias == 0
    worked, rule = " predicted", " predicted"
    if plain:
        worked, rule = f" n σ²/2 = {n} · {number(sigma**2)}/2 =", " n σ²/2 ="
    lines = [f"per layer, E[a²] ×{worked} {_pair(expected.signal[-1], measured.signal[-1], depth)}"]
    if depth > 1:
        pair = _pair(expected.gradient[0], measured.gradient[0], depth - 1)
        lines.append(f"per layer back, E[δ²] ×{rule} {pair}")
    if plain and sigma > 0:
        variance = n * sigma**2 * (0.5 - 1 / (2 * math.pi))
        lines += [
            f"layer 1: E[a²] = {number(expected.signal[1] ** 2)}; measured {number(measured.signal[1] ** 2)}",
            f"its variance: n σ² (½ − 1/(2π)) = {number(variance)}; measured {number(measured.variance[1])}",
        ]
    return "<br>".join(lines)


def _pair(expected: float, measured: float, layers: int) -> str:
    """Write the factor which, applied at each layer, makes 1 the square of a size: predicted and measured."""
    predicted, found = (number(float(size) ** (2 / layers)) for size in (expected, measured))
    return f"{predicted}; measured {found}"
