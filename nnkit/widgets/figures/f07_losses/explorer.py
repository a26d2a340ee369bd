"""F7: each loss over its prediction or logit, outliers, and the price of being confidently wrong."""

from __future__ import annotations

from typing import Any

from nnkit.widgets.controls import Choice, Slider
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f07_losses.compute import REGULAR, LossView, OutlierView, OwnLoss, compute
from nnkit.widgets.figures.f07_losses.scene import LossScene
from nnkit.widgets.figures.f07_losses.words import (
    BINARY,
    BOTH,
    CATEGORICAL,
    LOGISTIC,
    OUTLIERS,
    SHOWS,
    SQUARED,
)
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction

SHOWN = {
    SQUARED: ("prediction", "target"),
    BINARY: ("z", "y"),
    LOGISTIC: ("z", "label"),
    CATEGORICAL: ("z", "z1", "z2", "true"),
    BOTH: ("z", "y"),
    OUTLIERS: ("outlier", "constant"),
}


def loss_explorer(*, loss: OwnLoss | None = None, predict: Prediction | None = None, **state: Any) -> Panel:
    """F7: one of six pictures, ``show``, with a point that moves along the loss and its slope.

    Parameters
    ----------
    loss : your own loss(z, y), the mean over a batch, drawn in green in the picture you open with ``show``.
        z (1, 1) holds a prediction or logit and y is (1, 1); for the categorical cross-entropy z is (1, 3)
        and y is the class, (1,).
    predict : a question that covers the figure until it is answered.
    state : show ("squared error", "binary cross-entropy", "logistic loss", "categorical cross-entropy",
        "cross-entropy or squared error", "outliers"), prediction, target, z, y, label, z1, z2, true,
        outlier, constant.
    """
    opened = state.get("show", BINARY)
    controls = [
        Choice("show", "loss", BINARY, SHOWS),
        Slider("prediction", "prediction ŷ", 3.0, -5.0, 5.0, 0.1),
        Slider("target", "target y", 1.0, -2.0, 2.0, 0.1),
        Slider(
            "z",
            "logit z",
            -2.0,
            -8.0,
            8.0,
            0.1,
            help="in the categorical cross-entropy: the logit of class 0",
        ),
        Choice("y", "label y", 1, (0, 1)),
        Choice("label", "label y", 1, (-1, 1)),
        Slider("z1", "logit z₁ of class 1", 1.0, -3.0, 3.0, 0.1),
        Slider("z2", "logit z₂ of class 2", 0.5, -3.0, 3.0, 0.1),
        Choice("true", "true class", 0, (0, 1, 2), help="the class that the example belongs to"),
        Slider(
            "outlier",
            "the outlier",
            6.0,
            0.0,
            20.0,
            0.5,
            help="the fifth value; the others are 2, 3, 4 and 5",
        ),
        Slider(
            "constant",
            "constant prediction c",
            4.0,
            0.0,
            10.0,
            0.1,
            help="one prediction for all five values",
        ),
    ]

    def view(**values: Any) -> LossView | OutlierView:
        return compute(own=loss if values["show"] == opened else None, **values)

    return Panel(
        call="loss_explorer",
        title="Losses: the price of a mistake and its push",
        question="What does a mistake cost, and how hard does the gradient push against it?",
        controls=controls,
        compute=view,
        scene=LossScene(),
        tasks=(
            Task(
                "Squared error: find a prediction that is pushed down with a slope of exactly 3.",
                _slope_of_three,
                {"show": SQUARED, "prediction": 4.0, "target": 1.0},
            ),
            Task(
                "Binary cross-entropy: be so confidently wrong that the loss exceeds 6.",
                _confidently_wrong,
                {"show": BINARY, "z": 7.0, "y": 0},
            ),
            Task(
                "Cross-entropy or squared error: find a logit where one slope is above 0.99 in size "
                "and the other below 0.01.",
                _one_has_vanished,
                {"show": BOTH, "z": -6.0, "y": 1},
            ),
            Task(
                "Outliers: move the outlier until the mean exceeds all other values but the median stays 4.",
                _mean_beyond_the_rest,
                {"show": OUTLIERS, "outlier": 20.0},
            ),
        ),
        shown=lambda s: ["show", *SHOWN[s["show"]]],
        own={"loss": loss},
        predict=predict,
        state=state,
    )


def _slope_of_three(view: LossView | OutlierView) -> bool:
    return isinstance(view, LossView) and view.show == SQUARED and abs(view.slope - 3) < 0.01


def _confidently_wrong(view: LossView | OutlierView) -> bool:
    return isinstance(view, LossView) and view.show == BINARY and view.loss > 6


def _one_has_vanished(view: LossView | OutlierView) -> bool:
    if not isinstance(view, LossView) or view.show != BOTH:
        return False
    entropy, squared = view.curves
    return abs(entropy.slope) > 0.99 and abs(squared.slope) < 0.01


def _mean_beyond_the_rest(view: LossView | OutlierView) -> bool:
    return isinstance(view, OutlierView) and view.mean > max(REGULAR) and view.median == 4
