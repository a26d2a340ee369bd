"""The closing quiz of chapter 09: a parabola, an epoch, noise, two forms of momentum, a curve, the loop."""

from math import ceil

from nnkit.grading.diagnosis.printed import number
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)

_curvature, _eta, _start, _steps = 5.0, 0.3, 8.0, 3
_r = 1 - _eta * _curvature

parabola = NumberQuestion(
    id="09.parabola",
    concept=13,
    prompt=(
        f"L = ½ λ θ² with the curvature λ = {number(_curvature)}, plain descent from θ = {number(_start)} "
        f"with η = {number(_eta, 1)}. Where is θ after {_steps} steps?"
    ),
    answer=_start * _r**_steps,
    tolerance=0.01,
    right=(
        f"Each step multiplies θ by 1 − ηλ = {number(_r, 1)}, so it is {number(_start)} · (−0.5)³: from "
        "side to side, and settling."
    ),
    otherwise="One step takes θ to θ − ηλθ = (1 − ηλ) θ. Find that factor, and apply it three times.",
    slips=(
        Slip(_start * _r, f"That is θ after one step. Two more, each times {number(_r, 1)}."),
        Slip(
            -_start * _r**_steps,
            "The size is right. The factor 1 − ηλ is negative here, and three of them change the side.",
        ),
        Slip(
            _start - _steps * _eta * _curvature * _start,
            "You took the first step three times. The slope changes with θ: take it anew at each step.",
        ),
        Slip(_start * (1 - _eta) ** _steps, "The slope of ½ λ θ² is λθ: the curvature is missing."),
        Slip(
            _start * (1 + _eta * _curvature) ** _steps,
            "That is uphill: the step goes against the slope, θ − ηλθ.",
        ),
        Slip(_start * (1 - _eta * _curvature / 2) ** _steps, "The slope of ½ λ θ² is λθ, without the ½."),
    ),
)

_N, _B, _epochs = 1797, 64, 10
_per_epoch = ceil(_N / _B)

updates = NumberQuestion(
    id="09.updates",
    concept=20,
    prompt=(
        f"A training set of {_N} digits, batches of {_B}, {_epochs} epochs; the last batch of an epoch may "
        "be smaller. How many times are the parameters updated?"
    ),
    answer=_epochs * _per_epoch,
    tolerance=0,
    right=(
        f"{_N} / {_B} is a little over {_N // _B}, so an epoch has {_per_epoch} batches, the last one with "
        f"{_N - (_per_epoch - 1) * _B} digits; and {_epochs} epochs."
    ),
    otherwise="How many batches does one epoch have, with the smaller one at its end? Each makes one update.",
    slips=(
        Slip(_per_epoch, f"That is one epoch. There are {_epochs}."),
        Slip(
            _epochs * (_N // _B),
            f"The last {_N - (_N // _B) * _B} digits of each epoch are a batch as well, if a small one.",
        ),
        Slip(
            ceil(_epochs * _N / _B),
            "Every epoch is shuffled and dealt out anew, so each ends with a smaller batch of its own.",
        ),
        Slip(_epochs * _N, "That would be one update for each digit, a batch size of 1."),
        Slip(_epochs, "That would be one update an epoch: batch descent."),
    ),
)

noise = ChoiceQuestion(
    id="09.noise",
    concept=12,
    prompt=(
        "You raise the batch size from 16 to 64. What happens to the typical error of the gradient, its "
        "standard deviation, and to the number of examples that a step takes?"
    ),
    options=(
        Option(
            "A quarter of the error, for four times the examples",
            "A quarter is what becomes of the *variance*, σ²/B. The typical error is its square root.",
        ),
        Option(
            "Half the error, for twice the examples",
            "Twice the examples, B = 32, would bring the error down to 0.71 of what it was. Half takes four "
            "times as many.",
        ),
        Option(
            "Half the error, for four times the examples",
            "The variance is σ²/B, so the error goes like one over the root of B. That is why very large "
            "batches pay badly for each example.",
            right=True,
        ),
        Option(
            "The same error: a batch is right on average, whatever its size",
            "On average, yes: a small batch is not biased. But how far a single one is off depends very "
            "much on its size.",
        ),
    ),
)

_beta, _eta_paper = 0.9, 0.5

forms = NumberQuestion(
    id="09.forms",
    concept=12,
    prompt=(
        f"A paper trains with v ← βv + (1 − β) g, θ ← θ − ηv, at β = {number(_beta, 1)} and η = "
        f"{number(_eta_paper, 1)}. Your library has v ← βv + g. Which η there takes the very same steps?"
    ),
    answer=(1 - _beta) * _eta_paper,
    tolerance=0.001,
    right=(
        "The heavy ball's v is 1/(1 − β) times that of the average, ten times here, so its η must be a tenth."
    ),
    otherwise="How large do both v become for a gradient that is always 1? Then make η times v agree.",
    slips=(
        Slip(
            _eta_paper,
            "Then the heavy ball would take steps ten times as long: its v sums up what the other averages.",
        ),
        Slip(
            _eta_paper / (1 - _beta),
            "That is the factor, but the other way round: the heavy ball has the larger v, so it needs the "
            "smaller η.",
        ),
        Slip(_beta * _eta_paper, "The factor is 1 − β, the weight that g has in the average, not β."),
        Slip(
            _eta_paper / _beta,
            "The factor is 1 − β, the weight that g has in the average; and it makes η smaller.",
        ),
        Slip((1 - _beta) ** 2 * _eta_paper, "One factor of 1 − β is enough: v differs by it once."),
    ),
)

curve = ChoiceQuestion(
    id="09.curve",
    concept=13,
    prompt=(
        "SGD with a fixed η: the training loss falls quickly for 20 epochs, and then goes up and down "
        "around 0.3 without falling further. In a copy of the run you divide η by 10 at epoch 30, and the "
        "loss drops to 0.05 within two epochs. Why?"
    ),
    options=(
        Option(
            "It was caught in a local minimum, and the change of η threw it out",
            "A smaller step is no way out of a minimum. And in a minimum with exact gradients the loss "
            "would stand still, not go up and down.",
        ),
        Option(
            "It hovered in the noise of its batches, at a height that grows with η",
            "Near the bottom the slope fades and the noise stays. Smaller steps average over more batches, "
            "and settle lower: this is what schedules are for.",
            right=True,
        ),
        Option(
            "A smaller η is faster, so it should have been small from the start",
            "Then the first 20 epochs would have taken some 200. Small steps are good for settling, not for "
            "getting there.",
        ),
        Option(
            "It was overfitting, and a smaller η regularises",
            "Overfitting shows in the validation loss, while the training loss goes on falling. Here it is "
            "the training loss that stopped.",
        ),
    ),
)

loop = OrderQuestion(
    id="09.training-loop",
    concept=20,
    prompt=(
        "Training with mini-batches and a schedule of the epoch. Put its lines in order; if several orders "
        "work, any of them will do."
    ),
    lines={
        "epoch": "for epoch in range(epochs):",
        "eta": "    sgd.eta = schedule(epoch)",
        "batch": "    for batch in nn.minibatches(len(x), 32, rng):",
        "forward": "        z = net.forward(x[batch])",
        "delta": "        delta = loss.delta(z, y[batch])",
        "backward": "        grad = net.backward(delta)",
        "step": "        sgd.step(net.theta, grad)",
    },
    rules=(
        Before("epoch", "eta", "The learning rate is asked for in each epoch: inside the outer loop."),
        Before("epoch", "batch", "The inner loop is indented: it is run once in each epoch."),
        Before(
            "eta",
            "batch",
            "η is to be set before the steps of the epoch that should use it; below the inner loop it would "
            "come an epoch late.",
        ),
        *(
            Before("batch", line, "This line uses one batch: it belongs inside the inner loop.")
            for line in ("forward", "delta", "backward", "step")
        ),
        Before("forward", "delta", "`delta` compares `z` with the targets: the forward pass comes first."),
        Before("delta", "backward", "The backward pass starts from `delta`."),
        Before(
            "backward",
            "step",
            "The step needs `grad`. (With the one from the batch before, Python would not complain.)",
        ),
    ),
    right="Once an epoch: η, and a new shuffle. For each batch: forward, error, backward, step.",
)
