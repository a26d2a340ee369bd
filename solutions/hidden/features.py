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


# the hidden layer -----------------------------------------------------------------------------------------


@hidden_check("features.hidden", "XOR comes apart, with other points around the corners")
def hidden_separates(learner, case):
    """Points near the corners; some line in the hidden plane must separate the classes."""
    square = np.array([[0, 0], [1, 0], [0, 1], [1, 1]])
    for n in (1, 9):
        X, y = np.tile(square, (n, 1)) + case.rng.uniform(-0.04, 0.04, (4 * n, 2)), np.tile([0, 1, 1, 0], n)
        h = np.asarray(learner.hidden_features(X))
        text = "`hidden_features` must return two numbers for each point, shape (N, 2)."
        case.require(h.shape == X.shape and h.dtype.kind in "iuf", text, kind="shape", at="hidden_features")
        text = "`hidden_features` holds negative numbers; a ReLU gives none."
        case.require(np.all(h >= -1e-9), text, at="hidden_features")
        angle = np.linspace(0, 2 * np.pi, 1440, endpoint=False)
        along = h / np.maximum(np.abs(h).max(axis=0), 1e-12) @ np.stack([np.cos(angle), np.sin(angle)])
        gap = along[y == 1].min(axis=0) - along[y == 0].max(axis=0)
        text = "`hidden_features`: in this space no line separates the two classes of XOR with a clear gap."
        wide = np.max(gap / np.maximum(np.ptp(along, axis=0), 1e-12))
        case.require(wide >= 0.05, text, at="hidden_features")
    case.expect_unchanged(learner)
