"""Wrong counts: units or layers left out, weights and biases taken for each other."""

import numpy as np

from .count import count, right_count


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
    "output_biases_only",
    "Only the output units got a bias in your count. The hidden units have one each as well: is the bias "
    "counted inside the loop?",
    "Σ_l n_l over l = 1 … L, not n_L alone",
)
def count_parameters(sizes):
    return int(np.dot(sizes[:-1], sizes[1:])) + sizes[-1]


@count.misconception(
    "wrapped",
    "Your loop begins at 0, where `sizes[l - 1]` is `sizes[-1]`, the last one: the inputs then count as a "
    "layer that reads the outputs. Begin at 1.",
    "l runs from 1 to L, not from 0",
)
def count_parameters(sizes):
    return right_count(sizes) + right_count([sizes[-1], sizes[0]])


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
