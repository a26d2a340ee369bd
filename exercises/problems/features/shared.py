"""What the problems of this set share: the fixed feature map, and points to be told apart."""

import numpy as np


def features(X):
    """Return x1, x2, x1², x2², x1·x2 of every point: (N, 5)."""
    return np.concatenate([X, X * X, X.prod(axis=1, keepdims=True)], axis=1)


def rings(rng, n, centre=(0.0, 0.0)):
    """Draw n points on each of two circles about a centre, up to 0.1 off: radius 1 class 0, 0.5 class 1."""
    y, angle = np.arange(2 * n) % 2, rng.uniform(0, 2 * np.pi, 2 * n)
    radius = np.where(y == 1, 0.5, 1.0) + rng.uniform(-0.1, 0.1, 2 * n)
    return radius[:, np.newaxis] * np.stack([np.cos(angle), np.sin(angle)], axis=1) + np.asarray(centre), y


def corners(rng, n, off=0.1):
    """Draw n points at each corner of the unit square, up to ``off`` away: class 1 where x1 ≠ x2."""
    square = np.array([[0, 0], [1, 0], [0, 1], [1, 1]])
    near = rng.uniform(-off, off, (4 * n, 2))
    return np.tile(square, (n, 1)) + near, np.tile([0, 1, 1, 0], n)
