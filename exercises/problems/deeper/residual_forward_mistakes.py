"""What goes wrong in a residual block on the way forward."""

import numpy as np

from .residual import residual, right_forward


@residual.misconception(
    "no_skip",
    "Your block gives W2 relu(W1 x) alone. The point of it is the way around: add x.",
    "a = x + W2 relu(W1 x)",
)
def residual_forward(x, W1, W2):
    return right_forward(x, W1, W2) - x


@residual.misconception(
    "relu_outside",
    "You put the ReLU behind the second matrix. It stands between the two; behind W2 there is none, so that "
    "the block can also subtract.",
    "x + W2 relu(W1 x), not x + relu(W2 W1 x)",
)
def residual_forward(x, W1, W2):
    return x + np.maximum(x @ W1.T @ W2.T, 0)


@residual.misconception(
    "relu_after_sum",
    "You put a ReLU on the sum. Nothing may stand in the way of x, or its gradient is cut off where the "
    "sum is negative.",
    "a = x + W2 relu(W1 x), not relu(x + W2 relu(W1 x))",
)
def residual_forward(x, W1, W2):
    return np.maximum(right_forward(x, W1, W2), 0)


@residual.misconception(
    "no_relu",
    "The ReLU is missing. Without it the two matrices are one, and the block is linear.",
    "a = x + W2 relu(W1 x), not x + W2 W1 x",
)
def residual_forward(x, W1, W2):
    return x + x @ W1.T @ W2.T


NOT_TRANSPOSED = (
    "Samples are rows here, so a layer is `x @ W.T`. Without the transpose the shapes fit only if the "
    "matrix is square, and then the numbers are wrong.",
    "z = x W1ᵀ, one sample a row; likewise for W2",
)


@residual.misconception("not_transposed", *NOT_TRANSPOSED)
def residual_forward(x, W1, W2):
    return x + np.maximum(x @ W1, 0) @ W2


@residual.misconception("W1_not_transposed", *NOT_TRANSPOSED)
def residual_forward(x, W1, W2):
    return x + np.maximum(x @ W1, 0) @ W2.T


@residual.misconception("W2_not_transposed", *NOT_TRANSPOSED)
def residual_forward(x, W1, W2):
    return x + np.maximum(x @ W1.T, 0) @ W2


@residual.misconception(
    "subtracted",
    "You subtracted what the two layers give. It is added to x.",
    "a = x + W2 relu(W1 x), not x − W2 relu(W1 x)",
)
def residual_forward(x, W1, W2):
    return 2 * x - right_forward(x, W1, W2)
