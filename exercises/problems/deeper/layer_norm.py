"""Layer normalisation: each sample over its own features."""

import numpy as np

from nnkit.grading import Problem


def standardised(z, eps, axis=1, ddof=0):
    """Return (z − μ) / √(σ² + ε) along an axis."""
    centred = z - np.mean(z, axis=axis, keepdims=True)
    count = z.size if axis is None else z.shape[axis]
    return centred / (np.sum(centred**2, axis=axis, keepdims=True) / (count - ddof) + eps) ** 0.5


def right_layer_norm(z, gamma, beta, eps=1e-5):
    return np.einsum("ni,i->ni", standardised(z, eps), gamma) + beta


layer_norm_ = Problem(
    id="deeper.layer_norm",
    title="Layer normalisation",
    concept=19,
    points=3,
    kind="function",
    names=("layer_norm",),
    reference={"layer_norm": right_layer_norm},
    hints=(
        "A sample is a row of z. It is normalised by itself, over its own features, whoever else is in the "
        "batch; then each feature is scaled and shifted.",
        "The mean and the variance of z (N, n) must come out as (N, 1), so that they line up with the rows; "
        "gamma and beta are (n,) and line up with the columns.",
        "Mean and variance along the last axis, with the axis kept; subtract, divide by the root of variance "
        "plus eps; multiply by gamma, and add beta last.",
    ),
)


def sizes(N, n):
    return {"the batch size": N, "the number of features": n}


def drawn(case, N, n):
    """Draw z (N, n) with rows that differ in mean and spread, gamma and beta (n,)."""
    rows = 3 * case.rng.standard_normal((N, 1)) + case.rng.uniform(0.5, 3, (N, 1))
    z = rows * case.rng.standard_normal((N, n)) + rows
    return z, case.rng.uniform(0.5, 2, n), case.rng.standard_normal(n)


def expect_norm(learner, case, z, gamma, beta, **more):
    got, want = learner.layer_norm(z, gamma, beta, **more), right_layer_norm(z, gamma, beta, **more)
    case.expect("layer_norm", got, want, inputs=(z, gamma, beta), factors=sizes(*z.shape))


@layer_norm_.check("two samples, gamma 1 and beta 0")
def layer_worked(learner, case):
    z = np.array([[1.0, 2.0, 3.0], [3.0, 0.0, -1.5]])
    expect_norm(learner, case, z, np.ones(3), np.zeros(3))


@layer_norm_.check("with gamma and beta")
def layer_batch(learner, case):
    for N, n in ((4, 3), (4, 4), (2, 6)):
        expect_norm(learner, case, *drawn(case, N, n))


@layer_norm_.check("one sample by itself")
def layer_single(learner, case):
    expect_norm(learner, case, *drawn(case, 1, 5))


@layer_norm_.check("samples that hardly vary, and other eps")
def layer_small(learner, case):
    z, gamma, beta = drawn(case, 4, 5)
    z = 1 + case.rng.standard_normal((4, 5)) * np.array([[1.0], [0.01], [0.001], [0.0]])
    expect_norm(learner, case, z, gamma, beta)
    expect_norm(learner, case, z, gamma, beta, eps=0.1)
    case.expect_unchanged(learner)
