# %% [markdown]
# # 14 · Going deeper
#
# A few layers learn the spirals. Should twenty not do better? Build them as you know how, and they get
# hardly further than eight; fifty do not even start. What is missing fits into two short formulas.
#
# **You will learn to**
#
# - normalise over a batch or the units, there and back, and switch to evaluation in time;
# - say what a way around a layer does to the gradient, and what it does not;
# - compress digits with an autoencoder, and with PCA;
# - read a convolution and an attention layer as things you know.
#
# **You need** the backward pass ([chapter 08](08_backprop.ipynb)), first weights
# ([chapter 10](10_signals.ipynb)), softmax ([chapter 06](06_softmax.ipynb)).
#
# **Time** 45 minutes, 10 for the quizzes, and 15 for the *roads* at the end; a pause is marked.

# %% tags=["setup"]
from math import comb

import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, gradient_flow_explorer, quiz, review

review("14_deeper")

# %% jupyter={"source_hidden": true}
gradient_flow_explorer(
    depth=30,
    predict=Prediction(
        question="Thirty ReLU layers with weights that were drawn a little too small: of an error at the "
        "last layer, two parts in a hundred thousand arrive at the first. Now give every layer a way "
        "around, a ← a + φ(W a + b), and change nothing else. What arrives then?",
        options=("Still far too little", "About as much as was sent", "Far too much"),
        answer="Far too much",
        observe="Read the four factors below the picture. Then move L from 2 to 50. Which of the four "
        "networks comes closest to passing on what it got?",
        because="Around the layer everything gets through, and what comes through the layer is added on "
        "top: more than 1 for each layer, 29 times. Kept alive is not yet kept in size.",
    ),
)

# %% [markdown]
# ## Twenty layers that do not learn
#
# Chapter 10 chose the first weights so that signals keep their size *on average*, *at the start*. In 16 units
# the average is rough, and the start is soon over. So measure: a first layer, `depth` blocks, a linear
# output; the spirals of chapter 01; 20 epochs; the better of two learning rates, and the middle one of three
# starts (chapter 09).


# %%
def final_loss(block, depth, eta, seed, n=16, epochs=20):
    rng = np.random.default_rng(seed)
    blocks = [layer for _ in range(depth) for layer in block(n)]
    net = nn.Network([nn.Dense(2, n, nn.relu), *blocks, nn.Dense(n, 2)], rng=rng)
    sgd = nn.SGD(eta, momentum=0.9)
    try:
        nn.train(net, loss, sgd, x, y, epochs=epochs, batch_size=50, rng=rng, progress=False)
    except nn.DivergedError:
        return np.inf
    return loss(net(x), y)


def middle(block, depth, etas=(0.01, 0.03), seeds=range(3)):
    return min(np.median([final_loss(block, depth, eta, seed) for seed in seeds]) for eta in etas)


# %% [markdown]
# **Predict:** the loss of a coin is $\log 2 \approx 0.69$, a good fit is below 0.05. Which of the depths 2, 8
# and 20 gets there?

# %% jupyter={"outputs_hidden": true}
x, y = nn.datasets.spirals(150, turns=1.5, noise=0.1, rng=np.random.default_rng(0))
loss = nn.SoftmaxCrossEntropy()


def plain(n):
    return [nn.Dense(n, n, nn.relu)]


for depth in (2, 8, 20):
    print(f"plain, depth {depth:2}   loss {middle(plain, depth):.3f}")
print(f"plain, depth 50   loss {final_loss(plain, 50, 0.01, seed=0):.3f}   (one start)")

# %% [markdown]
# None of them, in this budget: eight layers do better than two, twenty hardly better than eight, fifty
# nothing. It is the *training* loss, so this is no overfitting; deeper networks can represent all that
# shallow ones can. They are harder to **train**. (He and others, 2015, saw it with 20 against 56 layers.)
#
# ## Idea one: normalise, all the time
#
# We standardise inputs (chapter 09). **Batch normalisation** does the same to every unit of every layer, in
# every step. Take one unit, and its $z$ for a batch of four: 1, 3, 3, 9.
#
# | | |
# |---|---|
# | mean | $\mu = 16 / 4 = 4$ |
# | deviations | −3, −1, −1, 5 |
# | variance (divided by $N$) | $\sigma^2 = (9 + 1 + 1 + 25) / 4 = 9$ |
# | normalised | $\hat x = -1,\; -\tfrac13,\; -\tfrac13,\; \tfrac53$ |
# | with $\gamma = 2$, $\beta = 1$ | $a = -1,\; \tfrac13,\; \tfrac13,\; \tfrac{13}{3}$ |

# %% [markdown]
# For a batch $z$ of shape $(N, n)$, each of the $n$ columns by itself:
#
# $$
# \mu = \frac1N \sum_i z_i, \qquad \sigma^2 = \frac1N \sum_i (z_i - \mu)^2, \qquad
# \hat x = \frac{z - \mu}{\sqrt{\sigma^2 + \varepsilon}}, \qquad a = \gamma \odot \hat x + \beta
# $$
#
# $\mu, \sigma^2, \gamma, \beta$ are $(n,)$, $\hat x$ and $a$ are $(N, n)$. $\varepsilon$ is tiny: it keeps a
# constant column from a division by 0. $\gamma$ and $\beta$ are learned, from 1 and 0, so that a unit *may*
# have another mean and scale, by choice and not by accident.
#
# **Predict:** what becomes of $a$ if the whole column is multiplied by 5, and 100 added to it?


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def batch_norm(z, gamma, beta, eps=1e-5):
    mean, variance = z.mean(axis=0), z.var(axis=0)
    return gamma * (z - mean) / np.sqrt(variance + eps) + beta


column = np.array([[1.0], [3], [3], [9]])
print("by hand     ", batch_norm(column, 2, 1).ravel().round(3))
print("100 + 5 z   ", batch_norm(100 + 5 * column, 2, 1).ravel().round(3))

layer = nn.BatchNorm(1)
net = nn.Network([layer], rng=np.random.default_rng(0))
layer.gamma, layer.beta = [2], [1]
print("nn.BatchNorm", net.forward(column).ravel().round(3))

# %% [markdown]
# Nothing. So a bias in front of it is wasted, and the size of $W$ no longer matters to the output. That alone
# tells you two things about the gradient, before any calculus:
#
# - adding a constant to the column changes no output, so $\sum_i \partial L / \partial z_i = 0$;
# - stretching it changes none either, so $\sum_i \hat x_i\, \partial L / \partial z_i = 0$.
#
# ### The way back
#
# One column, $s = \sqrt{\sigma^2 + \varepsilon}$. A nudge of $z_i$ moves $\mu$ by $1/N$ of it, and $s$ by
# $\hat x_i / N$ of it. So it reaches *every* $\hat x_j = (z_j - \mu)/s$, by three paths: direct, through the
# mean, through the deviation.
#
# $$
# \frac{\partial \hat x_j}{\partial z_i} = \frac1s \left( 1[i{=}j] - \frac1N - \frac{\hat x_i \hat x_j}{N}
# \right)
# $$


# %% tags=["pin"]
def normalised(z):
    return (z - z.mean()) / np.sqrt(z.var() + 1e-5)


z, h, N = np.array([1.0, 3, 3, 9]), 1e-5, 4
x_hat, s = normalised(z), np.sqrt(z.var() + 1e-5)
J = (np.eye(N) - 1 / N - np.outer(x_hat, x_hat) / N) / s
nudged = np.stack([(normalised(z + h * e) - normalised(z - h * e)) / (2 * h) for e in np.eye(N)], axis=1)
print(J.round(3))
print("agrees with nudging:", np.allclose(J, nudged, atol=1e-8))

g = np.array([0.5, -1, 2, 0.3])  # any dL/dx_hat
dz = g @ J
print("dL/dz", dz.round(3), "  sum", abs(round(dz.sum(), 6)), "  times x_hat", abs(round(dz @ x_hat, 4)))

# %% [markdown]
# Both sums are 0 (the second up to $\varepsilon$). The table is full: **batch normalisation couples the
# samples**, each one's gradient depends on all.
#
# ### Your turn, half done
#
# Nobody builds $J$. Multiply it by the row $g$, and each of its three terms becomes something short. For this
# column the first one stands there; replace the dots, without `J`. (An average each.)

# %%
direct = g
through_mean = ...  # one number: what g @ (1/N, everywhere) is
through_s = ...  # an array of four: what g @ (x_hat_i x_hat_j / N) is

for name, yours, right, hint in (
    ("through_mean", through_mean, g @ np.full((N, N), 1 / N), "1/N times the sum of what?"),
    ("through_s", through_s, g @ np.outer(x_hat, x_hat) / N, "x_hat_i is the same for all j: what is left?"),
):
    if yours is ...:
        print(f"{name:13} still to do")
    else:
        fits = np.shape(yours) in ((), (N,)) and np.allclose(yours, right)
        print(f"{name:13} {'right' if fits else f'not yet: {hint}'}")
if through_mean is not ... and through_s is not ...:
    print("the same dL/dz:", np.allclose((direct - through_mean - through_s) / s, dz))

# %% [markdown]
# (As a class, with $\gamma$, $\beta$ and whole batches: problem 1 of
# [exercise set 14](../exercises/14_deeper.ipynb).)
#
# ### Evaluation: who is the batch?
#
# In use there may be one sample, and its answer must not depend on who else is in the room. So in training
# each unit keeps **running averages** of $\mu$ and $\sigma^2$ (after each batch, 0.9 of the old value and 0.1
# of the new). In evaluation these take their place: fixed numbers, an affine map. `net.forward(x)` trains and
# uses the batch; `net(x)` evaluates.
#
# Mix them up, and you have the classic bug. **Predict:** a trained network, every answer right or nearly.
# Evaluate it in training mode, on one class at a time. How many does it get right? And what would
# `batch_norm` make of a batch of one?

# %% jupyter={"outputs_hidden": true}
rng, n = np.random.default_rng(0), 32
hidden = [nn.Dense(2, n), nn.BatchNorm(n), nn.Activate(n, nn.relu), nn.Dense(n, n), nn.BatchNorm(n)]
net = nn.Network([*hidden, nn.Activate(n, nn.relu), nn.Dense(n, 2)], rng=rng)
nn.train(net, loss, nn.SGD(0.03, momentum=0.9), x, y, epochs=40, batch_size=50, rng=rng, progress=False)

wrong_mode = net.astype(np.float64)  # a copy: training mode moves the running averages
print(f"evaluation, all at once  {nn.accuracy(net(x), y):.0%}")
one_by_one = np.concatenate([net(x[i : i + 1]) for i in range(len(x))])
print(f"evaluation, one by one   {nn.accuracy(one_by_one, y):.0%}")
for k in (0, 1):
    print(f"training mode, class {k}   {nn.accuracy(wrong_mode.forward(x[y == k]), y[y == k]):.0%}")
for z in (-3.0, 0.2, 70.0):
    print(f"batch of one, z = {z:5}   {batch_norm(np.array([[z]]), 2, 1).item():.1f}")

# %% [markdown]
# About a coin's success, with a perfectly good network: among their own kind, the samples lose what made them
# different. A batch of one *is* its own mean, so $\hat x = 0$ and $a = \beta$, whatever comes in.
# (`nn.BatchNorm` refuses to train on one.) Suspect this bug whenever a network is good in training and odd in
# use.
#
# The coupling has a bright side. **Predict:** the same example, in 200 random batches: does its output
# scatter more in batches of 4 or of 64?

# %% jupyter={"outputs_hidden": true}
for B in (4, 16, 64, 256):
    rows = [np.r_[0, rng.integers(1, len(x), B - 1)] for _ in range(200)]
    outputs = [wrong_mode.forward(x[batch])[0, 0] for batch in rows]
    print(f"B = {B:3}   first logit of example 0: {np.mean(outputs):5.2f} ± {np.std(outputs):.2f}")

# %% [markdown]
# Noise that depends on the company: a mild **regulariser**, a cousin of dropout
# ([chapter 12](12_regularisation.ipynb)). It fades as batches grow, and in very small ones it drowns the
# signal.
#
# ### Does it help?
#
# **Predict** the row of the plain network with `nn.BatchNorm` in each block.


# %% jupyter={"outputs_hidden": true}
def with_batch_norm(n):
    return [nn.Dense(n, n), nn.BatchNorm(n), nn.Activate(n, nn.relu)]


for depth in (2, 8, 20):
    print(f"batch norm, depth {depth:2}   loss {middle(with_batch_norm, depth):.3f}")

# %% [markdown]
# At 2 and 8 layers, a different world. At 20, no gain at all: signals keep their size now, but in the figure
# above the *gradient* of "batch norm" grows from layer to layer. Yang and others (2019) showed that this must
# happen in deep networks with batch normalisation and nothing else.
#
# **Why does it work?** Ioffe and Szegedy: each layer's inputs keep changing while the layers before it learn
# (*internal covariate shift*); normalisation holds them still. Santurkar and others (2018) put random shifts
# *behind* the normalisation: training stayed about as fast. They found a smoother loss instead, where larger
# steps are safe. That it works is a fact; why, is not settled. One part you can measure.
#
# **Predict:** multiply $W$ by 10. What becomes of its gradient?


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def gradient_of_W(scale):
    layers = [nn.Dense(2, 8), nn.BatchNorm(8, eps=1e-12), nn.Dense(8, 2)]
    net = nn.Network(layers, rng=np.random.default_rng(1))
    net[1].W *= scale
    net.backward(loss.delta(net.forward(x), y))
    return net[1].dW.copy()


once, tenfold = gradient_of_W(1), gradient_of_W(10)
ratio = np.linalg.norm(tenfold) / np.linalg.norm(once)
print(f"gradient with 10 W: {ratio:.3f} times that with W")
print("same direction:", np.allclose(tenfold, ratio * once))

# %% [markdown]
# The output does not notice the scale, so the slope along a tenfold $W$ is a tenth. Too large a step makes
# $W$ larger, and larger weights take smaller steps: a brake that works by itself.
#
# ## The same formula, another direction
#
# **Layer normalisation** takes $\mu$ and $\sigma^2$ over the $n$ units of *one sample*, `axis=1`.
#
# | | batch normalisation | layer normalisation |
# |---|---|---|
# | averages over | the batch, for each unit | the units, for each sample |
# | $\mu, \sigma^2$ are | $(n,)$ | $(N, 1)$ |
# | $\gamma, \beta$ are | $(n,)$ | $(n,)$ |
# | samples | coupled | independent |
# | evaluation | running averages | the same as training |
# | batch of one | impossible in training | welcome |
#
# **Do:** one sample with the units 20, 60, 60, 180; $\gamma = 1$, $\beta = 0$. You have seen these numbers
# before. Write its four normalised values in place of the dots.

# %%
my_row = ...  # four numbers, [a, b, c, d]

sample = np.array([[20.0, 60, 60, 180]])
right = nn.LayerNorm(4)
nn.Network([right], rng=np.random.default_rng(0))
if my_row is ...:
    print("Fill in the four numbers, then run the cell again.")
elif np.shape(my_row) != (4,):
    print("Four numbers, such as [1, 2, 3, 4].")
elif np.allclose(my_row, right(sample)[0], atol=0.006):
    print("That is right. The sample is 20 times the column from before: the scale is lost.")
elif np.allclose(my_row, np.zeros(4)):
    print("That is batch normalisation, over a batch of one. Average along the row.")
else:
    print("Not yet. The mean is 80; divide the deviations by the root of their mean square, 60.")

# %% [markdown]
# (As a function of a batch: problem 2.)
#
# **Predict:** blocks of Dense, `nn.LayerNorm`, ReLU on the spirals. As good as batch normalisation?


# %% jupyter={"outputs_hidden": true}
def with_layer_norm(n):
    return [nn.Dense(n, n), nn.LayerNorm(n), nn.Activate(n, nn.relu)]


print(f"layer norm, depth 2   loss {middle(with_layer_norm, 2):.3f}", end="")
print(f", after 100 epochs {final_loss(with_layer_norm, 2, 0.03, seed=0, epochs=100):.3f}  (one start)")

layers = [nn.Dense(2, 16, nn.relu), *with_layer_norm(16), nn.Dense(16, 2)]
net = nn.Network(layers, rng=np.random.default_rng(0))
point = np.array([[0.5, 0.4]])
for r in (1, 2, 4):
    print(f"{r} times as far from the centre: logits {net(r * point)[0].round(3)}")

# %% [markdown]
# A failure worth understanding. All biases start at 0, so doubling the input doubles every $z$, and layer
# normalisation divides it out: the new network sees the *angle* of a point and not its *radius*. On spirals
# the two matter together, and nothing can be learned before the biases have grown: a slow start, no dead end.
# Batch normalisation compares a point with others, and keeps the radius. No normalisation is free; each
# throws something away.
#
# A good place to stop for today, or for a cup of tea. Next comes the way around, then a network that
# compresses, and two that you will meet everywhere.

# %% [markdown]
# ## Idea two: a way around
#
# Twenty layers should be no worse than two: let eighteen do nothing. But "do nothing" is hard to *learn* for
# a layer that replaces its input. So let it **add**: $y = x + f(x)$, and doing nothing is $f = 0$.
#
# $$y = x + f(x), \qquad \frac{\partial y}{\partial x} = 1 + f'(x)$$
#
# Two such blocks, with slopes $f_1'$ and $f_2'$:
#
# $$
# (1 + f_2')(1 + f_1') = 1 + f_1' + f_2' + f_2' f_1'
# $$
#
# Four terms, four **paths**: around both, through one, through the other, through both. A product of many
# became a sum, and one of its terms is 1, whatever the layers do.


# %% tags=["pin"]
def f1(x):
    return np.tanh(0.5 * x)


def f2(x):
    return np.sin(x)


def two_blocks(x):
    y = x + f1(x)
    return y + f2(y)


x0, h = 0.7, 1e-5
slope1 = 0.5 * (1 - np.tanh(0.5 * x0) ** 2)
slope2 = np.cos(x0 + f1(x0))
print(f"paths:   1 + {slope1:.3f} + {slope2:.3f} + {slope1 * slope2:.3f}", end=" = ")
print(f"{1 + slope1 + slope2 + slope1 * slope2:.3f}")
print(f"nudging: {(two_blocks(x0 + h) - two_blocks(x0 - h)) / (2 * h):.3f}")

# %% [markdown]
# With $k$ blocks there are $2^k$ paths, $\binom{k}{j}$ of them through $j$ layers. If every slope is $s$,
#
# $$(1 + s)^k = \sum_j \binom{k}{j} s^j \qquad \text{against } s^k \text{ in a plain chain.}$$
#
# By hand, $s = \tfrac12$: a plain chain of two leaves $\tfrac14$; two blocks pass on
# $(\tfrac32)^2 = \tfrac94 = 1 + 2 \cdot \tfrac12 + \tfrac14$.
#
# **Predict:** $s = 0.1$ and 50 blocks. Through how many layers does most of the gradient come: about 5, 25 or
# 45?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
print("    s    k      plain  residual")
for s in (0.5, 0.1, -0.5):
    for k in (2, 10, 50):
        print(f"{s:5} {k:4} {s**k:10.1e} {(1 + s) ** k:9.2g}")

s, k = 0.1, 50
share = [comb(k, j) * s**j / (1 + s) ** k for j in range(k + 1)]
print("share of the paths through j layers:", *(f"{j}: {share[j]:.2f} " for j in range(2, 9)))
print(f"all paths through more than 10: {sum(share[11:]):.3f}")

# %% [markdown]
# Most of it takes paths through some five of the fifty layers. Veit and others (2016) measured this in real
# residual networks: they behave like a crowd of shallow ones.
#
# ## Spot the error
#
# A text says: "Since the derivative is $1 + f'$, a residual network can neither lose nor blow up its
# gradient." Refute both halves. Find a slope $s$, the same in each of 50 blocks, with which more than a
# million times the gradient arrives; and one with which less than a millionth does.

# %%
s_explodes = ...
s_vanishes = ...

for name, s, wanted in (("s_explodes", s_explodes, "> 1e6"), ("s_vanishes", s_vanishes, "< 1e-6")):
    if s is ...:
        print(f"{name}: still to do")
        continue
    factor = (1 + s) ** 50
    fits = factor > 1e6 if name == "s_explodes" else factor < 1e-6
    said = "right" if fits else f"not yet, it should be {wanted}"
    print(f"{name}: (1 + {s}) ** 50 = {factor:.2g}: {said}")

# %% [markdown]
# Near $s = -1$ a block removes what came in. That is rare: $f$ has many inputs and outputs, and seldom points
# straight against $x$. Growth is the real danger: any moderate $s > 0$ will do.
#
# So keep $f$ **small at first**, or **normalised**. Small: draw the weights of a branch smaller the deeper
# the network is, or start its last layer at 0. Every block then begins near the identity.

# %% jupyter={"source_hidden": true}
gradient_flow_explorer(
    activation="sigmoid",
    norm="layer norm",
    chosen="residual",
    depth=50,
    predict=Prediction(
        question="Fifty sigmoid layers, the worst case of chapter 10: plain, one part in 10³¹ of the "
        "gradient is left at the first layer. With a way around each layer, and no normalisation?",
        options=("About 10⁻¹⁵", "About 1", "About 10¹⁵"),
        answer="About 1",
        observe="Read the factors: what does layer normalisation alone achieve here? Then take ReLU, and "
        "lower the scale g until the residual network stays within a factor 10, too.",
        because="A layer of sigmoids passes little, so each block has 1 + s with a very small s.",
    ),
)

# %% [markdown]
# ### Both, and trained
#
# `nn.Residual([...])` adds its input to what its layers make of it. Bare, and with a normalisation inside the
# branch (the branch sees normalised numbers, the way around keeps the true ones, radius included).
#
# **Predict** the last number of both rows.


# %% jupyter={"outputs_hidden": true}
def residual(n):
    return [nn.Residual([nn.Dense(n, n, nn.relu)])]


def both(n):
    return [nn.Residual([nn.LayerNorm(n), nn.Dense(n, n, nn.relu)])]


for name, block in (("residual", residual), ("residual + layer norm", both)):
    print(f"{name:22}", *(f"depth {depth}: {middle(block, depth):.3f}  " for depth in (2, 8, 20)))
print(f"residual + layer norm  depth 50: {final_loss(both, 50, 0.01, seed=0):.3f}   (one start)")

# %% [markdown]
# Bare, twenty ReLU blocks diverge (`inf`) at both learning rates: $(1 + s)^{20}$. With a normalised branch,
# twenty layers beat two, and fifty learn.
#
# **Do:** tame the bare block by scaling. Give its Dense layer `nn.init` of your own,
# `lambda rng, n_out, n_in: nn.init.he_normal(rng, n_out, n_in) / 20`, as a fourth argument; run the cell
# again. It no longer diverges, and learns, if slowly.
#
# Is the gradient right? As always:

# %% tags=["pin"]
rng = np.random.default_rng(0)
net = nn.Network([nn.Dense(2, 6), *both(6), *with_batch_norm(6), *both(6), nn.Dense(6, 2)], rng=rng)
few = nn.datasets.spirals(10, turns=1, noise=0.1, rng=rng)
theta, right = net.theta.copy(), net.backward(loss.delta(net.forward(few[0]), few[1])).copy()


def training_loss(theta):
    net.theta = theta
    return loss(net.forward(few[0]), few[1])


nudged = nn.numerical_gradient(training_loss, theta)
print(f"{len(theta)} parameters, agrees: {nn.relative_error(right, nudged) < 1e-6}")

# %% [markdown]
# (`forward` and not `net(x)` inside: with batch normalisation they are different functions.)
#
# ### The remedies of chapter 10, completed
#
# | remedy | what it does | when it acts | and costs |
# |---|---|---|---|
# | ReLU (03) | slope 1 where it is on | always | dead units |
# | He, Glorot (10) | keeps sizes, on average | the first step | nothing |
# | clipping (10) | caps what has exploded | when needed | a threshold; no help against vanishing |
# | batch norm | fixes sizes, unit by unit | each step | coupled samples, two modes |
# | layer norm | fixes sizes, sample by sample | each step | scale of a sample |
# | residual | a path of slope 1 | always | equal widths; growth, unless scaled |
#
# The first two cost next to nothing: take them always. For more than some ten layers: residual blocks with a
# normalisation in the branch. (Problems 3 and 5.)

# %% [markdown]
# ## A network that repeats what it sees
#
# Train a network to give back its own input, through a narrow middle: an **autoencoder**. The middle has to
# describe the input in few numbers, its **code**. Nobody needs to label anything.
#
# In chapter 05 a narrow middle without bends threw directions away. Here it may choose which ones. The best
# choice is known as *principal component analysis* (PCA): keep the directions of largest spread, which the
# singular value decomposition finds.

# %%
digits, _ = nn.datasets.digits(dtype=np.float32)  # 8 x 8 pixels
known, fresh = digits[:1400], digits[1400:]
mean = known.mean(axis=0)
directions = np.linalg.svd(known - mean, full_matrices=False)[2]  # a direction a row, largest spread first


def pca_error(images, k):  # k numbers an image, mean squared error of a pixel
    code = (images - mean) @ directions[:k].T
    return np.mean((mean + code @ directions[:k] - images) ** 2)


for k in (2, 4, 8, 64):
    print(f"PCA, {k:2} numbers: known digits {pca_error(known, k):.4f}, fresh ones {pca_error(fresh, k):.4f}")


# %%
def autoencoder(sizes, phi, eta, seed=0, epochs=100):  # the code and the output are linear
    k, last = len(sizes) // 2, len(sizes) - 1
    phis = [nn.identity if l in (k, last) else phi for l in range(1, len(sizes))]
    layers = [nn.Dense(sizes[l], sizes[l + 1], phis[l]) for l in range(last)]
    rng = np.random.default_rng(seed)
    net = nn.Network(layers, rng=rng, dtype=np.float32)
    how = {"epochs": epochs, "batch_size": 50, "schedule": nn.schedules.Cosine(eta, epochs=epochs)}
    nn.train(net, squares, nn.Adam(eta), known, known, rng=rng, progress=False, **how)
    return net


squares = nn.MeanSquaredError()

# %% [markdown]
# **Predict:** a linear autoencoder, 64–2–64, knows nothing of PCA and just descends. How does its error
# compare? And are its two directions those of PCA?


# %% jupyter={"outputs_hidden": true}
def degrees(cosine):
    return np.degrees(np.arccos(min(1, abs(cosine))))


print(f"PCA's error {pca_error(known, 2):.4f}")
for seed in range(3):
    net = autoencoder([64, 2, 64], nn.identity, eta=0.03, seed=seed)
    plane = np.linalg.qr(net[2].W)[0]  # two perpendicular directions in the plane it found
    apart = degrees(np.linalg.svd(plane.T @ directions[:2].T)[1].min())
    turned = degrees(directions[0] @ net[2].W[:, 0] / np.linalg.norm(net[2].W[:, 0]))
    print(f"start {seed}: error {squares(net(known), known):.4f}", end="")
    print(f", its plane {apart:.1f}° off PCA's, its first axis {turned:.0f}°")

# %% [markdown]
# The same error and the same *plane*, with other axes from each start: any $k$ independent directions of the
# plane do as well (Bourlard and Kamp 1988; Baldi and Hornik 1989, who also showed that there is no worse
# minimum to get stuck in).
#
# So without bends this is an expensive PCA. With bends, the digits may lie on a curved sheet.
#
# **Predict:** for 2, 4 and 8 numbers, by how much do hidden layers of 64 and 32 bending units lower PCA's
# error, on *fresh* digits?

# %% jupyter={"outputs_hidden": true}
print("numbers   PCA fresh   bent: known   fresh   fresh / PCA")
for k in (2, 4, 8):
    net = autoencoder([64, 64, 32, k, 32, 64, 64], nn.tanh, eta=0.005)
    there, here = squares(net(known), known), squares(net(fresh), fresh)
    print(f"{k:7} {pca_error(fresh, k):11.4f} {there:13.4f} {here:8.4f} {here / pca_error(fresh, k):11.2f}")

# %% [markdown]
# A quarter to a third less, and on digits it has never seen. The price: over ten thousand parameters instead
# of 64 for each number, training, a choice of architecture, no guarantee; and a gap between known and fresh
# that PCA hardly has (chapter 12). Try PCA first. Problem 6 asks you to beat it.
#
# Hinton and Salakhutdinov made this famous in 2006; the difficulty then was depth, before the remedies above.

# %% [markdown]
# ## The road to convolutional networks
#
# (This road and the next may wait for another day.) A dense layer on a signal learns for each position anew
# what an edge is. Demand two things: each output looks at three neighbours only, and all use the *same*
# three weights. That is a **convolution** with the kernel $k$,
#
# $$z_i = \sum_j k_j\, x_{i+j} + b$$
#
# Eight inputs, a kernel of three, six outputs. Written as a dense layer, what does its $W$ look like?
# **Predict** the shape of $W$, how many of its entries are not 0, and how many different ones are learned.
# (Let the kernel be −1, 2, 5.)

# %% jupyter={"outputs_hidden": true} tags=["pin"]
kernel = np.array([-1.0, 2, 5])


def as_dense(kernel, n):
    m = n - len(kernel) + 1
    return np.stack([np.r_[np.zeros(i), kernel, np.zeros(m - 1 - i)] for i in range(m)])


W = as_dense(kernel, 8)
print(W.astype(int))
print(f"shape {W.shape}, {W.size} entries, {np.count_nonzero(W)} not 0, {len(kernel)} learned")
signal = np.array([0, 0, 1, 3, 1, 0, 0, 0.0])
print("W x        ", W @ signal)
print("NumPy's own", np.correlate(signal, kernel, mode="valid"))

# %% [markdown]
# (Signal processing turns the kernel round and calls ours a *correlation*. A learned kernel does not care.)
#
# For a 28 × 28 image and a 3 × 3 kernel, giving 26 × 26 outputs: $784 \cdot 676 = 529{,}984$ dense weights,
# or 9. Nothing new has to be learned about the way back, either. A shared weight acts through six outputs:
# **several paths, add** (chapter 08).
#
# $$\frac{\partial L}{\partial k_j} = \sum_i \delta_i\, x_{i+j}$$
#
# **Do:** replace the dots with one entry of this sum.

# %%
target = np.array([0.0, 1, 1, 0, 0, 0])


def L(kernel):
    return 0.5 * np.sum((as_dense(kernel, 8) @ signal - target) ** 2)


delta = as_dense(kernel, 8) @ signal - target
dk1 = ...  # for j = 1: delta, times a slice of six of the signal, summed

nudged = nn.numerical_gradient(L, kernel)
if dk1 is ...:
    print(f"Fill in dk1, then run the cell again. For j = 0: {delta @ signal[:6]:.3f}, {nudged[0]:.3f}")
else:
    found = [j for j in range(3) if np.allclose(dk1, nudged[j])]
    print(
        "right" if found == [1] else f"that is j = {found[0]}" if found else "not yet: which six for j = 1?"
    )

# %% [markdown]
# **Predict:** move the signal one step to the right. What happens to the output of the convolution? And to
# that of a dense layer with any old weights?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
moved = np.r_[0, signal[:-1]]
print("convolution, before", W @ signal)
print("             moved ", W @ moved)
dense = np.random.default_rng(0).normal(size=W.shape)
print("dense, before      ", (dense @ signal).round(2))
print("       moved       ", (dense @ moved).round(2))

# %% [markdown]
# The output moves along: **translation equivariance**. What was learned at one place is known at all, which
# is why convolutions need fewer examples (if places *are* alike; the columns of a table are not). A
# convolutional network is a stack of these: two dimensions, many kernels side by side, ReLU, normalisation,
# residual blocks, coarser from stage to stage; a dense head at the end.

# %% [markdown]
# ## The road to transformers
#
# A convolution mixes *fixed* neighbours with *fixed* weights. **Attention** lets the data choose: each
# element asks all of them, itself included, and takes an average weighted by how well they answer.
#
# **Predict:** an element scores three others with 2, 1 and 0.5, and they hold the values 10, 20 and 40.
# The weights are the softmax of the scores (chapter 06 had these numbers: 0.629, 0.231, 0.140). What does it
# get?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_average = ...  # to one decimal

weights = np.exp([2, 1, 0.5]) / np.sum(np.exp([2, 1, 0.5]))
print("weights", weights.round(3), " average", round(weights @ [10, 20, 40], 1))
if my_average is not ...:
    print("You said", my_average)

# %% [markdown]
# The scores come from the elements themselves. Each row of $X$, $(N, d)$, now an element of *one* sequence,
# makes three vectors by learned matrices: a **query** (what I look for), a **key** (what I offer to be found
# by) and a **value** (what I hand over).
#
# $$
# Q = X W_Q^\top, \quad K = X W_K^\top, \quad V = X W_V^\top, \qquad
# \text{output} = \operatorname{softmax}\!\left( \frac{Q K^\top}{\sqrt{d_k}} \right) V
# $$
#
# $Q K^\top$ is $(N, N)$, every element against every other. The root keeps the scores near size 1, so that
# the softmax does not saturate: chapter 10's argument.
#
# **Predict:** five elements; you shuffle them. What happens to the five outputs?


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def attention(X, WQ, WK, WV):
    Q, K, V = X @ WQ.T, X @ WK.T, X @ WV.T
    scores = Q @ K.T / np.sqrt(K.shape[1])
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)  # each row sums to 1
    return weights @ V


rng = np.random.default_rng(0)
X, matrices = rng.normal(size=(5, 4)), rng.normal(size=(3, 4, 4)) / 2
out, order = attention(X, *matrices), np.array([3, 0, 4, 1, 2])
print(out.round(3))
print("shuffled in, shuffled out:", np.allclose(attention(X[order], *matrices), out[order]))

# %% [markdown]
# They are shuffled along, otherwise unchanged: **permutation equivariance**. To attention a sentence is a bag
# of words; "dog bites man" is "man bites dog". So transformers add something to each row that tells its
# position.
#
# And around it? Both ideas of this chapter. A transformer block is attention, then a dense network for each
# row, each in a branch with a layer normalisation, and a way around. The second half is a line of `nnkit`
# that you can read:


# %% tags=["pin"]
def standardised(X):  # layer normalisation, gamma 1 and beta 0
    return (X - X.mean(axis=1, keepdims=True)) / np.sqrt(X.var(axis=1, keepdims=True) + 1e-5)


d = 4
dense_half = nn.Residual([nn.LayerNorm(d), nn.Dense(d, 4 * d, nn.gelu), nn.Dense(4 * d, d)])
mlp = nn.Network([dense_half], rng=np.random.default_rng(1))


def transformer_block(X):
    X = X + attention(standardised(X), *matrices)
    return mlp(X)


print("shape", X.shape, "->", transformer_block(X).shape)
print("still equivariant:", np.allclose(transformer_block(X[order]), transformer_block(X)[order]))
print(f"numbers it learns: {sum(M.size for M in matrices)} + {mlp.n_params}, for a sequence of any length")

# %% [markdown]
# Several attentions side by side ("heads"), a few dozen such blocks, an embedding in front (chapter 11) and a
# softmax head behind: the skeleton of a language model. The price is in $(N, N)$: twice the length, four
# times the scores.
#
# **Do:** in a new cell, make the queries louder, `attention(X, 50 * matrices[0], *matrices[1:])`, and compare
# each row with those of `X @ matrices[2].T`, the values. Which element does each one copy? A saturated
# softmax no longer averages: it looks up.

# %% [markdown]
# ## What this course leaves out
#
# Much. Automatic differentiation of whole programs, and graphics cards; two-dimensional convolutions at full
# size; recurrent networks; models that *generate* (variational autoencoders, diffusion, language models);
# learning by reward; calibrated uncertainty, fairness, and the question of whether the data should have been
# collected at all. What you have is the part that they share: layers, a loss, a backward pass, descent, and
# the habit of measuring.
#
# ## Quiz
#
# Each answer says why it is right or wrong. What you miss comes back in a later chapter.

# %%
quiz("14_deeper")

# %% [markdown]
# ## In three lines
#
# 1. Normalisation keeps sizes fixed: over the batch (coupled samples, running averages in evaluation) or over
#    the units (each sample by itself); its gradient sums to 0 and is perpendicular to $\hat x$.
# 2. $y = x + f(x)$ has the slope $1 + f'$: a path of slope 1 that cannot vanish, and a product that can still
#    explode; so normalise or scale the branch.
# 3. A linear autoencoder is PCA, a bent one does better; convolution is a dense layer with shared weights,
#    attention an average whose weights are computed from the data.

# %% [markdown]
# ## Common mistakes
#
# - Evaluating with batch statistics; forgetting to save the running averages.
# - The variance over the wrong axis; a batch of one left over at the end of an epoch.
# - $\mu$ and $\sigma$ treated as constants on the way back.
# - A residual block without normalisation or scaling, twenty times.
# - An autoencoder where PCA would do; its error reported on the training data.

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 14](../exercises/14_deeper.ipynb), six problems, 45 to 70 minutes: both
# normalisations and a residual block there and back, one normalisation to repair, a gradient on paper, and an
# autoencoder that has to beat PCA.
#
# **Then:** [chapter 15](15_capstone.ipynb), the capstone: your own functions, assembled into your own
# library, learn to read. [Back to the map](00_start_here.ipynb).
#
# **To read on:** S. Prince, [*Understanding Deep Learning*](https://udlbook.github.io/udlbook/) (2023); I.
# Goodfellow, Y. Bengio and A. Courville, [*Deep Learning*](https://www.deeplearningbook.org) (2016); A. Zhang
# and others, [*Dive into Deep Learning*](https://d2l.ai) (2023), with code for everything; C. M. Bishop and
# H. Bishop, *Deep Learning: Foundations and Concepts* (2024).

# %% [markdown]
# ## History and sources
#
# **Normalisation:** S. Ioffe and C. Szegedy, ICML (2015), 448–456; J. L. Ba, J. R. Kiros and G. E. Hinton,
# arXiv:1607.06450 (2016); why it works, S. Santurkar, D. Tsipras, A. Ilyas and A. Mądry, NeurIPS (2018);
# alone in deep networks, G. Yang and others, *A mean field theory of batch normalization*, ICLR (2019).
# **Ways around:** R. K. Srivastava, K. Greff and J. Schmidhuber, *Highway networks*, arXiv:1505.00387 (2015);
# K. He, X. Zhang, S. Ren and J. Sun, *Deep residual learning for image recognition*, CVPR (2016), 770–778; A.
# Veit, M. Wilber and S. Belongie, NeurIPS (2016); small branches, H. Zhang, Y. N. Dauphin and T. Ma, *Fixup
# initialization*, ICLR (2019).

# %% [markdown]
# **Autoencoders:** H. Bourlard and Y. Kamp, *Biol. Cybern.* 59 (1988), 291–294; P. Baldi and K. Hornik,
# *Neural Networks* 2 (1989), 53–58; G. E. Hinton and R. R. Salakhutdinov, *Science* 313 (2006), 504–507.
# **Convolution:** K. Fukushima, *Biol. Cybern.* 36 (1980), 193–202; Y. LeCun and others, *Neural Computation*
# 1 (1989), 541–551, and *Proc. IEEE* 86 (1998), 2278–2324. **Attention:** D. Bahdanau, K. Cho and Y. Bengio,
# ICLR (2015); A. Vaswani and others, *Attention is all you need*, NeurIPS (2017).
