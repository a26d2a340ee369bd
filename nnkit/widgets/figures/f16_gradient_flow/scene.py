"""F16, the picture: four gradients on their way back over the four signals on their way forward."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text

from nnkit.widgets.figures.f16_gradient_flow.compute import FlowView
from nnkit.widgets.figures.f16_gradient_flow.networks import (
    BOTH,
    DEEPEST,
    NORMALISED,
    PLAIN,
    RESIDUAL,
    VARIANTS,
    Array,
)
from nnkit.widgets.figures.f16_gradient_flow.words import name_of
from nnkit.widgets.labels import spread_out
from nnkit.widgets.scene import FONT, Scene, head
from nnkit.widgets.style import Theme, number

STYLES = {PLAIN: ("-", "o"), NORMALISED: ("--", "s"), RESIDUAL: ("-.", "^"), BOTH: (":", "D")}
BACK, FORTH = 11.0, 8.0  # decades up and down; what lies beyond sits at the edge
LEFT, RIGHT = -17.5, DEEPEST + 12.5  # room for the names
LEVELS = {-9: "1e−9", -6: "1e−6", -3: "0.001", 0: "1", 3: "1000", 6: "1e6", 9: "1e9"}


class FlowScene(Scene):
    """Two log axes over the same layers: above the gradients, named at layer 1; below the signals."""

    size = (640, 500)

    def build(self) -> None:
        """Make both axes, with four lines and four names on each."""
        grid = self.figure.add_gridspec(
            2, 1, height_ratios=(2, 1), left=0.09, right=0.985, top=0.95, bottom=0.095, hspace=0.24
        )
        self.back_axes, self.forth_axes = (self.figure.add_subplot(grid[k]) for k in range(2))
        for axes, reach in ((self.back_axes, BACK), (self.forth_axes, FORTH)):
            axes.set(xlim=(LEFT, RIGHT), ylim=(-reach - 0.7, reach + 0.7))
            axes.set_xticks([1, 10, 20, 30, 40, 50])
            levels = [level for level in LEVELS if abs(level) < reach and (reach > 9 or level % 6 == 0)]
            axes.set_yticks(levels, [LEVELS[level] for level in levels])
        self.back_axes.tick_params(labelbottom=False)
        self.forth_axes.set_xlabel("layer l", x=(DEEPEST / 2 - LEFT) / (RIGHT - LEFT))
        self.within = self.back_axes.axhspan(-1, 1, linewidth=0)  # a factor 10 either way
        self.back, self.forth = _four_lines(self.back_axes), _four_lines(self.forth_axes)
        self.back_names, self.forth_names = _four_names(self.back_axes, "right"), _four_names(self.forth_axes)
        self.all: list[Artist] = [*self.back, *self.forth, *self.back_names, *self.forth_names]
        self.moving = self.all

    def update_still(self, view: FlowView, theme: Theme) -> None:
        """Write the headings and colour the band of a factor 10."""
        head(
            self.back_axes,
            "gradient ∂L/∂a of each layer, over that of the last layer",
            theme,
            "band: within a factor 10",
        )
        head(self.forth_axes, "signal a of each layer", theme)
        self.within.set_color(theme.grid)

    def update(self, view: FlowView, theme: Theme) -> None:
        """Draw all four networks, the chosen one in ink and broad."""
        layers = np.arange(1, view.depth + 1)
        gradients = [_decades(view.flows[v].gradient / view.flows[v].gradient[-1], BACK) for v in VARIANTS]
        signals = [_decades(view.flows[v].signal, FORTH) for v in VARIANTS]
        starts = spread_out(np.array([g[0] for g in gradients]), 1.75, BACK - 0.2)
        ends = spread_out(np.array([s[-1] for s in signals]), 2.9, FORTH - 0.8)
        for k, variant in enumerate(VARIANTS):
            chosen = variant == view.chosen
            colour, width = (theme.ink, 2.6) if chosen else (theme.muted, 1.3)
            name = name_of(variant, view.norm)
            self.back[k].set_data(layers, gradients[k])
            self.forth[k].set_data(np.arange(view.depth + 1), signals[k])
            self.back_names[k].set(text=f"{name} {number(view.ratio(variant))}", position=(0.0, starts[k]))
            self.forth_names[k].set(text=name, position=(view.depth + 1.0, ends[k]))
            for line in (self.back[k], self.forth[k]):
                line.set(color=colour, linewidth=width, zorder=2.5 if chosen else 2)
            for text in (self.back_names[k], self.forth_names[k]):
                text.set(color=colour, fontweight="bold" if chosen else "normal")
        self.moving = sorted(self.all, key=lambda artist: artist.get_zorder())  # the chosen one is drawn last


def _four_lines(axes: Axes) -> list[Line2D]:
    return [
        axes.plot([], [], dash, marker=marker, markersize=4.5, markevery=(k, 5))[0]
        for k, (dash, marker) in enumerate(STYLES[variant] for variant in VARIANTS)
    ]


def _four_names(axes: Axes, ha: str = "left") -> list[Text]:
    return [axes.text(0, 0, "", fontsize=FONT - 1, va="center", ha=ha) for _ in VARIANTS]


def _decades(sizes: Array, reach: float) -> Array:
    """Return log₁₀ of sizes, held within ±reach; 0 lies at the lower edge."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.clip(np.log10(sizes), -reach, reach), dtype=np.float64)
