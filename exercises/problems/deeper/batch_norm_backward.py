"""What goes wrong in the backward pass of batch normalisation."""

import numpy as np

from .batch_norm import Frame, batch_norm


@batch_norm.misconception(
    "constants",
    "Your backward treats μ and σ as constants. They are made of z, so two more terms come back through "
    "them, one by the mean and one by the variance.",
    "∂L/∂z = (g − mean(g) − x̂ mean(g ⊙ x̂)) / √(σ² + ε), not g / √(σ² + ε)",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return g / self.std


@batch_norm.misconception(
    "without_variance",
    "What comes back through the mean is there, what comes back through the variance is missing.",
    "∂L/∂z = (g − mean(g) − x̂ mean(g ⊙ x̂)) / √(σ² + ε): the last term",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return (g - g.mean(axis=0)) / self.std


@batch_norm.misconception(
    "without_mean",
    "What comes back through the variance is there, what comes back through the mean is missing.",
    "∂L/∂z = (g − mean(g) − x̂ mean(g ⊙ x̂)) / √(σ² + ε): the middle term",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return (g - self.x_hat * (g * self.x_hat).mean(axis=0)) / self.std


@batch_norm.misconception(
    "variance_sign",
    "The term that comes back through the variance has the wrong sign. Moving a sample away from the mean "
    "widens the spread, and that pulls every x̂ in.",
    "g − mean(g) − x̂ mean(g ⊙ x̂), not + x̂ mean(g ⊙ x̂)",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return (g - g.mean(axis=0) + self.x_hat * (g * self.x_hat).mean(axis=0)) / self.std


@batch_norm.misconception(
    "without_x_hat",
    "In the term that comes back through the variance the outer x̂ is missing: each sample moves the "
    "spread in proportion to its own x̂.",
    "x̂ · mean(g ⊙ x̂), not mean(g ⊙ x̂) alone",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return (g - g.mean(axis=0) - (g * self.x_hat).mean(axis=0)) / self.std


@batch_norm.misconception(
    "sums",
    "You subtracted sums where means belong. μ and σ² are means over the batch, so each sample has a share "
    "of 1/N in them.",
    "(g − (1/N) Σ g − x̂ (1/N) Σ g x̂) / √(σ² + ε)",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return (g - g.sum(axis=0) - self.x_hat * (g * self.x_hat).sum(axis=0)) / self.std


@batch_norm.misconception(
    "not_divided",
    "Your backward lacks the division by the standard deviation. The forward divides by it, and so does the "
    "gradient.",
    "∂L/∂z = (…) / √(σ² + ε)",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return super().input_gradient(g) * self.std


@batch_norm.misconception(
    "multiplied",
    "Your backward multiplies by the standard deviation, as if it had to undo the forward. The slope of z "
    "/ σ is 1/σ.",
    "∂L/∂z = (…) / √(σ² + ε), not · √(σ² + ε)",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return super().input_gradient(g) * self.std**2


@batch_norm.misconception(
    "divided_by_variance",
    "Your backward divides by σ² + ε, and should by its root. x̂ already contains one such division.",
    "∂L/∂z = (…) / √(σ² + ε), not / (σ² + ε)",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return super().input_gradient(g) / self.std


@batch_norm.misconception(
    "means_of_rows",
    "The means in your backward run over the units. They must run over what μ and σ² were taken over: the "
    "samples.",
    "mean(g) = (1/N) Σ_n g_ni, one for each unit i",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        along = (g * self.x_hat).mean(axis=1, keepdims=True)
        return (g - g.mean(axis=1, keepdims=True) - self.x_hat * along) / self.std


@batch_norm.misconception(
    "z_for_x_hat",
    "Your backward uses z where the normalised x̂ belongs. Keep x̂ in the forward pass.",
    "x̂ mean(g ⊙ x̂), not z mean(g ⊙ z)",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return (g - g.mean(axis=0) - self.z * (g * self.z).mean(axis=0)) / self.std


@batch_norm.misconception(
    "delta_unchanged",
    "Your backward hands delta on as it came. Whatever the forward does to z has a slope, and this one is "
    "not 1.",
    "∂L/∂z = (g − mean(g) − x̂ mean(g ⊙ x̂)) / √(σ² + ε), not delta",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return np.array(g)


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
    "no_gamma_back",
    "Your backward pass leaves gamma out. The output is gamma times x̂, so on the way back delta is "
    "multiplied by gamma; at the start it is 1 and nobody notices.",
    "∂L/∂x̂ = γ ⊙ δ, not δ",
)
class BatchNorm(Frame):
    def backward(self, delta):
        self.dgamma, self.dbeta = self.parameter_gradients(delta)
        return self.input_gradient(delta)


@batch_norm.misconception(
    "gamma_in_dgamma",
    "You put gamma into its own gradient. The output is γ x̂ + β, linear in gamma, so its slope is x̂ alone.",
    "∂L/∂γ_i = Σ_n δ_ni x̂_ni, not Σ_n γ_i δ_ni x̂_ni",
)
class BatchNorm(Frame):
    def parameter_gradients(self, delta):
        return super().parameter_gradients(delta * self.gamma)[0], delta.sum(axis=0)
