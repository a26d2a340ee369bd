"""Wrong forward passes: ReLU in another place, or another function instead."""

import numpy as np

from nnkit.activations import identity, leaky_relu, relu, sigmoid, tanh

from .forward import forward_
from .wrong_forward import walk


@forward_.misconception(
    "relu_on_output",
    "You put ReLU after the last layer too. The last layer is linear here: its z is the output, negative "
    "numbers included.",
    "a_L = z_L, and a_l = max(z_l, 0) for l < L only",
)
def forward(x, Ws, bs):
    return walk(x, Ws, bs, last=relu)


@forward_.misconception(
    "no_relu",
    "There is no ReLU after the hidden layers, so the whole network is one affine map. Every layer but the "
    "last bends.",
    "a_l = max(z_l, 0) for l < L, not a_l = z_l",
)
def forward(x, Ws, bs):
    return walk(x, Ws, bs, phi=identity)


@forward_.misconception(
    "relu_on_last_only",
    "ReLU is in the wrong place: yours follows the last layer and none of the hidden ones. It is the other "
    "way round.",
    "a_l = max(z_l, 0) for l < L, and a_L = z_L",
)
def forward(x, Ws, bs):
    return walk(x, Ws, bs, phi=identity, last=relu)


@forward_.misconception(
    "relu_on_first_only",
    "Only the first hidden layer got its ReLU. Every layer but the last has one.",
    "a_l = max(z_l, 0) for every l < L",
)
def forward(x, Ws, bs):
    left = [relu]
    return walk(x, Ws, bs, phi=lambda z: left.pop()(z) if left else z)


@forward_.misconception(
    "relu_on_input",
    "You put the input through ReLU. x is no pre-activation: the first layer reads it as it is, negative "
    "numbers included.",
    "a_0 = x, not max(x, 0)",
)
def forward(x, Ws, bs):
    return walk(relu(x), Ws, bs)


@forward_.misconception(
    "relu_on_input_uncached",
    "`activations` begins with x, but the first layer read ReLU of x. Negative inputs are as good as "
    "positive ones.",
    "z_1 = x W_1ᵀ + b_1, not max(x, 0) W_1ᵀ + b_1",
)
def forward(x, Ws, bs):
    zs, activations = walk(relu(x), Ws, bs)
    return zs, [x, *activations[1:]]


def add_other_activation(name, phi, instead):
    @forward_.misconception(
        name,
        f"You bent the hidden layers with {instead}. ReLU is asked for: a negative z becomes 0, a positive "
        "one stays as it is.",
        "a_l = max(z_l, 0)",
    )
    def forward(x, Ws, bs):
        return walk(x, Ws, bs, phi=phi)


for name, phi, instead in (
    ("sigmoid", sigmoid, "a sigmoid"),
    ("tanh", tanh, "tanh"),
    ("absolute", np.abs, "the absolute value"),
    ("threshold", lambda z: (z > 0) * 1.0, "a threshold, which gives 1 for every positive z"),
    ("minimum", lambda z: np.minimum(z, 0), "the minimum of z and 0"),
    ("leaky", leaky_relu, "a leaky ReLU, which lets a little of a negative z through"),
):
    add_other_activation(name, phi, instead)
