"""The closing quiz of chapter 08: one chain by hand, paths, where 1/N sits, code, a bug, the cost."""

import numpy as np

import nnkit as nn
from nnkit.grading.diagnosis.printed import number
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)

_x, _w1, _w2, _y = 3.0, 0.5, -2.0, 1.0
_z1 = _w1 * _x
_a1 = float(nn.relu(_z1))
_yhat = _w2 * _a1
_delta2 = _yhat - _y
_da1 = _delta2 * _w2
_dw1 = float(_da1 * nn.relu.prime(_z1) * _x)

chain = NumberQuestion(
    id="08.chain",
    concept=10,
    prompt=(
        f"A chain without biases: x = {number(_x)}, z₁ = w₁x with w₁ = {number(_w1, 1)}, a₁ = ReLU(z₁), "
        f"then ŷ = w₂a₁ with w₂ = {number(_w2)}, and L = ½ (ŷ − y)² with y = {number(_y)}. So z₁ = "
        f"{number(_z1, 2)} and ŷ = {number(_yhat)}. What is ∂L/∂w₁?"
    ),
    answer=_dw1,
    tolerance=0.01,
    right=(
        f"δ₂ = ŷ − y = {number(_delta2)}, times w₂ = {number(_w2)} gives ∂L/∂a₁ = {number(_da1)}; the ReLU "
        f"is on, slope 1; and w₁ multiplied x = {number(_x)}: {number(_dw1)}."
    ),
    otherwise=(
        "Start at the loss: δ₂ = ŷ − y. Then one factor for each link on the way to w₁: w₂, the slope of "
        "the ReLU, x."
    ),
    slips=(
        Slip(_delta2, "That is δ₂, the error signal of the output. Three more links lead from there to w₁."),
        Slip(
            _da1,
            "That is ∂L/∂a₁, and also δ₁, as the ReLU is on. One link is left: w₁ multiplied x, so x is the "
            "last factor.",
        ),
        Slip(-_dw1, "The size is right, the sign is not: δ₂ = ŷ − y and w₂ are both negative here."),
        Slip(
            _delta2 * _a1,
            "That is ∂L/∂w₂ = δ₂ a₁. To reach w₁, go on through w₂, the ReLU and the first layer.",
        ),
        Slip(_delta2 * _x, "w₂ is missing: the error comes back to a₁ along that weight."),
        Slip(
            _da1 * _z1,
            "The last factor is what w₁ multiplied, and that is x. You took z₁ (or φ(z₁) for the slope "
            "φ′(z₁), which is 1).",
        ),
        Slip(_da1 * _w1, "The last factor: for the weight w₁ it is its input x. By w₁ one would go on to x."),
    ),
)

paths = ChoiceQuestion(
    id="08.paths",
    concept=11,
    prompt=(
        "A tanh unit with the pre-activation z and the activation a feeds three units of the next layer, by "
        "the weights u₁, u₂, u₃. Their error signals are δ₁, δ₂, δ₃. What is the error signal of the unit?"
    ),
    options=(
        Option(
            "(δ₁ + δ₂ + δ₃) · (1 − a²)",
            "Each δ comes back along an edge, and the edge scales it: nudging a by 1 moves the k-th unit by "
            "uₖ, not by 1.",
        ),
        Option(
            "(δ₁u₁ + δ₂u₂ + δ₃u₃) · a",
            "The sum over the paths is right. But going back through the bend takes its slope φ′(z), and "
            "for tanh that is 1 − a²; a is its value.",
        ),
        Option(
            "δ₁u₁ + δ₂u₂ + δ₃u₃",
            "That is ∂L/∂a. The error signal is ∂L/∂z: the slope of the bend is still missing.",
        ),
        Option(
            "(δ₁u₁ + δ₂u₂ + δ₃u₃) · (1 − a²)",
            "Multiply along each path, add over the paths, and go through the bend: with all units at once, "
            "`(delta @ W) * phi.prime(z)`.",
            right=True,
        ),
        Option(
            "(δ₁u₁ + δ₂u₂ + δ₃u₃) / 3 · (1 − a²)",
            "Paths are added, not averaged: a nudge of a moves all three units, and the loss feels the sum.",
        ),
    ),
)

one_over_n = ChoiceQuestion(
    id="08.one-over-n",
    concept=10,
    prompt=(
        "The loss is the mean over a batch of N rows. In a correct backward pass, where does the 1/N stand?"
    ),
    options=(
        Option(
            "In δ of every layer: each is divided by N once more",
            "Then the first of L layers would be divided by N to the power L. The factor is passed on from "
            "layer to layer, since every step back multiplies by δ: once is enough.",
        ),
        Option(
            "In δ of the last layer, and nowhere else",
            "δ = ∂L/∂z of the *mean* loss begins with 1/N, all later δ inherit it, and `delta.T @ a_prev` "
            "and `delta.sum(axis=0)` are sums.",
            right=True,
        ),
        Option(
            "In dW and db: the sums over the batch become means there",
            "That works if it is left out of δ. But then δ is not ∂L/∂z of the mean loss; and with "
            "`loss.delta(z, y)`, which contains it, it would be in twice.",
        ),
        Option(
            "In eta: the learning rate is divided by N",
            "One step would come out the same, but the gradient would be that of the sum of the losses, and "
            "would not agree with nudging the mean.",
        ),
    ),
)

loop = OrderQuestion(
    id="08.backward-loop",
    concept=10,
    prompt=(
        "A backward pass for any depth. `z` and `a` were kept on the way forward: `a[0]` is the batch, and "
        "layer `l` made `z[l]` and `a[l + 1]` out of `a[l]`. Put its lines in order; if several orders "
        "work, any of them will do."
    ),
    lines={
        "start": "delta = loss.delta(z[-1], y)",
        "for": "for l in reversed(range(len(W))):",
        "dW": "    dW[l] = delta.T @ a[l]",
        "db": "    db[l] = delta.sum(axis=0)",
        "if": "    if l > 0:",
        "back": "        delta = (delta @ W[l]) * phi.prime(z[l - 1])",
    },
    rules=(
        Before("start", "for", "The walk starts at the loss: the first `delta` is needed before the loop."),
        Before("for", "dW", "This line is indented: it belongs inside the loop, below its `for`."),
        Before("for", "db", "This line is indented: it belongs inside the loop, below its `for`."),
        Before("for", "if", "This line is indented: it belongs inside the loop, below its `for`."),
        Before("if", "back", "`delta` is handed on only if there is a layer before: the `if` comes above."),
        Before(
            "dW",
            "if",
            "`dW[l]` needs the `delta` of this layer; further down `delta` is that of the layer before, or "
            "the `if` has lost its line.",
        ),
        Before(
            "db",
            "if",
            "`db[l]` needs the `delta` of this layer; further down `delta` is that of the layer before, or "
            "the `if` has lost its line.",
        ),
    ),
    right=(
        "Begin at the loss; in each layer use `delta` for both gradients, then hand it on through the "
        "weights and the bend. `dW` and `db` may change places."
    ),
)

planted = ChoiceQuestion(
    id="08.planted",
    concept=11,
    prompt=(
        "A gradient check of a network of three layers: `dW3`, `db3`, `db2`, `dW1` and `db1` agree with "
        "differences, only `dW2` does not. Where is the mistake?"
    ),
    options=(
        Option(
            "In the slope of the bend of layer 2",
            "Then δ of layer 2 would be wrong, and with it `db2`, which is nothing but its sum over the "
            "rows. It agrees.",
        ),
        Option(
            "In the product that makes `dW2`, such as z₁ in the place of a₁",
            "`db2` is right, so δ of layer 2 is; layer 1 is right, so what was handed on is. All that is "
            "left is the other factor of `delta.T @ a_prev`.",
            right=True,
        ),
        Option(
            "In what layer 2 hands on to layer 1",
            "That would show in layer 1, where all is well, and could not touch `dW2`: the error travels "
            "from the loss to the input.",
        ),
        Option(
            "In the forward pass of layer 2",
            "Differences go through the forward pass too: both ways would give the gradient of the same, "
            "wrong function, and agree.",
        ),
    ),
)

_sizes = [10, 50, 3]
_n_params = nn.Network.mlp(_sizes, nn.relu, rng=np.random.default_rng(0)).n_params

cost = NumberQuestion(
    id="08.cost",
    concept=10,
    prompt=(
        f"A network {'-'.join(map(str, _sizes))} has {_n_params} parameters. You check its gradient by "
        "centred differences, (L(θ + h) − L(θ − h)) / 2h for each of them. How many forward passes does "
        "that take?"
    ),
    answer=2 * _n_params,
    tolerance=0,
    right=(
        "Two for each parameter. Backpropagation takes the work of about three, whatever the number of "
        "parameters."
    ),
    otherwise="Count the losses in the formula for one parameter, then multiply by the number of parameters.",
    slips=(
        Slip(_n_params, "Each parameter is nudged twice, once up and once down."),
        Slip(
            _n_params + 1,
            "That would do for one-sided differences, where all share the loss without a nudge. Centred "
            "ones need two runs each.",
        ),
        Slip(2, "Two for one parameter. But each parameter has to be nudged by itself."),
        Slip(3, "That is about what backpropagation costs, in forward passes. Nudging needs two for each."),
        Slip(
            _n_params**2,
            "Each parameter is nudged alone, with all the others at rest: their number is not squared.",
        ),
    ),
)
