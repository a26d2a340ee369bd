"""What goes wrong in one step of a training loop: forward, backward, and the step itself."""

import numpy as np

import nnkit as nn

from .loop import loop
from .wrong_loops import column_softmax, wrong_train


def add(id, sentence, formula, **change):
    """Hang a misconception on the problem: the loop with this change."""
    loop.misconception(id, sentence, formula)(wrong_train(**change))


add(
    "softmax_down",
    "Your softmax divides down the columns, over the examples. Each example has probabilities of its own: "
    "divide along its row.",
    "p_nk = e^(z_nk) / Σ_j e^(z_nj)",
    softmax=column_softmax,
)
add(
    "no_tanh",
    "Your hidden layer has no activation: the loss is that of a1 = x W1ᵀ + b1. Two affine layers in a row "
    "are one.",
    "a1 = tanh(x W1ᵀ + b1)",
    hidden=lambda z: z,
)
add(
    "sigmoid_units",
    "Your hidden units are sigmoids: the loss is theirs. Here they are tanh.",
    "a1 = tanh(z1), not σ(z1)",
    hidden=nn.sigmoid,
)
add(
    "relu_units",
    "Your hidden units are ReLUs: the loss is theirs. Here they are tanh.",
    "a1 = tanh(z1), not max(0, z1)",
    hidden=nn.relu,
)
add(
    "no_b1",
    "You left b1 out of the forward pass.",
    "a1 = tanh(x W1ᵀ + b1)",
    biases=(0.0, 1.0),
)
add(
    "no_b2",
    "You left b2 out of the forward pass.",
    "z2 = a1 W2ᵀ + b2",
    biases=(1.0, 0.0),
)
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
    "no_eta",
    "eta is missing from your steps: even with eta = 0 the parameters move.",
    "theta ← theta − eta · gradient, not theta − gradient",
    rate=lambda eta: (1.0, 1.0, 1.0, 1.0),
)
add(
    "weights_only",
    "Your biases never move. They are parameters too, and take a step like the weights.",
    "b ← b − eta · db, with db = Σ_n delta_n",
    rate=lambda eta: (eta, 0.0, eta, 0.0),
)
add(
    "output_only",
    "Your W1 and b1 never move: only the output layer learns. The error has to go back to the first layer.",
    "W1 ← W1 − eta · delta1ᵀ x, b1 ← b1 − eta · Σ_n delta1",
    rate=lambda eta: (0.0, 0.0, eta, eta),
)
add(
    "hidden_only",
    "Your W2 and b2 never move: only the hidden layer learns.",
    "W2 ← W2 − eta · delta2ᵀ a1, b2 ← b2 − eta · Σ_n delta2",
    rate=lambda eta: (eta, eta, 0.0, 0.0),
)
