"""F12, the learner's own initialiser: drawn layer by layer, and compared with the chosen rule."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from nnkit.widgets.figures.f12_signals.rules import DEEPEST, ORTHOGONAL, Array, spread
from nnkit.widgets.own import attempt
from nnkit.widgets.style import number

OwnRule = Callable[[np.random.Generator, int, int], Any]
PROBES = ((80, 20), (20, 80))  # not square, or n_in and n_out could not be told apart
LARGEST = 100.0  # 30 layers of larger entries could overflow
SIGMAS = 5.0  # how many of its own standard errors a drawn figure may be off


class Yours:
    """A learner's ``init(rng, n_out, n_in)`` with its last draws kept, so that a drag calls it once."""

    def __init__(self, init: OwnRule) -> None:
        self.init = init
        self.name = getattr(init, "__name__", "your function")
        self._drawn: tuple[tuple[int, int], Array | None, str] | None = None

    def weights(self, seed: int, width: int) -> tuple[Array | None, str]:
        """Return its W for all layers, (DEEPEST, width, width), or None and what went wrong."""
        if self._drawn is None or self._drawn[0] != (seed, width):
            self._drawn = ((seed, width), *self._draw(seed, width))
        return self._drawn[1:]

    def difference(self, rule: str, seed: int, std: float) -> str:
        """Say where it first differs from a rule, or "" if it does not."""
        for n_out, n_in in PROBES:
            W, trouble = attempt(self.init, np.random.default_rng(seed), n_out, n_in, shape=(n_out, n_in))
            if W is None:
                return trouble
            wrong = _compare(W, rule, spread(rule, n_out, n_in, std))
            if wrong:
                return f"for n_out = {n_out}, n_in = {n_in} {wrong}"
        return ""

    def _draw(self, seed: int, width: int) -> tuple[Array | None, str]:
        rng = np.random.default_rng(seed)
        drawn = np.empty((DEEPEST, width, width))
        for l in range(DEEPEST):
            W, trouble = attempt(self.init, rng, width, width, shape=(width, width))
            if W is None:
                return None, trouble
            if not np.isfinite(W).all():
                return None, f"{self.name} returned numbers that are not finite"
            if np.abs(W).max() > LARGEST:
                return None, f"{self.name} returned weights as large as {number(np.abs(W).max())}"
            drawn[l] = W
        return drawn, ""


def _compare(W: Array, rule: str, sigma: float) -> str:
    """Compare the entries of one W with what a rule aims at: their standard deviation, mean, and rows."""
    if not np.isfinite(W).all():
        return "it returns numbers that are not finite"
    found = float(W.std())
    if not math.isclose(found, sigma, rel_tol=SIGMAS / math.sqrt(2 * W.size), abs_tol=1e-12):
        return f"the weights have the standard deviation {number(found)} instead of {number(sigma)}"
    if abs(W.mean()) > SIGMAS * sigma / math.sqrt(W.size):
        return f"the weights have the mean {number(W.mean())} instead of 0"
    if rule == ORTHOGONAL:
        product = W @ W.T if len(W) <= W.shape[1] else W.T @ W
        if not np.allclose(product, np.eye(len(product)), atol=1e-6):
            short = "rows" if len(W) <= W.shape[1] else "columns"
            return f"the {short} are not orthogonal to each other and of length 1"
    return ""
