"""The L2 penalty of a list of weight matrices, and its gradient."""

import numpy as np

from nnkit.grading import Problem


def squares(weights):
    """Return the sum of all squared weights."""
    return sum(float(np.vdot(W, W)) for W in weights)


def right_l2_penalty(weights, lam):
    return squares(weights) * lam / 2, [np.multiply(W, lam) for W in weights]


l2 = Problem(
    id="regularisation.l2",
    title="Weight decay",
    concept=19,
    points=3,
    kind="function",
    names=("l2_penalty",),
    reference={"l2_penalty": right_l2_penalty},
    hints=(
        "One number says how large all the weights are together: the sum of their squares. What is the slope "
        "of (lam/2) · w² with respect to a single weight w?",
        "`penalty` is a single number, whatever the number of layers. `gradients` is a list with one array "
        "for each matrix, of the same shape as that matrix.",
        "Square each matrix entry by entry and add up everything, over all matrices; lam/2 comes in front. "
        "For the gradients go through the list once more: the square's 2 and the half cancel.",
    ),
)


def expect_l2(learner, case, weights, lam):
    """Compare the penalty, then the gradients, layer by layer."""
    got = learner.l2_penalty(weights, lam)
    case.require(
        isinstance(got, list) and len(got) == 2,
        "`l2_penalty` must return two things, the penalty and the list of gradients, in this order.",
        kind="structure",
        at="l2_penalty",
    )
    penalty, gradients = right_l2_penalty(weights, lam)
    case.expect("penalty", got[0], penalty, factors={"lam": lam, "the number of layers": len(weights)})
    case.expect("gradients", got[1], gradients, inputs=tuple(weights), factors={"lam": lam})


def drawn(case, *shapes):
    """Draw one weight matrix for each shape."""
    return [case.rng.standard_normal(shape) for shape in shapes]


@l2.check("the worked example")
def l2_worked(learner, case):
    expect_l2(learner, case, [np.array([[1.0, -2.0], [0.0, 3.0]]), np.array([[2.0, -1.0]])], 0.1)


@l2.check("three layers of different shapes")
def l2_three(learner, case):
    expect_l2(learner, case, drawn(case, (4, 3), (5, 4), (2, 5)), 0.3)


@l2.check("square matrices")
def l2_square(learner, case):
    expect_l2(learner, case, drawn(case, (3, 3), (3, 3)), 1.7)


@l2.check("a single layer")
def l2_single(learner, case):
    expect_l2(learner, case, drawn(case, (2, 6)), 0.05)
    case.expect_unchanged(learner)


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
