"""What goes wrong in two layers: wrong programs for two_layer, each with its sentence."""

import numpy as np

from nnkit.activations import sigmoid

from .two_layer import NAMES, two_layer_

# The wrong programs: each is the chain below with other formulas for some of its links.
CHAIN = {
    "z1": lambda g: np.einsum("ni,mi->nm", g["x"], g["W1"]) + g["b1"],
    "a1": lambda g: np.tanh(g["z1"]),
    "z2": lambda g: np.einsum("nm,km->nk", g["a1"], g["W2"]) + g["b2"],
    "loss": lambda g: np.mean(np.square(g["z2"] - g["y"]).sum(axis=1)) / 2,
    "delta2": lambda g: (g["z2"] - g["y"]) / g["N"],
    "dW2": lambda g: np.einsum("nk,nm->km", g["delta2"], g["a1"]),
    "db2": lambda g: np.einsum("nk->k", g["delta2"]),
    "delta1": lambda g: np.einsum("nk,km->nm", g["delta2"], g["W2"]) / np.cosh(g["z1"]) ** 2,
    "dW1": lambda g: np.einsum("nm,ni->mi", g["delta1"], g["x"]),
    "db1": lambda g: np.einsum("nm->m", g["delta1"]),
}


def back(g):
    """Return ∂L/∂a1, (N, M), from whatever delta2 is."""
    return np.einsum("nk,km->nm", g["delta2"], g["W2"])


def add(id, sentence, formula, **links):
    """Add a misconception: other formulas for some links, and all that follows from them."""

    @two_layer_.misconception(id, sentence, formula)
    def two_layer(x, y, W1, b1, W2, b2):
        g = {"x": x, "y": y, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "N": len(x)}
        for name, link in {**CHAIN, **links}.items():  # a changed link keeps its place
            g[name] = link(g)
        return {name: g[name] for name in NAMES}


# forward ------------------------------------------------------------------------------------------------

add(
    "no_bias",
    "You left out the hidden layer's bias.",
    "z1 = x W1ᵀ + b1",
    z1=lambda g: g["x"] @ g["W1"].T,
)
add(
    "no_output_bias",
    "You left out the output's bias.",
    "z2 = a1 W2ᵀ + b2",
    z2=lambda g: g["a1"] @ g["W2"].T,
)
add(
    "not_transposed",
    "You multiplied by W1 as it stands. Its rows are the units, so x meets it transposed; with as many units "
    "as inputs NumPy cannot warn you.",
    "z1 = x W1ᵀ + b1, not x W1 + b1",
    z1=lambda g: g["x"] @ g["W1"] + g["b1"],
)
add(
    "samples_in_columns",
    "You put W1 first, as for samples that stand in columns. Here each row of x is a sample: x comes first, "
    "and meets the transpose of W1.",
    "z1 = x W1ᵀ + b1, not W1 x + b1",
    z1=lambda g: g["W1"] @ g["x"] + g["b1"],
)
add(
    "sigmoid",
    "You used the sigmoid in the hidden layer. Here it is the tanh.",
    "a1 = tanh(z1)",
    a1=lambda g: sigmoid(g["z1"]),
    delta1=lambda g: back(g) * g["a1"] * (1 - g["a1"]),
)
add(
    "sigmoid_forward",
    "You used the sigmoid in the hidden layer, and the slope of the tanh on the way back. Here it is the "
    "tanh both ways.",
    "a1 = tanh(z1)",
    a1=lambda g: sigmoid(g["z1"]),
    delta1=lambda g: back(g) * (1 - g["a1"] ** 2),
)
add(
    "relu",
    "You used ReLU in the hidden layer. Here it is the tanh.",
    "a1 = tanh(z1)",
    a1=lambda g: np.maximum(g["z1"], 0),
    delta1=lambda g: back(g) * (g["z1"] > 0),
)
add(
    "output_tanh",
    "You put the output through a tanh as well. It is linear, so that it can take any value.",
    "ŷ = z2 = a1 W2ᵀ + b2",
    z2=lambda g: np.tanh(g["a1"] @ g["W2"].T + g["b2"]),
    delta2=lambda g: (g["z2"] - g["y"]) / g["N"] * (1 - g["z2"] ** 2),
)
add(
    "skipped_activation",
    "You handed z1 to the second layer, without the tanh. Two affine layers in a row are one affine layer.",
    "z2 = a1 W2ᵀ + b2, not z1 W2ᵀ + b2",
    z2=lambda g: g["z1"] @ g["W2"].T + g["b2"],
)

# the loss -----------------------------------------------------------------------------------------------

add(
    "loss_summed",
    "You added up the loss over the batch. It is the mean over the samples of what each one costs.",
    "L = (1/N) Σ_n ½ Σ_k (z2 − y)²",
    loss=lambda g: np.square(g["z2"] - g["y"]).sum() / 2,
)
add(
    "loss_not_halved",
    "You left out the half. Without it a 2 stays in the gradient.",
    "L = (1/N) Σ_n ½ Σ_k (z2 − y)²",
    loss=lambda g: np.square(g["z2"] - g["y"]).sum() / g["N"],
)
add(
    "loss_mean_of_entries",
    "You averaged over all entries. The mean is taken over the samples; a sample's own outputs are added up.",
    "L = (1/N) Σ_n ½ Σ_k (z2 − y)², not 1/(N K)",
    loss=lambda g: np.square(g["z2"] - g["y"]).mean() / 2,
)

add(
    "loss_mean_squared",
    "Your loss is the mean of all squared errors, without the half. Here the error is halved, summed over "
    "the outputs, and averaged over the samples; your delta2 is already the derivative of that.",
    "L = (1/N) Σ_n ½ Σ_k (z2 − y)², not (1/(N K)) Σ (z2 − y)²",
    loss=lambda g: np.square(g["z2"] - g["y"]).mean(),
)
add(
    "all_summed",
    "You added up over the batch, in the loss and in delta2. They agree, but both grow with the batch, and "
    "eta would have to shrink with it: a mean is asked for.",
    "L = (1/N) Σ_n ½ Σ_k (z2 − y)², δ2 = (z2 − y) / N",
    loss=lambda g: np.square(g["z2"] - g["y"]).sum() / 2,
    delta2=lambda g: g["z2"] - g["y"],
)
add(
    "never_halved",
    "You left the half out of the loss, and a 2 is left in every gradient. That is a loss of its own, twice "
    "as steep as the one asked for.",
    "L = (1/N) Σ_n ½ Σ_k (z2 − y)², δ2 = (z2 − y) / N",
    loss=lambda g: np.square(g["z2"] - g["y"]).sum() / g["N"],
    delta2=lambda g: 2 * (g["z2"] - g["y"]) / g["N"],
)
add(
    "mean_squared_error",
    "You took the mean squared error, over all entries and without the half, and its gradient. Here the "
    "error is halved, summed over the outputs, and averaged over the samples.",
    "L = (1/N) Σ_n ½ Σ_k (z2 − y)², not (1/(N K)) Σ (z2 − y)²",
    loss=lambda g: np.square(g["z2"] - g["y"]).mean(),
    delta2=lambda g: 2 * (g["z2"] - g["y"]) / g["y"].size,
)
add(
    "mean_over_outputs",
    "You averaged over the outputs as well, in the loss and in delta2. A sample's outputs are added up; the "
    "mean is taken over the samples alone.",
    "L = (1/N) Σ_n ½ Σ_k (z2 − y)², δ2 = (z2 − y) / N",
    loss=lambda g: np.square(g["z2"] - g["y"]).mean() / 2,
    delta2=lambda g: (g["z2"] - g["y"]) / g["y"].size,
)

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
