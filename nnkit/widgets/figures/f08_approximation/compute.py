"""F8, the numbers: target, construction, its error for every M, and what training has found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.controls import Stroke
from nnkit.widgets.figure import View
from nnkit.widgets.figures.f08_approximation.construct import (
    HINGES,
    MOST,
    POINTS,
    Weights,
    X,
    build,
    errors,
    rate,
    run,
)
from nnkit.widgets.figures.f08_approximation.parts import BLOCKS, parts_of
from nnkit.widgets.figures.f08_approximation.targets import EXAMPLE, FORMULA, YOURS, Own, samples
from nnkit.widgets.figures.f08_approximation.words import say_construction, say_own, say_training, write
from nnkit.widgets.figures.f08_approximation.work import ADAM, Fitted, Trained
from nnkit.widgets.own import attempt
from nnkit.widgets.style import short

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class ApproximationView(View):
    """A target on X (points,), the constructed network and its error ``errors[M − 1]`` for each M (100,).

    ``parts`` (count, points, 2) are the lines of its single units, or of its triangles or bumps, which are
    ``filled``. ``slope`` is p in error ∝ Mᵖ, None where some M are exact. ``own`` is the
    learner's function and ``fitted`` what training has found; ``past`` (count, 2)
    holds M and the error of each training that was finished.
    """

    name: str
    units: str
    M: int
    target: Array
    weights: Weights
    values: Array
    errors: Array
    slope: float | None
    kinks: Array
    parts: Array
    filled: bool
    own: Array | None
    own_error: float
    fitted: Fitted | None
    past: Array

    @property
    def error(self) -> float:
        """The largest error of the construction, max |f − target|."""
        return float(self.errors[self.M - 1])


def compute(
    target: str = "sine",
    expression: str = FORMULA,
    drawing: tuple[Stroke, ...] = EXAMPLE,
    units: str = HINGES,
    M: int = 6,
    steepness: float = 32,
    parts: str = BLOCKS,
    optimiser: str = ADAM,
    eta: float = 0.03,
    seed: int = 0,
    f: Own | None = None,
    work: Trained | None = None,
) -> ApproximationView:
    """max |f − target| over 801 points of [−1, 1] for f(x) = c + Σ v φ(w x + b), constructed and trained.

    ``optimiser``, ``eta`` and ``seed`` belong to the training, which comes as ``work``.
    """
    M = min(max(int(M), 1), MOST)
    y, trouble = samples(target, expression, drawing, f)
    goal = y[:POINTS]
    weights = build(units, y, M, steepness)
    values = run(units, weights, X)
    found = errors(units, y, steepness)
    slope = rate(found)
    worst = int(np.abs(values - goal).argmax())
    text = say_construction(units, M, float(found[M - 1]), float(X[worst]), slope)
    text = text[0].upper() + text[1:]
    fitted = work.fitted if work else None
    if fitted is not None:
        text += say_training(fitted, float(found[M - 1]))
    own, own_error = None, 0.0
    if f is not None and target != YOURS:
        own, own_error, said = _compare(f, goal)
        text += said
    if trouble:
        text = f"{trouble[0].upper()}{trouble[1:]}. {text}"
    return ApproximationView(
        readout=text,
        formula=write(units, weights),
        name=target,
        units=units,
        M=M,
        target=goal,
        weights=weights,
        values=values,
        errors=found,
        slope=slope,
        kinks=_kinks(weights),
        parts=parts_of(parts, units, weights, y, steepness),
        filled=parts == BLOCKS,
        own=own,
        own_error=own_error,
        fitted=fitted,
        past=np.array(work.past if work else (), dtype=np.float64).reshape(-1, 2),
    )


def _compare(f: Own, goal: Array) -> tuple[Array | None, float, str]:
    """Run the learner's function; return its values, its largest error, and a sentence."""
    own, trouble = attempt(f, X, shape=X.shape)
    name = getattr(f, "__name__", "your function")
    if own is None:
        return None, 0.0, f" Yours: {trouble}."
    bad = np.flatnonzero(~np.isfinite(own))
    if bad.size:
        return None, 0.0, f" Yours: {name} has no finite value at x = {short(float(X[bad[0]]))}."
    worst = int(np.abs(own - goal).argmax())
    error = float(abs(own[worst] - goal[worst]))
    return own, error, say_own(name, error, float(X[worst]))


def _kinks(weights: Weights) -> Array:
    """Return where the units bend or step, −b/w; a unit that rests has no such place."""
    used = weights.w != 0
    return np.asarray(-weights.b[used] / weights.w[used], dtype=np.float64)
