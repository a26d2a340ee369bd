"""The first weights: each rule has the variance it promises."""

import math

import numpy as np
import pytest

import nnkit as nn

RULES = {
    "normal": 0.01**2,
    "xavier_normal": 2 / (200 + 300),
    "xavier_uniform": 2 / (200 + 300),
    "he_normal": 2 / 300,
    "he_uniform": 2 / 300,
    "lecun_normal": 1 / 300,
}


def rng():
    return np.random.default_rng(0)


@pytest.mark.parametrize(("name", "variance"), RULES.items())
def test_the_variance_is_the_one_of_the_rule(name, variance):
    W = getattr(nn.init, name)(rng(), 200, 300)
    assert W.shape == (200, 300)
    assert W.dtype == np.float64
    # 60,000 draws: the standard error of the variance is at most variance √(2 / 60,000) = 0.6 %
    assert W.var() == pytest.approx(variance, rel=0.03)
    assert abs(W.mean()) < 5 * math.sqrt(variance / W.size)


@pytest.mark.parametrize("name", ["xavier_uniform", "he_uniform"])
def test_the_uniform_rules_stay_within_root_three_standard_deviations(name):
    W = getattr(nn.init, name)(rng(), 200, 300)
    assert 0.99 < np.abs(W).max() / math.sqrt(3 * RULES[name]) <= 1


def test_zeros_are_zero_and_normal_takes_its_standard_deviation():
    assert not nn.init.zeros(rng(), 2, 3).any()
    np.testing.assert_allclose(
        nn.init.normal(rng(), 4, 5, std=2), 200 * nn.init.normal(rng(), 4, 5), rtol=1e-14
    )


@pytest.mark.parametrize("shape", [(5, 5), (3, 7), (7, 3), (1, 4)])
def test_orthogonal_rows_or_columns_are_orthonormal(shape):
    W = nn.init.orthogonal(rng(), *shape)
    assert W.shape == shape
    small = W @ W.T if shape[0] <= shape[1] else W.T @ W
    np.testing.assert_allclose(small, np.eye(min(shape)), atol=1e-14)


def test_orthogonal_matrices_favour_no_direction():
    r = rng()
    corners = [nn.init.orthogonal(r, 2, 2)[0, 0] for _ in range(2000)]
    assert abs(np.mean(corners)) < 5 * math.sqrt(0.5 / 2000)  # without the sign rule the mean is about -0.6


@pytest.mark.parametrize("name", [*RULES, "orthogonal", "zeros"])
def test_the_same_seed_gives_the_same_weights_and_a_new_array(name):
    rule = getattr(nn.init, name)
    one, two = rule(rng(), 3, 4), rule(rng(), 3, 4)
    np.testing.assert_array_equal(one, two)
    assert one is not two


def test_he_keeps_the_second_moment_through_relu_layers():
    r = rng()
    a = r.normal(size=(400, 300))
    for _ in range(5):
        a = nn.relu(a @ nn.init.he_normal(r, 300, 300).T)
    assert np.mean(a**2) == pytest.approx(
        1, rel=0.35
    )  # E[a²] is 1/2 of E[z²] = 2: five random layers drift a little
    assert a.var() < 0.85  # the variance is not kept


@pytest.mark.parametrize("name", [*RULES, "orthogonal", "zeros"])
def test_wrong_arguments_are_named(name):
    rule = getattr(nn.init, name)
    with pytest.raises(nn.SettingError, match=rf"nn.init.{name} expects rng, .*got int.*default_rng"):
        rule(0, 2, 3)
    with pytest.raises(nn.SettingError, match=r"expects n_in to be a whole number of at least 1, got 0"):
        rule(rng(), 2, 0)
    with pytest.raises(nn.SettingError, match=r"expects n_out to be a whole number of at least 1, got 2.5"):
        rule(rng(), 2.5, 2)


def test_a_negative_standard_deviation_is_refused():
    with pytest.raises(nn.SettingError, match=r"expects std of at least 0, got -1"):
        nn.init.normal(rng(), 2, 2, std=-1)
