"""How many numbers a network learns."""

import numpy as np

from nnkit.grading import Problem


def right_count(sizes):
    """Return the length of all weights and biases laid end to end."""
    return int(np.dot(sizes[:-1], sizes[1:]) + np.sum(sizes[1:]))


count = Problem(
    id="layers.count",
    title="Counting parameters",
    concept=8,
    points=2,
    kind="function",
    names=("count_parameters",),
    reference={"count_parameters": right_count},
    hints=(
        "Each unit has one weight for each number that it reads, and one bias. Count a single unit first, "
        "then a layer, then all layers. The inputs are no layer: they have nothing to learn.",
        "`sizes` of length 4 means three layers: from sizes[0] to sizes[1], from sizes[1] to sizes[2], from "
        "sizes[2] to sizes[3]. W of the first has shape (sizes[1], sizes[0]), b has shape (sizes[1],).",
        "Start with 0 and go through the neighbouring pairs, `for n_in, n_out in zip(sizes, sizes[1:])`. "
        "Each pair adds the entries of a table with n_out rows and n_in columns, and n_out biases.",
    ),
)


def expect_counts(learner, case, *networks):
    """Ask for all counts before comparing: one number alone may be wrong in many ways."""
    counts = [learner.count_parameters(sizes) for sizes in networks]
    for sizes, got in zip(networks, counts, strict=True):
        case.expect(f"count_parameters({sizes})", got, right_count(sizes), inputs=(sizes,))


@count.check("small enough to count on a drawing")
def count_small(learner, case):
    expect_counts(learner, case, [2, 3, 1], [5, 2, 3])


@count.check("other networks with one hidden layer")
def count_others(learner, case):
    expect_counts(learner, case, [10, 50, 3], [10, 64, 5], [4, 4, 4])


@count.check("no hidden layer, and several")
def count_depths(learner, case):
    expect_counts(learner, case, [3, 2], [1, 1], [784, 256, 128, 10], [3, 4, 3, 2], [2, 3, 5, 7, 11, 13])


@count.misconception(
    "no_biases",
    "You counted the weights and left out the biases. Each unit, hidden or output, learns one of them too.",
    "Σ_l (n_l n_(l−1) + n_l), not Σ_l n_l n_(l−1)",
)
def count_parameters(sizes):
    return int(np.dot(sizes[:-1], sizes[1:]))


@count.misconception(
    "inputs_biased",
    "You gave the inputs biases as well. The inputs are numbers that arrive; only units, from the first "
    "hidden layer on, learn a bias.",
    "Σ_l n_l over l = 1 … L, without n_0",
)
def count_parameters(sizes):
    return right_count(sizes) + sizes[0]


@count.misconception(
    "bias_per_layer",
    "You counted one bias for each layer. Each unit has its own: it sets the place where that unit bends.",
    "b_l has n_l entries, not 1",
)
def count_parameters(sizes):
    return int(np.dot(sizes[:-1], sizes[1:])) + len(sizes) - 1


@count.misconception(
    "bias_of_reader",
    "You added a bias for each input of a layer. It is the layer's own units that have one: as many biases "
    "as rows of W.",
    "b_l has n_l entries, not n_(l−1)",
)
def count_parameters(sizes):
    return int(np.dot(sizes[:-1], sizes[1:])) + sum(sizes[:-1])


@count.misconception(
    "last_layer_unbiased",
    "The output units got no bias in your count. They have one each, like all other units.",
    "Σ_l n_l over l = 1 … L, with n_L",
)
def count_parameters(sizes):
    return right_count(sizes) - sizes[-1]


@count.misconception(
    "last_layer_missing",
    "You stopped one layer early: the weights and biases of the output layer are missing.",
    "l runs from 1 to L, not to L − 1",
)
def count_parameters(sizes):
    return right_count(sizes[:-1])


@count.misconception(
    "first_layer_missing",
    "You left out the first layer, the one that reads the inputs.",
    "l runs from 1 to L, not from 2",
)
def count_parameters(sizes):
    return right_count(sizes[1:])


@count.misconception(
    "last_layer_only",
    "You returned the count of the last layer alone. Add the layers up: `+=`, with the `return` after the "
    "loop.",
    "Σ_l (n_l n_(l−1) + n_l), not its last term",
)
def count_parameters(sizes):
    return right_count(sizes[-2:])


@count.misconception(
    "first_layer_only",
    "You returned the count of the first layer alone. Is there a `return` inside the loop?",
    "Σ_l (n_l n_(l−1) + n_l), not its first term",
)
def count_parameters(sizes):
    return right_count(sizes[:2])


@count.misconception(
    "units",
    "You counted the units. What is learnt sits on the connections between them, and in the biases.",
    "Σ_l (n_l n_(l−1) + n_l), not Σ_l n_l",
)
def count_parameters(sizes):
    return sum(sizes)


@count.misconception(
    "hidden_and_output_units",
    "You counted the hidden and output units, which is the number of biases. The weights are still to come.",
    "Σ_l (n_l n_(l−1) + n_l), not Σ_l n_l",
)
def count_parameters(sizes):
    return sum(sizes[1:])


@count.misconception(
    "all_multiplied",
    "You multiplied all sizes: those are the paths through the network. Weights of different layers add up.",
    "Σ_l n_l n_(l−1), not Π_l n_l",
)
def count_parameters(sizes):
    return int(np.prod(sizes))


@count.misconception(
    "added_not_multiplied",
    "You added the sizes of neighbouring layers. Every unit is joined to every number before it, so the "
    "weights of a layer are a product.",
    "n_l n_(l−1) + n_l, not n_l + n_(l−1) + n_l",
)
def count_parameters(sizes):
    return sum(sizes[:-1]) + 2 * sum(sizes[1:])


@count.misconception(
    "every_pair",
    "You joined each layer to all later ones. Here a layer reads only the one just before it.",
    "Σ_l n_l n_(l−1), not Σ_(k<l) n_l n_k",
)
def count_parameters(sizes):
    total = sum(sizes)
    return (total**2 - int(np.dot(sizes, sizes))) // 2 + sum(sizes[1:])


@count.misconception(
    "bias_on_both",
    "You added 1 on both sides of each product. The bias is one more number to read, not one more unit too.",
    "n_l (n_(l−1) + 1), not (n_l + 1)(n_(l−1) + 1)",
)
def count_parameters(sizes):
    return right_count(sizes) + sum(sizes[:-1]) + len(sizes) - 1
