"""Wrong layers: W the wrong way round, b in the wrong place."""

import numpy as np

from .dense_forward import dense_forward_


@dense_forward_.misconception(
    "not_transposed",
    "You multiplied by W without transposing it. With as many units as inputs nothing complains, and each "
    "unit silently reads a column of W instead of its row.",
    "z = a_prev Wᵀ + b, not a_prev W + b",
)
def dense_forward(a_prev, W, b):
    return a_prev @ W + b


@dense_forward_.misconception(
    "weights_first",
    "You put W in front, as for a single column vector. Here the samples are rows, so the batch comes first "
    "and W is transposed.",
    "z = a_prev Wᵀ + b, not W a_prev + b",
)
def dense_forward(a_prev, W, b):
    return W @ a_prev + b


@dense_forward_.misconception(
    "weights_first_transposed",
    "You put the transpose of W in front. Here the samples are rows, so the batch comes first and the "
    "transpose of W follows.",
    "z = a_prev Wᵀ + b, not Wᵀ a_prev + b",
)
def dense_forward(a_prev, W, b):
    return W.T @ a_prev + b


@dense_forward_.misconception(
    "batch_turned",
    "You turned the batch round, so that units stand in rows; then b goes to the samples instead. Leave the "
    "samples in rows, and transpose W.",
    "z = a_prev Wᵀ + b, not W a_prevᵀ + b",
)
def dense_forward(a_prev, W, b):
    return W @ a_prev.T + b


@dense_forward_.misconception(
    "samples_in_columns",
    "Your z has the units in its rows and the samples in its columns. Right numbers, but a batch in this "
    "course has one sample a row, before a layer and after it.",
    "z = a_prev Wᵀ + b of shape (N, n_out), not (n_out, N)",
)
def dense_forward(a_prev, W, b):
    return W @ a_prev.T + b[:, np.newaxis]


@dense_forward_.misconception(
    "reshaped",
    "You reshaped W to swap its axes. `reshape` keeps the numbers in their old order and only breaks the "
    "rows elsewhere; a transpose turns rows into columns.",
    "(Wᵀ)_ij = W_ji",
)
def dense_forward(a_prev, W, b):
    return a_prev @ W.reshape(W.shape[::-1]) + b


@dense_forward_.misconception(
    "transpose_of_product",
    "You multiplied by W and transposed the product. The transpose belongs to W alone.",
    "a_prev Wᵀ, not (a_prev W)ᵀ",
)
def dense_forward(a_prev, W, b):
    return (a_prev @ W).T + b


@dense_forward_.misconception(
    "bias_per_row",
    "You added b down the rows, so that b[n] goes to sample n. A bias belongs to a unit: b[j] goes to column "
    "j, in every row.",
    "z_nj = Σ_i a_ni W_ji + b_j, not + b_n",
)
def dense_forward(a_prev, W, b):
    return a_prev @ W.T + b[:, np.newaxis]


@dense_forward_.misconception(
    "no_bias",
    "The bias is missing. Without it every unit gives 0 for the input 0, and every boundary passes through "
    "the origin.",
    "z = a_prev Wᵀ + b, not a_prev Wᵀ",
)
def dense_forward(a_prev, W, b):
    return a_prev @ W.T


@dense_forward_.misconception(
    "bias_to_input",
    "You added b to the input, before the weights. It belongs to the units, after the sum.",
    "z = a_prev Wᵀ + b, not (a_prev + b) Wᵀ",
)
def dense_forward(a_prev, W, b):
    return (a_prev + b) @ W.T


@dense_forward_.misconception(
    "bias_for_each_input",
    "You added the bias once for each input, inside the sum. Each unit has one bias and gets it once.",
    "z_nj = Σ_i a_ni W_ji + b_j, not Σ_i (a_ni W_ji + b_j)",
)
def dense_forward(a_prev, W, b):
    return a_prev @ W.T + W.shape[1] * b


@dense_forward_.misconception(
    "bias_summed",
    "You added the sum of all biases to every unit. Each unit adds its own entry of b only.",
    "z_nj = … + b_j, not … + Σ_k b_k",
)
def dense_forward(a_prev, W, b):
    return a_prev @ W.T + b.sum()


@dense_forward_.misconception(
    "first_bias",
    "You gave every unit the first bias. Unit j has a bias of its own, b[j].",
    "z_nj = … + b_j, not … + b_0",
)
def dense_forward(a_prev, W, b):
    return a_prev @ W.T + b[0]


@dense_forward_.misconception(
    "bias_subtracted",
    "You subtracted b. A threshold is subtracted, a bias is its negative: it is added.",
    "z = a_prev Wᵀ + b, not a_prev Wᵀ − b",
)
def dense_forward(a_prev, W, b):
    return a_prev @ W.T - b
