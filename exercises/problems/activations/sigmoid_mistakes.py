"""What goes wrong in the sigmoid and its slope: wrong programs, each with its sentence."""

import numpy as np

from nnkit.activations import sigmoid as right_sigmoid

from .sigmoid import sigmoid_


@sigmoid_.misconception(
    "sign",
    "Your curve falls where it should rise: a large z must give nearly 1. Is the minus in the exponent "
    "missing, or are two cases exchanged?",
    "σ(z) = 1 / (1 + e^−z), not 1 / (1 + e^z)",
)
def sigmoid(z):
    return 1 / (1 + np.exp(z))


@sigmoid_.misconception(
    "precedence",
    "Python divides before it adds, so `1 / 1 + np.exp(-z)` is 1 + e^−z. The denominator needs brackets of "
    "its own.",
    "σ(z) = 1 / (1 + e^−z), not 1/1 + e^−z",
)
def sigmoid(z):
    return 1 / 1 + np.exp(-z)


@sigmoid_.misconception(
    "one_missing",
    "The 1 in the denominator is missing. Without it this is e^z, and that grows without limit.",
    "σ(z) = 1 / (1 + e^−z), not 1 / e^−z",
)
def sigmoid(z):
    return 1 / np.exp(-z)


@sigmoid_.misconception(
    "tanh",
    "This is tanh, which runs from −1 to 1. The sigmoid runs from 0 to 1, and gives 0.5 at 0.",
    "σ(0) = 0.5, and tanh(0) = 0",
)
def sigmoid(z):
    return np.tanh(z)


@sigmoid_.misconception(
    "threshold",
    "You made a threshold, which says 0 or 1. The sigmoid passes smoothly from one to the other, so that it "
    "has a slope to learn from.",
    "σ(z) = 1 / (1 + e^−z), not [z > 0]",
)
def sigmoid(z):
    return (z > 0) * 1.0


@sigmoid_.misconception(
    "doubled",
    "This is σ(2z), twice as steep, as (1 + tanh z) / 2 is. The identity with tanh takes half of z.",
    "σ(z) = (1 + tanh(z/2)) / 2, not (1 + tanh z) / 2",
)
def sigmoid(z):
    return (1 + np.tanh(z)) / 2


@sigmoid_.misconception(
    "softmax",
    "You divided by the sum over all entries, so they share a total of 1. That is softmax; the sigmoid "
    "treats each entry by itself.",
    "σ(z_n) = e^(z_n) / (1 + e^(z_n)), not e^(z_n) / Σ_m e^(z_m)",
)
def sigmoid(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()


@sigmoid_.misconception(
    "not_a_number",
    "Right for small numbers, but e^1000 is more than a float can hold, and inf / inf is nan. For positive "
    "z, multiply numerator and denominator by e^−z first.",
    "e^z / (1 + e^z) = 1 / (1 + e^−z)",
)
def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))


@sigmoid_.misconception(
    "naive",
    "Right values, but for z = −1000 they come by way of e^1000, which overflows: NumPy warns, and in "
    "other formulas inf turns into nan. For negative z, write the same number with e^z, which is small.",
    "1 / (1 + e^−z) = e^z / (1 + e^z)",
)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@sigmoid_.misconception(
    "both_branches",
    "Right values, but by way of an overflow; `np.where` is no help, as it works out both formulas for every "
    "z and throws one away. Make the exponent harmless before `np.exp` sees it.",
    "A where z ≥ 0, else B: both are worked out for every z",
)
def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@sigmoid_.misconception(
    "absolute",
    "You took e^−|z| on both sides but only one of the two formulas, so −z gives the same as z. For "
    "negative z the numerator changes.",
    "σ(−z) = 1 − σ(z), not σ(z)",
)
def sigmoid(z):
    return 1 / (1 + np.exp(-np.abs(z)))


@sigmoid_.misconception(
    "slope_from_z",
    "You put z itself into a(1 − a). The formula is written in the activation: work out a = σ(z) first.",
    "σ′(z) = a (1 − a) with a = σ(z), not z (1 − z)",
)
def sigmoid_prime(z):
    return z * (1 - z)


@sigmoid_.misconception(
    "slope_of_tanh",
    "1 − a² is the slope of tanh. That of the sigmoid is a different product of a.",
    "σ′(z) = a (1 − a), not 1 − a²",
)
def sigmoid_prime(z):
    return 1 - right_sigmoid(z) ** 2


@sigmoid_.misconception(
    "slope_half",
    "You returned only 1 − a, one of the two factors. At z = 0 the slope is 0.25, at both ends it is 0.",
    "σ′(z) = a (1 − a), not 1 − a",
)
def sigmoid_prime(z):
    return 1 - right_sigmoid(z)


@sigmoid_.misconception(
    "slope_is_value",
    "You returned the sigmoid itself, which goes to 1 for large z. Its slope goes to 0 there: the curve is "
    "flat.",
    "σ′(z) = a (1 − a), not a",
)
def sigmoid_prime(z):
    return right_sigmoid(z)


@sigmoid_.misconception(
    "slope_twice",
    "You applied the sigmoid twice: the slope was taken at a = σ(z) in the place of z. Give the "
    "pre-activation to the sigmoid once.",
    "σ′(z) = σ(z)(1 − σ(z)), not σ′(σ(z))",
)
def sigmoid_prime(z):
    return right_sigmoid.prime(right_sigmoid(z))


@sigmoid_.misconception(
    "slope_sign",
    "Your slope is negative, and the sigmoid rises everywhere. Which of the two factors has the wrong sign?",
    "σ′(z) = a (1 − a), not a (a − 1)",
)
def sigmoid_prime(z):
    return right_sigmoid(z) * (right_sigmoid(z) - 1)


@sigmoid_.misconception(
    "slope_quotient",
    "The quotient rule is right for small numbers, but for z = −1000 it is inf / inf, which is nan. Written "
    "with a = σ(z), the slope needs no exponential of its own.",
    "e^−z / (1 + e^−z)² = a (1 − a)",
)
def sigmoid_prime(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2
