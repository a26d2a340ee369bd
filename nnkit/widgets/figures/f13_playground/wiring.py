"""F13, the part of the picture that holds the network: its units, its weights, and what they are called."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from nnkit.widgets.figures.f13_playground import layout
from nnkit.widgets.figures.f13_playground.compute import PlaygroundView
from nnkit.widgets.figures.f13_playground.thumbs import Thumbnails
from nnkit.widgets.scene import FONT
from nnkit.widgets.style import BLUE, GREEN, VERMILION, Theme

DASH = (0, (2.6, 1.4))


class Wiring:
    """Columns of small pictures, joined by lines: wide for large weights, dashed for negative ones."""

    def __init__(self, axes: Axes) -> None:
        axes.set_axis_off()
        self.weights = [
            axes.add_collection(LineCollection([], colors=colour, linestyles=style))
            for colour, style in ((VERMILION, "solid"), (BLUE, DASH))
        ]
        self.outlines = axes.add_collection(LineCollection([], linewidths=0.8))
        self.thumbs = Thumbnails(axes, layout.SIDE)
        (self.frame,) = axes.plot([], [], linewidth=2.2, solid_joinstyle="miter")
        (self.ring,) = axes.plot([], [], "o", markersize=11, fillstyle="none", markeredgewidth=2)
        self.names = [axes.text(0, 0, "", fontsize=FONT - 1, ha="center", va="top") for _ in range(7)]
        self.titles = [axes.text(0, 0, "", fontsize=FONT - 1, ha="center", va="bottom") for _ in range(6)]
        self.gap = axes.text(0, 0, "", fontsize=FONT + 4, ha="center", va="center")
        self.note = axes.text(0, 0, "", fontsize=FONT, ha="center", color=GREEN)
        self.moving: list[Artist] = [*self.weights, self.thumbs, self.frame, self.ring]

    # -- what stands still ------------------------------------------------------------------------

    def update_still(self, view: PlaygroundView, theme: Theme) -> None:
        """Place the units and lines of a network, and name them."""
        centres = layout.places(view.columns)
        squares = [_square(x, y) for column in centres for x, y in column] if view.lit else []
        self.outlines.set(segments=squares, color=theme.muted)
        ends = layout.lines(view.columns)
        for lines in self.weights:
            lines.set(segments=ends, alpha=max(0.9 - len(ends) / 400, 0.4))
        self._name_units(view, theme)
        self._name_own(view, theme)

    def _name_units(self, view: PlaygroundView, theme: Theme) -> None:
        centres = layout.places(view.columns)
        for k, text in enumerate(self.names):
            text.set_text(view.features[k] if view.lit and k < len(view.features) else "")
            if text.get_text():
                x, y = centres[0][k]
                text.set(position=(x, y - layout.SIDE / 2 - 2), color=theme.ink)
        last = len(centres) - 1
        for c, text in enumerate(self.titles):
            title = "" if c > last or not view.lit else {0: "features", last: "output"}.get(c, f"layer {c}")
            text.set(text=title, color=theme.muted)
            if title:
                x = float(centres[c][0, 0])
                text.set(position=(2 if c == 0 else x, layout.HEIGHT - 12), ha="left" if c == 0 else "center")

    def _name_own(self, view: PlaygroundView, theme: Theme) -> None:
        """Say that the network is the learner's, in it if nothing else can be shown of it."""
        last = len(view.columns) - 1
        closed = last == 1 and not view.training.weights
        self.note.set_text("your network" if view.training.own else "")
        self.note.set_position((layout.WIDTH / 2, layout.HEIGHT / 2 - 4 if closed else 2))
        skipped = 0 < len(view.training.weights) < last
        self.gap.set(text="⋯" if skipped else "", color=theme.muted)
        if skipped:
            before, output = (layout.places(view.columns)[c][0, 0] for c in (last - 1, last))
            self.gap.set_position(((before + output) / 2, (layout.TOP + layout.BOTTOM) / 2))

    # -- what moves -------------------------------------------------------------------------------

    def update(self, view: PlaygroundView, theme: Theme) -> None:
        """Show the pictures of the units and the weights of a view."""
        centres = layout.places(view.columns)
        self.thumbs.set_fields(view.thumbs, np.concatenate(centres))
        values = np.zeros(len(layout.lines(view.columns)) + 1)  # those that are not drawn stay 0
        known = np.concatenate([np.empty(0), *(W.ravel() for W, _ in view.training.weights)])
        values[: len(known)] = known
        for lines, sign in zip(self.weights, (1, -1), strict=True):
            lines.set_linewidth(_widths(sign * values).tolist())
        column, k = view.shown
        x, y = centres[column][k]
        self.frame.set_data(*_square(x, y, 1.5).T)
        self.frame.set(visible=view.lit, color=theme.ink)
        self._mark_weight(view)
        self.ring.set_color(theme.ink)

    def _mark_weight(self, view: PlaygroundView) -> None:
        """Put a ring around the chosen weight, or around the corner of the unit whose bias it is."""
        if view.chosen is None:
            self.ring.set_data([], [])
            return
        layer, to, source = view.chosen
        centres = layout.places(view.columns)
        if source == 0:
            x, y = centres[layer][to - 1] - layout.SIDE / 2
        else:
            start, end = centres[layer - 1][source - 1], centres[layer][to - 1]
            x, y = start + 0.62 * (end - start)
        self.ring.set_data([x], [y])


def _widths(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return line widths in points, 0 for weights of the other sign."""
    return np.where(values > 0, np.clip(0.35 + 1.1 * values, 0.35, 5.0), 0.0)


def _square(x: float, y: float, more: float = 0.5) -> NDArray[np.float64]:
    half = layout.SIDE / 2 + more
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1), (1, -1)], dtype=np.float64)
    return np.array([x, y]) + half * corners
