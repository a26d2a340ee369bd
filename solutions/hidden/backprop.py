"""Hidden checks of set 08: other seeds, other shapes and the edges of what the statements ask for."""

import numpy as np

from nnkit import Dense, Network, SoftmaxCrossEntropy, SquaredError
from nnkit.grading import hidden_check


def network(W1, b1, W2, b2, phi):
    """Return nnkit's two-layer network with these parameters."""
    net = Network.mlp([W1.shape[1], *W2.shape[::-1]], phi, rng=np.random.default_rng(0))
    net[1].W, net[1].b, net[2].W, net[2].b = W1, b1, W2, b2
    return net


def parameters(case, n_in, M, K):
    """Draw W1, b1, W2, b2."""
    draw = case.rng.standard_normal
    return draw((M, n_in)), draw(M), draw((K, M)), draw(K)


# one layer ------------------------------------------------------------------------------------------------


def one_layer(delta, a_prev, W):
    """Return dW, db and ∂L/∂a_prev of nnkit's linear layer."""
    net = Network([Dense(W.shape[1], W.shape[0])], rng=np.random.default_rng(0))
    net[1].W = W
    net.forward(a_prev)
    net.backward(delta, input_gradient=True)
    return net[1].dW, net[1].db, net[0].delta


def expect_three(learner, case, delta, a_prev, W, **tolerance):
    """Compare the three results of dense_backward."""
    got = learner.dense_backward(delta, a_prev, W)
    together = isinstance(got, list) and len(got) == 3
    text = "`dense_backward` must return three things together, in this order: dW, db, grad_a_prev."
    case.require(together, text, kind="structure", at="dense_backward")
    dW, db, grad_a_prev = one_layer(*(np.asarray(v, dtype=np.float64) for v in (delta, a_prev, W)))
    case.expect("dW", got[0], dW, inputs=(delta, a_prev, W), factors={"N": len(delta)}, **tolerance)
    case.expect("db", got[1], db, inputs=(delta, a_prev, W), factors={"N": len(delta)}, **tolerance)
    case.expect("grad_a_prev", got[2], grad_a_prev, inputs=(delta, a_prev, W), **tolerance)


@hidden_check("backprop.dense_backward", "other shapes, one sample, one unit, one input")
def dense_backward_shapes(learner, case):
    """One sample, one unit, one input, square, and wide; the arrays are left as they were."""
    draw = case.rng.standard_normal
    for N, n_in, n_out in ((1, 3, 2), (6, 2, 1), (4, 1, 3), (4, 4, 4), (3, 9, 7)):
        expect_three(learner, case, draw((N, n_out)), draw((N, n_in)), draw((n_out, n_in)))
    case.expect_unchanged(learner)


@hidden_check("backprop.dense_backward", "float32 arrays")
def dense_backward_float32(learner, case):
    """Single precision keeps about seven digits, so 1e-4 is generous."""
    arrays = [case.rng.standard_normal(shape).astype(np.float32) for shape in ((5, 3), (5, 4), (3, 4))]
    expect_three(learner, case, *arrays, rtol=1e-4, atol=1e-5)


# two layers -----------------------------------------------------------------------------------------------

NAMES = ("z1", "a1", "z2", "loss", "delta2", "dW2", "db2", "delta1", "dW1", "db1")


def two_layers(x, y, *parameters):
    """Run nnkit's network forward and back."""
    net, loss = network(*parameters, "tanh"), SquaredError()
    z2 = net.forward(x).copy()
    net.backward(loss.delta(z2, y))
    first = net[1].z, net[1].a, z2, loss(z2, y)
    back = net[2].delta, net[2].dW, net[2].db, net[1].delta, net[1].dW, net[1].db
    return dict(zip(NAMES, (*first, *back), strict=True))


@hidden_check("backprop.two_layer", "other shapes, one sample, one hidden unit", points=2)
def two_layer_shapes(learner, case):
    """One sample, one hidden unit, one output, square, and wide; the arrays are left as they were."""
    for N, n_in, M, K in ((1, 2, 3, 2), (6, 3, 1, 2), (5, 1, 4, 1), (2, 2, 2, 2), (3, 5, 7, 4)):
        x, y = case.rng.standard_normal((N, n_in)), case.rng.standard_normal((N, K))
        data = (x, y, *parameters(case, n_in, M, K))
        got, want = learner.two_layer(*data), two_layers(*data)
        text = "`two_layer` must return a dict with all ten entries."
        complete = isinstance(got, dict) and got.keys() >= want.keys()
        case.require(complete, text, kind="structure", at="two_layer")
        for name, value in want.items():
            case.expect(name, got[name], value, inputs=data, factors={"the batch size": N})
    case.expect_unchanged(learner)


@hidden_check("backprop.two_layer", "saturated units")
def two_layer_saturated(learner, case):
    """Where the tanh is flat hardly anything goes back, and nothing overflows."""
    x, y = 40 * case.rng.standard_normal((4, 3)), case.rng.standard_normal((4, 2))
    data = (x, y, *parameters(case, 3, 5, 2))
    got, want = learner.two_layer(*data), two_layers(*data)
    text = "`two_layer` must return a dict with all ten entries."
    complete = isinstance(got, dict) and got.keys() >= want.keys()
    case.require(complete, text, kind="structure", at="two_layer")
    for name, value in want.items():
        case.expect(name, got[name], value)


# the gradient check ---------------------------------------------------------------------------------------


@hidden_check("backprop.gradient_check", "differences in other shapes and with other steps")
def gradient_check_shapes(learner, case):
    """One entry, three axes, several steps: off by the square of h for a cubic, exact for a product."""
    for shape in ((1,), (2, 1), (2, 2, 3)):
        theta = case.rng.uniform(1, 2, shape)
        for h in (0.5, 0.01):
            got = learner.gradient_of_cubic(theta, h)
            case.expect("gradient_of_cubic(theta, h)", got, 3 * theta**2 + h**2, rtol=1e-6)
        want = np.prod(theta) / theta
        case.expect("gradient_of_product(theta, h)", learner.gradient_of_product(theta), want, rtol=1e-6)
    case.expect_unchanged(learner)


@hidden_check("backprop.gradient_check", "whole numbers in a matrix")
def gradient_check_integers(learner, case):
    """Small integers, signed and unsigned."""
    for dtype in (np.int32, np.uint8):
        theta = case.rng.integers(1, 5, (2, 2)).astype(dtype)
        want = np.prod(theta.astype(np.float64)) / theta
        got = learner.gradient_of_product(theta)
        case.expect("gradient_of_product(theta, h)", got, want, inputs=(theta,), rtol=1e-6)
        want = 3 * theta.astype(np.float64) ** 2 + 2.25
        case.expect("gradient_of_cubic(theta, h)", learner.gradient_of_cubic(theta, 1.5), want, rtol=1e-6)


@hidden_check("backprop.gradient_check", "relative errors of other arrays")
def gradient_check_errors(learner, case):
    """Large and small entries, equal arrays, and one entry."""
    g = case.rng.standard_normal((3, 4)) * np.array([1e-5, 1.0, 10.0, 1e5])
    for n in (g, g * (1 + 0.1 * case.rng.standard_normal((3, 4))), -g, np.zeros((3, 4))):
        want = np.max(np.abs(g - n) / (np.abs(g) + np.abs(n)))
        case.expect("relative_error(g, n)", learner.relative_error(g, n), want, rtol=1e-6)
    case.expect("relative_error(g, n)", learner.relative_error(np.array([2.0]), np.array([1.0])), 1 / 3)


# repair ---------------------------------------------------------------------------------------------------


@hidden_check("backprop.repair", "other batches, classes and shapes", points=2)
def repair_shapes(learner, case):
    """One sample more than classes, many classes, and many samples."""
    for N, n_in, M, K in ((3, 1, 3, 2), (9, 4, 6, 4), (30, 2, 4, 3)):
        x, y = case.rng.standard_normal((N, n_in)), case.rng.permutation(np.arange(N) % K)
        start = parameters(case, n_in, M, K)
        got, want = learner.train_two_layer(x, y, *start, 0.05, 10), trained(x, y, *start, 0.05, 10)
        text = "`train_two_layer` must return W1, b1, W2, b2 and the losses, in this order."
        together = isinstance(got, list) and len(got) == 5
        case.require(together, text, kind="structure", at="train_two_layer")
        case.expect("W1", got[0], want[0])
        case.expect("b1", got[1], want[1])
        case.expect("W2", got[2], want[2])
        case.expect("b2", got[3], want[3])
        case.expect("losses", got[4], want[4])


def trained(x, y, W1, b1, W2, b2, eta, steps):
    """Train nnkit's ReLU network on the mean cross-entropy."""
    net, loss, losses = network(W1, b1, W2, b2, "relu"), SoftmaxCrossEntropy(), []
    for _ in range(steps):
        z2 = net.forward(x)
        losses.append(loss(z2, y))
        net.theta -= eta * net.backward(loss.delta(z2, y))
    return net[1].W, net[1].b, net[2].W, net[2].b, losses
