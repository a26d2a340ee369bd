"""Gradient checking: compare a gradient by formula with one by differences, which needs no calculus."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .errors import Array, DataError, ShapeError, as_float, require_number
from .losses import Loss
from .network import Network


def numerical_gradient(f: Callable[[Array], float], theta: npt.ArrayLike, h: float | None = None) -> Array:
    """∂f/∂θᵢ ≈ (f(θ + h eᵢ) − f(θ − h eᵢ)) / 2h, with an error of order h²: two calls of f for every entry.

    Parameters
    ----------
    f : function of an array like theta that returns one number; each call gets its own float64 copy.
    theta : the point, of any shape; not modified.
    h : the step; if left out, 6e-6 max(1, |θᵢ|), which balances the error h² against the rounding error 1e-16
        / h.

    Returns
    -------
    float64 array of the shape of theta.

    Raises
    ------
    DataError : if f does not return one finite number.

    References
    ----------
    Nocedal, Wright 2006, section 8.1.

    Examples
    --------
    >>> numerical_gradient(lambda t: t[0] ** 2 * t[1], [3.0, 2.0]).round(6).tolist()
    [12.0, 9.0]
    """
    theta = as_float(theta, "theta", "numerical_gradient").astype(np.float64)
    if h is not None:
        require_number(h, "h", "numerical_gradient", low=1e-12, hint="Leave it out, or try 1e-5.")
    gradient = np.zeros_like(theta)
    for i in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        step = np.cbrt(np.finfo(np.float64).eps) * max(1.0, abs(theta[i])) if h is None else h
        up[i] += step
        down[i] -= step
        width = up[i] - down[i]  # 2h as it was rounded
        gradient[i] = (_number(f, up) - _number(f, down)) / width
    return gradient


def relative_error(a: npt.ArrayLike, b: npt.ArrayLike) -> float:
    """‖a − b‖ / max(‖a‖, ‖b‖): 0 for equal arrays, 1 if one of them is 0, 2 if the sign is wrong.

    Examples
    --------
    >>> relative_error([3.0, 4.0], [3.0, 4.0]), relative_error([3.0, 4.0], [-3.0, -4.0])
    (0.0, 2.0)
    """
    a, b = (np.asarray(v, dtype=np.float64) for v in (a, b))
    if a.shape != b.shape:
        raise ShapeError(f"relative_error expects two arrays of one shape, got {a.shape} and {b.shape}.")
    difference, size = np.linalg.norm(a - b), max(np.linalg.norm(a), np.linalg.norm(b))
    return float(difference / size) if size else 0.0


@dataclass(frozen=True)
class ParameterCheck:
    """The comparison for one parameter: its relative error, and the entry that is furthest off."""

    layer: int
    name: str
    shape: tuple[int, ...]
    relative_error: float
    worst: tuple[int, ...]
    backward: float
    differences: float


@dataclass(frozen=True, repr=False)
class GradientCheck:
    """What gradient_check found: true if every relative error is within the tolerance; shown as a table."""

    parameters: tuple[ParameterCheck, ...]
    tolerance: float

    @property
    def relative_error(self) -> float:
        """The largest relative error of any parameter."""
        return max((p.relative_error for p in self.parameters), default=0.0)

    @property
    def passed(self) -> bool:
        """Whether every relative error is within the tolerance."""
        return self.relative_error <= self.tolerance

    def __bool__(self) -> bool:
        """Same as `passed`, so that ``assert nn.gradient_check(...)`` reads well."""
        return self.passed

    def __repr__(self) -> str:
        """Return the verdict and one line for each parameter."""
        verdict = "passed" if self.passed else "FAILED"
        lines = [
            f"Gradient check {verdict}: largest relative error {self.relative_error:.1e}, "
            f"tolerance {self.tolerance:.0e}",
            f"{'l':>2}  {'parameter':<16}{'error':>8}  {'worst entry':<16}"
            f"{'backward':>12}{'differences':>13}",
        ]
        for p in self.parameters:
            index = f"[{', '.join(map(str, p.worst))}]"
            mark = "" if p.relative_error <= self.tolerance else "  <-- look here"
            lines.append(
                f"{p.layer:>2}  {f'{p.name} {p.shape}':<16}{p.relative_error:>8.1e}  "
                f"{p.name + index:<16}{p.backward:>12.4g}{p.differences:>13.4g}{mark}"
            )
        return "\n".join(lines)


def gradient_check(
    net: Network,
    loss: Loss,
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    h: float | None = None,
    tolerance: float | None = None,
) -> GradientCheck:
    """Compare net.backward(loss.delta(z, y)) with differences of loss(net.forward(x), y), layer by layer.

    It works on copies, so net keeps its values and gradients; the differences are always taken in float64.
    All passes are training passes, and Dropout keeps to one mask. A check costs 2 n_params of them: use a
    small network and few examples. At a kink (a ReLU whose z is within h of 0) both gradients are right and
    yet differ; then try another x.

    Parameters
    ----------
    net : Network.
    loss : one of the losses.
    x, y : (batch, n_in) and the targets that the loss expects.
    h : the step of numerical_gradient.
    tolerance : largest relative error that passes; if left out, 1e-6 for a float64 network and 1e-3 for
        float32.

    Returns
    -------
    GradientCheck : true if it passed; ``.relative_error``, ``.parameters``, and a table when shown.
    """
    if tolerance is None:
        tolerance = 1e-6 if net.dtype == np.float64 else 1e-3
    tolerance = require_number(tolerance, "tolerance", "gradient_check")
    checked = net.astype(net.dtype)
    backward = checked.backward(loss.delta(checked.forward(x), y))
    exact = checked.astype(np.float64)
    for layer in exact.layers:
        layer.hold()  # with a new mask in every pass, Dropout would be a new function in every pass

    def mean_loss(theta: Array) -> float:
        exact.theta = theta
        return loss(exact.forward(x), y)

    differences = numerical_gradient(mean_loss, exact.theta, h)
    found, start = [], 0
    for l, layer in enumerate(net):
        for name, shape in layer.shapes.items():
            piece = slice(start, start := start + math.prod(shape))
            found.append(_compare(l, name, shape, backward[piece], differences[piece]))
    return GradientCheck(tuple(found), tolerance)


def _compare(l: int, name: str, shape: tuple[int, ...], a: Array, b: Array) -> ParameterCheck:
    i = int(np.abs(a - b).argmax())
    worst = tuple(int(k) for k in np.unravel_index(i, shape))
    # a gradient of 0 meets differences of about 1e-11, which is rounding: below 1e-4 the error is absolute
    error = relative_error(a, b) * min(1.0, float(max(np.linalg.norm(a), np.linalg.norm(b))) / 1e-4)
    return ParameterCheck(l, name, shape, float(error), worst, float(a[i]), float(b[i]))


def _number(f: Callable[[Array], float], theta: Array) -> float:
    value = np.asarray(f(theta))
    if value.size != 1 or not np.isfinite(value).all():
        got = f"an array of shape {value.shape}" if value.size != 1 else str(value.item())
        raise DataError(
            f"numerical_gradient expects f to return one finite number, got {got}. "
            "Sum or average what f computes."
        )
    return float(value.item())
