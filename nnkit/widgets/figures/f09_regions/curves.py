"""F9, pieces against size: on a log scale, deep and wide networks of the same size side by side."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from nnkit.widgets.figures.f09_regions.compute import CountView
from nnkit.widgets.figures.f09_regions.lines import MARKERS
from nnkit.widgets.figures.f09_regions.networks import Array, composed
from nnkit.widgets.figures.f09_regions.words import DEPTH, PARAMETERS, UNITS
from nnkit.widgets.figures.f09_regions.work import DEPTHS, WIDTHS
from nnkit.widgets.scene import FONT, head
from nnkit.widgets.style import GREY, SKY, YELLOW, Theme

FOLDS = tuple(range(1, 10))
SERIES = max(len(DEPTHS), len(WIDTHS))
TICKS = {
    PARAMETERS: (7.0, 7000.0, (10, 100, 1000)),
    UNITS: (1.8, 230.0, (2, 5, 10, 20, 50, 100, 200)),
    DEPTH: (0.8, 9.2, (1, 2, 3, 4, 5, 6, 7, 8, 9)),
}


def params(depth: int, width: int) -> int:
    """Count the parameters of a network 1 - width - … - width - 1."""
    return 2 * width + (depth - 1) * width * (width + 1) + width + 1


class CountPart:
    """Curves at the left, their names at the right."""

    def __init__(self, figure: Figure) -> None:
        axes = figure.add_axes((0.08, 0.115, 0.585, 0.81))
        self.axes = [axes]
        axes.set(yscale="log", ylim=(1, 3000))
        axes.set_yticks([1, 10, 100, 1000], ["1", "10", "100", "1 000"])
        axes.set_yticks([], minor=True)
        (self.saw,) = axes.plot([], [], "-", linewidth=2)
        (self.most,) = axes.plot([], [], "--", linewidth=1.6, color=GREY)
        self.series = [
            axes.plot([], [], marker, color=SKY, linewidth=1.6, ls="-", markersize=6)[0]
            for marker in MARKERS[:SERIES]
        ]
        (self.rival,) = axes.plot([], [], "o", markersize=11, markerfacecolor="none", markeredgewidth=2)
        (self.here,) = axes.plot([], [], "*", markersize=15, color=YELLOW, markeredgewidth=1.2)
        x, self.heights = 1.04, [0.97 - 0.075 * k for k in range(4 + SERIES)]
        looks = (self.here, self.rival, self.saw, self.most, *self.series)
        self.keys = []
        for line, y in zip(looks, self.heights, strict=True):
            across = [x + 0.04] if line in (self.here, self.rival) else [x, x + 0.04, x + 0.08]
            (key,) = axes.plot(across, [y] * len(across))
            key.update_from(line)
            key.set(transform=axes.transAxes, clip_on=False, markevery=[len(across) // 2])
            self.keys.append(key)
        self.names = [
            axes.text(x + 0.11, y, "", transform=axes.transAxes, fontsize=FONT, va="center")
            for y in self.heights
        ]
        self.artists: list[Artist] = [
            self.most,
            self.saw,
            *self.series,
            self.rival,
            self.here,
            *self.keys,
            *self.names,
        ]

    def still_key(self, view: CountView) -> Hashable:
        """What runs along the axis."""
        return view.against

    def update_still(self, view: CountView, theme: Theme) -> None:
        """Set the axis and its ticks."""
        axes = self.axes[0]
        head(axes, "linear pieces", theme)
        low, high, ticks = TICKS[view.against]
        axes.set_xscale("linear" if view.against == DEPTH else "log")
        axes.set_xlim(low, high)
        axes.set_xticks(ticks, [f"{t:,}".replace(",", " ") for t in ticks])
        axes.set_xticks([], minor=True)
        axes.set_xlabel(
            {PARAMETERS: "parameters", UNITS: "hidden units", DEPTH: "hidden layers"}[view.against]
        )

    def update(self, view: CountView, theme: Theme) -> None:
        """Draw what is known, what was counted, and the learner's network with its rival."""
        against, sweep = view.against, view.sweep
        lines = [composed(d) for d in FOLDS]
        sizes = {PARAMETERS: [l.params for l in lines], UNITS: [l.hidden for l in lines], DEPTH: list(FOLDS)}
        self.saw.set_data(sizes[against], [l.pieces for l in lines])
        n = np.geomspace(2, 2500, 60)
        self.most.set_data(3 * n + 1 if against == PARAMETERS else n, n + 1)
        self.most.set_visible(against != DEPTH)
        mean = np.where(sweep.networks > 0, sweep.total / np.maximum(sweep.networks, 1), np.nan)
        for k, line in enumerate(self.series):
            line.set_data(*self._series(against, k, mean))
        at = {PARAMETERS: view.line.params, UNITS: view.line.hidden, DEPTH: view.depth}[against]
        beside = {PARAMETERS: view.rival.params, UNITS: view.rival.hidden, DEPTH: 1}[against]
        self.here.set_data([at], [view.line.pieces])
        self.rival.set_data([beside], [view.rival.pieces])
        self.saw.set_color(theme.ink)
        self.rival.set_markeredgecolor(theme.ink)
        self.here.set_markeredgecolor(theme.ink)
        self._name(view, theme)

    @staticmethod
    def _series(against: str, k: int, mean: Array) -> tuple[Array, Array]:
        """Return one line: a depth over its widths, or against depth a width over the depths."""
        if against == DEPTH:
            values = mean[:, k] if k < len(WIDTHS) else np.full(len(DEPTHS), np.nan)
            return np.array(DEPTHS, dtype=np.float64), values
        if k >= len(DEPTHS):
            return np.empty(0), np.empty(0)
        depth = DEPTHS[k]
        sizes = [params(depth, w) if against == PARAMETERS else depth * w for w in WIDTHS]
        return np.array(sizes, dtype=np.float64), mean[k]

    def _name(self, view: CountView, theme: Theme) -> None:
        deep = view.against == DEPTH
        texts = [
            f"this network, {view.depth} × {view.width}",
            f"one layer of {view.rival.hidden}",
            "sawtooth, 2 a layer",
            "" if deep else "one layer, at most",
        ]
        named = [f"random, width {w}" for w in WIDTHS] if deep else [f"random, depth {d}" for d in DEPTHS]
        if not view.sweep.networks.any():
            named = []
        texts += [*named, *[""] * SERIES][:SERIES]
        for key, name, text in zip(self.keys, self.names, texts, strict=True):
            name.set(text=text, color=theme.ink)
            key.set_visible(bool(text))
        for key, line in zip(self.keys[:3], (self.here, self.rival, self.saw), strict=True):
            key.set(color=line.get_color(), markeredgecolor=theme.ink)
