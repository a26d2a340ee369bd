"""The closing quiz of chapter 10: a ReLU layer's factor, symmetry, He, two rules, a gauge, clipping."""

from math import pi, sqrt

from nnkit.grading.diagnosis.printed import number
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)

_d, _s2, _layers = 400, 0.01, 3

factor = NumberQuestion(
    id="10.factor",
    concept=14,
    prompt=(
        f"ReLU layers of {_d} units without biases, weights with mean 0 and variance {_s2:g}, "
        f"inputs with E[x²] = 1. What is E[h²], the second moment of the activations, after {_layers} layers?"
    ),
    answer=(_d * _s2 / 2) ** _layers,
    tolerance=0.01,
    right=(
        f"Each layer multiplies it by d σ² / 2 = {number(_d * _s2 / 2)}. Three layers are harmless, thirty "
        "would make a billion."
    ),
    otherwise="What does one layer do? E[z²] = d σ² E[x²], and a ReLU keeps half of it. Then three layers.",
    slips=(
        Slip(_d * _s2 / 2, "That is one layer. Each of the three multiplies by the same factor."),
        Slip(
            (_d * _s2) ** _layers,
            "That is E[z²] without bends. A ReLU drops half of the squares, in each layer.",
        ),
        Slip(
            _layers * _d * _s2 / 2,
            "You added the factors. Layers come one after the other, so they multiply.",
        ),
        Slip(
            (_d * _s2) ** _layers / 2,
            "A ReLU stands in each of the three layers: three halves, not one.",
        ),
        Slip(
            (_d * _s2 * (1 / 2 - 1 / (2 * pi))) ** _layers,
            "You multiplied variances. The next layer does not subtract the mean, so it is the second "
            "moment that goes on: d σ² / 2 each time.",
        ),
        Slip(
            sqrt((_d * _s2 / 2) ** _layers),
            "That is its root, the size of the signal. The second moment is asked for.",
        ),
    ),
)

symmetry = ChoiceQuestion(
    id="10.symmetry",
    concept=14,
    prompt=(
        "A network 2-16-1 starts with every weight of both layers at 0.3 and every bias at 0. You train it "
        "for a long time, on all of the data at each step. What do the 16 hidden units look like afterwards?"
    ),
    options=(
        Option(
            "All at their first values: without random numbers nothing moves",
            "They do move: h is not 0 and W2 is not 0, so there are gradients. (At all zeros only the last "
            "bias would have moved.)",
        ),
        Option(
            "Changed, and all 16 still the same",
            "Same weights, same z, same δ, same step: what is equal stays equal. The layer has the power of "
            "a single unit.",
            right=True,
        ),
        Option(
            "All different: the examples differ, and pull them apart",
            "The examples differ, but each of them pulls all 16 units the same way.",
        ),
        Option(
            "All different, if mini-batches are used instead",
            "Every unit sees the same mini-batch. Noise that all share cannot tell them apart.",
        ),
    ),
)

second_moment = ChoiceQuestion(
    id="10.second-moment",
    concept=14,
    prompt="Inputs of mean 0 and variance 1, a wide ReLU layer. What does He's rule keep at 1?",
    options=(
        Option(
            "The variance of the activations h",
            "Many texts say so. Var h = 2 · (1/2 − 1/(2π)), about 0.68: the mean of h is not 0, and its "
            "square has to be taken off.",
        ),
        Option(
            "The variance of the pre-activations z",
            "That is n · 2/n = 2. It has to be 2, since the ReLU will drop half of it.",
        ),
        Option(
            "The second moment E[h²] of the activations",
            "E[z²] = 2, and a ReLU keeps half. The next layer multiplies second moments, means included, so "
            "this is the one to keep.",
            right=True,
        ),
        Option(
            "The mean of the activations",
            "E[h] = √(2/(2π)), about 0.56, as no h is negative. It is neither kept nor meant to be.",
        ),
    ),
)

_n_in, _n_out = 30, 20

xavier = NumberQuestion(
    id="10.xavier",
    concept=14,
    prompt=(
        f"A tanh layer has {_n_in} inputs and {_n_out} units. Which standard deviation do its weights get by "
        "Glorot's (Xavier's) rule?"
    ),
    answer=sqrt(2 / (_n_in + _n_out)),
    tolerance=0.002,
    right=(
        f"The root of 2 / ({_n_in} + {_n_out}) = {2 / (_n_in + _n_out):g}, which lies between what "
        f"forward wants, 1/{_n_in}, and what backward wants, 1/{_n_out}."
    ),
    otherwise="The variance is 2 / (n_in + n_out); the standard deviation is its root.",
    slips=(
        Slip(2 / (_n_in + _n_out), "That is the variance. The standard deviation is its root."),
        Slip(
            sqrt(1 / _n_in),
            "That is LeCun's rule, which looks forward only. (Some texts call it Xavier's.)",
        ),
        Slip(sqrt(2 / _n_in), "That is He's rule, with the 2 that makes up for a ReLU."),
        Slip(sqrt(1 / _n_out), "That keeps the way back, and nothing but the way back."),
        Slip(
            sqrt(1 / (_n_in + _n_out)),
            "The variance is one over the mean of both widths, 2 / (n_in + n_out): a 2 is missing.",
        ),
        Slip(
            sqrt(6 / (_n_in + _n_out)),
            "That is r of the uniform form: it draws from −r to r, and has the standard deviation r/√3.",
        ),
    ),
)

gauge = ChoiceQuestion(
    id="10.gauge",
    concept=14,
    prompt=(
        "Ten sigmoid layers of equal width, Xavier's rule. The activations have the same healthy size in "
        "every layer, and the loss does not move. What do you look at first, and what do you expect there?"
    ),
    options=(
        Option(
            "The norm of dW layer by layer: falling fast towards layer 1",
            "Forward and backward are two different products. On the way back each layer multiplies by a "
            "slope of at most 1/4.",
            right=True,
        ),
        Option(
            "The norm of the gradient: too long, so that it has to be clipped",
            "With weights of factor 1 and slopes of at most 1/4 it can only shrink.",
        ),
        Option(
            "The activations of a larger batch: they must fade somewhere",
            "A sigmoid keeps its output between 0 and 1, around 0.5 here, whatever the batch. They say "
            "nothing about the way back.",
        ),
        Option(
            "The number of dead units: most of them will be at 0",
            "A sigmoid is never 0, and with Xavier's weights it is not even saturated: slopes of nearly 1/4, "
            "each. Ten of them are the trouble.",
        ),
    ),
)

loop = OrderQuestion(
    id="10.clipped-step",
    concept=14,
    prompt=(
        "A deep ReLU network, and one training step with clipping. Put its lines in order; if several orders "
        "work, any of them will do."
    ),
    lines={
        "net": "net = nn.Network.mlp(sizes, nn.relu, rng=rng)",
        "forward": "z = net.forward(x)",
        "backward": "grad = net.backward(loss.delta(z, y))",
        "clip": "norm = nn.clip_grad_norm(grad, 1.0)",
        "step": "sgd.step(net.theta, grad)",
    },
    rules=(
        Before(
            "net",
            "forward",
            "The network has to be made, weights and all, before anything can go through it.",
        ),
        Before("forward", "backward", "`loss.delta` needs `z`, and the backward pass what forward has kept."),
        Before("backward", "clip", "There is no gradient to be clipped before the backward pass."),
        Before(
            "clip",
            "step",
            "Clip before the step: afterwards the weights have already been thrown, and the shortened "
            "gradient is of no use.",
        ),
        Before("net", "step", "The step changes `net.theta`, which has to exist."),
    ),
    right=(
        "The weights are drawn once (by He's rule, since the bend is a ReLU); then forward, backward, "
        "shorten the whole gradient, and only then step."
    ),
)
