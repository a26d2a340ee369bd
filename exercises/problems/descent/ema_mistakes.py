"""What goes wrong in the averaging form, and in its learning rate."""

import numpy as np

from .ema import ema


class Begun:
    """The part that these wrong programs have right."""

    def __init__(self, eta, beta=0.9):
        self.eta, self.beta, self.v, self.t = eta, beta, 0.0, 0


@ema.misconception(
    "heavy_ball",
    "This is the heavy ball once more. In an average the weights add up to 1: beta for the past leaves 1 − "
    "beta for the new gradient.",
    "v ← β v + (1 − β) g, not β v + g",
)
class EMAMomentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return theta - self.eta * self.v


@ema.misconception(
    "exchanged",
    "You exchanged the weights. With beta = 0.9 nine tenths should be the past and one tenth the new "
    "gradient.",
    "v ← β v + (1 − β) g, not (1 − β) v + β g",
)
class EMAMomentum(Begun):
    def step(self, theta, grad):
        self.v = (1 - self.beta) * self.v + self.beta * grad
        return theta - self.eta * self.v


@ema.misconception(
    "both_shrunk",
    "You multiplied the old v by 1 − beta as well. The two weights are beta and 1 − beta: together 1.",
    "v ← β v + (1 − β) g, not (1 − β) (β v + g)",
)
class EMAMomentum(Begun):
    def step(self, theta, grad):
        self.v = (1 - self.beta) * (self.beta * self.v + grad)
        return theta - self.eta * self.v


@ema.misconception(
    "starts_at_gradient",
    "Your v starts as the first gradient. A sensible start for an average, but here it starts at zero, and "
    "only so do the two forms walk the same path.",
    "v_0 = 0, so v_1 = (1 − β) g_1",
)
class EMAMomentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * (self.v if self.t else grad) + (1 - self.beta) * grad
        self.t += 1
        return theta - self.eta * self.v


@ema.misconception(
    "bias_corrected",
    "You divided v by 1 − beta^t, as Adam does. Here the average is taken as it is, small at first.",
    "θ − η v, not θ − η v / (1 − βᵗ)",
)
class EMAMomentum(Begun):
    def step(self, theta, grad):
        self.t += 1
        self.v = self.beta * self.v + (1 - self.beta) * grad
        return theta - self.eta * self.v / (1 - self.beta**self.t)


@ema.misconception(
    "eta_in_v",
    "You put eta into v. v is the average of the gradients; eta comes in when theta moves.",
    "v ← β v + (1 − β) g, then θ − η v",
)
class EMAMomentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + (1 - self.beta) * self.eta * grad
        return theta - self.v


@ema.misconception(
    "old_v",
    "You moved with the average of the step before. Renew v first, then move.",
    "θ − η v_t, not θ − η v_(t−1)",
)
class EMAMomentum(Begun):
    def step(self, theta, grad):
        new = theta - self.eta * self.v * np.ones_like(grad)
        self.v = self.beta * self.v + (1 - self.beta) * grad
        return new


@ema.misconception(
    "not_kept",
    "The average does not live until the next step. Store the new v in `self.v`, and begin the next step "
    "with it.",
    "v_t = β v_(t−1) + (1 − β) g_t",
)
class EMAMomentum(Begun):
    def step(self, theta, grad):
        v = self.beta * self.v + (1 - self.beta) * grad
        return theta - self.eta * v


@ema.misconception(
    "rescaled_inside",
    "You divided v by 1 − beta again in the step, which makes a heavy ball of it. Let the class be the "
    "plain average; it is the learning rate that makes up for it.",
    "θ − η v, not θ − η v / (1 − β)",
)
class EMAMomentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + (1 - self.beta) * grad
        return theta - self.eta * self.v / (1 - self.beta)


@ema.misconception(
    "eta_smaller",
    "You made eta smaller, but v is already smaller here, by 1 − beta. The learning rate has to make up for "
    "that: it must grow.",
    "η′ (1 − β) = η, not η′ = (1 − β) η",
)
def eta_for_same_steps(eta, beta):
    return eta * (1 - beta)


@ema.misconception(
    "eta_same",
    "With the same eta the average moves 1 − beta times as far. The learning rate has to make up for that.",
    "η′ (1 − β) = η",
)
def eta_for_same_steps(eta, beta):
    return eta


@ema.misconception(
    "eta_by_beta",
    "You divided by beta, the weight of the past. What was put before the gradient is the other weight.",
    "η′ (1 − β) = η, not η′ β = η",
)
def eta_for_same_steps(eta, beta):
    return eta / beta


@ema.misconception(
    "eta_one_plus",
    "You divided by 1 + beta. Added up over all later steps, one gradient counts 1 + beta + beta² + … in "
    "the heavy ball: what is that sum?",
    "1 + β + β² + … = 1 / (1 − β)",
)
def eta_for_same_steps(eta, beta):
    return eta / (1 + beta)


@ema.misconception(
    "eta_two_terms",
    "You stopped after two terms. In the heavy ball one gradient counts 1 + beta + beta² + …, without end.",
    "1 + β + β² + … = 1 / (1 − β), not 1 + β",
)
def eta_for_same_steps(eta, beta):
    return eta * (1 + beta)


@ema.misconception(
    "no_beta",
    "Your v keeps all of the past. In an average the weights add up to 1: beta for the past, 1 − beta for "
    "the new gradient.",
    "v ← β v + (1 − β) g, not v + (1 − β) g",
)
class EMAMomentum(Begun):
    def step(self, theta, grad):
        self.v = self.v + (1 - self.beta) * grad
        return theta - self.eta * self.v


@ema.misconception(
    "uphill",
    "v is right, but you moved along it. It is an average of gradients and points uphill.",
    "θ − η v, not θ + η v",
)
class EMAMomentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + (1 - self.beta) * grad
        return theta + self.eta * self.v


@ema.misconception(
    "nesterov",
    "You mixed the gradient in twice: once in v, and again in the step. Here theta moves by v itself.",
    "θ − η v, not θ − η (β v + (1 − β) g)",
)
class EMAMomentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + (1 - self.beta) * grad
        return theta - self.eta * (self.beta * self.v + (1 - self.beta) * grad)


@ema.misconception(
    "eta_of_09",
    "You made eta ten times as large, which is right for beta = 0.9 alone. The factor depends on beta.",
    "η′ = η / (1 − β)",
)
def eta_for_same_steps(eta, beta):
    return 10 * eta
