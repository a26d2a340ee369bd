"""Small networks learn what the course promises, whatever the seed."""

import numpy as np
import pytest

import nnkit as nn


@pytest.mark.parametrize("seed", range(20))
def test_xor_is_learnt_by_four_hidden_units(seed):
    rng = np.random.default_rng(seed)
    x, y = nn.datasets.xor(2, rng=rng)
    net = nn.Network.mlp([2, 4, 1], nn.tanh, rng=rng)
    history = nn.train(
        net, nn.SigmoidCrossEntropy(), nn.SGD(0.5), x, y, epochs=1000, batch_size=4, rng=rng, progress=False
    )
    assert nn.accuracy(net(x), y) == 1.0
    assert history.loss[-1] < 0.02


@pytest.mark.parametrize("seed", range(20))
def test_two_moons_are_told_apart_on_points_not_seen_in_training(seed):
    rng = np.random.default_rng(seed)
    x, y = nn.datasets.moons(200, noise=0.1, rng=rng)
    test_x, test_y = nn.datasets.moons(1000, noise=0.1, rng=rng)
    net = nn.Network.mlp([2, 16, 8, 1], nn.relu, rng=rng)
    sgd = nn.SGD(0.1, momentum=0.9)
    nn.train(net, nn.SigmoidCrossEntropy(), sgd, x, y, epochs=60, rng=rng, progress=False)
    assert nn.accuracy(net(test_x), test_y) >= 0.97


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "kind", [lambda: nn.SGD(0.1, momentum=0.9), lambda: nn.Adam(0.01)], ids=["sgd", "adam"]
)
def test_two_spirals_are_unwound(seed, kind):
    rng = np.random.default_rng(seed)
    x, y = nn.datasets.spirals(200, turns=1.5, noise=0.1, rng=rng)
    test_x, test_y = nn.datasets.spirals(500, turns=1.5, noise=0.1, rng=rng)
    net = nn.Network.mlp([2, 32, 32, 2], nn.tanh, rng=rng)
    nn.train(net, nn.SoftmaxCrossEntropy(), kind(), x, y, epochs=150, rng=rng, progress=False)
    assert nn.accuracy(net(test_x), test_y) >= 0.99


@pytest.mark.parametrize("seed", range(3))
def test_the_small_digits_are_read(seed):
    rng = np.random.default_rng(seed)
    (x, y), (test_x, test_y) = nn.datasets.split(*nn.datasets.digits(dtype=np.float32), share=0.25, rng=rng)
    layers = [nn.Dense(64, 128, nn.relu), nn.Dropout(128, 0.3), nn.Dense(128, 10)]
    net = nn.Network(layers, rng=rng, dtype=np.float32)
    sgd = nn.SGD(0.1, momentum=0.9)
    cosine = nn.schedules.Cosine(0.1, epochs=40)
    nn.train(net, nn.SoftmaxCrossEntropy(), sgd, x, y, epochs=40, rng=rng, schedule=cosine, progress=False)
    assert nn.accuracy(net(test_x), test_y) >= 0.97


def test_a_curve_is_fitted():
    rng = np.random.default_rng(0)
    x, y = nn.datasets.curve(200, "sine", rng=rng)
    net = nn.Network.mlp([1, 16, 1], nn.tanh, rng=rng)
    cosine = nn.schedules.Cosine(0.05, epochs=400)
    nn.train(net, nn.SquaredError(), nn.Adam(), x, y, epochs=400, rng=rng, schedule=cosine, progress=False)
    assert np.abs(net(x) - y).max() < 0.05
