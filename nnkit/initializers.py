"""How to draw the first weights: each rule fixes the variance of the entries of W, of shape (n_out, n_in).

Weights that are too small make signals fade from layer to layer, weights that are too large make them
explode. Every rule is a function ``f(rng, n_out, n_in)`` that returns a new float64 array; a network casts it
to its own dtype, so a float32 and a float64 network of one seed start from the same numbers. Biases always
start at 0.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Concatenate, ParamSpec

import numpy as np

from .errors import Array, require_count, require_generator, require_number

# The generator's class in quotation marks: looking it up would load numpy.random, a fifth of NumPy's import.
Initializer = Callable[["np.random.Generator", int, int], Array]
P = ParamSpec("P")
Rule = Callable[Concatenate["np.random.Generator", int, int, P], Array]


def _checked(rule: Rule[P]) -> Rule[P]:
    """Check the arguments that all rules share before the rule sees them."""

    @functools.wraps(rule)
    def checked(
        rng: np.random.Generator, n_out: int, n_in: int, /, *args: P.args, **kwargs: P.kwargs
    ) -> Array:
        who = f"nn.init.{rule.__name__}"
        require_generator(rng, who)
        n_out, n_in = require_count(n_out, "n_out", who), require_count(n_in, "n_in", who)
        return rule(rng, n_out, n_in, *args, **kwargs)

    return checked


@_checked
def zeros(rng: np.random.Generator, n_out: int, n_in: int) -> Array:
    """W = 0: every unit of a layer then computes the same and learns the same, for ever."""
    return np.zeros((n_out, n_in), dtype=np.float64)


@_checked
def normal(rng: np.random.Generator, n_out: int, n_in: int, *, std: float = 0.01) -> Array:
    """W ~ N(0, std²), whatever the size of the layer: signals fade or explode with depth."""
    std = require_number(std, "std", "nn.init.normal")
    return _gaussian(rng, n_out, n_in, variance=std**2)


@_checked
def xavier_normal(rng: np.random.Generator, n_out: int, n_in: int) -> Array:
    """W ~ N(0, 2 / (n_in + n_out)): a compromise of the forward and the backward pass, for tanh and its like.

    References
    ----------
    Glorot, Bengio 2010.
    """
    return _gaussian(rng, n_out, n_in, variance=2 / (n_in + n_out))


@_checked
def xavier_uniform(rng: np.random.Generator, n_out: int, n_in: int) -> Array:
    """W ~ U(−r, r) with r = √(6 / (n_in + n_out)), so the variance r²/3 is that of xavier_normal.

    References
    ----------
    Glorot, Bengio 2010.
    """
    return _uniform(rng, n_out, n_in, variance=2 / (n_in + n_out))


@_checked
def he_normal(rng: np.random.Generator, n_out: int, n_in: int) -> Array:
    """W ~ N(0, 2 / n_in): ReLU keeps half of the second moment E[z²], and the 2 makes up for it.

    References
    ----------
    He, Zhang, Ren, Sun 2015.
    """
    return _gaussian(rng, n_out, n_in, variance=2 / n_in)


@_checked
def he_uniform(rng: np.random.Generator, n_out: int, n_in: int) -> Array:
    """W ~ U(−r, r) with r = √(6 / n_in), so the variance r²/3 is that of he_normal.

    References
    ----------
    He, Zhang, Ren, Sun 2015.
    """
    return _uniform(rng, n_out, n_in, variance=2 / n_in)


@_checked
def lecun_normal(rng: np.random.Generator, n_out: int, n_in: int) -> Array:
    """W ~ N(0, 1 / n_in): inputs of variance 1 give pre-activations of variance 1.

    References
    ----------
    LeCun, Bottou, Orr, Müller 1998.
    """
    return _gaussian(rng, n_out, n_in, variance=1 / n_in)


@_checked
def orthogonal(rng: np.random.Generator, n_out: int, n_in: int) -> Array:
    """W Wᵀ = I (or Wᵀ W = I, if W is tall), uniformly among all such W: a square W keeps every length.

    From the decomposition G = QR of a Gaussian matrix; making diag R positive makes Q unique, hence uniform.

    References
    ----------
    Saxe, McClelland, Ganguli 2014; Mezzadri 2007.
    """
    G = _gaussian(rng, max(n_out, n_in), min(n_out, n_in), variance=1)
    Q, R = np.linalg.qr(G)
    Q *= np.where(np.diag(R) < 0, -1.0, 1.0)
    return np.ascontiguousarray(Q if n_out >= n_in else Q.T)


def _gaussian(rng: np.random.Generator, n_out: int, n_in: int, variance: float) -> Array:
    return math.sqrt(variance) * rng.standard_normal((n_out, n_in))


def _uniform(rng: np.random.Generator, n_out: int, n_in: int, variance: float) -> Array:
    r = math.sqrt(3 * variance)
    return rng.uniform(-r, r, size=(n_out, n_in))
