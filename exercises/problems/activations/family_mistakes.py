"""What goes wrong in the family: wrong programs, each with its sentence."""

import numpy as np

from nnkit.activations import sigmoid as right_sigmoid

from .family import family


@family.misconception(
    "leaky_exchanged",
    "You leak on the wrong side: the positive numbers shrink and the negative ones pass whole.",
    "leaky(z) = z for z > 0, αz for z ≤ 0",
)
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, alpha * z, z)


@family.misconception(
    "leaky_folded",
    "Your negative side comes out positive: αz is negative there, and stays so.",
    "leaky(z) = αz for z < 0, not −αz",
)
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, -alpha * z)


@family.misconception(
    "leaky_constant",
    "You put the number alpha on the negative side. Then it is flat again, and dead units stay dead: alpha "
    "is the slope there.",
    "leaky(z) = αz for z < 0, not α",
)
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, alpha)


@family.misconception(
    "leaky_fixed",
    "You wrote 0.01 into the formula. `alpha` is an argument: whoever calls the function chooses it.",
    "leaky(z) = αz for z < 0, not 0.01 z",
)
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, 0.01 * z)


@family.misconception(
    "leaky_plain",
    "This is plain ReLU: nothing leaks. On the negative side a slope of alpha should remain.",
    "leaky(z) = αz for z < 0, not 0",
)
def leaky_relu(z, alpha=0.01):
    return np.maximum(z, 0)


@family.misconception(
    "elu_no_minus_one",
    "The −1 is missing on the negative side. With αe^z the curve jumps at 0 and never goes below 0.",
    "elu(z) = α (e^z − 1) for z < 0, not α e^z",
)
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * np.exp(np.minimum(z, 0)))


@family.misconception(
    "elu_bracket",
    "You multiplied only the exponential by alpha, and not the −1. With any alpha but 1 the curve jumps at "
    "0.",
    "elu(z) = α (e^z − 1) for z < 0, not α e^z − 1",
)
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * np.exp(np.minimum(z, 0)) - 1)


@family.misconception(
    "elu_both_sides",
    "You used the exponential for positive z as well, where it explodes. There ELU is simply z.",
    "elu(z) = z for z > 0",
)
def elu(z, alpha=1.0):
    return alpha * (np.exp(z) - 1)


@family.misconception(
    "elu_fixed",
    "You left alpha out. It sets the floor: far to the left the curve approaches −α.",
    "elu(z) = α (e^z − 1) for z < 0, not e^z − 1",
)
def elu(z, alpha=1.0):
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


@family.misconception(
    "elu_sign",
    "Your exponent has the wrong sign: for very negative z, e^−z explodes, and the floor is gone.",
    "elu(z) = α (e^z − 1) for z < 0, not α (e^−z − 1)",
)
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * np.expm1(-np.minimum(z, 0)))


@family.misconception(
    "silu_gate_only",
    "This is the sigmoid alone, the gate. SiLU sends z through that gate: multiply.",
    "silu(z) = z σ(z), not σ(z)",
)
def silu(z):
    return right_sigmoid(z)


@family.misconception(
    "silu_closed",
    "Your gate closes where it should open: for large z nothing is left of z.",
    "silu(z) = z σ(z), not z σ(−z)",
)
def silu(z):
    return z * right_sigmoid(-z)


@family.misconception(
    "silu_tanh",
    "You gated with tanh, which is negative for negative z, so both signs give the same. The gate is the "
    "sigmoid.",
    "silu(z) = z σ(z), not z tanh(z)",
)
def silu(z):
    return z * np.tanh(z)


@family.misconception(
    "silu_sum",
    "You added the gate to z. A gate multiplies: nearly 1 lets z through, nearly 0 stops it.",
    "silu(z) = z σ(z), not z + σ(z)",
)
def silu(z):
    return z + right_sigmoid(z)


@family.misconception(
    "softplus_overflows",
    "Right for small z, but e^1000 is inf, and so is its logarithm, though softplus(1000) is 1000. Take z "
    "out of the logarithm where it is large.",
    "log(1 + e^z) = z + log(1 + e^−z)",
)
def softplus(z):
    return np.log(1 + np.exp(z))


@family.misconception(
    "softplus_other_side",
    "You took z out of the logarithm everywhere. For z = −1000, e^−z overflows instead: take out the "
    "larger of z and 0.",
    "log(1 + e^z) = m + log(e^−m + e^(z − m)) with m = 0 or m = z",
)
def softplus(z):
    return z + np.log(1 + np.exp(-z))


@family.misconception(
    "softplus_cut",
    "You cut z off before the exponential. Beyond the limit every z then gives the same, and softplus(1000) "
    "must be 1000.",
    "log(1 + e^z) → z for large z",
)
def softplus(z):
    return np.log1p(np.exp(np.minimum(z, 500)))


@family.misconception(
    "softplus_remainder",
    "This is only the rounding of the corner, log(1 + e^−|z|). The part that was taken out is missing.",
    "log(1 + e^z) = m + log(e^−m + e^(z − m)), the first m included",
)
def softplus(z):
    return np.log1p(np.exp(-np.abs(z)))


@family.misconception(
    "softplus_is_relu",
    "This is ReLU itself, with its sharp corner. Softplus rounds it: at 0 it is log 2.",
    "softplus(0) = log 2, not 0",
)
def softplus(z):
    return np.maximum(z, 0)


@family.misconception(
    "softplus_no_one",
    "The 1 under the logarithm is missing, and log(e^z) is nothing but z.",
    "softplus(z) = log(1 + e^z), not log(e^z)",
)
def softplus(z):
    return z


@family.misconception(
    "softplus_falls",
    "Your curve falls where it should rise: the exponent has the wrong sign.",
    "softplus(z) = log(1 + e^z), not log(1 + e^−z)",
)
def softplus(z):
    return np.maximum(-z, 0) + np.log1p(np.exp(-np.abs(z)))
