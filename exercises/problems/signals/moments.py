"""What a ReLU layer does to mean, variance and second moment, for numbers of one's own."""

import numpy as np

from nnkit.grading import Problem

ROUNDED = 0.002  # three decimals, and a slip of the last digit
STEPS = ("var_z", "second", "mean", "variance", "he")


def right(given):
    """Return every step for d inputs and weights of variance s2."""
    var_z = given["d"] * given["s2"]
    mean = float(np.sqrt(var_z / (2 * np.pi)))
    return {
        "var_z": var_z,
        "second": var_z / 2,
        "mean": mean,
        "variance": var_z * (np.pi - 1) / (2 * np.pi),
        "he": 2 / given["d"],
    }


def own_layer(rng):
    """Draw d and s2 until every slip gives a number of its own."""
    while True:
        given = {"d": int(rng.integers(4, 25)), "s2": float(rng.integers(5, 80) / 100)}
        if all_differ(given):
            return given


def all_differ(given):
    wrong = [slip.answers_for(given) for slip in moments.misconceptions]
    for name in STEPS:
        values = [answers[name] for answers in (right(given), *wrong) if name in answers]
        if any(abs(a - b) < 4 * ROUNDED for i, a in enumerate(values) for b in values[:i]):
            return False
    return True


moments = Problem(
    id="signals.moments",
    title="What He's rule keeps",
    concept=14,
    points=4,
    kind="derivation",
    names=STEPS,
    given=own_layer,
    hints=(
        "z is a sum of d independent terms, and variances add. A normal z is as often below 0 as above, so "
        "ReLU keeps half of E[z²]. A variance is what is left of the second moment without the squared mean.",
        "All five are single positive numbers. `second` is larger than `variance`, because the mean of h is "
        "not 0; `he` is a variance of weights, for d inputs, and does not depend on s2.",
        "Var z is d times s2. E[h²] is half of it. E[h] is the root of Var z / (2π). Var h is E[h²] less the "
        "square of E[h]. And for `he`, solve d · s2 / 2 = 1 for s2.",
    ),
)


def expect_step(learner, case, name):
    """Compare one step, which may be rounded."""
    case.expect(name, learner[name], right(case.given)[name], rtol=0, atol=ROUNDED)


@moments.check("var_z = Var z")
def step_var_z(learner, case):
    expect_step(learner, case, "var_z")


@moments.check("second = E[h²]")
def step_second(learner, case):
    expect_step(learner, case, "second")


@moments.check("mean = E[h]")
def step_mean(learner, case):
    expect_step(learner, case, "mean")


@moments.check("variance = Var h")
def step_variance(learner, case):
    expect_step(learner, case, "variance")


@moments.check("he: the weight variance that makes E[h²] = 1")
def step_he(learner, case):
    expect_step(learner, case, "he")
