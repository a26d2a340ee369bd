"""What goes wrong in clipping a gradient."""

import numpy as np

from .clip import clip, right_clip, scaled, shorten, whole


def wrong(id, sentence, formula, program):
    program.__name__ = "clip_gradient"
    clip.misconception(id, sentence, formula)(program)


def clip_gradient(grads, max_norm):
    return [right_clip([g], max_norm)[0][0] for g in grads], whole(grads)


wrong(
    "each_by_itself",
    "You clipped each array by its own norm. That changes their sizes against each other, and with it the "
    "direction of the step.",
    "g_l · min(1, c / ‖(g_1, …, g_L)‖), one factor for all l",
    clip_gradient,
)


def clip_gradient(grads, max_norm):
    n = whole(grads)
    return [np.multiply(g, max_norm / n if whole([g]) > max_norm else 1.0) for g in grads], n


wrong(
    "each_compared",
    "You asked of each array by itself whether it is too long. What is too long is the gradient as a whole: "
    "either all arrays are shortened, or none.",
    "clip where ‖(g_1, …, g_L)‖ > c, not where ‖g_l‖ > c",
    clip_gradient,
)


def clip_gradient(grads, max_norm):
    return [np.clip(g, -max_norm, max_norm) for g in grads], whole(grads)


wrong(
    "by_value",
    "You cut off each entry at max_norm. The long entries lose and the short ones do not, so the step points "
    "elsewhere; and the whole can still be too long.",
    "g · min(1, c / ‖g‖), not min(max(g, −c), c)",
    clip_gradient,
)
wrong(
    "always",
    "You scale every gradient to max_norm, also the short ones. Near a minimum the gradient should be small, "
    "and clipping must leave it so.",
    "g · min(1, c / ‖g‖), not g · c / ‖g‖",
    scaled(lambda n, c: c / n if n else 1.0),
)
wrong(
    "always_zero",
    "You divide by the norm in any case. Short gradients grow, and a gradient of zeros becomes 0 / 0, which "
    "is nan.",
    "g · min(1, c / ‖g‖), not g · c / ‖g‖",
    scaled(lambda n, c: np.divide(c, n)),
)
wrong(
    "unit",
    "You shortened to length 1 and forgot max_norm.",
    "g · c / ‖g‖, not g / ‖g‖",
    scaled(lambda n, c: 1 / n if n > c else 1.0),
)
wrong(
    "not_clipped",
    "The gradients come back as they were. The norm is found, but nothing is done with it.",
    "g · min(1, c / ‖g‖)",
    scaled(lambda n, c: 1.0),
)
wrong(
    "lengthened",
    "You have the comparison the wrong way round: short gradients are stretched, long ones pass.",
    "g · min(1, c / ‖g‖), not g · max(1, c / ‖g‖)",
    scaled(lambda n, c: max(1.0, c / n) if n else 1.0),
)
wrong(
    "upside_down",
    "Your factor stands on its head: a long gradient becomes longer still.",
    "g · c / ‖g‖, not g · ‖g‖ / c",
    scaled(lambda n, c: n / c if n > c else 1.0),
)
wrong(
    "dropped",
    "You put zeros in the place of a gradient that is too long. Its direction is still good: shorten it.",
    "g · c / ‖g‖, not 0",
    scaled(lambda n, c: 0.0 if n > c else 1.0),
)
wrong(
    "no_root",
    "Your norm is the sum of the squares. Its root is the length.",
    "‖g‖ = √(Σ g²), not Σ g²",
    scaled(shorten, lambda grads: whole(grads) ** 2),
)
wrong(
    "sum_of_norms",
    "You added the norms of the arrays. Lengths at right angles do not add up; their squares do.",
    "‖g‖ = √(‖g_1‖² + ‖g_2‖²), not ‖g_1‖ + ‖g_2‖",
    scaled(shorten, lambda grads: sum(whole([g]) for g in grads)),
)
wrong(
    "first_only",
    "Only the first array is in your norm. Is there a `return` inside the loop?",
    "‖g‖ = √(‖g_1‖² + ‖g_2‖² + …)",
    scaled(shorten, lambda grads: whole(grads[:1])),
)
wrong(
    "last_only",
    "Only the last array is in your norm. Is the sum started anew in every turn of the loop?",
    "‖g‖ = √(‖g_1‖² + ‖g_2‖² + …)",
    scaled(shorten, lambda grads: whole(grads[-1:])),
)
wrong(
    "matrices_only",
    "Only the matrices are in your norm. The vectors are gradients too, those of the biases.",
    "‖g‖ = √(Σ g²) over all arrays",
    scaled(shorten, lambda grads: whole([g for g in grads if g.ndim == 2] or [np.zeros(1)])),
)
wrong(
    "mean_of_norms",
    "You took the mean of the arrays' norms. Add up their squares, and take the root of that.",
    "‖g‖ = √(Σ_l ‖g_l‖²), not the mean of ‖g_l‖",
    scaled(shorten, lambda grads: float(np.mean([whole([g]) for g in grads]))),
)
wrong(
    "square_compared",
    "You compared the square of the norm with max_norm, so a gradient that is short enough gets clipped, "
    "or stretched. Compare the norm itself.",
    "clip where ‖g‖ > c, not where ‖g‖² > c",
    scaled(lambda n, c: c / n if n * n > c else 1.0),
)
wrong(
    "largest_norm",
    "You took the largest of the arrays' norms. The norm of all together is larger.",
    "‖g‖ = √(Σ_l ‖g_l‖²), not max_l ‖g_l‖",
    scaled(shorten, lambda grads: max(whole([g]) for g in grads)),
)
wrong(
    "sum_of_sizes",
    "You added up absolute values. The norm that is meant is the length: the root of the sum of squares.",
    "‖g‖ = √(Σ g²), not Σ |g|",
    scaled(shorten, lambda grads: float(sum(np.abs(g).sum() for g in grads))),
)
wrong(
    "largest_entry",
    "You took the largest entry for the norm. Many entries of middling size make a long gradient as well.",
    "‖g‖ = √(Σ g²), not max |g|",
    scaled(shorten, lambda grads: float(max(np.abs(g).max() for g in grads))),
)
wrong(
    "root_mean_square",
    "You took the mean of the squares. That is the size of a typical entry; the length needs their sum.",
    "‖g‖ = √(Σ g²), not √(mean of g²)",
    scaled(shorten, lambda grads: whole(grads) / sum(g.size for g in grads) ** 0.5),
)


def clip_gradient(grads, max_norm):
    clipped = right_clip(grads, max_norm)[0]
    return clipped, whole(clipped)


wrong(
    "norm_after",
    "You returned the norm after clipping, which never exceeds max_norm. The one before tells how often "
    "training was in danger.",
    "‖g‖ before it is scaled",
    clip_gradient,
)
