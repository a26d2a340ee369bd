"""A network: its layers in a row, and all its parameters in one flat vector."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from .activation import Activation
from .activations import identity
from .errors import (
    Array,
    DivergedError,
    OrderError,
    SettingError,
    ShapeError,
    as_float,
    is_finite,
    require_finite,
    require_float_dtype,
    require_generator,
)
from .initializers import Initializer
from .layers import Dense, Input, Layer, SameSize, checked_chain


class Network:
    """f(x) = layer L( … layer 2(layer 1(x)) … ), with the parameters of all layers in one vector theta.

    Parameters
    ----------
    layers : new layers, each with as many inputs as the one before has outputs.
    rng : numpy.random.Generator that draws the first weights.
    dtype : np.float64 or np.float32; everything is computed in it.

    Attributes
    ----------
    layers, L : the layers 1 … L and their number, the depth. ``net[l]`` is layer l, ``net[0]`` the input.
    theta, grad : (n_params,)  parameters and ∂L/∂theta, layer after layer; assigning to theta copies into it.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> Network.mlp([10, 50, 3], "relu", rng=rng)
    Network 10-50-3, float64, 703 parameters
    l  layer                   a            parameters          number
    0  Input(10)               (batch, 10)                           0
    1  Dense(10, 50, relu)     (batch, 50)  W (50, 10) b (50,)     550
    2  Dense(50, 3, identity)  (batch, 3)   W (3, 50) b (3,)       153
    """

    def __init__(
        self, layers: Sequence[Layer], *, rng: np.random.Generator, dtype: npt.DTypeLike = np.float64
    ) -> None:
        require_generator(rng, "Network")
        self.layers = checked_chain(layers, "Network")
        n_params = sum(layer.n_params for layer in self.layers)
        dtype = require_float_dtype(dtype, "Network")
        self._bind(np.zeros(n_params, dtype), np.zeros(n_params, dtype))
        for layer in self.layers:
            layer.initialise(rng)

    @classmethod
    def mlp(
        cls,
        sizes: Sequence[int],
        phi: Activation | str,
        *,
        rng: np.random.Generator,
        init: Initializer | None = None,
        dtype: npt.DTypeLike = np.float64,
    ) -> Self:
        """Build dense layers of these sizes, with φ after each but the last, which is linear.

        Parameters
        ----------
        sizes : numbers of inputs, of units in each hidden layer, and of outputs: ``[2, 32, 32, 2]``.
        phi : activation of the hidden layers, or its name.
        rng, dtype : as for Network.
        init : rule for W, from nn.init; if left out, each layer chooses by its activation (see Dense).
        """
        if np.ndim(sizes) != 1 or len(sizes) < 2:
            raise SettingError(
                f"Network.mlp expects at least two sizes, inputs and outputs, got {sizes!r}. "
                "Write [2, 32, 1] for 2 inputs, 32 hidden units and 1 output."
            )
        phis = [phi] * (len(sizes) - 2) + [identity]
        pairs = itertools.pairwise(sizes)
        layers = [Dense(n_in, n_out, f, init) for (n_in, n_out), f in zip(pairs, phis, strict=True)]
        return cls(layers, rng=rng, dtype=dtype)

    def __call__(self, x: npt.ArrayLike) -> Array:
        """Evaluate: return the output for x; nothing is kept, and every layer is in its evaluation mode.

        Parameters
        ----------
        x : (batch, n_in)

        Returns
        -------
        (batch, n_out)  a new array.

        Raises
        ------
        ShapeError, DataError : if x does not fit, or holds NaN or infinite numbers.
        DivergedError : if theta is no longer finite, or so large that the output overflows.
        """
        x = a = self.input.check(x)
        with np.errstate(over="ignore", invalid="ignore"):  # _finite reports it as an error
            for layer in self.layers:
                a = layer(a)
        return self._finite(a, x)

    def forward(self, x: npt.ArrayLike) -> Array:
        """Train: return the output for x, and keep every z and a for the backward pass.

        Parameters
        ----------
        x : (batch, n_in)  is not copied if its dtype is right, so leave it as it is until backward.

        Returns
        -------
        (batch, n_out)  a of the last layer (the logits, if it is linear); a buffer, valid until the next
            forward.

        Raises
        ------
        ShapeError, DataError, DivergedError : as for net(x).
        """
        x = self.input.check(x)
        with np.errstate(over="ignore", invalid="ignore"):  # _finite reports it as an error
            a = self._forward(x)
        self._finite(a, x)
        self._ready = True
        return a

    def backward(self, delta: npt.ArrayLike, *, input_gradient: bool = False) -> Array:
        """Walk the layers in reverse: each fills its gradients and hands ∂L/∂a_prev on; return ∂L/∂theta.

        Parameters
        ----------
        delta : (batch, n_out)  ∂L/∂(what forward returned) of the mean loss, ``loss.delta(z, y)``; not
            modified.
        input_gradient : also leave ∂L/∂x in ``net[0].delta``.

        Returns
        -------
        (n_params,)  the vector ``net.grad``; a buffer, valid until the next forward.

        Raises
        ------
        OrderError : if there was no forward since the last backward.
        ShapeError, DataError : if delta does not fit that forward, or holds NaN.

        References
        ----------
        Rumelhart, Hinton, Williams 1986.
        """
        delta = self._checked_delta(delta)
        with np.errstate(over="ignore", invalid="ignore"):  # the next forward reports it as an error
            self._backward(delta, input_gradient=input_gradient)
        return self._grad

    def _forward(self, x: Array) -> Array:
        """Do what forward does, for an x that needs no check: nn.train has checked all of its data."""
        self._ready = False
        a = self.input.a = x
        for layer in self.layers:
            a = layer.forward(a)
        return a

    def _backward(self, delta: Array, *, input_gradient: bool = False) -> None:
        """Do what backward does, for a delta that needs no check and may be overwritten."""
        for layer in self.layers[:0:-1]:
            delta = layer.backward(delta)
        delta = self.layers[0].backward(delta, input_gradient=input_gradient)
        self.input.delta = delta if input_gradient else delta[:0]

    @property
    def theta(self) -> Array:
        """All parameters (n_params,), layer after layer: W row by row, then b; assigning copies into it."""
        return self._theta

    @theta.setter
    def theta(self, value: npt.ArrayLike) -> None:
        value = as_float(value, "theta", "Network")
        if value.shape != self._theta.shape:
            raise ShapeError(
                f"Network expects theta of shape {self._theta.shape}, got {value.shape}. "
                "Copy theta from a network of the same layers."
            )
        self._theta[...] = value

    @property
    def grad(self) -> Array:
        """∂L/∂theta (n_params,) of the last backward, in the order of theta."""
        return self._grad

    @property
    def n_params(self) -> int:
        """How many numbers the network can learn."""
        return self._theta.size

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype of theta and of everything that is computed."""
        return self._theta.dtype

    @property
    def L(self) -> int:
        """The depth: the number of layers, the input not counted."""
        return len(self.layers)

    def astype(self, dtype: npt.DTypeLike) -> Self:
        """Return a copy of the network that computes in another dtype, its parameters rounded or widened."""
        dtype = require_float_dtype(dtype, "Network")
        twin = copy.deepcopy(self)
        twin._bind(self._theta.astype(dtype), self._grad.astype(dtype))
        return twin

    def __getitem__(self, l: int) -> Any:  # Input or some Layer: typed Any so that net[1].W needs no cast
        """Return layer l, or the input for l = 0; net[-1] is the last layer."""
        return (self.input, *self.layers)[l]

    def __len__(self) -> int:
        """L + 1: the input counts, as in net[0] … net[L]."""
        return self.L + 1

    def __iter__(self) -> Iterator[Any]:
        """Go through net[0], net[1], …, net[L]."""
        return iter((self.input, *self.layers))

    def __repr__(self) -> str:
        """Return a table of the layers, their shapes and their numbers of parameters."""
        rows: list[tuple[str, ...]] = [("l", "layer", "a", "parameters", "number")]
        for l, layer in enumerate(self):
            rows += _rows_of(str(l), layer)
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        sizes = "-".join(str(layer.n_out) for layer in self if not isinstance(layer, SameSize))
        lines = [f"Network {sizes}, {self.dtype}, {self.n_params:,} parameters"]
        for *texts, number in rows:
            cells = [text.ljust(width) for text, width in zip(texts, widths, strict=False)]
            lines.append("  ".join([*cells, number.rjust(widths[-1])]))
        return "\n".join(lines)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore a copied or unpickled network: its layers' arrays must be views of its theta again."""
        self.__dict__.update(state)
        self._bind(self._theta, self._grad)

    def _bind(self, theta: Array, grad: Array) -> None:
        """Make theta and grad the network's own, and give each layer its piece of both."""
        self._theta, self._grad = theta, grad
        first = self.layers[0]
        self.input = Input(first.n_in, np.int64 if first.takes_indices else theta.dtype)
        self._ready = False  # for backward: no values of a forward pass are at hand
        stops = [0, *itertools.accumulate(layer.n_params for layer in self.layers)]
        for layer, start, stop in zip(self.layers, stops, stops[1:], strict=False):
            layer.bind(theta[start:stop], grad[start:stop])

    def _finite(self, a: Array, x: Array) -> Array:
        """Return the output a of x if it is finite: a NaN anywhere before it would have reached it."""
        if is_finite(a):
            return a
        require_finite(x, "x", "Network")
        if not is_finite(self._theta):
            raise DivergedError(
                "Network expects a finite theta, but it holds NaN or infinity: training has diverged. "
                "Build the network again and train with a smaller eta."
            )
        raise DivergedError(
            f"Network expects an output that fits in {self.dtype}, but it overflows: the largest |x| is "
            f"{np.abs(x).max():.3g}, the largest |theta| {np.abs(self._theta).max():.3g}. "
            "Scale x to about 1; if theta has grown, build the network again and train with a smaller eta."
        )

    def _checked_delta(self, delta: npt.ArrayLike) -> Array:
        """Return a copy of delta that the layers may overwrite; this uses up the last forward."""
        if not self._ready:
            raise OrderError(
                "Network.backward expects a net.forward(x) before it, and a new one for every backward: "
                "after a step the kept z and a no longer belong to theta. net(x) keeps nothing."
            )
        shape = (len(self.input.a), self.layers[-1].n_out)
        delta = as_float(delta, "delta", "Network.backward")
        if delta.shape != shape:
            raise ShapeError(
                f"Network.backward expects delta of shape {shape}, like the output of the last forward, got "
                f"{delta.shape}. Take delta = loss.delta(z, y) of the same batch."
            )
        require_finite(delta, "delta", "Network.backward")
        self._ready = False
        return delta.astype(self.dtype)


def _rows_of(l: str, layer: Layer | Input) -> list[tuple[str, ...]]:
    """Return the row of a layer for the table; for a block also those of the layers in it, as l.1, l.2, …."""
    inside = getattr(layer, "layers", ())
    name, shapes, n_params = repr(layer), layer.shapes.items(), layer.n_params
    if inside:
        name, shapes, n_params = f"{type(layer).__name__}, of", {}.items(), 0  # they stand in the rows below
    texts = " ".join(f"{name} {shape}" for name, shape in shapes)
    rows: list[tuple[str, ...]] = [(l, name, f"(batch, {layer.n_out})", texts, f"{n_params:,}")]
    for k, inner in enumerate(inside, start=1):
        rows += _rows_of(f"{l}.{k}", inner)
    return rows
