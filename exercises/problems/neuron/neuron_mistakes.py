"""What goes wrong in one neuron: wrong programs, each with its sentence."""

import numpy as np

from nnkit.activations import sigmoid

from .neuron import neuron_


@neuron_.misconception(
    "no_bias",
    "You left the bias out. Without it the output at the origin is one half, whatever the weights.",
    "a = σ(w·x + b), not σ(w·x)",
)
def neuron(x, w, b):
    return sigmoid(x @ w)


@neuron_.misconception(
    "bias_subtracted",
    "The bias came out subtracted. It is added, with the sign that it has; in the exponent the minus belongs "
    "to the whole of z, so z needs brackets there.",
    "a = σ(w·x + b), not σ(w·x − b)",
)
def neuron(x, w, b):
    return sigmoid(x @ w - b)


@neuron_.misconception(
    "bias_after",
    "You added the bias after the sigmoid, where it pushes the output out of the range from 0 to 1. It "
    "belongs inside, in the pre-activation.",
    "a = σ(w·x + b), not σ(w·x) + b",
)
def neuron(x, w, b):
    return sigmoid(x @ w) + b


@neuron_.misconception(
    "bias_each",
    "You added the bias to every product before the sum, so it counts once for each input. A neuron has one "
    "bias: add it after the sum.",
    "z = (Σᵢ wᵢxᵢ) + b, not Σᵢ (wᵢxᵢ + b)",
)
def neuron(x, w, b):
    return sigmoid((x * w + b).sum(axis=-1))


@neuron_.misconception(
    "no_activation",
    "You returned the pre-activation z. The output is the sigmoid of it, between 0 and 1.",
    "a = σ(z), not z",
)
def neuron(x, w, b):
    return x @ w + b


@neuron_.misconception(
    "exponent_sign",
    "The sign in the exponent is missing, so a large z gives an output near 0: your neuron says yes where it "
    "should say no.",
    "σ(z) = 1 / (1 + e^(−z)), not 1 / (1 + e^z)",
)
def neuron(x, w, b):
    return sigmoid(-(x @ w + b))


@neuron_.misconception(
    "brackets",
    "You divided 1 by 1 and added the exponential afterwards: outputs above 1. The whole sum belongs under "
    "the fraction.",
    "1 / (1 + e^(−z)), not 1 / 1 + e^(−z)",
)
def neuron(x, w, b):
    return 1 + np.exp(-(x @ w + b))


@neuron_.misconception(
    "each_input",
    "You took the sigmoid of every product by itself. First all products and the bias make one number, then "
    "one sigmoid bends it.",
    "a = σ(Σᵢ wᵢxᵢ + b), not σ(wᵢxᵢ + b) for each i",
)
def neuron(x, w, b):
    return sigmoid(x * w + b)


@neuron_.misconception(
    "sum_of_sigmoids",
    "You bent every product and added the results. The sum comes first: one pre-activation, one sigmoid.",
    "a = σ(Σᵢ wᵢxᵢ + b), not Σᵢ σ(wᵢxᵢ + b)",
)
def neuron(x, w, b):
    return sigmoid(x * w + b).sum(axis=-1)


@neuron_.misconception(
    "batch_summed",
    "The sum runs over the whole batch, so that all samples become one number. Each row is a sample with an "
    "output of its own.",
    "z_n = Σᵢ wᵢ x_ni + b, not Σ_n Σᵢ wᵢ x_ni + b",
)
def neuron(x, w, b):
    return sigmoid((x * w).sum() + b)


@neuron_.misconception(
    "other_axis",
    "You summed down the columns, over the samples. The sum of a neuron runs over its inputs, along each "
    "row.",
    "z_n = Σᵢ wᵢ x_ni + b, not Σ_n wᵢ x_ni + b",
)
def neuron(x, w, b):
    return sigmoid((x * w).sum(axis=0) + b)


WRONG_WAY_ROUND = (
    "In `w @ x` the sum runs over the first axis of x, and in a batch that axis counts the samples. Let the "
    "last axis of x meet w.",
    "z = x @ w + b, not w @ x + b",
)


@neuron_.misconception("wrong_way_round", *WRONG_WAY_ROUND)
def neuron(x, w, b):
    return sigmoid(w @ x + b)


@neuron_.misconception("wrong_way_round_dot", *WRONG_WAY_ROUND)
def neuron(x, w, b):
    return sigmoid(np.dot(w, x) + b)


@neuron_.misconception(
    "mean",
    "You averaged the products. A neuron adds them up; dividing by the number of inputs is not its business.",
    "z = Σᵢ wᵢxᵢ + b, not (1/d) Σᵢ wᵢxᵢ + b",
)
def neuron(x, w, b):
    return sigmoid((x * w).mean(axis=-1) + b)


@neuron_.misconception(
    "threshold",
    "You made a threshold unit, which says 0 or 1. The sigmoid says how sure the neuron is, and has a slope "
    "to learn from.",
    "a = σ(z), not [z > 0]",
)
def neuron(x, w, b):
    return (x @ w + b > 0).astype(float) if x.ndim > 1 else float(x @ w + b > 0)


@neuron_.misconception(
    "tanh",
    "You took tanh, which runs from −1 to 1. The sigmoid runs from 0 to 1.",
    "σ(z) = 1 / (1 + e^(−z)), not tanh z",
)
def neuron(x, w, b):
    return np.tanh(x @ w + b)


@neuron_.misconception(
    "relu",
    "You bent with ReLU, which has no upper limit. Asked for is the sigmoid, between 0 and 1.",
    "a = σ(z), not max(z, 0)",
)
def neuron(x, w, b):
    return np.maximum(x @ w + b, 0)


@neuron_.misconception(
    "softmax",
    "You divided by the sum over all samples, so that their outputs share a total of 1. Each sample has a "
    "sigmoid of its own.",
    "σ(z_n) = e^(z_n) / (1 + e^(z_n)), not e^(z_n) / Σ_m e^(z_m)",
)
def neuron(x, w, b):
    z = x @ w + b
    e = np.exp(z - np.max(z))
    return e / e.sum()


@neuron_.misconception(
    "slope",
    "You returned the sigmoid's slope, never above one quarter. Its value is asked for.",
    "a = σ(z), not σ(z)(1 − σ(z))",
)
def neuron(x, w, b):
    a = sigmoid(x @ w + b)
    return a * (1 - a)


@neuron_.misconception(
    "overflow",
    "Right for small z, but the exponential of 1000 is more than a float can hold, and inf / inf is nan. Use "
    "the form in which it stands below the line only.",
    "e^z / (1 + e^z) = 1 / (1 + e^(−z))",
)
def neuron(x, w, b):
    e = np.exp(x @ w + b)
    return e / (1 + e)
