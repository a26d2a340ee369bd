"""F2, second picture: a neuron of one input; z = w x + b above, a = φ(z) below, and where they bend."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from nnkit.widgets.figures.f02_neuron.compute import REACH, Array, LineView
from nnkit.widgets.figures.f02_neuron.words import RELU, SIGMOID, TANH, THRESHOLD, value
from nnkit.widgets.scene import FONT, head
from nnkit.widgets.style import GREEN, Theme, number, short
from nnkit.widgets.surface import Surface

TOP = 8.0  # of z; beyond it the line leaves the picture
HEIGHTS = {SIGMOID: (-0.15, 1.15), THRESHOLD: (-0.15, 1.15), TANH: (-1.3, 1.3), RELU: (-1.2, 8.4)}
TICKS = {SIGMOID: (0, 0.5, 1), THRESHOLD: (0, 0.5, 1), TANH: (-1, 0, 1), RELU: (0, 2, 4, 6, 8)}
NAMES = {SIGMOID: "midpoint", THRESHOLD: "step", TANH: "midpoint", RELU: "kink"}


class LinePicture:
    """Two axes, one above the other, over the same x."""

    def __init__(self, figure: Figure) -> None:
        self.upper = figure.add_axes((0.07, 0.63, 0.9, 0.29))
        self.lower = figure.add_axes((0.07, 0.118, 0.9, 0.42))
        self.axes = (self.upper, self.lower)
        ticks = range(-4, 5)
        for axes in self.axes:
            axes.set_xlim(-REACH, REACH)
        self.upper.set(ylim=(-TOP, TOP))
        self.upper.set_xticks(ticks, [])
        self.upper.set_yticks([-5, 0, 5], ["−5", "0", "5"])
        self.lower.set_xticks(ticks, [short(v) for v in ticks])
        self.lower.set_xlabel("input x")
        self.zero = self.upper.axhline(0, linewidth=1)
        self.surface = Surface(self.lower)
        self.cuts = [axes.plot([], [], linewidth=1.5, linestyle=(0, (1, 1.4)))[0] for axes in self.axes]
        self.lines = [axes.plot([], [], linewidth=2.2)[0] for axes in self.axes]
        (self.own,) = self.lower.plot([], [], "s", color=GREEN, markersize=5)
        self.own_name = self.lower.text(0.5, 1.04, "■ yours", fontsize=FONT, color=GREEN, ha="center")
        self.own_name.set_transform(self.lower.transAxes)
        (self.crossing,) = self.upper.plot([], [], "o", markersize=7, markerfacecolor="none")
        self.name = self.lower.text(0, 0, "", fontsize=FONT, va="center")
        self.drops = [axes.plot([], [], linewidth=1)[0] for axes in self.axes]
        self.points = [axes.plot([], [], "D", markersize=8, clip_on=False)[0] for axes in self.axes]
        self.numbers = [
            axes.text(1, 1.03, "", fontsize=FONT, ha="right", va="bottom", transform=axes.transAxes)
            for axes in self.axes
        ]
        self.artists: list[Artist] = [
            *(self.surface, *self.cuts, *self.lines, self.own, self.own_name, self.crossing, self.name),
            *(*self.drops, *self.points, *self.numbers),
        ]

    def update_still(self, view: LineView, theme: Theme) -> None:
        """Set the headings, and the heights that belong to the activation."""
        head(self.upper, "pre-activation z = w x + b", theme)
        head(self.lower, f"activation a = {view.phi}(z)", theme)
        self.lower.set_ylim(HEIGHTS[view.phi])
        self.lower.set_yticks(TICKS[view.phi], [short(v) for v in TICKS[view.phi]])
        self.zero.set_color(theme.muted)

    def update(self, view: LineView, theme: Theme) -> None:
        """Move both lines, the bend and the probe."""
        for line in (*self.cuts, *self.lines, self.crossing, *self.drops, *self.points):
            line.set_color(theme.ink)
        for text in (self.name, *self.numbers):
            text.set_color(theme.ink)
        self.surface.set_field(view.colour)
        self.lines[0].set_data(view.xs, view.zs)
        self.lines[1].set_data(*self._with_gap(view))
        self.own.set_data(view.own or ([], []))
        self.own_name.set_visible(view.own is not None)
        self._update_bend(view)
        low, high = HEIGHTS[view.phi]
        tops = ((-TOP, 0.93 * TOP, view.z), (low, high - 0.05 * (high - low), view.a))
        for (floor, top, wanted), drop, mark in zip(tops, self.drops, self.points, strict=True):
            shown = min(max(wanted, 0.93 * floor), top)
            start = 0.0 if floor == -TOP else floor
            drop.set_data([view.x, view.x], [start, shown])
            mark.set_data([view.x], [shown])
        self.numbers[0].set_text(f"at x = {short(view.x)}: z = {short(view.z)}")
        self.numbers[1].set_text(f"a = {value(view.a)}")

    def _update_bend(self, view: LineView) -> None:
        """Mark where z = 0, through both axes, and name it."""
        low, high = HEIGHTS[view.phi]
        inside = view.kink is not None and abs(view.kink) < REACH
        for artist in (*self.cuts, self.crossing, self.name):
            artist.set_visible(inside)
        if not inside or view.kink is None:
            return
        self.cuts[0].set_data([view.kink] * 2, [-2 * TOP, 0])
        self.cuts[1].set_data([view.kink] * 2, [low, high])
        self.crossing.set_data([view.kink], [0])
        left = (view.w > 0 and view.kink > -0.5 * REACH) or view.kink > 0.5 * REACH
        self.name.set(
            text=f"{NAMES[view.phi]} −b/w = {number(view.kink)}",
            position=(view.kink + (-0.12 if left else 0.12), high - 0.1 * (high - low)),
            ha="right" if left else "left",
        )

    @staticmethod
    def _with_gap(view: LineView) -> tuple[Array, Array]:
        """Return the curve, parted where a threshold jumps."""
        if view.phi != THRESHOLD or view.kink is None or abs(view.kink) >= REACH:
            return view.xs, view.answer
        place = int(np.searchsorted(view.xs, view.kink))
        return np.insert(view.xs, place, view.kink), np.insert(view.answer, place, np.nan)
