"""F12, the picture: a histogram for each layer, the units that died, and the sizes on a log scale."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D

from nnkit.widgets.figures.f12_signals.compute import SignalView
from nnkit.widgets.figures.f12_signals.propagate import BINS, REACH, Expected, Signals
from nnkit.widgets.figures.f12_signals.rules import DEEPEST, Array
from nnkit.widgets.figures.f12_signals.words import idle_word
from nnkit.widgets.labels import spread_out
from nnkit.widgets.scene import FONT, Scene, head
from nnkit.widgets.style import GREEN, GREY, SKY, Theme, number

DECADES = 13.0  # the log axis goes this far both ways; what lies beyond sits at its edge
RIGHT = DEEPEST + 10.5  # room for the names of the lines
GAP = 2.9  # decades between two names
LEVELS = {-12: "1e−12", -6: "1e−6", 0: "1", 6: "1e6", 12: "1e12"}
KEEPS = np.log10(2.0)  # the band of a factor 2


class SignalScene(Scene):
    """Three strips over the same layers 0 … 30: activations, idle units, sizes of signal and gradient."""

    size = (640, 500)

    def build(self) -> None:
        """Make the three axes and their artists."""
        grid = self.figure.add_gridspec(
            3, 1, height_ratios=(1.45, 0.34, 2), left=0.085, right=0.985, top=0.95, bottom=0.095, hspace=0.3
        )
        self.beans_axes, self.idle_axes, self.size_axes = (self.figure.add_subplot(grid[k]) for k in range(3))
        for axes in (self.beans_axes, self.idle_axes, self.size_axes):
            axes.set_xlim(-0.8, RIGHT)
            axes.set_xticks(range(0, DEEPEST + 1, 5))
        for axes in (self.beans_axes, self.idle_axes):
            axes.tick_params(labelbottom=False)
        self.beans_axes.set_ylim(-REACH - 0.15, REACH + 0.15)
        self.beans_axes.set_yticks([-2, -1, 0, 1, 2], ["−2", "−1", "0", "1", "2"])
        self.idle_axes.set_ylim(0, 1)
        self.idle_axes.set_yticks([0, 1], ["0 %", "100 %"])
        self.size_axes.set_ylim(-DECADES - 0.6, DECADES + 0.6)
        self.size_axes.set_yticks(list(LEVELS), list(LEVELS.values()))
        self.size_axes.set_xlabel("layer l", x=(DEEPEST / 2 + 0.8) / (RIGHT + 0.8))
        self.band = self.size_axes.axhspan(-KEEPS, KEEPS, linewidth=0)

        self.beans = PolyCollection([], linewidth=0)
        self.beans_axes.add_collection(self.beans, autolim=False)
        self.idle = LineCollection([], linewidth=8, capstyle="butt")
        self.idle_axes.add_collection(self.idle, autolim=False)
        self.theory = [
            self.size_axes.plot([], [], linewidth=9, color=GREY, alpha=0.35, solid_capstyle="butt")[0]
            for _ in range(2)
        ]
        styles = (("o", "-"), ("^", "--"))
        self.rule, self.own = (
            [self.size_axes.plot([], [], d, marker=m, markersize=4.5, linewidth=1.6)[0] for m, d in styles]
            for _ in range(2)
        )
        self.names = [self.size_axes.text(0, 0, "", fontsize=FONT - 1, va="center") for _ in range(4)]
        self.gone = self.idle_axes.text(0, 0.5, "", fontsize=FONT - 1, va="center")
        self.moving: list[Artist] = [self.beans, self.idle, *self.theory, *self.rule, *self.own]
        self.moving += [*self.names, self.gone]

    def still_key(self, view: SignalView) -> Hashable:
        """The headings: whether units die or saturate, and whether two networks are compared."""
        return idle_word(view.activation), view.own is None

    def update_still(self, view: SignalView, theme: Theme) -> None:
        """Write the headings and colour what stands still."""
        head(self.beans_axes, "activations a of each layer, as histograms", theme)
        head(self.idle_axes, f"{idle_word(view.activation)} units: φ′(z) ≈ 0 for every example", theme)
        aside = "broad grey: predicted" if view.own is None else ""
        head(self.size_axes, "root mean square of signal a and gradient δ", theme, aside)
        self.band.set_color(theme.grid)
        for axes in (self.beans_axes, self.idle_axes):
            axes.grid(False, axis="x")

    def update(self, view: SignalView, theme: Theme) -> None:
        """Draw the layers that there are."""
        compared = view.own is not None
        ink = GREY if compared else theme.ink
        self._draw_beans(view)
        self._draw_idle(view, theme)
        self._draw_sizes(self.rule, view.measured, ink)
        self._draw_sizes(self.own, view.own, GREEN)
        self._draw_sizes(self.theory, None if compared else view.expected, GREY)
        self._write_names(view, theme)

    def _draw_beans(self, view: SignalView) -> None:
        """Draw each layer's histogram to both sides of its column, or the rule's left and yours right."""
        layers = view.depth + 1
        if view.own is None:
            self.beans.set_verts(list(_beans(view.measured.heights, -1, 1)))
            self.beans.set_facecolor(SKY)
        else:
            halves = (_beans(view.measured.heights, -1, 0), _beans(view.own.heights, 0, 1))
            self.beans.set_verts(list(np.concatenate(halves)))
            self.beans.set_facecolor([GREY] * layers + [GREEN] * layers)

    def _draw_idle(self, view: SignalView, theme: Theme) -> None:
        """Draw the share of units of each layer that pass nothing back, as bars."""
        runs: list[tuple[Signals, float, str]] = [(view.measured, 0.0, theme.ink)]
        if view.own is not None:
            runs = [(view.measured, -0.2, GREY), (view.own, 0.2, GREEN)]
        x = np.concatenate([np.arange(1, view.depth + 1) + shift for _, shift, _ in runs])
        shares = np.concatenate([run.idle / view.width for run, _, _ in runs])
        bars = np.stack([np.stack([x, np.zeros_like(x)], 1), np.stack([x, shares], 1)], 1)
        self.idle.set_segments(list(bars))
        self.idle.set_color([colour for _, _, colour in runs for _ in range(view.depth)])
        self.idle.set_linewidth(7 if view.own is None else 3.5)
        last = runs[-1][0]  # the learner's own, if there is one
        self.gone.set(text=f"{last.idle.sum():,} of {view.depth * view.width:,}", x=DEEPEST + 1.2)
        self.gone.set_color(theme.ink if view.own is None else GREEN)

    def _draw_sizes(self, lines: list[Line2D], run: Signals | Expected | None, colour: str) -> None:
        """Draw one network's signal from layer 0 on, and its gradient from layer 1 on; None draws nothing."""
        for first, line in enumerate(lines):
            sizes = np.empty(0) if run is None else (run.signal, run.gradient)[first]
            line.set_data(np.arange(first, first + len(sizes)), _decades(sizes))
            line.set_color(colour)

    def _write_names(self, view: SignalView, theme: Theme) -> None:
        """Name the lines at their ends: the signal with its size there, the gradient with that at layer 1."""
        runs = [(("signal a", "gradient δ"), view.measured, theme.ink)]
        if view.own is not None:
            runs = [
                (("rule: a", "rule: δ"), view.measured, theme.muted),
                (("yours: a", "yours: δ"), view.own, GREEN),
            ]
        texts, sizes, colours = [], [], []
        for (forward, back), run, colour in runs:
            texts += [f"{forward} {number(run.signal[-1])}", f"{back} {number(run.gradient[0])}"]
            sizes += [run.signal[-1], run.gradient[-1]]
            colours += [colour, colour]
        places = spread_out(_decades(np.array(sizes)), GAP, DECADES - 0.6)
        for k, name in enumerate(self.names):
            here = k < len(texts)
            name.set_text(texts[k] if here else "")
            if here:
                name.set(position=(view.depth + 0.9, places[k]), color=colours[k])


def _decades(sizes: Array) -> Array:
    """Return log₁₀ of sizes, held within the axis; 0 lies at its lower edge."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.clip(np.log10(sizes), -DECADES, DECADES), dtype=np.float64)


def _beans(heights: Array, left: float, right: float) -> Array:
    """Return outlines (layers, points, 2) of histograms, from left · width to right · width.

    The width is the root of the height, or the tails would not be seen beside a ReLU's zeros.
    """
    layers = len(heights)
    y = (np.arange(BINS) + 0.5) * (2 * REACH / BINS) - REACH
    y = np.concatenate([y[:1] - REACH / BINS, y, y[-1:] + REACH / BINS])
    h = 0.44 * np.sqrt(np.pad(heights, ((0, 0), (1, 1))))
    middle = np.arange(layers)[:, np.newaxis]
    x = np.concatenate([middle + left * h, (middle + right * h)[:, ::-1]], axis=1)
    return np.stack([x, np.broadcast_to(np.concatenate([y, y[::-1]]), x.shape)], axis=2)
