"""F1, the feature maps: none, fixed (polynomial, random), learned; and the linear head on any of them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import tanh
from nnkit.datasets import spirals
from nnkit.network import Network

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
Map = Callable[[Array], Array]
LINE, POLYNOMIAL, RANDOM, LEARNED = (
    "a straight line",
    "polynomial features",
    "random features",
    "learned hidden layers",
)
FEATURES = (LINE, POLYNOMIAL, RANDOM, LEARNED)
FRESH = 1000  # what is added to the seed for points that no head has seen
FRESH_POINTS = 250  # of each class
RIDGE = 1e-4  # keeps the weights of a head finite where the classes are apart
STEEP = 2.0  # of the random units, over the size of the data


@dataclass(frozen=True)
class Data:
    """Which spirals: their points, and as many fresh ones as are wanted, are drawn from it."""

    turns: float
    noise: float
    points: int
    radius: float
    seed: int

    def draw(self, *, fresh: bool = False) -> tuple[Array, Labels]:
        """Return x (N, 2) and y (N,); the noise is given for radius 3 and shrinks with the radius."""
        return _drawn(self, fresh)


@functools.lru_cache(maxsize=32)
def _drawn(data: Data, fresh: bool) -> tuple[Array, Labels]:
    rng = np.random.default_rng(data.seed + (FRESH if fresh else 0))
    x, y = spirals(
        FRESH_POINTS if fresh else data.points,
        turns=data.turns,
        noise=data.noise * data.radius / 3,
        radius=data.radius,
        rng=rng,
    )
    x.flags.writeable = y.flags.writeable = False
    return x, y


@dataclass(frozen=True)
class Head:
    """z = w·φ(x) + b on a feature map φ (n, 2) -> (n, d)."""

    phi: Map
    w: Array
    b: float

    def __call__(self, x: Array) -> Array:
        """Return the logits z (n,)."""
        return np.asarray(self.phi(x) @ self.w + self.b, dtype=np.float64)

    def errors(self, x: Array, y: Labels) -> float:
        """Return the share of points on the wrong side."""
        return float(np.mean((self(x) > 0) != (y == 1)))


def same(x: Array) -> Array:
    """Return the features of a straight line: the inputs themselves."""
    return x


def polynomial(degree: int, radius: float) -> Map:
    """Return all monomials of x₁ and x₂ (over the radius) from degree 1 to ``degree``."""

    def phi(x: Array) -> Array:
        a, b = (x / radius).T
        return np.stack([a ** (n - j) * b**j for n in range(1, degree + 1) for j in range(n + 1)], axis=1)

    return phi


def random_units(M: int, radius: float, seed: int) -> Map:
    """Return M tanh units with random weights and biases, drawn once and never trained."""
    rng = np.random.default_rng(seed)
    W = STEEP * rng.standard_normal((M, 2)) / radius
    b = STEEP * rng.uniform(-1, 1, size=M)

    def phi(x: Array) -> Array:
        return np.tanh(x @ W.T + b)

    return phi


def untrained(M: int, seed: int) -> Network:
    """Return 2-M-2-1 with tanh, as training finds it."""
    return Network.mlp([2, M, 2, 1], tanh, rng=np.random.default_rng(seed))


def learned(net: Network) -> Head:
    """Split a network 2-M-2-1 into its map to the two last hidden units, and its linear head."""
    W1, b1, W2, b2 = net[1].W.copy(), net[1].b.copy(), net[2].W.copy(), net[2].b.copy()

    def phi(x: Array) -> Array:
        a: Array = np.tanh(np.tanh(x @ W1.T + b1) @ W2.T + b2)
        return a

    return Head(phi, net[3].W[0].copy(), float(net[3].b[0]))


def fit(phi: Map, x: Array, y: Labels) -> Head:
    """Fit the head by logistic regression: Newton's method on the mean loss + λ |w|² / 2."""
    w, b = fit_features(phi(x), y)
    return Head(phi, w, b)


def fit_features(features: Array, y: Labels, rounds: int = 15) -> tuple[Array, float]:
    """Return w (d,) and b of the logistic regression of y (n,) on features (n, d)."""
    middle, size = features.mean(axis=0), features.std(axis=0) + 1e-9
    a = np.concatenate([(features - middle) / size, np.ones((len(y), 1))], axis=1)
    ridge = RIDGE * np.append(np.ones(a.shape[1] - 1), 1e-3)
    w = np.zeros(a.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(a @ w, -30, 30)))
        slope = a.T @ (p - y) / len(y) + ridge * w
        bend = (a * (p * (1 - p))[:, np.newaxis]).T @ a / len(y) + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        w -= step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        if np.abs(step).max() < 1e-6:
            break
    scaled: Array = w[:-1] / size
    return scaled, float(w[-1] - middle @ scaled)


@functools.lru_cache(maxsize=64)
def fixed(features: str, data: Data, size: int) -> Head:
    """Return the fitted head on a fixed map: ``size`` is the degree, or the number of random units."""
    x, y = data.draw()
    if features == POLYNOMIAL:
        return fit(polynomial(size, data.radius), x, y)
    return fit(random_units(size, data.radius, data.seed) if features == RANDOM else same, x, y)
