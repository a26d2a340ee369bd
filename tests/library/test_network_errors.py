"""What networks and layers refuse, and what they say: expected, got, how to mend it."""

import numpy as np
import pytest

import nnkit as nn

RNG = np.random.default_rng(0)


def make(sizes=(2, 3, 1), phi="tanh", **kwargs):
    return nn.Network.mlp(list(sizes), phi, rng=np.random.default_rng(0), **kwargs)


@pytest.mark.parametrize(
    ("n_in", "shape", "message"),
    [
        (2, (2,), r"x of shape \(batch, 2\), got \(2,\)\. For one example write x\[np.newaxis\]\."),
        (1, (7,), r"x of shape \(batch, 1\), got \(7,\)\. .* write x\[:, np.newaxis\]"),
        (2, (0, 2), r"got \(0, 2\)\. An empty batch has no mean: give at least one example"),
        (2, (2, 5), r"got \(2, 5\)\. Did you transpose x"),
        (6, (4, 2, 3), r"got \(4, 2, 3\)\. Flatten each example: x.reshape\(len\(x\), -1\)"),
        (2, (5, 3), r"got \(5, 3\)\. One example is one row of 2 numbers"),
        (2, (), r"got \(\)\."),
    ],
)
def test_an_input_of_the_wrong_shape_is_answered_with_the_remedy(n_in, shape, message):
    net = make((n_in, 3, 1))
    for call in (net, net.forward):
        with pytest.raises(nn.ShapeError, match=message):
            call(np.ones(shape))


@pytest.mark.parametrize("phi", nn.ACTIVATIONS)
def test_a_nan_in_the_input_is_found_and_placed(phi):
    net, x = make((2, 3, 1), phi), np.ones((4, 2))
    x[3, 1] = np.nan
    for call in (net, net.forward):
        with pytest.raises(nn.DataError, match=r"Network expects finite numbers, but x\[3, 1\] is nan"):
            call(x)


def test_infinite_input_and_input_that_is_no_number_are_refused():
    with pytest.raises(nn.DataError, match=r"x\[0, 0\] is -inf"):
        make(phi="relu")([[-np.inf, 1]])
    with pytest.raises(nn.DataError, match=r"x to hold real numbers, got an array of dtype <U1"):
        make()([["a", "b"]])


def test_parameters_that_ran_away_are_reported():
    net = make()
    net.theta[0] = np.nan
    with pytest.raises(nn.DivergedError, match=r"training has diverged.*smaller eta"):
        net.forward(np.ones((3, 2)))
    net = make(phi="identity", dtype=np.float32)
    net.theta[:] = 1e30
    with pytest.raises(
        nn.DivergedError, match=r"overflows: the largest \|x\| is 1, the largest \|theta\| 1e\+30"
    ):
        net.forward(np.ones((3, 2)))


def test_training_that_diverges_ends_in_an_error_and_not_in_warnings():
    net, loss, sgd = make((2, 8, 1), "relu"), nn.SquaredError(), nn.SGD(1e3, momentum=0.9)
    x, y = RNG.normal(size=(8, 2)), RNG.normal(size=8)

    def train():
        for _ in range(1000):
            sgd.step(net.theta, net.backward(loss.delta(net.forward(x), y)))

    with pytest.raises(nn.DivergedError, match=r"smaller eta"):
        train()


def test_a_large_output_that_still_fits_is_no_error():
    net = make((1, 1), dtype=np.float32)
    net.theta = [1e25, 0]  # its square overflows float32
    assert net([[1.0]]).item() == np.float32(1e25)


def test_backward_needs_a_forward_of_its_own():
    net = make()
    with pytest.raises(nn.OrderError, match=r"net.forward\(x\) before it, and a new one for every backward"):
        net.backward(np.ones((4, 1)))
    net(np.ones((4, 2)))
    with pytest.raises(nn.OrderError, match=r"net\(x\) keeps nothing"):
        net.backward(np.ones((4, 1)))
    net.forward(np.ones((4, 2)))
    net.backward(np.ones((4, 1)))
    with pytest.raises(nn.OrderError, match=r"after a step the kept z and a no longer belong to theta"):
        net.backward(np.ones((4, 1)))


def test_a_forward_that_failed_leaves_nothing_to_go_back_from():
    net = make()
    net.forward(np.ones((4, 2)))
    with pytest.raises(nn.DataError):
        net.forward(np.full((4, 2), np.nan))
    with pytest.raises(nn.OrderError):
        net.backward(np.ones((4, 1)))


def test_an_error_signal_of_another_batch_is_refused_and_the_right_one_still_works():
    net = make()
    net.forward(np.ones((4, 2)))
    with pytest.raises(nn.ShapeError, match=r"delta of shape \(4, 1\), like the output .* got \(3, 1\)"):
        net.backward(np.ones((3, 1)))
    with pytest.raises(nn.ShapeError, match=r"got \(4,\)"):
        net.backward(np.ones(4))
    with pytest.raises(nn.DataError, match=r"delta\[2, 0\] is nan"):
        net.backward([[1], [1], [np.nan], [1]])
    net.backward(np.ones((4, 1)))
    with pytest.raises(nn.ShapeError, match=r"grad_a of the shape of its last a, \(4, 3\), got \(2, 3\)"):
        net[1].backward(np.ones((2, 3)))


def test_randomness_comes_from_a_generator_only():
    for rng in (0, None, np.random, np.random.RandomState(0)):
        with pytest.raises(
            nn.SettingError, match=r"Network expects rng, .* got \w+\. Write rng = np.random.default_rng"
        ):
            nn.Network.mlp([2, 1], "tanh", rng=rng)


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ([2], r"at least two sizes, inputs and outputs, got \[2\]"),
        (5, "at least two sizes, inputs and outputs, got 5"),
        ([2, 0, 1], "Dense expects n_out to be a whole number of at least 1, got 0"),
        ([2.5, 1], "Dense expects n_in to be a whole number of at least 1, got 2.5"),
        ([2, True], "n_out to be a whole number"),
    ],
)
def test_wrong_sizes_are_named(sizes, message):
    with pytest.raises(nn.SettingError, match=message):
        nn.Network.mlp(sizes, "tanh", rng=RNG)


def test_wrong_activations_are_named():
    with pytest.raises(nn.UnknownNameError, match=r"no activation called 'sigmod'.* mean 'sigmoid'"):
        make(phi="sigmod")
    with pytest.raises(
        nn.SettingError, match=r"Dense expects phi to be an activation such as nn.tanh.*softmax"
    ):
        make(phi=nn.softmax)


def test_only_two_dtypes_are_computed_in():
    for dtype in (np.float16, np.int64):
        with pytest.raises(
            nn.SettingError, match=r"Network expects dtype to be np.float32 or np.float64, got"
        ):
            make(dtype=dtype)
        with pytest.raises(nn.SettingError, match=r"dtype"):
            make().astype(dtype)


def test_layers_must_be_new_and_fit_together():
    first = nn.Dense(2, 3)
    nn.Network([first], rng=RNG)
    with pytest.raises(
        nn.SettingError, match=r"new layers, but layer 1, Dense\(2, 3, identity\), is already in"
    ):
        nn.Network([first], rng=RNG)
    square = nn.Dense(3, 3)
    with pytest.raises(nn.SettingError, match=r"new layers, but layer 2"):
        nn.Network([square, square], rng=RNG)
    with pytest.raises(nn.ShapeError, match=r"layer 2 to have 3 inputs, like the outputs of layer 1, got 4"):
        nn.Network([nn.Dense(2, 3), nn.Dense(4, 1)], rng=RNG)
    with pytest.raises(nn.SettingError, match=r"at least one layer, got none"):
        nn.Network([], rng=RNG)
    with pytest.raises(nn.SettingError, match=r"layers such as nn.Dense.* as layer 1"):
        nn.Network([nn.tanh], rng=RNG)


def test_parameters_of_the_wrong_shape_are_refused():
    net = make()
    with pytest.raises(nn.ShapeError, match=r"W of shape \(3, 2\), got \(2, 3\)\. Did you transpose it"):
        net[1].W = np.ones((2, 3))
    with pytest.raises(nn.ShapeError, match=r"b of shape \(3,\), got \(\)"):
        net[1].b = 0.0
    with pytest.raises(nn.ShapeError, match=r"theta of shape \(13,\), got \(12,\)"):
        net.theta = np.zeros(12)
    with pytest.raises(nn.ShapeError, match=r"W of shape \(3, 2\), got \(2, 2\)"):
        make(init=lambda rng, n_out, n_in: np.eye(2))


def test_a_layer_outside_a_network_says_where_its_parameters_come_from():
    with pytest.raises(nn.OrderError, match=r"Dense\(2, 3, identity\) has no W yet: .* in Network"):
        nn.Dense(2, 3).W  # noqa: B018


def test_every_error_is_an_nnkit_error_and_the_builtin_a_reader_would_guess():
    assert issubclass(nn.ShapeError, ValueError)
    for error in (
        nn.ShapeError,
        nn.DataError,
        nn.SettingError,
        nn.OrderError,
        nn.DivergedError,
        nn.UnknownNameError,
    ):
        assert issubclass(error, nn.NNKitError)
