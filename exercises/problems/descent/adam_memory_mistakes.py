"""What goes wrong in what Adam remembers: t, m and v."""

import numpy as np

from .adam import adam_


class Begun:
    """Adam in parts; each wrong program has another of them wrong."""

    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps
        self.m, self.v, self.t = 0.0, 0.0, 0

    def remember(self, grad):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2

    def corrected(self):
        return self.m / (1 - self.beta1**self.t), self.v / (1 - self.beta2**self.t)

    def step(self, theta, grad):
        self.remember(grad)
        m, v = self.corrected()
        return np.subtract(theta, self.eta * m / (np.sqrt(v) + self.eps))


@adam_.misconception(
    "t_stays",
    "Your t does not count: it is the same in every step. Raise `self.t` by 1 each time.",
    "t ← t + 1",
)
class Adam(Begun):
    def remember(self, grad):
        super().remember(grad)
        self.t = 1


@adam_.misconception(
    "t_from_zero",
    "In the first step your t is still 0, and 1 − beta^0 is 0: you divide 0 into everything. Count the step "
    "first, so that t is 1.",
    "t ← t + 1, then m̂ = m / (1 − β₁ᵗ)",
)
class Adam(Begun):
    def corrected(self):
        t = self.t - 1
        return self.m / np.array(1 - self.beta1**t), self.v / np.array(1 - self.beta2**t)


@adam_.misconception(
    "t_begins_at_one",
    "Your t begins at 1 and is 2 in the first step, so the corrections lag behind. It counts the steps "
    "taken: 0 before the first.",
    "t = 1 in the first step",
)
class Adam(Begun):
    def __init__(self, *args, **settings):
        super().__init__(*args, **settings)
        self.t = 1


@adam_.misconception(
    "betas_exchanged",
    "You exchanged beta1 and beta2. The mean of the gradient forgets with beta1, the mean of its square "
    "with beta2.",
    "m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²",
)
class Adam(Begun):
    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        super().__init__(eta, beta2, beta1, eps)


@adam_.misconception(
    "heavy_ball",
    "Your averages take in the gradient whole, as the heavy ball does. In an average its weight is 1 minus "
    "beta.",
    "m ← β₁ m + (1 − β₁) g, not β₁ m + g",
)
class Adam(Begun):
    def remember(self, grad):
        self.t += 1
        self.m = self.beta1 * self.m + grad
        self.v = self.beta2 * self.v + grad**2


@adam_.misconception(
    "weights_exchanged",
    "You gave beta to the new gradient and 1 − beta to the past. It is the past that has the weight beta.",
    "m ← β₁ m + (1 − β₁) g, not (1 − β₁) m + β₁ g",
)
class Adam(Begun):
    def remember(self, grad):
        self.t += 1
        self.m = (1 - self.beta1) * self.m + self.beta1 * grad
        self.v = (1 - self.beta2) * self.v + self.beta2 * grad**2


@adam_.misconception(
    "gradient_subtracted",
    "Your m gathers the gradients with a minus. It is their average; the minus stands in the step.",
    "m ← β₁ m + (1 − β₁) g",
)
class Adam(Begun):
    def remember(self, grad):
        before = self.m
        super().remember(grad)
        self.m = self.beta1 * before - (1 - self.beta1) * grad


@adam_.misconception(
    "square_of_mean",
    "You squared the average of the gradients. v is the average of the squares: gradients that change sign "
    "cancel in m, and must not cancel in v.",
    "v ← β₂ v + (1 − β₂) g², not β₂ v + (1 − β₂) m²",
)
class Adam(Begun):
    def remember(self, grad):
        before = self.v
        super().remember(grad)
        self.v = self.beta2 * before + (1 - self.beta2) * self.m**2


@adam_.misconception(
    "m_squared",
    "Your v is m squared, with no memory of its own. It is an average of squared gradients, kept from step "
    "to step with beta2.",
    "v ← β₂ v + (1 − β₂) g², not m²",
)
class Adam(Begun):
    def remember(self, grad):
        super().remember(grad)
        self.v = self.m**2


@adam_.misconception(
    "not_squared",
    "Your v averages the gradients themselves. Without the square it can be negative, and then has no root.",
    "v ← β₂ v + (1 − β₂) g², not … g",
)
class Adam(Begun):
    def remember(self, grad):
        before = self.v
        super().remember(grad)
        self.v = self.beta2 * before + (1 - self.beta2) * grad


@adam_.misconception(
    "absolute",
    "Your v averages |g|. It is the squares that are averaged, and the root is taken at the end.",
    "v ← β₂ v + (1 − β₂) g², not … |g|",
)
class Adam(Begun):
    def remember(self, grad):
        before = self.v
        super().remember(grad)
        self.v = self.beta2 * before + (1 - self.beta2) * np.abs(grad)


@adam_.misconception(
    "one_for_all",
    "Your v mixes all parameters into one number. The point of Adam is a step size for each of them: square "
    "entry by entry, and sum nothing.",
    "v_i ← β₂ v_i + (1 − β₂) g_i², not ‖g‖²",
)
class Adam(Begun):
    def remember(self, grad):
        before = self.v
        super().remember(grad)
        self.v = self.beta2 * before + (1 - self.beta2) * np.sum(grad**2)


@adam_.misconception(
    "never_forgets",
    "Your v only ever grows, so the steps shrink for good; that is AdaGrad. In Adam the old squares fade "
    "with beta2.",
    "v ← β₂ v + (1 − β₂) g², not v + g²",
)
class Adam(Begun):
    def remember(self, grad):
        before = self.v
        super().remember(grad)
        self.v = before + grad**2


@adam_.misconception(
    "corrected_for_good",
    "You stored the corrected averages in `self`, so the next step corrects them again. m-hat and v-hat "
    "serve one step; what is kept is m and v.",
    "m_t = β₁ m_(t−1) + (1 − β₁) g, not β₁ m̂_(t−1) + (1 − β₁) g",
)
class Adam(Begun):
    def corrected(self):
        self.m, self.v = super().corrected()
        return self.m, self.v


@adam_.misconception(
    "beta1_for_both",
    "You averaged the squares with beta1. They have a beta of their own, beta2, which is nearer to 1: sizes "
    "change more slowly than directions.",
    "v ← β₂ v + (1 − β₂) g², not β₁ v + (1 − β₁) g²",
)
class Adam(Begun):
    def remember(self, grad):
        before = self.v
        super().remember(grad)
        self.v = self.beta1 * before + (1 - self.beta1) * grad**2
