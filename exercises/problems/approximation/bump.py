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


def step(z):
    return sigmoid(z)


@bump_.misconception(
    "sum",
    "You added the two steps, which makes a staircase that ends at twice the height. The second step has to "
    "undo the first.",
    "height · (σ(k (x − left)) − σ(k (x − right)))",
)
def bump(x, left, right, height, steepness):
    return height * (step(steepness * (x - left)) + step(steepness * (x - right)))


@bump_.misconception(
    "dip",
    "Your bump is a dip: the step down comes first. The step at `left` goes up, and the one at `right` is "
    "taken away from it.",
    "σ(k (x − left)) − σ(k (x − right)), not the reverse",
)
def bump(x, left, right, height, steepness):
    return -right_bump(x, left, right, height, steepness)


@bump_.misconception(
    "edge_not_scaled",
    "You multiplied x by the steepness, but not the edge, so the step sits at left/k instead of left. Take "
    "the distance from the edge first and multiply that.",
    "k (x − left), not k x − left",
)
def bump(x, left, right, height, steepness):
    return height * (step(steepness * x - left) - step(steepness * x - right))


@bump_.misconception(
    "edge_sign",
    "Your edges are on the wrong side of 0: x + left is 0 at x = −left. The step must come where x equals "
    "left.",
    "x − left = 0 at the edge, not x + left = 0",
)
def bump(x, left, right, height, steepness):
    return height * (step(steepness * (x + left)) - step(steepness * (x + right)))


@bump_.misconception(
    "no_steepness",
    "The steepness is not used: every step rises as gently as a plain sigmoid. It multiplies the distance "
    "from the edge.",
    "σ(k (x − left)), not σ(x − left)",
)
def bump(x, left, right, height, steepness):
    return height * (step(x - left) - step(x - right))


@bump_.misconception(
    "steepness_divides",
    "You divided by the steepness, so a larger one makes the steps gentler. Where the step should take less "
    "room, the argument must grow faster.",
    "σ(k (x − left)), not σ((x − left) / k)",
)
def bump(x, left, right, height, steepness):
    return height * (step((x - left) / steepness) - step((x - right) / steepness))


@bump_.misconception(
    "no_height",
    "Your bump is always about 1 high: the height is not used. It multiplies the difference of the two "
    "steps.",
    "height · (… − …)",
)
def bump(x, left, right, height, steepness):
    return step(steepness * (x - left)) - step(steepness * (x - right))


@bump_.misconception(
    "height_once",
    "The height multiplies only the first step, so behind the bump the ground lies at height − 1 instead of "
    "0. Put brackets round the difference.",
    "h · (σ₁ − σ₂), not h · σ₁ − σ₂",
)
def bump(x, left, right, height, steepness):
    return height * step(steepness * (x - left)) - step(steepness * (x - right))


@bump_.misconception(
    "height_inside",
    "The height stands inside the sigmoids. There it only makes the steps steeper; the result can never "
    "leave the range from −1 to 1.",
    "height · σ(k (x − left)), not σ(height · k (x − left))",
)
def bump(x, left, right, height, steepness):
    return step(height * steepness * (x - left)) - step(height * steepness * (x - right))


@bump_.misconception(
    "product",
    "You multiplied a step up by a step down. Steep bumps look the same, gentle ones do not; and a network "
    "with one hidden layer adds its units, it cannot multiply them.",
    "σ₁ − σ₂, a sum with weights +1 and −1, not σ₁ (1 − σ₂)",
)
def bump(x, left, right, height, steepness):
    return height * step(steepness * (x - left)) * step(steepness * (right - x))


@bump_.misconception(
    "tanh",
    "You used tanh as it is. It goes from −1 to 1, a step of 2, and is twice as steep in the middle as a "
    "sigmoid: both its argument and its height must be halved.",
    "σ(z) = (1 + tanh(z/2)) / 2",
)
def bump(x, left, right, height, steepness):
    return height * (np.tanh(steepness * (x - left)) - np.tanh(steepness * (x - right)))


@bump_.misconception(
    "hard_step",
    "You built a box with vertical walls. Sigmoids are asked for: at an edge the bump has half its height, "
    "and for a gentle steepness it is rounded.",
    "σ(0) = 1/2",
)
def bump(x, left, right, height, steepness):
    return height * ((x >= left) & (x <= right)) * 1.0


@bump_.misconception(
    "overflow",
    "Right while the steps are gentle, but with a steep one e^z overflows, and inf / inf is NaN. Write the "
    "sigmoid so that the exponential can only become small, or through tanh.",
    "σ(z) = 1 / (1 + e^(−z)), not e^z / (1 + e^z)",
)
def bump(x, left, right, height, steepness):
    rise, fall = np.exp(steepness * (x - left)), np.exp(steepness * (x - right))
    return height * (rise / (1 + rise) - fall / (1 + fall))
