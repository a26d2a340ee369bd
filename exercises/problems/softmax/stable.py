"""Softmax: one row or a batch, of any size."""

import numpy as np

from nnkit.activations import softmax as right_softmax
from nnkit.grading import Problem

from .shared import CONFIDENT, FAR_APART, LARGE, MIXED, WORKED, batch, expect_each, sizes

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
    rows = [(WORKED,), (CONFIDENT,), (MIXED,)]
    expect_each(case, "softmax(s)", learner.softmax, right_softmax, rows)


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
