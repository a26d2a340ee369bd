"""Where an array is wrong: for large inputs, for negative ones, in every row but the first, ..."""

from __future__ import annotations

import numpy as np

from nnkit.grading.diagnosis.pair import Array, Mistake, Pair
from nnkit.grading.diagnosis.printed import indices, number

LARGE = 30.0  # exp(30) is about 1e13: beyond this, formulas begin to differ from what they mean


def not_finite(pair: Pair) -> Mistake | None:
    """Tell NaN and infinity where a number was expected (and the reverse), and for which inputs."""
    bad = ~np.isfinite(pair.got) & np.isfinite(pair.want)
    if not np.any(bad):
        wild = np.isfinite(pair.got) & ~np.isfinite(pair.want)
        text = f"`{pair.what}`: expected infinity or NaN in {int(np.sum(wild))} places, got ordinary numbers."
        return Mistake("finite", text) if np.any(wild) else None
    kind = "nan" if np.any(np.isnan(pair.got) & bad) else "infinite"
    word = "NaN (not a number)" if kind == "nan" else "infinity"
    where = _where(bad)
    largest = max((_largest(value) for value in pair.inputs), default=0.0)
    if largest > LARGE:
        why = (
            f"The inputs reach {number(largest)}, and `np.exp` overflows beyond 709 (beyond 88 in float32). "
            "Subtract the largest input first, or rewrite the formula."
        )
    elif kind == "nan":
        why = "0/0, ∞ − ∞, 0 · ∞ and the logarithm or root of a negative number give it."
    else:
        why = "A division by zero, `np.log(0)` or an overflow of `np.exp` gives it."
    return Mistake(kind, f"`{pair.what}`: got {word}{where}, expected an ordinary number. {why}")


def explain_places(pair: Pair) -> Mistake | None:
    """Tell where the values are right and where they are not, if that is a clue."""
    if pair.want.ndim == 0 or pair.want.size < 2:
        return None
    right = pair.matches(pair.got, pair.want)
    return _by_input(pair, right) or _rows_alike(pair) or _rows(pair, right)


def _by_input(pair: Pair, right: Array) -> Mistake | None:
    """Compare the wrong places with the inputs that led there, entry by entry, then row by row."""
    values = pair.input_like(pair.want.shape)
    if values is not None:
        for name, group in (("negative", values < 0), ("zero", values == 0), ("positive", values > 0)):
            if np.any(right) and np.array_equal(group, ~right):
                text = f"`{pair.what}`: right everywhere except where the input is {name}."
                return Mistake("some inputs", text)
        if _large_only(np.abs(values), right):
            return _large(pair, np.abs(values), right)
    rows = np.all(right.reshape(len(right), -1), axis=1)
    for table in pair.tables():
        sizes = np.max(np.abs(table), axis=1, initial=0.0)
        if len(table) == len(rows) and _large_only(sizes, rows):
            return _large(pair, sizes, rows)
    return None


def _large(pair: Pair, sizes: Array, right: Array) -> Mistake:
    text = (
        f"`{pair.what}`: right for inputs up to {number(sizes[right].max())} in size, wrong from "
        f"{number(sizes[~right].min())} on. Do large numbers overflow, or get cut off?"
    )
    return Mistake("large inputs", text)


def _large_only(sizes: Array, right: Array) -> bool:
    """Tell whether size separates right from wrong, by a wide gap or in too many places to be chance."""
    if np.all(right) or not np.any(right):
        return False
    smallest_wrong, largest_right = sizes[~right].min(), sizes[right].max()
    many = min(np.sum(right), np.sum(~right)) >= 4
    return bool(smallest_wrong > (largest_right if many else max(4 * largest_right, 10.0)))


def _rows_alike(pair: Pair) -> Mistake | None:
    got, want = pair.got, pair.want
    if len(got) < 2 or not pair.near(got, got[:1]) or pair.near(want, want[:1]):
        return None
    unit = "row" if got.ndim > 1 else "entry"
    text = f"`{pair.what}`: every {unit} is the same, whatever the input. Is the {unit}'s own input used?"
    return Mistake("rows alike", text)


def _rows(pair: Pair, right: Array) -> Mistake | None:
    unit, units = ("row", "rows") if right.ndim > 1 else ("entry", "entries")
    whole: Array = np.asarray(right.reshape(len(right), -1).all(axis=1))
    if len(whole) < 2 or not np.any(whole):
        return None
    wrong = np.flatnonzero(~whole)
    if whole[0] and len(wrong) == len(whole) - 1:
        text = f"`{pair.what}`: right for the first {unit} only. Does the loop reach the others?"
        return Mistake("first row", text)
    verb = "is" if len(wrong) == 1 else "are"
    text = (
        f"`{pair.what}`: {unit if len(wrong) == 1 else units} {indices(wrong)} {verb} wrong (counted from 0),"
    )
    return Mistake("some rows", f"{text} the others right. What is special about the wrong ones?")


def _where(bad: Array) -> str:
    if bad.ndim == 0 or np.all(bad):
        return "" if bad.ndim == 0 else " everywhere"
    rows = np.flatnonzero(bad.reshape(len(bad), -1).any(axis=1))
    unit = ("row", "rows") if bad.ndim > 1 else ("entry", "entries")
    return f" in {unit[len(rows) > 1]} {indices(rows)}"


def _largest(value: object) -> float:
    array = np.asarray(value) if isinstance(value, (np.ndarray, float, int, list)) else np.zeros(0)
    if array.dtype.kind not in "iuf" or array.size == 0:
        return 0.0
    return float(np.max(np.abs(array)))
