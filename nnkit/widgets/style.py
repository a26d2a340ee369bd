"""The visual language: each colour has one meaning, and numbers are always written the same way."""

from __future__ import annotations

import math
from dataclasses import dataclass

BLUE = "#0072B2"  # class 0, negative, where the gradient points down
VERMILION = "#D55E00"  # class 1, positive
GREEN = "#009E73"  # the learner's own
GREY = "#7f7f7f"  # reference
SKY = "#56B4E9"  # probabilities; one more series beside ink
ORANGE, PURPLE = "#E69F00", "#CC79A7"  # further series, where several are shown at once
YELLOW = "#F0E442"  # highlight: a fill behind ink, never a line


@dataclass(frozen=True)
class Theme:
    """The colours that follow the page: ``ink`` for text and predictions, ``muted`` for axes, ``grid``."""

    ink: str
    muted: str
    grid: str


NEUTRAL = Theme(ink="#767676", muted="#7f7f7f", grid="#7f7f7f40")  # a saved picture: readable on both
LIGHT = Theme(ink="#1a1a1a", muted="#5f5f5f", grid="#00000018")
DARK = Theme(ink="#f0f0f0", muted="#b0b0b0", grid="#ffffff22")


def number(value: float, digits: int = 3) -> str:
    """Write a number with ``digits`` significant figures and a true minus sign: 0.629, −1.20, 1.2e−5."""
    value = float(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    value = float(f"{value:.{digits - 1}e}")  # round first: 0.9999 is 1.00, not 1.000
    size = math.floor(math.log10(abs(value)))
    if -4 < size < 6:
        text = f"{value:.{max(0, digits - 1 - size)}f}"
    else:
        text = f"{value:.{digits - 1}e}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")
    return text.replace("-", "−")


def fixed(value: float, decimals: int = 3) -> str:
    """Write a number with a fixed count of decimals and a true minus sign, so that columns align."""
    if not math.isfinite(value):
        return number(value)
    text = f"{float(value):.{decimals}f}"
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")


def short(value: float) -> str:
    """Write a number without needless zeros: 2, −0.5, 800."""
    return f"{float(value) + 0.0:.4g}".replace("-", "−")  # + 0.0 turns −0 into 0


def apart(first: float, second: float) -> tuple[str, str]:
    """Write two different numbers with as many figures as it takes to tell them apart."""
    for digits in range(3, 17):
        texts = number(first, digits), number(second, digits)
        if texts[0] != texts[1]:
            break
    return texts
