"""Names beside the ends of lines, kept from lying on each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def spread_out(heights: NDArray[np.float64], gap: float, reach: float) -> NDArray[np.float64]:
    """Move heights apart until neighbours are ``gap`` apart and all within ±reach; their order stays.

    Those that would touch are pooled about their common middle, as often as pools touch each other.
    """
    order = np.argsort(heights, kind="stable")
    steps = gap * np.arange(len(heights))
    pools: list[list[float]] = []
    for height in np.clip(heights[order], -reach, reach) - steps:
        pools.append([float(height)])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    places = np.concatenate([np.full(len(pool), _mean(pool)) for pool in pools])
    apart = np.empty_like(places)
    apart[order] = np.clip(places, -reach, reach - steps[-1]) + steps
    return apart


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
