"""F8, what the construction is made of: each unit's own contribution, or the triangles or bumps they form."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import sigmoid
from nnkit.widgets.figures.f08_approximation.construct import HINGES, Weights, at_ends

Array = NDArray[np.float64]
BLOCKS, UNITS, NOTHING = "triangles or bumps", "single units", "nothing"
PARTS = (BLOCKS, UNITS, NOTHING)
RISE = np.linspace(-6.0, 6.0, 13)  # w · distance at which a step is drawn, between level ends


def parts_of(parts: str, units: str, weights: Weights, samples: Array, steepness: float) -> Array:
    """Return one line of points (x, y) for each part: (count, points, 2)."""
    if parts == NOTHING or (units != HINGES and len(weights.v) < 2):
        return np.empty((0, 2, 2))
    if units == HINGES:
        return _hinges(weights) if parts == UNITS else _triangles(at_ends(samples, len(weights.v)))
    return _steps(weights) if parts == UNITS else _bumps(weights)


def _hinges(weights: Weights) -> Array:
    """Draw v ReLU(x − t): level until its kink, then straight to x = 1."""
    kinks = -weights.b
    x = np.stack([np.full_like(kinks, -1.0), kinks, np.ones_like(kinks)], axis=1)
    y = weights.v[:, np.newaxis] * np.maximum(x - kinks[:, np.newaxis], 0)
    return np.stack([x, y], axis=2)


def _triangles(heights: Array) -> Array:
    """Draw y Λ for every end of a piece: Λ is 1 there, 0 at the neighbours, a sum of three hinges."""
    ends = np.linspace(-1.0, 1.0, heights.size)
    around = np.stack([np.roll(ends, 1), ends, np.roll(ends, -1)], axis=1)
    around[0, 0], around[-1, 2] = -1.0, 1.0
    y = heights[:, np.newaxis] * np.array([0.0, 1.0, 0.0])
    return np.stack([around, y], axis=2)


def _steps(weights: Weights) -> Array:
    """Draw v σ(w x + b) for every unit: level, a step, level."""
    used = weights.w != 0
    w, b, v = (values[used, np.newaxis] for values in (weights.w, weights.b, weights.v))
    n = len(w)
    x = np.concatenate([np.full((n, 1), -1.0), np.clip((RISE - b) / w, -1, 1), np.ones((n, 1))], axis=1)
    return np.stack([x, v * sigmoid(w * x + b)], axis=2)


def _bumps(weights: Weights) -> Array:
    """Draw y (σ(w x + b) − σ(w x + b′)) for every pair of units."""
    pairs = len(weights.v) // 2
    w, v = weights.w[: 2 * pairs : 2, np.newaxis], weights.v[: 2 * pairs : 2, np.newaxis]
    up, down = (weights.b[k : 2 * pairs : 2, np.newaxis] for k in (0, 1))
    ends = np.full((pairs, 1), -1.0), np.full((pairs, 1), 1.0)
    rises = [np.clip((RISE - b) / w, -1, 1) for b in (up, down)]
    x = np.sort(np.concatenate([ends[0], *rises, ends[1]], axis=1), axis=1)
    y = v * (sigmoid(w * x + up) - sigmoid(w * x + down))
    y[:, [0, -1]] = 0  # down to the axis, so that its area is closed where the interval ends
    return np.stack([x, y], axis=2)
