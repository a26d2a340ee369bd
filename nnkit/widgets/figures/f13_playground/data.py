"""F13, the points: five data sets in the plane or the learner's own, dealt out to training and test."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nnkit import datasets
from nnkit.errors import Array, DataError, IntArray, SettingError, ShapeError, as_float, require_finite

XOR, MOONS, CIRCLES, SPIRALS, BLOBS, YOURS = "xor", "moons", "circles", "spirals", "blobs", "yours"
NAMES = (CIRCLES, XOR, BLOBS, MOONS, SPIRALS)
MOST = 5000  # points of the learner's own
MARGIN = 1.3  # the plane reaches from −1.3 to 1.3 times the radius
CLOUD = 0.15  # the standard deviation of a blob without noise


@dataclass(frozen=True)
class Points:
    """Training and test points: x (n, 2), y (n,) of classes 0 and 1, and what the plane shows.

    ``limits`` are the ends of the plane: x₁ from, to, x₂ from, to.
    """

    x: Array
    y: IntArray
    test_x: Array
    test_y: IntArray
    limits: tuple[float, float, float, float]


@functools.lru_cache(maxsize=8)
def points(name: str, noise: float, n: int, share: float, radius: float, seed: int) -> Points:
    """Draw n points of a data set of this radius; the first ``share`` of them are for training.

    ``noise`` is the standard deviation of the noise, as a share of the radius; xor and blobs are clouds of
    about 0.15 without any.
    """
    rng = np.random.default_rng([int(seed), 1])
    half = max(int(n) // 2, 2)
    unit = _DRAW[name](half, float(noise), rng)
    reach = MARGIN * radius
    return _dealt(unit[0] * radius, unit[1], share, (-reach, reach, -reach, reach))


def _xor(n: int, noise: float, rng: np.random.Generator) -> tuple[Array, IntArray]:
    x, y = datasets.xor(n, noise=0.1 + noise / 1.4, rng=rng)
    return 1.4 * (x - 0.5), y


def _moons(n: int, noise: float, rng: np.random.Generator) -> tuple[Array, IntArray]:
    x, y = datasets.moons(n, noise=1.5 * noise, rng=rng)
    return (x - np.array([0.5, 0.25])) / 1.5, y


def _spirals(n: int, noise: float, rng: np.random.Generator) -> tuple[Array, IntArray]:
    return datasets.spirals(n, turns=1.5, noise=noise, radius=1.0, rng=rng)


_DRAW: dict[str, Callable[[int, float, np.random.Generator], tuple[Array, IntArray]]] = {
    XOR: _xor,
    MOONS: _moons,
    CIRCLES: lambda n, noise, rng: datasets.circles(n, noise=noise, rng=rng),
    SPIRALS: _spirals,
    BLOBS: lambda n, noise, rng: datasets.blobs(n, classes=2, noise=CLOUD + noise, radius=0.6, rng=rng),
}


@dataclass(frozen=True, eq=False)
class OwnData:
    """The learner's points, checked: x (N, 2) of floats and y (N,) of classes 0 and 1."""

    x: Array
    y: IntArray

    def dealt(self, share: float, seed: int) -> Points:
        """Shuffle the points and deal them out."""
        order = np.random.default_rng([int(seed), 1]).permutation(np.arange(len(self.x), dtype=np.int64))
        low, high = self.x.min(axis=0), self.x.max(axis=0)
        centre, reach = (low + high) / 2, 0.58 * (float((high - low).max()) or 1.0)
        (left, bottom), (right, top) = (centre - reach).tolist(), (centre + reach).tolist()
        return _dealt(self.x[order], self.y[order], share, (left, right, bottom, top))


def _dealt(x: Array, y: IntArray, share: float, limits: tuple[float, float, float, float]) -> Points:
    first = min(max(round(share * len(x)), 1), len(x) - 1)
    return Points(x[:first], y[:first], x[first:], y[first:], limits)


def checked_own(x: npt.ArrayLike | None, y: npt.ArrayLike | None) -> OwnData | None:
    """Return the learner's points if they can be used, None if there are none, or say what is wrong."""
    if x is None and y is None:
        return None
    if x is None or y is None:
        raise SettingError(
            f"playground expects x and y together, got only {'y' if x is None else 'x'}. "
            "Write playground(x=x, y=y)."
        )
    x, labels = as_float(x, "x", "playground"), as_float(y, "y", "playground")
    if x.ndim != 2 or x.shape[1] != 2:
        fix = "Did you transpose x?" if x.ndim == 2 and len(x) == 2 else "One point is one row: x₁, x₂."
        raise ShapeError(f"playground expects x of shape (N, 2), got {x.shape}. {fix}")
    if labels.shape != (len(x),):
        fix = "Write y.ravel()." if labels.size == len(x) else "Every row of x needs one class."
        raise ShapeError(f"playground expects y of shape ({len(x)},), like x, got {labels.shape}. {fix}")
    _require_usable(x, labels)
    return OwnData(x.astype(np.float64), labels.astype(np.int64))


def _require_usable(x: Array, labels: Array) -> None:
    require_finite(x, "x", "playground")
    require_finite(labels, "y", "playground")
    wrong = (labels != 0) & (labels != 1)
    if wrong.any():
        i = int(wrong.argmax())
        fix = "For labels -1/+1 write (y + 1) // 2." if labels[i] == -1 else "Two classes can be shown."
        raise DataError(f"playground expects y of 0 and 1, but y[{i}] is {labels[i]:g}. {fix}")
    if len(set(labels.tolist())) < 2:
        raise DataError(
            f"playground expects points of both classes, 0 and 1, but all {len(labels)} are of one. "
            "Look at np.bincount(y)."
        )
    if not 4 <= len(x) <= MOST:
        raise DataError(
            f"playground expects 4 to {MOST} points, got {len(x)}. "
            f"For more, take a sample: x[::{max(-(-len(x) // MOST), 1)}]."
        )


def drawn(own: OwnData | None, state: dict[str, Any]) -> Points:
    """Return the points of a state of the controls."""
    if state["data"] == YOURS and own is not None:
        return own.dealt(state["share"] / 100, state["seed"])
    name = state["data"] if state["data"] in _DRAW else CIRCLES
    return points(
        name, state["noise"], int(state["n"]), state["share"] / 100, state["radius"], int(state["seed"])
    )
