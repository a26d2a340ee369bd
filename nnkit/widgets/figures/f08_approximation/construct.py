"""F8, the construction: the weights of a network with one hidden layer written down by formula.

A network of M hidden units on [−1, 1] is f(x) = c + Σ v φ(w x + b). Hinges: φ = ReLU, one at the left end of
each of M equal pieces, each changing the slope by what the next piece needs. Bumps: φ = sigmoid, two steep
units for each of M/2 equal pieces, one that steps up where the piece begins and one down where it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import relu, sigmoid

Array = NDArray[np.float64]
HINGES, BUMPS = "ReLU hinges", "sigmoid bumps"
MOST = 100  # hidden units
POINTS = 801
X: Array = np.linspace(-1.0, 1.0, POINTS)
OUTSIDE = 10.0  # w · distance by which the outermost steps lie outside the interval: sigmoid(10) = 0.99995


def _places(pieces: int) -> tuple[Array, Array]:
    """Return the ends (pieces + 1,) and the centres (pieces,) of so many equal pieces of [−1, 1]."""
    ends = np.linspace(-1.0, 1.0, pieces + 1)
    return ends, (ends[:-1] + ends[1:]) / 2


# Where a target is asked for its values: X, the ends of 1, 2, … 100 pieces, the centres of 1, 2, … 50.
NODES: Array = np.concatenate(
    [X, *(_places(n)[0] for n in range(1, MOST + 1)), *(_places(n)[1] for n in range(1, MOST // 2 + 1))]
)


def at_ends(samples: Array, pieces: int) -> Array:
    """Return the target at the ends of the pieces (pieces + 1,), from its values at NODES."""
    start = POINTS + (pieces - 1) * (pieces + 2) // 2  # 2 + 3 + … + pieces
    return samples[start : start + pieces + 1]


def at_centres(samples: Array, pieces: int) -> Array:
    """Return the target at the centres of the pieces (pieces,), from its values at NODES."""
    start = POINTS + MOST * (MOST + 3) // 2 + pieces * (pieces - 1) // 2
    return samples[start : start + pieces]


@dataclass(frozen=True)
class Weights:
    """The parameters of f(x) = c + Σ v φ(w x + b): w, b and v of each hidden unit (M,), and c."""

    w: Array
    b: Array
    v: Array
    c: float


def hinges(samples: Array, M: int) -> Weights:
    """Interpolate: vₖ is the slope of piece k less that of piece k − 1, and the kink is at −b = tₖ."""
    ends, y = _places(M)[0], at_ends(samples, M)
    slopes = np.diff(y) / np.diff(ends)
    return Weights(np.ones(M), -ends[:-1], np.diff(slopes, prepend=0.0), float(y[0]))


def bumps(samples: Array, M: int, steepness: float) -> Weights:
    """Give each piece a pair ±yₖ of steps; ``steepness`` is w times the width of a piece.

    A single unit without a partner gets v = 0: it rests.
    """
    pieces = M // 2
    w, b, v = np.zeros(M), np.zeros(M), np.zeros(M)
    if pieces:
        steps = pieces * steepness / 2
        ends = _steps_at(pieces, steps)
        w[: 2 * pieces] = steps
        b[0 : 2 * pieces : 2], b[1 : 2 * pieces : 2] = -steps * ends[:-1], -steps * ends[1:]
        y = at_centres(samples, pieces)
        v[0 : 2 * pieces : 2], v[1 : 2 * pieces : 2] = y, -y
    return Weights(w, b, v, 0.0)


def _steps_at(pieces: int, w: float) -> Array:
    """Return where the steps are: the ends of the pieces, the outermost two moved outside."""
    ends = _places(pieces)[0]
    ends[0] -= OUTSIDE / w
    ends[-1] += OUTSIDE / w
    return ends


def build(units: str, samples: Array, M: int, steepness: float) -> Weights:
    """Write the weights of M units down by formula."""
    return hinges(samples, M) if units == HINGES else bumps(samples, M, steepness)


def run(units: str, weights: Weights, x: Array) -> Array:
    """Return f(x) = c + Σ v φ(w x + b) at each x (points,)."""
    phi = relu if units == HINGES else sigmoid
    return np.asarray(weights.c + phi(np.outer(x, weights.w) + weights.b) @ weights.v, dtype=np.float64)


def errors(units: str, samples: Array, steepness: float) -> Array:
    """Return max |f − target| of the construction for M = 1, 2, … 100: (100,)."""
    return _errors(units, samples.tobytes(), float(steepness) if units == BUMPS else 0.0)


@lru_cache(maxsize=8)
def _errors(units: str, samples: bytes, steepness: float) -> Array:
    y = np.frombuffer(samples, dtype=np.float64)
    target = y[:POINTS]
    if units == HINGES:  # the same function as run() gives, in a hundredth of the time
        fits = (np.interp(X, _places(M)[0], at_ends(y, M)) for M in range(1, MOST + 1))
        return np.array([np.abs(fit - target).max() for fit in fits])
    found = [float(np.abs(target).max())]  # a single unit rests
    for pieces in range(1, MOST // 2 + 1):
        w = pieces * steepness / 2
        steps = sigmoid(w * (X[:, np.newaxis] - _steps_at(pieces, w)))
        change = np.diff(at_centres(y, pieces), prepend=0.0, append=0.0)  # neighbours share a step
        found += 2 * [float(np.abs(steps @ change - target).max())]
    return np.array(found[:MOST])


def rate(found: Array, least: int = 10) -> float | None:
    """Measure p in error ∝ Mᵖ by least squares on logarithms, M from ``least``; None if some are exact."""
    M = np.arange(least, MOST + 1)
    logs = np.log(np.maximum(found[least - 1 :], 1e-300))
    if logs.min() < np.log(1e-9):
        return None
    return float(np.polyfit(np.log(M), logs, 1)[0])
