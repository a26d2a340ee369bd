"""XOR: settings with which a small network learns it, judged by what happens."""

import math

import numpy as np

import nnkit as nn
from nnkit.errors import NNKitError
from nnkit.grading import Problem

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
DIFFERENT = np.array([[0.0], [1.0], [1.0], [0.0]])
BOUNDS = {"hidden": (1, 8), "eta": (1e-6, 20), "epochs": (1, 2000), "seed": (0, 1_000_000)}
SURE = 0.1  # mean loss; with every corner's probability on the right side by more than 2 to 1


def learn(hidden, eta, epochs, seed):
    """Train 2-hidden-1 on the four corners; return the mean loss and the logits (4,)."""
    net = nn.Network.mlp([2, hidden, 1], nn.tanh, rng=np.random.default_rng(seed))
    loss, sgd = nn.SigmoidCrossEntropy(), nn.SGD(eta=eta)
    try:
        for _ in range(epochs):
            z = net.forward(CORNERS)
            sgd.step(net.theta, net.backward(loss.delta(z, DIFFERENT)))
        z = net(CORNERS)
    except NNKitError:  # it diverged
        return math.inf, np.zeros(4)
    return loss(z, DIFFERENT), z[:, 0]


xor = Problem(
    id="training.xor",
    title="Teach it XOR",
    concept=12,
    points=3,
    kind="train",
    names=("hidden", "eta", "epochs", "seed"),
    hints=(
        "A loss of 0.693 = log 2 means that the network gives every corner one half. Is it still there, on "
        "its way down, or jumping about? Let `learn_xor` tell you before you change anything.",
        "`hidden`, `epochs` and `seed` are whole numbers, eta a positive one. One hidden unit cuts the plane "
        "once, and no single cut will do; two can be enough, but often get stuck.",
        "Give it several hidden units, so that a poor start is no misfortune; an eta between a tenth and a "
        "few; and more than a thousand epochs rather than tens.",
    ),
)


def settings(learner, case):
    """Read the four settings; stop at the first that is no number or out of bounds."""
    values = []
    for name, (low, high) in BOUNDS.items():
        value = learner[name]
        number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
        if number and name != "eta":
            number = float(value).is_integer()
        kind = "a number above 0" if name == "eta" else "a whole number"
        text = f"`{name}` must be {kind}."
        case.require(number, text, at=name)
        shown = "above 0" if name == "eta" else f"at least {low}"
        text = f"`{name}` must be {shown} and at most {high}. Yours is {value}."
        case.require(low <= value <= high, text, at=name)
        values.append(float(value) if name == "eta" else int(value))
    return values


def trouble(hidden, eta, epochs, seed):
    """Say what kind of failure a run ends in; "" if all four corners are right with confidence."""
    loss, z = learn(hidden, eta, epochs, seed)
    right = int(np.sum((z > 0) == (DIFFERENT[:, 0] > 0)))
    if loss < SURE and right == 4:
        return ""
    state = f"With seed {seed} it ends with {right} of 4 corners right and a loss of {loss:.3f}"
    if not loss < 1:
        return f"{state}: it grew instead of falling. The steps are too long for this valley."
    if hidden == 1:
        return f"{state}. One tanh unit cuts the plane once, and no single line separates XOR."
    if right == 4:
        return f"{state}. It is on its way: the loss has to fall below {SURE}."
    if loss > 0.6:
        return f"{state}. It has hardly moved from log 2 = 0.693, where every corner gets one half."
    return f"{state}. It settled where some corners share one answer. Do other starts end there, too?"


@xor.check("with your seed it learns all four corners")
def xor_learnt(learner, case):
    text = trouble(*settings(learner, case))
    case.require(not text, text, at="the trained network")


@xor.check("and no luck: two of the next three seeds learn them as well")
def xor_no_luck(learner, case):
    hidden, eta, epochs, seed = settings(learner, case)
    texts = [text for more in (1, 2, 3) if (text := trouble(hidden, eta, epochs, seed + more))]
    case.require(len(texts) < 2, texts[0] if texts else "", at="the trained network")
