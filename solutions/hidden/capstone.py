"""Hidden checks of set 15: each part's own hidden checks, other networks, other points, other digits."""

import numpy as np
from nnkit_problems_capstone.assembled import present
from nnkit_problems_capstone.digits import require_digits
from nnkit_problems_capstone.fit import require_learned
from nnkit_problems_capstone.network import batch, expect_backward, expect_forward, made

from nnkit.grading import hidden_check
from nnkit.grading.parts import expect_part
from nnkit.grading.problems import find_problem


def part_check(*ids):
    """Make a check that runs the hidden checks of earlier problems."""

    def check(learner, case):
        present(learner)
        for id in ids:
            expect_part(learner, case, find_problem(id, hidden=True), hidden=True)

    return check


forward = hidden_check("capstone.assembled", "the functions of the forward pass, other inputs")(
    part_check("layers.dense_forward", "activations.relu", "signals.initialisers")
)
loss = hidden_check("capstone.assembled", "the functions of the loss, other inputs")(
    part_check("softmax.logsumexp", "softmax.stable", "softmax.cross_entropy", "training.accuracy")
)
learning = hidden_check("capstone.assembled", "the functions of the way back and the step, other inputs")(
    part_check("softmax.gradient", "backprop.dense_backward", "descent.minibatches", "descent.adam")
)


@hidden_check("capstone.network", "other depths and widths, forward and backward")
def other_depths(learner, case):
    """Random sizes, one unit wide at the narrowest; one sample, and as many as there are inputs."""
    for layers in (1, 2, 3, 5):
        sizes = [int(n) for n in case.rng.integers(1, 6, layers + 1)]
        net, right = made(learner, case, sizes)
        for N in (1, sizes[0], 6):
            x, delta = batch(case, sizes, N)
            expect_forward(case, net, right, x)
            expect_backward(case, net, right, delta)


@hidden_check("capstone.fit", "other moons")
def other_moons(learner, case):
    """The visible demand, on other points."""
    require_learned(learner, case, "moons", 150, [2, 16, 8, 2], 0.97)


@hidden_check("capstone.fit", "other spirals")
def other_spirals(learner, case):
    """The visible demand, on other points."""
    require_learned(learner, case, "spirals", 200, [2, 32, 32, 2], 0.95)


@hidden_check("capstone.digits", "other images kept back", points=3)
def other_digits(learner, case):
    """The visible demand, on a split that nobody has seen."""
    require_digits(learner, case, np.random.default_rng(case.rng.integers(2**32)), 0.94)
