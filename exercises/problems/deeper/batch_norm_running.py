"""What goes wrong with the running averages of batch normalisation."""

import numpy as np

from .batch_norm import Frame, batch_norm


@batch_norm.misconception(
    "momentum_exchanged",
    "You exchanged the two weights. Here momentum is the share of the old average that stays, so a new batch "
    "comes in with 1 − momentum.",
    "running ← momentum · running + (1 − momentum) · batch",
)
class BatchNorm(Frame):
    def remember(self, z, mean, var):
        m = self.momentum
        self.running_mean = (1 - m) * self.running_mean + m * mean
        self.running_var = (1 - m) * self.running_var + m * var


@batch_norm.misconception(
    "fixed_momentum",
    "You wrote 0.9 into the formula. `momentum` is an argument: use the one that the layer was made with.",
    "running ← momentum · running + (1 − momentum) · batch",
)
class BatchNorm(Frame):
    def remember(self, z, mean, var):
        self.running_mean = 0.9 * self.running_mean + 0.1 * mean
        self.running_var = 0.9 * self.running_var + 0.1 * var


@batch_norm.misconception(
    "not_weighted",
    "You added the batch in full to the old average. The two shares must make 1, or the average grows "
    "without end.",
    "running ← momentum · running + (1 − momentum) · batch, not + batch",
)
class BatchNorm(Frame):
    def remember(self, z, mean, var):
        self.running_mean = self.momentum * self.running_mean + mean
        self.running_var = self.momentum * self.running_var + var


@batch_norm.misconception(
    "running_unbiased",
    "You put the unbiased variance, with N − 1, into the running average. Many libraries do, nnkit among "
    "them; here the same biased σ² serves both.",
    "running_var ← momentum · running_var + (1 − momentum) · (1/N) Σ (z − μ)²",
)
class BatchNorm(Frame):
    def remember(self, z, mean, var):
        super().remember(z, mean, z.var(axis=0, ddof=1))


@batch_norm.misconception(
    "running_deviation",
    "Your running_var averages standard deviations. It should average the variances; the root comes later.",
    "running_var ← momentum · running_var + (1 − momentum) · σ², not · σ",
)
class BatchNorm(Frame):
    def remember(self, z, mean, var):
        super().remember(z, mean, np.sqrt(var))


@batch_norm.misconception(
    "running_var_from_0",
    "Your running_var starts at 0. It should start at 1: before the first batch nothing is known, and then "
    "evaluation should change nothing.",
    "running_mean = 0 and running_var = 1 at first",
)
class BatchNorm(Frame):
    def __init__(self, n, momentum=0.9, eps=1e-5):
        super().__init__(n, momentum, eps)
        self.running_var = np.zeros(n)


@batch_norm.misconception(
    "last_batch",
    "Your running averages are simply the last batch's. They should move slowly, so that no single batch "
    "decides how the network is judged.",
    "running ← momentum · running + (1 − momentum) · batch, not running ← batch",
)
class BatchNorm(Frame):
    def remember(self, z, mean, var):
        self.running_mean, self.running_var = mean, var


@batch_norm.misconception(
    "never_remembers",
    "Your running averages never move. Each forward in training should bring them closer to its batch.",
    "running ← momentum · running + (1 − momentum) · batch",
)
class BatchNorm(Frame):
    def remember(self, z, mean, var):
        pass


@batch_norm.misconception(
    "default_momentum",
    "Made without a momentum, your layer takes another one than 0.9. (PyTorch's 0.1 is the share of the new "
    "batch; here momentum is the share of the old average.)",
    "momentum = 0.9, unless it is given",
)
class BatchNorm(Frame):
    def __init__(self, n, momentum=0.1, eps=1e-5):
        super().__init__(n, momentum, eps)


@batch_norm.misconception(
    "running_exchanged",
    "Your running_mean averages the variances, and running_var the means. Exchange them.",
    "running_mean ← … + (1 − momentum) · μ, running_var ← … + (1 − momentum) · σ²",
)
class BatchNorm(Frame):
    def remember(self, z, mean, var):
        super().remember(z, var, mean)
