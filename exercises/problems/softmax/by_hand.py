"""By hand: probabilities, loss and gradient for numbers of one's own."""

import numpy as np

from nnkit.activations import softmax as right_softmax
from nnkit.grading import Problem

ROUNDED = 0.002  # three decimals, and a slip of the last digit
BY_HAND = ("p", "loss", "gradient")


def by_hand_answers(p, y):
    """Return what follows from probabilities p (3,) when y is the true class."""
    return {"p": p, "loss": -np.log(p[y]), "gradient": p - np.eye(3)[y]}


def by_hand_right(given):
    return by_hand_answers(right_softmax(given["s"]), given["y"])


def by_hand_given(rng):
    """Draw logits and a true class that is not the likeliest, until every slip gives a number of its own."""
    while True:
        s, y = np.round(rng.permutation(np.arange(-20, 31))[:3] / 10, 1), int(rng.integers(1, 3))
        given = {"s": s.tolist(), "y": y}
        p = right_softmax(s)
        if p.min() > 0.04 and p.argmax() not in (y, y - 1) and abs(s.sum()) > 0.3 and all_differ(given):
            return given


def all_differ(given):
    wrong = [slip.answers_for(given) for slip in by_hand.misconceptions]
    for name in BY_HAND:
        values = [answers[name] for answers in (by_hand_right(given), *wrong) if name in answers]
        pairs = ((a, b) for i, a in enumerate(values) for b in values[:i])
        if any(np.max(np.abs(a - b)) < 4 * ROUNDED for a, b in pairs):
            return False
    return True


by_hand = Problem(
    id="softmax.by_hand",
    title="By hand",
    concept=6,
    points=3,
    kind="numbers",
    names=BY_HAND,
    given=by_hand_given,
    hints=(
        "Three exponentials, their sum, three quotients: that is p. The loss needs one of them, the "
        "gradient all three.",
        "`p` and `gradient` are lists of three numbers; p sums to 1 and the gradient to 0. `loss` is one "
        "number, and positive.",
        "With E = e^(s_0) + e^(s_1) + e^(s_2): each p_k is e^(s_k) / E; loss is −ln p_y, `-np.log(p[y])`; "
        "the gradient is p with 1 taken off at place y, counted from 0.",
    ),
)


def expect_by_hand(learner, case, name):
    """Compare one of the three answers, which may be rounded."""
    case.expect(name, learner[name], by_hand_right(case.given)[name], rtol=0, atol=ROUNDED)


@by_hand.check("the probabilities")
def by_hand_p(learner, case):
    expect_by_hand(learner, case, "p")


@by_hand.check("the loss")
def by_hand_loss(learner, case):
    expect_by_hand(learner, case, "loss")


@by_hand.check("the gradient")
def by_hand_gradient(learner, case):
    expect_by_hand(learner, case, "gradient")
