"""An activation: an elementwise function with its slope, ours or made of two functions of your own."""

# NumPy's own type hints call most arithmetic Any.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from ._learner import Function, checked, name_of, require_function, run
from .errors import Array, SettingError, UnknownNameError, as_float


@dataclass(frozen=True, repr=False)
class Activation:
    """An elementwise function a = φ(z) with its slope φ′(z).

    A new one is a subclass with a `name` and two methods: `value`, and `slope`, which may use a = φ(z) where
    that saves work (the slope of tanh is 1 − a²). Parameters such as α are dataclass fields.
    """

    name: ClassVar[str] = "activation"
    rectifies: ClassVar[bool] = False  # passes z > 0 and holds back z < 0, so He's initialisation suits it

    def value(self, z: Array, out: Array | None = None) -> Array:
        """Compute φ(z), into `out` if it is given."""
        raise NotImplementedError

    def slope(self, z: Array, a: Array) -> Array:
        """Compute φ′(z), given z and a = φ(z); a 0/1 slope may be boolean."""
        raise NotImplementedError

    def __call__(self, z: npt.ArrayLike, out: Array | None = None) -> Array:
        """Return φ(z): an array of the shape of z, written into `out` if it is given."""
        return self.value(as_float(z, "z", self.name), out)

    def prime(self, z: npt.ArrayLike) -> Array:
        """Return φ′(z): an array of the shape and dtype of φ(z)."""
        z = as_float(z, "z", self.name)
        return self.slope(z, self.value(z)).astype(z.dtype)

    def with_(self, **parameters: float) -> Self:
        """Return the same function with other parameters: ``nn.leaky_relu.with_(alpha=0.1)``."""
        known = [f.name for f in fields(self)]
        for name, number in parameters.items():
            if name not in known:
                raise UnknownNameError(f"parameter of {self.name}", name, known or ["none"])
            if not math.isfinite(number):
                raise SettingError(f"{self.name} expects {name} to be a finite number, got {number!r}.")
        return replace(self, **parameters)

    @staticmethod
    def of(phi: Function, prime: Function, *, rectifies: bool = False) -> Activation:
        """Make an activation of two functions of your own, φ and φ′.

        Parameters
        ----------
        phi, prime : functions of an array z of any shape, which is read-only, that return φ(z) and φ′(z),
            arrays of that shape.
        rectifies : whether it passes z > 0 and holds back z < 0, as ReLU does; then He's rule draws the first
            weights.

        Raises
        ------
        ShapeError, DataError : later, when a function returns another shape, or NaN for a finite z.

        Examples
        --------
        >>> cube = Activation.of(lambda z: z**3, lambda z: 3 * z**2)
        >>> cube([1.0, 2.0]).tolist(), cube.prime([1.0, 2.0]).tolist()
        ([1.0, 8.0], [3.0, 12.0])
        """
        return _OfTwoFunctions(phi, prime, rectifies)

    def __repr__(self) -> str:
        """Return the name, with the parameters if there are any."""
        inside = ", ".join(f"{f.name}={getattr(self, f.name):g}" for f in fields(self))
        return f"{self.name}({inside})" if inside else self.name


@dataclass(frozen=True, repr=False)
class _OfTwoFunctions(Activation):
    """φ(z) and φ′(z) as somebody else wrote them; see Activation.of."""

    phi: Function
    phi_prime: Function
    passes_positive: bool

    def __post_init__(self) -> None:
        who = "nn.Activation.of"
        require_function(self.phi, "phi", who)
        require_function(self.phi_prime, "prime", who)
        # a frozen class of which each instance has a name of its own
        object.__setattr__(self, "name", name_of(self.phi, "phi"))
        object.__setattr__(self, "rectifies", self.passes_positive)

    def value(self, z: Array, out: Array | None = None) -> Array:
        a = checked(run(self.phi, self.name, z), self.name, z.shape, z.dtype, z)
        return np.positive(a, out=out)

    def slope(self, z: Array, a: Array) -> Array:
        who = name_of(self.phi_prime, f"the prime of {self.name}")
        return checked(run(self.phi_prime, who, z), who, z.shape, z.dtype, z)

    def with_(self, **parameters: float) -> Self:
        raise SettingError(
            f"{self.name} is made of two functions and has no parameters to change. "
            "Make another one with nn.Activation.of."
        )

    def __repr__(self) -> str:
        return self.name
