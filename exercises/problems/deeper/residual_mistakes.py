"""What goes wrong in a residual block, forward and backward."""

import numpy as np

from .residual import hidden, residual, right_backward, right_forward


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
    "backward_no_skip",
    "Your dx only has what comes back through the two layers. x also went straight to the sum, so delta "
    "itself comes back as well, undiminished.",
    "dx = delta + (delta W2 ⊙ [z > 0]) W1",
)
def residual_backward(delta, x, W1, W2):
    dx, dW1, dW2 = right_backward(delta, x, W1, W2)
    return dx - delta, dW1, dW2


@residual.misconception(
    "only_skip",
    "Your dx is delta alone: the way around. The way through the two layers brings a gradient too; add both.",
    "dx = delta + (delta W2 ⊙ [z > 0]) W1",
)
def residual_backward(delta, x, W1, W2):
    return (delta, *right_backward(delta, x, W1, W2)[1:])


@residual.misconception(
    "skip_of_x",
    "You added x to the gradient, as in the forward pass. What comes back along the way around is delta.",
    "dx = delta + (delta W2 ⊙ [z > 0]) W1, not x + …",
)
def residual_backward(delta, x, W1, W2):
    dx, dW1, dW2 = right_backward(delta, x, W1, W2)
    return dx - delta + x, dW1, dW2


@residual.misconception(
    "skip_of_one",
    "You added 1 to the gradient. The slope of the way around is 1, and it multiplies delta: what is added "
    "is delta.",
    "dx = delta · 1 + (delta W2 ⊙ [z > 0]) W1",
)
def residual_backward(delta, x, W1, W2):
    dx, dW1, dW2 = right_backward(delta, x, W1, W2)
    return dx - delta + 1, dW1, dW2


@residual.misconception(
    "relu_forgotten",
    "Your backward forgets the ReLU. Where a hidden unit was off, nothing went through, and nothing comes "
    "back.",
    "delta1 = delta W2 ⊙ [z > 0]",
)
def residual_backward(delta, x, W1, W2):
    delta1 = delta @ W2
    return delta + delta1 @ W1, delta1.T @ x, right_backward(delta, x, W1, W2)[2]


@residual.misconception(
    "relu_twice",
    "You multiplied by the hidden values instead of by 0 and 1. The slope of the ReLU is 1 where it is on, "
    "whatever its value.",
    "delta1 = delta W2 ⊙ [z > 0], not ⊙ relu(z)",
)
def residual_backward(delta, x, W1, W2):
    h = hidden(x, W1)[1]
    delta1 = delta @ W2 * h
    return delta + delta1 @ W1, delta1.T @ x, delta.T @ h


@residual.misconception(
    "delta_of_the_sum",
    "You sent dx, the sum of both ways, back through W2. The two ways only meet at x; what reaches W2 is "
    "delta by itself.",
    "dW1 = delta1ᵀ x with delta1 = delta W2 ⊙ [z > 0]",
)
def residual_backward(delta, x, W1, W2):
    dx, _, dW2 = right_backward(delta, x, W1, W2)
    return dx, (dx @ W2 * hidden(x, W1)[0]).T @ x, dW2


@residual.misconception(
    "dW2_of_z",
    "Your dW2 is made with the pre-activation z. What W2 multiplied was relu(z).",
    "dW2 = deltaᵀ relu(z), not deltaᵀ z",
)
def residual_backward(delta, x, W1, W2):
    dx, dW1, _ = right_backward(delta, x, W1, W2)
    return dx, dW1, delta.T @ (x @ W1.T)


@residual.misconception(
    "dW2_of_a",
    "Your dW2 is made with x. It's the input of its own layer that counts, and W2's input is the hidden "
    "layer.",
    "dW2 = deltaᵀ relu(z), not deltaᵀ x",
)
def residual_backward(delta, x, W1, W2):
    dx, dW1, _ = right_backward(delta, x, W1, W2)
    return dx, dW1, delta.T @ x


@residual.misconception(
    "means",
    "You divided dW1 and dW2 by the batch size. If the loss is a mean, that division is already in delta: "
    "sum over the samples.",
    "dW = deltaᵀ a_prev, without 1/N",
)
def residual_backward(delta, x, W1, W2):
    dx, dW1, dW2 = right_backward(delta, x, W1, W2)
    return dx, dW1 / len(x), dW2 / len(x)


@residual.misconception(
    "transposed",
    "Your dW1 and dW2 are transposed. A gradient has the shape of its matrix: outputs by inputs.",
    "dW = deltaᵀ a_prev, not a_prevᵀ delta",
)
def residual_backward(delta, x, W1, W2):
    dx, dW1, dW2 = right_backward(delta, x, W1, W2)
    return dx, dW1.T, dW2.T


@residual.misconception(
    "order",
    "The gradients come in another order than asked for. dx comes first, then dW1, then dW2.",
    "return dx, dW1, dW2",
)
def residual_backward(delta, x, W1, W2):
    dx, dW1, dW2 = right_backward(delta, x, W1, W2)
    return dW1, dW2, dx
