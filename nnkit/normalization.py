"""Normalisation: give signals mean 0 and variance 1, over the batch or over the units, and learn the rest.

Both layers compute x̂ = (x − μ) / √(σ² + ε) and a = γ x̂ + β. They differ in what μ and σ² are taken over: for
BatchNorm the batch, unit by unit; for LayerNorm the units, example by example.
"""

# NumPy's own type hints call most arithmetic Any.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import ClassVar

import numpy as np

from .errors import Array, SettingError, ShapeError, is_finite, require_number
from .layers import SameSize, gradient, parameter


class _Norm(SameSize):
    """What BatchNorm and LayerNorm share: the equations, along one axis or the other."""

    axis: ClassVar[int]  # of (batch, n): 0 averages over the batch, 1 over the units
    gamma = parameter("gamma", "Scales γ (n,)")
    beta = parameter("beta", "Shifts β (n,)")
    dgamma = gradient("gamma", "∂L/∂γ (n,)")
    dbeta = gradient("beta", "∂L/∂β (n,)")
    x_hat: Array
    std: Array
    a: Array

    def __init__(self, n: int, *, eps: float = 1e-5) -> None:
        super().__init__(n, gamma=(n,), beta=(n,))
        self.eps = require_number(eps, "eps", type(self).__name__, low=1e-12, hint="1e-5 is usual.")

    def initialise(self, rng: np.random.Generator) -> None:
        """γ = 1, β = 0."""
        self.gamma[:] = 1
        self.beta[:] = 0

    def backward(self, grad_a: Array, *, input_gradient: bool = True) -> Array:
        """Propagate the error: dγ = Σ ∂L/∂a ⊙ x̂, dβ = Σ ∂L/∂a, and with g = γ ∂L/∂a the input's gradient.

        It is ∂L/∂x = (g − mean(g) − x̂ mean(g ⊙ x̂)) / √(σ² + ε): μ and σ² depend on x too, and the two means,
        over what μ and σ² were taken over, are what comes back through them.

        Parameters
        ----------
        grad_a : (batch, n)  ∂L/∂a; overwritten.

        Returns
        -------
        (batch, n)  ∂L/∂x.
        """
        self._check_shape(grad_a, self.a)
        self.dgamma[:] = np.einsum("ij,ij->j", grad_a, self.x_hat)
        self.dbeta[:] = grad_a.sum(axis=0)
        g = grad_a
        g *= self.gamma
        along = (g * self.x_hat).mean(axis=self.axis, keepdims=True)
        g -= g.mean(axis=self.axis, keepdims=True)
        g -= self.x_hat * along
        g /= self.std
        return g

    def _standardise(self, x: Array) -> tuple[Array, Array, Array, Array]:
        """Return x̂ = (x − μ) / √(σ² + ε), μ, σ² (biased) and √(σ² + ε); along the axis they have length 1."""
        mean = x.mean(axis=self.axis, keepdims=True)
        x_hat = x - mean
        variance = np.square(x_hat).mean(axis=self.axis, keepdims=True)
        std = np.sqrt(variance + self.eps)
        x_hat /= std
        return x_hat, mean, variance, std

    def _scale(self, x_hat: Array) -> Array:
        a = x_hat * self.gamma
        a += self.beta
        return a


class BatchNorm(_Norm):
    """a = γ (x − μ) / √(σ² + ε) + β, with each unit's mean and variance over the batch.

    In training μ and σ² are those of the batch, σ² the biased variance Σ (x − μ)² / N. Meanwhile running
    averages are kept, mean ← decay · mean + (1 − decay) · μ, and likewise the variance, but of the unbiased
    one, Σ (x − μ)² / (N − 1). In evaluation these averages take the place of μ and σ².

    The layer before it needs no bias: μ takes it away again (its gradient is 0).

    Parameters
    ----------
    n : the number of units.
    eps : ε, which keeps a unit that is constant over the batch from being divided by 0.
    decay : how much of the running averages stays in each forward, 0 ≤ decay < 1.

    Attributes
    ----------
    gamma, beta, dgamma, dbeta : (n,)  scale and shift, and their gradients; γ = 1 and β = 0 at first.
    mean, variance : (n,)  running averages; 0 and 1 at first.
    x_hat, a : (batch, n)  of the last forward.

    References
    ----------
    Ioffe, Szegedy 2015.
    """

    axis = 0
    keeps = ("mean", "variance")

    def __init__(self, n: int, *, eps: float = 1e-5, decay: float = 0.9) -> None:
        super().__init__(n, eps=eps)
        self.decay = require_number(decay, "decay", "BatchNorm", high=1.0, hint="0.9 is usual.")
        self.mean, self.variance = np.zeros(n), np.ones(n)

    def bind(self, theta: Array, grad: Array) -> None:
        """Take on the dtype of theta; the running averages stay."""
        super().bind(theta, grad)
        self.mean, self.variance = self.mean.astype(theta.dtype), self.variance.astype(theta.dtype)

    def __call__(self, x: Array) -> Array:
        """Return γ (x − mean) / √(variance + ε) + β with the running averages: (batch, n), a new array."""
        x_hat = x - self.mean
        x_hat /= np.sqrt(self.variance + self.eps)
        return self._scale(x_hat)

    def forward(self, x: Array) -> Array:
        """Forward: a = γ (x − μ) / √(σ² + ε) + β over this batch; the running averages move.

        Raises
        ------
        ShapeError : for a batch of one example, whose variance is 0 whatever it is.
        """
        N = len(x)
        if N < 2:
            raise ShapeError(
                f"{self!r} expects a batch of at least 2 examples in training, got 1, which has no variance. "
                "Choose a batch size that does not leave 1 over, or leave that batch out; net(x) takes any."
            )
        self.x_hat, mean, variance, self.std = self._standardise(x)
        if is_finite(variance):  # else the network reports it, and the averages stay as they were
            keep, add = self.decay, 1 - self.decay
            self.mean[:] = keep * self.mean + add * mean[0]
            self.variance[:] = keep * self.variance + add * N / (N - 1) * variance[0]
        self.a = self._scale(self.x_hat)
        return self.a


class LayerNorm(_Norm):
    """a = γ (x − μ) / √(σ² + ε) + β, with each example's mean and variance over its n units.

    σ² is the biased variance, Σ (x − μ)² / n. No example depends on another, so training and evaluation are
    the same, and a batch of one is welcome.

    Parameters
    ----------
    n : the number of units, at least 2.
    eps : ε, which keeps an example whose units are all equal from being divided by 0.

    Attributes
    ----------
    gamma, beta, dgamma, dbeta : (n,)  scale and shift, and their gradients; γ = 1 and β = 0 at first.
    x_hat, a : (batch, n)  of the last forward.

    References
    ----------
    Ba, Kiros, Hinton 2016.
    """

    axis = 1

    def __init__(self, n: int, *, eps: float = 1e-5) -> None:
        super().__init__(n, eps=eps)
        if n < 2:
            raise SettingError("LayerNorm expects n of at least 2, got 1: a single unit minus its mean is 0.")

    def __call__(self, x: Array) -> Array:
        """Return γ (x − μ) / √(σ² + ε) + β: (batch, n), a new array."""
        return self._scale(self._standardise(x)[0])

    def forward(self, x: Array) -> Array:
        """Forward: a = γ (x − μ) / √(σ² + ε) + β, unit by unit of each example."""
        self.x_hat, _, _, self.std = self._standardise(x)
        self.a = self._scale(self.x_hat)
        return self.a
