"""The rate of an approximation, read off a table of errors of one's own."""

import math

from nnkit.grading import Problem

ROUNDED = 0.002  # three decimals, and a slip of the last digit
NAMES = ("slope", "factor", "M_needed")


def rate_given(rng):
    """Draw x^q, 0 < q < 1, and measure M equal hinges on it: the error falls as M^(−q)."""
    while True:
        q = int(rng.integers(7, 19)) / 20
        first = int(rng.integers(3, 8))
        M, t = [first, 4 * first, 16 * first], q ** (1 / (1 - q))  # where the first chord is farthest off
        errors = [float(f"{(t**q - t) * m**-q:.5g}") for m in M]
        given = {"M": M, "error": errors, "target": float(f"{errors[-1] * rng.uniform(0.3, 0.6):.2g}")}
        if all_differ(given):
            return given


def right(given):
    """Return the answers, from the first and the last row."""
    (M0, *_, M1), (e0, *_, e1) = given["M"], given["error"]
    slope = math.log(e1 / e0) / math.log(M1 / M0)
    times = (given["target"] / e1) ** (1 / slope)
    return {"slope": slope, "factor": 0.5 ** (1 / slope), "M_needed": math.ceil(M1 * times)}


def all_differ(given):
    """Tell whether every slip gives a number of its own, and the M needed is neither tiny nor absurd."""
    answers = [right(given), *(slip.answers_for(given) for slip in rate.misconceptions)]
    for name in NAMES:
        values = [a[name] for a in answers if name in a]
        for i, a in enumerate(values):
            for b in values[:i]:
                if abs(a - b) < (4 * ROUNDED if name != "M_needed" else 3 + 0.04 * max(abs(a), abs(b))):
                    return False
    return right(given)["M_needed"] < 5000


rate = Problem(
    id="approximation.rate",
    title="How fast does the error fall?",
    concept=18,
    points=4,
    kind="interpret",
    names=NAMES,
    given=rate_given,
    hints=(
        "On logarithmic axes error = C · M^slope is a straight line, and the exponent is its slope: rise "
        "over run, both measured in logarithms.",
        "`slope` is negative, one number; `factor` is larger than 1; `M_needed` is a whole number, larger "
        "than the last M of the table. The base of the logarithms cancels, so any base will do.",
        "From two rows: the logarithm of the quotient of the errors, over that of the quotient of the Ms. If "
        "M is multiplied by f, the error is multiplied by f^slope: set that to 1/2 for `factor`, and to "
        "target over the last error for `M_needed`.",
    ),
)


@rate.check("the slope in the log-log plot")
def rate_slope(learner, case):
    case.expect("slope", learner["slope"], right(case.given)["slope"], rtol=0, atol=ROUNDED)


@rate.check("how many times as many units halve the error")
def rate_factor(learner, case):
    want = right(case.given)["factor"]  # a slope of three decimals moves it by about half a per cent
    case.expect("factor", learner["factor"], want, rtol=0.005, atol=ROUNDED)


@rate.check("the M that the target needs")
def rate_needed(learner, case):
    want = right(case.given)["M_needed"]
    case.expect("M_needed", learner["M_needed"], want, rtol=0.01, atol=1)
