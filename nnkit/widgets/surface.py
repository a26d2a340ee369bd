"""A coloured field below the lines of an axes, and the line where it is zero; both fast enough for a drag."""

from __future__ import annotations

from typing import Any

import numpy as np
from contourpy import contour_generator
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from numpy.typing import NDArray

from nnkit.widgets.style import BLUE, VERMILION

BANDS = 12  # on each side of zero; few bands keep the PNG small, and their edges are contour lines
STRONGEST = 0.62  # opacity at ±1, so that points and lines stand out, on a dark page as well


def _palette() -> NDArray[np.uint32]:
    """Return the colours from −1 (blue) through 0 (clear) to 1 (vermilion), RGBA in one uint32 each."""
    colours = np.zeros((2 * BANDS + 1, 4), dtype=np.uint8)
    for band in range(-BANDS, BANDS + 1):
        rgb = to_rgb(VERMILION if band > 0 else BLUE)
        colours[band + BANDS] = [round(255 * c) for c in (*rgb, STRONGEST * abs(band) / BANDS)]
    return colours.view(np.uint32)[:, 0]


PALETTE = _palette()


class Surface(Artist):
    """A field with values from −1 to 1 over the whole of an axes: blue below zero, vermilion above.

    Put it first in ``scene.moving``: it overwrites what is below it. The colours go straight into the canvas,
    which costs a fifth of what ``imshow`` costs. ``smooth=False`` shows each value as a plain rectangle.
    """

    def __init__(self, axes: Axes, *, smooth: bool = True) -> None:
        super().__init__()
        self.field: NDArray[np.float32] | None = None
        self.smooth = smooth
        self._weights: dict[tuple[int, int], NDArray[np.float32]] = {}
        axes.add_artist(self)

    def set_field(self, field: NDArray[Any] | None) -> None:
        """Show a field (rows, columns): row 0 at the bottom, values beyond ±1 cut off; None shows nothing."""
        self.field = None if field is None else np.asarray(field, dtype=np.float32)

    def draw(self, renderer: Any) -> None:
        """Write the colours of the field into the renderer's pixels."""
        if self.field is None or not self.get_visible() or self.axes is None:
            return
        pixels = np.asarray(renderer.buffer_rgba())
        box, height = self.axes.bbox, pixels.shape[0]
        left, right = max(round(box.x0), 0), min(round(box.x1), pixels.shape[1])
        bottom, top = max(height - round(box.y1), 0), min(height - round(box.y0), height)
        rows = self._along(self.field.shape[0], top - bottom)
        columns = self._along(self.field.shape[1], right - left)
        large = rows[::-1] @ self.field @ columns.T
        np.clip(large, -1, 1, out=large)
        large *= BANDS
        large += BANDS + 0.5
        target = pixels.view(np.uint32)[..., 0]
        target[bottom:top, left:right] = PALETTE[large.astype(np.int32)]

    def _along(self, values: int, pixels: int) -> NDArray[np.float32]:
        """Return weights (pixels, values): linear between two values, or each pixel's nearest."""
        key = (values, pixels)
        if key not in self._weights:
            if self.smooth and values > 1:
                at = np.linspace(0, values - 1, pixels)
                low = np.minimum(at.astype(np.int64), values - 2)
                share = at - low
            else:
                low = (np.arange(pixels, dtype=np.int64) * values) // max(pixels, 1)
                share = np.zeros(pixels)
            weights = np.zeros((pixels, values + 1), dtype=np.float32)
            rows = np.arange(pixels, dtype=np.int64)
            weights[rows, low] = 1 - share
            weights[rows, low + 1] += share
            self._weights = {**({} if len(self._weights) > 7 else self._weights), key: weights[:, :values]}
        return self._weights[key]


def level_line(
    x: NDArray[Any], y: NDArray[Any], field: NDArray[Any], level: float = 0.0
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the line field = level as x and y for one Line2D, its pieces parted by nan.

    Parameters
    ----------
    x (columns,), y (rows,), field (rows, columns) : the field over a grid.
    """
    pieces = contour_generator(x, y, np.asarray(field, dtype=np.float64)).lines(level)
    if not pieces:
        return np.empty(0), np.empty(0)
    gap = np.full((1, 2), np.nan)
    joined = np.concatenate([part for piece in pieces for part in (np.asarray(piece), gap)])
    return joined[:, 0], joined[:, 1]
