"""Where a ReLU network on a line bends, and how it slopes between."""

import numpy as np

from nnkit.grading import Problem
from nnkit.grading.checks import same_value


def steps(w1, b1, w2, b2=0.0, places=None, on=None):
    """Return kinks and slopes, with a unit counted as ``on(w1, b1, x)`` at the middle of each piece."""
    active = (w1 != 0) & (w2 != 0)
    w1, b1, w2 = w1[active], b1[active], w2[active]
    positions = np.unique(-b1 / w1 if places is None else places(w1, b1))
    ends = np.concatenate([positions - 1, positions + 1]) if len(positions) else np.array([-1.0, 1.0])
    edges = np.concatenate([[ends.min()], positions, [ends.max()]])
    middles = (edges[1:] + edges[:-1]) / 2
    on = on or (lambda w, b, x: w * x + b > 0)
    return positions, np.array([(w1 * w2 * on(w1, b1, x)).sum() for x in middles])


kinks_ = Problem(
    id="depth.kinks",
    title="Kinks and slopes",
    concept=17,
    points=5,
    kind="function",
    names=("kinks",),
    reference={"kinks": steps},
    hints=(
        "Each unit is 0 on one side of its own kink and a straight line on the other. Between two "
        "neighbouring kinks no unit changes its mind, so the sum is straight there.",
        "`positions` has a length K, at most M, and `slopes` K + 1. A unit that is on adds w1·w2 to the "
        "slope of the piece. Units with w1 > 0 are on to the right of their kink, units with w1 < 0 to the "
        "left of it.",
        "Keep the units with w1 ≠ 0 and w2 ≠ 0; `np.unique` sorts the places −b1/w1 and drops doubles. Far "
        "to the left exactly the units with w1 < 0 are on. Passing a kink from left to right changes the "
        "slope by w2·|w1|, whichever way the unit looks.",
    ),
)


def expect_kinks(learner, case, w1, b1, w2, b2=0.0):
    network = (*(np.array(a, float) for a in (w1, b1, w2)), b2)
    got, want = learner.kinks(*network), steps(*network)
    together = isinstance(got, list) and len(got) == 2
    text = "`kinks` must return two results, positions and slopes, in this order."
    case.require(together, text, kind="structure", at="kinks")
    exchanged = same_value(got[0], want[1]) and same_value(got[1], want[0])
    text = "`kinks` returns the right two results in the other order: first the positions, then the slopes."
    case.require(not exchanged, text, kind="structure", at="kinks")
    case.expect("positions", got[0], want[0])
    text = "`slopes` must hold one entry more than `positions`: there is a piece on each side of every kink."
    case.require(np.shape(got[1]) == want[1].shape, text, kind="structure", at="slopes")
    case.expect("slopes", got[1], want[1])


# First units without any symmetry: a triangle turned round is one.
@kinks_.check("units that look to the right and to the left")
def kinks_both_ways(learner, case):
    for M in (5, 2):
        expect_kinks(learner, case, *units(case, M))
    case.expect_unchanged(learner)


@kinks_.check("the triangle")
def kinks_triangle(learner, case):
    expect_kinks(learner, case, [1, 1, 1], [0, -1, -2], [1, -2, 1])


@kinks_.check("|x|: two units, one kink")
def kinks_shared(learner, case):
    expect_kinks(learner, case, [1, -1], [0, 0], [1, 1])
    expect_kinks(learner, case, [2, -4, 1], [-1, 2, 3], [1, 3, -2], 1.5)  # two of three bend at 1/2
    expect_kinks(learner, case, [1, -2, 1], [-1, 2, 1], [2, -1, 3])  # at 1 the two bends cancel


@kinks_.check("units that do not bend the sum")
def kinks_idle(learner, case):
    w1, b1, w2, b2 = units(case, 5)
    w1[1], w2[3] = 0.0, 0.0
    expect_kinks(learner, case, w1, b1, w2, b2)


@kinks_.check("no kink at all")
def kinks_none(learner, case):
    expect_kinks(learner, case, [0, 2], [1, 1], [3, 0], 1.0)


def units(case, M):
    """Draw M units in no order, some looking left, with kinks well apart."""
    positions = case.rng.permutation(np.linspace(-2, 2, M) + case.rng.uniform(-0.2, 0.2, M) + 0.3)
    w1 = case.rng.uniform(0.5, 2, M) * case.rng.permutation([-1, 1, 1, -1, 1, -1][:M])
    w2 = case.rng.uniform(0.5, 2, M) * case.rng.permutation([1, -1, 1, -1, -1, 1][:M])
    return w1, -w1 * positions, w2, float(case.rng.uniform(0.5, 1.5))
