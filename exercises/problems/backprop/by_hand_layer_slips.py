"""What goes wrong by hand in the hidden units: another formula for a step, and what follows."""

from nnkit.activations import sigmoid

from .by_hand import by_hand
from .by_hand_slips import add_slip

# the hidden units ---------------------------------------------------------------------------------------

add_slip(
    "no_slope",
    "You came back through the weights, but not through the sigmoid. On the way from a to z its slope is "
    "still to be multiplied in.",
    "δ1 = δ2 W2 · σ′(z)",
    delta1=lambda g: g["delta2"] * g["W2"],
)
add_slip(
    "slope_at_a",
    "You put a through the sigmoid again: your slope is taken at a, not at z. As a is σ(z) already, the "
    "slope follows from a directly.",
    "σ′(z) = a (1 − a), not σ(a) (1 − σ(a))",
    delta1=lambda g: g["delta2"] * g["W2"] * sigmoid(g["a"]) * (1 - sigmoid(g["a"])),
)
add_slip(
    "slope_from_z",
    "You put z into the short formula for the slope. It is written in terms of the activation.",
    "σ′(z) = a (1 − a), not z (1 − z)",
    delta1=lambda g: g["delta2"] * g["W2"] * g["z"] * (1 - g["z"]),
)
add_slip(
    "slope_of_tanh",
    "This is the slope of a tanh. The hidden units are sigmoids.",
    "σ′(z) = a (1 − a), not 1 − a²",
    delta1=lambda g: g["delta2"] * g["W2"] * (1 - g["a"] ** 2),
)
add_slip(
    "value_for_slope",
    "You multiplied by the activation where its slope belongs. The factor 1 − a is missing.",
    "σ′(z) = a (1 − a), not a",
    delta1=lambda g: g["delta2"] * g["W2"] * g["a"],
)
add_slip(
    "no_weight",
    "You forgot the weight between the hidden unit and the output. It says how much of this unit reached the "
    "output, and with which sign, so it says how much of the blame comes back.",
    "δ1 = δ2 W2 · σ′(z)",
    delta1=lambda g: g["delta2"] * g["a"] * (1 - g["a"]),
)
add_slip(
    "first_weights",
    "You went back through the first layer's weights. From the output to the hidden units lead those of the "
    "second layer.",
    "δ1 = δ2 W2 · σ′(z), not δ2 W1 · σ′(z)",
    delta1=lambda g: g["delta2"] * g["W1"] * g["a"] * (1 - g["a"]),
)
add_slip(
    "no_delta2",
    "These are the slopes of the output, not of the loss: delta2 has not come back with them.",
    "δ1 = δ2 W2 · σ′(z)",
    delta1=lambda g: g["W2"] * g["a"] * (1 - g["a"]),
)
add_slip(
    "exchanged",
    "You exchanged the two hidden units. The first one's delta uses the first weight of W2 and its own "
    "slope.",
    "δ1_j = δ2 W2_j a_j (1 − a_j)",
    delta1=lambda g: (g["delta2"] * g["W2"] * g["a"] * (1 - g["a"]))[::-1],
)
add_slip(
    "no_input",
    "You gave the first weights delta1 alone. Each multiplies x, so x comes down in the derivative.",
    "∂L/∂W1 = δ1 · x",
    dW1=lambda g: g["delta1"],
)
add_slip(
    "hidden_activation",
    "You multiplied delta1 by the hidden activations. The first weights multiply what goes into the hidden "
    "units, and that is x.",
    "∂L/∂W1 = δ1 · x, not δ1 · a",
    dW1=lambda g: g["delta1"] * g["a"],
)
add_slip(
    "bias_by_input",
    "You treated the hidden biases like weights and multiplied by x. A bias stands alone: its input is 1.",
    "∂L/∂b1 = δ1, not δ1 · x",
    db1=lambda g: g["delta1"] * g["x"],
)

# The slips of later steps come first: where an early one and a late one lead to the same number, and all
# before it was right, it was the late one.
by_hand.misconceptions.reverse()
