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


# Adam, AdamW, clipping, the state --------------------------------------------------------------------------


def adam_by_the_book(grads, start, eta, beta1=0.9, beta2=0.999, eps=1e-8, l2=0.0, decoupled=0.0):
    """Return the path of Kingma and Ba's algorithm 1, line by line, with either kind of weight decay."""
    theta, m, v, points = np.array(start), 0.0, 0.0, []
    for t, g in enumerate(grads, start=1):
        g = g + l2 * theta
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        theta = theta - eta * (m_hat / (np.sqrt(v_hat) + eps) + decoupled * theta)
        points.append(theta)
    return np.array(points)


START = (1.0, 2.0, 3.0)


@pytest.mark.parametrize("settings", [{}, {"beta1": 0.5, "beta2": 0.9}, {"eps": 0.1}, {"beta1": 0.0}])
def test_adam_follows_its_algorithm(settings):
    expected = adam_by_the_book(GRADS, START, 0.1, **settings)
    np.testing.assert_allclose(path(nn.Adam(0.1, **settings)), expected, rtol=1e-12)


def test_weight_decay_goes_through_adams_averages_and_around_those_of_adamw():
    through, around = nn.Adam(0.1, weight_decay=0.2), nn.AdamW(0.1, weight_decay=0.2)
    np.testing.assert_allclose(path(through), adam_by_the_book(GRADS, START, 0.1, l2=0.2), rtol=1e-12)
    np.testing.assert_allclose(path(around), adam_by_the_book(GRADS, START, 0.1, decoupled=0.2), rtol=1e-12)


def test_adamw_shrinks_every_parameter_alike_where_adam_does_not():
    scales = np.array([1.0, 1000.0])
    grads = np.random.default_rng(1).normal(size=(50, 2)) * scales

    def shrinkage(kind):
        with_decay, without = np.array([5.0, 5.0]), np.array([5.0, 5.0])
        decaying, plain = kind(0.01, weight_decay=0.1), kind(0.01, weight_decay=0.0)
        for g in grads:
            decaying.step(with_decay, g)
            plain.step(without, g)
        return without - with_decay

    adamw, adam = shrinkage(nn.AdamW), shrinkage(nn.Adam)
    assert abs(adamw[0] / adamw[1] - 1) < 0.1  # not exactly: theta itself differs between the two
    assert adam[0] > 10 * abs(adam[1])


@pytest.mark.parametrize("kind", [nn.Adam, nn.AdamW])
def test_the_first_step_of_adam_has_length_eta_whatever_the_gradient(kind):
    theta = np.zeros(3)
    kind(0.01).step(theta, np.array([1e-3, -1.0, 1e3]))
    np.testing.assert_allclose(theta, [-0.01, 0.01, -0.01], rtol=1e-4)  # eps against a gradient of 1e-3


@pytest.mark.parametrize("kind", [nn.Adam, nn.AdamW])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_adam_steps_in_place_in_the_dtype_of_theta_and_only_reads_the_gradient(kind, dtype):
    theta, grad = np.ones(4, dtype), np.full(4, 2, dtype)
    grad.setflags(write=False)
    adam = kind(0.1, weight_decay=0.1)
    for _ in range(3):
        adam.step(theta, grad)
    assert theta.dtype == adam.m.dtype == adam.v.dtype == dtype
    assert (theta < 0.75).all()


def test_float32_averages_of_adam_do_not_linger_in_denormal_numbers():
    theta, adam = np.zeros(1, np.float32), nn.Adam(0.1, beta2=0.9)
    adam.step(theta, np.ones(1, np.float32))
    for _ in range(1200):
        adam.step(theta, np.zeros(1, np.float32))
        for average in (adam.m[0], adam.v[0]):
            assert average == 0 or average > np.finfo(np.float32).tiny
    assert adam.m[0] == adam.v[0] == 0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: nn.Adam(0), r"Adam expects eta, the learning rate, above 0, got 0. Try 0.001"),
        (lambda: nn.Adam(beta1=1.0), r"Adam expects beta1 of at least 0 and below 1, got 1.0. 0.9 is usual"),
        (lambda: nn.AdamW(beta2=-0.1), r"AdamW expects beta2 of at least 0 and below 1, got -0.1"),
        (lambda: nn.Adam(eps=0), r"Adam expects eps above 0, got 0: it keeps 0 / 0 out"),
        (lambda: nn.AdamW(weight_decay=-1), r"AdamW expects weight_decay of at least 0, got -1"),
    ],
)
def test_adams_settings_out_of_range_are_named(make, message):
    with pytest.raises(nn.SettingError, match=message):
        make()


OPTIMIZERS = {
    "sgd": lambda: nn.SGD(0.1),
    "weight decay": lambda: nn.SGD(0.1, weight_decay=0.1),
    "nesterov": lambda: nn.SGD(0.1, momentum=0.9, nesterov=True),
    "adam": lambda: nn.Adam(0.1),
    "adamw": lambda: nn.AdamW(0.1),
}


@pytest.mark.parametrize("make", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_an_optimiser_restored_from_its_state_goes_on_as_if_nothing_had_happened(make):
    whole, before, after = make(), make(), make()
    expected = path(whole)
    first = path(before, GRADS[:3])
    state = before.state()
    path(before, GRADS[3:])  # what the state holds are copies
    after.eta = 7.0
    after.restore(state)
    np.testing.assert_array_equal(path(after, GRADS[3:], start=first[-1]), expected[3:])
    assert after.t == 6


def test_the_state_of_another_kind_of_optimiser_is_refused():
    adam = nn.Adam()
    adam.step(np.zeros(2), np.ones(2))
    sgd = nn.SGD(0.1, momentum=0.9)
    sgd.step(np.zeros(2), np.ones(2))
    with pytest.raises(nn.DataError, match=r"Adam expects a state that its own kind saved, but it has no m"):
        adam.restore(sgd.state())


def test_clipping_keeps_the_direction_and_returns_the_norm_before():
    grad = np.array([3.0, 4.0])
    assert nn.clip_grad_norm(grad, 1.0) == 5.0
    np.testing.assert_allclose(grad, [0.6, 0.8], rtol=1e-15)
    assert nn.clip_grad_norm(grad, 2.0) == pytest.approx(1)
    np.testing.assert_allclose(grad, [0.6, 0.8], rtol=1e-15)  # short enough


@pytest.mark.parametrize("size", [1e-30, 1e30])
def test_clipping_survives_squares_that_leave_float32(size):
    grad = np.array([3 * size, 4 * size], np.float32)
    assert nn.clip_grad_norm(grad, 1.0) == pytest.approx(5 * size, rel=1e-6)
    assert grad.dtype == np.float32
    if size > 1:
        np.testing.assert_allclose(grad, [0.6, 0.8], rtol=1e-6)


def test_a_gradient_of_zeros_has_norm_0_and_stays():
    grad = np.zeros(3)
    assert nn.clip_grad_norm(grad, 1.0) == 0.0
    assert (grad == 0).all()


def test_clipping_what_cannot_be_clipped_is_refused():
    with pytest.raises(nn.DataError, match=r"finite gradients, got NaN or infinity: training has diverged"):
        nn.clip_grad_norm(np.array([1.0, np.nan]), 1.0)
    with pytest.raises(
        nn.DataError, match=r"writeable array of floats, since it is scaled in place, got list"
    ):
        nn.clip_grad_norm([1.0], 1.0)
    with pytest.raises(nn.SettingError, match=r"max_norm above 0, got 0. 1.0 is usual"):
        nn.clip_grad_norm(np.ones(2), 0)


def test_a_step_allocates_nothing_of_the_size_of_theta():
    import tracemalloc

    theta, grad = np.ones(50_000, np.float32), np.ones(50_000, np.float32)
    for make in OPTIMIZERS.values():
        optimizer = make()
        optimizer.step(theta, grad)
        tracemalloc.start()
        optimizer.step(theta, grad)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 4096, type(optimizer)
