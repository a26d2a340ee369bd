"""Hidden checks of set 01: other seeds, other shapes and the edges of what the statements ask for."""

import numpy as np

from nnkit.grading import hidden_check

# the share of errors --------------------------------------------------------------------------------------


def expect_rate(learner, case, X, y, w, b):
    """Compare with the share counted point by point."""
    wrong = [int(np.dot(x, w) + b > 0) != int(label) for x, label in zip(X, y, strict=True)]
    sizes = {"the number of points": len(y), "the number of inputs": len(w)}
    got = learner.error_rate(X, y, w, b)
    case.expect("error_rate(X, y, w, b)", got, sum(wrong) / len(wrong), inputs=(X, y, w, b), factors=sizes)


@hidden_check("features.errors", "other points, one point, one input")
def errors_shapes(learner, case):
    """Random labels; one point; one input; square; many inputs."""
    for N, d in ((1, 2), (17, 1), (6, 6), (31, 8)):
        X, w = case.rng.standard_normal((N, d)), case.rng.standard_normal(d)
        b = float(case.rng.normal())
        expect_rate(learner, case, X, case.rng.integers(0, 2, N), w, b)
    case.expect_unchanged(learner)


@hidden_check("features.errors", "all right, all wrong, and points on the line")
def errors_extremes(learner, case):
    """A share strictly between, then the two ends of the scale, then a line through some of the points."""
    X, w = np.round(4 * case.rng.standard_normal((20, 2))), np.array([2.0, -1.0])
    expect_rate(learner, case, X, np.arange(20) % 2, w, 1.0)
    y = (X @ w + 1 > 0).astype(int)
    expect_rate(learner, case, X, y, w, 1.0)
    expect_rate(learner, case, X, 1 - y, w, 1.0)
    on = np.column_stack([np.arange(5.0), 2 * np.arange(5.0)])
    expect_rate(learner, case, on, np.array([0, 1, 0, 0, 1]), w, 0.0)


# the fixed map --------------------------------------------------------------------------------------------


@hidden_check("features.polynomial", "other points, one point, as many points as features")
def polynomial_shapes(learner, case):
    """One point, five points, many points; the input is left as it was."""
    for N in (1, 5, 12):
        X = 3 * case.rng.standard_normal((N, 2))
        want = np.array([[a, b, a**2, b**2, a * b] for a, b in X])
        case.expect("polynomial_features(X)", learner.polynomial_features(X), want, inputs=(X,))
    case.expect_unchanged(learner)


@hidden_check("features.polynomial", "whole numbers, and float32")
def polynomial_dtypes(learner, case):
    """Integers are points as well; single precision keeps about seven digits."""
    for X in (case.rng.integers(-9, 10, (6, 2)), case.rng.standard_normal((4, 2)).astype(np.float32)):
        want = np.array([[a, b, a**2, b**2, a * b] for a, b in X.astype(float)])
        got = learner.polynomial_features(X)
        case.expect("polynomial_features(X)", got, want, inputs=(X,), rtol=1e-4, atol=1e-5)


# weights by hand ------------------------------------------------------------------------------------------


def near_corners(rng, n, off):
    """Draw n points near each corner of the unit square: class 1 where exactly one coordinate is near 1."""
    corner = rng.permuted(np.tile([[0, 0], [0, 1], [1, 0], [1, 1]], (n, 1)), axis=1)
    return corner + rng.uniform(-off, off, corner.shape), corner.sum(axis=1) % 2


def near_circles(rng, n):
    """Draw n points of a disc's rim, up to 0.1 off, and n of a rim twice as wide."""
    y, direction = rng.permutation(np.arange(2 * n) % 2), rng.standard_normal((2 * n, 2))
    radius = 1 / (1 + y) + rng.uniform(-0.1, 0.1, 2 * n)
    return radius[:, np.newaxis] * direction / np.linalg.norm(direction, axis=1, keepdims=True), y


def expect_right(learner, case, task, X, y):
    """Ask for w and b, and put every point on its side."""
    a, b = X.T
    phi = np.stack([a, b, a * a, b * b, a * b], axis=1)
    z = phi @ np.asarray(learner[f"w_{task}"], dtype=float) + float(learner[f"b_{task}"])
    text = "With these weights not every fresh point is on its side of the boundary."
    case.require(np.array_equal(z > 0, y == 1), text, at=f"w_{task}")


@hidden_check("features.circle", "two circles, other points")
def circle_rings(learner, case):
    """Fresh points from the same two rings."""
    expect_right(learner, case, "circle", *near_circles(case.rng, 300))


@hidden_check("features.circle", "XOR, other points")
def circle_xor(learner, case):
    """Fresh points around the same four corners."""
    expect_right(learner, case, "xor", *near_corners(case.rng, 100, 0.1))


# the hidden layer -----------------------------------------------------------------------------------------


@hidden_check("features.hidden", "one affine step and ReLU, at other points")
def hidden_is_a_layer(learner, case):
    """Each unit is 0 on one side of a line, and affine on the other."""
    X = case.rng.uniform(-0.5, 1.5, (200, 2))
    h, A = np.asarray(learner.hidden_features(X)), np.column_stack([X, np.ones(200)])
    text = "`hidden_features` must return two numbers for each point, shape (N, 2)."
    case.require(h.shape == X.shape and h.dtype.kind in "iuf", text, kind="shape", at="hidden_features")
    for column in h.T:
        theta = np.linalg.lstsq(A[column > 0], column[column > 0], rcond=None)[0]
        unit = np.allclose(np.maximum(A @ theta, 0), column, rtol=0, atol=1e-3 * np.abs(column).max())
        text = "`hidden_features`: a column of the result is not relu(w·x + b) for any w and b."
        case.require(unit and column.any(), text, at="hidden_features")


@hidden_check("features.hidden", "XOR comes apart, with other points around the corners")
def hidden_separates(learner, case):
    """Points near the corners; some line in the hidden plane must separate the classes."""
    for n in (1, 9):
        X, y = near_corners(case.rng, n, 0.05)
        h = np.asarray(learner.hidden_features(X))
        text = "`hidden_features` must return two numbers for each point, shape (N, 2)."
        case.require(h.shape == X.shape and h.dtype.kind in "iuf", text, kind="shape", at="hidden_features")
        angle = np.linspace(0, 2 * np.pi, 1440, endpoint=False)
        along = h / np.maximum(np.abs(h).max(axis=0), 1e-12) @ np.stack([np.cos(angle), np.sin(angle)])
        gap = along[y == 1].min(axis=0) - along[y == 0].max(axis=0)
        text = "`hidden_features`: in this space no line separates the two classes of XOR with a clear gap."
        wide = np.max(gap / np.maximum(np.ptp(along, axis=0), 1e-12))
        case.require(wide >= 0.05, text, at="hidden_features")
    case.expect_unchanged(learner)


# the head -------------------------------------------------------------------------------------------------


def expect_head(learner, case, phi, data):
    """Fit a head on some points, and judge it on others."""
    (X, y), (X_new, y_new) = data(), data()
    got = learner.fit_head(phi(X), y)
    together = isinstance(got, list) and len(got) == 2
    case.require(together, "`fit_head` must return w and b, in this order.", kind="structure", at="fit_head")
    right = np.mean((phi(X_new) @ np.asarray(got[0], dtype=float) + got[1] > 0) == (y_new == 1))
    text = "Fewer than 95 % of the fresh points are right, with a map that allows more."
    case.require(right >= 0.95, text, at="fit_head")


@hidden_check("features.head", "one polynomial map, fresh points of the same tasks")
def head_polynomial(learner, case):
    """The two circles and the four corners again, with fewer points."""

    def phi(X):
        a, b = X.T
        return np.stack([a, b, a * a, b * b, a * b], axis=1)

    expect_head(learner, case, phi, lambda: near_circles(case.rng, 100))
    expect_head(learner, case, phi, lambda: near_corners(case.rng, 30, 0.1))


@hidden_check("features.head", "another random map, and a line at some angle")
def head_random(learner, case):
    """ReLU units at random places, and two half-planes with a strip between them."""
    W, b = case.rng.standard_normal((2, 80)), case.rng.uniform(-1, 1, 80)
    angle, offset = case.rng.uniform(0, 2 * np.pi), case.rng.uniform(-0.2, 0.2)

    def data():
        X = case.rng.uniform(-1, 1, (600, 2))
        z = X @ [np.cos(angle), np.sin(angle)] + offset
        return X[np.abs(z) > 0.1], (z > 0)[np.abs(z) > 0.1].astype(int)

    expect_head(learner, case, lambda X: np.maximum(X @ W + b, 0), data)
