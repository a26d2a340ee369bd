"""F13, the features: what the network is told about a point."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from nnkit.errors import Array, SettingError

# name of the control -> (symbol, function of x₁ and x₂)
FEATURES: dict[str, tuple[str, Callable[[Array, Array], Array]]] = {
    "x1": ("x₁", lambda x1, x2: x1),
    "x2": ("x₂", lambda x1, x2: x2),
    "x1_squared": ("x₁²", lambda x1, x2: x1 * x1),
    "x2_squared": ("x₂²", lambda x1, x2: x2 * x2),
    "x1x2": ("x₁x₂", lambda x1, x2: x1 * x2),
    "sin_x1": ("sin x₁", lambda x1, x2: np.sin(x1)),
    "sin_x2": ("sin x₂", lambda x1, x2: np.sin(x2)),
}


def chosen(state: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the features that are switched on."""
    return tuple(name for name in FEATURES if state[name])


def symbols(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return how the features are written in pictures and sentences."""
    return tuple(FEATURES[name][0] for name in names)


def features(x: Array, names: tuple[str, ...]) -> Array:
    """Return the features of points x (n, 2): (n, number of names)."""
    if not names:
        raise SettingError("No feature is switched on, so the network sees nothing. Switch one on.")
    x1, x2 = x[:, 0], x[:, 1]
    return np.stack([FEATURES[name][1](x1, x2) for name in names], axis=1)
