"""Set 01: other right answers, and wrong ones with what they are recognised as."""

STYLES = {
    "features.errors": {
        "a loop": """
def error_rate(X, y, w, b):
    wrong = 0
    for x, label in zip(X, y):
        z = b
        for i in range(len(x)):
            z += w[i] * x[i]
        if (z > 0) != bool(label):
            wrong += 1
    return wrong / len(y)
""",
        "a product of signs": """
def error_rate(X, y, w, b):
    z = np.einsum("nd,d->n", X, w) + b
    side = np.where(z > 0, 1, -1)
    return (side * (2 * y - 1) < 0).sum() / y.size
""",
        "one minus the accuracy, float32 result": """
def error_rate(X, y, w, b):
    return np.float32(1 - ((X * w).sum(axis=1) + b > 0).astype(int).__eq__(y).mean())
""",
        "absolute differences": """
def error_rate(X, y, w, b):
    return np.abs((w @ X.T > -b).astype(float) - y).mean()
""",
    },
    "features.polynomial": {
        "a loop": """
def polynomial_features(X):
    return [[p, q, p * p, q * q, p * q] for p, q in X.tolist()]
""",
        "filled in": """
def polynomial_features(X):
    H = np.empty((len(X), 5))
    H[:, :2] = X
    H[:, 2:4] = X**2
    H[:, 4] = X[:, 0] * X[:, 1]
    return H
""",
        "einsum, float32 result": """
def polynomial_features(X):
    pairs = np.einsum("ni,nj->nij", X, X)
    return np.hstack([X, pairs[:, 0, :1], pairs[:, 1, 1:], pairs[:, 0, 1:]]).astype(np.float32)
""",
        "stacked and transposed": """
def polynomial_features(X):
    a, b = X.T
    return np.array([a, b, np.square(a), np.square(b), ((a + b) ** 2 - (a - b) ** 2) / 4]).T
""",
    },
    "features.hidden": {
        "one unit for each corner of class 1": """
def hidden_features(X):
    W1, b1 = np.array([[1, -1], [-1, 1]]), np.zeros(2)
    return np.maximum(0, X @ W1.T + b1)
""",
        "or, and": """
def hidden_features(X):
    s = X[:, 0] + X[:, 1]
    return np.column_stack([np.maximum(s - 0.5, 0), np.maximum(s - 1.5, 0)])
""",
        "one unit for each corner of class 0": """
def hidden_features(X):
    z = np.einsum("nd,md->nm", X, [[1.0, 1.0], [-1.0, -1.0]]) + [-1.0, 1.0]
    return z * (z > 0)
""",
        "a loop, large weights": """
def hidden_features(X):
    out = []
    for p, q in X:
        out.append([max(30 * p - 28 * q - 3, 0), max(-31 * p + 30 * q - 2, 0)])
    return out
""",
        "float32 result": """
def hidden_features(X):
    z = X @ np.array([[1.0, 1.0], [1.0, 1.0]]) - np.array([0.2, 1.1])
    return (np.abs(z) + z).astype(np.float32) / 2
""",
    },
}

# (problem, the misconception or the kind of finding that it must get, the code)
WRONG = [
    (
        "features.errors",
        "accuracy",
        """
def error_rate(X, y, w, b):
    return np.mean((X @ w + b > 0) == y)
""",
    ),
    (
        "features.errors",
        "count",
        """
def error_rate(X, y, w, b):
    return np.sum((X @ w + b > 0) != y)
""",
    ),
    (
        "features.errors",
        "signs",
        """
def error_rate(X, y, w, b):
    return (np.where(X @ w + b > 0, 1, -1) != y).mean()
""",
    ),
    (
        "features.errors",
        "shape:not reduced",
        """
def error_rate(X, y, w, b):
    return ((X @ w + b > 0) != y) * 1.0
""",
    ),
    (
        "features.errors",
        "raised",
        """
def error_rate(X, y, w, b):
    return np.mean((w @ X + b > 0) != y)
""",
    ),
    (
        "features.errors",
        "none",
        """
def error_rate(X, y, w, b):
    wrong = np.mean((X @ w + b > 0) != y)
""",
    ),
    (
        "features.errors",
        "mutated",
        """
def error_rate(X, y, w, b):
    X *= w
    return np.mean((X.sum(axis=1) + b > 0) != y)
""",
    ),
    (
        "features.polynomial",
        "product_before_squares",
        """
def polynomial_features(X):
    a, b = X.T
    return np.stack([a, b, a * b, a**2, b**2], axis=1)
""",
    ),
    (
        "features.polynomial",
        "features_down",
        """
def polynomial_features(X):
    a, b = X[:, 0], X[:, 1]
    return np.array([a, b, a**2, b**2, a * b])
""",
    ),
    (
        "features.polynomial",
        "one_long_row",
        """
def polynomial_features(X):
    a, b = X[:, 0], X[:, 1]
    return np.concatenate([a, b, a**2, b**2, a * b])
""",
    ),
    (
        "features.polynomial",
        "reshaped",
        """
def polynomial_features(X):
    a, b = X[:, 0], X[:, 1]
    return np.array([a, b, a**2, b**2, a * b]).reshape(-1, 5)
""",
    ),
    (
        "features.polynomial",
        "mutated",
        """
def polynomial_features(X):
    H = np.column_stack([X, X, X[:, 0] * X[:, 1]])
    H[:, 2:4] **= 2
    X[:] = 0
    return H
""",
    ),
    (
        "features.polynomial",
        "rows_unpacked",
        """
def polynomial_features(X):
    (a, b) = list(X)
    return np.array([a, b, a * a, b * b, a * b]).T
""",
    ),
    (
        "features.polynomial",
        "shape:batch lost",
        """
def polynomial_features(X):
    for a, b in X:
        return np.array([a, b, a**2, b**2, a * b])
""",
    ),
    (
        "features.hidden",
        "no_relu_a",
        """
def hidden_features(X):
    return X @ np.array([[1, 1], [1, 1]]) + np.array([0, -1])
""",
    ),
    (
        "features.hidden",
        "twins",
        """
def hidden_features(X):
    s = np.maximum(X.sum(axis=1), 0)
    return np.stack([s, s], axis=1)
""",
    ),
    (
        "features.hidden",
        "state",
        """
def hidden_features(X):
    return np.tanh(X @ np.array([[1, 1], [1, 1]]) + np.array([0, -1])) + 1
""",
    ),
    (
        "features.hidden",
        "state",
        """
def hidden_features(X):
    differ = (np.round(X[:, :1]) != np.round(X[:, 1:])).astype(float)
    return np.hstack([differ, differ])
""",
    ),
    (
        "features.hidden",
        "state",
        """
def hidden_features(X):
    return np.maximum(X @ np.array([[1, 1], [2, 1]]).T + np.array([0.5, 0]), 0)
""",
    ),
    (
        "features.hidden",
        "state",
        """
def hidden_features(X):
    return np.maximum(X @ np.array([[1, 1], [1, 1]]) - np.array([5, 6]), 0)
""",
    ),
    (
        "features.hidden",
        "state",
        """
def hidden_features(X):
    return np.maximum(X @ np.array([[1.0, 1], [1, 1]]) + np.array([0, -0.1]), 0)
""",
    ),
    (
        "features.hidden",
        "shape",
        """
def hidden_features(X):
    return np.maximum(X @ np.array([[1, 1], [1, 1]]) + np.array([0, -1]), 0).T
""",
    ),
    (
        "features.hidden",
        "mutated",
        """
def hidden_features(X):
    X = X.astype(float, copy=False)
    X[:] = X @ np.array([[1, 1], [1, 1]]) + np.array([0, -1])
    return np.maximum(X, 0)
""",
    ),
    (
        "features.errors",
        "line_never_right",
        """
def error_rate(X, y, w, b):
    return np.mean((2 * y - 1) * (X @ w + b) <= 0)
""",
    ),
    (
        "features.errors",
        "line_always_right",
        """
def error_rate(X, y, w, b):
    z = X @ w + b
    return np.mean(((z > 0) & (y == 0)) | ((z < 0) & (y == 1)))
""",
    ),
    (
        "features.errors",
        "signs",
        """
def error_rate(X, y, w, b):
    return np.mean(y * (X @ w + b) <= 0)
""",
    ),
    (
        "features.errors",
        "factor",
        """
def error_rate(X, y, w, b):
    return np.sum((X @ w + b > 0) != y) / X.shape[1]
""",
    ),
    (
        "features.errors",
        "integers",
        """
def error_rate(X, y, w, b):
    return np.sum((X @ w + b > 0) != y) // len(y)
""",
    ),
    (
        "features.errors",
        "values",
        """
def error_rate(X, y, w, b):
    return np.mean((np.all(X * w + b > 0, axis=1)) != y)
""",
    ),
    (
        "features.errors",
        "none",
        """
def error_rate(X, y, w, b):
    wrong = np.mean((X @ w + b > 0) != y)
    if wrong > 0:
        return wrong
""",
    ),
    (
        "features.polynomial",
        "permuted",
        """
def polynomial_features(X):
    b, a = X.T
    return np.stack([a, b, a**2, b**2, a * b], axis=1)
""",
    ),
    (
        "features.polynomial",
        "raised",
        """
def polynomial_features(X):
    a, b = X.T
    return np.stack([a, b, a ^ 2, b ^ 2, a * b], axis=1)
""",
    ),
    (
        "features.polynomial",
        "integers",
        """
def polynomial_features(X):
    H = np.zeros((len(X), 5), dtype=int)
    H[:, :2], H[:, 2:4], H[:, 4] = X, X**2, X.prod(axis=1)
    return H
""",
    ),
    (
        "features.hidden",
        "booleans",
        """
def hidden_features(X):
    return X @ np.array([[1, 1], [1, 1]]) + np.array([0, -1]) > 0
""",
    ),
    (
        "features.hidden",
        "type",
        """
def hidden_features(X):
    return [["0", "1"] for _ in X]
""",
    ),
    (
        "features.hidden",
        "state",
        """
def hidden_features(X):
    return np.clip(X @ np.array([[1, 1], [1, 1]]) + np.array([0, -1]), 0, 1)
""",
    ),
    (
        "features.hidden",
        "state",
        """
def hidden_features(X):
    h = np.maximum(X @ np.array([[1, 1], [1, 1]]) + np.array([0, -1]), 0)
    return np.maximum(h @ np.array([[1, 0], [-2, 1]]), 0)
""",
    ),
    (
        "features.head",
        "bias_first",
        """
def fit_head(H, y):
    A = np.column_stack([np.ones(len(H)), H])
    theta = np.linalg.pinv(A) @ (2 * y - 1)
    return theta[:-1], theta[-1]
""",
    ),
    (
        "features.head",
        "normal_equations",
        """
def fit_head(H, y):
    A = np.column_stack([H, np.ones(len(H))])
    theta = np.linalg.inv(A.T @ A) @ A.T @ np.where(y == 1, 1, -1)
    return theta[:-1], theta[-1]
""",
    ),
    (
        "features.head",
        "labels_as_targets",
        """
def fit_head(H, y):
    theta = np.linalg.lstsq(np.c_[H, np.ones(len(H))], y, rcond=None)[0]
    return theta[:-1], theta[-1]
""",
    ),
    (
        "features.head",
        "structure",
        """
def fit_head(H, y):
    theta = np.linalg.lstsq(np.c_[H, np.ones(len(H))], 2 * y - 1, rcond=None)[0]
    return theta[-1], theta[:-1]
""",
    ),
    (
        "features.head",
        "structure",
        """
def fit_head(H, y):
    return np.linalg.lstsq(np.c_[H, np.ones(len(H))], 2 * y - 1, rcond=None)[0]
""",
    ),
    (
        "features.head",
        "shape",
        """
def fit_head(H, y):
    A = np.c_[H, np.ones(len(H))]
    theta = np.linalg.lstsq(A, (2 * y - 1)[:, np.newaxis], rcond=None)[0]
    return theta[:-1], theta[-1]
""",
    ),
    (
        "features.head",
        "state",
        """
def fit_head(H, y):
    w, b = np.zeros(H.shape[1]), 0.0
    for _ in range(10):
        error = H @ w + b - (2 * y - 1)
        w, b = w - 0.01 * error @ H / len(y), b - 0.01 * error.mean()
    return w, b
""",
    ),
]

# Mutants of the solution that pass every check, each with the reason why it may.
SURVIVORS = {
    "features.hidden": {
        "0.0 -> 1.0": "a first unit that never sleeps near the square counts the ones as well",
        "1.0 -> 2.0": "a unit may weigh one input twice, and the classes still come apart",
        "W1.T -> W1": "this W1 is symmetric",
    },
}
