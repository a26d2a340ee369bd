"""Adam: a step size for every parameter."""

import numpy as np

from nnkit import Adam
from nnkit.grading import Problem

from .shared import expect_run, gradients, moved


class AdamOfNNKit:
    """nnkit's Adam, as this problem calls it."""

    def __init__(self, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self._adam = Adam(eta, beta1=beta1, beta2=beta2, eps=eps)

    m = property(lambda self: 0.0 if self._adam.m is None else self._adam.m)
    v = property(lambda self: 0.0 if self._adam.v is None else self._adam.v)
    t = property(lambda self: self._adam.t)

    def step(self, theta, grad):
        return moved(self._adam, theta, grad)


adam_ = Problem(
    id="descent.adam",
    title="Adam",
    concept=12,
    points=5,
    kind="class",
    names=("Adam",),
    reference={"Adam": AdamOfNNKit},
    hints=(
        "Two averages as in the problem before, one of the gradient and one of its square, entry by entry. "
        "Both begin at 0 and are too small at first; the division by 1 − beta^t makes up for that.",
        "m and v have the shape of theta and can begin as 0.0; t is a whole number that begins at 0. m-hat "
        "and v-hat live for one step only; m, v and t live in `self`.",
        "In this order: add 1 to t; renew m with `grad` and beta1; renew v with `grad**2` and beta2; divide "
        "m by `1 - self.beta1**self.t`, and v likewise by beta2's; the step is eta times m-hat over (the "
        "root of v-hat, plus eps).",
    ),
)


def expect_adam(learner, case, settings, theta, grads, **how):
    expect_run(learner, case, "Adam", settings, Adam(**settings), theta, grads, kept=("t", "m", "v"), **how)


@adam_.check("three steps with numbers that are easy to follow")
def adam_by_hand(learner, case):
    grads = [np.array([2.0, -0.01]), np.array([1.0, 0.03]), np.array([-1.0, -0.05])]
    settings = {"eta": 0.1, "beta1": 0.9, "beta2": 0.99, "eps": 1e-8}
    expect_adam(learner, case, settings, np.array([1.0, 0.5]), grads)


@adam_.check("matrices, and other betas")
def adam_matrices(learner, case):
    for shape, betas in (((2, 3), (0.7, 0.8)), ((3, 3), (0.5, 0.9))):
        settings = {"eta": 0.2, "beta1": betas[0], "beta2": betas[1], "eps": 1e-8}
        expect_adam(learner, case, settings, *gradients(case, shape, 4))


@adam_.check("an eps that counts")
def adam_eps(learner, case):
    settings = {"eta": 0.1, "beta1": 0.9, "beta2": 0.99, "eps": 0.5}
    expect_adam(learner, case, settings, *gradients(case, (3,), 3))


@adam_.check("gradients of 0 and of 1e-8; nothing given but the gradients")
def adam_tiny(learner, case):
    grads = [np.array([0.0, 1e-8]), np.array([0.0, 1e-8]), np.array([3.0, -1e-8])]
    expect_adam(learner, case, {}, np.zeros(2), grads)


@adam_.check("a theta that something else moves meanwhile; theta and grad left as they were")
def adam_input(learner, case):
    expect_adam(learner, case, {"eta": 0.05}, *gradients(case, (2,), 3), elsewhere=1.0)
    case.expect_unchanged(learner)
