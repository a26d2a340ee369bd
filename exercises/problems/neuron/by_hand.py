"""By hand: the pre-activation and the output of one sigmoid neuron, for numbers of one's own."""

import numpy as np

from nnkit.activations import sigmoid
from nnkit.grading import Problem

from .shared import ROUNDED, all_differ

BY_HAND = ("z", "a")


def affine(given):
    """Return x, w and b of a learner, as arrays and a number."""
    return np.array(given["x"]), np.array(given["w"]), given["b"]


def from_z(z):
    """Return both answers for this pre-activation."""
    return {"z": z, "a": sigmoid(z)}


def by_hand_right(given):
    x, w, b = affine(given)
    return from_z(x @ w + b)


def by_hand_given(rng):
    """Draw x, w and b with weights of both signs, until every slip gives a number of its own."""
    while True:
        x, w = rng.integers(1, 7, 3) / 2, rng.integers(-15, 16, 3) / 10
        given = {"x": x.tolist(), "w": w.tolist(), "b": float(rng.integers(-20, 21) / 10)}
        mixed = np.all(w != 0) and w.min() < 0 < w.max() and abs(given["b"]) > 0.2
        if mixed and 0.3 < abs(x @ w + given["b"]) < 2:
            wrong = [slip.answers_for(given) for slip in by_hand.misconceptions]
            if all_differ(BY_HAND, by_hand_right(given), wrong):
                return given


by_hand = Problem(
    id="neuron.by_hand",
    title="A neuron by hand",
    concept=2,
    points=2,
    kind="numbers",
    names=BY_HAND,
    given=by_hand_given,
    hints=(
        "A neuron does two things, one after the other: an affine part that makes one number of all the "
        "inputs, and a bend.",
        "`z` is one number of any size and either sign. `a` is one number between 0 and 1, above one half "
        "exactly when z is positive.",
        "Multiply each input by its own weight, add the three products, then add b once: that is z. For a, "
        "divide 1 by (1 + the exponential of minus z); mind the brackets.",
    ),
)


def expect_by_hand(learner, case, name):
    """Compare one of the two answers, which may be rounded."""
    case.expect(name, learner[name], by_hand_right(case.given)[name], rtol=0, atol=ROUNDED)


@by_hand.check("the pre-activation")
def by_hand_z(learner, case):
    expect_by_hand(learner, case, "z")


@by_hand.check("the output")
def by_hand_a(learner, case):
    expect_by_hand(learner, case, "a")


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
