"""How much of a gradient is left after k layers: plain, with residual connections, through sigmoids."""

import numpy as np

from nnkit.grading import Problem

ROUNDED = 0.002  # three decimals, and a slip of the last digit
ANSWERS = ("plain", "residual", "straight", "squashed")
SLOPE = 0.25  # the steepest a sigmoid gets


def right_answers(given):
    k, s, m, w = (given[name] for name in ("k", "s", "m", "w"))
    residual = float(np.prod(np.full(k, 1 + s)))
    return {
        "plain": float(np.prod(np.full(k, s))),
        "residual": residual,
        "straight": 1 / residual,
        "squashed": float(np.prod(np.full(m, SLOPE * w))),
    }


def draw(rng):
    """Draw depths, a slope and a weight, until every slip gives a number of its own."""
    while True:
        given = {
            "k": int(rng.integers(3, 7)),
            "s": round(float(rng.uniform(0.4, 0.9)), 2),
            "m": int(rng.integers(3, 5)),
            "w": round(float(rng.uniform(2, 3.6)), 2),
        }
        if all_differ(given):
            return given


def all_differ(given):
    right, wrong = right_answers(given), [slip.answers_for(given) for slip in gradient_flow.misconceptions]
    for name in ANSWERS:
        values = [right[name], *(answers[name] for answers in wrong if name in answers)]
        if any(abs(a - b) < 4 * ROUNDED for i, a in enumerate(values) for b in values[:i]):
            return False
    return True


gradient_flow = Problem(
    id="deeper.gradient_flow",
    title="What is left of the gradient",
    concept=14,
    points=3,
    kind="derivation",
    names=ANSWERS,
    given=draw,
    hints=(
        "By the chain rule the factors of the layers are multiplied. Which factor has a layer a = s · x, and "
        "which a layer a = x + s · x?",
        "All four are single numbers. `plain` and `squashed` are below 1, `residual` above, and `straight` "
        "is a share, between 0 and 1.",
        "Equal factors, one after the other, make a power. With the way around, each factor is one larger. "
        "Multiply the product out, and a single term of it contains no s at all: that is what came straight "
        "through.",
    ),
)


def expect_slot(learner, case, name):
    """Compare one answer, which may be rounded to three decimals."""
    case.expect(name, learner[name], right_answers(case.given)[name], rtol=0, atol=ROUNDED)


@gradient_flow.check("a plain chain")
def flow_plain(learner, case):
    expect_slot(learner, case, "plain")


@gradient_flow.check("with residual connections")
def flow_residual(learner, case):
    expect_slot(learner, case, "residual")


@gradient_flow.check("the share that came straight through")
def flow_straight(learner, case):
    expect_slot(learner, case, "straight")


@gradient_flow.check("through sigmoids, at best")
def flow_sigmoid(learner, case):
    expect_slot(learner, case, "squashed")
