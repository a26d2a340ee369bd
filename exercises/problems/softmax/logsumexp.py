"""Log-sum-exp: the logarithm of a sum of exponentials, without the sum."""

import numpy as np

from nnkit.activations import log_softmax
from nnkit.grading import Problem

from .shared import FAR_APART, LARGE, WORKED, batch, right_logsumexp, sizes

logsumexp_ = Problem(
    id="softmax.logsumexp",
    title="Log-sum-exp",
    concept=7,
    points=3,
    kind="function",
    names=("logsumexp",),
    reference={"logsumexp": right_logsumexp},
    hints=(
        "Write each term as e^m times e^(s_k − m), with m the largest logit. The factor e^m can leave the "
        "sum, and log(a·b) = log a + log b.",
        "For s of shape (N, K): subtracting needs m with shape (N, 1); adding it back to the (N,) sums "
        "needs shape (N,). If both have shape (N, 1) the sum grows to (N, N).",
        "`m` is `s.max` along the last axis, the axis kept. Take `np.log` of the sum of `np.exp(s - m)` "
        "along the last axis, then add `m` without its axis of length 1: `m[..., 0]`.",
    ),
)


@logsumexp_.check("one row gives one number")
def logsumexp_worked(learner, case):
    for s in (WORKED, np.zeros(2)):
        case.expect("logsumexp(s)", learner.logsumexp(s), right_logsumexp(s), inputs=(s,))


@logsumexp_.check("a batch gives one number for each row")
def logsumexp_batch(learner, case):
    for N, K in ((4, 3), (3, 3)):
        s, _ = batch(case, N, K)
        case.expect(
            "logsumexp(s)", learner.logsumexp(s), right_logsumexp(s), inputs=(s,), factors=sizes(N, K)
        )
    case.expect_unchanged(learner)


@logsumexp_.check("logits of 1000 and of −1000")
def logsumexp_large(learner, case):
    for s in (np.array([1000.0, 999.0, 998.0]), np.array([-1000.0, -1001.0, -999.0]), LARGE):
        case.expect("logsumexp(s)", learner.logsumexp(s), right_logsumexp(s), inputs=(s,))


@logsumexp_.check("rows that lie far apart")
def logsumexp_far_apart(learner, case):
    case.expect("logsumexp(s)", learner.logsumexp(FAR_APART), right_logsumexp(FAR_APART), inputs=(FAR_APART,))


@logsumexp_.misconception(
    "no_max",
    "Right for small logits. But e^1000 overflows to inf, and e^(−1000) is rounded to 0, whose logarithm is "
    "−inf: take the largest logit m out of the sum first.",
    "lse(s) = m + log Σ_j e^(s_j − m)",
)
def logsumexp(s):
    return np.log(np.exp(s).sum(axis=-1))


@logsumexp_.misconception(
    "not_added_back",
    "You took the largest logit out of the sum and left it out. Its factor e^m becomes a summand under the "
    "logarithm: add m at the end.",
    "lse(s) = m + log Σ_j e^(s_j − m)",
)
def logsumexp(s):
    return np.log(np.exp(s - s.max(axis=-1, keepdims=True)).sum(axis=-1))


@logsumexp_.misconception(
    "subtracted",
    "You subtracted the largest logit a second time at the end. Inside the exponent it was taken away, so "
    "outside it must be added.",
    "lse(s) = +m + log Σ_j e^(s_j − m)",
)
def logsumexp(s):
    return np.log(np.exp(s - s.max(axis=-1, keepdims=True)).sum(axis=-1)) - s.max(axis=-1)


@logsumexp_.misconception(
    "multiplied",
    "You multiplied by the largest logit. It is e^m that is a factor inside the logarithm, and the "
    "logarithm turns factors into summands.",
    "log(e^m · Σ_j e^(s_j − m)) = m + log Σ_j e^(s_j − m)",
)
def logsumexp(s):
    return s.max(axis=-1) * np.log(np.exp(s - s.max(axis=-1, keepdims=True)).sum(axis=-1))


@logsumexp_.misconception(
    "log_mean",
    "You took the logarithm of the mean of the exponentials, which is too small by log K. It is their sum "
    "that makes log p_k = s_k − lse(s).",
    "log Σ_j e^(s_j), not log (1/K) Σ_j e^(s_j)",
)
def logsumexp(s):
    return right_logsumexp(s) - np.log(s.shape[-1])


@logsumexp_.misconception(
    "whole_array",
    "You summed over the whole batch and got one number. Each row is a sample of its own: sum along the "
    "last axis.",
    "lse_n = log Σ_j e^(s_nj), one for each row n",
)
def logsumexp(s):
    return s.max() + np.log(np.exp(s - s.max()).sum())


@logsumexp_.misconception(
    "axis_0",
    "You summed down the columns (`axis=0`), one number for each class. The sum runs over the classes of "
    "one sample, along the last axis.",
    "lse_n = log Σ_j e^(s_nj), not log Σ_m e^(s_mk)",
)
def logsumexp(s):
    return s.max(axis=0) + np.log(np.exp(s - s.max(axis=0)).sum(axis=0))


@logsumexp_.misconception(
    "batch_max",
    "You took out one maximum for the whole batch. In a row that lies far below it every exponential is 0, "
    "and log 0 is −inf: each row needs its own maximum.",
    "m_n = max_j s_nj, one for each row n",
)
def logsumexp(s):
    return s.max() + np.log(np.exp(s - s.max()).sum(axis=-1))


@logsumexp_.misconception(
    "no_log",
    "You returned the sum of the exponentials, the denominator of softmax. Its logarithm is asked for, and "
    "with m taken out the sum itself is never needed.",
    "lse(s) = log Σ_j e^(s_j)",
)
def logsumexp(s):
    return np.exp(s).sum(axis=-1)


@logsumexp_.misconception(
    "sum_of_logs",
    "You took the logarithm of each exponential, which only undoes it, and then summed. The logarithm "
    "belongs outside the sum.",
    "log Σ_j e^(s_j), not Σ_j log e^(s_j) = Σ_j s_j",
)
def logsumexp(s):
    return s.sum(axis=-1)


@logsumexp_.misconception(
    "max_only",
    "You returned the largest logit. Log-sum-exp is a smooth maximum: close to it when one logit leads, and "
    "larger by up to log K when several are near the top.",
    "m ≤ m + log Σ_j e^(s_j − m) ≤ m + log K",
)
def logsumexp(s):
    return s.max(axis=-1)


@logsumexp_.misconception(
    "log_softmax",
    "You returned log p, one entry for each class. What is asked for is the one number of each row that has "
    "to be subtracted from its logits to get there.",
    "lse(s) = s_k − log p_k, the same for every k",
)
def logsumexp(s):
    return log_softmax(s)
