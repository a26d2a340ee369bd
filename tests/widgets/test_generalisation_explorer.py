"""F14: the losses are those of the library, the best epoch is the best, and each remedy does what it says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nnkit as nn
from nnkit.widgets import generalisation_explorer
from nnkit.widgets.controls import ControlError
from nnkit.widgets.figures.f14_generalisation.compute import compute
from nnkit.widgets.figures.f14_generalisation.explorer import SAMPLES
from nnkit.widgets.figures.f14_generalisation.learner import ETA, GRID, Learner, Setting, n_params, truth
from nnkit.widgets.figures.f14_generalisation.work import CAPACITIES, SWEEP, Sweep
from nnkit.widgets.style import LIGHT, number


@pytest.fixture(scope="module")
def trained() -> Any:
    return generalisation_explorer().run().view


def steps_of(state: dict[str, Any], steps: int | None = None) -> Any:
    return generalisation_explorer(**state).run(steps).view


# -- data and network -----------------------------------------------------------------------------


def test_the_samples_are_the_truth_and_noise() -> None:
    view = compute(samples=256, noise=0.4)
    np.testing.assert_allclose(truth(np.array([0.0, np.pi / 3.2])), [0, 0.9])
    assert np.std(view.y - truth(view.x)) == pytest.approx(0.4, rel=0.15)  # 256 draws
    assert np.std(view.y_judge - truth(view.x_judge)) == pytest.approx(0.4, rel=0.15)
    assert view.x_judge.size == 200
    assert np.abs(view.x).max() <= 3
    still = compute(samples=256, noise=0.0)
    np.testing.assert_allclose(still.y, truth(still.x))
    np.testing.assert_allclose((view.y - truth(view.x)) / 0.4, (compute(samples=256).y - truth(view.x)) / 0.3)


def test_more_samples_keep_those_that_were_there() -> None:
    few = compute(samples=8)
    for samples in SAMPLES:
        more = compute(samples=samples)
        assert more.x.size == more.y.size == samples
        np.testing.assert_array_equal(more.x[:8], few.x)
        np.testing.assert_array_equal(more.y_judge, few.y_judge)


def test_nothing_is_learned_from_the_points_that_judge() -> None:
    view = compute(samples=256)
    assert not set(view.x) & set(view.x_judge)


@pytest.mark.parametrize("units", CAPACITIES)
def test_the_parameters_are_counted_right(units: int) -> None:
    assert Learner(Setting(units=units)).net.n_params == n_params(units)
    assert f"{n_params(units)} parameters" in compute(units=units).readout


def test_the_untrained_network_is_shown_before_training() -> None:
    view = generalisation_explorer().view
    net = Learner(Setting()).net
    np.testing.assert_allclose(view.fit, net(GRID[:, np.newaxis])[:, 0])
    assert view.epoch == 0
    assert view.training_loss == pytest.approx(np.mean((net(view.x[:, np.newaxis])[:, 0] - view.y) ** 2))
    assert view.readout.startswith("Before training, 1153 parameters and 16 samples")


def test_an_epoch_is_a_step_of_the_library_on_all_samples() -> None:
    setting = Setting(units=8, l2=0.01)
    learner, twin = Learner(setting), Learner(setting)
    loss = nn.MeanSquaredError()
    adam = nn.Adam(ETA)  # L2 by hand: λθ added to the gradient
    x, y = twin.x, twin.y
    for _ in range(20):
        learner.learn()
        grad = twin.net.backward(loss.delta(twin.net.forward(x), y)) + 0.01 * twin.net.theta
        adam.step(twin.net.theta, grad)
    np.testing.assert_allclose(learner.net.theta, twin.net.theta, atol=1e-10)
    assert learner.training[-1] == pytest.approx(loss(twin.net(x), y))
    assert learner.validation[-1] == pytest.approx(loss(twin.net(twin.x_judge), twin.y_judge))
    assert len(learner.training) == 21


def test_dropout_stands_behind_each_hidden_layer_and_rests_when_judged() -> None:
    net = Learner(Setting(dropout=0.4)).net
    assert [type(layer).__name__ for layer in net.layers] == ["Dense", "Dropout", "Dense", "Dropout", "Dense"]
    assert all(layer.p == 0.4 for layer in net.layers if isinstance(layer, nn.Dropout))
    view = steps_of({"dropout": 0.4}, 10)
    again = steps_of({"dropout": 0.4}, 10)
    np.testing.assert_array_equal(view.training, again.training)
    start = compute(dropout=0.4)
    assert start.training_loss == compute().training_loss  # the same weights, and no mask


# -- one training ---------------------------------------------------------------------------------


def test_the_curves_have_a_value_for_every_epoch(trained: Any) -> None:
    assert trained.epoch == 1000
    np.testing.assert_array_equal(trained.at, np.arange(1001))
    assert trained.training.shape == trained.validation.shape == (1001,)
    assert trained.training_loss == trained.training[-1]
    assert trained.validation_loss == trained.validation[-1]


def test_the_best_epoch_has_the_lowest_validation_loss(trained: Any) -> None:
    assert trained.best_at == int(trained.validation.argmin())
    learner = Learner(Setting())
    for _ in range(trained.best_at):
        learner.learn()
    np.testing.assert_allclose(trained.best_fit, learner.net(GRID[:, np.newaxis])[:, 0])


def test_without_a_remedy_it_learns_the_noise(trained: Any) -> None:
    assert trained.training_loss < 0.3**2 / 2  # below what noise costs: it can only be learned by heart
    assert trained.validation_loss > 2 * trained.validation.min()
    assert "it has learned the noise" in trained.readout
    assert f"the best epoch was {trained.best_at}" in trained.readout


@pytest.mark.parametrize(
    "remedy", [{"l2": 0.01}, {"dropout": 0.1}, {"samples": 128}, {"patience": 50}, {"noise": 0.05}]
)
def test_each_remedy_lowers_the_validation_loss(trained: Any, remedy: dict[str, Any]) -> None:
    assert steps_of(remedy).validation_loss < 0.7 * trained.validation_loss


def test_too_small_a_network_underfits() -> None:
    view = steps_of({"units": 1})
    assert min(view.training_loss, view.validation_loss) > 2 * 0.3**2


def test_early_stopping_waits_and_goes_back(trained: Any) -> None:
    panel = generalisation_explorer(patience=50).run()
    view = panel.view
    assert view.stopped
    assert view.epoch == view.best_at + 50
    np.testing.assert_array_equal(view.training, trained.training[: view.epoch + 1])
    np.testing.assert_array_equal(view.fit, view.best_fit)
    assert view.validation_loss == view.validation.min()
    assert view.training_loss == view.training[view.best_at]
    assert panel.runner.work.finished
    assert f"went back to epoch {view.best_at}" in view.readout
    panel.run(3)
    assert panel.view.epoch == view.epoch


def test_training_is_the_same_in_one_go_and_in_pieces(trained: Any) -> None:
    panel = generalisation_explorer()
    panel.run(1)
    assert panel.view.epoch == 5
    assert panel.runner.work.progress == pytest.approx(5 / 1000)
    panel.run(39).run()
    np.testing.assert_array_equal(panel.view.training, trained.training)
    assert panel.runner.work.progress == 1
    assert panel.runner.work.finished


def test_another_seed_is_another_training(trained: Any) -> None:
    other = steps_of({"seed": 1}, 5)
    assert np.abs(other.training - trained.training[:26]).min() > 0
    assert not np.isin(other.x, trained.x).any()


def test_more_epochs_or_another_patience_go_on() -> None:
    panel = generalisation_explorer(epochs=200).run()
    assert panel.runner.work.finished
    panel.controls["epochs"].value = 500
    assert panel.view.epoch == 200
    assert not panel.runner.work.finished
    panel.controls["patience"].value = 10
    assert panel.view.stopped
    assert panel.view.epoch == 200
    panel.controls["patience"].value = "off"
    assert not panel.view.stopped
    panel.run()
    assert panel.view.epoch == 500
    panel.controls["epochs"].value = 200  # fewer than were done
    assert panel.view.epoch == 0


@pytest.mark.parametrize(
    "change", [{"units": 8}, {"samples": 24}, {"noise": 0.1}, {"l2": 0.01}, {"dropout": 0.2}, {"seed": 4}]
)
def test_other_data_or_another_network_begin_again(change: dict[str, Any]) -> None:
    panel = generalisation_explorer().run(3)
    panel.set(**change)
    assert panel.view.epoch == 0
    assert panel.runner.work.progress == 0
    assert not panel.runner.work.finished


def test_playing_goes_at_a_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("nnkit.widgets.work.time.perf_counter", lambda: now[0])
    panel = generalisation_explorer()
    work = panel.runner.work
    work.advance(0.02)
    assert work.progress == pytest.approx(5 / 1000)  # the first step comes at once
    work.advance(0.02)
    assert work.progress == pytest.approx(5 / 1000)
    now[0] += 0.05  # three steps of five epochs at 60 steps a second
    work.advance(0.02)
    assert work.progress == pytest.approx(20 / 1000)


# -- the capacity curve ---------------------------------------------------------------------------


def test_the_capacity_curve_has_the_ends_of_every_training() -> None:
    panel = generalisation_explorer(show=SWEEP, epochs=200)
    assert panel.view.readout.startswith("Press Train: 12 networks")
    assert not panel.view.at.size
    panel.run()
    view = panel.view
    np.testing.assert_array_equal(view.at, CAPACITIES)
    for units in (1, 8, 64):
        one = steps_of({"epochs": 200, "units": units})
        k = CAPACITIES.index(units)
        assert view.training[k] == one.training_loss
        assert view.validation[k] == one.validation_loss
        assert view.lowest[k] == one.validation.min()
    assert view.best_at == CAPACITIES[int(view.validation.argmin())]
    assert panel.runner.work.finished
    assert "12 of 12 networks are trained" in view.readout


def test_the_training_loss_falls_with_capacity_and_the_validation_loss_does_not() -> None:
    view = steps_of({"show": SWEEP})
    assert view.training[-1] < view.training[0] / 10
    assert view.validation[-1] > 1.5 * view.validation.min()
    assert 1 < view.best_at < 64
    assert (view.lowest <= view.validation).all()


def test_one_press_trains_one_network_of_the_capacity_curve() -> None:
    panel = generalisation_explorer(show=SWEEP, epochs=200)
    for count in (1, 2):
        panel.runner.work.press()
        assert panel.runner.work.progress == pytest.approx(count / 12)
    panel.set(units=2)
    view = panel.view
    assert view.at.tolist() == [1, 2]
    np.testing.assert_array_equal(view.fit, steps_of({"epochs": 200, "units": 2}).fit)
    panel.set(units=64)
    assert not panel.view.fit.size


def test_looking_at_the_other_picture_loses_nothing() -> None:
    panel = generalisation_explorer(epochs=200).run()
    panel.set(show=SWEEP)
    panel.runner.work.press()
    assert not panel.runner.work.finished
    panel.set(show="one fit")
    assert panel.view.epoch == 200
    assert panel.runner.work.finished
    panel.set(show=SWEEP)
    assert panel.view.at.tolist() == [1]
    panel.set(patience=50)  # each network would have ended elsewhere
    assert not panel.view.at.size


def test_pointing_at_the_capacity_curve_chooses_the_units() -> None:
    panel = generalisation_explorer(show=SWEEP)
    assert panel.png
    lower = panel.scene.lower
    assert panel._point(lower, 13.0, 0.1, panel.state) == {"units": 12}
    assert panel._point(lower, 140.0, 0.1, panel.state) == {"units": 64}
    assert panel._point(panel.scene.upper, 1.0, 0.1, panel.state) == {}
    assert panel._point(lower, 13.0, 0.1, {"show": "one fit"}) == {}


def test_compute_takes_only_the_work_of_its_own_picture() -> None:
    record = Learner(Setting()).record()
    assert not compute(show=SWEEP, work=record).at.size
    assert compute(work=Sweep((record,))).epoch == 0


# -- picture, controls, tasks ---------------------------------------------------------------------


def test_the_picture_marks_the_best_epoch() -> None:
    panel = generalisation_explorer().run(60)
    assert panel.png
    assert panel.scene.best.get_data()[0] == [panel.view.best_at]
    np.testing.assert_allclose(panel.scene.best.get_data()[1], panel.view.validation.min())
    assert f"epoch {panel.view.best_at}" in panel.scene.best_name.get_text()
    losses = (panel.view.training_loss, panel.view.validation_loss)
    assert [name.get_text() for name in panel.scene.end_names] == [number(loss) for loss in losses]


def test_the_samples_and_fits_are_drawn_where_they_are() -> None:
    panel = generalisation_explorer(samples=24).run(10)
    assert panel.scene.render(panel.view, LIGHT, 1.0)[..., 3].any()
    np.testing.assert_array_equal(panel.scene.points.get_xdata(), panel.view.x)
    np.testing.assert_array_equal(panel.scene.fit.get_ydata(), panel.view.fit)
    np.testing.assert_array_equal(panel.scene.best_fit.get_ydata(), panel.view.best_fit)


def test_wrong_states_are_refused() -> None:
    with pytest.raises(ControlError, match=r"units: expected one of 1, 2, .* got 5"):
        generalisation_explorer(units=5)
    with pytest.raises(ControlError, match=r"patience: expected one of 'off', 10, .* got 'on'"):
        generalisation_explorer(patience="on")


def test_tasks_are_not_done_too_easily(trained: Any) -> None:
    over, cured, under, stopped = (task.done for task in generalisation_explorer()._tasks)
    assert over(trained)
    assert not cured(trained)
    assert not under(trained)
    assert not stopped(trained)
    assert not over(steps_of({"l2": 0.01}))
    assert not over(steps_of({}, 19))  # 95 epochs
    assert not cured(steps_of({"l2": 0.01}, 99))  # 495 epochs
    assert not cured(steps_of({"l2": 0.01, "units": 16}))
    assert not cured(steps_of({"patience": 200}))
    assert not cured(steps_of({"noise": 0.1}))
    assert not under(steps_of({"units": 1}, 50))
    assert under(steps_of({"l2": 0.1, "dropout": 0.6}))
    for task in (over, cured, under, stopped):
        assert not task(compute())
        assert not task(compute(show=SWEEP))
