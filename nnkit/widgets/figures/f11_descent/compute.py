"""F11, the numbers: the paths of several optimisers on one surface, or the noise of a mini-batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.figure import View
from nnkit.widgets.figures.f11_descent import words
from nnkit.widgets.figures.f11_descent.landscapes import BOWL, MINIMA, VALLEY, TwoMinima, landscape
from nnkit.widgets.figures.f11_descent.noise import Noise, measure
from nnkit.widgets.figures.f11_descent.paths import (
    ADAM,
    BATCH,
    HEAVY,
    MINI,
    MOMENTUM,
    OPTIMISERS,
    SGD1,
    STEPS,
    Path,
    path,
)
from nnkit.widgets.figures.f11_descent.yours import Yours, compare

PATHS, NOISE = "paths of the optimisers", "noise of the gradient"
SHOWS = (PATHS, NOISE)
ALL, BATCHES, METHODS = "all five", "batch, mini-batch, SGD", "batch, momentum, Adam"
COMPARED = {ALL: OPTIMISERS, BATCHES: (BATCH, MINI, SGD1), METHODS: (BATCH, MOMENTUM, ADAM), BATCH: (BATCH,)}

Surface = tuple[str, float, bool]  # its name, condition number, whether the inputs are standardised


@dataclass(frozen=True, kw_only=True)
class PathsView(View):
    """The paths of the optimisers shown, and of the learner's own, after t steps from one start."""

    surface: Surface
    t: int
    eta: float
    paths: tuple[Path, ...]
    own: Path | None
    start: tuple[float, float]
    minima: NDArray[np.float64]
    lowest: float
    limit: float  # 2/λ_max

    def find(self, name: str) -> Path | None:
        """Return the path of one optimiser, if it is shown."""
        return next((p for p in self.paths if p.name == name), None)


@dataclass(frozen=True, kw_only=True)
class NoiseView(View):
    """The scatter of mini-batch gradients at the start, for all batch sizes and for the one chosen."""

    batch: int
    noise: Noise


def compute(
    show: str = PATHS,
    surface: str = BOWL,
    compared: str = ALL,
    reference: str = BATCH,
    eta: float = 0.1,
    batch: int = 8,
    beta: float = 0.9,
    form: str = HEAVY,
    condition: float = 50,
    standardise: bool = False,
    start1: float = -2.2,
    start2: float = 0.0,
    seed: int = 1,
    t: int = 60,
    own: Yours | None = None,
    work: Any = None,
) -> PathsView | NoiseView:
    """Walk from (start1, start2) with every optimiser shown, or measure the noise of the gradient there.

    Paths are cached and do not depend on t, which only says how much of them is seen. ``work`` moves t.
    """
    key: Surface = (surface, condition, standardise) if surface == VALLEY else (surface, 50, False)
    start = (float(start1), float(start2))
    if show == NOISE:
        noise = measure(landscape(*key), *start, batch, seed)
        sentence, formula = words.say_noise(noise, batch, *start)
        return NoiseView(readout=sentence, formula=formula, batch=batch, noise=noise)
    t = int(min(max(t, 0), STEPS))
    names = [n for n in OPTIMISERS if n in COMPARED[compared] or (own is not None and n == reference)]
    given: dict[str, Any] = {"batch": batch, "beta": beta, "form": form, "seed": seed}
    paths = tuple(path(name, key, eta, start, **given) for name in names)
    mine, remark = None, ""
    if own is not None:
        mine, trouble = own.path(reference, key, eta, start, batch, seed)
        remark = compare(mine, trouble, next(p for p in paths if p.name == reference))
    ground = landscape(*key)
    formula = words.say_eta(surface, eta, ground.steepest)
    if compared == METHODS and beta > 0:
        formula += "<br>" + words.say_momentum(eta, beta, form)
    shown = paths if mine is None else (*paths, mine)
    return PathsView(
        readout=words.say_paths(shown, t) + remark,
        formula=formula,
        surface=key,
        t=t,
        eta=float(eta),
        paths=paths,
        own=mine,
        start=start,
        minima=ground.minima,
        lowest=ground.lowest,
        limit=2 / ground.steepest,
    )


def batch_diverges(view: PathsView | NoiseView) -> bool:
    """Batch gradient descent has passed a loss of a million."""
    if not isinstance(view, PathsView):
        return False
    walker = view.find(BATCH)
    return walker is not None and walker.diverged is not None and walker.diverged <= view.t


def valley_crossed(view: PathsView | NoiseView) -> bool:
    """In a valley of condition 50 or more some optimiser stays within 1 % of the lowest loss from step 20."""
    if not isinstance(view, PathsView) or view.surface[0] != VALLEY or view.surface[1] < 50:
        return False
    if view.t < 20:
        return False
    return any((p.excess[20:] <= 0.01 * view.lowest).all() for p in view.paths)


def escaped(view: PathsView | NoiseView) -> bool:
    """Batch descent sits in the local minimum, and another optimiser is beyond the ridge and stays there."""
    if not isinstance(view, PathsView) or view.surface[0] != MINIMA:
        return False
    walker = view.find(BATCH)
    if walker is None or view.t < 20 or walker.diverged is not None:
        return False
    held = walker.theta[view.t, 0] < TwoMinima.RIDGE
    return bool(held) and any(
        p.diverged is None and p.distance[view.t] < 0.7 for p in view.paths if p.name != BATCH
    )


def noise_is_a_tenth(view: PathsView | NoiseView) -> bool:
    """The batch is the smallest whose noise is at most a tenth of that of a single example."""
    if not isinstance(view, NoiseView):
        return False
    enough = view.noise.measured <= 0.1 * view.noise.measured[0]
    smallest = 2 ** int(np.argmax(enough))
    return bool(view.batch == smallest)
