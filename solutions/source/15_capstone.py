# %% [markdown]
# # 15 · Exercises: your own library
#
# Everything you have written comes together. Your functions become a library, the library a network, the
# network learns moons, spirals and handwriting, and a test set that you never see has the last word. It takes
# 60 to 90 minutes and goes with [chapter 15](../course/15_capstone.ipynb).
#
# Write where the dots `...` are, run the cell, then run the `check` cell below it, as often as you like.
# Stuck? `hint("capstone.network")` gives a first hint, and two more when you call it again.
#
# Only NumPy and what you define here is there when this is graded: no nnkit, no other notebook.

# %% tags=["setup"]
import numpy as np

from nnkit.grading import assemble, check, hint

# %% [markdown]
# ## 1 · A library of your own (4 points)
#
# Run the next cell. It looks into your exercise notebooks, takes your answers to eleven problems and puts
# them here, in its own place, each under the name of the set it comes from; nothing is changed over there.
# Run it once more, and your library exists: thirteen names, from `dense_forward` to `accuracy`.
#
# What you have not answered yet, write here. The check runs each function's own checks, and says what it
# said there. What fails costs its share once: the problems below are then judged with a correct version.


# %% problem="capstone.assembled" tags=["answer"]
### BEGIN SOLUTION
# 04_layers, layers.dense_forward
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
    return a_prev @ W.T + b


# 03_activations, activations.relu
def relu(z: np.ndarray) -> np.ndarray:
    """Return max(0, z), entry by entry; z of any shape is left unchanged."""
    return np.maximum(z, 0.0)


def relu_prime(z: np.ndarray) -> np.ndarray:
    """Return the slope of relu at z: 1 where z > 0, else 0."""
    return (z > 0).astype(np.float64)


# 06_softmax, softmax.logsumexp
def logsumexp(s: np.ndarray) -> np.ndarray:
    """Return log Σ_j exp(s_j) along the last axis.

    Parameters
    ----------
    s : (K,) or (N, K)  logits of any size; left unchanged.

    Returns
    -------
    a number for (K,), or (N,) for (N, K)
    """
    m = s.max(axis=-1, keepdims=True)
    return np.squeeze(m, axis=-1) + np.log(np.exp(s - m).sum(axis=-1))


# 06_softmax, softmax.stable
def softmax(s: np.ndarray) -> np.ndarray:
    """Turn logits into probabilities: p_k = exp(s_k) / Σ_j exp(s_j), along the last axis.

    Parameters
    ----------
    s : (K,) or (N, K)  logits of any size; left unchanged.

    Returns
    -------
    (K,) or (N, K)  probabilities; each row sums to 1.
    """
    e = np.exp(s - s.max(axis=-1, keepdims=True))  # the largest exponent is 0: no overflow
    return e / e.sum(axis=-1, keepdims=True)


# 06_softmax, softmax.cross_entropy
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
    true_logits = s[np.arange(len(y)), y]
    return np.mean(logsumexp(s) - true_logits)


# 06_softmax, softmax.gradient
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
    N = len(y)
    delta = softmax(s)
    delta[np.arange(N), y] -= 1
    return delta / N


# 08_backprop, backprop.dense_backward
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
    dW = delta.T @ a_prev
    db = delta.sum(axis=0)
    return dW, db, delta @ W


# 10_signals, signals.initialisers
def he_normal(n_out: int, n_in: int, seed: int) -> np.ndarray:
    """Draw W (n_out, n_in) from N(0, 2 / n_in)."""
    std = np.sqrt(2 / n_in)
    return np.random.default_rng(seed).normal(0, std, (n_out, n_in))


def xavier_normal(n_out: int, n_in: int, seed: int) -> np.ndarray:
    """Draw W (n_out, n_in) from N(0, 2 / (n_in + n_out))."""
    std = np.sqrt(2 / (n_in + n_out))
    return np.random.default_rng(seed).normal(0, std, (n_out, n_in))


# 09_descent, descent.minibatches
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
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


# 09_descent, descent.adam
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
        self.m, self.v, self.t = 0.0, 0.0, 0

    def step(self, theta: np.ndarray, grad: np.ndarray) -> np.ndarray:
        """Return the new theta, a new array."""
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        return theta - self.eta * m_hat / (np.sqrt(v_hat) + self.eps)


# 11_training, training.accuracy
def accuracy(z: np.ndarray, y: np.ndarray) -> float:
    """Return the share of rows of z, (N, K) or (N, 1), whose decision is y (N,)."""
    if z.shape[1] == 1:
        return np.mean((z[:, 0] > 0) == y)
    return np.mean(z.argmax(axis=1) == y)


### STUB
# assemble("capstone.assembled")  # run me: I turn into your own code
### END SOLUTION

# %% problem="capstone.assembled" tags=["check"]
check("capstone.assembled")

# %% [markdown]
# ## 2 · A network of any depth (6 points)
#
# Write `Network(sizes, seed)`: dense layers, ReLU between them, sizes like `[2, 8, 3]`.
#
# - At first, W of layer l = 0, 1, ... is `he_normal(sizes[l + 1], sizes[l], seed + l)`, and b is 0.
# - `get_theta()` returns all parameters in one vector: the first W row by row, its b, the next W,
#   ... `set_theta(theta)` puts them back.
# - `forward(x)`: from a batch (N, d) to logits (N, K); it keeps what `backward` needs.
# - `backward(delta)`: from ∂L/∂logits (N, K) of the last forward to the gradient, a vector in theta's order.
#
# `Network([2, 3, 2], 0).get_theta()` has 17 entries. What comes in stays as it was.


# %% problem="capstone.network" tags=["answer"]
class Network:
    """Dense layers with ReLU between them, the last one linear; all parameters in one vector.

    Parameters
    ----------
    sizes : numbers of inputs, of units in each hidden layer, and of outputs.
    seed : the first weights of layer l are drawn with seed + l.
    """

    def __init__(self, sizes: list[int], seed: int) -> None:
        ### BEGIN SOLUTION
        self.Ws = [he_normal(sizes[l + 1], sizes[l], seed + l) for l in range(len(sizes) - 1)]
        self.bs = [np.zeros(n) for n in sizes[1:]]
        ### END SOLUTION

    def get_theta(self) -> np.ndarray:
        """Return all parameters: W of the first layer row by row, its b, W of the next, ..."""
        ### BEGIN SOLUTION
        return np.concatenate([part.ravel() for pair in zip(self.Ws, self.bs, strict=True) for part in pair])
        ### END SOLUTION

    def set_theta(self, theta: np.ndarray) -> None:
        """Take all parameters from one vector, in the order of get_theta."""
        ### BEGIN SOLUTION
        parts = [part for pair in zip(self.Ws, self.bs, strict=True) for part in pair]
        ends = np.cumsum([part.size for part in parts])
        pieces = [p.reshape(part.shape) for p, part in zip(np.split(theta, ends[:-1]), parts, strict=True)]
        self.Ws, self.bs = pieces[0::2], pieces[1::2]
        ### STUB
        # ...  # your code here
        ### END SOLUTION

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Return the logits (N, K) of a batch (N, d), and keep what backward needs."""
        ### BEGIN SOLUTION
        self.read, self.zs = [x], []
        for W, b in zip(self.Ws, self.bs, strict=True):
            self.zs.append(dense_forward(self.read[-1], W, b))
            self.read.append(relu(self.zs[-1]))
        return self.zs[-1]
        ### END SOLUTION

    def backward(self, delta: np.ndarray) -> np.ndarray:
        """Return ∂L/∂theta, one vector, given ∂L/∂logits (N, K)."""
        ### BEGIN SOLUTION
        gradient = []
        for l in reversed(range(len(self.Ws))):
            dW, db, grad_a = dense_backward(delta, self.read[l], self.Ws[l])
            gradient = [dW.ravel(), db, *gradient]
            if l > 0:
                delta = grad_a * relu_prime(self.zs[l - 1])
        return np.concatenate(gradient)
        ### END SOLUTION


# %% problem="capstone.network" tags=["check"]
check("capstone.network")

# %% [markdown]
# ## 3 · Training, from an empty cell (5 points)
#
# Write two functions:
#
# - `fit(x, y, sizes, seed, eta, epochs)`: makes a `Network`, trains it on x (N, d), y (N,) with your loss,
#   your batches and your Adam, and returns its theta. `eta` and `epochs` have defaults: you choose them, and
#   the size of a batch. All chance comes from `seed`: the same call gives the same theta.
# - `predict(x, sizes, theta)`: the class of each row of x, (N,) whole numbers.
#
# They are judged on new points of three blobs (93 % right), two moons (97 %) and two spirals (95 %), and
# may take five seconds each; one is plenty. The arrays that come in stay as they were.


# %% problem="capstone.fit" tags=["answer"]
### BEGIN SOLUTION
def fit(x: np.ndarray, y: np.ndarray, sizes: list[int], seed: int, eta=0.01, epochs=150) -> np.ndarray:
    """Train a network on x (N, d) and y (N,); return all its parameters, one vector.

    Choose your own defaults of eta and epochs.
    """
    net, adam, rng = Network(sizes, seed), Adam(eta), np.random.default_rng(seed)
    theta = net.get_theta()
    for _ in range(epochs):
        for batch in minibatches(rng.permutation(len(x)), 32):
            logits = net.forward(x[batch])
            gradient = net.backward(cross_entropy_gradient(logits, y[batch]))
            theta = adam.step(theta, gradient)
            net.set_theta(theta)
    return theta


### STUB
# def fit(x: np.ndarray, y: np.ndarray, sizes: list[int], seed: int, eta=0.1, epochs=1) -> np.ndarray:
#     """Train a network on x (N, d) and y (N,); return all its parameters, one vector.
#
#     Choose your own defaults of eta and epochs.
#     """
#     return ...  # your code here
### END SOLUTION


def predict(x: np.ndarray, sizes: list[int], theta: np.ndarray) -> np.ndarray:
    """Return the class of each row of x, (N,)."""
    ### BEGIN SOLUTION
    net = Network(sizes, 0)
    net.set_theta(theta)
    return net.forward(x).argmax(axis=1)
    ### END SOLUTION


# %% problem="capstone.fit" tags=["check"]
check("capstone.fit")

# %% [markdown]
# ## 4 · Your library reads handwriting (6 points)
#
# The 1,797 digits of 8 × 8 pixels again: x is (N, 64) with entries from 0 to 1, y (N,) from 0 to 9. Write
#
# - `learn_digits(x, y, seed)`: learns from 1,000 of them and returns your model: theta, or whatever
#   numbers, arrays and lists you like;
# - `read_digits(x, model)`: the digit in each image, (N,).
#
# The check keeps 600 images back and asks for 90 %, then for 94 % of them. When this is graded, another 600
# are kept back, which nobody knows: 94 % there as well. Good networks reach 97 %.


# %% problem="capstone.digits" tags=["answer"]
def learn_digits(x: np.ndarray, y: np.ndarray, seed: int):
    """Learn from images x (N, 64) and digits y (N,); return a model made of plain numbers and arrays."""
    ### BEGIN SOLUTION
    return fit(x, y, [64, 48, 10], seed, eta=0.003, epochs=40)
    ### END SOLUTION


def read_digits(x: np.ndarray, model) -> np.ndarray:
    """Return the digit in each image of x (N, 64), (N,)."""
    ### BEGIN SOLUTION
    return predict(x, [64, 48, 10], model)
    ### END SOLUTION


# %% problem="capstone.digits" tags=["check"]
check("capstone.digits")

# %% [markdown]
# ## The right tool
#
# Whoever can build a network should know when not to. Three cases, then three more:
#
# - `loans`: 400 rows, 12 columns (income, age, ...); a clerk must explain each refusal. **A** a 12-256-256-2
#   network **B** a deeper one **C** logistic regression or a small tree **D** a convolutional network
# - `gap`: training loss 0.01, falling smoothly; validation loss 0.9. **A** more units **B** more epochs
#   **C** a smaller eta **D** more data, or regularisation
# - `start`: the training loss of a ten-class network stays at 2.3, log 10. **A** look for a bug, at the
#   gradients, at eta **B** it overfits: weight decay **C** dropout **D** more data

# %% [markdown]
# ## 5 · The right tool (3 points)
#
# A letter for each of the three above, and for these:
#
# - `photos`: which animal, on 100,000 photographs? **A** dense layers **B** a
#   network that shares weights across the picture **C** a tree **D** logistic regression on pixels
# - `clinic`: you choose the best of forty networks on the validation set. Which accuracy do you report?
#   **A** that on validation **B** on training **C** on a test set used only now **D** the best of many splits
# - `bound`: ReLU networks are universal approximators. So yours, 50 units wide, **A** can reach any error
#   **B** is promised nothing in particular **C** is right outside the interval **D** comes near with enough
#   epochs

# %% problem="capstone.judgement" tags=["answer"]
### BEGIN SOLUTION
loans = "C"
gap = "D"
start = "A"
photos = "B"
clinic = "C"
bound = "B"
### END SOLUTION

# %% problem="capstone.judgement" tags=["check"]
check("capstone.judgement")
