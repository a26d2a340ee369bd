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


@errors.check("other numbers of points and of inputs, all of them right, and all wrong")
def errors_shapes(learner, case):
    X, _, w, b = draw(case, 6, 2)
    says = (X @ w + b > 0).astype(int)
    others = (draw(case, N, d) for N, d in ((25, 3), (4, 4), (30, 1)))
    expect_rates(learner, case, *others, (X, says, w, b), (X, 1 - says, w, b))
    case.expect_unchanged(learner)


@errors.check("points on the line itself, which are class 0")
def errors_on_the_line(learner, case):
    z = np.array([0, 0, 0, 0, 0, -1, 2, 1, 1, -1, -2, -1])  # five lie on the line, and every wrong
    y = np.array([0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1])  # rule counts another number of them
    expect_rates(learner, case, (np.stack([z + 1.0, np.ones(12)], axis=1), y, np.array([1.0, -1.0]), 0.0))
