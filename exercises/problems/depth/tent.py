"""The tent map out of two ReLU units, and what composing it does."""

import numpy as np

from nnkit.grading import Problem


def right_tent(x):
    x = np.asarray(x, float)
    return np.where(x < 0, 0.0, np.where(x < 0.5, 2 * x, 2 - 2 * x))


def right_sawtooth(x, depth):
    """Return one tent on each of the 2^(depth − 1) equal parts of [0, 1], without composing anything."""
    return right_tent(2 ** (depth - 1) * np.asarray(x, float) % 1)


tent_ = Problem(
    id="depth.tent",
    title="Fold, and fold again",
    concept=17,
    points=4,
    kind="function",
    names=("tent", "sawtooth"),
    reference={"tent": right_tent, "sawtooth": right_sawtooth},
    hints=(
        "The first unit alone makes the climb from 0 to 1/2, and would climb on for ever. What must the "
        "second one add from 1/2 on, so that the slope turns from 2 to −2? As for the sawtooth: what goes "
        "into the second tent?",
        "Both functions give back the shape of x: one number for one number, an array for an array. "
        "`np.maximum` takes either.",
        "tent is `np.maximum` of x and 0 times one constant, plus `np.maximum` of x − 1/2 and 0 times "
        "another: the first constant is the slope on the left, and the two together are the slope on the "
        "right. sawtooth is a loop that puts the tent of the last result in its place.",
    ),
)
GRID = np.linspace(0, 1, 17)


def expect_sawtooth(case, got, x, depth):
    """Compare; each fold doubles the rounding, which may be that of single precision."""
    want = right_sawtooth(x, depth)
    case.expect(f"sawtooth(x, {depth})", got, want, inputs=(x,), atol=2e-7 * 2**depth)


@tent_.check("tent on [0, 1]")
def tent_inside(learner, case):
    x = np.concatenate([GRID, case.rng.uniform(0, 1, 6)])
    case.expect("tent(x)", learner.tent(x), right_tent(x), inputs=(x,))


@tent_.check("tent outside, where two ReLU units show themselves")
def tent_outside(learner, case):
    x = np.array([[-2.0, -0.25, 0.1], [0.9, 1.25, 3.0]])
    case.expect("tent(x)", learner.tent(x), right_tent(x), inputs=(x,))
    case.expect("tent(0.75)", learner.tent(0.75), right_tent(0.75))
    case.expect_unchanged(learner)


@tent_.check("sawtooth of depth 1 and 2")
def sawtooth_shallow(learner, case):
    teeth = {depth: learner.sawtooth(GRID, depth) for depth in (1, 2)}  # one alone is wrong in many ways
    for depth, got in teeth.items():
        expect_sawtooth(case, got, GRID, depth)


@tent_.check("sawtooth of depth 3 to 6")
def sawtooth_deep(learner, case):
    x = np.append(np.linspace(0, 1, 129), case.rng.uniform(0, 1, 20))
    for depth in (3, 4, 6):
        expect_sawtooth(case, learner.sawtooth(x, depth), x, depth)
    case.expect_unchanged(learner)
