"""What goes wrong with layer normalisation."""

import numpy as np

from .layer_norm import layer_norm_, right_layer_norm, standardised


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


@layer_norm_.misconception(
    "root_mean_square",
    "You divided by the root of the mean of z². The variance is measured from the mean: square z − μ.",
    "σ² = (1/n) Σ (z − μ)², not (1/n) Σ z²",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    centred = z - z.mean(axis=1, keepdims=True)
    return gamma * centred / np.sqrt(np.square(z).mean(axis=1, keepdims=True) + eps) + beta


@layer_norm_.misconception(
    "rms_norm",
    "You divided by the root of the mean of z² and left the mean in. That is RMSNorm, a simpler relative: "
    "here the mean is subtracted first.",
    "(z − μ) / √(σ² + ε), not z / √(mean(z²) + ε)",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * z / np.sqrt(np.square(z).mean(axis=1, keepdims=True) + eps) + beta


@layer_norm_.misconception(
    "only_centred",
    "You subtracted the mean and stopped there. Divide by the standard deviation, too.",
    "x̂ = (z − μ) / √(σ² + ε), not z − μ",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * (z - z.mean(axis=1, keepdims=True)) + beta


@layer_norm_.misconception(
    "variance_over_batch",
    "Your mean runs over the features of each sample, but your variance over the batch. Both belong to the "
    "same row.",
    "μ_n and σ²_n, both over the features of sample n",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * (z - z.mean(axis=1, keepdims=True)) / np.sqrt(z.var(axis=0) + eps) + beta


@layer_norm_.misconception(
    "mean_over_batch",
    "Your variance runs over the features of each sample, but your mean over the batch. Both belong to the "
    "same row.",
    "μ_n and σ²_n, both over the features of sample n",
)
def layer_norm(z, gamma, beta, eps=1e-5):
    return gamma * (z - z.mean(axis=0)) / np.sqrt(z.var(axis=1, keepdims=True) + eps) + beta
