"""What goes wrong in the velocity of the heavy ball: what it gathers, and what it keeps."""

import numpy as np

from .momentum import momentum_


class Begun:
    """The part that these wrong programs have right."""

    def __init__(self, eta, beta=0.9):
        self.eta, self.beta, self.v, self.t = eta, beta, 0.0, 0


@momentum_.misconception(
    "ema",
    "This is the averaging form, with 1 − beta before the gradient. The heavy ball takes the gradient "
    "whole, so that under a steady slope its steps grow to 1 / (1 − beta) times their size.",
    "v ← β v + g, not β v + (1 − β) g",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + (1 - self.beta) * grad
        return theta - self.eta * self.v


@momentum_.misconception(
    "gradient_subtracted",
    "You subtracted the gradient from v and v from theta. Two minus signs go uphill: v gathers gradients "
    "with a plus.",
    "v ← β v + g, then θ − η v",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v - grad
        return theta - self.eta * self.v


@momentum_.misconception(
    "downhill_v",
    "theta goes the right way, but your v points downhill. In the form asked for v gathers the gradients "
    "with a plus, and the minus stands in the step.",
    "v ← β v + g, not β v − g",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v - grad
        return theta + self.eta * self.v


NOT_KEPT = (
    "v does not live until the next step, so this is plain descent. The new v must be stored in `self.v`, "
    "and the next step must begin with it.",
    "v_t = β v_(t−1) + g_t",
)


@momentum_.misconception("not_kept", *NOT_KEPT)
class Momentum(Begun):
    def step(self, theta, grad):
        v = self.beta * self.v + grad
        return theta - self.eta * v


@momentum_.misconception("begun_anew", *NOT_KEPT)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = grad
        return theta - self.eta * self.v


ETA_IN_V = (
    "You put eta into v, which holds gradients only. While eta stays the same theta moves alike, but as soon "
    "as a schedule lowers it, the old gradients would go on at the old eta.",
    "v ← β v + g, then θ − η v",
)


@momentum_.misconception("eta_in_v", *ETA_IN_V)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + self.eta * grad
        return theta - self.v


@momentum_.misconception("eta_in_downhill_v", *ETA_IN_V)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v - self.eta * grad
        return theta + self.v


@momentum_.misconception(
    "eta_twice",
    "Your gradient is multiplied by eta twice: once on its way into v, and again in the step.",
    "v ← β v + g, not β v + η g",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + self.eta * grad
        return theta - self.eta * self.v


@momentum_.misconception(
    "beta_on_gradient",
    "beta went to the gradient, and the old v is kept whole. It is the past that must fade: beta belongs to "
    "the old v.",
    "v ← β v + g, not v + β g",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.v + self.beta * grad
        return theta - self.eta * self.v


@momentum_.misconception(
    "beta_on_both",
    "beta multiplies the new gradient as well. Only the old v fades; the gradient comes in whole.",
    "v ← β v + g, not β (v + g)",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * (self.v + grad)
        return theta - self.eta * self.v


@momentum_.misconception(
    "exchanged",
    "beta and 1 − beta: you mixed the old v and the gradient the wrong way round. The heavy ball keeps beta "
    "of v and adds all of the gradient.",
    "v ← β v + g, not (1 − β) v + β g",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = (1 - self.beta) * self.v + self.beta * grad
        return theta - self.eta * self.v


@momentum_.misconception(
    "no_beta",
    "Your v forgets nothing: every gradient counts for ever, and the ball rolls without friction. Fade the "
    "old v by beta first.",
    "v ← β v + g, not v + g",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.v + grad
        return theta - self.eta * self.v


@momentum_.misconception(
    "starts_at_gradient",
    "Your v starts as the first gradient, and the first step then adds that gradient again. It starts at "
    "zero.",
    "v_0 = 0, so v_1 = g_1",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * (self.v if self.t else grad) + grad
        self.t += 1
        return theta - self.eta * self.v


@momentum_.misconception(
    "fixed_beta",
    "You wrote 0.9 into the step, so the beta given to `__init__` has no effect. Use what was stored.",
    "v ← β v + g, whatever β is",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = 0.9 * self.v + grad
        return theta - self.eta * self.v


@momentum_.misconception(
    "starts_at_none",
    "In the first step `self.v` is still None, and None times beta is no number. Begin with 0.0, or with "
    "zeros of theta's shape as soon as a gradient comes.",
    "v_0 = 0",
)
class Momentum(Begun):
    def __init__(self, eta, beta=0.9):
        super().__init__(eta, beta)
        self.v = None

    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return theta - self.eta * self.v


@momentum_.misconception(
    "fixed_shape",
    "Your v is made with two entries, and fits no other theta. The number 0.0 fits every shape.",
    "v has the shape of θ",
)
class Momentum(Begun):
    def __init__(self, eta, beta=0.9):
        super().__init__(eta, beta)
        self.v = np.zeros(2)

    def step(self, theta, grad):
        self.v = self.beta * self.v + grad
        return theta - self.eta * self.v


@momentum_.misconception(
    "positions_gathered",
    "Your v gathers theta, where the places are, and not the gradient, which says how it slopes there.",
    "v ← β v + g, not β v + θ",
)
class Momentum(Begun):
    def step(self, theta, grad):
        self.v = self.beta * self.v + theta
        return theta - self.eta * self.v
