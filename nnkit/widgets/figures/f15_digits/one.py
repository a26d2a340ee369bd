"""F15, first picture: one image, the hidden units, the logits and the probabilities."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from nnkit.widgets.figures.f15_digits.compute import STRONGEST, tested
from nnkit.widgets.figures.f15_digits.network import CLASSES, HIDDEN, SIDE, trained
from nnkit.widgets.figures.f15_digits.parts import (
    Ink,
    Probabilities,
    bare,
    boxes,
    flat,
    frame,
    mosaic,
    place,
    thick,
)
from nnkit.widgets.figures.f15_digits.views import OneView
from nnkit.widgets.scene import FONT, head
from nnkit.widgets.style import BLUE, VERMILION, Theme, fixed
from nnkit.widgets.surface import Surface

FAR = 20.0  # logits beyond it are cut off in the picture
STEP = SIDE + 3  # cells from one of the small weight pictures to the next


class OnePicture:
    """From left to right what the layers make of the image; below it the units that decide."""

    def __init__(self, figure: Figure) -> None:
        self.image = place(figure, 20, 44, 176, 176)
        frame(self.image, SIDE, SIDE)
        self.ink = Ink(self.image)
        wide = (STRONGEST - 1) * STEP + SIDE
        self.small = place(figure, 20, 278, 6 * wide, 6 * SIDE)
        frame(self.small, wide, SIDE)
        self.weights = Surface(self.small, smooth=False)
        self.captions = [
            self.small.text(STEP * k + SIDE / 2, SIDE + 1, "", fontsize=FONT - 1, ha="center", va="top")
            for k in range(STRONGEST)
        ]
        self.key = [
            self.small.text(0, SIDE + 8 + 2.6 * k, text, fontsize=FONT - 1)
            for k, text in enumerate(("vermilion: for the answer", "blue: against it"))
        ]
        self.hidden = place(figure, 246, 44, 96, 330)
        most = float(np.quantile(tested()[0].max(axis=1), 0.99))
        self.hidden.set(xlim=(0, most), ylim=(HIDDEN - 0.4, -0.6), xlabel="a = relu(z)")
        ticks = [0, 7, 15, 23, 31]
        self.hidden.set_yticks(ticks, [str(k + 1) for k in ticks])
        self.bars = thick(self.hidden, 7)
        self.logits = place(figure, 380, 44, 84, 330)
        self.logits.set(xlim=(-FAR, FAR), ylim=(CLASSES - 0.4, -0.6), xlabel="logit s")
        self.logits.set_xticks([-15, 0, 15], ["−15", "0", "15"])
        self.logits.set_yticks(range(CLASSES), [str(k) for k in range(CLASSES)])
        self.scores = thick(self.logits, 20)
        self.p = Probabilities(figure, 496, 44, 60, 330)
        self.p.axes.set(xlabel="p = softmax(s)")
        self.frames = [
            self.image.plot(*boxes(1, 1)[0].T, linewidth=1, clip_on=False)[0],
            *(
                self.small.plot(*box.T, linewidth=1, clip_on=False)[0]
                for box in boxes(STRONGEST, 1, across=STEP)
            ),
        ]
        self.axes = (self.image, self.small, self.hidden, self.logits, self.p.axes)
        self.artists: list[Artist] = [
            *(self.ink, self.weights, self.bars, self.scores, *self.p.artists, *self.captions),
        ]

    def update_still(self, view: OneView, theme: Theme) -> None:
        """Write the headings."""
        bare(self.image, self.small)
        head(self.image, "image x", theme)
        head(self.small, "strongest for the answer", theme)
        head(self.hidden, "32 hidden units", theme)
        head(self.logits, "10 logits", theme)
        head(self.p.axes, "10 probabilities", theme)
        for text in self.key:
            text.set_color(theme.muted)
        for line in self.frames:
            line.set_color(theme.grid)

    def update(self, view: OneView, theme: Theme) -> None:
        """Show the layers; the colour of a hidden unit is that of its push on the answer."""
        self.ink.show(view.x.reshape(SIDE, SIDE), theme)
        self.bars.set_segments(list(flat(view.hidden)))
        self.bars.set_color([VERMILION if push > 0 else BLUE for push in view.pushes])
        self.scores.set_segments(list(flat(view.logits)))
        self.scores.set_color([VERMILION if s > 0 else BLUE for s in view.logits])
        self.p.update(
            view.p,
            theme,
            true=view.label,
            was=view.before if view.noise or any(view.shift) else None,
            own=view.own,
        )
        W = trained()[1].W[view.strongest]
        self.weights.set_field(mosaic(1.5 * W / np.abs(W).max(), 1, STRONGEST, across=STEP)[::-1])
        for k, text in enumerate(self.captions):
            unit = view.strongest[k]
            text.set(text=f"unit {unit + 1}\n{_signed(float(view.pushes[unit]))}", color=theme.ink)


def _signed(push: float) -> str:
    return ("+" if push >= 0 else "") + fixed(push, 1)
