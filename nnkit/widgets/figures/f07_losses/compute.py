"""F7, the numbers: what a loss charges for a mistake, and how hard its gradient pushes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnkit.activations import sigmoid
from nnkit.losses import LogisticLoss, Loss, SigmoidCrossEntropy, SoftmaxCrossEntropy, SquaredError
from nnkit.widgets.figure import View
from nnkit.widgets.figures.f07_losses.words import (
    BINARY,
    BOTH,
    CATEGORICAL,
    LOGISTIC,
    OUTLIERS,
    SQUARED,
    say,
    say_outliers,
)
from nnkit.widgets.own import attempt
from nnkit.widgets.style import number, short

REGULAR = (2.0, 3.0, 4.0, 5.0)  # the four values that stay; the outlier is the fifth
REACH = {SQUARED: 5.0, BINARY: 8.0, LOGISTIC: 8.0, CATEGORICAL: 8.0, BOTH: 8.0}  # of the axis, both ways
CURVE_POINTS, OWN_POINTS = 241, 41
Array = NDArray[np.float64]
OwnLoss = Callable[[Array, Any], Any]


class SquaredErrorOfSigmoid(Loss):
    """Lᵢ = ½ (p − y)² with p = sigmoid(z), ∂L/∂z = (p − y) p (1 − p) / N: fades wherever p is near 0 or 1."""

    def per_example(self, z: ArrayLike, y: ArrayLike) -> Array:
        """½ (p − y)² of every example: (batch,)."""
        return SquaredError().per_example(sigmoid(z), y)

    def delta(self, z: ArrayLike, y: ArrayLike) -> Array:
        """(p − y) p (1 − p) / N by the chain rule: (batch, 1)."""
        return np.asarray(SquaredError().delta(sigmoid(z), y) * sigmoid.prime(z), dtype=np.float64)


LOSSES: dict[str, tuple[Loss, ...]] = {
    SQUARED: (SquaredError(),),
    BINARY: (SigmoidCrossEntropy(),),
    LOGISTIC: (LogisticLoss(),),
    CATEGORICAL: (SoftmaxCrossEntropy(),),
    BOTH: (SigmoidCrossEntropy(), SquaredErrorOfSigmoid()),
}


@dataclass(frozen=True)
class Curve:
    """One loss along the axis: its values and slopes (points,), and both where the learner stands."""

    values: Array
    slopes: Array
    loss: float
    slope: float


@dataclass(frozen=True, kw_only=True)
class LossView(View):
    """A loss over the prediction or logit ``x`` (points,); ``curves`` holds two when losses are compared.

    ``at`` is the learner's prediction or logit; ``own`` is (x, values) of the learner's own loss.
    """

    show: str
    at: float
    target: float
    x: Array
    curves: tuple[Curve, ...]
    own: tuple[Array, Array] | None

    @property
    def loss(self) -> float:
        """The (first) loss where the learner stands."""
        return self.curves[0].loss

    @property
    def slope(self) -> float:
        """Its slope ∂L/∂ŷ or ∂L/∂z there."""
        return self.curves[0].slope


@dataclass(frozen=True, kw_only=True)
class OutlierView(View):
    """Five values and one constant prediction ``at``; each pull is −∂/∂c of one value's loss: (5,)."""

    show: str
    at: float
    values: Array
    mean: float
    median: float
    squared_pulls: Array
    absolute_pulls: Array


def compute(
    show: str = BINARY,
    prediction: float = 3.0,
    target: float = 1.0,
    z: float = -2.0,
    y: int = 1,
    label: int = 1,
    z1: float = 1.0,
    z2: float = 0.5,
    true: int = 0,
    outlier: float = 6.0,
    constant: float = 4.0,
    own: OwnLoss | None = None,
) -> LossView | OutlierView:
    """L and ∂L/∂z along one axis and at one point; or the pull of five values on one constant.

    ``show`` decides which of the other values count. ``own`` is called as loss(z, y) with z (1, K) and
    y (1, 1); for the categorical cross-entropy y is the class, (1,).
    """
    if show == OUTLIERS:
        return _outliers(outlier, constant)
    at = prediction if show == SQUARED else z
    goal = {SQUARED: target, LOGISTIC: label, CATEGORICAL: true}.get(show, y)
    rest = (z1, z2) if show == CATEGORICAL else ()
    x = np.linspace(-REACH[show], REACH[show], CURVE_POINTS)
    here = _batch(show, np.array([at]), goal, rest)
    curves = tuple(_curve(loss, _batch(show, x, goal, rest), here) for loss in LOSSES[show])
    yours, remark = _own(own, show, goal, rest) if own else (None, "")
    sentence, formula = say(show, at, goal, rest, tuple((c.loss, c.slope) for c in curves))
    return LossView(
        readout=sentence + remark,
        formula=formula,
        show=show,
        at=float(at),
        target=float(goal),
        x=x,
        curves=curves,
        own=yours,
    )


def _batch(show: str, x: Array, goal: float, rest: tuple[float, ...]) -> tuple[Array, NDArray[Any]]:
    """Return z (points, K) whose first column is x, and its targets."""
    z = np.column_stack([x, *(np.full(x.size, value) for value in rest)])
    if show == CATEGORICAL:
        return z, np.full(x.size, goal, dtype=np.int64)
    return z, np.full((x.size, 1), goal, dtype=np.float64)


def _curve(loss: Loss, line: tuple[Array, NDArray[Any]], here: tuple[Array, NDArray[Any]]) -> Curve:
    z, y = line
    return Curve(
        values=loss.per_example(z, y),
        slopes=loss.delta(z, y)[:, 0] * len(z),  # delta belongs to the mean over the batch
        loss=loss(*here),
        slope=float(loss.delta(*here)[0, 0]),
    )


def _own(
    own: OwnLoss, show: str, goal: float, rest: tuple[float, ...]
) -> tuple[tuple[Array, Array] | None, str]:
    """Return the learner's loss along the axis, and one sentence on how it compares."""
    if show == BOTH:
        return None, ""
    x = np.linspace(-REACH[show], REACH[show], OWN_POINTS)
    z, y = _batch(show, x, goal, rest)
    values = np.empty(x.size)
    for i in range(x.size):
        value, trouble = attempt(own, z[i : i + 1], y[i : i + 1], shape=())
        if value is None:
            return None, f" Yours: {trouble}."
        values[i] = value
    right = LOSSES[show][0].per_example(z, y)
    wrong = np.flatnonzero(~np.isclose(values, right, rtol=1e-5, atol=1e-8))
    if not wrong.size:
        return (x, values), " Yours agrees."
    i = wrong[0]
    name = "ŷ" if show == SQUARED else "z"
    remark = (
        f" Yours first differs at {name} = {short(x[i])}: {number(values[i])} instead of {number(right[i])}."
    )
    return (x, values), remark


def _outliers(outlier: float, constant: float) -> OutlierView:
    values = np.array([*REGULAR, outlier])
    pulls = values - constant
    sentence, formula = say_outliers(
        values, constant, SquaredError()(np.full((values.size, 1), constant), values)
    )
    return OutlierView(
        readout=sentence,
        formula=formula,
        show=OUTLIERS,
        at=float(constant),
        values=values,
        mean=float(values.mean()),
        median=float(np.median(values)),
        squared_pulls=pulls,
        absolute_pulls=np.sign(pulls),
    )
