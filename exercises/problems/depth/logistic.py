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
    expect_both(case, "as_logistic_regression", got, {"w": w, "b": b}, network)


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
    expect_both(case, "as_logistic_regression", got, {"w": w, "b": b}, network)
    p, two_layers = sigmoid(x @ np.asarray(got[0]) + got[1]), sigmoid((x @ W1.T + b1) @ w2 + b2)
    case.expect("sigmoid(w · x + b)", p, two_layers, inputs=(x,))
    case.expect_unchanged(learner)


@logistic.misconception(
    "not_transposed",
    "You multiplied W1 by w2 from the right, which adds up over the inputs. w2 belongs to the hidden units, "
    "so the sum runs down the columns of W1.",
    "w = W1ᵀ w2, not W1 w2",
)
def as_logistic_regression(W1, b1, w2, b2):
    return W1 @ w2, w2 @ b1 + b2


@logistic.misconception(
    "output_weights_ignored",
    "You added the hidden units up without their output weights. Each reaches the output multiplied by its "
    "entry of w2.",
    "w_i = Σ_j w2_j W1_ji, not Σ_j W1_ji",
)
def as_logistic_regression(W1, b1, w2, b2):
    return W1.sum(axis=0), w2 @ b1 + b2


@logistic.misconception(
    "unweighted",
    "You added up the hidden units and their biases as they are. Each reaches the output multiplied by its "
    "entry of w2.",
    "w_i = Σ_j w2_j W1_ji and b = Σ_j w2_j b1_j + b2",
)
def as_logistic_regression(W1, b1, w2, b2):
    return W1.sum(axis=0), b1.sum() + b2


@logistic.misconception(
    "biases_added",
    "You added b1 to b2 without the output weights. A hidden bias, too, reaches the output only through w2.",
    "b = w2 · b1 + b2, not Σ_j b1_j + b2",
)
def as_logistic_regression(W1, b1, w2, b2):
    return w2 @ W1, b1.sum() + b2


@logistic.misconception(
    "hidden_biases_lost",
    "The hidden biases are lost. They meet no x, so they end in b, each times its output weight.",
    "b = w2 · b1 + b2, not b2",
)
def as_logistic_regression(W1, b1, w2, b2):
    return w2 @ W1, b2


@logistic.misconception(
    "output_bias_lost",
    "The output bias b2 is lost. It is part of the logit as well.",
    "b = w2 · b1 + b2, not w2 · b1",
)
def as_logistic_regression(W1, b1, w2, b2):
    return w2 @ W1, w2 @ b1


@logistic.misconception(
    "output_bias_weighted",
    "You added b2 to every hidden unit. It is the output's own bias: it counts once, and no weight meets it.",
    "b = w2 · b1 + b2, not w2 · (b1 + b2)",
)
def as_logistic_regression(W1, b1, w2, b2):
    return w2 @ W1, w2 @ (b1 + b2)


@logistic.misconception(
    "bias_not_summed",
    "Your b has an entry for each hidden unit. They all lead to the one output: add them up.",
    "b = Σ_j w2_j b1_j + b2",
)
def as_logistic_regression(W1, b1, w2, b2):
    return w2 @ W1, w2 * b1 + b2


@logistic.misconception(
    "weights_not_summed",
    "Your w still has a row for each hidden unit. Every input reaches the output through all of them: add "
    "the paths up.",
    "w_i = Σ_j w2_j W1_ji",
)
def as_logistic_regression(W1, b1, w2, b2):
    return w2[:, np.newaxis] * W1, w2 @ b1 + b2


@logistic.misconception(
    "mean_of_units",
    "You took the mean over the hidden units. The output adds them up, weighted; it does not divide by M.",
    "w_i = Σ_j w2_j W1_ji, not (1/M) Σ_j w2_j W1_ji",
)
def as_logistic_regression(W1, b1, w2, b2):
    return w2 @ W1 / len(w2), w2 @ b1 / len(w2) + b2


@logistic.misconception(
    "sigmoid_inside",
    "You put b through the sigmoid. w and b describe the logit; the sigmoid comes afterwards, and is the "
    "same for both models.",
    "sigmoid(w · x + b), with b = w2 · b1 + b2",
)
def as_logistic_regression(W1, b1, w2, b2):
    return w2 @ W1, sigmoid(np.float64(w2 @ b1 + b2))


@logistic.misconception(
    "relu_kept",
    "You kept a ReLU on the hidden layer. Without it everything adds up to one w and one b; with it no w and "
    "b would do.",
    "w2 · (W1 x + b1) + b2, not w2 · max(W1 x + b1, 0) + b2",
)
def as_logistic_regression(W1, b1, w2, b2):
    return w2 @ np.maximum(W1, 0), w2 @ np.maximum(b1, 0) + b2
