# %% [markdown]
# # 12 · Exercises: generalisation and regularisation
#
# A network that knows its examples by heart has not yet learnt anything. Here you write three remedies, mend
# an evaluation that forgets what dropout is for, make a network overfit on purpose and cure it, and read the
# curves that tell the two apart. It takes 40 to 60 minutes and goes with [chapter
# 12](../course/12_regularisation.ipynb).
#
# Write where the dots `...` are, run the cell, then run the `check` cell below it, as often as you like.
# Stuck? `hint("regularisation.l2")` gives a first hint, and two more when you call it again.
#
# Throughout, a batch has shape `(N, n)`, one sample a row; `W` is `(n_out, n_in)`; `delta` is ∂L/∂a.

# %% tags=["setup"]
import numpy as np

import nnkit as nn
from nnkit.grading import check, hint, mine

# %% [markdown]
# ## 1 · Weight decay (3 points)
#
# Large weights make steep functions, and steep functions can follow noise. So a price is put on them:
#
# $$\text{penalty} = \frac{\lambda}{2} \sum_l \sum_{ij} \left(W^{(l)}_{ij}\right)^2$$
#
# Write `l2_penalty(weights, lam)`. `weights` is a list of matrices, one for each layer, of any shapes
# (biases are not penalised). Return two things: the penalty, one number, and a list of its gradients
# $\lambda W^{(l)}$, one array for each matrix and of its shape.
#
# With `weights = [[[1, -2], [0, 3]], [[2, -1]]]` (as arrays) and `lam = 0.1`, the squares add up to 19: the
# penalty is 0.95, the gradients `[[0.1, -0.2], [0, 0.3]]` and `[[0.2, -0.1]]`.


# %% problem="regularisation.l2" tags=["answer"]
def l2_penalty(weights: list[np.ndarray], lam: float) -> tuple[float, list[np.ndarray]]:
    """Return (λ/2) Σ w² over all weights, and its gradients.

    Parameters
    ----------
    weights : a list of matrices (n_out, n_in), one for each layer; left unchanged.
    lam : λ ≥ 0, the strength of the penalty.

    Returns
    -------
    the penalty, one number; and a list of ∂penalty/∂W, each of the shape of its W
    """
    ### BEGIN SOLUTION
    penalty = lam / 2 * sum(np.sum(W**2) for W in weights)
    return penalty, [lam * W for W in weights]
    ### END SOLUTION


# %% problem="regularisation.l2" tags=["check"]
check("regularisation.l2")

# %% [markdown]
# ## 2 · Dropout (4 points)
#
# In training each unit is dropped with probability $p$, so that none can lean on a few others. The rest is
# scaled up, so the average stays:
#
# $$a_\text{out} = \frac{a \odot \text{mask}}{1 - p}$$
#
# Write `Dropout(p)` with
#
# - `forward(a, mask, training=True)`: `mask`, drawn by the caller, has the shape of `a`: 1 keeps, 0 drops.
#   With `training=False`, `a` passes unchanged, and the mask may be `None`.
# - `backward(delta)`: from ∂L/∂a_out to ∂L/∂a, with the mask of the last forward in training.
#
# With `p = 0.2`, `a = [[1, 2, 3, 4]]`, `mask = [[1, 0, 1, 1]]`: `[[1.25, 0, 3.75, 5]]`. The
# arrays that come in stay as they were.


# %% problem="regularisation.dropout" tags=["answer"]
class Dropout:
    """Drop units in training, scale up the others; in evaluation do nothing.

    Parameters
    ----------
    p : the probability of dropping a unit, 0 ≤ p < 1.
    """

    def __init__(self, p: float) -> None:
        ### BEGIN SOLUTION
        self.p = p
        self.mask = None
        ### END SOLUTION

    def forward(self, a: np.ndarray, mask: np.ndarray | None, training: bool = True) -> np.ndarray:
        """Return a ⊙ mask / (1 − p) in training and a in evaluation: (N, n)."""
        ### BEGIN SOLUTION
        if not training:
            return a
        self.mask = mask
        return a * mask / (1 - self.p)
        ### END SOLUTION

    def backward(self, delta: np.ndarray) -> np.ndarray:
        """Return ∂L/∂a (N, n), given ∂L/∂a_out (N, n)."""
        ### BEGIN SOLUTION
        return delta * self.mask / (1 - self.p)
        ### END SOLUTION


# %% problem="regularisation.dropout" tags=["check"]
check("regularisation.dropout")

# %% [markdown]
# ## 3 · Early stopping (3 points)
#
# The cheapest remedy: stop when the validation loss no longer falls, and go back to where it was lowest.
#
# Write `EarlyStopping(patience)`. `update(epoch, validation_loss)` is called once after each epoch, with
# epoch numbers that rise by 1. It keeps the lowest loss so far in `best_loss` and its epoch in
# `best_epoch`, and returns `True` (stop) as soon as `patience` epochs have gone by since the best one,
# otherwise `False`. An equal loss is not a lower one.
#
# With `patience = 2` and the losses 0.9, 0.7, 0.8, 0.75 after epochs 1 to 4, the answers are `False`,
# `False`, `False`, `True`; `best_epoch` is 2 and `best_loss` 0.7.


# %% problem="regularisation.early_stopping" tags=["answer"]
class EarlyStopping:
    """Remember the best epoch, and say when `patience` epochs have brought nothing better.

    Parameters
    ----------
    patience : how many epochs to wait for a lower loss, at least 1.

    Attributes
    ----------
    best_epoch, best_loss : the epoch with the lowest validation loss so far, and that loss.
    """

    def __init__(self, patience: int) -> None:
        ### BEGIN SOLUTION
        self.patience = patience
        self.best_epoch = None
        self.best_loss = np.inf
        ### END SOLUTION

    def update(self, epoch: int, validation_loss: float) -> bool:
        """Take note of an epoch's validation loss; return whether to stop."""
        ### BEGIN SOLUTION
        if validation_loss < self.best_loss:
            self.best_epoch, self.best_loss = epoch, validation_loss
        return epoch - self.best_epoch >= self.patience
        ### END SOLUTION


# %% problem="regularisation.early_stopping" tags=["check"]
check("regularisation.early_stopping")

# %% [markdown]
# ## 4 · Repair: the network that changes its mind (3 points)
#
# `train_and_evaluate` trains a small ReLU network with dropout and then asks it about other examples. Run
# the two cells: with `steps=0` nothing is trained, the weights and the points are the same, and yet two
# seeds give two answers.
#
# One line is wrong. Find it and mend it, and leave the rest as it is, dropout in training included.
#
# `x` is `(N, d)`, `y` `(N, K)`, `x_val` and `y_val` the examples to be judged by; `W1` `(M, d)`, `W2` `(K,
# M)`; there are no biases. The loss is half the squared error summed over the outputs, mean over the
# samples.


# %% problem="regularisation.repair" tags=["answer"]
def hidden_units(x, W1, p, rng, training=True):
    """Return the hidden units (N, M), with dropout in training, and what each was multiplied by."""
    a = np.maximum(x @ W1.T, 0)
    if not training:
        return a, np.ones_like(a)
    factor = (rng.random(a.shape) >= p) / (1 - p)
    return a * factor, factor


def train_and_evaluate(x, y, x_val, y_val, W1, W2, p=0.5, eta=0.1, steps=200, seed=0):
    """Train with dropout; return W1, W2, the outputs for x_val and their loss."""
    rng = np.random.default_rng(seed)
    for _ in range(steps):
        a, factor = hidden_units(x, W1, p, rng)
        delta2 = (a @ W2.T - y) / len(x)
        delta1 = (delta2 @ W2) * factor * (a > 0)
        W1, W2 = W1 - eta * delta1.T @ x, W2 - eta * delta2.T @ a
    ### BEGIN SOLUTION
    a, _ = hidden_units(x_val, W1, p, rng, training=False)
    ### STUB
    # a, _ = hidden_units(x_val, W1, p, rng)
    ### END SOLUTION
    outputs = a @ W2.T
    return W1, W2, outputs, np.mean(np.sum((outputs - y_val) ** 2, axis=1)) / 2


# %%
first, second = np.ones((8, 2)), np.arange(1.0, 9.0).reshape(1, 8)
points, targets = np.array([[1.0, 0.5], [0.2, 2.0]]), np.array([[54.0], [79.2]])
for seed in (0, 1):
    _, _, outputs, loss = train_and_evaluate(
        points, targets, points, targets, first, second, steps=0, seed=seed
    )
    print(f"seed {seed}: outputs {np.round(outputs.ravel(), 1)}, loss {loss:.3f}")

# %% problem="regularisation.repair" tags=["check"]
check("regularisation.repair")

# %% [markdown]
# ## 5 · Break it, then cure it (4 points)
#
# A sine with noise of variance 0.25: on new points no network gets much below that. In `losses`, a hidden
# layer of tanh units learns the first `samples` of 200 points, and is judged on 200 others by the mean
# squared error. You choose:
#
# - `hidden`: 1 to 100 units; `samples`: 10 to 200;
# - `weight_decay` (AdamW): 0 to 10; `epochs`: 1 to 2000.
#
# Find two dicts. `overfit`: a training loss of at most 0.15, and a validation loss higher by 0.35 or more.
# `cured`: as many hidden units, a gap of at most 0.2, a validation loss of at most 0.34. Several ways lead
# there. (Handed in: other starts too, with more room.)


# %% tags=["given"]
def losses(hidden, samples, weight_decay, epochs):
    """Return the training loss and the validation loss."""
    x, y = nn.datasets.curve(400, "sine", noise=0.5, rng=np.random.default_rng(12))
    rng, loss = np.random.default_rng(0), nn.MeanSquaredError()
    net = nn.Network.mlp([1, hidden, 1], "tanh", rng=rng)
    net[1].W[:], net[1].b[:] = rng.uniform(-15, 15, (hidden, 1)), rng.uniform(-15, 15, hidden)
    adam = nn.AdamW(0.02, weight_decay=weight_decay)
    for _ in range(epochs):
        z = net.forward(x[:samples])
        adam.step(net.theta, net.backward(loss.delta(z, y[:samples])))
    return loss(net(x[:samples]), y[:samples]), loss(net(x[200:]), y[200:])


losses(hidden=5, samples=100, weight_decay=0, epochs=100)

# %% problem="regularisation.overfit" tags=["answer"]
### BEGIN SOLUTION
overfit = {"hidden": 50, "samples": 15, "weight_decay": 0, "epochs": 1500}
cured = {"hidden": 50, "samples": 200, "weight_decay": 0.1, "epochs": 500}
### STUB
# overfit = {"hidden": ..., "samples": ..., "weight_decay": ..., "epochs": ...}
# cured = {"hidden": ..., "samples": ..., "weight_decay": ..., "epochs": ...}
### END SOLUTION

# %% problem="regularisation.overfit" tags=["check"]
check("regularisation.overfit")

# %% [markdown]
# ## 6 · Reading the curves (3 points)
#
# One training run, read off every few epochs, with numbers that are yours alone. Run the next cell: you get
# the epochs, the training and validation losses, a `patience` and three epochs `p`, `q`, `r`. Give
#
# - `best_epoch`: the epoch to go back to;
# - `stopped`: the epoch after which early stopping with this `patience`, counted in readings, would have
#   stopped;
# - `at_p`, `at_q`, `at_r`: what the network does at these epochs, one letter each.
#
# | letter | |
# |---|---|
# | A | it underfits: more training would help |
# | B | about right: within one reading of the best |
# | C | it overfits: it has been getting worse on new examples |

# %% tags=["given"]
epochs, training, validation, patience, p, q, r = mine("regularisation.curves")

# %% problem="regularisation.curves" tags=["answer"]
### BEGIN SOLUTION
k = int(np.argmin(validation))
best_epoch = epochs[k]
i = next(i for i in range(len(epochs)) if i - int(np.argmin(validation[: i + 1])) >= patience)
stopped = epochs[i]
marks = ["B" if abs(epochs.index(t) - k) <= 1 else "A" if t < best_epoch else "C" for t in (p, q, r)]
at_p, at_q, at_r = marks
### STUB
# best_epoch = ...
# stopped = ...
# at_p = ...
# at_q = ...
# at_r = ...
### END SOLUTION

# %% problem="regularisation.curves" tags=["check"]
check("regularisation.curves")

# %% [markdown]
# ## What you have now
#
# A penalty with its gradient, a dropout layer that knows training from evaluation, and a watcher that stops
# in time; and you have seen that one network can overfit or not, depending on how much data, decay and time
# it gets. The sign to look for is always the same: training and validation part company. Back to [chapter
# 12](../course/12_regularisation.ipynb).
