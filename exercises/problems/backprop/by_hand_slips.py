"""What goes wrong by hand, up to the output's gradients: another formula for a step, and what follows."""

import numpy as np

from nnkit.activations import sigmoid

from .by_hand import STEPS, by_hand
from .shared import in_turn


def add_slip(id, sentence, formula, **changed):
    """Add a slip: other formulas for some steps, and all that follows from them; the rest is right."""

    @by_hand.slip(id, sentence, formula)
    def slip(given):
        return in_turn(STEPS, given, changed)


# forward ------------------------------------------------------------------------------------------------

add_slip(
    "no_bias",
    "You left out the biases of the hidden units: these are only the products w · x.",
    "z = w · x + b",
    z=lambda g: g["W1"] * g["x"],
)
add_slip(
    "bias_subtracted",
    "You subtracted the biases. They are added, and one that is negative then makes z smaller by itself.",
    "z = w · x + b",
    z=lambda g: g["W1"] * g["x"] - g["b1"],
)
add_slip(
    "no_sigmoid",
    "You handed on z as it is. Each hidden unit still puts its z through the sigmoid.",
    "a = σ(z)",
    a=lambda g: g["z"],
)
add_slip(
    "sigmoid_sign",
    "You have e^z in the denominator, so your sigmoid falls where it should rise. The exponent is −z.",
    "σ(z) = 1 / (1 + e^(−z))",
    a=lambda g: sigmoid(-g["z"]),
)
add_slip(
    "tanh",
    "You took the tanh. These hidden units are sigmoids, whose values lie between 0 and 1.",
    "a = σ(z) = 1 / (1 + e^(−z))",
    a=lambda g: np.tanh(g["z"]),
)
add_slip(
    "no_output_bias",
    "You added up the two weighted activations and forgot the bias of the output.",
    "ŷ = W2 · a + b2",
    yhat=lambda g: np.dot(g["W2"], g["a"]),
)
add_slip(
    "output_sigmoid",
    "You put the output through a sigmoid too. Only the hidden units have one; the output is linear.",
    "ŷ = W2 · a + b2",
    yhat=lambda g: sigmoid(np.dot(g["W2"], g["a"]) + g["b2"]),
)
add_slip(
    "loss_not_halved",
    "You squared the error and did not halve it. The half is there to cancel the 2 that the square leaves in "
    "the derivative.",
    "L = (y − ŷ)² / 2",
    loss=lambda g: (g["y"] - g["yhat"]) ** 2,
)
add_slip(
    "loss_not_squared",
    "You halved the error without squaring it first. The loss is half of its square, and never negative.",
    "L = (y − ŷ)² / 2",
    loss=lambda g: (g["y"] - g["yhat"]) / 2,
)

# the output ---------------------------------------------------------------------------------------------

add_slip(
    "delta_sign",
    "You took target minus prediction. That is the way the output ought to move; the derivative of the loss "
    "points the other way, and every gradient behind it has its sign.",
    "δ2 = ∂L/∂ŷ = ŷ − y, not y − ŷ",
    delta2=lambda g: g["y"] - g["yhat"],
)
add_slip(
    "factor_2",
    "You kept the 2 that comes down from the square. The half in front of the loss cancels it.",
    "∂/∂ŷ of (y − ŷ)² / 2 is ŷ − y, not 2 (ŷ − y)",
    delta2=lambda g: 2 * (g["yhat"] - g["y"]),
)
add_slip(
    "half_kept",
    "You kept the half of the loss, but not the 2 that the square brings down. Together they make 1.",
    "∂/∂ŷ of (y − ŷ)² / 2 is ŷ − y, not (ŷ − y) / 2",
    delta2=lambda g: (g["yhat"] - g["y"]) / 2,
)
add_slip(
    "loss_for_delta",
    "You carried the loss itself backwards. What travels is its derivative: how much it changes when ŷ does.",
    "δ2 = ∂L/∂ŷ, not L",
    delta2=lambda g: g["loss"],
)
add_slip(
    "output_slope",
    "You multiplied by a sigmoid's slope at the output. The output is linear, so its slope is 1.",
    "δ2 = ŷ − y, not (ŷ − y) ŷ (1 − ŷ)",
    delta2=lambda g: (g["yhat"] - g["y"]) * g["yhat"] * (1 - g["yhat"]),
)
add_slip(
    "by_z",
    "You multiplied delta2 by z. The output's weights multiply the activations, so it is these that come "
    "down in the derivative.",
    "∂L/∂W2 = δ2 · a, not δ2 · z",
    dW2=lambda g: g["delta2"] * g["z"],
)
add_slip(
    "no_activation",
    "You gave both weights delta2 itself. Each weight also gets the activation that it multiplies: a unit "
    "that was nearly silent has hardly any blame.",
    "∂L/∂W2 = δ2 · a",
    dW2=lambda g: g["delta2"] * np.ones(2),
)
add_slip(
    "by_weight",
    "This is the derivative with respect to the activations: the weights came down. For a weight it is the "
    "other factor of the product that stays, its activation.",
    "∂ŷ/∂W2 = a, and ∂ŷ/∂a = W2",
    dW2=lambda g: g["delta2"] * g["W2"],
)
add_slip(
    "one_for_bias",
    "You stopped at the local slope of the biases, which is 1. The chain still brings the delta of their "
    "unit.",
    "∂L/∂b = δ · 1",
    db2=lambda g: 1.0,
    db1=lambda g: np.ones(2),
)
add_slip(
    "bias_by_bias",
    "You multiplied each delta by the bias itself. A bias is added, so its own slope is 1, whatever its "
    "size.",
    "∂L/∂b = δ, not δ · b",
    db2=lambda g: g["delta2"] * g["b2"],
    db1=lambda g: g["delta1"] * g["b1"],
)
