"""F12, the signals: a batch sent forward and an error sent back, measured and predicted layer by layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnkit.activation import Activation
from nnkit.widgets.figures.f12_signals.rules import Array

BINS, REACH = 27, 2.6  # of the histograms; what lies beyond is counted at the end that it passed
IDLE = 0.01  # a slope below this share of the steepest one passes nothing back


@dataclass(frozen=True)
class Signals:
    """What a network of L layers did to a batch, layer by layer; sizes are root mean squares (RMS).

    ``signal`` (L + 1,) : RMS of a⁰ = x, a¹, …, aᴸ.
    ``gradient`` (L,) : RMS of δ¹, …, δᴸ, where δᴸ is the unit error that was sent back.
    ``variance`` (L + 1,) : of each layer's activations about their mean.
    ``idle`` (L,) : units whose slope φ′(z) is next to nothing for every example.
    ``heights`` (L + 1, BINS) : histograms of the activations, the highest bar of each 1.
    """

    signal: Array
    gradient: Array
    variance: Array
    idle: NDArray[np.int64]
    heights: Array


@dataclass(frozen=True)
class Expected:
    """The sizes that the theory of very wide layers predicts: (L + 1,) and (L,), root mean squares."""

    signal: Array
    gradient: Array


def propagate(W: Array, phi: Activation, bias: float, x: Array, delta: Array) -> Signals:
    """Forward: z = a_prev Wᵀ + b, a = φ(z). Backward: δ_prev = (δ W) ⊙ φ′(z_prev), from δᴸ = delta.

    Parameters
    ----------
    W : (L, width, width); x, delta : (batch, width).
    """
    depth = len(W)
    a = np.empty((depth + 1, *x.shape))
    slopes = np.empty((depth, *x.shape))
    a[0] = x
    for l in range(depth):
        z = a[l] @ W[l].T
        z += bias
        phi(z, out=a[l + 1])
        slopes[l] = phi.slope(z, a[l + 1])
    errors = np.empty_like(slopes)
    errors[-1] = delta
    for l in range(depth - 1, 0, -1):
        np.matmul(errors[l], W[l], out=errors[l - 1])
        errors[l - 1] *= slopes[l - 1]
    steepest = 0.25 if phi.name == "sigmoid" else 1.0
    idle = (np.abs(slopes).max(axis=1) < IDLE * steepest).sum(axis=1)
    return Signals(rms(a), rms(errors), a.var(axis=(1, 2)), idle, _histograms(a))


def rms(values: Array) -> Array:
    """Return the root mean square of each layer of (layers, batch, width)."""
    flat = values.reshape(len(values), -1)
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", flat, flat) / flat.shape[1]), dtype=np.float64)


def expect(n: int, sigma: float, phi: Activation, bias: float, depth: int) -> Expected:
    """Predict the sizes for width → ∞, where every z of a layer is N(b, n σ² E[a_prev²]).

    E[a²] = E[φ(z)²] and E[δ_prev²] = n σ² E[φ′(z_prev)²] E[δ²]; for ReLU and b = 0 both factors are n σ²/2.

    References
    ----------
    He, Zhang, Ren, Sun 2015; Poole, Lahiri, Raghu, Sohl-Dickstein, Ganguli 2016.
    """
    squares, passed = np.ones(depth + 1), np.empty(depth)
    for l in range(depth):
        z = bias + sigma * np.sqrt(n * squares[l]) * _NORMAL_AT
        a = phi(z)
        squares[l + 1] = _NORMAL_WEIGHT @ (a * a)
        passed[l] = n * sigma**2 * (_NORMAL_WEIGHT @ np.square(phi.slope(z, a).astype(np.float64)))
    back = np.ones(depth)
    back[:-1] = np.cumprod(passed[:-1][::-1])[::-1]
    return Expected(np.sqrt(squares), np.sqrt(back))


# E[f(u)] for u ~ N(0, 1), at the middles of even steps: none is 0, where a ReLU without a bias has its kink
_NORMAL_AT = (np.arange(280) - 139.5) / 20
_NORMAL_WEIGHT = np.exp(-(_NORMAL_AT**2) / 2)
_NORMAL_WEIGHT /= _NORMAL_WEIGHT.sum()


def _histograms(a: Array) -> Array:
    """Count the first 64 units' activations in bins from −REACH to REACH; each layer's highest bar is 1."""
    layers = len(a)
    some = a[:, :, :64].reshape(layers, -1)
    place = np.clip(some, -REACH, REACH)
    place += REACH
    place *= BINS / (2 * REACH)
    bins = np.minimum(place.astype(np.int64), BINS - 1)
    bins += BINS * np.arange(layers, dtype=np.int64)[:, np.newaxis]
    counts = np.bincount(bins.ravel(), minlength=layers * BINS).reshape(layers, BINS)
    return np.asarray(counts / counts.max(axis=1, keepdims=True), dtype=np.float64)
