# %% [markdown]
# # 14 · Exercises: going deeper
#
# What lets fifty layers learn where five used to fail: signals brought back to a common scale, and a way
# around every block. You write both normalisations and a residual block, mend a normalisation that looks the
# wrong way, work out what is left of a gradient, and squeeze digits through a few numbers. It takes 45 to 70
# minutes and goes with [chapter 14](../course/14_deeper.ipynb).
#
# Write where the dots `...` are, run the cell, then run the `check` cell below it. Stuck?
# `hint("deeper.batch_norm")` gives a first hint, and two more when you call it again.
#
# Throughout, a batch is `(N, n)`, one sample a row; `delta` is ∂L/∂a of the layer.

# %% tags=["setup"]
import numpy as np

import nnkit as nn
from nnkit.grading import check, hint, mine

# %% [markdown]
# ## 1 · Batch normalisation (5 points)
#
# $$\hat x = \frac{z - \mu}{\sqrt{\sigma^2 + \varepsilon}}, \qquad a = \gamma \hat x + \beta$$
#
# For every unit, μ and σ² (biased: divided by N) are taken over the batch; in evaluation running averages
# take their place. Write `BatchNorm(n, momentum=0.9, eps=1e-5)` with arrays `(n,)`: `gamma` (ones), `beta`
# (zeros), `dgamma`, `dbeta`, `running_mean` (zeros), `running_var` (ones).
#
# - `forward(z, training=True)`: in training also running ← momentum · running + (1 − momentum) · batch, with
#   μ and the same biased σ².
# - `backward(delta)`, after a training forward: sets `dgamma`, `dbeta`; returns ∂L/∂z.
#
# `[[1, 10], [3, 30]]` becomes `[[-1, -1], [1, 1]]`, nearly. `nnkit.BatchNorm` does the same, but calls
# momentum `decay` and averages the unbiased variance.


# %% problem="deeper.batch_norm" tags=["answer"]
class BatchNorm:
    """Normalise every unit over the batch, then scale and shift: a = γ x̂ + β.

    Parameters
    ----------
    n : the number of units.
    momentum : the share of the running averages that stays in each training forward.
    eps : ε, added to the variance under the root.
    """

    def __init__(self, n: int, momentum: float = 0.9, eps: float = 1e-5) -> None:
        ### BEGIN SOLUTION
        self.momentum, self.eps = momentum, eps
        self.gamma, self.beta = np.ones(n), np.zeros(n)
        self.dgamma, self.dbeta = np.zeros(n), np.zeros(n)
        self.running_mean, self.running_var = np.zeros(n), np.ones(n)
        ### END SOLUTION

    def forward(self, z: np.ndarray, training: bool = True) -> np.ndarray:
        """Return a (N, n) for z (N, n), which stays as it is."""
        ### BEGIN SOLUTION
        mean, var = self.running_mean, self.running_var
        if training:
            mean, var, m = z.mean(axis=0), z.var(axis=0), self.momentum
            self.running_mean = m * self.running_mean + (1 - m) * mean
            self.running_var = m * self.running_var + (1 - m) * var
        self.std = np.sqrt(var + self.eps)
        self.x_hat = (z - mean) / self.std
        return self.gamma * self.x_hat + self.beta
        ### END SOLUTION

    def backward(self, delta: np.ndarray) -> np.ndarray:
        """Set dgamma and dbeta (n,), and return ∂L/∂z (N, n), for delta = ∂L/∂a (N, n)."""
        ### BEGIN SOLUTION
        self.dgamma = (delta * self.x_hat).sum(axis=0)
        self.dbeta = delta.sum(axis=0)
        g = self.gamma * delta
        through_mean = g.mean(axis=0)
        through_var = self.x_hat * (g * self.x_hat).mean(axis=0)
        return (g - through_mean - through_var) / self.std
        ### END SOLUTION


# %% problem="deeper.batch_norm" tags=["check"]
check("deeper.batch_norm")

# %% [markdown]
# ## 2 · Layer normalisation (3 points)
#
# The same formula, another direction: every sample is normalised by itself, over its own n features. Nothing
# depends on the batch, so training and evaluation are alike; that is why transformers use it.
#
# Write `layer_norm(z, gamma, beta, eps=1e-5)`: `z` is `(N, n)`, `gamma` and `beta` are `(n,)`; the result is
# `(N, n)`, and the variance again the biased one.
#
# For `z = [[1, 2, 3]]`, `gamma = [1, 1, 1]` and `beta = [0, 0, 0]` it is `[[-1.225, 0, 1.225]]`; to three
# decimals it is the same for `[[10, 20, 30]]`.


# %% problem="deeper.layer_norm" tags=["answer"]
def layer_norm(z: np.ndarray, gamma: np.ndarray, beta: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """Return γ (z − μ) / √(σ² + ε) + β, with μ and σ² of each sample over its features.

    Parameters
    ----------
    z : (N, n)  left unchanged.
    gamma, beta : (n,)

    Returns
    -------
    (N, n)
    """
    ### BEGIN SOLUTION
    mean = z.mean(axis=1, keepdims=True)
    var = z.var(axis=1, keepdims=True)
    return gamma * (z - mean) / np.sqrt(var + eps) + beta
    ### END SOLUTION


# %% problem="deeper.layer_norm" tags=["check"]
check("deeper.layer_norm")

# %% [markdown]
# ## 3 · A residual block (4 points)
#
# $$a = x + W_2\, \mathrm{relu}(W_1 x)$$
#
# The block learns what to add to x, and the gradient has a way around it. Write both directions, for a batch
# and without biases: `residual_forward(x, W1, W2)` gives a; `residual_backward(delta, x, W1, W2)` gives `dx,
# dW1, dW2` for `delta` = ∂L/∂a. The loss is a mean already, so sum over the samples.
#
# `x` and `delta` are `(N, d)`, `W1` `(m, d)`, `W2` `(d, m)`.
#
# For `x = [[3, 1]]`, `W1 = [[1, -2], [-1, 1]]`, `W2 = [[2, -1], [1, 1]]`: a is `[[5, 2]]`; with
# `delta = [[1, 1]]`, dx is `[[4, -5]]`, dW1 `[[9, 3], [0, 0]]`, dW2 `[[1, 0], [1, 0]]`.


# %% problem="deeper.residual" tags=["answer"]
def residual_forward(x: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> np.ndarray:
    """Return a = x + W2 relu(W1 x), row by row: (N, d)."""
    ### BEGIN SOLUTION
    return x + np.maximum(x @ W1.T, 0) @ W2.T
    ### END SOLUTION


def residual_backward(
    delta: np.ndarray, x: np.ndarray, W1: np.ndarray, W2: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return dx (N, d), dW1 (m, d) and dW2 (d, m), for delta = ∂L/∂a (N, d)."""
    ### BEGIN SOLUTION
    z = x @ W1.T
    dW2 = delta.T @ np.maximum(z, 0)
    delta1 = (delta @ W2) * (z > 0)
    return delta + delta1 @ W1, delta1.T @ x, dW2
    ### END SOLUTION


# %% problem="deeper.residual" tags=["check"]
check("deeper.residual")

# %% [markdown]
# ## 4 · Repair: the normalisation that looks the wrong way (3 points)
#
# Will these six people take the offer? Ages and incomes are brought to a common scale (batch normalisation of
# the inputs, without γ and β), and logistic regression does the rest. An easy case: the younger ones with the
# higher incomes will. Yet the loss stays at 0.693, the logarithm of 2, and everyone gets the same answer. Run
# the two cells and look at `x_hat`.
#
# One line is wrong. Find it and mend it; leave the rest as it is.
#
# `x` is `(N, d)`, `y` `(N,)` of 0 and 1; the result is `x_hat` `(N, d)`, `w` `(d,)`, `b` and the mean loss
# before each step.


# %% problem="deeper.repair" tags=["answer"]
def fit_standardised(x, y, eta=0.5, steps=100):
    """Standardise the inputs, fit logistic regression; return x_hat, w, b and the losses."""
    ### BEGIN SOLUTION
    mean, deviation = x.mean(axis=0), x.std(axis=0)
    ### STUB
    # mean, deviation = x.mean(axis=1, keepdims=True), x.std(axis=1, keepdims=True)
    ### END SOLUTION
    x_hat = (x - mean) / deviation
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x_hat @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        delta = (1 / (1 + np.exp(-z)) - y) / len(x)
        w = w - eta * delta @ x_hat
        b = b - eta * delta.sum()
    return x_hat, w, b, losses


# %%
people = np.array([[25.0, 61000], [61, 25000], [35, 52000], [58, 31000], [47, 40000], [31, 66000]])
accepted = np.array([1, 0, 1, 0, 0, 1])
x_hat, w, b, losses = fit_standardised(people, accepted)
print(np.round(x_hat, 2))
print("loss:   ", np.round(losses[0], 3), "->", np.round(losses[-1], 3))
print("answers:", np.round(1 / (1 + np.exp(-(x_hat @ w + b))), 2))

# %% problem="deeper.repair" tags=["check"]
check("deeper.repair")

# %% [markdown]
# ## 5 · What is left of the gradient (3 points)
#
# One unit a layer, a pencil, and numbers of your own. Run the cell, and find to three decimals
#
# - `plain`: ∂a_k/∂a_0 for k layers a → s · a;
# - `residual`: the same for k layers a → a + s · a;
# - `straight`: which share of `residual` came straight through, around all k layers;
# - `squashed`: what is left at best after m layers a → σ(w · a). How steep is a sigmoid at most?
#
# In general: with w = 1, ten sigmoid layers leave $0.25^{10}$, less than a millionth, and that at best. Ten
# residual layers always pass on at least what goes around, as long as s isn't negative.

# %% tags=["given"]
k, s, m, w = mine("deeper.gradient_flow")

# %% problem="deeper.gradient_flow" tags=["answer"]
### BEGIN SOLUTION
plain = s**k
residual = (1 + s) ** k
straight = 1 / residual
squashed = (0.25 * w) ** m
### END SOLUTION

# %% problem="deeper.gradient_flow" tags=["check"]
check("deeper.gradient_flow")

# %% [markdown]
# ## 6 · Sixty-four pixels in a few numbers (4 points)
#
# An autoencoder, 64–`hidden`–`code`–`hidden`–64, learns to give back nnkit's digits through `code` numbers;
# the hidden layers bend, code and output are linear, `hidden` 0 leaves them out. Adam trains it on the mean
# squared error. The best linear map through as few numbers is PCA. Choose
#
# - `code`: 2 to 16; `hidden`: 0 to 128; `activation`: "sigmoid", "tanh" or "relu";
# - `eta`: up to 1; `batch_size`: 16 to 256; `epochs`: 1 to 40.
#
# First come down to 1.25 times PCA's error, then to 0.9 times (handed in: below PCA's from other starts,
# too). With 8 numbers PCA's is 0.0239; `error` lets you try. A check takes a second or so.


# %% tags=["given"]
def error(code, hidden, activation, eta, batch_size, epochs):
    """Return the mean squared error after training (with hidden units)."""
    x, _ = nn.datasets.digits(dtype=np.float32)
    rng, loss, adam = np.random.default_rng(0), nn.MeanSquaredError(), nn.Adam(eta)
    sizes = ((64, hidden, activation), (hidden, code), (code, hidden, activation), (hidden, 64))
    net = nn.Network([nn.Dense(*s) for s in sizes], rng=rng, dtype=np.float32)
    for _ in range(epochs):
        for batch in nn.minibatches(len(x), batch_size, rng):
            z = net.forward(x[batch])
            adam.step(net.theta, net.backward(loss.delta(z, x[batch])))
    return loss(net(x), x)


error(code=8, hidden=16, activation="tanh", eta=0.001, batch_size=64, epochs=5)

# %% problem="deeper.autoencoder" tags=["answer"]
### BEGIN SOLUTION
autoencoder = {
    "code": 8,
    "hidden": 64,
    "activation": "relu",
    "eta": 0.005,
    "batch_size": 32,
    "epochs": 40,
}
### STUB
# autoencoder = {
#     "code": ...,
#     "hidden": ...,
#     "activation": ...,
#     "eta": ...,
#     "batch_size": ...,
#     "epochs": ...,
# }
### END SOLUTION

# %% problem="deeper.autoencoder" tags=["check"]
check("deeper.autoencoder")

# %% [markdown]
# ## What you have now
#
# Two normalisations that differ only in their axis, a block whose gradient cannot be lost on the way, the
# arithmetic that says why, and a network that has found a shorter description of digits than any linear map.
# Convolutional networks and transformers are built from these very parts. Back to [chapter
# 14](../course/14_deeper.ipynb).
