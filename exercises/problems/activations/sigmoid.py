"""The sigmoid and its slope, for numbers of any size."""

import numpy as np

from nnkit.activations import sigmoid as right_sigmoid
from nnkit.grading import Problem

from .shared import SHAPES, numbers, right_slopes

NEAR = np.array([-3.0, -1.0, 0.0, 0.5, 2.0])
FAR = np.array([[1000.0, 0.5], [30.0, 710.0]])

sigmoid_ = Problem(
    id="activations.sigmoid",
    title="A sigmoid that does not overflow",
    concept=5,
    points=4,
    kind="function",
    names=("sigmoid", "sigmoid_prime"),
    reference=right_slopes()[1],
    hints=(
        "There are two ways to write the same number: 1 / (1 + e^−z) and e^z / (1 + e^z). Each is safe on "
        "one side of 0. And −|z| is never positive, so e^−|z| is safe on both.",
        "Everything has the shape of z. `np.where(z >= 0, A, B)` chooses entry by entry, but works out both "
        "A and B first: neither may overflow anywhere.",
        "Let `e` be the exponential of `-np.abs(z)`, never above 1. The denominator is 1 + e on both sides; "
        "the numerator is 1 for z ≥ 0 and e for z < 0. The slope needs no exponential: call your sigmoid "
        "once and use what it gives, twice.",
    ),
)


@sigmoid_.check("sigmoid: five numbers")
def value_by_hand(learner, case):
    case.expect("sigmoid(z)", learner.sigmoid(NEAR), right_sigmoid(NEAR), inputs=(NEAR,))


@sigmoid_.check("sigmoid: any shape, and the input left as it was")
def value_shapes(learner, case):
    for shape in SHAPES:
        z = numbers(case, shape)
        case.expect("sigmoid(z)", learner.sigmoid(z), right_sigmoid(z), inputs=(z,))
    case.expect_unchanged(learner)


@sigmoid_.check("sigmoid: up to 1000, no overflow")
def value_large(learner, case):
    case.expect("sigmoid(z)", learner.sigmoid(FAR), right_sigmoid(FAR), inputs=(FAR,))
    case.expect_no_overflow(learner)


@sigmoid_.check("sigmoid: down to −1000, no overflow")
def value_small(learner, case):
    case.expect("sigmoid(z)", learner.sigmoid(-FAR), right_sigmoid(-FAR), inputs=(-FAR,))
    case.expect_no_overflow(learner)


@sigmoid_.check("sigmoid_prime: five numbers, any shape")
def slope_by_hand(learner, case):
    for z in (NEAR, *(numbers(case, shape) for shape in SHAPES)):
        case.expect("sigmoid_prime(z)", learner.sigmoid_prime(z), right_sigmoid.prime(z), inputs=(z,))
    case.expect_unchanged(learner)


@sigmoid_.check("sigmoid_prime: up to 1000 and down to −1000, no overflow")
def slope_far_out(learner, case):
    for z in (FAR, -FAR):
        case.expect("sigmoid_prime(z)", learner.sigmoid_prime(z), right_sigmoid.prime(z), inputs=(z,))
        case.expect_no_overflow(learner)


@sigmoid_.misconception(
    "sign",
    "The sign in the exponent is missing, so your curve falls where it should rise. A large z must give "
    "nearly 1.",
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
    "Right for small numbers. But e^1000 is more than a float can hold, and inf / inf is nan. For positive "
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
    "The two formulas are right, but `np.where` works out both for every z and throws one away, so each "
    "still overflows on its bad side. Make the exponent harmless before `np.exp` sees it.",
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
    "The quotient rule, and right for small numbers. But for z = −1000 it is inf / inf, which is nan. "
    "Written with a = σ(z), the slope needs no exponential of its own.",
    "e^−z / (1 + e^−z)² = a (1 − a)",
)
def sigmoid_prime(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2
