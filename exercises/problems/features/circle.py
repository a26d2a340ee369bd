"""Weights by hand: a line in feature space that is a circle, or a saddle, in the plane."""

import numpy as np

from nnkit.grading import Problem
from nnkit.grading.checks import as_array

from .shared import around_corners, around_rings, features

circle = Problem(
    id="features.circle",
    title="A line that is a circle",
    concept=15,
    points=4,
    kind="break",
    names=("w_circle", "b_circle", "w_xor", "b_xor"),
    hints=(
        "For the circles: what do all points at the same distance from the origin have in common? For XOR: "
        "x1 + x2 counts the ones, 0, 1 or 2; which feature can take back the case of 2?",
        "`w_circle` and `w_xor` are lists of five numbers, in the order x1, x2, x1², x2², x1·x2; most may "
        "be 0. `b_circle` and `b_xor` are one number each.",
        "Circles: x1² + x2² is about 0.25 inside and 1 outside; class 1 is inside, so the squares count "
        "against it. XOR: count the ones, and let the product take away twice as much as one of them gives.",
    ),
)

ORDERS = ([0, 1, 4, 2, 3], [0, 1, 2, 4, 3], [0, 2, 1, 3, 4])


def separates(H, y, w, b):
    """Tell whether all points of class 1, and no others, have z > 0."""
    return bool(np.all((H @ w + b > 0) == (y == 1)))


def weights(learner, case, task):
    """Return w (5,) and b of a task, or stop with what they are instead."""
    w, b = as_array(learner[f"w_{task}"]), as_array(learner[f"b_{task}"])
    well = w is not None and w.shape == (5,) and w.dtype.kind in "iuf" and np.all(np.isfinite(w))
    text = f"`w_{task}` must be a list of five numbers, for x1, x2, x1², x2² and x1·x2."
    case.require(well, text, kind="structure", at=f"w_{task}")
    well = b is not None and b.shape == () and b.dtype.kind in "iuf" and np.isfinite(b)
    case.require(well, f"`b_{task}` must be one number.", kind="structure", at=f"b_{task}")
    return w.astype(float), float(b)


def require_separation(learner, case, task, X, y):
    """Stop unless the weights separate the classes; say which of w and b stands in the way."""
    w, b = weights(learner, case, task)
    H, at = features(X), f"w_{task}"
    good = separates(H, y, w, b)
    text = f"`{at}`: with all five weights 0, w·φ + b is the same everywhere, and one class is all wrong."
    case.require(np.any(w), text, at=at)
    opposite = separates(H, y, -w, -b)
    text = (
        f"`{at}` and `b_{task}` separate the classes, but class 1 is on the side where w·φ + b is negative."
    )
    case.require(good or not opposite, text, at=at)
    text = f"`b_{task}`: with the opposite sign it would be right. b is added: class 1 where w·φ + b > 0."
    case.require(good or not separates(H, y, w, -b), text, at=f"b_{task}")
    ordered = any(separates(H[:, order], y, w, b) for order in ORDERS)
    text = f"`{at}` would work if the features stood in another order. It is x1, x2, x1², x2², x1·x2."
    case.require(good or not ordered, text, at=at)
    h = H @ w
    inside, outside = h[y == 1], h[y == 0]
    text = (
        f"`{at}`: the classes come apart, but w·φ is smaller for class 1 than for class 0. Turn all signs of "
        f"`{at}` round, then find `b_{task}`."
    )
    case.require(good or inside.max() >= outside.min(), text, at=at)
    text = f"`{at}` is right: the classes come apart. Only `b_{task}` puts the boundary in the wrong place."
    case.require(good or inside.min() <= outside.max(), text, at=f"b_{task}")
    z = h + b
    missed, taken = int(np.sum(z[y == 1] <= 0)), int(np.sum(z[y == 0] > 0))
    text = (
        f"`{at}`: of {len(inside)} points of class 1, {missed} {plural(missed)} on the wrong side, "
        f"and of {len(outside)} of class 0, {taken}. No b mends that: the weights must change."
    )
    case.require(good, text, at=at)


def plural(n):
    return "is" if n == 1 else "are"


@circle.check("two circles about the origin")
def circle_rings(learner, case):
    require_separation(learner, case, "circle", *around_rings(case.rng, 60))


@circle.check("XOR")
def circle_xor(learner, case):
    require_separation(learner, case, "xor", *around_corners(case.rng, 60))
