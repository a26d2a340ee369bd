"""Clipping: a gradient that is too long is shortened, so that one steep place cannot throw training out."""

from __future__ import annotations

import math

import numpy as np

from .errors import Array, DataError, SettingError, is_finite, require_writeable


def clip_grad_norm(grad: Array, max_norm: float) -> float:
    """g ← g · min(1, max_norm / ‖g‖), in place: the direction stays, and the step cannot explode.

    Parameters
    ----------
    grad : an array of floats, such as net.grad; ‖g‖ is the square root of the sum of all its squares.
    max_norm : the longest g that may pass, above 0.

    Returns
    -------
    ‖g‖ before clipping.

    Raises
    ------
    DataError : if grad cannot be changed in place, or holds NaN or infinity, which no scaling would mend.

    References
    ----------
    Pascanu, Mikolov, Bengio 2013.

    Examples
    --------
    >>> grad = np.array([3.0, 4.0])
    >>> clip_grad_norm(grad, 1.0), grad.round(3).tolist()
    (5.0, [0.6, 0.8])
    """
    require_writeable(grad, "grad", "clip_grad_norm", "since it is scaled in place")
    if not (isinstance(max_norm, int | float | np.number) and 0 < max_norm < math.inf):
        raise SettingError(f"clip_grad_norm expects max_norm above 0, got {max_norm!r}. 1.0 is usual.")
    norm = math.sqrt(np.vdot(grad, grad))
    if not (1e-15 < norm < math.inf):  # squares may have left the range of float32
        if not is_finite(grad):
            raise DataError(
                "clip_grad_norm expects finite gradients, got NaN or infinity: training has diverged. "
                "Start again with a smaller eta, and clip from the first step."
            )
        largest = float(np.abs(grad).max(initial=0))
        norm = largest * float(np.linalg.norm(grad / largest)) if largest else 0.0
    if norm > max_norm:
        grad *= max_norm / norm
    return norm
