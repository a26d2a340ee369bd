"""Steps that are right, with a loss that is not."""

import numpy as np

from nnkit.activations import sigmoid

from .logistic_step import error, logistic_step_, mean_loss, right_step, stepping


@logistic_step_.misconception(
    "loss_summed",
    "The step is right, and the loss is a sum. The step is that of the mean, so report the mean.",
    "L = (1/N) Σ_n L_n, not Σ_n L_n",
)
def logistic_step(X, y, w, b, eta):
    return stepping(X, y, w, b, eta, error(X, y, w, b) / len(y), mean_loss(X, y, w, b) * len(y))


@logistic_step_.misconception(
    "loss_after",
    "That is the loss after the step. Asked for is the loss that this step starts from, with the old w and "
    "b.",
    "L(w, b) before w ← w − eta · dw",
)
def logistic_step(X, y, w, b, eta):
    w, b, _ = right_step(X, y, w, b, eta)
    return w, b, mean_loss(X, y, w, b)


@logistic_step_.misconception(
    "squared_loss",
    "That is the mean squared error of the probabilities. Asked for is the cross-entropy, which is not "
    "content with 1 when the unit is sure and wrong.",
    "L_n = −y log p − (1 − y) log(1 − p), not (p − y)²",
)
def logistic_step(X, y, w, b, eta):
    delta = error(X, y, w, b)
    return stepping(X, y, w, b, eta, delta / len(y), np.mean(delta**2))


@logistic_step_.misconception(
    "loss_sign",
    "You have the mean of log p, which is negative. A loss falls as the unit gets better: mind the minus.",
    "L_n = −(y log p + (1 − y) log(1 − p))",
)
def logistic_step(X, y, w, b, eta):
    return *right_step(X, y, w, b, eta)[:2], -mean_loss(X, y, w, b)


@logistic_step_.misconception(
    "loss_ones_only",
    "Only the samples with y = 1 count in your loss. Those with y = 0 have a share of their own, through "
    "1 − p.",
    "L_n = −y log p − (1 − y) log(1 − p)",
)
def logistic_step(X, y, w, b, eta):
    return *right_step(X, y, w, b, eta)[:2], np.mean(y * np.logaddexp(0, -(X @ w + b)))


@logistic_step_.misconception(
    "loss_signed_labels",
    "Your loss is the one for labels −1 and +1. With labels 0 and 1, a sample of class 0 costs log 2 there "
    "whatever the unit says.",
    "log(1 + e^(−y z)) is for y = −1, +1; for y = 0, 1: log(1 + e^z) − y z",
)
def logistic_step(X, y, w, b, eta):
    return *right_step(X, y, w, b, eta)[:2], np.mean(np.logaddexp(0, -y * (X @ w + b)))


@logistic_step_.misconception(
    "log_of_zero",
    "Right for small z, but here p is rounded to 0 or 1, and its logarithm is not finite. z still knows how "
    "sure the unit was: compute the loss from that.",
    "L_n = log(1 + e^z) − y z",
)
def logistic_step(X, y, w, b, eta):
    p = sigmoid(X @ w + b)
    return *right_step(X, y, w, b, eta)[:2], -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@logistic_step_.misconception(
    "overflow",
    "Right for small z, but the exponential of 1000 is inf, and so is the logarithm of 1 + inf. "
    "`np.logaddexp` takes the logarithm without the detour.",
    "log(1 + e^z) = z + log(1 + e^(−z))",
)
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    return *right_step(X, y, w, b, eta)[:2], np.mean(np.log(1 + np.exp(z)) - y * z)


def add_clipped(epsilon):
    @logistic_step_.misconception(
        f"clipped_{epsilon:g}",
        "A probability was kept away from 0, as in log(p + ε) or a clipped p, so no sample can cost more "
        f"than {-np.log(epsilon):.1f}, however wrong it is. From z no ε is needed.",
        "L_n = log(1 + e^z) − y z, not −log(p + ε)",
    )
    def logistic_step(X, y, w, b, eta):
        p = np.clip(sigmoid(X @ w + b), epsilon, 1 - epsilon)
        loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
        return *right_step(X, y, w, b, eta)[:2], loss


for epsilon in (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15):
    add_clipped(epsilon)
