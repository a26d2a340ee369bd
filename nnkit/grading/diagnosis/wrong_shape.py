"""What a wrong shape says about the mistake: transposed, an axis too many, one number for all rows, ..."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nnkit.grading.diagnosis.pair import Mistake, Pair
from nnkit.grading.diagnosis.printed import shape


def explain_shape(pair: Pair) -> Mistake:
    """Explain why ``pair.got`` has another shape than ``pair.want``."""
    with np.errstate(all="ignore"):
        for detector in DETECTORS:
            mistake = detector(pair)
            if mistake:
                return mistake
    return Mistake("shape", f"{_shapes(pair)} Print the shapes of what goes into it, one line at a time.")


def _shapes(pair: Pair) -> str:
    return f"`{pair.what}`: expected shape {shape(pair.want.shape)}, got {shape(pair.got.shape)}."


def _transposed(pair: Pair) -> Mistake | None:
    if pair.want.ndim != 2 or pair.got.shape != pair.want.shape[::-1] or 1 in pair.want.shape:
        return None
    if pair.near(pair.got.T, pair.want):
        advice = "Its values are right once transposed: exchange the factors of the product, or add `.T`."
    else:
        advice = "Did you transpose one of the factors, or multiply in the other order?"
    return Mistake("shape:transposed", f"{_shapes(pair)} {advice}")


def _length_one(pair: Pair) -> Mistake | None:
    got, want = pair.got.shape, pair.want.shape
    if pair.want.size == 0 or [n for n in got if n != 1] != [n for n in want if n != 1]:
        return None
    if len(got) > len(want):
        index = _index(got, want)
        advice = f"Drop the axis of length 1: leave out `keepdims=True`, or index it away with `[{index}]`."
        return Mistake("shape:extra axis", f"{_shapes(pair)} {advice}")
    if len(got) < len(want):
        advice = "Keep the axis of length 1: `keepdims=True`, or `[:, np.newaxis]`."
        return Mistake("shape:missing axis", f"{_shapes(pair)} {advice}")
    return Mistake("shape:column", f"{_shapes(pair)} A column stands where a row should, or the reverse.")


def _index(got: tuple[int, ...], want: tuple[int, ...]) -> str:
    """Write the index that makes ``want`` of ``got`` by dropping axes of length 1: ":, 0"."""
    left, index = list(want), []
    for n in got:
        kept = left[:1] == [n]
        index.append(":" if kept else "0")
        left = left[kept:]
    return ", ".join(index)


def _one_number(pair: Pair) -> Mistake | None:
    if pair.got.size != 1 or pair.want.size < 2:
        return None
    value = pair.got.reshape(())
    if pair.near(value, pair.want.sum()):
        advice = "Yours is the sum of them all: leave out the outer sum, or give it an `axis`."
    elif pair.near(value, pair.want.mean()):
        advice = "Yours is the mean of them all: leave out the mean, or give it an `axis`."
    else:
        advice = "Does a sum, mean or max run over everything? Give it an `axis`."
    unit = "row" if pair.rows() == len(pair.want) else "entry"
    text = (
        f"`{pair.what}`: expected one value for each {unit}, shape {shape(pair.want.shape)}, got one number."
    )
    return Mistake("shape:one number", f"{text} {advice}")


def _not_reduced(pair: Pair) -> Mistake | None:
    if pair.want.size != 1 or pair.got.size < 2:
        return None
    if pair.near(pair.got.mean(), pair.want.reshape(())):
        advice = "Their mean is right: return the mean."
    elif pair.near(pair.got.sum(), pair.want.reshape(())):
        advice = "Their sum is right: return the sum."
    else:
        advice = "Is a mean or a sum missing at the end?"
    text = f"`{pair.what}`: expected a single number, got {pair.got.size} (shape {shape(pair.got.shape)})."
    return Mistake("shape:not reduced", f"{text} {advice}")


def _wrong_axis(pair: Pair) -> Mistake | None:
    if pair.got.ndim != 1 or pair.want.ndim != 1:
        return None
    for table in pair.tables():
        rows, columns = table.shape
        if (len(pair.want), len(pair.got)) == (rows, columns):
            text = "one value for each row", "one for each column: `axis=1` runs along a row"
        elif (len(pair.want), len(pair.got)) == (columns, rows):
            text = "one value for each column", "one for each row: `axis=0` runs down a column"
        else:
            continue
        return Mistake("shape:axis", f"`{pair.what}`: expected {text[0]} ({len(pair.want)}), got {text[1]}.")
    return None


def _batch_lost(pair: Pair) -> Mistake | None:
    got, want = pair.got, pair.want
    if want.ndim < 2 or not want.size or got.shape != want.shape[1:]:
        return None
    if pair.near(got, want.sum(axis=0)):
        advice = "Yours is the sum over the rows: leave out that sum."
    elif pair.near(got, want.mean(axis=0)):
        advice = "Yours is the mean over the rows: leave out that mean."
    elif pair.near(got, want[0]):
        advice = "Yours is the first row only. Is there a `return` inside the loop?"
    else:
        advice = f"Keep one row for each of the {len(want)} examples."
    return Mistake("shape:batch lost", f"{_shapes(pair)} {advice}")


def _broadcast(pair: Pair) -> Mistake | None:
    got, want = pair.got.shape, pair.want.shape
    grown = len(got) == 2 and got[0] == got[1] and max(want, default=0) == got[0] == pair.want.size > 1
    if not grown:
        return None
    n = got[0]
    advice = (
        f"A column ({n}, 1) met a row ({n},), and broadcasting made a table of all {n} × {n} pairs. "
        "Give both the same shape first."
    )
    return Mistake("shape:broadcast", f"{_shapes(pair)} {advice}")


DETECTORS: tuple[Callable[[Pair], Mistake | None], ...] = (
    _length_one,
    _transposed,
    _not_reduced,
    _one_number,
    _broadcast,
    _wrong_axis,
    _batch_lost,
)
