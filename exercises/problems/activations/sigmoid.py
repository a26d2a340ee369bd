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
