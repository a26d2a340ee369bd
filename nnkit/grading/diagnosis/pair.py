"""A wrong array beside the right one, and the word for the mistake that explains the difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Mistake:
    """A kind of ``kinds.KINDS`` and its sentence; ``reveals`` if the sentence tells the right value."""

    kind: str
    text: str
    reveals: bool = False


@dataclass(frozen=True)
class Pair:
    """``got`` differs from ``want``; ``inputs`` led to it, ``factors`` names constants it may be off by.

    Both are float64 here, whatever they were: a boolean has no minus, and an unsigned integer wraps.
    """

    what: str
    got: Array
    want: Array
    got_dtype: np.dtype[Any]
    want_dtype: np.dtype[Any]
    inputs: tuple[Any, ...] = ()
    factors: Mapping[str, float] = field(default_factory=dict)
    rtol: float = 1e-5
    atol: float = 1e-7

    @classmethod
    def of(cls, what: str, got: Array, want: Array, *details: Any) -> Pair:
        """Pair two numeric arrays of any dtype."""
        as_floats = (np.asarray(got, dtype=np.float64), np.asarray(want, dtype=np.float64))
        return cls(what, *as_floats, got.dtype, want.dtype, *details)

    def near(self, a: Any, b: Any) -> bool:
        """Tell whether ``a`` explains ``b``: equal within the check's tolerance, or 1e-4 if that is wider."""
        return bool(np.all(self.matches(a, b)))

    def matches(self, a: Any, b: Any) -> Array:
        """Tell entry by entry where ``a`` equals ``b``; not a number equals not a number."""
        scale = float(np.max(np.abs(self.want), initial=0.0, where=np.isfinite(self.want)))
        return np.isclose(  # type: ignore[no-any-return]
            a, b, rtol=max(self.rtol, 1e-4), atol=max(self.atol, 1e-6 * min(scale, 1.0)), equal_nan=True
        )

    def tables(self) -> Iterator[Array]:
        """Yield the inputs that are 2-D numeric arrays."""
        for value in self.inputs:
            if isinstance(value, np.ndarray) and value.ndim == 2 and value.dtype.kind in "iuf":
                yield value

    def rows(self) -> int | None:
        """Return the number of rows of the first 2-D input; None if there is none."""
        return next((len(table) for table in self.tables()), None)

    def input_like(self, shape: tuple[int, ...]) -> Array | None:
        """Return the first numeric input of this shape, or None."""
        for value in self.inputs:
            array = np.asarray(value) if isinstance(value, (np.ndarray, float, int)) else None
            if array is not None and array.shape == shape and array.dtype.kind in "iuf":
                return array
        return None
