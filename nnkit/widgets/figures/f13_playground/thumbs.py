"""F13, the small pictures of all units, written into the canvas at once."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nnkit.widgets.surface import BANDS, PALETTE


class Thumbnails(Artist):
    """Square fields with values from −1 to 1 around given places: blue below zero, vermilion above.

    One artist for forty pictures: forty axes would cost more to build and to draw than all else together.
    """

    def __init__(self, axes: Axes, side: float) -> None:
        super().__init__()
        self.side = side  # in units of the data of the axes
        self.fields: NDArray[np.float32] = np.zeros((0, 1, 1), dtype=np.float32)
        self.centres: NDArray[np.float64] = np.empty((0, 2))
        axes.add_artist(self)

    def set_fields(self, fields: NDArray[np.float32], centres: NDArray[np.float64]) -> None:
        """Show fields (n, rows, columns), row 0 at the bottom, around centres (n, 2)."""
        self.fields, self.centres = fields, centres

    def draw(self, renderer: Any) -> None:
        """Write the colours of all fields into the renderer's pixels."""
        if not len(self.fields) or self.axes is None:
            return
        target = np.asarray(renderer.buffer_rgba()).view(np.uint32)[..., 0]
        transform = self.axes.transData
        at = transform.transform(self.centres)
        side = round(self.side * float(transform.transform((1, 0))[0] - transform.transform((0, 0))[0]))
        rows = stretch(self.fields.shape[1], side)
        large = rows[::-1] @ self.fields @ stretch(self.fields.shape[2], side).T
        large *= BANDS
        large += BANDS + 0.5
        colours = PALETTE.take(large.astype(np.uint8), mode="clip")  # a fifth of the time of PALETTE[...]
        for colour, (x, y) in zip(colours, at, strict=True):
            left, top = round(x - side / 2), round(target.shape[0] - y - side / 2)
            target[top : top + side, left : left + side] = colour


@functools.lru_cache(maxsize=8)
def stretch(values: int, pixels: int) -> NDArray[np.float32]:
    """Return weights (pixels, values) that stretch a row of values, linear between two of them."""
    at = np.linspace(0, values - 1, pixels)
    distance = np.abs(at[:, np.newaxis] - np.arange(values, dtype=np.int64))
    return np.asarray(np.maximum(1 - distance, 0), dtype=np.float32)
