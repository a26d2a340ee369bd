"""What goes wrong with the running averages of batch normalisation, and with evaluation."""

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
    "batch_at_evaluation",
    "You normalise with the batch's own mean and variance in evaluation, too. One sample's answer then "
    "depends on who else is in the batch: use the running averages.",
    "evaluation: (z − running_mean) / √(running_var + ε)",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        if training:
            return super().forward(z)
        mean, var = self.statistics(z)
        return (z - mean) / self.deviation(var)


@batch_norm.misconception(
    "learns_at_evaluation",
    "Evaluation moves your running averages. It should only use them: judging a network must not change it.",
    "evaluation leaves running_mean and running_var as they are",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        a = super().forward(z, training)
        if not training:
            self.remember(z, *self.statistics(z))
        return a


@batch_norm.misconception(
    "training_ignored",
    "You take no notice of `training`: in evaluation, too, the batch is normalised by itself and moves the "
    "running averages.",
    "evaluation: (z − running_mean) / √(running_var + ε)",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        return super().forward(z)


@batch_norm.misconception(
    "unchanged_at_evaluation",
    "You return z as it is in evaluation. That's right for dropout; here the next layer expects normalised "
    "values, by the running averages.",
    "evaluation: (z − running_mean) / √(running_var + ε), not z",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        return super().forward(z) if training else z


@batch_norm.misconception(
    "evaluation_bare",
    "In evaluation you normalise, but do not scale and shift. gamma and beta belong to the layer in both "
    "modes: only mean and variance come from elsewhere.",
    "a = γ (z − μ_running) / √(σ²_running + ε) + β",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        result = super().forward(z, training)
        return result if training else self.x_hat


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


@batch_norm.misconception(
    "running_in_training",
    "You normalise by the running averages in training, too. There the batch's own mean and variance count: "
    "what was learnt from earlier batches is for evaluation.",
    "training: x̂ = (z − μ_batch) / √(σ²_batch + ε)",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        if training:
            self.remember(z, *self.statistics(z))
        return super().forward(z, False)


@batch_norm.misconception(
    "evaluation_variance",
    "In evaluation you divide by the running variance. Its root is meant, with eps under it, as in training.",
    "evaluation: (z − running_mean) / √(running_var + ε), not / (running_var + ε)",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        if training:
            return super().forward(z)
        return self.gamma * (z - self.running_mean) / (self.running_var + self.eps) + self.beta


@batch_norm.misconception(
    "evaluation_no_eps",
    "In evaluation there's no eps under your root. It belongs there as in training.",
    "evaluation: (z − running_mean) / √(running_var + ε)",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        if training:
            return super().forward(z)
        return self.gamma * (z - self.running_mean) / np.sqrt(self.running_var) + self.beta


@batch_norm.misconception(
    "evaluation_not_centred",
    "In evaluation you divide, but do not subtract the running mean first.",
    "evaluation: (z − running_mean) / √(running_var + ε), not z / √(running_var + ε)",
)
class BatchNorm(Frame):
    def forward(self, z, training=True):
        if training:
            return super().forward(z)
        return self.gamma * z / self.deviation(self.running_var) + self.beta
