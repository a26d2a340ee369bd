"""What wrong values of the right shape say about the mistake: the sign, a factor, the rows exchanged, ..."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping

import numpy as np

from nnkit.grading.diagnosis.pair import Array, Mistake, Pair
from nnkit.grading.diagnosis.printed import number, show
from nnkit.grading.diagnosis.wrong_places import explain_places, not_finite

Detector = Callable[[Pair], Mistake | None]


def explain_values(pair: Pair) -> Mistake:
    """Explain why ``pair.got`` differs from ``pair.want``, which has the same shape."""
    with np.errstate(all="ignore"):
        for detector in DETECTORS if pair.want.size else ():
            mistake = detector(pair)
            if mistake:
                return mistake
    first = next((table[0] for table in pair.tables() if len(table)), None)
    first = pair.input_like(pair.want.shape) if first is None else first
    by_hand = f" Work one input out by hand: {show(first)}." if first is not None and first.ndim < 2 else ""
    text = "the shape is right, the values are not." if pair.want.ndim else "this is not the right number."
    return Mistake("values", f"`{pair.what}`: {text}{by_hand}")


def _booleans(pair: Pair) -> Mistake | None:
    if pair.got_dtype.kind != "b" or pair.want_dtype.kind == "b":
        return None
    return Mistake("booleans", f"`{pair.what}`: expected numbers, got True and False. Is a product missing?")


def _unchanged(pair: Pair) -> Mistake | None:
    """Tell an input that came back as it was: a result that is not returned, or not used."""
    if pair.want.size < 2 or not any(
        isinstance(value, np.ndarray) and value.shape == pair.got.shape and np.array_equal(value, pair.got)
        for value in pair.inputs
    ):
        return None
    return Mistake(
        "unchanged", f"`{pair.what}`: this is the input, unchanged. Is the right variable returned?"
    )


def _zeros(pair: Pair) -> Mistake | None:
    if np.any(pair.got) or not np.any(pair.want):
        return None
    where = " everywhere. Is the result written into the array that is returned?" if pair.got.ndim else "."
    return Mistake("zeros", f"`{pair.what}`: got 0{where}")


def _integers(pair: Pair) -> Mistake | None:
    whole = np.all(pair.got == np.trunc(pair.got)) and not np.all(pair.want == np.trunc(pair.want))
    if not whole or not (np.any(pair.got) or pair.got_dtype.kind in "iu"):
        return None
    if pair.near(pair.got, np.trunc(pair.want)) or pair.near(pair.got, np.floor(pair.want)):
        how = "they are cut off"
        advice = "`//` and `int()` do that, and so does writing into an array of integers: make it of floats."
    elif pair.near(pair.got, np.round(pair.want)):
        how, advice = "they are rounded to whole numbers", "Keep every digit until the end."
    else:
        return None
    return Mistake("integers", f"`{pair.what}`: expected decimals, and {how}. {advice}")


def _sign(pair: Pair) -> Mistake | None:
    if not np.any(pair.want) or not pair.near(-pair.got, pair.want):
        return None
    return Mistake("sign", f"`{pair.what}`: the size is right, the sign is flipped. Which way does it point?")


def _nearly(pair: Pair) -> Mistake | None:
    scale = np.max(np.abs(pair.want))
    off = np.max(np.abs(pair.got - pair.want)) / scale if scale else math.inf
    places = next((k for k in range(7) if np.allclose(pair.got, np.round(pair.want, k), 0, 1e-12)), None)
    if places is not None and off < 0.2 and np.any(pair.got):
        text = f"`{pair.what}`: nearly right, but rounded to {places or 'no'} decimal{'s' * (places != 1)}."
        return Mistake("rounding", f"{text} Keep every digit until the end.")
    wrong_by = np.abs(pair.got - pair.want) / np.where(pair.want == 0, scale, np.abs(pair.want))
    if not 0 < np.max(wrong_by) < 2e-3:
        return None
    text = (
        f"`{pair.what}`: agrees to about {max(1, int(-math.log10(np.max(wrong_by))))} digits, and no further."
    )
    if pair.got_dtype.itemsize < 8 and pair.got_dtype.kind == "f":
        advice = f"Yours is {pair.got_dtype}: work in float64."
    else:
        advice = "A rounded constant, or a small number added for safety such as `+ 1e-8`, has this effect."
    return Mistake("precision", f"{text} {advice}")


def _factor(pair: Pair) -> Mistake | None:
    largest = np.unravel_index(np.argmax(np.abs(pair.want)), pair.want.shape)
    if not pair.want[largest]:
        return None
    ratio = float(pair.got[largest] / pair.want[largest])
    if not ratio or not math.isfinite(ratio) or not pair.near(pair.got / ratio, pair.want):
        return None
    sign = " Its sign is flipped as well." if ratio < 0 else ""
    size, one = abs(ratio), pair.want.size == 1
    named = _named(size, pair)
    if named:
        return Mistake("factor", named + sign)
    for base, name in ((2.0, "np.log2"), (10.0, "np.log10")):
        if math.isclose(size, 1 / math.log(base), rel_tol=1e-4):
            text = f"`{pair.what}`: this is a logarithm to base {base:g}. Use the natural one: `np.log`"
            return Mistake("log base", f"{text}, not `{name}`.{sign}")
    simple = next((n for n in range(2, 13) if math.isclose(max(size, 1 / size), n, rel_tol=1e-4)), None)
    if one and simple is None:  # any two numbers have some ratio
        return None
    times = f"1/{simple} of" if simple and size < 1 else f"{number(simple or size)} times"
    each = "it is" if one else "every entry is"
    text = f"`{pair.what}`: {each} {times} what it should be. Which constant is missing, or there twice?"
    return Mistake("factor", text + sign, reveals=True)


def _named(size: float, pair: Pair) -> str:
    """Name the constant that ``size`` is: one of the factors, its inverse, or a product of two."""
    each = "it is" if pair.want.size == 1 else "every entry is"
    known = _known(pair.factors)
    for name, value in known:
        if math.isclose(size, value, rel_tol=1e-4):
            times = (
                f"{number(value)} times what it should be" if value > 1 else f"multiplied by {number(value)}"
            )
            return f"`{pair.what}`: {each} {times}, and that is {name}. Divide by it once more."
        if math.isclose(size, 1 / value, rel_tol=1e-4):
            times = f"divided by {number(value)}"
            return f"`{pair.what}`: {each} {times}, and that is {name}. Multiply by it, or divide once less."
    for (first, a), (second, b) in itertools.combinations_with_replacement(known, 2):
        both = f"{first} twice" if first == second else f"{first} and {second}"
        ratios = [(a * b, f"multiplied by {both}"), (1 / (a * b), f"divided by {both}")]
        if first != second:
            ratios.append((a / b, f"multiplied by {first} and divided by {second}"))
            ratios.append((b / a, f"multiplied by {second} and divided by {first}"))
        for value, how in ratios:
            if value != 1 and math.isclose(size, value, rel_tol=1e-4):
                return f"`{pair.what}`: {each} {how} where it should not be."
    return ""


def _known(factors: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return the factors that can be told from others, each once.

    Those of one size share a name, "N or K". A factor of 2 has too many other causes to be put down to a
    size that is 2.
    """
    known: list[tuple[str, float]] = []
    for name, value in ((name, float(value)) for name, value in factors.items()):
        twin = next((i for i, (_, size) in enumerate(known) if math.isclose(size, value)), None)
        if twin is not None:
            known[twin] = (f"{known[twin][0]} or {name}", value)
        elif value not in (0.0, 1.0, 2.0):
            known.append((name, value))
    return known


def _offset(pair: Pair) -> Mistake | None:
    if pair.want.size < 2:
        return None
    step = pair.got - pair.want
    if not pair.near(pair.got - step.flat[0], pair.want):
        return None
    more = "too large" if step.flat[0] > 0 else "too small"
    text = (
        f"`{pair.what}`: every entry is {more} by {number(abs(step.flat[0]))}. Which term is added wrongly?"
    )
    return Mistake("offset", text, reveals=True)


def _places_exchanged(pair: Pair) -> Mistake | None:
    got, want = pair.got, pair.want
    if want.ndim == 2 and want.shape[0] == want.shape[1] > 1 and pair.near(got.T, want):
        text = f"`{pair.what}`: rows and columns are exchanged. Its transpose is right: add `.T`."
        return Mistake("transposed", text)
    if want.ndim == 0 or not pair.near(np.sort(got, axis=None), np.sort(want, axis=None)):
        return None
    text = f"`{pair.what}`: the numbers are right, their places are not."
    if pair.near(got[::-1], want):
        return Mistake("permuted", f"{text} They come in the reverse order.")
    if want.ndim == 2 and pair.near(got, want.T.reshape(want.shape)):
        return Mistake("permuted", f"{text} Is there a `reshape` where a transpose `.T` is needed?")
    return Mistake("permuted", f"{text} Compare the order of rows and columns.")


def _sums_to_one(pair: Pair) -> Mistake | None:
    got, want = pair.got, pair.want
    if want.ndim != 2 or len(want) < 2 or not pair.near(want.sum(axis=1), np.ones(len(want))):
        return None
    if np.any(np.all(pair.matches(got, want), axis=1)):  # a right row is no accident
        return None
    if pair.near(got.sum(axis=0), np.ones(want.shape[1])):
        text = f"`{pair.what}`: its columns sum to 1, and its rows should. `axis=1` runs along each row."
        return Mistake("axis", text)
    if pair.near(got.sum(), 1.0):
        text = f"`{pair.what}`: all its entries together sum to 1, and each row should. Sum with `axis=1`."
        return Mistake("axis", text)
    return None


def _by_row(pair: Pair) -> Mistake | None:
    got, want = pair.got, pair.want
    if want.ndim != 2 or len(want) < 2 or want.shape[1] < 2:
        return None
    largest = np.argmax(np.abs(want), axis=1)[:, np.newaxis]
    ratio: Array = np.take_along_axis(got, largest, 1) / np.take_along_axis(want, largest, 1)
    if np.all(np.isfinite(ratio)) and np.all(ratio != 0) and pair.near(got / ratio, want):
        text = (
            f"`{pair.what}`: each row is right up to a factor of its own. Is each row divided by its own sum?"
        )
        return Mistake("row factor", text) if np.all(np.abs(ratio - 1) > 1e-4) else None
    step = got[:, :1] - want[:, :1]
    if pair.near(got - step, want) and not np.any(pair.matches(got, want)):
        text = f"`{pair.what}`: each row is right up to a constant of its own, which is added to all of it."
        return Mistake("row offset", text)
    return None


DETECTORS: tuple[Detector, ...] = (
    _booleans,
    not_finite,
    _integers,
    _unchanged,
    _zeros,
    _sign,
    _nearly,
    _places_exchanged,
    _sums_to_one,
    _factor,
    _offset,
    _by_row,
    explain_places,
)
