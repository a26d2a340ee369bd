"""A hidden layer of two ReLU units, of the learner's choice, in whose space XOR is no problem any more."""

import numpy as np

from nnkit.activations import relu, sigmoid
from nnkit.grading import Problem

from .shared import around_corners

OFF = 0.05  # how far from its corner a point may lie
NARROW = 0.05  # of the width of all points: a gap below this is too small to rely on


def layer(W1, b1, bend=relu):
    """Return the function of one layer with these weights."""
    W, b = np.array(W1, dtype=float), np.array(b1, dtype=float)
    return lambda X: bend(np.einsum("nd,md->nm", X, W) + b)


def right_features(X):
    return layer([[1, -1], [-1, 1]], [0, 0])(X)


hidden = Problem(
    id="features.hidden",
    title="Coordinates made by a hidden layer",
    concept=1,
    points=4,
    kind="function",
    names=("hidden_features",),
    reference={"hidden_features": right_features},
    hints=(
        "Each unit is a line with one dead side, where it says 0. Choose the two lines so that the two "
        "corners of one class land close together, or beyond the others.",
        "`W1` is (2, 2), one row for each unit; `b1` is (2,). X of shape (N, 2) times `W1.T` gives (N, 2), "
        "and ReLU leaves the shape as it is: one row for each point, one column for each unit.",
        "One way: let one unit count the ones, and the other wake up only when both inputs are 1. Another: "
        "let each unit wake up at one of the two corners of class 1, and sleep at the rest.",
    ),
)


def require_relu_layer(case, h, X):
    """Stop unless each column of h could be relu(w·x + b) of the points X."""
    text = "`hidden_features` holds negative numbers. Where a unit's pre-activation is negative, ReLU says 0."
    case.require(np.all(h >= -1e-9), text, at="hidden_features")
    A = np.concatenate([X, np.ones((len(X), 1))], axis=1)
    for column in h.T:
        on = column > 1e-9
        text = "`hidden_features`: a unit says 0 for every point of the square and around it: it is dead."
        case.require(on.any(), text, at="hidden_features")
        theta = np.linalg.lstsq(A[on], column[on], rcond=None)[0]
        z = A @ theta
        scale = 1e-3 * np.abs(column).max()
        text = (
            "`hidden_features`: a column of the result is not relu(w·x + b) for any w and b. One affine "
            "step, then ReLU, and nothing else."
        )
        case.require(np.allclose(np.maximum(z, 0), column, rtol=0, atol=scale), text, at="hidden_features")


def widest_gap(h, y):
    """Return the widest gap between the classes along any direction, as a part of their whole width."""
    angle = np.linspace(0, 2 * np.pi, 1440, endpoint=False)
    along = h / np.maximum(np.abs(h).max(axis=0), 1e-12) @ np.stack([np.cos(angle), np.sin(angle)])
    gap = along[y == 1].min(axis=0) - along[y == 0].max(axis=0)
    return float(np.max(gap / np.maximum(np.ptp(along, axis=0), 1e-12)))


def require_separable(learner, case, n):
    """Stop unless the hidden space of a ReLU layer separates n points at each corner of the square."""
    grid = np.stack(np.meshgrid(np.linspace(-0.5, 1.5, 9), np.linspace(-0.5, 1.5, 9)), axis=-1).reshape(-1, 2)
    X, y = around_corners(case.rng, n, OFF)
    h, around = (np.asarray(learner.hidden_features(points)) for points in (X, grid))
    for got, points in ((h, X), (around, grid)):
        text = (
            f"`hidden_features`: expected shape {(len(points), 2)}, a row for each point and a column for "
            f"each unit; got {got.shape}."
        )
        case.require(got.shape == (len(points), 2), text, kind="shape", at="hidden_features")
        text = (
            "`hidden_features` holds True and False. A threshold only says on which side of its line a point "
            "lies; a ReLU also says how far beyond."
        )
        case.require(got.dtype.kind != "b", text, kind="booleans", at="hidden_features")
        text = "`hidden_features` must hold numbers and nothing else."
        case.require(got.dtype.kind in "iuf", text, kind="type", at="hidden_features")
        text = "`hidden_features` holds NaN or infinity where ordinary numbers were expected."
        case.require(np.all(np.isfinite(got)), text, kind="nan", at="hidden_features")
    require_relu_layer(case, around, grid)
    text = "`hidden_features`: a row depends on the other rows. Each point has its own two numbers."
    alone = np.asarray(learner.hidden_features(X[:1]))
    case.require(alone.shape == (1, 2) and np.allclose(alone, h[:1]), text, at="hidden_features")
    require_relu_layer(case, np.concatenate([around, h]), np.concatenate([grid, X]))
    gap = widest_gap(h, y)
    text = (
        "`hidden_features`: this is a ReLU layer, but in its space no line separates the two classes of "
        "XOR. Print it for the four corners, and draw where they land."
    )
    case.require(gap > 0, text, at="hidden_features")
    text = (
        "`hidden_features`: the classes hardly come apart: the gap between them is under a twentieth of "
        "their width. Move the kinks of the units away from the corners."
    )
    case.require(gap >= NARROW, text, at="hidden_features")


@hidden.check("XOR comes apart in the hidden space")
def hidden_separates(learner, case):
    require_separable(learner, case, 8)


@hidden.check("fresh points, and the input left as it was")
def hidden_fresh(learner, case):
    require_separable(learner, case, 15)
    case.expect_unchanged(learner)


def add_linear(number, W1, b1):
    @hidden.misconception(
        f"no_relu_{number}",
        "The bend is missing: this is the affine part alone. An affine map moves the square about, but the "
        "two diagonals still cross.",
        "h = relu(W1 x + b1), not W1 x + b1",
    )
    def hidden_features(X):
        return layer(W1, b1, bend=lambda z: z)(X)


for number, weights in enumerate((([[1, 1], [1, 1]], [0, -1]), ([[1, -1], [-1, 1]], [0, 0]))):
    add_linear("ab"[number], *weights)


@hidden.misconception(
    "relu_of_inputs",
    "That is ReLU of the coordinates themselves. The corners have none below 0, so nothing moves: mix the "
    "inputs first.",
    "h = relu(W1 x + b1), not relu(x)",
)
def hidden_features(X):
    return relu(X)


@hidden.misconception(
    "inputs",
    "You returned the points as they are. In these coordinates no line separates XOR: that is why a layer "
    "is asked for.",
    "h = relu(W1 x + b1), not x",
)
def hidden_features(X):
    return X


@hidden.misconception(
    "twins",
    "Both units are the same, and both only count the ones: the four corners land on one line, class 1 in "
    "the middle. The units need kinks in different places.",
    "relu(x1 + x2) and relu(x1 + x2 − 1), not the same unit twice",
)
def hidden_features(X):
    return layer([[1, 1], [1, 1]], [0, 0])(X)


@hidden.misconception(
    "sigmoid",
    "You bent with a sigmoid. That could work as well, but here the hidden units are ReLUs.",
    "h = relu(W1 x + b1), not σ(W1 x + b1)",
)
def hidden_features(X):
    return layer([[1, 1], [1, 1]], [0, -1], bend=sigmoid)(X)


@hidden.misconception(
    "threshold",
    "Your units are thresholds, which say 0 or 1. A ReLU says how far beyond its kink a point lies.",
    "relu(z) = max(z, 0), not [z > 0]",
)
def hidden_features(X):
    return layer([[1, 1], [1, 1]], [-0.5, -1.5], bend=lambda z: (z > 0).astype(float))(X)


@hidden.misconception(
    "product",
    "That is a fixed feature map with the product in it. It separates XOR, but no ReLU unit computes a "
    "product: the layer is to make its own coordinates.",
    "h = relu(W1 x + b1), not x1·x2",
)
def hidden_features(X):
    return np.stack([X[:, 0] + X[:, 1], X[:, 0] * X[:, 1]], axis=1)
