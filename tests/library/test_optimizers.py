"""Gradient descent with and without momentum."""

import numpy as np
import pytest

import nnkit as nn

GRADS = np.random.default_rng(0).normal(size=(6, 3))


def path(sgd, grads=GRADS, start=(1.0, 2.0, 3.0)):
    theta = np.array(start)
    points = []
    for g in grads:
        sgd.step(theta, g)
        points.append(theta.copy())
    return np.array(points)


def test_plain_sgd_subtracts_eta_times_the_gradient():
    np.testing.assert_allclose(path(nn.SGD(0.5)), [1, 2, 3] - 0.5 * np.cumsum(GRADS, axis=0), rtol=1e-13)


@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("ema", [False, True])
def test_momentum_follows_its_recursion(nesterov, ema):
    beta, eta = 0.8, 0.1
    theta, v, expected = np.array([1.0, 2.0, 3.0]), np.zeros(3), []
    for g in GRADS:
        g = (1 - beta) * g if ema else g
        v = beta * v + g
        theta = theta - eta * (beta * v + g if nesterov else v)
        expected.append(theta)
    sgd = nn.SGD(eta, momentum=beta, nesterov=nesterov, ema=ema)
    np.testing.assert_allclose(path(sgd), expected, rtol=1e-13)


def test_the_moving_average_moves_like_the_heavy_ball_with_a_smaller_eta():
    average = path(nn.SGD(0.5, momentum=0.9, ema=True))
    np.testing.assert_allclose(average, path(nn.SGD(0.05, momentum=0.9)), rtol=1e-12)


def test_a_constant_gradient_speeds_the_heavy_ball_up_to_one_over_one_minus_beta():
    points = path(nn.SGD(0.1, momentum=0.9), grads=np.ones((300, 3)))
    np.testing.assert_allclose(points[-2] - points[-1], 0.1 / (1 - 0.9), rtol=1e-10)


def test_weight_decay_adds_lambda_theta_to_the_gradient():
    theta, grad = np.array([1.0, -2.0]), np.array([0.5, 0.5])
    nn.SGD(0.1, weight_decay=0.01).step(theta, grad)
    np.testing.assert_allclose(theta, [1 - 0.1 * (0.5 + 0.01), -2 - 0.1 * (0.5 - 0.02)], rtol=1e-14)
    with_momentum = np.array([1.0, -2.0])
    nn.SGD(0.1, momentum=0.9, weight_decay=0.01).step(with_momentum, grad)
    np.testing.assert_array_equal(with_momentum, theta)  # the first step is the same


def test_momentum_beats_plain_descent_in_a_long_valley():
    curvature = np.array([1.0, 100.0])

    def after(sgd, steps=200):
        theta = np.array([10.0, 1.0])
        for _ in range(steps):
            sgd.step(theta, curvature * theta)
        return np.abs(theta).max()

    assert after(nn.SGD(0.01, momentum=0.8)) < 1e-3 * after(nn.SGD(0.01))


@pytest.mark.parametrize(
    "settings", [{}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True, "weight_decay": 0.1}]
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_step_is_taken_in_place_in_the_dtype_of_theta_and_only_reads_the_gradient(settings, dtype):
    theta, grad = np.ones(4, dtype), np.full(4, 2, dtype)
    grad.setflags(write=False)
    sgd = nn.SGD(np.float64(0.1), **settings)
    same = theta
    for _ in range(3):
        sgd.step(theta, grad)
    assert same is theta
    assert theta.dtype == dtype
    assert sgd.v is None or sgd.v.dtype == dtype
    assert (theta < 1).all()


def test_float32_momentum_does_not_linger_in_denormal_numbers():
    theta, sgd = np.zeros(1, np.float32), nn.SGD(0.1, momentum=0.9)
    sgd.step(theta, np.ones(1, np.float32))
    for _ in range(1200):  # 0.9**1200 is 1e-55
        sgd.step(theta, np.zeros(1, np.float32))
        assert sgd.v[0] == 0 or sgd.v[0] > np.finfo(np.float32).tiny
    assert sgd.v[0] == 0


def test_eta_may_be_changed_between_steps():
    theta, sgd = np.zeros(1), nn.SGD(1.0)
    sgd.step(theta, np.ones(1))
    sgd.eta = 0.25
    sgd.step(theta, np.ones(1))
    assert theta[0] == -1.25


@pytest.mark.parametrize("eta", [0, -0.1, np.nan, np.inf, "0.1", None])
def test_a_learning_rate_that_is_not_positive_is_refused(eta):
    with pytest.raises(nn.SettingError, match=r"SGD expects eta, the learning rate, above 0, got .* Try 0.1"):
        nn.SGD(eta)
    sgd = nn.SGD(0.1)
    with pytest.raises(nn.SettingError, match=r"above 0"):
        sgd.eta = eta
    assert sgd.eta == 0.1


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"momentum": 1.0}, "momentum of at least 0 and below 1, got 1.0. 0.9 is usual"),
        ({"momentum": -0.1}, "momentum of at least 0"),
        ({"weight_decay": -1}, "weight_decay of at least 0, got -1"),
        ({"nesterov": True}, "momentum above 0 with nesterov or ema"),
        ({"ema": True}, "momentum above 0 with nesterov or ema"),
    ],
)
def test_settings_out_of_range_are_named(settings, message):
    with pytest.raises(nn.SettingError, match=message):
        nn.SGD(0.1, **settings)


def test_a_step_that_cannot_be_taken_is_refused():
    frozen = np.zeros(2)
    frozen.setflags(write=False)
    for theta, got in (
        (np.zeros(2, np.int64), "one of dtype int64"),
        (frozen, "a read-only one"),
        ([0.0, 0.0], "list"),
    ):
        with pytest.raises(nn.DataError, match=rf"writeable array of floats, .* got {got}"):
            nn.SGD(0.1).step(theta, np.zeros(2))
    with pytest.raises(nn.ShapeError, match=r"grad of the shape of theta, \(2,\), got \(3,\)"):
        nn.SGD(0.1).step(np.zeros(2), np.zeros(3))
    sgd = nn.SGD(0.1, momentum=0.9)
    sgd.step(np.zeros(2), np.ones(2))
    with pytest.raises(nn.ShapeError, match=r"theta of shape \(2,\), as in its earlier steps, got \(3,\)"):
        sgd.step(np.zeros(3), np.ones(3))
