# %% [markdown]
# # 13 · Exercises: reading handwriting
#
# A classifier of digits from end to end. You weigh it, prepare its images, train it to read digits that are
# out of place, and then look hard at its mistakes. It takes 45 to 70 minutes and goes with [chapter
# 13](../course/13_handwriting.ipynb).
#
# Write where the dots `...` are, run the cell, then run the `check` cell below it. It names what is wrong, as
# often as you like. Stuck? `hint("handwriting.budget")` gives a first hint, and two more when you call it
# again.
#
# Throughout, `x` holds `N` images (one a row), `y` what they are, a class from 0 to `K` − 1 each, `p` the
# probabilities `(N, K)`, and `guess` the answers `(N,)`.

# %% tags=["setup"]
import numpy as np

import nnkit as nn
from nnkit.grading import check, hint, mine

# %% [markdown]
# ## 1 · What does it weigh? (3 points)
#
# 784-256-128-10 has 235,146 parameters, 200,960 of them in its first layer. For 100 images forward keeps
# 157,200 numbers: x, and z and a of all three layers. In training, θ, its gradient and Adam's two averages
# take 3,762,336 bytes, four a number. With one hidden layer, 784-125-10 is the widest with at most 100,000
# parameters.
#
# The cell draws numbers of your own: `side` × `side` pixels, hidden layers of `M1` and `M2` units, `K`
# classes. Find the same four:
#
# - `first`: the parameters of the first layer;
# - `kept`, for a batch of `N`;
# - `memory`, in bytes;
# - `widest`: the largest M for image-M-K and at most `budget` parameters.

# %% tags=["given"]
side, M1, M2, K, N, budget = mine("handwriting.budget")

# %% problem="handwriting.budget" tags=["answer"]
### BEGIN SOLUTION
d = side * side
first = (d + 1) * M1
kept = N * (d + 2 * (M1 + M2 + K))
memory = 4 * 4 * (first + (M1 + 1) * M2 + (M2 + 1) * K)
widest = (budget - K) // (d + 1 + K)
### STUB
# first = ...
# kept = ...
# memory = ...
# widest = ...
### END SOLUTION

# %% problem="handwriting.budget" tags=["check"]
check("handwriting.budget")

# %% [markdown]
# ## 2 · Images into rows (4 points)
#
# Write `prepare(train, test)`. Images come as `(N, h, w)` and `(M, h, w)` whole numbers, perhaps bytes. Lay
# each out as a row, line by line; then
#
# $$\hat x_{ni} = \frac{x_{ni} - \mu_i}{\sigma_i}$$
#
# with mean μ and deviation σ (divided by N) of each pixel over the *training* images, for both sets. A pixel
# that never changes in training (σ = 0) becomes 0 in both. Return `x_train` `(N, h·w)` and `x_test`
# `(M, h·w)`.
#
# Two 1 × 3 images `[[0, 4, 5]]` and `[[2, 8, 5]]` give rows `[-1, -1, 0]` and `[1, 1, 0]`; a test image
# `[[1, 10, 9]]` gives `[0, 2, 0]`.


# %% problem="handwriting.prepare" tags=["answer"]
def prepare(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lay images out in rows and standardise each pixel by the training images.

    Parameters
    ----------
    train : (N, h, w)  whole numbers of any integer type; left unchanged.
    test : (M, h, w)

    Returns
    -------
    x_train (N, h·w) and x_test (M, h·w)
    """
    ### BEGIN SOLUTION
    N, h, w = train.shape
    x_train, x_test = train.reshape(N, h * w), test.reshape(len(test), h * w)
    mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
    scale = np.where(deviation > 0, deviation, np.inf)  # a number divided by infinity is 0
    return (x_train - mean) / scale, (x_test - mean) / scale
    ### END SOLUTION


# %% problem="handwriting.prepare" tags=["check"]
check("handwriting.prepare")

# %% [markdown]
# ## 3 · A digit out of place (3 points)
#
# A network that reads digits where they usually stand may fail when one stands a pixel further left. Train
# 64-`hidden`-10 (ReLU, SGD) on two thirds of nnkit's digits until 90 % of the others are right, as they are
# and moved by up to a pixel. Choose
#
# - `hidden`: at most 5,000 parameters in all; 0 means no hidden layer;
# - `eta`: up to 10; `batch_size`: 8 to 256; `epochs`: 1 to 40;
# - `shift`: how many pixels training images move by, anew in each epoch: 0, 1 or 2.
#
# `accuracies` lets you try. Grading holds back other images, twice, and there a mean of 87 % will do.

# %% tags=["given"]
images, labels = nn.datasets.digits(dtype=np.float32)


def moved(x, shift, rng):
    """Move each image by up to `shift` pixels across and down; what is left free is paper."""
    wide = np.pad(x.reshape(-1, 8, 8), ((0, 0), (shift, shift), (shift, shift)))
    down, right = rng.integers(0, 2 * shift + 1, (2, len(x), 1))
    rows, columns = down + np.arange(8), right + np.arange(8)
    n = np.arange(len(x))[:, np.newaxis, np.newaxis]
    return wide[n, rows[:, :, np.newaxis], columns[:, np.newaxis, :]].reshape(len(x), 64)


# %% tags=["given"]
def accuracies(hidden, eta, batch_size, epochs, shift, seed=0):
    """Return the accuracy in training, on held-back images, and on these moved."""
    train, (x_test, y_test) = nn.datasets.split(images, labels, share=1 / 3, rng=np.random.default_rng(seed))
    rng, loss, sgd = np.random.default_rng(seed), nn.SoftmaxCrossEntropy(), nn.SGD(eta)
    sizes = [64, hidden, 10] if hidden else [64, 10]
    net = nn.Network.mlp(sizes, nn.relu, rng=rng, dtype=np.float32)
    for _ in range(epochs):
        x = moved(train[0], shift, rng)
        for batch in nn.minibatches(len(x), batch_size, rng):
            z = net.forward(x[batch])
            sgd.step(net.theta, net.backward(loss.delta(z, train[1][batch])))
    x_moved = moved(x_test, 1, np.random.default_rng(seed))
    return [nn.accuracy(net(a), b) for a, b in ((x, train[1]), (x_test, y_test), (x_moved, y_test))]


print(np.round(accuracies(hidden=16, eta=0.05, batch_size=64, epochs=20, shift=0), 3))

# %% problem="handwriting.train" tags=["answer"]
### BEGIN SOLUTION
classifier = {"hidden": 64, "eta": 0.3, "batch_size": 16, "epochs": 40, "shift": 1}
### STUB
# classifier = {"hidden": ..., "eta": ..., "batch_size": ..., "epochs": ..., "shift": ...}
### END SOLUTION

# %% problem="handwriting.train" tags=["check"]
check("handwriting.train")

# %% [markdown]
# ## 4 · The confusion matrix (3 points)
#
# 90 % right is one number. Which digits are taken for which?
#
# Write `confusion_matrix(y, guess, K)`: a table `(K, K)` of counts. Row i holds the images of class i, column
# j those that were given the answer j, so entry [i, j] is how often an i was taken for a j. `y` and `guess`
# have shape `(N,)`; not every class need occur.
#
# For `y = [0, 1, 1, 2, 2, 2]`, `guess = [0, 1, 2, 2, 0, 0]` and `K = 3`: `[[1, 0, 0], [0, 1, 1], [2, 0, 1]]`.
# The diagonal holds what is right; the two 2s that were taken for 0 stand at its lower left.


# %% problem="handwriting.confusion" tags=["answer"]
def confusion_matrix(y: np.ndarray, guess: np.ndarray, K: int) -> np.ndarray:
    """Count how often each true class (row) got each answer (column).

    Parameters
    ----------
    y : (N,)  true classes, integers from 0 to K − 1; left unchanged.
    guess : (N,)  the classes that were answered.
    K : how many classes there are.

    Returns
    -------
    (K, K)  counts
    """
    ### BEGIN SOLUTION
    C = np.zeros((K, K), dtype=np.int64)
    np.add.at(C, (y, guess), 1)  # adds again where a pair comes again
    return C
    ### END SOLUTION


# %% problem="handwriting.confusion" tags=["check"]
check("handwriting.confusion")

# %% [markdown]
# ## 5 · Sure, and wrong (3 points)
#
# The mistakes worth looking at are those the network was sure of: a label may be wrong, a digit odd, or the
# network too confident.
#
# Write `surest_mistakes(p, y, n)`. `p` `(N, K)` holds probabilities, `y` `(N,)` the labels; the answer for a
# row is its most probable class, and its sureness is that probability. Return the numbers of the wrongly
# answered images, the surest first: the first `n`, or all of them if there are fewer. No two are equally
# sure.
#
# For `p = [[0.8, 0.2], [0.4, 0.6], [0.3, 0.7]]` and `y = [0, 0, 0]` it is `[2, 1]` if n is 2 or more, and
# `[2]` if n is 1.


# %% problem="handwriting.surest" tags=["answer"]
def surest_mistakes(p: np.ndarray, y: np.ndarray, n: int) -> np.ndarray:
    """Return the indices of the mistakes with the largest probability of the wrong answer.

    Parameters
    ----------
    p : (N, K)  probabilities, one image a row; left unchanged.
    y : (N,)    true classes.
    n : how many indices at most.

    Returns
    -------
    up to n indices of rows of p, the surest mistake first; none if all are right
    """
    ### BEGIN SOLUTION
    wrong = np.flatnonzero(p.argmax(axis=1) != y)
    surest_first = np.argsort(-p[wrong].max(axis=1))
    return wrong[surest_first[:n]]
    ### END SOLUTION


# %% problem="handwriting.surest" tags=["check"]
check("handwriting.surest")

# %% [markdown]
# ## 6 · Reading the matrix (3 points)
#
# Run the cell: a confusion matrix `C` of your own, true class in the row, answer in the column (a dot is 0).
# Find, to three decimals,
#
# - `share_right` of all images;
# - for class `k`: `recall`, the share of the ks that were recognised, and `precision`, the share of the
#   answers k that were right;
# - `taken_for`: the commonest mistake, `[what it was, what it was taken for]`;
# - `reads_p`, `reads_q`, `reads_r`: what happens to the classes `p`, `q`, `r`; low is below 0.85, high from
#   0.95.
#
# | letter | recall | precision |
# |---|---|---|
# | A: often missed | low | high |
# | B: named too readily | high | low |
# | C: read well | high | high |

# %% tags=["given"]
C, k, p, q, r = mine("handwriting.reading")
print("true   answer" + "".join(f"{j:>4}" for j in range(10)))
for i in range(10):
    print(f"{i:>4}         " + "".join(f"{count or '·':>4}" for count in C[i]))

# %% problem="handwriting.reading" tags=["answer"]
### BEGIN SOLUTION
right = np.diag(C)
recalls, precisions = right / C.sum(axis=1), right / C.sum(axis=0)
share_right = right.sum() / C.sum()
recall, precision = recalls[k], precisions[k]
off_diagonal = C - np.diag(right)
taken_for = list(np.unravel_index(off_diagonal.argmax(), C.shape))
reads_p, reads_q, reads_r = (
    "A" if recalls[c] < 0.85 else "B" if precisions[c] < 0.85 else "C" for c in (p, q, r)
)
### STUB
# share_right = ...
# recall = ...
# precision = ...
# taken_for = [..., ...]
# reads_p = ...
# reads_q = ...
# reads_r = ...
### END SOLUTION

# %% problem="handwriting.reading" tags=["check"]
check("handwriting.reading")

# %% [markdown]
# ## What you have now
#
# The figures that decide whether a classifier fits on a device, images prepared without a glance at the
# test, and a network that reads digits one pixel off, because it was shown some. And you no longer ask only
# how many are right: you can say which class goes wrong, which way, and which mistakes to look at first. Back
# to chapter 13.
