"""F2: boundary, detector and bend lie where the formulas say, and the tasks are fair."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from nnkit.errors import NNKitError
from nnkit.widgets import neuron_explorer
from nnkit.widgets.figures.f02_neuron.compute import ALONG, GRID, REACH, LineView, PlaneView, compute
from nnkit.widgets.figures.f02_neuron.data import LABELS, POINTS
from nnkit.widgets.figures.f02_neuron.words import LINE, PHIS, PLANE
from nnkit.widgets.style import LIGHT, apart

STATES = [(1.0, -0.5, 0.5), (-2.0, 3.0, 1.2), (0.3, 0.0, -4.0), (4.0, 4.0, 0.0)]


def plain_phi(phi: str, z: float) -> float:
    """Write the activation once more, for one number."""
    if phi == "sigmoid":
        return 1 / (1 + math.exp(-z))
    if phi == "tanh":
        return math.tanh(z)
    return max(0.0, z) if phi == "relu" else float(z >= 0)


def plane(**state: Any) -> PlaneView:
    view = compute(show=PLANE, **state)
    assert isinstance(view, PlaneView)
    return view


def line(**state: Any) -> LineView:
    view = compute(show=LINE, **state)
    assert isinstance(view, LineView)
    return view


# -- in the plane ---------------------------------------------------------------------------------


@pytest.mark.parametrize("phi", PHIS)
@pytest.mark.parametrize(("w1", "w2", "b"), STATES)
def test_the_probe_has_its_weighted_sum_and_its_activation(phi: str, w1: float, w2: float, b: float) -> None:
    view = plane(phi=phi, w1=w1, w2=w2, b=b, x1=-1.3, x2=2.1)
    assert view.z == pytest.approx(-1.3 * w1 + 2.1 * w2 + b, abs=1e-9)
    assert view.a == pytest.approx(plain_phi(phi, view.z), rel=1e-12)


def test_the_formula_has_the_numbers_in() -> None:
    view = plane()  # w = (1, −0.5), b = 0.5, x = (1.5, 1): z = 1.5, sigmoid(1.5) = 0.818
    assert "1 · 1.5 + (−0.5) · 1 + 0.5 = 1.5" in view.formula
    assert "1 / (1 + e<sup>−1.5</sup>) = 0.818" in view.formula
    assert "z = 1.5, a = 0.818." in view.readout


@pytest.mark.parametrize(("w1", "w2", "b"), STATES)
def test_the_boundary_lies_at_the_offset_along_w(w1: float, w2: float, b: float) -> None:
    view = plane(w1=w1, w2=w2, b=b)
    assert view.offset is not None
    assert (view.w.tolist(), view.b) == ([w1, w2], b)
    foot = view.offset * np.array([w1, w2]) / math.hypot(w1, w2)
    along = np.array([-w2, w1])
    for place in (foot, foot + along, foot - 3 * along):
        assert w1 * place[0] + w2 * place[1] + b == pytest.approx(0, abs=1e-12)
    assert abs(view.offset) == pytest.approx(abs(b) / math.hypot(w1, w2))


@pytest.mark.parametrize("phi", PHIS)
def test_what_the_unit_sees_is_the_length_along_w(phi: str) -> None:
    view = plane(phi=phi, w1=3.0, w2=4.0, b=-2.0)
    for k, (x1, x2) in enumerate(POINTS):
        z = 3 * x1 + 4 * x2 - 2
        assert view.along[k] == pytest.approx((z + 2) / 5)
        assert (view.along[k] >= view.offset - 1e-9) == (z >= -1e-9)
    z = 5 * view.alignment - 2
    np.testing.assert_allclose(view.answer, [plain_phi(phi, v) for v in z], rtol=1e-12)
    assert np.all(np.diff(view.alignment) > 0)


def test_wrong_points_are_those_on_the_other_side_of_the_boundary() -> None:
    view = plane(w1=1.0, w2=-0.5, b=0.5)
    pairs = zip(POINTS, LABELS, strict=True)
    expected = [(x1 - 0.5 * x2 + 0.5 >= 0) != (label == 1) for (x1, x2), label in pairs]
    assert view.wrong.tolist() == expected
    assert view.right_share == pytest.approx(1 - sum(expected) / 30)
    assert f"{30 - sum(expected)} of 30 points are right" in view.readout
    turned = plane(w1=-1.0, w2=0.5, b=-0.5)
    assert turned.wrong.tolist() == [not wrong for wrong in expected]


@pytest.mark.parametrize("phi", PHIS)
def test_the_surface_changes_colour_at_the_boundary(phi: str) -> None:
    field = plane(phi=phi, w1=2.0, w2=1.0, b=-1.0).field
    z = 2 * GRID + GRID[:, np.newaxis] - 1
    assert (field[z > 0.01] > 0).all()
    assert (field[z < -0.01] <= 0).all()
    if phi == "relu":
        assert (field[z < 0] == 0).all()
    else:
        assert (field[z < -0.01] < 0).all()


def test_the_points_can_be_parted_but_not_by_a_line_through_the_origin() -> None:
    angles = np.linspace(0, 2 * np.pi, 3601)
    lengths = POINTS @ np.stack([np.cos(angles), np.sin(angles)])
    right = ((lengths >= 0) == (LABELS[:, np.newaxis] == 1)).mean(axis=0)
    assert 0.9 <= right.max() < 1
    gaps = lengths[LABELS == 1].min(axis=0) - lengths[LABELS == 0].max(axis=0)
    assert gaps.max() > 0.5  # so that sliders of step 0.1 can hit it


def test_without_weights_there_is_no_boundary() -> None:
    panel = neuron_explorer(w1=0, w2=0, b=1)
    assert panel.view.offset is None
    assert "no boundary, a = 0.731 everywhere" in panel.view.readout
    assert panel.png
    assert not panel.scene.plane.boundary.get_visible()
    assert np.ptp(panel.view.field) == 0


def test_a_point_on_the_boundary_has_exactly_z_zero() -> None:
    view = plane(phi="threshold", w1=0.1, w2=0.2, b=-0.3, x1=1.0, x2=1.0)  # 0.1 + 0.2 − 0.3 is 5.6e−17
    assert (view.z, view.a) == (0, 1)
    assert "exactly meets" in view.readout


# -- what is drawn --------------------------------------------------------------------------------


@pytest.mark.parametrize(("w1", "w2", "b"), [*STATES, (4.0, -4.0, 4.0), (0.1, 0.0, 4.0), (-4.0, 0.0, -4.0)])
def test_the_arrow_is_w_and_stays_in_the_plane(w1: float, w2: float, b: float) -> None:
    panel = neuron_explorer(w1=w1, w2=w2, b=b)
    panel.scene.render(panel.view, LIGHT, 1.0)
    (x0, x1), (y0, y1) = panel.scene.plane.shaft.get_data()
    tip = np.array([x0 + w1, y0 + w2])
    shaft = np.array([x1 - x0, y1 - y0])
    assert shaft @ [w1, w2] == pytest.approx(np.linalg.norm(shaft) * math.hypot(w1, w2))  # along w
    assert np.abs(tip).max() <= REACH
    (bx0, bx1), (by0, by1) = panel.scene.plane.boundary.get_data()
    assert (bx1 - bx0) * w1 + (by1 - by0) * w2 == pytest.approx(0, abs=1e-9)  # and normal to the boundary


def test_wrong_points_are_ringed_and_counted() -> None:
    panel = neuron_explorer()
    panel.scene.render(panel.view, LIGHT, 1.0)
    rings = np.column_stack(panel.scene.plane.rings.get_data())
    np.testing.assert_array_equal(rings, POINTS[panel.view.wrong])
    assert panel.scene.plane.count.get_text() == f"○ {len(rings)} of 30 points wrong"


def test_dragging_moves_the_input_of_the_picture_that_is_shown() -> None:
    panel = neuron_explorer()
    for show, moved in ((PLANE, {"x1": -2.0, "x2": 3.0}), (LINE, {"x": -2.0})):
        panel.set(show=show)
        panel.scene.render(panel.view, LIGHT, 1.0)
        axes = panel.scene.plane.plane if show == PLANE else panel.scene.line.lower
        x, y = axes.transData.transform((-2.0, 3.0 if show == PLANE else 0.3))
        width, height = panel.scene.figure.bbox.size
        panel.set(**panel._pointed({"x": x / width, "y": 1 - y / height}))
        assert {name: panel.state[name] for name in moved} == moved


def test_dragging_beside_the_plane_moves_nothing() -> None:
    panel = neuron_explorer()
    panel.scene.render(panel.view, LIGHT, 1.0)
    for place in ({"x": 0.8, "y": 0.25}, {"x": 0.01, "y": 0.01}, {"x": 5, "y": 5}, {}):
        assert panel._pointed(place) == {}


# -- on a line ------------------------------------------------------------------------------------


def test_a_relu_with_weight_minus_2_and_bias_2_bends_at_1() -> None:
    view = line(phi="relu", w=-2.0, b=2.0)
    assert (view.kink, view.slope) == (1, -2)
    left, right = view.xs < 1, view.xs > 1 + 1e-8
    np.testing.assert_allclose(np.diff(view.answer[left]) / np.diff(view.xs[left]), -2, rtol=1e-6)
    assert (view.answer[right] == 0).all()
    assert "The kink lies at x = −b/w = 1.00: below it the slope is w = −2" in view.readout


@pytest.mark.parametrize("phi", ["sigmoid", "tanh"])
@pytest.mark.parametrize(("w", "b"), [(2.5, -1.0), (-3.0, 2.0)])
def test_a_smooth_unit_is_steepest_at_its_midpoint(phi: str, w: float, b: float) -> None:
    h = 1e-5
    middle, up, down = (line(phi=phi, w=w, b=b, x=-b / w + d) for d in (0.0, h, -h))
    assert middle.a == pytest.approx({"sigmoid": 0.5, "tanh": 0.0}[phi], abs=1e-8)
    assert middle.slope == pytest.approx((up.a - down.a) / (2 * h), rel=1e-4)  # z is rounded to 1e-9
    steepness = np.abs(np.gradient(middle.answer, middle.xs))
    assert steepness.max() <= abs(middle.slope) * 1.001


def test_the_width_of_a_sigmoid_is_from_one_tenth_to_nine_tenths() -> None:
    view = line(w=-4.0, b=1.0)
    ends = [line(w=-4.0, b=1.0, x=view.kink + d).a for d in (view.width / 2, -view.width / 2)]
    assert ends == pytest.approx([0.1, 0.9], abs=1e-6)
    assert line(phi="tanh").width == 0


@pytest.mark.parametrize("phi", PHIS)
def test_z_is_a_straight_line_and_a_follows_it(phi: str) -> None:
    view = line(phi=phi, w=1.7, b=-0.4, x=0.9)
    np.testing.assert_allclose(view.zs, 1.7 * view.xs - 0.4)
    np.testing.assert_allclose(view.answer, [plain_phi(phi, z) for z in view.zs], rtol=1e-12)
    assert view.z == pytest.approx(1.7 * 0.9 - 0.4, abs=1e-9)
    assert view.colour.shape == (1, ALONG.size)


def test_a_threshold_is_drawn_with_a_gap_at_its_step() -> None:
    panel = neuron_explorer(show=LINE, phi="threshold", w=2, b=-1)
    panel.scene.render(panel.view, LIGHT, 1.0)
    x, a = panel.scene.line.lines[1].get_data()
    assert x[np.isnan(a)].tolist() == [0.5]
    assert a[x < 0.5 - 1e-8].max() == 0
    assert a[x > 0.5 + 1e-8].min() == 1


def test_with_a_weight_of_zero_nothing_bends() -> None:
    view = line(w=0.0, b=0.5)
    assert view.kink is None
    assert "does not look at x: a = 0.622 everywhere" in view.readout


# -- tasks ----------------------------------------------------------------------------------------


def test_a_boundary_through_the_origin_alone_is_not_enough() -> None:
    done = neuron_explorer()._tasks[1].done
    assert not done(plane(w1=1.0, w2=-1.0, b=0.0))
    assert not done(plane(w1=0.0, w2=0.0, b=0.0))
    assert not done(plane(w1=1.0, w2=0.7, b=-1.8))  # all right, but not through the origin
    assert done(plane(w1=0.6, w2=1.0, b=0.0))


def test_a_tanh_or_another_slope_does_not_pass_for_the_relu() -> None:
    done = neuron_explorer()._tasks[2].done
    assert not done(line(phi="tanh", w=-2.0, b=2.0))
    assert not done(line(phi="relu", w=2.0, b=-2.0))
    assert not done(line(phi="relu", w=-2.0, b=2.1))


# -- the learner's own neuron ---------------------------------------------------------------------


def one(x: Any, w: Any, b: float) -> Any:
    return 1 / (1 + math.exp(-(w @ x + b)))


def batch(x: Any, w: Any, b: float) -> Any:
    return 1 / (1 + np.exp(-(x @ w + b)))


@pytest.mark.parametrize("own", [one, batch, lambda x, w, b: 1 / (1 + np.exp(-(np.sum(x * w) + b)))])
@pytest.mark.parametrize("show", [PLANE, LINE])
def test_a_right_neuron_agrees_for_one_input_or_many(own: Any, show: str) -> None:
    panel = neuron_explorer(neuron=own, show=show)
    assert panel.view.readout.endswith("Yours agrees.")
    panel.set(w1=-3, w=-3, b=2)
    assert panel.view.readout.endswith("Yours agrees.")
    assert panel.png


def test_its_boundary_is_drawn_where_it_lies() -> None:
    view = plane(own=lambda x, w, b: batch(x, w, -b))  # the wrong sign of b
    assert view.own_boundary is not None
    x, y = (part[np.isfinite(part)] for part in view.own_boundary)
    np.testing.assert_allclose(x - 0.5 * y - 0.5, 0, atol=0.02)  # the grid is 0.29 wide and the unit smooth
    first = POINTS[0] @ [1, -0.5]
    assert f"Yours first differs at x = (0.1, 0.7): {1 / (1 + math.exp(0.5 - first)):.3f}" in view.readout
    assert plane().own_boundary is None


def test_on_a_line_the_first_difference_is_the_leftmost() -> None:
    view = line(phi="relu", w=1.0, b=0.5, own=lambda x, w, b: np.abs(x @ w + b))
    assert "Yours first differs at x = −4: 3.50 instead of 0." in view.readout
    assert view.own is not None
    np.testing.assert_allclose(view.own[1], np.abs(view.own[0] + 0.5))


def test_at_z_zero_a_threshold_may_give_either_side() -> None:
    state = {"phi": "threshold", "w": 1.0, "b": 0.0}
    assert line(**state, own=lambda x, w, b: x @ w + b > 0).readout.endswith("Yours agrees.")
    assert "first differs" in line(**state, own=lambda x, w, b: x @ w + b < 0).readout


def test_it_is_compared_with_the_activation_it_was_opened_with() -> None:
    panel = neuron_explorer(neuron=batch)
    panel.set(phi="tanh")
    assert panel.view.own is None
    panel.set(phi="sigmoid")
    assert panel.view.own is not None
    assert neuron_explorer(neuron=lambda x, w, b: np.tanh(x @ w + b), phi="tanh").view.readout.endswith(
        "Yours agrees."
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda x, w, b: x.nothing, "raised AttributeError"),
        (lambda x, w: x @ w, "raised TypeError"),
        (lambda x, w, b: x * w + b, "returned shape (2,); expected one number"),
        (lambda x, w, b: None, "returned NoneType; expected one number"),
        (lambda x, w, b: ..., "has not been written yet"),
        (lambda x, w, b: "a", "returned str; expected"),
    ],
)
def test_what_went_wrong_is_said_in_words(wrong: Any, said: str) -> None:
    view = neuron_explorer(neuron=wrong).view
    assert said in view.readout
    assert view.readout.endswith(".")
    assert view.own is None


def test_a_neuron_that_fails_only_for_some_inputs_or_gives_nan_is_reported() -> None:
    def picky(x: Any, w: Any, b: float) -> float:
        if x[0] < 0:
            raise ValueError("negative")
        return one(x, w, b)

    assert "picky raised ValueError: negative" in plane(own=picky).readout
    panel = neuron_explorer(neuron=lambda x, w, b: np.full(len(x), np.nan))
    assert "nan instead of 0.562" in panel.view.readout
    assert panel.view.own_boundary is None
    assert panel.png


def test_a_neuron_of_the_learner_cannot_change_the_figure() -> None:
    def spoils(x: Any, w: Any, b: float) -> Any:
        result = one(x, w, b)
        x[...], w[...] = 0, 0
        return result

    view = plane(own=spoils)
    assert view.wrong.tolist() == plane().wrong.tolist()
    assert view.readout.endswith("Yours agrees.")


def test_two_different_numbers_are_never_written_alike() -> None:
    assert apart(0.25, 0.5) == ("0.250", "0.500")
    assert apart(0.9999, 1.0) == ("0.9999", "1.000")
    assert apart(float("nan"), 1.0) == ("nan", "1.00")


def test_an_unknown_activation_is_refused() -> None:
    with pytest.raises(NNKitError, match=r"phi: expected one of 'sigmoid', .* got 'gelu'"):
        neuron_explorer(phi="gelu")
