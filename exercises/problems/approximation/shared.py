"""What the problems of this set share: a one-hidden-layer ReLU network on a line, and points to meet."""

import numpy as np


def evaluate(network, x):
    """Return f(x) = w2 · relu(w1 x + b1) + b2 for each entry of x (n,)."""
    w1, b1, w2, b2 = (np.asarray(part, float) for part in network)
    return np.maximum(np.outer(x, w1) + b1, 0) @ w2 + b2


def points(case, n):
    """Draw n points whose xs are sorted, unevenly spaced and on both sides of 0."""
    gaps = case.rng.uniform(0.3, 1.6, n - 1)
    xs = np.concatenate([[0.0], np.cumsum(gaps)]) - case.rng.uniform(0.3, 0.7) * gaps.sum()
    ys = case.rng.uniform(-2, 2, n) + np.where(np.arange(n) % 2, 1.5, -1.0)
    return xs, ys
