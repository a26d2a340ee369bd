"""F9, the networks: a sawtooth by composition, a rival of one hidden layer, and random ones; all exact."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnkit import initializers
from nnkit.linear_regions import on_line, sawtooth
from nnkit.network import Network

Array = NDArray[np.float64]
INITS = {
    "he_normal": initializers.he_normal,
    "he_uniform": initializers.he_uniform,
    "xavier_normal": initializers.xavier_normal,
    "orthogonal": initializers.orthogonal,
}
REACH = 4.0  # a random network is looked at for −4 < x < 4
NEAR = 1e-9  # two kinks closer than this are one, found twice


@dataclass(frozen=True)
class Line:
    """A piecewise linear function, exactly: its corners x, y (pieces + 1,) and what it is made of."""

    x: Array
    y: Array
    hidden: int
    params: int

    @property
    def pieces(self) -> int:
        """The number of linear pieces."""
        return len(self.x) - 1


def line_of(net: Network, low: float, high: float) -> Line:
    """Find the corners of a network of one input on [low, high]."""
    x = np.concatenate([[low], on_line(net, low, high).kinks, [high]])
    hidden = sum(layer.n_out for layer in net.layers[:-1])
    return Line(x, net(x[:, np.newaxis])[:, 0], hidden, net.n_params)


@lru_cache(maxsize=64)
def composed(depth: int) -> Line:
    """Return the tent map composed ``depth`` times on [0, 1]."""
    return line_of(sawtooth(depth), 0.0, 1.0)


@lru_cache(maxsize=256)
def one_layer(depth: int, units: int) -> Line:
    """Return what one hidden layer of so many units makes of the sawtooth with 2^depth pieces on [0, 1].

    Unit k bends at k / 2^depth, so that it follows from the left; when the units run out it stays flat.
    """
    teeth = 2**depth
    used = min(units, teeth)
    k = np.arange(units)
    net = Network.mlp([1, units, 1], "relu", rng=np.random.default_rng(0))
    net[1].W, net[1].b = np.ones((units, 1)), -k / teeth
    out = np.where(k < used, 2.0 * teeth * (-1.0) ** k, 0.0)
    out[0] = teeth
    if used < teeth and used > 1:
        out[used - 1] /= 2  # the last bend makes it flat
    net[2].W, net[2].b = out[np.newaxis], np.zeros(1)
    return line_of(net, 0.0, 1.0)


def random_network(
    n_in: int,
    depth: int,
    width: int,
    init: str,
    bias: float,
    seed: int,
    dtype: type[np.floating] = np.float64,
) -> Network:
    """Draw a ReLU network with biases from a normal distribution whose standard deviation is ``bias``."""
    rng = np.random.default_rng(seed)
    net = Network.mlp([n_in, *[width] * depth, 1], "relu", rng=rng, init=INITS[init])
    for l in range(1, depth + 1):
        net[l].b = bias * rng.normal(size=width)
    return net.astype(dtype)


@lru_cache(maxsize=512)
def random_line(depth: int, width: int, init: str, bias: float, seed: int) -> Line:
    """Return a random network of one input on [−REACH, REACH]."""
    return line_of(random_network(1, depth, width, init, bias, seed), -REACH, REACH)


@lru_cache(maxsize=256)
def origins(depth: int, width: int, init: str, bias: float, seed: int) -> tuple[Array, ...]:
    """Sort a random network's kinks by the hidden layer whose units made them: one array for each layer."""
    net = random_network(1, depth, width, init, bias, seed)
    left = random_line(depth, width, init, bias, seed).x[1:-1]
    found = []
    for l in range(1, depth + 1):
        first = Network.mlp([1, *[width] * l, width], "relu", rng=np.random.default_rng(0))
        for k in range(1, l + 1):
            first[k].W, first[k].b = net[k].W, net[k].b
        first[l + 1].W, first[l + 1].b = np.eye(width), np.zeros(width)  # all units of layer l as they are
        there = _among(left, on_line(first, -REACH, REACH).kinks) | (l == depth)
        found.append(left[there])
        left = left[~there]
    return tuple(found)


def _among(x: Array, known: Array) -> NDArray[np.bool_]:
    """Tell which of x are among the known numbers, up to rounding."""
    if not known.size:
        return np.zeros(x.size, dtype=np.bool_)
    after = (
        np.clip(np.searchsorted(known, x), 1, known.size - 1)
        if known.size > 1
        else np.zeros(x.size, np.int64)
    )
    nearest = np.minimum(np.abs(known[after] - x), np.abs(known[after - 1] - x))
    return np.asarray(nearest < NEAR * REACH)
