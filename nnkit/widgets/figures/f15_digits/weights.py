"""F15, second picture: the first-layer weights of every hidden unit, and one unit opened up."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from nnkit.widgets.figures.f15_digits.compute import EXCITING
from nnkit.widgets.figures.f15_digits.network import CLASSES, HIDDEN, SIDE, trained
from nnkit.widgets.figures.f15_digits.parts import Ink, bare, boxes, frame, mosaic, place, thick
from nnkit.widgets.figures.f15_digits.views import WeightsView
from nnkit.widgets.scene import FONT, head
from nnkit.widgets.style import BLUE, VERMILION, Theme, number
from nnkit.widgets.surface import Surface

ACROSS = 8  # units in a row
CELL = 5  # CSS pixels
STEP = SIDE + 1


class WeightsPicture:
    """All units at the left, the chosen one at the right, what excites it below."""

    def __init__(self, figure: Figure) -> None:
        rows = HIDDEN // ACROSS
        wide, high = ACROSS * STEP - 1, rows * STEP - 1
        self.all = place(figure, 20, 44, CELL * wide, CELL * high)
        frame(self.all, wide, high)
        self.units = Surface(self.all, smooth=False)
        (self.chosen,) = self.all.plot([], [], linewidth=2, clip_on=False)
        self.images = place(figure, 20, 300, CELL * wide, CELL * SIDE)
        frame(self.images, wide, SIDE)
        self.ink = Ink(self.images)
        self.captions = [
            self.images.text(k * STEP + SIDE / 2, SIDE + 1.2, "", fontsize=FONT - 1, ha="center", va="top")
            for k in range(EXCITING)
        ]
        self.one = place(figure, 420, 44, 192, 192)
        frame(self.one, SIDE, SIDE)
        self.unit = Surface(self.one, smooth=False)
        self.out = place(figure, 420, 300, 192, 104)
        most = float(np.abs(trained()[2].W).max()) * 1.05
        self.out.set(xlim=(-0.6, CLASSES - 0.4), ylim=(-most, most))
        self.out.set_xticks(range(CLASSES), [str(k) for k in range(CLASSES)])
        self.zero = self.out.axhline(0, linewidth=1)
        self.bars = thick(self.out, 13)
        self.frames = [
            *(self.all.plot(*box.T, linewidth=1, clip_on=False)[0] for box in boxes(ACROSS, rows)),
            self.one.plot(*boxes(1, 1)[0].T, linewidth=1, clip_on=False)[0],
            *(self.images.plot(*box.T, linewidth=1, clip_on=False)[0] for box in boxes(EXCITING, 1)),
        ]
        self.title = self.one.text(0, -0.35, "", fontsize=FONT)
        self.axes = (self.all, self.images, self.one, self.out)
        self.artists: list[Artist] = [
            *(self.units, self.unit, self.ink, self.bars, self.chosen, self.title, *self.captions),
        ]

    def update_still(self, view: WeightsView, theme: Theme) -> None:
        """Write the headings."""
        bare(self.all, self.images, self.one)
        self.out.grid(False, axis="x")
        head(self.all, "first-layer weights: vermilion likes ink, blue paper", theme)
        head(self.images, "test images that excite it most, and its a", theme)
        head(self.out, "its weight to each logit", theme)
        for line in self.frames:
            line.set_color(theme.grid)
        self.zero.set_color(theme.muted)

    def update(self, view: WeightsView, theme: Theme) -> None:
        """Frame the chosen unit and open it up."""
        size = np.abs(view.W).max(axis=1, keepdims=True)
        shades = view.W / np.abs(view.W).max()
        self.units.set_field(mosaic(2 * shades, HIDDEN // ACROSS, ACROSS)[::-1])
        row, column = divmod(view.unit, ACROSS)
        self.chosen.set_data(*(boxes(1, 1)[0] + np.array([column * STEP, row * STEP])).T)
        self.chosen.set_color(theme.ink)
        self.unit.set_field((1.2 * view.W[view.unit] / size[view.unit]).reshape(SIDE, SIDE)[::-1])
        self.title.set(text=f"unit {view.unit + 1}, its own scale", color=theme.ink)
        self.ink.show(mosaic(view.images, 1, EXCITING), theme)
        for k, text in enumerate(self.captions):
            here = k < len(view.activations)
            text.set(text=number(view.activations[k]) if here else "", color=theme.ink)
        bars = np.zeros((CLASSES, 2, 2))
        bars[:, :, 0] = np.arange(CLASSES)[:, np.newaxis]
        bars[:, 1, 1] = view.out
        self.bars.set_segments(list(bars))
        self.bars.set_color([VERMILION if w > 0 else BLUE for w in view.out])

    def unit_at(self, x: float, y: float) -> int:
        """Return which unit is at a place of the sheet, counted from 1."""
        row, column = int(np.clip(y // STEP, 0, HIDDEN // ACROSS - 1)), int(np.clip(x // STEP, 0, ACROSS - 1))
        return row * ACROSS + column + 1
