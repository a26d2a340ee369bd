"""F11, the second picture: the cloud of mini-batch gradients, and its variance against the batch size."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from nnkit.widgets.figures.f11_descent.compute import NoiseView
from nnkit.widgets.figures.f11_descent.noise import CLOUD, SIZES
from nnkit.widgets.scene import FONT, head
from nnkit.widgets.style import GREY, SKY, YELLOW, Theme

WIDE = 3.0  # of the cloud's axes, both ways, in units of σ
LOGS = np.log2(SIZES)


class NoisePicture:
    """Gradients of batches around the full gradient; noise and cost relative to those of one example."""

    def __init__(self, cloud: Axes, laws: Axes) -> None:
        self.axes = (cloud, laws)
        (self.points,) = cloud.plot([], [], "o", markersize=4, alpha=0.55, markeredgewidth=0, color=SKY)
        (self.middle,) = cloud.plot([0], [0], "+", markersize=16, markeredgewidth=2)
        (self.single,) = cloud.plot([], [], ":", linewidth=1.5)
        (self.circle,) = cloud.plot([], [], linewidth=1.5)
        self.circle_name = cloud.text(-2.85, -3.2, "", fontsize=FONT - 1, va="bottom")
        (self.chosen,) = laws.plot([], [], color=YELLOW, linewidth=13, alpha=0.4, solid_capstyle="butt")
        (self.law,) = laws.plot([], [], linewidth=1.6)
        (self.without,) = laws.plot([], [], "--", linewidth=1.6, color=GREY)
        (self.cost,) = laws.plot([], [], "-.", linewidth=1.6)
        (self.measured,) = laws.plot([], [], "o", markersize=8, color=SKY)
        (self.costs,) = laws.plot([], [], "s", markersize=6)
        self.names = [
            laws.text(3.35, 4.1, "cost of a step:\nB examples", fontsize=FONT - 1, ha="right", va="bottom"),
            laws.text(2.75, -1.4, "noise, measured,\nand its law σ²/B", fontsize=FONT - 1, va="bottom"),
            laws.text(3.6, -4.6, "dashed: without\nreplacement", fontsize=FONT - 1, ha="right", va="top"),
        ]
        self.artists: list[Artist] = [self.chosen, self.points, self.middle, self.single, self.circle]
        self.artists.append(self.circle_name)
        self.artists += [self.law, self.without, self.cost, self.measured, self.costs, *self.names]

    def update_still(self, theme: Theme) -> None:
        """Set limits, ticks and headings."""
        cloud, laws = self.axes
        head(cloud, f"{CLOUD} batch gradients", theme, "+ full gradient")
        cloud.set(xlim=(-WIDE, WIDE), ylim=(-1.103 * WIDE, 1.103 * WIDE))
        ticks = range(-3, 4)
        for axis in (cloud.xaxis, cloud.yaxis):
            axis.set_ticks(list(ticks), [str(v).replace("-", "−") for v in ticks])
        cloud.set_xlabel("deviation of ∂L/∂θ₁, in units of σ", labelpad=2)
        cloud.set_ylabel("deviation of ∂L/∂θ₂", labelpad=0)
        head(laws, "noise and cost, relative to B = 1", theme)
        laws.set(xlim=(-0.5, 6.5), ylim=(-7, 7))
        laws.set_xticks(list(LOGS), [str(size) for size in SIZES])
        powers = {-6: "1/64", -4: "1/16", -2: "1/4", 0: "1", 2: "4", 4: "16", 6: "64"}
        laws.set_yticks(list(powers), list(powers.values()))
        laws.set_xlabel("batch size B", labelpad=2)

    def update(self, view: NoiseView, theme: Theme) -> None:
        """Scatter the gradients of the chosen batch size and mark it on the two laws."""
        noise, at = view.noise, float(np.log2(view.batch))
        self.points.set_data(noise.cloud[:, 0], noise.cloud[:, 1])
        self.middle.set_color(theme.ink)
        angle, radius = np.linspace(0, 2 * np.pi, 73), 1 / np.sqrt(view.batch)
        self.circle.set(data=(radius * np.cos(angle), radius * np.sin(angle)), color=theme.ink)
        self.single.set(data=(np.cos(angle), np.sin(angle)), color=theme.muted)
        circles = "circle: σ" if view.batch == 1 else f"circle: σ / √{view.batch}, dotted: σ"
        self.circle_name.set(text=circles, color=theme.ink)
        self.chosen.set_data([at, at], [-7, 7])
        first = noise.measured[0]
        self.measured.set_data(LOGS, np.log2(noise.measured / first))
        self.law.set(data=(LOGS, -LOGS), color=theme.ink)
        self.without.set_data(LOGS, np.log2(np.maximum(noise.without / noise.variance, 2.0**-9)))
        self.cost.set(data=(LOGS, LOGS), color=theme.muted)
        self.costs.set(data=(LOGS, LOGS), color=theme.muted)
        for name in self.names:
            name.set_color(theme.ink)
