"""Wrong collapses: factors in another order, biases that are lost or go through the wrong layer."""

import numpy as np

from .collapse import collapse_


@collapse_.misconception(
    "other_order",
    "You multiplied the matrices in the order in which the layers come. The later layer acts on the result "
    "of the earlier one, so it stands on the left.",
    "W = W2 W1, not W1 W2",
)
def collapse(W1, b1, W2, b2):
    return W1 @ W2, W2 @ b1 + b2


@collapse_.misconception(
    "inputs_in_rows",
    "You collapsed two layers of the other convention, x W with W of shape (n_in, n_out). Here a row of W "
    "belongs to an output, so the later matrix stands on the left.",
    "W = W2 W1 and b = W2 b1 + b2, not W1 W2 and b1 W2 + b2",
)
def collapse(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2 + b2


@collapse_.misconception(
    "transposed",
    "Your W is the transpose of the one that is asked for. Like every W here it has a row for each output "
    "and a column for each input.",
    "W = W2 W1 of shape (n2, n0), not W1ᵀ W2ᵀ",
)
def collapse(W1, b1, W2, b2):
    return W1.T @ W2.T, W2 @ b1 + b2


@collapse_.misconception(
    "second_transposed",
    "You transposed W2. Transposes belong to batches whose samples are rows; here matrix meets matrix, and "
    "both stand as they are.",
    "W = W2 W1, not W2ᵀ W1",
)
def collapse(W1, b1, W2, b2):
    return W2.T @ W1, W2 @ b1 + b2


@collapse_.misconception(
    "elementwise",
    "You multiplied the two matrices entry by entry. One layer after the other is a matrix product: every "
    "path from input to output, added up.",
    "W_ki = Σ_j W2_kj W1_ji, not W2_ki W1_ki",
)
def collapse(W1, b1, W2, b2):
    return W2 * W1, W2 @ b1 + b2


@collapse_.misconception(
    "added",
    "You added the two matrices. The layers come one after the other, not side by side.",
    "W = W2 W1, not W2 + W1",
)
def collapse(W1, b1, W2, b2):
    return W2 + W1, W2 @ b1 + b2


@collapse_.misconception(
    "biases_added",
    "You added the two biases. But b1 still has to go through the second layer: it arrives multiplied by W2.",
    "b = W2 b1 + b2, not b1 + b2",
)
def collapse(W1, b1, W2, b2):
    return W2 @ W1, b1 + b2


@collapse_.misconception(
    "second_bias_only",
    "The first bias is lost. It goes through the second layer like everything else that the first one sends.",
    "b = W2 b1 + b2, not b2",
)
def collapse(W1, b1, W2, b2):
    return W2 @ W1, b2


@collapse_.misconception(
    "first_bias_only",
    "The second bias is lost. It is added at the end, after W2.",
    "b = W2 b1 + b2, not W2 b1",
)
def collapse(W1, b1, W2, b2):
    return W2 @ W1, W2 @ b1


@collapse_.misconception(
    "both_biases_through",
    "You sent both biases through W2. Only b1 lies before it; b2 is added afterwards.",
    "b = W2 b1 + b2, not W2 (b1 + b2)",
)
def collapse(W1, b1, W2, b2):
    return W2 @ W1, W2 @ (b1 + b2)


@collapse_.misconception(
    "bias_through_product",
    "You sent b1 through both matrices. It enters after W1, so only W2 meets it.",
    "b = W2 b1 + b2, not W2 W1 b1 + b2",
)
def collapse(W1, b1, W2, b2):
    return W2 @ W1, W2 @ W1 @ b1 + b2


@collapse_.misconception(
    "bias_other_side",
    "You multiplied b1 by W2 from the left side, which sums over the outputs. W2 sums over the hidden units.",
    "b_k = Σ_j W2_kj b1_j + b2_k, not Σ_j b1_j W2_jk + b2_k",
)
def collapse(W1, b1, W2, b2):
    return W2 @ W1, b1 @ W2 + b2


@collapse_.misconception(
    "bias_through_first",
    "You sent b2 through W1. The first layer comes first: b1 goes through W2, and b2 through nothing.",
    "b = W2 b1 + b2, not W1 b2 + b1",
)
def collapse(W1, b1, W2, b2):
    return W2 @ W1, W1 @ b2 + b1


@collapse_.misconception(
    "relu_kept",
    "You put a ReLU between the layers. There is none here, and with one no single W and b would do.",
    "W2 (W1 x + b1) + b2, not W2 max(W1 x + b1, 0) + b2",
)
def collapse(W1, b1, W2, b2):
    return W2 @ np.maximum(W1, 0), W2 @ np.maximum(b1, 0) + b2
