"""Layers that bend each entry on its own: any activation as a layer, and a ReLU that learns its slope."""

# NumPy's own type hints call most arithmetic Any.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import numpy as np

from .activation import Activation
from .errors import Array, SettingError
from .layers import SameSize, checked_activation, gradient, parameter


class Activate(SameSize):
    """a = φ(z), an activation as a layer of its own: for a φ that comes after BatchNorm, say.

    Parameters
    ----------
    n : the number of units.
    phi : an activation of nnkit, its name, or one from nn.Activation.of.

    Attributes
    ----------
    z, a : (batch, n)  input and output of the last forward.
    delta : (batch, n)  δ = ∂L/∂z of the last backward.
    """

    z: Array
    a: Array
    delta: Array

    def __init__(self, n: int, phi: Activation | str) -> None:
        super().__init__(n)
        self.phi = checked_activation(phi, "Activate")

    def __call__(self, z: Array) -> Array:
        """Return φ(z): (batch, n), a new array."""
        return self.phi(z)

    def forward(self, z: Array) -> Array:
        """Forward: a = φ(z)."""
        self.z, self.a = z, self.phi(z)
        return self.a

    def backward(self, grad_a: Array, *, input_gradient: bool = True) -> Array:
        """Propagate the error: ∂L/∂z = ∂L/∂a ⊙ φ′(z)."""
        self._check_shape(grad_a, self.a)
        self.delta = grad_a
        self.delta *= self.phi.slope(self.z, self.a)
        return self.delta

    def __repr__(self) -> str:
        """Return the call that makes this layer."""
        return f"Activate({self.n_out}, {self.phi!r})"


class PReLU(SameSize):
    """a = z if z > 0 else αz, like leaky ReLU, but each unit learns its α.

    Parameters
    ----------
    n : the number of units.
    shared : one α for all units instead of one for each.
    start : the first value of every α.

    Attributes
    ----------
    alpha, dalpha : (n,), or (1,) if shared  slopes for z < 0 and their gradients.
    z, a : (batch, n)  input and output of the last forward.
    delta : (batch, n)  δ = ∂L/∂z of the last backward.

    Notes
    -----
    Weight decay would pull α to 0 and make it a ReLU; He and others leave α out of it.

    References
    ----------
    He, Zhang, Ren, Sun 2015.
    """

    alpha = parameter("alpha", "Slopes α for z < 0, (n,) or (1,)")
    dalpha = gradient("alpha", "∂L/∂α, (n,) or (1,)")
    z: Array
    a: Array
    delta: Array

    def __init__(self, n: int, *, shared: bool = False, start: float = 0.25) -> None:
        super().__init__(n, alpha=(1,) if shared else (n,))
        if not (isinstance(start, int | float | np.number) and np.isfinite(start)):
            raise SettingError(f"PReLU expects start to be a finite number, got {start!r}. 0.25 is usual.")
        self.shared, self.start = bool(shared), float(start)

    def initialise(self, rng: np.random.Generator) -> None:
        """Set every α to `start`."""
        self.alpha[:] = self.start

    def __call__(self, z: Array) -> Array:
        """Return z where z > 0, else αz: (batch, n), a new array."""
        return np.where(z > 0, z, self.alpha * z)

    def forward(self, z: Array) -> Array:
        """Forward: a = max(z, 0) + α min(z, 0)."""
        self.z, self.a = z, self(z)
        return self.a

    def backward(self, grad_a: Array, *, input_gradient: bool = True) -> Array:
        """Propagate the error: dα = Σ ∂L/∂a ⊙ min(z, 0), summed over the batch; δ = ∂L/∂a ⊙ (1 or α).

        If α is shared, dα is summed over the units too.
        """
        self._check_shape(grad_a, self.a)
        per_unit = np.einsum("ij,ij->j", grad_a, np.minimum(self.z, 0))
        self.dalpha[:] = per_unit.sum() if self.shared else per_unit
        self.delta = grad_a
        self.delta *= np.where(self.z > 0, self.z.dtype.type(1), self.alpha)
        return self.delta

    def __repr__(self) -> str:
        """Return the call that makes this layer."""
        return f"PReLU({self.n_out}{', shared=True' if self.shared else ''})"
