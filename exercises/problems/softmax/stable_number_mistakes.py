"""What goes wrong in softmax where numbers are large: overflow, and remedies that change p."""

import numpy as np

from nnkit.activations import softmax as right_softmax

from .stable import stable


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
    "Right for small logits, but e^1000 is more than a float can hold, and inf / inf is nan; e^(−1000) is "
    "rounded to 0, and 0 / 0 is nan as well. Subtract the largest logit of the row first: p stays the same.",
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
    "divided_by_max",
    "You divided by the largest logit. That changes the differences between the logits, and p depends on "
    "these; subtracting one number from all of them does not.",
    "e^(s_k − m), not e^(s_k / m)",
)
def softmax(s):
    return right_softmax(s / np.abs(s).max(axis=-1, keepdims=True))


@stable.misconception(
    "standardised",
    "You standardised each row. Taking the mean off is harmless, but the division by the spread changes the "
    "differences between the logits, and p depends on these.",
    "e^(s_k − m), not e^((s_k − mean) / std)",
)
def softmax(s):
    return right_softmax(s / s.std(axis=-1, keepdims=True))


@stable.misconception(
    "nan_to_num",
    "`np.nan_to_num` hides the overflow and does not mend it: what was lost in inf cannot be found again. "
    "Subtract the largest logit first, and nothing overflows.",
    "e^(s_k − m) with m = max_j s_j",
)
def softmax(s):
    e = np.exp(s)
    return np.nan_to_num(e / e.sum(axis=-1, keepdims=True))
