# %% [markdown]
# # 02 · Exercises: one neuron
#
# A neuron is a weighted sum, a bias and a bend. You compute one by hand, then in code; you find where it
# changes its mind, build gates from it, and let it learn one step. It takes 40 to 60 minutes and goes with
# [chapter 02](../course/02_neuron.ipynb).
#
# Write where the dots `...` are, run the cell, then run the `check` cell below it. It names what is wrong, as
# often as you like. Stuck? `hint("neuron.neuron")` gives a first hint, and two more when you call it again.
#
# Throughout, a sample has `d` inputs, a batch `N` rows; `w` holds the weights, `b` the bias, `z` the
# pre-activation and `a` the output.

# %% tags=["setup"]
import numpy as np

from nnkit.grading import check, hint, mine

# %% [markdown]
# ## One neuron, worked
#
# $$z = w \cdot x + b, \qquad a = \sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# With x = [3, 1], w = [0.5, −2] and b = 1:
#
# - multiply in pairs and add: 0.5 · 3 + (−2) · 1 = −0.5
# - add the bias: z = −0.5 + 1 = 0.5
# - bend: a = 1 / (1 + e^(−0.5)) = 0.622
#
# The output is above one half, so the neuron leans towards class 1.

# %% [markdown]
# ## 1 · A neuron by hand (2 points)
#
# Fill the gaps in your head first. With x = [1, 2], w = [−1, 0.5] and b = −0.5:
#
# - (−1) · 1 + __ · __ = 0
# - z = 0 + __ = −0.5
# - a = 1 / (1 + e^__) = 0.378
#
# Now numbers of your own, three inputs this time. Run the next cell, and find
#
# - `z`: the pre-activation,
# - `a`: the output of the sigmoid,
#
# each to three decimals. Numbers or expressions such as `1 / (1 + np.exp(0.3))` will do. Whoever has done
# this once with a pencil reads every later line of code with different eyes.

# %% tags=["given"]
x, w, b = mine("neuron.by_hand")

# %% problem="neuron.by_hand" tags=["answer"]
### BEGIN SOLUTION
z = np.dot(w, x) + b
a = 1 / (1 + np.exp(-z))
### END SOLUTION

# %% problem="neuron.by_hand" tags=["check"]
check("neuron.by_hand")

# %% [markdown]
# ## 2 · A neuron in code (3 points)
#
# Write `neuron(x, w, b)`, which returns $a = \sigma(w \cdot x + b)$.
#
# - `x` of shape `(d,)` is one sample: the result is one number.
# - `x` of shape `(N, d)` is a batch: the result has shape `(N,)`, one output for each row.
#
# `w` has shape `(d,)` in both cases, and `b` is one number. For `x = [3, 1]`, `w = [0.5, −2]`, `b = 1` the
# result is 0.622; for `x = [[3, 1], [1, 1]]` it is `[0.622, 0.378]`. It must be a number even where z is
# 1000 or −1000.
#
# Networks are made of exactly this, many times over, and always for a whole batch at once.


# %% problem="neuron.neuron" tags=["answer"]
def neuron(x: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Return the output of one sigmoid neuron, a = σ(w·x + b).

    Parameters
    ----------
    x : (d,) or (N, d)  one sample, or a batch with one sample a row; left unchanged.
    w : (d,)  weights.
    b : one number, the bias.

    Returns
    -------
    one number for (d,), or (N,) for (N, d)
    """
    ### BEGIN SOLUTION
    z = x @ w + b
    return 1 / (1 + np.exp(-z))
    ### END SOLUTION


# %% problem="neuron.neuron" tags=["check"]
check("neuron.neuron")

# %% [markdown]
# ## 3 · Where a neuron changes its mind (4 points)
#
# A sigmoid neuron calls a point (x1, x2) class 1 where a > 0.5, else class 0. In between runs the line z = 0.
# For your own w, b and three points, give
#
# - `slope` and `intercept` of the line: x2 = slope · x1 + intercept,
# - its `distance` from the origin,
# - `normal`: the vector of length 1 at right angles to it that points to class 1,
# - `classes` of the three points, each 0 or 1,
#
# to three decimals. For w = [3, −4], b = 2: slope 0.75, intercept 0.5, distance 0.4, normal [0.6, −0.8]; the
# point (0, 1) is class 0.
#
# So w and b are a picture, not only numbers.

# %% tags=["given"]
w, b, points = mine("neuron.boundary")

# %% problem="neuron.boundary" tags=["answer"]
### BEGIN SOLUTION
length = np.sqrt(w[0] ** 2 + w[1] ** 2)
slope = -w[0] / w[1]
intercept = -b / w[1]
distance = abs(b) / length
normal = [w[0] / length, w[1] / length]
classes = [int(w[0] * p[0] + w[1] * p[1] + b > 0) for p in points]
### STUB
# slope = ...
# intercept = ...
# distance = ...
# normal = [..., ...]
# classes = [..., ..., ...]
### END SOLUTION

# %% problem="neuron.boundary" tags=["check"]
check("neuron.boundary")

# %% [markdown]
# ## 4 · Gates (4 points)
#
# A threshold unit says 1 where w1·x1 + w2·x2 + b > 0, else 0. Its inputs are 0 or 1: four cases, the corners
# of a square.
#
# Write `AND`, `OR` and `NAND` as lists `[w1, w2, b]`. Every corner must keep a distance of at least 0.1 from
# the line z = 0. Example: `[1, 0, -0.5]` says 1 at (1, 0) and (1, 1); it copies x1, at a distance of 0.5.
#
# Then break it: no unit computes XOR, 1 where exactly one input is 1. Give `XOR`, a unit with as many of the
# four cases right as possible, and `xor_right`, how many that is.
#
# NAND alone builds computers; XOR called for hidden layers.

# %% problem="neuron.gates" tags=["answer"]
### BEGIN SOLUTION
AND = [1, 1, -1.5]
OR = [1, 1, -0.5]
NAND = [-1, -1, 1.5]
XOR = [1, 1, -0.5]  # OR: only (1, 1) is wrong
xor_right = 3
### STUB
# AND = [..., ..., ...]
# OR = [..., ..., ...]
# NAND = [..., ..., ...]
# XOR = [..., ..., ...]
# xor_right = ...
### END SOLUTION

# %% problem="neuron.gates" tags=["check"]
check("neuron.gates")

# %% [markdown]
# ## 5 · One step of learning (5 points)
#
# With $p_n = \sigma(w \cdot x_n + b)$ and labels $y_n$ of 0 or 1, the mean cross-entropy
#
# $$L = -\frac{1}{N} \sum_n y_n \log p_n + (1 - y_n) \log (1 - p_n)$$
#
# has the error signal $\delta_n = \partial L / \partial z_n = (p_n - y_n) / N$.
#
# Write `logistic_step(X, y, w, b, eta)`: one step of gradient descent. It returns the new `w` and `b`, and
# the loss *before* the step, computed from z: z = 1000 with y = 0 costs 1000, not `inf`.
#
# For `X = [[1, 2], [3, 0]]`, `y = [1, 0]`, `w = [0.5, −0.5]`, `b = 0`, `eta = 1`: `w` becomes
# `[−0.415, 0.122]`, `b` −0.098; the loss was 1.338.
#
# All training repeats such a step.


# %% problem="neuron.logistic_step" tags=["answer"]
def logistic_step(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float, eta: float):
    """Go one step down the mean binary cross-entropy of a sigmoid unit.

    Parameters
    ----------
    X : (N, d)  samples; left unchanged, like y and w.
    y : (N,)    labels, 0 or 1.
    w : (d,)    weights.
    b : one number, the bias.
    eta : the learning rate.

    Returns
    -------
    w (d,) and b after the step, and the mean loss before it
    """
    ### BEGIN SOLUTION
    z = X @ w + b
    loss = np.mean(np.logaddexp(0, z) - y * z)
    delta = (1 / (1 + np.exp(-z)) - y) / len(y)
    return w - eta * (delta @ X), b - eta * delta.sum(), loss
    ### END SOLUTION


# %% problem="neuron.logistic_step" tags=["check"]
check("neuron.logistic_step")

# %% [markdown]
# ## Six questions about neurons
#
# `learning`: why can a threshold unit not learn by gradient descent?
#
# - A: outputs of 0 and 1 cannot be compared with a target
# - B: small changes of w leave its output as it is
# - C: it has no derivative at z = 0
# - D: it has fewer boundaries to choose from than a sigmoid neuron
#
# `bias`: b grows, w stays. What happens?
#
# - A: the boundary turns
# - B: the transition from 0 to 1 gets steeper
# - C: the output can exceed 1
# - D: the boundary moves, parallel to itself

# %% [markdown]
# `detector`: a neuron detects something. For which inputs is its output largest?
#
# - A: those that reach far in the direction of w
# - B: those nearest to the point w
# - C: long ones at right angles to w
# - D: the longest ones, in whatever direction
#
# `rule`: class 1 where a > 0.5. Which rule is the same?
#
# - A: z > 0.5
# - B: z > 1
# - C: z > 0
# - D: a > 0

# %% [markdown]
# `stricter`: now class 1 only where a > 0.9. What does the boundary do?
#
# - A: it stays
# - B: it moves, parallel to itself, the way w points
# - C: it becomes a curve
# - D: it moves, parallel to itself, against w
#
# `scaled`: w and b are both doubled. What changes?
#
# - A: the boundary moves to twice its distance from the origin
# - B: nothing at all
# - C: the boundary stays, the outputs move closer to 0 and 1
# - D: the boundary moves to half its distance from the origin

# %% [markdown]
# ## 6 · What a neuron can tell (3 points)
#
# Give each of the six questions above its letter, such as `bias = "A"`. They come in pairs: two right letters
# score a point. Answer before you try; then the slider of chapter 02 may settle what is left.

# %% problem="neuron.threshold" tags=["answer"]
### BEGIN SOLUTION
learning = "B"
bias = "D"
detector = "A"
rule = "C"
stricter = "B"
scaled = "C"
### END SOLUTION

# %% problem="neuron.threshold" tags=["check"]
check("neuron.threshold")

# %% [markdown]
# ## What you have now
#
# One neuron, inside out: its number, its picture, its limits and its first step of learning. `neuron` for a
# batch is a layer with a single unit; `logistic_step`, repeated, is logistic regression. XOR is what a single
# unit will never do: that takes a second layer. Back to [chapter 02](../course/02_neuron.ipynb).
