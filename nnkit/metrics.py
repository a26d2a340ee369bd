"""How many answers of a network are right."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .errors import ShapeError, as_float


def accuracy(z: npt.ArrayLike, y: npt.ArrayLike) -> float:
    """Share of the rows that are right: where the largest output is the class, or the one output its sign.

    Parameters
    ----------
    z : (batch, K)  outputs of a network; with K = 1, z > 0 stands for the class 1 or +1.
    y : (batch,)  classes 0 … K − 1; or (batch, K) one-hot rows or probabilities; with K = 1 labels 0/1 or
        -1/+1, (batch,) or (batch, 1).

    Examples
    --------
    >>> accuracy([[2.0, 1.0], [0.0, 3.0]], [0, 0])
    0.5
    """
    z, y = as_float(z, "z", "accuracy"), np.asarray(y)
    if z.ndim != 2 or z.size == 0 or y.shape not in ((len(z),), z.shape):
        raise ShapeError(
            "accuracy expects z of shape (batch, K) and y of shape (batch,) or (batch, K), got "
            f"{z.shape} and {y.shape}. Write accuracy(net(x), y)."
        )
    if z.shape[1] == 1:
        truth = y.ravel()
        return float(np.mean((z[:, 0] > 0) == (truth > (0 if truth.min() < 0 else 0.5))))
    return float(np.mean(z.argmax(axis=1) == (y if y.ndim == 1 else y.argmax(axis=1))))
