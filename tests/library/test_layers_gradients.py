"""Every layer against central differences: losses, activations, dtypes, and a last batch that is smaller."""

import numpy as np
import pytest

import nnkit as nn

LOSSES = {
    "squared": (nn.SquaredError(), lambda rng, n: rng.normal(size=(n, 2))),
    "mean_squared": (nn.MeanSquaredError(), lambda rng, n: rng.normal(size=(n, 2))),
    "sigmoid": (nn.SigmoidCrossEntropy(), lambda rng, n: rng.integers(0, 2, size=(n, 2))),
    "logistic": (nn.LogisticLoss(), lambda rng, n: 2 * rng.integers(0, 2, size=(n, 2)) - 1),
    "softmax": (nn.SoftmaxCrossEntropy(), lambda rng, n: rng.integers(0, 2, size=n)),
}
# float32 gradients carry roundings of 6e-8, which a division by a small σ enlarges; float64 is limited by the
# differences, about 1e-10
TOLERANCE = {np.float32: 2e-5, np.float64: 1e-7}


def bent_forward(a_prev, A):
    return np.sin(a_prev) @ A.T


def bent_backward(grad_a, a_prev, A):
    return (grad_a @ A) * np.cos(a_prev), grad_a.T @ np.sin(a_prev)


LAYERS = {
    "dense": lambda phi: [nn.Dense(3, 4, phi)],
    "activate": lambda phi: [nn.Dense(3, 4), nn.Activate(4, phi)],
    "prelu": lambda phi: [nn.Dense(3, 4, phi), nn.PReLU(4)],
    "prelu_shared": lambda phi: [nn.Dense(3, 4, phi), nn.PReLU(4, shared=True)],
    "dropout": lambda phi: [nn.Dense(3, 4, phi), nn.Dropout(4, 0.3)],
    "batch_norm": lambda phi: [nn.Dense(3, 4), nn.BatchNorm(4), nn.Activate(4, phi)],
    "layer_norm": lambda phi: [nn.Dense(3, 4), nn.LayerNorm(4), nn.Activate(4, phi)],
    "residual": lambda phi: [nn.Dense(3, 4), nn.Residual([nn.Dense(4, 3, phi), nn.Dense(3, 4, phi)])],
    "block": lambda phi: [
        nn.Dense(3, 4),
        nn.Residual([nn.BatchNorm(4), nn.Activate(4, phi), nn.Residual([nn.Dropout(4, 0.3), nn.PReLU(4)])]),
    ],
    "function": lambda phi: [
        nn.Dense(3, 4, phi),
        nn.FunctionLayer(4, 4, bent_forward, bent_backward, A=np.ones((4, 4)) - 2 * np.eye(4)),
    ],
    "of_two_functions": lambda phi: [nn.Dense(3, 4, nn.Activation.of(phi, phi.prime))],
}


def differences(net, loss, x, y):
    """Return ∂L/∂theta of training passes by differences, in float64, with the masks just drawn."""
    exact = net.astype(np.float64)
    for layer in exact.layers:
        layer.hold()

    def f(theta):
        exact.theta = theta
        return loss(exact.forward(x), y)

    return nn.numerical_gradient(f, exact.theta)


def network(name, phi, dtype, rng):
    net = nn.Network([*LAYERS[name](phi), nn.Dense(4, 2)], rng=rng, dtype=dtype)
    net.theta = net.theta + 0.3 * rng.normal(size=net.n_params)
    return net


def check(net, loss, x, y, dtype):
    grad = net.backward(loss.delta(net.forward(x), y))
    assert grad.dtype == dtype
    assert nn.relative_error(grad, differences(net, loss, x, y)) < TOLERANCE[dtype]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("phi", nn.ACTIVATIONS.values(), ids=repr)
@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_with_every_activation_under_every_loss_on_a_full_and_then_a_partial_batch(
    name, phi, dtype
):
    rng = np.random.default_rng(5)  # no z of these networks lies within the step of a kink
    for loss, targets in LOSSES.values():
        net = network(name, phi, dtype, rng)
        x, y = rng.normal(size=(11, 3)).astype(dtype), targets(rng, 11)
        for rows in (slice(0, 6), slice(6, 11)):
            check(net, loss, x[rows], y[rows], dtype)


@pytest.mark.parametrize("name", sorted(set(LAYERS) - {"batch_norm", "block"}))
def test_a_batch_of_one_is_differentiated_too(name):
    rng = np.random.default_rng(7)
    net = network(name, nn.tanh, np.float64, rng)
    check(net, nn.SquaredError(), rng.normal(size=(1, 3)), rng.normal(size=(1, 2)), np.float64)


@pytest.mark.parametrize("name", LAYERS)
def test_the_input_gradient_of_every_layer_agrees_with_differences(name):
    rng = np.random.default_rng(8)
    first = [layer for layer in LAYERS[name](nn.tanh) if layer.n_in == 4] or [nn.Dense(4, 4, nn.tanh)]
    net, loss = nn.Network([*first, nn.Dense(4, 2)], rng=rng), nn.SquaredError()
    x, y = rng.normal(size=(5, 4)), rng.normal(size=(5, 2))
    without = net.backward(loss.delta(net.forward(x), y)).copy()
    for layer in net.layers:
        layer.hold()
    grad = net.backward(loss.delta(net.forward(x), y), input_gradient=True)
    np.testing.assert_allclose(grad, without, rtol=1e-14, atol=1e-16)
    assert nn.relative_error(net[0].delta, nn.numerical_gradient(lambda v: loss(net.forward(v), y), x)) < 1e-7


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("loss", LOSSES)
def test_the_gradient_reaches_the_word_vectors(loss, dtype):
    rng = np.random.default_rng(9)
    loss, targets = LOSSES[loss]
    net = nn.Network(
        [nn.Embedding(6, 3, window=2), nn.Dense(6, 4, "tanh"), nn.Dense(4, 2)], rng=rng, dtype=dtype
    )
    words, y = np.array([[0, 1], [2, 2], [1, 0], [4, 2], [0, 0]]), targets(rng, 5)
    for rows in (slice(0, 3), slice(3, 5)):
        check(net, loss, words[rows], y[rows], dtype)


def test_gradient_check_keeps_to_one_mask_and_leaves_the_network_as_it_was():
    rng = np.random.default_rng(1)
    layers = [nn.Dense(3, 16, "tanh"), nn.Residual([nn.Dropout(16), nn.BatchNorm(16)]), nn.Dense(16, 1)]
    net = nn.Network(layers, rng=rng)
    x, y = rng.normal(size=(6, 3)), rng.normal(size=6)
    drop, norm = net[2].layers
    state, mean = drop.rng.bit_generator.state, norm.mean.copy()
    assert nn.gradient_check(net, nn.SquaredError(), x, y)
    assert drop.rng.bit_generator.state == state
    np.testing.assert_array_equal(norm.mean, mean)
    masks = []
    for _ in range(2):
        net.forward(x)
        masks.append(drop.mask.copy())
    assert (masks[0] != masks[1]).any()  # the check has not left it holding on to a mask


def test_softmax_has_the_jacobian_of_the_text():
    for z in ([2.0, 1.0, 0.5], [0.0, 0.0], [-3.0, 4.0, 0.0, 1.0, 1.0]):
        p = nn.softmax(z)
        formula = p[:, np.newaxis] * (np.eye(len(p)) - p)
        columns = [nn.numerical_gradient(lambda v, i=i: nn.softmax(v)[i], z) for i in range(len(p))]
        np.testing.assert_allclose(formula, columns, atol=1e-9)
        np.testing.assert_allclose(formula.sum(axis=1), 0, atol=1e-15)  # adding a constant changes nothing
