"""What goes wrong in the step of the heavy ball: where theta goes."""

import numpy as np

from .momentum import momentum_
from .momentum_memory_mistakes import Begun


@momentum_.misconception(
    "uphill",
    "v is right, but you moved along it. v is a sum of gradients and points uphill.",
    "θ − η v, not θ + η v",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return theta + self.eta * self.v


@momentum_.misconception(
    "old_v",
    "You moved with the v of the step before, so every gradient comes one step late and the first step goes "
    "nowhere. Renew v first, then move.",
    "θ − η v_t, not θ − η v_(t−1)",
)
class Momentum(Begun):
    def step(self, theta, grad):
        new = theta - self.eta * self.v * np.ones_like(grad)
        self.v = self.beta * self.v + grad
        return new


@momentum_.misconception(
    "nesterov",
    "This is Nesterov's form, which looks one step ahead. A good method, but the plain heavy ball moves by "
    "v itself.",
    "θ − η v, not θ − η (β v + g)",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return theta - self.eta * (self.beta * self.v + grad)


@momentum_.misconception(
    "bias_corrected",
    "You divided v by 1 − beta^t. Adam does so with its averages; the heavy ball's v is a sum, and its "
    "small start is meant.",
    "θ − η v, not θ − η v / (1 − βᵗ)",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.t += 1
        self.v = self.beta * self.v + grad
        return theta - self.eta * self.v / (1 - self.beta**self.t)


@momentum_.misconception(
    "no_eta",
    "You moved by all of v. The learning rate decides how much of it becomes the step.",
    "θ − η v, not θ − v",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return theta - self.v


@momentum_.misconception(
    "step_only",
    "You returned the step alone. Asked is where it leads: start from theta.",
    "θ − η v, not −η v",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return -self.eta * self.v


@momentum_.misconception(
    "v_returned",
    "You returned v. It stays in `self.v`; what comes back is the new theta.",
    "return θ − η v",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return self.v


@momentum_.misconception(
    "own_theta",
    "You move a theta that you have stored yourself. Begin each step from the theta that is handed in: "
    "something else may have changed it meanwhile.",
    "θ − η v, with the θ of this step",
)
class Momentum(Begun):
    def step(self, theta, grad):
        if self.t == 0:
            self.theta = theta
        self.t += 1
        self.v = self.beta * self.v + grad
        self.theta = self.theta - self.eta * self.v
        return self.theta


@momentum_.misconception(
    "beta_in_step",
    "You multiplied the step by beta. It belongs to the old v alone, before the gradient is added.",
    "θ − η v, not θ − η β v",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return theta - self.eta * self.beta * self.v
