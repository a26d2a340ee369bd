"""Batch and layer normalisation: the equations, the running averages, the two modes, and what is refused."""

import numpy as np
import pytest

import nnkit as nn


def rng(seed=0):
    return np.random.default_rng(seed)


def only(layer, **kwargs):
    return nn.Network([layer], rng=rng(), **kwargs)


def test_batch_norm_by_hand():
    net = only(nn.BatchNorm(1, eps=1.0))
    net[1].gamma, net[1].beta = [3.0], [10.0]
    # mean 2, biased variance (6 + 6 + 0 + 0) / 4 = 3, and with eps a standard deviation of √(3 + 1) = 2
    x = np.array([[2 - 6**0.5], [2 + 6**0.5], [2.0], [2.0]])
    np.testing.assert_allclose(
        net.forward(x)[:, 0], [10 - 1.5 * 6**0.5, 10 + 1.5 * 6**0.5, 10, 10], rtol=1e-14
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_batch_norm_gives_each_unit_mean_zero_and_biased_variance_one_over_the_batch(dtype):
    x = (rng().normal(size=(50, 3)) * [1, 10, 100] + [0, 5, -70]).astype(dtype)
    a = only(nn.BatchNorm(3, eps=1e-12), dtype=dtype).forward(x)
    tolerance = 1e-12 if dtype == np.float64 else 1e-5  # some roundings of 1e-16 and of 6e-8
    np.testing.assert_allclose(a.mean(axis=0), 0, atol=tolerance)
    np.testing.assert_allclose(a.var(axis=0), 1, atol=tolerance)


def test_layer_norm_gives_each_example_mean_zero_and_biased_variance_one_over_its_units():
    x = rng().normal(size=(5, 40)) * 10 ** np.arange(5.0)[:, np.newaxis] + 7
    a = only(nn.LayerNorm(40, eps=1e-12)).forward(x)
    np.testing.assert_allclose(a.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(a.var(axis=1), 1, atol=1e-11)


def test_layer_norm_by_hand():
    net = only(nn.LayerNorm(2, eps=3.0))
    net[1].gamma, net[1].beta = [2.0, 4.0], [0.5, 0.0]
    assert net.forward([[4.0, 6.0]]).tolist() == [
        [-0.5, 2.0]
    ]  # mean 5, variance 1, standard deviation √(1 + 3)


def test_gamma_and_beta_start_as_one_and_zero():
    for layer in (nn.BatchNorm(3), nn.LayerNorm(3)):
        assert only(layer).theta.tolist() == [1, 1, 1, 0, 0, 0]
        assert list(layer.shapes) == ["gamma", "beta"]


def test_the_running_averages_follow_the_mean_and_the_unbiased_variance():
    net = only(nn.BatchNorm(2, decay=0.75))
    norm, batches = net[1], rng().normal(3, 2, size=(3, 5, 2))
    mean, variance = np.zeros(2), np.ones(2)
    for x in batches:
        net.forward(x)
        mean = 0.75 * mean + 0.25 * x.mean(axis=0)
        variance = 0.75 * variance + 0.25 * x.var(axis=0, ddof=1)
    np.testing.assert_allclose(norm.mean, mean, rtol=1e-14)
    np.testing.assert_allclose(norm.variance, variance, rtol=1e-14)


def test_evaluation_uses_the_running_averages_and_moves_nothing():
    net, x = only(nn.BatchNorm(3, eps=0.5)), rng().normal(4, 2, size=(10, 3))
    np.testing.assert_allclose(net(x), x / 1.5**0.5, rtol=1e-14)  # at first they are 0 and 1
    for _ in range(200):
        net.forward(x)
    mean, variance = net[1].mean.copy(), net[1].variance.copy()
    np.testing.assert_allclose(mean, x.mean(axis=0), rtol=1e-8)  # 0.9**200 is 7e-10
    expected = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0, ddof=1) + 0.5)
    np.testing.assert_allclose(net(x), expected, atol=1e-7)
    np.testing.assert_allclose(net(x[:1]), expected[:1], atol=1e-7)  # an example alone gets the same answer
    np.testing.assert_array_equal(net[1].mean, mean)
    np.testing.assert_array_equal(net[1].variance, variance)


def test_the_scale_and_the_shift_of_the_input_do_not_matter():
    x, y = rng().normal(size=(6, 4)), rng(1).normal(size=(6, 4))
    for layer in (nn.BatchNorm, nn.LayerNorm):
        nets = [only(layer(4, eps=1e-12)) for _ in range(2)]
        np.testing.assert_allclose(nets[0].forward(x), nets[1].forward(100 * x - 30), atol=1e-9)
        for net, scale in zip(nets, (1, 100), strict=True):
            net.backward(y, input_gradient=True)
            # what cannot change the output has no gradient: shifts, and, where eps is 0, stretching
            axis = 0 if layer is nn.BatchNorm else 1
            np.testing.assert_allclose(net[0].delta.sum(axis=axis), 0, atol=1e-12)
            stretch = (net[0].delta * (scale * x)).sum(axis=axis)
            np.testing.assert_allclose(stretch, 0, atol=1e-9)
        np.testing.assert_allclose(nets[0][0].delta, 100 * nets[1][0].delta, atol=1e-9)


def test_a_bias_before_batch_norm_gets_no_gradient():
    net = nn.Network([nn.Dense(2, 3), nn.BatchNorm(3), nn.Activate(3, "relu"), nn.Dense(3, 1)], rng=rng())
    net.forward(rng(1).normal(size=(6, 2)))
    net.backward(rng(2).normal(size=(6, 1)))
    assert np.abs(net[1].db).max() < 1e-12 * np.abs(net[1].dW).max()


def test_a_unit_that_is_constant_over_the_batch_becomes_beta():
    net = only(nn.BatchNorm(2))
    net[1].beta = [3.0, 4.0]
    x = np.array([[1e4, 1.0], [1e4, 2.0]])
    assert net.forward(x)[:, 0].tolist() == [3, 3]
    net.backward(np.ones((2, 2)), input_gradient=True)
    assert np.isfinite(net[0].delta).all()


def test_batch_norm_in_training_refuses_a_batch_of_one():
    net = nn.Network([nn.Dense(2, 3), nn.Residual([nn.BatchNorm(3)])], rng=rng())
    with pytest.raises(
        nn.ShapeError,
        match=r"BatchNorm\(3\) expects a batch of at least 2 examples in training, got 1.*not leave 1",
    ):
        net.forward(np.ones((1, 2)))
    assert net(np.ones((1, 2))).shape == (1, 3)
    with pytest.raises(nn.OrderError):
        net.backward(np.ones((1, 3)))


def test_layer_norm_takes_a_batch_of_one_but_needs_two_units():
    assert only(nn.LayerNorm(4)).forward(np.arange(4.0)[np.newaxis]).shape == (1, 4)
    with pytest.raises(nn.SettingError, match=r"LayerNorm expects n of at least 2, got 1: a single unit"):
        nn.LayerNorm(1)


def test_a_batch_that_is_refused_leaves_the_running_averages_alone():
    net = only(nn.BatchNorm(2))
    net.forward(rng().normal(size=(4, 2)))
    before = net[1].mean.copy(), net[1].variance.copy()
    x = np.ones((4, 2))
    x[2, 1] = np.nan
    with pytest.raises(nn.DataError, match=r"x\[2, 1\] is nan"):
        net.forward(x)
    np.testing.assert_array_equal((net[1].mean, net[1].variance), before)


def test_copies_have_running_averages_of_their_own_in_their_own_dtype():
    net = only(nn.BatchNorm(2))
    net.forward(rng().normal(size=(4, 2)))
    narrow = net.astype(np.float32)
    assert narrow[1].mean.dtype == narrow[1].variance.dtype == np.float32
    np.testing.assert_array_equal(narrow[1].mean, net[1].mean.astype(np.float32))
    mean = net[1].mean.copy()
    narrow.forward(np.ones((4, 2), np.float32))
    np.testing.assert_array_equal(net[1].mean, mean)


def test_a_network_with_batch_norm_learns_and_evaluates_as_it_learned():
    r = rng(2)
    x, y = nn.datasets.moons(300, noise=0.1, rng=r)
    x = x * [1000.0, 0.001] + [0.0, 50.0]  # without normalisation this is hopeless
    layers = [nn.BatchNorm(2), nn.Dense(2, 16), nn.BatchNorm(16), nn.Activate(16, "relu"), nn.Dense(16, 2)]
    layers[0].eps = 1e-12
    net, loss, sgd = nn.Network(layers, rng=r), nn.SoftmaxCrossEntropy(), nn.SGD(0.1, momentum=0.9)
    for _ in range(60):
        for batch in nn.minibatches(len(x), 30, r):
            sgd.step(net.theta, net.backward(loss.delta(net.forward(x[batch]), y[batch])))
    assert np.mean(net(x).argmax(axis=1) == y) > 0.95


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: nn.BatchNorm(0), r"BatchNorm expects n to be a whole number of at least 1, got 0"),
        (lambda: nn.BatchNorm(2, eps=0), r"BatchNorm expects eps of at least 1e-12, got 0\. 1e-5 is usual"),
        (lambda: nn.BatchNorm(2, decay=1), r"BatchNorm expects decay of at least 0 and below 1, got 1"),
        (lambda: nn.LayerNorm(2, eps=-1), r"LayerNorm expects eps of at least 1e-12, got -1"),
    ],
)
def test_wrong_settings_are_named(make, message):
    with pytest.raises(nn.SettingError, match=message):
        make()
