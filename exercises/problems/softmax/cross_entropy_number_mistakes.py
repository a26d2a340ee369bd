"""What goes wrong with the numbers in cross-entropy: ε, infinities, the logarithm and its base."""

import numpy as np

from nnkit.activations import log_softmax
from nnkit.activations import softmax as right_softmax

from .cross_entropy import cross_entropy_


def p_true(s, y):
    """Return p of the true class of each row, (N,)."""
    return right_softmax(s)[np.arange(len(y)), y]


def log_p_true(s, y):
    """Return log p of the true class of each row, (N,)."""
    return log_softmax(s)[np.arange(len(y)), y]


def add_clipped(epsilon, kept_away):
    """Add a loss from ``kept_away(p, epsilon)``, which never lets a probability be 0."""

    @cross_entropy_.misconception(
        f"clipped_{epsilon:g}",
        "A probability was kept away from 0, as in log(p + ε) or a clipped p, so the loss can never exceed "
        f"{-np.log(epsilon):.1f} and is wrong just where the network errs most. The logits need no ε.",
        "−log p_k = lse(s) − s_k, not −log(p_k + ε)",
    )
    def cross_entropy(s, y):
        return -np.log(kept_away(p_true(s, y), epsilon)).mean()


SMALL = (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-14, 1e-15, 1e-16, 1e-20, 1e-30, 1e-100, 1e-300)
for epsilon in (*SMALL, np.finfo(float).eps, np.finfo(float).tiny):
    add_clipped(epsilon, np.add)
for epsilon in (1e-3, 1e-4, 1e-5):  # added, these would show wherever p is small
    add_clipped(epsilon, np.maximum)


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
    "nan_to_num",
    "`np.nan_to_num` turns the infinite loss into some huge number, and that is no more right. The logits "
    "still know how small p was: −log p is lse(s) minus the true class's logit.",
    "−log p_k = lse(s) − s_k",
)
def cross_entropy(s, y):
    return np.nan_to_num(-np.log(p_true(s, y))).mean()
