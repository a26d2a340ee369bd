"""One dense layer on the way back: from delta to the gradients of W and b, and on to the layer before."""

import numpy as np

from nnkit.grading import Problem

DELTA = np.array([[1.0, 0.0], [2.0, -1.0]])  # the example in the statement
A_PREV = np.array([[1.0, 2.0, 0.0], [3.0, 0.0, -1.0]])
W_EXAMPLE = np.array([[2.0, 0.0, 1.0], [0.0, -3.0, 1.0]])


def right_dense_backward(delta, a_prev, W):
    """Add up over the samples what each contributes to dW and db, and pull each delta back by itself."""
    dW, db = np.zeros(np.shape(W)), np.zeros(len(W))
    for d, a in zip(delta, a_prev, strict=True):
        dW += np.outer(d, a)
        db += d
    return dW, db, np.stack([np.dot(d, W) for d in delta])


dense_backward_ = Problem(
    id="backprop.dense_backward",
    title="One layer back",
    concept=11,
    points=4,
    kind="function",
    names=("dense_backward",),
    reference={"dense_backward": right_dense_backward},
    hints=(
        "Each weight's gradient is the delta of its unit times the activation that it multiplies, added up "
        "over the samples. Going back, an activation collects from every unit that it feeds: delta times "
        "weight, added up over the units.",
        "dW is (n_out, n_in) as W is, db (n_out,) as b is, and grad_a_prev (N, n_in) as a_prev is. Which "
        "product of delta (N, n_out) with a_prev (N, n_in) has no N left? Which one with W keeps it?",
        "dW: the transpose of delta, matrix-multiplied with a_prev. db: sum delta down its columns, over "
        "axis 0. grad_a_prev: delta, matrix-multiplied with W as it stands. Return the three in this order.",
    ),
)


def expect_three(learner, case, delta, a_prev, W):
    """Compare dW, db and grad_a_prev, in this order."""
    got = learner.dense_backward(delta, a_prev, W)
    case.require(
        isinstance(got, list) and len(got) == 3,
        "`dense_backward` must return three things together, in this order: dW, db, grad_a_prev.",
        kind="structure",
        at="dense_backward",
    )
    N, n_out = delta.shape
    factors = {"the batch size": N, "the number of units": n_out, "the number of inputs": W.shape[1]}
    for name, value, want in zip(
        ("dW", "db", "grad_a_prev"), got, right_dense_backward(delta, a_prev, W), strict=True
    ):
        case.expect(name, value, want, inputs=(delta, a_prev, W), factors=factors)


def drawn(case, N, n_in, n_out):
    """Draw delta, a_prev and W."""
    draw = case.rng.standard_normal
    return draw((N, n_out)), draw((N, n_in)), draw((n_out, n_in))


@dense_backward_.check("the example, two samples")
def dense_backward_example(learner, case):
    expect_three(learner, case, DELTA, A_PREV, W_EXAMPLE)


@dense_backward_.check("more inputs than units")
def dense_backward_narrowing(learner, case):
    expect_three(learner, case, *drawn(case, 5, 4, 2))


@dense_backward_.check("as many units as inputs as samples")
def dense_backward_square(learner, case):
    expect_three(learner, case, *drawn(case, 3, 3, 3))


@dense_backward_.check("more units than inputs, and the arrays left as they were")
def dense_backward_widening(learner, case):
    expect_three(learner, case, *drawn(case, 2, 3, 6))
    case.expect_unchanged(learner)
