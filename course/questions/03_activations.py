"""The closing quiz of chapter 03: the slope at z, depth, dead units, signs, outputs, one step in order."""

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

_a = 0.8
_tanh_slope = 1 - _a**2

slope_from_a = NumberQuestion(
    id="03.slope-from-a",
    concept=4,
    prompt=(
        f"A tanh unit has put out a = {number(_a, 1)}. On the way back the gradient ∂L/∂a is multiplied by "
        "the slope of tanh. By which number?"
    ),
    answer=_tanh_slope,
    tolerance=0.005,
    right=(
        f"1 − a² = 1 − {number(_a**2, 2)}: the slope at z, though z itself is not needed. One reason why a "
        "layer keeps its activations."
    ),
    otherwise="For tanh the slope at z can be written with a alone: tanh′(z) = 1 − a².",
    slips=(
        Slip(
            1 - np.tanh(_a) ** 2,
            f"That is the slope of tanh at {number(_a, 1)}. But {number(_a, 1)} came out of tanh; the slope "
            "is wanted at the number that went in. No second tanh is needed.",
        ),
        Slip(_a * (1 - _a), "a(1 − a) is the rule of the sigmoid. tanh has another one, with a square."),
        Slip(_a**2, "That is a². It still has to be taken from 1."),
        Slip(1 - _a, "The square is missing: 1 − a²."),
        Slip(np.sqrt(1 - _a**2), "That is the square root of it; leave the root out."),
        Slip(1.0, "That is the largest slope that tanh has, at z = 0, where a = 0. Here a is far from 0."),
    ),
)

_layers = 3
_steepest = float(nn.sigmoid.prime(0.0))

depth = NumberQuestion(
    id="03.depth",
    concept=5,
    prompt=(
        f"A gradient passes back through {_layers} layers of sigmoid units, each at the place where the "
        "sigmoid is steepest. Leave the weights aside (let them be 1). What part of it is left? Give three "
        "decimals."
    ),
    answer=_steepest**_layers,
    tolerance=0.0006,
    right=f"{number(_steepest, 2)} to the power {_layers}, since slopes multiply; and that is the best case.",
    otherwise="The steepest slope of the sigmoid, once for each layer, all multiplied.",
    slips=(
        Slip(
            0.5**_layers,
            "You took the value at z = 0, which is a half. The gradient is multiplied by the slope there, a "
            "quarter.",
        ),
        Slip(
            _steepest / _layers,
            "You divided by the number of layers. Every layer multiplies by the slope once more.",
        ),
        Slip(_steepest * _layers, "You added the slopes. The chain rule multiplies them."),
        Slip(_steepest, "That is left after one layer."),
        Slip(_steepest ** (_layers - 1), "One layer too few."),
        Slip(_steepest ** (_layers + 1), "One layer too many."),
        Slip(1.0, "That would be tanh, whose slope at 0 is 1."),
    ),
)

_x = np.array([0.0, 0.5, 1.0])
_dead_w, _dead_b = -1.0, -0.2

dead = ChoiceQuestion(
    id="03.dead",
    concept=5,
    prompt=(
        f"Units with one input are trained on three samples, x = {show(_x, 2)}. For which of them will no "
        "sample ever send a gradient back to its weight?"
    ),
    options=(
        Option(
            "ReLU with w = 2, b = −1.5",
            f"z is {show(2 * _x - 1.5, 2)}: the last sample is on the active side and moves the unit. Off "
            "for some samples is not dead.",
        ),
        Option(
            "Leaky ReLU with w = −1, b = −0.2",
            f"z is {show(_dead_w * _x + _dead_b, 2)}, all negative. But a leaky ReLU has a slope there too: "
            "a small gradient comes through, and it can find its way back.",
        ),
        Option(
            "Sigmoid with w = 10, b = 5",
            f"It is saturated, with slopes of {show(nn.sigmoid.prime(10 * _x + 5), 2)}: very slow, but not "
            "zero.",
        ),
        Option(
            "ReLU with w = −1, b = −0.2",
            f"z is {show(_dead_w * _x + _dead_b, 2)}: negative for all samples, so every slope is 0 and "
            "descent never moves it.",
            right=True,
        ),
    ),
)

signs = ChoiceQuestion(
    id="03.signs",
    concept=5,
    prompt=(
        "Spot the error. “Sigmoid outputs are positive. Therefore, in every step of gradient descent, all "
        "the weights of the next layer move in the same direction: all up or all down.” What is wrong?"
    ),
    options=(
        Option(
            "Sigmoid outputs can be negative.",
            "They lie between 0 and 1. That part of the sentence is right.",
        ),
        Option(
            "It holds only for the weights of one unit, and for one sample at a time.",
            "dW has the entries δⱼaᵢ. Another unit j has a δ of its own; and a batch adds up samples whose δ "
            "have both signs, so the sum can point anywhere.",
            right=True,
        ),
        Option(
            "The sign depends on the weights, not on the activations.",
            "The gradient with respect to W is δⱼaᵢ. The weights of this layer are not in it, except by way "
            "of δ.",
        ),
        Option(
            "Nothing: that is why sigmoid networks cannot be trained.",
            "They can, and were for decades. In a batch the signs mix, and even without mixing descent gets "
            "there, by a longer path.",
        ),
    ),
)

output = ChoiceQuestion(
    id="03.output",
    concept=5,
    prompt=(
        "A network predicts tomorrow's temperature in °C. All its layers, the last one included, end in a "
        "ReLU. What is wrong?"
    ),
    options=(
        Option(
            "It can never predict frost; the last layer should be linear.",
            "ReLU cuts off everything below 0, and where z is negative the output unit does not learn "
            "either. A quantity of any sign and size wants the identity at the output.",
            right=True,
        ),
        Option(
            "The output should be a sigmoid, so that it stays bounded.",
            "Then every prediction lies between 0 and 1 °C. A sigmoid belongs to a yes or no.",
        ),
        Option(
            "ReLU is not smooth, so the loss has no gradient.",
            "It has one everywhere but at the kink, which is hardly ever hit, and there a slope of 0 is "
            "chosen. ReLU in the hidden layers is fine.",
        ),
        Option(
            "The hidden layers should use softplus, for positive outputs.",
            "The hidden layers are not the trouble, and a temperature need not be positive.",
        ),
    ),
)

unit_order = OrderQuestion(
    id="03.unit-order",
    concept=4,
    prompt=(
        "One sigmoid unit, one sample, the loss ½(a − y)²: forward, back, and one step of descent on its "
        "weights. Put the lines in order; if several orders work, any of them will do."
    ),
    lines={
        "z": "z = w @ x + b",
        "a": "a = 1 / (1 + np.exp(-z))",
        "error": "grad_a = a - y",
        "slope": "slope = a * (1 - a)",
        "delta": "delta = grad_a * slope",
        "dw": "dw = delta * x",
        "step": "w = w - eta * dw",
    },
    rules=(
        Before("z", "a", "`a` is what the sigmoid makes of `z`, so `z` comes first."),
        Before("a", "error", "`grad_a` compares `a` with the target, so `a` has to be there."),
        Before("a", "slope", "Here the slope is computed from `a`, which is not there yet."),
        Before("error", "delta", "`delta` is `grad_a` times the slope: `grad_a` comes first."),
        Before("slope", "delta", "`delta` is `grad_a` times the slope: the slope comes first."),
        Before("delta", "dw", "The weights see the error through `delta`, which is not there yet."),
        Before("dw", "step", "The step needs `dw`: first the gradient, then the step."),
    ),
    right=(
        "Affine, bend; then back through the bend to `delta`, through the affine part to `dw`, and a step. "
        "The lines of `grad_a` and `slope` may change places."
    ),
)
