"""F1, the picture: the input space with the boundary, the space of the features, and who errs how often."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D

from nnkit.widgets.figures.f01_spirals.compute import SpiralsView
from nnkit.widgets.figures.f01_spirals.maps import LEARNED, LINE
from nnkit.widgets.figures.f01_spirals.space import OUTER, reach
from nnkit.widgets.scene import FONT, Scene, head
from nnkit.widgets.style import BLUE, GREY, VERMILION, Theme, short
from nnkit.widgets.surface import Surface

WIDTH, HEIGHT = 640, 476
ROWS = 4
MARKERS = (("o", BLUE, 4.0), ("^", VERMILION, 4.6))  # class 0, class 1
MOST = 0.6  # of the errors, along the bars
TITLES = {LINE: "as the line sees it", LEARNED: "space of the two last hidden units"}


class SpiralsScene(Scene):
    """Two squares side by side, and bars below them."""

    size = (WIDTH, HEIGHT)

    def build(self) -> None:
        """Make the axes and the artists."""
        self.input = self._place(38, 34, 272, 272)
        self.space = self._place(350, 34, 272, 272)
        self.bars_axes = self._place(150, 372, 360, 76)
        self.input.set(xlabel="x₁", ylabel="x₂")
        self.input.yaxis.labelpad = -4
        self.space.set(xlim=(-OUTER, OUTER), ylim=(-OUTER, OUTER))
        self.bars_axes.set(xlim=(0, MOST), ylim=(ROWS - 0.4, -0.6), yticks=[])
        self.bars_axes.set_xticks([0, 0.25, 0.5], ["0", "25 %", "50 %"])
        self.surface = Surface(self.input)
        self.lattice = LineCollection([], linewidths=0.5, antialiaseds=False)  # half the bytes
        self.space.add_collection(self.lattice, autolim=False)
        (self.straight,) = self.space.plot([], [], linewidth=1, linestyle=(0, (1, 1.6)))
        (self.best,) = self.input.plot([], [], color=GREY, linewidth=2, linestyle=(0, (4, 2)))
        self.lines = [axes.plot([], [], linewidth=2)[0] for axes in (self.input, self.space)]
        self.points = [self._dots(axes) for axes in (self.input, self.space)]
        self.bars = LineCollection([], linewidths=9, capstyle="butt")
        self.bars_axes.add_collection(self.bars, autolim=False)
        (self.fresh,) = self.bars_axes.plot([], [], "|", markersize=14, markeredgewidth=1.8)
        self.names = [
            self.bars_axes.text(-0.012, k, "", ha="right", va="center", fontsize=FONT) for k in range(ROWS)
        ]
        self.shares = [
            self.bars_axes.text(MOST * 1.02, k, "", va="center", fontsize=FONT) for k in range(ROWS)
        ]
        self.moving = [self.surface, self.lattice, self.best, self.straight, *self.lines]
        self.moving += [*self.points[0], *self.points[1], self.bars, self.fresh]
        self.moving += [*self.names, *self.shares]

    def _place(self, left: float, top: float, width: float, height: float) -> Axes:
        return self.figure.add_axes(
            (left / WIDTH, 1 - (top + height) / HEIGHT, width / WIDTH, height / HEIGHT)
        )

    def _dots(self, axes: Axes) -> list[Line2D]:
        """Add the points: right ones of class 0 and 1 filled, wrong ones of class 0 and 1 hollow."""
        right = [
            axes.plot([], [], marker, linestyle="", color=colour, markersize=size, markeredgewidth=0)[0]
            for marker, colour, size in MARKERS
        ]
        wrong = [
            axes.plot([], [], marker, linestyle="", color=colour, markersize=size, markerfacecolor="none")[0]
            for marker, colour, size in MARKERS
        ]
        return right + wrong

    def still_key(self, view: SpiralsView) -> Hashable:
        """The radius, which sets the limits, and the features, which name the second space."""
        return view.data.radius, view.features, view.morph == 0

    def update_still(self, view: SpiralsView, theme: Theme) -> None:
        """Set limits and headings."""
        radius = view.data.radius
        limit = reach(radius)
        self.input.set(xlim=(-limit, limit), ylim=(-limit, limit))
        ticks = [-radius, 0, radius]
        self.input.set_xticks(ticks, [short(v) for v in ticks])
        self.input.set_yticks(ticks, [short(v) for v in ticks])
        head(self.input, "input space", theme, "hollow: wrong")
        title = TITLES.get(view.features, "space of the features")
        head(self.space, "input space" if view.morph == 0 else title, theme)
        numbers = ["−1", "0", "1"] if view.features == LEARNED or view.morph == 0 else []
        self.space.set_xticks([-1, 0, 1] if numbers else [], numbers)
        self.space.set_yticks([-1, 0, 1] if numbers else [], numbers)
        across, up = ("a₁", "a₂") if view.features == LEARNED else ("distance from the boundary", "")
        if view.morph == 0:
            across, up = "x₁ / radius", "x₂ / radius"
        self.space.set_xlabel(across)
        self.space.set_ylabel(up)
        self.space.yaxis.labelpad = -6
        self.space.grid(False)
        self.bars_axes.grid(False, axis="y")
        head(self.bars_axes, "share of wrong points   ( | of fresh points)", theme)

    def update(self, view: SpiralsView, theme: Theme) -> None:
        """Move everything that follows a slider."""
        self.surface.set_field(view.field)
        self.lattice.set_segments(list(view.lattice))
        self.lattice.set_color((*to_rgb(theme.muted), 0.3))
        self.lines[0].set_data(*view.boundary)
        self.lines[1].set_data(*view.bent)
        for line in self.lines:
            line.set_color(theme.ink)
        groups = [(view.y == k) & (view.wrong == wrong) for wrong in (False, True) for k in (0, 1)]
        for places, dots in zip((view.x, view.places), self.points, strict=True):
            for group, line in zip(groups, dots, strict=True):
                line.set_data(*places[group].T)
        self.best.set_data(*_line(view.best, reach(view.data.radius)))
        self.straight.set_data(*_line(view.straight, OUTER))
        self.straight.set_color(theme.ink)
        self._update_rows(view, theme)

    def _update_rows(self, view: SpiralsView, theme: Theme) -> None:
        rows = view.rows
        self.bars.set_segments([[(0, k), (min(row.errors, MOST), k)] for k, row in enumerate(rows)])
        self.bars.set_color([theme.ink if row.current else theme.muted for row in rows])
        self.fresh.set_data([min(row.fresh, MOST) for row in rows], range(len(rows)))
        self.fresh.set_markeredgecolor(theme.ink)
        for k in range(ROWS):
            here = k < len(rows)
            colour = theme.ink if here and rows[k].current else theme.muted
            self.names[k].set(text=rows[k].name if here else "", color=colour)
            self.shares[k].set(text=f"{100 * rows[k].errors:.1f} %" if here else "", color=colour)


def _line(line: tuple[float, float, float] | None, limit: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the two ends of the line n·x + c = 0, far outside the picture."""
    if line is None:
        return np.empty(0), np.empty(0)
    n1, n2, c = line
    t = np.array([-3 * limit, 3 * limit])
    return -c * n1 - n2 * t, -c * n2 + n1 * t
