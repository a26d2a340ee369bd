"""F10, fill-in: a typed number is read, compared with the right one, and typical slips are named."""

from __future__ import annotations

import math
from collections.abc import Mapping

from nnkit.widgets.figures.f10_backprop.net import Net
from nnkit.widgets.figures.f10_backprop.slips import slips
from nnkit.widgets.figures.f10_backprop.walk import Op
from nnkit.widgets.style import short

RIGHT, WRONG, OPEN = "right", "wrong", "open"
RULE = "correct to 3 significant figures"


def read(text: str) -> float | None:
    """Return the number that a text means: −0.25, 1,5, 2/3, 1e-5; None if it is not one."""
    top, _, bottom = text.replace("−", "-").replace(",", ".").partition("/")
    try:
        value = float(top) / (float(bottom) if bottom else 1.0)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def agrees(answer: float, value: float) -> bool:
    """Tell whether an answer lies within rounding of a value to 3 significant figures; 0 must be 0."""
    if abs(value) < 1e-300 or not math.isfinite(value):
        return answer == 0 and math.isfinite(value)
    last_figure = 10.0 ** (math.floor(math.log10(abs(value))) - 2)
    return abs(answer - value) <= 0.5 * last_figure * (1 + 1e-9)


def recognise(net: Net, op: Op, values: Mapping[Op, float], answer: float) -> str:
    """Return what was done wrong, if the number is that of a typical slip, else "" ."""
    for wrong, words in slips(net, op, values):
        if not agrees(wrong, values[op]) and agrees(answer, wrong):
            return words
    return ""


def judge(net: Net, ops: tuple[Op, ...], k: int, values: Mapping[Op, float], text: str) -> tuple[str, str]:
    """Return (RIGHT, WRONG or OPEN, what there is to say about it) for the answer to operation k."""
    op = ops[k]
    if not text.strip():
        return OPEN, ""
    answer = read(text)
    if answer is None:
        return OPEN, "That is no number; type one such as −0.25 or 2/3"
    if agrees(answer, values[op]):
        return RIGHT, ""
    slip = recognise(net, op, values, answer)
    if k and agrees(answer, values[ops[k - 1]]):  # most likely what is left from the step before
        return OPEN, f"{short(answer)} answered the step before" + (
            f"; as an answer here: {slip}" if slip else ""
        )
    if slip:
        return WRONG, f"{short(answer)} is not it: {slip}"
    if abs(answer - values[op]) <= 0.02 * abs(values[op]):
        return WRONG, f"{short(answer)} is close, but not {RULE}: round only at the end"
    return WRONG, f"{short(answer)} is not it, and not a slip known here: look at the rule once more"
