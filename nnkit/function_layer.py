"""A layer made of two functions that you wrote yourself: one forward, one backward."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import numpy.typing as npt

from ._learner import Function, checked, name_of, require_function, run
from .errors import Array, DataError, SettingError, as_float
from .layers import Layer


class FunctionLayer(Layer):
    """a = forward(a_prev), ∂L/∂a_prev = backward(grad_a, a_prev): a layer of two functions of your own.

    With parameters, given as keywords with their first values, the functions get them under these names, and
    backward returns their gradients as well, in the same order::

        def forward(a_prev, W, b):           return a_prev @ W.T + b
        def backward(grad_a, a_prev, W, b):  return grad_a @ W, grad_a.T @ a_prev, grad_a.sum(axis=0)

        nn.FunctionLayer(2, 3, forward, backward, W=np.ones((3, 2)), b=np.zeros(3))

    The functions must be pure: the same arguments give the same result, in training and in evaluation. Their
    arguments are read-only; what they return is copied and cast to the network's dtype.

    Parameters
    ----------
    n_in, n_out : the number of inputs and of outputs.
    forward : function of a_prev (batch, n_in) that returns a (batch, n_out).
    backward : function of grad_a = ∂L/∂a (batch, n_out) and a_prev that returns ∂L/∂a_prev (batch, n_in).
    parameters : the first values of the parameters, arrays of any shape.

    Attributes
    ----------
    parameters, gradients : by name, views of the network's theta and grad.
    a_prev, a : (batch, n_in), (batch, n_out)  input and output of the last forward.

    Raises
    ------
    ShapeError, DataError : in a pass, if a function returns nothing, another shape, or NaN for finite
        arguments.
    """

    a_prev: Array
    a: Array

    def __init__(
        self, n_in: int, n_out: int, forward: Function, backward: Function, **parameters: npt.ArrayLike
    ) -> None:
        require_function(forward, "forward", "FunctionLayer")
        require_function(backward, "backward", "FunctionLayer")
        self.start = {name: as_float(v, name, "FunctionLayer") for name, v in parameters.items()}
        self.functions = forward, backward
        self._names = name_of(forward, "forward"), name_of(backward, "backward")
        super().__init__(n_in, n_out, **{name: value.shape for name, value in self.start.items()})
        for function, name, arrays in ((forward, "a_prev", 1), (backward, "grad_a, a_prev", 2)):
            self._check_arguments(function, name, arrays)

    def initialise(self, rng: np.random.Generator) -> None:
        """Copy the first values into the parameters."""
        for name, value in self.start.items():
            self._set_parameter(name, value)

    def __call__(self, a_prev: Array) -> Array:
        """Return forward(a_prev): (batch, n_out), a new array."""
        who, shape = self._names[0], (len(a_prev), self.n_out)
        a = run(self.functions[0], who, a_prev, **self.parameters)
        return checked(a, who, shape, a_prev.dtype, a_prev, *self.parameters.values())

    def forward(self, a_prev: Array) -> Array:
        """Forward: a = forward(a_prev), and keep both."""
        self.a_prev, self.a = a_prev, self(a_prev)
        return self.a

    def backward(self, grad_a: Array, *, input_gradient: bool = True) -> Array:
        """Propagate the error: ∂L/∂a_prev and each parameter's gradient, from backward(grad_a, a_prev)."""
        self._check_shape(grad_a, self.a)
        who, given = self._names[1], (grad_a, self.a_prev)
        results = run(self.functions[1], who, *given, **self.parameters)
        if not self.shapes:
            return checked(results, who, self.a_prev.shape, grad_a.dtype, *given)
        wanted = ["∂L/∂a_prev", *(f"d{name}" for name in self.shapes)]
        if not isinstance(results, tuple | list) or len(results) != len(wanted):
            got = f"{len(results)} values" if isinstance(results, tuple | list) else type(results).__name__
            raise DataError(f"{who} should return {', '.join(wanted)}, {len(wanted)} arrays, got {got}.")
        for (name, shape), value, what in zip(self.shapes.items(), results[1:], wanted[1:], strict=True):
            self.gradients[name][...] = checked(value, f"{who} ({what})", shape, grad_a.dtype, *given)
        return checked(results[0], f"{who} ({wanted[0]})", self.a_prev.shape, grad_a.dtype, *given)

    def _check_arguments(self, function: Function, arrays: str, count: int) -> None:
        """Say so at once if the function cannot be called with the arrays and the parameters."""
        try:
            signature = inspect.signature(function)
        except (TypeError, ValueError):  # some functions written in C do not tell
            return
        nothing: dict[str, Any] = dict.fromkeys(self.shapes)
        try:
            signature.bind(*[None] * count, **nothing)
        except TypeError:
            expected = ", ".join([arrays, *self.shapes])
            raise SettingError(
                f"FunctionLayer expects {name_of(function, 'the function')} to take ({expected}), "
                f"got {signature}. Name the parameters as in FunctionLayer(..., W=..., b=...)."
            ) from None

    def __repr__(self) -> str:
        """Return the name with the sizes and the functions."""
        return f"FunctionLayer({self.n_in}, {self.n_out}, {', '.join(self._names)})"
