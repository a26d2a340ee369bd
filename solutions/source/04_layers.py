# %% [markdown]
# # 04 · Exercises: layers and the forward pass
#
# From one unit to a network: first with a pencil, then in shapes and counts, and at last in code that sends
# a whole batch through any number of layers and remembers what it saw. It takes 40 to 60 minutes and goes
# with chapter 04.
#
# Write where the dots `...` are, run the cell, then run the `check` cell below it. It names what is wrong,
# as often as you like. Stuck? `hint("layers.by_hand")` gives a first hint, and two more when you call it
# again.
#
# Throughout: one sample is a row, `W` is `(n_out, n_in)`, `z` is the value before the activation function
# and `a` the one after it.

# %% tags=["setup"]
import numpy as np

from nnkit.grading import check, hint, mine

# %% [markdown]
# ## Warming up: one pass worked out
#
# $x = [2, 1]$ goes through two hidden units with ReLU and a linear output. Row $j$ of `W1` holds the weights
# of hidden unit $j$:
#
# `W1 = [[1, -2], [0, 3]]`, `b1 = [-1, 2]`, `W2 = [[2, -1]]`, `b2 = [0.5]`
#
# | step | unit 0 | unit 1 |
# |---|---|---|
# | $z_1 = W_1 x + b_1$ | 1 · 2 − 2 · 1 − 1 = **−1** | 0 · 2 + 3 · 1 + 2 = **5** |
# | $a_1 = \max(z_1, 0)$ | **0** | **5** |
# | $y = W_2 a_1 + b_2$ | 2 · 0 − 1 · 5 + 0.5 = **−4.5** | |
#
# The first unit is off: whatever weight it has at the output, nothing of it arrives.

# %% [markdown]
# ## And one with gaps
#
# Fill the three gaps in your head, then open the answer.
#
# `x = [1, 2]`, `W1 = [[3, 1], [1, -1]]`, `b1 = [1, -4]`, `W2 = [[1, 3]]`, `b2 = [-2]`
#
# | step | unit 0 | unit 1 |
# |---|---|---|
# | $z_1$ | 3 · 1 + 1 · 2 + 1 = **6** | 1 · 1 − 1 · 2 − 4 = ? |
# | $a_1$ | **6** | ? |
# | $y$ | 1 · 6 + 3 · ? − 2 = ? | |
#
# <details><summary>Answer</summary>
#
# z1 = [6, -5], a1 = [6, 0], y = 4. The second unit is off, so its weight 3 does not matter.
#
# </details>

# %% [markdown]
# ## 1 · By hand (3 points)
#
# Now with numbers that are yours alone. Run this cell, take a pencil, and find
#
# - `z1`: the two pre-activations of the hidden layer,
# - `a1`: the two activations, ReLU of `z1`,
# - `y`: the output, one number; the last layer is linear.
#
# `x`, `W1`, `b1`, `W2` and `b2` mean what they mean above. Write plain numbers, `[-1, 5]` and `-4.5`, to
# three decimals where needed. Once in a lifetime this should be done by hand: every forward pass, of every
# size, is these three lines.

# %% tags=["given"]
x, W1, b1, W2, b2 = mine("layers.by_hand")

# %% problem="layers.by_hand" tags=["answer"]
### BEGIN SOLUTION
z1 = np.dot(W1, x) + b1
a1 = np.where(z1 > 0, z1, 0)
y = np.dot(W2[0], a1) + b2[0]
### STUB
# z1 = [..., ...]
# a1 = [..., ...]
# y = ...
### END SOLUTION

# %% problem="layers.by_hand" tags=["check"]
check("layers.by_hand")

# %% [markdown]
# ## 2 · Every shape (3 points)
#
# A 3-4-3-2 network reads a batch of `N = 5` samples with three inputs each. Its first layer has `W1` of
# shape `[4, 3]`, `b1` `[4]`, and `z1` and `a1` `[5, 4]`; its last has `W3` `[2, 3]`, `b3` `[2]`, `z3` and
# `a3` `[5, 2]`.
#
# Your network has the four `sizes` and the batch size `N` that this cell shows. Write the shape of every
# array as a list: `[rows, columns]` for a table, `[entries]` for `b`. Each name holds three shapes, for
# layers 1, 2 and 3.
#
# Most errors in a network's code are shapes that do not fit, and a few are shapes that fit by accident.

# %% tags=["given"]
sizes, N = mine("layers.shapes")

# %% problem="layers.shapes" tags=["answer"]
### BEGIN SOLUTION
shape_W = [[sizes[l], sizes[l - 1]] for l in (1, 2, 3)]
shape_b = [[n] for n in sizes[1:]]
shape_z = [[N, n] for n in sizes[1:]]
shape_a = shape_z
### STUB
# shape_W = [[..., ...], [..., ...], [..., ...]]
# shape_b = [[...], [...], [...]]
# shape_z = [[..., ...], [..., ...], [..., ...]]
# shape_a = [[..., ...], [..., ...], [..., ...]]
### END SOLUTION

# %% problem="layers.shapes" tags=["check"]
check("layers.shapes")

# %% [markdown]
# ## 3 · Counting parameters (2 points)
#
# What a network learns is its weights and biases. How many numbers is that?
#
# Write `count_parameters(sizes)`: `sizes` is a list such as `[10, 50, 3]`, ten inputs, fifty hidden units,
# three outputs; there may be any number of hidden layers, or none. The result is one whole number.
#
# | network | parameters |
# |---|---|
# | 2-3-1 | 13 |
# | 10-50-3 | 703 |
# | 10-64-5 | 1,029 |
# | 784-256-128-10 | 235,146 |
#
# The count says how much memory a network needs, and how much work each step of training is.


# %% problem="layers.count" tags=["answer"]
def count_parameters(sizes: list[int]) -> int:
    """Return the number of weights and biases of a dense network.

    Parameters
    ----------
    sizes : numbers of inputs, of units in each hidden layer, and of outputs.

    Returns
    -------
    one whole number
    """
    ### BEGIN SOLUTION
    total = 0
    for l in range(1, len(sizes)):
        total += sizes[l] * (sizes[l - 1] + 1)  # each unit: its weights and one bias
    return total
    ### END SOLUTION


# %% problem="layers.count" tags=["check"]
check("layers.count")

# %% [markdown]
# ## 4 · A layer, for a batch (4 points)
#
# For sample $n$ and unit $j$,
#
# $$z_{nj} = \sum_i a_{ni} W_{ji} + b_j$$
#
# Write `dense_forward(a_prev, W, b)`: `a_prev` is `(N, n_in)`, one sample a row, `W` is `(n_out, n_in)`, `b`
# is `(n_out,)`. Return `z` of shape `(N, n_out)`, without an activation function; all inputs stay as they
# were.
#
# With `W1` and `b1` of the worked example, the batch `[[2, 1], [0, -1]]` gives `[[-1, 5], [1, -1]]`.
#
# One product for all samples and all units: this is why networks run on hardware built for matrices.


# %% problem="layers.dense_forward" tags=["answer"]
def dense_forward(a_prev: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the pre-activations z of one layer for a batch.

    Parameters
    ----------
    a_prev : (N, n_in)     what the layer reads, one sample a row; left unchanged.
    W      : (n_out, n_in) row j holds the weights of unit j.
    b      : (n_out,)      one bias for each unit.

    Returns
    -------
    (N, n_out)  z
    """
    ### BEGIN SOLUTION
    return a_prev @ W.T + b
    ### END SOLUTION


# %% problem="layers.dense_forward" tags=["check"]
check("layers.dense_forward")

# %% [markdown]
# ## 5 · The forward pass, with a cache (5 points)
#
# Write `forward(x, Ws, bs)` for a batch `x` `(N, d)` and L layers, whose weights and biases come in the
# lists `Ws` and `bs`. ReLU follows each layer but the last, which is linear. Return two lists:
#
# - `zs`: the L pre-activations, before ReLU,
# - `activations`: L + 1 arrays, first `x`, then the activation of each layer; the last is the output.
#
# The worked example, `x = [[2, 1]]`, gives `zs` `[[-1, 5]]`, `[[-4.5]]` and `activations` `[[2, 1]]`,
# `[[0, 5]]`, `[[-4.5]]`. Your `dense_forward` may be used; `x` stays as it was.
#
# Why keep all this? The backward pass needs every number of it, and recomputing costs more than remembering.


# %% problem="layers.forward" tags=["answer"]
def forward(x: np.ndarray, Ws: list[np.ndarray], bs: list[np.ndarray]) -> tuple[list, list]:
    """Send a batch through all layers; keep every z and every a.

    Parameters
    ----------
    x  : (N, d)  one sample a row; left unchanged.
    Ws : L arrays (n_out, n_in), one for each layer.
    bs : L arrays (n_out,).

    Returns
    -------
    zs          : L arrays (N, n_out), the pre-activations.
    activations : L + 1 arrays: x, then the activation of each layer.
    """
    ### BEGIN SOLUTION
    zs, activations = [], [x]
    for W, b in zip(Ws, bs, strict=True):
        z = dense_forward(activations[-1], W, b)
        zs.append(z)
        is_last = len(zs) == len(Ws)
        activations.append(z if is_last else np.maximum(z, 0))
    return zs, activations
    ### END SOLUTION


# %% problem="layers.forward" tags=["check"]
check("layers.forward")

# %% [markdown]
# ## 6 · One layer after another (2 points)
#
# Three inputs, two hidden layers of two sigmoid units (p, q, then r, s), a linear output y: the network unit
# by unit, its lines shuffled.
#
# ```text
# A   y = w_y @ [r, s] + b_y
# B   r = sigmoid(w_r @ [p, q] + b_r)
# C   return y, cache
# D   p = sigmoid(w_p @ x + b_p)
# E   cache["second"] = [r, s]
# F   s = sigmoid(w_s @ [p, q] + b_s)
# G   q = sigmoid(w_q @ x + b_q)
# H   cache["first"] = [p, q]
# I   cache = {}
# ```
#
# Write an order in which they run, as a text: `"ABCDEFGHI"`. Several are right, for within a layer the units
# do not wait for each other. Stack `w_p` over `w_q`, and they become one matrix.

# %% problem="layers.order" tags=["answer"]
### BEGIN SOLUTION
order = "IDGHBFEAC"
### END SOLUTION

# %% problem="layers.order" tags=["check"]
check("layers.order")

# %% [markdown]
# ## What you have now
#
# A forward pass for any dense network: `dense_forward` for a layer, `forward` for all of them, with the cache
# that the backward pass of set 08 will read from its end to its beginning. You know every shape on the way,
# and how many numbers are waiting to be learnt. Back to [chapter 04](../course/04_layers.ipynb).
