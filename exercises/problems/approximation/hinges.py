"""A one-hidden-layer ReLU network through given points, built by formula."""

import numpy as np

from nnkit.grading import Problem
from nnkit.grading.checks import as_array

from .shared import evaluate, points

PARTS = ("w1", "b1", "w2", "b2")


def right_network(xs, ys):
    """Put a kink at each point but the last; solve for the weights, one point after the other."""
    M = len(xs) - 1
    w2 = np.zeros(M)
    for m in range(M):
        before = w2[:m] @ (xs[m + 1] - xs[:m])
        w2[m] = (ys[m + 1] - ys[0] - before) / (xs[m + 1] - xs[m])
    return np.ones(M), -np.array(xs[:-1], float), w2, float(ys[0])


hinges = Problem(
    id="approximation.hinges",
    title="A network through every point",
    concept=16,
    points=5,
    kind="function",
    names=("hinge_network",),
    reference={"hinge_network": right_network},
    hints=(
        "Start at the height of the first point. Every unit is a hinge that switches on at one of the points "
        "and changes the slope there. By how much must the slope change, to hit the next point?",
        "With n points there are n − 1 pieces, n − 1 slopes and M = n − 1 units: `w1`, `b1` and `w2` have "
        "the shape (M,), `b2` is one number. No unit is needed at the last point, where nothing bends any "
        "more.",
        "Take w1 = 1 for every unit, and b1 such that w1 x + b1 is 0 at the left end of its piece. The "
        "slopes are rise over run, `np.diff` of ys over `np.diff` of xs; w2 is the first slope and then the "
        "differences of neighbouring slopes.",
    ),
)


def expect_network(case, got, xs):
    """Stop unless four things of the right shapes came back."""
    M = len(xs) - 1
    together = isinstance(got, list) and len(got) == 4
    text = "`hinge_network` must return w1, b1, w2 and b2, in this order."
    case.require(together, text, kind="structure", at="hinge_network")
    for name, part in zip(PARTS, got, strict=True):
        array, wanted = as_array(part), (M,) if name != "b2" else ()
        case.require(array is not None, f"`{name}` must hold numbers.", kind="type", at=name)
        said = f"shape ({M},), one entry for each of the {M} units" if wanted else "one number"
        text = f"`{name}`: expected {said}, for {M + 1} points; got shape {array.shape}."
        case.require(array.shape == wanted, text, kind="shape", at=name)
        text = f"`{name}` holds NaN or infinity. Is there a division by zero?"
        case.require(np.all(np.isfinite(array)), text, kind="nan", at=name)


def expect_through(learner, case, xs, ys):
    """Compare the network with the points, from left to right, and with straight lines between them."""
    got = learner.hinge_network(xs, ys)
    expect_network(case, got, xs)
    tight = {"rtol": 1e-6, "atol": 1e-6 * max(1.0, float(np.max(np.abs(ys))))}
    inputs = (xs, ys)
    case.expect("f at the first point", evaluate(got, xs[:1])[0], ys[0], inputs=inputs, **tight)
    case.expect("f at the second point", evaluate(got, xs[1:2])[0], ys[1], inputs=inputs, **tight)
    case.expect("f at the points", evaluate(got, xs), ys, inputs=inputs, **tight)
    between = np.concatenate([xs[:-1] + part * np.diff(xs) for part in (0.2, 0.5, 0.9)])
    want = np.interp(between, xs, ys)
    case.expect("f between the points", evaluate(got, between), want, inputs=inputs, **tight)


@hinges.check("two points, one unit")
def hinges_two(learner, case):
    expect_through(learner, case, np.array([0.0, 2.0]), np.array([1.0, 4.0]))
    expect_through(learner, case, np.array([-1.0, 2.0]), np.array([3.0, -1.0]))


@hinges.check("the worked example: a zigzag")
def hinges_zigzag(learner, case):
    expect_through(learner, case, np.array([0.0, 1.0, 3.0, 4.0]), np.array([1.0, 3.0, 2.0, 2.0]))


@hinges.check("points at uneven distances")
def hinges_uneven(learner, case):
    for n in (6, 9):
        expect_through(learner, case, *points(case, n))
    case.expect_unchanged(learner)


@hinges.check("a curve: forty pieces of sin x")
def hinges_curve(learner, case):
    xs = np.linspace(-3.0, 3.0, 41)
    expect_through(learner, case, xs, 0.5 + np.sin(xs))


def slopes_of(xs, ys):
    return np.diff(ys) / np.diff(xs)


@hinges.misconception(
    "slopes",
    "You gave each unit the whole slope of its piece. The hinges before it are still on, so the slopes pile "
    "up: a unit only has to add the change.",
    "w2_m = slope_m − slope_(m−1), not slope_m",
)
def hinge_network(xs, ys):
    return np.ones(len(xs) - 1), -xs[:-1], slopes_of(xs, ys), ys[0]


@hinges.misconception(
    "no_offset",
    "Your network starts at height 0. At the first point every hinge is still off, so only b2 can give the "
    "height there.",
    "f(x_0) = b2 = y_0",
)
def hinge_network(xs, ys):
    w1, b1, w2, _ = right_network(xs, ys)
    return w1, b1, w2, 0.0


@hinges.misconception(
    "kink_sign",
    "The sign of b1 puts the kinks at −x_m instead of x_m. A unit bends where its input is 0: solve "
    "w1 x + b1 = 0 for b1.",
    "x_m + b1_m = 0",
)
def hinge_network(xs, ys):
    w1, b1, w2, b2 = right_network(xs, ys)
    return w1, -b1, w2, b2


@hinges.misconception(
    "kinks_late",
    "Each kink sits at the right end of its piece, so the first piece stays level and every slope comes one "
    "piece too late. A unit must switch on where its piece begins.",
    "b1_m = −x_m, the left end of piece m, not −x_(m+1)",
)
def hinge_network(xs, ys):
    w1, _, w2, b2 = right_network(xs, ys)
    return w1, -xs[1:], w2, b2


@hinges.misconception(
    "rise_only",
    "You used the rise from point to point without dividing by the run. That is the slope only where "
    "neighbouring points lie 1 apart.",
    "slope_m = (y_(m+1) − y_m) / (x_(m+1) − x_m)",
)
def hinge_network(xs, ys):
    return np.ones(len(xs) - 1), -xs[:-1], np.diff(np.diff(ys), prepend=0.0), ys[0]


@hinges.misconception(
    "run_over_rise",
    "Your slopes are upside down: run over rise. How much y changes for each step of 1 in x is what is "
    "needed.",
    "slope_m = Δy / Δx, not Δx / Δy",
)
def hinge_network(xs, ys):
    slope = np.diff(xs) / np.diff(ys)
    slope = np.where(np.isfinite(slope), slope, 0)
    return np.ones(len(xs) - 1), -xs[:-1], np.diff(slope, prepend=0.0), ys[0]


@hinges.misconception(
    "first_slope_lost",
    "Your first unit has the weight 0, so the first piece is level. Before the first point no unit is on and "
    "the slope is 0: the first change is the first slope itself.",
    "w2_0 = slope_0 − 0",
)
def hinge_network(xs, ys):
    w1, b1, w2, b2 = right_network(xs, ys)
    return w1, b1, np.append(0.0, w2[1:]), b2


@hinges.misconception(
    "change_sign",
    "The changes of slope have the wrong sign after the first piece: you took the slope before minus the "
    "slope after.",
    "w2_m = slope_m − slope_(m−1), not slope_(m−1) − slope_m",
)
def hinge_network(xs, ys):
    w1, b1, w2, b2 = right_network(xs, ys)
    return w1, b1, np.append(w2[0], -w2[1:]), b2


@hinges.misconception(
    "heights",
    "You used the heights y as output weights. A weight is a change of slope; the heights follow when the "
    "slopes add up from left to right.",
    "w2_m = slope_m − slope_(m−1), not y_m",
)
def hinge_network(xs, ys):
    return np.ones(len(xs) - 1), -xs[:-1], ys[:-1] * 1.0, ys[0]


@hinges.misconception(
    "unit_for_each_point",
    "You have a unit for every point. The one at the last point switches on where the network is no longer "
    "needed: n points have only n − 1 pieces between them.",
    "M = n − 1 units",
)
def hinge_network(xs, ys):
    w1, b1, w2, b2 = right_network(xs, ys)
    return np.append(w1, 1.0), np.append(b1, -xs[-1]), np.append(w2, 0.0), b2


@hinges.misconception(
    "inner_kinks_only",
    "You have a unit for each inner point only, so nothing gives the first piece its slope. That takes one "
    "more unit, which switches on at the first point.",
    "M = n − 1 units: the first piece needs one as well",
)
def hinge_network(xs, ys):
    w1, b1, w2, b2 = right_network(xs, ys)
    return w1[1:], b1[1:], w2[1:], b2


@hinges.misconception(
    "slope_in_both",
    "The change of slope stands in w1 and in w2, so it counts twice; where it is negative, the hinge even "
    "opens to the left. Let w1 be 1, and w2 carry the change.",
    "slope of unit m = w2_m · w1_m",
)
def hinge_network(xs, ys):
    _, b1, w2, b2 = right_network(xs, ys)
    return w2, b1 * w2, w2, b2
