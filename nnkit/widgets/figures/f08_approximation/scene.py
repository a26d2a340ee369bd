"""F8, the picture: target, construction and training above; below, the largest error against M."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from nnkit.widgets.figures.f08_approximation.compute import ApproximationView
from nnkit.widgets.figures.f08_approximation.construct import MOST, X
from nnkit.widgets.figures.f08_approximation.targets import DRAWN, HIGHEST
from nnkit.widgets.scene import FONT, Scene, head
from nnkit.widgets.style import BLUE, GREEN, GREY, SKY, Theme, number

FLOOR = 1e-4  # of the lower axis, for a target of size 1
ABOVE = 2.5  # times the error: where its slope is drawn, clear of the curve
COUNTS = np.arange(1, MOST + 1)
KEYS = (0.09, 0.225, 0.48, 0.745)  # where the names of the four curves stand


class ApproximationScene(Scene):
    """The functions over [−1, 1], and the error of the construction for every M on two log scales."""

    size = (640, 480)

    def build(self) -> None:
        """Make both axes, the curves and the names above them."""
        self.upper = self.figure.add_axes((0.09, 0.475, 0.885, 0.45))
        self.lower = self.figure.add_axes((0.105, 0.1, 0.87, 0.265))
        self._build_upper(self.upper)
        self._build_lower(self.lower)
        colours = (None, SKY, BLUE, GREEN)
        styles = ("-", "-", (0, (4, 1.6)), ":")
        looks = zip(KEYS, styles, colours, strict=True)
        self.samples = [_line(x, 0.961, style, colour) for x, style, colour in looks]
        for sample in self.samples:
            self.figure.add_artist(sample)
        self.names = [self.figure.text(x + 0.047, 0.961, "", fontsize=FONT, va="center") for x in KEYS]
        self.moving = [*self._upper_artists, *self._lower_artists, *self.samples, *self.names]

    def _build_upper(self, axes: Axes) -> None:
        axes.set(xlim=(-1.03, 1.03), xlabel="x")
        axes.xaxis.set_label_coords(0.87, -0.022)
        axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "0.5", "1"])
        self.parts = axes.add_collection(LineCollection([], linewidths=1, colors=SKY))
        self.areas: Any = axes.add_collection(
            PolyCollection([], facecolors=SKY, edgecolors="none", alpha=0.13)
        )
        (self.network,) = axes.plot([], [], linewidth=3, color=SKY, solid_joinstyle="round")
        (self.target,) = axes.plot([], [], linewidth=1.6)
        (self.trained,) = axes.plot([], [], linewidth=2, color=BLUE, dashes=(4, 1.6))
        (self.own,) = axes.plot([], [], ":", linewidth=2.6, color=GREEN)
        (self.knots,) = axes.plot([], [], "|", color=SKY, markersize=8, markeredgewidth=1.4)
        (self.kinks,) = axes.plot([], [], "|", color=BLUE, markersize=8, markeredgewidth=1.4)
        self._upper_artists: list[Artist] = [self.areas, self.parts, self.network, self.target]
        self._upper_artists += [self.trained, self.own, self.knots, self.kinks]

    def _build_lower(self, axes: Axes) -> None:
        axes.set(xscale="log", yscale="log", xlim=(0.93, 108), xlabel="hidden units M")
        axes.set_xticks([1, 2, 5, 10, 20, 50, 100], ["1", "2", "5", "10", "20", "50", "100"])
        axes.minorticks_off()
        (self.fall,) = axes.plot([], [], linewidth=1.6, color=GREY, dashes=(5, 3))
        (self.curve,) = axes.plot([], [], linewidth=1.4, color=SKY, marker=".", markersize=4)
        (self.here,) = axes.plot([], [], "o", markersize=9)
        (self.gap,) = axes.plot([], [], linewidth=1.4, color=BLUE, dashes=(1.5, 1.5))
        (self.found,) = axes.plot([], [], "D", color=BLUE, markersize=8)
        (self.past,) = axes.plot([], [], "D", markersize=6, color=BLUE, markerfacecolor="none")
        (self.yours,) = axes.plot([], [], "s", color=GREEN, markersize=8)
        self.rate = axes.text(0.025, 0.09, "", fontsize=FONT, transform=axes.transAxes)
        self._lower_artists: list[Artist] = [self.fall, self.curve, self.past, self.gap, self.here]
        self._lower_artists += [self.found, self.yours, self.rate]

    def still_key(self, view: ApproximationView) -> Hashable:
        """The limits of both axes; they depend on the target alone."""
        return _limits(view), _size(view.target)

    def update_still(self, view: ApproximationView, theme: Theme) -> None:
        """Set limits, ticks and headings."""
        (low, high), size = _limits(view), _size(view.target)
        self.upper.set_ylim(low, high)
        step = _step(low, high)
        ticks = step * np.arange(np.ceil(low / step), np.floor(high / step) + 1)
        self.upper.set_yticks(ticks, [_tick(v) for v in ticks])
        self.lower.set_ylim(FLOOR * size, 4 * size)
        decades = [size * 10.0**k for k in (-4, -3, -2, -1, 0)]
        self.lower.set_yticks(decades, [_tick(v) for v in decades])
        head(
            self.lower, "largest error  max |f − target|", theme, "both scales logarithmic; point to choose M"
        )

    def update(self, view: ApproximationView, theme: Theme) -> None:
        """Move every curve and marker."""
        low, high = _limits(view)
        for line in (self.target, self.samples[0], self.here):
            line.set_color(theme.ink)
        self.target.set_data(X, view.target)
        self.network.set_data(X, view.values)
        crowded = view.M > 40
        self.parts.set(segments=view.parts, alpha=0.3 if crowded else 0.6)
        self.parts.set_visible(not (crowded and view.filled))  # only the areas: 40 KB less at ratio 2
        self.areas.set_verts(view.parts if view.filled else ())
        fitted = view.fitted
        self.trained.set_data(([], []) if fitted is None else (X, fitted.values))
        self.own.set_data(([], []) if view.own is None else (X, np.clip(view.own, 2 * low, 2 * high)))
        for marks, at, height in (
            (self.knots, view.kinks, 0.045),
            (self.kinks, fitted.kinks if fitted else np.empty(0), 0.105),
        ):
            marks.set_data(at, np.full(at.shape, low + height * (high - low)))
        self._update_lower(view, theme)
        self._update_names(view, theme)

    def _update_lower(self, view: ApproximationView, theme: Theme) -> None:
        low, high = self.lower.get_ylim()

        def inside(values: NDArray[np.float64] | list[float]) -> NDArray[np.float64]:
            return np.asarray(np.clip(values, 1.15 * low, high / 1.15), dtype=np.float64)

        self.curve.set_data(COUNTS, inside(view.errors))
        self.here.set_data([view.M], inside([view.error]))
        fitted = view.fitted
        found = [] if fitted is None else [fitted.error]
        self.found.set_data([view.M] * len(found), inside(found))
        self.past.set(data=(view.past[:, 0], inside(view.past[:, 1])), linestyle="-", linewidth=0.8)
        pair = np.empty(0) if fitted is None else inside([view.error, fitted.error])
        self.gap.set_data([view.M] * len(pair), pair)
        own = [] if view.own is None else [view.own_error]
        self.yours.set_data([view.M] * len(own), inside(own))
        text, line = "", np.empty((2, 0))
        if view.slope is not None:
            logs = np.log(view.errors[9:])
            middle = logs.mean() - view.slope * np.log(COUNTS[9:]).mean()
            M = np.array([10.0, 100.0])
            line = np.stack([M, inside(ABOVE * np.exp(middle + view.slope * np.log(M)))])
            text = f"dashed, from M = 10:  error ∝ M$^{{{number(round(view.slope, 3)).replace('−', '-')}}}$"
        elif view.errors[9:].max() > 1e-9:
            text = "exact for some M (shown at the lower edge)"
        else:
            text = "exact (shown at the lower edge)"
        self.fall.set_data(line)
        self.rate.set(text=text, color=theme.ink)

    def _update_names(self, view: ApproximationView, theme: Theme) -> None:
        fitted = view.fitted
        texts = ["target", f"formula: {_error(view.error)}", "", ""]
        if fitted is not None:
            texts[2] = f"training: {_error(fitted.error)}"
        if view.own is not None:
            texts[3] = f"yours: {_error(view.own_error)}"
        for sample, name, text in zip(self.samples, self.names, texts, strict=True):
            name.set(text=text, color=theme.ink)
            sample.set_visible(bool(text))


def _line(x: float, y: float, style: Any, colour: str | None) -> Line2D:
    """Return a short sample of a line, in fractions of the figure."""
    return Line2D([x, x + 0.037], [y, y], linestyle=style, linewidth=2.4, color=colour)


def _error(error: float) -> str:
    return "exact" if error < 1e-9 else number(error)


def _limits(view: ApproximationView) -> tuple[float, float]:
    """Return the limits of the upper axis, with room for kinks below and for a fit that overshoots."""
    if view.name == DRAWN:  # they stay while the learner draws
        return -1.45 * HIGHEST, 1.2 * HIGHEST
    low, high = float(view.target.min()), float(view.target.max())
    room = 0.2 * (high - low) if high - low > 1e-3 else 0.5 * max(abs(low), 1.0)
    return float(f"{low - 1.7 * room:.3g}"), float(f"{high + room:.3g}")


def _step(low: float, high: float) -> float:
    """Return a round distance between about six ticks."""
    rough = (high - low) / 7
    power = 10.0 ** np.floor(np.log10(rough))
    return float(next(step for step in (1, 2, 5, 10) if step * power >= rough) * power)


def _tick(value: float) -> str:
    """Write a round number in full: six figures, because 100.25 lies beside 100.5."""
    if value and abs(value) < 1e-4:
        return number(value, 1)
    return f"{value + 0.0:.6g}".replace("-", "−")


def _size(target: NDArray[np.float64]) -> float:
    """Return the power of ten nearest to the size of the target, 1 for zero."""
    largest = float(np.abs(target).max())
    return float(10.0 ** round(np.log10(largest))) if largest > 1e-9 else 1.0
