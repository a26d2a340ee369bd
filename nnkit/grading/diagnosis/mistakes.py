"""From a value that differs to one sentence about its type, its structure, its shape or its values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from nnkit.grading.checks import Failure, Outcome, as_array, same_value
from nnkit.grading.diagnosis.heat import heat_map
from nnkit.grading.diagnosis.pair import Mistake, Pair
from nnkit.grading.diagnosis.printed import show_both
from nnkit.grading.diagnosis.wrong_shape import explain_shape
from nnkit.grading.diagnosis.wrong_values import explain_values
from nnkit.grading.kinds import plain_sentence
from nnkit.grading.verdict import Finding


def explain(failure: Failure, *, answer_is_values: bool = False) -> Finding:
    """Say what is wrong with a value that differs.

    With ``answer_is_values`` the learner was asked for the numbers themselves: the right ones are not shown,
    nor how far each is off.
    """
    failure = first_difference(failure)
    pair = _pair(failure)
    mistake = _mistake(failure, pair)
    want, got = show_both(_unwrapped(failure.want), failure.got)
    text = mistake.text
    heat = heat_map(pair) if pair else ()
    if answer_is_values:
        want, heat = "", ()
        text = plain_sentence(mistake.kind, failure.what) if mistake.reveals else text
    return Finding(mistake.kind, text, at=failure.what, expected=want, got=got, heat=heat)


def first_difference(failure: Failure) -> Failure:
    """Descend into dicts, and into results that come together, to the first one that differs."""
    want, got = failure.want, failure.got
    if isinstance(want, dict) and isinstance(got, dict) and got.keys() >= want.keys():
        names = {key: f'{failure.what}["{key}"]' for key in want}
    elif _is_several(want) and isinstance(got, list) and len(got) == len(want):
        if _in_another_order(failure):
            return failure
        names = {i: f"{failure.what}[{i}]" for i in range(len(want))}
    else:
        return failure
    for key, what in names.items():
        if not same_value(got[key], want[key], failure.rtol, failure.atol):
            return first_difference(replace(failure, what=what, got=got[key], want=want[key]))
    return failure


def _pair(failure: Failure) -> Pair | None:
    """Return both values as arrays, where a number or an array was expected and one came."""
    want, got = _unwrapped(failure.want), as_array(failure.got)
    if got is None or want is None or isinstance(want, (dict, str, bool)) or _is_several(want):
        return None
    details = failure.inputs, failure.factors, failure.rtol, failure.atol
    return Pair.of(failure.what, got, np.asarray(want), *details)


def _mistake(failure: Failure, pair: Pair | None) -> Mistake:
    what, got, want = failure.what, failure.got, _unwrapped(failure.want)
    if pair is not None:
        return explain_shape(pair) if pair.got.shape != pair.want.shape else explain_values(pair)
    if isinstance(want, dict):
        return _dict(what, got, want)
    if _is_several(want):
        return _several(failure)
    if want is None or isinstance(want, (str, bool)):
        if type(got) is type(want):
            return Mistake("values", f"`{what}`: not the right one.")
        return Mistake("type", f"`{what}`: expected {_kind_of(want)}, got {_kind_of(got)}.")
    return _no_array(what, got)


def _dict(what: str, got: Any, want: dict[Any, Any]) -> Mistake:
    if not isinstance(got, dict):
        keys = ", ".join(f'"{key}"' for key in want)
        return Mistake("type", f"`{what}`: expected a dict with the keys {keys}, got {_kind_of(got)}.")
    missing = ", ".join(f'"{key}"' for key in want if key not in got)
    return Mistake("structure", f"`{what}`: the dict has no entry {missing}.")


def _several(failure: Failure) -> Mistake:
    what, got, want = failure.what, failure.got, failure.want
    if not isinstance(got, list):
        return Mistake(
            "structure",
            f"`{what}`: expected {len(want)} results, got {_kind_of(got)}. "
            "Return them together, with commas between: `return first, second`.",
        )
    if len(got) != len(want):
        return Mistake("structure", f"`{what}`: expected {len(want)} results, got {len(got)}.")
    return Mistake("structure", f"`{what}`: the results are right, but they come in another order.")


def _no_array(what: str, got: Any) -> Mistake:
    if isinstance(got, str):
        return Mistake("text", f"`{what}`: expected a number, got a text. Leave the quotation marks out.")
    if isinstance(got, list) and _ragged(got):
        return Mistake(
            "ragged", f"`{what}`: the rows have different lengths; a NumPy array needs them all alike."
        )
    return Mistake("type", f"`{what}`: expected a number or an array of numbers, got {_kind_of(got)}.")


def _ragged(got: list[Any]) -> bool:
    rows = [item for item in got if isinstance(item, list) or np.ndim(item)]
    return len(rows) == len(got) and len({len(row) for row in rows}) > 1


def _in_another_order(failure: Failure) -> bool:
    """Tell whether the results are those expected, in another order (``return db, dW``)."""
    left = list(failure.got)
    for want in failure.want:
        match = next((i for i, g in enumerate(left) if same_value(g, want, failure.rtol, failure.atol)), None)
        if match is None:
            return False
        left.pop(match)
    return True


def _is_several(want: Any) -> bool:
    """Tell whether several results come together: a tuple, or a list that is no array of numbers."""
    return isinstance(want, tuple) or (isinstance(want, list) and as_array(want) is None)


def _unwrapped(want: Any) -> Any:
    return np.asarray(want) if isinstance(want, list) and as_array(want) is not None else want


def _kind_of(value: Any) -> str:
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    words = {bool: "True or False", int: "a number", float: "a number", str: "a text", list: "a list"}
    return words.get(type(value), f"a {type(value).__name__}")


def advice_for(outcome: Outcome) -> str:
    """Return a sentence that helps with a common exception of the learner's code; "" for others."""
    for name, fragment, sentence in _ADVICE:
        if outcome.error == name and fragment in outcome.text:
            return sentence
    return ""


_ADVICE = (
    (
        "ValueError",
        "could not be broadcast",
        "Print both shapes. Did a sum or max lose an axis (`keepdims=True` keeps it)?",
    ),
    (
        "ValueError",
        "matmul",
        "In `A @ B`, A's columns must be as many as B's rows. Print both shapes.",
    ),
    (
        "ValueError",
        "not aligned",
        "In a product, A's columns must be as many as B's rows. Print both shapes.",
    ),
    ("ValueError", "truth value of an array", "`if` needs one answer: use `np.where` or `np.maximum`."),
    ("AxisError", "", "The array has fewer axes than you think. `axis=-1` is the last one, whatever it is."),
    ("NameError", "", "Run the cell that defines it, or look for a typing error."),
    ("UnboundLocalError", "", "It is used before it is given a value inside the function."),
    ("TypeError", "bitwise_xor", "In Python a power is `**`; `^` is something else."),
    ("TypeError", "for ^:", "In Python a power is `**`; `^` is something else."),
    ("TypeError", "positional argument", "Compare the arguments of your `def` line with the exercise."),
    ("TypeError", "unexpected keyword", "Compare the arguments of your `def` line with the exercise."),
    (
        "TypeError",
        "only 0-dimensional arrays",
        "`float()` and `math` take one number: use NumPy's functions.",
    ),
    ("TypeError", "only length-1 arrays", "`float()` and `math` take one number: use NumPy's functions."),
    (
        "_UFuncOutputCastingError",
        "",
        "An array of integers cannot hold decimals: make it of floats, or do not work in place.",
    ),
    ("IndexError", "", "Indices begin at 0, so the last one is the length minus 1."),
    ("OverflowError", "", "`math.exp` fails beyond 709: rewrite the formula for large inputs."),
    ("ZeroDivisionError", "", "What is the divisor for these inputs?"),
    ("AttributeError", "'NoneType'", "Something that you call returned None: is its `return` missing?"),
)
