"""Hidden checks of set 12: other seeds, other shapes and the edges of what the statements ask for."""

import math

import numpy as np

from nnkit import AdamW, Dense, MeanSquaredError, Network, SquaredError
from nnkit.datasets import curve
from nnkit.grading import hidden_check

# the penalty ----------------------------------------------------------------------------------------------


def expect_penalty(learner, case, weights, lam):
    """Compare the penalty and every gradient."""
    got = learner.l2_penalty(weights, lam)
    case.require(
        isinstance(got, list) and len(got) == 2,
        "`l2_penalty` must return two things, the penalty and the list of gradients, in this order.",
        kind="structure",
        at="l2_penalty",
    )
    flat = np.concatenate([W.ravel() for W in weights])
    case.expect("penalty", got[0], flat @ flat * lam / 2, factors={"lam": lam})
    case.expect("gradients", got[1], [W * lam for W in weights], factors={"lam": lam})


@hidden_check("regularisation.l2", "other shapes and strengths")
def l2_shapes(learner, case):
    """Rows, columns, a single weight, many layers."""
    for lam, shapes in (
        (0.02, ((1, 5), (5, 1))),
        (3.0, ((1, 1),)),
        (0.7, ((4, 4), (2, 4), (6, 2), (3, 6), (1, 3))),
    ):
        expect_penalty(learner, case, [case.rng.standard_normal(shape) for shape in shapes], lam)


@hidden_check("regularisation.l2", "no penalty, and weights of zero")
def l2_zero(learner, case):
    """Lam of 0 switches it off; weights of 0 cost nothing, those beside them do."""
    weights = [case.rng.standard_normal((3, 2)), np.zeros((2, 3))]
    expect_penalty(learner, case, weights, 0.0)
    expect_penalty(learner, case, weights, 0.4)


# dropout --------------------------------------------------------------------------------------------------


def factor_of(mask, p):
    """Return what each entry is multiplied by."""
    return np.where(mask, 1 / (1 - p), 0.0)


@hidden_check("regularisation.dropout", "other batches and probabilities")
def dropout_shapes(learner, case):
    """One sample, one unit, p of 0, and masks of whole numbers."""
    for N, n, p in ((1, 6, 0.5), (5, 1, 0.1), (4, 4, 0.0), (7, 3, 0.9)):
        mask = (case.rng.random((N, n)) >= p).astype(np.int64)
        a, delta = case.rng.standard_normal((2, N, n))
        layer = learner.new("Dropout", p)
        case.expect("forward", layer.forward(a, mask), a * factor_of(mask, p), inputs=(a, mask))
        case.expect("backward", layer.backward(delta), delta * factor_of(mask, p), inputs=(delta,))
        case.expect("forward in evaluation", layer.forward(a, mask, training=False), a)


@hidden_check("regularisation.dropout", "masks that keep all or nothing")
def dropout_extremes(learner, case):
    """The scale is that of p, whatever the mask."""
    a, delta = case.rng.standard_normal((2, 3, 4))
    for mask in (np.zeros((3, 4)), np.ones((3, 4))):
        layer = learner.new("Dropout", 0.5)
        case.expect("forward", layer.forward(a, mask), a * factor_of(mask, 0.5))
        case.expect("backward", layer.backward(delta), delta * factor_of(mask, 0.5))


@hidden_check("regularisation.dropout", "two layers at once")
def dropout_two(learner, case):
    """Each layer has a p and a mask of its own."""
    layers = [(learner.new("Dropout", p), p) for p in (0.2, 0.5)]
    a, delta = case.rng.standard_normal((2, 4, 3))
    masks = [(case.rng.random((4, 3)) >= p).astype(float) for _, p in layers]
    for (layer, p), mask in zip(layers, masks, strict=True):
        case.expect("forward", layer.forward(a, mask), a * factor_of(mask, p))
    for (layer, p), mask in zip(layers, masks, strict=True):
        case.expect("backward", layer.backward(delta), delta * factor_of(mask, p))
    case.expect_unchanged(learner)


# early stopping -------------------------------------------------------------------------------------------


def expect_run(learner, case, losses, patience, first):
    """Follow a run until it is time to stop, or to its end."""
    stopper, best_loss, best_epoch = learner.new("EarlyStopping", patience), math.inf, first
    for epoch, loss in enumerate(losses, start=first):
        if loss < best_loss:
            best_loss, best_epoch = loss, epoch
        got = stopper.update(epoch, loss)
        case.expect("best_loss", stopper["best_loss"], best_loss)
        case.expect("best_epoch", stopper["best_epoch"], best_epoch)
        case.expect("update", got, epoch - best_epoch >= patience)
        if epoch - best_epoch >= patience:
            return


@hidden_check("regularisation.early_stopping", "random runs", points=2)
def early_random(learner, case):
    """Losses that wander, repeat themselves, or are negative."""
    for patience in (1, 2, 3, 5):
        for _ in range(3):
            losses = np.round(np.cumsum(case.rng.standard_normal(20)), 1)
            expect_run(learner, case, losses.tolist(), patience, int(case.rng.integers(0, 3)))


@hidden_check("regularisation.early_stopping", "large losses, and two runs at once")
def early_two(learner, case):
    """Neither run may know of the other."""
    stoppers = [learner.new("EarlyStopping", 2), learner.new("EarlyStopping", 2)]
    for epoch, (one, other) in enumerate(((1e6, 3.0), (2e6, 2.0), (3e6, 1.0)), start=1):
        answers = [stopper.update(epoch, loss) for stopper, loss in zip(stoppers, (one, other), strict=True)]
        case.expect("update", answers, [epoch == 3, False])
    case.expect("best_loss", stoppers[0]["best_loss"], 1e6)
    case.expect("best_loss", stoppers[1]["best_loss"], 1.0)


# overfitting on purpose -----------------------------------------------------------------------------------

LIMITS = {"hidden": (1, 100), "samples": (10, 200), "weight_decay": (0, 10), "epochs": (1, 2000)}


def middle_of_three(learner, case, name):
    """Train from three other starts; return the middle training loss, and that on a thousand new points."""
    chosen = learner[name]
    text = "Settings that are not allowed cannot be tried from other starts."
    case.require(isinstance(chosen, dict) and chosen.keys() >= LIMITS.keys(), text, kind="structure", at=name)
    for key, (low, high) in LIMITS.items():
        value = chosen[key]
        number = isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
        fits = number and (key == "weight_decay" or float(value).is_integer())
        case.require(fits, text, kind="structure", at=name)
    hidden, samples, epochs = (int(chosen[key]) for key in ("hidden", "samples", "epochs"))
    x, y = curve(400, "sine", noise=0.5, rng=np.random.default_rng(12))
    x, y = x[:samples], y[:samples]
    x_new, y_new = curve(1000, "sine", noise=0.5, rng=case.rng)
    loss, found = MeanSquaredError(), []
    for _ in range(3):
        net = Network.mlp([1, hidden, 1], "tanh", rng=case.rng)
        net[1].W[:], net[1].b[:] = case.rng.uniform(-15, 15, (hidden, 1)), case.rng.uniform(-15, 15, hidden)
        adam = AdamW(0.02, weight_decay=float(chosen["weight_decay"]))
        for _ in range(epochs):
            adam.step(net.theta, net.backward(loss.delta(net.forward(x), y)))
        found.append((loss(net(x), y), loss(net(x_new), y_new)))
    return np.median(found, axis=0)


@hidden_check("regularisation.overfit", "it overfits and is cured from other starts")
def overfit_others(learner, case):
    """With more room than in the open: what just passes there has passed here in each of 250 runs."""
    training, new = middle_of_three(learner, case, "overfit")
    text = "From other starts, `overfit` does not know its own points much better than new ones."
    case.require(training <= 0.2 and new - training >= 0.2, text, at="overfit")
    training, new = middle_of_three(learner, case, "cured")
    text = "From other starts, `cured` does far better on its own points than on new ones: it is not cured."
    case.require(new - training <= 0.4, text, at="cured")
    text = "From other starts, `cured` does badly on new points: it is not cured."
    case.require(new <= 0.5, text, at="cured")


# repair ---------------------------------------------------------------------------------------------------


@hidden_check("regularisation.repair", "trained weights, judged without dropout", points=2)
def repair_judged(learner, case):
    """The outputs are those of nnkit's network with the weights that came back; training still drops."""
    for N, d, M, K, N_val in ((5, 2, 7, 1, 3), (1, 3, 4, 2, 6), (6, 4, 4, 4, 4)):
        shapes = ((N, d), (N, K), (N_val, d), (N_val, K), (M, d), (K, M))
        x, y, x_val, y_val, W1, W2 = (case.rng.standard_normal(shape) for shape in shapes)
        got = learner.train_and_evaluate(x, y, x_val, y_val, W1, W2, p=0.4, eta=0.03, steps=5, seed=N)
        together = isinstance(got, list) and len(got) == 4
        text = "`train_and_evaluate` must return W1, W2, the outputs and the loss, in this order."
        case.require(together, text, kind="structure", at="train_and_evaluate")
        trained = by_descent(x, y, W1, W2, 0.4, 0.03, 5, N)
        case.expect("W1", got[0], trained[0])
        case.expect("W2", got[1], trained[1])
        net = Network([Dense(d, M, "relu"), Dense(M, K)], rng=np.random.default_rng(0))
        net.theta[:] = 0
        net[1].W[:], net[2].W[:] = trained
        case.expect("outputs", got[2], net(x_val))
        case.expect("loss", got[3], SquaredError()(net(x_val), y_val))


def by_descent(x, y, W1, W2, p, eta, steps, seed):
    """Train with dropout, the masks drawn one after the other."""
    rng = np.random.default_rng(seed)
    for _ in range(steps):
        z = x @ W1.T
        factor = np.where(rng.random(z.shape) < p, 0.0, 1 / (1 - p)) * (z > 0)
        delta = (z * factor @ W2.T - y) / len(x)
        W1, W2 = W1 - eta * (delta @ W2 * factor).T @ x, W2 - eta * delta.T @ (z * factor)
    return W1, W2
