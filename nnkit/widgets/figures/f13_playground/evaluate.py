"""F13, what every unit makes of the plane: one pass of a whole grid of points through the network."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import sigmoid
from nnkit.dropout import Dropout
from nnkit.errors import Array, DivergedError, IntArray, SettingError
from nnkit.layers import Dense
from nnkit.network import Network
from nnkit.widgets.figures.f13_playground.build import DEEPEST, WIDEST
from nnkit.widgets.figures.f13_playground.features import features

GRID = 45  # points each way; every second one for the small pictures
LARGEST = 1e6  # logits beyond it are shown as it


@dataclass(frozen=True)
class Pictures:
    """The columns of the network over the plane: inputs, hidden layers, output.

    ``units[c]`` (n, GRID, GRID) are the values of column c, divided by the largest of each unit if that is
    above 1; of the output it is 2 p − 1. ``zeros[c]``, of the same shape, are 0 where z of a unit is 0.
    """

    units: tuple[NDArray[np.float32], ...]
    zeros: tuple[NDArray[np.float32], ...]


@functools.lru_cache(maxsize=16)
def grid(limits: tuple[float, float, float, float], names: tuple[str, ...]) -> Array:
    """Return the features of the points of the grid: (GRID², number of names), row by row from below."""
    left, right, bottom, top = limits
    x1, x2 = np.meshgrid(np.linspace(left, right, GRID), np.linspace(bottom, top, GRID))
    table = features(np.stack([x1.ravel(), x2.ravel()], axis=1), names)
    table.setflags(write=False)
    return table


def logits(net: Any, inputs: Array) -> Array:
    """Return the logit of class 1 for each row of inputs: (n,)."""
    return one_logit(net(inputs), len(inputs))


def one_logit(z: Any, n: int) -> Array:
    """Return outputs (n, 1), (n, 2) or (n,) as one logit each, or say what is wrong with them.

    Of two outputs it is the second less the first, so that sigmoid(logit) is the softmax of class 1.
    """
    z = np.asarray(z)
    if z.dtype.kind not in "fiu" or z.shape not in ((n, 1), (n, 2), (n,)):
        got = f"shape {z.shape}" if z.dtype.kind in "fiu" else f"an array of {z.dtype}"
        raise SettingError(
            f"playground expects the network's forward to return logits of shape ({n}, 1) or ({n}, 2), "
            f"got {got}."
        )
    if not np.isfinite(z).all():
        raise DivergedError("The network's outputs are not finite.")
    z = z.astype(np.float64)
    columns = z.reshape(n, -1)
    return np.asarray(columns[:, 0] if columns.shape[1] == 1 else columns[:, 1] - columns[:, 0])


def mean_loss(z: Array, y: IntArray) -> float:
    """Return the mean of softplus(z) − y z, the cross-entropy of sigmoid(z), for logits z (n,).

    SigmoidCrossEntropy says the same with all its checks, and would take a tenth of the time of training.
    """
    z = np.clip(z, -LARGEST, LARGEST)
    return float(np.mean(np.logaddexp(0, z) - y * z))


def judged(z: Array, y: IntArray) -> tuple[float, float]:
    """Return the mean loss of logits z (n,) and the share of points on the wrong side."""
    return mean_loss(z, y), float(np.mean((z > 0) != (y > 0)))


def pictures(net: Any, inputs: Array) -> Pictures:
    """Evaluate a network on a grid; its hidden columns are the inputs of its dense layers but the first."""
    units, zeros, a, seen = [inputs], [inputs], inputs, 0
    if isinstance(net, Network):
        z = inputs
        with np.errstate(all="ignore"):
            for layer in net.layers:
                if isinstance(layer, Dense):
                    if 0 < seen <= DEEPEST:
                        units.append(a)
                        zeros.append(z)
                    seen += 1
                    z = a @ layer.W.T + layer.b
                    a = layer.phi(z)
                else:
                    a = layer(a)
                    z = z if isinstance(layer, Dropout) else a
        if not np.isfinite(a).all():
            a = np.nan_to_num(a)
    else:
        a = net(inputs)
    logit = np.clip(one_logit(a, len(inputs)), -LARGEST, LARGEST)[:, np.newaxis]
    units.append(2 * sigmoid(logit) - 1)
    zeros.append(logit)
    return Pictures(tuple(map(_square, units)), tuple(map(_square, zeros)))


def _square(values: Array) -> NDArray[np.float32]:
    """Return values (GRID², n) as pictures (n, GRID, GRID) that stay within ±1."""
    values = np.nan_to_num(values[:, :WIDEST].T, posinf=LARGEST, neginf=-LARGEST)
    values = values / np.maximum(np.abs(values).max(axis=1, keepdims=True), 1)
    return values.astype(np.float32).reshape(-1, GRID, GRID)
