"""What goes wrong with one neuron by hand, each slip as the numbers that it gives."""

import numpy as np

from nnkit.activations import sigmoid

from .by_hand import affine, by_hand, by_hand_right, from_z


@by_hand.slip(
    "no_bias",
    "You left the bias out. It belongs to z, before the sigmoid: without it a neuron is undecided at the "
    "origin, whatever its weights.",
    "z = w·x + b, not w·x",
)
def slip(given):
    x, w, _ = affine(given)
    return from_z(x @ w)


@by_hand.slip(
    "bias_subtracted",
    "You took the bias away. It is added with the sign that it has.",
    "z = w·x + b, not w·x − b",
)
def slip(given):
    x, w, b = affine(given)
    return from_z(x @ w - b)


@by_hand.slip(
    "bias_each",
    "You added the bias once for each input. There is one bias to a neuron: add it once, after the sum.",
    "z = w₁x₁ + w₂x₂ + w₃x₃ + b, not … + 3b",
)
def slip(given):
    x, w, b = affine(given)
    return from_z(x @ w + 3 * b)


@by_hand.slip(
    "sign_lost",
    "You took the weights without their signs. A negative weight counts its input against the neuron.",
    "z = Σ wᵢxᵢ + b, not Σ |wᵢ|xᵢ + b",
)
def slip(given):
    x, w, b = affine(given)
    return from_z(x @ np.abs(w) + b)


@by_hand.slip(
    "sums_first",
    "You added up the inputs and the weights, and multiplied the two sums. Each input meets its own weight "
    "first; the sum comes after.",
    "w·x = Σ wᵢxᵢ, not (Σ wᵢ)(Σ xᵢ)",
)
def slip(given):
    x, w, b = affine(given)
    return from_z(x.sum() * w.sum() + b)


@by_hand.slip(
    "mean",
    "You divided the sum of the products by the number of inputs. A neuron adds them up; it does not "
    "average.",
    "w·x = Σ wᵢxᵢ, not (1/3) Σ wᵢxᵢ",
)
def slip(given):
    x, w, b = affine(given)
    return from_z(np.mean(x * w) + b)


@by_hand.slip(
    "reversed",
    "You paired the inputs with the weights in the reverse order. The first input goes with the first "
    "weight.",
    "w·x = w₁x₁ + w₂x₂ + w₃x₃, not w₃x₁ + w₂x₂ + w₁x₃",
)
def slip(given):
    x, w, b = affine(given)
    return from_z(x @ w[::-1] + b)


@by_hand.slip(
    "no_activation",
    "That is z once more. The output is what the sigmoid makes of it, a number between 0 and 1.",
    "a = σ(z), not z",
)
def slip(given):
    return {"a": by_hand_right(given)["z"]}


@by_hand.slip(
    "exponent_sign",
    "The sign in the exponent is missing. As it stands, a large z would give an output near 0.",
    "σ(z) = 1 / (1 + e^(−z)), not 1 / (1 + e^z)",
)
def slip(given):
    return {"a": sigmoid(-by_hand_right(given)["z"])}


@by_hand.slip(
    "brackets",
    "You divided 1 by 1 and added the exponential afterwards. The whole sum belongs under the 1: a pair of "
    "brackets is missing.",
    "1 / (1 + e^(−z)), not 1 / 1 + e^(−z)",
)
def slip(given):
    return {"a": 1 + np.exp(-by_hand_right(given)["z"])}


@by_hand.slip(
    "bias_after",
    "You added the bias after the sigmoid. There it would push the output out of the range from 0 to 1; it "
    "belongs inside, in z.",
    "a = σ(w·x + b), not σ(w·x) + b",
)
def slip(given):
    x, w, b = affine(given)
    return {"a": sigmoid(x @ w) + b}


@by_hand.slip(
    "tanh",
    "That is tanh(z), which runs from −1 to 1. The sigmoid runs from 0 to 1.",
    "σ(z) = 1 / (1 + e^(−z)), not tanh z",
)
def slip(given):
    return {"a": np.tanh(by_hand_right(given)["z"])}


@by_hand.slip(
    "slope",
    "That is the sigmoid's slope at z, which is never above one quarter. Its value is asked for.",
    "a = σ(z), not σ′(z) = σ(z)(1 − σ(z))",
)
def slip(given):
    a = by_hand_right(given)["a"]
    return {"a": a * (1 - a)}


@by_hand.slip(
    "threshold",
    "That is a threshold unit, which only says yes or no. The sigmoid also says how sure it is.",
    "a = σ(z), not [z > 0]",
)
def slip(given):
    return {"a": float(by_hand_right(given)["z"] > 0)}


@by_hand.slip(
    "exponential_only",
    "That is the exponential e^(−z) alone. Two steps are left: add 1, then divide 1 by the result.",
    "σ(z) = 1 / (1 + e^(−z))",
)
def slip(given):
    return {"a": np.exp(-by_hand_right(given)["z"])}
