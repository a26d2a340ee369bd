"""F11 walks as the formulas say, diverges beyond 2/λ_max, and its noise falls as 1/B."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import nnkit as nn
from nnkit.widgets import descent_explorer
from nnkit.widgets.controls import ControlError
from nnkit.widgets.figures.f11_descent import compute as numbers
from nnkit.widgets.figures.f11_descent import paths as walks
from nnkit.widgets.figures.f11_descent.compute import (
    BATCHES,
    METHODS,
    NOISE,
    NoiseView,
    PathsView,
    compute,
)
from nnkit.widgets.figures.f11_descent.explorer import ETAS, ORDER
from nnkit.widgets.figures.f11_descent.landscapes import (
    BOWL,
    EXAMPLES,
    MINIMA,
    SADDLE,
    SURFACES,
    VALLEY,
    LeastSquares,
    TwoMinima,
    landscape,
)
from nnkit.widgets.figures.f11_descent.noise import SIZES
from nnkit.widgets.figures.f11_descent.paths import (
    ADAM,
    AVERAGE,
    BATCH,
    HEAVY,
    MINI,
    MOMENTUM,
    OPTIMISERS,
    SGD1,
    STEPS,
    draws,
)
from nnkit.widgets.figures.f11_descent.paths_scene import REACH, leaving, recent, spread
from nnkit.widgets.style import LIGHT

Array = np.ndarray[Any, Any]
START = np.array([-2.2, 0.0])


def paths_view(**state: Any) -> PathsView:
    view = compute(**state)
    assert isinstance(view, PathsView)
    return view


def theta_of(view: PathsView, name: str) -> Array:
    found = view.find(name)
    assert found is not None
    return found.theta


# -- the surfaces ---------------------------------------------------------------------------------


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize(("a", "b"), [(-2.2, 0.3), (0.0, 0.0), (1.4, -1.1), (2.9, 2.5)])
def test_gradient_and_hessian_are_the_derivatives_of_the_loss(surface: str, a: float, b: float) -> None:
    ground, h = landscape(surface), 1e-5
    differences = [
        (ground.loss(a + h, b) - ground.loss(a - h, b)) / (2 * h),
        (ground.loss(a, b + h) - ground.loss(a, b - h)) / (2 * h),
    ]
    np.testing.assert_allclose(ground.slope(a, b, ground.full), differences, atol=1e-8)
    columns = [
        (
            np.array(ground.slope(a + h * u, b + h * v, ground.full))
            - np.array(ground.slope(a - h * u, b - h * v, ground.full))
        )
        / (2 * h)
        for u, v in ((1, 0), (0, 1))
    ]
    np.testing.assert_allclose(ground.hessian(a, b), np.column_stack(columns), atol=1e-8)


@pytest.mark.parametrize("surface", SURFACES)
def test_the_loss_is_a_mean_over_examples_and_so_is_its_gradient(surface: str) -> None:
    ground = landscape(surface)
    gradients = ground.example_gradients(-1.3, 0.7)
    assert gradients.shape == (EXAMPLES, 2)
    np.testing.assert_allclose(gradients.mean(axis=0), ground.slope(-1.3, 0.7, ground.full), atol=1e-12)
    assert gradients.var(axis=0).sum() > 0.3  # the examples do not agree: a batch is noisy


@pytest.mark.parametrize("surface", SURFACES)
def test_no_place_is_lower_than_the_minima(surface: str) -> None:
    ground = landscape(surface)
    a, b = np.linspace(-3, 3, 121), np.linspace(-3, 3, 121)[:, np.newaxis]
    assert ground.loss(a, b).min() >= ground.lowest - 1e-12  # rounding
    for minimum in ground.minima:
        np.testing.assert_allclose(ground.slope(*minimum, ground.full), 0, atol=1e-12)
        assert ground.loss(*minimum) == pytest.approx(ground.lowest, abs=1e-12)
        assert np.linalg.eigvalsh(ground.hessian(*minimum))[0] > 0


@pytest.mark.parametrize("surface", [BOWL, VALLEY])
def test_bowl_and_valley_are_least_squares_on_their_data(surface: str) -> None:
    ground = landscape(surface)
    assert isinstance(ground, LeastSquares)
    best, _, _, _ = np.linalg.lstsq(ground.x, ground.y, rcond=None)
    np.testing.assert_allclose(ground.minima[0], best, atol=1e-10)
    theta = np.array([0.3, -0.4])
    half = nn.SquaredError()((ground.x @ theta)[:, np.newaxis], ground.y[:, np.newaxis])
    assert ground.loss(*theta) == pytest.approx(half)
    per_example = (ground.x @ theta - ground.y)[:, np.newaxis] * ground.x
    np.testing.assert_allclose(ground.example_gradients(*theta), per_example, atol=1e-12)


@pytest.mark.parametrize("condition", [1, 10, 200])
def test_the_valley_has_the_condition_number_that_is_set_and_standardising_cures_it(condition: int) -> None:
    assert np.linalg.cond(landscape(VALLEY, condition).hessian(0, 0)) == pytest.approx(condition)
    cured = landscape(VALLEY, condition, True)
    assert np.linalg.cond(cured.hessian(0, 0)) == pytest.approx(1)
    assert cured.lowest == pytest.approx(landscape(VALLEY, condition).lowest)  # the same data


def test_the_saddle_is_flat_and_falls_along_one_axis_only() -> None:
    ground = landscape(SADDLE)
    assert ground.slope(0.0, 0.0, ground.full) == (0, 0)
    low, high = np.linalg.eigvalsh(ground.hessian(0, 0))
    assert low < 0 < high


def test_the_local_minimum_is_a_minimum_but_not_the_lowest() -> None:
    ground, left = landscape(MINIMA), TwoMinima.LEFT
    np.testing.assert_allclose(ground.slope(left, left / 2, ground.full), 0, atol=1e-12)
    assert np.linalg.eigvalsh(ground.hessian(left, left / 2))[0] > 0
    assert ground.loss(left, left / 2) > ground.lowest + 0.5
    ridge = TwoMinima.RIDGE
    assert np.linalg.eigvalsh(ground.hessian(ridge, ridge / 2))[0] < 0


# -- the paths ------------------------------------------------------------------------------------


def test_batch_descent_follows_the_closed_form_of_a_quadratic() -> None:
    ground, view = landscape(BOWL), paths_view(eta=0.2)
    shrink = np.eye(2) - 0.2 * ground.hessian(0, 0)
    away = START - ground.minima[0]
    expected = [ground.minima[0] + np.linalg.matrix_power(shrink, k) @ away for k in range(STEPS + 1)]
    np.testing.assert_allclose(theta_of(view, BATCH), expected, atol=1e-10)


def test_momentum_and_adam_follow_their_formulas() -> None:
    ground, view = landscape(SADDLE), paths_view(surface=SADDLE, eta=0.1, beta=0.8, start2=0.4)
    heavy = adam = np.array([-2.2, 0.4])
    v, m, s = np.zeros(2), np.zeros(2), np.zeros(2)
    for k in range(1, 31):
        v = 0.8 * v + np.array(ground.slope(*heavy, ground.full))
        heavy = heavy - 0.1 * v
        g = np.array(ground.slope(*adam, ground.full))
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        adam = adam - 0.1 * (m / (1 - 0.9**k)) / (np.sqrt(s / (1 - 0.999**k)) + 1e-8)
        np.testing.assert_allclose(theta_of(view, MOMENTUM)[k], heavy, atol=1e-10)
        np.testing.assert_allclose(theta_of(view, ADAM)[k], adam, atol=1e-10)


def test_a_mini_batch_takes_the_mean_gradient_of_the_examples_drawn() -> None:
    ground, view = landscape(VALLEY), paths_view(surface=VALLEY, batch=4, seed=3, eta=0.1)
    theta = START
    for k, batch in enumerate(draws(4, 3)[:20], start=1):
        theta = theta - 0.1 * ground.example_gradients(*theta)[batch].mean(axis=0)
        np.testing.assert_allclose(theta_of(view, MINI)[k], theta, atol=1e-10)


def test_a_mini_batch_of_one_is_sgd() -> None:
    view = paths_view(batch=1)
    np.testing.assert_array_equal(theta_of(view, MINI), theta_of(view, SGD1))


def test_the_average_needs_eta_over_one_minus_beta_to_walk_as_the_heavy_ball_does() -> None:
    heavy = paths_view(compared=METHODS, beta=0.9, eta=0.1, form=HEAVY)
    average = paths_view(compared=METHODS, beta=0.9, eta=1.0, form=AVERAGE)
    np.testing.assert_allclose(theta_of(average, MOMENTUM), theta_of(heavy, MOMENTUM), atol=1e-9)
    assert "η / (1 − β) = 10.0" in average.formula
    assert "0.1 / 0.1 = 1.00" in heavy.formula


def test_momentum_of_zero_is_batch_descent_in_both_forms() -> None:
    for form in (HEAVY, AVERAGE):
        view = paths_view(beta=0.0, form=form, compared=METHODS)
        np.testing.assert_array_equal(theta_of(view, MOMENTUM), theta_of(view, BATCH))


@pytest.mark.parametrize("surface", [BOWL, VALLEY])
@pytest.mark.parametrize("eta", ETAS)
def test_batch_descent_diverges_exactly_beyond_two_over_the_largest_curvature(
    surface: str, eta: float
) -> None:
    view = paths_view(surface=surface, eta=eta, compared=BATCH)
    assert view.limit == pytest.approx(2)
    (walker,) = view.paths
    assert (walker.diverged is not None) == (eta > view.limit)
    assert ("diverges" in view.formula) == (eta > view.limit)
    if eta < view.limit:
        assert walker.excess[-1] < walker.excess[0]


def test_a_divergent_path_is_named_with_its_step_and_stays_finite() -> None:
    view = paths_view(eta=5.0, t=200)
    walker = view.find(BATCH)
    assert walker is not None
    step = walker.diverged
    assert step is not None
    assert walker.excess[step] + view.lowest > 1e6 >= walker.excess[step - 1] + view.lowest
    assert f"batch diverges: its loss passes a million at step {step}" in view.readout
    assert np.isfinite(walker.theta).all()
    assert "batch diverges" not in paths_view(eta=5.0, t=step - 1).readout


@pytest.mark.parametrize("surface", SURFACES)
def test_no_setting_gives_numbers_that_are_not_finite(surface: str) -> None:
    for eta in (0.001, 2.1, 5.0):
        for start in ((3.0, -3.0), (-3.0, 3.0)):
            view = paths_view(
                surface=surface, eta=eta, beta=0.99, start1=start[0], start2=start[1], condition=200
            )
            for walker in view.paths:
                assert np.isfinite(walker.theta).all()
                assert np.isfinite(walker.excess).all()
                assert len(walker.theta) == STEPS + 1


def test_at_the_saddle_only_noise_finds_the_way_down() -> None:
    view = paths_view(surface=SADDLE, t=STEPS)
    for name in (BATCH, MOMENTUM, ADAM):
        np.testing.assert_allclose(theta_of(view, name)[-1], 0, atol=1e-3)
    for name in (SGD1, MINI):
        assert abs(theta_of(view, name)[-1, 1]) > 1


def test_t_alone_computes_no_path_again() -> None:
    compute(t=10)
    misses = walks._path.cache_info().misses
    for t in range(STEPS + 1):
        compute(t=t)
    assert walks._path.cache_info().misses == misses
    compute(batch=16)
    assert walks._path.cache_info().misses == misses + 1  # the mini-batch alone depends on B


def test_the_same_seed_draws_the_same_and_another_one_others() -> None:
    first, again, other = (theta_of(paths_view(seed=seed), SGD1) for seed in (4, 4, 5))
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


def test_the_readout_gives_loss_and_distance_of_every_optimiser_shown() -> None:
    view = paths_view(t=1, eta=0.5, compared=BATCH)
    theta = START - 0.5 * np.array(landscape(BOWL).slope(*START, landscape(BOWL).full))
    distance = math.dist(theta, landscape(BOWL).minima[0])
    assert view.readout.startswith("After 1 step, loss above its minimum (distance from it): batch ")
    assert f"({distance:.2f})" in view.readout
    full = paths_view().readout
    assert all(f"{name} 0." in full for name in OPTIMISERS)


# -- the noise ------------------------------------------------------------------------------------


def noise_view(**state: Any) -> NoiseView:
    view = compute(show=NOISE, **state)
    assert isinstance(view, NoiseView)
    return view


@pytest.mark.parametrize("surface", SURFACES)
def test_the_measured_noise_falls_as_one_over_b(surface: str) -> None:
    noise = noise_view(surface=surface).noise
    gradients = landscape(surface).example_gradients(-2.2, 0.0)
    assert noise.variance == pytest.approx(gradients.var(axis=0).sum())
    np.testing.assert_allclose(noise.law, noise.variance / np.array(SIZES))
    # 1000 draws with outliers among the examples: within some 5 %, so 20 % is never reached by chance
    np.testing.assert_allclose(noise.measured / noise.law, 1, atol=0.2)
    slope = np.polyfit(np.log(SIZES), np.log(noise.measured), 1)[0]
    assert slope == pytest.approx(-1, abs=0.03)


def test_without_replacement_all_examples_together_have_no_noise() -> None:
    noise = noise_view().noise
    assert noise.without[0] == pytest.approx(noise.variance)
    assert noise.without[-1] == 0
    gradients = landscape(BOWL).example_gradients(-2.2, 0.0)
    rng = np.random.default_rng(0)
    means = np.array([gradients[rng.permutation(EXAMPLES)[:16]].mean(axis=0) for _ in range(4000)])
    measured = ((means - gradients.mean(axis=0)) ** 2).sum(axis=1).mean()
    assert noise.without[SIZES.index(16)] == pytest.approx(measured, rel=0.1)  # 4000 draws: some 2 %


def test_the_cloud_is_that_of_the_batch_size_chosen() -> None:
    for batch in SIZES:
        noise = noise_view(batch=batch).noise
        assert (noise.cloud**2).sum(axis=1).mean() * batch == pytest.approx(1, abs=0.35)  # 300 of 1000 draws


def test_the_noise_is_measured_where_the_start_is() -> None:
    assert noise_view(start1=1.1, start2=-0.9).noise.variance < noise_view().noise.variance / 10
    assert "At θ = (1.1, −0.9)" in noise_view(start1=1.1, start2=-0.9).readout


# -- the learner's own ----------------------------------------------------------------------------


def test_a_right_step_of_the_learner_takes_the_same_steps() -> None:
    def descend(theta: Array, grad: Array, t: int, eta: float) -> Array:
        return theta - eta * grad

    panel = descent_explorer(optimiser=descend, compared=BATCHES)
    for reference in (BATCH, MINI, SGD1):
        for eta in (0.1, 0.5):
            panel.set(reference=reference, eta=eta)
            assert panel.view.readout.endswith(f" Yours takes the same steps as {reference}.")
    assert "yours 0." in panel.view.readout


def test_an_adam_of_the_learner_starts_again_at_t_1() -> None:
    memory: dict[str, Any] = {}

    def my_adam(theta: Array, grad: Array, t: int) -> Array:
        if t == 1:
            memory.update(m=np.zeros(2), v=np.zeros(2))
        memory["m"] = 0.9 * memory["m"] + 0.1 * grad
        memory["v"] = 0.999 * memory["v"] + 0.001 * grad**2
        return theta - 0.1 * memory["m"] / (1 - 0.9**t) / (np.sqrt(memory["v"] / (1 - 0.999**t)) + 1e-8)

    panel = descent_explorer(optimiser=my_adam, compared=BATCH, reference=ADAM)
    assert panel.view.readout.endswith("Yours takes the same steps as Adam.")
    assert panel.view.find(ADAM) is not None  # the reference is drawn even if it is not among those shown
    panel.set(start1=1.0)
    assert panel.view.readout.endswith("Yours takes the same steps as Adam.")


def test_a_small_difference_is_shown_with_the_digits_that_it_takes() -> None:
    panel = descent_explorer(
        optimiser=lambda theta, grad, t, eta: theta - eta * np.sign(grad), reference=ADAM, surface=VALLEY
    )
    said = panel.view.readout.partition("at step 2: ")[2].removesuffix(".")
    here, there = said.split(" instead of ")
    assert here != there


def test_momentum_without_its_memory_first_differs_at_step_2() -> None:
    panel = descent_explorer(optimiser=lambda theta, grad, t: theta - 0.1 * grad, reference=MOMENTUM)
    right, mine = theta_of(panel.view, MOMENTUM)[2], theta_of(panel.view, BATCH)[2]
    assert "Yours first differs from momentum at step 2: " in panel.view.readout
    assert f"({mine[0]:.2f}, ".replace("-", "−") in panel.view.readout
    assert f"instead of ({right[0]:.2f}, ".replace("-", "−") in panel.view.readout


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda theta, grad, t: theta.nothing, "raised AttributeError"),
        (lambda theta, grad: theta, "raised TypeError"),
        (
            lambda theta, grad, t: theta[:1],
            "returned shape (1,); expected an array of shape (2,) (at step 1)",
        ),
        (lambda theta, grad, t: None, "returned NoneType"),
        (lambda theta, grad, t: ..., "has not been written yet"),
        (lambda theta, grad, t: theta / (t < 3), "returned a number that is not finite (at step 3)"),
    ],
)
def test_what_went_wrong_in_the_learners_step_is_said_in_words(wrong: Any, said: str) -> None:
    panel = descent_explorer(optimiser=wrong)
    assert said in panel.view.readout
    assert " Yours: " in panel.view.readout
    assert panel.scene.render(panel.view, LIGHT, 1.0)[..., 3].any()
    panel.set(show=NOISE)
    assert "Yours" not in panel.view.readout


def test_a_step_of_the_learner_cannot_change_the_figure() -> None:
    def spoils(theta: Array, grad: Array, t: int) -> Array:
        grad[:] = 0
        theta[:] = 7
        return theta

    panel = descent_explorer(optimiser=spoils)
    np.testing.assert_array_equal(theta_of(panel.view, BATCH), theta_of(paths_view(), BATCH))
    np.testing.assert_array_equal(panel.view.own.theta[0], START)


def test_a_divergent_step_of_the_learner_is_followed_no_further() -> None:
    calls = []

    def climbs(theta: Array, grad: Array, t: int) -> Array:
        calls.append(t)
        return theta + 10 * grad

    panel = descent_explorer(optimiser=climbs, t=200)
    assert len(calls) < 20
    assert "yours diverges" in panel.view.readout
    panel.set(t=3)
    panel.set(beta=0.5)
    assert len(calls) < 20  # neither t nor β matters to it


# -- play, point and controls ---------------------------------------------------------------------


def test_playing_moves_t_and_the_control_with_it() -> None:
    panel = descent_explorer(t=10)
    panel.run(5)
    assert panel.state["t"] == panel.view.t == 15
    assert "t=15" in panel.code
    panel.run()
    assert panel.view.t == STEPS
    assert panel.runner.work.finished
    assert panel.runner.work.progress == 1


def test_from_the_start_goes_to_0_and_reset_to_the_default() -> None:
    panel = descent_explorer(t=10)
    panel._do("restart")
    assert panel.state["t"] == panel.view.t == 0
    panel._do("step")
    assert panel.view.t == 1
    panel.reset()
    assert panel.state["t"] == panel.view.t == 60
    panel._do("restart")
    assert panel.view.t == 0
    assert not panel.runner.work.finished


def test_changing_eta_in_mid_walk_keeps_t_and_moving_t_is_kept_by_the_work() -> None:
    panel = descent_explorer(t=10)
    panel.run(5)
    panel.set(eta=0.5)
    assert panel.view.t == 15
    panel.set(t=100)
    assert panel.runner.work.progress == 0.5
    panel.run(1)
    assert panel.view.t == 101


def test_running_or_setting_t_shows_the_same() -> None:
    assert descent_explorer(t=0).run(42).view.readout == descent_explorer(t=42).view.readout


def test_playing_makes_one_step_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("nnkit.widgets.work.time.perf_counter", lambda: now[0])
    work = descent_explorer(t=0).runner.work
    for _ in range(50):
        work.advance(0.02)
    assert work.t.value == 1
    now[0] += 1.01 / work.pace
    work.advance(0.02)
    assert work.t.value == 2


def test_a_step_of_the_work_tells_the_panel_nothing_but_a_learner_does() -> None:
    panel = descent_explorer()
    before = panel.view
    panel.controls["t"].move(7)
    assert panel.view is before
    panel.controls["t"].value = 8
    assert panel.view.t == 8


def test_pointing_at_the_map_moves_the_start_and_at_the_losses_the_step() -> None:
    panel = descent_explorer()
    scene = panel.scene
    panel.set(**panel._point(scene.left, 1.04, -0.5, panel.state))
    assert (panel.state["start1"], panel.state["start2"]) == (1.0, -0.5)
    panel.set(**panel._point(scene.right, 17.2, -1.0, panel.state))
    assert panel.view.t == 17
    panel.set(show=NOISE)
    panel.set(**panel._point(scene.right, 4.1, -3.0, panel.state))
    assert panel.view.batch == 16
    assert panel._point(scene.left, 0.0, 0.0, panel.state) == {}


def test_only_what_matters_is_shown() -> None:
    panel = descent_explorer()
    assert set(ORDER) == set(panel.controls)
    shown = panel._shown(panel.state)
    assert "condition" not in shown
    assert "reference" not in shown
    assert "condition" in panel._shown({**panel.state, "surface": VALLEY})
    assert "form" in panel._shown({**panel.state, "compared": METHODS})
    assert "t" not in panel._shown({**panel.state, "show": NOISE})
    assert "reference" in descent_explorer(optimiser=lambda theta, grad, t: theta)._shown(panel.state)


def test_wrong_states_are_refused_in_words() -> None:
    with pytest.raises(ControlError, match=r"eta: expected one of 0\.001, .* got 0\.3"):
        descent_explorer(eta=0.3)
    with pytest.raises(ControlError, match=r"surface: expected one of 'bowl', .* got 'hill'"):
        descent_explorer(surface="hill")


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("t", [20, 60, 200])
def test_no_task_is_done_by_choosing_a_surface_alone(surface: str, t: int) -> None:
    for seed in (1, 2, 3):
        view = compute(surface=surface, t=t, seed=seed)
        for done in (numbers.batch_diverges, numbers.valley_crossed, numbers.escaped):
            assert not done(view)


@pytest.mark.parametrize("batch", SIZES)
def test_the_smallest_batch_with_a_tenth_of_the_noise_is_16(batch: int) -> None:
    assert numbers.noise_is_a_tenth(compute(show=NOISE, batch=batch)) == (batch == 16)


def test_a_valley_that_is_not_narrow_does_not_count() -> None:
    state = {"surface": VALLEY, "standardise": True, "eta": 0.5}
    assert numbers.valley_crossed(compute(condition=50, **state))
    assert not numbers.valley_crossed(compute(condition=20, **state))
    assert not numbers.valley_crossed(compute(condition=50, t=2, **state))


@pytest.mark.parametrize("eta", ETAS)
def test_only_the_methods_cross_a_narrow_valley_that_is_not_standardised(eta: float) -> None:
    assert not numbers.valley_crossed(compute(surface=VALLEY, eta=eta, compared=BATCHES))


def test_noise_too_can_escape_the_local_minimum() -> None:
    view = paths_view(surface=MINIMA, eta=0.5, compared=BATCHES, t=150)
    assert numbers.escaped(view)
    assert theta_of(view, BATCH)[150, 0] < TwoMinima.RIDGE


# -- the picture ----------------------------------------------------------------------------------


def test_a_path_that_has_left_the_map_gets_an_arrow_where_it_left() -> None:
    assert leaving(np.array([[0.0, 0.0], [1.0, 1.0]])) is None
    assert leaving(np.array([[0.0, 0.0], [30.0, 0.0], [1.0, 1.0]])) is None
    out = leaving(np.array([[0.0, 1.0], [30.0, 1.0], [-500.0, 9.0]]))
    assert out is not None
    assert out.x == pytest.approx(0.955 * REACH[0])
    assert out.y == pytest.approx(1.0)
    assert out.angle == -90  # a triangle that points up, turned to the right
    assert out.step == 1


def test_an_arrow_stays_on_the_map_in_every_divergent_state() -> None:
    for surface in SURFACES:
        for eta in (2.1, 5.0):
            view = paths_view(surface=surface, eta=eta, t=200, start1=3.0, start2=-3.0)
            for walker in view.paths:
                for t in (1, 5, 200):
                    out = leaving(walker.theta[: t + 1])
                    if out is not None:
                        assert abs(out.x) <= REACH[0]
                        assert abs(out.y) <= REACH[1]


def test_of_a_very_long_path_the_latest_steps_are_drawn() -> None:
    short_path = np.column_stack([np.linspace(-2, 2, 40), np.zeros(40)])
    np.testing.assert_array_equal(recent(short_path, 30.0), short_path)
    swings = np.column_stack([np.tile([-2.0, 2.0], 50), np.zeros(100)])
    kept = recent(swings, 30.0)
    assert len(kept) == 1 + 7
    np.testing.assert_array_equal(kept, swings[-len(kept) :])


def test_labels_keep_their_distance_and_their_order() -> None:
    heights = [0.0, 0.1, -6.0, 2.0, 1.95, -6.0]
    placed = np.array(spread(heights, 0.4, -6.0, 2.0))
    assert (np.diff(np.sort(placed)) >= 0.4 - 1e-12).all()
    assert placed.min() >= -6
    assert placed.max() <= 2
    assert placed[0] < placed[1] < placed[4] < placed[3]


def test_the_losses_drawn_are_those_of_the_view() -> None:
    panel = descent_explorer(t=30)
    assert panel.png
    drawn = panel.scene.paths.walkers[BATCH].curve.get_ydata()
    np.testing.assert_allclose(10**drawn, panel.view.find(BATCH).excess[:31])
    assert not panel.scene.paths.walkers["yours"].curve.get_visible()


def test_starting_beyond_the_ridge_is_no_escape() -> None:
    view = paths_view(surface=MINIMA, start1=1.0, start2=0.5, t=150)
    walker = view.find(MOMENTUM)
    assert walker is not None
    assert walker.distance[150] < 0.7
    assert not numbers.escaped(view)


def test_where_the_surface_bends_a_large_eta_is_said_not_to_settle_at_the_minimum() -> None:
    assert paths_view(surface=MINIMA).limit == pytest.approx(2 / landscape(MINIMA).steepest)
    assert "cannot settle" in paths_view(surface=MINIMA, eta=1.5).formula  # 1.5 is above 1.29
    assert "and settles, near the lowest minimum" in paths_view(surface=MINIMA, eta=1.0).formula
