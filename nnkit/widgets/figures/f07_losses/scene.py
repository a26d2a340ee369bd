"""F7, the picture: a loss above its slope, with the point where the learner stands."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from nnkit.widgets.figures.f07_losses.compute import REACH, LossView, OutlierView
from nnkit.widgets.figures.f07_losses.pulls import Pulls
from nnkit.widgets.figures.f07_losses.words import BINARY, BOTH, CATEGORICAL, LOGISTIC, SQUARED
from nnkit.widgets.scene import FONT, Scene, head
from nnkit.widgets.style import BLUE, GREEN, SKY, VERMILION, Theme, number, short


@dataclass(frozen=True)
class Face:
    """Headings and limits of one picture: the loss goes up to ``top``, its slope from −steep to steep."""

    loss: str
    slope: str
    axis: str
    top: float = 11.0
    steep: float = 1.6
    loss_step: int = 2
    slope_step: int = 1


FACES = {
    SQUARED: Face("½ (ŷ − y)²", "∂L/∂ŷ = ŷ − y", "prediction ŷ", 30.0, 10.0, 5, 5),
    BINARY: Face("−log(p of the label)", "∂L/∂z = p − y", "logit z"),
    LOGISTIC: Face("log(1 + exp(−y z))", "∂L/∂z = −y sigmoid(−y z)", "logit z"),
    CATEGORICAL: Face(
        "−log(p of the true class)", "∂L/∂z₀ = p₀ − y₀", "logit z₀ of class 0", 13.5, loss_step=3
    ),
    BOTH: Face("both losses of p = sigmoid(z)", "∂L/∂z", "logit z"),
}


class LossScene(Scene):
    """Two axes, one above the other, on which either curves or pulls are drawn."""

    size = (640, 400)

    def build(self) -> None:
        """Make the axes and the artists of both kinds of picture."""
        grid = self.figure.add_gridspec(
            2, 1, height_ratios=(1.5, 1), left=0.065, right=0.975, top=0.935, bottom=0.12, hspace=0.32
        )
        upper, lower = self.figure.add_subplot(grid[0]), self.figure.add_subplot(grid[1])
        upper.tick_params(labelbottom=False)
        self.curves, self.pulls = Curves(upper, lower), Pulls(upper, lower)
        self.moving = [*self.curves.artists, *self.pulls.artists]

    def still_key(self, view: LossView | OutlierView) -> Hashable:
        """The picture, and on which side a logit is wrong."""
        return view.show, isinstance(view, LossView) and view.target > 0

    def update_still(self, view: LossView | OutlierView, theme: Theme) -> None:
        """Set headings, limits and ticks; nothing here follows a slider."""
        curves = isinstance(view, LossView)
        for artist in self.curves.still:
            artist.set_visible(curves)
        if isinstance(view, LossView):
            self.curves.update_still(view, theme)
        else:
            self.pulls.update_still(theme)

    def update(self, view: LossView | OutlierView, theme: Theme) -> None:
        """Show the artists of this kind of picture and move them."""
        curves = isinstance(view, LossView)
        for artist in self.curves.artists:
            artist.set_visible(curves)
        for artist in self.pulls.artists:
            artist.set_visible(not curves)
        if isinstance(view, LossView):
            self.curves.update(view, theme)
        else:
            self.pulls.update(view, theme)


class Curves:
    """A loss (solid) with tangent and descent step; below it the slope (dashed); a second loss to compare."""

    def __init__(self, upper: Axes, lower: Axes) -> None:
        self.axes = (upper, lower)
        self.zeros = [axes.axhline(0, linewidth=1) for axes in self.axes]
        ends = ((0.01, "left"), (0.99, "right"))
        self.ends = [
            upper.text(x, 0.98, "", ha=ha, va="top", fontsize=FONT - 1, transform=upper.transAxes)
            for x, ha in ends
        ]
        self.still: list[Artist] = [*self.zeros, *self.ends]

        (self.goal,) = upper.plot([], [], "^", markersize=9)
        self.goal_name = upper.text(0, -1.6, "target y", fontsize=FONT, ha="center", va="top")
        self.lines = [upper.plot([], [], linewidth=2)[0], lower.plot([], [], "--", linewidth=2)[0]]
        self.rival_lines = [upper.plot([], [], linewidth=2.5)[0], lower.plot([], [], "--", linewidth=2.5)[0]]
        (self.own,) = upper.plot([], [], "o", color=GREEN, markersize=5)
        (self.tangent,) = upper.plot([], [], linewidth=1.8)
        (self.step,) = upper.plot([], [], linewidth=3, solid_capstyle="butt")
        (self.stem,) = lower.plot([], [], linewidth=3, solid_capstyle="butt")
        (self.head,) = upper.plot([], [], markersize=8)
        self.rivals = [axes.plot([], [], "s", markersize=8)[0] for axes in self.axes]
        self.points = [axes.plot([], [], "o", markersize=9)[0] for axes in self.axes]
        for artist in (*self.rival_lines, *self.rivals):
            artist.set_color(SKY)
        self.numbers = [axes.text(0, 0, "", fontsize=FONT) for axes in self.axes]
        self.rival_number = lower.text(0, 0, "", fontsize=FONT, ha="center")
        self.names = [
            upper.text(0, 0, "", fontsize=FONT, va="center", transform=upper.transAxes) for _ in range(3)
        ]
        self.signs = [
            upper.plot([], [], marker, color=colour, markersize=size, transform=upper.transAxes)[0]
            for marker, colour, size in (("o", SKY, 9), ("s", SKY, 8), ("o", GREEN, 5))
        ]
        self.compared = [*self.rival_lines, *self.rivals, self.rival_number]
        self.artists: list[Artist] = [self.goal, self.goal_name, *self.rival_lines, *self.lines, self.own]
        self.artists += [self.tangent, self.step, self.stem, self.head, *self.rivals, *self.points]
        self.artists += [*self.numbers, self.rival_number, *self.names, *self.signs]

    def update_still(self, view: LossView, theme: Theme) -> None:
        """Set headings, limits, ticks, and on which side one is right."""
        face, reach, (upper, lower) = FACES[view.show], REACH[view.show], self.axes
        loss = f"loss L: {face.loss}" if view.show == BOTH else f"loss L = {face.loss}"
        head(upper, loss, theme, "arrow: one descent step with η = 1")
        head(lower, f"its slope, dashed: {face.slope}", theme)
        upper.set_ylim((-0.17 if view.show == SQUARED else -0.06) * face.top, face.top)
        lower.set_ylim(-face.steep, face.steep)
        lower.set_xlabel(face.axis)
        upper.set_yticks(range(0, round(0.95 * face.top), face.loss_step))
        slopes = [-face.slope_step, 0, face.slope_step]
        lower.set_yticks(slopes, [short(v) for v in slopes])
        ticks = [int(v) for v in np.arange(-reach, reach + 1, 1 if reach < 6 else 2)]
        for axes in self.axes:
            axes.set_xlim(-1.04 * reach, 1.04 * reach)
            axes.set_xticks(ticks, [short(v) for v in ticks])
        for line in self.zeros:
            line.set_color(theme.muted)
        sides = ("◂ confidently wrong", "confidently right ▸")
        if view.target <= 0:
            sides = ("◂ confidently right", "confidently wrong ▸")
        for words, side in zip(self.ends, sides, strict=True):
            words.set(text=side if view.show in (BINARY, LOGISTIC, BOTH) else "", color=theme.muted)

    def update(self, view: LossView, theme: Theme) -> None:
        """Move the curves, the point, its tangent and the step that descent with η = 1 would make."""
        at, loss, slope, reach = view.at, view.loss, view.slope, REACH[view.show]
        for line in (*self.lines, *self.points, self.goal, self.signs[0]):
            line.set_color(theme.ink)
        for text in (*self.numbers, self.rival_number, *self.names, self.goal_name):
            text.set_color(theme.ink)
        for line, heights in zip(self.lines, (view.curves[0].values, view.curves[0].slopes), strict=True):
            line.set_data(view.x, heights)
        for point, height in zip(self.points, (loss, slope), strict=True):
            point.set_data([at], [height])
        side, w = VERMILION if slope > 0 else BLUE, 0.3 * reach
        self.tangent.set(data=([at - w, at + w], [loss - slope * w, loss + slope * w]), color=side)
        self.step.set(data=([at, at - slope], [loss, loss]), color=side)
        self.stem.set(data=([at, at], [0, slope]), color=side)
        self.head.set(data=([at - slope], [loss]), color=side, marker="<" if slope > 0 else ">")
        self.head.set_visible(abs(slope) > 0.05 * reach)
        self.goal.set(data=([view.target], [0]), visible=view.show == SQUARED)
        self.goal_name.set(x=view.target, visible=view.show == SQUARED)
        self.own.set_data(view.own or ([], []))
        self._write_numbers(view)
        for artist in self.compared:
            artist.set_visible(view.show == BOTH)
        if view.show == BOTH:
            self._update_rival(view)
        self._name_curves(view)

    def _write_numbers(self, view: LossView) -> None:
        """Write loss and slope beside their points, on the side that the curve leaves free."""
        face, reach = FACES[view.show], REACH[view.show]
        down = view.slope < 0
        room = view.at < 0.8 * reach if down else view.at < -0.8 * reach
        x, ha = (view.at + 0.04 * reach, "left") if room else (view.at - 0.04 * reach, "right")
        above, below = self.numbers
        said = "" if view.show == BOTH else number(view.loss)  # there the names carry the losses
        above.set(text=said, position=(x, view.loss + 0.05 * face.top), ha=ha, va="bottom")
        lift = -0.12 * face.steep if down else 0.12 * face.steep
        below.set(
            text=number(view.slope), position=(x, view.slope + lift), ha=ha, va="top" if down else "bottom"
        )

    def _update_rival(self, view: LossView) -> None:
        rival, reach, steep = view.curves[1], REACH[view.show], FACES[view.show].steep
        for line, heights in zip(self.rival_lines, (rival.values, rival.slopes), strict=True):
            line.set_data(view.x, heights)
        for point, height in zip(self.rivals, (rival.loss, rival.slope), strict=True):
            point.set_data([view.at], [height])
        x = min(max(view.at, -0.86 * reach), 0.86 * reach)
        lift = 0.22 * steep if rival.slope < 0 else -0.22 * steep
        self.rival_number.set(
            text=number(rival.slope), position=(x, lift), va="bottom" if lift > 0 else "top"
        )

    def _name_curves(self, view: LossView) -> None:
        """Name the curves where several are drawn, in the corner that they leave free."""
        both, own = view.show == BOTH, view.own is not None
        x = 0.45 if view.show == SQUARED else 0.68 if view.slope < 0 else 0.05
        texts = ["", "", "yours" if own else ""]
        if both:
            texts[:2] = [f"cross-entropy {number(view.loss)}", f"squared error {number(view.curves[1].loss)}"]
        for name, sign, text, y in zip(self.names, self.signs, texts, (0.8, 0.68, 0.8), strict=True):
            name.set(text=text, position=(x + 0.025, y))
            sign.set_data(([x], [y]) if text else ([], []))
