"""Questions of chapter 02: one neuron by hand, where its boundary lies, and what the bias is for."""

import numpy as np

import nnkit as nn
from nnkit.grading.diagnosis.printed import number, show
from nnkit.grading.learner.questions import ChoiceQuestion, NumberQuestion, Option, Slip

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
