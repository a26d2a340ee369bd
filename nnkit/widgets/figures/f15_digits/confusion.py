"""F15, third picture: the confusion matrix of the test part, and the images of one of its cells."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from nnkit.widgets.figures.f15_digits.compute import EXAMPLES
from nnkit.widgets.figures.f15_digits.network import CLASSES, SIDE
from nnkit.widgets.figures.f15_digits.parts import Ink, bare, boxes, frame, mosaic, place
from nnkit.widgets.figures.f15_digits.views import ConfusionView
from nnkit.widgets.scene import FONT, head
from nnkit.widgets.style import GREEN, SKY, VERMILION, Theme, fixed

ACROSS, ROWS = 3, 3
STEP, DOWN = SIDE + 2, SIDE + 5  # cells from one example to the next


class ConfusionPicture:
    """The matrix at the left; at the right up to nine examples, the least sure first."""

    def __init__(self, figure: Figure) -> None:
        self.matrix = place(figure, 58, 66, 340, 340)
        self.matrix.set(xlim=(-0.5, CLASSES - 0.5), ylim=(CLASSES - 0.5, -0.5), ylabel="true class y")
        names = [str(k) for k in range(CLASSES)]
        self.matrix.set_xticks(range(CLASSES), names)
        self.matrix.set_yticks(range(CLASSES), names)
        self.matrix.xaxis.set_ticks_position("top")
        square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * 0.47
        self.cells = PolyCollection(
            [square + np.array([i, j]) for j in range(CLASSES) for i in range(CLASSES)]
        )
        self.matrix.add_collection(self.cells)
        self.counts = [
            [self.matrix.text(i, j, "", ha="center", va="center", fontsize=FONT) for i in range(CLASSES)]
            for j in range(CLASSES)
        ]
        (self.chosen,) = self.matrix.plot([], [], linewidth=2.2)
        wide, high = (ACROSS - 1) * STEP + SIDE, (ROWS - 1) * DOWN + SIDE
        self.examples = place(figure, 432, 66, 6.5 * wide, 6.5 * high)
        frame(self.examples, wide, high)
        self.ink = Ink(self.examples)
        self.captions = [
            self.examples.text(
                k % ACROSS * STEP + SIDE / 2, k // ACROSS * DOWN + SIDE + 0.5, "", ha="center", va="top"
            )
            for k in range(EXAMPLES)
        ]
        (self.frames,) = self.examples.plot([], [], linewidth=1, clip_on=False)
        self.title = self.examples.text(0, -1.4, "", fontsize=FONT)
        self.axes = (self.matrix, self.examples)
        self.artists: list[Artist] = [self.chosen, self.frames, self.ink, self.title, *self.captions]

    def update_still(self, view: ConfusionView, theme: Theme) -> None:
        """Write the counts, with those of the learner's network where they differ."""
        bare(self.matrix, self.examples)
        self.matrix.tick_params(colors=theme.ink)
        right = np.eye(CLASSES, dtype=bool)
        strength = np.where(right, 0.4, 0.25 + 0.12 * np.minimum(view.counts, 5))
        shades = [
            to_rgba(SKY if right[j, i] else VERMILION, strength[j, i])
            if view.counts[j, i]
            else to_rgba(theme.muted, 0.08)
            for j in range(CLASSES)
            for i in range(CLASSES)
        ]
        self.cells.set_facecolor(shades)
        self.cells.set_linewidth(0)
        for j, row in enumerate(self.counts):
            for i, text in enumerate(row):
                here = int(view.counts[j, i])
                text.set(text=str(here) if here else "", color=theme.ink)
        self._compare(view)
        head(self.matrix, "", theme)
        self.matrix.set_title("the network's answer", loc="left", color=theme.ink, fontsize=FONT, pad=20)

    def _compare(self, view: ConfusionView) -> None:
        """Write the learner's counts below the others, on green, where they differ."""
        for old in getattr(self, "yours", []):
            old.remove()
        self.yours = []
        if view.own is None:
            return
        for j, i in np.argwhere(view.own != view.counts):
            self.counts[j][i].set_position((i, j - 0.22))
            self.yours.append(
                self.matrix.text(
                    i,
                    j + 0.24,
                    str(view.own[j, i]),
                    color="black",  # on green it reads in either theme, whatever the cell's own colour
                    ha="center",
                    va="center",
                    fontsize=FONT - 1,
                    bbox={"boxstyle": "round,pad=0.15", "facecolor": GREEN, "edgecolor": "none"},
                )
            )

    def update(self, view: ConfusionView, theme: Theme) -> None:
        """Frame the chosen cell and show its images."""
        square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * 0.47
        self.chosen.set_data(*(square + np.array([view.column, view.row])).T)
        self.chosen.set_color(theme.ink)
        self.ink.show(mosaic(view.images, ROWS, ACROSS, across=STEP, down=DOWN), theme)
        gap = np.full((1, 2), np.nan)
        outlines = boxes(ACROSS, ROWS, across=STEP, down=DOWN)[: len(view.images)]
        lines = np.concatenate([part for box in outlines for part in (box, gap)]) if outlines else gap
        self.frames.set_data(*lines.T)
        self.frames.set_color(theme.grid)
        for k, text in enumerate(self.captions):
            shown = f"p {fixed(view.p[k], 2)}" if k < len(view.p) else ""
            text.set(text=shown, color=theme.ink, fontsize=FONT - 1)
        told = "least sure first" if view.row == view.column else f"taken for {view.column}"
        empty = "" if len(view.images) else ": none"
        self.title.set(text=f"true {view.row}, {told}{empty}", color=theme.ink)
