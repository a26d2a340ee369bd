"""What goes wrong in a training loop: each mistake a loop with one thing done otherwise."""

import numpy as np

from .loop import loop
from .wrong_loops import column_softmax, drawn_again, wrong_train


def add(id, sentence, formula, **change):
    """Hang a misconception on the problem: the loop with this change."""
    loop.misconception(id, sentence, formula)(wrong_train(**change))


add(
    "not_averaged",
    "Your gradients are sums over the batch, while the loss is a mean. A batch twice as large then makes "
    "steps twice as long, and eta has to be chosen anew.",
    "delta2 = (p − Y) / B",
    delta=lambda p, Y, N: p - Y,
)
add(
    "divided_by_all",
    "You divided by the number of all examples. Each step follows the mean over its own batch, so it is the "
    "size of this batch that counts, and the last one may be smaller.",
    "delta2 = (p − Y) / B, not / N",
    delta=lambda p, Y, N: (p - Y) / N,
)
add(
    "no_prime",
    "You sent the error back through W2, but not through tanh: its slope is missing. Where a hidden unit is "
    "saturated, almost no gradient may pass.",
    "delta1 = (delta2 W2) ⊙ (1 − a1²)",
    prime=lambda z, a: 1.0,
)
add(
    "prime_of_a",
    "You put a1 through tanh once more for the slope. a1 is already tanh(z1): the slope is 1 minus its "
    "square.",
    "φ′(z1) = 1 − tanh²(z1) = 1 − a1², not 1 − tanh²(a1)",
    prime=lambda z, a: 1 - np.tanh(a) ** 2,
)
add(
    "prime_of_z",
    "You squared the pre-activation z1 where the activation a1 belongs. 1 − z1² even turns negative for |z1| "
    "> 1, and a slope of tanh never does.",
    "φ′(z1) = 1 − a1², not 1 − z1²",
    prime=lambda z, a: 1 - z**2,
)
add(
    "sigmoid_prime",
    "You used a (1 − a), the slope of the sigmoid. The hidden units here are tanh, which has another one.",
    "tanh′ = 1 − a1²; σ′ = a (1 − a)",
    prime=lambda z, a: a * (1 - a),
)
add(
    "new_weights_back",
    "You changed W2 first and sent the error back through the new one. All gradients belong to the same "
    "point: compute delta1 before any parameter moves.",
    "delta1 = (delta2 W2_old) ⊙ (1 − a1²)",
    back=lambda delta2, W2, new_W2: delta2 @ new_W2,
)
add(
    "ascent",
    "Your steps go along the gradient, uphill, so the loss rises. Descent subtracts.",
    "theta ← theta − eta · gradient",
    sign=1.0,
)
add(
    "bias_mean",
    "You took a mean over the batch for the biases. The deltas carry the 1/B already, so that it is divided "
    "by twice: add them up.",
    "db = Σ_n delta_n, with 1/B inside delta",
    bias=lambda delta: delta.mean(axis=0),
)
add(
    "bias_of_everything",
    "You subtracted one number from all biases of a layer: the sum has no axis. Each unit has a bias of its "
    "own, so sum over the examples only.",
    "db_k = Σ_n delta_nk",
    bias=lambda delta: delta.sum(),
)
add(
    "no_shuffle",
    "You take the batches in the order of the data. Shuffle at the start of each epoch; data sorted by class "
    "would otherwise give batches of a single class.",
    "batch = order[i : i + B], with order = a permutation of 0 … N − 1",
    order=lambda rng, N, seed: np.arange(N),
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
    order=lambda rng, N, seed: np.random.default_rng(seed).permutation(N),
)
add(
    "drawn_for_each_batch",
    "You drew a new permutation for each batch, so in one epoch some examples come twice and others not at "
    "all. One permutation, cut into pieces, visits each exactly once.",
    "one permutation an epoch",
    batches=drawn_again,
)
LAST_DROPPED = (
    "You leave out the last batch, which is smaller than the others. An epoch visits every example once, so "
    "it has a step of its own, averaged over its own size.",
    "⌈N / B⌉ steps an epoch, not ⌊N / B⌋",
)


def full_batches(rng, parts):
    """Drop a last part that is smaller."""
    return [part for part in parts if len(part) == len(parts[0])]


add("last_dropped", *LAST_DROPPED, batches=full_batches)
add(
    "last_dropped_of_all",
    *LAST_DROPPED,
    batches=full_batches,
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
add(
    "softmax_down",
    "Your softmax divides down the columns, over the examples. Each example has probabilities of its own: "
    "divide along its row.",
    "p_nk = e^(z_nk) / Σ_j e^(z_nj)",
    softmax=column_softmax,
)
