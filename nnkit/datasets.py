"""Small data sets, drawn by formula, and handwritten digits.

Those in the plane give x (N, 2) of floats and y (N,) of int64 classes, shuffled. Each takes the number of
points in a class (or one number for every class: ``moons((300, 30), rng=rng)`` is unbalanced), the standard
deviation of the Gaussian noise that is added to both coordinates, and a generator: the same seed gives the
same points, another seed gives new ones to test on. `curve` gives the points of a function to be fitted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from .errors import (
    Array,
    IntArray,
    SettingError,
    ShapeError,
    UnknownNameError,
    as_float,
    require_count,
    require_float_dtype,
    require_generator,
    require_number,
)
from .handwriting import digits, mnist

__all__ = ["TARGETS", "blobs", "circles", "curve", "digits", "mnist", "moons", "spirals", "split", "xor"]

Count = int | Sequence[int]


def xor(
    n: Count, *, noise: float = 0.0, rng: np.random.Generator, dtype: npt.DTypeLike = np.float64
) -> tuple[Array, IntArray]:
    """Corners of the unit square, in class 1 where x₁ ≠ x₂; ``xor(2, rng=rng)`` is the truth table.

    Parameters
    ----------
    n : points in each class, dealt out to its two corners in turn.
    noise : standard deviation of the Gaussian noise; up to 0.2 the corners stay apart.

    References
    ----------
    Minsky, Papert 1969.
    """
    i, j = (np.arange(count, dtype=np.int64) % 2 for count in _counts(n, 2, "xor"))
    return _finish([np.stack([i, i], axis=1), np.stack([j, 1 - j], axis=1)], noise, rng, dtype, "xor")


def moons(
    n: Count, *, noise: float = 0.1, rng: np.random.Generator, dtype: npt.DTypeLike = np.float64
) -> tuple[Array, IntArray]:
    """Two half circles that reach into each other: (cos t, sin t) and (1 − cos t, ½ − sin t), 0 ≤ t ≤ π.

    Parameters
    ----------
    n : points in each class, with t drawn uniformly.
    noise : standard deviation of the Gaussian noise; the moons are about 0.5 apart.
    """
    counts = _counts(n, 2, "moons")
    t, s = (require_generator(rng, "moons").uniform(0, math.pi, size=count) for count in counts)
    upper = np.stack([np.cos(t), np.sin(t)], axis=1)
    lower = np.stack([1 - np.cos(s), 0.5 - np.sin(s)], axis=1)
    return _finish([upper, lower], noise, rng, dtype, "moons")


def circles(
    n: Count,
    *,
    noise: float = 0.1,
    factor: float = 0.5,
    rng: np.random.Generator,
    dtype: npt.DTypeLike = np.float64,
) -> tuple[Array, IntArray]:
    """Two circles about the origin: class 0 of radius 1, class 1 inside it of radius `factor`.

    Parameters
    ----------
    n : points in each class, at angles drawn uniformly.
    noise : standard deviation of the Gaussian noise.
    factor : inner radius, 0 ≤ factor < 1.
    """
    counts = _counts(n, 2, "circles")
    factor = require_number(factor, "factor", "circles", high=1.0)
    t = [require_generator(rng, "circles").uniform(0, 2 * math.pi, size=count) for count in counts]
    rings = [r * np.stack([np.cos(a), np.sin(a)], axis=1) for r, a in zip((1.0, factor), t, strict=True)]
    return _finish(rings, noise, rng, dtype, "circles")


def spirals(
    n: Count,
    *,
    turns: float = 1.5,
    noise: float = 0.1,
    classes: int = 2,
    radius: float = 3.0,
    rng: np.random.Generator,
    dtype: npt.DTypeLike = np.float64,
) -> tuple[Array, IntArray]:
    """Interlocked spirals, one for each class: radius · s · (cos α, sin α), with α = 2π · turns · s.

    Class k is turned by k / classes of a full turn.

    The radius matters: a tanh network learns spirals of radius 3 easily, and at radius 1 it often sticks for
    hundreds of epochs, with the same settings.

    Parameters
    ----------
    n : points in each class, spread evenly along the arm by drawing s² uniformly.
    turns : how often an arm winds around.
    noise : standard deviation of the Gaussian noise; neighbouring arms are radius / (turns · classes) apart.
    classes : number of arms.
    radius : where the arms end.

    References
    ----------
    Lang, Witbrock 1988.
    """
    classes = require_count(classes, "classes", "spirals")
    turns, radius = (require_number(v, k, "spirals") for v, k in ((turns, "turns"), (radius, "radius")))
    arms = []
    for k, count in enumerate(_counts(n, classes, "spirals")):
        s = np.sqrt(require_generator(rng, "spirals").uniform(0.02, 1, size=count))
        angle = 2 * math.pi * (turns * s + k / classes)
        arms.append(radius * s[:, np.newaxis] * np.stack([np.cos(angle), np.sin(angle)], axis=1))
    return _finish(arms, noise, rng, dtype, "spirals")


def blobs(
    n: Count,
    *,
    classes: int = 3,
    noise: float = 0.5,
    radius: float = 2.0,
    rng: np.random.Generator,
    dtype: npt.DTypeLike = np.float64,
) -> tuple[Array, IntArray]:
    """Gaussian clouds of standard deviation `noise` whose centres stand evenly on a circle.

    Parameters
    ----------
    n : points in each class.
    classes : number of clouds.
    noise : standard deviation of a cloud in each direction.
    radius : of the circle of centres.
    """
    counts = _counts(n, require_count(classes, "classes", "blobs"), "blobs")
    radius = require_number(radius, "radius", "blobs")
    angles = [2 * math.pi * k / classes for k in range(classes)]
    centres = [
        np.tile([radius * math.cos(a), radius * math.sin(a)], (count, 1))
        for a, count in zip(angles, counts, strict=True)
    ]
    return _finish(centres, noise, rng, dtype, "blobs")


# Functions to fit, from the interval [-1, 1] to about [-1, 1].
TARGETS: dict[str, Callable[[Array], Array]] = {
    "line": lambda x: x / 2,
    "parabola": lambda x: 2 * x**2 - 1,
    "sine": lambda x: np.sin(math.pi * x),
    "fast sine": lambda x: np.sin(4 * math.pi * x),
    "absolute value": lambda x: 2 * np.abs(x) - 1,
    "triangle": lambda x: np.maximum(1 - np.abs(2 * x), 0),
    "step": lambda x: np.where(x < 0, -0.5, 0.5),
    "bump": lambda x: np.exp(-25 * x**2),
    "Runge": lambda x: 1 / (1 + 25 * x**2),
}


def curve(
    n: int,
    target: str | Callable[[Array], Array] = "sine",
    *,
    noise: float = 0.0,
    low: float = -1.0,
    high: float = 1.0,
    rng: np.random.Generator,
    dtype: npt.DTypeLike = np.float64,
) -> tuple[Array, Array]:
    """Points of a function of one variable: x (n, 1) drawn uniformly, y = target(x) + noise, (n, 1).

    Parameters
    ----------
    n : number of points.
    target : a name of nn.datasets.TARGETS, or a function of your own of an array x (n,).
    noise : standard deviation of the Gaussian noise that is added to y.
    low, high : the interval of x.

    Examples
    --------
    >>> x, y = curve(5, "parabola", rng=np.random.default_rng(0))
    >>> x.shape, y.shape, bool(np.allclose(y, 2 * x**2 - 1))
    ((5, 1), (5, 1), True)
    """
    n = require_count(n, "n", "curve")
    noise = require_number(noise, "noise", "curve", hint="It is a standard deviation.")
    dtype = require_float_dtype(dtype, "curve")
    if isinstance(target, str) and target not in TARGETS:
        raise UnknownNameError("target", target, TARGETS)
    if not -math.inf < low < high < math.inf:
        raise SettingError(f"curve expects low below high, got {low!r} and {high!r}.")
    x = require_generator(rng, "curve").uniform(low, high, size=n)
    y = as_float((TARGETS[target] if isinstance(target, str) else target)(x.copy()), "target(x)", "curve")
    if y.shape != x.shape:
        raise ShapeError(
            f"curve expects target(x) of shape {x.shape}, like x, got {y.shape}. "
            "Write it for a whole array: np.where instead of `if`."
        )
    y = y + noise * rng.standard_normal(n)
    return x[:, np.newaxis].astype(dtype), y[:, np.newaxis].astype(dtype)


def split(
    x: npt.ArrayLike, y: npt.ArrayLike, *, share: float = 0.2, rng: np.random.Generator
) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """Shuffle the examples and set a share of them aside: (x, y) to learn from, and (x, y) to be judged by.

    Parameters
    ----------
    x, y : (N, …) each; copied.
    share : of the second part, 0 < share < 1; it gets at least one example, and leaves at least one.

    Examples
    --------
    >>> train, test = split(np.arange(10), np.arange(10), share=0.3, rng=np.random.default_rng(0))
    >>> len(train[0]), len(test[0])
    (7, 3)
    """
    x, y = np.asarray(x), np.asarray(y)
    if x.ndim == 0 or y.ndim == 0 or len(x) != len(y) or len(x) < 2:
        raise ShapeError(
            f"split expects x and y of as many rows, at least two, got {x.shape} and {y.shape}. "
            "Take both from one data set."
        )
    if not 0 < share < 1:
        raise SettingError(f"split expects share above 0 and below 1, got {share!r}. 0.2 is usual.")
    aside = min(max(round(share * len(x)), 1), len(x) - 1)
    order = require_generator(rng, "split").permutation(len(x))
    return (x[order[aside:]], y[order[aside:]]), (x[order[:aside]], y[order[:aside]])


def _counts(n: Count, classes: int, who: str) -> list[int]:
    """Return how many points each class has."""
    if isinstance(n, list | tuple):
        if len(n) != classes:
            raise SettingError(f"{who} expects n for each of its {classes} classes, got {len(n)}: {n!r}.")
        return [require_count(count, "n", who) for count in n]
    return [require_count(n, "n", who)] * classes


def _finish(
    groups: list[Array], noise: float, rng: np.random.Generator, dtype: npt.DTypeLike, who: str
) -> tuple[Array, IntArray]:
    """Join the points of the classes 0, 1, …, add noise, and shuffle."""
    require_generator(rng, who)
    noise = require_number(noise, "noise", who, hint="It is a standard deviation.")
    x = np.concatenate(groups).astype(np.float64)
    x += noise * rng.standard_normal(x.shape)
    y = np.repeat(np.arange(len(groups), dtype=np.int64), [len(group) for group in groups])
    order = rng.permutation(len(x))
    return x[order].astype(require_float_dtype(dtype, who)), y[order]
