"""A one-hidden-layer ReLU network through given points, built by formula."""

import numpy as np

from nnkit.grading import Problem
from nnkit.grading.checks import as_array
from nnkit.grading.diagnosis.printed import number

from .shared import evaluate, points

PARTS = ("w1", "b1", "w2", "b2")
NEAR = 1e-5  # of the largest height: float32 will do


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


def expect_through(learner, case, *examples):
    """Ask for a network through each example's points, then follow each from left to right."""
    networks = [learner.hinge_network(xs, ys) for xs, ys in examples]
    for (xs, ys), got in zip(examples, networks, strict=True):
        expect_network(case, got, xs)
        follow(case, got, xs, ys)


def follow(case, got, xs, ys):
    """Stop at the first point that f misses, then where it is not straight between two of them."""
    near = NEAR * max(1.0, float(np.max(np.abs(ys))))
    f = evaluate(got, xs)
    missed = np.flatnonzero(~(np.abs(f - ys) <= near))
    i = missed[0] if len(missed) else None
    case.require(
        i != 0,
        f"Your f begins at height {number(f[0])}, and the first point lies at {number(ys[0])}. Which units "
        "are on there, and what do they add up to? `b2` has to make up the rest.",
        at="f at the first point",
    )
    if i is not None:
        rise, slope = ((v[i] - v[i - 1]) / (xs[i] - xs[i - 1]) for v in (f, ys))
        case.require(
            False,
            f"Point {i} (counted from 0) is the first that your f misses: it is at {number(f[i])} there, not "
            f"at {number(ys[i])}. From the point before, its slope is {number(rise)} on average, not "
            f"{number(slope)}.",
            at="f at the second point" if i == 1 else "f at the points",
        )
    between = np.concatenate([xs[:-1] + part * np.diff(xs) for part in (0.2, 0.5, 0.9)])
    straight = np.abs(evaluate(got, between) - np.interp(between, xs, ys)) <= near
    case.require(
        np.all(straight),
        "Your f meets every point, but not in a straight line: it bends between two of them. A unit bends "
        "where its input is 0, and that must be at a point.",
        at="f between the points",
    )


@hinges.check("two points, one unit")
def hinges_two(learner, case):
    examples = (([0.0, 2.0], [1.0, 4.0]), ([-1.0, 2.0], [3.0, -1.0]))
    expect_through(learner, case, *((np.array(xs), np.array(ys)) for xs, ys in examples))


@hinges.check("the worked example and another zigzag")
def hinges_zigzag(learner, case):
    examples = (([0.0, 1.0, 3.0, 4.0], [1.0, 3.0, 2.0, 2.0]), ([-2.0, 0.0, 1.0, 4.0], [0.0, -1.0, 3.0, 1.0]))
    expect_through(learner, case, *((np.array(xs), np.array(ys)) for xs, ys in examples))


@hinges.check("points at uneven distances")
def hinges_uneven(learner, case):
    for n in (6, 9):
        expect_through(learner, case, points(case, n))
    case.expect_unchanged(learner)


@hinges.check("a curve: forty pieces of sin x")
def hinges_curve(learner, case):
    xs = np.linspace(-3.0, 3.0, 41)
    expect_through(learner, case, (xs, 0.5 + np.sin(xs)))
