"""A whole network forward and back: tanh in the hidden layer, a linear output, half the squared error."""

import numpy as np

from nnkit import SquaredError, activations
from nnkit.grading import Problem

from .shared import batch, network

NAMES = ("z1", "a1", "z2", "loss", "delta2", "dW2", "db2", "delta1", "dW1", "db1")
X = np.array([[1.0, 0.0], [0.0, 2.0]])  # the example in the statement
Y = np.array([[1.0], [0.0]])
PARAMETERS = (
    np.array([[0.5, 0.25], [-1.0, 0.5]]),
    np.array([0.0, 0.5]),
    np.array([[2.0, -1.0]]),
    np.array([0.5]),
)


def right_two_layer(x, y, W1, b1, W2, b2):
    """Ask nnkit's network."""
    net, loss = network(W1, b1, W2, b2, activations.tanh), SquaredError()
    z2 = net.forward(x).copy()
    net.backward(loss.delta(z2, y))
    (_, hidden, out) = net
    return {
        "z1": hidden.z,
        "a1": hidden.a,
        "z2": z2,
        "loss": loss(z2, y),
        **{"delta2": out.delta, "dW2": out.dW, "db2": out.db},
        **{"delta1": hidden.delta, "dW1": hidden.dW, "db1": hidden.db},
    }


two_layer_ = Problem(
    id="backprop.two_layer",
    title="Two layers, there and back",
    concept=11,
    points=5,
    kind="function",
    names=("two_layer",),
    reference={"two_layer": right_two_layer},
    builds_on=("backprop.dense_backward",),
    hints=(
        "Forward, keep z1, a1 and z2. Then the loss gives delta2; your `dense_backward` turns a delta into "
        "the gradients of its layer and hands the rest on. Between the layers lies the slope of the tanh.",
        "delta2 is (N, K) as z2 is, delta1 (N, M) as z1 is; each gradient has the shape of its parameter. "
        "Call `dense_backward` twice: with a1 and W2, then with x and W1.",
        "delta2: prediction minus target, over the number of samples. What `dense_backward` hands back is "
        "∂L/∂a1; multiply it entry by entry by 1 less the square of a1, and that is delta1.",
    ),
)


def expect_all(learner, case, x, y, *parameters):
    """Compare everything in the order in which it is computed, so that the first wrong one is named."""
    got, want = learner.two_layer(x, y, *parameters), right_two_layer(x, y, *parameters)
    case.require(
        isinstance(got, dict),
        '`two_layer` must return a dict: `return {"z1": z1, ...}`, or `dict(z1=z1, ...)`.',
        kind="structure",
        at="two_layer",
    )
    N, K = y.shape
    factors = {"the batch size": N, "the number of outputs": K, "the number of entries of y": N * K}
    for name in NAMES:
        case.require(
            name in got, f'The dict that `two_layer` returns has no "{name}".', kind="structure", at=name
        )
        case.expect(name, got[name], want[name], inputs=(x, y, *parameters), factors=factors)


@two_layer_.check("the example, two samples")
def two_layer_example(learner, case):
    expect_all(learner, case, X, Y, *PARAMETERS)


@two_layer_.check("several outputs")
def two_layer_several_outputs(learner, case):
    expect_all(learner, case, *batch(case, 5, 2, 4, 3))


@two_layer_.check("as many samples as inputs as units as outputs")
def two_layer_square(learner, case):
    expect_all(learner, case, *batch(case, 3, 3, 3, 3))


@two_layer_.check("more inputs than units, and the arrays left as they were")
def two_layer_narrowing(learner, case):
    expect_all(learner, case, *batch(case, 4, 6, 2, 5))
    case.expect_unchanged(learner)
