"""What goes wrong in ∂L/∂a_prev, which one layer hands back: wrong programs, each with its sentence."""

import numpy as np

from .dense_backward_mistakes import add, each

add(
    "back_transposed_weights",
    "You went back through the transpose of W. Forward it is a_prev Wᵀ that sums over the inputs; going "
    "back, the sum is over the units, and W stands as it is.",
    "∂L/∂a_prev = δ W, not δ Wᵀ",
    each(back=lambda d, a, W: d @ W.T),
)
add(
    "back_transposed",
    "You have rows and columns of grad_a_prev exchanged. The samples stay in the rows, as in a_prev.",
    "∂L/∂a_prev = δ W, not (δ W)ᵀ",
    each(back=lambda d, a, W: W.T @ d.T),
)
add(
    "back_through_dW",
    "You went back through dW. The gradient of the weights says how W will change; what carried the "
    "activations forward, and carries the blame back, is W.",
    "∂L/∂a_prev = δ W, not δ dW",
    each(back=lambda d, a, W: d @ (d.T @ a)),
)
add(
    "back_with_slope",
    "You multiplied by the slope of a tanh as well. This step ends at the activation; going on to its "
    "pre-activation is the business of the layer before, which knows its own φ.",
    "∂L/∂a_prev = δ W, before any φ′",
    each(back=lambda d, a, W: (d @ W) * (1 - a**2)),
)
add(
    "back_with_relu",
    "You let only those pass whose a_prev is positive: that is the slope of a ReLU. This step ends at the "
    "activation; its slope is the business of the layer before, which knows its own φ.",
    "∂L/∂a_prev = δ W, before any φ′",
    each(back=lambda d, a, W: (d @ W) * (a > 0)),
)
add(
    "back_with_sigmoid",
    "You multiplied by a (1 − a), the slope of a sigmoid. This step ends at the activation; its slope is the "
    "business of the layer before, which knows its own φ.",
    "∂L/∂a_prev = δ W, before any φ′",
    each(back=lambda d, a, W: (d @ W) * a * (1 - a)),
)
add(
    "new_weights",
    "You went back through weights that had been changed already. The forward pass used the old W, so the "
    "blame goes back through the old one.",
    "∂L/∂a_prev = δ W, not δ (W − dW)",
    each(back=lambda d, a, W: d @ (W - d.T @ a)),
)
add(
    "back_with_activation",
    "You multiplied what goes back by a_prev. The activations come into dW; for the way back only the "
    "weights count.",
    "∂L/∂a_prev = δ W",
    each(back=lambda d, a, W: (d @ W) * a),
)
add(
    "back_summed",
    "You added up over the samples what goes back. Each sample has activations of its own, so N rows go "
    "back.",
    "(∂L/∂a_prev)_nj = Σ_i δ_ni W_ij",
    each(back=lambda d, a, W: (d @ W).sum(axis=0)),
)
add(
    "weights_alone",
    "You returned the weights, added up over the units. Each has to be multiplied by the delta of its unit "
    "before.",
    "(∂L/∂a_prev)_nj = Σ_i δ_ni W_ij",
    each(back=lambda d, a, W: np.ones((len(d), 1)) * W.sum(axis=0)),
)
