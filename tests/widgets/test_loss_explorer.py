"""F7: values and slopes are those of the library, and the point that the figure makes is true."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from nnkit.losses import LogisticLoss, SigmoidCrossEntropy, SoftmaxCrossEntropy, SquaredError
from nnkit.widgets import loss_explorer
from nnkit.widgets.figures.f07_losses.compute import LOSSES, REACH, LossView, OutlierView, compute
from nnkit.widgets.figures.f07_losses.explorer import SHOWN
from nnkit.widgets.figures.f07_losses.words import (
    BINARY,
    BOTH,
    CATEGORICAL,
    LOGISTIC,
    OUTLIERS,
    SHOWS,
    SQUARED,
)
from nnkit.widgets.style import LIGHT

CURVED = [show for show in SHOWS if show != OUTLIERS]
LABELS: dict[str, list[dict[str, Any]]] = {
    SQUARED: [{"target": 1.5}, {"target": -2.0}],
    BINARY: [{"y": 0}, {"y": 1}],
    LOGISTIC: [{"label": -1}, {"label": 1}],
    CATEGORICAL: [{"true": 0, "z1": 2.0}, {"true": 1}, {"true": 2, "z2": -3.0}],
    BOTH: [{"y": 0}, {"y": 1}],
}
CASES = [(show, labels) for show in CURVED for labels in LABELS[show]]


def curves(show: str, **state: Any) -> LossView:
    if "at" in state:
        state["prediction" if show == SQUARED else "z"] = state.pop("at")
    view = compute(show=show, **state)
    assert isinstance(view, LossView)
    return view


def outliers(**state: Any) -> OutlierView:
    view = compute(show=OUTLIERS, **state)
    assert isinstance(view, OutlierView)
    return view


# -- curves ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("show", "labels"), CASES)
def test_every_slope_is_the_finite_difference_of_its_loss(show: str, labels: dict[str, Any]) -> None:
    h = 1e-5
    for at in (-REACH[show] + 0.1, -1.3, 0.0, 0.7, REACH[show] - 0.1):
        view, up, down = (curves(show, at=at + d, **labels) for d in (0.0, h, -h))
        for here, above, below in zip(view.curves, up.curves, down.curves, strict=True):
            assert here.slope == pytest.approx((above.loss - below.loss) / (2 * h), abs=1e-8)


@pytest.mark.parametrize(("show", "labels"), CASES)
def test_the_dashed_curve_is_the_derivative_of_the_solid_one(show: str, labels: dict[str, Any]) -> None:
    view = curves(show, **labels)
    for curve in view.curves:
        middle = (curve.values[2:] - curve.values[:-2]) / (view.x[2:] - view.x[:-2])
        np.testing.assert_allclose(
            curve.slopes[1:-1], middle, atol=2e-4
        )  # spacing² times the third derivative


@pytest.mark.parametrize(("show", "labels"), CASES)
def test_the_point_lies_on_the_curve(show: str, labels: dict[str, Any]) -> None:
    view = curves(show, at=float(curves(show).x[60]), **labels)
    for curve in view.curves:
        assert curve.loss == pytest.approx(curve.values[60], rel=1e-12)
        assert curve.slope == pytest.approx(curve.slopes[60], rel=1e-12)


def test_the_losses_are_those_of_the_library() -> None:
    assert curves(SQUARED, at=3.0, target=1.0).loss == SquaredError()([[3.0]], [[1.0]]) == 2.0
    assert curves(BINARY, at=-2.0, y=1).loss == SigmoidCrossEntropy()([[-2.0]], [[1.0]])
    assert curves(LOGISTIC, at=-2.0, label=-1).loss == LogisticLoss()([[-2.0]], [[-1.0]])
    assert curves(CATEGORICAL, at=2.0, true=2).loss == SoftmaxCrossEntropy()([[2.0, 1.0, 0.5]], [2])


def test_the_worked_example_of_the_chapter() -> None:
    view = curves(CATEGORICAL, at=2.0, z1=1.0, z2=0.5, true=0)
    assert view.loss == pytest.approx(0.464, abs=5e-4)
    assert view.slope == pytest.approx(0.629 - 1, abs=5e-4)
    assert "p₀ − y₀ = 0.629 − 1 = −0.371" in view.formula


def test_the_slope_of_the_squared_error_is_the_error() -> None:
    view = curves(SQUARED, at=-2.5, target=1.5)
    assert view.slope == pytest.approx(-4.0)
    assert view.loss == pytest.approx(8.0)


def test_labels_of_plus_and_minus_one_give_the_binary_cross_entropy_again() -> None:
    for z in (-8.0, -0.5, 3.0):
        for y in (0, 1):
            ones, logistic = curves(BINARY, at=z, y=y), curves(LOGISTIC, at=z, label=2 * y - 1)
            assert logistic.loss == pytest.approx(ones.loss, rel=1e-12)
            assert logistic.slope == pytest.approx(ones.slope, rel=1e-9)


def test_the_squared_error_stops_pushing_where_cross_entropy_pushes_hardest() -> None:
    entropy, squared = curves(BOTH, at=-8.0, y=1).curves
    assert entropy.slope == pytest.approx(-1, abs=1e-3)
    p = 1 / (1 + math.exp(8))
    assert squared.slope == pytest.approx((p - 1) * p * (1 - p), rel=1e-12)
    assert -4e-4 < squared.slope < 0
    assert entropy.loss > 8 > 0.5 > squared.loss
    assert "hardly learns from its worst mistake" in curves(BOTH, at=-8.0, y=1).readout
    assert "hardly learns" not in curves(BOTH, at=8.0, y=1).readout


@pytest.mark.parametrize("show", CURVED)
def test_a_descent_step_is_named_in_the_direction_that_lowers_the_loss(show: str) -> None:
    for at in (-4.0, 4.0):
        view = curves(show, at=at)
        after = curves(show, at=at - 0.1 * view.slope)
        assert after.loss < view.loss
        if show != BOTH:
            assert ("lowers" if view.slope > 0 else "raises") in view.readout


# -- outliers -------------------------------------------------------------------------------------


def test_one_outlier_moves_the_mean_and_not_the_median() -> None:
    near, far = outliers(outlier=6.0), outliers(outlier=20.0)
    assert (near.mean, near.median) == (4.0, 4.0)
    assert far.mean == pytest.approx((2 + 3 + 4 + 5 + 20) / 5)
    assert far.median == 4.0
    assert "mean 6.80" in far.readout


@pytest.mark.parametrize("outlier", [0.0, 3.5, 12.0, 20.0])
def test_mean_and_median_are_where_the_two_losses_are_least(outlier: float) -> None:
    view = outliers(outlier=outlier)
    c = np.linspace(0, 20, 2001)[:, np.newaxis]
    squared, absolute = ((c - view.values) ** 2).mean(1) / 2, np.abs(c - view.values).mean(1)
    assert c[squared.argmin(), 0] == pytest.approx(view.mean, abs=0.005)
    assert c[absolute.argmin(), 0] == pytest.approx(view.median, abs=0.005)


def test_pulls_balance_at_the_best_constant_and_are_minus_the_gradient_elsewhere() -> None:
    at_mean = outliers(outlier=16.0, constant=6.0)
    assert at_mean.squared_pulls.mean() == pytest.approx(0, abs=1e-12)
    assert outliers(outlier=16.0, constant=4.0).absolute_pulls.mean() == 0
    view, h = outliers(outlier=16.0, constant=2.6), 1e-6
    for pulls, loss in (
        (view.squared_pulls, lambda c: (c - view.values) ** 2 / 2),
        (view.absolute_pulls, lambda c: np.abs(c - view.values)),
    ):
        np.testing.assert_allclose(pulls, -(loss(2.6 + h) - loss(2.6 - h)) / (2 * h), atol=1e-7)


def test_balanced_pulls_are_said_to_be_zero() -> None:
    panel = loss_explorer(show=OUTLIERS)
    for outlier in np.arange(0, 20.5, 0.5):
        panel.set(outlier=outlier, constant=(14 + outlier) / 5)
        assert "the five pulls average 0 under the squared error" in panel.view.readout


# -- the panel ------------------------------------------------------------------------------------


def test_only_the_controls_of_the_chosen_picture_are_shown() -> None:
    panel = loss_explorer()
    for show in SHOWS:
        panel.controls["show"].value = show
        shown = panel._shown(panel.state)
        assert shown == ["show", *SHOWN[show]]
        before = panel.view.readout
        for hidden in set(panel.controls) - set(shown):  # what is hidden has no effect
            control = panel.controls[hidden]
            control.value = getattr(control, "options", [getattr(control, "max", 0)])[-1]
        assert panel.view.readout == before
        panel.reset()


@pytest.mark.parametrize(("show", "labels"), CASES)
def test_point_number_and_step_stay_inside_the_picture(show: str, labels: dict[str, Any]) -> None:
    name = "prediction" if show == SQUARED else "z"
    panel = loss_explorer(show=show, **labels)
    for at in (-REACH[show], 0.0, REACH[show]):
        for extreme in (
            ({}, {"z1": 3.0, "z2": 3.0}, {"z1": -3.0, "z2": -3.0}) if show == CATEGORICAL else ({},)
        ):
            panel.set(**{name: at}, **extreme)
            panel.scene.render(panel.view, LIGHT, 1.0)
            drawn = panel.scene.curves
            whole = panel.scene.figure.bbox
            for point, axes in zip(drawn.points, drawn.axes, strict=True):
                x, y = point.get_data()
                (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
                assert left < x[0] < right
                assert low < y[0] < high
            for text in (*drawn.numbers, drawn.rival_number, *drawn.names, *drawn.ends):
                if text.get_visible() and text.get_text():
                    box = text.get_window_extent()
                    assert whole.x0 <= box.x0 < box.x1 <= whole.x1
                    assert whole.y0 <= box.y0 < box.y1 <= whole.y1


@pytest.mark.parametrize(("show", "labels"), CASES)
def test_the_loss_at_the_point_is_written_beside_the_curve(show: str, labels: dict[str, Any]) -> None:
    panel = loss_explorer(show=show, **labels)
    for at in np.linspace(-REACH[show], REACH[show], 17):
        panel.controls["prediction" if show == SQUARED else "z"].value = at
        panel.scene.render(panel.view, LIGHT, 1.0)
        line, text = panel.scene.curves.lines[0], panel.scene.curves.numbers[0]
        if text.get_text():
            box = text.get_window_extent()
            path = line.get_transform().transform(line.get_xydata())
            assert not any(box.contains(x, y) for x, y in path), at


@pytest.mark.parametrize(("show", "labels"), CASES)
def test_the_axes_stand_still_while_a_slider_moves(show: str, labels: dict[str, Any]) -> None:
    panel = loss_explorer(show=show, **labels)
    limits = set()
    for at in np.linspace(-REACH[show], REACH[show], 5):
        panel.controls["prediction" if show == SQUARED else "z"].value = at
        panel.scene.render(panel.view, LIGHT, 1.0)
        limits.add(tuple((*axes.get_xlim(), *axes.get_ylim()) for axes in panel.scene.figure.axes))
    assert len(limits) == 1


def test_every_picture_can_follow_every_other() -> None:
    panel = loss_explorer()
    alone = {show: loss_explorer(show=show)._picture(LIGHT, 1.0) for show in SHOWS}
    for before in SHOWS:
        for show in SHOWS:
            for choice in (before, show):
                panel.controls["show"].value = choice
                picture = panel._picture(LIGHT, 1.0)
            assert picture == alone[show], (before, show)


def test_the_arrow_of_the_squared_error_ends_at_the_target() -> None:
    panel = loss_explorer(show=SQUARED, prediction=4.0, target=-1.0)
    panel.scene.render(panel.view, LIGHT, 1.0)
    assert panel.scene.curves.step.get_xdata()[1] == pytest.approx(-1.0)


# -- the learner's own loss -----------------------------------------------------------------------


@pytest.mark.parametrize("show", [SQUARED, BINARY, LOGISTIC, CATEGORICAL])
def test_the_library_loss_given_as_ones_own_agrees(show: str) -> None:
    view = loss_explorer(show=show, loss=LOSSES[show][0]).view
    assert view.readout.endswith("Yours agrees.")
    x, values = view.own
    np.testing.assert_allclose(values, np.interp(x, view.x, view.curves[0].values), atol=2e-3)


def clipped(z: np.ndarray[Any, Any], y: np.ndarray[Any, Any]) -> float:
    p = 1 / (1 + np.exp(-z))
    return float(np.mean(-y * np.log(p + 1e-3) - (1 - y) * np.log(1 - p + 1e-3)))


def test_the_first_difference_of_ones_own_loss_is_named() -> None:
    panel = loss_explorer(loss=clipped)
    assert "Yours first differs at z = −8: 6.62 instead of 8.00." in panel.view.readout
    assert panel.scene.render(panel.view, LIGHT, 1.0)[..., 3].any()
    panel.controls["show"].value = LOGISTIC  # its labels would be wrong there
    assert "Yours" not in panel.view.readout


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda z, y: (z - y) ** 2, "returned shape (1, 1); expected one number"),
        (lambda z: 0, "raised TypeError"),
        (lambda z, y: None, "returned NoneType; expected one number"),
        (lambda z, y: ..., "has not been written yet"),
    ],
)
def test_what_went_wrong_in_ones_own_loss_is_said_in_words(wrong: Any, said: str) -> None:
    view = loss_explorer(show=SQUARED, loss=wrong).view
    assert said in view.readout
    assert view.own is None
