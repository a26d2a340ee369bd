# %% [markdown]
# # 09 · Exercises: descent
#
# Backpropagation says which way is downhill; an optimiser walks. You count the steps of an epoch, deal out
# the batches, plan the learning rate, write three optimisers up to Adam, and then push the learning rate over
# the edge to see where it is. It takes 50 to 70 minutes and goes with [chapter
# 09](../course/09_descent.ipynb).
#
# Write where the dots `...` are, run the cell, then the `check` cell below, as often as you like. Stuck?
# `hint("descent.adam")` gives a first hint, and two more when you call it again.
#
# Throughout, `theta` holds all parameters in one array, `grad` is $\partial L/\partial\theta$ of the mean
# loss, of the same shape, and `eta` the learning rate.

# %% tags=["setup"]
import numpy as np

from nnkit.grading import check, hint, mine

# %% [markdown]
# ## 1 · Counting updates (3 points)
#
# An epoch deals all N examples out in batches of B; every batch makes one update. With N = 50,000 and B = 50
# that is 1,000 updates; with N = 50,020 it is 1,001, and the last batch holds 20. Schedules count in these.
#
# The next cell gives you numbers of your own: `N`, `B`, the number of `epochs`, and `k`. Find
#
# - `per_epoch`: updates in one epoch; no example is left out,
# - `updates`: updates in all; every epoch deals anew,
# - `last_batch`: examples in the last batch of an epoch,
# - `share`: which part of the examples, between 0 and 1, the first `k` updates have seen, to three decimals.

# %% tags=["given"]
N, B, epochs, k = mine("descent.epochs")

# %% problem="descent.epochs" tags=["answer"]
### BEGIN SOLUTION
per_epoch = -(-N // B)  # rounded up
updates = epochs * per_epoch
last_batch = N - (per_epoch - 1) * B
share = k * B / N
### END SOLUTION

# %% problem="descent.epochs" tags=["check"]
check("descent.epochs")

# %% [markdown]
# ## 2 · Dealing out the batches (3 points)
#
# Write `minibatches(order, batch_size)`. `order`, of shape `(N,)`, holds the indices of the examples,
# already shuffled for this epoch; they need not be 0 to N − 1, because some may be set aside for validation.
# Return a list of index arrays: first the first `batch_size` entries of `order`, then the next, and so on.
# The last batch may be smaller, never empty. Nothing is lost, nothing comes twice, and `order` stays as it
# was.
#
# `minibatches(np.array([4, 0, 3, 1, 2]), 2)` is `[[4, 0], [3, 1], [2]]`.
#
# With batches like these, `x[batch]` and `y[batch]` are all that one update sees.


# %% problem="descent.minibatches" tags=["answer"]
def minibatches(order: np.ndarray, batch_size: int) -> list[np.ndarray]:
    """Cut a shuffled order of indices into batches.

    Parameters
    ----------
    order : (N,)  indices in shuffled order, N at least 1; left unchanged.
    batch_size : entries in a batch, at least 1; it may be more than N.

    Returns
    -------
    a list of arrays (batch_size,), in order; the last one may be shorter
    """
    ### BEGIN SOLUTION
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
    ### END SOLUTION


# %% problem="descent.minibatches" tags=["check"]
check("descent.minibatches")

# %% [markdown]
# ## 3 · A learning rate with a plan (3 points)
#
# Early gradients point anywhere, late ones are mostly noise: begin and end with small steps. `t` counts the
# updates, from 0 to `total`:
#
# - **warm-up**, while `t` is below `warmup`: a straight line, from 0 at `t = 0` towards `eta` at
#   `t = warmup`;
# - **fall**, from there: half a cosine wave, `eta` at `t = warmup`, half of that midway, 0 at `t = total`.
#
# Write `schedule(t, total, warmup, eta)`, which returns the learning rate. `warmup` is less than `total`; it
# may be 0, and then the fall begins at once.
#
# `schedule(t, 100, 20, 0.4)` is 0.2 for `t = 10`, 0.4 for 20, 0.341 for 40, 0.2 for 60 and 0 for 100.


# %% problem="descent.schedule" tags=["answer"]
def schedule(t: int, total: int, warmup: int, eta: float) -> float:
    """Return the learning rate at update t: a warm-up in a straight line, then half a cosine wave to 0.

    Parameters
    ----------
    t : the number of the update, from 0 to total.
    total : where the fall ends.
    warmup : where it begins, at least 0 and less than total.
    eta : the largest learning rate, reached at t = warmup.
    """
    ### BEGIN SOLUTION
    if t < warmup:
        return eta * t / warmup
    share = (t - warmup) / (total - warmup)  # how much of the fall is over
    return eta * (1 + np.cos(np.pi * share)) / 2
    ### END SOLUTION


# %% problem="descent.schedule" tags=["check"]
check("descent.schedule")

# %% [markdown]
# ## 4 · The heavy ball (4 points)
#
# In a long valley plain descent, $\theta \leftarrow \theta - \eta\, g$, bounces from wall to wall and hardly
# moves along. A heavy ball keeps its velocity: the bounces cancel, and what all gradients $g$ agree on adds
# up.
#
# $$v \leftarrow \beta v + g, \qquad \theta \leftarrow \theta - \eta\, v \qquad (v = 0 \text{ at first})$$
#
# Write the class `Momentum`. `step(theta, grad)` renews `self.v`, then returns the new theta, moved by the
# new v; `theta` and `grad` stay as they were.
#
# With eta 0.1 and beta 0.9, from `[1, 0.5]`: the gradient `[2, 3]` gives v = `[2, 3]` and theta =
# `[0.8, 0.2]`; then `[2, -3]` gives v = `[3.8, -0.3]` and theta = `[0.42, 0.23]`.


# %% problem="descent.momentum" tags=["answer"]
class Momentum:
    """Gradient descent with momentum, the heavy ball: v ← β v + g, θ ← θ − η v.

    Attributes
    ----------
    v : the velocity, the shape of theta once a step has been taken; it starts at zero.
    """

    def __init__(self, eta: float, beta: float = 0.9) -> None:
        self.eta, self.beta = eta, beta
        ### BEGIN SOLUTION
        self.v = 0.0  # the first step gives it the shape of theta
        ### END SOLUTION

    def step(self, theta: np.ndarray, grad: np.ndarray) -> np.ndarray:
        """Return the new theta, a new array."""
        ### BEGIN SOLUTION
        self.v = self.beta * self.v + grad
        return theta - self.eta * self.v
        ### END SOLUTION


# %% problem="descent.momentum" tags=["check"]
check("descent.momentum")

# %% [markdown]
# ## 5 · Momentum as an average (4 points)
#
# Many texts write momentum in another form, where v is a moving average of the gradients:
#
# $$v \leftarrow \beta v + (1 - \beta)\, g, \qquad
# \theta \leftarrow \theta - \eta\, v \qquad (v = 0 \text{ at first})$$
#
# Write it as the class `EMAMomentum`. Then say how the learning rate must change: `eta_for_same_steps(eta,
# beta)` is the one with which `EMAMomentum` walks exactly the path of the heavy ball with `eta`. Prove it
# with pencil before you code it; it decides whether a learning rate from a paper works in your program.
#
# With eta 1 and beta 0.9, from `[1, 0.5]`: the gradient `[2, 3]` gives v = `[0.2, 0.3]` and theta =
# `[0.8, 0.2]`.


# %% problem="descent.ema" tags=["answer"]
class EMAMomentum:
    """Momentum as an exponential moving average: v ← β v + (1 − β) g, θ ← θ − η v.

    Attributes
    ----------
    v : the average of the gradients so far; it starts at zero.
    """

    def __init__(self, eta: float, beta: float = 0.9) -> None:
        self.eta, self.beta = eta, beta
        ### BEGIN SOLUTION
        self.v = 0.0
        ### END SOLUTION

    def step(self, theta: np.ndarray, grad: np.ndarray) -> np.ndarray:
        """Return the new theta, a new array."""
        ### BEGIN SOLUTION
        self.v = self.beta * self.v + (1 - self.beta) * grad
        return theta - self.eta * self.v
        ### END SOLUTION


def eta_for_same_steps(eta: float, beta: float) -> float:
    """Return the learning rate with which EMAMomentum moves as Momentum does with eta."""
    ### BEGIN SOLUTION
    return eta / (1 - beta)  # v is 1 − beta times the heavy ball's, in every step
    ### END SOLUTION


# %% problem="descent.ema" tags=["check"]
check("descent.ema")

# %% [markdown]
# ## 6 · Adam (5 points)
#
# Where one gradient is 200 times another, no single eta suits both. Adam (Kingma and Ba) divides each by its
# own typical size. In step $t = 1, 2, \dots$, entry by entry:
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \quad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2$$
#
# $$\hat m = \frac{m}{1 - \beta_1^t}, \quad \hat v = \frac{v}{1 - \beta_2^t}, \quad
# \theta \leftarrow \theta - \eta\, \frac{\hat m}{\sqrt{\hat v} + \varepsilon}$$
#
# `self.m`, `self.v` and `self.t` (the steps taken) start at 0; `theta` and `grad` stay as they were.
#
# With eta 0.1 and beta2 0.99, from `[1, 0.5]`: the gradient `[2, -0.01]` gives `[0.9, 0.6]`; then `[1, 0.03]`
# gives `[0.807, 0.551]`.


# %% problem="descent.adam" tags=["answer"]
class Adam:
    """Adam: θ ← θ − η m̂ / (√v̂ + ε), with bias-corrected averages of g and g².

    Attributes
    ----------
    m, v : the averages, not corrected, the shape of theta once a step has been taken.
    t : the number of steps taken.
    """

    def __init__(
        self, eta: float = 0.001, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8
    ) -> None:
        self.eta, self.beta1, self.beta2, self.eps = eta, beta1, beta2, eps
        ### BEGIN SOLUTION
        self.m, self.v, self.t = 0.0, 0.0, 0
        ### END SOLUTION

    def step(self, theta: np.ndarray, grad: np.ndarray) -> np.ndarray:
        """Return the new theta, a new array."""
        ### BEGIN SOLUTION
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        return theta - self.eta * m_hat / (np.sqrt(v_hat) + self.eps)
        ### END SOLUTION


# %% problem="descent.adam" tags=["check"]
check("descent.adam")

# %% [markdown]
# ## 7 · Break it on purpose: over the edge (4 points)
#
# A bowl of your own, steeper along y than x, its minimum at (0, 0):
#
# $$L(x, y) = \tfrac12 \left( \lambda_{\min}\, x^2 + \lambda_{\max}\, y^2 \right)$$
#
# Plain descent starts at (1, 1). Give three learning rates; the check runs them.
#
# - `too_large`: descent diverges, but with an eta a tenth smaller it would settle,
# - `largest_stable`: it settles, but with an eta 1 % larger it would diverge,
# - `best`: the fastest, to within 1 %: of x and y the slower one shrinks by as much as any fixed eta allows.
#
# Try a few with `descend`, then work the edge out: near a minimum a smooth loss is such a bowl.

# %% tags=["given"]
lambda_min, lambda_max = mine("descent.diverge")


def descend(eta, steps=40):
    """Return x and y after some steps of plain descent from (1, 1)."""
    x, y = 1.0, 1.0
    for _ in range(steps):
        x, y = x - eta * lambda_min * x, y - eta * lambda_max * y
    return x, y


print("eta = 0.01:", descend(0.01))

# %% problem="descent.diverge" tags=["answer"]
### BEGIN SOLUTION
too_large = 1.01 * 2 / lambda_max
largest_stable = 0.995 * 2 / lambda_max
best = 2 / (lambda_min + lambda_max)
### END SOLUTION

# %% problem="descent.diverge" tags=["check"]
check("descent.diverge")

# %% [markdown]
# ## What you have now
#
# Batches that lose nothing, a learning rate with a plan, and three optimisers with the same `step(theta,
# grad)`, so that each can stand in for another; set `.eta` from your schedule before each step. And two
# things to remember when training misbehaves: the steepest direction sets the limit for eta, the flattest
# sets the time; and a learning rate means little until you know which form of momentum it was chosen for.
# Back to [chapter 09](../course/09_descent.ipynb).
