"""Wrong layers: sums that run over too little or too much, and a step too many."""

import numpy as np

from nnkit.activations import relu, sigmoid, tanh

from .dense_forward import dense_forward_
from .shared import right_dense


@dense_forward_.misconception(
    "elementwise",
    "You multiplied entry by entry, with `*`. Each unit adds up the products over all its inputs: that is "
    "what `@` does.",
    "z_nj = Σ_i a_ni W_ji + b_j, not a_nj W_nj + b_j",
)
def dense_forward(a_prev, W, b):
    return a_prev * W + b


@dense_forward_.misconception(
    "not_summed",
    "You made every product a_ni W_ji and did not add them up: one axis is left over. Each unit sums over "
    "its inputs.",
    "z_nj = Σ_i a_ni W_ji + b_j",
)
def dense_forward(a_prev, W, b):
    return a_prev[:, np.newaxis, :] * W + b[:, np.newaxis]


@dense_forward_.misconception(
    "outer",
    "You paired every input with every weight, as an outer product does. Input i meets only the weight with "
    "the same i.",
    "Σ_i a_ni W_ji, not (Σ_i a_ni)(Σ_i W_ji)",
)
def dense_forward(a_prev, W, b):
    return np.einsum("ni,jk->nj", a_prev, W) + b


@dense_forward_.misconception(
    "mean_over_inputs",
    "You took the mean of the products. A unit adds them up: more inputs, more evidence.",
    "Σ_i a_ni W_ji, not (1/n_in) Σ_i a_ni W_ji",
)
def dense_forward(a_prev, W, b):
    return a_prev @ W.T / W.shape[1] + b


@dense_forward_.misconception(
    "last_input_missing",
    "Your sum leaves out the last input. `range(n)` already stops before n: no further − 1.",
    "Σ_i runs over i = 0 … n_in − 1",
)
def dense_forward(a_prev, W, b):
    return a_prev[:, :-1] @ W[:, :-1].T + b


@dense_forward_.misconception(
    "first_input_missing",
    "Your sum leaves out the first input. Python counts from 0, so the loop begins there.",
    "Σ_i runs over i = 0 … n_in − 1, not from 1",
)
def dense_forward(a_prev, W, b):
    return a_prev[:, 1:] @ W[:, 1:].T + b


@dense_forward_.misconception(
    "last_input_only",
    "Only the last input counts: each product was written over the one before. Add them up, with `+=`.",
    "Σ_i a_ni W_ji + b_j, not its last term",
)
def dense_forward(a_prev, W, b):
    return a_prev[:, -1:] @ W[:, -1:].T + b


@dense_forward_.misconception(
    "last_unit_missing",
    "The last unit stays 0: the loop over the units ends one too early.",
    "z_nj for j = 0 … n_out − 1",
)
def dense_forward(a_prev, W, b):
    z = right_dense(a_prev, W, b)
    z[:, -1] = 0
    return z


@dense_forward_.misconception(
    "last_sample_missing",
    "The last row stays 0: the loop over the samples ends one too early.",
    "z_nj for n = 0 … N − 1",
)
def dense_forward(a_prev, W, b):
    z = right_dense(a_prev, W, b)
    z[-1] = 0
    return z


@dense_forward_.misconception(
    "first_sample",
    "Only the first sample went through the layer. Each row of a_prev has a row of z; `a_prev @ …` takes "
    "them all.",
    "z_nj for every n, not z_0j",
)
def dense_forward(a_prev, W, b):
    return right_dense(a_prev[:1], W, b)[0]


@dense_forward_.misconception(
    "returned_early",
    "Your z has one row only, that of the first sample. Is the `return` inside the loop?",
    "z_nj for every n, not z_0j",
)
def dense_forward(a_prev, W, b):
    return right_dense(a_prev[:1], W, b)


@dense_forward_.misconception(
    "first_sample_for_all",
    "Every row of your z comes from the first sample. Does the loop use its own index n inside?",
    "z_nj = Σ_i a_ni W_ji + b_j, not Σ_i a_0i W_ji + b_j",
)
def dense_forward(a_prev, W, b):
    return np.repeat(right_dense(a_prev[:1], W, b), len(a_prev), axis=0)


@dense_forward_.misconception(
    "summed_over_units",
    "You added the units of the layer together. Each keeps a number of its own: (N, n_out), not (N,).",
    "z_nj for every j, not Σ_j z_nj",
)
def dense_forward(a_prev, W, b):
    return right_dense(a_prev, W, b).sum(axis=1)


@dense_forward_.misconception(
    "summed_over_batch",
    "You added the samples together. They pass through the layer side by side, and no sample sees another.",
    "z_nj for every n, not Σ_n z_nj",
)
def dense_forward(a_prev, W, b):
    return right_dense(a_prev, W, b).sum(axis=0)


@dense_forward_.misconception(
    "divided_by_batch",
    "You divided by the batch size. Losses and gradients may be averaged; a forward pass treats each sample "
    "as if it were alone.",
    "z_nj = Σ_i a_ni W_ji + b_j, without 1/N",
)
def dense_forward(a_prev, W, b):
    return right_dense(a_prev, W, b) / len(a_prev)


def add_activation(phi):
    @dense_forward_.misconception(
        f"activated_{phi.name}",
        f"You applied {phi.name} as well. This function stops at the pre-activation z; a = φ(z) is the next "
        "step.",
        "z = a_prev Wᵀ + b, not φ(a_prev Wᵀ + b)",
    )
    def dense_forward(a_prev, W, b):
        return phi(right_dense(a_prev, W, b))


for phi in (relu, sigmoid, tanh):
    add_activation(phi)
