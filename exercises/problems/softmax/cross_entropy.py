"""Cross-entropy, computed from the logits."""

import numpy as np

from nnkit.grading import Problem

from .shared import CONFIDENT, FAR_APART, LARGE, WORKED, batch, expect_each, right_loss, sizes

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
    examples = (([WORKED, CONFIDENT], [0, 2]), ([WORKED], [0]), ([CONFIDENT], [0]))
    cases = [(np.array(s), np.array(y)) for s, y in examples]
    expect_each(case, "cross_entropy(s, y)", learner.cross_entropy, right_loss, cases)


@cross_entropy_.check("the mean over a batch")
def cross_entropy_batch(learner, case):
    for N, K in ((4, 3), (3, 3)):
        s, y = batch(case, N, K)
        got = learner.cross_entropy(s, y)
        case.expect("cross_entropy(s, y)", got, right_loss(s, y), inputs=(s, y), factors=sizes(N, K))
    case.expect_unchanged(learner)


FAR_BELOW = [[0.0, -1000.0], [1.0, 0.5]]  # the first true class, not the second


@cross_entropy_.check("logits of 1000, and a true class far below the others")
def cross_entropy_large(learner, case):
    for s, y in ((LARGE[:1], [0]), (FAR_BELOW, [1, 0]), (FAR_APART, [2, 1, 0, 0]), (LARGE, [0, 2])):
        s, y = np.array(s), np.array(y)
        case.expect("cross_entropy(s, y)", learner.cross_entropy(s, y), right_loss(s, y), inputs=(s, y))
