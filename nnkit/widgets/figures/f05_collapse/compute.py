"""F5, the numbers: a grid through two layers, and the one affine map that comes closest to them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnkit.activation import Activation
from nnkit.activations import ACTIVATIONS
from nnkit.widgets.figure import View
from nnkit.widgets.figures.f05_collapse.layers import (
    Array,
    Geometry,
    Third,
    Weights,
    flat,
    on_the_way,
    weights,
)
from nnkit.widgets.figures.f05_collapse.words import formula, readout

PHIS: dict[str, Activation] = {
    "identity": ACTIVATIONS["identity"],
    "relu": ACTIVATIONS["relu"],
    "leaky_relu": ACTIVATIONS["leaky_relu"].with_(alpha=0.2),
    "tanh": ACTIVATIONS["tanh"],
    "sigmoid": ACTIVATIONS["sigmoid"],
}
SIDE = 41  # points along each side of the square [−1, 1]²
AXIS = np.linspace(-1, 1, SIDE)
GRID: Array = np.column_stack([np.tile(AXIS, SIDE), np.repeat(AXIS, SIDE)])  # row after row, x₁ fastest
EVERY = 5  # of the grid's rows and columns, which are drawn
NODES = np.arange(SIDE * SIDE, dtype=np.int64).reshape(SIDE, SIDE)[::EVERY, ::EVERY].ravel()
WITH_ONE = np.column_stack([GRID, np.ones(len(GRID))])
SOLVE = np.linalg.pinv(WITH_ONE)  # the grid never changes, so least squares is one product
TOP, INNER = 0.62, 0.14
FLAG: Array = np.array(  # the outline of a letter F
    [
        *[(0, 0), (0, TOP), (0.42, TOP), (0.42, 0.48), (INNER, 0.48), (INNER, 0.38)],
        *[(0.32, 0.38), (0.32, 0.24), (INNER, 0.24), (INNER, 0), (0, 0)],
    ]
)
FLAG_POINTS: Array = np.concatenate([np.linspace(a, b, 12) for a, b in itertools.pairwise(FLAG)])
FLAT = 1e-9  # an area scale below this is none
SAME = 0.03  # two images closer than this are one spot on the screen
APART = 0.4  # two points that far apart are two


@dataclass(frozen=True, kw_only=True)
class CollapseView(View):
    """One state of F5. Points are in the order of GRID: (SIDE², 2); letters in that of FLAG_POINTS.

    ``best_W`` (2, 2), ``best_b`` (2,) are the one affine map nearest to the network over the grid: W2 W1 and
    W2 b1 + b2 without activation, least squares with one. ``gap`` is its largest distance from the network,
    met at the point ``worst``. ``areas`` (SIDE²,) is det of the Jacobian. ``pair`` holds two points of the
    grid that land on one spot because the plane is folded: (2,) indices, or none.
    """

    activation: str
    width: int
    blend: float
    weights: Weights
    z: Array
    middle: Array
    output: Array
    shown: Array
    letters: tuple[Array, Array, Array]
    best_W: Array
    best_b: Array
    reference: Array
    gap: float
    worst: int
    areas: Array
    rank: int
    pair: NDArray[np.int64]
    moved_by_first: float
    moved: float

    @property
    def turned(self) -> float:
        """The share of the grid that is turned over (its area scale is negative)."""
        return float(np.mean(self.areas < -FLAT))

    @property
    def kept(self) -> float:
        """The share of the grid that keeps its orientation."""
        return float(np.mean(self.areas > FLAT))


def compute(
    edit: str = "layer 1",
    activation: str = "identity",
    blend: float = 1.0,
    rotate1: float = 30.0,
    stretch_x1: float = 1.3,
    stretch_y1: float = 0.8,
    shear1: float = 0.0,
    shift_x1: float = 0.2,
    shift_y1: float = 0.1,
    rotate2: float = -50.0,
    stretch_x2: float = 1.0,
    stretch_y2: float = 1.1,
    shear2: float = 0.5,
    shift_x2: float = -0.2,
    shift_y2: float = 0.0,
    width: int = 2,
    angle3: float = 225.0,
    bias3: float = 0.0,
    out_x3: float = 0.5,
    out_y3: float = 0.5,
) -> CollapseView:
    """y = W2 φ(W1 x + b1) + b2 over a grid of [−1, 1]², and the best W x + b; ``edit`` changes nothing."""
    first = Geometry(rotate1, stretch_x1, stretch_y1, shear1, shift_x1, shift_y1)
    second = Geometry(rotate2, stretch_x2, stretch_y2, shear2, shift_x2, shift_y2)
    w = weights(first, second, width, Third(angle3, bias3, out_x3, out_y3))
    phi = PHIS[activation]
    z, h, y = _through(GRID, w, phi)
    best_W, best_b = _best_affine(w, activation, y)
    reference = GRID @ best_W.T + best_b
    distances = np.hypot(*(y - reference).T)
    worst = int(distances.argmax())
    gap = 0.0 if distances[worst] < 1e-12 else float(distances[worst])
    areas = _areas(w, phi, z)
    rank = int(np.linalg.matrix_rank(w.W2 @ w.W1, tol=1e-9))
    seen = on_the_way(GRID, z, h, first, second, w, blend) if blend < 1 else y
    letter_z, letter_h, letter_y = _through(FLAG_POINTS, w, phi)
    letter = on_the_way(FLAG_POINTS, letter_z, letter_h, first, second, w, blend) if blend < 1 else letter_y
    pair = _folded_pair(y, areas)
    return CollapseView(
        readout=readout(activation, width, blend, gap, areas, rank, len(pair) > 0),
        formula=formula(activation, w, best_W, best_b),
        activation=activation,
        width=width,
        blend=float(blend),
        weights=w,
        z=z,
        middle=flat(h),
        output=y,
        shown=seen,
        letters=(FLAG_POINTS, flat(letter_h), letter),
        best_W=best_W,
        best_b=best_b,
        reference=reference,
        gap=gap,
        worst=worst,
        areas=areas,
        rank=rank,
        pair=pair,
        moved_by_first=float(np.hypot(*(flat(z) - GRID).T).max()),
        moved=float(np.hypot(*(y - GRID).T).max()),
    )


def _through(x: Array, w: Weights, phi: Activation) -> tuple[Array, Array, Array]:
    """Return z and h of the middle (points, width) and the output (points, 2)."""
    z = x @ w.W1.T + w.b1
    h = np.asarray(phi(z), dtype=np.float64)
    return z, h, h @ w.W2.T + w.b2


def _best_affine(w: Weights, activation: str, y: Array) -> tuple[Array, Array]:
    """W = W2 W1 and b = W2 b1 + b2 where that is exact, otherwise least squares over the grid."""
    if activation == "identity":
        return w.W2 @ w.W1, w.W2 @ w.b1 + w.b2
    solution = SOLVE @ y
    return solution[:2].T, solution[2]


def _areas(w: Weights, phi: Activation, z: Array) -> Array:
    """Return det(W2 diag(φ′(z)) W1) at every point (points,): each pair of units adds its share."""
    slopes = np.asarray(phi.prime(z), dtype=np.float64)
    areas = np.zeros(len(z))
    width = z.shape[1]
    for i in range(width):
        for j in range(i + 1, width):
            pair = [i, j]
            share = np.linalg.det(w.W2[:, pair]) * np.linalg.det(w.W1[pair])
            areas += share * slopes[:, i] * slopes[:, j]
    return areas


def _folded_pair(y: Array, areas: Array) -> NDArray[np.int64]:
    """Return two grid points, one kept and one turned over, that land on one spot: (2,) or (0,)."""
    kept, turned = NODES[areas[NODES] > FLAT], NODES[areas[NODES] < -FLAT]
    none = np.empty(0, dtype=np.int64)
    if not (kept.size and turned.size):
        return none
    before = np.hypot(*(GRID[kept][:, np.newaxis] - GRID[turned]).transpose(2, 0, 1))
    after = np.hypot(*(y[kept][:, np.newaxis] - y[turned]).transpose(2, 0, 1))
    after[before < APART] = np.inf
    k = int(after.argmin())
    if after.flat[k] > SAME:
        return none
    return np.array([kept[k // turned.size], turned[k % turned.size]], dtype=np.int64)
