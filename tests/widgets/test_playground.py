"""F13 trains as the library does, goes on or begins again as promised, and survives what learners bring."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nnkit as nn
from nnkit.errors import DataError, SettingError, ShapeError
from nnkit.widgets import Panel, playground
from nnkit.widgets.figures.f13_playground import layout
from nnkit.widgets.figures.f13_playground.compute import compute
from nnkit.widgets.figures.f13_playground.curves import MOST, Curves
from nnkit.widgets.figures.f13_playground.data import NAMES, points
from nnkit.widgets.figures.f13_playground.evaluate import GRID
from nnkit.widgets.figures.f13_playground.features import FEATURES, features
from nnkit.widgets.figures.f13_playground.scene import end_of_axis
from nnkit.widgets.figures.f13_playground.thumbs import stretch
from nnkit.widgets.figures.f13_playground.work import PER_STEP, Training
from nnkit.widgets.style import LIGHT, number

Array = np.ndarray[Any, Any]


def work_of(panel: Panel) -> Training:
    work = panel.runner.work  # type: ignore[union-attr]
    assert isinstance(work, Training)
    return work


def epochs(panel: Panel, count: int) -> Panel:
    for _ in range(count):
        work_of(panel).press()
    return panel.run(0)


def theta(panel: Panel) -> Array:
    return work_of(panel).net.theta.copy()


# -- training -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "optimiser"),
    [
        ({}, nn.SGD(0.1)),
        ({"optimiser": "momentum", "momentum": 0.8, "eta": 0.03}, nn.SGD(0.03, momentum=0.8)),
        (
            {"optimiser": "Nesterov", "regularisation": "L2", "rate": 0.01},
            nn.SGD(0.1, momentum=0.9, nesterov=True, weight_decay=0.01),
        ),
        ({"optimiser": "Adam", "eta": 0.01, "rate": 0.3}, nn.Adam(0.01)),
    ],
)
def test_it_takes_the_very_steps_of_the_library(state: dict[str, Any], optimiser: nn.Optimizer) -> None:
    panel = epochs(playground(seed=3, batch_size=16, **state), 3)
    data = points("circles", 0.05, 300, 0.5, 3.0, 3)
    rng = np.random.default_rng(3)
    net, loss = nn.Network.mlp([2, 5, 3, 1], nn.tanh, rng=rng), nn.SigmoidCrossEntropy()
    for _ in range(3):
        for batch in nn.minibatches(150, 16, rng):
            z = net.forward(data.x[batch])
            optimiser.step(net.theta, net.backward(loss.delta(z, data.y[batch])))
    np.testing.assert_array_equal(theta(panel), net.theta)
    assert panel.view.training.updates == 3 * 10
    assert panel.view.training.losses[0] == pytest.approx(loss(net(data.x), data.y))
    assert panel.view.training.losses[1] == pytest.approx(loss(net(data.test_x), data.test_y))
    assert panel.view.training.errors[1] == pytest.approx(1 - nn.accuracy(net(data.test_x), data.test_y))


def test_l1_adds_the_sign_of_every_parameter_to_the_gradient() -> None:
    panel = playground(regularisation="L1", rate=0.01, batch_size=128, share=10, n=300)  # one update an epoch
    net, (x, y) = work_of(panel).net, (work_of(panel)._x, work_of(panel)._y)
    before, h = net.theta.copy(), 1e-6
    loss = nn.SigmoidCrossEntropy()

    def penalised(parameters: Array) -> float:
        net.theta = parameters
        return loss(net(x), y) + 0.01 * float(np.abs(parameters).sum())

    moved = before != 0  # where θ = 0 the penalty has no derivative
    slopes = np.array([(penalised(before + h * e) - penalised(before - h * e)) / (2 * h) for e in np.eye(37)])
    net.theta = before
    epochs(panel, 1)
    np.testing.assert_allclose((before - theta(panel))[moved] / 0.1, slopes[moved], atol=1e-7)


def test_the_same_seed_and_steps_give_the_same_result_however_often_it_is_looked_at() -> None:
    once = playground(data="spirals", dropout=0.2, optimiser="Adam").run(60)
    often = playground(data="spirals", dropout=0.2, optimiser="Adam")
    for _ in range(60):
        often.run(1)
    assert once.view.readout == often.view.readout
    assert once.png == often.png
    np.testing.assert_array_equal(once.view.training.curves, often.view.training.curves)
    assert playground(data="spirals", dropout=0.2, optimiser="Adam", seed=1).run(60).view.readout != (
        once.view.readout
    )


def test_one_press_of_the_step_button_ends_the_epoch() -> None:
    panel = playground(batch_size=32)
    panel.run(1)
    assert panel.view.training.updates == PER_STEP
    assert panel.view.training.epoch == pytest.approx(6 + 2 * 32 / 150)  # five updates in an epoch
    panel._do("step")
    assert panel.view.training.epoch == 7
    panel._do("restart")
    assert panel.view.training.updates == 0


def test_a_long_history_is_thinned_out_and_keeps_its_order() -> None:
    curves = Curves()
    for epoch in range(5000):
        if curves.wants(epoch):
            curves.note(epoch, epoch / 10, epoch / 5)
    table = curves.table(5000, 500.0, 1000.0)
    assert 100 < len(table) <= MOST + 1
    np.testing.assert_array_equal(np.unique(np.diff(table[:-1, 0])), [curves.every])
    np.testing.assert_allclose(table[:, 1], table[:, 0] / 10)
    assert table[-1].tolist() == [5000, 500, 1000]


def test_the_curves_hold_the_losses_after_every_epoch() -> None:
    panel = playground(n=100, share=30, noise=0.3)
    for epoch in range(1, 4):
        epochs(panel, 1)
        net, data = work_of(panel).net, panel.view.points
        loss = nn.SigmoidCrossEntropy()
        expected = [epoch, loss(net(data.x), data.y), loss(net(data.test_x), data.test_y)]
        np.testing.assert_allclose(panel.view.training.curves[epoch], expected, rtol=1e-9)
    panel.run(20)
    np.testing.assert_allclose(panel.view.training.curves[3], expected, rtol=1e-9)


def test_dropout_stands_behind_every_hidden_layer_and_leaves_the_first_weights_alone() -> None:
    without, thinned = playground(), playground(dropout=0.4)
    np.testing.assert_array_equal(theta(thinned), theta(without))
    kinds = [type(layer).__name__ for layer in work_of(thinned).net.layers]
    assert kinds == ["Dense", "Dropout", "Dense", "Dropout", "Dense"]
    assert work_of(thinned).net[2].p == 0.4
    assert np.abs(theta(thinned.run(1)) - theta(without.run(1))).max() > 0


# -- changing on the way --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"eta": 0.3},
        {"batch_size": 2},
        {"regularisation": "L2"},
        {"regularisation": "L1", "rate": 0.1},
        {"dropout": 0.5},
        {"controls": "weights", "unit": 3, "test_points": True, "layer": 2},
    ],
)
def test_rates_and_views_leave_the_training_where_it_is(change: dict[str, Any]) -> None:
    panel = playground().run(10)
    before = theta(panel)
    panel.set(**change)
    np.testing.assert_array_equal(theta(panel), before)
    assert panel.view.training.updates == 10 * PER_STEP
    panel.run(1)
    assert panel.view.training.updates == 11 * PER_STEP
    assert np.abs(theta(panel) - before).max() > 0


@pytest.mark.parametrize(
    "change",
    [
        {"data": "moons"},
        {"x1x2": True},
        {"units2": 7},
        {"layers": 1},
        {"activation": "relu"},
        {"init": "orthogonal"},
        {"optimiser": "Adam"},
        {"seed": 5},
        {"radius": 1.0},
        {"share": 80},
    ],
)
def test_other_points_or_another_network_begin_again(change: dict[str, Any]) -> None:
    panel = playground().run(10)
    panel.set(**change)
    assert panel.view.training.updates == 0
    assert panel.view.readout == playground(**change).view.readout


def test_a_new_eta_counts_from_the_next_update_on() -> None:
    panel, same = playground(batch_size=128).run(1), playground(batch_size=128).run(1)
    before = theta(panel)
    panel.set(eta=0.3)
    for each in (panel, same):
        work_of(each)._guarded(1)
    ratio = (theta(panel) - before) / (theta(same) - before)
    np.testing.assert_allclose(ratio, 3.0, rtol=1e-6)


def test_a_new_momentum_and_decay_reach_the_optimiser() -> None:
    panel = playground(optimiser="momentum").run(1)
    panel.set(momentum=0.6, regularisation="L2", rate=0.03)
    optimiser = work_of(panel)._optimiser
    assert (optimiser.momentum, optimiser.weight_decay) == (0.6, 0.03)  # type: ignore[attr-defined]


# -- weights by hand ------------------------------------------------------------------------------


def test_a_weight_set_by_hand_is_in_the_network_and_training_goes_on_from_there() -> None:
    panel = playground(controls="weights").run(20)
    panel.set(layer=2, to_unit=3, from_unit=4, set_weight=True, weight=-2.5)
    net = work_of(panel).net
    assert net[2].W[2, 3] == -2.5
    assert "The weight from unit 4 of layer 1 to unit 3 of layer 2 is −2.50." in panel.view.readout
    panel.run(5)
    assert net[2].W[2, 3] != -2.5
    assert panel.view.training.updates == 25 * PER_STEP
    held = theta(panel)
    panel.set(layer=1)  # looking at another weight writes nothing
    np.testing.assert_array_equal(theta(panel), held)


def test_before_the_first_update_the_network_depends_on_the_controls_alone() -> None:
    panel = playground(set_weight=True, weight=3.0, layer=2)
    assert work_of(panel).net[2].W[0, 0] == 3
    panel.set(layer=1)
    assert work_of(panel).net[2].W[0, 0] != 3
    assert work_of(panel).net[1].W[0, 0] == 3
    panel.set(set_weight=False)
    np.testing.assert_array_equal(theta(panel), theta(playground()))


def test_from_unit_0_is_the_bias() -> None:
    panel = playground(controls="weights", layer=1, to_unit=2, from_unit=0, set_weight=True, weight=1.5)
    assert work_of(panel).net[1].b.tolist() == [0, 1.5, 0, 0, 0]
    assert "The bias of unit 2 of layer 1 is 1.50." in panel.view.readout


def test_weights_beyond_the_network_mean_the_nearest() -> None:
    panel = playground(controls="weights", layer=5, to_unit=8, from_unit=8)
    assert panel.view.chosen == (3, 1, 3)
    assert "from unit 3 of layer 2 to the output" in panel.view.readout
    assert panel._limits is not None
    limits = panel._limits(panel.state)
    assert (limits["layer"]["max"], limits["to_unit"]["max"], limits["from_unit"]["max"]) == (3, 1, 3)


def test_a_click_on_a_unit_shows_it_large(browser_for: Any) -> None:
    panel = playground()
    columns = panel.view.columns
    assert columns == (2, 5, 3, 1)
    x, y = layout.places(columns)[2][1]
    browser = browser_for(panel)
    width, height = panel.scene.size
    browser.say(type="point", x=x / width, y=1 - (y + 12) / height)
    assert panel.view.shown == (2, 1)
    assert panel.view.heading == "layer 2, unit 2"
    assert layout.order(columns)[panel.controls["unit"].value] == (2, 1)
    browser.say(type="point", x=0.8, y=0.3)  # on the plane
    assert panel.view.shown == (2, 1)


def test_a_click_on_a_line_chooses_its_weight_and_changes_nothing() -> None:
    panel = playground(controls="weights", set_weight=True, weight=3.0).run(20)
    before = theta(panel)
    ends = layout.lines(panel.view.columns)
    x, y = ends[2 * 3 + 1].mean(axis=0)  # layer 1: W row by row, 2 inputs; unit 4, from feature 2
    panel.set(**panel._point(panel.scene.net, x, y, panel.state))  # type: ignore[misc]
    assert panel.view.chosen == (1, 4, 2)
    np.testing.assert_array_equal(theta(panel), before)
    assert panel.controls["weight"].value == pytest.approx(work_of(panel).net[1].W[3, 1], abs=0.026)


# -- pictures -------------------------------------------------------------------------------------


def test_every_picture_is_what_its_unit_computes_over_the_plane() -> None:
    panel = playground(x1_squared=True, dropout=0.3).run(30)
    net, view = work_of(panel).net, panel.view
    grid = np.linspace(-3.9, 3.9, GRID)
    rng = np.random.default_rng(0)
    for row, column in rng.integers(0, GRID, size=(5, 2)):
        x = np.array([[grid[column], grid[row]]])
        a = features(x, ("x1", "x2", "x1_squared"))
        first = np.tanh(a @ net[1].W.T + net[1].b)[0]
        np.testing.assert_allclose(view.training.pictures.units[1][:, row, column], first, atol=1e-6)
        p = 1 / (1 + np.exp(-net(a)[0, 0]))
        assert view.field[row, column] == pytest.approx(2 * p - 1, abs=1e-6)
        assert np.sign(view.zero[row, column]) == np.sign(p - 0.5)
    assert view.thumbs.shape == (3 + 5 + 3 + 1, 23, 23)
    np.testing.assert_array_equal(view.thumbs[-1], view.field[::2, ::2])
    panel.set(unit=2)
    assert panel.view.shown == (1, 1)
    np.testing.assert_array_equal(panel.view.field, view.training.pictures.units[1][1])


def test_unbounded_units_are_scaled_by_their_largest_value() -> None:
    view = playground(activation="relu", seed=2).run(5).view
    for unit in view.training.pictures.units[1]:
        assert unit.min() >= 0
        assert unit.max() <= 1
    assert max(unit.max() for unit in view.training.pictures.units[1]) == pytest.approx(1)


def test_without_a_work_only_the_points_are_shown() -> None:
    view = compute()
    assert not view.lit
    assert view.readout == "150 points to train on, 150 to test on, and no network yet."
    picture = playground().scene.render(view, LIGHT, 1.0)
    assert 0.005 < (picture[..., 3] > 100).mean() < 0.5


def test_a_line_is_wide_for_a_large_weight_and_lies_in_the_collection_of_its_sign() -> None:
    panel = playground(layers=0)
    work_of(panel).net[1].W = [[2.0, -1.0]]
    work_of(panel)._shown = None
    panel.run(0)
    panel.scene.render(panel.view, LIGHT, 1.0)
    plus, minus = (np.array(lines.get_linewidth()) for lines in panel.scene.wiring.weights)
    assert plus[0] > minus[1] > 0
    assert plus[1] == minus[0] == 0


def test_stretching_keeps_the_ends_and_is_linear_between_them() -> None:
    np.testing.assert_allclose(stretch(2, 5) @ [0.0, 1.0], [0, 0.25, 0.5, 0.75, 1])
    np.testing.assert_allclose(stretch(23, 80).sum(axis=1), 1, rtol=1e-6)


def test_small_pictures_stand_upright() -> None:
    panel = playground(layers=0)
    rgba = panel.scene.render(panel.view, LIGHT, 2.0).astype(int)
    height = panel.scene.size[1]
    for which, towards in ((0, (14, 0)), (1, (0, 14))):  # x₁ grows to the right, x₂ upwards
        x, y = layout.places(panel.view.columns)[0][which]
        for sign in (1, -1):
            px, py = x + sign * towards[0], height - (y + 12) - sign * towards[1]
            red, _, blue, _ = rgba[round(2 * py), round(2 * px)]
            assert (red > blue) == (sign > 0)


def test_test_points_are_drawn_on_demand_and_both_curves_with_them() -> None:
    panel = playground(noise=0.3, n=100).run(80)
    for shown in (False, True):
        panel.set(test_points=shown)
        panel.scene.render(panel.view, LIGHT, 1.0)
        assert [hollow.get_visible() for hollow in panel.scene.points[1::2]] == [shown, shown]
    count = sum(len(hollow.get_xdata()) for hollow in panel.scene.points[1::2])
    assert count == len(panel.view.points.test_y)
    table = panel.view.training.curves
    np.testing.assert_array_equal(panel.scene.training.get_ydata(), np.clip(table[:, 1], 1e-3, 10))
    np.testing.assert_array_equal(panel.scene.test.get_ydata(), np.clip(table[:, 2], 1e-3, 10))


def test_the_words_tell_training_from_test() -> None:
    view = playground(noise=0.3, n=100).run(80).view
    (loss, test_loss), (wrong, test_wrong) = view.training.losses, view.training.errors
    assert wrong != test_wrong
    assert f"loss {number(loss)} in training and {number(test_loss)} on the test points" in view.readout
    assert f"{100 * test_wrong:.1f} % are on the wrong side (training: {100 * wrong:.1f} %)" in view.readout


@pytest.mark.parametrize(("epoch", "end"), [(0, 10), (10, 10), (10.1, 20), (51, 100), (2001, 5000)])
def test_the_axis_of_epochs_ends_at_a_round_number(epoch: float, end: int) -> None:
    assert end_of_axis(epoch) == end


def test_eight_units_in_four_layers_fit_without_touching() -> None:
    for columns in ((7, 8, 8, 8, 8, 1), (1, 1), (2, 5, 3, 1)):
        centres = np.concatenate(layout.places(columns))
        apart = np.abs(centres[:, np.newaxis] - centres).max(axis=2)[~np.eye(len(centres), dtype=bool)]
        assert apart.min() > layout.SIDE + 4
        assert centres.min() - layout.SIDE / 2 > 2
        assert centres[:, 0].max() + layout.SIDE / 2 < layout.WIDTH - 2
        assert centres[:, 1].max() + layout.SIDE / 2 < layout.HEIGHT - 2


# -- data and features ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_each_data_set_fills_the_plane_and_is_dealt_out(name: str) -> None:
    data = points(name, 0.02, 200, 0.7, 2.0, 0)
    assert (len(data.x), len(data.test_x)) == (140, 60)
    assert set(data.y.tolist()) == set(data.test_y.tolist()) == {0, 1}
    assert data.limits == (-2.6, 2.6, -2.6, 2.6)
    size = np.abs(np.concatenate([data.x, data.test_x])).max()
    assert 1.3 < size < 2.6
    wider = points(name, 0.02, 200, 0.7, 4.0, 0)
    np.testing.assert_allclose(wider.x, 2 * data.x)
    np.testing.assert_array_equal(wider.y, data.y)


def test_the_features_are_what_they_are_called() -> None:
    x = np.array([[2.0, -3.0]])
    np.testing.assert_allclose(
        features(x, tuple(FEATURES)), [[2, -3, 4, 9, -6, np.sin(2), np.sin(-3)]], rtol=1e-12
    )


def test_without_features_it_says_so_and_does_not_train() -> None:
    panel = playground(x1=False, x2=False)
    assert "No feature is switched on" in panel.view.readout
    assert panel.run(5).view.training.updates == 0
    assert panel.png
    panel.set(x1x2=True)
    assert "Stopped" not in panel.view.readout
    assert panel.run(5).view.training.updates == 5 * PER_STEP


def test_own_points_are_used_as_they_are() -> None:
    rng = np.random.default_rng(1)
    x, y = nn.datasets.moons(40, rng=rng)
    panel = playground(x=10 + x, y=y)
    assert panel.state["data"] == "yours"
    data = panel.view.points
    both = np.concatenate([data.x, data.test_x])
    np.testing.assert_allclose(np.sort(both[:, 0]), np.sort(10 + x[:, 0]))
    left, right, bottom, top = data.limits
    assert left < both[:, 0].min()
    assert right > both[:, 0].max()
    assert bottom < both[:, 1].min()
    assert top > both[:, 1].max()
    before = panel.view.training.losses[0]
    assert panel.run(100).view.training.losses[0] < before
    assert not {"noise", "n", "radius"} & set(panel._shown(panel.state))  # type: ignore[misc]


XY = (np.zeros((6, 2)) + np.arange(6)[:, np.newaxis], np.array([0, 1] * 3))


@pytest.mark.parametrize(
    ("x", "y", "error", "said"),
    [
        (XY[0], None, SettingError, r"x and y together, got only x"),
        (None, XY[1], SettingError, r"x and y together, got only y"),
        (XY[0].T, XY[1], ShapeError, r"shape \(N, 2\), got \(2, 6\). Did you transpose"),
        (XY[0][:, 0], XY[1], ShapeError, r"shape \(N, 2\), got \(6,\)"),
        (XY[0], XY[1][:, np.newaxis], ShapeError, r"shape \(6,\).*got \(6, 1\). Write y.ravel"),
        (XY[0], XY[1][:5], ShapeError, r"shape \(6,\).*Every row"),
        (XY[0], 2 * XY[1] - 1, DataError, r"y\[0\] is -1. For labels -1/\+1 write"),
        (XY[0], XY[1] + 1, DataError, r"y\[1\] is 2"),
        (XY[0], 0 * XY[1], DataError, r"both classes"),
        (XY[0] * np.nan, XY[1], DataError, r"finite numbers"),
        (XY[0][:2], XY[1][:2], DataError, r"4 to 5000 points, got 2"),
        (np.zeros((9999, 2)), np.arange(9999) % 2, DataError, r"x\[::2\]"),
        ([["a", "b"]], [0], DataError, r"real numbers"),
    ],
)
def test_points_that_cannot_be_used_are_refused_in_words(x: Any, y: Any, error: Any, said: str) -> None:
    with pytest.raises(error, match=said):
        playground(x=x, y=y)


# -- what runs away, and what the learner brings --------------------------------------------------


def test_a_run_that_diverges_stops_and_keeps_a_finite_picture() -> None:
    panel = playground(activation="elu", eta=10).run(50)
    assert panel.view.training.diverged
    assert work_of(panel).finished
    assert panel.view.readout.startswith("Diverged: after update ")
    assert np.isfinite(panel.view.thumbs).all()
    np.testing.assert_array_equal(theta(panel), theta(playground(activation="elu")))  # within the first step
    assert panel.view.training.curves[-1, 1] > 10 * panel.view.training.curves[0, 1]
    updates = panel.view.training.updates
    assert panel.run(50).view.training.updates == updates
    panel.set(eta=0.1)
    panel._do("restart")
    assert not panel.run(50).view.training.diverged


@pytest.mark.parametrize("outputs", [1, 2])
def test_a_network_of_the_learner_is_trained_in_place(outputs: int) -> None:
    rng = np.random.default_rng(0)
    net = nn.Network.mlp([2, 12, 4, outputs], "relu", rng=rng)
    start = net.theta.copy()
    panel = playground(network=net)
    assert panel.view.columns == (2, 8, 4, 1)  # the first eight of twelve
    assert "network" not in panel.controls["controls"].options  # type: ignore[attr-defined]
    assert "your network" in panel.run(150).view.readout
    assert panel.view.training.losses[0] < 0.1
    x = panel.view.points.test_x
    assert nn.accuracy(net(x), panel.view.points.test_y) == pytest.approx(1 - panel.view.training.errors[1])
    panel._do("restart")
    np.testing.assert_array_equal(net.theta, start)
    panel.set(controls="weights", layer=3, to_unit=1, from_unit=2, set_weight=True, weight=4)
    z = net[3].W[-1, 1] - (net[3].W[0, 1] if outputs == 2 else 0)
    assert z == pytest.approx(4)
    assert "to the output is 4.00" in panel.view.readout


def test_layers_of_all_kinds_are_drawn() -> None:
    rng = np.random.default_rng(0)
    layers = [nn.Dense(2, 6), nn.BatchNorm(6), nn.Activate(6, nn.tanh), nn.Dense(6, 5, "tanh")]
    net = nn.Network([*layers, nn.Dropout(5, 0.1), nn.Dense(5, 1)], rng=rng)
    panel = playground(network=net).run(50)
    assert panel.view.columns == (2, 6, 5, 1)
    panel.set(unit=1)
    assert np.abs(panel.view.field).max() <= 1
    once = panel.view.training.losses
    panel._do("restart")
    assert panel.run(50).view.training.losses == once


def test_a_deep_network_of_the_learner_shows_its_first_four_hidden_layers() -> None:
    net = nn.Network.mlp([2, *[6] * 7, 1], "tanh", rng=np.random.default_rng(0))
    panel = playground(network=net, controls="weights", layer=5)
    assert panel.view.columns == (2, 6, 6, 6, 6, 1)
    assert len(panel.view.training.weights) == 4
    assert panel.png


class Perceptron:
    """A learner's network by the library's contract: logits (n,) from one layer."""

    def __init__(self) -> None:
        self.theta = np.array([0.1, -0.1, 0.0])

    def forward(self, x: Array) -> Array:
        self.x = x
        return np.asarray(x @ self.theta[:2] + self.theta[2])

    def backward(self, delta: Array) -> Array:
        return np.append(delta @ self.x, delta.sum())


def test_any_object_with_forward_backward_and_theta_can_be_trained() -> None:
    panel = playground(network=Perceptron(), data="blobs").run(50)
    assert panel.view.training.errors[1] < 0.02
    assert panel.view.columns == (2, 1)
    data = panel.view.points
    library = playground(data="blobs", layers=0, init="zeros")
    net = work_of(library).net
    net.theta = [0.1, -0.1, 0.0]
    library.run(50)
    np.testing.assert_allclose(theta(panel), net.theta, rtol=1e-9)
    assert len(data.x) == 150


def fails(self: Any, *_: Any) -> Any:
    raise KeyError("W2")


@pytest.mark.parametrize(
    ("name", "method", "said"),
    [
        ("forward", fails, "Your network raised KeyError: 'W2'."),
        ("backward", fails, "Your network raised KeyError: 'W2'."),
        ("forward", lambda self, x: None, "to return logits of shape"),
        ("forward", lambda self, x: np.zeros((len(x), 3)), "got shape (300, 3)"),
        ("backward", lambda self, delta: np.zeros(2), "expects grad of the shape of theta, (3,), got (2,)"),
        ("backward", lambda self, delta: None, "expects grad to hold real numbers"),
    ],
)
def test_what_goes_wrong_in_the_learners_network_is_said_and_stops_the_work(
    name: str, method: Any, said: str
) -> None:
    broken = type("Broken", (Perceptron,), {name: method})()
    panel = playground(network=broken, share=50)
    panel.run(3)
    assert "Stopped." in panel.view.readout
    assert said in panel.view.readout
    assert work_of(panel).finished
    assert panel.png


def test_a_network_that_takes_other_inputs_says_so_until_the_features_fit() -> None:
    net = nn.Network.mlp([3, 4, 1], "tanh", rng=np.random.default_rng(0))
    panel = playground(network=net)
    assert "Network expects x of shape (batch, 3), got (300, 2)" in panel.view.readout
    panel.set(x1x2=True)
    assert panel.run(3).view.training.updates == 3 * PER_STEP


@pytest.mark.parametrize(
    ("network", "said"),
    [
        (
            type("P", (Perceptron,), {"theta": property(lambda s: np.ones(3), lambda s, v: None)})(),
            r"a new copy at every look",
        ),
        (object(), r"got object without forward and backward and theta"),
        (Perceptron, r"got the class Perceptron itself"),
        (
            type("P", (Perceptron,), {"theta": property(lambda s: [1.0], lambda s, v: None)})(),
            r"one flat vector",
        ),
    ],
)
def test_what_is_not_a_network_is_refused_in_words(network: Any, said: str) -> None:
    with pytest.raises(SettingError, match=said):
        playground(network=network)


def test_an_activation_of_the_learner_trains_as_the_librarys_does() -> None:
    def my_tanh(z: Array) -> Array:
        return np.tanh(z)

    panel = playground(activation=(my_tanh, lambda z: 1 - np.tanh(z) ** 2)).run(40)
    assert panel.state["activation"] == "yours"
    np.testing.assert_allclose(theta(panel), theta(playground().run(40)), rtol=1e-9)
    assert playground(activation="relu").state["activation"] == "relu"


@pytest.mark.parametrize(
    ("phi", "said"),
    [
        (lambda z: 1 / 0, "Your activation raised ZeroDivisionError"),
        (lambda z: None, "should return an array of shape"),
        (lambda z: z[:1], "should return an array of shape"),
        (lambda z: np.log(z), "should return finite numbers"),
    ],
)
def test_what_goes_wrong_in_the_learners_activation_is_said(phi: Any, said: str) -> None:
    panel = playground(activation=(phi, phi)).run(2)
    assert panel.view.readout.startswith("Stopped.")
    assert said in panel.view.readout
    assert panel.png
    panel.set(activation="tanh")
    assert panel.run(2).view.training.updates == 2 * PER_STEP


def test_an_activation_that_is_no_function_is_refused_in_words() -> None:
    with pytest.raises(SettingError, match=r"a pair \(phi, prime\) of functions, got int"):
        playground(activation=3)
    with pytest.raises(SettingError, match="expects prime to be a function"):
        playground(activation=(np.tanh, 3))


# -- tasks ----------------------------------------------------------------------------------------


def test_tasks_are_not_done_by_the_wrong_means() -> None:
    circles, xor, overfit, _, spirals = (task.done for task in playground()._tasks)
    assert not circles(playground(x1_squared=True, x2_squared=True).run(200).view)
    assert not xor(playground(data="xor", x1x2=True).run(200).view)
    assert not xor(playground(data="xor", layers=0).run(200).view)
    assert not overfit(playground(noise=0.3, n=1000).run(200).view)
    assert not spirals(playground(data="spirals", layers=0).run(200).view)
    assert not any(task.done(playground(init="zeros").view) for task in playground()._tasks)
