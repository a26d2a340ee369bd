"""Backpropagation against differences: every loss, activation and dtype, on full and partial batches."""

import numpy as np
import pytest

import nnkit as nn

LOSSES = {
    "squared": (nn.SquaredError(), lambda rng, n: rng.normal(size=(n, 3))),
    "mean_squared": (nn.MeanSquaredError(), lambda rng, n: rng.normal(size=(n, 3))),
    "sigmoid": (nn.SigmoidCrossEntropy(), lambda rng, n: rng.integers(0, 2, size=(n, 3))),
    "logistic": (nn.LogisticLoss(), lambda rng, n: 2 * rng.integers(0, 2, size=(n, 3)) - 1),
    "softmax": (nn.SoftmaxCrossEntropy(), lambda rng, n: rng.integers(0, 3, size=n)),
    "soft_targets": (nn.SoftmaxCrossEntropy(), lambda rng, n: rng.dirichlet(np.ones(3), size=n)),
}
# float32 gradients carry a few roundings of 6e-8; float64 is limited by the differences, about 1e-10
TOLERANCE = {np.float32: 5e-6, np.float64: 1e-7}


def differences(net, loss, x, y):
    """Return ∂L/∂theta by differences, in float64."""
    exact = net.astype(np.float64)

    def f(theta):
        exact.theta = theta
        return loss(exact(x), y)

    return nn.numerical_gradient(f, exact.theta)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("phi", nn.ACTIVATIONS.values(), ids=repr)
@pytest.mark.parametrize("name", LOSSES)
def test_backward_agrees_with_differences_on_a_full_and_then_a_partial_batch(name, phi, dtype):
    rng = np.random.default_rng(3)  # no z of this network lies within the step of a kink at 0
    loss, targets = LOSSES[name]
    net = nn.Network([nn.Dense(2, 4, phi), nn.Dense(4, 3, phi), nn.Dense(3, 3)], rng=rng, dtype=dtype)
    net.theta = net.theta + 0.3 * rng.normal(size=net.n_params)
    x, y = rng.normal(size=(7, 2)).astype(dtype), targets(rng, 7)
    for rows in (slice(0, 4), slice(4, 7), slice(0, 1)):
        grad = net.backward(loss.delta(net.forward(x[rows]), y[rows]))
        assert grad.dtype == dtype
        assert nn.relative_error(grad, differences(net, loss, x[rows], y[rows])) < TOLERANCE[dtype]


@pytest.mark.parametrize("phi", ["tanh", "sigmoid"])
def test_a_network_with_a_bent_output_is_differentiated_through_it(phi):
    rng = np.random.default_rng(0)
    net = nn.Network([nn.Dense(2, 4, "tanh"), nn.Dense(4, 3, phi)], rng=rng)
    assert nn.gradient_check(net, nn.SquaredError(), rng.normal(size=(5, 2)), rng.normal(size=(5, 3)))


def test_the_gradient_reaches_the_input_on_request():
    rng = np.random.default_rng(0)
    net, loss = nn.Network.mlp([3, 5, 2], nn.gelu, rng=rng), nn.SoftmaxCrossEntropy()
    x, y = rng.normal(size=(4, 3)), [0, 1, 1, 0]
    without = net.backward(loss.delta(net.forward(x), y)).copy()
    assert net[0].delta.shape == (0, 3)
    with_input = net.backward(loss.delta(net.forward(x), y), input_gradient=True)
    np.testing.assert_array_equal(without, with_input)
    assert nn.relative_error(net[0].delta, nn.numerical_gradient(lambda v: loss(net(v), y), x)) < 1e-8


def test_numerical_gradient_is_exact_for_a_quadratic_of_any_shape():
    A = np.arange(6.0).reshape(2, 3)
    before = A.copy()
    gradient = nn.numerical_gradient(lambda M: (M**2).sum(), A)
    np.testing.assert_allclose(gradient, 2 * A, atol=1e-8)
    np.testing.assert_array_equal(A, before)
    assert nn.numerical_gradient(lambda t: t**3, 2.0) == pytest.approx(12)


def test_numerical_gradient_survives_a_function_that_spoils_its_argument():
    def f(t):
        t *= 2
        return float(t.sum())

    np.testing.assert_allclose(nn.numerical_gradient(f, [1.0, -3.0]), [2, 2], rtol=1e-9)


def test_numerical_gradient_is_computed_in_float64_even_for_float32():
    theta = np.array([0.3], dtype=np.float32)
    assert nn.numerical_gradient(lambda t: np.exp(t[0]), theta)[0] == pytest.approx(
        np.exp(np.float64(theta[0])), 1e-9
    )


def test_relative_error_compares_norms():
    assert nn.relative_error([1.0, 0.0], [1.0, 0.0]) == 0
    assert nn.relative_error([0.0], [0.0]) == 0
    assert nn.relative_error([0.0], [5.0]) == 1
    assert nn.relative_error([3.0, 4.0], [-3.0, -4.0]) == 2
    with pytest.raises(nn.ShapeError, match=r"one shape, got \(1,\) and \(2,\)"):
        nn.relative_error([1.0], [1.0, 2.0])


class _WrongSign(nn.SquaredError):
    def delta(self, z, y):
        return -super().delta(z, y)


def test_gradient_check_passes_right_gradients_and_leaves_the_network_alone():
    rng = np.random.default_rng(0)
    for dtype in (np.float32, np.float64):
        net = nn.Network.mlp([2, 3, 1], nn.tanh, rng=rng, dtype=dtype)
        theta, grad = net.theta.copy(), net.grad.copy()
        check = nn.gradient_check(net, nn.SquaredError(), rng.normal(size=(4, 2)), rng.normal(size=4))
        assert check
        assert check.relative_error <= check.tolerance == (1e-3 if dtype == np.float32 else 1e-6)
        assert [(p.layer, p.name, p.shape) for p in check.parameters] == [
            (1, "W", (3, 2)), (1, "b", (3,)), (2, "W", (1, 3)), (2, "b", (1,)),
        ]  # fmt: skip
        np.testing.assert_array_equal(net.theta, theta)
        np.testing.assert_array_equal(net.grad, grad)


def test_gradient_check_shows_where_a_wrong_gradient_is():
    rng = np.random.default_rng(0)
    net = nn.Network.mlp([2, 3, 1], nn.tanh, rng=rng)
    check = nn.gradient_check(net, _WrongSign(), rng.normal(size=(4, 2)), rng.normal(size=4))
    assert not check
    assert check.relative_error == pytest.approx(2)
    worst = check.parameters[0]
    assert worst.backward == pytest.approx(-worst.differences)
    assert "FAILED" in repr(check)
    assert repr(check).count("<-- look here") == 4


def test_a_function_without_one_finite_value_is_refused():
    with pytest.raises(
        nn.DataError, match=r"one finite number, got an array of shape \(2,\). Sum or average"
    ):
        nn.numerical_gradient(lambda t: t, [1.0, 2.0])
    with pytest.raises(nn.DataError, match="one finite number, got nan"):
        nn.numerical_gradient(lambda t: np.nan, [1.0])
    with pytest.raises(nn.SettingError, match="expects h of at least 1e-12, got 0"):
        nn.numerical_gradient(lambda t: t[0], [1.0], h=0)
