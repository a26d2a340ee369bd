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


def ends(given):
    """Return M and the error of the first row, then of the last."""
    return given["M"][0], given["error"][0], given["M"][-1], given["error"][-1]


@rate.slip(
    "slope_sign",
    "You dropped the sign. The error falls as M grows, so the line goes down and its slope is negative.",
    "slope = ln(e_last / e_first) / ln(M_last / M_first), and e_last < e_first",
)
def slip(given):
    return {"slope": -right(given)["slope"]}


@rate.slip(
    "run_over_rise",
    "You divided run by rise. The error stands on the vertical axis, so its logarithm comes on top.",
    "slope = Δ ln e / Δ ln M, not Δ ln M / Δ ln e",
)
def slip(given):
    return {"slope": 1 / right(given)["slope"]}


@rate.slip(
    "no_logs",
    "This is the slope on plain axes. There the table is a curve, and has another slope everywhere; only the "
    "logarithms make it a line.",
    "Δ ln e / Δ ln M, not Δe / ΔM",
)
def slip(given):
    M0, e0, M1, e1 = ends(given)
    return {"slope": (e1 - e0) / (M1 - M0)}


@rate.slip(
    "half_log",
    "Only M was put on a logarithmic axis. A power of M becomes a line when both axes are logarithmic.",
    "Δ ln e / Δ ln M, not Δe / Δ ln M",
)
def slip(given):
    M0, e0, M1, e1 = ends(given)
    return {"slope": (e1 - e0) / math.log(M1 / M0)}


@rate.slip(
    "one_row",
    "You used one row, ln e / ln M, as if the line went through the origin. The constant C in C · M^slope "
    "spoils that: it cancels only between two rows.",
    "ln e = ln C + slope · ln M",
)
def slip(given):
    _, _, M1, e1 = ends(given)
    return {"slope": math.log(e1) / math.log(M1)}


@rate.slip(
    "mixed_bases",
    "You mixed two logarithms, base 10 for the errors and the natural one for M. Either will do, if it is "
    "the same above and below.",
    "slope = Δ log e / Δ log M with one base",
)
def slip(given):
    return {"slope": right(given)["slope"] / math.log(10)}


@rate.slip(
    "quotient_of_ratios",
    "You divided the quotient of the errors by the quotient of the Ms, without logarithms. An exponent comes "
    "out of a power only by taking the logarithm of both.",
    "ln(e_last / e_first) / ln(M_last / M_first)",
)
def slip(given):
    M0, e0, M1, e1 = ends(given)
    return {"slope": (e1 / e0) / (M1 / M0)}


@rate.slip(
    "twice",
    "Twice the units halve the error only when the slope is −1. Yours is flatter, so it takes more than "
    "that.",
    "f^slope = 1/2, so f = 2 only for slope = −1",
)
def slip(given):
    return {"factor": 2.0}


@rate.slip(
    "exponent_not_inverted",
    "You raised 2 to the slope itself, without its sign: that is what the error is divided by when M "
    "doubles. Asked is the reverse: what M must be multiplied by so that the error halves.",
    "f = 2^(−1/slope), not 2^(−slope)",
)
def slip(given):
    return {"factor": 2 ** -right(given)["slope"]}


@rate.slip(
    "share_left",
    "This is the share of the error that is left when M doubles. Asked is what M is multiplied by so that "
    "half of the error is left.",
    "f^slope = 1/2, not f = 2^slope",
)
def slip(given):
    return {"factor": 2 ** right(given)["slope"]}


@rate.slip(
    "divided_by_slope",
    "You divided 2 by the size of the slope. The slope is an exponent, so its inverse is an exponent too.",
    "f = 2^(−1/slope), not −2/slope",
)
def slip(given):
    return {"factor": -2 / right(given)["slope"]}


@rate.slip(
    "in_proportion",
    "You let the error shrink in proportion to 1/M. That is a slope of −1, and yours is flatter: the same "
    "gain costs more units.",
    "M = M_last · (target / e_last)^(1/slope)",
)
def slip(given):
    _, _, M1, e1 = ends(given)
    return {"M_needed": math.ceil(M1 * e1 / given["target"])}


@rate.slip(
    "power_not_inverted",
    "The quotient of the errors was raised to the slope. Going from errors back to M needs the inverse "
    "exponent, 1/slope.",
    "(target / e_last)^(1/slope), not (target / e_last)^slope",
)
def slip(given):
    _, _, M1, e1 = ends(given)
    return {"M_needed": math.ceil(M1 * (given["target"] / e1) ** right(given)["slope"])}


@rate.slip(
    "straight_on",
    "You continued the last two rows in a straight line on plain axes. The curve flattens, so the target is "
    "reached much later; the line is straight on logarithmic axes.",
    "e = C · M^slope, not e = a + b M",
)
def slip(given):
    (*_, M0, M1), (*_, e0, e1) = given["M"], given["error"]
    return {"M_needed": math.ceil(M1 + (e1 - given["target"]) * (M1 - M0) / (e0 - e1))}


@rate.slip(
    "no_constant",
    "You set C to 1 and solved M^slope = target. The table has a constant of its own: start from one of its "
    "rows.",
    "M = M_last · (target / e_last)^(1/slope), not target^(1/slope)",
)
def slip(given):
    return {"M_needed": math.ceil(given["target"] ** (1 / right(given)["slope"]))}


@rate.slip(
    "factor_only",
    "This is how many times as many units are needed. Multiply it by the M of the row that you started from.",
    "M = M_last · (target / e_last)^(1/slope)",
)
def slip(given):
    _, _, _, e1 = ends(given)
    return {"M_needed": math.ceil((given["target"] / e1) ** (1 / right(given)["slope"]))}
