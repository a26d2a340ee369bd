"""tanh from the sigmoid, and its slope, for a number of one's own."""

import numpy as np

from nnkit.activations import sigmoid
from nnkit.grading import Problem

ROUNDED = 0.002  # three decimals, and a slip of the last digit
STEPS = ("s", "a", "ds", "factor", "slope")


def right(given):
    """Return every step of the derivation for this x."""
    s = float(sigmoid(2 * given["x"]))
    a = float(np.tanh(given["x"]))
    return {"s": s, "a": a, "ds": s - s**2, "factor": 4.0, "slope": float(np.cosh(given["x"])) ** -2}


def own_x(rng):
    """Draw x until every slip gives a number of its own."""
    while True:
        given = {"x": float(np.round(rng.choice([-1, 1]) * rng.uniform(0.3, 1.2), 2))}
        if all_differ(given):
            return given


def all_differ(given):
    wrong = [slip.answers_for(given) for slip in tanh_.misconceptions]
    for name in STEPS:
        values = [answers[name] for answers in (right(given), *wrong) if name in answers]
        if any(abs(a - b) < 4 * ROUNDED for i, a in enumerate(values) for b in values[:i]):
            return False
    return True


tanh_ = Problem(
    id="activations.tanh",
    title="tanh is a sigmoid in disguise",
    concept=5,
    points=3,
    kind="derivation",
    names=STEPS,
    given=own_x,
    hints=(
        "One step builds on the one before: s, then a from s; ds, the slope of the sigmoid at the very "
        "point where s was read off; then the chain rule for 2σ(2x) − 1.",
        "All five are single numbers. s lies between 0 and 1, a between −1 and 1 with the sign of x; ds is "
        "at most 0.25, slope at most 1, and `factor` is a whole number, the same for everyone.",
        "σ at 2x, not at x. σ′ there is s times (1 − s). Differentiating 2σ(2x) − 1 brings one 2 from the "
        "front and one from inside. And slope needs a alone: 1 minus its square. Is it `factor * ds`?",
    ),
)


def expect_step(learner, case, name):
    """Compare one step, which may be rounded."""
    case.expect(name, learner[name], right(case.given)[name], rtol=0, atol=ROUNDED)


@tanh_.check("s = σ(2x)")
def step_s(learner, case):
    expect_step(learner, case, "s")


@tanh_.check("a = 2s − 1")
def step_a(learner, case):
    expect_step(learner, case, "a")


@tanh_.check("ds = σ′(2x)")
def step_ds(learner, case):
    expect_step(learner, case, "ds")


@tanh_.check("factor, from the chain rule")
def step_factor(learner, case):
    expect_step(learner, case, "factor")


@tanh_.check("slope = tanh′(x)")
def step_slope(learner, case):
    expect_step(learner, case, "slope")
