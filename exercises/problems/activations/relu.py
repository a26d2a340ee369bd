"""ReLU and its slope."""

import numpy as np

from nnkit.activations import relu as right_relu
from nnkit.grading import Problem

from .shared import KINK, SHAPES, numbers, right_slopes

relu_ = Problem(
    id="activations.relu",
    title="ReLU and its slope",
    concept=5,
    points=2,
    kind="function",
    names=("relu", "relu_prime"),
    reference=right_slopes()[0],
    hints=(
        "ReLU keeps each positive number and puts 0 in the place of each negative one. Its slope only asks "
        "on which side of 0 the number lies.",
        "Both results have the shape of z, whatever that is: no loop over rows is needed, because NumPy "
        "compares and chooses entry by entry.",
        "`np.maximum` (not `np.max`) takes the larger of two things entry by entry. For the slope, a "
        "comparison gives True and False; turn these into 1 and 0, and mind which comparison is false at 0.",
    ),
)


@relu_.check("relu: six numbers on both sides of 0")
def relu_by_hand(learner, case):
    case.expect("relu(z)", learner.relu(KINK), right_relu(KINK), inputs=(KINK,))


@relu_.check("relu: any shape, and the input left as it was")
def relu_shapes(learner, case):
    for shape in SHAPES:
        z = 4 * numbers(case, shape)
        case.expect("relu(z)", learner.relu(z), right_relu(z), inputs=(z,))
    case.expect_unchanged(learner)


@relu_.check("relu_prime: six numbers, 0 among them")
def slope_by_hand(learner, case):
    want = right_relu.prime(KINK)
    case.expect("relu_prime(z)", learner.relu_prime(KINK), want, inputs=(KINK,))


@relu_.check("relu_prime: any shape, and the input left as it was")
def slope_shapes(learner, case):
    for shape in SHAPES:
        z = 4 * numbers(case, shape)
        case.expect("relu_prime(z)", learner.relu_prime(z), right_relu.prime(z), inputs=(z,))
    case.expect_unchanged(learner)


@relu_.misconception(
    "absolute",
    "You took the absolute value, so −2 comes out as 2. A negative pre-activation is not turned round: it "
    "is silenced.",
    "relu(z) = max(0, z), not |z|",
)
def relu(z):
    return np.abs(z)


@relu_.misconception(
    "minimum",
    "You kept the smaller of z and 0, so the negative half passes and the positive one is cut off. It is "
    "the other way round.",
    "relu(z) = max(0, z), not min(0, z)",
)
def relu(z):
    return np.minimum(z, 0)


@relu_.misconception(
    "reduced",
    "`np.max(z, 0)` reads the 0 as an axis and looks for the largest entry along it. What is meant is a "
    "comparison of every entry with the number 0.",
    "a_n = max(0, z_n) for each n by itself",
)
def relu(z):
    return np.max(z, 0)


@relu_.misconception(
    "capped",
    "You cut off at 1 as well. ReLU has no upper limit, and that is its virtue: for z > 0 it never "
    "saturates.",
    "relu(z) = max(0, z), not min(1, max(0, z))",
)
def relu(z):
    return np.clip(z, 0, 1)


@relu_.misconception(
    "leaky",
    "You let a little of the negative numbers through. That is leaky ReLU; the plain one gives exactly 0 "
    "there.",
    "relu(z) = 0 for z < 0, not 0.01 z",
)
def relu(z):
    return np.where(z > 0, z, 0.01 * z)


@relu_.misconception(
    "step",
    "You returned the slope in the place of the value: 0 or 1. An active unit passes z itself on.",
    "relu(z) = z for z > 0, not 1",
)
def relu(z):
    return (z > 0) * 1.0


@relu_.misconception(
    "slope_one_at_0",
    "Your slope is 1 at z = 0. At the kink any number from 0 to 1 would do, so a convention decides, and "
    "this course takes 0: compare so that 0 itself does not count as positive.",
    "relu′(z) = 1 only for z > 0",
)
def relu_prime(z):
    return (z >= 0) * 1.0


@relu_.misconception(
    "slope_half_at_0",
    "Your slope is 0.5 at z = 0. That is a fair choice between the slopes on the two sides, but the "
    "convention here is 0.",
    "relu′(0) = 0",
)
def relu_prime(z):
    return (np.sign(z) + 1) / 2


@relu_.misconception(
    "slope_is_value",
    "You returned relu(z) itself. The slope does not say how large z is, only how fast the output grows: by "
    "1 for each 1 where the unit is active.",
    "relu′(z) = 1 for z > 0, not z",
)
def relu_prime(z):
    return np.maximum(z, 0)


@relu_.misconception(
    "slope_sign",
    "Your slope is −1 for negative numbers, as that of |z| is. On that side ReLU is flat: nothing changes "
    "with z.",
    "relu′(z) = 0 for z < 0, not −1",
)
def relu_prime(z):
    return np.sign(z)


@relu_.misconception(
    "slope_all_ones",
    "Your slope is 1 everywhere, that of the identity. Where ReLU silences a unit, its slope is 0, and no "
    "gradient passes.",
    "relu′(z) = 0 for z < 0",
)
def relu_prime(z):
    return np.ones(np.shape(z))


@relu_.misconception(
    "slope_exchanged",
    "Your slope is 1 for the negative numbers and 0 for the positive ones. The gradient passes where the "
    "unit is active.",
    "relu′(z) = 1 for z > 0, not for z < 0",
)
def relu_prime(z):
    return (z < 0) * 1.0


@relu_.misconception(
    "slope_leaky",
    "Your slope is 0.01 for the negative numbers. That belongs to leaky ReLU; the plain one is flat there.",
    "relu′(z) = 0 for z < 0, not 0.01",
)
def relu_prime(z):
    return np.where(z > 0, 1, 0.01)
