"""The gradient of the mean cross-entropy: prediction minus target, over N."""

import numpy as np

from nnkit.activations import softmax as right_softmax
from nnkit.grading import Problem
from nnkit.losses import one_hot

from .shared import CONFIDENT, LARGE, WORKED, batch, right_loss, sizes

gradient_ = Problem(
    id="softmax.gradient",
    title="Prediction minus target",
    concept=6,
    points=4,
    kind="function",
    names=("cross_entropy_gradient",),
    reference={"cross_entropy_gradient": right_loss.delta},
    builds_on=("softmax.stable",),
    hints=(
        "Prediction minus target: the probabilities, less 1 at the true class of each row. The 1/N comes "
        "from the mean in the loss.",
        "`softmax(s)` has shape (N, K), and so has the result. Exactly one entry of each row loses a 1: "
        "that of row n in column y[n]. Every row of the result sums to 0.",
        "Take `softmax(s)` into a variable, subtract 1 at the index pair (`np.arange(N)`, `y`), or subtract "
        "`np.eye(K)[y]`, whose row n is the one-hot of y[n]; then divide by the number of rows.",
    ),
)


@gradient_.check("the worked examples")
def gradient_worked(learner, case):
    for s, y in (([WORKED], [0]), ([WORKED, CONFIDENT], [0, 2])):
        s, y = np.array(s), np.array(y)
        got = learner.cross_entropy_gradient(s, y)
        case.expect(
            "cross_entropy_gradient(s, y)",
            got,
            right_loss.delta(s, y),
            inputs=(s, y),
            factors=sizes(*s.shape),
        )


@gradient_.check("a batch")
def gradient_batch(learner, case):
    for N, K in ((4, 3), (3, 3)):
        s, y = batch(case, N, K)
        got = learner.cross_entropy_gradient(s, y)
        case.expect(
            "cross_entropy_gradient(s, y)", got, right_loss.delta(s, y), inputs=(s, y), factors=sizes(N, K)
        )


@gradient_.check("the slope of the loss, measured")
def gradient_measured(learner, case):
    s, y = batch(case, 3, 4)
    h = 1e-5
    slope = np.zeros_like(s)
    for n, k in np.ndindex(*s.shape):
        step = np.zeros_like(s)
        step[n, k] = h
        slope[n, k] = (right_loss(s + step, y) - right_loss(s - step, y)) / (
            2 * h
        )  # central difference, error ~ h²
    got = learner.cross_entropy_gradient(s, y)
    what = "cross_entropy_gradient(s, y), against (L(s + h) − L(s − h)) / 2h"
    case.expect(what, got, slope, inputs=(s, y), factors=sizes(3, 4), rtol=1e-4, atol=1e-6)


@gradient_.check("logits of 1000")
def gradient_large(learner, case):
    y = np.array([2, 0])
    got = learner.cross_entropy_gradient(LARGE, y)
    case.expect("cross_entropy_gradient(s, y)", got, right_loss.delta(LARGE, y), inputs=(LARGE, y))


@gradient_.check("right, and the inputs left as they were")
def gradient_inputs(learner, case):
    s, y = batch(case, 3, 5)
    got = learner.cross_entropy_gradient(s, y)
    case.expect(
        "cross_entropy_gradient(s, y)", got, right_loss.delta(s, y), inputs=(s, y), factors=sizes(3, 5)
    )
    case.expect_unchanged(learner)


@gradient_.misconception(
    "not_averaged",
    "This is the gradient of the summed loss. The loss is a mean over N samples, so each sample has only "
    "1/N of a say.",
    "∂L/∂s = (p − Y) / N",
)
def cross_entropy_gradient(s, y):
    return right_loss.delta(s, y) * len(y)


@gradient_.misconception(
    "divided_by_classes",
    "You divided by the number of classes. The mean in the loss runs over the samples: divide by N, the "
    "number of rows.",
    "∂L/∂s = (p − Y) / N, not / K",
)
def cross_entropy_gradient(s, y):
    return right_loss.delta(s, y) * len(y) / s.shape[1]


@gradient_.misconception(
    "divided_by_entries",
    "You divided by all N·K entries. The loss has one term for each sample, so its mean divides by N alone.",
    "∂L/∂s = (p − Y) / N, not / (N K)",
)
def cross_entropy_gradient(s, y):
    return right_loss.delta(s, y) / s.shape[1]


@gradient_.misconception(
    "sign",
    "Target minus prediction: that is the direction to go, not the gradient. The gradient points uphill, "
    "and descent subtracts it.",
    "∂L/∂s = (p − Y) / N, not (Y − p) / N",
)
def cross_entropy_gradient(s, y):
    return -right_loss.delta(s, y)


@gradient_.misconception(
    "no_target",
    "You returned p / N. Nothing here knows the true class yet: 1 must be subtracted at y_n in each row n.",
    "∂L/∂s_nk = (p_nk − [k = y_n]) / N",
)
def cross_entropy_gradient(s, y):
    return right_softmax(s) / len(y)


@gradient_.misconception(
    "label_subtracted",
    "You subtracted the number of the class from every entry of its row. The class number is only an "
    "address: subtract 1, and only in that column.",
    "p_nk − [k = y_n], not p_nk − y_n",
)
def cross_entropy_gradient(s, y):
    return (right_softmax(s) - y[:, np.newaxis]) / len(y)


@gradient_.misconception(
    "whole_column",
    "`[:, y]` means whole columns, so 1 was subtracted in every row. Pair each row number with its own "
    "label, so that one entry of each row changes.",
    "p_nk − [k = y_n], not p_nk − [k is among the labels]",
)
def cross_entropy_gradient(s, y):
    delta = right_softmax(s)
    delta[:, y] -= 1
    return delta / len(y)


@gradient_.misconception(
    "index_order",
    "The two indices are exchanged: `[y, n]` looks in row y_n and column n. Rows are samples and columns "
    "are classes.",
    "row n, column y_n",
)
def cross_entropy_gradient(s, y):
    delta = right_softmax(s)
    delta[y, np.arange(len(y))] -= 1
    return delta / len(y)


@gradient_.misconception(
    "one_hot_of_n",
    "The one-hot rows have N entries, one for each sample. They need K, one for each class, to be "
    "subtracted from p.",
    "Y is (N, K): the rows y of the K × K unit matrix",
)
def cross_entropy_gradient(s, y):
    return (right_softmax(s) - np.eye(max(len(y), y.max() + 1))[y][:, : len(y)]) / len(y)


@gradient_.misconception(
    "softmax_slope_again",
    "You multiplied by p(1 − p), the slope of softmax. It is already inside p − Y, where it cancels against "
    "the 1/p from the logarithm.",
    "∂L/∂s = (p − Y) / N, without ⊙ p(1 − p)",
)
def cross_entropy_gradient(s, y):
    p = right_softmax(s)
    return right_loss.delta(s, y) * p * (1 - p)


@gradient_.misconception(
    "true_class_only",
    "Only the true class got a gradient. The others matter too: to make them less likely, each must fall in "
    "proportion to its own p.",
    "∂L/∂s_nk = p_nk / N for every k ≠ y_n",
)
def cross_entropy_gradient(s, y):
    return right_loss.delta(s, y) * one_hot(y, s.shape[1])


@gradient_.misconception(
    "by_probabilities",
    "This is the gradient with respect to the probabilities, −1/p at the true class. The logits are one "
    "step further back, through softmax.",
    "∂L/∂s = (p − Y) / N, not ∂L/∂p = −Y / (N p)",
)
def cross_entropy_gradient(s, y):
    return -one_hot(y, s.shape[1]) / right_softmax(s) / len(y)


@gradient_.misconception(
    "logits_minus_target",
    "You subtracted the target from the logits themselves. The prediction is p = softmax(s).",
    "∂L/∂s = (p − Y) / N, not (s − Y) / N",
)
def cross_entropy_gradient(s, y):
    return (s - one_hot(y, s.shape[1])) / len(y)


@gradient_.misconception(
    "axis_0",
    "The softmax ran down the columns, over the samples. Each row is a sample of its own: normalise along "
    "axis 1.",
    "p_nk = e^(s_nk) / Σ_j e^(s_nj)",
)
def cross_entropy_gradient(s, y):
    return (right_softmax(s.T).T - one_hot(y, s.shape[1])) / len(y)


@gradient_.misconception(
    "no_max",
    "Right for small logits, but `np.exp` overflows for logits of 1000. Call your stable `softmax` here.",
    "p = softmax(s), with the largest logit subtracted first",
)
def cross_entropy_gradient(s, y):
    e = np.exp(s)
    return (e / e.sum(axis=1, keepdims=True) - one_hot(y, s.shape[1])) / len(y)
