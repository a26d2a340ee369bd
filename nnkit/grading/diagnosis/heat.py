"""A small map of where an array is wrong: one sign for an entry, darker where the error is larger."""

from __future__ import annotations

import numpy as np

from nnkit.grading.diagnosis.pair import Array, Pair

SIGNS = "·░▒▓█"  # right, then up to a quarter, a half, three quarters and all of the largest error
NOT_FINITE = "!"
LEGEND = f"{SIGNS[0]} right, {SIGNS[-1]} the largest error"
MOST_ROWS, MOST_COLUMNS = 12, 24


def heat_map(pair: Pair) -> tuple[str, ...]:
    """Return one text for each row of a vector or matrix; () where a map would say nothing.

    That is: for single numbers, for other shapes, and where every entry is wrong by about as much. A large
    array is drawn in blocks, each with the sign of its worst entry.
    """
    if pair.got.shape != pair.want.shape or pair.want.ndim not in (1, 2) or pair.want.size < 3:
        return ()
    levels = _pooled(_levels(pair).reshape(-1, pair.want.shape[-1]))
    if len(np.unique(levels)) < 2:
        return ()
    return tuple("".join((*SIGNS, NOT_FINITE)[level] for level in row) for row in levels)


def _levels(pair: Pair) -> Array:
    """Return 0 (right) to 4 (the largest error) for each entry, and 5 for what is no number."""
    wrong = ~np.isclose(pair.got, pair.want, pair.rtol, pair.atol, equal_nan=True)
    with np.errstate(all="ignore"):
        error = np.where(wrong, np.abs(pair.got - pair.want), 0.0)
    finite = np.isfinite(error)
    largest = np.max(error, initial=0.0, where=finite) or 1.0
    quarters = np.ceil(4 * np.where(finite, error, 0.0) / largest)
    return np.where(finite, np.clip(quarters, wrong, 4), 5).astype(int)


def _pooled(levels: Array) -> Array:
    """Return the worst level of each block, with at most MOST_ROWS rows and MOST_COLUMNS columns."""
    for axis, most in enumerate((MOST_ROWS, MOST_COLUMNS)):
        starts = np.unique(np.linspace(0, levels.shape[axis], most, endpoint=False).astype(int))
        levels = np.maximum.reduceat(levels, starts, axis=axis)
    return levels
