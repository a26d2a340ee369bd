"""What goes wrong in the backward pass of batch normalisation: the gradient at z."""

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
    "mean_sign",
    "The term that comes back through the mean has the wrong sign. The mean is subtracted in the forward "
    "pass, so its share comes off.",
    "g − mean(g) − x̂ mean(g ⊙ x̂), not g + mean(g) − …",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return (g + g.mean(axis=0) - self.x_hat * (g * self.x_hat).mean(axis=0)) / self.std


@batch_norm.misconception(
    "variance_half",
    "The term that comes back through the variance is half of what it should be. The ½ of the root's slope "
    "meets a 2, the slope of (z − μ)².",
    "x̂ mean(g ⊙ x̂), not ½ x̂ mean(g ⊙ x̂)",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return (g - g.mean(axis=0) - 0.5 * self.x_hat * (g * self.x_hat).mean(axis=0)) / self.std


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
    "gamma_twice_back",
    "gamma is in your ∂L/∂z twice. It multiplies delta once, at the start; what follows is linear in g.",
    "g = γ ⊙ δ, and then no γ any more",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return self.gamma * super().input_gradient(g)


@batch_norm.misconception(
    "gamma_not_everywhere",
    "In the term that comes back through the variance you used delta, where g = gamma · delta belongs. "
    "dgamma / N is that mean without gamma.",
    "x̂ mean(g ⊙ x̂), not x̂ mean(δ ⊙ x̂)",
)
class BatchNorm(Frame):
    def input_gradient(self, g):
        return (g - g.mean(axis=0) - self.x_hat * self.dgamma / len(g)) / self.std


@batch_norm.misconception(
    "returns_three",
    "Your backward returns dgamma and dbeta as well. Only ∂L/∂z is returned; the other two are kept on the "
    "layer.",
    "backward(δ) = ∂L/∂z",
)
class BatchNorm(Frame):
    def backward(self, delta):
        return super().backward(delta), self.dgamma, self.dbeta
