"""What goes wrong with slopes and their products: each slip is another formula for one of them."""

import numpy as np

from nnkit.activations import sigmoid

from .shapes import shapes
from .shapes_slips import add_slip

# local slopes -------------------------------------------------------------------------------------------

add_slip(
    "target_minus_output",
    "You took target minus output. The derivative of the loss has the other sign.",
    "∂L/∂a2 = a2 − t",
    dL_da2=lambda g: g["t"] - sigmoid(g["z2"]),
)
add_slip(
    "factor_2",
    "You kept the 2 of the square. The half in front of the loss cancels it.",
    "∂/∂a2 of (t − a2)² / 2 is a2 − t",
    dL_da2=lambda g: 2 * (sigmoid(g["z2"]) - g["t"]),
)
add_slip(
    "from_z2",
    "You compared the target with z2. The loss sees a2, which has been through the sigmoid.",
    "∂L/∂a2 = a2 − t, with a2 = σ(z2)",
    dL_da2=lambda g: g["z2"] - g["t"],
)
add_slip(
    "tanh_at_the_output",
    "This is the slope of a tanh. The output unit is a sigmoid.",
    "σ′(z2) = a2 (1 − a2), not 1 − a2²",
    da2_dz2=lambda g: 1 - sigmoid(g["z2"]) ** 2,
)
add_slip(
    "sigmoid_from_z",
    "You put z2 into the short formula for the slope, which is written in terms of a2.",
    "σ′(z2) = a2 (1 − a2), not z2 (1 − z2)",
    da2_dz2=lambda g: g["z2"] * (1 - g["z2"]),
)
add_slip(
    "sigmoid_twice",
    "You took the sigmoid's slope at a2. It is taken at z2; a2 is the sigmoid of that already.",
    "σ′(z2) = a2 (1 − a2), not σ(a2) (1 − σ(a2))",
    da2_dz2=lambda g: sigmoid(sigmoid(g["z2"])) * (1 - sigmoid(sigmoid(g["z2"]))),
)
add_slip(
    "exchanged",
    "You exchanged the two slopes of z2 = w2 a1 + b2. With respect to one factor of a product, the other "
    "comes down.",
    "∂z2/∂w2 = a1, and ∂z2/∂a1 = w2",
    dz2_dw2=lambda g: g["w2"],
    dz2_da1=lambda g: np.tanh(g["z1"]),
)
add_slip(
    "before_the_tanh",
    "You took z1. The second weight multiplies the activation, so that is what comes down.",
    "∂z2/∂w2 = a1 = tanh(z1), not z1",
    dz2_dw2=lambda g: g["z1"],
)
add_slip(
    "sigmoid_in_the_middle",
    "This is the sigmoid's rule. The hidden unit is a tanh.",
    "tanh′(z1) = 1 − a1², not a1 (1 − a1)",
    da1_dz1=lambda g: np.tanh(g["z1"]) * (1 - np.tanh(g["z1"])),
)
add_slip(
    "tanh_from_z",
    "You squared z1. The tanh's slope is written in terms of the activation a1.",
    "tanh′(z1) = 1 − a1², not 1 − z1²",
    da1_dz1=lambda g: 1 - g["z1"] ** 2,
)
add_slip(
    "not_squared",
    "You took a1 off 1 without squaring it.",
    "tanh′(z1) = 1 − a1², not 1 − a1",
    da1_dz1=lambda g: 1 - np.tanh(g["z1"]),
)
add_slip(
    "one_for_input",
    "You took the slope of a bias, which is 1. The weight w1 multiplies x0.",
    "∂z1/∂w1 = x0",
    dz1_dw1=lambda g: 1.0,
)

# products -----------------------------------------------------------------------------------------------

add_slip(
    "slope_left_out_at_the_output",
    "You went from a2 to z2 without the slope of the sigmoid.",
    "∂L/∂w2 = ∂L/∂a2 · ∂a2/∂z2 · ∂z2/∂w2",
    dL_dw2=lambda g: g["dL_da2"] * g["dz2_dw2"],
)
add_slip(
    "stopped_at_z2",
    "This is the error signal delta2 itself. The last step, from z2 to the weight, is missing.",
    "∂L/∂w2 = ∂L/∂a2 · ∂a2/∂z2 · ∂z2/∂w2",
    dL_dw2=lambda g: g["dL_da2"] * g["da2_dz2"],
)
add_slip(
    "added",
    "You added the slopes. Along one path they multiply: each step stretches the change that it is handed.",
    "∂L/∂w2 = ∂L/∂a2 · ∂a2/∂z2 · ∂z2/∂w2",
    dL_dw2=lambda g: g["dL_da2"] + g["da2_dz2"] + g["dz2_dw2"],
    dL_dw1=lambda g: g["dL_da2"] + g["da2_dz2"] + g["dz2_da1"] + g["da1_dz1"] + g["dz1_dw1"],
)
add_slip(
    "weight_left_out",
    "You went from z2 to a1 without the weight between them.",
    "∂z2/∂a1 = w2 belongs to the path to w1",
    dL_dw1=lambda g: g["dL_da2"] * g["da2_dz2"] * g["da1_dz1"] * g["dz1_dw1"],
)
add_slip(
    "tanh_left_out",
    "You went from a1 to z1 without the slope of the tanh.",
    "∂a1/∂z1 = tanh′(z1) belongs to the path to w1",
    dL_dw1=lambda g: g["dL_da2"] * g["da2_dz2"] * g["dz2_da1"] * g["dz1_dw1"],
)
add_slip(
    "stopped_at_z1",
    "This is the error signal delta1 itself. The last step, from z1 to the weight, is missing.",
    "∂z1/∂w1 = x0 belongs to the path to w1",
    dL_dw1=lambda g: g["dL_da2"] * g["da2_dz2"] * g["dz2_da1"] * g["da1_dz1"],
)
add_slip(
    "through_the_other_weight",
    "You multiplied all six slopes. The path to w1 does not turn off to w2, so dz2_dw2 is not on it.",
    "∂L/∂w1 has five factors: ∂z2/∂a1, but not ∂z2/∂w2",
    dL_dw1=lambda g: g["dL_da2"] * g["da2_dz2"] * g["dz2_dw2"] * g["dz2_da1"] * g["da1_dz1"] * g["dz1_dw1"],
)

# The slips of later steps come first: where an early one and a late one lead to the same number, and all
# before it was right, it was the late one.
shapes.misconceptions.reverse()
