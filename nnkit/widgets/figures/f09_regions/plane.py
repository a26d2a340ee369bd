"""F9, the plane: the regions of a ReLU network of two inputs, met on a grid, and their borders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnkit.network import Network
from nnkit.widgets.figures.f09_regions.networks import Array, random_network
from nnkit.widgets.surface import level_line

SIDE = 160  # points of the grid along each side
WINDOW = 3.0  # the plane is looked at for −3 < x₁, x₂ < 3
MOST_DEPTH, MOST_WIDTH = 4, 10
SHADES = 4  # of each of the two families of tints
CENTRES = ((np.arange(SIDE) + 0.5) / SIDE * 2 - 1) * WINDOW
COARSE = np.linspace(-WINDOW, WINDOW, 81)  # the borders of deeper layers are traced on a coarser grid


def _grid(side: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the points of a grid, row after row, as columns (2, points)."""
    return np.stack([np.tile(side, len(side)), np.repeat(side, len(side))]).astype(np.float32)


GRID = _grid(CENTRES)
POINTS = np.concatenate([GRID, _grid(COARSE)], axis=1)

Border = tuple[Array, Array]  # x and y, pieces parted by nan


@dataclass(frozen=True)
class Plane:
    """Regions in the window.

    ``tints`` (SIDE, SIDE) are numbers of tints: crossing one border flips one unit, so that the number of
    active units is even on one side and odd on the other, and the two families of tints always alternate.
    ``borders`` holds for each layer the lines where a unit bends. ``exact`` is for one layer, otherwise 0.
    """

    tints: NDArray[np.uint8]
    borders: tuple[Border, ...]
    met: int
    exact: int


def most_of_one_layer(units: int) -> int:
    """Return the largest number of regions of n lines in a plane: 1 + n + n (n − 1) / 2."""
    return 1 + units + units * (units - 1) // 2


@lru_cache(maxsize=32)
def regions(depth: int, width: int, init: str, bias: float, seed: int) -> Plane:
    """Count and tint the regions of a random network, and trace their borders."""
    net = random_network(2, depth, width, init, bias, seed, np.float32)
    codes = np.zeros(SIDE * SIDE, dtype=np.uint64)
    active = np.zeros(SIDE * SIDE, dtype=np.float32)
    borders: list[Border] = []
    powers = (2.0 ** np.arange(width)).astype(np.float32)
    a = POINTS
    for l in range(1, depth + 1):
        z = net[l].W @ a + net[l].b[:, np.newaxis]
        on = (z[:, : SIDE * SIDE] > 0).astype(np.float32)
        codes = codes << np.uint64(width) | (powers @ on).astype(np.uint64)  # exact: width is below 24
        active += on.sum(axis=0)
        borders.append(_straight(net) if l == 1 else _bent(z[:, SIDE * SIDE :]))
        a = np.maximum(z, 0, out=z)
    shade = (codes * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(62)
    tints = (active % 2).astype(np.uint8) * np.uint8(SHADES) + shade.astype(np.uint8)
    exact = _exact(net) if depth == 1 else 0
    return Plane(tints.reshape(SIDE, SIDE), tuple(borders), int(np.unique(codes).size), exact)


def _ends(W: Array, b: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Cut the lines w x + b = 0 to the window: their ends (lines, 2, 2), and which meet it at all."""
    size = np.maximum(np.hypot(*W.T), 1e-30)[:, np.newaxis]
    foot, along = -b[:, np.newaxis] * W / size**2, np.column_stack([-W[:, 1], W[:, 0]]) / size
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.sort(np.stack([(-WINDOW - foot) / along, (WINDOW - foot) / along]), axis=0)
    first, last = t[0].max(axis=1), t[1].min(axis=1)
    meets = first < last
    ends = np.stack([foot + first[:, np.newaxis] * along, foot + last[:, np.newaxis] * along], axis=1)
    return ends, meets


def _straight(net: Network) -> Border:
    """Return the lines of the first layer, exactly, parted by nan."""
    ends, meets = _ends(np.asarray(net[1].W, dtype=np.float64), np.asarray(net[1].b, dtype=np.float64))
    points = np.concatenate([ends[meets], np.full((int(meets.sum()), 1, 2), np.nan)], axis=1).reshape(-1, 2)
    return points[:, 0], points[:, 1]


def _bent(z: NDArray[np.float32]) -> Border:
    """Trace z = 0 for each unit (units, points of COARSE²) of a deeper layer."""
    lines = [level_line(COARSE, COARSE, field) for field in z.reshape(-1, len(COARSE), len(COARSE))]
    return np.concatenate([x for x, _ in lines]), np.concatenate([y for _, y in lines])


def _exact(net: Network) -> int:
    """Count the regions of one layer in the window: 1 + lines that meet it + crossings inside."""
    W, b = np.asarray(net[1].W, dtype=np.float64), np.asarray(net[1].b, dtype=np.float64)
    _, meets = _ends(W, b)
    first, second = np.triu_indices(len(b), 1)
    det = W[first, 0] * W[second, 1] - W[first, 1] * W[second, 0]
    crossed = np.abs(det) > 1e-12
    first, second, det = first[crossed], second[crossed], det[crossed]
    x = (W[first, 1] * b[second] - W[second, 1] * b[first]) / det
    y = (W[second, 0] * b[first] - W[first, 0] * b[second]) / det
    inside = (np.abs(x) < WINDOW) & (np.abs(y) < WINDOW)
    places = {(round(float(px), 9), round(float(py), 9)) for px, py in zip(x[inside], y[inside], strict=True)}
    if len(places) < int(inside.sum()):  # several lines through one point: each after the first adds one
        through = [_lines_through(W[meets], b[meets], place) for place in places]
        return 1 + int(meets.sum()) + sum(count - 1 for count in through)
    return 1 + int(meets.sum()) + int(inside.sum())


def _lines_through(W: Array, b: Array, place: tuple[float, float]) -> int:
    return int((np.abs(W @ np.array(place) + b) < 1e-7 * np.hypot(*W.T)).sum())
