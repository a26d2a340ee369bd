# %% [markdown]
# # 09 · Descent
#
# [Chapter 08](08_backprop.ipynb) left you with a gradient: which way the loss rises from where you stand, and
# how steeply. Go the other way; but how far? That one number decides between a crawl, an arrival and an
# explosion.
#
# **You will learn to**
#
# - say for which learning rate descent crawls, arrives or explodes, and why inputs are standardised;
# - weigh the noise of a mini-batch against its price;
# - derive momentum and Adam, compare optimisers fairly, and choose a schedule.
#
# **You need** the gradient of [chapter 08](08_backprop.ipynb), and the loss of
# [chapter 06](06_softmax.ipynb).
#
# **Time** 45 minutes, 10 for the quizzes; a pause is marked.

# %% tags=["setup"]
from time import process_time

import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, descent_explorer, quiz, review

review("09_descent")

# %% jupyter={"source_hidden": true}
descent_explorer(
    compared="batch",
    predict=Prediction(
        question="From the ring a walker goes down into a bowl, by η times the slope in each step; at η = "
        "0.1 it is close after some 60. You raise η further and further, up to 3. What happens?",
        options=("It arrives sooner and sooner", "Sooner, then later, then never", "It ends up circling"),
        answer="Sooner, then later, then never",
        observe="Move η up through 0.5, 1, 1.5, 1.9 and 2.1. Watch the path, and the loss beside it.",
        because="Longer steps save time until they overshoot. Then each lands on the other side: a little "
        "lower at first, and higher from a certain η on.",
    ),
)

# %% [markdown]
# ## One step
#
# All of training is this line, repeated; $g = \partial L / \partial \theta$ is the gradient of all
# parameters, and $\eta$ the **learning rate**:
#
# $$\theta \leftarrow \theta - \eta\, g$$
#
# The gradient is only true where it was taken. Go far, and the ground has changed.
#
# ### A parabola, by hand
#
# Near a minimum a smooth loss is a bowl, and along one direction a parabola. Put its lowest point at 0; its
# **curvature** is $\lambda$:
#
# $$L = \tfrac12 \lambda\, \theta^2, \qquad L'(\theta) = \lambda\, \theta, \qquad
# \theta - \eta\, \lambda\, \theta = (1 - \eta \lambda)\, \theta$$
#
# So each step multiplies $\theta$ by one number, $r = 1 - \eta \lambda$. **Predict:** $\lambda = 4$; which of
# the five $\eta$ in the cell arrive at 0, sooner or later?


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def L(theta):
    return 0.5 * 4 * theta**2


h = 1e-5
for eta in (0.05, 0.25, 0.4, 0.5, 0.55):
    theta, path = 1.0, []
    for _ in range(5):
        slope = (L(theta + h) - L(theta - h)) / (2 * h)  # no calculus: the formula has to agree
        theta = theta - eta * slope
        path.append(f"{round(theta, 2) + 0.0:6.2f}")
    print(f"eta {eta:4.2f}  r = {1 - 4 * eta:5.2f}  theta", *path)

# %% [markdown]
# After $k$ steps $\theta$ is $r^k$ times what it was, so everything hangs on the size of $r$:
#
# | learning rate | factor $r = 1 - \eta\lambda$ | what you see |
# |---|---|---|
# | $\eta < 1/\lambda$ | between 0 and 1 | down one side, smoothly |
# | $\eta = 1/\lambda$ | 0 | there in one step |
# | $1/\lambda < \eta < 2/\lambda$ | between −1 and 0 | from side to side, settling |
# | $\eta = 2/\lambda$ | −1 | to and fro for ever |
# | $\eta > 2/\lambda$ | below −1 | from side to side, and away |
#
# $2/\lambda$ is the edge: **the curvature sets the largest learning rate**. A steep slope is no danger by
# itself; one that changes fast is.
#
# ### Your turn, half done
#
# Curvature 0.5, start at $\theta = 3$, $\eta = 3$. Replace the dots.

# %%
curvature, start, eta = 0.5, 3.0, 3.0
r = ...  # the factor of one step
after_four = ...  # theta after four steps
eta_max = ...  # from here on it no longer settles

rows = (
    ("r", r, 1 - eta * curvature, "each step multiplies by 1 - eta * curvature"),
    ("after_four", after_four, start * (1 - eta * curvature) ** 4, "four steps multiply by r four times"),
    ("eta_max", eta_max, 2 / curvature, "the edge is where r is -1"),
)
for name, yours, right, hint in rows:
    said = "still to do" if yours is ... else "right" if np.isclose(yours, right) else f"not yet: {hint}"
    print(f"{name:10} {said}")

# %% [markdown]
# (With a bowl of your own, over the edge on purpose: problem 7 of
# [exercise set 09](../exercises/09_descent.ipynb).)
#
# ## Two curvatures, one learning rate
#
# A bowl in two directions is two parabolas that have to share one $\eta$.

# %% jupyter={"source_hidden": true}
descent_explorer(
    surface="long narrow valley",
    condition=50,
    compared="batch",
    eta=1.0,
    predict=Prediction(
        question="This valley curves 50 times more across than along, with λ = 1 and 1/50; η = 1. Where is "
        "the walker after 60 steps?",
        options=("At the minimum", "On the floor of the valley, still far away", "Thrown out of the valley"),
        answer="On the floor of the valley, still far away",
        observe="See where it stands. Then tick 'standardise inputs', and see again.",
        because="Across, a step multiplies the distance by 1 − 1 = 0; along, by 1 − 1/50. A larger η would "
        "help along, and soon explode across.",
    ),
)

# %% [markdown]
# The largest curvature sets the limit for $\eta$, the smallest sets the time. Their ratio is the **condition
# number** $\kappa = \lambda_\text{max} / \lambda_\text{min}$: at $\eta = 1/\lambda_\text{max}$ the slow
# direction shrinks by $1 - 1/\kappa$ a step, so the steps needed grow like $\kappa$.
#
# Valleys often come from the **inputs**. For a linear model with squared error the curvatures are the
# eigenvalues of the mean of $x x^\top$: an input in millimetres instead of metres has a million times the
# curvature. A first layer feels the same, since $dW = \delta^\top x$. So **standardise**: subtract each
# input's mean, divide by its standard deviation (those of the training data, kept for later).
#
# **Predict:** two moons in awkward units. At its best $\eta$ of four, how well does a network do on the raw
# numbers?

# %% jupyter={"outputs_hidden": true}
loss = nn.SoftmaxCrossEntropy()
x, y = nn.datasets.moons(200, noise=0.15, rng=np.random.default_rng(0))
raw = x * [1, 50] + [20, 300]  # the same moons in other units
centred = raw - raw.mean(axis=0)
print("accuracy at eta     0.001  0.01   0.1    1")
for name, data in (("raw", raw), ("centred", centred), ("standardised", centred / raw.std(axis=0))):
    print(f"{name:18}", end="")
    for eta in (0.001, 0.01, 0.1, 1.0):
        net = nn.Network.mlp([2, 16, 2], nn.tanh, rng=np.random.default_rng(1))
        rng = np.random.default_rng(2)
        nn.train(net, loss, nn.SGD(eta), data, y, epochs=40, rng=rng, progress=False)
        print(f"{nn.accuracy(net(data), y):7.0%}", end="")
    print()

# %% [markdown]
# Raw, no $\eta$ does better than a coin. Two illnesses at once: a valley, and inputs near 300 that saturate
# every tanh (chapter 03). Centring cures one, scaling the other.
#
# ### Too small is also a scale
#
# Chapter 07 left a riddle: spirals of radius 1 that a tanh network *can* part and descent does not. Nothing
# is in awkward proportions there, the picture is only smaller. **Predict:** does it help to standardise? And
# does a ReLU network mind the size?


# %% jupyter={"outputs_hidden": true}
def learned(phi, radius, seed, epochs=60):
    rng = np.random.default_rng(seed)
    x, y = nn.datasets.spirals(100, turns=1, noise=0.1, radius=3, rng=rng)
    net = nn.Network.mlp([2, 32, 32, 2], phi, rng=np.random.default_rng(10 + seed))
    x = x * radius / 3 if radius else (x - x.mean(axis=0)) / x.std(axis=0)
    sgd = nn.SGD(0.1, momentum=0.9)
    nn.train(net, loss, sgd, x, y, epochs=epochs, rng=rng, progress=False)
    return nn.accuracy(net(x), y)


for phi, radius in ((nn.tanh, 3), (nn.tanh, 1), (nn.tanh, None), (nn.relu, 3), (nn.relu, 1)):
    found = [f"{learned(phi, radius, seed):5.0%}" for seed in range(8)]
    print(f"{phi!r:5} {f'radius {radius}' if radius else 'standardised':13}", *found)

# %% [markdown]
# Radius 3: learned from each of eight starts. Radius 1: some starts stick near 80 %. Near 0 a tanh is almost
# a straight line, so a network fed with small numbers begins nearly linear (chapter 05), and must grow large
# weights before it can bend. A ReLU has its kink at 0 and looks the same at every scale. Standardised, these
# spirals have a radius of about 2, and nearly every start succeeds: a good rule, not a law.
#
# **Do:** give the small spirals time, `learned(nn.tanh, 1, seed, epochs=600)` for each seed in a cell of your
# own. They *can* be learned; yet a start that is stuck tends to stay so.

# %% [markdown]
# ## How many examples for one step?
#
# $L$ is a mean over $N$ examples (the samples, or rows, of before), and so is its gradient. Why ask all of
# them before each step? The mean over a few, drawn at random, points the right way on average:
#
# - **batch** descent: all $N$ for each step, an exact gradient;
# - **stochastic** (SGD): one example, a cheap and noisy one;
# - **mini-batch**: $B$ examples, the usual compromise (and usually called SGD, too).
#
# Shuffle, deal out, step after each batch (one **update**): when every example has been seen once, one
# **epoch** is over.
# **Predict:** 50,000 examples in batches of 50, how many updates are an epoch? And 1,797 in batches of 32,
# how many are in the last batch?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_updates, my_last = ..., ...

rng = np.random.default_rng(0)
for N, B in ((50_000, 50), (1797, 32), (10, 4)):
    sizes = [len(batch) for batch in nn.minibatches(N, B, rng)]
    print(f"N = {N:6,}, B = {B:2}: {len(sizes):5,} updates an epoch, {sizes[-1]} in the last batch")
print("one epoch of ten:", *nn.minibatches(10, 4, rng))
if my_updates is not ...:
    print("You said", my_updates, "and", my_last)

# %% jupyter={"source_hidden": true}
descent_explorer(
    show="noise of the gradient",
    batch=1,
    predict=Prediction(
        question="Around the true gradient, that of a single example scatters with some variance. How many "
        "examples must a batch have to bring the variance down to a tenth?",
        answer=10,
        within=0.5,
        observe="Move the batch size: which of the sizes offered is the first to be good enough?",
        because="The variance of a mean of B independent draws is σ²/B. So 10 would just do; of the sizes "
        "here, 8 is not enough and 16 is.",
    ),
)

# %% [markdown]
# ### One over B
#
# For batches drawn at random:
#
# $$\text{variance of the mini-batch gradient} = \frac{\sigma^2}{B}$$
#
# where $\sigma^2$ is the scatter of single examples around the full gradient. The typical error is its root:
# **half the noise costs four times the examples**. (Drawn without putting back, as in an epoch, another
# factor $(N - B)/(N - 1)$ comes in: 0 for the full batch.)
#
# What does a step cost? **Predict:** with 256 examples instead of one, how many times as long does a step of
# a small network take on this machine? The cell measures both.

# %% jupyter={"outputs_hidden": true}
rng, draws = np.random.default_rng(0), 400
x, y = nn.datasets.spirals(500, turns=1.5, noise=0.1, rng=rng)
net = nn.Network.mlp([2, 16, 16, 2], nn.tanh, rng=rng)
full = net.backward(loss.delta(net.forward(x), y)).copy()
noise, took = {}, {}
for B in (1, 4, 16, 64, 256):
    apart, start = [], process_time()
    for batch in rng.integers(len(x), size=(draws, B)):
        grad = net.backward(loss.delta(net.forward(x[batch]), y[batch]))
        apart.append(np.sum((grad - full) ** 2))
    noise[B], took[B] = np.mean(apart), (process_time() - start) / draws
    print(f"B = {B:3}  noise {noise[B] / noise[1]:.4f}  1/B {1 / B:.4f}", end="")
    print(f"  time {took[B] / took[1]:4.1f} times that of one example")

# %% [markdown]
# The noise keeps to the law. The time hardly grows at first, because a matrix product of 16 rows costs little
# more than one of 1; for large $B$ it grows with $B$. Between the two lie the usual sizes, **32 to 256**.
# Beyond, twice the batch costs twice the time and makes the gradient only $\sqrt 2$ times better, where two
# steps might have gone twice as far. (Powers of two are habit, not law.)
#
# A good place to stop for today, or for a cup of tea. The second half walks better with the same gradients.

# %% [markdown]
# ## Momentum
#
# In the valley, the slope across changes its sign step after step, and the slope along stays. So remember: a
# heavy ball keeps its velocity $v$, and lets friction $\beta$ take a part of it.
#
# $$v \leftarrow \beta v + g, \qquad \theta \leftarrow \theta - \eta\, v$$
#
# **Predict:** with $\beta = 0.9$, where does $v$ go if $g$ is always 1? And if $g$ is 1, −1, 1, −1, …?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_constant, my_changing = ..., ...  # the sizes of v in the end

beta, v, w = 0.9, 0.0, 0.0
for k in range(100):
    v = beta * v + 1
    w = beta * w + (-1) ** k
    if k in (0, 1, 2, 9, 99):
        print(f"after {k + 1:3} steps: constant v = {v:6.3f}, changing v = {w:6.3f}")
print(f"1 / (1 - beta) = {1 / (1 - beta):.3f}   1 / (1 + beta) = {1 / (1 + beta):.3f}")
if my_constant is not ...:
    print("You said", my_constant, "and", my_changing)

# %% [markdown]
# Both are geometric series: $1 + \beta + \beta^2 + \dots = 1/(1 - \beta)$, and with changing signs
# $1/(1 + \beta)$. What all gradients agree on is amplified tenfold, what they quarrel about is nearly halved:
# just right for a valley.
#
# How much does that gain? With the best $\eta$ and $\beta$ for a given $\kappa$ (Polyak's), the steps grow
# like $\sqrt\kappa$ instead of $\kappa$. The next cell counts. **Predict** its last line: plain descent needs
# about 7,000 steps at $\kappa = 1000$; and momentum?


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def steps_needed(kappa, optimiser):  # until both directions are a thousand times closer
    theta, curvature = np.ones(2), np.array([1, 1 / kappa])
    while np.abs(theta).max() >= 1e-3:
        optimiser.step(theta, curvature * theta)
    return optimiser.t


for kappa in (10, 100, 1000):
    root = np.sqrt(kappa)
    plain = nn.SGD(eta=1.0)
    heavy = nn.SGD(eta=(2 * root / (root + 1)) ** 2, momentum=((root - 1) / (root + 1)) ** 2)
    print(f"kappa {kappa:5}: plain {steps_needed(kappa, plain):5}, momentum {steps_needed(kappa, heavy):4}")

# %% [markdown]
# **Nesterov's** form takes the gradient where the velocity is about to carry it, and so brakes earlier:
# `nn.SGD(eta, momentum=0.9, nesterov=True)`.
#
# ## Spot the error
#
# Many texts write momentum as a moving average, $v \leftarrow \beta v + (1 - \beta)\, g$, then
# $\theta \leftarrow \theta - \eta\, v$. A report compares the two in a valley, "with the same learning rate
# 0.1 for both, to be fair", and finds the heavy ball far ahead.
#
# What is wrong? Change **one number** in the cell so that the comparison is fair.

# %%
eta_heavy, eta_average, beta = 0.1, 0.1, 0.9

heavy = nn.SGD(eta_heavy, momentum=beta)
average = nn.SGD(eta_average, momentum=beta, ema=True)
a, b, curvature, apart = np.ones(2), np.ones(2), np.array([1, 0.02]), 0.0
for _ in range(60):
    heavy.step(a, curvature * a)
    average.step(b, curvature * b)
    apart = max(apart, np.abs(a - b).max())
for name, theta in (("heavy ball", a), ("average", b)):
    print(f"{name:10}  loss after 60 steps {0.5 * curvature @ theta**2:.5f}")
print(f"largest distance between the two paths: {apart:.1e}")

# %% [markdown]
# Start both at $v = 0$. If before a step $v_\text{average} = (1 - \beta)\, v_\text{heavy}$, then after it
# too, since both terms carry the factor: so always. The steps agree, to the last digits, if
# $\eta_\text{average} (1 - \beta) = \eta_\text{heavy}$, that is
#
# $$\eta_\text{average} = \frac{\eta_\text{heavy}}{1 - \beta}$$
#
# At $\beta = 0.9$ the report had given one of them a tenth of the learning rate. A learning rate from a paper
# means nothing until you know which form it was chosen for. (Problems 4 and 5 of
# [exercise set 09](../exercises/09_descent.ipynb).)

# %% [markdown]
# ## Adam: a learning rate for each parameter
#
# Standardising helps the first layer; inside a network, gradients can still differ by orders of magnitude.
# **Adam** divides each by its own typical size. It keeps two averages per parameter, $m$ of $g$ and $v$ of
# $g^2$ (no velocity now), both starting at 0, and makes up for that start:
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \quad
# \theta \leftarrow \theta - \eta\, \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \varepsilon}$$
#
# **Predict:** $\eta = 0.1$, and the first gradients of two parameters are 30 and −0.004. How far does each
# move in step $t = 1$? ($\beta_1 = 0.9$, $\beta_2 = 0.999$.)

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_moves = ..., ...

g, eta = np.array([30, -0.004]), 0.1
m, v = 0.1 * g, 0.001 * g**2  # from 0, with 1 - beta1 = 0.1 and 1 - beta2 = 0.001
m_hat, v_hat = m / (1 - 0.9), v / (1 - 0.999)  # the start made up for: g and g^2 again
print("move, by hand       ", (-eta * m_hat / np.sqrt(v_hat)).round(4))
theta = np.zeros(2)
nn.Adam(eta).step(theta, g)
print("move, nn.Adam       ", theta.round(4))
print("without correction  ", (-eta * m / np.sqrt(v)).round(4))
if my_moves[0] is not ...:
    print("You said", my_moves)

# %% [markdown]
# $\eta$, whatever the gradient: only its sign is left. Later steps are shorter where the signs disagree.
# Without the correction the first step would be $0.1 / \sqrt{0.001} \approx 3$ times too long.
# (`nn.AdamW` differs from Adam in one point, weight decay, and so waits for
# [chapter 12](12_regularisation.ipynb).)
#
# ### Your own optimiser
#
# Here is Adam without a memory: only the sign of each gradient counts. The figure walks it in green.
#
# **Do:** (1) run it, and read where it ends: how far from the minimum, and why no closer? (2) Let the steps
# shrink: multiply `eta` by `0.98 ** t`, and run again. (3) Now `0.9 ** t`. What goes wrong?


# %%
def my_step(theta, grad, t, eta):
    return theta - eta * np.sign(grad)


descent_explorer(
    optimiser=my_step,
    reference="Adam",
    surface="long narrow valley",
    compared="batch, momentum, Adam",
    eta=0.2,
    start2=0.1,
    t=200,
)

# %% [markdown]
# (1) Its steps never get shorter than $\eta$, so in the end it hops to and fro across the minimum. (2)
# Shrinking steps settle. (3) Shrinking too fast, they add up to less than the way, and it freezes on the
# slope. Robbins and Monro had the rule in 1951, to arrive from anywhere and in spite of noise: the $\eta_t$
# must add up to infinity, their squares must not.
#
# ## Schedules
#
# A mini-batch has the same disease. Near the minimum the slope fades and the noise does not, so SGD hovers,
# the higher the larger $\eta$. The next cell measures how high: a straight-line fit, one example a step.
#
# **Predict:** halve $\eta$. What happens to the height?

# %% jupyter={"outputs_hidden": true}
rng = np.random.default_rng(0)
X, noise = rng.normal(size=(200, 2)), rng.normal(size=200)
target = X @ [1.5, -1] + 0.5 * noise
best = np.linalg.lstsq(X, target, rcond=None)[0]
for eta in (0.2, 0.1, 0.05, 0.025):
    theta, heights = best.copy(), []
    for k, i in enumerate(rng.integers(len(X), size=4000)):
        theta -= eta * (X[i] @ theta - target[i]) * X[i]
        if k >= 500:
            heights.append(0.5 * np.mean((X @ (theta - best)) ** 2))  # above the lowest loss
    print(f"eta {eta:5.3f}   mean height above the minimum {np.mean(heights):.4f}")

# %% [markdown]
# Half or less; for small $\eta$ the height is about proportional to it. So begin with large steps, to get
# there, and end with small ones, to settle. `nn.schedules` has
# the usual ways; $t$ counts epochs:
#
# - **step**: divide $\eta$ every so many epochs;
# - **cosine**: half a wave down to almost 0;
# - **warm-up**: first up, since early gradients are large and point anywhere;
# - **reduce on plateau**: divide when the loss has stopped falling.

# %% tags=["pin"]
S = nn.schedules
flat = [1.0, 0.5, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4]  # losses of a run that gets stuck
print("epoch            ", *(f"{t:6}" for t in range(0, 13, 2)))
for name, schedule in {
    "step": S.Step(0.3, every=4, factor=0.5),
    "cosine": S.Cosine(0.3, epochs=12),
    "warm-up, cosine": S.WarmUp(S.Cosine(0.3, epochs=12), epochs=4),
    "on plateau": S.ReduceOnPlateau(0.3, patience=4, factor=0.5),
}.items():
    print(f"{name:17}", *(f"{schedule(t, flat[:t]):6.3f}" for t in range(0, 13, 2)))

# %% [markdown]
# Do they pay? SGD with momentum on the spirals, 40 epochs, four starts; once from $\eta = 0.3$, once from
# 0.1. **Predict:** in which of the two does a schedule help?

# %% jupyter={"outputs_hidden": true}
x, y = nn.datasets.spirals(200, turns=1.5, noise=0.1, rng=np.random.default_rng(0))


def final_loss(optimiser, seed, schedule=None, epochs=40):
    rng = np.random.default_rng(seed)
    net = nn.Network.mlp([2, 16, 16, 2], nn.tanh, rng=rng)
    nn.train(net, loss, optimiser, x, y, epochs=epochs, rng=rng, schedule=schedule, progress=False)
    return loss(net(x), y)


for eta in (0.3, 0.1):
    for schedule in (S.Constant(eta), S.Cosine(eta, epochs=40), S.ReduceOnPlateau(eta, patience=4)):
        found = [final_loss(nn.SGD(eta, momentum=0.9), seed, schedule) for seed in range(4)]
        print(f"eta {eta}  {type(schedule).__name__:15}  loss", *(f"{value:.4f}" for value in found))

# %% [markdown]
# From 0.3, too large to settle, both schedules win by far. From 0.1 there is nothing to settle: the walk is
# not over after 40 epochs, and shrinking mostly costs time. What a schedule buys is a **larger** $\eta$ at
# the beginning.
#
# ## Not a bowl
#
# A network's loss has more than one valley. Where the gradient is zero there may be a minimum, a **plateau**,
# or a **saddle**: up in some directions, down in others.

# %% jupyter={"source_hidden": true}
descent_explorer(
    surface="saddle",
    t=100,
    predict=Prediction(
        question="The start lies exactly on the ridge that leads to a saddle: the gradient points at the "
        "saddle, with no part to either side. Who gets down to a minimum?",
        options=("SGD and mini-batch", "Momentum and Adam", "All but plain batch descent", "Nobody"),
        answer="SGD and mini-batch",
        observe="Compare the five losses. Then set the start θ₂ to 0.1, and look at all five again.",
        because="Momentum and Adam only reuse gradients, and these never point off the ridge. A few "
        "examples do not balance exactly, and the smallest push off a ridge grows by itself.",
    ),
)

# %% [markdown]
# Exact balance is rare; *nearly* flat is common, and there noise saves time. **Do:** choose *two minima* in
# this figure, and get somebody out of the left one (the third task). The price of the noise is what you saw
# before: it never quite settles.
#
# Why must a network have several minima? Swap two hidden units, with all their weights: another $\theta$, the
# same function. If the loss were a bowl, the point half-way between two lowest points would be as low.
#
# **Predict:** train, shuffle the 16 hidden units into a twin, and walk straight from one to the other. What
# does the loss do?

# %% jupyter={"outputs_hidden": true}
net, rng = nn.Network.mlp([2, 16, 2], nn.tanh, rng=np.random.default_rng(1)), np.random.default_rng(2)
x1, y1 = nn.datasets.spirals(100, turns=1, noise=0.1, rng=rng)
nn.train(net, loss, nn.SGD(0.3, momentum=0.9), x1, y1, epochs=150, rng=rng, progress=False)

twin, way, order = net.astype(np.float64), net.astype(np.float64), rng.permutation(16)
twin[1].W, twin[1].b, twin[2].W = net[1].W[order], net[1].b[order], net[2].W[:, order]
for share in (0, 0.25, 0.5, 0.75, 1):
    way.theta = (1 - share) * net.theta + share * twin.theta
    print(f"{share:4.0%} of the way   loss {loss(way(x1), y1):.3f}")

# %% [markdown]
# Sixteen units can be shuffled in 16! ways, so each minimum has about $2 \cdot 10^{13}$ twins, with ridges
# between. That sounds hopeless and is harmless: all twins are equally good, so it does not matter which of
# them descent finds.
#
# ## The spirals return
#
# A fair race: one network, the same data, the same 40 epochs, five starts, and for **every** optimiser the
# same five learning rates. Shown is the middle one of five losses.
#
# **Predict:** who is ahead, each at its best $\eta$? And who at $\eta = 0.3$?

# %% jupyter={"outputs_hidden": true}
etas, starts = (0.01, 0.03, 0.1, 0.3, 1.0), range(5)
print("loss at eta", *(f"{eta:7}" for eta in etas))
for name, make in {
    "SGD": nn.SGD,
    "momentum": lambda eta: nn.SGD(eta, momentum=0.9),
    "Nesterov": lambda eta: nn.SGD(eta, momentum=0.9, nesterov=True),
    "Adam": nn.Adam,
}.items():
    middle = [np.median([final_loss(make(eta), seed) for seed in starts]) for eta in etas]
    print(f"{name:11}", *(f"{value:7.3f}" for value in middle))

# %% [markdown]
# Momentum pays, and Nesterov and Adam lead, each at its own best $\eta$. Who is first? **Do:** take five
# other starts, `range(5, 10)`. When we did, the two changed places; the distance to plain SGD stayed.
#
# Now compare columns. At 0.3 Nesterov is far ahead of Adam, at 0.03 Adam of Nesterov, and nobody's good range
# is much wider than a factor of three. At one common $\eta$ we could have chosen our winner. And plain SGD is
# slow here rather than beaten: try `final_loss(nn.SGD(1.0), seed=0, epochs=150)`.
#
# **What to try first:** standardised inputs; Adam, $\eta$ from 0.001 up in factors of three, or SGD with
# momentum 0.9, from 0.01 up; batches of 32; the largest $\eta$ that is stable, then a schedule.

# %% [markdown]
# ## Quiz
#
# Each answer says why it is right or wrong. What you miss comes back in a later chapter.

# %%
quiz("09_descent")

# %% [markdown]
# ## In three lines
#
# 1. $\theta \leftarrow \theta - \eta g$ settles for $\eta < 2/\lambda_\text{max}$, in a time that grows with
#    $\kappa = \lambda_\text{max}/\lambda_\text{min}$: standardise.
# 2. A mini-batch of $B$ has noise $\sigma^2 / B$ and costs $B$ examples; with a fixed $\eta$ the noise keeps
#    you hovering, so let $\eta$ fall.
# 3. Momentum adds up what gradients agree on; Adam gives each parameter steps of about $\eta$. Tune $\eta$
#    for each before you compare.
#
# ## Common mistakes
#
# - One $\eta$ for two optimisers, or for both forms of momentum.
# - Mean and deviation taken from the test data, or not kept for later.
# - No shuffling between epochs; the last, smaller batch forgotten.
# - A schedule that counts steps where epochs were meant.
# - "It does not learn", after a single learning rate.

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 09](../exercises/09_descent.ipynb), 50 to 70 minutes: count and deal out batches,
# write a schedule, both forms of momentum and Adam, and push a learning rate over the edge. Your optimisers
# can walk in this chapter's figure: make one for each walk, at `t == 1`, and return its step.
#
# **Then:** [chapter 10](10_signals.ipynb) (signals through depth) is about where to *start* from. [Chapter
# 11](11_training.ipynb) puts everything together in one training loop, and a list of what to look at when it
# fails. Weight decay, and AdamW with it, is for [chapter 12](12_regularisation.ipynb). [Back to the
# map](00_start_here.ipynb).

# %% [markdown]
# ## History and sources
#
# **Descent:** A. Cauchy, *Comptes rendus* 25 (1847), 536–538; with noise, H. Robbins and S. Monro, *Ann.
# Math. Statist.* 22 (1951), 400–407; at scale, L. Bottou, F. E. Curtis and J. Nocedal, *SIAM Review* 60
# (2018), 223–311. **Momentum:** B. T. Polyak, *USSR Comput. Math. Math. Phys.* 4 (5) (1964), 1–17; Y.
# Nesterov, *Soviet Math. Dokl.* 27 (1983), 372–376; with moving pictures, G. Goh, "Why momentum really
# works", *Distill* (2017).

# %% [markdown]
# **A rate for each parameter:** J. Duchi, E. Hazan and Y. Singer, *J. Mach. Learn. Res.* 12 (2011),
# 2121–2159; D. P. Kingma and J. Ba, *Adam*, ICLR (2015); for the cosine schedule, I. Loshchilov and F.
# Hutter, *SGDR*, ICLR (2017). **Inputs and other advice:** Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller,
# *Efficient BackProp*, in *Neural Networks: Tricks of the Trade* (Springer, 1998). **Warm-up:** P. Goyal and
# others, arXiv:1706.02677 (2017).
