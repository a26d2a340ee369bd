"""A new linear head on a feature map that stays as it is."""

import numpy as np

from nnkit.grading import Problem
from nnkit.grading.checks import as_array

from .shared import corners, features, rings


def least_squares(H, targets):
    """Return w (M,) and b of the least-squares fit."""
    centre = H.mean(axis=0)
    w = np.linalg.pinv(H - centre) @ (targets - targets.mean())
    return w, targets.mean() - centre @ w


head = Problem(
    id="features.head",
    title="A new head for an old map",
    concept=1,
    points=4,
    kind="train",
    names=("fit_head",),
    reference={"fit_head": lambda H, y: least_squares(H, 2.0 * y - 1)},
    hints=(
        "Only the head is fitted; the features are given and stay. Say +1 for class 1 and −1 for class 0, "
        "and look for w and b with w·h + b as close to that as possible.",
        "H is (N, M) and y (N,). With a column of ones added, H becomes (N, M + 1): one call solves for M "
        "weights and b together. w comes back with shape (M,), b as one number.",
        "`np.linalg.lstsq(A, t, rcond=None)[0]` gives the theta that brings A theta closest to t. Take for "
        "A the features with a column of ones at the end, for t the targets, and split theta into w and b.",
    ),
)


def relu_map(rng, M=60):
    """Draw a random ReLU feature map of the plane: fixed, and not about any task in particular."""
    W, b = rng.standard_normal((M, 2)), rng.uniform(-1, 1, M)
    return lambda X: np.maximum(X @ W.T + b, 0)


def halves(rng, n, slope, offset, share=0.5):
    """Draw 2n points of the square, class 1 above a line, none of them within 0.1 of it."""
    X, y = np.empty((0, 2)), np.empty(0, dtype=int)
    wanted = (round(2 * n * (1 - share)), round(2 * n * share))
    while min(np.sum(y == k) - wanted[k] for k in (0, 1)) < 0:
        new = rng.uniform(-1, 1, (4 * n, 2))
        above = new[:, 1] - slope * new[:, 0] - offset
        X, y = (
            np.concatenate([X, new[np.abs(above) > 0.1]]),
            np.concatenate([y, above[np.abs(above) > 0.1] > 0]),
        )
    rows = np.concatenate([np.flatnonzero(y == k)[: wanted[k]] for k in (0, 1)])
    return X[rows], y[rows].astype(int)


def require_head(learner, case, phi, task, data, accuracy=0.95):
    """Fit a head on fresh points, and stop unless it is right on others."""
    (X, y), (X_new, y_new) = data(), data()
    got = learner.fit_head(phi(X), y)
    together = isinstance(got, list) and len(got) == 2
    case.require(together, "`fit_head` must return w and b, in this order.", kind="structure", at="fit_head")
    w, b = as_array(got[0]), as_array(got[1])
    M = phi(X).shape[1]
    exchanged = w is not None and w.size == 1 and b is not None and b.shape == (M,)
    text = "`fit_head` returns b first. The weights come first, then b."
    case.require(not exchanged, text, kind="structure", at="fit_head")
    fits = w is not None and w.shape == (M,)
    text = "`fit_head`: w must have one number for each feature, shape (M,)."
    case.require(fits, text, kind="shape", at="w")
    case.require(b is not None and b.size == 1, "`fit_head`: b must be one number.", kind="shape", at="b")
    finite = np.all(np.isfinite(w)) and np.all(np.isfinite(b))
    case.require(finite, "`fit_head`: w or b is not finite.", kind="nan", at="fit_head")
    z = phi(X_new) @ w + float(b.reshape(()))
    right, turned = np.mean((z > 0) == (y_new == 1)), np.mean((z < 0) == (y_new == 1))
    text = f"`fit_head`, {task}: it is right where it should be wrong: class 1 is on the negative side."
    case.require(right >= accuracy or turned < accuracy, text, at="fit_head")
    one_sided = np.all(z > 0) or np.all(z <= 0)
    text = f"`fit_head`, {task}: every fresh point gets the same class. Where does w·h + b cross 0?"
    case.require(right >= accuracy or not one_sided, text, at="fit_head")
    text = (
        f"`fit_head`, {task}: {100 * right:.0f} % of the fresh points are right, and at least "
        f"{100 * accuracy:.0f} % are asked for. The features allow it."
    )
    case.require(right >= accuracy, text, at="fit_head")


@head.check("one polynomial map, two tasks")
def head_polynomial(learner, case):
    require_head(learner, case, features, "circles", lambda: rings(case.rng, 150))
    require_head(learner, case, features, "XOR", lambda: corners(case.rng, 60))


@head.check("a random ReLU map, two other tasks")
def head_random(learner, case):
    phi = relu_map(case.rng)
    require_head(learner, case, phi, "above a line", lambda: halves(case.rng, 200, 0.5, 0.2))
    require_head(learner, case, phi, "above another line", lambda: halves(case.rng, 200, -2.0, -0.3))


@head.check("classes of unequal size, far from the origin")
def head_unequal(learner, case):
    shift = np.array([3.0, -2.0])

    def far_away(X):
        return features(X - shift) + np.array([4.0, 0.0, -3.0, 5.0, 2.0])

    def data():
        X, y = halves(case.rng, 150, 1.0, 0.3, share=0.4)
        return X + shift, y

    require_head(learner, case, far_away, "a shifted map", data, accuracy=0.9)


@head.misconception(
    "labels_as_targets",
    "You fitted the labels 0 and 1, so 0.5 lies half way between the classes. Class 1 starts at 0: fit −1 "
    "and +1.",
    "targets t = 2y − 1",
)
def fit_head(H, y):
    return least_squares(H, 1.0 * y)


@head.misconception(
    "no_bias",
    "There is no bias in your fit: b came back as 0. Then the boundary must pass through the origin of "
    "feature space.",
    "min Σ_n (w·h_n + b − t_n)² over w and b, not over w alone",
)
def fit_head(H, y):
    return np.linalg.pinv(H) @ (2.0 * y - 1), 0.0


@head.misconception(
    "turned",
    "Your targets are turned round: +1 belongs to class 1, −1 to class 0.",
    "t = 2y − 1, not 1 − 2y",
)
def fit_head(H, y):
    return least_squares(H, 1.0 - 2 * y)


@head.misconception(
    "difference_of_means",
    "w is the difference of the two class means, without a fit. It is blind to how the features vary "
    "together, and without b the boundary lies at the origin.",
    "min Σ_n (w·h_n + b − t_n)²",
)
def fit_head(H, y):
    return H[y == 1].mean(axis=0) - H[y == 0].mean(axis=0), 0.0


@head.misconception(
    "bias_first",
    "Your column of ones comes first, so the first number of the solution is b, and you took the last one. "
    "Put the ones last, or take w and b from the other ends.",
    "A = [1, H] gives θ = [b, w]; A = [H, 1] gives θ = [w, b]",
)
def fit_head(H, y):
    w, b = least_squares(H, 2.0 * y - 1)
    theta = np.append(b, w)
    return theta[:-1], theta[-1]


@head.misconception(
    "normal_equations",
    "AᵀA has no inverse here: some features repeat others, or are 0 for every point. `np.linalg.lstsq` finds "
    "a best fit all the same.",
    "(AᵀA) θ = Aᵀ t has many solutions if columns of A depend on each other",
)
def fit_head(H, y):
    A = np.concatenate([H, np.ones((len(H), 1))], axis=1)
    theta = np.linalg.solve(A.T @ A, A.T @ (2.0 * y - 1))
    return theta[:-1], theta[-1]


@head.misconception(
    "not_solved",
    "That is H transposed times the targets: one half of the normal equations. Features that say the same "
    "thing are then counted several times; solve for w.",
    "(AᵀA) θ = Aᵀ t with A = [H, 1]",
)
def fit_head(H, y):
    t = 2.0 * y - 1
    return t @ H / len(y), t.mean()
