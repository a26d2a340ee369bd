"""Optimisers: each one turns a gradient into a step of the parameters, in place.

In this file β is the momentum, λ the weight decay, η the learning rate. An optimiser belongs to one theta,
because it remembers how that has moved.
"""

from __future__ import annotations

import math
from typing import Any, ClassVar

import numpy as np

from .errors import (
    Array,
    DataError,
    SettingError,
    ShapeError,
    as_float,
    require_number,
    require_writeable,
)


class Optimizer:
    """θ ← θ − η · (a direction that is made of the gradients so far).

    A new optimiser is a subclass that writes `_update`, and names in `memory` the arrays of the shape of
    theta that it keeps from step to step: they are zeros before the first one.

    Attributes
    ----------
    t : the number of steps taken.
    """

    memory: tuple[str, ...] = ()
    usual_eta: ClassVar[float] = 0.1

    def __init__(self, eta: float) -> None:
        self.eta = eta
        self.t = 0
        for name in self.memory:
            setattr(self, name, None)
        self._kind: tuple[object, ...] = ()  # shape and dtype of the arrays to work in

    @property
    def eta(self) -> float:
        """The learning rate η."""
        return self._eta

    @eta.setter
    def eta(self, value: float) -> None:
        if not (isinstance(value, int | float | np.number) and 0 < value < math.inf):
            who = type(self).__name__
            raise SettingError(
                f"{who} expects eta, the learning rate, above 0, got {value!r}. Try {self.usual_eta}."
            )
        self._eta = float(value)

    def step(self, theta: Array, grad: Array) -> None:
        """Move theta one step downhill, in place; grad is only read.

        Parameters
        ----------
        theta, grad : arrays of one shape, floats; the same theta in every call.

        Raises
        ------
        ShapeError : if grad or an earlier theta has another shape.
        """
        g = _checked_gradient(theta, grad)
        if self._kind != (theta.shape, theta.dtype):
            self._allocate(theta)
        self.t += 1
        with np.errstate(over="ignore", invalid="ignore"):  # the next forward reports it as an error
            self._update(theta, g)
        if theta.dtype == np.float32 and self.t % 32 == 0:
            # where g stays 0, averages decay into denormal numbers, which make a step twice as slow: to 0
            for name in self.memory:
                array = getattr(self, name)
                array += np.float32(1e-25)
                array -= np.float32(1e-25)

    def state(self) -> dict[str, Any]:
        """Return all that the next step depends on: eta, t, and copies of the arrays of memory."""
        arrays = {name: getattr(self, name) for name in self.memory if self.t}
        return {"eta": self.eta, "t": self.t, **{name: array.copy() for name, array in arrays.items()}}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to a state that state() returned, of this optimiser or of another one of its kind."""
        missing = {"eta", "t", *(self.memory if state.get("t") else ())} - set(state)
        if missing:
            raise DataError(
                f"{type(self).__name__} expects a state that its own kind saved, but it has no "
                f"{', '.join(sorted(missing))}. Go on with the kind of optimiser that you started with."
            )
        self.eta, self.t = state["eta"], int(state["t"])
        for name in self.memory:
            setattr(self, name, np.array(state[name]) if self.t else None)
        self._kind = ()

    def _update(self, theta: Array, g: Array) -> None:
        """Change theta; g is only read."""
        raise NotImplementedError

    def _allocate(self, theta: Array) -> None:
        """Make the memory, unless steps of this theta have filled it, and two arrays to work in."""
        for name in self.memory:
            array = getattr(self, name)
            if array is None:
                array = np.zeros_like(theta)
            if array.shape != theta.shape:
                who = type(self).__name__
                raise ShapeError(
                    f"{who} expects theta of shape {array.shape}, as in its earlier steps, got "
                    f"{theta.shape}. Make a new {who} for another network: its momentum belongs to one theta."
                )
            setattr(self, name, array.astype(theta.dtype, copy=False))
        self._step, self._work = np.empty_like(theta), np.empty_like(theta)
        self._kind = (theta.shape, theta.dtype)


class SGD(Optimizer):
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

    v: Array | None

    def __init__(
        self,
        eta: float,
        *,
        momentum: float = 0.0,
        nesterov: bool = False,
        ema: bool = False,
        weight_decay: float = 0.0,
    ) -> None:
        self.momentum = require_number(momentum, "momentum", "SGD", high=1.0, hint="0.9 is usual.")
        self.nesterov, self.ema = nesterov, ema
        self.weight_decay = require_number(weight_decay, "weight_decay", "SGD", hint="1e-4 is usual.")
        if (nesterov or ema) and not momentum:
            raise SettingError(
                "SGD expects momentum above 0 with nesterov or ema, got 0. Write momentum=0.9."
            )
        self.memory = ("v",) if momentum else ()
        self.v = None
        super().__init__(eta)

    def _update(self, theta: Array, g: Array) -> None:
        step, work = self._step, self._work  # all passes write into arrays that are there already
        if self.weight_decay:
            np.multiply(theta, self.weight_decay, out=work)
            g = np.add(g, work, out=work)
        if self.v is None:
            direction = g
        else:
            if self.ema:
                g = np.multiply(g, 1 - self.momentum, out=work)
            self.v *= self.momentum
            self.v += g
            direction = self.v
            if self.nesterov:
                direction = np.multiply(self.v, self.momentum, out=step)
                direction += g
        theta -= np.multiply(direction, self._eta, out=step)


def _checked_gradient(theta: Array, grad: Array) -> Array:
    """Return grad as an array if it fits theta, and theta can be changed in place."""
    require_writeable(theta, "theta", "step", "since it changes in place")
    grad = as_float(grad, "grad", "step")
    if grad.shape != theta.shape:
        raise ShapeError(
            f"step expects grad of the shape of theta, {theta.shape}, got {grad.shape}. "
            "Take both from one network: sgd.step(net.theta, net.backward(delta))."
        )
    return grad
