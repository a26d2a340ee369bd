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
