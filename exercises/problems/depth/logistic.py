"""Without ReLU the two-layer classifier is logistic regression: the proof, as a program."""

import numpy as np

from nnkit.activations import sigmoid
from nnkit.grading import Problem

from .shared import expect_both, layer


def right_logistic(W1, b1, w2, b2):
    """Read the logit off: its value at 0 is b, and what each input adds to it is an entry of w."""
    b = float((w2 * b1).sum() + b2)
    return np.array([float((w2 * (b1 + column)).sum() + b2) - b for column in W1.T]), b


logistic = Problem(
    id="depth.logistic",
    title="Without ReLU it is logistic regression",
    concept=15,
    points=3,
    kind="function",
    names=("as_logistic_regression",),
    reference={"as_logistic_regression": right_logistic},
    hints=(
        "Logistic regression is sigmoid(w · x + b). The sigmoid is the same on both sides, so leave it out "
        "and make the two logits agree for every x.",
        "w has one entry for each input, (d,): for input i, add up over the M hidden units the weight from i "
        "to the unit times the weight from the unit to the output. b is a single number.",
        "The logit is w2 · (W1 x) + w2 · b1 + b2. In w2 · (W1 x) the matrix can change sides: it equals "
        "(W1ᵀ w2) · x. What does not meet x is b.",
    ),
)
SHOWN = (
    np.array([[1.0, 2.0], [0.0, -1.0], [2.0, 1.0]]),
    np.array([1.0, 0.0, -1.0]),
    np.array([1.0, -2.0, 0.5]),
    0.5,
)


def expect_logistic(learner, case, *network):
    w, b = right_logistic(*network)
    got = learner.as_logistic_regression(*network)
    expect_both(case, "as_logistic_regression", got, {"w": w, "b": b})


def classifier(case, d, M):
    """Draw W1 (M, d), b1 (M,), w2 (M,) and b2."""
    W1, b1 = layer(case, d, M)
    return W1, b1, layer(case, M, 1)[0][0], float(case.rng.uniform(0.4, 1.2))


@logistic.check("as many hidden units as inputs")
def logistic_square(learner, case):
    expect_logistic(learner, case, *classifier(case, 3, 3))


@logistic.check("the network of the text")
def logistic_shown(learner, case):
    expect_logistic(learner, case, *SHOWN)


@logistic.check("more hidden units than inputs, and fewer")
def logistic_oblong(learner, case):
    for d, M in ((2, 5), (4, 2), (1, 3), (3, 1)):
        expect_logistic(learner, case, *classifier(case, d, M))


@logistic.check("the same probabilities, and the weights left as they were")
def logistic_probabilities(learner, case):
    W1, b1, w2, b2 = network = classifier(case, 2, 4)
    got, x = learner.as_logistic_regression(*network), case.rng.standard_normal((5, 2))
    w, b = right_logistic(*network)
    expect_both(case, "as_logistic_regression", got, {"w": w, "b": b})
    p, two_layers = sigmoid(x @ np.asarray(got[0]) + got[1]), sigmoid((x @ W1.T + b1) @ w2 + b2)
    case.expect("sigmoid(w · x + b)", p, two_layers, inputs=(x,))
    case.expect_unchanged(learner)
