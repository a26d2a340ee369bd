"""What goes wrong in counting right decisions."""

import numpy as np

import nnkit as nn

from .accuracy import accuracy_, right_accuracy


def decisions(z):
    return (z[:, 0] > 0).astype(np.int64) if z.shape[1] == 1 else z.argmax(axis=1)


@accuracy_.misconception(
    "argmax_down",
    "Your argmax runs down the columns and finds, for each class, the example that likes it best. Each row "
    "is to be decided by itself.",
    "argmax_k z_nk, along axis 1",
)
def accuracy(z, y):
    return right_accuracy(z, y) if z.shape[1] == 1 else float((z.argmax(axis=0) == y).mean())


@accuracy_.misconception(
    "argmax_of_all",
    "Your argmax has no axis, so it runs through the whole table and gives one number. Each row is to be "
    "decided by itself.",
    "argmax_k z_nk, along axis 1",
)
def accuracy(z, y):
    return right_accuracy(z, y) if z.shape[1] == 1 else float((z.argmax() == y).mean())


@accuracy_.misconception(
    "first_row",
    "You return after the first example. The `return` belongs behind the loop.",
    "(1/N) Σ_n [decision_n = y_n], over all n",
)
def accuracy(z, y):
    return float(decisions(z)[0] == y[0]) / len(y)


@accuracy_.misconception(
    "zero_is_one",
    "At a logit of exactly 0 you chose class 1. Class 1 is to be chosen where z is above 0.",
    "class 1 if z > 0, not if z ≥ 0",
)
def accuracy(z, y):
    return float((((z[:, 0] >= 0) if z.shape[1] == 1 else z.argmax(axis=1)) == y).mean())


@accuracy_.misconception(
    "more_than_half",
    "You counted a decision only where the true class has more than half of the probability. Among several "
    "classes the largest logit wins, with however little.",
    "argmax_k p_nk = y_n, not p_n,y_n > 1/2",
)
def accuracy(z, y):
    sure = nn.softmax(z)[np.arange(len(y)), y] > 0.5 if z.shape[1] > 1 else (z[:, 0] > 0) == y
    return float(sure.mean())


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
