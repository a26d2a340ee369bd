"""Leaky ReLU, ELU, SiLU and softplus."""

import numpy as np

from nnkit.activations import silu as right_silu
from nnkit.activations import softplus as right_softplus
from nnkit.grading import Problem

from .shared import KINK, SHAPES, numbers, right_elu, right_leaky_relu

FAR = np.array([[1000.0, 40.0, 1.0], [-1000.0, -40.0, -1.0]])

family = Problem(
    id="activations.family",
    title="The family",
    concept=5,
    points=4,
    kind="function",
    names=("leaky_relu", "elu", "silu", "softplus"),
    reference={
        "leaky_relu": right_leaky_relu,
        "elu": right_elu,
        "silu": right_silu,
        "softplus": right_softplus,
    },
    builds_on=("activations.sigmoid",),
    hints=(
        "Two of them have a case for each side of 0. SiLU is a product, and your `sigmoid` does the work. "
        "Softplus is safe once the large part has been taken out of the logarithm.",
        "Each result has the shape of z. `np.where(z > 0, A, B)` takes A where z is positive, else B, "
        "entry by entry. `alpha` is one number, an argument that may change from call to call.",
        "leaky: B is alpha times z. elu: B is alpha times the bracket e^z − 1. silu: z times sigmoid of z. "
        "softplus: log(1 + e^z) = max(z, 0) + log(1 + e^−|z|), the second term with `np.log1p`.",
    ),
)


@family.check("leaky_relu: two slopes, any shape")
def leaky_values(learner, case):
    for alpha in (0.01, 0.2):
        for z in (KINK, *(numbers(case, shape) for shape in SHAPES)):
            got, want = learner.leaky_relu(z, alpha), right_leaky_relu(z, alpha)
            case.expect("leaky_relu(z, alpha)", got, want, inputs=(z,))
    case.expect("leaky_relu(z)", learner.leaky_relu(KINK), right_leaky_relu(KINK), inputs=(KINK,))
    case.expect_unchanged(learner)


@family.check("elu: two floors, any shape")
def elu_values(learner, case):
    for alpha in (1.0, 0.5):
        for z in (KINK, *(numbers(case, shape) for shape in SHAPES)):
            case.expect("elu(z, alpha)", learner.elu(z, alpha), right_elu(z, alpha), inputs=(z,))
    case.expect("elu(z)", learner.elu(KINK), right_elu(KINK), inputs=(KINK,))
    case.expect_unchanged(learner)


@family.check("silu: any shape")
def silu_values(learner, case):
    for z in (KINK, *(numbers(case, shape) for shape in SHAPES), FAR):
        case.expect("silu(z)", learner.silu(z), right_silu(z), inputs=(z,))
    case.expect_unchanged(learner)


@family.check("softplus: any shape")
def softplus_values(learner, case):
    for z in (KINK, *(numbers(case, shape) for shape in SHAPES)):
        case.expect("softplus(z)", learner.softplus(z), right_softplus(z), inputs=(z,))
    case.expect_unchanged(learner)


@family.check("softplus: up to 1000 and down to −1000")
def softplus_large(learner, case):
    for z in (FAR[1], FAR[0], FAR):
        case.expect("softplus(z)", learner.softplus(z), right_softplus(z), inputs=(z,))
