"""What goes wrong with a forward pass by hand, each slip as the numbers that it gives."""

import numpy as np

from nnkit.activations import relu

from .by_hand import answers, by_hand


def part(given, name):
    return np.array(given[name])


@by_hand.slip(
    "output_from_z",
    "a1 is right, but the output was computed from z1. What a unit passes on is its activation.",
    "y = W2 a1 + b2, not W2 z1 + b2",
)
def slip(given):
    return {"y": answers(given, a1=answers(given)["z1"])["y"]}


@by_hand.slip(
    "no_relu",
    "You let the negative pre-activation through. A hidden unit passes on ReLU(z): a negative z becomes 0, "
    "a positive one stays.",
    "a1 = max(z1, 0), not a1 = z1",
)
def slip(given):
    return answers(given, a1=answers(given)["z1"])


@by_hand.slip(
    "transposed",
    "You went down the columns of W1. Its rows are the units: row 0 holds the two weights with which hidden "
    "unit 0 reads the two inputs.",
    "z1_j = Σ_i W1_ji x_i + b1_j, not Σ_i W1_ij x_i + b1_j",
)
def slip(given):
    return answers(given, part(given, "x") @ part(given, "W1") + part(given, "b1"))


@by_hand.slip(
    "no_hidden_bias",
    "The hidden biases b1 are missing. Each unit adds its own bias before ReLU decides.",
    "z1 = W1 x + b1, not W1 x",
)
def slip(given):
    return answers(given, answers(given)["z1"] - part(given, "b1"))


@by_hand.slip(
    "no_output_bias",
    "The hidden layer is right, and the output lacks its bias: b2 is added at the very end.",
    "y = W2 a1 + b2, not W2 a1",
)
def slip(given):
    return {"y": answers(given)["y"] - given["b2"][0]}


@by_hand.slip(
    "no_bias_at_all",
    "No bias was added, neither in the hidden layer nor at the output. Every unit has one, and each counts "
    "once.",
    "z1 = W1 x + b1 and y = W2 a1 + b2",
)
def slip(given):
    wrong = answers(given, answers(given)["z1"] - part(given, "b1"))
    return {**wrong, "y": wrong["y"] - given["b2"][0]}


@by_hand.slip(
    "bias_subtracted",
    "You took b1 away instead of adding it. (A threshold would be subtracted; a bias is added.)",
    "z1 = W1 x + b1, not W1 x − b1",
)
def slip(given):
    return answers(given, answers(given)["z1"] - 2 * part(given, "b1"))


@by_hand.slip(
    "biases_exchanged",
    "Each hidden unit got the bias of the other. Entry j of b1 belongs to row j of W1.",
    "z1_j = Σ_i W1_ji x_i + b1_j",
)
def slip(given):
    return answers(given, answers(given)["z1"] - part(given, "b1") + part(given, "b1")[::-1])


@by_hand.slip(
    "relu_on_output",
    "You put ReLU on the output as well. The last layer is linear, so that y can be any number, also a "
    "negative one.",
    "y = W2 a1 + b2, not max(W2 a1 + b2, 0)",
)
def slip(given):
    return {"y": 0.0}


@by_hand.slip(
    "absolute",
    "You took the size of z1 without its sign. ReLU does not mirror a negative number, it replaces it by 0.",
    "a1 = max(z1, 0), not |z1|",
)
def slip(given):
    return answers(given, a1=np.abs(answers(given)["z1"]))


@by_hand.slip(
    "kept_negative",
    "You kept the negative entry and set the positive one to 0. ReLU does the opposite.",
    "a1 = max(z1, 0), not min(z1, 0)",
)
def slip(given):
    return answers(given, a1=np.minimum(answers(given)["z1"], 0))


@by_hand.slip(
    "threshold",
    "You wrote 1 for a unit that is on. That is a threshold unit; a ReLU unit that is on passes on z itself.",
    "a1 = max(z1, 0), not [z1 > 0]",
)
def slip(given):
    return answers(given, a1=(answers(given)["z1"] > 0) * 1.0)


@by_hand.slip(
    "bias_after_relu",
    "You applied ReLU to W1 x and added b1 afterwards. The bias belongs inside: it shifts the place where "
    "the unit switches on.",
    "a1 = max(W1 x + b1, 0), not max(W1 x, 0) + b1",
)
def slip(given):
    b1 = part(given, "b1")
    return answers(given, a1=relu(answers(given)["z1"] - b1) + b1)


@by_hand.slip(
    "skipped_hidden",
    "Your output reads x. It should read the hidden layer: W2 meets a1, the numbers that came out of ReLU.",
    "y = W2 a1 + b2, not W2 x + b2",
)
def slip(given):
    return {"y": answers(given, a1=part(given, "x"))["y"]}


@by_hand.slip(
    "output_weights_exchanged",
    "The two output weights met the wrong hidden units. The first entry of W2 belongs to a1[0].",
    "y = Σ_j W2_0j a1_j + b2",
)
def slip(given):
    return {"y": answers(given, a1=answers(given)["a1"][::-1])["y"]}


@by_hand.slip(
    "unweighted",
    "You added the activations up without their weights. Each is multiplied by its entry of W2 first.",
    "y = Σ_j W2_0j a1_j + b2, not Σ_j a1_j + b2",
)
def slip(given):
    return {"y": answers(given)["a1"].sum() + given["b2"][0]}


@by_hand.slip(
    "diagonal_only",
    "Each hidden unit read only one input, the one with its own number. In a dense layer every unit reads "
    "all inputs.",
    "z1_j = Σ_i W1_ji x_i + b1_j, not W1_jj x_j + b1_j",
)
def slip(given):
    return answers(given, np.diag(part(given, "W1")) * part(given, "x") + part(given, "b1"))
