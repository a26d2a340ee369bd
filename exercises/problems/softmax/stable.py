"""Softmax: one row or a batch, of any size."""

import numpy as np

from nnkit.activations import log_softmax, sigmoid
from nnkit.activations import softmax as right_softmax
from nnkit.grading import Problem

from .shared import CONFIDENT, FAR_APART, LARGE, WORKED, batch, sizes

stable = Problem(
    id="softmax.stable",
    title="A softmax that survives",
    concept=6,
    points=4,
    kind="function",
    names=("softmax",),
    reference={"softmax": right_softmax},
    hints=(
        "Adding the same constant to every logit of a row multiplies all its exponentials by one factor, "
        "and the division takes the factor out again. Choose the constant so that the largest exponent is 0.",
        "For s of shape (N, K) the maximum of each row and the sum of each row must have shape (N, 1), so "
        "that they line up with the rows. `keepdims=True` keeps that 1, and `axis=-1` serves (K,) and (N, "
        "K) alike.",
        "Three steps: `m` is `s.max` along the last axis, with the axis kept; `e` is `np.exp` of `s` minus "
        "`m`; divide `e` by its own sum along the same axis, the axis kept again.",
    ),
)


@stable.check("three logits")
def stable_worked(learner, case):
    for s in (WORKED, CONFIDENT):
        case.expect("softmax(s)", learner.softmax(s), right_softmax(s), inputs=(s,))


@stable.check("a batch, each row by itself")
def stable_batch(learner, case):
    for N, K in ((4, 3), (3, 3)):
        s, _ = batch(case, N, K)
        case.expect("softmax(s)", learner.softmax(s), right_softmax(s), inputs=(s,), factors=sizes(N, K))


@stable.check("logits of 1000")
def stable_large(learner, case):
    for s in (np.array([1000.0, 999.0, 998.0]), np.array([-1000.0, -1001.0, -999.0]), LARGE):
        case.expect("softmax(s)", learner.softmax(s), right_softmax(s), inputs=(s,))


@stable.check("rows that lie far apart")
def stable_far_apart(learner, case):
    case.expect("softmax(s)", learner.softmax(FAR_APART), right_softmax(FAR_APART), inputs=(FAR_APART,))


@stable.check("right, and the input left as it was")
def stable_input(learner, case):
    s, _ = batch(case, 2, 4)
    case.expect("softmax(s)", learner.softmax(s), right_softmax(s), inputs=(s,))
    case.expect_unchanged(learner)


WHOLE_ARRAY = (
    "You divided by the sum over the whole batch, so all rows together make 1. Each row is a sample of its "
    "own and must sum to 1 by itself.",
    "p_nk = e^(s_nk) / Σ_j e^(s_nj): the sum runs over row n only",
)


@stable.misconception("whole_array", *WHOLE_ARRAY)
def softmax(s):
    e = np.exp(s - s.max())
    return e / e.sum()


@stable.misconception("whole_array_row_max", *WHOLE_ARRAY)
def softmax(s):
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum()


AXIS_0 = (
    "You summed down the columns (`axis=0`), so each class sums to 1 over the samples. The classes of one "
    "sample lie along the last axis: it is the rows that must sum to 1.",
    "p_nk = e^(s_nk) / Σ_j e^(s_nj), not e^(s_nk) / Σ_m e^(s_mk)",
)


@stable.misconception("axis_0", *AXIS_0)
def softmax(s):
    e = np.exp(s - s.max(axis=0))
    return e / e.sum(axis=0)


@stable.misconception("axis_0_row_max", *AXIS_0)
def softmax(s):
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=0)


@stable.misconception(
    "column_max",
    "You subtracted the maximum of each column, a different number from each entry of a row, and that "
    "changes p. Only one and the same number for the whole row leaves it as it was.",
    "m_n = max_j s_nj, not max_n s_nj",
)
def softmax(s):
    e = np.exp(s - s.max(axis=0))
    return e / e.sum(axis=-1, keepdims=True)


@stable.misconception(
    "keepdims",
    "The row sums (or maxima) lost their axis: with shape (N,) NumPy lines them up with the columns, not "
    "with the rows. Keep the axis, so that they have shape (N, 1).",
    "(N, K) / (N, 1), not (N, K) / (N,)",
)
def softmax(s):
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1)


@stable.misconception(
    "late_max",
    "You subtracted the largest value after taking the exponentials. That changes their ratios, and it "
    "comes too late against overflow: subtract the largest logit before `np.exp`.",
    "e^(s_k − max s), not e^(s_k) − max e^s",
)
def softmax(s):
    e = np.exp(s)
    e = e - e.max(axis=-1, keepdims=True)
    return e / e.sum(axis=-1, keepdims=True)


@stable.misconception(
    "no_max",
    "Right for small logits. But e^1000 is more than a float can hold, and inf / inf is nan; e^(−1000) is "
    "0, and so is 0 / 0. Subtract the largest logit of the row first: p stays the same.",
    "e^(s_k) / Σ_j e^(s_j) = e^(s_k − m) / Σ_j e^(s_j − m) with m = max_j s_j",
)
def softmax(s):
    e = np.exp(s)
    return e / e.sum(axis=-1, keepdims=True)


@stable.misconception(
    "batch_max",
    "You subtracted one maximum for the whole batch. In a row that lies far below it every exponential is "
    "0, and 0 / 0 is nan: each row needs its own maximum.",
    "m_n = max_j s_nj, one for each row n",
)
def softmax(s):
    e = np.exp(s - s.max())
    return e / e.sum(axis=-1, keepdims=True)


@stable.misconception(
    "min",
    "You subtracted the smallest logit of the row. The largest one can still be 1000 above it and overflow: "
    "it is the largest that must become 0.",
    "m = max_j s_j, not min_j s_j",
)
def softmax(s):
    e = np.exp(s - s.min(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@stable.misconception(
    "clipped",
    "You clipped the logits so that `np.exp` cannot overflow. Beyond the limit they all look alike, and "
    "[1000, 999, 998] becomes a tie: subtract the largest logit instead, which loses nothing.",
    "e^(s_k − m), not e^(clip(s_k))",
)
def softmax(s):
    e = np.exp(np.clip(s, -500, 500))
    return e / e.sum(axis=-1, keepdims=True)


@stable.misconception(
    "sigmoid",
    "You put each logit through a sigmoid by itself. Then the classes do not compete, and a row need not "
    "sum to 1.",
    "p_k = e^(s_k) / Σ_j e^(s_j), not 1 / (1 + e^(−s_k))",
)
def softmax(s):
    return sigmoid(s)


@stable.misconception(
    "no_exp",
    "You divided the logits themselves by their sum. Logits may be negative, and their sum may be 0: the "
    "exponential makes them positive first.",
    "p_k = e^(s_k) / Σ_j e^(s_j), not s_k / Σ_j s_j",
)
def softmax(s):
    return s / s.sum(axis=-1, keepdims=True)


NOT_DIVIDED = (
    "You took the exponentials and stopped there. They are positive but do not sum to 1: divide each row by "
    "its sum.",
    "p_k = e_k / Σ_j e_j",
)


@stable.misconception("not_divided", *NOT_DIVIDED)
def softmax(s):
    return np.exp(s - s.max(axis=-1, keepdims=True))


@stable.misconception("not_divided_naive", *NOT_DIVIDED)
def softmax(s):
    return np.exp(s)


@stable.misconception(
    "twice",
    "You applied softmax twice. The first gives numbers between 0 and 1; taken for logits, these are nearly "
    "alike, so the second flattens every row.",
    "p = softmax(s), not softmax(softmax(s))",
)
def softmax(s):
    return right_softmax(right_softmax(s))


@stable.misconception(
    "log",
    "You returned the logarithms of the probabilities. Useful for the loss, but here p itself is asked for.",
    "p_k = e^(log p_k)",
)
def softmax(s):
    return log_softmax(s)
