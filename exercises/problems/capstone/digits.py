"""Handwritten digits: the learner's own library, judged on images that were kept back."""

import numpy as np

from nnkit import datasets
from nnkit.grading import Problem
from nnkit.grading.checks import as_array

from .fit import right_fit, right_predict

SIZES = [64, 48, 10]
TRAINING, TEST = 1000, 600

digits = Problem(
    id="capstone.digits",
    title="Your library reads handwriting",
    concept=18,
    points=6,
    kind="train",
    names=("learn_digits", "read_digits"),
    reference={
        "learn_digits": lambda x, y, seed: right_fit(x, y, SIZES, seed, eta=0.003, epochs=40),
        "read_digits": lambda x, model: right_predict(x, SIZES, model),
    },
    builds_on=("capstone.assembled", "capstone.network", "capstone.fit"),
    hints=(
        "Your `fit` and `predict` do all of it: choose the hidden layers, and hand them on. Then look at "
        "what is right on images kept back, as the check does.",
        "Sixty-four inputs, ten outputs: sizes are [64, ..., 10]. x is (N, 64) with entries from 0 to 1, y "
        "(N,), and `read_digits` returns (N,) classes from 0 to 9. The model may be theta alone.",
        "One hidden layer of some 50 units is enough. If `fit` is tuned for spirals, digits want fewer "
        "epochs or a smaller eta: `fit` takes both by name.",
    ),
)


def parted(rng):
    """Part the digits at random: images and labels to learn from, and others."""
    x, y = datasets.digits()
    order = rng.permutation(len(x))
    learn, test = order[:TRAINING], order[TRAINING : TRAINING + TEST]
    return (x[learn], y[learn]), (x[test], y[test])


def share_right(learner, case, rng):
    """Let the learner's code learn from some digits; return the share right of those, and of others."""
    (x, y), (x_test, y_test) = parted(rng)
    model = learner.learn_digits(x, y, 0)
    shares = []
    for images, labels in ((x, y), (x_test, y_test)):
        got = as_array(learner.read_digits(images, model))
        fits = got is not None and got.shape == labels.shape
        shape = "something else" if got is None else f"shape {got.shape}"
        text = f"`read_digits` must return one class for each image, shape ({len(labels)},); got {shape}."
        case.require(fits, text, kind="shape", at="read_digits")
        shares.append(float(np.mean(got == labels)))
    return shares


def require_digits(learner, case, rng, wanted):
    seen, right = share_right(learner, case, rng)
    said = (
        f"{100 * right:.1f} % of {TEST} images kept back are right, and {100 * wanted:.0f} % are asked for."
    )
    if seen < wanted:
        advice = (
            f"Of the images it learned from it has {100 * seen:.1f} %: more epochs, another eta, more units?"
        )
    else:
        advice = "The images it learned from it knows: what would chapter 12 do about that?"
    case.require(right >= wanted, f"{said} {advice}", at="learn_digits")


@digits.check("at least 90 % of the images kept back", points=2)
def ninety(learner, case):
    require_digits(learner, case, np.random.default_rng(1), 0.90)


@digits.check("at least 94 % of the images kept back", points=3)
def ninety_four(learner, case):
    require_digits(learner, case, np.random.default_rng(1), 0.94)
