"""A scene draws a view on one persistent matplotlib figure and redraws only what moves."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

from nnkit.widgets.style import Theme

FONT = 10.0  # points; at 100 dots per inch about 14 pixels on screen


class Scene(ABC):
    """One matplotlib figure of ``size`` CSS pixels.

    A subclass makes its axes and artists in ``build``, puts those that change with every view in
    ``self.moving``, and sets them in ``update``. What stands still (axes, grid, labels) is drawn once and
    kept as pixels; it is drawn again only when the theme, the resolution or ``still_key(view)`` changes.
    """

    size = (640, 400)

    def __init__(self) -> None:
        width, height = self.size
        self.figure = Figure(figsize=(width / 100, height / 100), dpi=100)
        self.figure.patch.set_alpha(0)
        self.canvas: Any = FigureCanvasAgg(self.figure)
        self.moving: list[Artist] = []
        self._drawn: Hashable = None
        self._still: Any = None
        self.build()
        for artist in self.moving:
            artist.set_animated(True)

    @abstractmethod
    def build(self) -> None:
        """Make the axes and the artists."""

    @abstractmethod
    def update(self, view: Any, theme: Theme) -> None:
        """Set the moving artists to a view, in the colours of a theme."""

    def still_key(self, view: Any) -> Hashable:
        """Return what the still part depends on (an axis limit, a number of classes)."""
        return None

    def update_still(self, view: Any, theme: Theme) -> None:
        """Set limits, ticks and labels for a view; called only when ``still_key`` has changed."""

    def render(self, view: Any, theme: Theme, ratio: float) -> NDArray[np.uint8]:
        """Draw a view; return its pixels (height, width, 4), valid until the next call."""
        key = (theme, ratio, self.still_key(view))
        if key != self._drawn:
            self.figure.set_dpi(100 * ratio)
            for axes in self.figure.axes:
                dress(axes, theme)
            self.update_still(view, theme)
            self.canvas.draw()
            self._still = self.canvas.copy_from_bbox(self.figure.bbox)
            self._drawn = key
        self.canvas.restore_region(self._still)
        self.update(view, theme)
        renderer = self.canvas.get_renderer()
        for artist in self.moving:
            if artist.axes is not None:
                artist.axes.draw_artist(artist)
            else:
                artist.draw(renderer)
        return np.asarray(self.canvas.buffer_rgba())

    def rest(self) -> None:
        """Give back the memory of the pixels, some 20 MB; the next render takes it again."""
        self.canvas = FigureCanvasAgg(self.figure)
        self._drawn = self._still = None

    def at(self, x: float, y: float) -> tuple[Axes, float, float] | None:
        """Return the axes at a place of the picture and the data there; x, y from 0, 0 (top left) to 1, 1."""
        width, height = self.figure.bbox.size
        place = (x * width, (1 - y) * height)
        for axes in self.figure.axes:
            if axes.get_visible() and axes.bbox.contains(*place):
                at_x, at_y = axes.transData.inverted().transform(place)
                return axes, float(at_x), float(at_y)
        return None


def dress(axes: Axes, theme: Theme) -> None:
    """Quiet axes: no box, a light grid, ticks and labels in the theme's greys."""
    axes.patch.set_alpha(0)
    axes.set_axisbelow(True)
    axes.grid(True, color=theme.grid, linewidth=0.8)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(colors=theme.muted, labelsize=FONT - 1, length=0)
    axes.xaxis.label.set(color=theme.ink, fontsize=FONT)
    axes.yaxis.label.set(color=theme.ink, fontsize=FONT)
    head(axes, axes.get_title("left"), theme)


def head(axes: Axes, text: str, theme: Theme, aside: str = "") -> None:
    """Write the heading of an axes at its left, and a quieter remark at its right."""
    axes.set_title(text, loc="left", color=theme.ink, fontsize=FONT)
    axes.set_title(aside, loc="right", color=theme.muted, fontsize=FONT - 1)
