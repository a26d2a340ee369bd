"""F11, the first picture: paths on the map of the loss, and their losses against the steps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nnkit.widgets.figures.f11_descent.compute import PathsView
from nnkit.widgets.figures.f11_descent.landscapes import landscape
from nnkit.widgets.figures.f11_descent.paths import ADAM, BATCH, MINI, MOMENTUM, SGD1, STEPS, Path
from nnkit.widgets.figures.f11_descent.yours import YOURS
from nnkit.widgets.scene import FONT, head
from nnkit.widgets.style import BLUE, GREEN, ORANGE, PURPLE, SKY, Theme
from nnkit.widgets.surface import BANDS, Surface, level_line

Array = NDArray[np.float64]

REACH = (3.0, 3.31)  # of the map, both ways: as many pixels to a unit across as up
LONGEST = 30.0  # of a longer path on the map only the latest steps are drawn, or it would be a knot
FLOOR, TOP = -6.0, 2.0  # powers of ten of the loss


@dataclass(frozen=True)
class Look:
    """How one optimiser is drawn; an empty colour stands for the theme's ink."""

    colour: str
    marker: str
    dash: Any
    size: float = 7.0


LOOKS = {  # in the order in which they are drawn
    SGD1: Look(BLUE, "X", (0, (1, 1.2))),
    MINI: Look(SKY, "s", (0, (4, 1.2)), 6.0),
    BATCH: Look("", "o", "-"),
    MOMENTUM: Look(ORANGE, "v", (0, (6, 1.2, 1.2, 1.2))),
    ADAM: Look(PURPLE, "D", (0, (9, 2)), 6.0),
    YOURS: Look(GREEN, "*", "-", 10.0),
}


@lru_cache(maxsize=4)
def ground_map(surface: tuple[str, float, bool]) -> tuple[NDArray[np.float32], Array, Array]:
    """Return the pale field of a surface (rows, columns) and its contour lines as x and y."""
    ground = landscape(*surface)
    a, b = np.linspace(-REACH[0], REACH[0], 73), np.linspace(-REACH[1], REACH[1], 79)
    height = np.log10(np.maximum(ground.loss(a, b[:, np.newaxis]) - ground.lowest, 0) + 0.01)
    lines = [level_line(a, b, height, level) for level in np.arange(-1.8, 1.5, 0.6)]
    field = ((height + 0.45) / (0.3 * BANDS)).clip(-0.5, 0.5).astype(np.float32)  # a band is 0.3 of a power
    return field, np.concatenate([x for x, _ in lines]), np.concatenate([y for _, y in lines])


class Walker:
    """The artists of one optimiser: its path and place on the map, and its loss with its name."""

    def __init__(self, name: str, ground: Axes, losses: Axes) -> None:
        self.name, self.look = name, LOOKS[name]
        marker, dash = self.look.marker, self.look.dash
        (self.trail,) = ground.plot([], [], linestyle=dash, linewidth=1.4, marker=marker, markersize=3.5)
        self.trail.set_markevery(0.03)  # every step, but no two marks nearer than that to each other
        (self.place,) = ground.plot([], [], marker, markersize=self.look.size, markeredgewidth=0.8)
        (self.exit,) = ground.plot([], [], markersize=11, clip_on=False)
        (self.curve,) = losses.plot([], [], linestyle=dash, linewidth=1.4)
        (self.end,) = losses.plot([], [], marker, markersize=4, clip_on=False)
        (self.leader,) = losses.plot([], [], linewidth=0.8, clip_on=False)
        (self.sign,) = losses.plot([], [], marker, markersize=self.look.size, clip_on=False)
        self.label = losses.text(0, 0, "", fontsize=FONT - 1, va="center")
        self.lines = [self.trail, self.place, self.exit, self.curve, self.end, self.leader, self.sign]
        self.artists: list[Artist] = [*self.lines, self.label]

    def hide(self) -> None:
        """Show nothing of this optimiser."""
        for artist in self.artists:
            artist.set_visible(False)

    def follow(self, path: Path, t: int, theme: Theme) -> float:
        """Draw the path up to step t; return the height of its last loss on the right, for the label."""
        colour = self.look.colour or theme.ink
        for line in self.lines:
            line.set_color(colour)
        seen = path.theta[: t + 1]
        out = leaving(seen)
        drawn = recent(seen, LONGEST) if out is None else recent(seen[: out.step + 1], 2 * LONGEST)
        self.trail.set_data(*drawn.T)
        self.place.set(data=([seen[-1, 0]], [seen[-1, 1]]), visible=out is None)
        self.exit.set_visible(out is not None)
        if out is not None:
            self.exit.set(data=([out.x], [out.y]), marker=(3, 0, out.angle))
        heights = np.log10(np.maximum(path.excess[: t + 1], 1e-12))
        self.curve.set_data(np.arange(t + 1), heights.clip(FLOOR - 9, TOP + 9))
        last = float(np.clip(heights[-1], FLOOR, TOP))
        self.end.set_data([t], [last])
        mark = " ↑" if heights[-1] > TOP else " ↓" if heights[-1] < FLOOR else ""
        self.label.set(text=self.name + mark, color=theme.ink)
        return last

    def name_at(self, t: int, last: float, height: float) -> None:
        """Write the name at a height beside the end of the loss, with the marker and a line to it."""
        self.leader.set_data([t, t + 13], [last, height])
        self.sign.set_data([t + 13], [height])
        self.label.set_position((t + 23, height))


def recent(seen: Array, longest: float) -> Array:
    """Return the end of a path (steps, 2), no longer than ``longest`` and nowhere far outside the map."""
    inside = seen.clip([-1.3 * r for r in REACH], [1.3 * r for r in REACH])
    lengths = np.sqrt((np.diff(inside, axis=0) ** 2).sum(axis=1))[::-1].cumsum()
    kept = seen[len(lengths) - int(np.searchsorted(lengths, longest, side="right")) :]
    nearer = np.minimum(1, 1000 / np.maximum(np.abs(kept).max(axis=1, keepdims=True), 1))
    return np.asarray(kept * nearer)


@dataclass(frozen=True)
class Exit:
    """Where a path leaves the map for good, and in which step; ``angle`` turns a triangle that points up."""

    x: float
    y: float
    angle: float
    step: int


def leaving(seen: Array) -> Exit | None:
    """Return where a path (steps, 2) that began on the map and is outside it now has left it."""
    outside = (np.abs(seen[:, 0]) > REACH[0]) | (np.abs(seen[:, 1]) > REACH[1])
    if not outside[-1]:
        return None
    step = int(np.flatnonzero(~outside)[-1]) + 1
    here, way = seen[step - 1], seen[step] - seen[step - 1]
    limit = 0.955 * np.array(REACH)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(way != 0, (np.sign(way) * limit - here) / way, np.inf)
    x, y = (here + max(float(shares.min()), 0.0) * way).clip(-limit, limit)
    return Exit(float(x), float(y), float(np.degrees(np.arctan2(way[1], way[0]))) - 90, step)


def spread(heights: list[float], gap: float, low: float, high: float) -> list[float]:
    """Move labels apart until none is nearer than ``gap`` to the next, between low and high, in order."""
    order = np.argsort(heights, kind="stable")
    placed = np.array(heights, dtype=np.float64)[order]
    for k in range(1, len(placed)):
        placed[k] = max(placed[k], placed[k - 1] + gap)
    if placed.size and placed[-1] > high:
        placed[-1] = high
        for k in range(len(placed) - 2, -1, -1):
            placed[k] = min(placed[k], placed[k + 1] - gap)
    result = np.empty_like(placed)
    result[order] = placed.clip(low)
    return [float(v) for v in result]


class PathsPicture:
    """The map on the left, log₁₀ of the loss above its minimum on the right."""

    def __init__(self, ground: Axes, losses: Axes) -> None:
        self.axes = (ground, losses)
        self.surface = Surface(ground)
        (self.contours,) = ground.plot([], [], linewidth=0.6, alpha=0.4, antialiased=False)
        (self.goal,) = ground.plot([], [], "+", markersize=13, markeredgewidth=2)
        (self.start,) = ground.plot([], [], "o", markersize=12, markerfacecolor="none", markeredgewidth=1.4)
        self.start_name = ground.text(0, 0, "start", fontsize=FONT - 1, ha="center")
        (self.now,) = losses.plot([], [], linewidth=1, alpha=0.5)
        self.walkers = {name: Walker(name, ground, losses) for name in LOOKS}
        self.artists: list[Artist] = [self.surface, self.contours, self.now]
        for walker in self.walkers.values():
            self.artists += walker.artists
        self.artists += [self.goal, self.start, self.start_name]

    def update_still(self, theme: Theme) -> None:
        """Set limits, ticks and headings."""
        ground, losses = self.axes
        head(ground, "loss L(θ₁, θ₂)", theme, "+ lowest   ○ start: drag it")
        ground.set(xlim=(-REACH[0], REACH[0]), ylim=(-REACH[1], REACH[1]))
        ground.set_xticks(range(-2, 3), [str(v).replace("-", "−") for v in range(-2, 3)])
        ground.set_yticks(range(-3, 4), [str(v).replace("-", "−") for v in range(-3, 4)])
        ground.set_xlabel("θ₁", labelpad=2)
        ground.set_ylabel("θ₂", labelpad=-2)
        head(losses, "L − lowest L", theme)
        losses.set(xlim=(0, STEPS), ylim=(FLOOR, TOP))
        powers = {-6: "10⁻⁶", -4: "10⁻⁴", -2: "0.01", 0: "1", 2: "100"}
        losses.set_yticks(list(powers), list(powers.values()))
        losses.set_xticks([0, 50, 100, 150, 200], ["0", "50", "100", "150", "200"])
        losses.set_xlabel("step t", labelpad=2)
        losses.set_ylabel("")

    def update(self, view: PathsView, theme: Theme) -> None:
        """Lay out the map and let every optimiser go as far as step t."""
        field, x, y = ground_map(view.surface)
        self.surface.set_field(field)
        self.contours.set(data=(x, y), color=theme.muted)
        self.goal.set(data=(view.minima[:, 0], view.minima[:, 1]), color=theme.ink)
        self.now.set(data=([view.t, view.t], [FLOOR, TOP]), color=theme.muted)
        above = view.start[1] < 2.6
        self.start.set(data=([view.start[0]], [view.start[1]]), markeredgecolor=theme.ink)
        beside = (min(max(view.start[0], -2.6), 2.6), view.start[1] + (0.2 if above else -0.2))
        self.start_name.set(position=beside, va="bottom" if above else "top", color=theme.ink)
        shown = [*view.paths, *([view.own] if view.own is not None else [])]
        for walker in self.walkers.values():
            walker.hide()
        heights = []
        for path in shown:
            walker = self.walkers[path.name]
            for artist in walker.artists:
                artist.set_visible(True)
            heights.append(walker.follow(path, view.t, theme))
        for path, last, height in zip(shown, heights, spread(heights, 0.36, FLOOR, TOP - 0.12), strict=True):
            self.walkers[path.name].name_at(view.t, last, height)
