"""F14, the picture: samples, truth and fits above; below, the losses against epochs or capacity."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from nnkit.widgets.figures.f14_generalisation.compute import GeneralisationView
from nnkit.widgets.figures.f14_generalisation.learner import GRID, REACH
from nnkit.widgets.figures.f14_generalisation.work import CAPACITIES, ONE
from nnkit.widgets.scene import FONT, Scene, head
from nnkit.widgets.style import GREY, SKY, Theme, number, short

Array = NDArray[np.float64]
HEIGHT = 2.1  # of the upper axis, both ways
LOW, HIGH, TOP = 1.2e-3, 4.0, 18.0  # of the losses as drawn, and of the axis, with room for a name
KEYS = (0.075, 0.19, 0.338, 0.455, 0.655)  # where the names above stand
APART = 1.15  # between the logarithms of two losses that are written one above the other
MOST_POINTS = 400  # of a loss curve as drawn


class GeneralisationScene(Scene):
    """The regression on [−3, 3], and below it two losses on a log scale."""

    size = (640, 490)

    def build(self) -> None:
        """Make both axes and the names above them."""
        self.upper = self.figure.add_axes((0.075, 0.475, 0.9, 0.455))
        self.lower = self.figure.add_axes((0.09, 0.1, 0.885, 0.285))
        self._build_upper(self.upper)
        self._build_lower(self.lower)
        self.samples = [Line2D([], [], transform=self.figure.transFigure) for _ in KEYS]
        looks: tuple[dict[str, Any], ...] = (
            {"marker": "o", "markersize": 6},
            {"marker": ".", "markersize": 6},
            {"linestyle": "--", "linewidth": 1.8, "color": GREY},
            {"linewidth": 2.4},
            {"linewidth": 2.4, "color": SKY},
        )
        for x, sample, look in zip(KEYS, self.samples, looks, strict=True):
            at = x + 0.018 if "marker" in look else [x, x + 0.037]
            sample.set(data=(np.atleast_1d(at), np.full(np.size(at), 0.964)), **look)
            self.figure.add_artist(sample)
        places = [x + (0.03 if "marker" in look else 0.045) for x, look in zip(KEYS, looks, strict=True)]
        self.names = [self.figure.text(x, 0.964, "", fontsize=FONT, va="center") for x in places]
        self.moving = [*self._upper_artists, *self._lower_artists, *self.samples, *self.names]

    def _build_upper(self, axes: Axes) -> None:
        axes.set(xlim=(-1.02 * REACH, 1.02 * REACH), ylim=(-HEIGHT, HEIGHT))
        ticks = range(-3, 4)
        axes.set_xticks(ticks, [short(v) for v in ticks])
        axes.set_yticks([-2, -1, 0, 1, 2], ["−2", "−1", "0", "1", "2"])
        axes.set_xlabel("x")
        axes.xaxis.set_label_coords(0.92, -0.022)
        (self.judges,) = axes.plot([], [], ".", markersize=4, alpha=0.45)
        (self.truth,) = axes.plot([], [], "--", linewidth=1.8, color=GREY)
        (self.best_fit,) = axes.plot([], [], linewidth=3, color=SKY)
        (self.fit,) = axes.plot([], [], linewidth=2)
        (self.points,) = axes.plot([], [], "o", markersize=6)
        self._upper_artists: list[Artist] = [self.judges, self.points, self.truth, self.best_fit, self.fit]

    def _build_lower(self, axes: Axes) -> None:
        axes.set(yscale="log", ylim=(LOW / 1.2, TOP))
        axes.set_yticks([0.001, 0.01, 0.1, 1], ["0.001", "0.01", "0.1", "1"])
        (self.floor,) = axes.plot([], [], linewidth=1.4, color=GREY, dashes=(1.5, 2))
        self.floor_name = axes.text(0.995, 0.1, "", fontsize=FONT - 1, ha="right", va="bottom")
        self.floor_name.set_transform(axes.get_yaxis_transform())
        (self.best_line,) = axes.plot([], [], linewidth=2, color=SKY)
        (self.lowest,) = axes.plot([], [], "v", color=SKY, markersize=7)
        (self.training,) = axes.plot([], [], linewidth=2)
        (self.validation,) = axes.plot([], [], "--", linewidth=2)
        (self.best,) = axes.plot([], [], "D", color=SKY, markersize=8)
        (self.ends,) = axes.plot([], [], "o", markersize=6)
        self.best_name = axes.text(0, 0.9 * TOP, "", fontsize=FONT, va="top")
        self.end_names = [axes.text(0, 0, "", fontsize=FONT, va="center") for _ in range(2)]
        self._lower_artists: list[Artist] = [self.floor, self.floor_name, self.best_line, self.training]
        self._lower_artists += [self.validation, self.lowest, self.best, self.ends, self.best_name]
        self._lower_artists += self.end_names

    def still_key(self, view: GeneralisationView) -> Hashable:
        """The kind of picture, and the number of epochs."""
        return view.show, view.epochs if view.show == ONE else 0

    def update_still(self, view: GeneralisationView, theme: Theme) -> None:
        """Set the lower axis: epochs, or units on a log scale."""
        axes = self.lower
        one = view.show == ONE
        axes.set_xscale("linear" if one else "log")
        axes.set_xlim((-0.012 * view.epochs, 1.29 * view.epochs) if one else (0.93, 64 * 2.2))
        ticks = [k * view.epochs // 5 for k in range(6)] if one else list(CAPACITIES)
        axes.set_xticks(ticks, [str(v) for v in ticks])
        axes.minorticks_off()
        axes.set_xlabel("epochs" if one else "hidden units in each of the 2 layers")
        axes.xaxis.label.set(color=theme.ink, fontsize=FONT)
        aside = "solid: training, dashed: validation" + ("" if one else ", ▼: its best epoch")
        head(axes, "mean squared error", theme, aside)

    def update(self, view: GeneralisationView, theme: Theme) -> None:
        """Move points, fits and losses."""
        for line in (self.fit, self.points, self.samples[0], self.samples[3], self.training, self.validation):
            line.set_color(theme.ink)
        self.ends.set_color(theme.ink)
        for line in (self.judges, self.samples[1]):
            line.set_color(theme.muted)
        self.judges.set_data(view.x_judge, view.y_judge)
        self.points.set_data(view.x, np.clip(view.y, -0.98 * HEIGHT, 0.98 * HEIGHT))
        self.points.set_markersize(6 if view.x.size <= 32 else 4.5 if view.x.size <= 96 else 3.5)
        self.truth.set_data(GRID, view.truth)
        for line, fit in ((self.fit, view.fit), (self.best_fit, view.best_fit)):
            line.set_data(GRID[: fit.size], np.clip(fit, -2 * HEIGHT, 2 * HEIGHT))
        now = (
            "fit, stopped"
            if view.stopped
            else "fit now"
            if view.show == ONE
            else f"fit, {view.units} unit{'s' * (view.units > 1)}"
        )
        texts = ["samples", "validation", "truth", now if view.fit.size else ""]
        texts.append("fit at best epoch" if view.best_fit.size else "")
        for sample, name, text in zip(self.samples, self.names, texts, strict=True):
            name.set(text=text, color=theme.ink)
            sample.set_visible(bool(text))
        self._update_losses(view, theme)
        self._update_best(view, theme)

    def _update_losses(self, view: GeneralisationView, theme: Theme) -> None:
        every = max(1, len(view.at) // MOST_POINTS)
        for line, losses in ((self.training, view.training), (self.validation, view.validation)):
            line.set_data(view.at[::every], _inside(losses[::every]))
            line.set_marker("o" if view.show != ONE else "")
            line.set_markersize(4)
        left, right = self.lower.get_xlim()
        floor = view.noise**2
        self.floor.set_data([left, right], [floor, floor])
        self.floor_name.set(text=f"σ² = {short(round(floor, 6))}", y=floor, color=theme.muted)
        self.floor_name.set_visible(floor > LOW)
        self._name_ends(view, theme)

    def _name_ends(self, view: GeneralisationView, theme: Theme) -> None:
        """Mark where the fit above stands; beside the ends of the curves of one fit write their losses."""
        here = view.at == (view.units if view.show != ONE else view.epoch)
        x = np.repeat(view.at[here], 2)
        ends = np.concatenate([view.training[here], view.validation[here]])
        self.ends.set_data(x, _inside(ends))
        for name in self.end_names:
            name.set(text="", color=theme.ink)
        if view.show != ONE:
            return
        heights = np.log(_inside(ends))
        apart = max(APART - abs(heights[1] - heights[0]), 0.0) / 2
        heights += apart * np.array([1, -1] if heights[0] > heights[1] else [-1, 1])
        for name, height, loss in zip(self.end_names, np.exp(heights), ends, strict=True):
            place = view.epoch + 0.018 * view.epochs, max(float(height), 1.3 * LOW)
            name.set(text=number(loss), position=place)

    def _update_best(self, view: GeneralisationView, theme: Theme) -> None:
        """Mark where the validation loss is lowest."""
        shown = len(view.at) > 1
        self.lowest.set_data((view.at, _inside(view.lowest)) if view.lowest.size else ([], []))
        if not shown:
            for line in (self.best_line, self.best):
                line.set_data([], [])
            self.best_name.set_text("")
            return
        x, low = float(view.best_at), float(view.validation.min())
        self.best_line.set_data([x, x], [LOW / 1.2, TOP])
        self.best.set_data([x], _inside(np.array([low])))
        what = f"epoch {view.best_at}" if view.show == ONE else f"{view.best_at} units"
        end = " (kept)" if view.show == ONE and view.stopped else ""
        text = f"lowest validation loss {number(low)}: {what}{end}"
        left, right = self.lower.get_xlim()
        far = x > (left + 0.35 * (right - left) if view.show == ONE else 8)
        near = 0.012 * (right - left)
        place = x + (-near if far else near) if view.show == ONE else x * (0.94 if far else 1.06)
        self.best_name.set(text=text, x=place, ha="right" if far else "left", color=theme.ink)


def _inside(losses: Array) -> Array:
    """Keep losses within the axis, so that none disappears."""
    return np.asarray(np.clip(losses, LOW, HIGH), dtype=np.float64)
