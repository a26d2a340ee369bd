"""Break it on purpose: settings with which a network overfits, and settings that cure it."""

import functools

import numpy as np

from nnkit import AdamW, MeanSquaredError, Network, datasets
from nnkit.grading import Problem

NOISE = 0.5  # standard deviation: its variance, 0.25, is the best validation loss there can be
BOUNDS = {"hidden": (1, 100), "samples": (10, 200), "weight_decay": (0, 10), "epochs": (1, 2000)}
WHOLE = ("hidden", "samples", "epochs")
OVERFIT_TRAINING, OVERFIT_GAP = 0.15, 0.35
CURED_VALIDATION, CURED_GAP = 0.34, 0.2

overfit_ = Problem(
    id="regularisation.overfit",
    title="Break it, then cure it",
    concept=18,
    points=4,
    kind="break",
    names=("overfit", "cured"),
    hints=(
        "A network overfits if it has room for every point's noise and time to learn it. What do few points "
        "do, and what many? What does a pull towards small weights do?",
        "Each answer is a dict with four numbers: `hidden`, `samples` and `epochs` are whole, `weight_decay` "
        "may be 0 or a decimal. `hidden` is the same in both.",
        "To break it: dozens of units, few points, no decay, hundreds of epochs. To cure it, keep the units "
        "and turn one of the other three a long way; then read off both losses and turn again.",
    ),
)


@functools.lru_cache(maxsize=64)
def losses(hidden, samples, weight_decay, epochs):
    """Train on the first of 200 noisy points of a sine; return the training and the validation loss."""
    x, y = datasets.curve(400, "sine", noise=NOISE, rng=np.random.default_rng(12))
    x_train, y_train, x_val, y_val = x[:samples], y[:samples], x[200:], y[200:]
    rng, loss = np.random.default_rng(0), MeanSquaredError()
    net = Network.mlp([1, hidden, 1], "tanh", rng=rng)
    net[1].W[:], net[1].b[:] = rng.uniform(-15, 15, (hidden, 1)), rng.uniform(-15, 15, hidden)
    adam = AdamW(0.02, weight_decay=weight_decay)
    for _ in range(epochs):
        adam.step(net.theta, net.backward(loss.delta(net.forward(x_train), y_train)))
    return loss(net(x_train), y_train), loss(net(x_val), y_val)


def settings(learner, case, name):
    """Return the four settings of a dict, or stop with what is missing."""
    got = learner[name]
    keys = ", ".join(f'"{key}"' for key in BOUNDS)
    case.require(
        isinstance(got, dict), f"`{name}` must be a dict with the keys {keys}.", kind="structure", at=name
    )
    for key, (low, high) in BOUNDS.items():
        case.require(key in got, f'`{name}` has no entry "{key}".', kind="structure", at=name)
        value = got[key]
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        case.require(number, f'`{name}["{key}"]` must be a number.', kind="type", at=name)
        case.require(
            low <= value <= high,
            f'`{name}["{key}"]` must lie between {low} and {high}; yours is {value:g}.',
            at=name,
        )
        case.require(
            key not in WHOLE or value == int(value), f'`{name}["{key}"]` must be a whole number.', at=name
        )
    return {key: float(got[key]) if key == "weight_decay" else int(got[key]) for key in BOUNDS}


def reached(name, training, validation):
    """Say in figures what was reached."""
    return (
        f"`{name}` reaches a training loss of {training:.3f} and a validation loss of {validation:.3f}, "
        f"a gap of {validation - training:.3f}.".replace("-", "−")
    )


@overfit_.check("it overfits")
def overfit_breaks(learner, case):
    training, validation = losses(**settings(learner, case, "overfit"))
    said = reached("overfit", training, validation)
    case.require(
        training <= OVERFIT_TRAINING,
        f"{said} It has not learnt its own points by heart yet: the training loss must come down to "
        f"{OVERFIT_TRAINING}. What keeps it from it: too little room, too little time, too much decay?",
        at="overfit",
    )
    case.require(
        validation - training >= OVERFIT_GAP,
        f"{said} The gap must be {OVERFIT_GAP} or more. How could it fit the noise even better?",
        at="overfit",
    )


@overfit_.check("and it is cured")
def overfit_cured(learner, case):
    chosen, broken = settings(learner, case, "cured"), settings(learner, case, "overfit")
    case.require(
        chosen["hidden"] == broken["hidden"],
        f"`cured` has {chosen['hidden']} hidden units and `overfit` {broken['hidden']}. Keep the units, and "
        "cure it with the other three.",
        at="cured",
    )
    training, validation = losses(**broken)
    sick = training <= OVERFIT_TRAINING and validation - training >= OVERFIT_GAP
    case.require(
        sick, "`overfit` does not overfit yet, so there is nothing to cure. Break it first.", at="overfit"
    )
    training, validation = losses(**chosen)
    said = reached("cured", training, validation)
    case.require(
        validation - training <= CURED_GAP,
        f"{said} The gap must come down to {CURED_GAP}: it still fits the noise of its own points.",
        at="cured",
    )
    case.require(
        validation <= CURED_VALIDATION,
        f"{said} The gap is closed, but at a high level: now it underfits. The validation loss must come "
        f"down to {CURED_VALIDATION}; less of the cure will do.",
        at="cured",
    )
