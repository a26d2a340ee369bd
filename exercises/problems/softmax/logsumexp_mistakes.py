"""What goes wrong in log-sum-exp: wrong programs, each with its sentence."""

import numpy as np

from nnkit.activations import log_softmax

from .logsumexp import logsumexp_
from .shared import right_logsumexp


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


@logsumexp_.misconception(
    "log_left_out",
    "You added the largest logit to the sum of the exponentials itself. It is the sum's logarithm that it "
    "is added to.",
    "m + log Σ_j e^(s_j − m), not m + Σ_j e^(s_j − m)",
)
def logsumexp(s):
    return s.max(axis=-1) + np.exp(s - s.max(axis=-1, keepdims=True)).sum(axis=-1)


@logsumexp_.misconception(
    "log_of_max",
    "You took the logarithm of the largest logit. What leaves the sum is the factor e^m, and the logarithm "
    "of that is m itself.",
    "log(e^m · Σ_j e^(s_j − m)) = m + log Σ_j e^(s_j − m), not log m + …",
)
def logsumexp(s):
    return right_logsumexp(s) - s.max(axis=-1) + np.log(s.max(axis=-1))


@logsumexp_.misconception(
    "log1p",
    "Your sum has a 1 too many, as `np.log1p` adds it. The 1 of the largest logit, e^(m − m), is in the sum "
    "already.",
    "log Σ_j e^(s_j), not log (1 + Σ_j e^(s_j − m))",
)
def logsumexp(s):
    return s.max(axis=-1) + np.log1p(np.exp(s - s.max(axis=-1, keepdims=True)).sum(axis=-1))


@logsumexp_.misconception(
    "added_twice",
    "You added the largest logit twice. Taken out of the exponents once, it comes back once.",
    "lse(s) = m + log Σ_j e^(s_j − m), not 2m + …",
)
def logsumexp(s):
    return right_logsumexp(s) + s.max(axis=-1)


@logsumexp_.misconception(
    "not_the_largest",
    "You took another number than the largest logit out of the sum, such as the smallest or the mean. What "
    "lies far above it still overflows: it is the largest that must become 0.",
    "m = max_j s_j",
)
def logsumexp(s):
    return s.min(axis=-1) + np.log(np.exp(s - s.min(axis=-1, keepdims=True)).sum(axis=-1))


def add_clipped(limit):
    @logsumexp_.misconception(
        f"clipped_{limit}",
        f"You clipped the logits at ±{limit} so that `np.exp` cannot overflow. Then 1000 counts as {limit}: "
        "take the largest logit out of the sum instead, which loses nothing.",
        "lse(s) = m + log Σ_j e^(s_j − m), not log Σ_j e^(clip(s_j))",
    )
    def logsumexp(s):
        return right_logsumexp(np.clip(s, -limit, limit))


for limit in (100, 500, 700, 709):
    add_clipped(limit)
