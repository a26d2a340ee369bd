"""What goes wrong in softmax: wrong programs, each with its sentence."""

import numpy as np

from nnkit.activations import log_softmax, sigmoid
from nnkit.activations import softmax as right_softmax

from .stable import stable

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


@stable.misconception(
    "minus",
    "There is a minus in your exponents, so the largest logit gets the smallest probability. The exponent "
    "is the logit itself.",
    "p_k = e^(s_k) / Σ_j e^(s_j), not e^(−s_k) / Σ_j e^(−s_j)",
)
def softmax(s):
    return right_softmax(-s)


@stable.misconception(
    "hard",
    "You gave all of the probability to the largest logit. That is a hard maximum, with no slope to learn "
    "from; softmax leaves each class its share.",
    "p_k = e^(s_k) / Σ_j e^(s_j), not [s_k = max_j s_j]",
)
def softmax(s):
    return (s == s.max(axis=-1, keepdims=True)) * 1.0


@stable.misconception(
    "shares_of_relu",
    "You cut the logits off at 0 and divided by their sum. Then every class with a negative logit is "
    "impossible; the exponential makes small numbers positive instead.",
    "p_k = e^(s_k) / Σ_j e^(s_j), not max(s_k, 0) / Σ_j max(s_j, 0)",
)
def softmax(s):
    return np.maximum(s, 0) / np.maximum(s, 0).sum(axis=-1, keepdims=True)
