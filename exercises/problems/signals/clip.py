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
    (g,) = gradients(case, 1.0, (3, 2))
    expect_clipped(learner, case, [4 * g / whole([g])], 5.0)


@clip.check("short by themselves, long together")
def clip_together(learner, case):
    expect_clipped(learner, case, [np.array([0.6, 0.0]), np.array([0.0, 0.7]), np.array([0.8])], 1.0)


@clip.check("a gradient of zeros")
def clip_zeros(learner, case):
    expect_clipped(learner, case, gradients(case, 1.0, (2, 2)), 0.5)
    expect_clipped(learner, case, [np.zeros((2, 3)), np.zeros(2)], 1.0)
