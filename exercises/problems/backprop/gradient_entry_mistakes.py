"""What goes wrong from entry to entry: wrong programs for numerical_gradient, each with its sentence."""

import numpy as np

from nnkit import numerical_gradient as right_numerical_gradient

from .gradient_check_mistakes import add


def numerical_gradient(f, theta, h=1e-5):
    return (f(theta + h) - f(theta - h)) / (2 * h)


add(
    "all_at_once",
    "You moved all entries together, and got one number: how f rises when everything grows at once. The "
    "gradient has an entry for each parameter, moved by itself.",
    "∂f/∂θ_i ≈ (f(θ + h e_i) − f(θ − h e_i)) / 2h",
    numerical_gradient,
)


def numerical_gradient(f, theta, h=1e-5):
    return right_numerical_gradient(f, theta, h).sum()


add(
    "slopes_added_up",
    "You added all the slopes up into one number. Each belongs to an entry of its own: keep them, in the "
    "shape of theta.",
    "(∂f/∂θ_1, ∂f/∂θ_2, …), not Σ_i ∂f/∂θ_i",
    numerical_gradient,
)


def numerical_gradient(f, theta, h=1e-5):
    return np.full(theta.shape, (f(theta + h) - f(theta - h)) / (2 * h))


add(
    "all_at_once_filled",
    "You moved all entries together and gave each the whole rise. To learn what one entry does, move that "
    "one alone.",
    "∂f/∂θ_i ≈ (f(θ + h e_i) − f(θ − h e_i)) / 2h",
    numerical_gradient,
)


def numerical_gradient(f, theta, h=1e-5):
    theta, found = np.array(theta, dtype=np.float64), np.zeros(theta.shape)
    for i in np.ndindex(*theta.shape):
        theta[i] += h
        above = f(theta)
        theta[i] -= 2 * h
        found[i] = (above - f(theta)) / (2 * h)
    return found


add(
    "not_put_back",
    "You left each entry where it was after its turn, at θ − h. From the second entry on you measure the "
    "slope at another place.",
    "each slope is taken at θ: all entries but one as they were",
    numerical_gradient,
)


def numerical_gradient(f, theta, h=1e-5):
    theta, found = np.array(theta, dtype=np.float64), np.zeros(theta.shape)
    for i in np.ndindex(*theta.shape):
        theta[i] += h
        above = f(theta)
        theta[i] -= h
        found[i] = (above - f(theta)) / (2 * h)
    return found


add(
    "back_to_theta",
    "Taking h off once only brings the entry back to θ, so your lower value is f(θ). You divided half a "
    "difference by the whole 2h.",
    "θ + h, then θ − h: 2h apart",
    numerical_gradient,
)


def numerical_gradient(f, theta, h=1e-5):
    found = np.zeros(theta.shape)
    for i in np.ndindex(*theta.shape):
        up = down = theta.astype(np.float64)
        up[i] += h
        down[i] -= h
        found[i] = (f(up) - f(down)) / (2 * h)
    return found


add(
    "one_array_twice",
    "Both names mean the same array, so the step up and the step down cancel, and f is asked twice at the "
    "same place. `=` copies nothing; `.copy()` does.",
    "f(θ + h e_i) − f(θ − h e_i), from two different arrays",
    numerical_gradient,
)


def numerical_gradient(f, theta, h=1e-5):
    found = np.zeros(theta.shape)
    for i in np.ndindex(*theta.shape):
        up, down = theta.copy(), theta.copy()
        up[i] += h
        down[i] -= h
        found[i] = (f(up) - f(down)) / (2 * h)
    return found


add(
    "type_of_theta",
    "Your copies keep the type of theta. Whole numbers cannot hold a step of h at all, and float32 hardly: "
    "of its seven digits a step of 1e-5 leaves two.",
    "θ in float64 first, then θ ± h e_i",
    numerical_gradient,
)


def numerical_gradient(f, theta, h=1e-5):
    found = np.zeros_like(theta)
    for i, slope in np.ndenumerate(right_numerical_gradient(f, theta, h)):
        found[i] = slope
    return found


add(
    "result_of_thetas_type",
    "Your differences are right, but the array that collects them has the type of theta: `np.zeros_like` of "
    "whole numbers holds whole numbers, and cuts the rest off.",
    "the gradient is float64, whatever θ is",
    numerical_gradient,
)


def numerical_gradient(f, theta, h=1e-5):
    return right_numerical_gradient(f, theta, h).ravel()


add(
    "flat",
    "You returned a flat vector. The gradient has the shape of theta, so that it can be subtracted from it.",
    "∂f/∂θ has the shape of θ",
    numerical_gradient,
)


def numerical_gradient(f, theta, h=1e-5):
    found = np.zeros(theta.shape)
    for i in range(len(theta)):
        up, down = theta.astype(np.float64), theta.astype(np.float64)
        up[i] += h
        down[i] -= h
        found[i] = (f(up) - f(down)) / (2 * h)
    return found


add(
    "whole_rows",
    "Your index runs over the rows, so in a matrix it moves a whole row at once. Visit every single entry, "
    "however many axes there are.",
    "∂f/∂θ_ij, for each i and each j",
    numerical_gradient,
)


def numerical_gradient(f, theta, h=1e-5):
    found = np.zeros(theta.shape)
    if theta.dtype != np.float64:
        return right_numerical_gradient(f, theta, h)
    for i in np.ndindex(*theta.shape):
        theta[i] += h
        above = f(theta)
        theta[i] -= 2 * h
        found[i] = (above - f(theta)) / (2 * h)
        theta[i] += h
    return found


add(
    "put_back_by_sums",
    "The gradient is right, but theta does not come back as it was: θ + h − 2h + h is not quite θ in "
    "floating point. Keep the old value and write it back, or work on a copy.",
    "θ after = θ before, to the last digit",
    numerical_gradient,
)
