"""F4, the numbers: what the library's own layers say about their shapes and counts, without any memory."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import nnkit as nn
from nnkit.widgets.figure import View
from nnkit.widgets.figures.f04_architecture.words import explain, say

OWN = "own"
PRESETS = (OWN, "10-50-3", "10-64-5", "3-4-3-2", "784-256-128-10")
MOST = 6  # units in a column of the drawing; a larger layer shows only its first and last
FIRST = 3  # of a larger layer; then come dots, and its last two
BYTES = 4  # of a number in float32


@dataclass(frozen=True)
class Row:
    """One layer of the table: its shapes, and its parameters counted by the layer itself."""

    n_in: int
    n_out: int
    W: tuple[int, ...]
    b: tuple[int, ...]
    n_params: int


@dataclass(frozen=True, kw_only=True)
class ArchitectureView(View):
    """A network of ``sizes`` (p, M₁, …, K), the table of its layers, and the unit that is looked at.

    ``drawn`` holds for each column the indices of the units that are drawn; ``look`` is (column, place).
    """

    own: bool
    sizes: tuple[int, ...]
    rows: tuple[Row, ...]
    batch: int
    drawn: tuple[tuple[int, ...], ...]
    look: tuple[int, int]

    @property
    def n_params(self) -> int:
        """All the parameters."""
        return sum(row.n_params for row in self.rows)

    @property
    def first_share(self) -> float:
        """The share of the parameters that lie in the first layer."""
        return self.rows[0].n_params / self.n_params

    @property
    def multiply_adds(self) -> int:
        """Multiplications, each with an addition, in the forward pass of one example: Σ n_in n_out."""
        return sum(row.n_in * row.n_out for row in self.rows)

    @property
    def memory(self) -> tuple[int, int]:
        """Bytes in float32 of the parameters, and of every layer's z and a for the batch."""
        return BYTES * self.n_params, 2 * BYTES * self.batch * sum(self.sizes[1:])


def compute(
    network: str = OWN,
    p: int = 4,
    hidden: int = 1,
    m1: int = 6,
    m2: int = 4,
    m3: int = 3,
    k: int = 3,
    batch: int = 32,
    look: int = 1,
) -> ArchitectureView:
    """Describe a dense network; every layer but the last has an activation.

    ``look`` counts the drawn units from the first hidden layer on; beyond the last it means the last.
    """
    if network == OWN:
        sizes = (p, *(m1, m2, m3)[: min(max(int(hidden), 0), 3)], k)
    else:
        sizes = tuple(int(size) for size in network.split("-"))
    layers = [nn.Dense(n_in, n_out) for n_in, n_out in itertools.pairwise(sizes)]
    rows = tuple(Row(d.n_in, d.n_out, d.shapes["W"], d.shapes["b"], d.n_params) for d in layers)
    drawn = tuple(units(size) for size in sizes)
    column, place = where(drawn, look)
    counts = [row.n_params for row in rows]
    adds = sum(row.n_in * row.n_out for row in rows)
    return ArchitectureView(
        readout=say(sizes, counts, BYTES, adds, column, drawn[column][place]),
        formula=explain(sizes, counts, column, drawn[column][place]),
        own=network == OWN,
        sizes=sizes,
        rows=rows,
        batch=batch,
        drawn=drawn,
        look=(column, place),
    )


def units(size: int) -> tuple[int, ...]:
    """Return the indices, from 1, of the units that are drawn: all, or the first three and the last two."""
    if size <= MOST:
        return tuple(range(1, size + 1))
    return (*range(1, FIRST + 1), size - 1, size)


def where(drawn: tuple[tuple[int, ...], ...], look: int) -> tuple[int, int]:
    """Return (column, place) of the look-th drawn unit after the input's; beyond the last, the last."""
    places = [(c, i) for c, indices in enumerate(drawn) if c for i in range(len(indices))]
    return places[min(max(int(look), 1), len(places)) - 1]
