"""What goes wrong in the difference quotient: wrong programs for numerical_gradient, with their sentences."""

import numpy as np

from .gradient_check import gradient_check, on_examples


def add(id, sentence, formula, numerical_gradient):
    gradient_check.misconception(id, sentence, formula, **on_examples(numerical_gradient))(numerical_gradient)


def by_entry(quotient):
    """Make a numerical_gradient of quotient(f, theta, up, down, h), called for each entry."""

    def numerical_gradient(f, theta, h=1e-5):
        theta = np.array(theta, dtype=np.float64)
        found = np.zeros(theta.shape)
        for i in np.ndindex(*theta.shape):
            step = np.zeros(theta.shape)
            step[i] = h
            found[i] = quotient(f, theta, theta + step, theta - step, h)
        return found

    return numerical_gradient


add(
    "forward",
    "You measured from theta to theta + h. The error of such a one-sided slope shrinks as h does; the one "
    "from theta − h to theta + h shrinks as h², for the same price.",
    "(f(θ + h) − f(θ − h)) / 2h, not (f(θ + h) − f(θ)) / h",
    by_entry(lambda f, theta, up, down, h: (f(up) - f(theta)) / h),
)
add(
    "backward",
    "You measured from theta − h to theta. Ask on both sides of theta: then the errors of first order "
    "cancel.",
    "(f(θ + h) − f(θ − h)) / 2h, not (f(θ) − f(θ − h)) / h",
    by_entry(lambda f, theta, up, down, h: (f(theta) - f(down)) / h),
)
add(
    "over_h",
    "You divided by h. From theta − h to theta + h it is two steps.",
    "(f(θ + h) − f(θ − h)) / 2h, not / h",
    by_entry(lambda f, theta, up, down, h: (f(up) - f(down)) / h),
)
add(
    "over_2",
    "You divided by 2 and not by h. A slope is the rise over the distance, and the distance is 2h.",
    "(f(θ + h) − f(θ − h)) / 2h, not / 2",
    by_entry(lambda f, theta, up, down, h: (f(up) - f(down)) / 2),
)
add(
    "times_h",
    "You divided by 2 and multiplied by h: without brackets, `/ 2 * h` does just that.",
    "(f(θ + h) − f(θ − h)) / (2h)",
    by_entry(lambda f, theta, up, down, h: (f(up) - f(down)) / 2 * h),
)
add(
    "without_brackets",
    "Only the second value of f was divided by 2h. The difference needs brackets of its own.",
    "(f(θ + h) − f(θ − h)) / (2h)",
    by_entry(lambda f, theta, up, down, h: f(up) - f(down) / (2 * h)),
)
add(
    "sign",
    "You took the value below from the value above the wrong way round, so every slope points down where f "
    "goes up.",
    "f(θ + h) − f(θ − h), not f(θ − h) − f(θ + h)",
    by_entry(lambda f, theta, up, down, h: (f(down) - f(up)) / (2 * h)),
)


def numerical_gradient(f, theta, h=1e-5):
    return by_entry(lambda f, theta, up, down, h: (f(up) - f(down)) / (2 * h))(f, theta, 1e-5)


add(
    "own_h",
    "Your slopes do not depend on h: with this formula they are too large by h², for a cubic. Take the h "
    "that you are given, so that its effect can be tried out.",
    "(f(θ + h) − f(θ − h)) / 2h, for any h",
    numerical_gradient,
)
