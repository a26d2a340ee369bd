# %% [markdown]
# # 05 · Exercises: why depth needs bends
#
# Stack affine layers as high as you like: they stay one affine map. Put a kink between them, and each layer
# can double what the one before has made. You prove the first by computing it, and build the second. It takes
# 45 to 60 minutes and goes with [chapter 05](../course/05_depth.ipynb).
#
# Write where the dots `...` are, run the cell, then run the `check` cell below it. It names what is wrong,
# as often as you like. Stuck? `hint("depth.collapse")` gives a first hint, and two more when you call it
# again.
#
# As always, `W` is `(n_out, n_in)` and `b` is `(n_out,)`; for one sample `x`, the pre-activation is
# $z = W x + b$.

# %% tags=["setup"]
import numpy as np

from nnkit.grading import check, hint

# %% [markdown]
# ## 1 · Two layers, one map (3 points)
#
# Two layers with no activation function between them:
#
# $$z = W_2 (W_1 x + b_1) + b_2$$
#
# Write `collapse(W1, b1, W2, b2)`, which returns the `W` and `b` of the one layer that does the same,
# $z = W x + b$ for every $x$. `W1` is `(n1, n0)`, `b1` `(n1,)`, `W2` `(n2, n1)`, `b2` `(n2,)`; so `W` is
# `(n2, n0)` and `b` `(n2,)`. The inputs stay as they were.
#
# `W1 = [[1, -2], [0, 3]]`, `b1 = [-1, 2]`, `W2 = [[2, -1]]`, `b2 = [0.5]` collapse to `W = [[2, -7]]`,
# `b = [-3.5]`.
#
# A hundred such layers are worth one: this is why networks bend.


# %% problem="depth.collapse" tags=["answer"]
def collapse(W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the one layer that equals two layers without an activation function between them.

    Parameters
    ----------
    W1, b1 : (n1, n0), (n1,)  the first layer; left unchanged.
    W2, b2 : (n2, n1), (n2,)  the second layer; left unchanged.

    Returns
    -------
    W : (n2, n0)
    b : (n2,)
    """
    ### BEGIN SOLUTION
    return W2 @ W1, W2 @ b1 + b2
    ### END SOLUTION


# %% problem="depth.collapse" tags=["check"]
check("depth.collapse")

# %% [markdown]
# ## 2 · Without ReLU it is logistic regression (3 points)
#
# A classifier with M hidden units, from which someone has deleted the ReLU:
#
# $$p = \operatorname{sigmoid}\big(w_2 \cdot (W_1 x + b_1) + b_2\big)$$
#
# Prove that it is logistic regression, $\operatorname{sigmoid}(w \cdot x + b)$, by giving its weights: write
# `as_logistic_regression(W1, b1, w2, b2)` for `W1` `(M, d)`, `b1` and `w2` `(M,)`, `b2` a number. Return `w`
# of shape `(d,)` and `b`, a number. The inputs stay as they were.
#
# `W1 = [[1, 2], [0, -1], [2, 1]]`, `b1 = [1, 0, -1]`, `w2 = [1, -2, 0.5]`, `b2 = 0.5` give `w = [2, 4.5]`
# and `b = 1`.
#
# So its boundary is a straight line, however many units it hides.


# %% problem="depth.logistic" tags=["answer"]
def as_logistic_regression(
    W1: np.ndarray, b1: np.ndarray, w2: np.ndarray, b2: float
) -> tuple[np.ndarray, float]:
    """Return w and b with sigmoid(w · x + b) = sigmoid(w2 · (W1 x + b1) + b2) for every x.

    Parameters
    ----------
    W1, b1 : (M, d), (M,)  the hidden layer, without an activation function; left unchanged.
    w2, b2 : (M,), number  the output unit.

    Returns
    -------
    w : (d,)
    b : one number
    """
    ### BEGIN SOLUTION
    w = w2 @ W1
    b = w2 @ b1 + b2
    return w, b
    ### END SOLUTION


# %% problem="depth.logistic" tags=["check"]
check("depth.logistic")

# %% [markdown]
# ## 3 · Kinks and slopes (5 points)
#
# One input, one hidden layer: `y = w2 @ relu(w1 * x + b1) + b2` is straight between its kinks. Write
# `kinks(w1, b1, w2, b2)`, for three arrays `(M,)` and a number. Return
#
# - `positions` `(K,)`: the places $-b_1/w_1$ of all units with $w_1 \neq 0$ and $w_2 \neq 0$, sorted. A place
#   that several units share is listed once, even if their bends cancel.
# - `slopes` `(K + 1,)`: those of the pieces, from left to right.
#
# The triangle `w1 = [1, 1, 1]`, `b1 = [0, -1, -2]`, `w2 = [1, -2, 1]`, `b2 = 0` gives `[0, 1, 2]` and
# `[0, 1, -1, 0]`. Without a kink `positions` is empty.
#
# So M units make M + 1 pieces at most.


# %% problem="depth.kinks" tags=["answer"]
def kinks(w1: np.ndarray, b1: np.ndarray, w2: np.ndarray, b2: float) -> tuple[np.ndarray, np.ndarray]:
    """Return where a ReLU network of one input and one hidden layer bends, and its slopes between.

    Parameters
    ----------
    w1, b1 : (M,)  weights and biases of the hidden units; left unchanged.
    w2, b2 : (M,), number  the linear output.

    Returns
    -------
    positions : (K,)      each −b1/w1 with w1 ≠ 0 and w2 ≠ 0, once, sorted.
    slopes    : (K + 1,)  the slope of each piece, from left to right.
    """
    ### BEGIN SOLUTION
    bends = (w1 != 0) & (w2 != 0)
    places = -b1[bends] / w1[bends]
    changes = (w2 * np.abs(w1))[bends]
    positions = np.unique(places)
    slopes = [np.sum((w1 * w2)[w1 < 0])]  # on at the far left: the units that look left
    for position in positions:
        slopes.append(slopes[-1] + np.sum(changes[places == position]))
    return positions, np.array(slopes)
    ### END SOLUTION


# %% problem="depth.kinks" tags=["check"]
check("depth.kinks")

# %% [markdown]
# ## 4 · Fold, and fold again (4 points)
#
# The tent climbs from 0 at $x = 0$ to 1 at $x = ½$ and is back at 0 for $x = 1$. Write
#
# - `tent(x)`, made of two units: `a * relu(x) + c * relu(x - 1/2)`. So it is 0 left of 0, and falls on beyond
#   1: `tent(3)` is −4.
# - `sawtooth(x, depth)`: the tent applied `depth` times, each time to its last result, for `x` in [0, 1].
#
# `x` is a number or an array, and so is the result. `sawtooth(0.3, 2)` is `tent(0.6)`, 0.8.
#
# Each tent doubles the pieces: depth 10 has 1024 of them from 20 units; one hidden layer needs 1023.


# %% problem="depth.tent" tags=["answer"]
def tent(x):
    """Return the tent: 0 at 0, 1 at ½, 0 at 1, from two ReLU units; x a number or an array."""
    ### BEGIN SOLUTION
    return 2 * np.maximum(x, 0) - 4 * np.maximum(x - 0.5, 0)
    ### END SOLUTION


def sawtooth(x, depth: int):
    """Return the tent applied `depth` times to x, a number or an array in [0, 1]; depth ≥ 1."""
    ### BEGIN SOLUTION
    for _ in range(depth):
        x = tent(x)
    return x
    ### END SOLUTION


# %% problem="depth.tent" tags=["check"]
check("depth.tent")

# %% [markdown]
# ## 5 · Eight pieces from six units (4 points)
#
# Give the weights of a ReLU network with one input, one output and at most **six** hidden units in all that
# has at least **eight** linear pieces on [0, 1].
#
# You choose how many layers it has. `Ws` is the list of their matrices, each `(n_out, n_in)`, and `bs` that
# of their biases, each `(n_out,)`. ReLU follows every layer but the last, which is linear. For example, the
# triangle of problem 3 is `Ws = [[[1], [1], [1]], [[1, -2, 1]]]` and `bs = [[0, -1, -2], [0]]`; it has one
# piece on [0, 1].
#
# The check counts exactly, and tells how many pieces you have. Many answers are right.

# %% problem="depth.regions" tags=["answer"]
### BEGIN SOLUTION
again = [[2, -4], [2, -4]]  # both units of the next tent read the output of this one
Ws = [[[1], [1]], again, again, [[2, -4]]]
bs = [[0, -0.5], [0, -0.5], [0, -0.5], [0]]
### STUB
# Ws = ...
# bs = ...
### END SOLUTION

# %% problem="depth.regions" tags=["check"]
check("depth.regions")

# %% [markdown]
# ## 6 · Four sentences to finish (2 points)
#
# Give each name the letter of its true ending.
#
# - `linear`: ten layers without activation functions, one of them 5 wide, can be **A** any affine map, **B**
#   a map with ten bends, **C** only an affine map of rank 5 or less.
# - `bends`: two layers collapse if between them stands **A** a leaky ReLU of slope 1 below 0, **B** one of
#   slope 0.1, **C** tanh with small weights.
# - `wide`: one layer of M ReLU units cuts a line into at most **A** M pieces, **B** M + 1, **C** $2^M$.
# - `typical`: ten random layers of two ReLU units cut [0, 1] into **A** 1024 pieces, **B** half as many,
#   **C** a few.

# %% problem="depth.claims" tags=["answer"]
### BEGIN SOLUTION
linear = "C"
bends = "A"
wide = "B"
typical = "C"
### END SOLUTION

# %% problem="depth.claims" tags=["check"]
check("depth.claims")

# %% [markdown]
# ## What you have now
#
# Two facts that pull in opposite directions. Depth without bends is worth nothing: `collapse` undoes it.
# Depth with bends can be worth a great deal: `sawtooth` doubles its pieces with every two units. Whether
# training finds such folds is another question, and `kinks` lets you look. Back to [chapter
# 05](../course/05_depth.ipynb).
