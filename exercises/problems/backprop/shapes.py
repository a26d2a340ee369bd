"""Fill in the chain rule: the shapes of a batch, and the local slopes of a chain of single units."""

import numpy as np

from nnkit.activations import sigmoid
from nnkit.grading import Problem
from nnkit.grading.checks import as_array

from .shared import ROUNDED, drawn_once, in_turn, tell_apart

SHAPES = {
    "shape_delta2": lambda g: [g["N"], g["K"]],
    "shape_dW2": lambda g: [g["K"], g["M"]],
    "shape_grad_a1": lambda g: [g["N"], g["M"]],
    "shape_delta1": lambda g: [g["N"], g["M"]],
    "shape_dW1": lambda g: [g["M"], g["n_in"]],
    "shape_db1": lambda g: [g["M"]],
}
FACTORS = {
    "dL_da2": lambda g: sigmoid(g["z2"]) - g["t"],
    "da2_dz2": lambda g: sigmoid(g["z2"]) * (1 - sigmoid(g["z2"])),
    "dz2_dw2": lambda g: np.tanh(g["z1"]),
    "dz2_da1": lambda g: g["w2"],
    "da1_dz1": lambda g: 1 - np.tanh(g["z1"]) ** 2,
    "dz1_dw1": lambda g: g["x0"],
    "dL_dw2": lambda g: g["dL_da2"] * g["da2_dz2"] * g["dz2_dw2"],
    "dL_dw1": lambda g: g["dL_da2"] * g["da2_dz2"] * g["dz2_da1"] * g["da1_dz1"] * g["dz1_dw1"],
}
STEPS = {**SHAPES, **FACTORS}


@drawn_once
def numbers(rng):
    """Draw four different sizes and a chain in which every slip gives a number of its own."""
    while True:
        N, n_in, M, K = (int(size) for size in rng.permutation(np.arange(2, 40))[:4])
        z1, w2, z2 = (
            float(v) for v in rng.choice([-1, 1], 3) * rng.integers([30, 50, 30], [120, 190, 160]) / 100
        )
        x0, t = float(rng.choice([-3, -2.5, -2, -1.5, 1.5, 2, 2.5, 3])), int(rng.integers(0, 2))
        given = {"N": N, "n_in": n_in, "M": M, "K": K, "x0": x0, "z1": z1, "w2": w2, "z2": z2, "t": t}
        if tell_apart(STEPS, given, shapes.misconceptions):
            return given


shapes = Problem(
    id="backprop.shapes",
    title="The chain, factor by factor",
    concept=10,
    points=3,
    kind="derivation",
    names=tuple(STEPS),
    given=numbers,
    hints=(
        "An error signal has the shape of what it is the derivative with respect to, and so has every "
        "gradient. In the chain, go from the loss back to the weight and multiply one slope at each step.",
        "A matrix product of (a, b) with (b, c) is (a, c): write the shapes below the factors, and the inner "
        "two must agree. A bias has one axis, so its shape is a list of one number.",
        "dz2_dw2 is what w2 multiplies, dz2_da1 is w2. The sigmoid's slope is a2 times what is left to 1; "
        "the tanh's is 1 less the square of a1. dL_dw2 is a product of three slopes, dL_dw1 of five.",
    ),
)


def expect_shapes(learner, case, *names):
    """Compare shapes, which are lists of whole numbers."""
    for name in names:
        got, want = learner[name], SHAPES[name](case.given)
        array = as_array(got)
        case.require(
            array is not None and array.ndim == 1,
            f"`{name}` is a shape: write a list of sizes, such as `[4, 3]`, or `[3]` for a single axis.",
            kind="structure",
            at=name,
        )
        case.require(
            len(array) == len(want),
            f"`{name}` has another number of axes. It has one size for each axis of what it is the shape of.",
            kind="shape",
            at=name,
        )
        case.expect(name, got, want, rtol=0, atol=0)


def expect_factors(learner, case, *names):
    """Compare numbers, which may be rounded."""
    wanted = in_turn(FACTORS, case.given, {})
    for name in names:
        case.expect(name, learner[name], wanted[name], rtol=0, atol=ROUNDED)


@shapes.check("shapes at the output: delta2 and dW2")
def shapes_of_the_output(learner, case):
    expect_shapes(learner, case, "shape_delta2", "shape_dW2")


@shapes.check("shapes of the hidden layer")
def shapes_of_the_hidden_layer(learner, case):
    expect_shapes(learner, case, "shape_grad_a1", "shape_delta1", "shape_dW1", "shape_db1")


@shapes.check("the local slopes, from the loss back to w1")
def shapes_slopes(learner, case):
    expect_factors(learner, case, *list(FACTORS)[:6])


@shapes.check("their products: dL_dw2 and dL_dw1")
def shapes_products(learner, case):
    expect_factors(learner, case, "dL_dw2", "dL_dw1")
