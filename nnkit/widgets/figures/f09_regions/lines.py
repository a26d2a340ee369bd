"""F9, on a line: the sawtooth with its rival, and a random network with its kinks layer by layer."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from nnkit.widgets.figures.f09_regions.compute import LineView, SawtoothView
from nnkit.widgets.figures.f09_regions.networks import REACH, Line
from nnkit.widgets.figures.f09_regions.words import some
from nnkit.widgets.scene import FONT, head
from nnkit.widgets.style import GREY, SKY, Theme

MARKERS = ("o", "s", "^", "D", "v", "P")  # of the layers 1 … 6
SMOOTH = 150  # dots per inch: many finer lines need no smoothing, which would treble the bytes of a frame
MOST_DOTS = 64  # corners beyond this many are not marked


def remark(line: Line) -> str:
    """Write what a function has and what it costs."""
    return f"{some(line.pieces, 'piece')} · {some(line.hidden, 'unit')} · {line.params} parameters"


class SawtoothPart:
    """Above the tent map composed d times, over once less in grey; below one hidden layer in pursuit."""

    def __init__(self, figure: Figure) -> None:
        self.axes = [figure.add_axes((0.06, bottom, 0.915, 0.355)) for bottom in (0.57, 0.085)]
        upper, lower = self.axes
        (self.before,) = upper.plot([], [], "--", color=GREY, linewidth=1.4)
        (self.deep,) = upper.plot([], [], linewidth=2)
        (self.goal,) = lower.plot([], [], color=GREY, linewidth=1.2)
        (self.wide,) = lower.plot([], [], color=SKY, linewidth=2.6)
        self.dots = [axes.plot([], [], "o")[0] for axes in self.axes]
        self.notes = [
            axes.text(1, 1.04, "", transform=axes.transAxes, ha="right", va="bottom", fontsize=FONT)
            for axes in self.axes
        ]
        for axes in self.axes:
            axes.set(xlim=(-0.01, 1.01), ylim=(-0.07, 1.12))
            axes.set_yticks([0, 0.5, 1], ["0", "0.5", "1"])
            axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])
        upper.tick_params(labelbottom=False)
        self.artists: list[Artist] = [self.before, self.deep, self.goal, self.wide, *self.dots, *self.notes]

    def still_key(self, view: SawtoothView) -> Hashable:
        """Nothing: the headings stay."""
        return None

    def update_still(self, view: SawtoothView, theme: Theme) -> None:
        """Write the headings."""
        head(self.axes[0], "deep: t composed d times, two units each", theme)
        head(self.axes[1], "wide: one hidden layer, from the left", theme)
        self.axes[1].set_xlabel("x", labelpad=0)

    def update(self, view: SawtoothView, theme: Theme) -> None:
        """Draw the two functions through their exact corners."""
        self.before.set_data(view.before.x, view.before.y)
        self.before.set_visible(1 < view.folds < 6)
        self.deep.set_data(view.deep.x, view.deep.y)
        self.goal.set_data(view.deep.x, view.deep.y)
        self.wide.set_data(view.wide.x, view.wide.y)
        self.deep.set_color(theme.ink)
        self.goal.set_linewidth(1.2 if view.folds < 7 else 0.6)
        self.deep.set_linewidth(2 if view.folds < 6 else 1.2)
        fine = self.axes[0].figure.dpi >= SMOOTH and view.folds > 3
        for curve in (self.before, self.deep, self.goal, self.wide):
            curve.set_antialiased(not fine)
        self.wide.set_linewidth(2.6 if view.folds < 7 else 1.4)
        for dots, line, note in zip(self.dots, (view.deep, view.wide), self.notes, strict=True):
            few = line.pieces <= MOST_DOTS
            dots.set_data(line.x[1:-1], line.y[1:-1])
            dots.set_visible(few)
            dots.set(color=theme.ink, markersize=5 if line.pieces <= 20 else 3)
            note.set(text=remark(line), color=theme.ink)


class LinePart:
    """Above a random network with its kinks; below the kinks in one row for each layer, and a rival's."""

    def __init__(self, figure: Figure) -> None:
        self.axes = [
            figure.add_axes((0.115, bottom, 0.815, height))
            for bottom, height in ((0.49, 0.435), (0.09, 0.32))
        ]
        upper, lower = self.axes
        (self.curve,) = upper.plot([], [], linewidth=1.8)
        self.dots = [upper.plot([], [], marker, markersize=5)[0] for marker in MARKERS]
        self.rows = [lower.plot([], [], marker, markersize=5)[0] for marker in (*MARKERS, "|")]
        self.rows[-1].set(color=SKY, markersize=10, markeredgewidth=1.8)
        self.counts = [
            lower.text(REACH * 1.05, 0, "", fontsize=FONT, va="center") for _ in range(len(MARKERS) + 1)
        ]
        self.note = upper.text(1, 1.03, "", transform=upper.transAxes, ha="right", va="bottom", fontsize=FONT)
        ticks = [-4, -2, 0, 2, 4]
        for axes in self.axes:
            axes.set_xlim(-1.02 * REACH, 1.02 * REACH)
            axes.set_xticks(ticks, [str(t).replace("-", "−") for t in ticks])
        upper.set_ylim(-1.12, 1.12)
        upper.set_yticks([-1, 0, 1], ["−1", "0", "1"])
        upper.tick_params(labelbottom=False)
        self.artists: list[Artist] = [self.curve, *self.dots, *self.rows, *self.counts, self.note]

    def still_key(self, view: LineView) -> Hashable:
        """The number of rows, and the units of the rival, which name the last one."""
        return view.depth

    def update_still(self, view: LineView, theme: Theme) -> None:
        """Make one row for each layer and one for the rival."""
        upper, lower = self.axes
        head(upper, "f(x), scaled to fit", theme)
        head(lower, "its kinks, by the layer that makes them", theme)
        lower.set_ylim(view.depth + 0.6, -0.6)
        names = [f"layer {l}" for l in range(1, view.depth + 1)]
        lower.set_yticks(range(view.depth + 1), [*names, "one layer"])
        lower.set_xlabel("x", labelpad=0)

    def update(self, view: LineView, theme: Theme) -> None:
        """Draw the function through its exact corners, and every kink twice."""
        y = _scaled(view.line.y)
        self.curve.set_data(view.line.x, y)
        self.curve.set_color(theme.ink)
        small = 5 if view.line.pieces <= 60 else 3.5
        none = np.empty(0)
        for l, (dots, row) in enumerate(zip(self.dots, self.rows[:-1], strict=True)):
            kinks = view.kinks[l] if l < view.depth else none
            dots.set_data(kinks, np.interp(kinks, view.line.x, y))
            row.set_data(kinks, np.full(kinks.size, float(l)))
            for marks in (dots, row):
                marks.set(color=theme.ink, markersize=small)
            self.counts[l].set(text=str(kinks.size) if l < view.depth else "", y=l, color=theme.ink)
        rival = view.rival.x[1:-1]
        self.rows[-1].set_data(rival, np.full(rival.size, float(view.depth)))
        self.counts[-1].set(text=str(rival.size), y=view.depth, color=theme.ink)
        self.note.set(text=remark(view.line), color=theme.ink)


def _scaled(
    y: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Fit values between −1 and 1; a constant becomes 0."""
    low, high = y.min(), y.max()
    return np.zeros_like(y) if high - low < 1e-12 else 2 * (y - low) / (high - low) - 1
