"""What goes wrong when gradients are compared: wrong programs for relative_error, each with its sentence."""

import numpy as np

from .gradient_check import FLOOR, gradient_check


def add_error(id, sentence, formula, error):
    def relative_error(g, n):
        return error(g, n, np.abs(g - n), np.maximum(FLOOR, np.abs(g) + np.abs(n)))

    gradient_check.misconception(id, sentence, formula)(relative_error)


add_error(
    "absolute",
    "This is the absolute error. Whether a difference of 0.1 is much depends on the size of what is "
    "compared.",
    "|g − n| / max(1e-12, |g| + |n|), the largest entry",
    lambda g, n, gap, size: gap.max(),
)
add_error(
    "mean_error",
    "You took the mean of the errors. One wrong entry among thousands of right ones would disappear in it: "
    "report the worst.",
    "max_i r_i, not (1/n) Σ_i r_i",
    lambda g, n, gap, size: (gap / size).mean(),
)
add_error(
    "errors_added_up",
    "You added the errors of all entries up. Many small ones then look like a large one: report the worst.",
    "max_i r_i, not Σ_i r_i",
    lambda g, n, gap, size: (gap / size).sum(),
)
add_error(
    "median_error",
    "You took the median of the errors. Nearly half of the entries could be wrong and not show in it: report "
    "the worst.",
    "max_i r_i, not the median",
    lambda g, n, gap, size: np.median(gap / size),
)
add_error(
    "largest_by_largest",
    "You divided the largest difference by the largest size. Divide entry by entry first: a small entry may "
    "be wholly wrong beside a large one.",
    "max_i (|g_i − n_i| / s_i), not max_i |g_i − n_i| / max_i s_i",
    lambda g, n, gap, size: gap.max() / size.max(),
)
add_error(
    "by_length",
    "You compared the lengths of whole vectors. A small entry that is wholly wrong hardly changes these; the "
    "error asked for looks at each entry.",
    "max_i r_i, not ‖g − n‖ / (‖g‖ + ‖n‖)",
    lambda g, n, gap, size: np.linalg.norm(g - n) / max(FLOOR, np.linalg.norm(g) + np.linalg.norm(n)),
)
add_error(
    "by_g",
    "You divided by the size of g alone. The error asked for is the same when g and n change places.",
    "|g − n| / max(1e-12, |g| + |n|), not / |g|",
    lambda g, n, gap, size: (gap / np.maximum(FLOOR, np.abs(g))).max(),
)
add_error(
    "by_n",
    "You divided by the size of n alone. The error asked for is the same when g and n change places.",
    "|g − n| / max(1e-12, |g| + |n|), not / |n|",
    lambda g, n, gap, size: (gap / np.maximum(FLOOR, np.abs(n))).max(),
)
add_error(
    "by_smaller",
    "You divided by the smaller of the two sizes. Here it is their sum, so that the error is never above 1.",
    "|g − n| / max(1e-12, |g| + |n|), not / min(|g|, |n|)",
    lambda g, n, gap, size: (gap / np.maximum(FLOOR, np.minimum(np.abs(g), np.abs(n)))).max(),
)
add_error(
    "by_larger",
    "You divided by the larger of the two sizes. Here it is their sum, so that the error is never above 1.",
    "|g − n| / max(1e-12, |g| + |n|), not / max(|g|, |n|)",
    lambda g, n, gap, size: (gap / np.maximum(FLOOR, np.maximum(np.abs(g), np.abs(n)))).max(),
)
add_error(
    "by_mean_size",
    "You divided by the mean of the two sizes. Here it is their sum, so that the error is never above 1.",
    "|g − n| / max(1e-12, |g| + |n|), not / ((|g| + |n|) / 2)",
    lambda g, n, gap, size: (gap / np.maximum(FLOOR, (np.abs(g) + np.abs(n)) / 2)).max(),
)
add_error(
    "sum_before_sizes",
    "You added g and n before taking the size. With opposite signs they cancel, just where the error is "
    "greatest.",
    "|g| + |n|, not |g + n|",
    lambda g, n, gap, size: (gap / np.maximum(FLOOR, np.abs(g + n))).max(),
)
add_error(
    "floor_outside",
    "Your floor stands outside, under the result. It belongs under the sizes, so that nothing is divided by "
    "0.",
    "|g − n| / max(1e-12, |g| + |n|), not max(1e-12, …)",
    lambda g, n, gap, size: max(FLOOR, (gap / (np.abs(g) + np.abs(n))).max()),
)
add_error(
    "signed",
    "You did not take the size of the difference. Where n is the larger one, it counts as negative and is "
    "never the largest.",
    "|g − n|, not g − n",
    lambda g, n, gap, size: ((g - n) / size).max(),
)
add_error(
    "no_floor",
    "Where both are 0 you divide 0 by 0. Two equal gradients have no error: that is what the floor of 1e-12 "
    "is for.",
    "max(1e-12, |g| + |n|)",
    lambda g, n, gap, size: (gap / (np.abs(g) + np.abs(n))).max(),
)
add_error(
    "floor_added",
    "You added 1e-12 to the sizes. It is a floor: it counts only where they are smaller than that.",
    "max(1e-12, |g| + |n|), not |g| + |n| + 1e-12",
    lambda g, n, gap, size: (gap / (np.abs(g) + np.abs(n) + FLOOR)).max(),
)
add_error(
    "every_entry",
    "You returned the error of every entry. One number is asked for, the largest of them.",
    "max_i r_i",
    lambda g, n, gap, size: gap / size,
)
