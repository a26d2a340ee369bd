"""F3, the picture: φ above φ′, with the zones where nothing is learned, and what many layers leave over."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import PolyCollection

from nnkit.widgets.figures.f03_activations.compute import (
    AXIS,
    MOST_LAYERS,
    REACH,
    ActivationView,
    Array,
    Beside,
)
from nnkit.widgets.figures.f03_activations.family import PRELU, TWICE
from nnkit.widgets.figures.f03_activations.words import SATURATED, neat, superscript
from nnkit.widgets.scene import FONT, Scene, head
from nnkit.widgets.style import BLUE, GREEN, GREY, SKY, VERMILION, Theme, short

BOUNDED = {"sigmoid": (-0.25, 1.25), "threshold": (-0.25, 1.25), "tanh": (-1.4, 1.4), TWICE: (-1.4, 1.4)}
UNBOUNDED = {"identity": (-6.4, 6.4), "leaky_relu": (-6.4, 6.4), PRELU: (-6.4, 6.4), "elu": (-2.3, 6.4)}
OTHERS = (-1.3, 6.4)
STEEPEST = {"elu": 2.0}  # with α = 2; the others stay near 1
FLOOR = -13.0  # of log₁₀ |φ′|ᵏ; what is less lies on it as a triangle
POWERS = (6, 3, 0, -3, -6, -9, -12)
WIDE = 2.3  # a zone must be as wide as this to be named


class ActivationScene(Scene):
    """Value and slope at the left over the same u; at the right the slope to the power of the layers."""

    size = (640, 440)

    def build(self) -> None:
        """Make three axes and what moves on them."""
        self.upper = self.figure.add_axes((0.062, 0.47, 0.59, 0.465))
        self.lower = self.figure.add_axes((0.062, 0.112, 0.59, 0.265))
        self.deep = self.figure.add_axes((0.755, 0.112, 0.22, 0.823))
        ticks = range(-6, 7, 2)
        self.upper.set_xticks(ticks, [])
        self.lower.set_xticks(ticks, [short(v) for v in ticks])
        self.lower.set_xlabel("pre-activation u")
        self.deep.set(xlim=(-0.8, MOST_LAYERS + 0.8), ylim=(FLOOR - 0.7, 7.4), xlabel="layers k")
        self.deep.set_xticks(range(0, MOST_LAYERS + 1, 5))
        self.deep.set_yticks(POWERS, ["1" if k == 0 else f"10{superscript(k)}" for k in POWERS])
        both = (self.upper, self.lower)
        self.zeros = [axes.axhline(0, linewidth=1) for axes in both]
        self.one = self.deep.axhline(0, linewidth=1)
        for axes in both:
            axes.set_xlim(-REACH, REACH)
        self._make_zones()
        self._make_curves()
        (self.powers,) = self.deep.plot([], [], "o", markersize=4)
        (self.lost,) = self.deep.plot([], [], "v", markersize=5)
        (self.last,) = self.deep.plot([], [], "D", markersize=8)
        self.kept = self.deep.text(1, 1.018, "", fontsize=FONT, ha="right", va="bottom")
        self.kept.set_transform(self.deep.transAxes)
        self.moving = [*self.saturated, *self.dead, *self._curve_artists()]
        self.moving += [self.powers, self.lost, self.last, self.kept]

    def _make_zones(self) -> None:
        both = (self.upper, self.lower)
        self.saturated = [PolyCollection([], facecolor=GREY, alpha=0.2, linewidth=0) for _ in both]
        self.dead = [
            PolyCollection([], facecolor="none", edgecolor=f"{GREY}70", hatch="//", linewidth=0) for _ in both
        ]
        for axes, grey, hatched in zip(both, self.saturated, self.dead, strict=True):
            axes.add_collection(grey, autolim=False)
            axes.add_collection(hatched, autolim=False)
        self.zone_names = [
            self.lower.text(0, 0, "", fontsize=FONT - 1, ha="center", va="top", linespacing=1.1)
            for _ in range(3)
        ]

    def _make_curves(self) -> None:
        both, styled = (self.upper, self.lower), ((self.upper, "-"), (self.lower, "--"))
        self.second = [axes.plot([], [], style, color=SKY, linewidth=5)[0] for axes, style in styled]
        self.curves = [axes.plot([], [], style, linewidth=2.2)[0] for axes, style in styled]
        self.own = [axes.plot([], [], "s", color=GREEN, markersize=4.5)[0] for axes in both]
        self.own_names = [
            axes.text(0.485, 1.03, "■ yours", color=GREEN, ha="center", transform=axes.transAxes)
            for axes in both
        ]
        (self.tangent,) = self.upper.plot([], [], linewidth=2)
        (self.stem,) = self.lower.plot([], [], linewidth=3, solid_capstyle="butt")
        self.points = [axes.plot([], [], "D", markersize=8, clip_on=False)[0] for axes in both]
        self.largest = self.lower.text(1, 1.03, "", fontsize=FONT - 1, ha="right", va="bottom")
        self.largest.set_transform(self.lower.transAxes)
        (self.peak,) = self.lower.plot([], [], linewidth=1.4, linestyle=(0, (1, 1.4)))

    def _curve_artists(self) -> list[Artist]:
        return [
            *(*self.second, self.peak, *self.own, *self.curves, self.tangent, self.stem, *self.points),
            *(*self.zone_names, *self.own_names, self.largest),
        ]

    def still_key(self, view: ActivationView) -> Hashable:
        """The two activations, which set the heights."""
        return view.name, view.beside and view.beside.name

    def update_still(self, view: ActivationView, theme: Theme) -> None:
        """Set headings and heights."""
        names = [view.name, *([view.beside.name] if view.beside else [])]
        limits = [{**BOUNDED, **UNBOUNDED}.get(name, OTHERS) for name in names]
        low, high = min(pair[0] for pair in limits), max(pair[1] for pair in limits)
        self.upper.set_ylim(low, high)
        wanted = (-1, -0.5, 0, 0.5, 1) if high < 2 else (-6, -4, -2, 0, 2, 4, 6)
        ticks = [v for v in wanted if low < v < high]
        self.upper.set_yticks(ticks, [short(v) for v in ticks])
        steepest = max(STEEPEST.get(name, 1.0) for name in names)
        self.lower.set_ylim(-0.3 * steepest, 1.8 * steepest)
        steps = (0, 0.5, 1) if steepest == 1 else (0, 1, 2)
        self.lower.set_yticks(steps, [short(v) for v in steps])
        head(self.upper, f"φ(u) = {view.name}(u)", theme, f"broad: {view.beside.name}" if view.beside else "")
        head(self.lower, "its slope φ′(u), dashed", theme)
        for line in (*self.zeros, self.one):
            line.set_color(theme.muted)

    def update(self, view: ActivationView, theme: Theme) -> None:
        """Move the curves, the zones, the point and the powers of its slope."""
        for line in (*self.curves, *self.points, self.peak, self.powers, self.lost, self.last):
            line.set_color(theme.ink)
        for text in (*self.zone_names, self.largest, self.kept):
            text.set_color(theme.ink)
        self._update_zones(view)
        for line, heights in zip(self.curves, (view.values, view.slopes), strict=True):
            line.set_data(AXIS, parted(heights))
        for line, other in zip(self.second, _curves(view.beside), strict=True):
            line.set_data(([], []) if other is None else (AXIS, parted(other)))
        own = (view.own_values, view.own_slopes)
        for line, name, yours in zip(self.own, self.own_names, own, strict=True):
            line.set_data(([], []) if yours is None else (view.own_u, yours))
            name.set_visible(yours is not None)
        self._update_point(view, theme)
        self._update_powers(view)

    def _update_zones(self, view: ActivationView) -> None:
        for axes, grey, hatched in zip((self.upper, self.lower), self.saturated, self.dead, strict=True):
            low, high = axes.get_ylim()
            corners = [(zone.low, zone.high) for zone in view.zones]
            boxes = [[(a, low), (b, low), (b, high), (a, high)] for a, b in corners]
            grey.set_verts(boxes)
            hatched.set_verts([box for box, zone in zip(boxes, view.zones, strict=True) if zone.dead])
        named = [zone for zone in view.zones if zone.high - zone.low > WIDE]
        words = {True: "dead\nφ′ = 0", False: f"saturated\n|φ′| < {short(SATURATED)}"}
        top = 0.97 * self.lower.get_ylim()[1]
        for k, text in enumerate(self.zone_names):
            if k < len(named):
                zone = named[k]
                middle = (zone.low + zone.high) / 2
                text.set(text=words[zone.dead], position=(middle, top))
            else:
                text.set_text("")

    def _update_point(self, view: ActivationView, theme: Theme) -> None:
        low, high = self.upper.get_ylim()
        colour = VERMILION if view.slope > 0 else BLUE if view.slope else theme.muted
        self.points[0].set_data([view.u], [min(max(view.value, low), high)])
        self.points[1].set_data([view.u], [view.slope])
        tilt = (
            view.slope * 6.5 / (high - low)
        )  # on screen: 205 pixels of height against 378 of width for 12 u
        ends = np.array([-1.3, 1.3]) / np.hypot(1, tilt)
        self.tangent.set(data=(view.u + ends, view.value + view.slope * ends), color=colour)
        self.stem.set(data=([view.u, view.u], [0, view.slope]), color=colour)
        place = "" if view.peak.place is None else f" at u = {neat(view.peak.place)}"
        here = "largest" if view.peak.inside else "largest here"
        self.largest.set_text(f"{here}: {neat(view.peak.slope)}{place}")
        self.peak.set_data([-REACH, REACH], [view.peak.slope] * 2)

    def _update_powers(self, view: ActivationView) -> None:
        k = np.arange(view.through.size)
        seen = view.through > 10.0**FLOOR
        self.powers.set_data(k[seen], np.log10(view.through[seen]))
        self.lost.set_data(k[~seen], np.full(int(np.sum(~seen)), FLOOR))
        end = max(np.log10(view.signal), FLOOR) if view.signal else FLOOR
        self.last.set_data([view.layers], [end])
        self.kept.set_text(f"|φ′(u)|{superscript(view.layers)} = {neat(view.signal)}")


def _curves(beside: Beside | None) -> tuple[Array | None, Array | None]:
    return (beside.values, beside.slopes) if beside else (None, None)


def parted(heights: Array) -> Array:
    """Return a curve over AXIS with a gap at 0 if it jumps there."""
    middle = AXIS.size // 2
    if abs(heights[middle + 1] - heights[middle - 1]) < 1e-6:
        return heights
    heights = heights.copy()
    heights[middle] = np.nan
    return heights
