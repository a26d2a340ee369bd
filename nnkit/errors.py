"""Every error of nnkit says what was expected, what came, and how to mend it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
IntArray = npt.NDArray[np.int64]


class NNKitError(Exception):
    """Base of all errors that nnkit raises on purpose; its message is meant for the reader."""


class ShapeError(NNKitError, ValueError):
    """An array has the wrong shape."""


class DataError(NNKitError, ValueError):
    """An array has the right shape but values that cannot be used: NaN, text, a label out of range."""


class SettingError(NNKitError, ValueError):
    """A setting (a size, a rate, a random generator, a dtype) is out of its range."""


class OrderError(NNKitError, RuntimeError):
    """Something was asked for too early or twice, such as a backward pass before its forward pass."""


class DivergedError(NNKitError, ArithmeticError):
    """Training has run away: parameters, outputs or the loss are no longer finite numbers."""


class UnknownNameError(NNKitError, KeyError):
    """A name is not in a table; the message suggests the nearest one."""

    __str__ = Exception.__str__  # KeyError would show the message in quotation marks

    def __init__(self, kind: str, name: object, known: Iterable[str]) -> None:
        import difflib  # 1 ms at the import of nnkit, for an error that may never come

        names = list(known)
        near = difflib.get_close_matches(str(name).lower(), names, n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        super().__init__(f"There is no {kind} called {name!r}.{hint} Known: {', '.join(names)}.")


# The checks that several modules share -------------------------------------------------------------------


def require_generator(rng: object, who: str) -> np.random.Generator:
    """Return rng if it is a NumPy Generator, else say how to make one."""
    if isinstance(rng, np.random.Generator):
        return rng
    raise SettingError(
        f"{who} expects rng, a numpy.random.Generator, got {type(rng).__name__}. "
        "Write rng = np.random.default_rng(0); the same seed gives the same numbers again."
    )


def require_count(value: object, name: str, who: str, hint: str = "Give a whole number.") -> int:
    """Return value as an int if it is a whole number of at least 1."""
    if isinstance(value, int | np.integer) and not isinstance(value, bool) and value >= 1:
        return int(value)
    got = repr(value) if isinstance(value, int | float | np.number) else type(value).__name__
    raise SettingError(f"{who} expects {name} to be a whole number of at least 1, got {got}. {hint}")


def require_number(
    value: object, name: str, who: str, low: float = 0.0, high: float = math.inf, hint: str = ""
) -> float:
    """Return value as a float if low <= value < high."""
    if isinstance(value, int | float | np.number) and low <= float(value) < high:
        return float(value)
    upper = "" if high == math.inf else f" and below {high:g}"
    raise SettingError(f"{who} expects {name} of at least {low:g}{upper}, got {value!r}. {hint}".rstrip())


def require_float_dtype(dtype: npt.DTypeLike, who: str) -> np.dtype[Any]:
    """Return dtype if it is float32 or float64."""
    if np.dtype(dtype) in (np.float32, np.float64):
        return np.dtype(dtype)
    raise SettingError(f"{who} expects dtype to be np.float32 or np.float64, got {dtype!r}.")


def as_float(values: npt.ArrayLike, name: str, who: str) -> Array:
    """Return values as an array of floats: floats keep their dtype, integers and booleans become float64."""
    array = np.asarray(values)
    if array.dtype.kind == "f":
        return array
    if array.dtype.kind in "iub":
        return array.astype(np.float64)
    raise DataError(f"{who} expects {name} to hold real numbers, got an array of dtype {array.dtype}.")


def is_finite(array: Array) -> bool:
    """Tell whether every entry is a finite number."""
    # 0.4 against 1.0 µs for isfinite().all() alone at (64, 2); only if the product overflows, look closely
    return math.isfinite(np.vdot(array, array)) or bool(np.isfinite(array).all())


def require_finite(array: Array, name: str, who: str) -> None:
    """Say which entry of the array is NaN or infinite, if one is."""
    if is_finite(array):
        return
    index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
    place = f"{name}[{', '.join(map(str, index))}]"
    raise DataError(
        f"{who} expects finite numbers, but {place} is {array[index]}. "
        f"Look at the rows where np.isfinite({name}) is False, and mend them or leave them out."
    )


def require_writeable(array: Array, name: str, who: str, why: str) -> None:
    """Say so if the array cannot be changed in place."""
    if isinstance(array, np.ndarray) and array.dtype.kind == "f" and array.flags.writeable:
        return
    got = type(array).__name__
    if isinstance(array, np.ndarray):
        got = f"one of dtype {array.dtype}" if array.dtype.kind != "f" else "a read-only one"
    raise DataError(
        f"{who} expects {name} to be a writeable array of floats, {why}, got {got}. "
        f"Write {name} = np.array({name}, dtype=np.float64)."
    )
