"""Hidden checks of set 03: other seeds, other shapes and the edges of what the statements ask for."""

import numpy as np

from nnkit.activations import elu, leaky_relu, relu, sigmoid, silu, softplus
from nnkit.grading import hidden_check
from nnkit.losses import SquaredError
from nnkit.network import Network

SHAPES = ((1,), (9,), (1, 5), (5, 1), (4, 4), (3, 2, 4))
ORDER = ("z1", "a1", "z2", "loss", "delta2", "dW2", "db2", "delta1", "dW1", "db1")


def numbers(case, shape, size=2.0):
    """Draw z of this shape."""
    return size * case.rng.standard_normal(shape)


def single(case, shape):
    """Draw z in float32."""
    return numbers(case, shape).astype(np.float32)


# ReLU -----------------------------------------------------------------------------------------------------


@hidden_check("activations.relu", "other numbers and shapes", points=2)
def relu_shapes(learner, case):
    """Vectors, tables and boxes, with zeros among them; the inputs are left as they were."""
    for shape in SHAPES:
        z = np.round(numbers(case, shape, 1.0), 1)
        case.expect("relu(z)", learner.relu(z), relu(z), inputs=(z,))
        case.expect("relu_prime(z)", learner.relu_prime(z), relu.prime(z), inputs=(z,))
    case.expect_unchanged(learner)


@hidden_check("activations.relu", "large numbers")
def relu_large(learner, case):
    """Up to 1e6, where nothing may be cut off."""
    z = numbers(case, (4, 3), 1e6)
    case.expect("relu(z)", learner.relu(z), relu(z), inputs=(z,))
    case.expect("relu_prime(z)", learner.relu_prime(z), relu.prime(z), inputs=(z,))


# the sigmoid ----------------------------------------------------------------------------------------------


@hidden_check("activations.sigmoid", "other numbers and shapes")
def sigmoid_shapes(learner, case):
    """Value and slope; the inputs are left as they were."""
    for shape in SHAPES:
        z = numbers(case, shape)
        case.expect("sigmoid(z)", learner.sigmoid(z), sigmoid(z), inputs=(z,))
        case.expect("sigmoid_prime(z)", learner.sigmoid_prime(z), sigmoid.prime(z), inputs=(z,))
    case.expect_unchanged(learner)


@hidden_check("activations.sigmoid", "large numbers of both signs, no overflow", points=2)
def sigmoid_large(learner, case):
    """Large and small entries in one array, as after a step that went astray."""
    for size in (200.0, 1000.0):
        z = numbers(case, (4, 3), size)
        case.expect("sigmoid(z)", learner.sigmoid(z), sigmoid(z), inputs=(z,))
        case.expect("sigmoid_prime(z)", learner.sigmoid_prime(z), sigmoid.prime(z), inputs=(z,))
    case.expect_no_overflow(learner)


@hidden_check("activations.sigmoid", "float32")
def sigmoid_float32(learner, case):
    """Single precision keeps about seven digits, so 1e-4 is generous."""
    z = single(case, (3, 4))
    want = sigmoid(z.astype(np.float64))
    case.expect("sigmoid(z)", learner.sigmoid(z), want, inputs=(z,), rtol=1e-4, atol=1e-6)


# the family -----------------------------------------------------------------------------------------------


@hidden_check("activations.family", "leaky_relu and elu with another alpha", points=2)
def family_alpha(learner, case):
    """Positional, by name, and left out."""
    for shape, alpha in zip(SHAPES, (0.3, 0.05, 0.9, 0.25, 0.7, 0.15), strict=True):
        z = numbers(case, shape)
        want = leaky_relu.with_(alpha=alpha)(z)
        case.expect("leaky_relu(z, alpha)", learner.leaky_relu(z, alpha=alpha), want, inputs=(z,))
        want = elu.with_(alpha=alpha)(z)
        case.expect("elu(z, alpha)", learner.elu(z, alpha=alpha), want, inputs=(z,))
        case.expect("leaky_relu(z)", learner.leaky_relu(z), leaky_relu(z), inputs=(z,))
        case.expect("elu(z)", learner.elu(z), elu(z), inputs=(z,))
    case.expect_unchanged(learner)


@hidden_check("activations.family", "silu and softplus, other numbers and shapes")
def family_smooth(learner, case):
    """The inputs are left as they were."""
    for shape in SHAPES:
        z = numbers(case, shape, 4.0)
        case.expect("silu(z)", learner.silu(z), silu(z), inputs=(z,))
        case.expect("softplus(z)", learner.softplus(z), softplus(z), inputs=(z,))
    case.expect_unchanged(learner)


@hidden_check("activations.family", "softplus far out")
def family_far_out(learner, case):
    """Both signs in one array."""
    z = numbers(case, (5, 3), 900.0)
    case.expect("softplus(z)", learner.softplus(z), softplus(z), inputs=(z,))


# repair ---------------------------------------------------------------------------------------------------


@hidden_check("activations.repair", "other networks and batches", points=2)
def repair_networks(learner, case):
    """One sample, one unit, and more outputs than units; against nnkit's own network."""
    for N, d, M, K in ((1, 3, 4, 2), (7, 2, 1, 3), (4, 4, 4, 4), (9, 1, 5, 1)):
        net = Network.mlp([d, M, K], "tanh", rng=case.rng)
        net.theta += 0.5 * case.rng.standard_normal(net.n_params)
        x, y = case.rng.standard_normal((N, d)), case.rng.standard_normal((N, K))
        got = learner.gradients(x, y, net[1].W, net[1].b, net[2].W, net[2].b)
        together = isinstance(got, dict) and all(name in got for name in ORDER)
        text = "`gradients` must return the dict that it was given with, with all its ten entries."
        case.require(together, text, kind="structure", at="gradients")
        loss = SquaredError()
        net.forward(x)
        net.backward(loss.delta(net[2].z, y))
        layers = {f"{name}{l}": getattr(net[l], name) for l in (1, 2) for name in ("z", "a", "delta")}
        layers |= {f"d{name}{l}": getattr(net[l], f"d{name}") for l in (1, 2) for name in ("W", "b")}
        layers["loss"] = loss(net[2].z, y)
        for name in ORDER:
            case.expect(name, got[name], layers[name], factors={"the batch size": N})


# dead units -----------------------------------------------------------------------------------------------

X = np.array([[-1.2, -1.0], [0.7, 1.7], [1.6, 1.1], [1.3, 1.2], [-0.6, -1.1], [1.6, -0.3]])
W = np.array([[0.6, 1.6], [1.3, -1.0], [1.8, 1.3], [-2.0, 0.2]])


def active(learner, case, name, x):
    """Return where units with these biases are above 0, and by more than rounding: (samples, 4)."""
    b = np.asarray(learner[name], dtype=float)
    text = "This must hold four ordinary numbers, one bias for each unit."
    case.require(b.shape == (4,) and np.all(np.isfinite(b)), text, kind="structure", at=name)
    return x @ W.T + b > 1e-9


def slopes(case, on):
    """Return ∂L/∂W (4, 2) and ∂L/∂b (4,) for an error of the samples drawn at random."""
    delta = case.rng.choice([-1, 1], on.shape) * case.rng.uniform(0.5, 1.5, on.shape) * on
    return delta.T @ X, delta.sum(axis=0)


@hidden_check("activations.dead", "b_dead, on mixtures of the samples")
def dead_mixtures(learner, case):
    """z is affine: where no sample is above 0, no mean of samples is either. And no gradient passes."""
    mixtures = case.rng.dirichlet(np.ones(len(X)), 60) @ X
    text = "With `b_dead`, a unit wakes up on a mixture of the samples: it was not dead on all of them."
    case.require(not active(learner, case, "b_dead", mixtures).any(), text, at="b_dead")
    dW, db = slopes(case, active(learner, case, "b_dead", X))
    case.require(not dW.any() and not db.any(), "With `b_dead`, a gradient still passes.", at="b_dead")


@hidden_check("activations.dead", "b_sparse, by the gradients that pass")
def dead_gradients(learner, case):
    """Every unit gets a gradient from at least one sample, and few samples give one."""
    on = active(learner, case, "b_sparse", X)
    dW, db = slopes(case, on)
    text = "With `b_sparse`, a unit gets no gradient from any sample."
    case.require(np.all(db != 0) and np.all(dW.any(axis=1)), text, at="b_sparse")
    case.require(on.sum() <= 6, "With `b_sparse`, more than six activations are above 0.", at="b_sparse")
