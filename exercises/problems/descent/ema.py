"""Momentum as a moving average, and the learning rate that makes it move as the heavy ball does."""

import numpy as np

from nnkit import SGD
from nnkit.grading import Problem

from .shared import expect_run, gradients, moved


class Averaging:
    """nnkit's SGD in its averaging form, as this problem calls it."""

    def __init__(self, eta, beta=0.9):
        self._sgd, self.v = SGD(eta, momentum=beta, ema=True), 0.0

    def step(self, theta, grad):
        new = moved(self._sgd, theta, grad)
        self.v = grad if self._sgd.v is None else self._sgd.v  # without momentum SGD keeps none
        return new


def right_eta(eta, beta):
    """Return what one gradient gives to all steps of the heavy ball: η (1 + β + β² + …)."""
    return eta / (1 - beta)


ema = Problem(
    id="descent.ema",
    title="Momentum as an average",
    concept=13,
    points=4,
    kind="class",
    names=("EMAMomentum", "eta_for_same_steps"),
    reference={"EMAMomentum": Averaging, "eta_for_same_steps": right_eta},
    hints=(
        "Write down both v for two or three steps with one gradient g. Each term of the average is the term "
        "of the heavy ball times the same number. What must eta do to make up for it?",
        "v has the shape of theta and can begin as 0.0. `eta_for_same_steps` takes two numbers and returns "
        "one, larger than `eta`.",
        "As in the heavy ball, but `grad` comes in multiplied by 1 minus `self.beta`. So v is 1 − beta "
        "times that of the heavy ball, at every step; the product of the learning rate and v must stay the "
        "same.",
    ),
)


def expect_ema(learner, case, settings, theta, grads):
    right = SGD(settings["eta"], momentum=settings.get("beta", 0.9), ema=True)
    expect_run(learner, case, "EMAMomentum", settings, right, theta, grads)


@ema.check("three steps with numbers that are easy to follow")
def ema_by_hand(learner, case):
    grads = [np.array([2.0, 3.0]), np.array([2.0, -3.0]), np.array([-1.0, 2.0])]
    expect_ema(learner, case, {"eta": 1.0, "beta": 0.9}, np.array([1.0, 0.5]), grads)


@ema.check("other eta and beta, and matrices; theta and grad left as they were")
def ema_matrices(learner, case):
    for shape, settings in (((2, 3), {"eta": 0.3, "beta": 0.6}), ((3, 3), {"eta": 0.2})):
        expect_ema(learner, case, settings, *gradients(case, shape, 4))
    case.expect_unchanged(learner)


@ema.check("the learning rate for the same steps")
def ema_eta(learner, case):
    for eta, beta in ((0.1, 0.9), (0.03, 0.75), (2.0, 0.99)):
        got = learner.eta_for_same_steps(eta, beta)
        factors = {"1 − beta": 1 - beta, "beta": beta, "eta": eta}
        what = "eta_for_same_steps(eta, beta)"
        case.expect(what, got, right_eta(eta, beta), inputs=(eta, beta), factors=factors)


@ema.check("with it, the same path as the heavy ball")
def ema_same_path(learner, case):
    theta, grads = gradients(case, (2,), 5)
    eta, beta = 0.1, 0.8
    same = learner.eta_for_same_steps(eta, beta)
    one, heavy = learner.new("EMAMomentum", eta=same, beta=beta), SGD(eta, momentum=beta)
    got, want = [], []
    where = theta
    for grad in grads:
        got.append(one.step(where, grad))
        where = moved(heavy, where, grad)
        want.append(where)
    for t, (mine, right) in enumerate(zip(got, want, strict=True), start=1):
        case.expect(f"theta after step {t}, beside the heavy ball", mine, right)
