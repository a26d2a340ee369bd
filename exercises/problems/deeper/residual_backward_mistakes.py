"""What goes wrong in a residual block on the way back."""

from .residual import hidden, residual, right_backward


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


@residual.misconception(
    "order_of_two",
    "dW1 and dW2 come in each other's place. dx comes first, then dW1, then dW2.",
    "return dx, dW1, dW2",
)
def residual_backward(delta, x, W1, W2):
    dx, dW1, dW2 = right_backward(delta, x, W1, W2)
    return dx, dW2, dW1


@residual.misconception(
    "skip_multiplied",
    "You multiplied delta by what comes back through the two layers. Where two ways meet, their gradients "
    "are added.",
    "dx = delta + (delta W2 ⊙ [z > 0]) W1, not delta ⊙ …",
)
def residual_backward(delta, x, W1, W2):
    dx, dW1, dW2 = right_backward(delta, x, W1, W2)
    return delta * (dx - delta), dW1, dW2


@residual.misconception(
    "skip_twice",
    "Your dx has delta in it twice. There is one way around.",
    "dx = delta + (delta W2 ⊙ [z > 0]) W1, not 2 delta + …",
)
def residual_backward(delta, x, W1, W2):
    dx, dW1, dW2 = right_backward(delta, x, W1, W2)
    return dx + delta, dW1, dW2


@residual.misconception(
    "dW1_without_relu",
    "Your dW1 is made of delta W2 before the ReLU has switched it off. Like dx, it needs delta1.",
    "dW1 = delta1ᵀ x with delta1 = delta W2 ⊙ [z > 0]",
)
def residual_backward(delta, x, W1, W2):
    dx, _, dW2 = right_backward(delta, x, W1, W2)
    return dx, (delta @ W2).T @ x, dW2


@residual.misconception(
    "dW2_of_on",
    "Your dW2 is made with the slopes of the ReLU, 0 and 1. What W2 multiplied are its values.",
    "dW2 = deltaᵀ relu(z), not deltaᵀ [z > 0]",
)
def residual_backward(delta, x, W1, W2):
    dx, dW1, _ = right_backward(delta, x, W1, W2)
    return dx, dW1, delta.T @ hidden(x, W1)[0]
