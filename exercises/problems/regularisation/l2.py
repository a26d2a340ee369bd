"""The L2 penalty of a list of weight matrices, and its gradient."""

import numpy as np

from nnkit.grading import Problem


def squares(weights):
    """Return the sum of all squared weights."""
    return sum(float(np.vdot(W, W)) for W in weights)


def right_l2_penalty(weights, lam):
    return squares(weights) * lam / 2, [np.multiply(W, lam) for W in weights]


l2 = Problem(
    id="regularisation.l2",
    title="Weight decay",
    concept=19,
    points=3,
    kind="function",
    names=("l2_penalty",),
    reference={"l2_penalty": right_l2_penalty},
    hints=(
        "One number says how large all the weights are together: the sum of their squares. What is the slope "
        "of (lam/2) · w² with respect to a single weight w?",
        "`penalty` is a single number, whatever the number of layers. `gradients` is a list with one array "
        "for each matrix, of the same shape as that matrix.",
        "Square each matrix entry by entry and add up everything, over all matrices; lam/2 comes in front. "
        "For the gradients go through the list once more: the square's 2 and the half cancel.",
    ),
)


def expect_l2(learner, case, weights, lam):
    """Compare the penalty, then the gradients, layer by layer."""
    got = learner.l2_penalty(weights, lam)
    case.require(
        isinstance(got, list) and len(got) == 2,
        "`l2_penalty` must return two things, the penalty and the list of gradients, in this order.",
        kind="structure",
        at="l2_penalty",
    )
    text = (
        f"`gradients`, the second result, must be a list with an array for each matrix, {len(weights)} here."
    )
    several = isinstance(got[1], list) and len(got[1]) == len(weights)
    case.require(several, text, kind="structure", at="gradients")
    penalty, gradients = right_l2_penalty(weights, lam)
    case.expect("penalty", got[0], penalty, factors={"lam": lam, "the number of layers": len(weights)})
    case.expect("gradients", got[1], gradients, inputs=tuple(weights), factors={"lam": lam})


def drawn(case, *shapes):
    """Draw one weight matrix for each shape."""
    return [case.rng.standard_normal(shape) for shape in shapes]


@l2.check("three layers of different shapes")
def l2_three(learner, case):
    expect_l2(learner, case, drawn(case, (4, 3), (5, 4), (2, 5)), 0.3)


# After a drawn one: whoever counts the largest matrix only has the same penalty here as the first only.
@l2.check("the worked example")
def l2_worked(learner, case):
    expect_l2(learner, case, [np.array([[1.0, -2.0], [0.0, 3.0]]), np.array([[2.0, -1.0]])], 0.1)


@l2.check("square matrices")
def l2_square(learner, case):
    expect_l2(learner, case, drawn(case, (3, 3), (3, 3)), 1.7)


@l2.check("a single layer")
def l2_single(learner, case):
    expect_l2(learner, case, drawn(case, (2, 6)), 0.05)
    case.expect_unchanged(learner)
