"""Two affine layers with nothing between them are one."""

import numpy as np

from nnkit.grading import Problem

from .shared import B1, B2, W1, W2, expect_both, layer


def right_collapse(W1, b1, W2, b2):
    """Read the map off: its value at 0 is b, and what each input adds to it is a column of W."""
    b = (W2 * b1).sum(axis=1) + b2
    columns = [(W2 * (b1 + W1[:, i])).sum(axis=1) + b2 - b for i in range(W1.shape[1])]
    return np.stack(columns, axis=1), b


collapse_ = Problem(
    id="depth.collapse",
    title="Two layers, one map",
    concept=15,
    points=3,
    kind="function",
    names=("collapse",),
    reference={"collapse": right_collapse},
    hints=(
        "Write the second layer down, put the first one in the place of its input, and multiply out. What "
        "stands before x is W; what stands alone is b.",
        "W1 is (n1, n0) and W2 is (n2, n1). The product that has n1 in its middle is (n2, n0), as W must be. "
        "b1, of shape (n1,), becomes (n2,) only by going through W2.",
        "z = W2 (W1 x + b1) + b2. For one sample as a column this is how the layers stack, so W is a product "
        "of the two matrices, the later layer in front, and b is W2 applied to b1, with b2 on top.",
    ),
)


def expect_collapse(learner, case, *layers):
    W, b = right_collapse(*layers)
    expect_both(case, "collapse", learner.collapse(*layers), {"W": W, "b": b}, layers)


@collapse_.check("square matrices, whose order matters")
def collapse_square(learner, case):
    expect_collapse(learner, case, *layer(case, 3, 3), *layer(case, 3, 3))


@collapse_.check("the worked example, without its ReLU")
def collapse_worked(learner, case):
    expect_collapse(learner, case, W1, B1, W2, B2)


@collapse_.check("layers of different sizes")
def collapse_oblong(learner, case):
    for n0, n1, n2 in ((3, 5, 2), (4, 2, 3), (1, 4, 1)):
        expect_collapse(learner, case, *layer(case, n0, n1), *layer(case, n1, n2))


@collapse_.check("right, and the layers left as they were")
def collapse_unchanged(learner, case):
    expect_collapse(learner, case, *layer(case, 2, 4), *layer(case, 4, 2))
    case.expect_unchanged(learner)


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
