"""Layers: what a layer computes on the way forward stands beside what it computes on the way back.

Every layer knows two ways to run. ``layer.forward(a_prev)`` is the training pass: it keeps what the backward
pass will need. ``layer(a_prev)`` is the evaluation pass: it keeps nothing and changes nothing.

Here stand what all layers share and Dense; the others have files of their own: activation_layers, dropout,
normalization, residual, embedding, function_layer.
"""

# NumPy's own type hints call most arithmetic Any.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from .activation import Activation
from .activations import ACTIVATIONS, identity
from .errors import Array, DataError, OrderError, SettingError, ShapeError, as_float, require_count
from .initializers import Initializer, he_normal, xavier_normal


class Layer:
    """A differentiable step from a_prev (batch, n_in) to a (batch, n_out).

    A new layer is a subclass that names the shapes of its parameters in `shapes` and writes three methods:
    `forward`, `__call__` and `backward`. The network owns the numbers: it hands each layer its piece of the
    flat vectors theta and grad, and the layer's parameters and gradients are views of them.
    """

    takes_indices: ClassVar[bool] = False  # its input is whole numbers, which Input then keeps as they are
    keeps: ClassVar[tuple[str, ...]] = ()  # arrays that belong to a saved layer besides its parameters

    def __init__(self, n_in: int, n_out: int, **shapes: tuple[int, ...]) -> None:
        who = type(self).__name__
        self.n_in = require_count(n_in, "n_in", who)
        self.n_out = require_count(n_out, "n_out", who)
        self.shapes = shapes
        self.parameters: dict[str, Array] = {}
        self.gradients: dict[str, Array] = {}
        self.taken = False  # whether a network or a block already holds this layer

    @property
    def n_params(self) -> int:
        """How many numbers this layer can learn."""
        return sum(math.prod(shape) for shape in self.shapes.values())

    def bind(self, theta: Array, grad: Array) -> None:
        """Make the parameters views of theta, and the gradients views of grad, each (n_params,)."""
        start, self.taken = 0, True
        for name, shape in self.shapes.items():
            stop = start + math.prod(shape)
            self.parameters[name] = theta[start:stop].reshape(shape)
            self.gradients[name] = grad[start:stop].reshape(shape)
            start = stop

    def initialise(self, rng: np.random.Generator) -> None:
        """Write the first values into the parameters; a layer without any has nothing to do."""

    def hold(self) -> None:
        """Draw no new random numbers from now on but use the last ones again; most layers draw none."""

    def __call__(self, a_prev: Array) -> Array:
        """Evaluate: return a, (batch, n_out), a new array; nothing is kept."""
        raise NotImplementedError

    def forward(self, a_prev: Array) -> Array:
        """Train: keep what backward needs; return a, (batch, n_out), which the next forward may overwrite."""
        raise NotImplementedError

    def backward(self, grad_a: Array, *, input_gradient: bool = True) -> Array:
        """Fill the gradients from grad_a = ∂L/∂a (batch, n_out), which may be overwritten; return ∂L/∂a_prev.

        Without `input_gradient` nobody will look at ∂L/∂a_prev, and whatever is returned is ignored.
        """
        raise NotImplementedError

    def __repr__(self) -> str:
        """Return the name with the sizes."""
        return f"{type(self).__name__}({self.n_in}, {self.n_out})"

    def _parameter(self, name: str) -> Array:
        if name not in self.parameters:
            raise OrderError(
                f"{self!r} has no {name} yet: a layer gets its parameters in Network([...], rng=rng)."
            )
        return self.parameters[name]

    def _set_parameter(self, name: str, value: npt.ArrayLike) -> None:
        view, value = self._parameter(name), as_float(value, name, repr(self))
        if value.shape != view.shape:
            fix = "Did you transpose it?" if value.shape == view.shape[::-1] else "Give every entry."
            raise ShapeError(f"{self!r} expects {name} of shape {view.shape}, got {value.shape}. {fix}")
        view[...] = value

    def _check_shape(self, grad_a: Array, a: Array) -> None:
        if grad_a.shape != a.shape:
            raise ShapeError(
                f"{self!r} expects grad_a of the shape of its last a, {a.shape}, got {grad_a.shape}. "
                "Call backward with the error of the same batch as the last forward."
            )


class SameSize(Layer):
    """A layer that hands on as many numbers as it gets: n_out = n_in = n."""

    def __init__(self, n: int, **shapes: tuple[int, ...]) -> None:
        self.n = require_count(n, "n", type(self).__name__)
        super().__init__(n, n, **shapes)

    def __repr__(self) -> str:
        """Return the name with the size."""
        return f"{type(self).__name__}({self.n})"


def parameter(name: str, meaning: str) -> Any:
    """Return a property for a layer: it reads a parameter, a view of theta; assigning copies into that."""

    def read(self: Layer) -> Array:
        return self._parameter(name)

    def write(self: Layer, value: npt.ArrayLike) -> None:
        self._set_parameter(name, value)

    return property(read, write, doc=f"{meaning}, a view of the network's theta; assigning copies into it.")


def gradient(name: str, meaning: str) -> Any:
    """Return a property for a layer: it reads the gradient of a parameter, a view of grad."""
    return property(lambda self: self.gradients[name], doc=f"{meaning}, a view of the network's grad.")


class Dense(Layer):
    """z = a_prev Wᵀ + b, a = φ(z): every output unit sees every input.

    Parameters
    ----------
    n_in, n_out : the number of inputs and of units.
    phi : an activation of nnkit or its name; linear if left out.
    init : rule for the first W, from nn.init; if left out, He's rule for the ReLU family and Xavier's for all
        others.

    Attributes
    ----------
    W, b : (n_out, n_in), (n_out,)  views of the network's theta: first W row by row, then b; assigning
        copies.
    dW, db : the same shapes  views of the network's grad, of the mean loss.
    z, a : (batch, n_out)  pre-activation and activation of the last forward.
    delta : (batch, n_out)  δ = ∂L/∂z of the last backward.
    """

    W = parameter("W", "Weights (n_out, n_in)")
    b = parameter("b", "Biases (n_out,)")
    dW = gradient("W", "∂L/∂W (n_out, n_in)")
    db = gradient("b", "∂L/∂b (n_out,)")
    z: Array
    a: Array
    delta: Array

    def __init__(
        self, n_in: int, n_out: int, phi: Activation | str = identity, init: Initializer | None = None
    ) -> None:
        super().__init__(n_in, n_out, W=(n_out, n_in), b=(n_out,))
        self.phi = checked_activation(phi, "Dense")
        self.init = init or (he_normal if self.phi.rectifies else xavier_normal)

    def bind(self, theta: Array, grad: Array) -> None:
        """Make W, b, dW, db views of theta and grad, and forget the last batch."""
        super().bind(theta, grad)
        self._allocate(0)

    def initialise(self, rng: np.random.Generator) -> None:
        """W from the rule `init`, b = 0."""
        self.W = self.init(rng, self.n_out, self.n_in)
        self.b[:] = 0

    def __call__(self, a_prev: Array) -> Array:
        """Return φ(a_prev Wᵀ + b): (batch, n_out), a new array."""
        z = np.dot(a_prev, self.W.T) + self.b
        return self.phi(z, out=z)

    def forward(self, a_prev: Array) -> Array:
        """Forward: z = a_prev Wᵀ + b, a = φ(z); return a, a buffer valid until the next forward."""
        if len(a_prev) != len(self.z):
            self._allocate(len(a_prev))
        self.a_prev = a_prev
        a_prev.dot(self.W.T, out=self.z)  # 0.6 against 0.8 µs for np.dot at (32, 16)
        self.z += self.b
        self.a = self.phi(self.z, out=self.a)
        return self.a

    def backward(self, grad_a: Array, *, input_gradient: bool = True) -> Array:
        """Propagate the error: δ = ∂L/∂a ⊙ φ′(z), dW = δᵀ a_prev, db = Σ δ; then ∂L/∂a_prev = δ W.

        Parameters
        ----------
        grad_a : (batch, n_out)  ∂L/∂a of this layer; overwritten by δ.
        input_gradient : whether ∂L/∂a_prev is wanted; the first layer saves a third of the work without it.

        Returns
        -------
        (batch, n_in)  ∂L/∂a_prev; a buffer, valid until the next backward.

        Raises
        ------
        ShapeError : if grad_a does not match the last forward.

        References
        ----------
        Rumelhart, Hinton, Williams 1986.
        """
        self._check_shape(grad_a, self.a)
        self.delta = grad_a
        if self.phi is not identity:  # whose slope is 1
            self.delta *= self.phi.slope(self.z, self.a)
        self.delta.T.dot(self.a_prev, out=self.dW)
        self._ones.dot(self.delta, out=self.db)  # Σ δ; 0.2 against 1.7 µs for delta.sum(0) at (64, 16)
        if input_gradient:
            self.delta.dot(self.W, out=self._grad_a_prev)
        return self._grad_a_prev

    def _allocate(self, batch: int) -> None:
        """Make the buffers of a batch; they are used again as long as its size stays the same."""
        # they save 20 of 640 µs in a step of 784-256-128-10 at batch 64, and 6 of 38 µs in one of 2-16-16-1
        dtype = self.W.dtype
        self.z, self.a, self.delta = (np.empty((batch, self.n_out), dtype) for _ in range(3))
        self.a_prev, self._grad_a_prev = (np.empty((batch, self.n_in), dtype) for _ in range(2))
        self._ones = np.ones(batch, dtype)

    def __repr__(self) -> str:
        """Return the call that makes this layer."""
        return f"Dense({self.n_in}, {self.n_out}, {self.phi!r})"


class Input:
    """Layer 0: it computes nothing and holds the batch; its a is x.

    Attributes
    ----------
    a : (batch, n_out)  the x of the last forward: the caller's own array if its dtype was right, else a copy;
        whole numbers if the first layer looks words up (Embedding).
    delta : (batch, n_out)  ∂L/∂x of the last backward with input_gradient=True, else (0, n_out).
    """

    shapes: ClassVar[dict[str, tuple[int, ...]]] = {}
    n_params = 0

    def __init__(self, n_out: int, dtype: npt.DTypeLike) -> None:
        self.n_out = n_out
        self.a = self.delta = np.empty((0, n_out), dtype)

    def check(self, x: npt.ArrayLike) -> Array:
        """Return x as an array (batch, n_out) of the network's dtype, or say what is wrong with it."""
        x = np.asarray(x)
        if x.ndim != 2 or x.shape[1] != self.n_out or len(x) == 0:
            raise ShapeError(
                f"Network expects x of shape (batch, {self.n_out}), got {x.shape}. {self._remedy(x.shape)}"
            )
        if self.a.dtype.kind == "i" and x.dtype.kind not in "iu":
            raise DataError(
                f"Network expects x to hold whole numbers, the indices of words, got dtype {x.dtype}. "
                "Write x.astype(np.int64)."
            )
        x = x if self.a.dtype.kind == "i" else as_float(x, "x", "Network")
        return x.astype(self.a.dtype, copy=False)

    def __repr__(self) -> str:
        """Return the name with the size."""
        return f"Input({self.n_out})"

    def _remedy(self, shape: tuple[int, ...]) -> str:
        n = self.n_out
        if 0 in shape:
            return "An empty batch has no mean: give at least one example."
        if shape == (n,):
            return "For one example write x[np.newaxis]."
        if len(shape) == 1 and n == 1:
            return "For a batch of single numbers write x[:, np.newaxis]."
        if len(shape) == 2 and shape[0] == n:
            return "Did you transpose x? One example is one row."
        if len(shape) > 2 and math.prod(shape[1:]) == n:
            return "Flatten each example: x.reshape(len(x), -1)."
        return f"One example is one row of {n} numbers; the network's input size is fixed when it is built."


def checked_activation(phi: object, who: str) -> Activation:
    """Return the activation, looked up if it was given by its name."""
    phi = ACTIVATIONS[phi] if isinstance(phi, str) else phi
    if isinstance(phi, Activation):
        return phi
    own = " For functions of your own write nn.Activation.of(phi, prime)." if callable(phi) else ""
    raise SettingError(
        f"{who} expects phi to be an activation such as nn.tanh, or its name, got {phi!r}. "
        f"Known: {', '.join(ACTIVATIONS)}.{own}"
    )


def checked_chain(layers: Sequence[Layer], who: str) -> tuple[Layer, ...]:
    """Return the layers if they can stand in a row: new, and each fitting the one before."""
    if not layers:
        arguments = "[nn.Dense(2, 1)], rng=rng" if who == "Network" else "[nn.Dense(8, 8, nn.relu)]"
        raise SettingError(f"{who} expects at least one layer, got none. Write {who}({arguments}).")
    for l, layer in enumerate(layers, start=1):
        if not isinstance(layer, Layer):
            raise SettingError(
                f"{who} expects layers such as nn.Dense(2, 32, nn.tanh), got {layer!r} as layer {l}."
            )
        if layer.taken or layer in layers[: l - 1]:
            raise SettingError(
                f"{who} expects new layers, but layer {l}, {layer!r}, is already in a network or a block. "
                "Make a new layer, and copy its parameters if it is to start from them."
            )
        if layer.takes_indices and (l > 1 or who != "Network"):
            raise SettingError(
                f"{who} expects {layer!r} to be the first layer of a network, since it takes the indices of "
                f"words, got it as layer {l}."
            )
    for l, (layer, after) in enumerate(itertools.pairwise(layers), start=1):
        if layer.n_out != after.n_in:
            raise ShapeError(
                f"{who} expects layer {l + 1} to have {layer.n_out} inputs, like the outputs of "
                f"layer {l}, got {after.n_in}. Change {layer!r} or {after!r}."
            )
    return tuple(layers)
