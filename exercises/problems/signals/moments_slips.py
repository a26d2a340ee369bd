"""Slips with the moments of a ReLU layer."""

import numpy as np

from .moments import moments, right


@moments.slip(
    "one_term",
    "This is the variance of one term w_i x_i. There are d of them, independent, and variances add.",
    "Var z = d · s²",
)
def slip(given):
    return {"var_z": given["s2"]}


@moments.slip(
    "deviation",
    "This is the standard deviation of z. The variance is asked for: leave the root out.",
    "Var z = d · s², not √(d · s²)",
)
def slip(given):
    return {"var_z": right(given)["var_z"] ** 0.5}


@moments.slip(
    "s2_squared",
    "You squared s2, but it is the variance already: s² by name. It enters as it is.",
    "Var z = d · s², not d · (s²)²",
)
def slip(given):
    return {"var_z": given["d"] * given["s2"] ** 2}


@moments.slip(
    "d_squared",
    "You counted d twice. That would be right if all d terms were the same; independent ones add their "
    "variances once each.",
    "Var z = d · s², not d² · s²",
)
def slip(given):
    return {"var_z": given["d"] ** 2 * given["s2"]}


@moments.slip(
    "divided_by_d",
    "You divided by d, as for a mean. z is a sum: more inputs make it larger.",
    "Var z = d · s², not s² / d",
)
def slip(given):
    return {"var_z": given["s2"] / given["d"]}


@moments.slip(
    "second_is_variance",
    "This is the variance of h, not its second moment. They differ, because the mean of h is not 0 once "
    "ReLU has cut off the negative side.",
    "E[h²] = d s² / 2, not d s² (1/2 − 1/(2π))",
)
def slip(given):
    return {"second": right(given)["variance"]}


@moments.slip(
    "second_whole",
    "This is E[z²], before ReLU. The negative half of z becomes 0 and adds nothing.",
    "E[h²] = E[z²] / 2",
)
def slip(given):
    return {"second": right(given)["var_z"]}


@moments.slip(
    "second_quarter",
    "You halved twice, as if h were z / 2 everywhere. Half of the z pass whole, the other half not at all.",
    "E[h²] = E[z²] / 2, not E[z²] / 4",
)
def slip(given):
    return {"second": right(given)["var_z"] / 4}


@moments.slip(
    "second_of_mean",
    "You squared the mean. The second moment is the mean of the squares, and that is larger.",
    "E[h²] ≠ (E[h])²",
)
def slip(given):
    return {"second": right(given)["mean"] ** 2}


@moments.slip(
    "mean_zero",
    "The mean of z is 0, but not that of h: what was negative is 0 now, and nothing balances the positive "
    "half.",
    "E[h] = √(Var z / (2π)) > 0",
)
def slip(given):
    return {"mean": 0.0}


@moments.slip(
    "mean_of_size",
    "This is the mean of |z|. ReLU keeps one of its two halves and puts 0 for the other, so the mean is half "
    "as large.",
    "E[h] = E|z| / 2 = √(Var z / (2π))",
)
def slip(given):
    return {"mean": 2 * right(given)["mean"]}


@moments.slip(
    "mean_half_deviation",
    "You took half of the standard deviation of z. The exact average over the positive half has √(2π) under "
    "it, not 2.",
    "E[h] = √Var z / √(2π), not √Var z / 2",
)
def slip(given):
    return {"mean": right(given)["var_z"] ** 0.5 / 2}


@moments.slip(
    "mean_no_root",
    "The root is missing. A mean has the units of z, and Var z those of z².",
    "E[h] = √(Var z / (2π)), not Var z / (2π)",
)
def slip(given):
    return {"mean": right(given)["mean"] ** 2}


@moments.slip(
    "variance_is_second",
    "This is E[h²], the second moment, which is often printed as the variance. The variance is less by the "
    "square of the mean; it is not what He's rule keeps.",
    "Var h = E[h²] − (E[h])² = d s² (1/2 − 1/(2π))",
)
def slip(given):
    return {"variance": right(given)["second"]}


@moments.slip(
    "variance_mean_not_squared",
    "You subtracted the mean itself. It is the square of the mean that comes off.",
    "Var h = E[h²] − (E[h])², not E[h²] − E[h]",
)
def slip(given):
    return {"variance": right(given)["second"] - right(given)["mean"]}


@moments.slip(
    "variance_added",
    "You added the square of the mean. A variance measures the spread about the mean, and is less than the "
    "second moment.",
    "Var h = E[h²] − (E[h])², not + (E[h])²",
)
def slip(given):
    return {"variance": right(given)["second"] + right(given)["mean"] ** 2}


@moments.slip(
    "variance_one_over_pi",
    "You took off 1/π in the bracket where 1/(2π) belongs: the squared mean is Var z / (2π).",
    "Var h = d s² (1/2 − 1/(2π)), not d s² (1/2 − 1/π)",
)
def slip(given):
    return {"variance": right(given)["var_z"] * (0.5 - 1 / np.pi)}


@moments.slip(
    "he_is_lecun",
    "This is LeCun's 1/d, which makes Var z = 1. ReLU then halves E[z²], so E[h²] would be 1/2.",
    "d s² / 2 = 1 gives s² = 2 / d, not 1 / d",
)
def slip(given):
    return {"he": 1 / given["d"]}


@moments.slip(
    "he_keeps_variance",
    "This weight variance makes Var h = 1. But the next layer sums w · h with h not centred, and what counts "
    "there is E[h²], not Var h.",
    "d s² / 2 = 1, not d s² (1/2 − 1/(2π)) = 1",
)
def slip(given):
    return {"he": 1 / (given["d"] * (0.5 - 1 / (2 * np.pi)))}


@moments.slip(
    "he_deviation",
    "This is He's standard deviation. The variance of the weights is asked for.",
    "s² = 2 / d, not √(2 / d)",
)
def slip(given):
    return {"he": (2 / given["d"]) ** 0.5}


@moments.slip(
    "he_upside_down",
    "Your fraction stands on its head: the more inputs, the smaller each weight must be.",
    "s² = 2 / d, not d / 2",
)
def slip(given):
    return {"he": given["d"] / 2}
