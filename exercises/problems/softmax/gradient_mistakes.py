"""What goes wrong in the gradient of the cross-entropy: wrong programs, each with its sentence."""

import numpy as np

from nnkit.activations import softmax as right_softmax
from nnkit.losses import one_hot

from .gradient import gradient_
from .shared import right_loss


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
    return (right_softmax(s) - np.eye(len(y))[y]) / len(y)


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


@gradient_.misconception(
    "labels_as_target",
    "You subtracted `y` itself. It holds class numbers, (N,), and not targets, (N, K): subtract 1 in row n, "
    "column y[n], or the rows `y` of the unit matrix.",
    "p_nk − [k = y_n], not p_nk − y_n",
)
def cross_entropy_gradient(s, y):
    return (right_softmax(s) - y) / len(y)


@gradient_.misconception(
    "counted_from_1",
    "You subtracted 1 at class y − 1. Classes count from 0, as Python's indices do, so nothing has to be "
    "taken off `y`.",
    "p_nk − [k = y_n], not p_nk − [k = y_n − 1]",
)
def cross_entropy_gradient(s, y):
    return right_loss.delta(s, (y - 1) % s.shape[1])


@gradient_.misconception(
    "predicted_class",
    "You subtracted 1 at the class that the network prefers. Then it is always told that it was right; the "
    "target is the true class, y.",
    "p_nk − [k = y_n], not p_nk − [k = argmax_j p_nj]",
)
def cross_entropy_gradient(s, y):
    return right_loss.delta(s, s.argmax(axis=1))


@gradient_.misconception(
    "no_prediction",
    "Only the target is left in this: −1/N at the true class. The probabilities are missing, or were cut "
    "down to whole numbers.",
    "∂L/∂s = (p − Y) / N, not −Y / N",
)
def cross_entropy_gradient(s, y):
    return -one_hot(y, s.shape[1]) / len(y)


@gradient_.misconception(
    "target_added",
    "You added the target. Prediction minus target: where the class is true, 1 is taken off.",
    "∂L/∂s = (p − Y) / N, not (p + Y) / N",
)
def cross_entropy_gradient(s, y):
    return (right_softmax(s) + one_hot(y, s.shape[1])) / len(y)


@gradient_.misconception(
    "one_everywhere",
    "You subtracted 1 from every entry. Only the true class has the target 1; the others have the target 0.",
    "p_nk − [k = y_n], not p_nk − 1",
)
def cross_entropy_gradient(s, y):
    return (right_softmax(s) - 1) / len(y)


@gradient_.misconception(
    "assigned",
    "You wrote −1 into the true class's entry, `= -1`, and its p is lost. Subtract 1 from what stands there, "
    "`-= 1`.",
    "p_(n, y_n) − 1, not −1",
)
def cross_entropy_gradient(s, y):
    delta = right_softmax(s)
    delta[np.arange(len(y)), y] = -1
    return delta / len(y)


@gradient_.misconception(
    "only_p_averaged",
    "You divided p by N, but not the target. Subtract first, then divide the whole difference.",
    "(p − Y) / N, not p / N − Y",
)
def cross_entropy_gradient(s, y):
    return right_softmax(s) / len(y) - one_hot(y, s.shape[1])
