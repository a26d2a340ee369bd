"""Running a learner's own function inside a figure: its result, or one sentence about what went wrong."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray


def attempt(
    function: Callable[..., Any], *args: Any, shape: tuple[int, ...]
) -> tuple[NDArray[np.float64] | None, str]:
    """Call a learner's function; return (its array, "") or (None, what went wrong in words)."""
    name = getattr(function, "__name__", "your function")
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            value = function(*(a.copy() if isinstance(a, np.ndarray) else a for a in args))
    except Exception as error:
        return None, f"{name} raised {type(error).__name__}: {error}"
    if value is ...:
        return None, f"{name} still returns ..., so it has not been written yet"
    expected = f"an array of shape {shape}" if shape else "one number"
    try:
        if value is None:
            raise ValueError
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        return None, f"{name} returned {type(value).__name__}; expected {expected}"
    if array.shape != shape:
        return None, f"{name} returned shape {array.shape}; expected {expected}"
    return array, ""
