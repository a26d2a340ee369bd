"""An autoencoder on the digits, against the best that a linear one can do."""

import functools

import numpy as np

from nnkit import Adam, Dense, DivergedError, MeanSquaredError, Network, datasets, minibatches
from nnkit.grading import Problem

BOUNDS = {"code": (2, 16), "hidden": (0, 128), "eta": (1e-6, 1), "batch_size": (16, 256), "epochs": (1, 40)}
WHOLE = ("code", "hidden", "batch_size", "epochs")
PHIS = ("sigmoid", "tanh", "relu")
KEYS = ("code", "hidden", "activation", "eta", "batch_size", "epochs")
NEAR, BEATEN = 1.25, 0.9  # times the error of the best linear one

autoencoder = Problem(
    id="deeper.autoencoder",
    title="Sixty-four pixels in a few numbers",
    concept=1,
    points=4,
    kind="train",
    names=("autoencoder",),
    hints=(
        "Four layers, narrow in the middle. Without hidden units it is linear, and PCA is the best linear "
        "one there is: only bends between the layers can get below it.",
        "`autoencoder` is a dict with six entries: `code`, `hidden`, `batch_size` and `epochs` are whole "
        'numbers, `eta` is a decimal, `activation` is "sigmoid", "tanh" or "relu".',
        "Adam likes an eta of a few thousandths. If the ratio is above 1 and still falling with more "
        "epochs, it needs more steps: more epochs, or smaller batches. If it stands still, it needs more "
        "hidden units.",
    ),
)


@functools.cache
def linear_error(code):
    """Return the mean squared error of PCA with this many numbers: the spread that they leave out."""
    x, _ = datasets.digits()
    values = np.linalg.eigvalsh(np.cov(x.T, bias=True))
    return float(values[: 64 - code].sum() / 64)


@functools.lru_cache(maxsize=32)
def reached(code, hidden, activation, eta, batch_size, epochs):
    """Train 64-hidden-code-hidden-64 (64-code-64 without hidden units); return its mean squared error."""
    x, _ = datasets.digits(dtype=np.float32)
    rng, loss, adam = np.random.default_rng(0), MeanSquaredError(), Adam(eta)
    half = [(64, hidden, activation), (hidden, code, "identity")] if hidden else [(64, code, "identity")]
    other = [(code, hidden, activation), (hidden, 64, "identity")] if hidden else [(code, 64, "identity")]
    net = Network([Dense(*sizes) for sizes in half + other], rng=rng, dtype=np.float32)
    try:
        for _ in range(epochs):
            for batch in minibatches(len(x), batch_size, rng):
                z = net.forward(x[batch])
                adam.step(net.theta, net.backward(loss.delta(z, x[batch])))
        return loss(net(x), x)
    except DivergedError:
        return float("inf")


def settings(learner, case):
    """Return the six settings, or stop with what is missing."""
    got, name = learner["autoencoder"], "autoencoder"
    keys = ", ".join(f'"{key}"' for key in KEYS)
    case.require(isinstance(got, dict), f"`{name}` must be a dict with {keys}.", kind="structure", at=name)
    for key in KEYS:
        case.require(key in got, f'`{name}` has no entry "{key}".', kind="structure", at=name)
    for key, (low, high) in BOUNDS.items():
        value = got[key]
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        case.require(number, f'`{name}["{key}"]` must be a number.', kind="type", at=name)
        span = f'`{name}["{key}"]` must lie between {low:g} and {high:g}; yours is {value:g}.'
        case.require(low <= value <= high, span, at=name)
        whole = f'`{name}["{key}"]` must be a whole number.'
        case.require(key not in WHOLE or value == int(value), whole, at=name)
    known = f'`{name}["activation"]` must be one of {", ".join(PHIS)}, in quotation marks.'
    case.require(got["activation"] in PHIS, known, kind="type", at=name)
    whole = {key: int(got[key]) for key in WHOLE}
    return {"activation": got["activation"], "eta": float(got["eta"]), **whole}


def ratio(chosen):
    """Return the error as a multiple of PCA's, and the sentence that says so."""
    error, linear = reached(**chosen), linear_error(chosen["code"])
    said = (
        f"With {chosen['code']} numbers yours reaches an error of {error:.4f}, PCA {linear:.4f}: "
        f"{error / linear:.2f} times that."
    )
    return error / linear, said if np.isfinite(error) else "Training ran away: the loss is no longer finite."


@autoencoder.check("nearly as good as the best linear one")
def autoencoder_near(learner, case):
    chosen = settings(learner, case)
    times, said = ratio(chosen)
    advice = "Too few steps, or an eta that is far too small or too large?"
    if 0 < chosen["hidden"] < chosen["code"]:
        advice = (
            "Its hidden layers are narrower than the code: they let less through than the code could hold."
        )
    case.require(times <= NEAR, f"{said} It must come down to {NEAR} times. {advice}", at="autoencoder")


@autoencoder.check("better than any linear one")
def autoencoder_beaten(learner, case):
    chosen = settings(learner, case)
    times, said = ratio(chosen)
    linear = "Without hidden units it is linear itself, and cannot beat the best linear one."
    bent = "More steps, or more hidden units?"
    advice = linear if chosen["hidden"] == 0 else bent
    case.require(times <= BEATEN, f"{said} It must come down to {BEATEN} times. {advice}", at="autoencoder")
