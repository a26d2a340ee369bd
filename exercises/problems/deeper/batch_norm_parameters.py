"""What goes wrong with the gradients of gamma and beta, and with arrays that come in."""

import numpy as np

from .batch_norm import Frame, batch_norm


@batch_norm.misconception(
    "dgamma_of_z",
    "Your dgamma uses z. gamma multiplies the normalised x̂, so its gradient is made with x̂.",
    "dγ = Σ_n delta_n x̂_n, not Σ_n delta_n z_n",
)
class BatchNorm(Frame):
    def parameter_gradients(self, delta):
        return (delta * self.z).sum(axis=0), delta.sum(axis=0)


@batch_norm.misconception(
    "dgamma_without_x_hat",
    "Your dgamma is the sum of delta, and that's dbeta. gamma multiplies x̂, so x̂ is a factor of its "
    "gradient.",
    "dγ = Σ_n delta_n x̂_n, not Σ_n delta_n",
)
class BatchNorm(Frame):
    def parameter_gradients(self, delta):
        return delta.sum(axis=0), delta.sum(axis=0)


@batch_norm.misconception(
    "parameter_means",
    "Your dgamma and dbeta are means over the batch. The division by N is already in delta, if the loss is a "
    "mean: sum.",
    "dγ = Σ_n delta_n x̂_n and dβ = Σ_n delta_n, without 1/N",
)
class BatchNorm(Frame):
    def parameter_gradients(self, delta):
        return (delta * self.x_hat).mean(axis=0), delta.mean(axis=0)


@batch_norm.misconception(
    "parameters_by_sample",
    "Your dgamma and dbeta have one row for each sample. All samples share one gamma and one beta: sum over "
    "the batch.",
    "dγ and dβ have the shape of γ and β, (n,)",
)
class BatchNorm(Frame):
    def parameter_gradients(self, delta):
        return delta * self.x_hat, np.array(delta)


@batch_norm.misconception(
    "exchanged",
    "You exchanged dgamma and dbeta. The one that scales, gamma, has x̂ in its gradient; the one that shifts "
    "has not.",
    "dγ = Σ_n delta_n x̂_n, dβ = Σ_n delta_n",
)
class BatchNorm(Frame):
    def parameter_gradients(self, delta):
        dgamma, dbeta = super().parameter_gradients(delta)
        return dbeta, dgamma


@batch_norm.misconception(
    "accumulated",
    "Your dgamma and dbeta go on growing from one backward to the next. Each backward replaces them.",
    "dγ = Σ_n delta_n x̂_n, not dγ + Σ_n delta_n x̂_n",
)
class BatchNorm(Frame):
    def parameter_gradients(self, delta):
        dgamma, dbeta = super().parameter_gradients(delta)
        return self.dgamma + dgamma, self.dbeta + dbeta


@batch_norm.misconception(
    "in_place",
    "The numbers are right, but an array that came in was changed: `z -= mean` writes into the caller's z. "
    "Make a new one.",
    "x̂ = (z − μ) / √(σ² + ε), with z left as it was",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        a = super().forward(z, training)
        z -= z.mean(axis=0)
        return a


@batch_norm.misconception(
    "gamma_in_dgamma",
    "You put gamma into its own gradient. The output is γ x̂ + β, linear in gamma, so its slope is x̂ alone.",
    "∂L/∂γ_i = Σ_n δ_ni x̂_ni, not Σ_n γ_i δ_ni x̂_ni",
)
class BatchNorm(Frame):
    def parameter_gradients(self, delta):
        return super().parameter_gradients(delta * self.gamma)[0], delta.sum(axis=0)
