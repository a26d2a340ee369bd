"""What goes wrong around the steps of a training loop: the order, the batches, the losses."""

import numpy as np

from .loop import loop
from .wrong_loops import drawn_again, full_only, nearly_equal, wrong_train


def add(id, sentence, formula, **change):
    """Hang a misconception on the problem: the loop with this change."""
    loop.misconception(id, sentence, formula)(wrong_train(**change))


add(
    "no_shuffle",
    "You take the batches in the order of the data. Shuffle at the start of each epoch; data sorted by class "
    "would otherwise give batches of a single class.",
    "batch = order[i : i + B], with order = a permutation of 0 … N − 1",
    order=lambda rng, N, seed, before: np.arange(N),
)
add(
    "labels_not_shuffled",
    "You shuffled the inputs and not the labels, so most examples are trained with the label of another "
    "one. Index both with the same part of the order.",
    "x[batch] goes with y[batch]",
    labels=lambda y, index: y[: len(index)],
)
add(
    "same_order_always",
    "You go through every epoch in the same order: the generator is made anew, or the permutation drawn, "
    "once for all. Make one generator before the loops, and draw at the start of each epoch.",
    "order_1, order_2, … from one rng",
    order=lambda rng, N, seed, before: np.random.default_rng(seed).permutation(N),
)
add(
    "drawn_for_each_batch",
    "You drew a new permutation for each batch, so in one epoch some examples come twice and others not at "
    "all. One permutation, cut into pieces, visits each exactly once.",
    "one permutation an epoch",
    batches=drawn_again,
)
add(
    "shuffled_again",
    "You shuffle what was shuffled in the epoch before: `x = x[order]` loses the first order. Draw each "
    "epoch's order for the data as they came in.",
    "batch = order[i : i + B] are rows of the x that came in",
    order=lambda rng, N, seed, before: before[rng.permutation(N)],
)
add(
    "with_replacement",
    "You drew the examples with replacement, so some come twice in an epoch and others not at all. A "
    "permutation visits each exactly once.",
    "order = a permutation of 0 … N − 1",
    order=lambda rng, N, seed, before: rng.integers(0, N, N),
)
add(
    "older_generator",
    "You shuffled with NumPy's older generator (`np.random.seed`, `np.random.permutation`). The order is to "
    "come from `np.random.default_rng(seed)`.",
    "order = rng.permutation(N) with rng = np.random.default_rng(seed)",
    generator=np.random.RandomState,
)
add(
    "equal_parts",
    "You cut the order into parts of nearly equal size. Every part has `batch_size` examples, and only the "
    "last may be smaller.",
    "sizes B, B, …, N − B ⌊N / B⌋",
    batches=nearly_equal,
)
add(
    "first_epoch_only",
    "You return after the first epoch. The `return` belongs behind both loops.",
    "losses has one entry for each epoch",
    rounds=lambda epochs: min(epochs, 1),
)
add(
    "total_not_reset",
    "Your losses add up from epoch to epoch. Begin each epoch with a total of 0.",
    "losses[e] = the mean loss of epoch e alone",
    finish=np.cumsum,
)
LAST_DROPPED = (
    "You leave out the last batch, which is smaller than the others. An epoch visits every example once, so "
    "it has a step of its own, averaged over its own size.",
    "⌈N / B⌉ steps an epoch, not ⌊N / B⌋",
)


add("last_dropped", *LAST_DROPPED, batches=full_only)
add(
    "last_dropped_of_all",
    *LAST_DROPPED,
    batches=full_only,
    record=lambda losses, counts, N: np.dot(losses, counts) / N,
)
add(
    "loss_after",
    "You took each loss after the step. It is to be measured on the way, from the forward pass that the step "
    "is made from: that costs nothing extra.",
    "L(theta before the step)",
    after=True,
)
add(
    "whole_loss_before",
    "You measured the loss of all examples once, before the first step of the epoch. It is to be gathered on "
    "the way: each piece with the parameters as they stand just before its own step.",
    "losses[e] = (1/N) Σ_b B_b L_b(theta before step b)",
    whole="start",
)
add(
    "whole_loss_after",
    "You measured the loss of all examples at the end of the epoch, when every step is made. It is to be "
    "gathered on the way, each piece just before its own step: that saves a forward pass.",
    "losses[e] = (1/N) Σ_b B_b L_b(theta before step b)",
    whole="end",
)
add(
    "mean_of_means",
    "You averaged the batch losses as if all batches were of one size. The last one is smaller, so its "
    "examples count too much: weigh each batch by its size.",
    "(1/N) Σ_b B_b L_b, not (1/number of batches) Σ_b L_b",
    record=lambda losses, counts, N: np.mean(losses),
)
add(
    "last_loss",
    "You kept the loss of the last batch only. That is a few examples out of N; the mean loss of the epoch "
    "needs all of them.",
    "(1/N) Σ_b B_b L_b",
    record=lambda losses, counts, N: losses[-1],
)
add(
    "loss_summed",
    "You summed the losses over the epoch. The mean over the examples is asked for, so that data sets of "
    "different sizes can be compared.",
    "(1/N) Σ_n L_n, not Σ_n L_n",
    record=lambda losses, counts, N: np.dot(losses, counts),
)
add(
    "batch_losses_summed",
    "You added up the mean losses of the batches. More batches then make a larger loss; weigh each by its "
    "size and divide by N.",
    "(1/N) Σ_b B_b L_b, not Σ_b L_b",
    record=lambda losses, counts, N: np.sum(losses),
)
