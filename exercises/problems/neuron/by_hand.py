"""By hand: the pre-activation and the output of one sigmoid neuron, for numbers of one's own."""

import numpy as np

from nnkit.activations import sigmoid
from nnkit.grading import Problem

from .shared import ROUNDED, all_differ

BY_HAND = ("z", "a")


def affine(given):
    """Return x, w and b of a learner, as arrays and a number."""
    return np.array(given["x"]), np.array(given["w"]), given["b"]


def from_z(z):
    """Return both answers for this pre-activation."""
    return {"z": z, "a": sigmoid(z)}


def by_hand_right(given):
    x, w, b = affine(given)
    return from_z(x @ w + b)


def by_hand_given(rng):
    """Draw x, w and b with weights of both signs, until every slip gives a number of its own."""
    while True:
        x, w = rng.integers(1, 7, 3) / 2, rng.integers(-15, 16, 3) / 10
        given = {"x": x.tolist(), "w": w.tolist(), "b": float(rng.integers(-20, 21) / 10)}
        mixed = np.all(w != 0) and w.min() < 0 < w.max() and abs(given["b"]) > 0.2
        if mixed and 0.3 < abs(x @ w + given["b"]) < 2:
            wrong = [slip.answers_for(given) for slip in by_hand.misconceptions]
            if all_differ(BY_HAND, by_hand_right(given), wrong):
                return given


by_hand = Problem(
    id="neuron.by_hand",
    title="A neuron by hand",
    concept=2,
    points=2,
    kind="numbers",
    names=BY_HAND,
    given=by_hand_given,
    hints=(
        "A neuron does two things, one after the other: an affine part that makes one number of all the "
        "inputs, and a bend.",
        "`z` is one number of any size and either sign. `a` is one number between 0 and 1, above one half "
        "exactly when z is positive.",
        "Multiply each input by its own weight, add the three products, then add b once: that is z. For a, "
        "divide 1 by (1 + the exponential of minus z); mind the brackets.",
    ),
)


def expect_by_hand(learner, case, name):
    """Compare one of the two answers, which may be rounded."""
    case.expect(name, learner[name], by_hand_right(case.given)[name], rtol=0, atol=ROUNDED)


@by_hand.check("the pre-activation")
def by_hand_z(learner, case):
    expect_by_hand(learner, case, "z")


@by_hand.check("the output")
def by_hand_a(learner, case):
    expect_by_hand(learner, case, "a")
