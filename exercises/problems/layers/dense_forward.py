"""One dense layer for a whole batch: z = a_prev Wᵀ + b."""

import numpy as np

from nnkit.grading import Problem

from .shared import BS, WS, layer, right_dense

dense_forward_ = Problem(
    id="layers.dense_forward",
    title="A layer, for a batch",
    concept=3,
    points=4,
    kind="function",
    names=("dense_forward",),
    reference={"dense_forward": right_dense},
    hints=(
        "Unit j of sample n multiplies row n of a_prev with row j of W, entry by entry, adds the products "
        "up, and adds b[j] once. A matrix product does all n and j at once.",
        "a_prev is (N, n_in) and W is (n_out, n_in): both have n_in last. For the product it must stand last "
        "in the first factor and first in the second, so one of them is transposed. What comes out is (N, "
        "n_out), and b with (n_out,) lines up with its columns.",
        "Multiply `a_prev` by the transpose of `W` with `@`, in this order, and add `b` as it is: "
        "broadcasting gives it to every row.",
    ),
)
SHOWN = np.array([[2.0, 1.0], [0.0, -1.0]])


def expect_dense(learner, case, a_prev, W, b):
    got = learner.dense_forward(a_prev, W, b)
    factors = {"the batch size": len(a_prev), "the number of inputs": W.shape[1]}
    case.expect("z", got, right_dense(a_prev, W, b), inputs=(a_prev, W, b), factors=factors)


# The square comes first: where nothing raises an exception, the numbers tell the mistakes apart.
@dense_forward_.check("as many samples as inputs as units")
def dense_square(learner, case):
    expect_dense(learner, case, case.rng.standard_normal((3, 3)), *layer(case, 3, 3))


@dense_forward_.check("the two samples of the text")
def dense_worked(learner, case):
    expect_dense(learner, case, SHOWN, WS[0], BS[0])


@dense_forward_.check("more units than inputs, and fewer")
def dense_oblong(learner, case):
    for N, n_in, n_out in ((5, 3, 4), (4, 6, 2)):
        expect_dense(learner, case, case.rng.standard_normal((N, n_in)), *layer(case, n_in, n_out))


@dense_forward_.check("one sample, one input, one unit")
def dense_single(learner, case):
    for N, n_in, n_out in ((1, 3, 2), (4, 1, 3), (4, 3, 1)):
        expect_dense(learner, case, case.rng.standard_normal((N, n_in)), *layer(case, n_in, n_out))


@dense_forward_.check("right, and the inputs left as they were")
def dense_inputs(learner, case):
    expect_dense(learner, case, case.rng.standard_normal((2, 4)), *layer(case, 4, 4))
    case.expect_unchanged(learner)
