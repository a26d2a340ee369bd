"""F7, second picture: five values, one constant, and how hard each value pulls under two losses."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from nnkit.widgets.figures.f07_losses.compute import Array, OutlierView
from nnkit.widgets.figures.f07_losses.words import average
from nnkit.widgets.scene import FONT, head
from nnkit.widgets.style import BLUE, VERMILION, Theme, number, short


class Pulls:
    """Two rows of arrows: as long as the error under the squared error, all alike under the absolute one."""

    def __init__(self, upper: Axes, lower: Axes) -> None:
        self.axes = (upper, lower)
        self.rows = (_Row(upper, "mean"), _Row(lower, "median"))
        self.artists: list[Artist] = [*self.rows[0].artists, *self.rows[1].artists]

    def update_still(self, theme: Theme) -> None:
        """Set headings, limits and ticks."""
        upper, lower = self.axes
        head(upper, "squared error: a value pulls by its distance", theme, "arrow: pull of a value on c")
        head(lower, "absolute error: every value pulls alike, by 1", theme)
        for axes in self.axes:
            axes.set(xlim=(-2.2, 23), ylim=(-1.7, 5.5))
            axes.set_xticks(range(0, 21, 5), [str(v) for v in range(0, 21, 5)])  # or old labels would stay
            axes.set_yticks([])
        lower.set_xlabel("value y")

    def update(self, view: OutlierView, theme: Theme) -> None:
        """Move the values, the constant, the arrows and the two best constants."""
        self.rows[0].update(view, view.squared_pulls, view.mean, theme)
        self.rows[1].update(view, view.absolute_pulls, view.median, theme)


class _Row:
    def __init__(self, axes: Axes, best: str) -> None:
        self.name = best
        self.pulls = LineCollection([], linewidths=3, capstyle="butt")
        axes.add_collection(self.pulls, autolim=False)
        (self.constant,) = axes.plot([], [], linewidth=1.5)
        (self.values,) = axes.plot([], [], "o", markersize=7, markerfacecolor="none", markeredgewidth=1.5)
        (self.right,) = axes.plot([], [], ">", color=BLUE, markersize=7)
        (self.left,) = axes.plot([], [], "<", color=VERMILION, markersize=7)
        (self.best,) = axes.plot([], [], "^", markersize=8)
        self.best_name = axes.text(0, -1.1, "", fontsize=FONT, va="center")
        self.constant_name = axes.text(0, 4.6, "c", fontsize=FONT, va="bottom", ha="center")
        self.outlier_name = axes.text(0, 4, "outlier", fontsize=FONT - 1, va="center")
        self.average = axes.text(22.8, -1.1, "", fontsize=FONT, va="center", ha="right")
        self.artists: list[Artist] = [
            self.pulls,
            self.constant,
            self.right,
            self.left,
            self.values,
            self.best,
        ]
        self.artists += [self.best_name, self.constant_name, self.outlier_name, self.average]

    def update(self, view: OutlierView, pulls: Array, best: float, theme: Theme) -> None:
        c, rows = view.at, np.arange(view.values.size)
        ends = c + pulls
        self.pulls.set_segments([[(c, row), (end, row)] for row, end in zip(rows, ends, strict=True)])
        self.pulls.set_color([VERMILION if pull < 0 else BLUE for pull in pulls])
        self.values.set(data=(view.values, rows), markeredgecolor=theme.ink)
        for arrows, some in ((self.right, pulls > 0.3), (self.left, pulls < -0.3)):
            arrows.set_data(ends[some] - 0.2 * np.sign(pulls[some]), rows[some])
        self.constant.set(data=([c, c], [-0.6, 4.5]), color=theme.ink)
        self.constant_name.set(x=c, color=theme.ink)
        outlier, beside = view.values[-1], 0.5 if view.values[-1] >= c else -0.5
        self.outlier_name.set(x=outlier + beside, ha="left" if beside > 0 else "right", color=theme.ink)
        self.best.set(data=([best], [-1.1]), color=theme.ink)
        self.best_name.set(x=best + 0.35, text=f"{self.name} {short(best)}", color=theme.ink)
        self.average.set(text=f"average pull {number(average(pulls))}", color=theme.ink)
