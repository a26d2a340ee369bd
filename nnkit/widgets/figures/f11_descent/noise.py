"""F11, the second picture: how much the gradient of a mini-batch scatters, measured over many draws."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.figures.f11_descent.landscapes import EXAMPLES, Landscape

Array = NDArray[np.float64]

SIZES = (1, 2, 4, 8, 16, 32, 64)
DRAWS = 1000  # batches of each size; the measured variance is then right to about 5 %
CLOUD = 300  # of them are drawn as points


@dataclass(frozen=True)
class Noise:
    """The scatter of a mini-batch's gradient at one place.

    ``variance`` is σ², the mean of |gᵢ − g|² over the examples; ``measured`` (sizes,) that of |ĝ − g|² over
    draws with replacement; ``law`` σ²/B; ``without`` σ²/B · (N − B)/(N − 1), for draws without replacement.
    ``cloud`` (CLOUD, 2) holds ĝ − g of one batch size, in units of σ.
    """

    variance: float
    measured: Array
    law: Array
    without: Array
    cloud: Array


def measure(ground: Landscape, a: float, b: float, batch: int, seed: int) -> Noise:
    """Draw DRAWS batches of every size at (a, b) and measure how their gradients scatter."""
    gradients = ground.example_gradients(a, b)
    apart = gradients - gradients.mean(axis=0)
    variance = float((apart**2).sum(axis=1).mean())
    sizes = np.array(SIZES, dtype=np.float64)
    scatter = shares(seed) @ apart  # (sizes, draws, 2): ĝ − g
    return Noise(
        variance=variance,
        measured=(scatter**2).sum(axis=2).mean(axis=1),
        law=variance / sizes,
        without=variance / sizes * (EXAMPLES - sizes) / (EXAMPLES - 1),
        cloud=scatter[SIZES.index(batch), :CLOUD] / np.sqrt(variance),
    )


@lru_cache(maxsize=1)
def shares(seed: int) -> Array:
    """Return each example's share in each batch, drawn with replacement: (sizes, DRAWS, EXAMPLES)."""
    rng = np.random.default_rng([seed, DRAWS])
    even = np.full(EXAMPLES, 1 / EXAMPLES)
    return np.stack([rng.multinomial(size, even, size=DRAWS) / size for size in SIZES])
