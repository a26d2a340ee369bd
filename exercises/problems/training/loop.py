"""The whole training loop of a two-layer network, by mini-batch gradient descent."""

import numpy as np

from nnkit.grading import Problem

from .shared import PARTS, expect_together, problem_sizes, reference_train

loop = Problem(
    id="training.loop",
    title="The loop, written out",
    concept=20,
    points=5,
    kind="function",
    names=("train",),
    reference={"train": reference_train},
    hints=(
        "Two loops, one in the other: epochs outside, mini-batches inside. One generator, made before both, "
        "gives a new order at the start of each epoch. In the inner loop: forward, loss, backward, step.",
        "For a batch of B: z1 and a1 are (B, H), z2 and delta2 are (B, K), delta1 is (B, H) again. The "
        "gradients have the shapes of what they belong to. The last batch may be smaller than the others.",
        "delta2 is softmax minus one-hot, over the size of this batch; delta1 is delta2 @ W2, times the "
        "slope of tanh, which is 1 minus a1 squared. Compute both before you change W2. Add B times the "
        "batch's mean loss to a total, and divide it by N after the epoch.",
    ),
)


def run(learner, case, sizes, eta, epochs, batch_size, seed=3):
    """Train on drawn data, and compare with nnkit: losses, then the output layer, then the hidden one."""
    args = problem_sizes(case, *sizes)
    got = learner.train(*args, eta, epochs, batch_size, seed)
    want = reference_train(*args, eta, epochs, batch_size, seed)
    expect_together(case, got, epochs)
    known = {"the number of examples": sizes[0], "the batch size": batch_size}
    for i in (4, 3, 2, 1, 0):
        case.expect(PARTS[i], got[i], want[i], inputs=args[:2], factors=known)


@loop.check("with eta = 0 nothing moves: the loss of the first parameters")
def loop_forward(learner, case):
    args = problem_sizes(case, 5, 2, 4, 3)
    got, want = learner.train(*args, 0.0, 1, 5, 0), reference_train(*args, 0.0, 1, 5, 0)
    expect_together(case, got, 1)
    known = {"the number of examples": 5, "the number of classes": 3}
    case.expect("the loss before the first step", got[4], want[4], inputs=args[:2], factors=known)
    for i in (3, 2, 1, 0):
        case.expect(f"{PARTS[i]} after a step with eta = 0", got[i], want[i])


@loop.check("one step with all examples")
def loop_one_step(learner, case):
    for N, d, H, K in ((5, 2, 4, 3), (3, 3, 3, 3)):
        args = problem_sizes(case, N, d, H, K)
        got = learner.train(*args, 1.0, 1, N, 0)
        want = reference_train(*args, 1.0, 1, N, 0)
        expect_together(case, got, 1)
        known = {"the batch size": N, "the number of classes": K, "the number of hidden units": H}
        case.expect("the loss before the first step", got[4], want[4], inputs=args[:2], factors=known)
        for i in (3, 2, 1, 0):  # with eta = 1 the step is the gradient itself
            start = np.asarray(args[2 + i])
            moved = step_of(got[i], start)
            what = f"the gradient of {PARTS[i]}, (before − after) / eta"
            case.expect(what, moved, start - want[i], inputs=args[:2], factors=known)


def step_of(after, before):
    """Return before − after; what cannot be subtracted is returned as it is."""
    try:
        return before - np.asarray(after, float) if np.shape(after) == before.shape else after
    except (TypeError, ValueError):
        return after


@loop.check("one epoch of mini-batches")
def loop_one_epoch(learner, case):
    run(learner, case, (6, 3, 4, 2), 0.8, 1, 2)


@loop.check("a last batch that is smaller")
def loop_partial(learner, case):
    run(learner, case, (7, 2, 5, 3), 0.8, 1, 3)


@loop.check("three epochs, each in an order of its own")
def loop_epochs(learner, case):
    run(learner, case, (8, 3, 4, 3), 0.5, 3, 3, seed=11)


@loop.check("right, and the inputs left as they were")
def loop_inputs(learner, case):
    run(learner, case, (5, 3, 2, 4), 0.3, 2, 5)
    case.expect_unchanged(learner)
