"""Wrong logistic regressions: sums over the wrong units, weights and biases that are lost."""

import numpy as np

from nnkit.activations import sigmoid

from .logistic import logistic


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
