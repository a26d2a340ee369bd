"""A triangle and |x|, each a sum of a few ReLUs (worked example c)."""

import numpy as np

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
    x = np.array([-1.0, 0.25, 0.5, 1.0, 1.5, 1.75, 2.5, 3.0])
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
