"""Log-sum-exp: the logarithm of a sum of exponentials, without the sum."""

import numpy as np

from nnkit.grading import Problem

from .shared import FAR_APART, LARGE, MIXED, WORKED, batch, expect_each, right_logsumexp, sizes

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
    rows = [(WORKED,), (np.zeros(2),), (MIXED,)]
    expect_each(case, "logsumexp(s)", learner.logsumexp, right_logsumexp, rows)


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
