"""F3, the words: each formula with its numbers put in, and one sentence about the place u."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from nnkit.activations import gelu, gelu_tanh, sigmoid
from nnkit.widgets.figures.f03_activations.family import PRELU
from nnkit.widgets.style import number, short

SATURATED = 0.05  # |φ′| below this is called saturated, 0 itself dead
Line = tuple[str, str]  # what follows φ(u) = and φ′(u) =


def say(
    name: str, parameter: float, u: float, value: float, slope: float, layers: int, signal: float
) -> tuple[str, str]:
    """Return the sentence and the formula for an activation at u."""
    phi, prime = _FORMULAS[name](u, parameter, value, slope)
    formula = f"φ(u) = {phi}<br>φ′(u) = {prime}"
    if name == PRELU:
        formula += f"<br>∂φ/∂α = min(u, 0) = {short(min(u, 0.0))}: with this slope descent learns α"
    size = neat(abs(slope))
    base = f"({size})" if "e" in size else size
    sentence = (
        f"At u = {short(u)} {name} gives {neat(value)} with slope {neat(slope)}{_state(slope)}; "
        f"through {layers} such layer{'s' if layers > 1 else ''} a gradient is multiplied by "
        f"{base}{superscript(layers)} = {neat(signal)}."
    )
    if name == "threshold":
        sentence += " Its slope is 0 on both sides of the step, so descent never learns which way to go."
    return sentence, formula


def compared(name: str, slope: float, difference: float, place: float) -> str:
    """Say how far a second activation is from the first."""
    if difference < 1e-12:
        return f" {name} is the same function."
    return (
        f" Beside it, {name} has the slope {neat(slope)}; the two values differ most at "
        f"u = {short(place)}, by {number(difference)}."
    )


def neat(value: float) -> str:
    """Write a number with three figures, but without zeros that say nothing: 0.25, 1, 0.197."""
    near = round(value, 3)
    return short(near) if value == 0 or (near and abs(value - near) < 1e-12) else number(value)


def superscript(power: int) -> str:
    """Write a power: ¹⁰."""
    return str(power).translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))


def _state(slope: float) -> str:
    if slope == 0:
        return ": dead, no gradient comes back"
    if abs(slope) < SATURATED:
        return f", saturated (below {short(SATURATED)} in size)"
    return ", which is negative" if slope < 0 else ""


def _in(value: float) -> str:
    text = neat(value)
    return f"({text})" if value < 0 else text


def _e(power: float) -> str:
    return f"e<sup>{short(power)}</sup>"


def _identity(u: float, _: float, value: float, slope: float) -> Line:
    return f"u = {neat(value)}", "1"


def _threshold(u: float, _: float, value: float, slope: float) -> Line:
    return f"{neat(value)}, since u {'≥' if u >= 0 else '<'} 0", "0, on either side of the step"


def _sigmoid(u: float, _: float, value: float, slope: float) -> Line:
    p = neat(value)
    return f"1 / (1 + {_e(-u)}) = {p}", f"φ (1 − φ) = {p} · (1 − {p}) = {neat(slope)}"


def _tanh(u: float, _: float, value: float, slope: float) -> Line:
    return f"tanh({short(u)}) = {neat(value)}", f"1 − φ² = 1 − {_in(value)}² = {neat(slope)}"


def _relu(u: float, _: float, value: float, slope: float) -> Line:
    return f"max(0, {short(u)}) = {neat(value)}", f"{neat(slope)}, since u {'>' if u > 0 else '≤'} 0"


def _leaky(u: float, alpha: float, value: float, slope: float) -> Line:
    if u > 0:
        return f"u = {neat(value)}, since u > 0", "1"
    return f"α u = {short(alpha)} · {_in(u)} = {neat(value)}", f"α = {neat(slope)}, since u ≤ 0"


def _elu(u: float, alpha: float, value: float, slope: float) -> Line:
    if u > 0:
        return f"u = {neat(value)}, since u > 0", "1"
    return (
        f"α (e<sup>u</sup> − 1) = {short(alpha)} · ({_e(u)} − 1) = {neat(value)}",
        f"α e<sup>u</sup> = φ + α = {_in(value)} + {short(alpha)} = {neat(slope)}",
    )


def _silu(u: float, beta: float, value: float, slope: float) -> Line:
    s = float(sigmoid(beta * u))
    return (
        f"u s = {short(u)} · {neat(s)} = {neat(value)} with s = sigmoid(β u) = sigmoid({neat(beta * u)})",
        f"s + β φ (1 − s) = {neat(s)} + {short(beta)} · {_in(value)} · (1 − {neat(s)}) = {neat(slope)}",
    )


def _gelu(u: float, _: float, value: float, slope: float) -> Line:
    share = float(gelu.Phi(np.array(u)))
    density = math.exp(-u * u / 2) / math.sqrt(2 * math.pi)
    return (
        f"u Φ(u) = {short(u)} · {neat(share)} = {neat(value)}",
        f"Φ(u) + u e<sup>−u²/2</sup> / √(2π) = {neat(share)} + {_in(u)} · {neat(density)} = {neat(slope)}",
    )


def _gelu_tanh(u: float, _: float, value: float, slope: float) -> Line:
    t = float(gelu_tanh.t(np.array(u)))
    inner = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * u * u)
    return (
        f"u (1 + t) / 2 with t = tanh(√(2/π) (u + 0.044715 u³)) = {neat(t)}: {neat(value)}",
        f"(1 + t) / 2 + u (1 − t²) t′ / 2 with t′ = √(2/π) (1 + 0.134145 u²) = {neat(inner)}: {neat(slope)}",
    )


def _softplus(u: float, _: float, value: float, slope: float) -> Line:
    return f"log(1 + {_e(u)}) = {neat(value)}", f"sigmoid(u) = 1 / (1 + {_e(-u)}) = {neat(slope)}"


_FORMULAS: dict[str, Callable[[float, float, float, float], Line]] = {
    "identity": _identity,
    "threshold": _threshold,
    "sigmoid": _sigmoid,
    "tanh": _tanh,
    "relu": _relu,
    "leaky_relu": _leaky,
    PRELU: _leaky,
    "elu": _elu,
    "silu": _silu,
    "gelu": _gelu,
    "gelu_tanh": _gelu_tanh,
    "softplus": _softplus,
}
