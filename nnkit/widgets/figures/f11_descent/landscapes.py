"""F11, the ground: four loss surfaces in two parameters, each the mean of the losses of N examples.

Because every surface is a mean over examples, a mini-batch has a gradient of its own, and its noise is real.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Term = tuple[float, ...]  # what a batch contributes to the gradient, whatever θ is

BOWL, VALLEY, SADDLE, MINIMA = "bowl", "long narrow valley", "saddle", "two minima"
SURFACES = (BOWL, VALLEY, SADDLE, MINIMA)
EXAMPLES = 64
RESIDUAL = 0.5  # standard deviation of what the linear model cannot explain: the lowest loss is ½ · 0.5²
TILT = 0.5  # standard deviation of each component of an example's tilt; σ² = 2 · 0.5² on these surfaces


class Landscape:
    """L(θ₁, θ₂), the mean of N losses; ``lowest`` is its least value, taken at each of ``minima`` (k, 2)."""

    minima: Array
    lowest: float
    full: Term

    def loss(self, a: Any, b: Any) -> Any:
        """L at θ₁ = a, θ₂ = b; floats or arrays of one shape."""
        raise NotImplementedError

    def slope(self, a: float, b: float, term: Term) -> tuple[float, float]:
        """Return the gradient at (a, b) of the mean loss of one batch, given by its term."""
        raise NotImplementedError

    def terms(self, batches: NDArray[np.int64]) -> list[Term]:
        """Return the term of every batch; batches (steps, B) holds the numbers of its examples."""
        raise NotImplementedError

    def example_gradients(self, a: float, b: float) -> Array:
        """Return the gradient of each example's loss: (N, 2)."""
        every = np.arange(EXAMPLES, dtype=np.int64)[:, np.newaxis]
        return np.array([self.slope(a, b, term) for term in self.terms(every)])

    def hessian(self, a: float, b: float) -> Array:
        """Return the second derivatives at (a, b): (2, 2)."""
        raise NotImplementedError

    @property
    def steepest(self) -> float:
        """λ_max: the largest curvature at the lowest minimum."""
        return float(np.linalg.eigvalsh(self.hessian(*self.minima[0]))[-1])


class LeastSquares(Landscape):
    """L = mean of ½ (x·θ − y)² over the rows of x (N, 2): the linear model ŷ = θ₁x₁ + θ₂x₂."""

    def __init__(self, x: Array, y: Array) -> None:
        self.x, self.y = x, y
        self._products = np.column_stack(
            [x[:, 0] ** 2, x[:, 0] * x[:, 1], x[:, 1] ** 2, x[:, 0] * y, x[:, 1] * y]
        )
        self.full = tuple(self._products.mean(axis=0).tolist())
        best = np.linalg.solve(self.hessian(0, 0), np.array(self.full[3:]))
        self.minima = best[np.newaxis]
        self.lowest = float(np.mean((x @ best - y) ** 2) / 2)

    def loss(self, a: Any, b: Any) -> Any:
        """L written around the minimum: its lowest value plus ½ Δᵀ H Δ."""
        h11, h12, h22 = self.full[:3]
        da, db = a - self.minima[0, 0], b - self.minima[0, 1]
        return self.lowest + 0.5 * (h11 * da * da + 2 * h12 * da * db + h22 * db * db)

    def slope(self, a: float, b: float, term: Term) -> tuple[float, float]:
        """∇L = mean of (x·θ − y) x."""
        h11, h12, h22, c1, c2 = term
        return h11 * a + h12 * b - c1, h12 * a + h22 * b - c2

    def terms(self, batches: NDArray[np.int64]) -> list[Term]:
        """Means of x₁², x₁x₂, x₂², x₁y and x₂y over each batch."""
        return [tuple(row) for row in self._products[batches].mean(axis=1).tolist()]

    def hessian(self, a: float, b: float) -> Array:
        """xᵀx / N, the same everywhere."""
        h11, h12, h22 = self.full[:3]
        return np.array([[h11, h12], [h12, h22]])


class Tilted(Landscape):
    """L is an explicit function f; example i has the loss f(θ) + eᵢ·θ with tilts eᵢ (N, 2) of mean 0."""

    full = (0.0, 0.0)

    def __init__(self) -> None:
        self.tilts = TILT * _standard_normal(columns=3)[:, :2]
        self.lowest = float(self.loss(*self.minima[0]))

    def terms(self, batches: NDArray[np.int64]) -> list[Term]:
        """Mean tilt of each batch."""
        return [tuple(row) for row in self.tilts[batches].mean(axis=1).tolist()]


class Saddle(Tilted):
    """f = ½ a² + ⅛ w² (b²/w² − 1)²: flat at (0, 0), from where it falls to two equal minima at b = ±w."""

    W2 = 1.6**2
    minima = np.array([[0.0, 1.6], [0.0, -1.6]])

    def loss(self, a: Any, b: Any) -> Any:
        """f at (a, b)."""
        return 0.5 * a * a + self.W2 / 8 * (b * b / self.W2 - 1) ** 2

    def slope(self, a: float, b: float, term: Term) -> tuple[float, float]:
        """∇f plus the batch's tilt."""
        return a + term[0], 0.5 * b * (b * b / self.W2 - 1) + term[1]

    def hessian(self, a: float, b: float) -> Array:
        """Curvature 1 along a; along b −½ at the saddle and 1 at the minima."""
        return np.array([[1.0, 0.0], [0.0, 0.5 * (3 * b * b / self.W2 - 1)]])


class TwoMinima(Tilted):
    """f = ⅕ ∫ (a − LEFT)(a − RIDGE)(a − RIGHT) da + 0.3 (b − a/2)²: the lowest minimum is right."""

    LEFT, RIDGE, RIGHT = -1.4, -0.4, 1.7
    minima = np.array([[RIGHT, RIGHT / 2]])
    _along = np.polyint(0.2 * np.poly([LEFT, RIDGE, RIGHT]))

    def loss(self, a: Any, b: Any) -> Any:
        """f at (a, b)."""
        return np.polyval(self._along, a) + 0.3 * (b - a / 2) ** 2

    def slope(self, a: float, b: float, term: Term) -> tuple[float, float]:
        """∇f plus the batch's tilt."""
        pull = 0.6 * (b - a / 2)
        along = 0.2 * (a - self.LEFT) * (a - self.RIDGE) * (a - self.RIGHT)
        return along - pull / 2 + term[0], pull + term[1]

    def hessian(self, a: float, b: float) -> Array:
        """Second derivatives of f."""
        along = np.polyval(np.polyder(self._along, 2), a)
        return np.array([[along + 0.15, -0.3], [-0.3, 0.6]])


def _standard_normal(columns: int) -> Array:
    """Return fixed normal numbers (N, columns), made exactly of mean 0, variance 1 and uncorrelated."""
    raw = np.random.default_rng(11).normal(size=(EXAMPLES, columns))
    orthogonal = np.linalg.qr(np.column_stack([np.ones(EXAMPLES), raw]))[0][:, 1:]
    return np.asarray(orthogonal * np.sqrt(EXAMPLES) * np.sign((orthogonal * raw).sum(axis=0)))


def _linear(mix: Array, best: tuple[float, float]) -> tuple[Array, Array]:
    """Return inputs x = z · mix of normal z, and targets y = x · best + what no linear model explains."""
    z = _standard_normal(columns=3)
    x = z[:, :2] @ mix
    return x, x @ np.array(best) + RESIDUAL * z[:, 2]


@lru_cache(maxsize=24)
def landscape(surface: str, condition: float = 50, standardise: bool = False) -> Landscape:
    """Return a surface by name; ``condition`` and ``standardise`` matter to the valley alone."""
    if surface == SADDLE:
        return Saddle()
    if surface == MINIMA:
        return TwoMinima()
    if surface == BOWL:  # two inputs that go together: an oval bowl, turned
        turn = np.array([[np.cos(0.5), np.sin(0.5)], [-np.sin(0.5), np.cos(0.5)]])
        return LeastSquares(*_linear(np.diag([1.0, np.sqrt(0.35)]) @ turn, (1.1, -0.9)))
    x, y = _linear(np.diag([1 / np.sqrt(condition), 1.0]), (1.5, -1.0))
    return LeastSquares(x / x.std(axis=0) if standardise else x, y)
