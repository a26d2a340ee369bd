# %% [markdown]
# # 10 · Exercises: signals through depth
#
# A signal passes twenty layers forward, and an error twenty layers back. What keeps both from fading or
# exploding? You write the rules for the first weights, derive what they keep, watch signals, break networks
# on purpose and mend one. It takes 50 to 70 minutes and goes with [chapter 10](../course/10_signals.ipynb).
#
# Write where the dots `...` are, run the cell, then run the `check` cell below it. It names what is wrong,
# as often as you like. Stuck? `hint("signals.initialisers")` gives a first hint, and two more when you call
# it again.
#
# Throughout, `W` has shape `(n_out, n_in)`, a batch `x` has shape `(N, d)`, and `z = x @ W.T`.

# %% tags=["setup"]
import numpy as np

from nnkit.grading import check, hint, mine

# %% [markdown]
# ## 1 · Two rules for the first weights (3 points)
#
# - He, for ReLU: standard deviation $\sqrt{2 / n_\text{in}}$
# - Glorot (Xavier), for tanh and sigmoid: standard deviation $\sqrt{2 / (n_\text{in} + n_\text{out})}$
#
# Write `he_normal(n_out, n_in, seed)` and `xavier_normal(n_out, n_in, seed)`. Each makes one generator,
# `np.random.default_rng(seed)`, and lets its method `normal` draw all entries at once, with mean 0 and shape
# `(n_out, n_in)`.
#
# With 50 inputs and 10 units, He's standard deviation is 0.2 and Glorot's 0.183; `he_normal(2, 3, 0)` begins
# with 0.103.
#
# Why: too small, and the signal fades from layer to layer; too large, and it explodes.


# %% problem="signals.initialisers" tags=["answer"]
def he_normal(n_out: int, n_in: int, seed: int) -> np.ndarray:
    """Draw W (n_out, n_in) from N(0, 2 / n_in)."""
    ### BEGIN SOLUTION
    std = np.sqrt(2 / n_in)
    return np.random.default_rng(seed).normal(0, std, (n_out, n_in))
    ### END SOLUTION


def xavier_normal(n_out: int, n_in: int, seed: int) -> np.ndarray:
    """Draw W (n_out, n_in) from N(0, 2 / (n_in + n_out))."""
    ### BEGIN SOLUTION
    std = np.sqrt(2 / (n_in + n_out))
    return np.random.default_rng(seed).normal(0, std, (n_out, n_in))
    ### END SOLUTION


# %% problem="signals.initialisers" tags=["check"]
check("signals.initialisers")

# %% [markdown]
# ## 2 · What He's rule keeps (4 points)
#
# One unit: `d` independent inputs of mean 0 and variance 1; independent weights, mean 0, variance `s2`;
# $z = \sum_i w_i x_i$ (take it to be normal) and $h = \operatorname{relu}(z)$. For your `d` and `s2` (run
# the cell) give to three decimals
#
# 1. `var_z` = Var z
# 2. `second` = E[h²], the second moment
# 3. `mean` = E[h], which is $\sqrt{\operatorname{Var} z / (2\pi)}$
# 4. `variance` = Var h = E[h²] − (E[h])²
# 5. `he`: the weight variance for which E[h²] = 1
#
# For d = 10 and s2 = 0.3: 3, 1.5, 0.691, 1.023, 0.2.
#
# Many texts print E[h²] as the variance. It is the second moment: He's rule keeps that.

# %% tags=["given"]
d, s2 = mine("signals.moments")

# %% problem="signals.moments" tags=["answer"]
### BEGIN SOLUTION
var_z = d * s2
second = var_z / 2
mean = np.sqrt(var_z / (2 * np.pi))
variance = second - mean**2
he = 2 / d
### END SOLUTION

# %% problem="signals.moments" tags=["check"]
check("signals.moments")

# %% [markdown]
# ## 3 · The size of a signal (3 points)
#
# Write `signal_norms(x, Ws, phi)`: send the batch `x` (N, d) through layers without biases,
# $a_l = \phi(a_{l-1} W_l^\top)$, and return a list of root-mean-squares
#
# $$\sqrt{\text{mean of all entries of } a^2}$$
#
# of `x` and of each activation: one number more than there are layers. `Ws` is a list of matrices
# (n_out, n_in), of any widths that fit. `phi` is `"relu"`, `"tanh"` or `"identity"`, and every layer has it,
# the last one too.
#
# `signal_norms(np.array([[3.0, 4.0]]), [np.eye(2), -np.eye(2)], "relu")` is `[3.54, 3.54, 0]`.
#
# It is the first thing to look at when a deep network will not learn.


# %% problem="signals.forward_scale" tags=["answer"]
def signal_norms(x: np.ndarray, Ws: list[np.ndarray], phi: str) -> list[float]:
    """Return the root-mean-square of x and of the activations of every layer.

    Parameters
    ----------
    x : (N, d)  a batch; left unchanged.
    Ws : list of (n_out, n_in)  the weights, layer after layer; left unchanged.
    phi : "relu", "tanh" or "identity"

    Returns
    -------
    list of len(Ws) + 1 numbers
    """
    ### BEGIN SOLUTION
    bend = {"relu": lambda z: np.maximum(z, 0.0), "tanh": np.tanh, "identity": lambda z: z}[phi]
    sizes = [np.sqrt(np.mean(x**2))]
    a = x
    for W in Ws:
        a = bend(a @ W.T)
        sizes.append(np.sqrt(np.mean(a**2)))
    return sizes
    ### END SOLUTION


# %% problem="signals.forward_scale" tags=["check"]
check("signals.forward_scale")

# %% [markdown]
# ## 4 · Break it: vanish and explode (3 points)
#
# Networks of `depth` layers with 32 units each, $W \sim N(0, \text{std}^2)$, no biases. Find two settings:
#
# - `vanish`: the error $\delta$ at layer 1 is less than 1e-6 of that at the output;
# - `explode`: it is more than 1e6 times that at the output.
#
# | key | allowed |
# |---|---|
# | `"depth"` | a whole number from 2 to 20 |
# | `"std"` | 0.1 to 0.6 |
# | `"phi"` | `"identity"`, `"relu"`, `"tanh"`, `"sigmoid"` |
#
# `gradient_ratio(depth, std, phi, seed)` tells the ratio of one network: near 1 with ReLU and He's std, 0.25.
# Seeds 0, 1 and 2 must all do; handed in, other seeds as well, but there 1e-5 and 1e5 are enough.

# %% tags=["given"]
PHI = {
    "identity": lambda z: (z, np.ones_like(z)),
    "relu": lambda z: (np.maximum(z, 0), z > 0),
    "tanh": lambda z: (np.tanh(z), 1 - np.tanh(z) ** 2),
    "sigmoid": lambda z: ((1 + np.tanh(z / 2)) / 2, (1 - np.tanh(z / 2) ** 2) / 4),
}


# %% tags=["given"]
def gradient_ratio(depth, std, phi, seed=0):
    """Return the size of delta at layer 1, divided by its size at the output."""
    rng = np.random.default_rng(seed)
    layers, slopes = [rng.normal(0, std, (32, 32)) for _ in range(depth)], []
    a = rng.normal(size=(16, 32))
    for W in layers:
        a, slope = PHI[phi](a @ W.T)
        slopes.append(slope)
    delta = output = rng.normal(size=(16, 32)) * slopes[-1]
    for W, slope in zip(layers[:0:-1], slopes[-2::-1], strict=True):
        delta = (delta @ W) * slope
    return np.linalg.norm(delta) / np.linalg.norm(output)


gradient_ratio(20, 0.25, "relu")

# %% problem="signals.vanish" tags=["answer"]
### BEGIN SOLUTION
vanish = {"depth": 20, "std": 0.15, "phi": "sigmoid"}
explode = {"depth": 20, "std": 0.6, "phi": "identity"}
### STUB
# vanish = {"depth": ..., "std": ..., "phi": ...}
# explode = {"depth": ..., "std": ..., "phi": ...}
### END SOLUTION

# %% problem="signals.vanish" tags=["check"]
check("signals.vanish")

# %% [markdown]
# ## 5 · Clipping (3 points)
#
# Write `clip_gradient(grads, max_norm)`. `grads` is a list of arrays of any shapes, the gradients of all
# parameters. Their norm is that of all of them together: the root of the sum of all squares. If it exceeds
# `max_norm`, every array is multiplied by `max_norm` / norm; else, and for a gradient of zeros, all stay as
# they are.
#
# Return two things: the list of clipped gradients, as new arrays, and the norm before. The arrays that came
# in stay unchanged.
#
# For `[3, 0]` and `[[4], [12]]` the norm is 13; with `max_norm=6.5` both are halved.
#
# So one steep place cannot throw training out, and the direction of the step is kept.


# %% problem="signals.clip" tags=["answer"]
def clip_gradient(grads: list[np.ndarray], max_norm: float) -> tuple[list[np.ndarray], float]:
    """Shorten the gradients to max_norm if they are longer, all by one factor.

    Parameters
    ----------
    grads : list of arrays  left unchanged.
    max_norm : the longest that may pass, above 0.

    Returns
    -------
    list of arrays, number  the clipped gradients, and the norm before.
    """
    ### BEGIN SOLUTION
    norm = np.sqrt(sum((g**2).sum() for g in grads))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads], norm
    ### END SOLUTION


# %% problem="signals.clip" tags=["check"]
check("signals.clip")

# %% [markdown]
# ## 6 · Repair: ten layers that are one (3 points)
#
# `fit` trains a network of `depth` tanh layers, each (d, d) and without biases, on half the squared error
# (summed over outputs, mean over the batch). Run the two cells: after training, the first layer and the last
# still hold the same weights.
#
# The fault lies where the weights are made, in one line. Mend it so that every layer is drawn for itself,
# the first layer first, all from the one generator `rng`; leave the rest as it is.
#
# `X` and `Y` are (N, d). Returned are the list of weights and the losses before each step.
#
# Layers that share their weights have the power of one.


# %% problem="signals.repair" tags=["answer"]
def fit(X, Y, depth, eta=0.1, steps=20, seed=0):
    """Train tanh layers by gradient descent; return the weights, depth times (d, d), and the losses."""
    rng = np.random.default_rng(seed)
    N, d = X.shape
    std = np.sqrt(1 / d)
    ### BEGIN SOLUTION
    Ws = [rng.normal(0, std, (d, d)) for _ in range(depth)]
    ### STUB
    # Ws = [rng.normal(0, std, (d, d))] * depth
    ### END SOLUTION
    losses = []
    for _ in range(steps):
        a = [X]
        for W in Ws:
            a.append(np.tanh(a[-1] @ W.T))
        losses.append(((a[-1] - Y) ** 2).sum() / (2 * N))
        delta = (a[-1] - Y) / N * (1 - a[-1] ** 2)
        for l in reversed(range(depth)):
            dW = delta.T @ a[l]
            delta = (delta @ Ws[l]) * (1 - a[l] ** 2)
            Ws[l] -= eta * dW
    return Ws, losses


# %%
draw = np.random.default_rng(1)
Ws, losses = fit(draw.normal(size=(8, 4)), draw.uniform(-0.5, 0.5, (8, 4)), depth=10)
print("first row of the first layer:", Ws[0][0].round(3))
print("first row of the last layer: ", Ws[-1][0].round(3))

# %% problem="signals.repair" tags=["check"]
check("signals.repair")

# %% [markdown]
# ## 7 · The right remedy (2 points)
#
# A letter for each trouble.
#
# - `fading`: 20 ReLU layers of 100 units, W ~ N(0, 0.01²); before the first step the last activations
#   are around 1e-23.
# - `spikes`: the loss falls well, but once in 500 steps a batch has a gradient a thousand times too long.
# - `shaking`: three layers; the loss has come down and now bounces about at one level, step after step.
# - `deep`: fifty ReLU layers, started by He's rule, train worse than twenty.
# - `rising`: two layers, started well; the loss rises from the first step on.
#
# | letter | remedy |
# |---|---|
# | A | draw W by He's rule |
# | B | clip the gradient |
# | C | divide eta by 10 |
# | D | residual connections |

# %% problem="signals.remedies" tags=["answer"]
### BEGIN SOLUTION
fading = "A"
spikes = "B"
shaking = "C"
deep = "D"
rising = "C"
### END SOLUTION

# %% problem="signals.remedies" tags=["check"]
check("signals.remedies")

# %% [markdown]
# ## What you have now
#
# Rules for the first weights and the reason for the 2 in them, a gauge for signals, a clip for gradients, and
# a feeling for how fast twenty factors multiply. They go into the training loop of the next set. Back to
# [chapter 10](../course/10_signals.ipynb).
