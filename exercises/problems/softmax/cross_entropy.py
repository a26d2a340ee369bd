"""Cross-entropy, computed from the logits."""

import numpy as np

from nnkit.activations import log_softmax
from nnkit.activations import softmax as right_softmax
from nnkit.grading import Problem
from nnkit.losses import one_hot

from .shared import CONFIDENT, FAR_APART, LARGE, WORKED, batch, right_loss, sizes

cross_entropy_ = Problem(
    id="softmax.cross_entropy",
    title="Cross-entropy from logits",
    concept=7,
    points=3,
    kind="function",
    names=("cross_entropy",),
    reference={"cross_entropy": right_loss},
    builds_on=("softmax.logsumexp",),
    hints=(
        "−log p of the true class is lse(s) minus the logit of the true class. No probability is needed on "
        "the way.",
        "`logsumexp(s)` has shape (N,). From each row of s you need one entry, that of its own true class, "
        "which is (N,) again; the result is a single number.",
        "Two index arrays of shape (N,), side by side, pick one entry from each row: `np.arange(N)` for the "
        "rows and `y` for the columns. Subtract these from the log-sum-exps and take the mean.",
    ),
)


@cross_entropy_.check("the worked examples")
def cross_entropy_worked(learner, case):
    for s, y in (([WORKED], [0]), ([CONFIDENT], [0]), ([WORKED, CONFIDENT], [0, 2])):
        s, y = np.array(s), np.array(y)
        case.expect("cross_entropy(s, y)", learner.cross_entropy(s, y), right_loss(s, y), inputs=(s, y))


@cross_entropy_.check("the mean over a batch")
def cross_entropy_batch(learner, case):
    for N, K in ((4, 3), (3, 3)):
        s, y = batch(case, N, K)
        got = learner.cross_entropy(s, y)
        case.expect("cross_entropy(s, y)", got, right_loss(s, y), inputs=(s, y), factors=sizes(N, K))
    case.expect_unchanged(learner)


@cross_entropy_.check("logits of 1000, and a true class far below the others")
def cross_entropy_large(learner, case):
    for s, y in ((LARGE[:1], [0]), ([[0.0, -1000.0]], [1]), (FAR_APART, [2, 1, 0, 0]), (LARGE, [0, 2])):
        s, y = np.array(s), np.array(y)
        case.expect("cross_entropy(s, y)", learner.cross_entropy(s, y), right_loss(s, y), inputs=(s, y))


def p_true(s, y):
    """Return p of the true class of each row, (N,)."""
    return right_softmax(s)[np.arange(len(y)), y]


def log_p_true(s, y):
    """Return log p of the true class of each row, (N,)."""
    return log_softmax(s)[np.arange(len(y)), y]


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


def add_clipped(epsilon):
    @cross_entropy_.misconception(
        f"clipped_{epsilon:g}",
        "A probability was kept away from 0, as in log(p + ε) or a clipped p, so the loss can never exceed "
        f"{-np.log(epsilon):.1f} and is wrong just where the network errs most. The logits need no ε.",
        "−log p_k = lse(s) − s_k, not −log(p_k + ε)",
    )
    def cross_entropy(s, y):
        return -np.log(p_true(s, y) + epsilon).mean()


for epsilon in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16, 1e-20, np.finfo(float).eps):
    add_clipped(epsilon)


@cross_entropy_.misconception(
    "log_of_zero",
    "You took the logarithm of a probability that had been rounded to 0, and got inf. The logits still know "
    "how small it was: −log p is lse(s) minus the true class's logit.",
    "−log p_k = lse(s) − s_k",
)
def cross_entropy(s, y):
    return -np.log(p_true(s, y)).mean()


@cross_entropy_.misconception(
    "no_max",
    "Right for small logits, but an exponential overflows to inf or underflows to 0 here. Use your "
    "`logsumexp`, which does neither.",
    "−log p_k = lse(s) − s_k",
)
def cross_entropy(s, y):
    return -np.log((np.exp(s) / np.exp(s).sum(axis=1, keepdims=True))[np.arange(len(y)), y]).mean()


@cross_entropy_.misconception(
    "no_max_lse",
    "Right for small logits, but an exponential overflows to inf or underflows to 0 here. Use your "
    "`logsumexp`, which does neither.",
    "−log p_k = lse(s) − s_k",
)
def cross_entropy(s, y):
    return (np.log(np.exp(s).sum(axis=1)) - s[np.arange(len(y)), y]).mean()


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
    "log2",
    "You used the logarithm to base 2, which measures the loss in bits. The natural logarithm is asked for; "
    "with it the gradient is simply p minus the target.",
    "log = ln, not log₂",
)
def cross_entropy(s, y):
    return -log_p_true(s, y).mean() / np.log(2)


@cross_entropy_.misconception(
    "log10",
    "You used the logarithm to base 10. In this course, as in `np.log`, log is the natural logarithm.",
    "log = ln, not log₁₀",
)
def cross_entropy(s, y):
    return -log_p_true(s, y).mean() / np.log(10)


@cross_entropy_.misconception(
    "no_log",
    "You averaged 1 − p of the true class. It can never exceed 1, so being confidently wrong costs hardly "
    "more than being unsure: the logarithm makes the difference.",
    "−log p_(n, y_n), not 1 − p_(n, y_n)",
)
def cross_entropy(s, y):
    return 1 - p_true(s, y).mean()


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
