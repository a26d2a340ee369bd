"""What goes wrong with weight decay."""

import numpy as np

from .l2 import l2, right_l2_penalty, squares


def right_gradients(weights, lam):
    return right_l2_penalty(weights, lam)[1]


@l2.misconception(
    "no_half",
    "Your penalty is twice what it should be: the ½ is missing. It is there so that the gradient is lam · W "
    "and not 2 lam · W.",
    "penalty = (λ/2) Σ w²",
)
def l2_penalty(weights, lam):
    return lam * squares(weights), right_gradients(weights, lam)


@l2.misconception(
    "no_half_at_all",
    "Penalty and gradients are both twice what they should be. They fit each other, but the convention here "
    "has a ½ in front, so that the slope comes out without a 2.",
    "penalty = (λ/2) Σ w², so ∂penalty/∂W = λ W",
)
def l2_penalty(weights, lam):
    return lam * squares(weights), right_gradients(weights, 2 * lam)


@l2.misconception(
    "gradient_twice",
    "The penalty is right, but its gradient has a 2 too many: the 2 that the square leaves behind meets the "
    "½ in front.",
    "d/dw (λ/2) w² = λ w, not 2 λ w",
)
def l2_penalty(weights, lam):
    return right_l2_penalty(weights, lam)[0], right_gradients(weights, 2 * lam)


@l2.misconception(
    "gradient_half",
    "The penalty is right, but in its gradient you kept the ½ and forgot the 2 of the square.",
    "d/dw (λ/2) w² = λ w, not (λ/2) w",
)
def l2_penalty(weights, lam):
    return right_l2_penalty(weights, lam)[0], right_gradients(weights, lam / 2)


@l2.misconception(
    "gradient_without_lam",
    "The penalty is right, but lam is missing from the gradients. They must be as strong as the penalty that "
    "they come from.",
    "∂penalty/∂W = λ W, not W",
)
def l2_penalty(weights, lam):
    return right_l2_penalty(weights, lam)[0], right_gradients(weights, 1)


@l2.misconception(
    "gradient_sign",
    "You returned the direction in which the weights shrink. The gradient points uphill, away from 0; it is "
    "the descent step that turns it round.",
    "∂penalty/∂W = λ W, not −λ W",
)
def l2_penalty(weights, lam):
    return right_l2_penalty(weights, lam)[0], right_gradients(weights, -lam)


@l2.misconception(
    "l1",
    "You added up absolute values. That is the L1 penalty, which pulls every weight with the same force; "
    "here each weight is squared.",
    "(λ/2) Σ w², not λ Σ |w|",
)
def l2_penalty(weights, lam):
    return lam * sum(np.abs(W).sum() for W in weights), [lam * np.sign(W) for W in weights]


@l2.misconception(
    "norm",
    "You took the length of the weights, with the root. The penalty is made of the squared length: leave the "
    "root out.",
    "(λ/2) ‖w‖², not (λ/2) ‖w‖",
)
def l2_penalty(weights, lam):
    return lam / 2 * np.sqrt(squares(weights)), right_gradients(weights, lam)


@l2.misconception(
    "sum_of_norms",
    "You added up the lengths of the matrices, each with its root. Add up the squares themselves; no root is "
    "taken anywhere.",
    "(λ/2) Σ_l ‖W_l‖², not (λ/2) Σ_l ‖W_l‖",
)
def l2_penalty(weights, lam):
    return lam / 2 * sum(np.linalg.norm(W) for W in weights), right_gradients(weights, lam)


@l2.misconception(
    "square_of_sum",
    "You added the weights up first and squared the sum. Positive and negative weights then cancel: square "
    "each of them first.",
    "Σ w², not (Σ w)²",
)
def l2_penalty(weights, lam):
    return lam / 2 * sum(W.sum() ** 2 for W in weights), right_gradients(weights, lam)


@l2.misconception(
    "mean",
    "You took the mean of the squares. Then a large network pays less for each weight than a small one; the "
    "penalty is a sum.",
    "(λ/2) Σ w², not (λ/2) mean(w²)",
)
def l2_penalty(weights, lam):
    return lam / 2 * sum(np.mean(W**2) for W in weights), right_gradients(weights, lam)


@l2.misconception(
    "mean_over_layers",
    "You divided by the number of matrices. Every layer counts in full: the penalty is the sum over all "
    "layers.",
    "(λ/2) Σ_l Σ w², not 1/L of it",
)
def l2_penalty(weights, lam):
    return right_l2_penalty(weights, lam)[0] / len(weights), right_gradients(weights, lam)


@l2.misconception(
    "last_layer",
    "Only the last matrix is in your penalty. Is the sum started anew, or overwritten, in every turn of the "
    "loop?",
    "(λ/2) Σ_l Σ w², over all layers l",
)
def l2_penalty(weights, lam):
    return right_l2_penalty(weights[-1:], lam)[0], right_gradients(weights, lam)


@l2.misconception(
    "first_layer",
    "You stopped after the first matrix. Is there a `return` inside the loop?",
    "(λ/2) Σ_l Σ w², over all layers l",
)
def l2_penalty(weights, lam):
    return right_l2_penalty(weights[:1], lam)[0], right_gradients(weights, lam)


COLUMN_LEFT_OUT = (
    "You left the first column of each matrix out, as if it held the biases. Here W holds weights only, and "
    "the biases are not in the list.",
    "Σ over all i and j of W_ij²",
)


@l2.misconception("column_left_out", *COLUMN_LEFT_OUT)
def l2_penalty(weights, lam):
    return right_l2_penalty([W[:, 1:] for W in weights], lam)[0], right_gradients(weights, lam)


@l2.misconception("column_left_out_twice", *COLUMN_LEFT_OUT)
def l2_penalty(weights, lam):
    rest = [np.where(np.arange(W.shape[1]) > 0, W, 0.0) for W in weights]
    return right_l2_penalty(rest, lam)


@l2.misconception(
    "largest_layer",
    "Only the matrix with the largest squares is in your penalty. All of them are added up.",
    "(λ/2) Σ_l Σ w², not the largest of them",
)
def l2_penalty(weights, lam):
    return lam / 2 * max(squares([W]) for W in weights), right_gradients(weights, lam)


@l2.misconception(
    "decayed",
    "The penalty is right, but for its gradients you returned the weights after they have shrunk. The "
    "gradient alone is asked for.",
    "∂penalty/∂W = λ W, not W − λ W",
)
def l2_penalty(weights, lam):
    return right_l2_penalty(weights, lam)[0], right_gradients(weights, 1 - lam)


@l2.misconception(
    "exchanged",
    "The penalty comes first, then the list of its gradients. You returned them the other way round.",
    "return penalty, gradients",
)
def l2_penalty(weights, lam):
    return right_l2_penalty(weights, lam)[::-1]


@l2.misconception(
    "matrix_product",
    "`W.T @ W` is a matrix product: its sum mixes different weights with each other. Each weight is squared "
    "by itself.",
    "Σ_ij W_ij², not Σ_jk (Wᵀ W)_jk",
)
def l2_penalty(weights, lam):
    return lam / 2 * sum((W.T @ W).sum() for W in weights), right_gradients(weights, lam)


@l2.misconception(
    "one_vector",
    "Your gradients come as one flat vector. The optimiser needs each with the shape of its matrix: a list "
    "with one array for each.",
    "gradients[l] has the shape of weights[l]",
)
def l2_penalty(weights, lam):
    flat = np.concatenate([W.ravel() for W in weights])
    return right_l2_penalty(weights, lam)[0], lam * flat
