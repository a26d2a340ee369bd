"""What goes wrong in cross-entropy: wrong programs, each with its sentence."""

import numpy as np

from nnkit.activations import log_softmax
from nnkit.activations import softmax as right_softmax
from nnkit.losses import one_hot

from .cross_entropy import cross_entropy_
from .cross_entropy_number_mistakes import log_p_true, p_true
from .shared import right_logsumexp, right_loss


@cross_entropy_.misconception(
    "sum",
    "You summed over the batch. The mean is asked for, so that the loss, and with it the right eta, does "
    "not depend on the batch size.",
    "L = (1/N) Σ_n −log p_(n, y_n)",
)
def cross_entropy(s, y):
    return -log_p_true(s, y).sum()


MEAN_OVER_ENTRIES = (
    "You averaged over all N·K entries. Only one entry of each row counts, that of the true class, so the "
    "sum is divided by the number of samples N alone.",
    "L = (1/N) Σ_n −log p_(n, y_n), not 1/(N K)",
)


@cross_entropy_.misconception("mean_over_entries", *MEAN_OVER_ENTRIES)
def cross_entropy(s, y):
    return -log_p_true(s, y).sum() / s.size


@cross_entropy_.misconception(
    "divided_by_classes",
    "You divided by the number of classes. The mean is taken over the samples: divide by N, the number of "
    "rows.",
    "L = (1/N) Σ_n −log p_(n, y_n), not 1/K",
)
def cross_entropy(s, y):
    return -log_p_true(s, y).sum() / s.shape[1]


@cross_entropy_.misconception(
    "sign",
    "You have the mean of log p, which is negative. A loss must fall as the true class gets likelier: mind "
    "the minus.",
    "L = −(1/N) Σ_n log p_(n, y_n)",
)
def cross_entropy(s, y):
    return log_p_true(s, y).mean()


@cross_entropy_.misconception(
    "softmax_twice",
    "Softmax was applied twice: probabilities went in where logits were expected. These are all between 0 "
    "and 1, so the loss stays near log K however sure the network is.",
    "L from lse(s) − s_k, with s the logits, not softmax(s)",
)
def cross_entropy(s, y):
    return right_loss(right_softmax(s), y)


@cross_entropy_.misconception(
    "logit_only",
    "You averaged the logits of the true classes, without log-sum-exp. Then the loss falls for ever when "
    "all logits grow together, though p does not change.",
    "−log p_k = lse(s) − s_k",
)
def cross_entropy(s, y):
    return -s[np.arange(len(y)), y].mean()


@cross_entropy_.misconception(
    "whole_column",
    "`[:, y]` picks whole columns, N of them: every sample is scored with the labels of all the others too. "
    "Pair each row number with its own label.",
    "p_(n, y_n), one entry for each row n",
)
def cross_entropy(s, y):
    return -log_softmax(s)[:, y].mean()


@cross_entropy_.misconception(
    "log_of_mean",
    "You averaged the probabilities first and took the logarithm of the mean. One sure sample then hides an "
    "awful one: take the logarithm of each, then the mean.",
    "(1/N) Σ_n −log p_n, not −log (1/N) Σ_n p_n",
)
def cross_entropy(s, y):
    return -np.log(p_true(s, y).mean())


@cross_entropy_.misconception(
    "predicted_class",
    "You took the class that the network prefers, not the true one, so it is never wrong in its own eyes. y "
    "says which probability counts.",
    "p_(n, y_n), not max_k p_nk",
)
def cross_entropy(s, y):
    return -log_softmax(s).max(axis=1).mean()


@cross_entropy_.misconception(
    "binary",
    "You added log(1 − p) for the other classes, as for separate yes-or-no questions. With softmax the true "
    "class's p says it all, because the others share what is left.",
    "−log p_(n, y_n), without −Σ_(k≠y_n) log(1 − p_nk)",
)
def cross_entropy(s, y):
    p, target = right_softmax(s), one_hot(y, s.shape[1]) > 0
    return -np.log(np.where(target, p, 1 - p)).sum(axis=1).mean()


@cross_entropy_.misconception(
    "axis_0",
    "The exponentials were summed down the columns (`axis=0`), over the samples. Each row is a sample and "
    "must be normalised by itself, along axis 1.",
    "lse_n = log Σ_j e^(s_nj)",
)
def cross_entropy(s, y):
    return -log_softmax(s.T).T[np.arange(len(y)), y].mean()


@cross_entropy_.misconception(
    "index_order",
    "`y` stands where the number of the row belongs. Labels number the columns: pair row n with column y_n.",
    "s_(n, y_n): row n, column y_n",
)
def cross_entropy(s, y):
    return (right_logsumexp(s) - s[y, np.arange(len(y))]).mean()


@cross_entropy_.misconception(
    "counted_from_1",
    "You looked at class y − 1. Classes count from 0, as Python's indices do, so nothing has to be taken "
    "off `y`.",
    "p_(n, y_n), not p_(n, y_n − 1)",
)
def cross_entropy(s, y):
    return -log_p_true(s, y - 1).mean()


@cross_entropy_.misconception(
    "true_logit_added",
    "You added the true class's logit to log-sum-exp. It has to be subtracted: the higher it is, the smaller "
    "the loss.",
    "−log p_k = lse(s) − s_k, not lse(s) + s_k",
)
def cross_entropy(s, y):
    return (right_logsumexp(s) + s[np.arange(len(y)), y]).mean()


@cross_entropy_.misconception(
    "squared_error",
    "You averaged the squared differences between probabilities and targets. Cross-entropy is the logarithm "
    "of one probability, that of the true class.",
    "L = (1/N) Σ_n −log p_(n, y_n), not a mean of (p − Y)²",
)
def cross_entropy(s, y):
    return np.square(right_softmax(s) - one_hot(y, s.shape[1])).mean()


@cross_entropy_.misconception(
    "gap_to_max",
    "You subtracted the true logit from the largest one. That is close to the loss only when one logit leads "
    "by far: the other exponentials count as well, so it takes log-sum-exp.",
    "−log p_k = lse(s) − s_k, not max_j s_j − s_k",
)
def cross_entropy(s, y):
    return (s.max(axis=1) - s[np.arange(len(y)), y]).mean()


@cross_entropy_.misconception(
    "errors_counted",
    "You counted the wrong predictions. Their share has no slope to learn from, and does not care how sure "
    "the network was: the loss asks how probable the true class was.",
    "L = (1/N) Σ_n −log p_(n, y_n), not (1/N) Σ_n [argmax_k p_nk ≠ y_n]",
)
def cross_entropy(s, y):
    return (s.argmax(axis=1) != y).mean()
