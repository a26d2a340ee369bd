"""F11, the walkers: every optimiser from the start to the last step, on the library's own SGD and Adam."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.adam import Adam
from nnkit.optimizers import SGD, Optimizer
from nnkit.widgets.figures.f11_descent.landscapes import EXAMPLES, Landscape, Term, landscape

Array = NDArray[np.float64]

STEPS = 200
DIVERGED = 1e6  # a loss beyond this is called divergence
FAR = 1e5  # no walker is followed beyond this distance
BATCH, MINI, SGD1, MOMENTUM, ADAM = "batch", "mini-batch", "SGD", "momentum", "Adam"
OPTIMISERS = (BATCH, MINI, SGD1, MOMENTUM, ADAM)
HEAVY, AVERAGE = "heavy ball: v ← βv + g", "average: v ← βv + (1 − β)g"
FORMS = (HEAVY, AVERAGE)


@dataclass(frozen=True)
class Path:
    """Where one optimiser was after each step: theta (steps + 1, 2), its losses above the lowest one.

    ``diverged`` is the first step with a loss above a million; the path stays where it was then.
    """

    name: str
    theta: Array
    excess: Array
    distance: Array
    diverged: int | None


@lru_cache(maxsize=16)
def draws(batch: int, seed: int) -> NDArray[np.int64]:
    """Return the examples of every step, drawn with replacement: (STEPS, batch)."""
    rng = np.random.default_rng([seed, batch])
    return rng.integers(EXAMPLES, size=(STEPS, batch), dtype=np.int64)


def batch_size(name: str, batch: int) -> int:
    """Return how many examples an optimiser draws a step; 0 stands for all, without drawing."""
    return {SGD1: 1, MINI: batch}.get(name, 0)


def terms_of(ground: Landscape, drawn: int, seed: int) -> list[Term]:
    """Return what each step sees: a batch of ``drawn`` examples, or all of them if it is 0."""
    return ground.terms(draws(drawn, seed)) if drawn else [ground.full] * STEPS


def optimiser_of(name: str, eta: float, beta: float, form: str) -> Optimizer:
    """Return the library's optimiser of that name."""
    if name == ADAM:
        return Adam(eta)
    if name == MOMENTUM and beta > 0:
        return SGD(eta, momentum=beta, ema=form == AVERAGE)
    return SGD(eta)


def path(
    name: str,
    surface: tuple[Any, ...],
    eta: float,
    start: tuple[float, float],
    *,
    batch: int,
    beta: float,
    form: str,
    seed: int,
) -> Path:
    """Return the path of a library optimiser; what it does not depend on costs no new path."""
    drawn = batch_size(name, batch)
    inertia = (beta, form) if name == MOMENTUM and beta > 0 else (0.0, HEAVY)
    return _path(name, surface, eta, start, drawn, inertia, seed if drawn else 0)


@lru_cache(maxsize=16)
def _path(
    name: str,
    surface: tuple[Any, ...],
    eta: float,
    start: tuple[float, float],
    drawn: int,
    inertia: tuple[float, str],
    seed: int,
) -> Path:
    ground, optimiser = landscape(*surface), optimiser_of(name, eta, *inertia)

    def step(theta: Array, grad: Array, t: int) -> Array:
        optimiser.step(theta, grad)
        return theta

    return walk(name, ground, terms_of(ground, drawn, seed), start, step)


def walk(
    name: str,
    ground: Landscape,
    terms: list[Term],
    start: tuple[float, float],
    step: Callable[[Array, Array, int], Array | None],
) -> Path:
    """Follow ``step(theta, grad, t)`` for t = 1, 2, ... until it is far away; None ends the path there."""
    theta, grad = np.array(start, dtype=np.float64), np.empty(2)
    rows = np.empty((STEPS + 1, 2))
    rows[0] = theta
    end = STEPS
    for k, term in enumerate(terms, start=1):
        grad[:] = ground.slope(float(theta[0]), float(theta[1]), term)
        moved = step(theta, grad, k)
        if moved is None:
            end = k - 1
            break
        theta = moved
        rows[k] = theta
        if not (abs(rows[k, 0]) < FAR and abs(rows[k, 1]) < FAR):
            end = k
            break
    rows = np.nan_to_num(rows[: end + 1], nan=1e9, posinf=1e9, neginf=-1e9).clip(-1e9, 1e9)
    return _measured(name, ground, rows)


def _measured(name: str, ground: Landscape, rows: Array) -> Path:
    """Add losses and distances, hold a path where it diverged, and give every path the same length."""
    excess = np.maximum(ground.loss(rows[:, 0], rows[:, 1]) - ground.lowest, 0)
    beyond = np.flatnonzero(excess + ground.lowest > DIVERGED)
    diverged = int(beyond[0]) if beyond.size else None
    last = len(rows) - 1 if diverged is None else diverged
    upto = np.minimum(np.arange(STEPS + 1, dtype=np.int64), last)
    theta = rows[upto]
    apart = theta[:, np.newaxis] - ground.minima
    return Path(name, theta, excess[upto], np.sqrt((apart**2).sum(axis=2)).min(axis=1), diverged)
