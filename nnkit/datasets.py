"""Small data sets in the plane, drawn by formula: x (N, 2) of floats and y (N,) of int64 classes, shuffled.

Every function takes the number of points in each class, the standard deviation of the Gaussian noise that is
added to both coordinates, and a generator: the same seed gives the same points, another seed gives new ones
to test on.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from .errors import Array, IntArray, require_count, require_float_dtype, require_generator, require_number


def xor(
    n: int, *, noise: float = 0.0, rng: np.random.Generator, dtype: npt.DTypeLike = np.float64
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
    i = np.arange(require_count(n, "n", "xor"), dtype=np.int64) % 2
    return _finish([np.stack([i, i], axis=1), np.stack([i, 1 - i], axis=1)], noise, rng, dtype, "xor")


def moons(
    n: int, *, noise: float = 0.1, rng: np.random.Generator, dtype: npt.DTypeLike = np.float64
) -> tuple[Array, IntArray]:
    """Two half circles that reach into each other: (cos t, sin t) and (1 − cos t, ½ − sin t), 0 ≤ t ≤ π.

    Parameters
    ----------
    n : points in each class, with t drawn uniformly.
    noise : standard deviation of the Gaussian noise; the moons are about 0.5 apart.
    """
    n = require_count(n, "n", "moons")
    t, s = require_generator(rng, "moons").uniform(0, math.pi, size=(2, n))
    upper = np.stack([np.cos(t), np.sin(t)], axis=1)
    lower = np.stack([1 - np.cos(s), 0.5 - np.sin(s)], axis=1)
    return _finish([upper, lower], noise, rng, dtype, "moons")


def circles(
    n: int,
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
    n = require_count(n, "n", "circles")
    factor = require_number(factor, "factor", "circles", high=1.0)
    t = require_generator(rng, "circles").uniform(0, 2 * math.pi, size=(2, n))
    rings = [r * np.stack([np.cos(a), np.sin(a)], axis=1) for r, a in zip((1.0, factor), t, strict=True)]
    return _finish(rings, noise, rng, dtype, "circles")


def spirals(
    n: int,
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

    The radius matters: a tanh network learns spirals of radius 3 easily and is defeated by the same ones of
    radius 1.

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
    n, classes = require_count(n, "n", "spirals"), require_count(classes, "classes", "spirals")
    turns, radius = (require_number(v, k, "spirals") for v, k in ((turns, "turns"), (radius, "radius")))
    arms = []
    for k in range(classes):
        s = np.sqrt(require_generator(rng, "spirals").uniform(0.02, 1, size=n))
        angle = 2 * math.pi * (turns * s + k / classes)
        arms.append(radius * s[:, np.newaxis] * np.stack([np.cos(angle), np.sin(angle)], axis=1))
    return _finish(arms, noise, rng, dtype, "spirals")


def blobs(
    n: int,
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
    n, classes = require_count(n, "n", "blobs"), require_count(classes, "classes", "blobs")
    radius = require_number(radius, "radius", "blobs")
    angles = [2 * math.pi * k / classes for k in range(classes)]
    centres = [np.tile([radius * math.cos(a), radius * math.sin(a)], (n, 1)) for a in angles]
    return _finish(centres, noise, rng, dtype, "blobs")


def _finish(
    groups: list[Array], noise: float, rng: np.random.Generator, dtype: npt.DTypeLike, who: str
) -> tuple[Array, IntArray]:
    """Join the points of the classes 0, 1, …, add noise, and shuffle."""
    require_generator(rng, who)
    noise = require_number(noise, "noise", who, hint="It is a standard deviation.")
    x = np.concatenate(groups).astype(np.float64)
    x += noise * rng.standard_normal(x.shape)
    y = np.repeat(np.arange(len(groups), dtype=np.int64), len(groups[0]))
    order = rng.permutation(len(x))
    return x[order].astype(require_float_dtype(dtype, who)), y[order]
