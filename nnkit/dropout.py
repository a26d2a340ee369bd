"""Dropout: in training, switch units off at random, so that no unit can lean on a few others."""

from __future__ import annotations

import numpy as np

from .errors import Array, require_generator, require_number
from .layers import SameSize


class Dropout(SameSize):
    """a = a_prev ⊙ mask / (1 − p): each entry is 0 with probability p; in evaluation a = a_prev.

    Dividing by 1 − p in training ("inverted" dropout) keeps the mean of every entry, E[a] = a_prev, so that
    evaluation has nothing to correct.

    Parameters
    ----------
    n : the number of units.
    p : the probability of dropping a unit, 0 ≤ p < 1. The paper's p is the probability of keeping it.

    Attributes
    ----------
    rng : numpy.random.Generator that draws the masks: a child of the network's (``rng.spawn``), so that the
        first weights and the shuffling of batches are the same with dropout and without; another one may be
        assigned.
    mask : (batch, n) bool  which entries the last forward kept.
    a : (batch, n)  output of the last forward.

    References
    ----------
    Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov 2014.
    """

    def __init__(self, n: int, p: float = 0.5) -> None:
        super().__init__(n)
        self.p = require_number(p, "p", "Dropout", high=1.0, hint="It is the share to drop; 0.5 is usual.")
        self.rng: np.random.Generator | None = None
        self.mask = np.empty((0, n), np.bool_)
        self._held = False

    def bind(self, theta: Array, grad: Array) -> None:
        """Take on the dtype of theta; the mask stays."""
        super().bind(theta, grad)
        self.a: Array = np.empty((0, self.n_out), theta.dtype)
        self._uniform = np.empty((0, self.n_out), np.float32)

    def initialise(self, rng: np.random.Generator) -> None:
        """Get a generator of its own."""
        self.rng = rng.spawn(1)[0]

    def hold(self) -> None:
        """Use the last mask again in every forward from now on, as a gradient check needs."""
        self._held = True

    def __call__(self, a_prev: Array) -> Array:
        """Return a_prev, (batch, n), as a new array: in evaluation nothing is dropped."""
        return a_prev.copy()

    def forward(self, a_prev: Array) -> Array:
        """Forward: draw a mask; a = a_prev ⊙ mask / (1 − p), a buffer valid until the next forward."""
        if len(a_prev) != len(self.a):
            self.a, self._uniform = np.empty_like(a_prev), np.empty(a_prev.shape, np.float32)
        if not self._held or self.mask.shape != a_prev.shape:
            # float32 also for a float64 network, which then drops the same units
            require_generator(self.rng, "Dropout").random(out=self._uniform, dtype=np.float32)
            self.mask = self._uniform >= self.p
        return self._thin_out(a_prev, out=self.a)

    def backward(self, grad_a: Array, *, input_gradient: bool = True) -> Array:
        """Propagate the error: ∂L/∂a_prev = ∂L/∂a ⊙ mask / (1 − p), with the mask of the last forward."""
        self._check_shape(grad_a, self.a)
        return self._thin_out(grad_a, out=grad_a)

    def _thin_out(self, values: Array, out: Array) -> Array:
        np.multiply(values, self.mask, out=out)
        out *= 1 / (1 - self.p)
        return out

    def __repr__(self) -> str:
        """Return the call that makes this layer."""
        return f"Dropout({self.n_out}, p={self.p:g})"
