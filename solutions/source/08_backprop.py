# %% [markdown]
# # 08 · Exercises: backpropagation
#
# From one number at a time to a whole network: you carry an error back by hand, name every factor on its way,
# write the backward pass of a layer and of a network, and then measure whether to believe it. It takes 60 to
# 75 minutes and goes with [chapter 08](../course/08_backprop.ipynb).
#
# Write where the dots `...` are, run the cell, then run the `check` cell below it. Stuck?
# `hint("backprop.by_hand")` gives a first hint, and two more when you call it again.
#
# Throughout, `delta` is ∂L/∂z of a layer: how much the loss changes when a pre-activation does. Losses are
# means over the batch, so the 1/N is in `delta` from the start.

# %% tags=["setup"]
import numpy as np

from nnkit.grading import check, hint, mine

# %% [markdown]
# ## Worked example
#
# `x = 2`, target `y = 1`; two sigmoid units with weights `0.5, -0.4` and biases `-0.3, 0.2`; a linear output
# with weights `0.6, -0.8` and bias `0.1`; loss $L = (y - \hat{y})^2 / 2$.
#
# Forward: `z = [0.7, -0.6]`, `a = [0.6682, 0.3543]`, `yhat = 0.2174`, `loss = 0.3062`.
#
# Back: the output is off by `delta2 = yhat - y = -0.7826`. Each weight gets this times what it multiplied,
# `dW2 = [-0.5229, -0.2773]`; the bias gets it as it is, `db2 = -0.7826`. A hidden unit gets it times its
# weight, times its sigmoid's slope $a (1 - a)$: `delta1 = [-0.1041, 0.1432]`. And the same again:
# `dW1 = [-0.2082, 0.2865]`, `db1 = [-0.1041, 0.1432]`.

# %% [markdown]
# ## 1 · Your own numbers (4 points)
#
# The same network with numbers that are yours alone: `W1`, `b1` and `W2` hold one entry for each hidden
# unit. Run this cell, and find
#
# - forward: `z` and `a` (lists of two), `yhat`, `loss`,
# - back: `delta2` = ∂L/∂ŷ, then `dW2` (two), `db2`, `delta1` = ∂L/∂z (two), `dW1` (two), `db1` (two),
#
# each to three decimals, for one sample and $L = (y - \hat{y})^2 / 2$. Write numbers, or expressions such as
# `1 / (1 + np.exp(-0.7))`.
#
# Why by hand, once: every line of a backward pass is one of these ten.

# %% tags=["given"]
x, y, W1, b1, W2, b2 = mine("backprop.by_hand")

# %% problem="backprop.by_hand" tags=["answer"]
### BEGIN SOLUTION
z = W1 * x + b1
a = 1 / (1 + np.exp(-z))
yhat = W2 @ a + b2
loss = 0.5 * (y - yhat) ** 2
delta2 = yhat - y
dW2 = delta2 * a
db2 = delta2
delta1 = delta2 * W2 * a * (1 - a)
dW1 = delta1 * x
db1 = delta1
### STUB
# z = [..., ...]
# a = [..., ...]
# yhat = ...
# loss = ...
# delta2 = ...
# dW2 = [..., ...]
# db2 = ...
# delta1 = [..., ...]
# dW1 = [..., ...]
# db1 = [..., ...]
### END SOLUTION

# %% problem="backprop.by_hand" tags=["check"]
check("backprop.by_hand")

# %% [markdown]
# ## The chain rule in a batch
#
# The same for `N` samples at once: `n_in` inputs, `M` hidden units, `K` outputs, a row for each sample.
#
# $$\frac{\partial L}{\partial W_2} = \delta_2^\top a_1, \qquad
# \delta_1 = \underbrace{(\delta_2 W_2)}_{\partial L / \partial a_1} \odot\, \phi'(z_1), \qquad
# \frac{\partial L}{\partial W_1} = \delta_1^\top x$$
#
# With `N, n_in, M, K = 5, 2, 3, 1`, for example, `a1` and `z1` have the shape `[5, 3]`. Whoever knows the
# shapes can write these formulas down without remembering them.

# %% [markdown]
# ## 2 · The chain, factor by factor (3 points)
#
# First the shapes, as lists of sizes: of `delta2`, `dW2`, `grad_a1` = ∂L/∂a1, `delta1`, `dW1` and `db1`, for
# your own `N`, `n_in`, `M`, `K`.
#
# Then one sample through a chain of single units:
#
# $$z_1 = w_1 x_0 + b_1,\ a_1 = \tanh z_1,\ z_2 = w_2 a_1 + b_2,\ a_2 = \sigma(z_2),\
# L = \tfrac{1}{2} (t - a_2)^2$$
#
# Its forward pass has left you `z1` and `z2`. Find the six local slopes (`da2_dz2` is $\partial a_2 /
# \partial z_2$, and so on), and the two products, to three decimals. For `z2 = 0` the slope `da2_dz2` would
# be 0.25: this is where gradients get smaller.

# %% tags=["given"]
N, n_in, M, K, x0, z1, w2, z2, t = mine("backprop.shapes")

# %% problem="backprop.shapes" tags=["answer"]
### BEGIN SOLUTION
shape_delta2 = [N, K]
shape_dW2 = [K, M]
shape_grad_a1 = [N, M]
shape_delta1 = [N, M]
shape_dW1 = [M, n_in]
shape_db1 = [M]

a1, a2 = np.tanh(z1), 1 / (1 + np.exp(-z2))
dL_da2 = a2 - t
da2_dz2 = a2 * (1 - a2)
dz2_dw2 = a1
dz2_da1 = w2
da1_dz1 = 1 - a1**2
dz1_dw1 = x0
dL_dw2 = dL_da2 * da2_dz2 * dz2_dw2
dL_dw1 = dL_da2 * da2_dz2 * dz2_da1 * da1_dz1 * dz1_dw1
### STUB
# shape_delta2 = [..., ...]
# shape_dW2 = [..., ...]
# shape_grad_a1 = [..., ...]
# shape_delta1 = [..., ...]
# shape_dW1 = [..., ...]
# shape_db1 = [...]
#
# dL_da2 = ...
# da2_dz2 = ...
# dz2_dw2 = ...
# dz2_da1 = ...
# da1_dz1 = ...
# dz1_dw1 = ...
# dL_dw2 = ...
# dL_dw1 = ...
### END SOLUTION

# %% problem="backprop.shapes" tags=["check"]
check("backprop.shapes")

# %% [markdown]
# ## 3 · One layer back (4 points)
#
# A layer computes $z = a_\text{prev} W^\top + b$. Write `dense_backward(delta, a_prev, W)`: from `delta` =
# ∂L/∂z, `(N, n_out)`, and `a_prev`, `(N, n_in)`,
#
# - `dW` `(n_out, n_in)` and `db` `(n_out,)`: sums over the samples (the 1/N of the mean loss is in `delta`),
# - `grad_a_prev` = ∂L/∂a_prev `(N, n_in)`,
#
# returned in this order. The arrays that come in stay as they were.
#
# `delta = [[1, 0], [2, -1]]`, `a_prev = [[1, 2, 0], [3, 0, -1]]`, `W = [[2, 0, 1], [0, -3, 1]]` give `dW` =
# `[[7, 2, -2], [-3, 0, 1]]`, `db` = `[3, -1]`, `grad_a_prev` = `[[2, 0, 1], [4, 3, 1]]`.
#
# A network of any depth needs only this, once for each layer.


# %% problem="backprop.dense_backward" tags=["answer"]
def dense_backward(delta: np.ndarray, a_prev: np.ndarray, W: np.ndarray):
    """Go back through z = a_prev Wᵀ + b; return dW, db and ∂L/∂a_prev.

    Parameters
    ----------
    delta : (N, n_out)  ∂L/∂z of the mean loss; left unchanged, as are the others.
    a_prev : (N, n_in)  what went into the layer.
    W : (n_out, n_in)   its weights.

    Returns
    -------
    dW (n_out, n_in), db (n_out,), grad_a_prev (N, n_in)
    """
    ### BEGIN SOLUTION
    dW = delta.T @ a_prev
    db = delta.sum(axis=0)
    return dW, db, delta @ W
    ### END SOLUTION


# %% problem="backprop.dense_backward" tags=["check"]
check("backprop.dense_backward")

# %% [markdown]
# ## 4 · Two layers, there and back (5 points)
#
# Write `two_layer(x, y, W1, b1, W2, b2)`: a tanh layer, a linear layer, and half the squared error, a mean
# over the samples:
#
# $$L = \frac{1}{N} \sum_n \tfrac{1}{2} \sum_k (z_{2,nk} - y_{nk})^2$$
#
# `x` is `(N, n_in)`, `y` `(N, K)`, `W1` `(M, n_in)`, `W2` `(K, M)`. Return a dict with `z1`, `a1`, `z2`,
# `loss`, `delta2`, `dW2`, `db2`, `delta1`, `dW1`, `db1`. Your `dense_backward` may be used; what comes in
# stays as it was.
#
# For `x = [[1, 0], [0, 2]]`, `y = [[1], [0]]`, `W1 = [[0.5, 0.25], [-1, 0.5]]`, `b1 = [0, 0.5]`,
# `W2 = [[2, -1]]`, `b2 = [0.5]`: `loss` is 0.264 and `dW2` `[[0.325, 0.030]]`.
#
# Training needs no more.


# %% problem="backprop.two_layer" tags=["answer"]
def two_layer(x: np.ndarray, y: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray):
    """Run a tanh layer and a linear layer forward, then go back from the mean loss.

    Parameters
    ----------
    x, y : (N, n_in), (N, K)          inputs and targets.
    W1, b1, W2, b2 : (M, n_in), (M,), (K, M), (K,)

    Returns
    -------
    dict with z1, a1, z2, loss, delta2, dW2, db2, delta1, dW1, db1
    """
    ### BEGIN SOLUTION
    z1 = x @ W1.T + b1
    a1 = np.tanh(z1)
    z2 = a1 @ W2.T + b2
    loss = 0.5 * np.sum((z2 - y) ** 2) / len(x)
    delta2 = (z2 - y) / len(x)
    dW2, db2, grad_a1 = dense_backward(delta2, a1, W2)
    delta1 = grad_a1 * (1 - a1**2)
    dW1, db1, _ = dense_backward(delta1, x, W1)
    back = {"delta2": delta2, "dW2": dW2, "db2": db2, "delta1": delta1, "dW1": dW1, "db1": db1}
    return {"z1": z1, "a1": a1, "z2": z2, "loss": loss, **back}
    ### END SOLUTION


# %% problem="backprop.two_layer" tags=["check"]
check("backprop.two_layer")

# %% [markdown]
# ## 5 · Trust, but measure (4 points)
#
# Differences need no calculus: let them judge your formulas. Write
#
# - `numerical_gradient(f, theta, h)`: for each entry $i$ of `theta`, $\big(f(\theta + h e_i) - f(\theta - h
#   e_i)\big) / 2h$, $e_i$ being 1 there, 0 elsewhere. `theta` has any shape, and may hold whole numbers or
#   float32: return float64 of that shape, and leave `theta` as it was;
# - `relative_error(g, n)`: the largest entry of $|g - n| / \max(10^{-12}, |g| + |n|)$.
#
# For $f = \sum \theta^3$ at `[1, 2]` and `h = 0.1` the first gives `[3.01, 12.01]`, each too large by $h^2$.
# `relative_error` of `[3, 0.2]` and `[3, 0.1]` is 0.333.
#
# The last two functions are given: the check calls them.


# %% problem="backprop.gradient_check" tags=["answer"]
def numerical_gradient(f, theta: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Return ∂f/∂theta by central differences: float64, of the shape of theta, which is left unchanged.

    Parameters
    ----------
    f : takes an array of theta's shape and returns one number.
    theta : of any shape, of any numeric type.
    h : the step.
    """
    ### BEGIN SOLUTION
    theta = np.array(theta, dtype=np.float64)
    gradient = np.zeros_like(theta)
    for i in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[i] += h
        down[i] -= h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient
    ### END SOLUTION


def relative_error(g: np.ndarray, n: np.ndarray) -> float:
    """Return the largest |g − n| / max(1e-12, |g| + |n|) of all entries."""
    ### BEGIN SOLUTION
    size = np.maximum(1e-12, np.abs(g) + np.abs(n))
    return np.max(np.abs(g - n) / size)
    ### END SOLUTION


def gradient_of_cubic(theta, *h):
    """Try numerical_gradient on f(θ) = Σ θ³, whose gradient is 3 θ²."""
    return numerical_gradient(lambda t: np.sum(t**3), theta, *h)


def gradient_of_product(theta, *h):
    """Try numerical_gradient on f(θ) = Π θ, in which each slope is the product of the other entries."""
    return numerical_gradient(np.prod, theta, *h)


# %% problem="backprop.gradient_check" tags=["check"]
check("backprop.gradient_check")

# %% [markdown]
# ## 6 · Repair: ten times the same (3 points)
#
# `train_two_layer` fits a ReLU layer and softmax by gradient descent on the mean cross-entropy. On the four
# points of XOR the loss falls to 0.001. Now every point comes ten times: the mean loss is the same, so its
# gradient is the same, and so should training be. But the loss shoots up to hundreds and ends at 0.681,
# hardly better than a coin. Run the two cells and look.
#
# One line is wrong, and no shape betrays it. Find it and mend it; leave `eta` and `steps` as they are.
#
# `x` is `(N, d)`, `y` `(N,)` classes; `losses` holds the mean loss before each step.


# %% problem="backprop.repair" tags=["answer"]
def train_two_layer(x, y, W1, b1, W2, b2, eta: float = 0.3, steps: int = 100):
    """Train by gradient descent from the given parameters; return W1, b1, W2, b2 and the losses (steps,)."""
    N, losses = len(x), []
    Y = np.eye(len(b2))[y]  # (N, K), one-hot
    for _ in range(steps):
        z1 = x @ W1.T + b1
        a1 = np.maximum(z1, 0)
        s = a1 @ W2.T + b2
        s = s - s.max(axis=1, keepdims=True)
        log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        losses.append(-(Y * log_p).sum() / N)
        ### BEGIN SOLUTION
        delta2 = (np.exp(log_p) - Y) / N  # of the mean loss, as reported
        ### STUB
        # delta2 = np.exp(log_p) - Y
        ### END SOLUTION
        delta1 = (delta2 @ W2) * (z1 > 0)
        W2, b2 = W2 - eta * (delta2.T @ a1), b2 - eta * delta2.sum(axis=0)
        W1, b1 = W1 - eta * (delta1.T @ x), b1 - eta * delta1.sum(axis=0)
    return W1, b1, W2, b2, losses


# %%
rng = np.random.default_rng(2)
corners, sides = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]]), np.array([0, 1, 1, 0])
start = (rng.normal(size=(6, 2)), np.zeros(6), rng.normal(size=(2, 6)) / 2, np.zeros(2))
for times in (1, 10):
    *_, history = train_two_layer(np.tile(corners, (times, 1)), np.tile(sides, times), *start)
    print(f"each point {times:>2} times: loss", *(f"{history[i]:.3f}" for i in (0, 1, 2, 3, 50, 99)))

# %% problem="backprop.repair" tags=["check"]
check("backprop.repair")

# %% [markdown]
# ## 7 · Put the step in order (2 points)
#
# One training step of a two-layer network, without biases; its lines are shuffled. Each reads what stands in
# its brackets.
#
# | | |
# |---|---|
# | A | `W2 = descend(W2, dW2)` |
# | B | `delta1 = through_phi(grad_a1, z1)` |
# | C | `dW1 = weight_gradient(delta1, x)` |
# | D | `grad_a1 = pull_back(delta2, W2)` |
# | E | `delta2 = output_error(z2, y)` |
# | F | `W1 = descend(W1, dW1)` |
# | G | `dW2 = weight_gradient(delta2, a1)` |
# | H | `z1, a1, z2 = forward(x, W1, W2)` |
#
# Give an order in which each line finds what it needs, as a list such as `["A", "B", ...]` or a text
# `"AB..."`. Every order that gives the right step is accepted. Which line must wait, though Python would not
# complain?

# %% problem="backprop.order" tags=["answer"]
### BEGIN SOLUTION
step_order = ["H", "E", "G", "D", "A", "B", "C", "F"]
### END SOLUTION

# %% problem="backprop.order" tags=["check"]
check("backprop.order")

# %% [markdown]
# ## What you have now
#
# The backward pass of every dense network, from the chain rule to code, and a way to test any gradient you
# will ever write. Turn it on yourself: with small arrays of your own, give `numerical_gradient` the function
# `lambda W: two_layer(x, y, W, b1, W2, b2)["loss"]` and the matrix `W1`, and compare the result with your
# `dW1`. A relative error below 1e-6 is agreement; one above 1e-3 is a mistake. Back to [chapter
# 08](../course/08_backprop.ipynb).
