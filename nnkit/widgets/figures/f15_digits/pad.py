"""F15, fifth picture: a drawing, what becomes of it, and what the network says."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnkit.widgets.figures.f15_digits.compute import SIMILAR
from nnkit.widgets.figures.f15_digits.network import SIDE
from nnkit.widgets.figures.f15_digits.parts import (
    Array,
    Ink,
    Probabilities,
    bare,
    boxes,
    frame,
    mosaic,
    place,
)
from nnkit.widgets.figures.f15_digits.raster import BITMAP
from nnkit.widgets.figures.f15_digits.views import PadView
from nnkit.widgets.scene import FONT, head
from nnkit.widgets.style import Theme

STEP = SIDE + 3


class PadPicture:
    """The bitmap, the 8 x 8 counts, the most similar training images, the probabilities."""

    def __init__(self, figure: Figure) -> None:
        self.fine = place(figure, 20, 44, 160, 160)
        frame(self.fine, BITMAP, BITMAP)
        self.bitmap = Ink(self.fine)
        self.coarse = place(figure, 220, 44, 160, 160)
        frame(self.coarse, SIDE, SIDE)
        self.seen = Ink(self.coarse)
        wide = (SIMILAR - 1) * STEP + SIDE
        self.near = place(figure, 20, 284, 360, 360 * SIDE / wide)
        frame(self.near, wide, SIDE)
        self.similar = Ink(self.near)
        self.captions = [
            self.near.text(k * STEP + SIDE / 2, SIDE + 0.8, "", fontsize=FONT, ha="center", va="top")
            for k in range(SIMILAR)
        ]
        self.p = Probabilities(figure, 440, 44, 116, 340)
        self.frames = [
            *(axes.plot(*box.T, linewidth=1, clip_on=False)[0] for axes, box in self._outlines()),
        ]
        self.axes = (self.fine, self.coarse, self.near, self.p.axes)
        self.artists: list[Artist] = [
            *(self.bitmap, self.seen, self.similar, *self.captions, *self.p.artists),
        ]

    def _outlines(self) -> list[tuple[Axes, Array]]:
        square = boxes(1, 1)[0]
        return [
            (self.fine, square * BITMAP / SIDE),
            (self.coarse, square),
            *((self.near, box) for box in boxes(SIMILAR, 1, across=STEP)),
        ]

    def update_still(self, view: PadView, theme: Theme) -> None:
        """Write the headings."""
        bare(self.fine, self.near)
        self.coarse.set_xticks(range(1, SIDE), [])
        head(self.fine, "centred, 32 × 32", theme)
        head(self.coarse, "what it sees, 8 × 8", theme)
        head(self.near, "the training images most like it, and their class", theme)
        head(self.p.axes, "p = softmax(s)", theme)
        bare(self.coarse)
        for line in self.frames:
            line.set_color(theme.grid)

    def update(self, view: PadView, theme: Theme) -> None:
        """Show the drawing of now."""
        self.bitmap.show(view.bitmap, theme)
        self.seen.show(view.x.reshape(SIDE, SIDE), theme)
        self.similar.show(mosaic(view.similar, 1, SIMILAR, across=STEP), theme)
        for text, label in zip(self.captions, view.labels, strict=True):
            text.set(text=str(label), color=theme.ink)
        self.p.update(view.p, theme, own=view.own)
