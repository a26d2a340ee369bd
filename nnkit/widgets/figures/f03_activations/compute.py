"""F3, the numbers: an activation and its slope along an axis, at one point, and through many layers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnkit.activation import Activation
from nnkit.widgets.figure import View
from nnkit.widgets.figures.f03_activations.family import NOTHING, PARAMETERS, member
from nnkit.widgets.figures.f03_activations.words import SATURATED, compared, say
from nnkit.widgets.figures.f03_activations.yours import OWN_U, OwnFunction, compare

REACH = 6.0
MOST_LAYERS = 20
# both sides of 0 and 0 itself, so that a kink or jump shows exactly there
AXIS = np.sort(np.concatenate([np.linspace(-REACH, REACH, 481), [-1e-9, 1e-9]]))
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Zone:
    """A stretch of the axis where |φ′| < SATURATED; ``dead`` if φ′ is 0 in all of it."""

    low: float
    high: float
    dead: bool


@dataclass(frozen=True)
class Beside:
    """A second activation: its name, its curves over AXIS, and the largest difference and its place."""

    name: str
    values: Array
    slopes: Array
    value: float
    slope: float
    difference: float
    place: float


@dataclass(frozen=True)
class Peak:
    """The largest slope on the axis; ``place`` is None if it is not a single one ``inside`` the axis."""

    slope: float
    place: float | None
    inside: bool


@dataclass(frozen=True, kw_only=True)
class ActivationView(View):
    """An activation over AXIS and at u; ``through`` (layers + 1,) is |φ′(u)|ᵏ for k = 0, 1, ...

    ``own_values`` and ``own_slopes`` are the learner's φ and φ′ over OWN_U.
    """

    name: str
    u: float
    value: float
    slope: float
    values: Array
    slopes: Array
    zones: tuple[Zone, ...]
    peak: Peak
    layers: int
    through: Array
    beside: Beside | None
    own_u: Array
    own_values: Array | None
    own_slopes: Array | None

    @property
    def signal(self) -> float:
        """What is left of a gradient after all layers: |φ′(u)| to the number of layers."""
        return float(self.through[-1])

    @property
    def saturated(self) -> bool:
        """Whether |φ′(u)| is below SATURATED; a dead unit is saturated, too."""
        return abs(self.slope) < SATURATED


def compute(
    activation: str = "tanh",
    alpha: float = 0.1,
    alpha_elu: float = 1.0,
    beta: float = 1.0,
    u: float = 1.0,
    layers: int = 10,
    beside: str = NOTHING,
    phi: OwnFunction | None = None,
    prime: OwnFunction | None = None,
) -> ActivationView:
    """φ(u), φ′(u) and |φ′(u)|ᵏ for one activation; ``phi`` and ``prime`` are the learner's own."""
    settings = {"alpha": alpha, "alpha_elu": alpha_elu, "beta": beta}
    chosen = member(activation, **settings)
    values, slopes = chosen(AXIS), chosen.prime(AXIS)
    value, slope = float(chosen(u)), float(chosen.prime(u))
    second = None if beside == NOTHING else _beside(beside, member(beside, **settings), values, u)
    yours = compare(phi, prime, chosen)
    peak = _peak(slopes)
    through = np.abs(slope) ** np.arange(int(layers) + 1, dtype=np.float64)
    parameter = settings.get(PARAMETERS.get(activation, ""), 0.0)
    sentence, formula = say(activation, parameter, u, value, slope, int(layers), float(through[-1]))
    if second:
        sentence += compared(second.name, second.slope, second.difference, second.place)
    return ActivationView(
        readout=sentence + yours.remark,
        formula=formula,
        name=activation,
        u=float(u),
        value=value,
        slope=slope,
        values=values,
        slopes=slopes,
        zones=zones_of(slopes),
        peak=peak,
        layers=int(layers),
        through=through,
        beside=second,
        own_u=OWN_U,
        own_values=yours.values,
        own_slopes=yours.slopes,
    )


def _beside(name: str, phi: Activation, values: Array, u: float) -> Beside:
    others = phi(AXIS)
    apart = np.abs(others - values)
    furthest = int(np.argmax(apart))
    return Beside(
        name=name,
        values=others,
        slopes=phi.prime(AXIS),
        value=float(phi(u)),
        slope=float(phi.prime(u)),
        difference=float(apart[furthest]),
        place=round(float(AXIS[furthest]), 6) + 0.0,  # the neighbours of 0 are 0, and not −0
    )


def _peak(slopes: Array) -> Peak:
    """Return the largest slope; its place is that of a parabola through three neighbours."""
    middle = AXIS.size // 2
    u, y = (np.delete(values, [middle - 1, middle + 1]) for values in (AXIS, slopes))  # evenly spaced
    k = int(np.argmax(y))
    largest = float(y[k])
    if np.sum(y > largest - 1e-9) > 1 or k in (0, u.size - 1):
        return Peak(slope=largest, place=None, inside=bool(0 < k < u.size - 1 or y[0] == y[-1]))
    left, right = largest - y[k - 1], largest - y[k + 1]
    if max(left, right) > 0.02:  # a corner, not a round top
        return Peak(slope=largest, place=float(u[k]), inside=True)
    shift = (left - right) / (left + right) / 2
    return Peak(
        slope=largest + shift * (left - right) / 4,
        place=round(float(u[k] + shift * (u[1] - u[0])), 6),
        inside=True,
    )


def zones_of(slopes: Array) -> tuple[Zone, ...]:
    """Return the stretches of AXIS where |φ′| < SATURATED; between two samples the edge is interpolated."""
    size = np.abs(slopes)
    kind = np.where(size == 0, 2, np.where(size < SATURATED, 1, 0))
    starts = np.flatnonzero(np.diff(kind, prepend=-1)).tolist()
    ends = [*(start - 1 for start in starts[1:]), AXIS.size - 1]
    return tuple(
        Zone(_edge(size, first, first - 1), _edge(size, last, last + 1), dead=bool(kind[first] == 2))
        for first, last in zip(starts, ends, strict=True)
        if kind[first]
    )


def _edge(size: Array, inside: int, outside: int) -> float:
    """Return where |φ′| passes SATURATED between two neighbours, or the inner one if it jumps past it."""
    if not 0 <= outside < AXIS.size or size[inside] == 0 or size[outside] == 0:
        return float(AXIS[inside])
    share = (SATURATED - size[inside]) / (size[outside] - size[inside])
    return float(AXIS[inside] + share * (AXIS[outside] - AXIS[inside]))
