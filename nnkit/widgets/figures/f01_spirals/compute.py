"""F1, the numbers: a line, a fixed map or learned layers on two spirals, and the space of the features."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.figure import View
from nnkit.widgets.figures.f01_spirals.maps import (
    LEARNED,
    LINE,
    POLYNOMIAL,
    RANDOM,
    Array,
    Data,
    Head,
    Labels,
    fit_features,
    fixed,
    learned,
    same,
    untrained,
)
from nnkit.widgets.figures.f01_spirals.space import LATTICE, Space, grid, reach
from nnkit.widgets.figures.f01_spirals.words import say_fixed, say_learned, say_line
from nnkit.widgets.figures.f01_spirals.work import MOMENTUM, Learned
from nnkit.widgets.surface import level_line

SIDE = 0.3  # how strongly a straight line colours its two sides
PALE = 0.6  # how strongly a certain p colours its place, so that the points stand out


@dataclass(frozen=True, kw_only=True)
class Row:
    """One model of the comparison: its errors on the points and on fresh ones, as shares."""

    name: str
    errors: float
    fresh: float
    current: bool


@dataclass(frozen=True, kw_only=True)
class SpiralsView(View):
    """Points x (N, 2) with classes y, the surface ``field`` (rows, columns) in [−1, 1] and its boundary.

    ``places`` (N, 2), ``lattice`` (lines, points, 2) and ``bent`` are points, a grid and the boundary on
    their way from the input space (morph 0) to the space of the features (morph 1). ``loose`` is the share of
    points that the best straight line between ``places`` gets wrong. ``straight`` is (n₁, n₂, c) of the
    boundary n·a + c = 0 in the space of the features, ``best`` is (n₁, n₂, c) of
    the best line n·x + c = 0 in the input space, shown if the learner asks for it.
    """

    features: str
    data: Data
    x: Array
    y: Labels
    wrong: NDArray[np.bool_]
    field: Array
    boundary: tuple[Array, Array]
    places: Array
    lattice: Array
    bent: tuple[Array, Array]
    straight: tuple[float, float, float] | None
    morph: float
    errors: float
    fresh: float
    best: tuple[float, float, float] | None
    best_errors: float
    loose: float
    updates: int
    rows: tuple[Row, ...]


def compute(
    features: str = LINE,
    angle: float = 0,
    offset: float = 0.0,
    best: bool = False,
    degree: int = 5,
    M: int = 16,
    optimiser: str = MOMENTUM,
    morph: float = 1.0,
    turns: float = 1.5,
    noise: float = 0.1,
    points: int = 200,
    radius: float = 3,
    seed: int = 0,
    work: Learned | None = None,
) -> SpiralsView:
    """z = w·φ(x) + b for the chosen feature map φ; class 1 where z > 0.

    The line by hand has w = (cos angle, sin angle) and b = −offset · radius. ``optimiser`` belongs to the
    training, which comes as ``work``; without it the learned layers are those before training.
    """
    data = Data(float(turns), float(noise), int(points), float(radius), int(seed))
    (x, y), (x_fresh, y_fresh) = data.draw(), data.draw(fresh=True)
    head = _head(features, data, angle, offset, int(degree), int(M), work)
    space = Space.of(features, head, x, data.radius)
    z = head(x)
    axis = grid(data.radius)
    field = head(_plane(data.radius)).reshape(axis.size, axis.size)
    boundary = level_line(axis, axis, field)
    t = 1.0 if features == LINE else float(morph)
    places = space.between(x, t)
    wrong = (z > 0) != (y == 1)
    errors, fresh, loose = float(np.mean(wrong)), head.errors(x_fresh, y_fresh), separable(places, y)
    line = fixed(LINE, data, 0)
    best_errors = line.errors(x, y)
    updates = work.updates if work else 0
    trained = work.head.errors(x, y) if work else 0.0
    if features == LINE:
        said = say_line(errors, len(y), best_errors if best else None, updates, trained)
    elif features == LEARNED:
        said = say_learned(int(M), updates, errors, fresh, loose, best_errors, work.loss if work else None)
    else:
        name = f"Polynomials up to degree {degree}" if features == POLYNOMIAL else f"{M} random tanh units"
        said = say_fixed(name, len(head.w), errors, fresh, loose)
    return SpiralsView(
        readout=said,
        features=features,
        data=data,
        x=x,
        y=y,
        wrong=wrong,
        field=_colours(features, field, data.radius),
        boundary=boundary,
        places=places,
        lattice=space.between(LATTICE.reshape(-1, 2) * reach(data.radius), t).reshape(LATTICE.shape),
        bent=_bent(space, boundary, t),
        straight=space.boundary() if t == 1 else None,
        morph=t,
        errors=errors,
        fresh=fresh,
        best=_across(line) if best and features == LINE else None,
        best_errors=best_errors,
        loose=loose,
        updates=updates,
        rows=_rows(features, data, head, bool(best), int(degree), int(M), work),
    )


def _head(
    features: str, data: Data, angle: float, offset: float, degree: int, M: int, work: Learned | None
) -> Head:
    if features == LINE:
        turn = math.radians(angle)
        w = np.array([math.cos(turn), math.sin(turn)], dtype=np.float64)
        return Head(same, w, -float(offset) * data.radius)
    if features == LEARNED:
        return work.head if work else learned(untrained(M, data.seed))
    return fixed(features, data, degree if features == POLYNOMIAL else M)


@functools.lru_cache(maxsize=4)
def _plane(radius: float) -> Array:
    """Return all places (n, 2) of the grid, row by row from the bottom."""
    axis = grid(radius)
    return np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)


def _colours(features: str, z: Array, radius: float) -> Array:
    """Return 2 σ(z) − 1, paler; the two sides of a line by hand, which has no probabilities, are plain."""
    if features == LINE:
        return np.clip(z * 40 / radius, -SIDE, SIDE)
    return PALE * np.tanh(z / 2)


def _bent(space: Space, boundary: tuple[Array, Array], t: float) -> tuple[Array, Array]:
    """Move the boundary with the points: in the space of the features it is a straight line."""
    line = np.stack(boundary, axis=1)
    kept = np.isfinite(line[:, 0])
    moved = np.full(line.shape, np.nan)
    moved[kept] = space.between(line[kept], t)
    return moved[:, 0], moved[:, 1]


def separable(places: Array, y: Labels) -> float:
    """Return the share of points that the best straight line (by logistic regression) gets wrong."""
    w, b = fit_features(places, y)
    return float(np.mean((places @ w + b > 0) != (y == 1)))


def _across(line: Head) -> tuple[float, float, float]:
    size = float(np.hypot(*line.w))
    return float(line.w[0]) / size, float(line.w[1]) / size, line.b / size


def _rows(
    features: str, data: Data, head: Head, best: bool, degree: int, M: int, work: Learned | None
) -> tuple[Row, ...]:
    """Return what is compared: the models on the same data, once the best line may be known."""
    heads = {}
    if features == LINE:
        heads["your line"] = head
    if best or features != LINE:
        heads["best line"] = fixed(LINE, data, 0)
    if features != LINE:
        heads[f"degree {degree}"] = fixed(POLYNOMIAL, data, degree)
        heads[f"{M} random units"] = fixed(RANDOM, data, M)
    if work:
        heads[f"{M} + 2 learned"] = work.head
    current = {LINE: "your line", POLYNOMIAL: f"degree {degree}", RANDOM: f"{M} random units"}
    points, fresh = data.draw(), data.draw(fresh=True)
    return tuple(
        Row(
            name=name,
            errors=one.errors(*points),
            fresh=one.errors(*fresh),
            current=name == current.get(features, f"{M} + 2 learned"),
        )
        for name, one in heads.items()
    )
