"""F8: the construction interpolates, its error falls as theory says, and training is measured beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nnkit as nn
from nnkit.widgets import approximation_explorer
from nnkit.widgets.controls import ControlError
from nnkit.widgets.figures.f08_approximation.compute import ApproximationView, compute
from nnkit.widgets.figures.f08_approximation.construct import BUMPS, HINGES, NODES, X, at_centres, at_ends
from nnkit.widgets.figures.f08_approximation.expression import FUNCTIONS, ExpressionError, evaluate
from nnkit.widgets.figures.f08_approximation.parts import BLOCKS, NOTHING, UNITS
from nnkit.widgets.figures.f08_approximation.targets import HIGHEST
from nnkit.widgets.figures.f08_approximation.work import UPDATES
from nnkit.widgets.style import DARK, LIGHT

Array = np.ndarray[Any, Any]


def network_of(view: ApproximationView) -> nn.Network:
    """Write the figure's weights into a network of the library."""
    net = nn.Network.mlp(
        [1, view.M, 1], nn.relu if view.units == HINGES else nn.sigmoid, rng=np.random.default_rng(0)
    )
    net[1].W, net[1].b = view.weights.w[:, np.newaxis], view.weights.b
    net[2].W, net[2].b = view.weights.v[np.newaxis], np.array([view.weights.c])
    return net


# -- the construction -----------------------------------------------------------------------------


def test_a_triangle_is_a_sum_of_three_hinges() -> None:
    # the worked example ReLU(x) − 2 ReLU(x − 1) + ReLU(x − 2) on [0, 2], here at half the size around 0
    view = compute(target="triangle", M=4)
    np.testing.assert_allclose(view.weights.v, [0, 2, -4, 2], atol=1e-12)
    np.testing.assert_allclose(view.kinks, [-1, -0.5, 0, 0.5])
    assert view.error < 1e-12
    assert "give the target exactly" in view.readout


def test_two_hinges_make_the_absolute_value() -> None:
    view = compute(target="absolute value", M=2)  # 2 |x| − 1
    np.testing.assert_allclose(view.weights.v, [-2, 4])
    assert view.weights.c == 1
    assert view.error < 1e-12
    assert compute(target="absolute value", M=3).error > 0.3  # no kink at 0
    assert compute(target="absolute value").slope is None


@pytest.mark.parametrize("units", [HINGES, BUMPS])
@pytest.mark.parametrize("M", [1, 2, 7, 40, 100])
def test_the_figure_is_a_network_of_the_library(units: str, M: int) -> None:
    view = compute(target="Runge", units=units, M=M)
    net = network_of(view)
    np.testing.assert_allclose(net(X[:, np.newaxis])[:, 0], view.values, atol=1e-12)
    assert net.n_params == 3 * M + 1
    assert f"({3 * M + 1} parameters)" in view.readout


@pytest.mark.parametrize("M", [1, 3, 10, 64])
def test_hinges_interpolate_the_target_at_the_ends_of_the_pieces(M: int) -> None:
    view = compute(target="fast sine", M=M)
    ends = np.linspace(-1, 1, M + 1)
    np.testing.assert_allclose(
        network_of(view)(ends[:, np.newaxis])[:, 0], np.sin(4 * np.pi * ends), atol=1e-10
    )


def test_steep_bumps_have_the_height_of_the_target_in_the_middle_of_each_piece() -> None:
    view = compute(units=BUMPS, M=10, steepness=128)
    middles = np.array([-0.8, -0.4, 0, 0.4, 0.8])
    np.testing.assert_allclose(
        network_of(view)(middles[:, np.newaxis])[:, 0], np.sin(np.pi * middles), atol=1e-9
    )


@pytest.mark.parametrize("steepness", [2, 32, 128])
def test_the_first_and_the_last_bump_hold_to_the_ends_of_the_interval(steepness: float) -> None:
    view = compute(target="typed", expression="1", units=BUMPS, M=8, steepness=steepness)
    np.testing.assert_allclose(view.values, 1, atol=1e-4)  # 2 (1 − sigmoid(10)) = 9e−5


@pytest.mark.parametrize("steepness", [2, 32])
@pytest.mark.parametrize("units", [HINGES, BUMPS])
def test_the_error_of_every_M_is_that_of_the_network_with_M_units(units: str, steepness: float) -> None:
    errors = compute(units=units, steepness=steepness).errors
    assert errors.shape == (100,)
    for M in (1, 2, 3, 10, 33, 100):
        view = compute(units=units, steepness=steepness, M=M)
        assert np.abs(view.values - np.sin(np.pi * X)).max() == pytest.approx(errors[M - 1], abs=1e-12)
        assert view.error == errors[M - 1]


def test_the_error_of_hinges_is_an_eighth_of_h_squared_times_the_curvature() -> None:
    for M in (10, 20, 40):
        h = 2 / M
        # π² is the largest |f″| of the sine; the middle of a piece may miss the place where it is largest
        assert compute(M=M).error == pytest.approx(np.pi**2 * h**2 / 8, rel=0.02)


def test_the_error_falls_like_M_to_the_minus_two_and_minus_one() -> None:
    assert compute().slope == pytest.approx(-2, abs=0.02)
    assert compute(units=BUMPS).slope == pytest.approx(-1, abs=0.02)
    assert compute(target="typed", expression="sqrt(abs(x))").slope == pytest.approx(-0.5, abs=0.05)
    assert compute(target="step").slope == pytest.approx(0, abs=0.1)
    assert "hardly falls" in compute(target="step").readout
    assert "it falls like M^−2.00" in compute().readout


def test_the_measured_rate_is_the_least_squares_slope() -> None:
    view = compute(target="Runge")
    M = np.arange(10, 101)
    A = np.stack([np.log(M), np.ones(M.size)], axis=1)
    expected = np.linalg.lstsq(A, np.log(view.errors[9:]), rcond=None)[0][0]
    assert view.slope == pytest.approx(expected)


def test_a_unit_without_a_partner_rests() -> None:
    even, odd = compute(units=BUMPS, M=6), compute(units=BUMPS, M=7)
    np.testing.assert_array_equal(even.values, odd.values)
    assert odd.weights.v[-1] == 0
    assert "one rests without a partner" in odd.readout
    assert not compute(units=BUMPS, M=1).values.any()


def test_every_target_is_asked_where_the_construction_needs_it() -> None:
    for pieces in (1, 2, 5, 50):
        ends = np.linspace(-1, 1, pieces + 1)
        np.testing.assert_allclose(at_ends(NODES, pieces), ends)
        np.testing.assert_allclose(at_centres(NODES, pieces), (ends[1:] + ends[:-1]) / 2)
    np.testing.assert_allclose(at_ends(NODES, 100), np.linspace(-1, 1, 101))


@pytest.mark.parametrize(
    ("units", "parts"), [(HINGES, BLOCKS), (HINGES, UNITS), (BUMPS, BLOCKS), (BUMPS, UNITS)]
)
def test_the_faint_parts_add_up_to_the_network(units: str, parts: str) -> None:
    view = compute(target="Runge", units=units, M=8, steepness=16, parts=parts)
    at = np.linspace(-0.9, 0.9, 37)
    total = sum(np.interp(at, line[:, 0], line[:, 1]) for line in view.parts)
    exact = np.interp(at, X, view.values)
    if parts == UNITS:
        exact = exact - view.weights.c
    # the lines of sigmoids are drawn straight between some points of the curve
    np.testing.assert_allclose(total, exact, atol=1e-9 if units == HINGES else 0.02)


# -- targets --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sin(3*x) + cos(x)**2", lambda x: np.sin(3 * x) + np.cos(x) ** 2),
        ("exp(-x) / 2 - abs(x)", lambda x: np.exp(-x) / 2 - np.abs(x)),
        ("log(2 + x) * sqrt(1 + x)", lambda x: np.log(2 + x) * np.sqrt(1 + x)),
        ("tanh(pi * x) + e", lambda x: np.tanh(np.pi * x) + np.e),
        ("-x ** 2", lambda x: -(x**2)),
        ("(x > 0) - (x <= -0.5)", lambda x: np.where(x > 0, 1.0, 0.0) - np.where(x <= -0.5, 1.0, 0.0)),
        ("(x >= 0) + (x < 0.5)", lambda x: np.where(x >= 0, 1.0, 0.0) + np.where(x < 0.5, 1.0, 0.0)),
        ("2", lambda x: np.full_like(x, 2)),
    ],
)
def test_a_typed_expression_is_what_it_says(text: str, expected: Any) -> None:
    np.testing.assert_allclose(evaluate(text, X), expected(X))
    assert compute(target="typed", expression=text).target == pytest.approx(expected(X))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing is typed yet"),
        ("2x", r"write 2\*x for 2x"),
        ("sin(x", "close every bracket"),
        ("x^2", r"written x\*\*2"),
        ("sinn(x)", "sinn is not a known function; the functions are sin, cos"),
        ("y + 1", "the name y is not known"),
        ("sin", r"sin needs brackets: sin\(x\)"),
        ("sin(x, 2)", "sin takes one value"),
        ("x(2)", r"write x\*\( … \) to multiply"),
        ("1/x", "no finite value at x = 0"),
        ("log(x)", "no finite value at x = −1.00"),
        ("exp(20*x)", "larger than 1000"),
        ("1e400*x", "no finite value"),
        ("9**9**9", "no finite value"),
        ("'a'", "is not a number"),
        ("3j", "is not a number"),
        ("x if x > 0 else 0", "is not understood"),
        ("[x]", "is not understood"),
        ("x.real", "is not understood"),
        ("__import__('os').system('true')", "is not a known function"),
        ("(lambda: x)()", "is not a known function"),
        ("sin(*x)", "sin takes one value"),
        ("(" * 95 + "x" + ")" * 95 + "+", "is not a complete expression"),
    ],
)
def test_a_wrong_expression_is_explained(text: str, said: str) -> None:
    with pytest.raises(ExpressionError, match=said):
        evaluate(text, X)
    view = compute(target="typed", expression=text)
    assert "until then the target is the sine" in view.readout
    np.testing.assert_allclose(view.target, np.sin(np.pi * X))


def test_every_named_function_has_numpys_values() -> None:
    x = np.linspace(0.1, 1, 7)
    assert set(FUNCTIONS) == {"sin", "cos", "exp", "log", "sqrt", "abs", "tanh"}
    for name in FUNCTIONS:
        np.testing.assert_array_equal(evaluate(f"{name}(x)", x), getattr(np, name)(x))


def test_a_drawing_becomes_a_function_of_x() -> None:
    view = compute(target="drawn", drawing=(((0.0, 0.0), (0.5, 0.5), (1.0, 1.0)),))
    np.testing.assert_allclose(view.target, -HIGHEST * X, atol=1e-12)  # the pad's y points down
    back = compute(target="drawn", drawing=(((0.25, 0.5), (0.75, 0.5), (0.75, 0.0), (0.75, 1.0)),))
    np.testing.assert_allclose(back.target, 0, atol=1e-12)  # level outside; the mean where it goes back
    empty = compute(target="drawn", drawing=())
    assert not empty.target.any()
    assert "nothing is drawn yet" in empty.readout.lower()


def test_only_the_controls_of_the_chosen_target_and_units_are_shown() -> None:
    panel = approximation_explorer()
    for state, names in (
        ({}, set()),
        ({"target": "typed"}, {"expression"}),
        ({"target": "drawn", "units": BUMPS}, {"drawing", "steepness"}),
    ):
        panel.reset()
        panel.set(**state)
        assert set(panel._shown(panel.state)) & {"expression", "drawing", "steepness"} == names


def test_wrong_states_are_refused() -> None:
    with pytest.raises(ControlError, match=r"target: expected one of 'line', .* got 'cosine'"):
        approximation_explorer(target="cosine")
    with pytest.raises(ControlError, match=r"target: expected one of .* got 'yours'"):
        approximation_explorer(target="yours")  # there is no f


# -- the learner's own function -------------------------------------------------------------------


def test_a_function_of_the_learner_is_compared_with_the_target() -> None:
    def cubic(x: Array) -> Array:
        return 3 * x * (1 - x**2)

    panel = approximation_explorer(f=cubic)
    assert panel.view.own_error == pytest.approx(np.abs(cubic(X) - np.sin(np.pi * X)).max())
    assert "Yours, cubic, is furthest from the target at x = " in panel.view.readout
    np.testing.assert_allclose(panel.view.own, cubic(X))
    assert "agrees with the target" in approximation_explorer(f=lambda x: np.sin(np.pi * x)).view.readout


def test_a_function_of_the_learner_can_be_the_target() -> None:
    panel = approximation_explorer(f=lambda x: x**3 - x / 2, target="yours", M=20)
    np.testing.assert_allclose(panel.view.target, X**3 - X / 2)
    assert panel.view.own is None
    assert panel.view.error < 0.01
    panel.run(20)
    assert panel.view.fitted.error < 0.5
    bad = approximation_explorer(f=lambda x: x / 0, target="yours").view
    assert "ZeroDivision" in bad.readout or "not between" in bad.readout
    np.testing.assert_allclose(bad.target, np.sin(np.pi * X))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda x: x.nothing, "raised AttributeError"),
        (lambda x: x[:, np.newaxis], r"returned shape (801, 1); expected an array of shape (801,)"),
        (lambda x: ..., "has not been written yet"),
        (lambda x: None, "returned NoneType"),
        (lambda x: np.log(x), "has no finite value at x = −1"),
    ],
)
def test_what_went_wrong_in_the_learners_function_is_said(wrong: Any, said: str) -> None:
    panel = approximation_explorer(f=wrong)
    assert said in panel.view.readout
    assert panel.view.own is None
    assert panel.scene.render(panel.view, DARK, 1.0)[..., 3].any()


def test_a_function_of_the_learner_cannot_change_the_figure() -> None:
    def spoils(x: Array) -> Array:
        x[:] = 7
        return x

    np.testing.assert_allclose(approximation_explorer(f=spoils).view.target, np.sin(np.pi * X))


# -- training -------------------------------------------------------------------------------------


def test_training_is_the_same_every_time() -> None:
    first, again = (approximation_explorer(M=12).run(30).view.fitted for _ in range(2))
    np.testing.assert_array_equal(first.values, again.values)
    assert first.updates == 300
    other = approximation_explorer(M=12, seed=1).run(30).view.fitted
    assert np.abs(first.values - other.values).max() > 1e-3


def test_training_makes_the_error_smaller_and_ends() -> None:
    panel = approximation_explorer(M=10)
    assert panel.view.fitted is None
    panel.run(1)
    start = panel.view.fitted.error
    assert panel.runner.work.progress == pytest.approx(10 / UPDATES)
    panel.run()
    fitted = panel.view.fitted
    assert fitted.error < start / 3
    assert fitted.updates == UPDATES
    assert panel.runner.work.finished
    assert panel.runner.work.progress == 1
    assert fitted.error == pytest.approx(np.abs(fitted.values - np.sin(np.pi * X)).max())
    assert f"{UPDATES} updates in, leaves" in panel.view.readout


def test_many_units_leave_a_gap_between_formula_and_training() -> None:
    view = approximation_explorer(M=100).run().view
    assert view.fitted.error > 5 * view.error
    assert "times as much" in view.readout


def test_what_does_not_touch_the_network_keeps_the_training() -> None:
    panel = approximation_explorer(M=8).run(5)
    for state in ({"parts": NOTHING}, {"steepness": 8}, {"expression": "x"}, {"eta": 0.1}):
        panel.set(**state)
        assert panel.view.fitted.updates == 50
    for state in ({"M": 9}, {"target": "typed"}, {"expression": "x**2"}, {"units": BUMPS}, {"seed": 3}):
        panel.run(2)
        panel.set(**state)
        assert panel.view.fitted is None


def test_the_errors_of_other_M_stay_beside_the_curve() -> None:
    panel = approximation_explorer(M=8).run()
    eight = panel.view.fitted.error
    panel.set(M=20)
    assert panel.view.fitted is None
    np.testing.assert_array_equal(panel.view.past, [[8, eight]])
    panel.run()
    twenty = panel.view.fitted.error
    panel.set(M=8)
    panel.run(1)  # not finished: the older result stands
    np.testing.assert_array_equal(panel.view.past, [[8, eight], [20, twenty]])
    assert panel.png
    np.testing.assert_array_equal(panel.scene.past.get_xdata(), [8, 20])
    panel.set(seed=1)
    assert not panel.view.past.size
    panel.run().reset()
    assert not panel.view.past.size


def test_playing_goes_at_a_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("nnkit.widgets.work.time.perf_counter", lambda: now[0])
    work = approximation_explorer().runner.work
    for passed, updates in ((0.0, 10), (0.0, 10), (0.041, 30), (60.0, 40)):
        now[0] += passed  # 50 steps a second; after a long pause one
        work.advance(0.02)
        work.show()
        assert work.result.fitted.updates == updates


def test_a_rate_that_is_too_large_is_reported() -> None:
    panel = approximation_explorer(M=100, optimiser="SGD with momentum", eta=1.0).run()
    assert panel.runner.work.finished
    assert panel.view.fitted.diverged
    assert "ran away" in panel.view.readout
    assert np.isfinite(panel.view.fitted.values).all()
    assert panel.scene.render(panel.view, LIGHT, 1.0)[..., 3].any()


def test_kinks_of_the_trained_network_are_where_its_slope_changes() -> None:
    fitted = approximation_explorer(M=6).run(100).view.fitted
    bends = np.abs(np.diff(fitted.values, 2)) > 1e-6
    spacing = X[1] - X[0]
    for x in X[1:-1][bends]:
        assert np.abs(fitted.kinks - x).min() < spacing


# -- picture and tasks ----------------------------------------------------------------------------


def test_pointing_at_the_lower_picture_chooses_M() -> None:
    panel = approximation_explorer()
    assert panel._point(panel.scene.lower, 23.4, 0.01, panel.state) == {"M": 23}
    assert panel._point(panel.scene.lower, 0.3, 0.01, panel.state) == {"M": 1}
    assert panel._point(panel.scene.upper, 0.3, 0.1, panel.state) == {}


def test_the_markers_stand_at_the_errors() -> None:
    panel = approximation_explorer(M=20, f=lambda x: 0 * x).run(10)
    assert panel.png
    for line, error in (
        (panel.scene.here, panel.view.error),
        (panel.scene.found, panel.view.fitted.error),
        (panel.scene.yours, 1.0),
    ):
        np.testing.assert_allclose(line.get_data()[0], [20])
        np.testing.assert_allclose(line.get_data()[1], [error])


def test_tasks_are_not_done_too_easily() -> None:
    few, jump, close = (task.done for task in approximation_explorer()._tasks)
    assert not few(compute(M=9))
    assert not few(compute(M=11))
    assert not few(compute(M=10, units=BUMPS))
    assert not few(compute(M=10, target="parabola"))
    for target in ("sine", "fast sine", "Runge", "absolute value", "bump", "line"):
        assert not jump(compute(target=target))
    assert jump(compute(target="typed", expression="sin(x) + (x > 0.3)"))
    assert not close(approximation_explorer(M=8).run(1).view)
    assert not close(approximation_explorer(M=100).run().view)
    assert not close(approximation_explorer(M=4).run().view)


def test_extreme_targets_leave_a_readable_picture() -> None:
    panel = approximation_explorer(target="typed")
    for text in ("1000*x", "x*1e-9", "100 + x", "0", "-7", "abs(x)**0.1"):
        panel.controls["expression"].value = text
        rgba = panel.scene.render(panel.view, LIGHT, 1.0)
        for side in (rgba[0], rgba[-1], rgba[:, 0], rgba[:, -1]):
            assert not (side[..., 3] > 100).any()
        assert len(panel.scene.upper.get_yticks()) >= 3
