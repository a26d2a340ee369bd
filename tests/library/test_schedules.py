"""The learning rate as a function of time."""

import numpy as np
import pytest

import nnkit as nn
from nnkit.schedules import Constant, Cosine, ReduceOnPlateau, Schedule, Step, WarmUp


def test_step_drops_by_its_factor_after_every_so_many_epochs():
    schedule = Step(0.8, every=3, factor=0.5)
    assert [schedule(t) for t in (0, 2.99, 3, 5.5, 6, 9)] == [0.8, 0.8, 0.4, 0.4, 0.2, 0.1]


def test_cosine_falls_along_half_a_wave_and_stays_down():
    schedule = Cosine(1.0, epochs=8, low=0.2)
    t = np.array([0, 2, 4, 6, 8, 100])
    expected = 0.6 + 0.4 * np.cos(np.pi * np.minimum(t, 8) / 8)
    np.testing.assert_allclose([schedule(value) for value in t], expected, rtol=1e-14)
    assert Cosine(1.0, epochs=8)(8) == pytest.approx(0.001)  # never 0, which no optimiser takes


def test_warm_up_rises_in_a_straight_line_and_hands_over():
    schedule = WarmUp(Step(1.0, every=4, factor=0.1), epochs=2, start=0.2)
    np.testing.assert_allclose([schedule(t) for t in (0, 0.5, 1, 2, 3, 4)], [0.2, 0.4, 0.6, 1, 1, 0.1])
    assert WarmUp(0.5, epochs=0.5, start=0.1)(0) == pytest.approx(0.05)


def test_a_plateau_is_as_many_epochs_without_improvement_as_patience_says():
    schedule = ReduceOnPlateau(1.0, patience=2, factor=0.1)
    losses = [3.0, 2.0, 2.0, 1.0, 1.1, 1.2, 0.9, 0.95, 0.95, 0.95, 0.95]
    eta = [schedule(t, losses[:t]) for t in range(len(losses) + 1)]
    np.testing.assert_allclose(eta, [1, 1, 1, 1, 1, 1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.001], rtol=1e-12)


def test_an_improvement_below_the_tolerance_is_none():
    losses = [1.0, 0.995, 0.99]
    assert ReduceOnPlateau(1.0, patience=2, tolerance=0.02)(3, losses) == 0.5
    assert ReduceOnPlateau(1.0, patience=2, tolerance=0.001)(3, losses) == 1.0
    assert ReduceOnPlateau(1.0, patience=2, tolerance=0.02)(3, [-1.0, -1.5, -2.0]) == 1.0  # losses below 0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Constant(0), r"Constant expects eta above 0, got 0"),
        (lambda: Step(-0.1), r"Step expects eta above 0, got -0.1"),
        (lambda: Step(0.1, every=0), r"Step expects every to be a whole number of at least 1, got 0"),
        (lambda: Step(0.1, factor=1.0), r"Step expects factor above 0 and below 1, got 1.0"),
        (lambda: Cosine(0.1, epochs=0), r"Cosine expects epochs to be a whole number"),
        (lambda: Cosine(0.1, epochs=5, low=0.2), r"Cosine expects low above 0 and at most eta, 0.1, got 0.2"),
        (lambda: WarmUp(0.0), r"WarmUp expects then above 0, got 0.0"),
        (lambda: WarmUp(0.1, epochs=0), r"WarmUp expects epochs above 0, got 0"),
        (lambda: WarmUp(0.1, start=0), r"WarmUp expects start above 0 and at most 1, got 0. Try 0.01"),
        (lambda: ReduceOnPlateau(0.1, patience=0), r"ReduceOnPlateau expects patience to be a whole number"),
        (
            lambda: ReduceOnPlateau(0.1, factor=0),
            r"ReduceOnPlateau expects factor above 0 and below 1, got 0",
        ),
        (lambda: ReduceOnPlateau(0.1, tolerance=1), r"ReduceOnPlateau expects tolerance of at least 0"),
    ],
)
def test_settings_out_of_range_are_named(make, message):
    with pytest.raises(nn.SettingError, match=message):
        make()


@pytest.mark.parametrize(
    "schedule", [Constant(0.1), Step(0.1), Cosine(0.1, 10), WarmUp(0.1), ReduceOnPlateau(0.1)], ids=str
)
def test_every_schedule_starts_above_0_and_says_how_it_was_made(schedule):
    assert isinstance(schedule, Schedule)
    assert 0 < schedule(0.0) <= 0.1
    assert eval(repr(schedule)) == schedule
