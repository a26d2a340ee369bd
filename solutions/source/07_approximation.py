# %% [markdown]
# # 07 · Exercises: universal approximation
#
# Bends and bumps are the bricks from which a network with one hidden layer builds any continuous function.
# You lay them by hand, ask how fast the error falls as bricks are added, and end with what the theorem
# promises and what it does not. It takes 40 to 60 minutes and goes with [chapter
# 07](../course/07_approximation.ipynb).
#
# Write where the dots `...` are, run the cell, then run the `check` cell below it. It names what is wrong,
# as often as you like. Stuck? `hint("approximation.triangle")` gives a first hint, and two more when you
# call it again.

# %% tags=["setup"]
import numpy as np

from nnkit.grading import check, hint, mine

# %% [markdown]
# ## 1 · A triangle and |x| from hinges (3 points)
#
# `relu(x - c)` is a hinge: level up to `c`, then rising with slope 1. Sums of hinges can be given any bend.
# Write, with `relu` alone,
#
# - `triangle(x)`: 0 up to `x = 0`, rising to 1 at `x = 1`, back to 0 at `x = 2`, and 0 from there on. Three
#   hinges do it;
# - `absolute(x)`: |x|, from two hinges.
#
# Both take an array of any shape and return one of the same shape. For `x = [-1, 0.5, 1, 1.75, 3]` the
# triangle is `[0, 0.5, 1, 0.25, 0]`.
#
# Why: a triangle that you can move and stretch is a brick for any curve.


# %% problem="approximation.triangle" tags=["answer"]
def relu(x: np.ndarray) -> np.ndarray:
    """Return max(x, 0), entry by entry. (Given.)"""
    return np.maximum(x, 0)


def triangle(x: np.ndarray) -> np.ndarray:
    """Return the triangle with corners (0, 0), (1, 1) and (2, 0), 0 elsewhere; x of any shape."""
    ### BEGIN SOLUTION
    return relu(x) - 2 * relu(x - 1) + relu(x - 2)
    ### END SOLUTION


def absolute(x: np.ndarray) -> np.ndarray:
    """Return |x|, entry by entry; x of any shape."""
    ### BEGIN SOLUTION
    return relu(x) + relu(-x)
    ### END SOLUTION


# %% problem="approximation.triangle" tags=["check"]
check("approximation.triangle")

# %% [markdown]
# ## 2 · A network through every point (5 points)
#
# A hidden layer of $M$ ReLUs: $f(x) = \sum_m v_m\, \mathrm{relu}(w_m x + b_m) + c$.
#
# Write `hinge_network(xs, ys)`, which returns `w1` ($w$), `b1` ($b$) and `w2` ($v$), each of shape `(M,)`,
# and the number `b2` ($c$). With `M = len(xs) - 1`, $f$ goes straight from each point to the next; outside
# `[xs[0], xs[-1]]` it may do as it likes. `xs` is sorted, its gaps vary; both arrays stay as they were.
#
# Any such network passes. With `xs = [0, 1, 3, 4]`, `ys = [1, 3, 2, 2]` the slopes are 2, −0.5 and 0, and
# $f(2) = 2.5$.
#
# Why: more points, smaller error: the theorem for one input.


# %% problem="approximation.hinges" tags=["answer"]
def hinge_network(xs: np.ndarray, ys: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Return w1, b1, w2, b2 of a one-hidden-layer ReLU network that joins the points by straight lines.

    Parameters
    ----------
    xs, ys : (n,)  the points, xs ascending; left unchanged.

    Returns
    -------
    w1, b1, w2 : (n − 1,);  b2 : one number
    """
    ### BEGIN SOLUTION
    slopes = np.diff(ys) / np.diff(xs)
    w1 = np.ones(len(slopes))
    b1 = -xs[:-1]  # unit m bends where piece m begins
    w2 = np.diff(slopes, prepend=0)  # and changes the slope there
    return w1, b1, w2, ys[0]
    ### END SOLUTION


# %% problem="approximation.hinges" tags=["check"]
check("approximation.hinges")

# %% [markdown]
# ## 3 · A bump from two sigmoids (4 points)
#
# With sigmoids the brick is a bump: a step up at `left` and an equal step down at `right`,
#
# $$\text{height} \cdot \big(\sigma(k\,(x - \text{left})) - \sigma(k\,(x - \text{right}))\big),$$
#
# where $k$ is the steepness. Write `bump(x, left, right, height, steepness)` for `x` of any shape; the result
# has that shape. There must be no NaN, even with a steepness of 1000 and more.
#
# With `left = 0`, `right = 2`, `height = 3`, `steepness = 10` it is 3.000 at `x = 1`, half the height, 1.500,
# at either edge, and 0.000 at `x = -1`.
#
# Why: beside each other, many narrow bumps follow any continuous function.


# %% problem="approximation.bump" tags=["answer"]
def bump(x: np.ndarray, left: float, right: float, height: float, steepness: float) -> np.ndarray:
    """Return height · (σ(k (x − left)) − σ(k (x − right))), k the steepness; the shape of x."""
    ### BEGIN SOLUTION
    rise = np.tanh(steepness * (x - left) / 2)  # σ(z) = (1 + tanh(z/2)) / 2 never overflows
    fall = np.tanh(steepness * (x - right) / 2)
    return height * (rise - fall) / 2
    ### END SOLUTION


# %% problem="approximation.bump" tags=["check"]
check("approximation.bump")

# %% [markdown]
# ## 4 · How fast does the error fall? (4 points)
#
# Someone joined `M + 1` equally spaced points of a curve, as in problem 2, and measured the largest error on
# the whole interval. The table is yours: `error[i]` belongs to `M[i]`. Assume error = C · M^slope and find
#
# - `slope`: from the first and the last row, to three decimals;
# - `factor`: by what must M be multiplied for the error to halve? To three decimals;
# - `M_needed`: how many units does an error of at most `target` take? A whole number, right within 1 %.
#
# Errors 0.2 and 0.1 at M = 10 and 40 give slope −0.5 and factor 4.
#
# Why: "some width is enough" can be an expensive promise.

# %% tags=["given"]
M, error, target = mine("approximation.rate")

# %% problem="approximation.rate" tags=["answer"]
### BEGIN SOLUTION
slope = np.log(error[-1] / error[0]) / np.log(M[-1] / M[0])
factor = 0.5 ** (1 / slope)
M_needed = int(np.ceil(M[-1] * (target / error[-1]) ** (1 / slope)))
### END SOLUTION

# %% problem="approximation.rate" tags=["check"]
check("approximation.rate")

# %% [markdown]
# ## 5 · What is proved? (3 points)
#
# Six claims stand in the cell below, all about networks with one hidden layer. `f` is a continuous function
# on `[0, 1]`; your `f` is one that you were handed. Give each claim its letter:
#
# | letter | the claim |
# |---|---|
# | A | follows from Cybenko's theorem (1989), for continuous sigmoidal activations |
# | B | follows from Leshno and others (1993), for any activation that is no polynomial; A does not cover it |
# | C | is false: the contrary is proved |
# | D | is left open: it may hold or fail, and the theorems do not speak of it |
#
# A letter may serve more than once.
#
# Why: existing, being found and holding for new data are three different things.

# %% problem="approximation.theorem" tags=["answer"]
# sigmoids: every f has, for each ε > 0, a network of sigmoids within ε of it on all of [0, 1]
# descent:  gradient descent will find such a network for your f, from samples of it
# hinges:   every f has, for each ε > 0, a network of ReLUs within ε of it on all of [0, 1]
# fifty:    fifty hidden units are enough for your f and ε = 0.01
# squares:  every f has, for each ε > 0, a network with the activation z² within ε of it on all of [0, 1]
# unseen:   your network, within ε of your f at 100 samples, is within ε of it between them too
### BEGIN SOLUTION
sigmoids = "A"
descent = "D"
hinges = "B"
fifty = "D"
squares = "C"
unseen = "D"
### END SOLUTION

# %% problem="approximation.theorem" tags=["check"]
check("approximation.theorem")

# %% [markdown]
# ## What you have now
#
# A network through any points, written down without training, and bumps to pave any curve. You know what more
# units buy, how to read the price off two rows of a table, and what the theorem leaves open: how many units,
# how to find their weights, and what happens away from the data. These three questions are the rest of the
# course. Back to [chapter 07](../course/07_approximation.ipynb).
