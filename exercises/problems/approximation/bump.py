"""A bump: the difference of two sigmoids, as steep as one likes."""

import numpy as np

from nnkit.activations import sigmoid
from nnkit.grading import Problem


def right_bump(x, left, right, height, steepness):
    x = np.asarray(x, float)
    return height * (sigmoid(steepness * (x - left)) - sigmoid(steepness * (x - right)))


bump_ = Problem(
    id="approximation.bump",
    title="A bump from two sigmoids",
    concept=16,
    points=4,
    kind="function",
    names=("bump",),
    reference={"bump": right_bump},
    hints=(
        "A sigmoid of x − left is a step up at `left`. Take away a second step that comes later, at `right`, "
        "and the ground is level again behind it.",
        "Everything is entry by entry, so the result has the shape of x. Each sigmoid sees steepness times "
        "the distance from its own edge, which is 0 at the edge; height multiplies both.",
        "A sigmoid that never overflows: half of one plus the tanh of half its argument. With two of them, "
        "at the two edges, the halves of one cancel; what is left is a difference of two tanh.",
    ),
)


def expect_bump(learner, case, x, left, right, height, steepness):
    """Compare the learner's bump on x."""
    got = learner.bump(x, left, right, height, steepness)
    want = right_bump(x, left, right, height, steepness)
    factors = {"the height": height, "the steepness": steepness}
    case.expect("bump(x)", got, want, inputs=(x,), factors=factors)


@bump_.check("the worked example: left of it, its edges, its middle, right of it")
def bump_worked(learner, case):
    expect_bump(learner, case, np.array([-1.0, 0.0, 0.5, 1.0, 2.0, 3.0]), 0.0, 2.0, 3.0, 10.0)


@bump_.check("gentle steps, another place")
def bump_gentle(learner, case):
    x = case.rng.uniform(-4, 4, (3, 5))
    expect_bump(learner, case, x, -0.6, 1.7, 1.3, 1.5)
    expect_bump(learner, case, x[:, :3], 0.4, 1.1, -2.5, 3.0)
    case.expect_unchanged(learner)


@bump_.check("a steepness of 1000 and more")
def bump_steep(learner, case):
    x = np.array([-6.0, -1.01, -1.0, 0.2, 1.5, 2.0, 2.01, 7.0])
    for steepness in (1e3, 1e6):
        expect_bump(learner, case, x, -1.0, 2.0, 0.7, steepness)
