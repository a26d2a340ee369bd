"""F4, the picture: the wiring, one unit with its incoming weights picked out; below it, the table."""

from __future__ import annotations

import itertools
from collections.abc import Hashable

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from nnkit.widgets.figures.f04_architecture.compute import FIRST, MOST, ArchitectureView
from nnkit.widgets.figures.f04_architecture.words import amount, arithmetic, low
from nnkit.widgets.scene import FONT, Scene
from nnkit.widgets.style import SKY, YELLOW, Theme

Array = NDArray[np.float64]
STEP = 0.125  # from one unit of a column to the next
MIDDLE = 0.42
COLUMNS = ((0.0, "left"), (0.125, "left"), (0.33, "left"), (0.47, "left"), (1.0, "right"))


class ArchitectureScene(Scene):
    """The drawing above, the table below."""

    size = (640, 480)

    def build(self) -> None:
        """Make the axes and artists: all wires are one collection, each column of the table one text."""
        self.net = self.figure.add_axes((0.02, 0.37, 0.96, 0.61))
        self.table = self.figure.add_axes((0.03, 0.02, 0.94, 0.33))
        for axes in (self.net, self.table):
            axes.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
        self.wires = LineCollection([], linewidth=0.45)
        self.incoming = LineCollection([], linewidth=1.8)
        for wires in (self.wires, self.incoming):
            self.net.add_collection(wires, autolim=False)
        (self.units,) = self.net.plot([], [], "o", markersize=13, color=SKY, markeredgewidth=0)
        (self.dots,) = self.net.plot([], [], "o", markersize=2.4)
        (self.looked,) = self.net.plot([], [], "o", markersize=15, markerfacecolor=YELLOW, markeredgewidth=2)
        self.names = [self.net.text(0, 0.995, "", ha="center", va="top", fontsize=FONT) for _ in range(5)]
        self.cells = [
            self.table.text(x, 0.985, "", ha=ha, va="top", fontsize=FONT - 1, linespacing=1.55)
            for x, ha in COLUMNS
        ]
        self.foot = self.table.text(0, 0.0, "", va="bottom", fontsize=FONT - 1)
        self.moving: list[Artist] = [self.incoming, self.units, self.looked]

    def still_key(self, view: ArchitectureView) -> Hashable:
        """All but the unit looked at: writing the table takes most of a frame, so looking does without it."""
        return view.sizes, view.batch

    def update_still(self, view: ArchitectureView, theme: Theme) -> None:
        """Draw the wires, name the columns and write the table."""
        self._draw_wires(view, theme)
        self._name_columns(view, theme)
        self._write_table(view, theme)

    def update(self, view: ArchitectureView, theme: Theme) -> None:
        """Draw the units, and in ink the one looked at with the weights that come into it."""
        at = np.concatenate([places(view, c) for c in range(len(view.sizes))])
        self.units.set_data(at[:, 0], at[:, 1])
        column, place = view.look
        here, before = places(view, column)[place], places(view, column - 1)
        self.incoming.set_segments(list(np.stack([before, np.broadcast_to(here, before.shape)], axis=1)))
        self.incoming.set_color(theme.ink)
        self.looked.set_data(here[:1], here[1:])
        self.looked.set_markeredgecolor(theme.ink)

    def _draw_wires(self, view: ArchitectureView, theme: Theme) -> None:
        """Draw every weight between two drawn units."""
        columns = [places(view, c) for c in range(len(view.sizes))]
        pairs = [
            np.stack([np.repeat(a, len(b), axis=0), np.tile(b, (len(a), 1))], axis=1)
            for a, b in itertools.pairwise(columns)
        ]
        self.wires.set_segments(list(np.concatenate(pairs)))
        self.wires.set_antialiased(self.figure.dpi < 150)  # smooth edges double the bytes of a fine picture
        self.wires.set(color=theme.muted, alpha=0.6)

    def _name_columns(self, view: ArchitectureView, theme: Theme) -> None:
        """Draw three dots where units are left out, and write each column's name and size."""
        dots = [
            (x, MIDDLE + ((MOST - 1) / 2 - FIRST) * STEP + shift)
            for x, size in zip(_x(len(view.sizes)), view.sizes, strict=True)
            if size > MOST
            for shift in (-0.028, 0.0, 0.028)
        ]
        self.dots.set_data([x for x, _ in dots], [y for _, y in dots])
        self.dots.set_color(theme.ink)
        last = len(view.sizes) - 1
        for c, name in enumerate(self.names):
            if c > last:
                name.set_text("")
                continue
            what = "input" if c == 0 else "output" if c == last else f"hidden {c}"
            symbol = "p" if c == 0 else "K" if c == last else f"M{low(c)}" if last > 2 else "M"
            name.set(text=f"{what}\n{symbol} = {view.sizes[c]:,}", x=_x(last + 1)[c], color=theme.ink)

    def _write_table(self, view: ArchitectureView, theme: Theme) -> None:
        """Write the table column by column, and the totals below it."""
        lines = [
            ("layer", "W  (n_out, n_in)", "b  (n_out,)", "z, a  (N, n_out)", "parameters"),
            ("0  input", "", "", _shape((view.batch, view.sizes[0])), ""),
        ]
        for l, row in enumerate(view.rows, start=1):
            name = f"{l}  output" if l == len(view.rows) else f"{l}  hidden"
            count = arithmetic(row.n_in, row.n_out, row.n_params)
            lines.append((name, _shape(row.W), _shape(row.b), _shape((view.batch, row.n_out)), count))
        lines.append(("", "", "", "", f"together {view.n_params:,}"))
        for cell, texts in zip(self.cells, zip(*lines, strict=True), strict=True):
            cell.set(text="\n".join(texts), color=theme.ink)
        parameters, signals = view.memory
        self.foot.set_text(
            f"float32: {amount(parameters)} for the parameters, {amount(signals)} for z and a of "
            f"{view.batch:,} example{'s' if view.batch > 1 else ''}"
        )
        self.foot.set_color(theme.muted)


def places(view: ArchitectureView, column: int) -> Array:
    """Return where the drawn units of a column lie: (units, 2)."""
    n, size = len(view.drawn[column]), view.sizes[column]
    slots = np.arange(n, dtype=np.float64)
    if size > MOST:
        slots[FIRST:] += 1  # the place of the dots stays free
    y = MIDDLE + (slots[-1] / 2 - slots) * STEP
    return np.stack([np.full(n, _x(len(view.sizes))[column]), y], axis=1)


def _x(columns: int) -> Array:
    return np.linspace(0.09, 0.91, columns) if columns > 3 else np.linspace(0.18, 0.82, columns)


def _shape(shape: tuple[int, ...]) -> str:
    """Write a shape as Python does: (50, 10), (50,)."""
    return repr(tuple(int(n) for n in shape))
