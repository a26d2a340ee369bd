"""Set 02: other right answers, and wrong ones with what they are recognised as."""

STYLES = {
    "neuron.neuron": {
        "loops": """
def neuron(x, w, b):
    if np.ndim(x) == 2:
        return [neuron(row, w, b) for row in x]
    z = b
    for i in range(len(x)):
        z += w[i] * x[i]
    return 1.0 / (1.0 + np.exp(-z))
""",
        "einsum, tanh": """
def neuron(x, w, b):
    return (1 + np.tanh((np.einsum("...d,d->...", x, w) + b) / 2)) / 2
""",
        "a sum of products, two cases": """
def neuron(x, w, b):
    z = (x * w).sum(axis=-1) + b
    e = np.exp(-np.abs(z))
    return np.where(z > 0, 1 / (1 + e), e / (1 + e))
""",
        "the transpose": """
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(w @ x.T + b)))
""",
        "in place, float32 result": """
def neuron(x, w, b):
    z = np.array(x @ w)
    z += b
    return (1 / (1 + np.exp(-z))).astype(np.float32)
""",
        "bias as one more weight": """
def neuron(x, w, b):
    ones = np.ones(x.shape[:-1] + (1,))
    z = np.concatenate([x, ones], axis=-1) @ np.append(w, b)
    return np.exp(-np.logaddexp(0, -z))
""",
    },
    "neuron.logistic_step": {
        "loops": """
def logistic_step(X, y, w, b, eta):
    N, dw, db, loss = len(y), 0 * w, 0.0, 0.0
    for x, t in zip(X, y):
        z = np.dot(w, x) + b
        p = 1 / (1 + np.exp(-z))
        loss += (max(z, 0) - t * z + np.log1p(np.exp(-abs(z)))) / N
        dw = dw + (p - t) * x / N
        db += (p - t) / N
    return w - eta * dw, b - eta * db, loss
""",
        "einsum, mean at the end": """
def logistic_step(X, y, w, b, eta):
    z = np.einsum("nd,d->n", X, w) + b
    e = 1 / (1 + np.exp(-z)) - y
    loss = (y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)).mean()
    return [w - eta * np.einsum("n,nd->d", e, X) / len(X), b - eta * e.mean(), loss]
""",
        "in place on a copy": """
def logistic_step(X, y, w, b, eta):
    w = w.copy()
    z = X @ w + b
    sign = 2 * y - 1
    loss = np.logaddexp(0, -sign * z).mean()
    delta = -sign / (1 + np.exp(sign * z)) / y.size
    w -= eta * X.T @ delta
    return w, b - eta * sum(delta), loss
""",
        "a column, float32 result": """
def logistic_step(X, y, w, b, eta):
    z = X @ w[:, None] + b
    p = np.exp(-np.logaddexp(0, -z))
    delta = (p - y[:, None]) / z.size
    loss = np.float32(np.mean(np.logaddexp(0, z) - y[:, None] * z))
    return (w - eta * (delta.T @ X)[0]).astype(np.float32), np.float32(b - eta * delta.sum()), loss
""",
        "bias as one more weight": """
def logistic_step(X, y, w, b, eta):
    A, theta = np.column_stack([X, np.ones(len(X))]), np.append(w, b)
    z = A @ theta
    theta = theta - eta * A.T @ (1 / (1 + np.exp(-z)) - y) / len(y)
    return theta[:-1], theta[-1], np.mean(np.logaddexp(0, z) - y * z)
""",
    },
}

# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    (
        "neuron.neuron",
        "bias_subtracted",
        """
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(x @ w) + b))
""",
    ),
    (
        "neuron.neuron",
        "bias_subtracted",
        """
def neuron(x, w, b):
    return 1 / (1 + np.exp(-np.dot(x, w) + b))
""",
    ),
    (
        "neuron.neuron",
        "brackets",
        """
def neuron(x, w, b):
    return 1 / 1 + np.exp(-(np.sum(x * w, axis=-1) + b))
""",
    ),
    (
        "neuron.neuron",
        "batch_summed",
        """
def neuron(x, w, b):
    z = np.sum(w * x) + b
    return 1 / (1 + np.exp(-z))
""",
    ),
    (
        "neuron.neuron",
        "exponent_sign",
        """
def neuron(x, w, b):
    return 1 / (1 + np.exp(x @ w + b))
""",
    ),
    (
        "neuron.neuron",
        "bias_each",
        """
def neuron(x, w, b):
    return 1 / (1 + np.exp(-np.sum(x * w + b, -1)))
""",
    ),
    (
        "neuron.neuron",
        "wrong_way_round",
        """
def neuron(x, w, b):
    z = np.matmul(w, x) + b
    return 1 / (1 + np.exp(-z))
""",
    ),
    (
        "neuron.neuron",
        "overflow",
        """
def neuron(x, w, b):
    e = np.e ** (x @ w + b)
    return e / (e + 1)
""",
    ),
    (
        "neuron.neuron",
        "shape:extra axis",
        """
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(np.atleast_2d(x) @ w[:, None] + b)))
""",
    ),
    (
        "neuron.neuron",
        "shape:extra axis",
        """
def neuron(x, w, b):
    return 1 / (1 + np.exp(-((x * w).sum(-1, keepdims=True) + b)))
""",
    ),
    (
        "neuron.neuron",
        "none",
        """
def neuron(x, w, b):
    a = 1 / (1 + np.exp(-(x @ w + b)))
""",
    ),
    (
        "neuron.neuron",
        "printed",
        """
def neuron(x, w, b):
    print(1 / (1 + np.exp(-(x @ w + b))))
""",
    ),
    (
        "neuron.neuron",
        "mutated",
        """
def neuron(x, w, b):
    x *= w
    return 1 / (1 + np.exp(-(x.sum(-1) + b)))
""",
    ),
    (
        "neuron.neuron",
        "rounding",
        """
def neuron(x, w, b):
    return np.round(1 / (1 + np.exp(-(x @ w + b))), 3)
""",
    ),
    (
        "neuron.neuron",
        "raised",
        """
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(np.sum(x * w, axis=1) + b)))
""",
    ),
    (
        "neuron.neuron",
        "values",
        """
def neuron(x, w, b):
    return 1 / (1 + 2.0 ** -(x @ w + b))
""",
    ),
    (
        "neuron.logistic_step",
        "uphill",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    delta = (y - 1 / (1 + np.exp(-z))) / len(y)
    return w - eta * X.T @ delta, b - eta * delta.sum(), np.mean(np.logaddexp(0, z) - y * z)
""",
    ),
    (
        "neuron.logistic_step",
        "bias_after_w",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    loss = np.mean(np.logaddexp(0, z) - y * z)
    w = w - eta * X.T @ (1 / (1 + np.exp(-z)) - y) / len(y)
    b = b - eta * np.mean(1 / (1 + np.exp(-(X @ w + b))) - y)
    return w, b, loss
""",
    ),
    (
        "neuron.logistic_step",
        "loss_after",
        """
def logistic_step(X, y, w, b, eta):
    e = 1 / (1 + np.exp(-(X @ w + b))) - y
    w, b = w - eta * e @ X / len(y), b - eta * e.mean()
    z = X @ w + b
    return w, b, np.mean(np.logaddexp(0, z) - y * z)
""",
    ),
    (
        "neuron.logistic_step",
        "sum",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    e = 1 / (1 + np.exp(-z)) - y
    return w - eta * e @ X, b - eta * e.sum(), np.sum(np.logaddexp(0, z) - y * z)
""",
    ),
    (
        "neuron.logistic_step",
        "squared_gradient",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    p = 1 / (1 + np.exp(-z))
    delta = (p - y) * p * (1 - p)
    return w - eta * delta @ X / len(y), b - eta * delta.mean(), np.mean(np.logaddexp(0, z) - y * z)
""",
    ),
    (
        "neuron.logistic_step",
        "clipped_1e-12",
        """
def logistic_step(X, y, w, b, eta):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    loss = -np.mean(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))
    return w - eta * (p - y) @ X / len(y), b - eta * np.mean(p - y), loss
""",
    ),
    (
        "neuron.logistic_step",
        "log_of_zero",
        """
def logistic_step(X, y, w, b, eta):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    loss = np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))
    return w - eta * (p - y) @ X / len(y), b - eta * np.mean(p - y), loss
""",
    ),
    (
        "neuron.logistic_step",
        "weights_summed",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    e = 1 / (1 + np.exp(-z)) - y
    return w - eta * X.T @ e, b - eta * e.mean(), np.mean(np.logaddexp(0, z) - y * z)
""",
    ),
    (
        "neuron.logistic_step",
        "mutated",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    e = 1 / (1 + np.exp(-z)) - y
    w -= eta * e @ X / len(y)
    return w, b - eta * e.mean(), np.mean(np.logaddexp(0, z) - y * z)
""",
    ),
    (
        "neuron.logistic_step",
        "structure",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    e = 1 / (1 + np.exp(-z)) - y
    return np.mean(np.logaddexp(0, z) - y * z), w - eta * e @ X / len(y), b - eta * e.mean()
""",
    ),
    (
        "neuron.logistic_step",
        "structure",
        """
def logistic_step(X, y, w, b, eta):
    e = 1 / (1 + np.exp(-(X @ w + b))) - y
    return w - eta * e @ X / len(y), b - eta * e.mean()
""",
    ),
    (
        "neuron.logistic_step",
        "factor",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    e = 1 / (1 + np.exp(-z)) - y
    return w - eta * e @ X / len(y), b - eta * e.mean(), np.sum(np.logaddexp(0, z) - y * z) / X.size
""",
    ),
    (
        "neuron.logistic_step",
        "shape:not reduced",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    e = (1 / (1 + np.exp(-z)) - y) / len(y)
    return w - eta * e @ X, b - eta * e, np.mean(np.logaddexp(0, z) - y * z)
""",
    ),
    (
        "neuron.neuron",
        "relu",
        """
def neuron(x, w, b):
    return np.clip(np.dot(x, w) + b, 0, None)
""",
    ),
    (
        "neuron.neuron",
        "softmax",
        """
def neuron(x, w, b):
    e = np.exp(x @ w + b - np.max(x @ w + b))
    return e / np.sum(e)
""",
    ),
    (
        "neuron.neuron",
        "threshold",
        """
def neuron(x, w, b):
    return np.round(1 / (1 + np.exp(-(x @ w + b))))
""",
    ),
    (
        "neuron.neuron",
        "other_axis",
        """
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(sum(x * w) + b)))
""",
    ),
    (
        "neuron.neuron",
        "values",
        """
def neuron(x, w, b):
    return 1 / (1 + np.exp(-(x @ w) * b))
""",
    ),
    (
        "neuron.neuron",
        "shape:one number",
        """
def neuron(x, w, b):
    if x.ndim == 1:
        return 1 / (1 + np.exp(-(x @ w + b)))
    for row in x:
        return neuron(row, w, b)
""",
    ),
    (
        "neuron.neuron",
        "some rows",
        """
def neuron(x, w, b):
    return 1 / (1 + np.exp(-np.clip(x @ w + b, -5, 5)))
""",
    ),
    (
        "neuron.neuron",
        "raised",
        """
import math
def neuron(x, w, b):
    z = x @ w + b
    return 1 / (1 + math.exp(-z)) if x.ndim == 1 else [1 / (1 + math.exp(-v)) for v in z]
""",
    ),
    (
        "neuron.logistic_step",
        "weights_averaged_twice",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    delta = (1 / (1 + np.exp(-z)) - y) / len(y)
    loss = np.mean(np.logaddexp(0, z) - y * z)
    return w - eta * np.mean(X * delta[:, None], axis=0), b - eta * delta.sum(), loss
""",
    ),
    (
        "neuron.logistic_step",
        "bias_averaged_twice",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    delta = (1 / (1 + np.exp(-z)) - y) / len(y)
    loss = np.mean(np.logaddexp(0, z) - y * z)
    return w - eta * X.T @ delta, b - eta * delta.mean(), loss
""",
    ),
    (
        "neuron.logistic_step",
        "values",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    delta = (1 / (1 + np.exp(-z)) - y) / len(y)
    loss = np.mean(np.logaddexp(0, z) - y * z)
    return w - eta / 2 * delta @ X, b - eta / 2 * delta.sum(), loss
""",
    ),
    (
        "neuron.logistic_step",
        "values",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    delta = (1 / (1 + np.exp(-z)) - y) / len(y)
    loss = np.mean(np.logaddexp(0, z) - y * z)
    w = w - eta * delta @ X
    z = X @ w + b
    return w, b - eta * delta.sum(), np.mean(np.logaddexp(0, z) - y * z)
""",
    ),
    (
        "neuron.logistic_step",
        "log base",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    delta = (1 / (1 + np.exp(-z)) - y) / len(y)
    loss = np.mean(np.logaddexp(0, z) - y * z)
    return w - eta * delta @ X, b - eta * delta.sum(), np.mean(np.logaddexp2(0, z / np.log(2)) - y * z / np.log(2))
""",
    ),
    (
        "neuron.logistic_step",
        "structure",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    delta = (1 / (1 + np.exp(-z)) - y) / len(y)
    loss = np.mean(np.logaddexp(0, z) - y * z)
    return {"w": w - eta * delta @ X, "b": b - eta * delta.sum(), "loss": loss}
""",
    ),
    (
        "neuron.logistic_step",
        "nan",
        """
def logistic_step(X, y, w, b, eta):
    e = np.exp(X @ w + b)
    delta = (e / (1 + e) - y) / len(y)
    return w - eta * delta @ X, b - eta * delta.sum(), np.mean(np.logaddexp(0, X @ w + b) - y * (X @ w + b))
""",
    ),
    (
        "neuron.logistic_step",
        "raised",
        """
def logistic_step(X, y, w, b, eta):
    z = X @ w + b
    delta = (1 / (1 + np.exp(-z)) - y) / len(y)
    loss = np.mean(np.logaddexp(0, z) - y * z)
    return w - eta * delta @ X.T, b - eta * delta.sum(), loss
""",
    ),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS = {}
