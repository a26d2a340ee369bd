"""More slips about a boundary: its distance, its normal, and the sides of it."""

import numpy as np

from .boundary import boundary, boundary_right, parts, side


@boundary.slip(
    "distance_not_divided",
    "That is |z| at the origin, not yet a distance: z grows by the length of w with every unit of the way.",
    "distance = |b| / |w|, not |b|",
)
def slip(given):
    return {"distance": abs(given["b"])}


@boundary.slip(
    "distance_squared",
    "You divided by w1² + w2². That is the square of the length: the root is missing.",
    "|w| = √(w1² + w2²)",
)
def slip(given):
    w1, w2, b, _ = parts(given)
    return {"distance": abs(b) / (w1**2 + w2**2)}


@boundary.slip(
    "distance_sum",
    "You divided by |w1| + |w2|. The length of an arrow comes from Pythagoras.",
    "|w| = √(w1² + w2²), not |w1| + |w2|",
)
def slip(given):
    w1, w2, b, _ = parts(given)
    return {"distance": abs(b) / (abs(w1) + abs(w2))}


@boundary.slip(
    "distance_along_axis",
    "That is how far away the line is along the x2 axis. The distance is the shortest way, at right angles "
    "to the line.",
    "distance = |b| / |w|, not |b/w2|",
)
def slip(given):
    return {"distance": abs(given["b"] / given["w"][1])}


@boundary.slip(
    "distance_signed",
    "Its size is right. A distance is never negative: the sign of b only says on which side the origin lies.",
    "distance = |b| / |w|",
)
def slip(given):
    return {"distance": -boundary_right(given)["distance"]}


@boundary.slip(
    "normal_not_unit",
    "The direction is right. A unit normal has length 1: divide w by its own length.",
    "n = w / |w|",
)
def slip(given):
    return {"normal": np.array(given["w"])}


@boundary.slip(
    "normal_squared",
    "The direction is right, but you divided by the square of the length, w1² + w2²: the root is missing.",
    "n = w / √(w1² + w2²)",
)
def slip(given):
    w = np.array(given["w"])
    return {"normal": w / (w @ w)}


@boundary.slip(
    "normal_along",
    "That arrow runs along the boundary. The normal stands at right angles to it, as w does.",
    "n = (w1, w2) / |w|; along the line: (−w2, w1) / |w|",
)
def slip(given):
    n = boundary_right(given)["normal"]
    return {"normal": np.array([-n[1], n[0]])}


@boundary.slip(
    "normal_along_back",
    "That arrow runs along the boundary, for it gives 0 when multiplied with w. The normal has the direction "
    "of w itself.",
    "n = (w1, w2) / |w|; along the line: (w2, −w1) / |w|",
)
def slip(given):
    n = boundary_right(given)["normal"]
    return {"normal": np.array([n[1], -n[0]])}


@boundary.slip(
    "normal_inwards",
    "It points to the side where the output is below one half. The one that is asked for points the way in "
    "which z grows.",
    "n = w / |w|, not −w / |w|",
)
def slip(given):
    return {"normal": -boundary_right(given)["normal"]}


def with_classes(given, classes):
    """Return these classes beside the right normal, which is compared before them."""
    return {"normal": boundary_right(given)["normal"], "classes": classes}


@boundary.slip(
    "above_the_line",
    "You called every point above the line class 1. Here w2 is negative, so z falls on the way up: the sign "
    "of z decides, not above or below.",
    "class 1 where w·x + b > 0",
)
def slip(given):
    return with_classes(given, 1 - boundary_right(given)["classes"])


@boundary.slip(
    "classes_without_bias",
    "You compared w·x with 0, without b. That is the parallel line through the origin.",
    "class 1 where w·x + b > 0, not w·x > 0",
)
def slip(given):
    w1, w2, _, points = parts(given)
    return with_classes(given, side(w1, w2, 0, points))


@boundary.slip(
    "classes_exchanged",
    "You gave x1 the weight w2 and x2 the weight w1. Each coordinate has its own.",
    "z = w1·x1 + w2·x2 + b, not w2·x1 + w1·x2 + b",
)
def slip(given):
    w1, w2, b, points = parts(given)
    return with_classes(given, side(w2, w1, b, points))
