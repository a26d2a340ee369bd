"""Adam and AdamW: optimisers that give every parameter a step size of its own."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .errors import Array, SettingError, require_number
from .optimizers import Optimizer


class Adam(Optimizer):
    """θ ← θ − η m̂ / (√v̂ + ε): every parameter gets steps of about η, whatever the size of its gradient.

    m ← β₁m + (1 − β₁) g and v ← β₂v + (1 − β₂) g² are moving averages that start at 0; m̂ = m / (1 − β₁ᵗ) and
    v̂ = v / (1 − β₂ᵗ) make up for that start, so the first step is η · sign(g).

    Weight decay adds λθ to g, as in SGD; there it pulls large and small gradients unequally, see AdamW.

    Parameters
    ----------
    eta : η > 0, the learning rate; may be assigned later, as schedules do.
    beta1, beta2 : β₁ and β₂, at least 0 and below 1.
    eps : ε > 0, which bounds the step where the gradients are tiny.
    weight_decay : λ ≥ 0.

    References
    ----------
    Kingma, Ba 2015.

    Examples
    --------
    >>> theta, adam = np.array([1.0, 1.0]), Adam(eta=0.1)
    >>> for _ in range(3):
    ...     adam.step(theta, np.array([2.0, 200.0]) * theta)  # one slope a hundred times the other
    ...     print(theta.round(4).tolist())
    [0.9, 0.9]
    [0.8004, 0.8004]
    [0.7016, 0.7016]
    """

    memory = ("m", "v")
    m: Any  # an array from the first step on
    v: Any
    usual_eta = 0.001

    def __init__(
        self,
        eta: float = 0.001,
        *,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        who = type(self).__name__
        self.beta1 = require_number(beta1, "beta1", who, high=1.0, hint="0.9 is usual.")
        self.beta2 = require_number(beta2, "beta2", who, high=1.0, hint="0.999 is usual.")
        self.eps = require_number(eps, "eps", who, hint="1e-8 is usual.")
        if not eps:
            raise SettingError(f"{who} expects eps above 0, got {eps!r}: it keeps 0 / 0 out. 1e-8 is usual.")
        self.weight_decay = require_number(weight_decay, "weight_decay", who, hint="0.01 is usual.")
        super().__init__(eta)

    def _update(self, theta: Array, g: Array) -> None:
        if self.weight_decay:
            g = self._decayed(theta, g)
        m, v, step = self.m, self.v, self._step
        m *= self.beta1
        m += np.multiply(g, 1 - self.beta1, out=step)
        v *= self.beta2
        np.multiply(g, math.sqrt(1 - self.beta2), out=step)
        v += np.square(step, out=step)
        # η m̂ / (√v̂ + ε) = η (c₂ / c₁) m / (√v + c₂ε), which takes fewer passes
        c1, c2 = 1 - self.beta1**self.t, math.sqrt(1 - self.beta2**self.t)
        np.sqrt(v, out=step)
        step += c2 * self.eps
        np.divide(m, step, out=step)
        theta -= np.multiply(step, self._eta * c2 / c1, out=step)

    def _decayed(self, theta: Array, g: Array) -> Array:
        """Return g + λθ."""
        np.multiply(theta, self.weight_decay, out=self._work)
        return np.add(g, self._work, out=self._work)


class AdamW(Adam):
    """θ ← (1 − ηλ) θ − η m̂ / (√v̂ + ε): Adam whose weight decay stays out of its averages.

    All parameters shrink at the same rate, however large their gradients are.

    Parameters
    ----------
    eta, beta1, beta2, eps : as for Adam.
    weight_decay : λ ≥ 0.

    References
    ----------
    Loshchilov, Hutter 2019.
    """

    def __init__(
        self,
        eta: float = 0.001,
        *,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
        weight_decay: float = 0.01,
    ) -> None:
        super().__init__(eta, beta1=beta1, beta2=beta2, eps=eps, weight_decay=weight_decay)

    def _decayed(self, theta: Array, g: Array) -> Array:
        theta *= 1 - self._eta * self.weight_decay
        return g
