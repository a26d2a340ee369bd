"""What the optimisers of this set share: a right step, and a run of several steps that is compared."""

import numpy as np

from nnkit.grading.checks import same_value

SHARED_MEMORY = (
    "Two new objects of your class were given the same first gradient and did different things with it: the "
    "second began with what the first had left behind. Every object needs a memory of its own, made in "
    "`__init__`."
)
ALONE = (
    "Your `step` returns several things together. Return the new theta alone; what is kept goes into `self`."
)


def moved(optimizer, theta, grad):
    """Return where an optimiser of nnkit goes from theta, which stays as it was."""
    new = theta.copy()
    optimizer.step(new, grad)
    return new


def gradients(case, shape, steps):
    """Draw a starting point and some gradients."""
    return case.rng.standard_normal(shape), list(2 * case.rng.standard_normal((steps, *shape)))


def expect_own_memory(learner, case, name, settings, theta, grad, kept):
    """Stop unless two new objects do the same; also after an earlier run in the same notebook."""
    pair = [learner.new(name, **settings) for _ in range(2)]
    done = [{"theta": one.step(theta, grad), **{key: one[key] for key in kept}} for one in pair]
    case.require(same_value(done[1], done[0]), SHARED_MEMORY, at=f"{name}.step")


def expect_run(learner, case, name, settings, right, theta, grads, *, kept=("v",), elsewhere=0.0):
    """Step an object of the learner's class, then compare step by step what it keeps and where it goes.

    Every step starts from the right place, so that one mistake is not carried on, or from ``elsewhere``
    beside it.
    """
    expect_own_memory(learner, case, name, settings, theta, grads[0], kept)
    one, steps = learner.new(name, **settings), []
    for grad in grads:
        got = one.step(theta, grad), {key: one[key] for key in kept}
        together = isinstance(got[0], list) and any(np.ndim(part) == theta.ndim for part in got[0])
        case.require(not together, ALONE, kind="structure", at=f"{name}.step")
        after = moved(right, theta, grad)
        want = after, {key: getattr(right, key) for key in kept}
        steps.append((theta, grad, got, copied(want)))
        theta = after + elsewhere
    factors = {key: value for key, value in settings.items() if key != "eps"}
    factors |= {f"1 − {key}": 1 - value for key, value in settings.items() if key.startswith("beta")}
    for t, (theta, grad, got, want) in enumerate(steps, start=1):
        more = {"inputs": (theta, grad), "factors": factors}
        for key in kept:
            case.expect(f"{key} after step {t}", got[1][key], want[1][key], **more)
        case.expect(f"theta after step {t}", got[0], want[0], **more)


def copied(want):
    """Return the same with arrays of its own: nnkit's optimisers work in place."""
    theta, kept = want
    return theta.copy(), {
        key: value if isinstance(value, int) else value.copy() for key, value in kept.items()
    }
