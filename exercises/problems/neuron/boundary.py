"""The boundary of a neuron with two inputs: slope, intercept, distance, normal, and what lies where."""

import numpy as np

from nnkit.grading import Problem
from nnkit.grading.checks import CheckStopped, Failure, as_array
from nnkit.grading.verdict import Finding

from .shared import ROUNDED, all_differ

BOUNDARY = ("slope", "intercept", "distance", "normal", "classes")


def parts(given):
    """Return w1, w2, b and the points (3, 2)."""
    return *given["w"], given["b"], np.array(given["points"])


def side(w1, w2, b, points):
    """Return 1 for each point with z > 0, else 0."""
    return (points @ np.array([w1, w2]) + b > 0).astype(int)


def boundary_right(given):
    w1, w2, b, points = parts(given)
    length = np.hypot(w1, w2)
    return {
        "slope": -w1 / w2,
        "intercept": -b / w2,
        "distance": abs(b) / length,
        "normal": np.array([w1, w2]) / length,
        "classes": side(w1, w2, b, points),
    }


def boundary_given(rng):
    """Draw w with w2 < 0, b, and three points of both classes, away from the boundary."""
    while True:
        w1, w2, b = rng.choice([-1, 1]) * rng.integers(6, 40) / 10, -rng.integers(6, 40) / 10, 0.0
        while abs(b) < 0.5:
            b = rng.integers(-40, 41) / 10
        points = rng.integers(-8, 9, (3, 2)) / 2
        given = {"w": [float(w1), float(w2)], "b": float(b), "points": points.tolist()}
        if told_apart(w1, w2, b, points):
            right = boundary_right(given)
            wrong = [slip.answers_for(given) for slip in boundary.misconceptions]
            if all_differ(("slope", "intercept", "distance"), right, wrong):
                return given


def told_apart(w1, w2, b, points):
    """Tell whether the points are of both classes, and of others without b or with w1 and w2 exchanged."""
    right = side(w1, w2, b, points)
    others = [side(w1, w2, 0, points), side(w2, w1, b, points), 1 - right]
    clear = np.abs(points @ np.array([w1, w2]) + b).min() > 0.6 and abs(np.hypot(w1, w2) - 1) > 0.2
    return clear and 0 < right.sum() < 3 and len({v.tobytes() for v in (right, *others)}) == 4


boundary = Problem(
    id="neuron.boundary",
    title="Where a neuron changes its mind",
    concept=4,
    points=4,
    kind="derivation",
    names=BOUNDARY,
    given=boundary_given,
    hints=(
        "The sigmoid passes one half where its pre-activation is 0. So everything asked here is about the "
        "line w1·x1 + w2·x2 + b = 0.",
        "`slope`, `intercept` and `distance` are one number each, the last never negative; `normal` is a "
        "list of two, of length 1; `classes` a list of three, each 0 or 1.",
        "Solve z = 0 for x2 and read off slope and intercept. With the length of w, the root of w1² + w2²: "
        "distance is |b| over it, and the normal is w over it. For the classes put each point into z.",
    ),
)


def expect_boundary(learner, case, name):
    """Compare one of the answers, which may be rounded."""
    case.expect(name, learner[name], boundary_right(case.given)[name], rtol=0, atol=ROUNDED)


@boundary.check("the slope")
def boundary_slope(learner, case):
    expect_boundary(learner, case, "slope")


@boundary.check("the intercept")
def boundary_intercept(learner, case):
    expect_boundary(learner, case, "intercept")


@boundary.check("the distance from the origin")
def boundary_distance(learner, case):
    expect_boundary(learner, case, "distance")


@boundary.check("the normal, and the side that it points to")
def boundary_normal(learner, case):
    expect_boundary(learner, case, "normal")
    got = as_array(learner["classes"])  # True and False do as well
    well = got is not None and got.shape == (3,) and set(got.tolist()) <= {0, 1}
    text = "`classes` must be a list of three, each of them 0 or 1: one for each point."
    case.require(well, text, kind="structure", at="classes")
    if not np.array_equal(got, boundary_right(case.given)["classes"]):
        text = (
            "`classes`: not every point lies on the side that you gave it. Put each of them into "
            "z = w1·x1 + w2·x2 + b, and look at the sign."
        )
        finding = Finding("state", text, at="classes")
        raise CheckStopped(Failure("classes", finding, rtol=0, atol=ROUNDED))  # the normal may be rounded


@boundary.slip(
    "slope_sign",
    "The size is right, the sign is not: when w1·x1 moves to the other side of the equation it changes sign.",
    "x2 = −(w1/w2) x1 − b/w2",
)
def slip(given):
    return {"slope": -boundary_right(given)["slope"]}


@boundary.slip(
    "slope_inverted",
    "You solved for x1. On the axes x2 is drawn against x1: solve z = 0 for x2.",
    "slope = −w1/w2, not −w2/w1",
)
def slip(given):
    return {"slope": 1 / boundary_right(given)["slope"]}


@boundary.slip(
    "slope_of_w",
    "That is the slope of the arrow w itself. The boundary stands at right angles to it.",
    "slope of the boundary = −w1/w2; slope of w = w2/w1",
)
def slip(given):
    return {"slope": -1 / boundary_right(given)["slope"]}


@boundary.slip(
    "slope_is_w1",
    "In z, w1 says how fast the pre-activation grows along x1. The slope of the line is what x2 must do to "
    "keep z at 0, so w2 comes in as well.",
    "slope = −w1/w2",
)
def slip(given):
    return {"slope": given["w"][0]}


@boundary.slip(
    "intercept_sign",
    "The size is right, the sign is not. At x1 = 0 what is left is w2·x2 + b = 0.",
    "intercept = −b/w2, not b/w2",
)
def slip(given):
    return {"intercept": -boundary_right(given)["intercept"]}


@boundary.slip(
    "intercept_other_axis",
    "That is where the boundary crosses the other axis, at x2 = 0. The intercept is the x2 at which x1 = 0.",
    "intercept = −b/w2, not −b/w1",
)
def slip(given):
    return {"intercept": -given["b"] / given["w"][0]}


@boundary.slip(
    "intercept_is_b",
    "That is b as it stands. It is the value of z at the origin; the line itself crosses the x2 axis where "
    "w2·x2 + b = 0.",
    "intercept = −b/w2, not b",
)
def slip(given):
    return {"intercept": given["b"]}


@boundary.slip(
    "intercept_not_divided",
    "That is w2·x2. One division is left before you have x2.",
    "intercept = −b/w2, not −b",
)
def slip(given):
    return {"intercept": -given["b"]}
