"""F2, first picture: the unit's surface over the plane, and beside it what the unit sees of each point."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from nnkit.widgets.figures.f02_neuron.compute import ACROSS, REACH, Array, PlaneView
from nnkit.widgets.figures.f02_neuron.data import LABELS, POINTS
from nnkit.widgets.figures.f02_neuron.words import RELU, SIGMOID, TANH, THRESHOLD
from nnkit.widgets.scene import FONT, head
from nnkit.widgets.style import BLUE, GREEN, VERMILION, Theme, number, short
from nnkit.widgets.surface import Surface

HEIGHTS = {SIGMOID: (-0.12, 1.12), THRESHOLD: (-0.12, 1.12), TANH: (-1.24, 1.24), RELU: (-0.9, 8.4)}
TICKS = {SIGMOID: (0, 0.5, 1), THRESHOLD: (0, 0.5, 1), TANH: (-1, 0, 1), RELU: (0, 4, 8)}
ROWS = LABELS + 0.11 * (np.arange(len(LABELS)) * 3 % 7 - 3)  # heights in the strip, spread to part neighbours
MARKS = ((0, "o", BLUE, 6.5), (1, "^", VERMILION, 7.5))


class PlanePicture:
    """Three axes: the plane, the answer to a length along w, and those lengths for both classes."""

    def __init__(self, figure: Figure) -> None:
        self.plane = figure.add_axes((0.075, 0.118, 0.531, 0.802))  # 340 by 340 pixels
        self.answer = figure.add_axes((0.69, 0.5, 0.285, 0.42))
        self.strip = figure.add_axes((0.69, 0.118, 0.285, 0.25))
        self.axes = (self.plane, self.answer, self.strip)
        self.artists: list[Artist] = [*self._make_plane(), *self._make_answer(), *self._make_strip()]

    def _make_plane(self) -> list[Artist]:
        axes = self.plane
        axes.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xlabel="x₁")
        axes.set_ylabel("x₂", labelpad=0, rotation=0)
        axes.set_xticks(range(-4, 5, 2), [short(v) for v in range(-4, 5, 2)])
        axes.set_yticks(range(-4, 5, 2), [short(v) for v in range(-4, 5, 2)])
        self.surface = Surface(axes)
        (self.boundary,) = axes.plot([], [], linewidth=2)
        (self.own_boundary,) = axes.plot([], [], color=GREEN, linewidth=3, linestyle=(0, (2.5, 1.5)))
        (self.origin,) = axes.plot([0], [0], "+", markersize=10, markeredgewidth=1.5)
        (self.offset,) = axes.plot([], [], linewidth=1.5, linestyle=(0, (1, 1.4)))
        (self.corner,) = axes.plot([], [], linewidth=1.2)
        (self.rings,) = axes.plot([], [], "o", markersize=14, markerfacecolor="none", markeredgewidth=1.8)
        self.classes = [
            axes.plot(*POINTS[k == LABELS].T, m, color=colour, markersize=size, markeredgewidth=0.9)[0]
            for k, m, colour, size in MARKS
        ]
        (self.shaft,) = axes.plot([], [], linewidth=3, solid_capstyle="butt")
        (self.tip,) = axes.plot([], [], markersize=11)
        self.w_name = axes.text(0, 0, "w", fontsize=FONT + 2, fontweight="bold", ha="center", va="center")
        (self.probe,) = axes.plot([], [], "D", markersize=9, clip_on=False)
        self.probe_name = axes.text(0, 0, "x", fontsize=FONT + 1, fontweight="bold", va="center")
        self.distance = axes.text(
            1, 1.018, "", fontsize=FONT - 1, ha="right", va="bottom", transform=axes.transAxes
        )
        return [
            *(self.surface, self.boundary, self.own_boundary, self.origin, self.offset, self.corner),
            *(self.rings, *self.classes, self.shaft, self.tip, self.w_name, self.probe, self.probe_name),
            self.distance,
        ]

    def _make_answer(self) -> list[Artist]:
        axes = self.answer
        axes.set_xlim(-ACROSS, ACROSS)
        axes.set_xticks([-4, 0, 4], [])
        (self.threshold,) = axes.plot([], [], linewidth=1.5, linestyle=(0, (1, 1.4)))
        self.threshold_name = axes.text(0, 0, "−b/|w|", fontsize=FONT - 1)
        (self.curve,) = axes.plot([], [], linewidth=2.2)
        (self.drop,) = axes.plot([], [], linewidth=1)
        (self.own,) = axes.plot([], [], "s", color=GREEN, markersize=4.5)
        self.own_name = axes.text(0.98, 0.03, "■ yours", fontsize=FONT - 1, color=GREEN, ha="right")
        self.own_name.set_transform(axes.transAxes)
        (self.here,) = axes.plot([], [], "D", markersize=8, clip_on=False)
        return [
            self.threshold,
            self.threshold_name,
            self.curve,
            self.drop,
            self.own,
            self.own_name,
            self.here,
        ]

    def _make_strip(self) -> list[Artist]:
        axes = self.strip
        axes.set(xlim=(-ACROSS, ACROSS), ylim=(-0.62, 1.62), xlabel="length of x along w")
        axes.set_xticks([-4, 0, 4], ["−4", "0", "4"])
        axes.set_yticks([0, 1], ["class 0", "class 1"])
        (self.cut,) = axes.plot([], [], linewidth=1.5, linestyle=(0, (1, 1.4)))
        self.rows = [
            axes.plot([], [], m, color=colour, markersize=size - 1.5, markeredgewidth=0.8)[0]
            for _, m, colour, size in MARKS
        ]
        (self.probe_along,) = axes.plot([], [], "D", markersize=7, clip_on=False)
        self.count = axes.text(0, 1.03, "", fontsize=FONT, ha="left", va="bottom", transform=axes.transAxes)
        return [self.cut, *self.rows, self.probe_along, self.count]

    def update_still(self, view: PlaneView, theme: Theme) -> None:
        """Set the headings, and the heights that belong to the activation."""
        head(self.plane, f"a = {view.phi}(w·x + b)", theme)
        head(self.answer, "a, the unit's answer", theme)
        self.answer.set_ylim(HEIGHTS[view.phi])
        self.answer.set_yticks(TICKS[view.phi], [short(v) for v in TICKS[view.phi]])

    def update(self, view: PlaneView, theme: Theme) -> None:
        """Move surface, boundary, arrow, points and the probe."""
        for line in (
            *(self.boundary, self.origin, self.offset, self.corner, self.shaft, self.tip, self.threshold),
            *(self.curve, self.drop, self.here, self.cut, self.probe_along),
        ):
            line.set_color(theme.ink)
        for text in (self.w_name, self.probe_name, self.distance, self.threshold_name, self.count):
            text.set_color(theme.ink)
        for points in (*self.classes, *self.rows, self.rings):
            points.set_markeredgecolor(theme.ink)
        self.surface.set_field(view.field)
        self.rings.set_data(*POINTS[view.wrong].T)
        self.own_boundary.set_data(view.own_boundary or ([], []))
        self._update_probe(view)
        self._update_vector(view)
        self._update_side(view)

    def _update_probe(self, view: PlaneView) -> None:
        self.probe.set(data=([view.x[0]], [view.x[1]]), color=self.boundary.get_color())
        side = -1 if view.x[0] > REACH - 0.7 else 1
        y = min(max(view.x[1], 0.35 - REACH), REACH - 0.35)
        self.probe_name.set(position=(view.x[0] + 0.25 * side, y), ha="left" if side > 0 else "right")

    def _update_vector(self, view: PlaneView) -> None:
        """Draw w from the boundary or from the origin, whichever comes later, and how far they are apart."""
        size = math.hypot(*view.w)
        there = view.offset is not None
        for artist in (self.boundary, self.offset, self.corner, self.shaft, self.tip, self.w_name):
            artist.set_visible(there)
        self.distance.set_text("")
        if view.offset is None:
            return
        normal = view.w / size
        along = np.array([-normal[1], normal[0]])
        foot = view.offset * normal
        self.boundary.set_data(*np.stack([foot - 20 * along, foot + 20 * along], axis=1))
        self.offset.set_data(*np.stack([np.zeros(2), foot], axis=1))
        square = 0.22
        self.corner.set_data(
            *np.stack(
                [foot + square * along, foot + square * (along + normal), foot + square * normal], axis=1
            )
        )
        self.distance.set_text(f"offset |b|/|w| = {number(abs(view.offset))}")
        start = self._start_of_arrow(view.offset, normal, size)
        tip = start + size * normal
        self.shaft.set_data(*np.stack([start, tip - min(0.2, size) * normal], axis=1))
        turn = math.degrees(math.atan2(normal[1], normal[0])) - 90
        self.tip.set(data=([tip[0] - 0.15 * normal[0]], [tip[1] - 0.15 * normal[1]]), marker=(3, 0, turn))
        name = start + 0.6 * size * normal + 0.34 * along
        self.w_name.set_position(tuple(np.clip(name, 0.25 - REACH, REACH - 0.25)))

    @staticmethod
    def _start_of_arrow(offset: float, normal: Array, size: float) -> Array:
        """Return where to begin an arrow of length |w| so that it stays in the plane."""
        room = (REACH - 0.1) / float(np.max(np.abs(normal)))  # from the origin to the edge, along w
        return np.asarray(min(max(offset, 0.0), max(room - size, -room)) * normal, dtype=np.float64)

    def _update_side(self, view: PlaneView) -> None:
        size = math.hypot(*view.w)
        along = float(view.x @ view.w) / size if size else 0.0
        low, high = HEIGHTS[view.phi]
        self.curve.set_data(view.alignment, view.answer)
        self.drop.set_data([along, along], [low, min(view.a, high)])
        self.here.set_data([along], [min(view.a, high)])
        self.own_name.set_visible(view.own is not None)
        self.own.set_data(([], []) if view.own is None else (view.along, view.own))
        for k, row in enumerate(self.rows):
            row.set_data(view.along[k == LABELS], ROWS[k == LABELS])
        self.probe_along.set_data([along], [0.5])
        wrong = int(view.wrong.sum())
        self.count.set_text("no point wrong" if not wrong else f"○ {wrong} of {len(POINTS)} points wrong")
        at = view.offset if view.offset is not None and abs(view.offset) < ACROSS else None
        for line in (self.threshold, self.cut):
            line.set_data(([], []) if at is None else ([at, at], [-10, 10]))
        self._name_threshold(at, view.phi)

    def _name_threshold(self, at: float | None, phi: str) -> None:
        """Write −b/|w| beside its line, on the side that the curve leaves free."""
        low, high = HEIGHTS[phi]
        self.threshold_name.set_visible(at is not None)
        if at is None:
            return
        left = at > -2.2
        top = left or phi == RELU
        self.threshold_name.set(
            position=(at + (-0.3 if left else 0.3), high - 0.03 * (high - low) if top else low),
            ha="right" if left else "left",
            va="top" if top else "bottom",
        )
