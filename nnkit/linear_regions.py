"""Counting the pieces of a ReLU network: between its kinks it is affine, and it can have very many kinks.

On a line the count is exact. In a plane the activation patterns met on a grid are counted, which is a lower
bound.

Montufar, Pascanu, Cho, Bengio 2014; Telgarsky 2016 (the sawtooth); Hanin, Rolnick 2019 (counting on a line).
"""

# NumPy's own type hints call most arithmetic Any.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .activation_layers import Activate, PReLU
from .activations import identity, leaky_relu, relu
from .dropout import Dropout
from .errors import Array, IntArray, SettingError, ShapeError, as_float, require_count, require_finite
from .layers import Dense, Layer
from .network import Network
from .normalization import BatchNorm
from .residual import Residual

_NARROW = 1e-12  # of the interval: kinks closer than this are one kink, rounded in two ways
_EQUAL = 1e-9  # of the largest slope: neighbouring pieces whose slopes differ by less are one piece


@dataclass(frozen=True)
class Pieces:
    """A piecewise linear function of t on [low, high]: where it bends, and how it slopes between.

    Attributes
    ----------
    kinks : (pieces - 1,)  positions t where the slope changes, sorted.
    slopes : (pieces, n_out)  df/dt on each piece.
    """

    kinks: Array
    slopes: Array

    @property
    def count(self) -> int:
        """The number of linear pieces."""
        return len(self.slopes)


def on_line(
    net: Network,
    low: float,
    high: float,
    *,
    origin: npt.ArrayLike | None = None,
    direction: npt.ArrayLike | None = None,
) -> Pieces:
    """Find every kink of t ↦ net(origin + t · direction) for low < t < high, and the slopes between: exactly.

    Layer by layer, each unit adds a kink wherever its z crosses 0 inside a piece: at t = −z/(dz/dt) from the
    piece's start, since z is affine there. Nothing is sampled, so no piece is missed unless it is narrower
    than 1e-12 of the interval. Kinks that later layers iron out do not count.

    Parameters
    ----------
    net : a network of Dense and Activate layers with identity, relu or leaky_relu, of PReLU, Residual,
        Dropout and BatchNorm, as it evaluates; computed in float64.
    low, high : the interval of t.
    origin, direction : (n_in,)  the line; for one input left out, and then t is x itself.

    Returns
    -------
    Pieces : ``.count``, ``.kinks``, ``.slopes``.

    Raises
    ------
    SettingError : for a layer that is not piecewise linear, such as Dense with tanh.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> triangle = Network.mlp([1, 3, 1], "relu", rng=rng)  # ReLU(x) − 2 ReLU(x − 1) + ReLU(x − 2)
    >>> triangle.theta = [1, 1, 1, 0, -1, -2, 1, -2, 1, 0]
    >>> pieces = on_line(triangle, -1, 3)
    >>> pieces.count, pieces.kinks.tolist(), pieces.slopes[:, 0].tolist()
    (4, [0.0, 1.0, 2.0], [0.0, 1.0, -1.0, 0.0])
    """
    if not (np.isfinite([low, high]).all() and low < high):
        raise SettingError(f"on_line expects low below high, both finite, got {low!r} and {high!r}.")
    n_in = net[0].n_out
    if n_in > 1 and (origin is None or direction is None):
        raise SettingError(
            f"on_line expects origin and direction, each of shape ({n_in},), for a network of {n_in} inputs: "
            "they are the line on which to count."
        )
    start = _vector(0.0 if origin is None else origin, "origin", n_in)
    along = _vector(1.0 if direction is None else direction, "direction", n_in)
    t = np.array([low, high], dtype=np.float64)
    curve = _Curve(t, start + t[:, np.newaxis] * along, along[np.newaxis])
    for layer in net.astype(np.float64).layers:
        curve = _through(layer, curve)
    return _merged(curve)


def sawtooth(depth: int) -> Network:
    """Compose the triangle t(x) = 2 ReLU(x) − 4 ReLU(x − ½) with itself: 2^depth pieces on [0, 1].

    Each of its `depth` hidden layers has two units; one hidden layer would need 2^depth.

    Returns
    -------
    Network : sizes 1-2-…-2-1, its weights fixed, float64.

    References
    ----------
    Telgarsky 2016.

    Examples
    --------
    >>> on_line(sawtooth(10), 0, 1).count
    1024
    """
    depth = require_count(depth, "depth", "sawtooth", hint="It is the number of hidden layers.")
    net = Network.mlp([1, *[2] * depth, 1], relu, rng=np.random.default_rng(0))
    for layer in list(net)[1:]:
        layer.W = np.tile(np.array([1.0]) if layer.n_in == 1 else np.array([2.0, -4.0]), (layer.n_out, 1))
        layer.b = np.array([0.0, -0.5])[: layer.n_out]
    return net


def patterns(net: Network, x: npt.ArrayLike) -> IntArray:
    """Number the activation patterns (which units have z > 0) that a network shows at the points x.

    Points with the same number lie in one convex region, on which the network is affine.

    Parameters
    ----------
    net : as for on_line.
    x : (batch, n_in)  points.

    Returns
    -------
    (batch,) int64  0 … (number of patterns − 1), in no particular order.
    """
    net = net.astype(np.float64)
    a = net[0].check(x)
    require_finite(a, "x", "patterns")
    signs: list[Array] = [np.zeros((len(a), 1), np.bool_)]
    for layer in net.layers:
        a = _note_signs(layer, a, signs)
    packed = np.packbits(np.concatenate(signs, axis=1), axis=1)
    _, number = np.unique(packed, axis=0, return_inverse=True)
    return number.reshape(-1).astype(np.int64)


def in_plane(
    net: Network,
    low: float,
    high: float,
    *,
    resolution: int = 200,
    origin: npt.ArrayLike = (0.0, 0.0),
    directions: npt.ArrayLike = ((1.0, 0.0), (0.0, 1.0)),
) -> int:
    """Count the activation patterns met on a grid of a square: a LOWER BOUND for the number of regions.

    A region that falls between the points of the grid is missed; a finer grid can only find more when it
    contains the coarser one (resolution 2 k − 1 after k). Every pattern counts, also where two neighbouring
    regions happen to carry the same affine function.

    Parameters
    ----------
    net : as for on_line.
    low, high : the range of both coordinates.
    resolution : points along each side, so resolution² points in all.
    origin, directions : (n_in,) and (2, n_in)  the plane; if left out, that of the two inputs.

    Returns
    -------
    int : the number of patterns met.
    """
    resolution = require_count(resolution, "resolution", "in_plane", hint="200 is usual.")
    if not (np.isfinite([low, high]).all() and low < high):
        raise SettingError(f"in_plane expects low below high, both finite, got {low!r} and {high!r}.")
    n_in = net[0].n_out
    start, axes = as_float(origin, "origin", "in_plane"), as_float(directions, "directions", "in_plane")
    if start.shape != (n_in,) or axes.shape != (2, n_in):
        raise ShapeError(
            f"in_plane expects origin of shape ({n_in},) and directions of shape (2, {n_in}) for a network "
            f"of {n_in} inputs, got {start.shape} and {axes.shape}."
        )
    side = np.linspace(low, high, resolution, dtype=np.float64)
    s, t = np.meshgrid(side, side)
    points = start + s.reshape(-1, 1) * axes[0] + t.reshape(-1, 1) * axes[1]
    return int(patterns(net, points).max()) + 1


class _Curve(NamedTuple):
    """A piecewise affine path: values a (m + 1, n) at the positions t (m + 1,), and slopes (m, n) between."""

    t: Array
    a: Array
    slopes: Array

    def cut(self, at: Array) -> _Curve:
        """Return the same path with the further positions `at`, each inside some piece."""
        near = _NARROW * (self.t[-1] - self.t[0])
        at = np.sort(at)
        at = at[np.append(True, np.diff(at) > near)[: len(at)]]
        after = np.clip(np.searchsorted(self.t, at), 1, len(self.slopes))
        at = at[(at - self.t[after - 1] > near) & (self.t[after] - at > near)]
        t = np.sort(np.concatenate([self.t, at]))
        piece = np.searchsorted(self.t, t, side="right") - 1
        piece = np.minimum(piece, len(self.slopes) - 1)
        a = self.a[piece] + (t - self.t[piece])[:, np.newaxis] * self.slopes[piece]
        a[np.searchsorted(t, self.t)] = self.a
        return _Curve(t, a, self.slopes[piece[:-1]])


def _through(layer: Layer, curve: _Curve) -> _Curve:
    """Return the path after a layer, cut wherever one of its units bends."""
    if isinstance(layer, Residual):
        bent = curve
        for inner in layer.layers:
            bent = _through(inner, bent)
        straight = curve.cut(np.setdiff1d(bent.t, curve.t))
        return _Curve(bent.t, straight.a + bent.a, straight.slopes + bent.slopes)
    if isinstance(layer, Dense):
        curve = _Curve(curve.t, curve.a @ layer.W.T + layer.b, curve.slopes @ layer.W.T)
        return curve if layer.phi == identity else _bend(curve, _below(layer))
    if isinstance(layer, Activate | PReLU):
        below = _below(layer)
        return curve if np.all(below == 1) else _bend(curve, below)
    if isinstance(layer, BatchNorm):
        return _Curve(curve.t, layer(curve.a), curve.slopes * _scale_of(layer))
    if isinstance(layer, Dropout):
        return curve
    raise _not_piecewise(layer)


def _bend(curve: _Curve, below: Array) -> _Curve:
    """Multiply each unit by `below` where it is negative, after cutting where it crosses 0."""
    z0, z1 = curve.a[:-1], curve.a[1:]
    piece, unit = np.nonzero(((z0 < 0) & (z1 > 0)) | ((z0 > 0) & (z1 < 0)))
    share = z0[piece, unit] / (z0[piece, unit] - z1[piece, unit])
    curve = curve.cut(curve.t[piece] + share * (curve.t[piece + 1] - curve.t[piece]))
    middle = curve.a[:-1] + curve.a[1:]  # its sign is that of the whole piece, which crosses no 0 any more
    return _Curve(
        curve.t,
        np.where(curve.a > 0, curve.a, below * curve.a),
        np.where(middle > 0, curve.slopes, below * curve.slopes),
    )


def _merged(curve: _Curve) -> Pieces:
    """Join neighbouring pieces of one slope."""
    largest = np.abs(curve.slopes).max()
    bends = (np.abs(np.diff(curve.slopes, axis=0)) > _EQUAL * largest).any(axis=1)
    return Pieces(curve.t[1:-1][bends], curve.slopes[np.append(True, bends)])


def _note_signs(layer: Layer, a: Array, signs: list[Array]) -> Array:
    """Return the layer's output for a, and add to `signs` which of its bending units have z > 0."""
    if isinstance(layer, Residual):
        inner_a = a
        for inner in layer.layers:
            inner_a = _note_signs(inner, inner_a, signs)
        return a + inner_a
    if isinstance(layer, Dense):
        z = a @ layer.W.T + layer.b
    elif isinstance(layer, Activate | PReLU):
        z = a
    elif isinstance(layer, BatchNorm | Dropout):
        return layer(a)
    else:
        raise _not_piecewise(layer)
    below = _below(layer)
    if np.all(below == 1):
        return z
    signs.append(z > 0)
    return np.where(z > 0, z, below * z)


def _below(layer: Dense | Activate | PReLU) -> Array:
    """Return the slope of the layer's activation for z < 0: 0 for ReLU, α for its like, 1 for identity."""
    if isinstance(layer, PReLU):
        return layer.alpha
    if layer.phi == relu:
        return np.zeros(1)
    if layer.phi == identity:
        return np.ones(1)
    if isinstance(layer.phi, type(leaky_relu)):
        return np.array([layer.phi.alpha])
    raise _not_piecewise(layer)


def _scale_of(layer: BatchNorm) -> Array:
    return layer.gamma / np.sqrt(layer.variance + layer.eps)


def _not_piecewise(layer: Layer) -> SettingError:
    return SettingError(
        f"nn.linear_regions expects a network that is piecewise linear, got {layer!r}. "
        "Use relu, leaky_relu or identity as activations; other functions have no linear pieces."
    )


def _vector(value: npt.ArrayLike, name: str, n_in: int) -> Array:
    vector = np.atleast_1d(as_float(value, name, "on_line")).astype(np.float64)
    if vector.shape != (n_in,):
        raise ShapeError(f"on_line expects {name} of shape ({n_in},), got {vector.shape}.")
    require_finite(vector, name, "on_line")
    if name == "direction" and not vector.any():
        raise SettingError("on_line expects a direction other than 0, got all zeros.")
    return vector
