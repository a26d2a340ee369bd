"""What ReLU layers do to the size of signals: the second moment, which He keeps, is not the variance."""

import math

import numpy as np
import pytest

import nnkit as nn

# Each test compares a mean of independent draws with its theory and allows five standard errors, estimated
# from the draws themselves: with the right theory a test fails in 1 of 1.7 million runs. The seeds are fixed.
SIGMAS = 5


def agrees(draws, theory):
    error = draws.std(ddof=1) / math.sqrt(len(draws))
    assert error < 0.02 * abs(theory)  # narrow enough to tell the theories apart
    return abs(draws.mean() - theory) <= SIGMAS * error


def relu_outputs(d, s2, n=200_000):
    """Return n independent h = ReLU(w·x), with x and w new for each, of unit variance and of variance s2."""
    rng = np.random.default_rng(0)
    z = np.concatenate(
        [
            np.einsum("nd,nd->n", rng.normal(size=(k, d)), rng.normal(0, math.sqrt(s2), size=(k, d)))
            for k in [20_000] * (n // 20_000)
        ]
    )
    return nn.relu(z)


@pytest.mark.parametrize(("d", "s2"), [(50, 0.04), (30, 0.2)])
def test_the_second_moment_of_relu_is_half_of_d_times_the_weight_variance(d, s2):
    h = relu_outputs(d, s2)
    assert agrees(h**2, d * s2 / 2)


def test_the_variance_is_smaller_by_the_squared_mean():
    d, s2 = 200, 0.01  # d large: z is nearly Gaussian, the mean of |z| is off by 1 / (4 d)
    h = relu_outputs(d, s2, n=100_000)
    squares = (h - h.mean()) ** 2
    assert agrees(squares, d * s2 * (1 / 2 - 1 / (2 * math.pi)))
    assert not agrees(squares, d * s2 / 2)  # the simulation can tell one from the other


@pytest.mark.parametrize("depth", [1, 3])
def test_hes_rule_keeps_the_second_moment_of_the_pre_activations_from_layer_to_layer(depth):
    moments = []
    for seed in range(1500):  # networks drawn anew: each gives one independent mean
        rng = np.random.default_rng(seed)
        net = nn.Network.mlp([20] * (depth + 1), "relu", init=nn.init.he_normal, rng=rng)
        moments.append(np.mean(net(rng.normal(size=(4, 20))) ** 2))
    # E[x²] = 1; the first W, of variance 2 / n_in, doubles it, and every ReLU halves what the next W doubles
    moments = np.array(moments)
    assert abs(moments.mean() - 2) <= SIGMAS * moments.std(ddof=1) / math.sqrt(len(moments))
    assert moments.std(ddof=1) / math.sqrt(len(moments)) < 0.04


def test_lecuns_rule_halves_it_with_every_relu():
    moments = []
    for seed in range(1500):
        rng = np.random.default_rng(seed)
        net = nn.Network.mlp([20] * 4, "relu", init=nn.init.lecun_normal, rng=rng)
        moments.append(np.mean(net(rng.normal(size=(4, 20))) ** 2))
    moments = np.array(moments)
    assert abs(moments.mean() - 1 / 4) <= SIGMAS * moments.std(ddof=1) / math.sqrt(len(moments))
