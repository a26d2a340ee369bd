"""What the problems of this set share: the fixed feature map, and points to be told apart."""

import numpy as np

SQUARE = np.array([[0, 0], [1, 0], [0, 1], [1, 1]])


def features(X):
    """Return x1, x2, x1², x2², x1·x2 of every point: (N, 5)."""
    return np.concatenate([X, X * X, X.prod(axis=1, keepdims=True)], axis=1)


def rings(rng, n):
    """Draw n points on each of two circles about the origin, up to 0.1 off: radius 1 class 0, 0.5 class 1."""
    y, angle = np.arange(2 * n) % 2, rng.uniform(0, 2 * np.pi, 2 * n)
    radius = np.where(y == 1, 0.5, 1.0) + rng.uniform(-0.1, 0.1, 2 * n)
    return polar(radius, angle), y


def around_rings(rng, n):
    """Draw n points on each of the two circles, and add the outermost ones there may be."""
    (X, y), angle = rings(rng, n), np.linspace(0, 2 * np.pi, 120, endpoint=False)
    edge = np.concatenate([polar(radius, angle) for radius in (0.4, 0.6, 0.9, 1.1)])
    return np.concatenate([X, edge]), np.concatenate([y, np.repeat([1, 1, 0, 0], 120)])


def polar(radius, angle):
    """Return the points with these polar coordinates: (N, 2)."""
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def corners(rng, n, off=0.1):
    """Draw n points at each corner of the unit square, up to ``off`` away: class 1 where x1 ≠ x2."""
    near = rng.uniform(-off, off, (4 * n, 2))
    return np.tile(SQUARE, (n, 1)) + near, np.tile([0, 1, 1, 0], n)


def around_corners(rng, n, off=0.1):
    """Draw n points near each corner of the square, and add the outermost ones there may be."""
    X, y = corners(rng, n, off)
    edge = np.concatenate([SQUARE + np.array([i, j]) for i in (-off, off) for j in (-off, off)])
    return np.concatenate([X, edge]), np.concatenate([y, np.tile([0, 1, 1, 0], 4)])
