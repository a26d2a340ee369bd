"""F9, in the plane: regions in pale alternating tints, and the lines where units bend."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from numpy.typing import NDArray

from nnkit.widgets.figures.f09_regions.compute import PlaneView
from nnkit.widgets.figures.f09_regions.lines import SMOOTH
from nnkit.widgets.figures.f09_regions.plane import MOST_DEPTH, SHADES, WINDOW
from nnkit.widgets.figures.f09_regions.words import some
from nnkit.widgets.scene import FONT, head
from nnkit.widgets.style import GREY, SKY, Theme

STYLES: tuple[tuple[float, Any], ...] = ((1.9, "-"), (1.3, "-"), (1.1, (0, (5, 2))), (1.0, (0, (1.5, 1.5))))


def _palette() -> NDArray[np.uint32]:
    """Return the tints (2 · SHADES,), RGBA in one uint32 each: greys for even, light blues for odd."""
    colours = np.zeros((2 * SHADES, 4), dtype=np.uint8)
    for k, colour in enumerate((GREY, SKY)):
        for shade in range(SHADES):
            alpha = (0.06 + 0.07 * shade) if k == 0 else (0.26 + 0.1 * shade)
            colours[k * SHADES + shade] = [round(255 * c) for c in (*to_rgb(colour), alpha)]
    return colours.view(np.uint32)[:, 0]


PALETTE = _palette()


class Mosaic(Artist):
    """Tints over the whole of an axes, written straight into the canvas; put it first in ``scene.moving``."""

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        self.tints: NDArray[np.uint8] = np.zeros((1, 1), dtype=np.uint8)
        axes.add_artist(self)

    def draw(self, renderer: Any) -> None:
        """Write each pixel's nearest tint; row 0 of the tints is at the bottom."""
        if not self.get_visible() or self.axes is None:
            return
        pixels = np.asarray(renderer.buffer_rgba())
        box, height = self.axes.bbox, pixels.shape[0]
        left, right, bottom, top = (
            round(box.x0),
            round(box.x1),
            height - round(box.y1),
            height - round(box.y0),
        )
        rows = np.arange(top - bottom, dtype=np.int64)[::-1] * self.tints.shape[0] // (top - bottom)
        columns = np.arange(right - left, dtype=np.int64) * self.tints.shape[1] // (right - left)
        pixels.view(np.uint32)[bottom:top, left:right, 0] = PALETTE[self.tints][rows][:, columns]


class PlanePart:
    """The window at the left; at the right the counts, and what the lines mean."""

    def __init__(self, figure: Figure) -> None:
        axes = figure.add_axes((0.06, 0.105, 0.545, 0.545 * 640 / 420))
        self.axes = [axes]
        self.mosaic = Mosaic(axes)
        self.borders = [axes.plot([], [], linewidth=w, linestyle=s)[0] for w, s in STYLES]
        self.borders.reverse()  # deeper layers below
        axes.set(xlim=(-WINDOW, WINDOW), ylim=(-WINDOW, WINDOW))
        ticks = [-2, 0, 2]
        axes.set_xticks(ticks, ["−2", "0", "2"])
        axes.set_yticks(ticks, ["−2", "0", "2"])
        x = 1.08
        self.big = axes.text(x, 0.9, "", transform=axes.transAxes, fontsize=24, va="center")
        self.words = [
            axes.text(x, y, "", transform=axes.transAxes, fontsize=FONT, va="center")
            for y in (0.8, 0.72, 0.66)
        ]
        self.samples = [
            axes.plot(
                [x, x + 0.1], [y, y], linewidth=w, linestyle=s, transform=axes.transAxes, clip_on=False
            )[0]
            for (w, s), y in zip(STYLES, self._heights(), strict=True)
        ]
        self.names = [
            axes.text(x + 0.13, y, "", transform=axes.transAxes, fontsize=FONT, va="center")
            for y in self._heights()
        ]
        self.artists: list[Artist] = [
            self.mosaic,
            *self.borders,
            self.big,
            *self.words,
            *self.samples,
            *self.names,
        ]

    @staticmethod
    def _heights() -> list[float]:
        return [0.5 - 0.08 * l for l in range(MOST_DEPTH)]

    def still_key(self, view: PlaneView) -> Hashable:
        """Nothing: the axes stay."""
        return None

    def update_still(self, view: PlaneView, theme: Theme) -> None:
        """Name the axes."""
        axes = self.axes[0]
        head(axes, "where the same units are active", theme)
        axes.set_xlabel("x₁", labelpad=0)
        axes.set_ylabel("x₂", labelpad=-4)

    def update(self, view: PlaneView, theme: Theme) -> None:
        """Tint the regions, draw their borders and write the counts."""
        self.mosaic.tints = view.plane.tints
        none = np.empty(0)
        for l, line in enumerate(reversed(self.borders)):
            line.set_data(*(view.plane.borders[l] if l < view.depth else (none, none)))
            line.set(color=theme.ink, antialiased=self.axes[0].figure.dpi < SMOOTH)
        one = view.depth == 1
        self.big.set(text=str(view.plane.exact if one else view.plane.met), color=theme.ink)
        texts = (
            "regions, counted exactly" if one else "regions met on the grid",
            f"{view.plane.met} met on the grid" if one else f"{some(view.depth * view.width, 'unit')} in all",
            f"layer 1 alone: at most {view.most}",
        )
        for words, text in zip(self.words, texts, strict=True):
            words.set(text=text, color=theme.muted)
        for l, (sample, name) in enumerate(zip(self.samples, self.names, strict=True)):
            sample.set(visible=l < view.depth, color=theme.ink)
            bends = "straight" if l == 0 else "bent"
            name.set(visible=l < view.depth, text=f"layer {l + 1}: {bends}", color=theme.ink)
