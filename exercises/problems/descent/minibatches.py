"""Dealing a shuffled order of indices out into mini-batches."""

import numpy as np

from nnkit.grading import Problem


def right_minibatches(order, batch_size):
    """Give every index the number of its batch, and collect those of one number."""
    number = np.arange(len(order)) // batch_size
    return [order[number == n] for n in range(number[-1] + 1)]


minibatches_ = Problem(
    id="descent.minibatches",
    title="Dealing out the batches",
    concept=20,
    points=3,
    kind="function",
    names=("minibatches",),
    reference={"minibatches": right_minibatches},
    hints=(
        "Cut the order into pieces, from the front, `batch_size` at a time, until nothing is left. The "
        "shuffling has been done already.",
        "The result is a list of 1-D arrays. All have `batch_size` entries, except that the last may have "
        "fewer, and their lengths add up to `len(order)`.",
        "`range` with a third argument goes in strides, and names where each batch starts. A slice ends a "
        "batch further on; one that would end beyond the array just stops at its end.",
    ),
)


def shuffled(case, N):
    """Draw N of the indices 0 to 2N − 1 in shuffled order: what is left when others are set aside."""
    return case.rng.permutation(2 * N)[:N]


def expect_batches(learner, case, order, batch_size):
    got = learner.minibatches(order, batch_size)
    table = isinstance(got, np.ndarray) and got.ndim == 2
    case.require(
        isinstance(got, list) or table,
        "`minibatches` must return a list that holds all the batches.",
        kind="type",
        at="minibatches",
    )
    sizes = [np.size(batch) for batch in got]
    case.require(
        0 not in sizes,
        "One of the batches is empty: no gradient can be computed from it.",
        kind="empty batch",
        at="minibatches",
    )
    want = right_minibatches(order, batch_size)
    case.require(
        len(got) == len(want),
        f"{len(order)} indices, {batch_size} at a time, make {len(want)} batches; yours are {len(got)}.",
        kind="structure",
        at="minibatches",
    )
    for i, batch in enumerate(want):
        what = "the last batch" if i == len(want) - 1 else f"batch {i}"
        case.expect(what, got[i], batch, inputs=(order, batch_size))


@minibatches_.check("batches that come out even")
def minibatches_even(learner, case):
    for N, B in ((6, 3), (12, 3), (20, 5)):
        expect_batches(learner, case, shuffled(case, N), B)


@minibatches_.check("a last batch that is smaller")
def minibatches_partial(learner, case):
    for N, B in ((13, 5), (17, 3), (10, 4)):
        expect_batches(learner, case, shuffled(case, N), B)


@minibatches_.check("one index at a time, all at once, and fewer than a batch")
def minibatches_extremes(learner, case):
    for N, B in ((4, 1), (5, 5), (3, 8)):
        expect_batches(learner, case, shuffled(case, N), B)


@minibatches_.check("the order left as it was")
def minibatches_input(learner, case):
    expect_batches(learner, case, shuffled(case, 11), 4)
    case.expect_unchanged(learner)
