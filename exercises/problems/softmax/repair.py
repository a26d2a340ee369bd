"""A softmax regression with a planted bug: one bias for all classes."""

import numpy as np

from nnkit.grading import Problem
from nnkit.grading.checks import same_value

from .shared import right_loss


def fit(X, y, K, eta, steps, step):
    """Fit softmax regression; ``step(W, b, delta, X, eta)`` returns the new W and b."""
    W, b, losses = np.zeros((K, X.shape[1])), np.zeros(K), []
    for _ in range(steps):
        s = X @ W.T + b
        losses.append(right_loss(s, y))
        W, b = step(W, b, right_loss.delta(s, y), X, eta)
    return W, b, losses


def right_train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d.sum(axis=0)))


repair = Problem(
    id="softmax.repair",
    title="The classifier that will not decide",
    concept=6,
    points=3,
    kind="repair",
    names=("train",),
    reference={"train": right_train},
    hints=(
        "Look at b after training. What has it learnt, and which line was meant to teach it?",
        "b has shape (K,), one entry for each class, and so must what is subtracted from it. delta has "
        "shape (N, K), and each of its rows, p minus one-hot, sums to 0.",
        "A sum without an axis adds up all N·K entries of delta, and that is 0. Add up over the N samples "
        "only, and keep the K classes apart: which axis is that?",
    ),
)


def expect_training(learner, case, X, y, K, **settings):
    """Compare W, b and the losses, and say so if b has not moved, or has moved as one."""
    got, want = learner.train(X, y, K, **settings), right_train(X, y, K, **settings)
    factors = {"the number of samples": len(X), "the number of classes": K}
    together = isinstance(got, list) and len(got) == 3
    case.require(
        together, "`train` must return W, b and the losses, in this order.", kind="structure", at="train"
    )
    case.expect("W", got[0], want[0], factors=factors)
    still = same_value(got[1], np.zeros_like(want[1]), 0, 1e-9)
    case.require(
        not still,
        "After training, `b` is still 0 in every entry. Each row of delta sums to 0, so whatever adds up "
        "whole rows is 0 as well.",
        at="b",
    )
    case.require(
        np.shape(got[1]) != (K,) or np.ptp(got[1]) > 1e-9,
        "`b` has moved by the same for every class. That shifts all logits alike, and softmax does not see "
        "it: what is added up must leave one number for each class.",
        at="b",
    )
    case.expect("b", got[1], want[1], factors=factors)
    case.expect("losses", got[2], want[2])


def points_in_classes(case, N, d, K):
    """Draw N points in K classes whose centres lie apart, and away from the origin."""
    y = case.rng.permutation(np.arange(N) % K)
    centres = 1 + case.rng.standard_normal((K, d))
    return centres[y] + 0.5 * case.rng.standard_normal((N, d)), y


@repair.check("W and b after one step")
def repair_one_step(learner, case):
    expect_training(learner, case, *points_in_classes(case, 8, 2, 3), 3, steps=1)


@repair.check("twelve points on a line")
def repair_line(learner, case):
    X = np.arange(1.0, 13.0).reshape(12, 1)
    y = (X[:, 0] > 6).astype(np.int64)
    expect_training(learner, case, X, y, 2)


@repair.check("three classes in three dimensions")
def repair_three_classes(learner, case):
    expect_training(learner, case, *points_in_classes(case, 10, 3, 3), 3, eta=0.5, steps=50)


@repair.misconception(
    "as_given",
    "This is the code as it was given: the sum without an axis makes one number, always 0, of the whole "
    "delta.",
    "db_k = Σ_n delta_nk",
    untouched=True,
)
def train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d.sum()))


def add_other_eta(default):
    @repair.misconception(
        f"eta_{default:g}",
        f"You changed eta to {default:g} and left the fault in. The step in b is 0 with any eta.",
        "db_k = Σ_n delta_nk, not Σ_n Σ_k delta_nk = 0",
    )
    def train(X, y, K, eta=default, steps=300):
        return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d.sum()))


for eta in (0.001, 0.01, 0.02, 0.05, 0.2, 0.3, 0.5, 1.0):
    add_other_eta(eta)


@repair.misconception(
    "bias_mean",
    "The axis is right, but delta is already divided by N, because the loss is a mean. Taking the mean "
    "again makes b learn N times too slowly: it is a sum.",
    "db_k = Σ_n delta_nk, not (1/N) Σ_n delta_nk",
)
def train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d.mean(axis=0)))


@repair.misconception(
    "bias_sign",
    "The sum is right, but it is added. Descent goes against the gradient, in b as in W.",
    "b ← b − eta · Σ_n delta_n",
)
def train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b + eta * d.sum(axis=0)))


@repair.misconception(
    "bias_by_sample",
    "`axis=1` adds up each row, over the classes, and every row of delta sums to 0. Add up over the "
    "samples, so that one number is left for each class.",
    "db_k = Σ_n delta_nk, not Σ_k delta_nk",
)
def train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d.sum(axis=1)))


@repair.misconception(
    "bias_of_each_sample",
    "Without a sum b grows to shape (N, K): every training point learns a bias of its own, which no new "
    "point can use. One bias for each class, (K,), is shared by all.",
    "db_k = Σ_n delta_nk",
)
def train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d))


@repair.misconception(
    "not_averaged",
    "You took the division by N out of delta. That only makes the steps in W larger; b still gets the sum "
    "of all entries, which is 0 with or without it.",
    "delta = (p − Y) / N",
)
def train(X, y, K, eta=0.1, steps=300):
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * len(X) * d.T @ X, b - eta * d.sum()))


@repair.misconception(
    "centred",
    "You centred the inputs so that no bias is needed. That hides the fault instead of mending it: the W "
    "and b returned no longer fit the points as they are.",
    "db_k = Σ_n delta_nk",
)
def train(X, y, K, eta=0.1, steps=300):
    X = X - X.mean(axis=0)
    return fit(X, y, K, eta, steps, lambda W, b, d, X, eta: (W - eta * d.T @ X, b - eta * d.sum()))
