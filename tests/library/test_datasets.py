"""The data sets in the plane."""

import numpy as np
import pytest

import nnkit as nn

MAKERS = [nn.datasets.xor, nn.datasets.moons, nn.datasets.circles, nn.datasets.spirals, nn.datasets.blobs]
EVERY = pytest.mark.parametrize("make", MAKERS, ids=lambda f: f.__name__)


def rng(seed=0):
    return np.random.default_rng(seed)


@EVERY
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_every_class_has_n_points_in_the_plane(make, dtype):
    x, y = make(30, noise=0.1, rng=rng(), dtype=dtype)
    classes, counts = np.unique(y, return_counts=True)
    assert x.shape == (len(y), 2)
    assert (x.dtype, y.dtype) == (dtype, np.int64)
    assert classes.tolist() == list(range(3 if make is nn.datasets.blobs else 2))
    assert set(counts) == {30}


@EVERY
def test_a_seed_can_be_repeated_and_another_gives_fresh_points(make):
    one, again, other = (make(20, noise=0.1, rng=rng(seed)) for seed in (0, 0, 1))
    np.testing.assert_array_equal(one[0], again[0])
    np.testing.assert_array_equal(one[1], again[1])
    assert not np.array_equal(one[0], other[0])


@EVERY
def test_the_points_are_shuffled_so_that_a_slice_is_a_fair_sample(make):
    _, y = make(100, noise=0.1, rng=rng())
    assert set(y[:30]) == set(y)


@EVERY
def test_the_noise_is_the_standard_deviation_of_both_coordinates(make):
    clean, noisy = (make(2000, noise=noise, rng=rng())[0] for noise in (0.0, 0.3))
    np.testing.assert_allclose(
        (noisy - clean).std(axis=0), 0.3, rtol=0.05
    )  # 4,000 draws: 1.1 % standard error


def test_xor_without_noise_is_its_truth_table():
    x, y = nn.datasets.xor(2, rng=rng())
    table = {(*map(int, point), int(label)) for point, label in zip(x, y, strict=True)}
    assert table == {(0, 0, 0), (1, 1, 0), (0, 1, 1), (1, 0, 1)}


def test_moons_lie_on_their_half_circles():
    x, y = nn.datasets.moons(50, noise=0, rng=rng())
    upper, lower = x[y == 0], x[y == 1] - [1, 0.5]
    np.testing.assert_allclose(np.linalg.norm(np.vstack([upper, lower]), axis=1), 1, rtol=1e-12)
    assert upper[:, 1].min() >= 0 >= lower[:, 1].max()


def test_circles_have_their_radii():
    x, y = nn.datasets.circles(50, noise=0, factor=0.3, rng=rng())
    np.testing.assert_allclose(np.linalg.norm(x, axis=1), np.where(y == 0, 1, 0.3), rtol=1e-12)


def test_spirals_turn_as_often_as_they_are_told():
    x, y = nn.datasets.spirals(500, turns=2, noise=0, classes=3, radius=4, rng=rng())
    r, angle = np.linalg.norm(x, axis=1), np.arctan2(x[:, 1], x[:, 0])
    turned = angle - 2 * np.pi * (2 * r / 4 + y / 3)
    np.testing.assert_allclose(np.exp(1j * turned), 1, atol=1e-9)
    assert 3.9 < r.max() <= 4


def test_the_best_line_errs_on_over_a_quarter_of_the_spirals():
    x, y = nn.datasets.spirals(200, turns=1.5, noise=0.1, rng=rng())
    angles = np.linspace(0, 2 * np.pi, 181)
    projections = x @ np.stack([np.cos(angles), np.sin(angles)])
    best = max(np.mean((p > c) == y) for p in projections.T for c in np.linspace(-3, 3, 61))
    assert best < 0.75


def test_blobs_stand_around_their_centres():
    x, y = nn.datasets.blobs(500, classes=4, noise=0.2, radius=3, rng=rng())
    centres = [x[y == k].mean(axis=0) for k in range(4)]
    np.testing.assert_allclose(centres, [[3, 0], [0, 3], [-3, 0], [0, -3]], atol=0.05)


@EVERY
def test_wrong_arguments_are_named(make):
    who = make.__name__
    with pytest.raises(nn.SettingError, match=rf"{who} expects rng, a numpy.random.Generator, got int"):
        make(5, rng=0)
    with pytest.raises(nn.SettingError, match=rf"{who} expects n to be a whole number of at least 1, got 0"):
        make(0, rng=rng())
    with pytest.raises(
        nn.SettingError, match=rf"{who} expects noise of at least 0, got -1.* standard deviation"
    ):
        make(5, noise=-1, rng=rng())
    with pytest.raises(nn.SettingError, match=rf"{who} expects dtype to be"):
        make(5, rng=rng(), dtype=np.int64)


def test_the_inner_circle_must_be_inside():
    with pytest.raises(nn.SettingError, match=r"circles expects factor of at least 0 and below 1, got 1.5"):
        nn.datasets.circles(5, factor=1.5, rng=rng())
