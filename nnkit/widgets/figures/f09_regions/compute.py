"""F9, the numbers: one view for each of the four pictures."""

from __future__ import annotations

from dataclasses import dataclass

from nnkit.widgets.figure import View
from nnkit.widgets.figures.f09_regions import words
from nnkit.widgets.figures.f09_regions.networks import (
    Array,
    Line,
    composed,
    one_layer,
    origins,
    random_line,
)
from nnkit.widgets.figures.f09_regions.plane import (
    MOST_DEPTH,
    MOST_WIDTH,
    Plane,
    most_of_one_layer,
    regions,
)
from nnkit.widgets.figures.f09_regions.words import COUNT, LINE, PARAMETERS, PLANE, SAWTOOTH
from nnkit.widgets.figures.f09_regions.work import Sweep


@dataclass(frozen=True, kw_only=True)
class SawtoothView(View):
    """The tent map composed (``deep``), once less (``before``), and what one hidden layer makes of it."""

    show: str = SAWTOOTH
    folds: int
    deep: Line
    before: Line
    wide: Line


@dataclass(frozen=True, kw_only=True)
class LineView(View):
    """A random network on a line: its corners, its kinks by the layer that made them, and a rival.

    ``rival`` has one hidden layer with as many units, drawn with the same seed.
    """

    show: str = LINE
    depth: int
    width: int
    line: Line
    kinks: tuple[Array, ...]
    rival: Line


@dataclass(frozen=True, kw_only=True)
class PlaneView(View):
    """Regions of a random network of two inputs; ``most`` is the largest number for one layer as wide."""

    show: str = PLANE
    depth: int
    width: int
    plane: Plane
    most: int


@dataclass(frozen=True, kw_only=True)
class CountView(View):
    """Pieces against size: a random network, a rival of one hidden layer as large, and a sweep over many."""

    show: str = COUNT
    against: str
    depth: int
    width: int
    line: Line
    rival: Line
    sweep: Sweep


AnyView = SawtoothView | LineView | PlaneView | CountView


def compute(
    show: str = SAWTOOTH,
    folds: int = 3,
    units: int = 6,
    against: str = PARAMETERS,
    depth: int = 2,
    width: int = 8,
    bias: float = 1.0,
    init: str = "he_normal",
    seed: int = 0,
    work: Sweep | None = None,
) -> AnyView:
    """Count the linear pieces of one network: exactly on a line; in the plane, the regions met on a grid.

    In the plane depth and width beyond 4 and 10 are taken as 4 and 10.
    """
    sweep = work or Sweep()
    counted = int(sweep.networks.sum())
    if show == SAWTOOTH:
        return _sawtooth(folds, units, counted)
    if show == PLANE:
        depth, width = min(depth, MOST_DEPTH), min(width, MOST_WIDTH)
        plane = regions(depth, width, init, bias, seed)
        most = most_of_one_layer(width)
        return PlaneView(
            readout=words.of_plane(depth, width, plane.met, plane.exact, most) + words.elsewhere(counted),
            depth=depth,
            width=width,
            plane=plane,
            most=most,
        )
    line = random_line(depth, width, init, bias, seed)
    if show == LINE:
        rival = random_line(1, line.hidden, init, bias, seed)
        return LineView(
            readout=words.of_line(depth, width, line, rival) + words.elsewhere(counted),
            depth=depth,
            width=width,
            line=line,
            kinks=origins(depth, width, init, bias, seed),
            rival=rival,
        )
    as_wide = (line.params - 1) // 3 if against == PARAMETERS else line.hidden  # one layer has 3 n + 1
    rival = random_line(1, as_wide, init, bias, seed)
    return CountView(
        readout=words.of_count(against, depth, width, line, rival, counted),
        against=against,
        depth=depth,
        width=width,
        line=line,
        rival=rival,
        sweep=sweep,
    )


def _sawtooth(folds: int, units: int, counted: int) -> SawtoothView:
    deep, wide = composed(folds), one_layer(folds, units)
    return SawtoothView(
        readout=words.of_sawtooth(folds, deep, wide) + words.elsewhere(counted),
        formula=words.formula_of_sawtooth(folds, deep),
        folds=folds,
        deep=deep,
        before=composed(max(folds - 1, 1)),
        wide=wide,
    )
