# %% [markdown]
# # 01 · Exercises: from straight lines to learned features
#
# A line counts its errors; a feature map turns circles into lines; a hidden layer makes coordinates of its
# own; and one map serves several heads. It takes 40 to 60 minutes and goes with [chapter
# 01](../course/01_features.ipynb).
#
# Write where the dots `...` are, run the cell, then run the `check` cell below it. It names what is wrong, as
# often as you like. Stuck? `hint("features.errors")` gives a first hint, and two more when you call it again.
#
# Throughout, `X` holds `N` points (one a row), `y` their classes, 0 or 1, `w` weights, `b` a bias. A point
# is called class 1 where w·x + b > 0.

# %% tags=["setup"]
import numpy as np

from nnkit.grading import check, hint

# %% [markdown]
# ## 1 · How often is a line wrong? (3 points)
#
# Write `error_rate(X, y, w, b)`: the share of the points that lie on the wrong side of the line
# $w \cdot x + b = 0$. A point on the line itself counts as class 0.
#
# `X` has shape `(N, d)`, `y` `(N,)`, `w` `(d,)`; `b` is one number, and so is the result, from 0 to 1.
#
# For `X = [[2, 0], [0, 2], [3, 3], [0, 0]]`, `y = [1, 1, 0, 0]`, `w = [1, -1]` and `b = -1`, the second
# point is wrong and the others are right: 0.25.
#
# Everything that follows is judged by this number.


# %% problem="features.errors" tags=["answer"]
def error_rate(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> float:
    """Return the share of points on the wrong side of the line w·x + b = 0.

    Parameters
    ----------
    X : (N, d)  points; left unchanged.
    y : (N,)    their classes, 0 or 1.
    w : (d,)    weights.
    b : one number, the bias.

    Returns
    -------
    one number from 0 to 1
    """
    ### BEGIN SOLUTION
    predicted = X @ w + b > 0
    return np.mean(predicted != y)
    ### END SOLUTION


# %% problem="features.errors" tags=["check"]
check("features.errors")

# %% [markdown]
# ## 2 · New coordinates (3 points)
#
# A line can only use the coordinates it is given. So give it more: write `polynomial_features(X)`, which
# turns points `(N, 2)` into `(N, 5)`, with the columns
#
# $$x_1, \quad x_2, \quad x_1^2, \quad x_2^2, \quad x_1 x_2$$
#
# in this order. `[[2, 3]]` becomes `[[2, 3, 4, 9, 6]]`.
#
# This is a *fixed* feature map: you choose it, and the data have no say. A line in the five new coordinates
# is a circle, an ellipse or a saddle in the old two.


# %% problem="features.polynomial" tags=["answer"]
def polynomial_features(X: np.ndarray) -> np.ndarray:
    """Return x1, x2, x1², x2² and x1·x2 of every point.

    Parameters
    ----------
    X : (N, 2)  points; left unchanged.

    Returns
    -------
    (N, 5)  one row for each point
    """
    ### BEGIN SOLUTION
    x1, x2 = X[:, 0], X[:, 1]
    return np.column_stack([x1, x2, x1**2, x2**2, x1 * x2])
    ### END SOLUTION


# %% problem="features.polynomial" tags=["check"]
check("features.polynomial")

# %% [markdown]
# ## 3 · A line that is a circle (4 points)
#
# No training here: set the weights by hand. In the five coordinates above, a point is class 1 where
# $w \cdot \varphi(x) + b > 0$.
#
# - `w_circle`, `b_circle`: circles about the origin. Class 1 has radius 0.5, class 0 radius 1; points lie up
#   to 0.1 off.
# - `w_xor`, `b_xor`: the corners of the unit square. Class 1 is (0, 1) and (1, 0), class 0 (0, 0) and (1, 1);
#   points lie up to 0.1 off in each coordinate.
#
# Every fresh point must be right; many answers are. Example: `w = [0, 0, 1, 0, 0]`, `b = -4` says 1 where
# |x1| > 2. The line stays straight; only the coordinates bend.


# %% problem="features.circle" tags=["answer"]
### BEGIN SOLUTION
w_circle, b_circle = [0, 0, -1, -1, 0], 0.5625  # inside the radius 0.75
w_xor, b_xor = [1, 1, 0, 0, -2], -0.5
### STUB
# w_circle = [..., ..., ..., ..., ...]
# b_circle = ...
# w_xor = [..., ..., ..., ..., ...]
# b_xor = ...
### END SOLUTION

# %% problem="features.circle" tags=["check"]
check("features.circle")

# %% [markdown]
# ## 4 · Coordinates made by a hidden layer (4 points)
#
# Two hidden units, each
#
# $$h_k = \operatorname{relu}(w_k \cdot x + b_k), \qquad \operatorname{relu}(z) = \max(z, 0)$$
#
# give every point two coordinates. Choose weights for which a line in the plane of $h_1$ and $h_2$
# separates the classes of XOR: the corners of the unit square, points up to 0.05 off. Across that line, the
# gap must be at least a twentieth of the width of all points.
#
# Write `hidden_features(X)`: `(N, 2)` to `(N, 2)`, relu(X W1ᵀ + b1) with your weights. One unit with
# w = [1, 1] and b = −1 sends (1, 1) to 1 and the other corners to 0.
#
# This is what hidden layers are for.


# %% problem="features.hidden" tags=["answer"]
def hidden_features(X: np.ndarray) -> np.ndarray:
    """Return relu(X W1ᵀ + b1) for two hidden units in whose space a line separates XOR.

    Parameters
    ----------
    X : (N, 2)  points; left unchanged.

    Returns
    -------
    (N, 2)  one row for each point, one column for each unit
    """
    ### BEGIN SOLUTION
    W1 = np.array([[1.0, 1.0], [1.0, 1.0]])  # both units count the ones ...
    b1 = np.array([0.0, -1.0])  # ... and the second wakes up beyond one
    return np.maximum(X @ W1.T + b1, 0)
    ### END SOLUTION


# %% problem="features.hidden" tags=["check"]
check("features.hidden")

# %% [markdown]
# ## 5 · A new head for an old map (4 points)
#
# A network is a feature map and a linear head. Keep the map, and fit a head for another task.
#
# Write `fit_head(H, y)`: features `H` `(N, M)`, classes `y` `(N,)`, 0 or 1; it returns `w` `(M,)` and `b`,
# one number, that make the mean of $(w \cdot h_n + b - t_n)^2$ smallest, with target $t_n = -1$ for class 0
# and $+1$ for class 1. Some features may repeat others. Class 1 is where w·h + b > 0.
#
# For `H = [[0], [1], [2], [3]]`, `y = [0, 0, 1, 1]`: `w = [0.8]`, `b = -1.2`. It is judged on fresh points:
# at least 95 % right (90 % with classes of unequal size).


# %% problem="features.head" tags=["answer"]
def fit_head(H: np.ndarray, y: np.ndarray):
    """Fit a linear head by least squares on targets −1 and +1; return w (M,) and b."""
    ### BEGIN SOLUTION
    A = np.column_stack([H, np.ones(len(H))])
    theta = np.linalg.lstsq(A, 2 * y - 1, rcond=None)[0]
    return theta[:-1], theta[-1]
    ### END SOLUTION


# %% problem="features.head" tags=["check"]
check("features.head")

# %% [markdown]
# ## Four questions about the linear wall
#
# `separable`: which two classes can a straight line separate without an error?
#
# - A: a disc, and a ring around it
# - B: the two classes of XOR
# - C: two spirals, wound into each other
# - D: two heaps of points, side by side
#
# `coordinates`: circles come apart by a line after a feature map. Why?
#
# - A: the map moves the line to where the points are
# - B: a straight line in the new coordinates is a curve in the old ones
# - C: the map leaves out the points that are in the way
# - D: there are more coordinates, whichever they are

# %% [markdown]
# `affine`: two layers without an activation between them. What can they draw?
#
# - A: a boundary of two straight lines
# - B: a parabola, as the weights are multiplied
# - C: one straight line, as a single layer does
# - D: it depends on the number of hidden units
#
# `learned`: what does a learned feature map have that a fixed one has not?
#
# - A: its coordinates are adapted to the data and the task
# - B: it needs no linear head
# - C: only a learned map can bend
# - D: it separates any two classes

# %% [markdown]
# ## 6 · The linear wall (2 points)
#
# Give each of the four questions above its letter, such as `affine = "A"`. They come in pairs: two right
# letters score a point. What a line cannot do is the reason for everything that follows in this course.

# %% problem="features.wall" tags=["answer"]
### BEGIN SOLUTION
separable = "D"
coordinates = "B"
affine = "C"
learned = "A"
### END SOLUTION

# %% problem="features.wall" tags=["check"]
check("features.wall")

# %% [markdown]
# ## What you have now
#
# A measure of failure, a fixed map that you chose, a hidden layer whose weights you chose, and a head that is
# fitted in one call. One thing is missing: letting the data choose the hidden weights. That is training, and
# the rest of the course. Back to [chapter 01](../course/01_features.ipynb).
