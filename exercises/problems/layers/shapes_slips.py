"""What goes wrong with shapes, each slip as another rule for some of them."""

from .shapes import shapes, shapes_of


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
