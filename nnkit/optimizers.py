"""Optimisers: each one turns a gradient into a step of the parameters, in place."""

from __future__ import annotations

import math

import numpy as np

from .errors import Array, DataError, SettingError, ShapeError, as_float, require_number


class SGD:
    """θ ← θ − η g, and with momentum θ ← θ − η v, where v is a running sum or mean of the gradients.

    - heavy ball (the default): v ← βv + g. A constant g gives v → g / (1 − β), so the steps grow.
    - ema=True: v ← βv + (1 − β) g, an exponential moving average; v → g.
      With η it moves exactly as the heavy ball does with (1 − β) η.
    - nesterov=True: the step looks ahead, using βv + g (or βv + (1 − β) g) with the new v instead of v.

    Weight decay adds λθ to g, the gradient of the penalty ½ λ ‖θ‖², for weights and biases alike.

    Parameters
    ----------
    eta : η > 0, the learning rate; may be assigned later, as schedules do.
    momentum : β, 0 ≤ β < 1.
    nesterov, ema : the form of the momentum; they need momentum > 0.
    weight_decay : λ ≥ 0.

    References
    ----------
    Robbins, Monro 1951; Polyak 1964; Nesterov 1983; Sutskever, Martens, Dahl, Hinton 2013 (this form of
    Nesterov).

    Examples
    --------
    >>> theta, sgd = np.array([1.0]), SGD(eta=0.1, momentum=0.9)
    >>> for _ in range(3):
    ...     sgd.step(theta, 2 * theta)  # descends θ²
    ...     print(round(theta.item(), 4))
    0.8
    0.46
    0.062
    """

    def __init__(
        self,
        eta: float,
        *,
        momentum: float = 0.0,
        nesterov: bool = False,
        ema: bool = False,
        weight_decay: float = 0.0,
    ) -> None:
        self.eta = eta
        self.momentum = require_number(momentum, "momentum", "SGD", high=1.0, hint="0.9 is usual.")
        self.nesterov, self.ema = nesterov, ema
        self.weight_decay = require_number(weight_decay, "weight_decay", "SGD", hint="1e-4 is usual.")
        if (nesterov or ema) and not momentum:
            raise SettingError(
                "SGD expects momentum above 0 with nesterov or ema, got 0. Write momentum=0.9."
            )
        self.v: Array | None = None
        self.t = 0

    @property
    def eta(self) -> float:
        """The learning rate η."""
        return self._eta

    @eta.setter
    def eta(self, value: float) -> None:
        if not (isinstance(value, int | float | np.number) and 0 < value < math.inf):
            raise SettingError(f"SGD expects eta, the learning rate, above 0, got {value!r}. Try 0.1.")
        self._eta = float(value)

    def step(self, theta: Array, grad: Array) -> None:
        """θ ← θ − η g, or θ ← θ − η v, in place; grad is only read.

        Parameters
        ----------
        theta, grad : arrays of one shape, floats; the same theta in every call, because v belongs to it.

        Raises
        ------
        ShapeError : if grad or an earlier theta has another shape.
        """
        g = _checked_gradient(theta, grad)
        with np.errstate(over="ignore", invalid="ignore"):  # the next forward reports it as an error
            if self.weight_decay:
                g = g + self.weight_decay * theta
            if self.momentum:
                g = self._velocity(theta, g)
            theta -= self._eta * g

    def _velocity(self, theta: Array, g: Array) -> Array:
        """Update v with g, and return v or its look-ahead."""
        if self.v is None:
            self.v = np.zeros_like(theta)
        if self.v.shape != theta.shape:
            raise ShapeError(
                f"SGD expects theta of shape {self.v.shape}, as in its earlier steps, got {theta.shape}. "
                "Make a new SGD for another network: its momentum belongs to one theta."
            )
        if self.ema:
            g = (1 - self.momentum) * g
        self.v *= self.momentum
        self.v += g
        self.t += 1
        if self.v.dtype == np.float32 and self.t % 32 == 0:
            # where g stays 0, v decays into denormal numbers, which made steps twice as slow: round them to 0
            self.v += np.float32(1e-25)
            self.v -= np.float32(1e-25)
        return self.momentum * self.v + g if self.nesterov else self.v


def _checked_gradient(theta: Array, grad: Array) -> Array:
    """Return grad as an array if it fits theta, and theta can be changed in place."""
    if not (isinstance(theta, np.ndarray) and theta.dtype.kind == "f" and theta.flags.writeable):
        got = type(theta).__name__
        if isinstance(theta, np.ndarray):
            got = f"one of dtype {theta.dtype}" if theta.dtype.kind != "f" else "a read-only one"
        raise DataError(
            f"step expects theta to be a writeable array of floats, since it changes in place, got {got}. "
            "Write theta = np.array(theta, dtype=np.float64)."
        )
    grad = as_float(grad, "grad", "step")
    if grad.shape != theta.shape:
        raise ShapeError(
            f"step expects grad of the shape of theta, {theta.shape}, got {grad.shape}. "
            "Take both from one network: sgd.step(net.theta, net.backward(delta))."
        )
    return grad
