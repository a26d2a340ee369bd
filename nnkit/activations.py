"""Activation functions: each one is its formula φ(z) beside its derivative φ′(z).

An activation is called like a function, ``nn.tanh(z)``, and knows its slope, ``nn.tanh.prime(z)``. It works
entry by entry on an array of any shape; float32 stays float32, float64 stays float64, whole numbers become
float64. Arguments of ±10,000 give finite numbers without a warning. Softmax is different (its entries depend
on each other) and stands last.
"""

# NumPy's own type hints call most arithmetic Any.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ._erfc import erfc
from .activation import Activation
from .errors import Array, ShapeError, UnknownNameError, as_float


class _Identity(Activation):
    """φ(z) = z, φ′(z) = 1: for the last layer, whose z are the logits or the prediction."""

    name = "identity"

    def value(self, z: Array, out: Array | None = None) -> Array:
        return np.positive(z, out=out)

    def slope(self, z: Array, a: Array) -> Array:
        return np.ones_like(z)


class _Threshold(Activation):
    """φ(z) = 1 if z ≥ 0 else 0; φ′(z) = 0, so a descent on its slope never moves.

    References
    ----------
    McCulloch, Pitts 1943; Rosenblatt 1958.
    """

    name = "threshold"

    def value(self, z: Array, out: Array | None = None) -> Array:
        return np.heaviside(z, 1, out=out, dtype=z.dtype)

    def slope(self, z: Array, a: Array) -> Array:
        return np.zeros_like(z)


class _Sigmoid(Activation):
    """φ(z) = 1 / (1 + e⁻ᶻ), φ′(z) = a (1 − a): at most 1/4, at z = 0.

    Computed from e = e^−|z| ≤ 1, which cannot overflow: 1 / (1 + e) for z ≥ 0 and e / (1 + e) for z < 0.
    """

    name = "sigmoid"

    def value(self, z: Array, out: Array | None = None) -> Array:
        e = np.exp(-np.abs(z))
        return np.divide(np.maximum(e, z >= 0), 1 + e, out=out)

    def slope(self, z: Array, a: Array) -> Array:
        return a * (1 - a)


class _Tanh(Activation):
    """φ(z) = tanh z = 2 sigmoid(2z) − 1, φ′(z) = 1 − a²: at most 1, at z = 0."""

    name = "tanh"

    def value(self, z: Array, out: Array | None = None) -> Array:
        return np.tanh(z, out=out)

    def slope(self, z: Array, a: Array) -> Array:
        return 1 - a * a


class _ReLU(Activation):
    """φ(z) = max(z, 0), φ′(z) = 1 if z > 0 else 0 (0 is chosen at the kink).

    References
    ----------
    Nair, Hinton 2010.
    """

    name = "relu"
    rectifies = True

    def value(self, z: Array, out: Array | None = None) -> Array:
        return np.maximum(z, 0, out=out)

    def slope(self, z: Array, a: Array) -> Array:
        return z > 0


@dataclass(frozen=True, repr=False)
class _LeakyReLU(Activation):
    """φ(z) = z if z > 0 else αz, φ′(z) = 1 or α.

    References
    ----------
    Maas, Hannun, Ng 2013.
    """

    name = "leaky_relu"
    rectifies = True
    alpha: float = 0.01

    def value(self, z: Array, out: Array | None = None) -> Array:
        return np.multiply(z, self.slope(z, z), out=out)

    def slope(self, z: Array, a: Array) -> Array:
        return np.where(z > 0, z.dtype.type(1), z.dtype.type(self.alpha))


@dataclass(frozen=True, repr=False)
class _ELU(Activation):
    """φ(z) = z if z > 0 else α(eᶻ − 1), φ′(z) = 1 or αeᶻ = a + α.

    References
    ----------
    Clevert, Unterthiner, Hochreiter 2016.
    """

    name = "elu"
    rectifies = True
    alpha: float = 1.0

    def value(self, z: Array, out: Array | None = None) -> Array:
        return np.add(np.maximum(z, 0), self.alpha * np.expm1(np.minimum(z, 0)), out=out)

    def slope(self, z: Array, a: Array) -> Array:
        return np.where(z > 0, z.dtype.type(1), a + self.alpha)


@dataclass(frozen=True, repr=False)
class _SiLU(Activation):
    """φ(z) = z s with s = sigmoid(βz), φ′(z) = s + βa (1 − s); also called Swish.

    References
    ----------
    Elfwing, Uchibe, Doya 2018; Ramachandran, Zoph, Le 2017.
    """

    name = "silu"
    rectifies = True
    beta: float = 1.0

    def value(self, z: Array, out: Array | None = None) -> Array:
        return np.multiply(z, sigmoid(self.beta * z), out=out)

    def slope(self, z: Array, a: Array) -> Array:
        s = sigmoid(self.beta * z)
        return s + self.beta * a * (1 - s)


class _GELU(Activation):
    """φ(z) = z Φ(z), φ′(z) = Φ(z) + z e^(−z²/2) / √(2π), with Φ the normal distribution function.

    References
    ----------
    Hendrycks, Gimpel 2016.
    """

    name = "gelu"
    rectifies = True

    def value(self, z: Array, out: Array | None = None) -> Array:
        return np.multiply(z, self.Phi(z), out=out)

    def slope(self, z: Array, a: Array) -> Array:
        return self.Phi(z) + z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)

    @staticmethod
    def Phi(z: Array) -> Array:
        return erfc(z / -math.sqrt(2)) / 2


class _GELUTanh(Activation):
    """φ(z) = z (1 + t) / 2 with t = tanh(√(2/π) (z + 0.044715 z³)): GELU nearly, and without erf.

    φ′(z) = (1 + t) / 2 + z (1 − t²) √(2/π) (1 + 3 · 0.044715 z²) / 2.

    References
    ----------
    Hendrycks, Gimpel 2016.
    """

    name = "gelu_tanh"
    rectifies = True

    def value(self, z: Array, out: Array | None = None) -> Array:
        return np.multiply(z, (1 + self.t(z)) / 2, out=out)

    def slope(self, z: Array, a: Array) -> Array:
        t = self.t(z)
        return (1 + t) / 2 + z * (1 - t * t) * math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * z * z) / 2

    @staticmethod
    def t(z: Array) -> Array:
        return np.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z * z * z))


class _Softplus(Activation):
    """φ(z) = log(1 + eᶻ) = max(z, 0) + log(1 + e^−|z|), φ′(z) = sigmoid(z): ReLU with a round corner.

    References
    ----------
    Dugas, Bengio, Bélisle, Nadeau, Garcia 2001.
    """

    name = "softplus"
    rectifies = True

    def value(self, z: Array, out: Array | None = None) -> Array:
        return np.add(np.maximum(z, 0), np.log1p(np.exp(-np.abs(z))), out=out)

    def slope(self, z: Array, a: Array) -> Array:
        return sigmoid(z)


class _Activations(dict[str, Activation]):
    """The activations by name; a wrong name is answered with the nearest right one."""

    def __missing__(self, name: object) -> Activation:
        raise UnknownNameError("activation", name, self)


identity = _Identity()
threshold = _Threshold()
sigmoid = _Sigmoid()
tanh = _Tanh()
relu = _ReLU()
leaky_relu = _LeakyReLU()
elu = _ELU()
silu = _SiLU()
gelu = _GELU()
gelu_tanh = _GELUTanh()
softplus = _Softplus()

ACTIVATIONS = _Activations(
    (phi.name, phi)
    for phi in (identity, threshold, sigmoid, tanh, relu, leaky_relu, elu, silu, gelu, gelu_tanh, softplus)
)


def softmax(z: npt.ArrayLike) -> Array:
    """pᵢ = e^zᵢ / Σⱼ e^zⱼ along the last axis; the Jacobian is ∂pᵢ/∂zⱼ = pᵢ (1[i=j] − pⱼ).

    The largest logit is subtracted first: p stays the same, and no exponential exceeds 1.

    Parameters
    ----------
    z : (..., K)  logits.

    Returns
    -------
    (..., K)  probabilities; each row sums to 1.

    References
    ----------
    Bridle 1990.

    Examples
    --------
    >>> softmax([2.0, 1.0, 0.5]).round(3).tolist()
    [0.629, 0.231, 0.14]
    """
    e = np.exp(_below_zero(z, "softmax"))
    e /= e.sum(axis=-1, keepdims=True)
    return e


def log_softmax(z: npt.ArrayLike) -> Array:
    """The logarithm of softmax, log pᵢ = zᵢ − log Σⱼ e^zⱼ along the last axis.

    It is exact where p itself would round to 0.

    Parameters
    ----------
    z : (..., K)  logits.

    Returns
    -------
    (..., K)  logarithms of the probabilities, at most 0.

    Examples
    --------
    >>> log_softmax([0.0, 1000.0]).tolist()
    [-1000.0, 0.0]
    """
    s = _below_zero(z, "log_softmax")
    s -= np.log(np.exp(s).sum(axis=-1, keepdims=True))
    return s


def _below_zero(z: npt.ArrayLike, who: str) -> Array:
    """Return a new array: z minus its largest entry along the last axis."""
    z = as_float(z, "z", who)
    if z.ndim == 0 or z.shape[-1] == 0:
        raise ShapeError(f"{who} expects z of shape (..., K) with K of at least 1, got {z.shape}.")
    return z - z.max(axis=-1, keepdims=True)
