"""The share of right decisions: argmax for several outputs, the sign for one."""

import numpy as np

from nnkit.grading import Problem


def right_accuracy(z, y):
    z, y = np.asarray(z, float), np.asarray(y)
    scores = np.concatenate([np.zeros_like(z), z], axis=1) if z.shape[1] == 1 else z
    return float(np.count_nonzero(scores.argmax(axis=1) == y)) / len(y)


accuracy_ = Problem(
    id="training.accuracy",
    title="How many are right?",
    concept=18,
    points=3,
    kind="function",
    names=("accuracy",),
    reference={"accuracy": right_accuracy},
    hints=(
        "First turn each row of logits into one decision, the number of a class. Then compare the decisions "
        "with y, and take the share that agrees.",
        "The decisions must have the shape (N,), like y. With K outputs that is one column number for each "
        "row; with one output, the column itself has to be taken out of (N, 1) first.",
        "For K > 1: `argmax` along axis 1. For K = 1: is `z[:, 0]` above 0? The mean of an array of True and "
        "False is the share of True.",
    ),
)


def expect_accuracy(learner, case, z, y):
    """Compare the accuracy; N and 100 are the factors that are easily there by mistake."""
    factors = {"the number of examples": len(y), "one hundred": 100, "the number of outputs": z.shape[1]}
    case.expect(
        "accuracy(z, y)", learner.accuracy(z, y), right_accuracy(z, y), inputs=(z, y), factors=factors
    )


def several(case, N, K, right):
    """Draw logits whose largest is at y in the first ``right`` of the N rows, and by far so in row 0."""
    z, y = case.rng.normal(size=(N, K)), case.rng.permutation(np.arange(N) % K)
    for n in range(N):
        best = y[n] if n < right else (y[n] + 1) % K
        z[n, best] = z[n].max() + 0.5
    z[0, y[0]] += 5
    return z - 1.5, y


# Many rows come first: from three of them, two mistakes can well give the same share.
@accuracy_.check("several classes")
def accuracy_several(learner, case):
    for N, K, right in ((23, 4, 14), (5, 5, 2), (9, 2, 7)):
        expect_accuracy(learner, case, *several(case, N, K, right))
    z = np.array([[2.0, 1.0, 0.5], [0.1, 0.2, 3.0], [0.0, -1.0, -2.0]])
    expect_accuracy(learner, case, z, np.array([0, 2, 1]))


@accuracy_.check("one output, decided by its sign")
def accuracy_one(learner, case):
    z = case.rng.permutation(np.array([-3, -2, -1, -0.4, -0.3, -0.2, 0.1, 0.2, 0.3, 0.35, 0.4, 0.8, 2]))
    y = (z > 0).astype(np.int64)
    y[[1, 5, 8, 11]] = 1 - y[[1, 5, 8, 11]]
    expect_accuracy(learner, case, z[:, np.newaxis], y)
    z = np.array([[0.4], [0.1], [2.0], [-1.0], [0.3], [-5.0], [-0.3], [0.0]])
    expect_accuracy(learner, case, z, np.array([1, 1, 1, 0, 0, 0, 1, 0]))
    case.expect_unchanged(learner)
