"""What goes wrong in dealing out batches: wrong programs, each with its sentence."""

import numpy as np

from .minibatches import minibatches_, right_minibatches


@minibatches_.misconception(
    "drops_last",
    "You drop what does not fill a batch. Those examples are never learnt from in this epoch; they make a "
    "smaller last batch.",
    "⌈N / B⌉ batches, not ⌊N / B⌋",
)
def minibatches(order, batch_size):
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(len(order) // batch_size)]


@minibatches_.misconception(
    "wraps_around",
    "You filled the last batch up from the front. Those examples then count twice in one epoch; the last "
    "batch may stay small.",
    "each index in exactly one batch",
)
def minibatches(order, batch_size):
    starts = range(0, len(order), batch_size)
    return [np.take(order, range(i, i + batch_size), mode="wrap") for i in starts]


@minibatches_.misconception(
    "evened_out",
    "You evened the batches out, as `np.array_split` does. Here every batch but the last has exactly "
    "`batch_size` entries.",
    "sizes B, B, …, B, N mod B",
)
def minibatches(order, batch_size):
    return np.array_split(order, -(-len(order) // batch_size))


@minibatches_.misconception(
    "number_of_batches",
    "You made `batch_size` batches. It is the number of entries in each batch; how many batches there are "
    "follows from it.",
    "B entries in a batch, ⌈N / B⌉ batches",
)
def minibatches(order, batch_size):
    return np.array_split(order, min(batch_size, len(order)))


@minibatches_.misconception(
    "sorted",
    "You sorted the indices. Every epoch would then show the same batches in the same order; the shuffled "
    "order must be kept.",
    "batch 0 is order[0], …, order[B − 1]",
)
def minibatches(order, batch_size):
    return right_minibatches(np.sort(order), batch_size)


@minibatches_.misconception(
    "positions",
    "You dealt out the positions 0, 1, 2, … instead of what stands there. Then the shuffling has no effect: "
    "take the entries of `order`.",
    "order[i], not i",
)
def minibatches(order, batch_size):
    return right_minibatches(np.arange(len(order)), batch_size)


@minibatches_.misconception(
    "overlapping",
    "Each of your batches begins only one entry after the one before, so nearly every index comes several "
    "times. The next batch starts where this one has ended.",
    "starts 0, B, 2B, …, not 0, 1, 2, …",
)
def minibatches(order, batch_size):
    return [order[i : i + batch_size] for i in range(max(1, len(order) - batch_size + 1))]


@minibatches_.misconception(
    "overlapping_to_the_end",
    "Every index starts a batch of yours, so most of them come several times. Start a batch only where the "
    "one before has ended.",
    "starts 0, B, 2B, …, not 0, 1, …, N − 1",
)
def minibatches(order, batch_size):
    return [order[i : i + batch_size] for i in range(len(order))]


@minibatches_.misconception(
    "empty_last",
    "When the batches come out even you add an empty one at the end. The mean over it would be 0 / 0, and "
    "that is nan.",
    "⌈N / B⌉ batches, not ⌊N / B⌋ + 1",
)
def minibatches(order, batch_size):
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(len(order) // batch_size + 1)]


@minibatches_.misconception(
    "joined",
    "You put the entries that are left into the last full batch. No batch is larger than `batch_size`: they "
    "make a small one of their own.",
    "sizes B, …, B, N mod B, not B, …, B + N mod B",
)
def minibatches(order, batch_size):
    return np.split(order, [i * batch_size for i in range(1, len(order) // batch_size)])


@minibatches_.misconception(
    "strided",
    "You dealt like cards, one index to each batch in turn. Nothing is lost, but this problem wants pieces "
    "that follow one another: the first `batch_size` entries, then the next.",
    "batch 0 is order[0], …, order[B − 1], not order[0], order[n], order[2n], …",
)
def minibatches(order, batch_size):
    n = -(-len(order) // batch_size)
    return [order[i::n] for i in range(n)]


@minibatches_.misconception(
    "fixed_end",
    "The start of your slice moves on, its end stays where it was. From the second batch on there is "
    "nothing between them.",
    "order[i : i + B], not order[i : B]",
)
def minibatches(order, batch_size):
    return [order[i:batch_size] for i in range(0, len(order), batch_size)]


@minibatches_.misconception(
    "one_short",
    "Each batch lacks its last entry. A slice stops before its end anyway, so nothing has to be subtracted.",
    "order[i : i + B], not order[i : i + B − 1]",
)
def minibatches(order, batch_size):
    return [order[i : i + batch_size - 1] for i in range(0, len(order), batch_size)]


@minibatches_.misconception(
    "first_only",
    "Only the first batch comes back: `return` ends the function at once. Collect the batches in a list, "
    "and return it when the loop is over.",
    "[batch 0, batch 1, …], not batch 0",
)
def minibatches(order, batch_size):
    return order[:batch_size]


@minibatches_.misconception(
    "starts_at_1",
    "Your first batch begins at `order[1]`, and the first index is lost. Positions count from 0.",
    "starts 0, B, 2B, …, not 1, B + 1, …",
)
def minibatches(order, batch_size):
    return [order[i : i + batch_size] for i in range(1, len(order), batch_size)]


@minibatches_.misconception(
    "from_the_end",
    "You dealt from the end of `order`, as `pop()` does. The first batch holds its first entries.",
    "batch 0 is order[0], …, order[B − 1], not order[N − 1], …",
)
def minibatches(order, batch_size):
    return right_minibatches(order[::-1], batch_size)


@minibatches_.misconception(
    "one_too_many",
    "Each batch takes one entry too many, which the next one begins with. A slice stops before its end: it "
    "goes from the start to the start plus `batch_size`.",
    "order[i : i + B], not order[i : i + B + 1]",
)
def minibatches(order, batch_size):
    return [order[i : i + batch_size + 1] for i in range(0, len(order), batch_size)]


@minibatches_.misconception(
    "in_a_table",
    "A table needs rows of one length, and N is no multiple of the batch size here. Slice instead: the last "
    "piece may be shorter.",
    "sizes B, …, B, N mod B",
)
def minibatches(order, batch_size):
    return order.reshape(-1, batch_size)
