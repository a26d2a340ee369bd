"""The closing quiz of chapter 02: z and a by hand, the boundary, the bias, one step and the whole loop."""

import numpy as np

import nnkit as nn
from nnkit.grading.diagnosis.printed import number, show
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)

_x, _w, _b = np.array([2.0, 1.0]), np.array([0.5, -1.5]), 1.5
_z = float(_w @ _x + _b)

by_hand = NumberQuestion(
    id="02.by-hand",
    concept=2,
    prompt=(
        f"A neuron has the weights w = {show(_w, 2)}, the bias b = {number(_b, 2)} and a sigmoid. What does "
        f"it put out for x = {show(_x, 1)}? Two decimals will do; σ(z) = 1 / (1 + exp(−z))."
    ),
    answer=float(nn.sigmoid(_z)),
    tolerance=0.006,
    right=(
        f"First the affine part, z = w·x + b = {number(_z, 2)}, then the bend, "
        f"a = σ(z) = {number(nn.sigmoid(_z))}."
    ),
    otherwise="Do it in two steps: z = w₁x₁ + w₂x₂ + b first, then a = σ(z), which lies between 0 and 1.",
    slips=(
        Slip(_z, "That is z, the pre-activation. One step is left: the sigmoid of it."),
        Slip(float(_w @ _x), "That is w·x. Two steps are left: add the bias, then take the sigmoid."),
        Slip(float(nn.sigmoid(_w @ _x)), "That is σ(w·x): the bias has been left out."),
        Slip(
            float(nn.sigmoid(-_z)), "The sign in the exponent: it is exp(−z), and this is what exp(+z) gives."
        ),
        Slip(float(nn.sigmoid(_w @ _x - _b)), "The bias has been taken away. It is added: z = w·x + b."),
        Slip(float(nn.sigmoid(abs(_w) @ _x + _b)), "One weight is negative, and its sign has been lost."),
    ),
)

_slope, _shift = 2.0, -3.0

boundary = NumberQuestion(
    id="02.boundary",
    concept=4,
    prompt=(
        f"A sigmoid neuron with one input has w = {number(_slope, 1)} and b = {number(_shift, 1)}. At which "
        "x does it put out exactly 0.5?"
    ),
    answer=-_shift / _slope,
    tolerance=0.005,
    right="σ(z) is 0.5 exactly where z = wx + b = 0, and that is at x = −b/w: the neuron's boundary.",
    otherwise="For which z is σ(z) = 0.5? Set wx + b to that z and solve for x.",
    slips=(
        Slip(_shift / _slope, "The sign: wx + b = 0 gives wx = −b, and here −b is positive."),
        Slip(-_slope / _shift, "Upside down: from wx = −b, divide by w."),
        Slip(-_shift, "That is wx. Divide by w, and you have x."),
        Slip(
            (0.5 - _shift) / _slope,
            "There z is 0.5, and the output is a little more: σ(0.5) = "
            f"{number(nn.sigmoid(0.5), 2)}. Ask for which z the sigmoid itself is 0.5.",
        ),
        Slip(0.0, "At x = 0 the pre-activation is z = b, and that is not 0. Look for z = 0, not for x = 0."),
    ),
)

bias = ChoiceQuestion(
    id="02.bias",
    concept=2,
    prompt=(
        "A neuron with two inputs has lost its bias: z = w·x. What can it no longer do, whatever its weights?"
    ),
    options=(
        Option(
            "Draw its boundary in any direction it likes",
            "The direction is the business of w alone: the boundary stands at right angles to it, bias or "
            "no bias.",
        ),
        Option(
            "Make a steep transition, from 0 to 1 within a small step",
            "How steep it is depends on the length of w: double the weights, and the transition is half as "
            "wide.",
        ),
        Option(
            "Draw a boundary that misses the origin",
            "At x = 0 such a neuron always has z = 0, so the origin lies on every boundary that it can "
            "draw. The bias is what moves the line away.",
            right=True,
        ),
        Option(
            "Learn by gradient descent",
            "It learns just as well, with two parameters instead of three. It only has fewer boundaries to "
            "choose from.",
        ),
    ),
)

same_sum = ChoiceQuestion(
    id="02.same-sum",
    concept=4,
    prompt=(
        "Two neurons have the same weights and the same bias. One has a sigmoid, the other tanh. What is the "
        "same for both, whatever the input?"
    ),
    options=(
        Option(
            "The pre-activation z, and with it the boundary z = 0",
            "z = w·x + b knows nothing of the activation function. Both call a point class 1 where z > 0; "
            "only the numbers they put out differ.",
            right=True,
        ),
        Option(
            "The activation a",
            f"From z = 1, say, the sigmoid makes {number(nn.sigmoid(1.0))} and tanh {number(nn.tanh(1.0))}.",
        ),
        Option(
            "Both z and a: the activation only stretches the axis",
            "z is the same, a is not: the sigmoid stays between 0 and 1, tanh between −1 and 1.",
        ),
        Option(
            "Where the output is 0.5",
            "The sigmoid is 0.5 at z = 0. There tanh is 0, and it reaches 0.5 only at "
            f"z = {number(np.arctanh(0.5))}.",
        ),
    ),
)

_at, _label = np.array([3.0, -1.0]), 0
_w0, _b0, _eta = np.array([1.0, 2.0]), 0.0, 0.5
_s = float(_w0 @ _at + _b0)
_p = float(nn.sigmoid(_s))
_delta = _p - _label

one_step = NumberQuestion(
    id="02.one-step",
    concept=2,
    prompt=(
        f"One step of logistic regression: w = {show(_w0, 2)} and b = {number(_b0, 1)}, a point x = "
        f"{show(_at, 1)} with the label y = {_label}, and η = {number(_eta, 1)}. What is the new w₁? Two "
        "decimals will do; σ(z) = 1 / (1 + exp(−z))."
    ),
    answer=float(_w0[0] - _eta * _delta * _at[0]),
    tolerance=0.006,
    right=(
        f"z = {number(_s, 1)}, so p − y = {number(_delta)}; the slope along w₁ is (p − y) x₁ = "
        f"{number(_delta * _at[0])}, and η times that is taken away."
    ),
    otherwise="In this order: z, then p = σ(z), then p − y, then (p − y) x₁; the step is −η times that.",
    slips=(
        Slip(
            float(_w0[0] + _eta * _delta * _at[0]),
            "Uphill: the slope has been added. The step goes against it.",
        ),
        Slip(
            float(_w0[0] - _eta * _delta),
            "The input is missing: the slope along w₁ is (p − y) x₁. What you have moved by is right for b.",
        ),
        Slip(float(_w0[0] - _delta * _at[0]), "The learning rate is missing: take η times the slope."),
        Slip(
            float(_w0[0] - _eta * (_s - _label) * _at[0]),
            "You took z − y for the error. The prediction is p = σ(z), so the error is p − y.",
        ),
        Slip(
            float(_w0[0] - _eta * (_p - 1) * _at[0]),
            "That is the step for the label 1. Here y = 0, so the error is p itself.",
        ),
        Slip(float(_w0[1] - _eta * _delta * _at[1]), "That is the new w₂."),
        Slip(float(_delta * _at[0]), "That is the slope along w₁. One step is left: w₁ − η · slope."),
        Slip(float(_b0 - _eta * _delta), "That is the new bias, whose input is always 1."),
    ),
)

loop = OrderQuestion(
    id="02.loop",
    concept=2,
    prompt=(
        "One step of logistic regression for a point `x` with label `y`, which also notes the loss before "
        "the step. `w`, `b`, `eta` and `losses` are there already. Put the lines in order; if several orders "
        "work, any of them will do."
    ),
    lines={
        "z": "z = w @ x + b",
        "p": "p = 1 / (1 + np.exp(-z))",
        "loss": "losses.append(-y * np.log(p) - (1 - y) * np.log(1 - p))",
        "delta": "delta = p - y",
        "w": "w = w - eta * delta * x",
        "b": "b = b - eta * delta",
    },
    rules=(
        Before("z", "p", "`p` is what the sigmoid makes of `z`, so `z` comes first."),
        Before("p", "delta", "The error is prediction minus target: `p` has to be there first."),
        Before("p", "loss", "The loss is the surprise at the truth, and needs `p`."),
        Before("delta", "w", "The weights move by the error times the input: `delta` first."),
        Before("delta", "b", "The bias moves by the error: `delta` first."),
    ),
    right=(
        "Forward to the prediction, then the error, then both parameters with it. The loss may be noted at "
        "any moment after `p`, and `w` and `b` may change places."
    ),
)
