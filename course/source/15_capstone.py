# %% [markdown]
# # 15 · Capstone: your own library
#
# An empty file, a blinking cursor; beside it, two spirals that no line can part. What do you write first, and
# what comes after that? You have met every piece. This chapter is the map of how they hang together.
#
# **You will learn to**
#
# - write a network from an empty file, and say of each line why it is there;
# - test a library before you trust it, and compare its design with others;
# - say how sure you may be of "95 % right".
#
# **You need** the backward pass ([chapter 08](08_backprop.ipynb)), descent ([chapter 09](09_descent.ipynb))
# and the training loop ([chapter 11](11_training.ipynb)). Others are named in passing.
#
# **Time** 40 minutes, 10 for the quizzes; a pause is marked. The exercises take longer this time.

# %% tags=["setup"]
import inspect
from itertools import pairwise
from time import perf_counter

import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, digits_explorer, playground, quiz, review

review("15_capstone")

# %% jupyter={"source_hidden": true}
deep = {"layers": 4, **dict.fromkeys(("units1", "units2", "units3", "units4"), 8), "activation": "identity"}
trained = {"data": "spirals", "n": 1000, "optimiser": "Adam", "eta": 0.003, "controls": "network"}
playground(
    **deep,
    **trained,
    predict=Prediction(
        question="Four hidden layers without a bend (identity) get nearly a third of these spirals wrong. "
        "Give them a bend. Which gets below one in ten within 100 epochs, from this start?",
        options=("Sigmoid and tanh", "Tanh, not sigmoid", "Neither of them"),
        answer="Tanh, not sigmoid",
        observe="Train 100 epochs with identity, with tanh and with sigmoid, and compare the losses.",
        because="Without a bend the right parameters do not exist. With sigmoid they do; but its slope is at "
        "most a quarter, in every layer, there and back, and descent does not find them.",
    ),
)

# %% [markdown]
# Two runs with nearly the same poor loss, and two different illnesses. Identity: four layers collapse into
# one ([chapter 05](05_depth.ipynb)), a failure of **approximation**. Sigmoid: since $\tanh z = 2 \sigma(2 z)
# - 1$ ([chapter 03](03_activations.ipynb)), whatever the tanh network has found can be rewritten for it. So
# good parameters exist; but signals fade through depth ([chapter 10](10_signals.ipynb)), a failure of
# **trainability**. No curve tells you which of the two it is. Somebody who knows all the pieces does.
#
# ## From an empty file
#
# So let us lay the pieces out, in the order in which one writes them.

# %% [markdown]
# | write | what it is | where you met it, and as what |
# |---|---|---|
# | **data** | $x$, one sample a row; targets $y$; piles put aside | 09 scale, 11 piles |
# | **layer** | $z = a_\text{prev} W^\top + b$, $a = \phi(z)$ | 02 neuron, 03 activation, 04 layer |
# | **network** | layers in a row, $\theta$, first weights | 04 parameters, 05 bends, 10 initialisation |
# | **loss** | $L$, one number, and $\delta = \partial L / \partial z$ | 06 logits and losses |
# | **backward** | $dW = \delta^\top a_\text{prev}$; then $\delta W$, times $\phi'$ | 08 error signal |
# | **step** | $v \leftarrow \beta v + g$, $\theta \leftarrow \theta - \eta v$ | 09 momentum, learning rate |
# | **loop** | for each batch of each epoch | 09 mini-batch, 11 training |
#
# Three chapters say what to expect of it: 01 what a hidden layer is for, 07 that good parameters exist, 12
# whether they hold for other data. And 13 and 14 take it further.

# %% [markdown]
# Now in code, fewer than forty lines in all. In the exercises you assemble a library of ReLU, softmax and
# Adam; here we take other parts, so that yours stays yours: tanh, the logistic loss for labels ±1, momentum,
# and biases inside the weights.
#
# ### Data
#
# Inputs with a spread of about 1 need no standardising (chapter 09); these are close. **Predict:** the
# classes come as 400 zeros and ones, of shape (400,). What would go wrong, silently, if they met logits of
# shape (400, 1) like that?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
rng = np.random.default_rng(0)
x, classes = nn.datasets.spirals(200, turns=1.5, noise=0.1, rng=rng)
y = 2.0 * classes[:, np.newaxis] - 1  # labels -1 and +1, one row for each sample
print("x", x.shape, " y", y.shape, " labels", np.unique(y), " deviation of x", x.std(axis=0).round(1))
print("(400, 1) times (400,):", np.broadcast_shapes((400, 1), (400,)), "every sample meets every label")

# %% [markdown]
# ### Layer
#
# A bias is the weight of an input that is always 1. So put the 1 there: $V = [\,W \mid b\,]$, of shape
# (n_out, n_in + 1), and $z = [\,a_\text{prev}, 1\,]\, V^\top$. One array for each layer, one product.
#
# **Do:** run it. Put the 1 on the left, and see what the check says; then put it back.


# %% tags=["pin"]
def with_one(a):
    return np.column_stack([a, np.ones(len(a))])


W, b = rng.normal(size=(5, 2)), rng.normal(size=5)
V = np.column_stack([W, b])
print("V", V.shape, " the same as x W^T + b:", np.allclose(with_one(x) @ V.T, x @ W.T + b))

# %% [markdown]
# ### Network
#
# All parameters in **one flat vector** `theta`; each `V` is a *view* of a piece of it, not a copy. The
# optimiser will see only `theta`. First weights with variance $1/n_\text{in}$ (LeCun's rule; chapter 10),
# biases 0, tanh between the layers, none after the last.


# %%
class Tiny:
    def __init__(self, sizes, rng):
        shapes = [(n_out, n_in + 1) for n_in, n_out in pairwise(sizes)]
        ends = np.cumsum([rows * columns for rows, columns in shapes])
        self.theta = np.zeros(ends[-1])
        pieces = np.split(self.theta, ends[:-1])  # views
        self.V = [piece.reshape(shape) for piece, shape in zip(pieces, shapes, strict=True)]
        for V, n_in in zip(self.V, sizes[:-1], strict=True):
            V[:, :-1] = rng.normal(0, n_in**-0.5, size=V[:, :-1].shape)

    def forward(self, x):
        self.read = [with_one(x)]  # what each layer reads, kept for the way back
        for V in self.V[:-1]:
            self.read.append(with_one(np.tanh(self.read[-1] @ V.T)))
        return self.read[-1] @ self.V[-1].T


# %% [markdown]
# ### Loss
#
# For a label $y = \pm 1$ and a logit $z$, the **margin** $y z$ is positive when the sign is right:
#
# $$
# L = \log(1 + e^{-y z}), \qquad
# \frac{\partial L}{\partial z} = \frac{-y\, e^{-y z}}{1 + e^{-y z}} = -y\, \sigma(-y z)
# $$
#
# It is the cross-entropy of chapter 06 in other clothes: for $y = 1$, $-\sigma(-z) = p - 1$. Summed over the
# outputs, if there are several; averaged over the batch, so the $1/N$ stands in $\delta$, once.


# %% tags=["pin"]
def loss(z, y):
    return np.logaddexp(0, -y * z).sum(axis=1).mean()  # log(e^0 + e^(-yz)), without overflow


def loss_delta(z, y):
    return -y * nn.sigmoid(-y * z) / len(z)


z_try, y_try = np.array([[2.0], [-0.5], [0.0]]), np.array([[1.0], [1.0], [-1.0]])
numeric = nn.numerical_gradient(lambda z: loss(z, y_try), z_try)
print("delta  ", loss_delta(z_try, y_try).ravel().round(4))
print("nudging", numeric.ravel().round(4))
print("finite at a logit of 10,000:", np.isfinite(loss(np.array([[1e4]]), np.array([[-1.0]]))))

# %% [markdown]
# ### Backward
#
# From the last layer to the first: each $dV = \delta^\top [\,a_\text{prev}, 1\,]$, whose last column is $db$;
# then $\delta$ goes back through $W$ and through the bend, whose slope we get from $a$ alone:
# $1 - \tanh^2 z = 1 - a^2$.
#
# **Do:** in its last round, this loop does some work that nobody will use. Find it; the answer comes with
# nnkit's own version, below.


# %% tags=["pin"]
def backward(self, delta):
    grads = []
    for V, a in zip(reversed(self.V), reversed(self.read), strict=True):
        grads.insert(0, (delta.T @ a).ravel())
        delta = (delta @ V[:, :-1]) * (1 - a[:, :-1] ** 2)
    return np.concatenate(grads)


Tiny.backward = backward  # a class can be given a method later

net = Tiny([2, 4, 3, 1], np.random.default_rng(0))
grad = net.backward(loss_delta(net.forward(x), y))
print(f"{len(net.theta)} parameters, gradient {grad.shape}")

# %% [markdown]
# ### Step and loop
#
# Momentum, in place; then, in every epoch, batch after batch. That is all of it.


# %%
def step(net, v, grad, eta, beta=0.9):
    v *= beta
    v += grad
    net.theta -= eta * v


def train(net, x, y, epochs, rng, eta=0.1, step=step):
    v = np.zeros_like(net.theta)
    for _ in range(epochs):
        for batch in nn.minibatches(len(x), 32, rng):
            z = net.forward(x[batch])
            grad = net.backward(loss_delta(z, y[batch]))
            step(net, v, grad, eta)
    return net


# %% [markdown]
# ## Three tests before the first run
#
# It would be a pity to run it now. Each of these takes less than a second, and each rules something out:
#
# 1. **the gradient** against nudging, on a few samples: rules out mistakes on the way back;
# 2. **the first loss**, near $\log 2$ for two classes, $\log K$ for a softmax over $K$: scales and head are
#    sane;
# 3. **ten points**, learned by heart: loop, step and $\theta$ work together.


# %%
def three_tests(net, x, y, step):
    x, y, start = x[:10], y[:10], net.theta.copy()

    def loss_at(theta):
        net.theta[:] = theta
        return loss(net.forward(x), y)

    numeric = nn.numerical_gradient(loss_at, start)
    first = loss_at(start)
    off = nn.relative_error(net.backward(loss_delta(net.forward(x), y)), numeric)
    train(net, x, y, 500, np.random.default_rng(0), step=step)
    print(f"gradient {'agrees' if off < 1e-6 else 'WRONG'}", end="   ")
    print(f"first loss {first:.2f}   ten points learned down to {loss(net.forward(x), y):.4f}")


three_tests(Tiny([2, 16, 16, 1], np.random.default_rng(1)), x, y, step)

# %% [markdown]
# (*Near* $\log 2 = 0.69$: our logits start with a size of about 1, not 0, so a tenth or two more is in
# order.)
#
# ### Spot the error
#
# A colleague finds `-=` ugly and writes the step as below. Same formula, same numbers. **Predict** which of
# the three tests notice, then run.


# %% jupyter={"outputs_hidden": true}
def tidy_step(net, v, grad, eta, beta=0.9):
    v[:] = beta * v + grad
    net.theta = net.theta - eta * v


net = Tiny([2, 16, 16, 1], np.random.default_rng(1))
three_tests(net, x, y, tidy_step)
print("V[0] still a view of theta:", np.shares_memory(net.V[0], net.theta))

# %% [markdown]
# Only the third. The gradient is right, the first loss is right; but `theta = ...` makes a *new* vector and
# hangs the old name on it, while the layers go on looking at the old one. The optimiser walks; the network
# stays at home. This is the price of views: **write into `theta`, never over it**. (`nn.Network` guards
# against it: assigning to `net.theta` copies into the vector.)
#
# **Do:** mend `tidy_step` with three characters, and test again.
#
# ## Scale up
#
# The tests have passed. **Predict:** 400 points, batches of 32, 100 epochs: how many steps? And which share
# of *fresh* points will it get right?

# %% jupyter={"outputs_hidden": true}
my_steps, my_share = ..., ...

x_new, classes_new = nn.datasets.spirals(1000, turns=1.5, noise=0.1, rng=np.random.default_rng(1))
for seed in range(3):
    net = train(Tiny([2, 16, 16, 1], np.random.default_rng(seed)), x, y, 100, np.random.default_rng(seed))
    right = np.mean((net.forward(x_new)[:, 0] > 0) == classes_new)
    print(f"seed {seed}: loss {loss(net.forward(x), y):.4f}, fresh points right {right:.1%}")
print("steps:", 100 * -(-len(x) // 32))
if my_steps is not ...:
    print("You said", my_steps, "and", my_share)

# %% [markdown]
# The spirals of chapter 01, parted by code of which you know the reason for every line. There is no further
# trick behind it; larger networks have more of the same.
#
# It has `theta`, `forward` and `backward`, so the figure can run it. In this one several chapters speak at
# once.

# %% jupyter={"source_hidden": true}
wide = {"n": 1000, "optimiser": "momentum", "eta": 0.03, "batch_size": 128, "controls": "training"}
tiny = Tiny([2, 16, 16, 1], np.random.default_rng(0))
playground(
    network=tiny, data="spirals", **wide,
    predict=Prediction(
        question="Your network, batches of 8, η = 0.03: less than 1 % of the test points wrong after 80 "
        "epochs. Now batches of 128, a quarter of the noise; same η, same epochs. How many are wrong?",
        options=("Fewer than with 8", "About as few", "More than 20 %"),
        answer="More than 20 %",
        observe="Train 80 epochs, and read the updates. Start again with η = 0.3. Last, η = 0.3 with "
        "batches of 8.",
        because="An epoch has 4 updates instead of 63: it has not gone far enough. Longer steps make up for "
        "it, η = 0.3; with batches of 8 their noise would forbid such steps.",
    ),
)  # fmt: skip

# %% [markdown]
# So "the best learning rate" belongs to a batch size; a comparison of batch sizes at one η, or of both by
# epochs alone, says little.
#
# ## How a library is built
#
# `Tiny` made three decisions, and `nnkit` makes the same three:
#
# - **one flat $\theta$, with views**: an optimiser, a gradient check, a file on disk need no idea of layers;
# - **a layer is a `forward` that keeps and a `backward` that uses**: a new kind changes nothing else;
# - **a loss returns a number and a $\delta$**: the network does not care where $\delta$ comes from.
#
# **Do:** read its dense layer, without the docstring. Find your two lines, and the one it saves you.

# %%
source = inspect.getsource(nn.Dense.backward)
print(source[source.rindex('"""') + 3 :].strip("\n"))

# %% [markdown]
# `slope(z, a)` may use either, as we used $a$. `out=` writes into arrays made once, views of `net.grad` among
# them. And `input_gradient` is the work that nobody asks for at the first layer.
#
# Because the seams are in the same places, parts can be swapped. Here are a layer and a bend of ours inside a
# network of theirs, judged by their check:


# %%
def affine(a_prev, V):
    return with_one(a_prev) @ V.T


def affine_back(grad_a, a_prev, V):  # returns dL/da_prev, then dV
    return grad_a @ V[:, :-1], grad_a.T @ with_one(a_prev)


my_tanh = nn.Activation.of(np.tanh, lambda z: 1 - np.tanh(z) ** 2)
first = nn.FunctionLayer(2, 16, affine, affine_back, V=net.V[0])
layers = [first, nn.Activate(16, my_tanh), nn.Dense(16, 16, my_tanh), nn.Dense(16, 1)]
mixed = nn.Network(layers, rng=np.random.default_rng(0))
nn.gradient_check(mixed, nn.LogisticLoss(), x[:10], y[:10])

# %% [markdown]
# ### What the big frameworks do instead
#
# PyTorch, JAX and TensorFlow ask you for no backward at all. Each `+` and `*` is to them a tiny layer, which
# notes whom it was made of, and with which local slopes. The way back multiplies along each path and adds
# over paths (chapter 08). The whole idea fits into a cell:


# %%
class Number:
    def __init__(self, value, *made_of):
        self.value, self.made_of, self.slope = value, made_of, 0.0

    def __add__(self, other):
        return Number(self.value + other.value, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        return Number(self.value * other.value, (self, other.value), (other, self.value))

    def backward(self, slope=1.0):
        self.slope += slope  # over several paths: add
        for part, local in self.made_of:
            part.backward(slope * local)  # along a path: multiply


# %% [markdown]
# **Do:** it has no `tanh` yet. Replace the dots, and let it differentiate something that nobody has
# differentiated for it.


# %%
def tanh(number):
    a = np.tanh(number.value)
    slope = ...  # your line: the local slope, from a
    return Number(a, (number, 0.0 if slope is ... else slope))


w, h = Number(0.8), 1e-5
out = w * tanh(w * w + w)  # w is used four times: four paths lead back to it
out.backward()
up, down = (v * np.tanh(v * v + v) for v in (0.8 + h, 0.8 - h))
nudging = (up - down) / (2 * h)
print(f"value {out.value:.4f}   slope {w.slope:.4f}   by nudging {nudging:.4f}")
one_path = np.isclose(w.slope, np.tanh(1.44))
hint = "one path of four, tanh lets nothing back" if one_path else "not yet: chapter 03, the slope of tanh"
print("They agree." if np.isclose(w.slope, nudging, atol=1e-6) else f"So far: {hint}.")

# %% [markdown]
# Real ones work on arrays, visit each node once, in reverse order, instead of once for each path, and run on
# graphics cards. What you have learned is what they do when you call `backward`, and what to look at when
# they do it to the wrong thing.
#
# ### What it costs
#
# **Write down a guess:** one step of `Tiny` against one of nnkit, which checks every input; for 337
# parameters, and for 235,146. And nnkit in float32?


# %% jupyter={"outputs_hidden": true}
def milliseconds(times, run, *args):
    run(*args)  # to warm up
    found = []
    for _ in range(times):
        start = perf_counter()
        run(*args)
        found.append(perf_counter() - start)
    return 1e3 * min(found)  # whatever disturbs us makes it longer, never shorter


def tiny_step(net, x, y, v):
    step(net, v, net.backward(loss_delta(net.forward(x), y)), 0.01)


def nnkit_step(net, x, y, sgd):
    sgd.step(net.theta, net.backward(nn.LogisticLoss().delta(net.forward(x), y)))


# %% jupyter={"outputs_hidden": true}
for sizes, times in (([2, 16, 16, 1], 200), ([64, 32, 10], 200), ([784, 256, 128, 10], 20)):
    inputs, labels = rng.normal(size=(64, sizes[0])), rng.choice([-1.0, 1.0], size=(64, sizes[-1]))
    tiny, double = Tiny(sizes, rng), nn.Network.mlp(sizes, nn.tanh, rng=rng)
    ours = milliseconds(times, tiny_step, tiny, inputs, labels, np.zeros_like(tiny.theta))
    print(f"{len(tiny.theta):7,} parameters: Tiny {ours:6.3f} ms", end="")
    for name, net in (("nnkit", double), ("nnkit in float32", double.astype(np.float32))):
        own_x, sgd = inputs.astype(net.dtype), nn.SGD(0.01, momentum=0.9)
        theirs = milliseconds(times, nnkit_step, net, own_x, labels, sgd)
        print(f", {name} {theirs:.3f} ms ({theirs / ours:.0%})", end="")
    print()

# %% [markdown]
# For small networks there is nothing to win: the time goes into calling NumPy, and careful checks cost about
# what careful buffers save. For large ones it does pay not to compute what nobody asks for, not to allocate,
# and to move half the bytes. None of it changes a formula; first right, then fast, and measure.
#
# A good place to stop for today, or for a cup of tea. The second half is about what a result is worth.

# %% [markdown]
# ## Ten questions at once
#
# Handwriting ([chapter 13](13_handwriting.ipynb)), with the very same code: the 8 × 8 digits, 64-32-10. The
# exercises will use softmax; here each output answers its own question, *is it a 0?*, *is it a 1?*, with ±1.
# The largest logit wins.
#
# ### Your turn, half done
#
# Before the run, three numbers from three chapters. Replace the dots.

# %%
images, digits = nn.datasets.digits()
known, test = nn.datasets.split(images, digits, share=1 / 3, rng=np.random.default_rng(0))
targets = 2 * nn.one_hot(known[1], 10) - 1  # (1198, 10) of -1 and +1

n_params = ...  # of 64-32-10, biases included (chapter 04)
first_loss = ...  # if all ten logits are 0, and L sums over the ten outputs (chapter 06)
n_steps = ...  # 20 epochs of 1198 images in batches of 32 (chapter 09)

for name, yours, right, hint in (
    ("n_params", n_params, len(Tiny([64, 32, 10], rng).theta), "not yet: each unit has a bias, too"),
    ("first_loss", first_loss, loss(np.zeros((1, 10)), targets[:1]), "not yet: log 2 is one question"),
    ("n_steps", n_steps, 20 * -(-len(known[0]) // 32), "not yet: the last, smaller batch counts"),
):
    ok = yours is not ... and np.isclose(yours, right, rtol=0.01)
    print(f"{name:10}", "right" if ok else "still to do" if yours is ... else hint)

# %% [markdown]
# η and momentum stay those of the spirals. So nothing is chosen here, and two piles will do: 1198 images to
# learn from, 599 put aside. **Predict:** five seeds, no change of code. How far are the best and the worst
# apart, in points?

# %% jupyter={"outputs_hidden": true}
readers, shares = [], []
for seed in range(5):
    net = Tiny([64, 32, 10], np.random.default_rng(seed))
    readers.append(train(net, known[0], targets, 20, np.random.default_rng(seed)))
    shares.append(np.mean(net.forward(test[0]).argmax(axis=1) == test[1]))
print("right on the test pile:", *(f"{share:.1%}" for share in shares))
print(f"mean {np.mean(shares):.1%}, standard deviation over seeds {np.std(shares, ddof=1):.1%}")

# %% [markdown]
# About 96 %, from the code that parted the spirals, with a loss that few would choose for it. What the figure
# is worth, we shall see in a moment. First: five readers, can one make a better one of them? All parameters
# are in one vector, so nothing is easier than to average five.

# %% jupyter={"source_hidden": true}
average = Tiny([64, 32, 10], rng)
average.theta[:] = np.mean([reader.theta for reader in readers], axis=0)
digits_explorer(
    network=average.forward,
    show="confusion matrix",
    predict=Prediction(
        question="Five networks, each reads some 575 of the 599 test images. A sixth gets the mean of their "
        "five θ. How many does it read?",
        options=("More than each of them", "About as many", "Fewer than 450"),
        answer="Fewer than 450",
        observe="The sentence under the picture ends with yours. What would a blind guess get?",
        because="Hidden units may be shuffled without changing the function, and each network has its own "
        "order: unit 7 of one has nothing to do with unit 7 of another (chapter 09).",
    ),
)

# %% [markdown]
# A straight line between two good θ leads over a ridge. Average the *answers* instead, and what each has
# wrong by its own chance partly cancels, the variance of chapter 12. **Predict:** by how many images is that
# better than the five are on average?

# %% jupyter={"outputs_hidden": true}
logits = [reader.forward(test[0]) for reader in readers]
right = [int(np.sum(z.argmax(axis=1) == test[1])) for z in logits]
together = np.sum(np.mean(logits, axis=0).argmax(axis=1) == test[1])
print("each for itself:", *right, f"  mean {np.mean(right):.1f}")
print("answers averaged:", together, "  parameters averaged:", end=" ")
print(np.sum(average.forward(test[0]).argmax(axis=1) == test[1]), "  of", len(test[1]))

# %% [markdown]
# A little, for five times the work.
#
# ### None of these
#
# Chapter 13 showed a softmax network a cross, and it was sure of a digit. It cannot say *none*; our ten
# questions can all be answered *no*. Does that help? Let ours refuse when no logit is positive. That refuses
# a few true digits; let a softmax network refuse as many, those with the lowest $p$; and show both 1000
# images of noise. **Predict:** who refuses more of them?

# %% jupyter={"outputs_hidden": true}
noise = np.random.default_rng(0).uniform(size=(1000, 64))
for seed, ours in enumerate(readers):
    rng, sgd = np.random.default_rng(seed), nn.SGD(0.1, momentum=0.9)
    soft = nn.Network.mlp([64, 32, 10], nn.tanh, rng=rng)
    nn.train(soft, nn.SoftmaxCrossEntropy(), sgd, *known, epochs=20, rng=rng, progress=False)
    refused = np.mean(ours.forward(test[0]).max(axis=1) < 0)
    limit = np.quantile(nn.softmax(soft(test[0])).max(axis=1), refused)
    print(f"seed {seed}: true digits {refused:4.1%}", end="   ")
    print(f"noise: ten questions {np.mean(ours.forward(noise).max(axis=1) < 0):4.0%}", end=", ")
    print(f"softmax {np.mean(nn.softmax(soft(noise)).max(axis=1) < limit):4.0%}", end="   ")
    print(f"digits right: {shares[seed]:.1%}, {nn.accuracy(soft(test[0]), test[1]):.1%}")

# %% [markdown]
# The ten questions refuse more; neither refuses all. And on true digits softmax is mostly a little ahead. The
# head is a **decision about the task**: *which* of ten, or *whether* each of ten (chapter 06). No loss is
# best for both.
#
# ## Judging honestly
#
# Your set will be judged on 600 images that nobody has shown you. Say that 95 % come out right. Another 600
# would give another number. How different?

# %% [markdown]
# Let $q$ be the share of *all* such images that the network gets right. One image scores 1 with probability
# $q$, else 0: mean $q$, mean square $q$, so the variance is $q - q^2 = q (1 - q)$. A mean of $n$ independent
# scores has the variance $q (1 - q) / n$ (as the gradient of a mini-batch, chapter 09). For large $n$ it is
# nearly normal, so in 95 of 100 cases
#
# $$
# \text{the share found lies within} \quad q \pm 1.96 \sqrt{\frac{q (1 - q)}{n}}
# $$
#
# **Predict** the half-width for $q = 0.95$ and $n = 600$, in points, on paper; write it into the cell, which
# then draws 100,000 test piles and counts.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_half_width = ...  # in points, such as 0.5

q, n = 0.95, 600
found = np.random.default_rng(0).binomial(n, q, size=100_000) / n
half = 1.96 * np.sqrt(q * (1 - q) / n)
print(f"by formula ±{100 * half:.2f} points; standard deviation of the draws {100 * found.std():.2f} points")
print(f"share of the piles within: {np.mean(np.abs(found - q) <= half):.1%}")
if my_half_width is not ...:
    right = abs(my_half_width - 100 * half) < 0.06
    print("You are right." if right else "Not yet: the root of q (1 - q) / n, times 1.96, in points.")

# %% [markdown]
# So "95 % of 600" means somewhere from 93 to 97. Turned round (we know the share found, not $q$), put the
# share in for $q$: good enough here, poor near 0 and 100 % or for few images. Two things follow:
#
# - a gain of half a point on 600 images is no finding; half the width costs **four times** the images;
# - there are two kinds of luck, that of the test pile and that of the seed, and a report names both.
#
# **Predict:** which of the two was larger for our five readers?

# %% jupyter={"outputs_hidden": true}
share, n = np.mean(shares), len(test[1])
print(f"luck of the pile: standard deviation {np.sqrt(share * (1 - share) / n):.2%}")
print(f"luck of the seed: standard deviation {np.std(shares, ddof=1):.2%}")
print(f"report: {share:.1%} of {n} test images, ±{1.96 * np.sqrt(share * (1 - share) / n):.1%} for the pile;")
print(f"mean of five seeds, from {min(shares):.1%} to {max(shares):.1%}; nothing was chosen by that pile")

# %% [markdown]
# (The pile was opened once for this figure; whatever else we did with it served to look, not to choose. Two
# networks on the *same* images can be told apart better than by two intervals: count the images on which they
# differ.)
#
# And an interval speaks of other images *of the same kind*: by the same writers, in the middle of the frame.
# Chapter 13 moved them by one pixel, and half were lost.

# %% [markdown]
# ## What would you try?
#
# | you see | go back to |
# |---|---|
# | first loss far from $\log K$ | [10](10_signals.ipynb) first weights, [09](09_descent.ipynb) inputs |
# | the gradient and nudging differ | [08](08_backprop.ipynb), layer by layer, from the end |
# | ten points cannot be learned | [11](11_training.ipynb), the symptoms; is $\theta$ still attached? |
# | the loss jumps, or runs away | [09](09_descent.ipynb) η and batch, [10](10_signals.ipynb) clipping |
# | the first layers do not move | [03](03_activations.ipynb) slopes, [14](14_deeper.ipynb) ways around |
# | no better than a line | [05](05_depth.ipynb): is there a bend? [01](01_features.ipynb) |
# | training good, fresh data poor | [12](12_regularisation.ipynb) more data, a price on weights, stopping |
# | sure, and wrong | [06](06_softmax.ipynb): head, loss, temperature |

# %% [markdown]
# ### The right tool
#
# - Few rows, or a table of named columns: a linear model or trees first; often last, too.
# - Reasons must be given for each decision: something that can be read.
# - A rule is known: write the rule.
# - Images, sound, text, and plenty of them: a network, one that shares weights.
#
# **Do:** three runs that somebody brings you. Which chapter do you open first? Write its number. (The cell
# before yours is folded: it holds the answers.)
#
# - A: ten classes, ReLU, inputs are pixels from 0 to 255; the first loss is 150.
# - B: twenty sigmoid layers; the loss stands still, and so does every entry of $W_1$.
# - C: five seeds, each near 99.9 % in training, each near 88 % on fresh images.

# %% jupyter={"source_hidden": true}
open_first = {
    "A": ((9,), "log 10 is 2.3. Before the weights, look at what goes in: how large is it?"),
    "B": ((3, 10, 14), "the error does not arrive. Which factor does every layer put on it?"),
    "C": ((12,), "descent has done its work, five times. But what has been learned?"),
}

# %%
my_chapters = {"A": ..., "B": ..., "C": ...}

for run, (chapters, hint) in open_first.items():
    guess = my_chapters[run]
    print(run, "still to do" if guess is ... else "yes" if guess in chapters else f"not first: {hint}")

# %% [markdown]
# ## Quiz
#
# Six questions, each from more than one chapter. Each answer says why it is right or wrong.

# %%
quiz("15_capstone")

# %% [markdown]
# ## In three lines
#
# 1. Data, layer, network, loss, backward, step, loop: fewer than forty lines, and the rest is judgement.
# 2. Gradient, first loss, ten points; only then scale up.
# 3. A share of $n$ images is known to within $1.96\sqrt{q(1-q)/n}$, for one kind of image and one seed: say
#    all three.
#
# ## Common mistakes
#
# - `theta = theta - ...` where views look at the old `theta`.
# - $y$ of shape (N,) against $z$ of shape (N, 1).
# - Batch sizes compared at one η.
# - A winner by half a point on a few hundred images.
# - The p of a softmax taken for "it is a digit".

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 15](../exercises/15_capstone.ipynb), 60 to 90 minutes. It collects your own answers
# from the other sets into a library, `assemble("capstone.assembled")`; you write a network of any depth and
# the training, and it learns moons, spirals and the digits, judged on images that you never see. What you
# have not solved yet, you can write there. And when it reads its first digit: every line of that is yours.
#
# **Then:** the same things under other names. In PyTorch `nn.Linear` is your dense layer, `loss.backward()`
# your backward pass, `optimizer.step()` your step. A good first project: this chapter's digits in a framework
# of your choice, with a convolution. [Back to the map](00_start_here.ipynb), where it began.

# %% [markdown]
# ## Ten to read next
#
# **Books:** M. A. Nielsen, *Neural Networks and Deep Learning* (online, 2015); I. Goodfellow, Y. Bengio and
# A. Courville, *Deep Learning* (MIT Press, 2016); S. J. D. Prince, *Understanding Deep Learning* (MIT Press,
# 2023); T. Hastie, R. Tibshirani and J. Friedman, *The Elements of Statistical Learning* (Springer, 2nd ed.
# 2009), for everything that is not a network. **Overview:** Y. LeCun, Y. Bengio and G. Hinton, *Nature* 521
# (2015), 436–444.

# %% [markdown]
# **Pictures:** Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, *Proc. IEEE* 86 (1998), 2278–2324; A.
# Krizhevsky, I. Sutskever and G. E. Hinton, *ImageNet classification with deep convolutional neural
# networks*, NIPS (2012); K. He, X. Zhang, S. Ren and J. Sun, *Deep residual learning for image recognition*,
# CVPR (2016), 770–778. **Text:** A. Vaswani and others, *Attention is all you need*, NIPS (2017).
# **Frameworks:** A. G. Baydin, B. A. Pearlmutter, A. A. Radul and J. M. Siskind, *J. Mach. Learn. Res.* 18
# (2018), no. 153.
#
# ## History and sources
#
# **Intervals for a share:** E. B. Wilson, *J. Amer. Statist. Assoc.* 22 (1927), 209–212, better near 0 and
# 100 %; L. D. Brown, T. T. Cai and A. DasGupta, *Statist. Sci.* 16 (2001), 101–133, on why.

# %% [markdown]
# **Comparing two classifiers:** T. G. Dietterich, *Neural Computation* 10 (1998), 1895–1923. **Batch and
# learning rate:** P. Goyal and others, arXiv:1706.02677 (2017). **Sure of noise:** A. Nguyen, J. Yosinski and
# J. Clune, *Deep neural networks are easily fooled*, CVPR (2015). **One question for each class:** R. Rifkin
# and A. Klautau, *In defense of one-vs-all classification*, *J. Mach. Learn. Res.* 5 (2004), 101–141.
# **Frameworks:** A. Paszke and others, *PyTorch*, NeurIPS (2019); M. Abadi and others, *TensorFlow*, OSDI
# (2016). **The digits:** E. Alpaydin and C. Kaynak, UCI Machine Learning Repository (1998).
