"""A triangle and |x|, each a sum of a few ReLUs (worked example c)."""

import numpy as np

from nnkit.activations import relu
from nnkit.grading import Problem


def right_triangle(x):
    return np.maximum(0.0, 1 - np.abs(np.asarray(x, float) - 1))


def right_absolute(x):
    return np.abs(np.asarray(x, float))


triangle_ = Problem(
    id="approximation.triangle",
    title="A triangle and |x| from hinges",
    concept=16,
    points=3,
    kind="function",
    names=("triangle", "absolute"),
    reference={"triangle": right_triangle, "absolute": right_absolute},
    hints=(
        "Walk along the triangle from left to right and write down its slope: 0, then 1, then −1, then 0 "
        "again. A hinge that starts at c changes the slope at c, by its coefficient, and stays on for ever.",
        "The slope changes at three places, so there are three hinges, `relu(x - c)` with c = 0, 1 and 2. "
        "For |x| there are two, and one of them opens to the left. All of them have the shape of x.",
        "The changes of slope are the coefficients: +1 where the rise begins, −2 at the peak, and what "
        "brings the slope from −1 back to 0 at the end. `relu(-x)` is the hinge that rises towards the left.",
    ),
)


@triangle_.check("the triangle at single points")
def triangle_points(learner, case):
    for x in ([-1.0, 0.5], [1.0, 1.0], [1.5, 1.75], [2.5, 3.0]):
        x = np.array([*x, 0.25])
        case.expect("triangle(x)", learner.triangle(x), right_triangle(x), inputs=(x,))


@triangle_.check("the triangle on arrays, far out as well")
def triangle_arrays(learner, case):
    for shape in ((6,), (3, 4), (3, 3)):
        x = case.rng.uniform(-1.5, 4.0, shape)
        case.expect("triangle(x)", learner.triangle(x), right_triangle(x), inputs=(x,))
    x = np.array([-1000.0, -2.0, 0.4, 1.0, 1.3, 4.0, 1000.0])
    case.expect("triangle(x)", learner.triangle(x), right_triangle(x), inputs=(x,))
    case.expect_unchanged(learner)


@triangle_.check("the absolute value")
def absolute_values(learner, case):
    for x in (np.array([-3.0, -0.5, 0.0, 2.0]), case.rng.uniform(-5, 5, (3, 4)), np.array([-1000.0, 1000.0])):
        case.expect("absolute(x)", learner.absolute(x), right_absolute(x), inputs=(x,))
    case.expect_unchanged(learner)


@triangle_.misconception(
    "no_two",
    "Your second hinge only takes the slope from 1 to 0, so the graph is level where it should fall. The "
    "slope has to go from 1 to −1 at the peak: a change of 2.",
    "the coefficient at a kink is slope after − slope before = −1 − 1",
)
def triangle(x):
    return relu(x) - relu(x - 1) + relu(x - 2)


@triangle_.misconception(
    "ramp",
    "This is a ramp: it rises to 1 and stays there, because the second hinge only levels the rise. To come "
    "down again the slope must turn negative, and to end on the ground it must change once more.",
    "slopes 0, 1, −1, 0: changes of +1, −2, +1",
)
def triangle(x):
    return relu(x) - relu(x - 1)


@triangle_.misconception(
    "falls_for_ever",
    "Up to x = 2 this is right, but then it falls for ever, because nothing stops the slope of −1. A hinge "
    "stays on once it is on: it takes a third one to level the graph.",
    "slope beyond x = 2: 1 − 2 = −1, not 0",
)
def triangle(x):
    return relu(x) - 2 * relu(x - 1)


@triangle_.misconception(
    "wrong_way",
    "You shifted to the left: `relu(x + 1)` has its kink at x = −1. To move a graph to the right by c, "
    "subtract c inside.",
    "relu(x − c) has its kink where x − c = 0",
)
def triangle(x):
    return relu(x) - 2 * relu(x + 1) + relu(x + 2)


@triangle_.misconception(
    "sign_last",
    "Your last hinge is subtracted, so beyond x = 2 the graph falls faster still. It has to bring the slope "
    "from −1 back to 0: does that take a positive or a negative change?",
    "change of slope at x = 2: 0 − (−1)",
)
def triangle(x):
    return relu(x) - 2 * relu(x - 1) - relu(x - 2)


@triangle_.misconception(
    "upside_down",
    "Your triangle hangs below the axis. The first hinge raises the graph, so its coefficient is positive, "
    "and the others follow from it.",
    "change of slope at x = 0: 1 − 0",
)
def triangle(x):
    return -right_triangle(x)


@triangle_.misconception(
    "no_relu",
    "Without the ReLUs the three terms are straight lines, and a sum of lines is a line: here they cancel to "
    "0 everywhere. The bends come from the ReLUs alone.",
    "x − 2 (x − 1) + (x − 2) = 0 for every x",
)
def triangle(x):
    return x - 2 * (x - 1) + (x - 2)


@triangle_.misconception(
    "not_clipped",
    "Between 0 and 2 this is the triangle, but outside it goes on downwards for ever. The triangle is 0 "
    "outside [0, 2]: the flat parts need a kink at 0 and at 2 as well.",
    "1 − |x − 1| < 0 for x < 0 and for x > 2",
)
def triangle(x):
    return 1 - np.abs(x - 1)


@triangle_.misconception(
    "one_side",
    "Your first kink is missing: a plain x falls below 0 on the left, where the triangle is 0. Put it "
    "through a ReLU too.",
    "relu(x), not x, for x < 0",
)
def triangle(x):
    return x - 2 * relu(x - 1) + relu(x - 2)


@triangle_.misconception(
    "difference",
    "A difference of the two hinges is x itself: where x is negative, the hinge that opens to the left is "
    "taken away instead of added. Both sides have to rise.",
    "relu(x) − relu(−x) = x, not |x|",
)
def absolute(x):
    return relu(x) - relu(-x)


@triangle_.misconception(
    "right_half",
    "This is only the right half of |x|: for negative x you return 0. A second hinge has to rise towards the "
    "left.",
    "|x| = −x for x < 0",
)
def absolute(x):
    return relu(x)


@triangle_.misconception(
    "twice_the_same",
    "Both your hinges open to the right, so the right half counts twice and the left is 0. Turn one of them "
    "round: the sign belongs inside the ReLU.",
    "relu(−x) is −x for x < 0, and 0 for x > 0",
)
def absolute(x):
    return relu(x) + relu(x)
