"""Plain values: the only things that pass between a learner's code and a check.

Numbers, strings, None, the ``...`` of an unfinished answer, lists and dicts of these, and numeric arrays.
This file imports nothing of nnkit: the sandboxed worker runs it as it stands.
"""

from __future__ import annotations

from typing import Any

import numpy as np

MAX_DEPTH = 12
MAX_ITEMS = 20_000
MAX_TEXT = 65_536
ARRAY_KINDS = "biuf"  # booleans, signed and unsigned integers, floats
ARRAY_SIZES = (1, 2, 4, 8)  # bytes an entry; longer floats differ from one machine to the next


class NotPlainError(TypeError):
    """A value that is not a number, a string, a list, a dict or a numeric array."""


def plain(value: Any) -> Any:
    """Return a copy of ``value`` made of base types only; raise NotPlainError for anything else.

    Subclasses (of ndarray, list, float, ...) lose their class, tuples become lists, NumPy scalars become
    Python numbers, so that nothing a learner's object overrides is ever called afterwards.
    """
    return _plain(value, 0, [0])


def _plain(value: Any, depth: int, count: list[int]) -> Any:
    count[0] += 1
    if depth > MAX_DEPTH or count[0] > MAX_ITEMS:
        raise NotPlainError("a value nested too deeply, or with too many items")
    kind = type(value)
    if value is None or value is Ellipsis or kind is bool or kind is float:
        return value
    if isinstance(value, np.ndarray):
        return _plain_array(value)
    if isinstance(value, np.generic):
        return _plain_array(np.asarray(value)).item()
    if isinstance(value, bool):
        return bool(value)
    if isinstance(value, int):
        number = int.__index__(value)
        if abs(number) >= 2**63:
            raise NotPlainError("an integer of more than 64 bits")
        return number
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, str):
        text = str.__str__(value)
        if len(text) > MAX_TEXT:
            raise NotPlainError(f"a string of more than {MAX_TEXT:,} characters")
        return text
    if isinstance(value, (list, tuple)):
        base: Any = list if isinstance(value, list) else tuple
        return [_plain(item, depth + 1, count) for item in base.__iter__(value)]
    if isinstance(value, dict):
        return {_key(k): _plain(v, depth + 1, count) for k, v in dict.items(value)}
    raise NotPlainError(f"an object of type {kind.__name__}")


def _key(key: Any) -> str | int:
    if type(key) in (str, int):
        return key  # type: ignore[no-any-return]
    raise NotPlainError(f"a dict key of type {type(key).__name__}")


def _plain_array(value: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    dtype = value.dtype
    if dtype.kind not in ARRAY_KINDS or dtype.itemsize not in ARRAY_SIZES:
        raise NotPlainError(f"an array of dtype {dtype}")
    return np.array(value, dtype=dtype.newbyteorder("="), order="C", copy=True, subok=False)
