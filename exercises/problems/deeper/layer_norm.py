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
    z = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 60.0]])
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


@layer_norm_.misconception(
    "axis_0",
    "You normalised each feature over the batch: that's batch normalisation. Here each sample, a row of z, "
    "is normalised over its own features.",
    "μ_n = (1/n) Σ_i z_ni, one for each sample",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * standardised(z, eps, axis=0) + beta


@layer_norm_.misconception(
    "whole_array",
    "You took one mean and one variance of the whole batch. Then a sample's output depends on the others; "
    "each row has its own.",
    "μ_n = (1/n) Σ_i z_ni, one for each sample",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * standardised(z, eps, axis=None) + beta


@layer_norm_.misconception(
    "keepdims",
    "The means of the rows lost their axis: with shape (N,) NumPy lines them up with the columns. Keep it, "
    "so that they have shape (N, 1).",
    "(N, n) − (N, 1), not (N, n) − (N,)",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * (z - z.mean(axis=1)) / np.sqrt(z.var(axis=1) + eps) + beta


@layer_norm_.misconception(
    "variance",
    "You divided by the variance. Its root, the standard deviation, makes the new variance 1.",
    "(z − μ) / √(σ² + ε), not / (σ² + ε)",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    centred = z - z.mean(axis=1, keepdims=True)
    return gamma * centred / (z.var(axis=1, keepdims=True) + eps) + beta


@layer_norm_.misconception(
    "unbiased",
    "You divided the squares by n − 1. Here σ² is the biased variance, a plain mean over the features.",
    "σ² = (1/n) Σ (z − μ)², not 1/(n − 1)",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * standardised(z, eps, ddof=1) + beta


@layer_norm_.misconception(
    "eps_outside",
    "You added eps after taking the root. It belongs under it, beside σ².",
    "(z − μ) / √(σ² + ε), not / (√σ² + ε)",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    centred = z - z.mean(axis=1, keepdims=True)
    return gamma * centred / (z.std(axis=1, keepdims=True) + eps) + beta


@layer_norm_.misconception(
    "no_eps",
    "There's no eps under your root. A sample whose features are all equal then gives 0/0.",
    "(z − μ) / √(σ² + ε)",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    with np.errstate(all="ignore"):
        return gamma * (z - z.mean(axis=1, keepdims=True)) / z.std(axis=1, keepdims=True) + beta


@layer_norm_.misconception(
    "fixed_eps",
    "You wrote 1e-5 into the formula. `eps` is an argument: use it.",
    "(z − μ) / √(σ² + ε), with the ε that is given",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return right_layer_norm(z, gamma, beta)


@layer_norm_.misconception(
    "no_scale_and_shift",
    "Neither gamma nor beta is in your result. They give the network back what the normalisation took: a "
    "scale and a shift for each feature.",
    "a = γ x̂ + β, not x̂",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return standardised(z, eps)


@layer_norm_.misconception(
    "no_gamma",
    "beta is added, but gamma is missing. It scales each feature before the shift.",
    "a = γ x̂ + β, not x̂ + β",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return standardised(z, eps) + beta


@layer_norm_.misconception(
    "no_beta",
    "gamma is there, but beta is missing. It shifts each feature at the end.",
    "a = γ x̂ + β, not γ x̂",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return standardised(z, eps) * gamma


@layer_norm_.misconception(
    "shift_first",
    "You added beta before multiplying by gamma, so beta is scaled as well. Scale first, then shift.",
    "a = γ x̂ + β, not γ (x̂ + β)",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return (standardised(z, eps) + beta) * gamma


@layer_norm_.misconception(
    "parameters_first",
    "You applied gamma and beta to z and normalised afterwards, which takes most of their work away again. "
    "They come last.",
    "a = γ x̂ + β with x̂ the normalised z",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return standardised(gamma * z + beta, eps)


@layer_norm_.misconception(
    "not_centred",
    "You divided by the standard deviation but left the mean in. Subtract it first.",
    "x̂ = (z − μ) / √(σ² + ε), not z / √(σ² + ε)",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * z / np.sqrt(z.var(axis=1, keepdims=True) + eps) + beta


@layer_norm_.misconception(
    "length",
    "You divided by the length of the row, not by its standard deviation: the root of the sum of squares "
    "instead of the root of their mean.",
    "σ² = (1/n) Σ (z − μ)², not Σ (z − μ)²",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    centred = z - z.mean(axis=1, keepdims=True)
    return gamma * centred / np.sqrt((centred**2).sum(axis=1, keepdims=True) + eps) + beta
