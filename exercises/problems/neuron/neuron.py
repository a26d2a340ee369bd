"""One sigmoid neuron, for one sample or a batch."""

import numpy as np

from nnkit.activations import sigmoid
from nnkit.grading import Problem


def right_neuron(x, w, b):
    return sigmoid(np.inner(x, w) + b)


neuron_ = Problem(
    id="neuron.neuron",
    title="A neuron in code",
    concept=2,
    points=3,
    kind="function",
    names=("neuron",),
    reference={"neuron": right_neuron},
    hints=(
        "Two steps, as by hand: the affine part, then the sigmoid. One expression can serve a single sample "
        "and a whole batch.",
        "x (d,) with w (d,) must become one number, x (N, d) with w (d,) must become (N,): the axis of "
        "length d, the last one of x, is what disappears.",
        "`x @ w` sums over the last axis of x in both cases; add b to it. The sigmoid is 1 divided by 1 plus "
        "`np.exp` of minus that; `np.exp` works on numbers and arrays alike.",
    ),
)


def draw(case, N, d):
    """Draw a batch, weights of both signs, and a bias away from 0."""
    b = float(case.rng.choice([-1, 1]) * case.rng.uniform(0.6, 1.2))
    return case.rng.standard_normal((N, d)), case.rng.standard_normal(d), b


def expect_neuron(learner, case, x, w, b):
    got, want = learner.neuron(x, w, b), right_neuron(x, w, b)
    sizes = {"the number of inputs": len(w)} | ({"the batch size": len(x)} if x.ndim > 1 else {})
    case.expect("neuron(x, w, b)", got, want, inputs=(x,), factors=sizes)


@neuron_.check("a batch, one number for each row")
def neuron_batch(learner, case):
    for N, d in ((4, 3), (3, 3), (2, 5)):
        expect_neuron(learner, case, *draw(case, N, d))
    case.expect_unchanged(learner)


@neuron_.check("one sample")
def neuron_single(learner, case):
    expect_neuron(learner, case, np.array([3.0, 1.0]), np.array([0.5, -2.0]), 1.0)
    for d in (4, 1):
        x, w, b = draw(case, 1, d)
        expect_neuron(learner, case, x[0], w, b)


@neuron_.check("pre-activations of 1000")
def neuron_large(learner, case):
    x, w = np.array([[1000.0, 0.0], [-1000.0, 0.0], [0.0, 1.0], [30.0, 2.0]]), np.array([1.0, -2.0])
    expect_neuron(learner, case, x, w, 0.5)
