"""F13, the picture: the network at the left, the plane and the loss curves at the right."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from nnkit.widgets.figures.f13_playground import layout
from nnkit.widgets.figures.f13_playground.compute import PlaygroundView
from nnkit.widgets.figures.f13_playground.wiring import Wiring
from nnkit.widgets.scene import FONT, Scene, head
from nnkit.widgets.style import BLUE, VERMILION, Theme, short
from nnkit.widgets.surface import Surface, level_line

LOWEST, HIGHEST = 1e-3, 10.0  # of the losses as drawn
MOST_DRAWN = 500  # points of one kind


class PlaygroundScene(Scene):
    """Every unit as a picture of the plane, every weight as a line, one unit large, and the losses."""

    size = (640, 520)

    def build(self) -> None:
        """Make the three axes and everything that moves in them."""
        width, height = self.size
        self.net = self.figure.add_axes((0, 12 / height, layout.WIDTH / width, layout.HEIGHT / height))
        self.net.set(xlim=(0, layout.WIDTH), ylim=(0, layout.HEIGHT))
        self.plane = self.figure.add_axes((388 / width, 240 / height, 242 / width, 242 / height))
        self.losses = self.figure.add_axes((416 / width, 44 / height, 210 / width, 120 / height))
        self._build_plane(self.plane)
        self._build_losses(self.losses)
        self.wiring = Wiring(self.net)
        self.heading = self.plane.text(0, 1.025, "", transform=self.plane.transAxes, fontsize=FONT)
        self.moving = [self.heading, self.surface, self.zero_line, *self.points, *self.wiring.moving]
        self.moving += [self.test, self.training, self.now]

    def _build_plane(self, axes: Axes) -> None:
        self.surface = Surface(axes)
        (self.zero_line,) = axes.plot([], [], linewidth=1.8)
        self.points = []
        for marker, colour in (("o", BLUE), ("^", VERMILION)):
            (filled,) = axes.plot([], [], marker, color=colour, markersize=4.2, markeredgewidth=0.5)
            (hollow,) = axes.plot([], [], marker, color=colour, markersize=4.6, fillstyle="none")
            self.points += [filled, hollow]
        axes.set(xlabel="x₁", ylabel="x₂")
        axes.xaxis.set_label_coords(1.0, -0.03)
        axes.yaxis.set_label_coords(-0.03, 1.0)
        axes.yaxis.label.set(rotation=0, ha="right", va="top")

    def _build_losses(self, axes: Axes) -> None:
        axes.set(yscale="log", ylim=(LOWEST * 0.85, HIGHEST), xlabel="epochs")
        axes.set_yticks([1e-3, 1e-2, 1e-1, 1, 10], ["0.001", "0.01", "0.1", "1", "10"])
        axes.minorticks_off()
        axes.xaxis.set_label_coords(0.5, -0.19)
        (self.test,) = axes.plot([], [], linewidth=1.6, dashes=(4, 2))
        (self.training,) = axes.plot([], [], linewidth=1.6)
        (self.now,) = axes.plot([], [], "o", markersize=4)

    # -- what stands still ------------------------------------------------------------------------

    def still_key(self, view: PlaygroundView) -> Hashable:
        """What the network looks like, how far the plane reaches, and where the axis of epochs ends."""
        training = view.training
        network = view.columns, view.features, training.own, view.lit, len(training.weights)
        return network, view.points.limits, end_of_axis(training.epoch)

    def update_still(self, view: PlaygroundView, theme: Theme) -> None:
        """Set the ends and names of the axes, and the frames and names of the units."""
        left, right, bottom, top = view.points.limits
        self.plane.set(xlim=(left, right), ylim=(bottom, top))
        for axis, low, high in ((self.plane.xaxis, left, right), (self.plane.yaxis, bottom, top)):
            ticks = _ticks(low, high)
            axis.set_ticks(ticks, [short(tick) for tick in ticks])
        end = end_of_axis(view.training.epoch)
        self.losses.set_xlim(0, end)
        self.losses.set_xticks([0, end // 2, end], ["0", str(end // 2), str(end)])
        self.losses.get_xticklabels()[-1].set_horizontalalignment("right")
        head(self.losses, "loss", theme, "training ──   test ╌╌")
        self.wiring.update_still(view, theme)

    # -- what moves -------------------------------------------------------------------------------

    def update(self, view: PlaygroundView, theme: Theme) -> None:
        """Show the plane, the points, the units, the weights and the curves of a view."""
        self._update_plane(view, theme)
        self.wiring.update(view, theme)
        table = view.training.curves
        for k, line, colour in ((1, self.training, theme.ink), (2, self.test, theme.muted)):
            line.set_data(table[:, 0], np.clip(table[:, k], LOWEST, HIGHEST))
            line.set_color(colour)
        self.now.set_data(table[-1:, 0], np.clip(table[-1:, 2], LOWEST, HIGHEST))
        self.now.set_color(theme.muted)

    def _update_plane(self, view: PlaygroundView, theme: Theme) -> None:
        left, right, bottom, top = view.points.limits
        self.heading.set(text=view.heading, color=theme.ink)
        self.surface.set_field(view.field if view.lit else None)
        across, up = (np.linspace(a, b, view.zero.shape[0]) for a, b in ((left, right), (bottom, top)))
        line = level_line(across, up, view.zero) if view.lit else (np.empty(0), np.empty(0))
        self.zero_line.set_data(*line)
        self.zero_line.set_color(theme.ink)
        points = view.points
        for k in (0, 1):
            filled, hollow = self.points[2 * k : 2 * k + 2]
            filled.set_data(*points.x[points.y == k][:MOST_DRAWN].T)
            filled.set_markeredgecolor(theme.ink)
            hollow.set_data(*points.test_x[points.test_y == k][:MOST_DRAWN].T)
            hollow.set_visible(view.test_points)


def _ticks(low: float, high: float) -> list[float]:
    """Return round numbers between two ends, none of them close to an end."""
    inner = 0.06 * (high - low)
    ticks = MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(low, high)
    return [float(tick) for tick in ticks if low + inner < tick < high - inner]


def end_of_axis(epoch: float) -> int:
    """Return the first of 10, 20, 50, 100, 200, 500, … that is not below the epoch."""
    ten = 10
    while True:
        for end in (ten, 2 * ten, 5 * ten):
            if end >= epoch:
                return end
        ten *= 10
