"""By hand: one forward pass through two layers, with numbers of one's own."""

import copy
import functools

import numpy as np

from nnkit.activations import relu
from nnkit.grading import Problem

from .shared import tells_apart

ROUNDED = 0.002  # three decimals, and a slip of the last digit
BY_HAND = ("z1", "a1", "y")
NOT_ZERO = (-3, -2, -1, 1, 2, 3)


def answers(given, z1=None, a1=None, y=None):
    """Return z1, a1 and y, each as given here or else as it follows rightly from the one before."""
    x, W1, b1, W2, b2 = (np.array(given[name]) for name in ("x", "W1", "b1", "W2", "b2"))
    z1 = b1 + (W1 * x).sum(axis=1) if z1 is None else z1
    a1 = relu(z1) if a1 is None else a1
    return {"z1": z1, "a1": a1, "y": float((W2[0] * a1).sum() + b2[0]) if y is None else float(y)}


def by_hand_given(rng):
    return copy.deepcopy(drawn(int(rng.integers(2**32))))


@functools.cache
def drawn(seed):
    """Draw small whole numbers: one hidden unit on, one off, y below 0, every slip with its own numbers."""
    rng = np.random.default_rng(seed)
    while True:
        given = {
            "x": rng.choice(NOT_ZERO, 2).tolist(),
            "W1": rng.choice(NOT_ZERO, (2, 2)).tolist(),
            "b1": rng.choice(NOT_ZERO, 2).tolist(),
            "W2": rng.choice(NOT_ZERO, (1, 2)).tolist(),
            "b2": [float(rng.choice([-1.5, -0.5, 0.5, 1.5]))],
        }
        right = answers(given)
        z1, y = right["z1"], right["y"]
        if z1.min() < 0 < z1.max() and y < 0 and abs(y) < 20 and tells_apart(by_hand, right, given, 0.1):
            return given


by_hand = Problem(
    id="layers.by_hand",
    title="By hand",
    concept=9,
    points=3,
    kind="numbers",
    names=BY_HAND,
    given=by_hand_given,
    hints=(
        "One hidden unit at a time: its row of W1 meets x, its own bias comes on top. Only when both z are "
        "there does ReLU look at them.",
        "`z1` and `a1` are lists of two numbers, one for each hidden unit. `y` is one number: a single "
        "output reads both entries of `a1`.",
        "z1[0] is W1[0][0]·x[0] + W1[0][1]·x[1] + b1[0], and z1[1] uses the other row in the same way. In a1 "
        "every negative entry of z1 becomes 0. y is W2[0][0]·a1[0] + W2[0][1]·a1[1] + b2[0], and may be "
        "negative.",
    ),
)


def expect_by_hand(learner, case, name):
    """Compare one of the three answers; y may also come as an array of one number."""
    got, want = learner[name], answers(case.given)[name]
    if name == "y" and np.shape(got) in ((1,), (1, 1)):
        want = np.full(np.shape(got), want)
    case.expect(name, got, want, rtol=0, atol=ROUNDED)


@by_hand.check("the pre-activations")
def by_hand_z1(learner, case):
    expect_by_hand(learner, case, "z1")


@by_hand.check("the activations")
def by_hand_a1(learner, case):
    expect_by_hand(learner, case, "a1")


@by_hand.check("the output")
def by_hand_y(learner, case):
    expect_by_hand(learner, case, "y")
