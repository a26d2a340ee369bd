"""Values as a learner reads them: three significant digits, a true minus sign, long arrays elided."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

SHOWN = 6  # rows, columns or items that are printed before the rest becomes an ellipsis
MAX_DIGITS = 12
LONGEST = 600  # characters of a printed value that is not an array


def show(value: Any, digits: int = 3) -> str:
    """Print a plain value: a number, an array, a text, or a list or dict of these."""
    if isinstance(value, np.ndarray) or (isinstance(value, (list, tuple)) and _is_table(value)):
        return _array(np.asarray(value), digits)
    if isinstance(value, (bool, np.bool_)) or value is None or value is Ellipsis:
        return "..." if value is Ellipsis else str(value)
    if isinstance(value, (int, float, np.number)):
        return number(value, digits)
    if isinstance(value, str):
        return _shorten(repr(value), 80)
    if isinstance(value, (list, tuple)):
        return _shorten(
            f"[{_items([show(item, digits) for item in value[: SHOWN + 1]], len(value))}]", LONGEST
        )
    if isinstance(value, dict):
        parts = [f"{key!r}: {show(item, digits)}" for key, item in list(value.items())[: SHOWN + 1]]
        return _shorten(f"{{{_items(parts, len(value))}}}", LONGEST)
    return f"an object of type {type(value).__name__}"


def show_both(want: Any, got: Any) -> tuple[str, str]:
    """Print two values that differ, with as many digits as it takes to see the difference."""
    pair = show(want), show(got)
    for digits in range(4, MAX_DIGITS + 1):
        if pair[0] != pair[1]:
            break
        pair = show(want, digits), show(got, digits)
    return pair


def number(value: Any, digits: int = 3) -> str:
    """Print one number: "0.0900", "−1.50", "4", "1.23e−07", "nan"."""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, (int, np.integer)):
        return str(int(value)).replace("-", "−")
    x = float(value)
    if not math.isfinite(x) or (x == int(x) and abs(x) < 1e6):
        return (str(x) if not math.isfinite(x) else str(int(x))).replace("-", "−")
    return _decimal(x, max(digits - 1 - _size(x), 0), digits)


def _decimal(x: float, places: int, digits: int) -> str:
    """Print with so many decimals, or as a power of ten where that says too little or too much."""
    if not -5 < _size(x) < 6:
        return f"{x:.{digits - 1}e}".replace("-", "−")
    return f"{x:.{places}f}".replace("-", "−")


def _size(x: float) -> int:
    return math.floor(math.log10(abs(x)))


def shape(value: tuple[int, ...]) -> str:
    """Print a shape as NumPy does, and () as "() (a single number)"."""
    return str(value) if value else "() (a single number)"


def indices(which: Any, limit: int = 4) -> str:
    """Print row numbers: "0", "0 and 2", "0, 1, 2 and 5 more"."""
    found = [str(int(i)) for i in which]
    if len(found) > limit:
        return f"{', '.join(found[:limit])} and {len(found) - limit} more"
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"


def _is_table(value: Any) -> bool:
    """Tell whether a list prints as an array: numbers only, and rows of one length."""
    try:
        return np.asarray(value).dtype.kind in "biuf" and len(value) > 0
    except ValueError:
        return False


def _array(values: np.ndarray[Any, Any], digits: int) -> str:
    if values.ndim == 0:
        return number(values[()], digits)
    if values.size == 0:
        return f"an empty array of shape {values.shape}"
    if values.ndim > 2:
        first = _array(values.reshape(-1, *values.shape[-2:])[0], digits)
        return f"shape {values.shape}; its first table:\n{first}"
    table = values.reshape(-1, values.shape[-1])
    shown = table[np.ix_(_kept(len(table)), _kept(table.shape[1]))]
    places = _places(shown, digits)
    rows = [[_cell(x, places, digits) for x in row] for row in shown]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    if values.ndim == 1:
        return f"[{', '.join(_elided(rows[0], values.shape[0]))}]"
    padded = [[cell.rjust(w) for cell, w in zip(row, widths, strict=True)] for row in rows]
    lines = [f"[{', '.join(_elided(row, table.shape[1]))}]" for row in padded]
    return "[" + ",\n ".join(_elided(lines, len(table))) + "]"


def _places(shown: np.ndarray[Any, Any], digits: int) -> int | None:
    """Return how many decimals give the middle one of the entries its digits; None for whole numbers."""
    if shown.dtype.kind != "f":
        return None
    finite = np.abs(shown[np.isfinite(shown) & (shown != 0)]).astype(float)
    if finite.size == 0 or (np.all(finite == np.trunc(finite)) and finite.max() < 1e6):
        return None
    return max(digits - 1 - _size(float(np.median(finite))), 0)


def _cell(x: Any, places: int | None, digits: int) -> str:
    if places is None or not np.isfinite(x) or x == 0:
        return number(x, digits)
    if abs(x) < 0.5 * 10.0**-places:  # too small for its neighbours' decimals: the size is enough
        return number(x, max(digits - 2, 1))
    return _decimal(float(x), places, digits)


def _elided(parts: list[str], count: int) -> list[str]:
    return parts if count <= SHOWN else [*parts[:-1], "…", parts[-1]]


def _kept(count: int) -> list[int]:
    return list(range(count)) if count <= SHOWN else [*range(SHOWN - 1), count - 1]


def _items(parts: list[str], count: int) -> str:
    return ", ".join(parts) if count <= SHOWN else ", ".join([*parts[:SHOWN], f"… ({count} in all)"])


def _shorten(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
