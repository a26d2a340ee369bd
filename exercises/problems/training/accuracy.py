"""The share of right decisions: argmax for several outputs, the sign for one."""

import numpy as np

import nnkit as nn
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
    """Draw logits whose largest is at y in ``right`` of the N rows."""
    z, y = case.rng.normal(size=(N, K)), case.rng.permutation(np.arange(N) % K)
    for n in range(N):
        best = y[n] if n < right else (y[n] + 1) % K
        z[n, best] = z[n].max() + 0.5
    return z - 1.5, y


@accuracy_.check("several classes")
def accuracy_several(learner, case):
    z = np.array([[2.0, 1.0, 0.5], [0.1, 0.2, 3.0], [0.0, -1.0, -2.0]])
    expect_accuracy(learner, case, z, np.array([0, 2, 1]))
    for N, K, right in ((7, 3, 5), (5, 5, 2), (9, 2, 7)):
        expect_accuracy(learner, case, *several(case, N, K, right))


@accuracy_.check("one output, decided by its sign")
def accuracy_one(learner, case):
    z = np.array([[0.3], [-0.2], [4.0], [-3.0], [0.2]])
    expect_accuracy(learner, case, z, np.array([1, 1, 1, 0, 1]))
    z = np.array([[0.4], [0.1], [2.0], [-1.0], [0.3], [-5.0], [-0.3], [0.0]])
    expect_accuracy(learner, case, z, np.array([1, 1, 1, 0, 0, 0, 1, 0]))
    case.expect_unchanged(learner)


def decisions(z):
    return (z[:, 0] > 0).astype(np.int64) if z.shape[1] == 1 else z.argmax(axis=1)


@accuracy_.misconception(
    "argmax_down",
    "Your argmax runs down the columns and finds, for each class, the example that likes it best. Each row "
    "is to be decided by itself.",
    "argmax_k z_nk, along axis 1",
)
def accuracy(z, y):
    top = z.argmax(axis=0)
    return float(np.mean([top[k] == y[k] for k in range(min(len(top), len(y)))]))


@accuracy_.misconception(
    "argmax_of_one",
    "With a single output argmax is always 0, because there is only one column, so class 1 is never chosen. "
    "One logit decides by its sign.",
    "class 1 if z > 0, for K = 1",
)
def accuracy(z, y):
    return float((z.argmax(axis=1) == y).mean())


@accuracy_.misconception(
    "threshold_half",
    "You compared the logit with 0.5. One half is the threshold for a probability; a sigmoid of 0.5 is "
    "reached at the logit 0.",
    "σ(z) > 0.5 exactly where z > 0",
)
def accuracy(z, y):
    return float((((z[:, 0] > 0.5) if z.shape[1] == 1 else z.argmax(axis=1)) == y).mean())


@accuracy_.misconception(
    "count",
    "You counted the right ones. A share is asked for: divide by the number of examples, so that it lies "
    "between 0 and 1.",
    "(1/N) Σ_n [decision_n = y_n]",
)
def accuracy(z, y):
    return int((decisions(z) == y).sum())


@accuracy_.misconception(
    "percent",
    "You returned per cent. A share between 0 and 1 is asked for.",
    "(1/N) Σ_n [decision_n = y_n], without the factor 100",
)
def accuracy(z, y):
    return 100 * right_accuracy(z, y)


@accuracy_.misconception(
    "error_rate",
    "This is the share of wrong decisions, the error rate. The accuracy is the share of right ones.",
    "accuracy = 1 − error rate",
)
def accuracy(z, y):
    return 1 - right_accuracy(z, y)


@accuracy_.misconception(
    "broadcast",
    "A column (N, 1) met the row y (N,), and all N × N pairs were compared: each decision with every label. "
    "Take the column out with [:, 0] first.",
    "decision_n = y_n, N comparisons",
)
def accuracy(z, y):
    return float((((z > 0) == y) if z.shape[1] == 1 else (z.argmax(axis=1) == y)).mean())


@accuracy_.misconception(
    "labels_of_sign",
    "You compared with `np.sign`, which gives −1 and 1. But the labels are 0 and 1, so no example of class 0 "
    "ever counts as right. Ask whether z is above 0.",
    "class 1 if z > 0, else class 0",
)
def accuracy(z, y):
    return float((((np.sign(z[:, 0])) if z.shape[1] == 1 else z.argmax(axis=1)) == y).mean())


@accuracy_.misconception(
    "smallest",
    "You chose the smallest logit. A large logit speaks for its class.",
    "argmax_k z_nk, not argmin_k",
)
def accuracy(z, y):
    return float(np.mean(((z[:, 0] < 0) if z.shape[1] == 1 else z.argmin(axis=1)) == y))


@accuracy_.misconception(
    "mean_probability",
    "You averaged the probability of the true class. Accuracy looks at decisions: 0.51 counts as right as "
    "much as 0.99 does.",
    "[decision_n = y_n], which is 0 or 1",
)
def accuracy(z, y):
    if z.shape[1] == 1:
        p = nn.sigmoid(z[:, 0])
        return float(np.where(y == 1, p, 1 - p).mean())
    return float(nn.softmax(z)[np.arange(len(y)), y].mean())
