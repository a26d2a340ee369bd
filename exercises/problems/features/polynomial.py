"""A fixed feature map: two coordinates, their squares and their product."""

import numpy as np

from nnkit.grading import Problem

from .shared import features

polynomial = Problem(
    id="features.polynomial",
    title="New coordinates",
    concept=15,
    points=3,
    kind="function",
    names=("polynomial_features",),
    reference={"polynomial_features": features},
    hints=(
        "Each new coordinate is a column, computed for all points at once from the two columns of X. Then "
        "the five columns stand side by side.",
        "`X[:, 0]` and `X[:, 1]` have shape (N,), and so do their squares and their product. The result has "
        "shape (N, 5): points down, features across.",
        "`np.stack` with `axis=1`, or `np.column_stack`, puts arrays of shape (N,) side by side as columns. "
        "Squares are `** 2`; products are `*`, which goes entry by entry.",
    ),
)


def expect_features(learner, case, X):
    sizes = {"the number of points": len(X)}
    got, want = learner.polynomial_features(X), features(X)
    case.expect("polynomial_features(X)", got, want, inputs=(X,), factors=sizes)


@polynomial.check("the example, and another point")
def polynomial_worked(learner, case):
    expect_features(learner, case, np.array([[2.0, 3.0], [-1.0, 0.5]]))


@polynomial.check("other numbers of points")
def polynomial_batches(learner, case):
    for N in (3, 5, 2, 1):
        expect_features(learner, case, case.rng.standard_normal((N, 2)))
    case.expect_unchanged(learner)


def columns(X):
    """Return x1 and x2, (N,) each."""
    return X[:, 0], X[:, 1]


ORDER = (
    "The five columns are right, their order is not: the squares come before the product.",
    "x1, x2, x1², x2², x1·x2",
)


@polynomial.misconception("product_before_squares", *ORDER)
def polynomial_features(X):
    return features(X)[:, [0, 1, 4, 2, 3]]


@polynomial.misconception(
    "product_between_squares",
    "The product stands between the squares, as in (x1 + x2)². Here it comes last.",
    "x1, x2, x1², x2², x1·x2",
)
def polynomial_features(X):
    return features(X)[:, [0, 1, 2, 4, 3]]


@polynomial.misconception(
    "each_with_its_square",
    "Each coordinate is followed by its own square. Asked for are both coordinates first, then both squares.",
    "x1, x2, x1², x2², x1·x2, not x1, x1², x2, x2², x1·x2",
)
def polynomial_features(X):
    return features(X)[:, [0, 2, 1, 3, 4]]


@polynomial.misconception(
    "features_down",
    "The features run down and the points across. A sample is a row, here as everywhere in the course.",
    "shape (N, 5), not (5, N)",
)
def polynomial_features(X):
    return features(X).T


@polynomial.misconception(
    "one_long_row",
    "The columns were joined end to end into one long row. Each of them should stand beside the others.",
    "shape (N, 5), not (5N,)",
)
def polynomial_features(X):
    return features(X).T.ravel()


@polynomial.misconception(
    "reshaped",
    "You reshaped to (N, 5) where a transpose is needed. A reshape reads the numbers in the old order, so "
    "those of different points end up in one row.",
    "row n holds the features of point n alone",
)
def polynomial_features(X):
    return features(X).T.reshape(len(X), 5)


@polynomial.misconception(
    "constant",
    "There is a column of ones. The bias b takes its place here: five features, without a constant.",
    "x1, x2, x1², x2², x1·x2, without 1",
)
def polynomial_features(X):
    return np.concatenate([np.ones((len(X), 1)), features(X)], axis=1)


@polynomial.misconception(
    "no_product",
    "The product is missing. Without it no ellipse can lie askew, and it is what XOR will need.",
    "x1, x2, x1², x2², x1·x2",
)
def polynomial_features(X):
    return features(X)[:, :4]


@polynomial.misconception(
    "doubled",
    "You doubled the coordinates instead of squaring them. Twice a coordinate is nothing new to a line.",
    "x1² = x1 · x1, not 2 · x1",
)
def polynomial_features(X):
    a, b = columns(X)
    return np.stack([a, b, 2 * a, 2 * b, a * b], axis=1)


@polynomial.misconception(
    "sum_for_product",
    "The last column is x1 + x2, which a line could have made by itself. The product is asked for.",
    "x1·x2, not x1 + x2",
)
def polynomial_features(X):
    a, b = columns(X)
    return np.stack([a, b, a**2, b**2, a + b], axis=1)


@polynomial.misconception(
    "doubled_product",
    "The product stands there twice as large as it is, as in (x1 + x2)². The plain product is asked for.",
    "x1·x2, not 2·x1·x2",
)
def polynomial_features(X):
    a, b = columns(X)
    return np.stack([a, b, a**2, b**2, 2 * a * b], axis=1)


@polynomial.misconception(
    "one_number",
    "The last column is the same everywhere: x1·x2 of all points was added up, as `@` does. Here each "
    "point keeps its own product, and `*` goes entry by entry.",
    "x_n1 · x_n2 for each n, not Σ_n x_n1 · x_n2",
)
def polynomial_features(X):
    a, b = columns(X)
    return np.stack([a, b, a**2, b**2, np.full(len(X), a @ b)], axis=1)


@polynomial.misconception(
    "only_new",
    "Only the new columns are there. The two coordinates themselves stay, and come first.",
    "x1, x2, x1², x2², x1·x2",
)
def polynomial_features(X):
    return features(X)[:, 2:]


@polynomial.misconception(
    "rows_unpacked",
    "You took rows for columns: unpacking X, or `X[0]` and `X[1]`, gives the first two points. The "
    "coordinates are the columns, or the rows of the transpose.",
    "x1 = X[:, 0], not X[0]",
)
def polynomial_features(X):
    a, b = X
    return np.stack([a, b, a**2, b**2, a * b], axis=1)
