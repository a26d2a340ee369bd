"""What goes wrong in one step of descent: wrong programs, each with its sentence."""

import numpy as np

from nnkit.activations import sigmoid

from .logistic_step import error, logistic_step_, mean_loss, right_step, stepping


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
    "weights_averaged_twice",
    "The step in w is divided by the number of samples twice: once in δ, and again in a mean over the "
    "products. The step in b is right.",
    "dw = Σ_n δ_n x_n with δ_n = (p_n − y_n) / N",
)
def logistic_step(X, y, w, b, eta):
    delta = error(X, y, w, b) / len(y)
    return w - eta * (X.T @ delta) / len(y), *right_step(X, y, w, b, eta)[1:]


@logistic_step_.misconception(
    "bias_averaged_twice",
    "The step in b is divided by the number of samples twice: once in δ, and again in a mean over it. With "
    "the 1/N in δ already, add up.",
    "db = Σ_n δ_n with δ_n = (p_n − y_n) / N",
)
def logistic_step(X, y, w, b, eta):
    new, _, loss = right_step(X, y, w, b, eta)
    return new, b - eta * np.mean(error(X, y, w, b) / len(y)), loss


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
