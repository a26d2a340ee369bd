"""The gradient of the mean cross-entropy: prediction minus target, over N."""

import numpy as np

from nnkit.gradients import numerical_gradient
from nnkit.grading import Problem

from .shared import CONFIDENT, LARGE, WORKED, batch, expect_each, right_loss, sizes

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


WHAT = "cross_entropy_gradient(s, y)"


def expect_gradient(learner, case, s, y):
    """Compare the gradient with nnkit's."""
    got = learner.cross_entropy_gradient(s, y)
    case.expect(WHAT, got, right_loss.delta(s, y), inputs=(s, y), factors=sizes(*s.shape))


@gradient_.check("the worked examples")
def gradient_worked(learner, case):
    examples = (([WORKED, CONFIDENT], [0, 2]), ([WORKED], [0]))
    cases = [(np.array(s), np.array(y)) for s, y in examples]
    expect_each(case, WHAT, learner.cross_entropy_gradient, right_loss.delta, cases)


@gradient_.check("a batch")
def gradient_batch(learner, case):
    for N, K in ((4, 3), (3, 3)):
        expect_gradient(learner, case, *batch(case, N, K))


@gradient_.check("the slope of the loss, measured")
def gradient_measured(learner, case):
    s, y = batch(case, 3, 4)
    slope = numerical_gradient(lambda t: right_loss(t, y), s)
    got = learner.cross_entropy_gradient(s, y)
    what = f"{WHAT}, against (L(s + h) − L(s − h)) / 2h"
    case.expect(what, got, slope, inputs=(s, y), factors=sizes(3, 4), rtol=1e-4, atol=1e-6)


@gradient_.check("logits of 1000")
def gradient_large(learner, case):
    y = np.array([2, 0])
    case.expect(WHAT, learner.cross_entropy_gradient(LARGE, y), right_loss.delta(LARGE, y), inputs=(LARGE, y))


@gradient_.check("right, and the inputs left as they were")
def gradient_inputs(learner, case):
    expect_gradient(learner, case, *batch(case, 3, 5))
    case.expect_unchanged(learner)
