"""Every shape in a network of three layers, with sizes of one's own."""

import numpy as np

from nnkit.grading import Problem

from .shared import tells_apart

SHAPES = {"shape_W": "W", "shape_b": "b", "shape_z": "z", "shape_a": "a"}
ASK = {
    "W": "How many units has this layer, and how many numbers does each of them read?",
    "b": "How many units has this layer?",
    "z": "How many samples are there, and how many units has this layer?",
    "a": "An activation function changes no shape: which one has z?",
}


def shapes_of(given, **other):
    """Return the shapes of every W, b, z and a; ``other`` replaces the rule (n_in, n_out, N) -> shape."""
    rules = {
        "shape_W": lambda n_in, n_out, N: [n_out, n_in],
        "shape_b": lambda n_in, n_out, N: [n_out],
        "shape_z": lambda n_in, n_out, N: [N, n_out],
        "shape_a": lambda n_in, n_out, N: [N, n_out],
    }
    n, N = given["sizes"], given["N"]
    return {
        name: [list(map(int, (other.get(name) or rule)(n[l - 1], n[l], N))) for l in (1, 2, 3)]
        for name, rule in rules.items()
    }


def shapes_given(rng):
    """Draw four sizes and a batch size, all different, until every slip can be told from every other."""
    while True:
        sizes = rng.choice(np.arange(2, 13), 4, replace=False)
        given = {"sizes": sizes.tolist(), "N": int(rng.integers(15, 65))}
        if tells_apart(shapes, shapes_of(given), given, 0):
            return given


shapes = Problem(
    id="layers.shapes",
    title="Every shape",
    concept=3,
    points=3,
    kind="derivation",
    names=tuple(SHAPES),
    given=shapes_given,
    hints=(
        "Two questions settle every shape. How many units does the layer have, and how many numbers does "
        "each of them read? Then: is there one of these for the layer, or one for each sample?",
        "W and b belong to the layer, so N does not occur in them. z and a belong to the samples: one row "
        "for each sample, one column for each unit. b has one axis only, as in `[4]`.",
        "Layer l has sizes[l] units, and each reads sizes[l − 1] numbers: the first is the number of rows of "
        "W, the second that of its columns. z takes N and the first of the two; so does a, since ReLU "
        "changes no shape.",
    ),
)


def expect_shapes(learner, case, name):
    """Compare the three shapes that one name holds, layer by layer."""
    got, want, letter = learner[name], shapes_of(case.given)[name], SHAPES[name]
    three = isinstance(got, list | np.ndarray) and len(got) == 3
    text = f"`{name}` must hold three shapes, for layers 1, 2 and 3, in one list."
    case.require(three, text, kind="structure", at=name)
    for l, (one, right) in enumerate(zip(got, want, strict=True), start=1):
        what, axes = f"{letter}{l}", len(right)
        text = (
            f"`{what}` is a table: its shape is a list of two whole numbers, [rows, columns]."
            if axes == 2
            else f"`{what}` is a plain row of numbers: its shape is a list of one whole number, as in [4]."
        )
        case.require(np.shape(one) == (axes,), text, kind="structure", at=what)
        text = f"`{what}` has another shape. {ASK[letter]}"
        case.require(np.array_equal(one, right), text, at=what)


@shapes.check("the weights")
def shapes_W(learner, case):
    expect_shapes(learner, case, "shape_W")


@shapes.check("the biases")
def shapes_b(learner, case):
    expect_shapes(learner, case, "shape_b")


@shapes.check("the pre-activations")
def shapes_z(learner, case):
    expect_shapes(learner, case, "shape_z")


@shapes.check("the activations")
def shapes_a(learner, case):
    expect_shapes(learner, case, "shape_a")
