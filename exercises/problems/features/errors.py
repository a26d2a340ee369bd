"""The share of points on the wrong side of a line."""

import numpy as np

from nnkit.grading import Problem


def right_rate(X, y, w, b):
    says = np.inner(X, w) + b > 0
    return float(np.count_nonzero(says != (np.asarray(y) == 1)) / len(y))


errors = Problem(
    id="features.errors",
    title="How often is a line wrong?",
    concept=1,
    points=3,
    kind="function",
    names=("error_rate",),
    reference={"error_rate": right_rate},
    hints=(
        "Three steps: on which side does each point lie, which class does that make it, and how often is "
        "that not its label?",
        "`X @ w` has shape (N,), one number for each point. Comparing it gives N times True or False; "
        "comparing these with y gives N again; the result is one number between 0 and 1.",
        "The class of a point is 1 where its `X @ w` plus b is above 0. `!=` marks the places in which two "
        "arrays differ, and the mean of True and False is the share of True.",
    ),
)


def draw(case, N, d):
    """Draw points, a line off the origin, and labels that it gets wrong three times in ten."""
    X, w = case.rng.standard_normal((N, d)), case.rng.standard_normal(d)
    b = float(case.rng.choice([-1, 1]) * case.rng.uniform(0.4, 0.8) * np.linalg.norm(w))
    wrong = case.rng.permutation(np.arange(N) < 0.3 * N)
    return X, ((X @ w + b > 0) ^ wrong).astype(np.int64), w, b


def expect_rates(learner, case, *data):
    """Ask for all shares before comparing: one number alone may be wrong in many ways."""
    rates = [learner.error_rate(*one) for one in data]
    for (X, y, w, b), got in zip(data, rates, strict=True):
        sizes = {"the number of points": len(y), "the number of inputs": X.shape[1]}
        want = right_rate(X, y, w, b)
        case.expect("error_rate(X, y, w, b)", got, want, inputs=(X, y), factors=sizes)


EXAMPLE = (
    np.array([[2.0, 0.0], [0.0, 2.0], [3.0, 3.0], [0.0, 0.0]]),
    np.array([1, 1, 0, 0]),
    np.array([1.0, -1.0]),
    -1.0,
)


@errors.check("many points on both sides, and the example")
def errors_many(learner, case):  # 13 and 17 are wrong: few other counts are simple multiples of these
    expect_rates(learner, case, draw(case, 42, 3), draw(case, 55, 3), EXAMPLE)


@errors.check("other numbers of points and of inputs")
def errors_shapes(learner, case):
    expect_rates(learner, case, *(draw(case, N, d) for N, d in ((25, 3), (4, 4), (30, 1))))
    case.expect_unchanged(learner)


@errors.check("points on the line itself, which are class 0")
def errors_on_the_line(learner, case):
    z = np.array([0, 0, 0, 0, 0, 2, 1, 1, 2, -1, -1, -2, 3])  # five lie on the line
    y = np.array([0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1])
    expect_rates(learner, case, (np.stack([z + 1.0, np.ones(13)], axis=1), y, np.array([1.0, -1.0]), 0.0))


@errors.misconception(
    "accuracy",
    "That is the share of points that are right. The error rate is the share of those that are wrong.",
    "error rate = 1 − accuracy",
)
def error_rate(X, y, w, b):
    return 1 - right_rate(X, y, w, b)


@errors.misconception(
    "count",
    "You counted the errors. Asked for is their share: divide by the number of points.",
    "(1/N) Σ_n [class of x_n ≠ y_n], not Σ_n",
)
def error_rate(X, y, w, b):
    return right_rate(X, y, w, b) * len(y)


@errors.misconception(
    "per_cent",
    "You gave per cent. The share is a number between 0 and 1.",
    "(1/N) Σ_n [class of x_n ≠ y_n], not (100/N) Σ_n",
)
def error_rate(X, y, w, b):
    return 100 * right_rate(X, y, w, b)


@errors.misconception(
    "no_bias",
    "You left b out: that is the parallel line through the origin.",
    "class 1 where w·x + b > 0, not w·x > 0",
)
def error_rate(X, y, w, b):
    return right_rate(X, y, w, 0)


@errors.misconception(
    "bias_subtracted",
    "You took b away. As it stands, the line lies on the other side of the origin.",
    "class 1 where w·x + b > 0, not w·x − b > 0, which is w·x > b",
)
def error_rate(X, y, w, b):
    return right_rate(X, y, w, -b)


@errors.misconception(
    "half",
    "You compared with 0.5. That is the rule for a probability; w·x + b is 0 on the line.",
    "class 1 where w·x + b > 0, not > 0.5",
)
def error_rate(X, y, w, b):
    return right_rate(X, y, w, b - 0.5)


@errors.misconception(
    "on_the_line",
    "You called points on the line itself class 1. By the rule of this exercise they are class 0: above 0, "
    "not from 0 on.",
    "class 1 where w·x + b > 0, not ≥ 0",
)
def error_rate(X, y, w, b):
    return np.mean((X @ w + b >= 0) != y)


@errors.misconception(
    "line_never_right",
    "A point on the line has no sign, so you counted it as wrong whatever its label. By the rule of this "
    "exercise it is class 0: wrong only if its label is 1.",
    "class of x = [w·x + b > 0], which is 0 on the line",
)
def error_rate(X, y, w, b):
    return np.mean(np.sign(X @ w + b) != 2 * y - 1)


@errors.misconception(
    "line_always_right",
    "A point on the line has no sign, so you counted it as right whatever its label. By the rule of this "
    "exercise it is class 0: wrong if its label is 1.",
    "class of x = [w·x + b > 0], which is 0 on the line",
)
def error_rate(X, y, w, b):
    return np.mean((2 * y - 1) * (X @ w + b) < 0)


@errors.misconception(
    "signs",
    "Your rule is one for labels −1 and +1, and here they are 0 and 1. So it counts every point of class 0 "
    "off the line as wrong.",
    "class = [w·x + b > 0], which is 0 or 1, not sign(w·x + b)",
)
def error_rate(X, y, w, b):
    return np.mean(np.sign(X @ w + b) != y)


@errors.misconception(
    "ones_only",
    "You counted the points of class 1 that the line misses. Points of class 0 on the side of class 1 are "
    "errors as well.",
    "both: class 1 called 0, and class 0 called 1",
)
def error_rate(X, y, w, b):
    return np.mean((X @ w + b <= 0) & (y == 1))


@errors.misconception(
    "zeros_only",
    "You counted the points of class 0 on the side of class 1. Points of class 1 on the side of class 0 "
    "are errors as well.",
    "both: class 0 called 1, and class 1 called 0",
)
def error_rate(X, y, w, b):
    return np.mean((X @ w + b > 0) & (y == 0))


@errors.misconception(
    "differences_cancel",
    "You averaged class minus label. An error of one kind gives +1, one of the other kind −1, and the two "
    "cancel.",
    "[class ≠ y] is 0 or 1, class − y is −1, 0 or 1",
)
def error_rate(X, y, w, b):
    return np.mean((X @ w + b > 0).astype(int) - y)


@errors.misconception(
    "distance",
    "You compared w·x + b itself with the label. It may be any number; first make it a class, 0 or 1.",
    "[w·x + b > 0] ≠ y, not w·x + b ≠ y",
)
def error_rate(X, y, w, b):
    return np.mean(X @ w + b != y)


@errors.misconception(
    "class_one",
    "That is the share of points that the line calls class 1. The labels have not been looked at yet.",
    "(1/N) Σ_n [class of x_n ≠ y_n], not (1/N) Σ_n [class of x_n = 1]",
)
def error_rate(X, y, w, b):
    return np.mean(X @ w + b > 0)
