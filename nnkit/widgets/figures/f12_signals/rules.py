"""F12, the weights: each rule with the spread that it aims at, and its draws kept for the next frame."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from nnkit import initializers as init

Array = NDArray[np.float64]
DEEPEST = 30
BATCH = 64
ZEROS, NORMAL, XAVIER, HE, LECUN, ORTHOGONAL = "zeros", "normal", "Xavier", "He", "LeCun", "orthogonal"
_RULES: dict[str, Callable[[np.random.Generator, int, int], Array]] = {
    ZEROS: init.zeros,
    NORMAL: functools.partial(init.normal, std=1.0),  # scaled afterwards: its numbers are σ times these
    XAVIER: init.xavier_normal,
    HE: init.he_normal,
    LECUN: init.lecun_normal,
    ORTHOGONAL: init.orthogonal,
}
RULES = tuple(_RULES)


def spread(rule: str, n_out: int, n_in: int, std: float) -> float:
    """Return the standard deviation σ that a rule gives the entries of W (n_out, n_in)."""
    variances = {
        ZEROS: 0.0,
        NORMAL: std**2,
        XAVIER: 2 / (n_in + n_out),
        HE: 2 / n_in,
        LECUN: 1 / n_in,
        ORTHOGONAL: 1 / max(n_in, n_out),
    }
    return math.sqrt(variances[rule])


def weights(rule: str, seed: int, width: int, std: float) -> Array:
    """Draw the W of all layers by one rule, one after the other: (DEEPEST, width, width)."""
    drawn = _draws(rule, seed, width)
    return std * drawn if rule == NORMAL else drawn


@functools.lru_cache(maxsize=3)
def _draws(rule: str, seed: int, width: int) -> Array:
    rng = np.random.default_rng(seed)
    drawn = np.array([_RULES[rule](rng, width, width) for _ in range(DEEPEST)])
    drawn.flags.writeable = False
    return drawn


@functools.lru_cache(maxsize=3)
def ends(seed: int, width: int) -> tuple[Array, Array]:
    """Draw what goes in at either end, entries N(0, 1): the batch x and the error δ, each (BATCH, width)."""
    rng = np.random.default_rng([seed, 1])
    x, delta = rng.standard_normal((2, BATCH, width))
    x.flags.writeable = delta.flags.writeable = False
    return x, delta
