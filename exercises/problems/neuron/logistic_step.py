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


@logistic_step_.check("the two samples of the example")
def step_worked(learner, case):
    expect_step(learner, case, *WORKED, 1.0)


@logistic_step_.check("other batches and learning rates")
def step_batches(learner, case):
    for N, d, eta in ((5, 3, 0.7), (3, 3, 0.3), (4, 1, 2.0), (1, 2, 0.5)):
        expect_step(learner, case, *draw(case, N, d), eta)
    case.expect_unchanged(learner)


@logistic_step_.check("pre-activations of 1000, right and wrong")
def step_large(learner, case):
    for X, y in (
        ([[1000.0], [-1000.0]], [1, 0]),
        ([[1000.0], [-1000.0]], [0, 1]),
        ([[40.0], [-50.0]], [0, 1]),
    ):
        expect_step(learner, case, np.array(X), np.array(y), np.array([1.0]), 0.0, 0.01)


@logistic_step_.misconception(
    "sum",
    "You summed over the batch, in the loss and in the step. The mean is asked for: otherwise twice as many "
    "samples make twice as large a step.",
    "L = (1/N) Σ_n L_n",
)
def logistic_step(X, y, w, b, eta):
    return stepping(X, y, w, b, eta, error(X, y, w, b), mean_loss(X, y, w, b) * len(y))


@logistic_step_.misconception(
    "gradient_summed",
    "Your loss is a mean, but its gradient is that of the sum: it lacks the division by the number of "
    "samples.",
    "δ_n = (p_n − y_n) / N",
)
def logistic_step(X, y, w, b, eta):
    return stepping(X, y, w, b, eta, error(X, y, w, b))


@logistic_step_.misconception(
    "weights_summed",
    "The step in b is that of the mean loss, the step in w that of the sum: a product such as `X.T @` adds "
    "up the samples. Divide by their number in both.",
    "dw = (1/N) Σ_n (p_n − y_n) x_n, as db = (1/N) Σ_n (p_n − y_n)",
)
def logistic_step(X, y, w, b, eta):
    summed = stepping(X, y, w, b, eta, error(X, y, w, b))[0]
    return summed, *right_step(X, y, w, b, eta)[1:]


@logistic_step_.misconception(
    "averaged_twice",
    "You divided by the number of samples twice: once in δ, and again as a mean over it. The step comes "
    "out N times too short.",
    "dw = (1/N) Σ_n (p_n − y_n) x_n",
)
def logistic_step(X, y, w, b, eta):
    return stepping(X, y, w, b, eta, error(X, y, w, b) / len(y) ** 2)


@logistic_step_.misconception(
    "uphill",
    "You went uphill: either the gradient is added, or the error signal is y − p. With prediction minus "
    "target, the step is subtracted.",
    "w ← w − eta · dw with δ = (p − y) / N",
)
def logistic_step(X, y, w, b, eta):
    return stepping(X, y, w, b, -eta, error(X, y, w, b) / len(y))


@logistic_step_.misconception(
    "bias_uphill",
    "w goes downhill, b goes uphill. Both follow the same error signal, and both are subtracted.",
    "b ← b − eta · Σ_n δ_n",
)
def logistic_step(X, y, w, b, eta):
    delta = error(X, y, w, b) / len(y)
    return stepping(X, y, w, b, eta, delta)[0], b + eta * delta.sum(), mean_loss(X, y, w, b)


@logistic_step_.misconception(
    "bias_after_w",
    "You changed w first and computed the error signal for b with the new w. Both gradients belong to the "
    "same point: compute both, then change both.",
    "dw and db both from p = σ(X w + b) with the old w",
)
def logistic_step(X, y, w, b, eta):
    new, _, loss = right_step(X, y, w, b, eta)
    return new, b - eta * error(X, y, new, b).mean(), loss


@logistic_step_.misconception(
    "squared_gradient",
    "Your error signal holds the slope of the sigmoid, as for the squared error. With cross-entropy that "
    "slope cancels; with it a confidently wrong unit would hardly learn.",
    "δ = (p − y) / N, not (p − y) p (1 − p) / N",
)
def logistic_step(X, y, w, b, eta):
    p = sigmoid(X @ w + b)
    return stepping(X, y, w, b, eta, (p - y) * p * (1 - p) / len(y))


@logistic_step_.misconception(
    "bias_forgotten",
    "w has moved, b has not. It is a parameter like the others: its input is always 1, so its gradient is "
    "that of w with 1 in the place of x.",
    "db = Σ_n δ_n",
)
def logistic_step(X, y, w, b, eta):
    return right_step(X, y, w, b, eta)[0], b, mean_loss(X, y, w, b)


@logistic_step_.misconception(
    "no_bias",
    "The pre-activation lacks b: the unit is judged as if its bias were 0.",
    "z = X w + b, not X w",
)
def logistic_step(X, y, w, b, eta):
    delta = error(X, y, w, 0) / len(y)
    return stepping(X, y, w, b, eta, delta, mean_loss(X, y, w, 0))


@logistic_step_.misconception(
    "inputs_forgotten",
    "Every weight got the same step, that of b. A weight answers for its own input: its share of the error "
    "signal is multiplied with that.",
    "dw = Σ_n δ_n x_n, not Σ_n δ_n",
)
def logistic_step(X, y, w, b, eta):
    step = eta * error(X, y, w, b).mean()
    return w - step, b - step, mean_loss(X, y, w, b)


@logistic_step_.misconception(
    "no_eta",
    "eta is not used: the step is the whole gradient, whatever learning rate is given.",
    "w ← w − eta · dw",
)
def logistic_step(X, y, w, b, eta):
    return right_step(X, y, w, b, 1.0)


@logistic_step_.misconception(
    "gradients",
    "You returned the gradients. What comes back should be the parameters after the step.",
    "w − eta · dw and b − eta · db, not dw and db",
)
def logistic_step(X, y, w, b, eta):
    delta = error(X, y, w, b) / len(y)
    return X.T @ delta, delta.sum(), mean_loss(X, y, w, b)


@logistic_step_.misconception(
    "threshold",
    "You compared y with a yes or no instead of the probability. That is the perceptron's rule; here a unit "
    "that is right but unsure goes on learning.",
    "δ = (p − y) / N with p = σ(z), not [z > 0]",
)
def logistic_step(X, y, w, b, eta):
    return stepping(X, y, w, b, eta, ((X @ w + b > 0) - y) / len(y))


@logistic_step_.misconception(
    "logit_minus_target",
    "You compared the target with z. It is the probability, the sigmoid of z, that should come near 0 or 1.",
    "δ = (σ(z) − y) / N, not (z − y) / N",
)
def logistic_step(X, y, w, b, eta):
    return stepping(X, y, w, b, eta, (X @ w + b - y) / len(y))
