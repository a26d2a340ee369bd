"""F15, fourth picture: every mistake on the test part, and the probabilities of one."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from nnkit.widgets.figures.f15_digits.compute import wrong
from nnkit.widgets.figures.f15_digits.network import SIDE
from nnkit.widgets.figures.f15_digits.parts import Ink, Probabilities, bare, boxes, frame, mosaic, place
from nnkit.widgets.figures.f15_digits.views import MistakesView
from nnkit.widgets.scene import FONT, head
from nnkit.widgets.style import Theme, fixed

ACROSS = 5
STEP, DOWN = SIDE + 5, SIDE + 5
CELL = 6


class MistakesPicture:
    """All mistakes at the left, the surest first; the chosen one large at the right."""

    def __init__(self, figure: Figure) -> None:
        self.rows = -(-len(wrong()) // ACROSS)
        wide, high = (ACROSS - 1) * STEP + SIDE, (self.rows - 1) * DOWN + SIDE
        self.all = place(figure, 30, 60, CELL * wide, CELL * high)
        frame(self.all, wide, high)
        self.ink = Ink(self.all)
        self.captions = []
        for k in range(len(wrong())):
            x, y = k % ACROSS * STEP + SIDE / 2, k // ACROSS * DOWN + SIDE + 0.9
            self.captions.append(self.all.text(x, y, "", fontsize=FONT - 1, ha="center", va="top"))
        (self.chosen,) = self.all.plot([], [], linewidth=2, clip_on=False)
        self.one = place(figure, 430, 56, 128, 128)
        frame(self.one, SIDE, SIDE)
        self.large = Ink(self.one)
        (self.edge,) = self.one.plot(*boxes(1, 1)[0].T, linewidth=1, clip_on=False)
        self.title = self.one.text(0, -0.5, "", fontsize=FONT)
        self.p = Probabilities(figure, 430, 226, 96, 184)
        self.axes = (self.all, self.one, self.p.axes)
        self.artists: list[Artist] = [self.ink, self.large, self.chosen, self.title, *self.p.artists]

    def update_still(self, view: MistakesView, theme: Theme) -> None:
        """Caption every mistake."""
        bare(self.all, self.one)
        self.all.set_title("true → answer, and its p", loc="left", color=theme.ink, fontsize=FONT, pad=12)
        head(self.p.axes, "p = softmax(s)", theme)
        self.edge.set_color(theme.grid)
        for k, text in enumerate(self.captions):
            told = f"{view.labels[k]} → {view.answers[k]}  {fixed(view.sure[k], 2)}"
            text.set(text=told, color=theme.ink)

    def update(self, view: MistakesView, theme: Theme) -> None:
        """Frame the chosen mistake and show it large."""
        self.ink.show(mosaic(view.images, self.rows, ACROSS, across=STEP, down=DOWN), theme)
        row, column = divmod(view.rank, ACROSS)
        around = (boxes(1, 1)[0] - SIDE / 2) * 1.1 + SIDE / 2
        self.chosen.set_data(*(around + np.array([column * STEP, row * DOWN])).T)
        self.chosen.set_color(theme.ink)
        self.large.show(view.images[view.rank].reshape(SIDE, SIDE), theme)
        self.title.set(text=f"mistake {view.rank + 1}", color=theme.ink)
        self.p.update(view.p, theme, true=int(view.labels[view.rank]), own=view.own)

    def rank_at(self, x: float, y: float) -> int:
        """Return which mistake is nearest to a place of the sheet, counted from 1."""
        column = int(np.clip((x + STEP / 2 - SIDE / 2) // STEP, 0, ACROSS - 1))
        row = int(np.clip(y // DOWN, 0, self.rows - 1))
        return min(row * ACROSS + column + 1, len(wrong()))
