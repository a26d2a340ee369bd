"""F10, edges: how a connection looks, what stands on it, and its arrow head."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.colors import to_rgba

from nnkit.widgets.figures.f10_backprop.compute import StepView
from nnkit.widgets.figures.f10_backprop.layout import Box, Layout, Line
from nnkit.widgets.figures.f10_backprop.walk import Op
from nnkit.widgets.style import BLUE, GREY, VERMILION, Theme

DASHED, SOLID = (0, (3.5, 2)), "solid"
FAINT = 0.4  # opacity of what has not been reached


def sign_colour(value: float) -> str:
    """Return the colour of a gradient's sign."""
    return VERMILION if value > 0 else BLUE if value < 0 else GREY


def look(view: StepView, line: Line, active: bool, theme: Theme) -> tuple[Any, float, Any]:
    """Return colour, width and style of a connection."""
    gradient = None
    if line.weight:
        gradient = view.values.get(Op("dW", line.weight.layer, line.weight.unit, line.weight.source))
    if active:
        return to_rgba(theme.ink), 2.2, DASHED if view.op.backward else SOLID
    if gradient is not None:
        return to_rgba(sign_colour(gradient)), 1.5, DASHED
    used = line.ends[1] in view.values
    return to_rgba(theme.muted, 0.9 if used else FAINT), 1.0, SOLID


def tags_on(view: StepView, place: Layout, line: Line) -> list[Box]:
    """Return the tag that stands on the way from z to a, if it is shown."""
    start = line.ends[0]
    op = Op("delta", start.layer, start.unit)
    shown = line.start[0] == line.end[0] and (op in view.values or op == view.op)
    return [place.boxes[op]] if shown else []


def arrow(line: Line, backward: bool) -> list[tuple[float, float]]:
    """Return the triangle at the end of a connection, or at its start if the walk goes backward."""
    start, end = np.array(line.start), np.array(line.end)
    if backward:
        start, end = end, start
    along_it = (end - start) / np.linalg.norm(end - start)
    across, size = np.array([-along_it[1], along_it[0]]), min(9.0, 0.22 * float(np.linalg.norm(end - start)))
    base = end - size * along_it
    return [tuple(end), tuple(base + 0.5 * size * across), tuple(base - 0.5 * size * across)]
