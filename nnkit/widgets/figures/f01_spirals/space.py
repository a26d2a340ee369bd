"""F1, the space of the features: two coordinates to draw, and the way there from the input space."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnkit.widgets.figures.f01_spirals.maps import LEARNED, Array, Head

CELLS = 64  # of the surface, along each side
MARGIN = 1.2  # the picture reaches so many radii
OUTER = 1.35  # and the second one so far, in its own units


def reach(radius: float) -> float:
    """Return how far the picture of the input space goes from its middle."""
    return MARGIN * radius


def grid(radius: float) -> Array:
    """Return the places of the surface along one axis."""
    return np.linspace(-reach(radius), reach(radius), CELLS + 1)


def _lattice(lines: int = 7, points: int = 49) -> Array:
    """Return a square grid as polylines (2 · lines, points, 2), from −1 to 1."""
    across, along = np.meshgrid(np.linspace(-1, 1, lines), np.linspace(-1, 1, points), indexing="ij")
    upright = np.stack([across, along], axis=-1)
    return np.concatenate([upright, upright[..., ::-1]])


LATTICE = _lattice()


@dataclass(frozen=True)
class Space:
    """Two coordinates of the features, in about −1 to 1: ``axes`` (d, 2), after ``middle`` (d,) is taken off.

    Of the two learned units they are the activations themselves. Of other features the first is the distance
    from the decision boundary, w·φ + b over |w|, so that the boundary is upright; the second is the
    direction at right angles to it in which the points are spread most.
    """

    head: Head
    axes: Array
    middle: Array
    radius: float
    learned: bool

    @classmethod
    def of(cls, features: str, head: Head, x: Array, radius: float) -> Space:
        """Choose the coordinates for a head and the points (N, 2) that are to be drawn."""
        if features == LEARNED:
            return cls(head, np.eye(2), np.zeros(2), radius, True)
        phi = head.phi(x)
        size = float(np.linalg.norm(head.w)) or 1.0
        first = head.w / size
        foot = -head.b / size * first  # a point of the boundary
        rest = phi - phi.mean(axis=0)
        rest = rest - np.outer(rest @ first, first)
        second = np.linalg.svd(rest, full_matrices=False)[2][0]
        second = second * (1.0 if second[np.abs(second).argmax()] > 0 else -1.0)
        middle = foot + (phi.mean(axis=0) @ second - foot @ second) * second
        axes = np.stack([first, second], axis=1)
        spread = np.quantile(np.abs((phi - middle) @ axes), 0.97, axis=0)
        return cls(head, axes / np.maximum(spread, 1e-9), middle, radius, False)

    def __call__(self, x: Array) -> Array:
        """Return the coordinates (n, 2) of places x (n, 2) of the input space."""
        return np.asarray((self.head.phi(x) - self.middle) @ self.axes, dtype=np.float64)

    def boundary(self) -> tuple[float, float, float]:
        """Return (n₁, n₂, c) of the straight line n·a + c = 0 on which the head's z is 0."""
        if self.learned:
            size = float(np.hypot(*self.head.w)) or 1.0
            return float(self.head.w[0]) / size, float(self.head.w[1]) / size, self.head.b / size
        return 1.0, 0.0, 0.0

    def between(self, x: Array, t: float) -> Array:
        """Return places on the way from the input space, t = 0, to the space of the features, t = 1."""
        start = x / self.radius
        return np.asarray((1 - t) * start + t * self(x) if t else start, dtype=np.float64)
