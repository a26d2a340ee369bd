# %% [markdown]
# # 06 · Exercises: softmax, logits and losses
#
# From raw scores to probabilities, from probabilities to a loss, and from the loss to the gradient that
# trains a classifier: you write each step, and each survives logits of 1000. It takes 40 to 60 minutes and
# goes with [chapter 06](../course/06_softmax.ipynb).
#
# Write where the dots `...` are, run the cell, then run the `check` cell below it. It names what is wrong,
# as often as you like. Stuck? `hint("softmax.stable")` gives a first hint, and two more when you call it
# again.
#
# Throughout, `s` holds logits, `p` probabilities, `y` the numbers of the true classes, `N` samples (one a
# row) and `K` classes.

# %% tags=["setup"]
import numpy as np

from nnkit.grading import check, hint, mine

# %% [markdown]
# ## 1 · A softmax that survives (4 points)
#
# $$p_k = \frac{e^{s_k}}{\sum_j e^{s_j}}$$
#
# Write `softmax(s)`. Logits of shape `(K,)` are one sample; of shape `(N, K)`, a batch, in which every row
# is turned into probabilities by itself. The result has the shape of `s`, and `s` itself stays as it was.
#
# `softmax(np.array([2, 1, 0.5]))` is `[0.629, 0.231, 0.140]`.
#
# One catch: `np.exp(1000)` is `inf`. Yet `[1000, 999, 998]` are perfectly good logits. What may you add to
# every logit of a row without changing $p$?


# %% problem="softmax.stable" tags=["answer"]
def softmax(s: np.ndarray) -> np.ndarray:
    """Turn logits into probabilities: p_k = exp(s_k) / Σ_j exp(s_j), along the last axis.

    Parameters
    ----------
    s : (K,) or (N, K)  logits of any size; left unchanged.

    Returns
    -------
    (K,) or (N, K)  probabilities; each row sums to 1.
    """
    ### BEGIN SOLUTION
    e = np.exp(s - s.max(axis=-1, keepdims=True))  # the largest exponent is 0: no overflow
    return e / e.sum(axis=-1, keepdims=True)
    ### END SOLUTION


# %% problem="softmax.stable" tags=["check"]
check("softmax.stable")

# %% [markdown]
# ## 2 · Log-sum-exp (3 points)
#
# $$\operatorname{lse}(s) = \log \sum_j e^{s_j}, \qquad \log p_k = s_k - \operatorname{lse}(s)$$
#
# With it a loss comes from the logits themselves, without a detour through probabilities that may have been
# rounded to 0.
#
# Write `logsumexp(s)`, again along the last axis: `(K,)` gives one number, `(N, K)` gives `(N,)`. For `[0,
# 0]` it is $\log 2 \approx 0.693$; for `[2, 1, 0.5]`, 2.464. It must stay finite and exact for logits of
# 1000 and of −1000: take the largest logit $m$ out of the sum first.


# %% problem="softmax.logsumexp" tags=["answer"]
def logsumexp(s: np.ndarray) -> np.ndarray:
    """Return log Σ_j exp(s_j) along the last axis.

    Parameters
    ----------
    s : (K,) or (N, K)  logits of any size; left unchanged.

    Returns
    -------
    a number for (K,), or (N,) for (N, K)
    """
    ### BEGIN SOLUTION
    m = s.max(axis=-1, keepdims=True)
    return np.squeeze(m, axis=-1) + np.log(np.exp(s - m).sum(axis=-1))
    ### END SOLUTION


# %% problem="softmax.logsumexp" tags=["check"]
check("softmax.logsumexp")

# %% [markdown]
# ## 3 · Cross-entropy from logits (3 points)
#
# How surprised is the network by the true class? For one sample, the natural logarithm of what it gave that
# class:
#
# $$L = \frac{1}{N} \sum_n -\log p_{n, y_n}$$
#
# Write `cross_entropy(s, y)`: logits `s` of shape `(N, K)`, labels `y` of shape `(N,)`, integers from 0 to
# `K` − 1; the result is one number, the mean over the batch. Your `logsumexp` may be used.
#
# With class 0 true, logits `[2, 1, 0.5]` cost 0.464 and logits `[5, 1, 0.5]` only 0.029. A true class 1000
# below the largest logit costs 1000: neither `inf` nor 27.6.


# %% problem="softmax.cross_entropy" tags=["answer"]
def cross_entropy(s: np.ndarray, y: np.ndarray) -> float:
    """Return the mean over the batch of −log p_{n, y_n}, computed from the logits.

    Parameters
    ----------
    s : (N, K)  logits of any size; left unchanged.
    y : (N,)    the true classes, integers from 0 to K − 1.

    Returns
    -------
    one number, the mean loss
    """
    ### BEGIN SOLUTION
    true_logits = s[np.arange(len(y)), y]
    return np.mean(logsumexp(s) - true_logits)
    ### END SOLUTION


# %% problem="softmax.cross_entropy" tags=["check"]
check("softmax.cross_entropy")

# %% [markdown]
# ## 4 · The gradient (4 points)
#
# Softmax and cross-entropy together have a famously simple gradient: prediction minus target. For the mean
# loss of a batch,
#
# $$\frac{\partial L}{\partial s_{nk}} = \frac{1}{N} \left( p_{nk} - [k = y_n] \right)$$
#
# where $[k = y_n]$ is 1 for the true class and 0 for the others. Write `cross_entropy_gradient(s, y)` of
# shape `(N, K)`; `s` and `y` are as before, and stay as they were. Your `softmax` may be used.
#
# For `s = [[2, 1, 0.5]]` and `y = [0]` it is `[[-0.371, 0.231, 0.140]]`: up with the true class, down with
# the rest.


# %% problem="softmax.gradient" tags=["answer"]
def cross_entropy_gradient(s: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return ∂L/∂s of the mean cross-entropy: (p − one-hot of y) / N.

    Parameters
    ----------
    s : (N, K)  logits; left unchanged.
    y : (N,)    the true classes, integers from 0 to K − 1.

    Returns
    -------
    (N, K)  the gradient
    """
    ### BEGIN SOLUTION
    N = len(y)
    delta = softmax(s)
    delta[np.arange(N), y] -= 1
    return delta / N
    ### END SOLUTION


# %% problem="softmax.gradient" tags=["check"]
check("softmax.gradient")

# %% [markdown]
# ## 5 · By hand (3 points)
#
# One sample, three logits, and numbers that are yours alone. Run this cell, take a pencil and a calculator,
# and find
#
# - `p`: the three probabilities,
# - `loss`: the cross-entropy when class `y` is the true one (classes count from 0),
# - `gradient`: ∂loss/∂s, three numbers,
#
# each to three decimals. Write numbers, or expressions such as `np.exp(0.3) / 2`; lists of three are fine.

# %% tags=["given"]
s, y = mine("softmax.by_hand")

# %% problem="softmax.by_hand" tags=["answer"]
### BEGIN SOLUTION
p = np.exp(s) / np.exp(s).sum()
loss = -np.log(p[y])
gradient = p - np.eye(3)[y]
### STUB
# p = [..., ..., ...]
# loss = ...
# gradient = [..., ..., ...]
### END SOLUTION

# %% problem="softmax.by_hand" tags=["check"]
check("softmax.by_hand")

# %% [markdown]
# ## 6 · The right head (2 points)
#
# Four tasks. Give each the letter of its output and loss.
#
# - `price`: what will this flat cost? (one output)
# - `spam`: is this mail spam or not? (one output)
# - `digit`: which of the ten digits is this? (ten outputs)
# - `tags`: beach, dog, sunset, ...: which of twenty tags fit this photo? (twenty outputs)
#
# | letter | output | loss |
# |---|---|---|
# | A | the logits as they are | squared error |
# | B | sigmoid of each logit | squared error |
# | C | sigmoid of each logit | binary cross-entropy, summed over the outputs |
# | D | softmax over the logits | cross-entropy |
#
# A letter may serve more than once, or not at all.

# %% problem="softmax.heads" tags=["answer"]
### BEGIN SOLUTION
price = "A"
spam = "C"
digit = "D"
tags = "C"
### END SOLUTION

# %% problem="softmax.heads" tags=["check"]
check("softmax.heads")

# %% [markdown]
# ## 7 · Repair: the classifier that will not decide (3 points)
#
# `train` fits softmax regression, $s = X W^\top + b$, by gradient descent. Twelve points on a line, from 1
# to 12: up to 6 they are class 0, above 6 class 1. That is easy, and yet every point ends up in the same
# class. Run the two cells and look at the numbers.
#
# One line of `train` is wrong. Find it and mend it; leave the rest, `eta` and `steps` included, as it is.
#
# `X` is `(N, d)`, `y` `(N,)`, `W` `(K, d)`, `b` `(K,)`; `losses` holds the mean loss before each step.


# %% problem="softmax.repair" tags=["answer"]
def train(X: np.ndarray, y: np.ndarray, K: int, eta: float = 0.1, steps: int = 300):
    """Fit softmax regression by gradient descent; return W (K, d), b (K,) and the losses (steps,)."""
    N, d = X.shape
    W, b, losses = np.zeros((K, d)), np.zeros(K), []
    for _ in range(steps):
        s = X @ W.T + b
        s = s - s.max(axis=1, keepdims=True)
        log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        losses.append(-log_p[np.arange(N), y].mean())
        delta = (np.exp(log_p) - np.eye(K)[y]) / N  # (N, K)
        ### BEGIN SOLUTION
        W = W - eta * (delta.T @ X)
        b = b - eta * delta.sum(axis=0)  # one entry for each class
        ### STUB
        # W = W - eta * (delta.T @ X)
        # b = b - eta * delta.sum()
        ### END SOLUTION
    return W, b, losses


# %%
line = np.arange(1.0, 13.0).reshape(12, 1)
side = (line[:, 0] > 6).astype(int)
W, b, losses = train(line, side, K=2)
print("loss:     ", np.round(losses[0], 3), "->", np.round(losses[-1], 3))
print("b:        ", np.round(b, 3) + 0.0)
print("predicted:", (line @ W.T + b).argmax(axis=1))

# %% problem="softmax.repair" tags=["check"]
check("softmax.repair")

# %% [markdown]
# ## What you have now
#
# Four functions that every classifier rests on, and a reason for each line of them: subtract the largest
# logit, work with logarithms, prediction minus target, one bias for each class. Frameworks hide exactly
# these behind "cross-entropy *with logits*". Back to [chapter 06](../course/06_softmax.ipynb).
