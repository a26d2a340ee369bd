"""What goes wrong with the rate: wrong answers for the given table, each with its sentence."""

import math

from .rate import rate, right


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
    "fewer",
    "This is fewer units than in the last row of the table, for a smaller error. The quotient of the errors "
    "is upside down.",
    "(target / e_last)^(1/slope), not (e_last / target)^(1/slope)",
)
def slip(given):
    _, _, M1, e1 = ends(given)
    return {"M_needed": math.ceil(M1 * (e1 / given["target"]) ** (1 / right(given)["slope"]))}


@rate.slip(
    "factor_only",
    "This is how many times as many units are needed. Multiply it by the M of the row that you started from.",
    "M = M_last · (target / e_last)^(1/slope)",
)
def slip(given):
    _, _, _, e1 = ends(given)
    return {"M_needed": math.ceil((given["target"] / e1) ** (1 / right(given)["slope"]))}
