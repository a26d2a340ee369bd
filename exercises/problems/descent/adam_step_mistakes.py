"""What goes wrong in Adam's corrections and in its step."""

import numpy as np

from .adam import adam_
from .adam_memory_mistakes import Begun


@adam_.misconception(
    "no_correction",
    "m and v begin at 0 and are far too small at first, v most of all. You left out the division that makes "
    "up for it.",
    "m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)",
)
class Adam(Begun):
    def corrected(self):
        return self.m, self.v


@adam_.misconception(
    "m_not_corrected",
    "You corrected v, not m. Both begin at 0, and both are divided, each by its own 1 − beta^t.",
    "m̂ = m / (1 − β₁ᵗ)",
)
class Adam(Begun):
    def corrected(self):
        return self.m, super().corrected()[1]


@adam_.misconception(
    "v_not_corrected",
    "You corrected m, not v. With beta2 near 1, v stays too small for long, and the steps are too large.",
    "v̂ = v / (1 − β₂ᵗ)",
)
class Adam(Begun):
    def corrected(self):
        return super().corrected()[0], self.v


@adam_.misconception(
    "correction_times_t",
    "You multiplied beta by t. The start has faded by beta once in every step: that is a power.",
    "1 − βᵗ, not 1 − β t",
)
class Adam(Begun):
    def corrected(self):
        return self.m / (1 - self.beta1 * self.t), self.v / (1 - self.beta2 * self.t)


@adam_.misconception(
    "correction_without_t",
    "You divided by 1 − beta in every step. That is right for the first one only: later less and less is "
    "missing, and beta^t tells how much.",
    "1 − βᵗ, not 1 − β",
)
class Adam(Begun):
    def corrected(self):
        return self.m / (1 - self.beta1), self.v / (1 - self.beta2)


@adam_.misconception(
    "power_of_all",
    "You raised 1 − beta to the power t. Only beta has the power: subtract afterwards.",
    "1 − βᵗ, not (1 − β)ᵗ",
)
class Adam(Begun):
    def corrected(self):
        return self.m / (1 - self.beta1) ** self.t, self.v / (1 - self.beta2) ** self.t


@adam_.misconception(
    "corrections_exchanged",
    "You divided m by what belongs to v, and v by what belongs to m: m is averaged with beta1, v with beta2.",
    "m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)",
)
class Adam(Begun):
    def corrected(self):
        return self.m / (1 - self.beta2**self.t), self.v / (1 - self.beta1**self.t)


@adam_.misconception(
    "no_root",
    "You divided by v-hat itself, a square. Its root has the size of a gradient, so that the quotient is "
    "about 1.",
    "m̂ / (√v̂ + ε), not m̂ / (v̂ + ε)",
)
class Adam(Begun):
    def step(self, theta, grad):
        self.remember(grad)
        m, v = self.corrected()
        return theta - self.eta * m / (v + self.eps)


@adam_.misconception(
    "gradient_instead_of_m",
    "You divided the gradient itself; that is RMSProp. Adam moves by its average, m-hat.",
    "θ − η m̂ / (√v̂ + ε), not θ − η g / (√v̂ + ε)",
)
class Adam(Begun):
    def step(self, theta, grad):
        self.remember(grad)
        return theta - self.eta * grad / (np.sqrt(self.corrected()[1]) + self.eps)


@adam_.misconception(
    "no_eta",
    "The learning rate is missing from your step. The quotient alone is about 1, so every parameter would "
    "move by about 1.",
    "θ − η m̂ / (√v̂ + ε), not θ − m̂ / (√v̂ + ε)",
)
class Adam(Begun):
    def step(self, theta, grad):
        self.eta = 1.0
        return super().step(theta, grad)


@adam_.misconception(
    "uphill",
    "You went uphill. m-hat points where the loss grows; the step goes the other way.",
    "θ − η m̂ / (√v̂ + ε), not θ + …",
)
class Adam(Begun):
    def step(self, theta, grad):
        return 2 * theta - super().step(theta, grad)


@adam_.misconception(
    "step_only",
    "You returned the step alone. Asked is where it leads: start from theta.",
    "θ − η m̂ / (√v̂ + ε), not −η m̂ / (√v̂ + ε)",
)
class Adam(Begun):
    def step(self, theta, grad):
        return super().step(theta, grad) - theta


@adam_.misconception(
    "fixed_betas",
    "You wrote 0.9 and 0.999 into the corrections, so they fit no other betas. Use what `__init__` has "
    "stored.",
    "1 − β₁ᵗ and 1 − β₂ᵗ, whatever the betas are",
)
class Adam(Begun):
    def corrected(self):
        return self.m / (1 - 0.9**self.t), self.v / (1 - 0.999**self.t)


@adam_.misconception(
    "own_theta",
    "You move a theta that you have stored yourself. Begin each step from the theta that is handed in: "
    "something else may have changed it meanwhile.",
    "θ − η m̂ / (√v̂ + ε), with the θ of this step",
)
class Adam(Begun):
    def step(self, theta, grad):
        self.theta = super().step(theta if self.t == 0 else self.theta, grad)
        return self.theta
