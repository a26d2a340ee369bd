"""Momentum as a class: the heavy ball."""

import numpy as np

from nnkit import SGD
from nnkit.grading import Problem

from .shared import expect_run, gradients, moved


class HeavyBall:
    """nnkit's SGD with momentum, as this problem calls it."""

    def __init__(self, eta, beta=0.9):
        self._sgd, self.v = SGD(eta, momentum=beta), 0.0

    def step(self, theta, grad):
        new = moved(self._sgd, theta, grad)
        self.v = grad if self._sgd.v is None else self._sgd.v  # without momentum SGD keeps none
        return new


momentum_ = Problem(
    id="descent.momentum",
    title="The heavy ball",
    concept=12,
    points=4,
    kind="class",
    names=("Momentum",),
    reference={"Momentum": HeavyBall},
    hints=(
        "The object remembers one thing, its velocity v. A step first makes the new v out of the old one "
        "and the gradient, and then moves theta along the new v.",
        "v has the shape of theta, which `__init__` does not know yet. The number 0.0 will do for a start: "
        "adding an array to it gives an array. What must survive until the next step goes into `self`.",
        "`step` has three lines: set `self.v` to `self.beta` times `self.v`, plus `grad`; compute theta "
        "minus `self.eta` times `self.v`, without `-=`; return it.",
    ),
)


def expect_momentum(learner, case, settings, theta, grads, **how):
    right = SGD(settings["eta"], momentum=settings.get("beta", 0.9))
    expect_run(learner, case, "Momentum", settings, right, theta, grads, **how)


@momentum_.check("three steps with numbers that are easy to follow")
def momentum_by_hand(learner, case):
    grads = [np.array([2.0, 3.0]), np.array([2.0, -3.0]), np.array([-1.0, 2.0])]
    expect_momentum(learner, case, {"eta": 0.1, "beta": 0.9}, np.array([1.0, 0.5]), grads)


@momentum_.check("other eta and beta, and matrices")
def momentum_matrices(learner, case):
    for shape, settings in (((2, 3), {"eta": 0.3, "beta": 0.5}), ((3, 3), {"eta": 0.02, "beta": 0.8})):
        expect_momentum(learner, case, settings, *gradients(case, shape, 4))


@momentum_.check("it rolls on when the slope is gone; beta is 0.9 if none is given")
def momentum_coasts(learner, case):
    theta, grads = gradients(case, (2,), 2)
    expect_momentum(learner, case, {"eta": 0.2}, theta, [*grads, np.zeros(2), np.zeros(2)])


@momentum_.check("a theta that something else moves meanwhile; theta and grad left as they were")
def momentum_input(learner, case):
    theta, grads = gradients(case, (2,), 3)
    expect_momentum(learner, case, {"eta": 0.1, "beta": 0.7}, theta, grads, elsewhere=1.0)
    case.expect_unchanged(learner)
