"""F11, the learner's own optimiser: walked on the same gradients as the one it is compared with."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.figures.f11_descent.landscapes import landscape
from nnkit.widgets.figures.f11_descent.paths import Path, batch_size, terms_of, walk
from nnkit.widgets.own import attempt
from nnkit.widgets.style import number

Array = NDArray[np.float64]
OwnStep = Callable[..., Any]
YOURS = "yours"


class Yours:
    """Runs ``step(theta, grad, t)``, once for each setting that it can depend on."""

    def __init__(self, step: OwnStep) -> None:
        self._step = step
        try:
            self._takes_eta = "eta" in inspect.signature(step).parameters
        except (TypeError, ValueError):
            self._takes_eta = False
        self._walked = functools.lru_cache(maxsize=4)(self._walk)

    def path(
        self,
        reference: str,
        surface: tuple[Any, ...],
        eta: float,
        start: tuple[float, float],
        batch: int,
        seed: int,
    ) -> tuple[Path, str]:
        """Return the path up to the first step that failed, and what went wrong there."""
        drawn = batch_size(reference, batch)
        return self._walked(surface, eta if self._takes_eta else 0.0, start, drawn, seed if drawn else 0)

    def _walk(
        self, surface: tuple[Any, ...], eta: float, start: tuple[float, float], drawn: int, seed: int
    ) -> tuple[Path, str]:
        said: list[str] = []
        function = self._with_eta(eta) if self._takes_eta else self._step

        def step(theta: Array, grad: Array, t: int) -> Array | None:
            value, trouble = attempt(function, theta, grad, t, shape=(2,))
            if value is not None and not np.isfinite(value).all():
                name = getattr(function, "__name__", "your function")
                value, trouble = None, f"{name} returned a number that is not finite"
            if value is None:
                said.append(f"{trouble} (at step {t})")
            return value

        ground = landscape(*surface)
        return walk(YOURS, ground, terms_of(ground, drawn, seed), start, step), "".join(said)

    def _with_eta(self, eta: float) -> OwnStep:
        @functools.wraps(self._step, updated=())
        def step(theta: Array, grad: Array, t: int) -> Any:
            return self._step(theta, grad, t, eta=eta)

        return step


def compare(mine: Path, trouble: str, reference: Path) -> str:
    """Say at which step the learner's path first leaves the reference, or what went wrong."""
    if trouble:
        return f" Yours: {trouble}."
    until = len(mine.theta)
    for path in (mine, reference):
        until = min(until, path.diverged if path.diverged is not None else until)
    near = np.isclose(mine.theta[:until], reference.theta[:until], rtol=1e-5, atol=1e-6).all(axis=1)
    apart = np.flatnonzero(~near)
    if not apart.size and mine.diverged == reference.diverged:
        return f" Yours takes the same steps as {reference.name}."
    k = int(apart[0]) if apart.size else until
    for digits in range(3, 9):  # as many as it takes to see the difference
        here, there = (", ".join(number(v, digits) for v in p.theta[k]) for p in (mine, reference))
        if here != there:
            break
    return f" Yours first differs from {reference.name} at step {k}: ({here}) instead of ({there})."
