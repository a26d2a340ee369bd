"""What goes wrong in a share of errors: wrong programs, each with its sentence."""

import numpy as np

from .errors import errors, right_rate


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
