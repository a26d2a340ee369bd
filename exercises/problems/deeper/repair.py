"""A classifier whose inputs are normalised along the wrong axis."""

import numpy as np

from nnkit.grading import Problem


def standardised(x, axis=0):
    """Return (x − mean) / deviation along an axis."""
    centred = x - np.mean(x, axis=axis, keepdims=True)
    return centred / np.mean(centred**2, axis=axis, keepdims=True) ** 0.5


def descend(x_hat, y, eta, steps):
    """Fit logistic regression to prepared inputs; return them, w, b and the losses."""
    w, b, losses = np.zeros(x_hat.shape[1]), 0.0, []
    for _ in range(steps):
        z = x_hat @ w + b
        losses.append(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))
        delta = ((1 + np.tanh(z / 2)) / 2 - y) / len(y)
        w, b = w - eta * delta @ x_hat, b - eta * delta.sum()
    return x_hat, w, b, losses


def right_fit(x, y, eta=0.5, steps=100):
    return descend(standardised(x), y, eta, steps)


repair = Problem(
    id="deeper.repair",
    title="The normalisation that looks the wrong way",
    concept=19,
    points=3,
    kind="repair",
    names=("fit_standardised",),
    reference={"fit_standardised": right_fit},
    hints=(
        "Print `x_hat`. What should the ages of different people look like after the normalisation, and what "
        "do they look like?",
        "x is (N, d), one person a row. There should be one mean and one deviation for each feature, so d of "
        "each, not N.",
        "An `axis` names the direction that disappears. To get one number for each column, the samples must "
        "disappear: which axis are they? Both the mean and the deviation need it.",
    ),
)


def expect_fit(case, got, want):
    """Compare the inputs first, then w, b and the losses; say so if no two samples can be told apart."""
    together = isinstance(got, list) and len(got) == 4
    text = "`fit_standardised` must return x_hat, w, b and the losses, in this order."
    case.require(together, text, kind="structure", at="fit_standardised")
    for name, mine, right in zip(("x_hat", "w", "b", "losses"), got, want, strict=True):
        case.expect(name, mine, right)


def people(case, N, d):
    """Draw N samples of d features on very different scales, and two classes."""
    scales = 10.0 ** np.arange(d) * np.where(np.arange(d) % 2, 3, 1)
    x = (5 + case.rng.standard_normal((N, d))) * scales
    return x, (case.rng.permutation(N) % 2).astype(float)


@repair.check("age and income")
def repair_people(learner, case):
    x = np.array([[25.0, 61000], [61, 25000], [35, 52000], [58, 31000], [47, 40000], [31, 66000]])
    y = np.array([1.0, 0, 1, 0, 0, 1])
    for settings in ({"eta": 0.3, "steps": 30}, {}):
        expect_fit(case, learner.fit_standardised(x, y, **settings), right_fit(x, y, **settings))


@repair.check("other people, more features")
def repair_more(learner, case):
    for N, d in ((8, 3), (4, 4)):
        x, y = people(case, N, d)
        got = learner.fit_standardised(x, y, eta=0.2, steps=20)
        expect_fit(case, got, right_fit(x, y, eta=0.2, steps=20))


def program(prepare):
    """Make a wrong program of how the inputs are prepared."""

    def fit_standardised(x, y, eta=0.5, steps=100):
        with np.errstate(all="ignore"):
            return descend(prepare(x), y, eta, steps)

    return fit_standardised


def mistake(id, sentence, formula, prepare):
    repair.misconception(id, sentence, formula)(program(prepare))


repair.misconception(
    "as_given", "This is the code as it was given: each sample is normalised by itself.", untouched=True
)(program(lambda x: standardised(x, 1)))

mistake(
    "whole_array",
    "You took one mean and one deviation of the whole table. The incomes then decide for the ages as well, "
    "which all end up at nearly the same number.",
    "one mean and one deviation for each feature",
    lambda x: standardised(x, None),
)
mistake(
    "deviation_axis",
    "The mean now runs over the samples, but the deviation still runs over the features of each. Both need "
    "the same axis.",
    "x̂ = (x − mean_i) / deviation_i, both of feature i",
    lambda x: (x - x.mean(axis=0)) / x.std(axis=1, keepdims=True),
)
mistake(
    "mean_axis",
    "The deviation now runs over the samples, but the mean still runs over the features of each. Both need "
    "the same axis.",
    "x̂ = (x − mean_i) / deviation_i, both of feature i",
    lambda x: (x - x.mean(axis=1, keepdims=True)) / x.std(axis=0),
)
mistake(
    "removed",
    "You took the normalisation out. Then the income, a thousand times as large as the age, decides every "
    "step, and the descent with this eta runs away.",
    "x̂ = (x − mean_i) / deviation_i",
    lambda x: np.array(x),
)
mistake(
    "only_centred",
    "The samples are centred but no longer divided by anything. Incomes then still differ by thousands and "
    "ages by tens.",
    "x̂ = (x − mean_i) / deviation_i, not x − mean_i",
    lambda x: x - x.mean(axis=0),
)
mistake(
    "not_centred",
    "You divided by the right deviations but left the means in. Subtract them first.",
    "x̂ = (x − mean_i) / deviation_i, not x / deviation_i",
    lambda x: x / x.std(axis=0),
)
mistake(
    "length",
    "You divided by the length of each column, the root of the sum of squares. The deviation is the root of "
    "their mean.",
    "deviation² = (1/N) Σ (x − mean)², not Σ (x − mean)²",
    lambda x: (x - x.mean(axis=0)) / np.linalg.norm(x - x.mean(axis=0), axis=0),
)
mistake(
    "variance",
    "You divided by the variance. The deviation is its root, and brings every feature to a spread of 1.",
    "x̂ = (x − mean_i) / deviation_i, not / deviation_i²",
    lambda x: (x - x.mean(axis=0)) / x.var(axis=0),
)
mistake(
    "unbiased",
    "The axis is right, but you divided the squares by N − 1. Leave the deviation as it was, with N; only "
    "its axis was wrong.",
    "deviation² = (1/N) Σ (x − mean)²",
    lambda x: (x - x.mean(axis=0)) / x.std(axis=0, ddof=1),
)
mistake(
    "zero_to_one",
    "You brought each feature to the range from 0 to 1. The right axis, but another normalisation: here it "
    "is mean 0 and deviation 1.",
    "x̂ = (x − mean_i) / deviation_i, not (x − min_i) / (max_i − min_i)",
    lambda x: (x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0)),
)
