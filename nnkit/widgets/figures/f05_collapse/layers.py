"""F5, the two layers: an affine map built from what one can see it do, and its way from nothing to all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
LIFT = np.array([-0.5, -0.45])  # where the third unit points when three are drawn on the flat picture
E1 = np.array([1.0, 0.0])


def _towards(degrees: float) -> Array:
    """Return (cos, sin) of an angle, exactly 0 and ±1 at right angles, so that mirror images agree."""
    angle = np.deg2rad(degrees)
    return np.array([np.cos(angle), np.sin(angle)]).round(15)


@dataclass(frozen=True)
class Geometry:
    """What one layer does to the plane: stretch along both axes, shear, rotate (degrees), then shift."""

    rotate: float = 0.0
    stretch_x: float = 1.0
    stretch_y: float = 1.0
    shear: float = 0.0
    shift_x: float = 0.0
    shift_y: float = 0.0

    def matrix(self, share: float = 1.0) -> Array:
        """W = rotation · shear · stretch (2, 2), at ``share`` of the way from the identity."""
        cos, sin = _towards(self.rotate * share)
        stretch = np.diag([1 + share * (self.stretch_x - 1), 1 + share * (self.stretch_y - 1)])
        W: Array = np.array([[cos, -sin], [sin, cos]]) @ np.array([[1, share * self.shear], [0, 1]]) @ stretch
        return W

    @property
    def shift(self) -> Array:
        """b (2,)."""
        return np.array([self.shift_x, self.shift_y])


@dataclass(frozen=True)
class Third:
    """The third unit of a wider middle: the direction it looks in, its bias, and its outgoing weights."""

    angle: float = 225.0
    bias: float = 0.0
    out_x: float = 0.5
    out_y: float = 0.5


@dataclass(frozen=True)
class Weights:
    """W1 (width, 2), b1 (width,), W2 (2, width), b2 (2,)."""

    W1: Array
    b1: Array
    W2: Array
    b2: Array


def weights(first: Geometry, second: Geometry, width: int, third: Third) -> Weights:
    """Cut the two maps down to one unit in the middle, or add a third."""
    W1, b1, W2 = first.matrix(), first.shift, second.matrix()
    if width == 1:
        W1, b1, W2 = W1[:1], b1[:1], W2[:, :1]
    elif width == 3:
        W1 = np.vstack([W1, _towards(third.angle)])
        b1 = np.append(b1, third.bias)
        W2 = np.column_stack([W2, [third.out_x, third.out_y]])
    return Weights(W1, b1, W2, second.shift)


def flat(h: Array) -> Array:
    """Draw the middle (points, width) in a plane: one unit on the axis, three in a slanting projection."""
    if h.shape[1] == 1:
        return np.asarray(h * E1)
    return h if h.shape[1] == 2 else np.asarray(h[:, :2] + h[:, 2:] * LIFT)


def on_the_way(
    x: Array, z: Array, h: Array, first: Geometry, second: Geometry, w: Weights, t: float
) -> Array:
    """Return where the points x (points, 2) are drawn at t: 0 input, 0.4 z, 0.6 h, 1 output.

    Affine parts turn and stretch bit by bit, so that a rotation does not pass through a point.
    """
    width = z.shape[1]
    if t < 0.4:
        s = t / 0.4
        place: Array = x @ first.matrix(s).T + s * first.shift
        if width == 1:
            return np.asarray(place * [1, 1 - s])
        return place + s * z[:, 2:] * LIFT if width == 3 else place
    if t < 0.6:
        s = (t - 0.4) / 0.2
        return flat((1 - s) * z + s * h)
    s = (t - 0.6) / 0.4
    plane = h * E1 if width == 1 else h[:, :2]
    place = plane @ second.matrix(s).T + s * second.shift
    if width == 3:
        place = place + h[:, 2:] * ((1 - s) * LIFT + s * w.W2[:, 2])
    return place
