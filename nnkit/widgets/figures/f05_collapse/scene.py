"""F5, the picture: the grid before, between and after the two layers, on one scale."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon
from numpy.typing import NDArray

from nnkit.widgets.figures.f05_collapse.compute import EVERY, GRID, SIDE, CollapseView
from nnkit.widgets.figures.f05_collapse.layers import LIFT, Array
from nnkit.widgets.scene import FONT, Scene, head
from nnkit.widgets.style import BLUE, GREY, VERMILION, YELLOW, Theme, number

WINDOW = 2.2  # half the side of what is seen; doubled until the images fit in
SMOOTH = 150  # dots per inch: finer lines need no smoothing, which costs a third of a frame's bytes
HEADS = ("input x", "middle h = φ(W₁x + b₁)", "output y = W₂h + b₂")


def window(view: CollapseView) -> float:
    """Return half the side of the smallest window that holds all three images and the reference."""
    images = (view.middle, view.shown, view.output, view.reference)
    reach = max(float(np.abs(image).max()) for image in images)
    return float(WINDOW * 2 ** max(0, np.ceil(np.log2(max(reach, 1e-9) / (0.98 * WINDOW)))))


def columns(points: Array) -> list[Array]:
    """Return the grid lines x₁ = const, each (SIDE, 2)."""
    return list(points.reshape(SIDE, SIDE, 2).transpose(1, 0, 2)[::EVERY])


def rows(points: Array) -> list[Array]:
    """Return the grid lines x₂ = const, each (SIDE, 2)."""
    return list(points.reshape(SIDE, SIDE, 2)[::EVERY])


def tints() -> list[tuple[float, float, float]]:
    """Blue on the left, grey in the middle, vermilion on the right: where a line came from."""
    ends = [np.array(to_rgb(colour)) for colour in (BLUE, "#9a9a9a", VERMILION)]
    at = np.linspace(-1, 1, len(columns(GRID)))
    mixed = [ends[1] + abs(t) ** 0.6 * (ends[0 if t < 0 else 2] - ends[1]) for t in at]
    return [(float(r), float(g), float(b)) for r, g, b in mixed]


class Image:
    """One panel: the coloured grid, a flag that shows turning and mirroring, and a caption below."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.across = LineCollection([], linewidths=0.8)
        self.along = LineCollection([], linewidths=1.7, colors=tints(), capstyle="round")
        for lines in (self.across, self.along):
            axes.add_collection(lines, autolim=False)
        self.flag = Polygon(np.zeros((3, 2)), closed=True, facecolor=YELLOW, linewidth=1.2, zorder=3)
        axes.add_patch(self.flag)
        self.caption = axes.text(
            0.5,
            -0.13,
            "",
            transform=axes.transAxes,
            ha="center",
            va="top",
            fontsize=FONT - 1,
            linespacing=1.35,
        )
        self.artists: list[Any] = [self.across, self.along, self.flag, self.caption]

    def update(self, points: Array, letter: Array, caption: str, theme: Theme) -> None:
        """Put the grid and the flag where they are now."""
        self.along.set_segments(columns(points))
        self.across.set_segments(rows(points))
        self.across.set_color(theme.muted)
        self.across.set_antialiased(self.axes.figure.dpi < SMOOTH)
        self.flag.set_xy(letter)
        self.flag.set_edgecolor(theme.ink)
        self.caption.set(text=caption, color=theme.ink)


class CollapseScene(Scene):
    """Input, middle and output side by side; over the output the one affine map in dashed grey."""

    size = (640, 302)

    def build(self) -> None:
        """Make three square axes and what moves in them."""
        width, height = 0.292, 0.292 * self.size[0] / self.size[1]
        lefts = (0.05, 0.37, 0.69)
        axes = [self.figure.add_axes((left, 0.258, width, height)) for left in lefts]
        self.images = [Image(a) for a in axes]
        self.bends = axes[0].plot([], [], "--", linewidth=1.3)[0]
        self.depth = axes[1].plot([], [], ":", linewidth=1.3)[0]
        self.depth_name = axes[1].text(0, 0, "h₃", fontsize=FONT - 1, ha="right", va="top")
        self.reference = LineCollection([], linewidths=1.5, linestyles=[(0, (4, 3))], colors=GREY)
        axes[2].add_collection(self.reference, autolim=False)
        (self.gap,) = axes[2].plot([], [], "-", linewidth=2.2)
        (self.ends,) = axes[2].plot([], [], "o", markersize=5)
        (self.source,) = axes[0].plot([], [], "o", markersize=5)
        self.pairs = [a.plot([], [], "D", markersize=7, markeredgewidth=1.2, color=YELLOW)[0] for a in axes]
        first, second, third = (image.artists for image in self.images)
        self.moving = [*first, self.bends, self.source, self.pairs[0]]
        self.moving += [*second, self.depth, self.depth_name, self.pairs[1]]
        self.moving += [*third, self.reference, self.gap, self.ends, self.pairs[2]]

    def still_key(self, view: CollapseView) -> Hashable:
        """The window, which is doubled when an image would leave it, and the names of the panels."""
        return window(view), view.activation == "identity"

    def update_still(self, view: CollapseView, theme: Theme) -> None:
        """Set the window and its ticks."""
        half = window(view)
        step = half / WINDOW
        ticks = np.array([-2, -1, 0, 1, 2]) * step
        names = HEADS if view.activation != "identity" else (HEADS[0], "middle h = W₁x + b₁", HEADS[2])
        for k, (image, name) in enumerate(zip(self.images, names, strict=True)):
            labels = [f"{t:.0f}".replace("-", "−") for t in ticks]
            image.axes.set(xlim=(-half, half), ylim=(-half, half))
            image.axes.set_xticks(ticks, labels)
            image.axes.set_yticks(ticks, labels if k == 0 else [""] * len(ticks))
            head(image.axes, name, theme)

    def update(self, view: CollapseView, theme: Theme) -> None:
        """Move the grids, the reference and the marks."""
        places = (GRID, view.middle, view.shown)
        captions = (_first_caption(view), _second_caption(view), _third_caption(view))
        for image, points, letter, words in zip(self.images, places, view.letters, captions, strict=True):
            image.update(points, letter, words, theme)
        self.bends.set_data(*_bend_lines(view))
        self.bends.set_color(theme.ink)
        self._slant(view, theme)
        self._compare(view, theme)
        for line, points in zip(self.pairs, places, strict=True):
            line.set_data(*points[view.pair].T)
            line.set_markeredgecolor(theme.ink)

    def _slant(self, view: CollapseView, theme: Theme) -> None:
        """Draw the third axis of a wider middle."""
        there = view.width == 3
        end = LIFT * window(view) * 1.4
        self.depth.set_data(*(np.array([-end, end]).T if there else ([], [])))
        self.depth.set_color(theme.muted)
        self.depth_name.set(
            visible=there, position=tuple(-end + [0.0, 0.12 * window(view)]), color=theme.muted
        )

    def _compare(self, view: CollapseView, theme: Theme) -> None:
        """Draw the one affine map over the output, and its largest distance from the network."""
        whole = view.blend == 1
        for artist in (self.reference, self.gap, self.ends, self.source):
            artist.set_visible(whole and (artist is self.reference or view.gap > 1e-9))
        self.reference.set_segments(columns(view.reference)[::4] + rows(view.reference)[::4])
        self.reference.set_color(theme.ink if view.gap < 1e-9 else GREY)
        both = np.array([view.output[view.worst], view.reference[view.worst]])
        self.gap.set_data(*both.T)
        self.ends.set_data(*both[:1].T)
        self.source.set_data(*GRID[[view.worst]].T)
        for line in (self.gap, self.ends, self.source):
            line.set_color(theme.ink)


def _bend_lines(view: CollapseView) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the lines wᵢ x + bᵢ = 0 of the units that have a kink, parted by nan."""
    if "relu" not in view.activation:
        return np.empty(0), np.empty(0)
    pieces, reach = [], 3 * window(view)
    for row, b in zip(view.weights.W1, view.weights.b1, strict=True):
        size = float(np.hypot(*row))
        if size > 1e-9 and abs(b) / size < reach:
            foot, along = -b * row / size**2, np.array([-row[1], row[0]]) / size
            pieces += [foot - reach * along, foot + reach * along, np.full(2, np.nan)]
    points = np.array(pieces).reshape(-1, 2)
    return points[:, 0], points[:, 1]


def _first_caption(view: CollapseView) -> str:
    if "relu" in view.activation:
        return "dashed: where a unit bends"
    return "a square grid, its lines\ncoloured from left to right"


def _second_caption(view: CollapseView) -> str:
    if view.width == 1:
        return "one unit: all on one line"
    if view.width == 3:
        return "three units: a sheet in space,\nseen at a slant"
    area = float(np.linalg.det(view.weights.W1))
    return f"W₁: {_area(area)}"


def _third_caption(view: CollapseView) -> str:
    if view.blend < 1:
        return f"on its way from input\nto output: {round(100 * view.blend)} %"
    if view.gap < 1e-9:
        return f"dashed: one map W x + b\n{_area(float(view.areas[0]))}, rank {view.rank}"
    return f"dashed: best W x + b\nlargest distance {number(view.gap)}"


def _area(area: float) -> str:
    if abs(area) < 1e-9:
        return "area × 0"
    return f"area × {number(abs(area))}{', turned over' if area < 0 else ''}"
