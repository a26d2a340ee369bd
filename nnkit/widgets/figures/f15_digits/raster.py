"""F15, the pad: strokes become an image of the kind that the network was trained on.

The shipped digits were written by hand, scaled to 20 x 32 pixels, centred in 32 x 32, thickened or thinned to
about the same ink, and counted in 4 x 4 blocks. The same is done to a drawing here.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.controls import Stroke

Array = NDArray[np.float64]
BITMAP, BLOCK = 32, 4
WIDE = 20.0  # pixels that a digit is wide, of BITMAP; it is BITMAP high
STRETCH = 2.0  # how much more a narrow digit, such as a 1, may be widened than heightened
INK = 313.0  # pixels of ink: the median of the shipped digits
THINNEST, USUAL, THICKEST = 1.5, 2.5, 5.0  # the pen's radius, in pixels of the bitmap
SHORTEST, MOST = 0.015, 150  # pieces into which strokes are cut: length as a share of the pad, and number
ROUNDS = 3  # size and pen depend on each other


@dataclass(frozen=True)
class Rastered:
    """A drawing as the network gets it: ``bitmap`` (32, 32) from 0 to 1, and ``x`` (64,) from 0 to 1.

    ``pen`` is the radius that gives the usual ink. Without strokes all is 0.
    """

    bitmap: Array
    x: Array
    pen: float


@functools.lru_cache(maxsize=8)
def rasterise(strokes: tuple[Stroke, ...]) -> Rastered:
    """Draw strokes with a round, anti-aliased pen: centred, scaled to fill the height."""
    if not strokes:
        return Rastered(np.zeros((BITMAP, BITMAP)), np.zeros((BITMAP // BLOCK) ** 2), 0.0)
    starts, ends = _pieces(strokes)
    pen = USUAL
    for _ in range(ROUNDS):
        pen = _pen(_distance(*_placed(starts, ends, pen)))
    bitmap = _coverage(_distance(*_placed(starts, ends, pen)), pen)
    return Rastered(bitmap, counted(bitmap), pen)


def counted(bitmap: Array) -> Array:
    """Return (64,): the inked pixels of every 4 x 4 block of a bitmap (32, 32), rounded, in sixteenths."""
    blocks: Array = bitmap.reshape(BITMAP // BLOCK, BLOCK, BITMAP // BLOCK, BLOCK).sum(axis=(1, 3))
    return np.asarray(np.round(blocks).ravel() / BLOCK**2, dtype=np.float64)


def _pieces(strokes: tuple[Stroke, ...]) -> tuple[Array, Array]:
    """Cut strokes into straight pieces (n, 2) to (n, 2), leaving out points that lie close to the last."""
    lines = [np.array(stroke, dtype=np.float64) for stroke in strokes]
    way = sum(float(np.hypot(*np.diff(line, axis=0).T).sum()) for line in lines)
    apart = max(SHORTEST, way / MOST)
    starts, ends = [], []
    for line in lines:
        kept = [line[0]]
        for here in line[1:-1]:
            if np.hypot(*(here - kept[-1])) >= apart:
                kept.append(here)
        kept.append(line[-1])
        starts += kept[:-1]
        ends += kept[1:]
    return np.array(starts), np.array(ends)


def _placed(starts: Array, ends: Array, pen: float) -> tuple[Array, Array]:
    """Scale and move pieces so that they, drawn with this pen, fill 20 x 32 in the middle of the bitmap."""
    points = np.concatenate([starts, ends])
    low, high = points.min(axis=0), points.max(axis=0)
    size = np.maximum(high - low, 1e-3)
    room = np.array([WIDE, BITMAP]) - 2 * pen
    scale = room / size
    scale[0] = min(scale[0], STRETCH * scale[1])
    scale[1] = min(scale[1], STRETCH * 2 * scale[0])
    middle = (low + high) / 2
    return (starts - middle) * scale + BITMAP / 2, (ends - middle) * scale + BITMAP / 2


def _distance(a: Array, b: Array) -> Array:
    """Return (32, 32): how far the middle of each pixel is from the nearest piece."""
    middles = np.arange(BITMAP) + 0.5
    step = b - a
    length = np.maximum((step**2).sum(axis=1), 1e-12)
    dx = middles[:, np.newaxis] - a[:, 0]  # (32, n): columns
    dy = middles[:, np.newaxis] - a[:, 1]  # (32, n): rows
    t = (dx * step[:, 0])[np.newaxis] + (dy * step[:, 1])[:, np.newaxis]
    t = np.clip(t / length, 0.0, 1.0)
    away = (dx[np.newaxis] - t * step[:, 0]) ** 2 + (dy[:, np.newaxis] - t * step[:, 1]) ** 2
    return np.asarray(np.sqrt(away.min(axis=2)), dtype=np.float64)


def _coverage(distance: Array, pen: float) -> Array:
    """Return the share of each pixel that the pen covers, about: 1 inside, 0 outside, between at the edge."""
    return np.clip(pen - distance + 0.5, 0.0, 1.0)


def _pen(distance: Array) -> float:
    """Return the radius that gives the usual ink, found by halving an interval."""
    low, high = THINNEST, THICKEST
    for _ in range(12):
        middle = (low + high) / 2
        if _coverage(distance, middle).sum() < INK:
            low = middle
        else:
            high = middle
    return (low + high) / 2
