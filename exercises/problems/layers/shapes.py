"""Every shape in a network of three layers, with sizes of one's own."""

import numpy as np

from nnkit.grading import Problem

from .shared import tells_apart

SHAPES = {"shape_W": "W", "shape_b": "b", "shape_z": "z", "shape_a": "a"}


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
        case.expect(what, one, right)


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


def add_slip(id, sentence, formula, **other):
    """Add the slip of reckoning these names by another rule."""

    @shapes.slip(id, sentence, formula)
    def slip(given):
        wrong = shapes_of(given, **other)
        return {name: wrong[name] for name in other}


add_slip(
    "W_transposed",
    "You wrote W as [n_in, n_out], as some texts and libraries do. In this course row j of W holds what unit "
    "j reads, so the units are the rows.",
    "W is (n_out, n_in), and z = a_prev Wᵀ + b",
    shape_W=lambda n_in, n_out, N: [n_in, n_out],
)
add_slip(
    "W_with_batch",
    "Your weights grow with the batch. They belong to the layer: the same W serves one sample or a thousand.",
    "W is (n_out, n_in), without N",
    shape_W=lambda n_in, n_out, N: [N, n_out],
)
add_slip(
    "W_square",
    "Your W joins each layer to itself. It stands between two layers: it reads the layer before and feeds "
    "this one.",
    "W is (n_out, n_in), not (n_out, n_out)",
    shape_W=lambda n_in, n_out, N: [n_out, n_out],
)
add_slip(
    "W_with_bias",
    "You gave W one column more, for the bias. That is a way to do it (with a 1 added to each input), but "
    "here the biases have an array of their own.",
    "W is (n_out, n_in), and b is (n_out,)",
    shape_W=lambda n_in, n_out, N: [n_out, n_in + 1],
)
add_slip(
    "b_per_input",
    "You gave each input of the layer a bias. It is the units that have one each, however many numbers they "
    "read.",
    "b is (n_out,), not (n_in,)",
    shape_b=lambda n_in, n_out, N: [n_in],
)
add_slip(
    "b_row",
    "You made b a table of one row. It broadcasts just as well, but in this course b has one axis only.",
    "b is (n_out,), not (1, n_out)",
    shape_b=lambda n_in, n_out, N: [1, n_out],
)
add_slip(
    "b_column",
    "You made b a column, which fits when the samples stand in columns. Here they stand in rows, and b has "
    "one axis only.",
    "b is (n_out,), not (n_out, 1)",
    shape_b=lambda n_in, n_out, N: [n_out, 1],
)
add_slip(
    "b_per_sample",
    "You gave each sample a bias of its own. The biases belong to the units, and every sample meets the same "
    "ones.",
    "b is (n_out,), not (N,)",
    shape_b=lambda n_in, n_out, N: [N],
)
add_slip(
    "b_like_z",
    "You gave b a row for each sample. Broadcasting adds the same b to all rows of z, so one copy is enough.",
    "b is (n_out,), not (N, n_out)",
    shape_b=lambda n_in, n_out, N: [N, n_out],
)
add_slip(
    "samples_in_columns",
    "You put the samples into columns, as some texts do. In this course each sample is a row: N comes first.",
    "z and a are (N, n_out), not (n_out, N)",
    shape_z=lambda n_in, n_out, N: [n_out, N],
    shape_a=lambda n_in, n_out, N: [n_out, N],
)
add_slip(
    "one_sample",
    "These are the shapes for a single sample. A batch of N goes through at once, one row for each.",
    "z and a are (N, n_out), not (n_out,)",
    shape_z=lambda n_in, n_out, N: [n_out],
    shape_a=lambda n_in, n_out, N: [n_out],
)
add_slip(
    "a_layer_before",
    "z is right, but a has the size of the layer before. An activation function works entry by entry, so a "
    "has the shape of its z.",
    "a_l = φ(z_l) is (N, n_out), as z_l is",
    shape_a=lambda n_in, n_out, N: [N, n_in],
)
add_slip(
    "layer_before",
    "You took the size of the layer before: that is what goes in. What comes out has a column for each unit "
    "of the layer itself.",
    "z is (N, n_out), not (N, n_in)",
    shape_z=lambda n_in, n_out, N: [N, n_in],
    shape_a=lambda n_in, n_out, N: [N, n_in],
)
add_slip(
    "a_summed",
    "You gave each sample one activation. Every unit has one: the activation function adds nothing up.",
    "a is (N, n_out), not (N, 1)",
    shape_a=lambda n_in, n_out, N: [N, 1],
)
add_slip(
    "z_like_W",
    "You gave z the shape of W. The sum over what is read uses n_in up, and N, the samples, takes its place.",
    "z is (N, n_out), not (n_out, n_in)",
    shape_z=lambda n_in, n_out, N: [n_out, n_in],
    shape_a=lambda n_in, n_out, N: [n_out, n_in],
)
