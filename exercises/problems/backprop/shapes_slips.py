"""What goes wrong with the shapes: each slip is another one for one of them."""

from .shapes import STEPS, shapes
from .shared import in_turn


def add_slip(id, sentence, formula, **changed):
    """Add a slip: other formulas for some steps, and all that follows from them; the rest is right."""

    @shapes.slip(id, sentence, formula)
    def slip(given):
        return in_turn(STEPS, given, changed)


# shapes -------------------------------------------------------------------------------------------------

add_slip(
    "samples_in_columns",
    "You put the samples in columns. In this course each row is one sample, in delta as in x.",
    "δ2 is (N, K), as z2 is",
    shape_delta2=lambda g: [g["K"], g["N"]],
)
add_slip(
    "hidden_for_output",
    "You gave delta2 a column for each hidden unit. It is the derivative with respect to z2, which has one "
    "for each output.",
    "δ2 = ∂L/∂z2 is (N, K), as z2 is",
    shape_delta2=lambda g: [g["N"], g["M"]],
)
add_slip(
    "dW2_transposed",
    "This is the shape of a1ᵀ δ2, the transpose. A gradient is subtracted from its weights, so the two have "
    "the same shape.",
    "∂L/∂W2 = δ2ᵀ a1, (K, N) times (N, M)",
    shape_dW2=lambda g: [g["M"], g["K"]],
)
add_slip(
    "dW2_not_transposed",
    "You multiplied without the transpose, or kept the samples. In the product δ2ᵀ a1 the samples are the "
    "inner axis, over which it sums: no N is left.",
    "∂L/∂W2 = δ2ᵀ a1, (K, N) times (N, M)",
    shape_dW2=lambda g: [g["N"], g["M"]],
)
add_slip(
    "back_unchanged",
    "You left delta2 in its own shape. Multiplied by W2 it arrives at the hidden units: a column for each.",
    "δ2 W2: (N, K) times (K, M)",
    shape_grad_a1=lambda g: [g["N"], g["K"]],
)
add_slip(
    "back_transposed",
    "You have rows and columns exchanged. The samples stay in the rows on the way back as well.",
    "δ2 W2: (N, K) times (K, M)",
    shape_grad_a1=lambda g: [g["M"], g["N"]],
)
add_slip(
    "delta1_like_input",
    "You gave delta1 a column for each input. It is the derivative with respect to z1, one for each hidden "
    "unit; the inputs come in with dW1.",
    "δ1 = (δ2 W2) ⊙ φ′(z1), entry by entry",
    shape_delta1=lambda g: [g["N"], g["n_in"]],
)
add_slip(
    "delta1_like_weights",
    "This is the shape of W1. delta1 belongs to the units, not to the weights: a row for each sample.",
    "δ1 = (δ2 W2) ⊙ φ′(z1), entry by entry",
    shape_delta1=lambda g: [g["M"], g["n_in"]],
)
add_slip(
    "dW1_transposed",
    "You have the transpose. W1 has a row for each hidden unit and a column for each input, and so has its "
    "gradient.",
    "∂L/∂W1 = δ1ᵀ x, (M, N) times (N, n_in)",
    shape_dW1=lambda g: [g["n_in"], g["M"]],
)
add_slip(
    "dW1_without_inputs",
    "You took the second layer's shape the other way round. The first layer's weights lead from the inputs "
    "to the hidden units.",
    "∂L/∂W1 = δ1ᵀ x, (M, N) times (N, n_in)",
    shape_dW1=lambda g: [g["M"], g["K"]],
)
add_slip(
    "bias_by_sample",
    "You have one entry for each sample: that is a sum over the units. A bias belongs to its unit and is "
    "shared by all samples, so the sum runs over these.",
    "∂L/∂b1 = Σ_n δ1_n, one entry for each hidden unit",
    shape_db1=lambda g: [g["N"]],
)
add_slip(
    "bias_not_summed",
    "You did not sum over the samples. All of them share one bias, so its gradient has no axis for them.",
    "∂L/∂b1 = Σ_n δ1_n, one entry for each hidden unit",
    shape_db1=lambda g: [g["N"], g["M"]],
)
add_slip(
    "bias_with_two_axes",
    "You kept an axis of length 1. In this course b has a single axis, and its gradient too.",
    "∂L/∂b1 = Σ_n δ1_n, without the axis that was summed over",
    shape_db1=lambda g: [1, g["M"]],
)
