"""F10, batches: many boxes or many short texts as one artist each, because each artist has its price.

A frame took 9 ms with a matplotlib text for every number, and takes 1 ms with one collection of outlines.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.patches import BoxStyle
from matplotlib.path import Path
from matplotlib.textpath import TextPath, text_to_path

from nnkit.widgets.figures.f10_backprop.layout import Box
from nnkit.widgets.scene import FONT
from nnkit.widgets.style import YELLOW

CLEAR = (0.0, 0.0, 0.0, 0.0)
PIXELS = (FONT - 1) * 100 / 72  # the size of a text; the axes are in pixels
MIDDLE = 0.365 * PIXELS  # from the base line to the middle of a digit
SHIFT = {"left": 0.0, "center": -0.5, "right": -1.0}


@lru_cache(maxsize=512)
def rounded(box: Box) -> Path:
    """Return a rectangle with round corners."""
    style: Any = BoxStyle.Round(pad=0, rounding_size=4)
    path: Path = style(box.x - box.w / 2, box.y - box.h / 2, box.w, box.h, 1.0)
    return path


@lru_cache(maxsize=1024)
def outline(text: str) -> tuple[Path, float]:
    """Return a text as a shape with y downwards, and its width."""
    path = TextPath((0, 0), text, size=PIXELS)
    width = text_to_path.get_text_width_height_descent(text, FontProperties(size=PIXELS), False)[0]
    return Path(np.asarray(path.vertices) * (1, -1), path.codes), float(width)


class Boxes(PathCollection):
    """Rounded boxes: collected with ``add`` after a ``begin``, taken over with ``finish``."""

    def __init__(self) -> None:
        super().__init__([])

    def begin(self) -> None:
        """Forget all boxes."""
        self._new: list[tuple[Path, Any, Any, float, Any]] = []

    def add(self, box: Box, edge: Any, width: float, style: Any = "solid", *, now: bool = False) -> None:
        """Add a box; the current one is filled."""
        self._new.append((rounded(box), to_rgba(YELLOW) if now else CLEAR, to_rgba(edge), width, style))

    def finish(self) -> None:
        """Take the new boxes over."""
        paths, faces, edges, widths, styles = zip(*self._new, strict=True)
        self.set_paths(paths)
        self.set(facecolor=faces, edgecolor=edges, linewidth=widths, linestyle=styles)


class Words(PathCollection):
    """Short texts, vertically centred on their place: ``begin``, ``write``, ``finish``."""

    def __init__(self) -> None:
        super().__init__([], linewidths=0)

    def begin(self) -> None:
        """Forget all texts."""
        self._new: list[tuple[Path, Any]] = []

    def write(self, x: float, y: float, text: str, colour: Any, ha: str = "center") -> None:
        """Add a text."""
        if text:
            path, width = outline(text)
            place = (x + SHIFT[ha] * width, y + MIDDLE)
            self._new.append((Path(np.asarray(path.vertices) + place, path.codes), to_rgba(colour)))

    def finish(self) -> None:
        """Take the new texts over."""
        self.set_paths([path for path, _ in self._new])
        self.set_facecolor([colour for _, colour in self._new])
