"""By hand: one step forward and one step back through two sigmoid units, with numbers of one's own."""

import numpy as np

from nnkit.activations import sigmoid
from nnkit.grading import Problem

from .shared import ROUNDED, drawn_once, in_turn, tell_apart

STEPS = {
    "z": lambda g: g["W1"] * g["x"] + g["b1"],
    "a": lambda g: sigmoid(g["z"]),
    "yhat": lambda g: np.dot(g["W2"], g["a"]) + g["b2"],
    "loss": lambda g: (g["y"] - g["yhat"]) ** 2 / 2,
    "delta2": lambda g: g["yhat"] - g["y"],
    "dW2": lambda g: g["delta2"] * g["a"],
    "db2": lambda g: g["delta2"],
    "delta1": lambda g: g["delta2"] * g["W2"] * g["a"] * (1 - g["a"]),
    "dW1": lambda g: g["delta1"] * g["x"],
    "db1": lambda g: g["delta1"],
}


def right(given):
    return in_turn(STEPS, given, {})


@drawn_once
def numbers(rng):
    """Draw a network until every slip gives a number of its own."""
    while True:

        def some(low, high, size=None):
            value = rng.choice([-1, 1], size) * rng.integers(low, high + 1, size) / 10
            return value if size else float(value)

        given = {
            "x": int(rng.choice([-3, -2, 2, 3])),
            "y": int(rng.choice([-1, 1, 2])),
            "W1": some(2, 9, 2),
            "b1": some(2, 6, 2),
            "W2": some(4, 12, 2),
            "b2": some(2, 5),
        }
        found = right(given)
        lively = 0.5 < abs(found["delta2"]) < 2.5 and np.abs(found["z"]).max() < 2.5
        if lively and tell_apart(STEPS, given, by_hand.misconceptions):
            return given


by_hand = Problem(
    id="backprop.by_hand",
    title="Your own numbers",
    concept=11,
    points=4,
    kind="numbers",
    names=tuple(STEPS),
    given=numbers,
    hints=(
        "Forward first, and write every number down: the way back uses them all again. Then begin at the "
        "loss and ask at each step how much it changes when the number before it does.",
        "`z`, `a`, `dW2`, `delta1`, `dW1` and `db1` are lists of two, one for each hidden unit; `yhat`, "
        "`loss`, `delta2` and `db2` are single numbers. Each gradient has as many entries as its parameter.",
        "delta2 is prediction minus target. A weight's gradient is the delta of the unit it leads to, times "
        "the number that it multiplies; a bias's gradient is that delta alone. delta1 of a hidden unit is "
        "delta2, times the weight between the two, times the slope of the sigmoid, a times 1 less a.",
    ),
)


def expect_by_hand(learner, case, *names):
    """Compare some of the answers, which may be rounded, in the order in which they are found."""
    wanted = right(case.given)
    for name in names:
        case.expect(name, learner[name], wanted[name], rtol=0, atol=ROUNDED)


@by_hand.check("forward: z and a")
def by_hand_hidden(learner, case):
    expect_by_hand(learner, case, "z", "a")


@by_hand.check("forward: yhat and the loss")
def by_hand_output(learner, case):
    expect_by_hand(learner, case, "yhat", "loss")


@by_hand.check("backward: delta2, and the gradients of W2 and b2")
def by_hand_back_to_w2(learner, case):
    expect_by_hand(learner, case, "delta2", "dW2", "db2")


@by_hand.check("backward: delta1")
def by_hand_delta1(learner, case):
    expect_by_hand(learner, case, "delta1")


@by_hand.check("backward: the gradients of W1 and b1")
def by_hand_back_to_w1(learner, case):
    expect_by_hand(learner, case, "dW1", "db1")
