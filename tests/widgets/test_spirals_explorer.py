"""F1 counts honestly: no line will do, a fixed map may, and the learned one parts the classes for a line."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nnkit as nn
from nnkit.errors import NNKitError
from nnkit.widgets import spirals_explorer
from nnkit.widgets.controls import ControlError
from nnkit.widgets.figures.f01_spirals.compute import PALE, SIDE, compute, separable
from nnkit.widgets.figures.f01_spirals.maps import (
    FEATURES,
    LEARNED,
    LINE,
    POLYNOMIAL,
    RANDOM,
    Data,
    fit_features,
    fixed,
    learned,
    polynomial,
    random_units,
    untrained,
)
from nnkit.widgets.figures.f01_spirals.space import LATTICE, Space, reach
from nnkit.widgets.figures.f01_spirals.work import ADAM, MOMENTUM, UPDATES, Training

START = Data(1.5, 0.1, 200, 3.0, 0)


def trained(**state: Any) -> Any:
    return spirals_explorer(features=LEARNED, **state).run()


# -- the line -------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_the_best_line_errs_on_more_than_a_quarter(seed: int) -> None:
    view = compute(seed=seed, best=True)
    assert view.best_errors > 0.25
    x, y = Data(1.5, 0.1, 200, 3.0, seed).draw()
    fewest = 1.0
    for turn in np.linspace(0, 2 * np.pi, 121):  # and no line of a fine search does much better
        along = x @ [np.cos(turn), np.sin(turn)]
        fewest = min(fewest, *(np.mean((along > c) != (y == 1)) for c in np.linspace(-3, 3, 61)))
    assert 0.25 < fewest <= view.best_errors


def test_the_head_is_where_logistic_regression_has_no_slope() -> None:
    x, y = START.draw()
    w, b = fit_features(x, y)
    p = 1 / (1 + np.exp(-(x @ w + b)))
    np.testing.assert_allclose(x.T @ (p - y) / len(y), 0, atol=2e-4)  # the ridge is 1e-4
    assert (p - y).mean() == pytest.approx(0, abs=1e-6)


def test_the_line_by_hand_is_where_w_x_equals_the_offset() -> None:
    view = compute(angle=30, offset=0.5)
    n = np.array([np.cos(np.pi / 6), np.sin(np.pi / 6)])
    by_hand = np.mean((view.x @ n > 1.5) != (view.y == 1))
    assert view.errors == by_hand
    x1, x2 = view.boundary
    np.testing.assert_allclose(x1[:-1] * n[0] + x2[:-1] * n[1], 1.5, atol=1e-9)
    assert f"errs on {round(400 * by_hand)} of 400 points" in view.readout
    assert set(np.round(np.abs(view.field[::8, ::8]), 6).ravel()) == {SIDE}
    opposite = compute(angle=210, offset=-0.5)
    assert opposite.errors == pytest.approx(1 - view.errors)


def test_the_best_line_is_not_given_away_before_it_is_asked_for() -> None:
    before, after = compute(), compute(best=True)
    assert before.best is None
    assert [row.name for row in before.rows] == ["your line"]
    assert "30.0 %" not in before.readout
    assert after.best is not None
    assert "errs on 30.0 %, which is more than a quarter" in after.readout
    n1, n2, c = after.best
    assert np.hypot(n1, n2) == pytest.approx(1)
    assert np.mean((after.x @ [n1, n2] + c > 0) != (after.y == 1)) == after.best_errors


def test_the_best_line_is_drawn_where_logistic_regression_puts_it() -> None:
    view = compute(best=True, points=20, noise=0.5, seed=1)
    assert view.best is not None
    w, b = fit_features(view.x, view.y)
    assert abs(b) > 0.05
    np.testing.assert_allclose(view.best, np.array([*w, b]) / np.hypot(*w))


# -- feature maps ---------------------------------------------------------------------------------


def test_polynomial_features_are_all_monomials() -> None:
    phi = polynomial(3, 2.0)(np.array([[2.0, 4.0]]))
    np.testing.assert_allclose(phi, [[1, 2, 1, 2, 4, 1, 2, 4, 8]])


def test_a_polynomial_of_degree_1_is_the_best_line() -> None:
    line = compute(best=True)
    assert compute(features=POLYNOMIAL, degree=1).errors == line.best_errors


def test_more_fixed_features_err_less() -> None:
    for features, sizes in ((POLYNOMIAL, (1, 3, 5)), (RANDOM, (4, 16, 64))):
        errors = [fixed(features, START, size).errors(*START.draw()) for size in sizes]
        assert errors == sorted(errors, reverse=True)
        assert errors[-1] < 0.02 < 0.25 < errors[0]


def test_random_units_are_drawn_once() -> None:
    x = START.draw()[0]
    first, again = random_units(8, 3.0, 0)(x), random_units(8, 3.0, 0)(x)
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - random_units(8, 3.0, 1)(x)).max() > 0.1


def test_the_learned_head_is_the_network_cut_in_two() -> None:
    net, x = untrained(8, 3), START.draw()[0]
    head = learned(net)
    np.testing.assert_allclose(head(x), net(x)[:, 0], atol=1e-12)
    np.testing.assert_allclose(head.phi(x), net[2](net[1](x)), atol=1e-12)


def test_errors_on_fresh_points_are_counted_on_other_points() -> None:
    exact = Data(1.5, 0.0, 250, 3.0, 0)  # without noise the same draw would give the same points
    assert not set(map(bytes, exact.draw()[0])) & set(map(bytes, exact.draw(fresh=True)[0]))
    fresh, y = START.draw(fresh=True)
    view = compute(features=POLYNOMIAL)
    assert view.fresh == np.mean((fixed(POLYNOMIAL, START, 5)(fresh) > 0) != (y == 1))
    for row in view.rows:
        assert 0 <= row.fresh <= 1
    assert next(row for row in view.rows if row.current).errors == view.errors


# -- the space of the features --------------------------------------------------------------------


@pytest.mark.parametrize("features", FEATURES)
def test_the_boundary_is_straight_in_the_space_of_the_features(features: str) -> None:
    view = trained().view if features == LEARNED else compute(features=features, angle=50, offset=0.3)
    n1, n2, c = view.straight
    a1, a2 = view.bent
    off = np.abs(n1 * a1 + n2 * a2 + c)
    assert np.nanmax(off) < 0.05  # level_line is linear between places of the grid
    side = view.places @ [n1, n2] + c
    clear = np.abs(side) > 1e-9
    np.testing.assert_array_equal((side > 0)[clear] != (view.y == 1)[clear], view.wrong[clear])


@pytest.mark.parametrize("features", [POLYNOMIAL, RANDOM, LEARNED])
def test_the_morph_goes_from_the_input_space_to_the_features(features: str) -> None:
    start, half, end = (compute(features=features, morph=t) for t in (0.0, 0.5, 1.0))
    np.testing.assert_allclose(start.places, start.x / 3)
    np.testing.assert_allclose(half.places, (start.places + end.places) / 2)
    np.testing.assert_allclose(start.lattice, LATTICE * reach(3) / 3)
    assert start.straight is None
    assert end.straight is not None
    assert start.loose == pytest.approx(start.best_errors, abs=0.01)


def test_for_a_line_the_second_space_is_only_turned() -> None:
    view = compute(angle=70, offset=0.2)
    assert np.corrcoef(view.places[:, 0], view.x @ [np.cos(np.radians(70)), np.sin(np.radians(70))])[
        0, 1
    ] == pytest.approx(1)
    np.testing.assert_array_equal((view.places[:, 0] > 0) != (view.y == 1), view.wrong)


def test_the_learned_space_is_that_of_the_two_last_units() -> None:
    panel = trained()
    net = panel.runner.work._net
    np.testing.assert_allclose(panel.view.places, net[2](net[1](panel.view.x)), atol=1e-12)
    space = Space.of(LEARNED, learned(net), panel.view.x, 3.0)
    np.testing.assert_array_equal(space(panel.view.x), panel.view.places)


def test_separable_is_0_for_points_that_a_line_parts() -> None:
    y = np.repeat([0, 1], 20).astype(np.int64)
    apart = np.stack([y * 2.0 + np.linspace(0, 1, 40) % 0.3, np.linspace(-1, 1, 40)], axis=1)
    assert separable(apart, y) == 0
    assert separable(np.stack([apart[:, 1] ** 2, apart[:, 1]], axis=1)[::-1], np.tile(y[:2] * 0 + [0, 1], 20))


# -- training -------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_training_parts_the_spirals_of_radius_3(seed: int) -> None:
    view = trained(seed=seed, M=32).view
    assert view.updates == UPDATES
    assert view.errors < 0.02
    assert view.loose < 0.02 < 0.25 < view.best_errors


def test_radius_1_defeats_what_learns_radius_3_but_adam_gets_there() -> None:
    assert trained(radius=3).view.errors < 0.01
    assert trained(radius=1).view.errors > 0.05
    assert trained(radius=1, optimiser=ADAM).view.errors < 0.01


def test_the_updates_are_those_of_gradient_descent_by_hand() -> None:
    panel = spirals_explorer(features=LEARNED).run(2)
    (x, y), net = START.draw(), untrained(16, 0)
    loss, sgd = nn.SigmoidCrossEntropy(), nn.SGD(0.1, momentum=0.9)
    for _ in range(20):
        sgd.step(net.theta, net.backward(loss.delta(net.forward(x), y[:, np.newaxis].astype(float))))
    np.testing.assert_array_equal(panel.runner.work._net.theta, net.theta)
    assert panel.view.updates == 20
    np.testing.assert_array_equal(panel.view.field.ravel()[:5], compute_field(net)[:5])


def compute_field(net: nn.Network) -> np.ndarray[Any, Any]:
    axis = np.linspace(-3.6, 3.6, 65)
    plane = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    return np.asarray(PALE * np.tanh(learned(net)(plane) / 2))


def test_training_is_the_same_every_time_and_an_old_result_does_not_change() -> None:
    panel, again = (spirals_explorer(features=LEARNED).run(30) for _ in range(2))
    assert panel.view.readout == again.view.readout
    kept, x = panel.runner.work.result, panel.view.x
    before = kept.head(x)
    panel.run(5)
    np.testing.assert_array_equal(kept.head(x), before)


def test_only_other_data_or_another_network_begin_training_again() -> None:
    panel = spirals_explorer(features=LEARNED).run(3)
    panel.set(morph=0.4, angle=20, offset=0.1, best=True, degree=3, features=LINE)
    assert panel.runner.work.result.updates == 30
    assert "learned hidden layers err on" in panel.view.readout
    for change in ({"seed": 1}, {"M": 8}, {"noise": 0.2}, {"radius": 1}, {"optimiser": ADAM}):
        panel.run(1)
        panel.set(**change)
        assert panel.runner.work.result is None
        assert panel.runner.work.progress == 0


def test_training_ends_and_says_how_far_it_is() -> None:
    work = Training()
    work.restart(spirals_explorer().state)
    seen = []
    while not work.finished:
        work.step()
        seen.append(work.progress)
    assert seen == sorted(seen)
    assert seen[-1] == 1
    last = work.result
    work.step()
    assert work.result is last
    assert last.updates == UPDATES


def test_before_training_the_readout_says_so() -> None:
    view = compute(features=LEARNED)
    assert view.readout.startswith("Before training the network 2-16-2-1 errs on")
    assert view.errors > 0.25
    assert view.updates == 0


# -- the panel ------------------------------------------------------------------------------------


def test_each_kind_of_features_shows_its_own_controls_and_never_more_than_nine() -> None:
    panel = spirals_explorer()
    for features in FEATURES:
        panel.controls["features"].value = features
        shown = list(panel._shown(panel.state))
        assert len(shown) <= 9
        assert ("angle" in shown) == (features == LINE)
        assert ("optimiser" in shown) == (features == LEARNED)


def test_dragging_leads_the_line_through_the_place() -> None:
    panel = spirals_explorer(angle=90)
    assert panel._point(panel.scene.input, 2.0, 1.5, panel.state) == {"offset": pytest.approx(0.5)}
    assert panel._point(panel.scene.space, 2.0, 1.5, panel.state) == {}
    panel.set(features=LEARNED)
    assert panel._point(panel.scene.input, 2.0, 1.5, panel.state) == {}


def test_bad_input_from_code_is_refused_in_words() -> None:
    with pytest.raises(ControlError, match=r"radius: expected one of 1, 2, 3, got 5"):
        spirals_explorer(radius=5)
    with pytest.raises(NNKitError, match="has no control 'units'"):
        spirals_explorer(units=3)


def test_no_task_is_done_by_an_untrained_network_or_a_hidden_best_line() -> None:
    tasks = spirals_explorer()._tasks
    for state in ({}, {"features": LEARNED}, {"features": LEARNED, "morph": 0.5}, {"features": RANDOM}):
        view = compute(**state)
        assert not any(task.done(view) for task in tasks)


def test_the_momentum_of_the_default_is_named() -> None:
    assert spirals_explorer().state["optimiser"] == MOMENTUM
