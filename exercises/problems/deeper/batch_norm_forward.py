"""What goes wrong in the forward pass of batch normalisation."""

import numpy as np

from .batch_norm import Frame, batch_norm


@batch_norm.misconception(
    "axis_1",
    "You normalised each sample over its units: that's layer normalisation. Batch normalisation gives every "
    "unit, a column of z, mean 0 and variance 1 over the samples.",
    "μ_i = (1/N) Σ_n z_ni, not (1/n) Σ_i z_ni",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        if not training:
            return super().forward(z, False)
        mean, var = z.mean(axis=1, keepdims=True), z.var(axis=1, keepdims=True)
        self.x_hat, self.std = (z - mean) / self.deviation(var), self.deviation(var)
        return self.x_hat * self.gamma + self.beta


@batch_norm.misconception(
    "whole_array",
    "You took one mean and one variance of the whole array. Each unit has its own: they live on different "
    "scales, and that's what is to be evened out.",
    "μ_i = (1/N) Σ_n z_ni, one for each unit i",
)
class BatchNorm(Frame):
    def statistics(self, z):
        ones = np.ones(z.shape[1])
        return z.mean() * ones, z.var() * ones


@batch_norm.misconception(
    "variance",
    "You divided by the variance. Its root, the standard deviation, has the units of z and makes the new "
    "variance 1.",
    "x̂ = (z − μ) / √(σ² + ε), not / (σ² + ε)",
)
class BatchNorm(Frame):
    def deviation(self, var):
        return var + self.eps


@batch_norm.misconception(
    "eps_outside",
    "You added eps after taking the root. Under it, eps = 10⁻⁵ limits the divisor to 0.003; outside, a unit "
    "that hardly varies is blown up much more.",
    "x̂ = (z − μ) / √(σ² + ε), not / (√σ² + ε)",
)
class BatchNorm(Frame):
    def deviation(self, var):
        return np.sqrt(var) + self.eps


@batch_norm.misconception(
    "no_eps",
    "There's no eps under your root. A unit that is the same for the whole batch then gives 0/0.",
    "x̂ = (z − μ) / √(σ² + ε)",
)
class BatchNorm(Frame):
    def deviation(self, var):
        with np.errstate(all="ignore"):
            return np.sqrt(var)

    def statistics(self, z):
        return z.mean(axis=0), z.var(axis=0)


@batch_norm.misconception(
    "fixed_eps",
    "You wrote 1e-5 into the formula. `eps` is an argument: use the one that the layer was made with.",
    "x̂ = (z − μ) / √(σ² + ε), with the layer's own ε",
)
class BatchNorm(Frame):
    def deviation(self, var):
        return np.sqrt(var + 1e-5)


@batch_norm.misconception(
    "unbiased",
    "You divided the squares by N − 1. Here σ² is the biased variance, a plain mean over the batch, so "
    "that x̂ has variance 1.",
    "σ² = (1/N) Σ (z − μ)², not 1/(N − 1)",
)
class BatchNorm(Frame):
    def statistics(self, z):
        return z.mean(axis=0), z.var(axis=0, ddof=1)


@batch_norm.misconception(
    "not_centred",
    "You divided by the standard deviation but left the mean in. Subtract it first.",
    "x̂ = (z − μ) / √(σ² + ε), not z / √(σ² + ε)",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        super().forward(z, training)
        return z / self.std


@batch_norm.misconception(
    "only_centred",
    "You subtracted the mean and stopped there. Divide by the standard deviation, too.",
    "x̂ = (z − μ) / √(σ² + ε), not z − μ",
)
class BatchNorm(Frame):
    def deviation(self, var):
        return np.ones_like(var)


@batch_norm.misconception(
    "root_mean_square",
    "You divided by the root of the mean of z². The variance is measured from the mean: square z − μ.",
    "σ² = (1/N) Σ (z − μ)², not (1/N) Σ z²",
)
class BatchNorm(Frame):
    def statistics(self, z):
        return z.mean(axis=0), (z**2).mean(axis=0)


@batch_norm.misconception(
    "no_gamma",
    "Your gamma is made but never used. At the start it is 1 and nobody notices; once it has learned, the "
    "layer must scale by it.",
    "a = γ x̂ + β, not x̂ + β",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        super().forward(z, training)
        return self.x_hat + self.beta


@batch_norm.misconception(
    "no_beta",
    "Your beta is made but never added. At the start it is 0 and nobody notices; once it has learned, the "
    "layer must shift by it.",
    "a = γ x̂ + β, not γ x̂",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        super().forward(z, training)
        return self.x_hat * self.gamma


@batch_norm.misconception(
    "beta_first",
    "You added beta before scaling, so gamma scales it as well. Scale first, then shift.",
    "a = γ x̂ + β, not γ (x̂ + β)",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        super().forward(z, training)
        return (self.x_hat + self.beta) * self.gamma


@batch_norm.misconception(
    "gamma_from_0",
    "Your gamma starts at 0, so everything that comes out is beta. It starts at 1, and then changes nothing.",
    "γ = 1 and β = 0 at first",
)
class BatchNorm(Frame):
    def __init__(self, n, momentum=0.9, eps=1e-5):
        super().__init__(n, momentum, eps)
        self.gamma = np.zeros(n)
