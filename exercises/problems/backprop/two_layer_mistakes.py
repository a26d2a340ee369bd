"""What goes wrong on the way forward and in the loss: wrong programs for two_layer, with their sentences."""

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
    "no_biases",
    "You left out the biases of both layers.",
    "z1 = x W1ᵀ + b1, z2 = a1 W2ᵀ + b2",
    z1=lambda g: g["x"] @ g["W1"].T,
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
