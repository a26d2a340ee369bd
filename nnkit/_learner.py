"""Calling a function that a learner has just written, and saying kindly what is wrong with its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from .errors import Array, DataError, SettingError, ShapeError, as_float, is_finite

Function = Callable[..., Any]


def require_function(function: object, name: str, who: str) -> None:
    """Say so if it cannot be called."""
    if not callable(function):
        raise SettingError(
            f"{who} expects {name} to be a function, got {type(function).__name__}. "
            "Give its name without brackets: my_relu, not my_relu(z)."
        )


def name_of(function: Function, otherwise: str) -> str:
    """Return the name it was given by def; a lambda has none."""
    name = str(getattr(function, "__name__", otherwise))
    return otherwise if name == "<lambda>" else name


def run(function: Function, who: str, *arrays: Array, **parameters: Array) -> Any:
    """Call the function with read-only arrays; to an error that comes out of it, add what it was given."""
    try:
        return function(*map(_read_only, arrays), **{k: _read_only(v) for k, v in parameters.items()})
    except Exception as error:
        shapes = " and ".join(str(array.shape) for array in arrays)
        error.add_note(
            f"nnkit called {who} with a whole batch of shape {shapes}. It should compute all entries at "
            "once, without `if`, and leave its arguments alone: np.where(z > 0, z, 0), not z[z < 0] = 0."
        )
        raise


def checked(value: Any, who: str, shape: tuple[int, ...], dtype: npt.DTypeLike, *given: Array) -> Array:
    """Return a copy of the value as an array of this shape and dtype, finite if what it was given is."""
    if value is None or value is Ellipsis:
        reason = "None. Does it end with a return?" if value is None else "...: it is not written yet."
        raise DataError(f"{who} should return an array of shape {shape}, got {reason}")
    array = as_float(value, "its result", who)
    if array.shape != shape:
        fix = "Give one number for every entry of its argument."
        if len(shape) == 2 and array.shape == shape[::-1]:
            fix = "Did you transpose it?"
        raise ShapeError(f"{who} should return an array of shape {shape}, got {array.shape}. {fix}")
    if not is_finite(array) and all(map(is_finite, given)):
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        place = f"[{', '.join(map(str, index))}]"
        argument = f", where its argument is {given[0][index]:g}" if given and given[0].shape == shape else ""
        raise DataError(
            f"{who} should return finite numbers, got {array[index]} at {place}{argument}. "
            "Look for a division by 0, the logarithm of 0, or an exponential of a large number."
        )
    return array.astype(dtype)


def _read_only(array: Array) -> Array:
    view = array.view()
    view.setflags(write=False)
    return view
