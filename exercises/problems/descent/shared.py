"""What the optimisers of this set share: a right step, and a run of several steps that is compared."""

from nnkit.grading.checks import same_value

SHARED_MEMORY = (
    "Two new objects of your class were given the same first gradient and did different things with it: the "
    "second began with what the first had left behind. Every object needs a memory of its own, made in "
    "`__init__`."
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


def expect_run(learner, case, name, settings, right, theta, grads, *, kept=("v",), rtol=1e-5):
    """Step an object of the learner's class, then compare step by step what it keeps and where it goes.

    Every step starts from the right place, so that one mistake is not carried on.
    """
    expect_own_memory(learner, case, name, settings, theta, grads[0], kept)
    one, steps = learner.new(name, **settings), []
    for grad in grads:
        got = one.step(theta, grad), {key: one[key] for key in kept}
        after = moved(right, theta, grad)
        want = after, {key: getattr(right, key) for key in kept}
        steps.append((theta, grad, got, copied(want)))
        theta = after
    factors = {key: value for key, value in settings.items() if key != "eps"}
    factors |= {f"1 − {key}": 1 - value for key, value in settings.items() if key.startswith("beta")}
    for t, (theta, grad, got, want) in enumerate(steps, start=1):
        more = {"inputs": (theta, grad), "factors": factors, "rtol": rtol}
        for key in kept:
            case.expect(f"{key} after step {t}", got[1][key], want[1][key], **more)
        case.expect(f"theta after step {t}", got[0], want[0], **more)


def copied(want):
    """Return the same with arrays of its own: nnkit's optimisers work in place."""
    theta, kept = want
    return theta.copy(), {
        key: value if isinstance(value, int) else value.copy() for key, value in kept.items()
    }
