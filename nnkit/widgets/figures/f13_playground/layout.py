"""F13, where the units of the network stand in the picture, in CSS pixels from its lower left corner."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 366.0, 478.0  # of the part of the picture that holds the network
SIDE = 40.0  # of a unit's picture
LEFT, TOP, BOTTOM = 8.0, 454.0, 16.0
CLOSE = 7.0  # pixels from a line within which a click means it
Array = NDArray[np.float64]


@functools.lru_cache(maxsize=64)
def places(columns: tuple[int, ...]) -> tuple[Array, ...]:
    """Return the centres (n, 2) of the units of each column: inputs, hidden layers, output."""
    left, right = LEFT + SIDE / 2, WIDTH - SIDE / 2 - 6
    across = np.linspace(left, right, len(columns))
    pitch = min((TOP - BOTTOM) / max(*columns, 1), 66.0)
    middle = (TOP + BOTTOM) / 2
    return tuple(
        np.stack([np.full(n, x), middle + pitch * ((n - 1) / 2 - np.arange(n))], axis=1)
        for x, n in zip(across, columns, strict=True)
    )


@functools.lru_cache(maxsize=64)
def lines(columns: tuple[int, ...]) -> Array:
    """Return the ends (count, 2, 2) of the lines of all weights: layer after layer, W row by row."""
    centres = places(columns)
    found = [np.empty((0, 2, 2))]
    for before, after in itertools.pairwise(centres):
        ends = np.empty((len(after), len(before), 2, 2))
        ends[:, :, 0] = before[np.newaxis] + (SIDE / 2 + 1, 0)
        ends[:, :, 1] = after[:, np.newaxis] - (SIDE / 2 + 1, 0)
        found.append(ends.reshape(-1, 2, 2))
    return np.concatenate(found)


def order(columns: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return (column, unit) in the order of the control "unit": output, hidden units, inputs."""
    last = len(columns) - 1
    hidden = [(c, k) for c in range(1, last) for k in range(columns[c])]
    return [(last, 0), *hidden, *((0, k) for k in range(columns[0]))]


def unit_at(columns: tuple[int, ...], x: float, y: float) -> int | None:
    """Return the number of the unit whose picture is at a place, in that order."""
    for number, (c, k) in enumerate(order(columns)):
        centre = places(columns)[c][k]
        if max(abs(x - centre[0]), abs(y - centre[1])) <= SIDE / 2 + 2:
            return number
    return None


def weight_at(columns: tuple[int, ...], x: float, y: float) -> tuple[int, int, int] | None:
    """Return layer, to and from (counted from 1) of the line nearest to a place, if it is close."""
    ends = lines(columns)
    if not len(ends):
        return None
    start, along = ends[:, 0], ends[:, 1] - ends[:, 0]
    share = np.clip(((np.array([x, y]) - start) * along).sum(axis=1) / (along**2).sum(axis=1), 0, 1)
    distance = np.hypot(*(start + share[:, np.newaxis] * along - (x, y)).T)
    nearest = int(distance.argmin())
    if distance[nearest] > CLOSE:
        return None
    return _which(columns, nearest)


def _which(columns: Sequence[int], line: int) -> tuple[int, int, int]:
    for layer in range(1, len(columns)):
        count = columns[layer] * columns[layer - 1]
        if line < count:
            to, source = divmod(line, columns[layer - 1])
            return layer, to + 1, source + 1
        line -= count
    raise IndexError(line)
