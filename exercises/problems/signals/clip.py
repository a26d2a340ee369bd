"""Clipping a gradient that comes as a list of arrays."""

import numpy as np

from nnkit.grading import Problem


def whole(grads):
    """Return the length of all gradients together."""
    return float(np.linalg.norm(np.concatenate([np.ravel(g) for g in grads])))


def scaled(factor, norm=whole):
    """Make a program of the factor, a function of the norm and max_norm, and of what counts as the norm."""

    def clip_gradient(grads, max_norm):
        n = norm(grads)
        return [np.multiply(g, factor(n, max_norm)) for g in grads], n

    return clip_gradient


def shorten(n, max_norm):
    return max_norm / max(n, max_norm)


right_clip = scaled(shorten)

clip = Problem(
    id="signals.clip",
    title="Clipping",
    concept=14,
    points=3,
    kind="function",
    names=("clip_gradient",),
    reference={"clip_gradient": right_clip},
    hints=(
        "Think of all the arrays as one long vector. If it is too long it is shortened, and keeps its "
        "direction; else nothing happens.",
        "The norm is one number for all arrays together: add up the squares of every array, then take the "
        "root. What is returned has the shapes that came in.",
        "Sum `(g**2).sum()` over the list, root it: that is `norm`. The factor is max_norm / norm if norm is "
        "larger than max_norm, and 1 otherwise (also for norm 0). Multiply into new arrays.",
    ),
)


def gradients(case, size, *shapes):
    return [size * case.rng.standard_normal(shape) for shape in shapes]


def expect_clipped(learner, case, grads, max_norm):
    """Compare the norm first, then the arrays one by one."""
    got, want = learner.clip_gradient(grads, max_norm), right_clip(grads, max_norm)
    case.require(
        isinstance(got, list) and len(got) == 2 and isinstance(got[0], list),
        "`clip_gradient` must return two things: the list of clipped gradients, and the norm before.",
        kind="structure",
        at="clip_gradient",
    )
    inputs = tuple(grads)
    case.expect("the norm before", got[1], want[1], factors={"max_norm": max_norm})
    case.require(
        len(got[0]) == len(grads),
        "`clip_gradient` must return as many clipped gradients as it was given.",
        kind="structure",
        at="clip_gradient",
    )
    for l, (mine, right) in enumerate(zip(got[0], want[0], strict=True)):
        factors = {"the norm": want[1], "max_norm": max_norm}
        case.expect(f"the clipped gradient {l}", mine, right, factors=factors, inputs=inputs[l : l + 1])


@clip.check("two arrays that are too long together")
def clip_worked(learner, case):
    expect_clipped(learner, case, [np.array([3.0, 0.0]), np.array([[4.0], [12.0]])], 6.5)


@clip.check("long gradients of three layers, left as they were")
def clip_long(learner, case):
    for max_norm in (1.0, 2.5, 0.4):
        expect_clipped(learner, case, gradients(case, 3.0, (4, 2), (4,), (3, 4), (3,)), max_norm)
    case.expect_unchanged(learner)


@clip.check("short ones pass as they are")
def clip_short(learner, case):
    for max_norm in (5.0, 100.0):
        expect_clipped(learner, case, gradients(case, 0.3, (2, 2), (2,)), max_norm)


@clip.check("short by themselves, long together")
def clip_together(learner, case):
    expect_clipped(learner, case, [np.array([0.6, 0.0]), np.array([0.0, 0.7]), np.array([0.8])], 1.0)


@clip.check("a gradient of zeros")
def clip_zeros(learner, case):
    expect_clipped(learner, case, gradients(case, 1.0, (2, 2)), 0.5)
    expect_clipped(learner, case, [np.zeros((2, 3)), np.zeros(2)], 1.0)


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
