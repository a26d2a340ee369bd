"""A small classifier of digits that also reads them where they do not stand in their usual place."""

import functools

import numpy as np

from nnkit import SGD, Network, SoftmaxCrossEntropy, datasets, minibatches, relu
from nnkit.errors import NNKitError
from nnkit.grading import Problem

BOUNDS = {"hidden": (0, 500), "eta": (1e-6, 10), "batch_size": (8, 256), "epochs": (1, 40), "shift": (0, 2)}
MOST = 5000  # parameters
ENOUGH = 0.9  # accuracy on held-back images, still and moved


def moved(x, shift, rng):
    """Move every 8 x 8 image of x (N, 64) by up to ``shift`` pixels each way, filled up with paper."""
    wide = np.pad(x.reshape(-1, 8, 8), ((0, 0), (shift, shift), (shift, shift)))
    down, right = rng.integers(0, 2 * shift + 1, (2, len(x), 1))
    rows, columns = down + np.arange(8), right + np.arange(8)
    n = np.arange(len(x))[:, np.newaxis, np.newaxis]
    return wide[n, rows[:, :, np.newaxis], columns[:, np.newaxis, :]].reshape(len(x), 64)


@functools.lru_cache(maxsize=64)
def reached(hidden, eta, batch_size, epochs, shift, seed=0):
    """Train 64-hidden-10 by SGD; return the accuracy in training, and on held-back images still and moved.

    Each epoch moves the training images anew. ``seed`` decides what is held back, and the first weights.
    """
    images = datasets.digits(dtype=np.float32)
    (x, y), (x_test, y_test) = datasets.split(*images, share=1 / 3, rng=np.random.default_rng(seed))
    rng, loss, sgd = np.random.default_rng(seed), SoftmaxCrossEntropy(), SGD(eta)
    net = Network.mlp([64, *[hidden] * (hidden > 0), 10], relu, rng=rng, dtype=np.float32)
    try:
        for _ in range(epochs):
            x_seen = moved(x, shift, rng)
            for batch in minibatches(len(x), batch_size, rng):
                z = net.forward(x_seen[batch])
                sgd.step(net.theta, net.backward(loss.delta(z, y[batch])))
        sets = ((x_seen, y), (x_test, y_test), (moved(x_test, 1, np.random.default_rng(seed)), y_test))
        return tuple(float(np.mean(net(a).argmax(axis=1) == b)) for a, b in sets)
    except NNKitError:  # it diverged
        return (0.0, 0.0, 0.0)


train = Problem(
    id="handwriting.train",
    title="A digit out of place",
    concept=13,
    points=3,
    kind="train",
    names=("classifier",),
    hints=(
        "What a network has never seen in training it cannot be trusted with. Compare the three accuracies "
        "that `accuracies` gives: which two are far apart, and what could bring them together?",
        "`classifier` is a dict with five entries: `hidden`, `batch_size`, `epochs` and `shift` are whole "
        "numbers, `eta` is a decimal. 64-M-10 has 65 M + 10 (M + 1) parameters.",
        "Let training see images moved by as much as the test moves them. That is a harder task, so use "
        "nearly all the units that you may have, all the epochs, and small batches; then find the eta: too "
        "small is slow, and a few units of it make the loss run away.",
    ),
)


def settings(learner, case):
    """Return the five settings, or stop with what is missing."""
    got, name = learner["classifier"], "classifier"
    keys = ", ".join(f'"{key}"' for key in BOUNDS)
    case.require(isinstance(got, dict), f"`{name}` must be a dict with {keys}.", kind="structure", at=name)
    chosen = {}
    for key, (low, high) in BOUNDS.items():
        case.require(key in got, f'`{name}` has no entry "{key}".', kind="structure", at=name)
        value = got[key]
        number = isinstance(value, int | float) and not isinstance(value, bool)
        case.require(number, f'`{name}["{key}"]` must be a number.', kind="type", at=name)
        span = f'`{name}["{key}"]` must lie between {low:g} and {high:g}; yours is {value:g}.'
        case.require(low <= value <= high, span, at=name)
        whole = f'`{name}["{key}"]` must be a whole number.'
        case.require(key == "eta" or value == int(value), whole, at=name)
        chosen[key] = float(value) if key == "eta" else int(value)
    count = parameters(chosen["hidden"])
    heavy = f"64-{chosen['hidden']}-10 has {count:,} parameters; at most {MOST:,} are allowed."
    case.require(count <= MOST, heavy, at=name)
    return chosen


def parameters(hidden):
    return 65 * hidden + 10 * (hidden + 1) if hidden else 650


def per_cent(share):
    return f"{100 * share:.1f} %"


def why(chosen, training, still):
    """Say what keeps a classifier from being right on moved images, or on those that stand still."""
    if training < 0.2:
        return "It does hardly better than chance in training: its steps run away, or are far too small."
    if chosen["hidden"] == 0:
        return "Without a hidden layer every pixel has its fixed say, and a moved digit needs other pixels."
    if chosen["shift"] == 0 and still >= ENOUGH:
        return (
            f"Where they are, it reads {per_cent(still)}: it has learnt which pixels are dark, not what a "
            "digit looks like. No training image was ever moved."
        )
    if chosen["shift"] == 2:
        return "In training they move by up to two pixels, a harder task than the one that is asked."
    return f"In training it is right on {per_cent(training)}. More units, more steps, another eta?"


def expect_right(case, share, images, reason):
    said = f"It is right on {per_cent(share)} of {images}; {per_cent(ENOUGH)} are asked for. {reason}"
    case.require(share >= ENOUGH, said, at="the trained network")


@train.check("images as they are")
def train_still(learner, case):
    chosen = settings(learner, case)
    training, still, _ = reached(**chosen)
    expect_right(case, still, "the held-back images", why(chosen, training, still))


@train.check("images moved by up to a pixel", points=2)
def train_moved(learner, case):
    chosen = settings(learner, case)
    training, still, afar = reached(**chosen)
    expect_right(case, afar, "held-back images moved by up to a pixel", why(chosen, training, still))
