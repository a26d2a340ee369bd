"""What goes wrong with the two modes of batch normalisation."""

import numpy as np

from .batch_norm import Frame, batch_norm


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
