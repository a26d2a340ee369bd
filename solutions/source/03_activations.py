# %% [markdown]
# # 03 · Exercises: activation functions
#
# The bend in every unit, its slope, and what happens where the slope is 0. You write the family, mend a
# backward pass, and kill a layer on purpose. It takes 45 to 60 minutes and goes with [chapter
# 03](../course/03_activations.ipynb).
#
# Write where the dots `...` are, run the cell, then run the `check` cell below it. It names what is wrong,
# as often as you like. Stuck? `hint("activations.relu")` gives a first hint, and two more when you call it
# again.
#
# Throughout, `z` is a pre-activation, `a = φ(z)` the activation, `N` the number of samples.

# %% tags=["setup"]
import numpy as np

from nnkit.grading import check, hint, mine

# %% [markdown]
# ## 1 · ReLU and its slope (2 points)
#
# $$\operatorname{relu}(z) = \max(0, z)$$
#
# Write `relu(z)` and its slope `relu_prime(z)`. Both take an array of any shape, work entry by entry, return
# an array of that shape, and leave `z` as it was. At the kink, z = 0, the slope is 0 by convention.
#
# For `z = [-2, 0, 3]`, relu gives `[0, 0, 3]` and its slope is `[0, 0, 1]`.
#
# Why the slope as well? In the backward pass it decides which units let the error through.


# %% problem="activations.relu" tags=["answer"]
def relu(z: np.ndarray) -> np.ndarray:
    """Return max(0, z), entry by entry; z of any shape is left unchanged."""
    ### BEGIN SOLUTION
    return np.maximum(z, 0.0)
    ### END SOLUTION


def relu_prime(z: np.ndarray) -> np.ndarray:
    """Return the slope of relu at z: 1 where z > 0, else 0."""
    ### BEGIN SOLUTION
    return (z > 0).astype(np.float64)
    ### END SOLUTION


# %% problem="activations.relu" tags=["check"]
check("activations.relu")

# %% [markdown]
# ## 2 · A sigmoid that does not overflow (4 points)
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}} = \frac{e^z}{1 + e^z}, \qquad \sigma'(z) = a\,(1 - a)
# \quad\text{with}\quad a = \sigma(z)$$
#
# Write `sigmoid(z)` and `sigmoid_prime(z)` for arrays of any shape, left as they were.
#
# `sigmoid([-1, 0, 2])` is `[0.269, 0.5, 0.881]`, and the slopes there are `[0.197, 0.25, 0.105]`.
#
# One catch: at z = −1000 the first form needs $e^{1000}$, which overflows (NumPy warns), and at z = 1000 the
# second one becomes `inf / inf`. Yours must manage both, with no overflow on the way: such pre-activations
# occur whenever training goes astray.


# %% problem="activations.sigmoid" tags=["answer"]
def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + e^−z), entry by entry, without overflow; z is left unchanged."""
    ### BEGIN SOLUTION
    e = np.exp(-np.abs(z))  # at most 1
    return np.where(z > 0, 1.0, e) / (1.0 + e)
    ### END SOLUTION


def sigmoid_prime(z: np.ndarray) -> np.ndarray:
    """Return the slope of sigmoid at z: a (1 − a) with a = sigmoid(z)."""
    ### BEGIN SOLUTION
    a = sigmoid(z)
    return a * (1.0 - a)
    ### END SOLUTION


# %% problem="activations.sigmoid" tags=["check"]
check("activations.sigmoid")

# %% [markdown]
# ## 3 · tanh is a sigmoid in disguise (3 points)
#
# $\tanh(x) = 2\,\sigma(2x) - 1$: fill in the derivation for your own `x`. Run this cell, then give five
# numbers, to three decimals, as numbers or expressions:
#
# 1. `s` $= \sigma(2x)$
# 2. `a` $= 2s - 1$, which is $\tanh(x)$
# 3. `ds` $= \sigma'(2x)$, the slope of the sigmoid at $2x$
# 4. `factor`: $\tanh'(x) = $ `factor` $\cdot\, \sigma'(2x)$, by the chain rule
# 5. `slope` $= \tanh'(x)$, from `a` alone
#
# For x = 0.5: s = 0.731, a = 0.462, ds = 0.197 and slope = 0.786.
#
# Why it matters: the slope comes from the activation that the forward pass has kept, with no second tanh.

# %% tags=["given"]
x = mine("activations.tanh")

# %% problem="activations.tanh" tags=["answer"]
### BEGIN SOLUTION
s = 1 / (1 + np.exp(-2 * x))
a = 2 * s - 1
ds = s * (1 - s)
factor = 2 * 2
slope = 1 - a**2
### END SOLUTION

# %% problem="activations.tanh" tags=["check"]
check("activations.tanh")

# %% [markdown]
# ## 4 · The family (4 points)
#
# | function | z > 0 | z ≤ 0 |
# |---|---|---|
# | `leaky_relu(z, alpha=0.01)` | z | αz |
# | `elu(z, alpha=1.0)` | z | α (e^z − 1) |
#
# and, for every z, `silu(z)` = z σ(z) and `softplus(z)` = log(1 + e^z).
#
# Arrays of any shape, left as they were; `alpha` lies between 0 and 1. Your `sigmoid` may be used. Softplus
# must be right at 1000, where it is 1000, and at −1000, where it is 0.
#
# At z = −1 the four give `-0.01`, `-0.632`, `-0.269` and `0.313`.
#
# Each mends something: the first two keep dead units alive, the others have no corner.


# %% problem="activations.family" tags=["answer"]
def leaky_relu(z: np.ndarray, alpha: float = 0.01) -> np.ndarray:
    """Return z where z > 0, else alpha z."""
    ### BEGIN SOLUTION
    return np.where(z > 0, z, alpha * z)
    ### END SOLUTION


def elu(z: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """Return z where z > 0, else alpha (e^z − 1)."""
    ### BEGIN SOLUTION
    below = np.minimum(z, 0.0)  # so that no large z is exponentiated
    return np.where(z > 0, z, alpha * (np.exp(below) - 1.0))
    ### END SOLUTION


def silu(z: np.ndarray) -> np.ndarray:
    """Return z times sigmoid(z)."""
    ### BEGIN SOLUTION
    return z * sigmoid(z)
    ### END SOLUTION


def softplus(z: np.ndarray) -> np.ndarray:
    """Return log(1 + e^z), finite and right for z of any size."""
    ### BEGIN SOLUTION
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))
    ### END SOLUTION


# %% problem="activations.family" tags=["check"]
check("activations.family")

# %% [markdown]
# ## 5 · Repair: the slope in the wrong place (3 points)
#
# `gradients` walks forward and backward through one hidden layer of tanh units and a linear output. The loss
# is half the squared error, summed over the outputs, mean over the batch. It runs and all shapes fit, but
# its slope of the loss along W1 disagrees with a finite difference. Run both cells and look.
#
# One line is wrong. Find it and mend it; leave the rest as it is.
#
# `x` (N, d), `y` (N, K), `W1` (M, d), `b1` (M,), `W2` (K, M), `b2` (K,). Returned is a dict of all
# quantities.
#
# Pre-activation or activation: mixing them up is the most common mistake in backpropagation.


# %% problem="activations.repair" tags=["answer"]
def tanh_prime(z):
    """Return the slope of tanh at the pre-activation z."""
    return 1 - np.tanh(z) ** 2


def gradients(x, y, W1, b1, W2, b2):
    """Return z1, a1, z2, loss, delta2, dW2, db2, delta1, dW1, db1 in a dict."""
    z1 = x @ W1.T + b1
    a1 = np.tanh(z1)
    z2 = a1 @ W2.T + b2
    loss = ((z2 - y) ** 2).sum() / (2 * len(x))
    delta2 = (z2 - y) / len(x)
    dW2, db2 = delta2.T @ a1, delta2.sum(axis=0)
    ### BEGIN SOLUTION
    delta1 = (delta2 @ W2) * tanh_prime(z1)  # the slope at the number that went into tanh
    ### STUB
    # delta1 = (delta2 @ W2) * tanh_prime(a1)
    ### END SOLUTION
    dW1, db1 = delta1.T @ x, delta1.sum(axis=0)
    return {
        "z1": z1, "a1": a1, "z2": z2, "loss": loss, "delta2": delta2, "dW2": dW2, "db2": db2,
        "delta1": delta1, "dW1": dW1, "db1": db1,
    }  # fmt: skip


# %%
rng, step = np.random.default_rng(3), 1e-6
net = [rng.normal(size=shape) for shape in ((8, 2), (8, 1), (4, 2), 4, (1, 4), 1)]
there, here = [array.copy() for array in net], gradients(*net)
there[2][0, 0] += step
print("dW1[0, 0]:        ", round(here["dW1"][0, 0], 4))
print("finite difference:", round((gradients(*there)["loss"] - here["loss"]) / step, 4))

# %% problem="activations.repair" tags=["check"]
check("activations.repair")

# %% [markdown]
# ## 6 · Break it: dead units (3 points)
#
# Six samples `X` (6, 2) and four ReLU units with weights `W` (4, 2) are given. The activations are
# `relu(X @ W.T + b)`, of shape (6, 4). Find two bias vectors of shape `(4,)`:
#
# - `b_dead`: every activation is 0. No gradient passes, and nothing can be learnt.
# - `b_sparse`: every unit is active (above 0) on at least one sample, but at most 6 of the 24 activations
#   are above 0.
#
# Many answers are right. With X = [[1], [3]] and one unit of weight 2, a bias
# of −7 kills it and −4 leaves it one sample.
#
# One step that is too large does the same to biases.

# %% tags=["given"]
X = np.array([[-1.2, -1.0], [0.7, 1.7], [1.6, 1.1], [1.3, 1.2], [-0.6, -1.1], [1.6, -0.3]])
W = np.array([[0.6, 1.6], [1.3, -1.0], [1.8, 1.3], [-2.0, 0.2]])

# %% problem="activations.dead" tags=["answer"]
### BEGIN SOLUTION
z = np.sort(X @ W.T, axis=0)  # each column in order, the largest last
b_dead = -z[-1] - 0.1
b_sparse = -(z[-1] + z[-2]) / 2  # between the largest and the second largest
### STUB
# b_dead = ...
# b_sparse = ...
### END SOLUTION

# %% problem="activations.dead" tags=["check"]
check("activations.dead")

# %% [markdown]
# ## 7 · Six facts (2 points)
#
# A letter for each:
#
# | | A | B | C |
# |---|---|---|---|
# | `pair`: ReLU, w · x + b = −3 | z = −3, a = 0 | z = 0, a = −3 | z = 0, a = 0 |
# | `steepest`: the largest value of σ′ | 1 | 0.5 | 0.25 |
# | `ten`: the largest product of ten such slopes | 0.25 | 2.5 | 9.5e-7 |
# | `threshold` cannot learn by descent: | slope 0 | a jump at 0 | gives only 0 or 1 |
# | `positive` inputs: a unit's weight gradients, for one sample, are | positive | of one sign | very large |
# | `revive` a dead ReLU by | a larger eta | more epochs | raising its bias |

# %% problem="activations.facts" tags=["answer"]
### BEGIN SOLUTION
pair = "A"
steepest = "C"
ten = "C"
threshold = "A"
positive = "B"
revive = "C"
### END SOLUTION

# %% problem="activations.facts" tags=["check"]
check("activations.facts")

# %% [markdown]
# ## What you have now
#
# Six activations and two slopes that survive any number, and the habit that matters most: know whether you
# hold z or a. Slopes of 0.25 multiply to nothing in ten layers, and dead units pass on nothing at all; both
# come back in the set on [signals through depth](10_signals.ipynb). Back to [chapter
# 03](../course/03_activations.ipynb).
