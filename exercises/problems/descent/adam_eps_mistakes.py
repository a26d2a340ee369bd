"""What goes wrong with Adam's eps."""

import numpy as np

from .adam import adam_
from .adam_memory_mistakes import Begun


@adam_.misconception(
    "eps_inside",
    "Your eps is under the root, where 1e-8 counts as 1e-4. Take the root first, then add eps.",
    "√v̂ + ε, not √(v̂ + ε)",
)
class Adam(Begun):
    def step(self, theta, grad):
        self.remember(grad)
        m, v = self.corrected()
        return theta - self.eta * m / np.sqrt(v + self.eps)


@adam_.misconception(
    "eps_uncorrected",
    "You moved the corrections into eta, a well-known shortcut. But then eps is added to the root of v "
    "instead of v-hat, and in the first steps it weighs far more.",
    "√v̂ + ε with v̂ = v / (1 − β₂ᵗ), not √v + ε",
)
class Adam(Begun):
    def step(self, theta, grad):
        self.remember(grad)
        c1, c2 = 1 - self.beta1**self.t, np.sqrt(1 - self.beta2**self.t)
        return theta - self.eta * c2 / c1 * self.m / (np.sqrt(self.v) + self.eps)


@adam_.misconception(
    "fixed_eps",
    "You wrote a number of your own for eps, so the one given to `__init__` has no effect. Use what was "
    "stored.",
    "√v̂ + ε, whatever ε is",
)
class Adam(Begun):
    def step(self, theta, grad):
        self.eps = 1e-8
        return super().step(theta, grad)


@adam_.misconception(
    "eps_floor",
    "Your eps is a floor, below which the root may not fall. Here it is added to the root, always.",
    "√v̂ + ε, not max(√v̂, ε)",
)
class Adam(Begun):
    def step(self, theta, grad):
        self.remember(grad)
        m, v = self.corrected()
        return theta - self.eta * m / np.maximum(np.sqrt(v), self.eps)


@adam_.misconception(
    "eps_outside",
    "Without brackets your eps is added at the end, to theta itself. It belongs to the root: put brackets "
    "round the divisor.",
    "θ − η m̂ / (√v̂ + ε), not θ − η m̂ / √v̂ + ε",
)
class Adam(Begun):
    def step(self, theta, grad):
        self.remember(grad)
        m, v = self.corrected()
        return theta - self.eta * m / np.sqrt(v) + self.eps


@adam_.misconception(
    "no_eps",
    "Without eps a parameter whose gradient was always 0 gets 0 / 0, and that is nan. eps keeps the divisor "
    "above 0.",
    "√v̂ + ε",
)
class Adam(Begun):
    def step(self, theta, grad):
        self.remember(grad)
        m, v = self.corrected()
        return theta - self.eta * m / np.sqrt(v)
