"""F2, the numbers: z = w·x + b and a = φ(z) over the plane, over a small data set, and on a line."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import ACTIVATIONS
from nnkit.widgets.figure import View
from nnkit.widgets.figures.f02_neuron.data import LABELS, POINTS
from nnkit.widgets.figures.f02_neuron.words import (
    LINE,
    PLANE,
    RELU,
    SIGMOID,
    TANH,
    THRESHOLD,
    say_line,
    say_plane,
)
from nnkit.widgets.figures.f02_neuron.yours import OwnNeuron, Yours, boundary_of, compare

REACH = 4.0  # both axes of the plane, and the line, go from −REACH to REACH
GRID = np.linspace(-REACH, REACH, 65)
ALONG = np.linspace(-REACH, REACH, 321)
ACROSS = REACH * math.sqrt(2)  # the furthest that a point of the plane can lie along w
OWN_X = np.linspace(-REACH, REACH, 33)
Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class PlaneView(View):
    """A neuron of two inputs. ``field`` (rows, columns): its surface over GRID × GRID as a colour in [−1, 1].

    ``along`` is the length of each data point along w, w·x / |w|, and ``alignment`` (points,) an axis of such
    lengths with the response ``answer`` (points,) to them. ``offset`` is −b / |w|, the place of the boundary
    on that axis, or None for w = 0. ``own`` holds the learner's values at the data points.
    """

    show: str
    phi: str
    w: Array
    b: float
    wrong: NDArray[np.bool_]
    field: Array
    along: Array
    alignment: Array
    answer: Array
    offset: float | None
    x: Array
    z: float
    a: float
    own: Array | None
    own_boundary: tuple[Array, Array] | None

    @property
    def right_share(self) -> float:
        """The share of the data points that lie on the side of their class."""
        return float(np.mean(~self.wrong))


@dataclass(frozen=True, kw_only=True)
class LineView(View):
    """A neuron of one input: ``zs`` and ``answer`` (points,) over ``xs``; ``kink`` is −b / w, None for w = 0.

    ``slope`` is ∂a/∂x where the unit is steepest, ``width`` the stretch of x within which a sigmoid goes from
    0.1 to 0.9 (0 for others). ``own`` is (x, values) of the learner's own neuron.
    """

    show: str
    phi: str
    w: float
    b: float
    xs: Array
    zs: Array
    answer: Array
    colour: Array
    kink: float | None
    slope: float
    width: float
    x: float
    z: float
    a: float
    own: tuple[Array, Array] | None


def compute(
    show: str = PLANE,
    phi: str = SIGMOID,
    w1: float = 1.0,
    w2: float = -0.5,
    w: float = 1.0,
    b: float = 0.5,
    x1: float = 1.5,
    x2: float = 1.0,
    x: float = 1.5,
    own: OwnNeuron | None = None,
) -> PlaneView | LineView:
    """z = w·x + b, a = φ(z); a point counts as class 1 where z ≥ 0.

    In the plane w1, w2, x1 and x2 count, on the line w and x. ``own`` is called as neuron(x, w, b).
    """
    if show == LINE:
        return _line(phi, w, b, x, own)
    return _plane(phi, np.array([w1, w2], dtype=np.float64), b, np.array([x1, x2], dtype=np.float64), own)


def _plane(phi: str, w: Array, b: float, x: Array, own: OwnNeuron | None) -> PlaneView:
    function, size = ACTIVATIONS[phi], math.hypot(*w)
    z_data = np.round(POINTS @ w + b, 9)  # so that a point on the boundary has z = 0, not 1e-17
    wrong = (z_data >= 0) != (LABELS == 1)
    z = round(float(w @ x + b), 9) + 0.0
    a = float(function(z))
    alignment = np.linspace(-ACROSS, ACROSS, 241)
    if size and abs(b / size) < ACROSS:
        alignment = with_both_sides(alignment, -b / size)
    yours = compare(own, POINTS, w, b, phi) if own else Yours()
    sentence, formula = say_plane(phi, w, b, x, z, a, int(np.sum(~wrong)), len(POINTS))
    return PlaneView(
        readout=sentence + yours.remark,
        formula=formula,
        show=PLANE,
        phi=phi,
        w=w,
        b=float(b),
        wrong=wrong,
        field=colours(phi, w[0] * GRID + w[1] * GRID[:, np.newaxis] + b, sharp=size > 0),
        along=POINTS @ w / size if size else np.zeros(len(POINTS)),
        alignment=alignment,
        answer=function(size * alignment + b),
        offset=-b / size + 0.0 if size else None,  # + 0.0 turns −0 into 0
        x=x,
        z=z,
        a=a,
        own=yours.values,
        own_boundary=boundary_of(own, yours, w, b, phi, REACH) if own else None,
    )


def _line(phi: str, w: float, b: float, x: float, own: OwnNeuron | None) -> LineView:
    function = ACTIVATIONS[phi]
    kink = -b / w + 0.0 if w else None
    xs = ALONG if kink is None or abs(kink) >= REACH else with_both_sides(ALONG, kink)
    z = round(w * x + b, 9) + 0.0
    a = float(function(z))
    steepest = {RELU: 1.0, THRESHOLD: 0.0}.get(phi, float(ACTIVATIONS[phi].prime(0.0)))
    slope = w * steepest
    width = 2 * math.log(9) / abs(w) if w and phi == SIGMOID else 0.0  # sigmoid(±log 9) = 0.9, 0.1
    yours = compare(own, OWN_X[:, np.newaxis], np.array([w], dtype=np.float64), b, phi) if own else Yours()
    sentence, formula = say_line(phi, w, b, x, z, a, kink, slope, width)
    return LineView(
        readout=sentence + yours.remark,
        formula=formula,
        show=LINE,
        phi=phi,
        w=float(w),
        b=float(b),
        xs=xs,
        zs=w * xs + b,
        answer=function(w * xs + b),
        colour=colours(phi, w * ALONG[np.newaxis] + b, sharp=w != 0),
        kink=kink,
        slope=slope,
        width=width,
        x=float(x),
        z=z,
        a=a,
        own=None if yours.values is None else (OWN_X, yours.values),
    )


def with_both_sides(x: Array, place: float) -> Array:
    """Add the two sides of a place to a sorted axis, so that a kink or jump is drawn exactly there."""
    return np.sort(np.concatenate([x, [place - 1e-9, place + 1e-9]]))


def colours(phi: str, z: Array, *, sharp: bool) -> Array:
    """Return the activation as a colour: −1 blue, 0 clear, 1 vermilion; ReLU is full at a = 5.

    With ``sharp`` a threshold is left as a steep plane, which becomes a clean edge when it is cut off at ±1.
    """
    if phi == THRESHOLD and sharp:
        return np.asarray(z * 1e4, dtype=np.float64)
    a = ACTIVATIONS[phi](z)
    if phi == TANH:
        return np.asarray(a, dtype=np.float64)
    return np.asarray(a / 5 if phi == RELU else 2 * a - 1, dtype=np.float64)
