"""Problems of set 06: softmax, log-sum-exp, cross-entropy, its gradient; output heads; a repair.

Every expected value comes from nnkit or is worked out here. The functions below the checks are wrong on
purpose: each is a mistake that learners make, with the sentence that explains it.
"""

import numpy as np

from nnkit.activations import log_softmax, sigmoid
from nnkit.activations import softmax as right_softmax
from nnkit.grading import Problem
from nnkit.grading.checks import same_value
from nnkit.losses import SoftmaxCrossEntropy, one_hot

right_loss = SoftmaxCrossEntropy()
WORKED = np.array([2.0, 1.0, 0.5])  # worked example e
CONFIDENT = np.array([5.0, 1.0, 0.5])
LARGE = np.array([[1000.0, 1001.0, 1002.0], [1002.0, 0.0, -1000.0]])
FAR_APART = np.array(
    [[1000.0, 999.0, 998.0], [-1000.0, -1001.0, -999.0], [0.0, 1.0, 2.0], [-900.0, 50.0, 50.0]]
)


def right_logsumexp(s):
    return s.max(axis=-1) - log_softmax(s).max(axis=-1)


def batch(case, N, K):
    """Draw logits (N, K) and labels (N,), two of them alike: rows and labels cannot be confused."""
    classes = case.rng.permutation(K)[: min(N, K) - 1]
    return 2 * case.rng.standard_normal((N, K)), case.rng.permutation(classes[np.arange(N) % len(classes)])


def sizes(N, K):
    return {"the batch size": N, "the number of classes": K, "the number of entries": N * K}


# 1 · softmax ----------------------------------------------------------------------------------------------

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


# 2 · log-sum-exp ------------------------------------------------------------------------------------------

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


# 3 · cross-entropy ----------------------------------------------------------------------------------------

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


# 4 · the gradient -----------------------------------------------------------------------------------------

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


# 5 · by hand ----------------------------------------------------------------------------------------------

ROUNDED = 0.002  # three decimals, and a slip of the last digit
BY_HAND = ("p", "loss", "gradient")


def by_hand_answers(p, y):
    """Return what follows from probabilities p (3,) when y is the true class."""
    return {"p": p, "loss": -np.log(p[y]), "gradient": p - np.eye(3)[y]}


def by_hand_right(given):
    return by_hand_answers(right_softmax(given["s"]), given["y"])


def by_hand_given(rng):
    """Draw logits and a true class that is not the likeliest, until every slip gives a number of its own."""
    while True:
        s, y = np.round(rng.permutation(np.arange(-20, 31))[:3] / 10, 1), int(rng.integers(1, 3))
        given = {"s": s.tolist(), "y": y}
        p = right_softmax(s)
        if p.min() > 0.04 and p.argmax() not in (y, y - 1) and abs(s.sum()) > 0.3 and all_differ(given):
            return given


def all_differ(given):
    wrong = [slip.answers_for(given) for slip in by_hand.misconceptions]
    for name in BY_HAND:
        values = [answers[name] for answers in (by_hand_right(given), *wrong) if name in answers]
        pairs = ((a, b) for i, a in enumerate(values) for b in values[:i])
        if any(np.max(np.abs(a - b)) < 4 * ROUNDED for a, b in pairs):
            return False
    return True


by_hand = Problem(
    id="softmax.by_hand",
    title="By hand",
    concept=6,
    points=3,
    kind="numbers",
    names=BY_HAND,
    given=by_hand_given,
    hints=(
        "Three exponentials, their sum, three quotients: that is p. The loss needs one of them, the "
        "gradient all three.",
        "`p` and `gradient` are lists of three numbers; p sums to 1 and the gradient to 0. `loss` is one "
        "number, and positive.",
        "With E = e^(s_0) + e^(s_1) + e^(s_2): each p_k is e^(s_k) / E; loss is −ln p_y, `-np.log(p[y])`; "
        "the gradient is p with 1 taken off at place y, counted from 0.",
    ),
)


def expect_by_hand(learner, case, name):
    """Compare one of the three answers, which may be rounded."""
    case.expect(name, learner[name], by_hand_right(case.given)[name], rtol=0, atol=ROUNDED)


@by_hand.check("the probabilities")
def by_hand_p(learner, case):
    expect_by_hand(learner, case, "p")


@by_hand.check("the loss")
def by_hand_loss(learner, case):
    expect_by_hand(learner, case, "loss")


@by_hand.check("the gradient")
def by_hand_gradient(learner, case):
    expect_by_hand(learner, case, "gradient")


@by_hand.slip(
    "sigmoid",
    "You put each logit through a sigmoid by itself. With three classes they share one sum: divide e^(s_k) "
    "by the sum of all three exponentials.",
    "p_k = e^(s_k) / (e^(s_0) + e^(s_1) + e^(s_2))",
)
def slip(given):
    return by_hand_answers(sigmoid(np.array(given["s"])), given["y"])


@by_hand.slip(
    "not_divided",
    "These are the exponentials. Divide each by their sum, and they become probabilities.",
    "p_k = e^(s_k) / (e^(s_0) + e^(s_1) + e^(s_2))",
)
def slip(given):
    return by_hand_answers(np.exp(given["s"]), given["y"])


@by_hand.slip(
    "no_exp",
    "You divided the logits themselves by their sum. Take their exponentials first: these are positive.",
    "p_k = e^(s_k) / (e^(s_0) + e^(s_1) + e^(s_2)), not s_k / (s_0 + s_1 + s_2)",
)
def slip(given):
    return {"p": np.array(given["s"]) / np.sum(given["s"])}


@by_hand.slip(
    "log10",
    "You used the logarithm to base 10, the key `log` of most calculators. The natural one is asked for: "
    "`ln`, or `np.log`.",
    "loss = −ln p_y, not −log₁₀ p_y",
)
def slip(given):
    return {"loss": by_hand_right(given)["loss"] / np.log(10)}


@by_hand.slip(
    "log2",
    "You used the logarithm to base 2. The natural one is asked for: `ln`, or `np.log`.",
    "loss = −ln p_y, not −log₂ p_y",
)
def slip(given):
    return {"loss": by_hand_right(given)["loss"] / np.log(2)}


@by_hand.slip(
    "loss_sign",
    "This is ln p_y, which is negative because p_y is below 1. The loss is its negative, so that unlikely "
    "means expensive.",
    "loss = −ln p_y",
)
def slip(given):
    return {"loss": -by_hand_right(given)["loss"]}


@by_hand.slip(
    "predicted_class",
    "You took the class that the network likes best. The loss asks about the true class y, however unlikely "
    "it looked.",
    "loss = −ln p_y, not −ln max_k p_k",
)
def slip(given):
    p = by_hand_right(given)["p"]
    return {"loss": -np.log(p.max()), "gradient": p - np.eye(3)[p.argmax()]}


@by_hand.slip(
    "counted_from_1",
    "You counted the classes from 1. They count from 0, as Python's indices do: `p[0]` belongs to class 0.",
    "p_y is p[y]: the second entry for y = 1, the third for y = 2",
)
def slip(given):
    answers = by_hand_answers(by_hand_right(given)["p"], given["y"] - 1)
    return {"loss": answers["loss"], "gradient": answers["gradient"]}


@by_hand.slip(
    "all_classes",
    "You added −ln p_k over all three classes. Only the true class counts: its target is 1, and that of the "
    "others 0.",
    "loss = −Σ_k Y_k ln p_k = −ln p_y",
)
def slip(given):
    return {"loss": -np.log(by_hand_right(given)["p"]).sum()}


@by_hand.slip(
    "no_log",
    "This is 1 − p_y, the probability of being wrong. The loss is the negative logarithm of being right.",
    "loss = −ln p_y, not 1 − p_y",
)
def slip(given):
    return {"loss": 1 - by_hand_right(given)["p"][given["y"]]}


@by_hand.slip(
    "gradient_sign",
    "Target minus prediction is the way to go, not the gradient. The gradient is prediction minus target.",
    "∂L/∂s = p − Y, not Y − p",
)
def slip(given):
    return {"gradient": -by_hand_right(given)["gradient"]}


@by_hand.slip(
    "no_target",
    "These are the probabilities themselves. The entry of the true class still loses 1.",
    "∂L/∂s_k = p_k − [k = y]",
)
def slip(given):
    return {"gradient": by_hand_right(given)["p"]}


@by_hand.slip(
    "one_everywhere",
    "You subtracted 1 from all three entries. Only the true class has the target 1; the others have the "
    "target 0.",
    "∂L/∂s_k = p_k − [k = y], not p_k − 1",
)
def slip(given):
    return {"gradient": by_hand_right(given)["p"] - 1}


@by_hand.slip(
    "true_class_only",
    "Only the true class got a gradient. The others have the target 0, so theirs is p_k − 0.",
    "∂L/∂s_k = p_k for k ≠ y",
)
def slip(given):
    return {"gradient": by_hand_right(given)["gradient"] * np.eye(3)[given["y"]]}


@by_hand.slip(
    "by_probabilities",
    "This is the slope with respect to the probability, −1/p_y. The logits are one step further back, "
    "through softmax.",
    "∂L/∂s = p − Y, not ∂L/∂p",
)
def slip(given):
    y = given["y"]
    return {"gradient": -np.eye(3)[y] / by_hand_right(given)["p"][y]}


# 6 · output heads -----------------------------------------------------------------------------------------

heads = Problem(
    id="softmax.heads",
    title="The right head",
    concept=7,
    points=2,
    kind="choice",
    names=("price", "spam", "digit", "tags"),
    hints=(
        "Ask what the answer is: a number of any size, one yes or no, one of several classes, or several "
        "yeses and noes?",
        "Sigmoid treats each output by itself, softmax makes all outputs share a total of 1, and the bare "
        "logit can be any number.",
        "Can two outputs be right at once? Then they must not share a total of 1. Is the target a "
        "probability? Then the loss is a cross-entropy.",
    ),
)

PRICE = {
    "b": "price: a sigmoid only gives numbers between 0 and 1, and no flat costs so little. The price may "
    "be any number, so the logit stays as it is.",
    "c": "price: sigmoid and binary cross-entropy answer a yes-or-no question with a probability. A price "
    "is a number of any size, so the logit stays as it is.",
    "d": "price: softmax over a single output is always 1, whatever the logit, so every flat would cost the "
    "same.",
}
SPAM = {
    "a": "spam: squared error on the bare logit punishes a mail that is rightly called spam with logit 5 as "
    "much as one with logit −3, and gives no probability. A yes-or-no question wants a sigmoid.",
    "b": "spam: the sigmoid is right, but with squared error its flat ends leave almost no gradient just "
    "where the network is confidently wrong. With cross-entropy the slope cancels and p − y remains.",
    "d": "spam: softmax over a single output is always 1, whatever the logit, so nothing could be learnt. "
    "(With two outputs it would do: it is the sigmoid of their difference.)",
}
DIGIT = {
    "a": "digit: bare logits with squared error give no probabilities, and a logit of 5 for the right digit "
    "is punished for not being 1. The ten classes should share a total of 1.",
    "b": "digit: ten sigmoids do not compete, and with squared error a confidently wrong one has almost no "
    "gradient. Exactly one of the ten is right, so they should share a total of 1.",
    "c": "digit: this asks ten separate yes-or-no questions, and may answer yes to several or to none. "
    "Exactly one digit is right, so the ten should share a total of 1.",
}
TAGS = {
    "a": "tags: bare logits with squared error give no probabilities, and a logit of 5 for a tag that fits "
    "is punished for not being 1. Each tag is a yes-or-no question.",
    "b": "tags: a sigmoid for each tag is right, but with squared error its flat ends leave almost no "
    "gradient where the network is confidently wrong. Cross-entropy has p − y instead.",
    "d": "tags: softmax makes the twenty tags share a total of 1, so beach and dog cannot both be near 1. "
    "Here several may be right at once: each tag is a question of its own.",
}


# Two situations to a check, with different answers: no single letter passes.
@heads.check("one output: price and spam")
def heads_one_output(learner, case):
    case.expect_choice("price", learner["price"], "a", PRICE)
    case.expect_choice("spam", learner["spam"], "c", SPAM)


@heads.check("many outputs: digit and tags")
def heads_many_outputs(learner, case):
    case.expect_choice("digit", learner["digit"], "d", DIGIT)
    case.expect_choice("tags", learner["tags"], "c", TAGS)


# 7 · repair -----------------------------------------------------------------------------------------------


def fit(X, y, K, eta, steps, step):
    """Fit softmax regression; ``step(W, b, delta, X, eta)`` returns the new W and b."""
    W, b, losses = np.zeros((K, X.shape[1])), np.zeros(K), []
    for _ in range(steps):
        s = X @ W.T + b
        losses.append(right_loss(s, y))
        W, b = step(W, b, right_loss.delta(s, y), X, eta)
    return W, b, losses


def right_train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d.sum(axis=0)))


repair = Problem(
    id="softmax.repair",
    title="The classifier that will not decide",
    concept=6,
    points=3,
    kind="repair",
    names=("train",),
    reference={"train": right_train},
    hints=(
        "Look at b after training. What has it learnt, and which line was meant to teach it?",
        "b has shape (K,), one entry for each class, and so must what is subtracted from it. delta has "
        "shape (N, K), and each of its rows, p minus one-hot, sums to 0.",
        "A sum without an axis adds up all N·K entries of delta, and that is 0. Add up over the N samples "
        "only, and keep the K classes apart: which axis is that?",
    ),
)


def expect_training(case, got, want):
    """Compare W, b and the losses, and say so if b has not moved."""
    together = isinstance(got, list) and len(got) == 3
    case.require(
        together, "`train` must return W, b and the losses, in this order.", kind="structure", at="train"
    )
    case.expect("W", got[0], want[0])
    still = same_value(got[1], np.zeros_like(want[1]), 0, 1e-9)
    case.require(
        not still,
        "After training, `b` is still 0 in every entry. Each row of delta sums to 0, so whatever adds up "
        "whole rows is 0 as well.",
        at="b",
    )
    case.expect("b", got[1], want[1])
    case.expect("losses", got[2], want[2])


def points_in_classes(case, N, d, K):
    """Draw N points in K classes whose centres lie apart, and away from the origin."""
    y = case.rng.permutation(np.arange(N) % K)
    centres = 1 + case.rng.standard_normal((K, d))
    return centres[y] + 0.5 * case.rng.standard_normal((N, d)), y


@repair.check("W and b after one step")
def repair_one_step(learner, case):
    X, y = points_in_classes(case, 5, 2, 3)
    expect_training(case, learner.train(X, y, 3, steps=1), right_train(X, y, 3, steps=1))


@repair.check("twelve points on a line")
def repair_line(learner, case):
    X = np.arange(1.0, 13.0).reshape(12, 1)
    y = (X[:, 0] > 6).astype(np.int64)
    expect_training(case, learner.train(X, y, 2), right_train(X, y, 2))


@repair.check("three classes in three dimensions")
def repair_three_classes(learner, case):
    X, y = points_in_classes(case, 10, 3, 3)
    got = learner.train(X, y, 3, eta=0.5, steps=50)
    expect_training(case, got, right_train(X, y, 3, eta=0.5, steps=50))


@repair.misconception(
    "as_given",
    "This is the code as it was given: the sum without an axis makes one number, always 0, of the whole "
    "delta.",
    "db_k = Σ_n delta_nk",
    untouched=True,
)
def train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d.sum()))


def add_other_eta(default):
    @repair.misconception(
        f"eta_{default:g}",
        f"You changed eta to {default:g} and left the fault in. The step in b is 0 with any eta.",
        "db_k = Σ_n delta_nk, not Σ_n Σ_k delta_nk = 0",
    )
    def train(X, y, K, eta=default, steps=300):
        return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d.sum()))


for eta in (0.001, 0.01, 0.02, 0.05, 0.2, 0.3, 0.5, 1.0):
    add_other_eta(eta)


@repair.misconception(
    "bias_mean",
    "The axis is right, but delta is already divided by N, because the loss is a mean. Taking the mean "
    "again makes b learn N times too slowly: it is a sum.",
    "db_k = Σ_n delta_nk, not (1/N) Σ_n delta_nk",
)
def train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d.mean(axis=0)))


@repair.misconception(
    "bias_sign",
    "The sum is right, but it is added. Descent goes against the gradient, in b as in W.",
    "b ← b − eta · Σ_n delta_n",
)
def train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b + eta * d.sum(axis=0)))


@repair.misconception(
    "bias_by_sample",
    "`axis=1` adds up each row, over the classes, and every row of delta sums to 0. Add up over the "
    "samples, so that one number is left for each class.",
    "db_k = Σ_n delta_nk, not Σ_k delta_nk",
)
def train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d.sum(axis=1)))


@repair.misconception(
    "bias_of_each_sample",
    "Without a sum b grows to shape (N, K): every training point learns a bias of its own, which no new "
    "point can use. One bias for each class, (K,), is shared by all.",
    "db_k = Σ_n delta_nk",
)
def train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d))


@repair.misconception(
    "not_averaged",
    "You took the division by N out of delta. That only makes the steps in W larger; b still gets the sum "
    "of all entries, which is 0 with or without it.",
    "delta = (p − Y) / N",
)
def train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * len(X) * d.T @ X, b - eta * d.sum()))


@repair.misconception(
    "centred",
    "You centred the inputs so that no bias is needed. That hides the fault instead of mending it: the W "
    "and b returned no longer fit the points as they are.",
    "db_k = Σ_n delta_nk",
)
def train(X, y, K, eta=0.1, steps=300):
    X = X - X.mean(axis=0)
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d.sum()))
