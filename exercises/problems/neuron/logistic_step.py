"""One step of gradient descent on the mean binary cross-entropy of a sigmoid unit."""

import numpy as np

from nnkit.activations import sigmoid
from nnkit.grading import Problem
from nnkit.grading.checks import same_value
from nnkit.losses import SigmoidCrossEntropy

cross_entropy = SigmoidCrossEntropy()


def mean_loss(X, y, w, b):
    """Return the mean binary cross-entropy of the logits X w + b."""
    return cross_entropy((X @ w + b)[:, np.newaxis], y)


def stepping(X, y, w, b, eta, delta, loss=None):
    """Go one step down with this delta = ∂L/∂z (N,), and return w, b and the loss."""
    loss = mean_loss(X, y, w, b) if loss is None else loss
    return w - eta * np.einsum("n,nd->d", delta, X), b - eta * np.sum(delta), loss


def error(X, y, w, b):
    """Return p − y, (N,)."""
    return sigmoid(X @ w + b) - y


def right_step(X, y, w, b, eta):
    return stepping(X, y, w, b, eta, error(X, y, w, b) / len(y))


logistic_step_ = Problem(
    id="neuron.logistic_step",
    title="One step of learning",
    concept=2,
    points=5,
    kind="function",
    names=("logistic_step",),
    reference={"logistic_step": right_step},
    hints=(
        "Forward first: z, the loss of z, p. Then backward: for this loss the error signal of each sample is "
        "prediction minus target, and everything else follows from it. Change w and b only at the very end.",
        "z, p and the error signal are (N,); X is (N, d). The gradient of w is (d,), so the samples are "
        "summed away; that of b is one number. For the mean loss both are divided by N once.",
        "The loss of one sample is log(1 + e^z) − y·z, and `np.logaddexp(0, z)` is the first part, for any "
        "z. With δ = (p − y)/N: the gradient of w is δ times X, summed over the rows, and that of b the sum "
        "of δ.",
    ),
)


def draw(case, N, d):
    """Draw samples away from the origin, labels of both classes if N > 1, and parameters."""
    X, y = 0.7 + case.rng.standard_normal((N, d)), case.rng.permutation(np.arange(N) % 3 % 2)
    return X, y, case.rng.standard_normal(d), float(case.rng.uniform(0.5, 1.0))


def expect_step(learner, case, X, y, w, b, eta):
    """Compare the loss, then w, then b."""
    got, want = learner.logistic_step(X, y, w, b, eta), right_step(X, y, w, b, eta)
    together = isinstance(got, list) and len(got) == 3
    text = "`logistic_step` must return three things, with commas between: the new w, the new b, the loss."
    case.require(together, text, kind="structure", at="logistic_step")
    turned = any(
        same_value([got[i] for i in order], list(want)) for order in ((1, 2, 0), (2, 0, 1), (1, 0, 2))
    )
    text = "`logistic_step`: the three results are right, but they come in another order than w, b, loss."
    case.require(not turned, text, kind="structure", at="logistic_step")
    N, d = X.shape
    factors = {"the batch size": N, "the number of inputs": d, "the number of entries of X": N * d}
    case.expect("loss", got[2], want[2], inputs=(X, y, w, b), factors=factors)
    case.expect("w", got[0], want[0], inputs=(X, y, w, b), factors=factors)
    case.expect("b", got[1], want[1], inputs=(X, y, w, b), factors=factors)


WORKED = (np.array([[1.0, 2.0], [3.0, 0.0]]), np.array([1, 0]), np.array([0.5, -0.5]), 0.0)


@logistic_step_.check("several batches and learning rates")
def step_batches(learner, case):
    for N, d, eta in ((5, 3, 0.7), (3, 3, 0.3), (4, 1, 2.0), (1, 2, 0.5)):
        expect_step(learner, case, *draw(case, N, d), eta)
    case.expect_unchanged(learner)


@logistic_step_.check("the two samples of the example")
def step_worked(learner, case):
    expect_step(learner, case, *WORKED, 1.0)


@logistic_step_.check("pre-activations of 1000, right and wrong")
def step_large(learner, case):
    for X, y in (
        ([[1000.0], [-1000.0]], [1, 0]),
        ([[1000.0], [-1000.0]], [0, 1]),
        ([[40.0], [-50.0]], [0, 1]),
    ):
        expect_step(learner, case, np.array(X), np.array(y), np.array([1.0]), 0.0, 0.01)
