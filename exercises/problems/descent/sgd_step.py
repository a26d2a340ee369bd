"""One step of gradient descent, with weight decay."""

import numpy as np

from nnkit import SGD
from nnkit.grading import Problem

from .shared import moved


def right_sgd_step(theta, grad, eta, weight_decay=0.0):
    return moved(SGD(eta, weight_decay=weight_decay), theta, grad)


sgd_step_ = Problem(
    id="descent.sgd_step",
    title="One step downhill",
    concept=12,
    points=3,
    kind="function",
    names=("sgd_step",),
    reference={"sgd_step": right_sgd_step},
    hints=(
        "The gradient points uphill, eta says how far to go. Weight decay is one more hill, whose slope is "
        "proportional to theta: add the two slopes first.",
        "`theta`, `grad` and the result have one shape, whichever it is; `eta` and `weight_decay` are plain "
        "numbers, so no loop is needed.",
        "Call `g` the sum of `grad` and `weight_decay` times `theta`. The new theta is the old one minus "
        "`eta` times `g`; write it with `-` and not with `-=`, which would change the caller's array.",
    ),
)


def expect_step(learner, case, theta, grad, *settings):
    names = ("eta", "weight_decay")[: len(settings)]
    got = learner.sgd_step(theta, grad, *settings)
    case.expect(
        f"sgd_step(theta, grad, {', '.join(names)})",
        got,
        right_sgd_step(theta, grad, *settings),
        inputs=(theta, grad, *settings),
        factors=dict(zip(names, settings, strict=True)),
    )


@sgd_step_.check("a step without decay")
def sgd_step_plain(learner, case):
    expect_step(learner, case, np.array([1.0, -2.0, 0.5]), np.array([2.0, 3.0, -4.0]), 0.1)
    expect_step(learner, case, *case.rng.standard_normal((2, 5)), 0.03)


@sgd_step_.check("a step with decay")
def sgd_step_decay(learner, case):
    expect_step(learner, case, np.array([1.0, -2.0, 0.5]), np.array([2.0, 3.0, -4.0]), 0.1, 0.5)
    expect_step(learner, case, *case.rng.standard_normal((2, 4)), 0.2, 0.01)


@sgd_step_.check("matrices, square and oblong")
def sgd_step_matrices(learner, case):
    for shape in ((2, 3), (3, 3)):
        expect_step(learner, case, *case.rng.standard_normal((2, *shape)), 0.5, 0.3)


@sgd_step_.check("no slope: only the decay moves it; theta and grad left as they were")
def sgd_step_flat(learner, case):
    expect_step(learner, case, np.array([4.0, -2.0]), np.zeros(2), 0.25, 0.2)
    expect_step(learner, case, np.array([4.0, -2.0]), np.array([1.0, 1.0]), 0.25, 0.2)
    case.expect_unchanged(learner)


@sgd_step_.misconception(
    "uphill",
    "You went uphill. The gradient points where the loss grows fastest, and a step goes the other way.",
    "θ − η g, not θ + η g",
)
def sgd_step(theta, grad, eta, weight_decay=0.0):
    return theta + eta * (grad + weight_decay * theta)


@sgd_step_.misconception(
    "no_eta",
    "You took the whole gradient as the step. The learning rate decides how much of it: multiply by eta.",
    "θ − η g, not θ − g",
)
def sgd_step(theta, grad, eta, weight_decay=0.0):
    return theta - (grad + weight_decay * theta)


@sgd_step_.misconception(
    "divided_by_eta",
    "You divided by eta. A small learning rate should make a small step, not a large one.",
    "θ − η g, not θ − g / η",
)
def sgd_step(theta, grad, eta, weight_decay=0.0):
    return theta - (grad + weight_decay * theta) / eta


@sgd_step_.misconception(
    "step_only",
    "This is the step alone. What is asked for is where it leads: start from theta.",
    "θ − η g, not −η g",
)
def sgd_step(theta, grad, eta, weight_decay=0.0):
    return -eta * (grad + weight_decay * theta)


@sgd_step_.misconception(
    "no_decay",
    "You left `weight_decay` out. Besides the gradient of the loss there is that of the penalty, and it "
    "pulls every parameter towards 0.",
    "g = ∂L/∂θ + λ θ",
)
def sgd_step(theta, grad, eta, weight_decay=0.0):
    return theta - eta * grad


@sgd_step_.misconception(
    "decay_sign",
    "Your decay makes the parameters grow. It has the same sign as the gradient and is subtracted along "
    "with it.",
    "θ − η (g + λ θ), not θ − η (g − λ θ)",
)
def sgd_step(theta, grad, eta, weight_decay=0.0):
    return theta - eta * (grad - weight_decay * theta)


@sgd_step_.misconception(
    "decay_without_eta",
    "Your decay does not go through eta. The penalty is part of the loss, so its gradient is multiplied by "
    "the learning rate like the rest.",
    "θ − η (g + λ θ), not θ − η g − λ θ",
)
def sgd_step(theta, grad, eta, weight_decay=0.0):
    return theta - eta * grad - weight_decay * theta


@sgd_step_.misconception(
    "decay_afterwards",
    "You moved first and then shrank the new theta. Both slopes belong to the old theta: add them up, then "
    "take one step.",
    "(1 − η λ) θ − η g, not (1 − η λ) (θ − η g)",
)
def sgd_step(theta, grad, eta, weight_decay=0.0):
    return (1 - eta * weight_decay) * (theta - eta * grad)


@sgd_step_.misconception(
    "penalty",
    "You added the penalty itself, ½ λ θ². A step needs its slope, and that is proportional to θ.",
    "∂/∂θ (½ λ θ²) = λ θ",
)
def sgd_step(theta, grad, eta, weight_decay=0.0):
    return theta - eta * (grad + weight_decay * theta**2 / 2)


@sgd_step_.misconception(
    "twice_the_decay",
    "Your decay is twice as strong. The penalty carries a ½, which cancels the 2 that comes from "
    "differentiating the square.",
    "∂/∂θ (½ λ θ²) = λ θ, not 2 λ θ",
)
def sgd_step(theta, grad, eta, weight_decay=0.0):
    return theta - eta * (grad + 2 * weight_decay * theta)


@sgd_step_.misconception(
    "by_sign",
    "You decay every parameter by the same amount, as an L1 penalty does. The L2 penalty pulls large "
    "parameters harder than small ones.",
    "λ θ, not λ sign(θ)",
)
def sgd_step(theta, grad, eta, weight_decay=0.0):
    return theta - eta * (grad + weight_decay * np.sign(theta))


@sgd_step_.misconception(
    "only_a_number",
    "You added `weight_decay` itself to the gradient, so everything is pushed one way. It has to be "
    "multiplied by theta, so that each parameter is drawn towards 0.",
    "g + λ θ, not g + λ",
)
def sgd_step(theta, grad, eta, weight_decay=0.0):
    return theta - eta * (grad + weight_decay)
