"""Counting linear regions: by hand, against dense sampling, and against what is known."""

import copy

import numpy as np
import pytest

import nnkit as nn
from nnkit.linear_regions import in_plane, on_line, patterns, sawtooth


def rng(seed=0):
    return np.random.default_rng(seed)


def random_network(layers, seed=0):
    net = nn.Network(layers, rng=rng(seed))
    net.theta = rng(seed + 1).normal(size=net.n_params)
    return net


def by_formula(terms):
    """Return a ReLU network c₁ ReLU(w₁ x + b₁) + …, given (c, w, b) for each term."""
    net = nn.Network.mlp([1, len(terms), 1], "relu", rng=rng())
    c, w, b = np.array(terms, dtype=np.float64).T
    net[1].W, net[1].b, net[2].W = w[:, np.newaxis], b, c[np.newaxis]
    return net


def test_the_kinks_of_the_triangle_and_of_the_absolute_value():
    triangle = on_line(by_formula([(1, 1, 0), (-2, 1, -1), (1, 1, -2)]), -1, 3)
    assert triangle.kinks.tolist() == [0, 1, 2]
    assert triangle.slopes.tolist() == [[0], [1], [-1], [0]]
    absolute = on_line(by_formula([(1, 1, 0), (1, -1, 0)]), -5, 5)
    assert (absolute.count, absolute.kinks.tolist(), absolute.slopes.tolist()) == (2, [0], [[-1], [1]])


def test_one_hidden_layer_has_a_kink_at_minus_b_over_w_for_every_unit():
    net = random_network([nn.Dense(1, 12, "relu"), nn.Dense(12, 1)])
    kinks = np.sort(-net[1].b / net[1].W[:, 0])
    pieces = on_line(net, -1000, 1000)
    np.testing.assert_allclose(pieces.kinks, kinks, rtol=1e-10)
    assert pieces.count == 13
    jumps = (net[2].W[0] * np.abs(net[1].W[:, 0]))[np.argsort(-net[1].b / net[1].W[:, 0])]
    np.testing.assert_allclose(np.diff(pieces.slopes[:, 0]), jumps, rtol=1e-10)


def test_kinks_that_cancel_do_not_count():
    straight = by_formula([(1, 1, 0), (-1, -1, 0)])  # ReLU(x) − ReLU(−x) = x
    assert on_line(straight, -1, 1).count == 1
    dead = nn.Network.mlp([1, 3, 1, 1], "relu", rng=rng())
    dead[2].W, dead[2].b = [[0.0, 0.0, 0.0]], [-1.0]
    assert on_line(dead, -1, 1).count == 1


@pytest.mark.parametrize("depth", range(1, 13))
def test_the_sawtooth_has_two_to_the_depth_pieces(depth):
    net = sawtooth(depth)
    pieces = on_line(net, 0, 1)
    assert pieces.count == 2**depth
    np.testing.assert_array_equal(pieces.kinks, np.arange(1, 2**depth) / 2**depth)
    np.testing.assert_array_equal(pieces.slopes[:, 0], 2.0**depth * (-1.0) ** np.arange(2**depth))
    x = np.array([0, 0.25, 0.3, 0.5, 1.0])
    tent = x
    for _ in range(depth):
        tent = np.where(tent < 0.5, 2 * tent, 2 - 2 * tent)
    np.testing.assert_allclose(net(x[:, np.newaxis])[:, 0], tent, atol=1e-12)
    assert net.n_params == 4 + 6 * (depth - 1) + 3


LAYERS = {
    "deep": [nn.Dense(1, 8, "relu"), nn.Dense(8, 8, "relu"), nn.Dense(8, 6, "relu"), nn.Dense(6, 2)],
    "leaky": [nn.Dense(1, 8, "leaky_relu"), nn.Dense(8, 8, nn.leaky_relu.with_(alpha=-0.7)), nn.Dense(8, 1)],
    "prelu": [nn.Dense(1, 8), nn.PReLU(8), nn.Dense(8, 8), nn.PReLU(8, shared=True), nn.Dense(8, 1)],
    "apart": [nn.Dense(1, 8), nn.BatchNorm(8), nn.Dropout(8), nn.Activate(8, "relu"), nn.Dense(8, 1)],
    "residual": [
        nn.Dense(1, 6, "relu"),
        nn.Residual([nn.Dense(6, 4, "relu"), nn.Residual([nn.Activate(4, "relu")]), nn.Dense(4, 6, "relu")]),
        nn.Dense(6, 6, "relu"),
        nn.Dense(6, 1),
    ],
    "relu_out": [nn.Dense(1, 8, "relu"), nn.Dense(8, 2, "relu")],
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", LAYERS)
def test_the_pieces_agree_with_fine_differences(name, seed):
    net = random_network(copy.deepcopy(LAYERS[name]), seed)
    for layer in net.layers:
        if isinstance(layer, nn.BatchNorm):
            layer.mean[:], layer.variance[:] = 0.3, 2.0
    pieces = on_line(net, -3, 3)
    x = np.linspace(-3, 3, 200_001)
    slopes = np.diff(net(x[:, np.newaxis]), axis=0) / (x[1] - x[0])
    inside = np.searchsorted(pieces.kinks, x[:-1]) == np.searchsorted(pieces.kinks, x[1:])
    expected = pieces.slopes[np.searchsorted(pieces.kinks, x[:-1])]
    size = np.abs(pieces.slopes).max()
    np.testing.assert_allclose(slopes[inside], expected[inside], atol=1e-9 * size)  # rounding 1e-16 over 3e-5
    assert (~inside).sum() <= len(pieces.kinks)
    # every kink is real: the slope really changes there
    assert (np.abs(np.diff(pieces.slopes, axis=0)).max(axis=1) > 1e-9 * size).all()
    assert pieces.count > 3


def test_on_a_line_through_many_inputs():
    net = random_network([nn.Dense(3, 10, "relu"), nn.Dense(10, 10, "relu"), nn.Dense(10, 2)])
    origin, direction = np.array([0.1, -0.2, 0.3]), np.array([1.0, 2.0, -1.0])
    pieces = on_line(net, -2, 2, origin=origin, direction=direction)
    for k, t in enumerate((pieces.kinks[:-1] + pieces.kinks[1:]) / 2, start=1):
        h = (pieces.kinks[k] - pieces.kinks[k - 1]) / 4
        f = net(origin + np.array([[t - h], [t + h]]) * direction)
        np.testing.assert_allclose((f[1] - f[0]) / (2 * h), pieces.slopes[k], rtol=1e-5, atol=1e-5)


def test_lines_through_the_plane_cut_it_as_geometry_says():
    # m lines in general position make 1 + m + m (m − 1) / 2 regions; all crossings lie in the square
    angles = np.array([0.1, 0.9, 1.7, 2.6])
    net = nn.Network.mlp([2, 4, 1], "relu", rng=rng())
    net[1].W, net[1].b = np.column_stack([np.cos(angles), np.sin(angles)]), [0.3, -0.2, 0.25, 0.1]
    assert in_plane(net, -4, 4, resolution=400) == 1 + 4 + 6
    # a lower bound: a coarse grid finds fewer, a grid that contains it at least as many
    counts = [in_plane(net, -4, 4, resolution=k) for k in (2, 3, 5, 9, 17)]
    assert counts == sorted(counts)
    assert counts[0] < 11


def test_points_of_one_pattern_lie_in_one_affine_region():
    net = random_network([nn.Dense(2, 6, "relu"), nn.Residual([nn.Dense(6, 6, "relu")]), nn.Dense(6, 1)])
    x = rng().uniform(-2, 2, size=(3000, 2))
    number = patterns(net, x)
    assert sorted(set(number.tolist())) == list(range(number.max() + 1))
    assert number.max() > 10
    for k in range(number.max() + 1):
        inside = x[number == k]
        if (
            len(inside) >= 3
        ):  # on a region the network is affine, so the value at a mean is the mean of the values
            np.testing.assert_allclose(
                net(inside.mean(axis=0)[np.newaxis]), net(inside).mean(0)[np.newaxis], rtol=1e-9, atol=1e-12
            )


def test_in_plane_through_many_inputs():
    net = random_network([nn.Dense(3, 5, "relu"), nn.Dense(5, 1)])
    flat = nn.Network.mlp([2, 5, 1], "relu", rng=rng())
    flat[1].W, flat[1].b = net[1].W[:, [2, 0]], net[1].b + 0.5 * net[1].W[:, 1]
    plane = {"origin": [0, 0.5, 0], "directions": [[0, 0, 1], [1, 0, 0]]}
    assert in_plane(net, -3, 3, resolution=80, **plane) == in_plane(flat, -3, 3, resolution=80) > 5


def test_networks_without_pieces_and_wrong_lines_are_refused():
    bent, wide = nn.Network.mlp([1, 3, 1], "tanh", rng=rng()), nn.Network.mlp([2, 3, 1], "relu", rng=rng())
    for call in (lambda: on_line(bent, 0, 1), lambda: patterns(bent, [[0.0]])):
        with pytest.raises(nn.SettingError, match=r"piecewise linear, got Dense\(1, 3, tanh\)\. Use relu"):
            call()
    normed = nn.Network([nn.Dense(1, 3), nn.LayerNorm(3)], rng=rng())
    with pytest.raises(nn.SettingError, match=r"got LayerNorm\(3\)"):
        on_line(normed, 0, 1)
    with pytest.raises(nn.SettingError, match=r"on_line expects low below high, both finite, got 1 and 1"):
        on_line(sawtooth(1), 1, 1)
    with pytest.raises(nn.SettingError, match=r"expects origin and direction, each of shape \(2,\)"):
        on_line(wide, 0, 1)
    with pytest.raises(nn.ShapeError, match=r"expects direction of shape \(2,\), got \(3,\)"):
        on_line(wide, 0, 1, origin=[0, 0], direction=[1, 2, 3])
    with pytest.raises(nn.SettingError, match="direction other than 0"):
        on_line(wide, 0, 1, origin=[0, 0], direction=[0, 0])
    with pytest.raises(nn.ShapeError, match=r"directions of shape \(2, 1\) for a network of 1 inputs"):
        in_plane(sawtooth(2), 0, 1)
    with pytest.raises(nn.SettingError, match="in_plane expects low below high"):
        in_plane(wide, 1, 0)
    with pytest.raises(
        nn.SettingError, match="sawtooth expects depth to be a whole number of at least 1, got 0"
    ):
        sawtooth(0)
