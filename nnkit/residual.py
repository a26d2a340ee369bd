"""A residual block: layers that learn what to add to their input rather than what to replace it by."""

# NumPy's own type hints call most arithmetic Any.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .errors import Array, ShapeError
from .layers import Layer, checked_chain


class Residual(Layer):
    """a = a_prev + F(a_prev), where F is a row of layers: ∂L/∂a_prev = ∂L/∂a + (the gradient through F).

    The first term reaches every earlier layer undiminished, however deep the network is.

    Parameters
    ----------
    layers : new layers, each fitting the one before; the last has as many outputs as the first has inputs.

    Attributes
    ----------
    layers : the layers of F; ``net[2].layers[0].W``.
    shapes, parameters, gradients : those of all of them, called "1.W", "1.b", "2.W", ...
    a : (batch, n_out)  output of the last forward.

    References
    ----------
    He, Zhang, Ren, Sun 2016.

    Examples
    --------
    >>> import nnkit as nn
    >>> block = nn.Residual([nn.Dense(8, 4, "relu"), nn.Dense(4, 8)])
    >>> block, block.n_params
    (Residual(Dense(8, 4, relu), Dense(4, 8, identity)), 76)
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = checked_chain([layers] if isinstance(layers, Layer) else layers, "Residual")
        n_in, n_out = self.layers[0].n_in, self.layers[-1].n_out
        if n_in != n_out:
            raise ShapeError(
                f"Residual expects its last layer to have {n_in} outputs, like the inputs of its first, so "
                f"that a + F(a) can be added, got {n_out}. Change {self.layers[-1]!r}."
            )
        for layer in self.layers:
            layer.taken = True
        super().__init__(n_in, n_out, **self._by_name("shapes"))

    def bind(self, theta: Array, grad: Array) -> None:
        """Hand each layer of F its piece of theta and grad."""
        self.taken, start = True, 0
        for layer in self.layers:
            stop = start + layer.n_params
            layer.bind(theta[start:stop], grad[start:stop])
            start = stop
        self.parameters, self.gradients = self._by_name("parameters"), self._by_name("gradients")
        self.a: Array = np.empty((0, self.n_out), theta.dtype)

    def initialise(self, rng: np.random.Generator) -> None:
        """Write the first values of each layer of F."""
        for layer in self.layers:
            layer.initialise(rng)

    def hold(self) -> None:
        """Let every layer of F use its last random numbers again."""
        for layer in self.layers:
            layer.hold()

    def __call__(self, a_prev: Array) -> Array:
        """Return a_prev + F(a_prev): (batch, n_out), a new array."""
        a = a_prev
        for layer in self.layers:
            a = layer(a)
        return a_prev + a

    def forward(self, a_prev: Array) -> Array:
        """Forward: a = a_prev + F(a_prev); return a, a buffer valid until the next forward."""
        a = a_prev
        for layer in self.layers:
            a = layer.forward(a)
        if len(a) != len(self.a):
            self.a = np.empty_like(a)
        return np.add(a_prev, a, out=self.a)

    def backward(self, grad_a: Array, *, input_gradient: bool = True) -> Array:
        """Propagate the error: ∂L/∂a_prev = ∂L/∂a + (the gradient through F)."""
        self._check_shape(grad_a, self.a)
        grad = grad_a.copy()  # the layers of F may overwrite theirs, and the sum needs the first one whole
        for layer in self.layers[:0:-1]:
            grad = layer.backward(grad)
        grad = self.layers[0].backward(grad, input_gradient=input_gradient)
        if input_gradient:
            grad_a += grad
        return grad_a

    def _by_name(self, kind: str) -> dict[str, Any]:
        """Return the shapes, parameters or gradients of all layers of F in one dictionary."""
        of_layers = enumerate((getattr(layer, kind) for layer in self.layers), start=1)
        return {f"{k}.{name}": value for k, found in of_layers for name, value in found.items()}

    def __repr__(self) -> str:
        """Return the name with the layers of F."""
        return f"Residual({', '.join(map(repr, self.layers))})"
