"""What goes wrong on the way back through two layers: wrong programs, each with its sentence."""

import numpy as np

from .two_layer_mistakes import add, back

# the output's delta and gradients -----------------------------------------------------------------------

add(
    "delta_not_averaged",
    "Your loss is a mean over the batch, and your delta2 belongs to its sum: every gradient comes out N "
    "times too large.",
    "δ2 = (z2 − y) / N",
    delta2=lambda g: g["z2"] - g["y"],
)
add(
    "delta_over_entries",
    "You divided delta2 by all entries. The mean in the loss runs over the samples alone.",
    "δ2 = (z2 − y) / N, not / (N K)",
    delta2=lambda g: (g["z2"] - g["y"]) / g["y"].size,
)
add(
    "delta_over_outputs",
    "You divided delta2 by the number of outputs. The mean in the loss runs over the samples.",
    "δ2 = (z2 − y) / N, not / K",
    delta2=lambda g: (g["z2"] - g["y"]) / g["y"].shape[1],
)
add(
    "delta_sign",
    "You took target minus prediction. With this sign, the step against the gradient goes uphill.",
    "δ2 = (z2 − y) / N, not (y − z2) / N",
    delta2=lambda g: (g["y"] - g["z2"]) / g["N"],
)
add(
    "factor_2",
    "You kept the 2 of the square. The half in the loss cancels it.",
    "δ2 = (z2 − y) / N, not 2 (z2 − y) / N",
    delta2=lambda g: 2 * (g["z2"] - g["y"]) / g["N"],
)
add(
    "delta_with_slope",
    "You multiplied delta2 by the slope of a tanh. The output is linear: its slope is 1.",
    "δ2 = (z2 − y) / N",
    delta2=lambda g: (g["z2"] - g["y"]) / g["N"] * (1 - np.tanh(g["z2"]) ** 2),
)
add(
    "delta_with_sigmoid",
    "You multiplied delta2 by z2 (1 − z2), as for a sigmoid. The output is linear: its slope is 1.",
    "δ2 = (z2 − y) / N",
    delta2=lambda g: (g["z2"] - g["y"]) / g["N"] * g["z2"] * (1 - g["z2"]),
)
add(
    "by_z1",
    "You paired delta2 with z1. W2 multiplies the activations a1, so these come into its gradient.",
    "dW2 = δ2ᵀ a1, not δ2ᵀ z1",
    dW2=lambda g: g["delta2"].T @ g["z1"],
)
add(
    "dW2_transposed",
    "Your dW2 is the transpose. A gradient has the shape of its parameter.",
    "dW2 = δ2ᵀ a1, not a1ᵀ δ2",
    dW2=lambda g: g["a1"].T @ g["delta2"],
)
add(
    "averaged_twice",
    "You divided the gradients by N, and delta2 already holds the 1/N of the mean.",
    "dW = δᵀ a_prev, db = Σ_n δ_n, without another 1/N",
    dW2=lambda g: g["delta2"].T @ g["a1"] / g["N"],
    db2=lambda g: g["delta2"].mean(axis=0),
    dW1=lambda g: g["delta1"].T @ g["x"] / g["N"],
    db1=lambda g: g["delta1"].mean(axis=0),
)
add(
    "biases_averaged",
    "You took the mean of delta for the biases. Like the gradients of the weights they are sums: the 1/N is "
    "in delta.",
    "db = Σ_n δ_n, not (1/N) Σ_n δ_n",
    db2=lambda g: g["delta2"].mean(axis=0),
    db1=lambda g: g["delta1"].mean(axis=0),
)

add(
    "biases_over_units",
    "You summed along the rows for the biases, over the units. A bias belongs to its unit: sum down the "
    "columns, over the samples.",
    "db_i = Σ_n δ_ni, not Σ_i δ_ni",
    db2=lambda g: g["delta2"].sum(axis=1),
    db1=lambda g: g["delta1"].sum(axis=1),
)

# the hidden layer's -------------------------------------------------------------------------------------

add(
    "no_slope",
    "You stopped at the activation: this is ∂L/∂a1. Going on to z1 brings in the slope of the tanh.",
    "δ1 = (δ2 W2) ⊙ (1 − a1²)",
    delta1=back,
)
add(
    "slope_at_a1",
    "You applied the tanh once more before taking its slope. As a1 is tanh(z1) already, its square is all "
    "that is needed.",
    "tanh′(z1) = 1 − a1², not 1 − tanh²(a1)",
    delta1=lambda g: back(g) * (1 - np.tanh(g["a1"]) ** 2),
)
add(
    "slope_from_z1",
    "You squared z1. The slope of the tanh, written with its own value, has the square of a1.",
    "tanh′(z1) = 1 − a1², not 1 − z1²",
    delta1=lambda g: back(g) * (1 - g["z1"] ** 2),
)
add(
    "sigmoid_slope",
    "This is the slope of a sigmoid, and the hidden layer is a tanh.",
    "tanh′(z1) = 1 − a1², not a1 (1 − a1)",
    delta1=lambda g: back(g) * g["a1"] * (1 - g["a1"]),
)
add(
    "relu_slope",
    "This is the slope of a ReLU, and the hidden layer is a tanh.",
    "tanh′(z1) = 1 − a1², not [z1 > 0]",
    delta1=lambda g: back(g) * (g["z1"] > 0),
)
add(
    "slope_sign",
    "You added the square of a1. A tanh flattens as it grows, so its slope is 1 less that square.",
    "tanh′(z1) = 1 − a1², not 1 + a1²",
    delta1=lambda g: back(g) * (1 + g["a1"] ** 2),
)
add(
    "not_squared",
    "You took a1 off 1 without squaring it.",
    "tanh′(z1) = 1 − a1², not 1 − a1",
    delta1=lambda g: back(g) * (1 - g["a1"]),
)
add(
    "multiplied_by_value",
    "You multiplied by a1 itself, and the chain rule asks for the slope at this place.",
    "δ1 = (δ2 W2) ⊙ (1 − a1²), not (δ2 W2) ⊙ a1",
    delta1=lambda g: back(g) * g["a1"],
)
add(
    "no_weights",
    "You let delta2 through to every hidden unit alike, without the weights W2. They say how much each unit "
    "had to do with each output.",
    "δ1 = (δ2 W2) ⊙ (1 − a1²)",
    delta1=lambda g: g["delta2"].sum(axis=1, keepdims=True) * (1 - g["a1"] ** 2),
)
add(
    "by_a1",
    "You paired delta1 with a1, its own layer's activations. W1 multiplies the inputs x.",
    "dW1 = δ1ᵀ x, not δ1ᵀ a1",
    dW1=lambda g: g["delta1"].T @ g["a1"],
)
add(
    "dW1_transposed",
    "Your dW1 is the transpose. It is subtracted from W1, so it has W1's shape.",
    "dW1 = δ1ᵀ x, not xᵀ δ1",
    dW1=lambda g: g["x"].T @ g["delta1"],
)
add(
    "wrong_delta",
    "You used delta2 for the first layer's bias. Every layer has an error signal of its own.",
    "db1 = Σ_n δ1_n, not Σ_n δ2_n",
    db1=lambda g: g["delta2"].sum(axis=0),
)
add(
    "grad_a1_for_delta1",
    "Your delta1 is right, but you took the first layer's gradients from ∂L/∂a1, before the slope of the "
    "tanh was multiplied in.",
    "dW1 = δ1ᵀ x, db1 = Σ_n δ1_n",
    dW1=lambda g: back(g).T @ g["x"],
    db1=lambda g: back(g).sum(axis=0),
)
