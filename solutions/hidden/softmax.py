"""Hidden checks of set 06: other seeds, other shapes and the edges of what the statements ask for."""

import numpy as np

from nnkit.activations import log_softmax
from nnkit.activations import softmax as right_softmax
from nnkit.grading import hidden_check
from nnkit.losses import SoftmaxCrossEntropy

right_loss = SoftmaxCrossEntropy()


def right_logsumexp(s):
    """Return log Σ_j e^(s_j) along the last axis."""
    return s.max(axis=-1) - log_softmax(s).max(axis=-1)


def batch(case, N, K):
    """Draw logits (N, K) and labels (N,)."""
    return 2 * case.rng.standard_normal((N, K)), case.rng.integers(0, K, N)


def shifted(case, N, K):
    """Draw logits (N, K) whose rows lie up to 1000 above or below 0, and labels (N,)."""
    s, y = batch(case, N, K)
    return s + case.rng.choice([-1000.0, -300.0, 0.0, 300.0, 1000.0], (N, 1)), y


def sizes(N, K):
    """Name the constants that a result of shape (N, K) may be off by."""
    return {"the batch size": N, "the number of classes": K, "the number of entries": N * K}


# softmax --------------------------------------------------------------------------------------------------


@hidden_check("softmax.stable", "other batches, one row, two classes")
def stable_shapes(learner, case):
    """One row, two classes, square, and many classes."""
    for N, K in ((5, 2), (1, 6), (4, 4), (7, 12)):
        s, _ = batch(case, N, K)
        case.expect("softmax(s)", learner.softmax(s), right_softmax(s), inputs=(s,), factors=sizes(N, K))


@hidden_check("softmax.stable", "single rows of several lengths")
def stable_rows(learner, case):
    """Logits of shape (K,), small and large; float32 has four digits left where they are large."""
    for K in (2, 5):
        s = 3 * case.rng.standard_normal(K)
        for row in (s, s + 1000, s - 1000):
            case.expect("softmax(s)", learner.softmax(row), right_softmax(row), inputs=(row,), rtol=1e-3)


@hidden_check("softmax.stable", "batches of large logits")
def stable_large(learner, case):
    """Rows far apart, and far apart inside a row; float32 has four digits left here. The input is kept."""
    for N, K in ((6, 3), (3, 5)):
        for s in (shifted(case, N, K)[0], 600 * case.rng.standard_normal((N, K))):
            case.expect("softmax(s)", learner.softmax(s), right_softmax(s), inputs=(s,), rtol=1e-3)
    case.expect_unchanged(learner)


@hidden_check("softmax.stable", "float32 logits")
def stable_float32(learner, case):
    """Single precision keeps about seven digits, so 1e-4 is generous."""
    s = batch(case, 4, 3)[0].astype(np.float32)
    want = right_softmax(s.astype(np.float64))
    case.expect("softmax(s)", learner.softmax(s), want, inputs=(s,), rtol=1e-4, atol=1e-6)


# log-sum-exp ----------------------------------------------------------------------------------------------


@hidden_check("softmax.logsumexp", "other batches, one row, two classes")
def logsumexp_shapes(learner, case):
    """One row, two classes, square, and many classes; the input is left as it was."""
    for N, K in ((5, 2), (1, 6), (4, 4), (7, 12)):
        s, _ = batch(case, N, K)
        want = right_logsumexp(s)
        case.expect("logsumexp(s)", learner.logsumexp(s), want, inputs=(s,), factors=sizes(N, K))
    case.expect_unchanged(learner)


@hidden_check("softmax.logsumexp", "single rows of several lengths")
def logsumexp_rows(learner, case):
    """Logits of shape (K,), small and large."""
    for K in (2, 5):
        s = 3 * case.rng.standard_normal(K)
        for row in (s, s + 1000, s - 1000):
            case.expect("logsumexp(s)", learner.logsumexp(row), right_logsumexp(row), inputs=(row,))


@hidden_check("softmax.logsumexp", "batches of large logits")
def logsumexp_large(learner, case):
    """Rows far apart, and far apart inside a row."""
    for N, K in ((6, 3), (3, 5)):
        for s in (shifted(case, N, K)[0], 600 * case.rng.standard_normal((N, K))):
            case.expect("logsumexp(s)", learner.logsumexp(s), right_logsumexp(s), inputs=(s,))


@hidden_check("softmax.logsumexp", "float32 logits")
def logsumexp_float32(learner, case):
    """Single precision keeps about seven digits, so 1e-4 is generous."""
    s = batch(case, 4, 3)[0].astype(np.float32)
    want = right_logsumexp(s.astype(np.float64))
    case.expect("logsumexp(s)", learner.logsumexp(s), want, inputs=(s,), rtol=1e-4, atol=1e-5)


# cross-entropy --------------------------------------------------------------------------------------------


@hidden_check("softmax.cross_entropy", "other batches, one row, two classes")
def cross_entropy_shapes(learner, case):
    """One row, two classes, square, and many classes; the inputs are left as they were."""
    for N, K in ((5, 2), (1, 6), (4, 4), (7, 12)):
        s, y = batch(case, N, K)
        got, want = learner.cross_entropy(s, y), right_loss(s, y)
        case.expect("cross_entropy(s, y)", got, want, inputs=(s, y), factors=sizes(N, K))
    case.expect_unchanged(learner)


@hidden_check("softmax.cross_entropy", "batches of large logits")
def cross_entropy_large(learner, case):
    """Rows far apart, and far apart inside a row."""
    for N, K in ((6, 3), (3, 5)):
        s, y = shifted(case, N, K)
        spread = 600 * case.rng.standard_normal((N, K))
        case.expect("cross_entropy(s, y)", learner.cross_entropy(s, y), right_loss(s, y), inputs=(s, y))
        got, want = learner.cross_entropy(spread, y), right_loss(spread, y)
        case.expect("cross_entropy(s, y)", got, want, inputs=(spread, y))


@hidden_check("softmax.cross_entropy", "float32 logits")
def cross_entropy_float32(learner, case):
    """Single precision keeps about seven digits, so 1e-4 is generous."""
    s, y = batch(case, 4, 3)
    s = s.astype(np.float32)
    got, want = learner.cross_entropy(s, y), right_loss(s.astype(np.float64), y)
    case.expect("cross_entropy(s, y)", got, want, inputs=(s, y), rtol=1e-4, atol=1e-5)


# the gradient ---------------------------------------------------------------------------------------------


@hidden_check("softmax.gradient", "other batches, one row, two classes")
def gradient_shapes(learner, case):
    """One row, two classes, square, and many classes; the inputs are left as they were."""
    for N, K in ((5, 2), (1, 6), (4, 4), (7, 12)):
        s, y = batch(case, N, K)
        got, want = learner.cross_entropy_gradient(s, y), right_loss.delta(s, y)
        case.expect("cross_entropy_gradient(s, y)", got, want, inputs=(s, y), factors=sizes(N, K))
    case.expect_unchanged(learner)


@hidden_check("softmax.gradient", "batches of large logits")
def gradient_large(learner, case):
    """Rows far apart; labels that repeat; float32 has four digits left here."""
    for N, K in ((6, 3), (3, 5)):
        s, y = shifted(case, N, K)
        got, want = learner.cross_entropy_gradient(s, y), right_loss.delta(s, y)
        factors = sizes(N, K)
        case.expect(
            "cross_entropy_gradient(s, y)", got, want, inputs=(s, y), factors=factors, rtol=1e-3, atol=1e-4
        )


@hidden_check("softmax.gradient", "float32 logits")
def gradient_float32(learner, case):
    """Single precision keeps about seven digits, so 1e-4 is generous."""
    s, y = batch(case, 4, 3)
    s = s.astype(np.float32)
    got, want = learner.cross_entropy_gradient(s, y), right_loss.delta(s.astype(np.float64), y)
    case.expect("cross_entropy_gradient(s, y)", got, want, inputs=(s, y), rtol=1e-4, atol=1e-6)


# repair ---------------------------------------------------------------------------------------------------


@hidden_check("softmax.repair", "other points, classes and dimensions", points=2)
def repair_shapes(learner, case):
    """Two classes, as many points as classes, one point, and more classes than dimensions."""
    for N, d, K in ((6, 1, 2), (4, 4, 4), (1, 3, 2), (15, 2, 5)):
        X, y = 1 + case.rng.standard_normal((N, d)), case.rng.integers(0, K, N)
        got = learner.train(X, y, K, eta=0.2, steps=20)
        together = isinstance(got, list) and len(got) == 3
        text = "`train` must return W, b and the losses, in this order."
        case.require(together, text, kind="structure", at="train")
        W, b, losses = by_descent(X, y, K, 0.2, 20)
        case.expect("W", got[0], W)
        case.expect("b", got[1], b)
        case.expect("losses", got[2], losses)


def by_descent(X, y, K, eta, steps):
    """Fit softmax regression with nnkit's loss, from W = 0 and b = 0."""
    W, b, losses = np.zeros((K, X.shape[1])), np.zeros(K), []
    for _ in range(steps):
        s = X @ W.T + b
        losses.append(right_loss(s, y))
        delta = right_loss.delta(s, y)
        W, b = W - eta * delta.T @ X, b - eta * delta.sum(axis=0)
    return W, b, losses
