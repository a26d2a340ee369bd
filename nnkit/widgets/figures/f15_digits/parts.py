"""F15, parts of its pictures: axes placed by the pixel, small images, bars for the ten classes."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from numpy.typing import NDArray

from nnkit.widgets.figures.f15_digits.network import CLASSES, SIDE
from nnkit.widgets.scene import FONT
from nnkit.widgets.style import GREEN, SKY, Theme, fixed

Array = NDArray[np.float64]
WIDTH, HEIGHT = 640, 440
LEVELS = 17  # shades of ink, as many as the images have
POINTS = 0.72  # points in one CSS pixel


def place(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Add axes at a place given in CSS pixels from the top left of the picture."""
    return figure.add_axes((left / WIDTH, 1 - (top + height) / HEIGHT, width / WIDTH, height / HEIGHT))


def frame(axes: Axes, columns: int, rows: int) -> None:
    """Turn axes into a sheet of cells, counted from the top left, without ticks."""
    axes.set(xlim=(0, columns), ylim=(rows, 0), xticks=[], yticks=[])


def bare(*sheets: Axes) -> None:
    """Take the grid away from sheets of cells, after they were dressed."""
    for axes in sheets:
        axes.grid(False)


class Ink(Artist):
    """Cells from 0 (paper, clear) to 1 (ink) over the whole of an axes, written straight into the canvas."""

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        self.cells: Array = np.zeros((1, 1))
        self._palette = np.zeros(LEVELS, dtype=np.uint32)
        axes.add_artist(self)

    def show(self, cells: Array, theme: Theme) -> None:
        """Show cells (rows, columns), row 0 at the top, in the ink of a theme."""
        self.cells = cells
        colours = np.zeros((LEVELS, 4), dtype=np.uint8)
        colours[:, :3] = [round(255 * c) for c in to_rgb(theme.ink)]
        colours[:, 3] = np.linspace(0, 255, LEVELS).round()
        self._palette = colours.view(np.uint32)[:, 0]

    def draw(self, renderer: Any) -> None:
        """Write the cells into the renderer's pixels, leaving what is clear as it was."""
        if not self.get_visible() or self.axes is None:
            return
        pixels = np.asarray(renderer.buffer_rgba())
        box, height = self.axes.bbox, pixels.shape[0]
        left, right, top, bottom = (round(v) for v in (box.x0, box.x1, height - box.y1, height - box.y0))
        rows = np.arange(bottom - top, dtype=np.int64) * self.cells.shape[0] // (bottom - top)
        columns = np.arange(right - left, dtype=np.int64) * self.cells.shape[1] // (right - left)
        levels = np.rint(np.clip(self.cells, 0, 1) * (LEVELS - 1)).astype(np.int64)[
            rows[:, np.newaxis], columns
        ]
        target = pixels.view(np.uint32)[top:bottom, left:right, 0]
        inked = levels > 0
        target[inked] = self._palette[levels[inked]]


def mosaic(images: Array, rows: int, columns: int, *, across: int = SIDE + 1, down: int = SIDE + 1) -> Array:
    """Lay images (n, 64) out in a sheet of cells, a new one every ``across`` and ``down`` cells."""
    sheet = np.zeros(((rows - 1) * down + SIDE, (columns - 1) * across + SIDE))
    for k, image in enumerate(images[: rows * columns]):
        top, left = k // columns * down, k % columns * across
        sheet[top : top + SIDE, left : left + SIDE] = image.reshape(SIDE, SIDE)
    return sheet


def boxes(columns: int, rows: int, *, across: int = SIDE + 1, down: int = SIDE + 1) -> list[Array]:
    """Return the outlines of the images of a mosaic."""
    square = np.array([(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE), (0, 0)], dtype=np.float64)
    return [square + np.array([across * i, down * j]) for j in range(rows) for i in range(columns)]


def thick(axes: Axes, width: float, **more: Any) -> LineCollection:
    """Add bars: lines ``width`` CSS pixels wide."""
    lines = LineCollection([], linewidths=width * POINTS, capstyle="butt", **more)
    axes.add_collection(lines, autolim=False)
    return lines


def flat(values: Array) -> Array:
    """Return horizontal bars from 0 to values (n,), at heights 0 … n − 1, as segments (n, 2, 2)."""
    bars = np.zeros((len(values), 2, 2))
    bars[:, 1, 0] = values
    bars[:, :, 1] = np.arange(len(values))[:, np.newaxis]
    return bars


class Probabilities:
    """Ten bars, one for each class: p as a bar, the learner's own as a green square, the true one marked."""

    def __init__(self, figure: Figure, left: float, top: float, width: float, height: float) -> None:
        self.axes = place(figure, left, top, width, height)
        self.axes.set(xlim=(0, 1), ylim=(CLASSES - 0.4, -0.6))
        self.axes.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
        self.axes.set_yticks(range(CLASSES), [str(k) for k in range(CLASSES)])
        self.bars = thick(self.axes, min(20, 0.62 * height / CLASSES), colors=SKY)
        self.was = thick(self.axes, min(20, 0.62 * height / CLASSES), linestyles="-")
        (self.own,) = self.axes.plot([], [], "s", color=GREEN, markersize=6, clip_on=False)
        self.numbers = [
            self.axes.text(1.06, k, "", fontsize=FONT - 1, va="center", clip_on=False) for k in range(CLASSES)
        ]
        self.artists: list[Artist] = [self.bars, self.was, self.own, *self.numbers]

    def update(
        self, p: Array, theme: Theme, *, true: int | None = None, was: Array | None = None, own: Array | None
    ) -> None:
        """Show p (10,), with ``was`` as ticks: the probabilities of the untouched image."""
        self.bars.set_segments(list(flat(p)))
        ticks = np.zeros((0, 2, 2))
        if was is not None:
            ticks = flat(was)[was >= 0.02]
            ticks[:, 0, 0] = was[was >= 0.02] - 0.02
        self.was.set_segments(list(ticks))
        self.was.set_color(theme.ink)
        for k, text in enumerate(self.numbers):
            shown = fixed(p[k], 2) if p[k] >= 0.005 or k == true else ""  # few texts: each costs time
            text.set(text=shown + (" ◂ true" if k == true else ""), color=theme.ink)
        self.own.set_data(([], []) if own is None else (own, np.arange(CLASSES)))
