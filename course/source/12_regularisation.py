# %% [markdown]
# # 12 · Generalisation and regularisation
#
# Two students get every question of the mock exam right. One has understood the subject; the other knows the
# answers by heart. The mock exam cannot tell them apart. What can? And can one teach so that the first kind
# comes out?
#
# **You will learn to**
#
# - tell under- from overfitting, and from a descent that has not arrived;
# - use what helps: data, L2, dropout, early stopping, by hand and in code;
# - choose settings without fooling yourself, and say when *not* to use a network.
#
# **You need** one step of descent ([chapter 09](09_descent.ipynb)), and a network that trains
# ([chapter 11](11_training.ipynb)).
#
# **Time** 45 minutes, 10 for the quizzes; a pause is marked.

# %% tags=["setup"]
from time import process_time

import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, generalisation_explorer, quiz, review

review("12_regularisation")

# %% jupyter={"source_hidden": true}
generalisation_explorer(
    predict=Prediction(
        question="A network of 1,153 parameters gets 16 noisy samples of a curve, and 1000 epochs. Its loss "
        "on the samples falls almost to 0. What does its loss on 200 points do that it never sees?",
        options=("It falls as well, more slowly", "It falls, then rises", "It stays about where it began"),
        answer="It falls, then rises",
        observe="Press Train. Watch the curve above and the two losses below, and find the upright that "
        "marks the best epoch.",
        because="What it learns first is the curve, which old and new points share. What it learns later is "
        "the noise of these 16, and any other 16 have another.",
    ),
)

# %% [markdown]
# ## Two losses
#
# The **training loss** is taken on the points the network learns from, the **validation loss** on points it
# never sees. **Generalisation** is doing well on the second; their difference is the **gap**.
#
# | training loss | validation loss | name |
# |---|---|---|
# | high | as high | **underfitting**: even the samples are not met |
# | low | low | what we want |
# | low | much higher | **overfitting**: it has learned the noise too |
#
# There is a floor. New points carry noise of their own, here of variance $\sigma^2 = 0.3^2 = 0.09$, and
# nobody can predict that. Look how near the best epoch came.
#
# **Do:** bring about the other failure in the figure: choose 1 hidden unit and train. Then go back to 32 and
# give it 256 samples.

# %% [markdown]
# ### First: can it fit its own points?
#
# [Chapter 11](11_training.ipynb) told three failures apart: it *cannot* (approximation), it does not *get
# there* (trainability), it does not *carry over* (generalisation). This chapter is about the third, and
# cures no other. So once more, from memory: three failures on the spirals of
# [chapter 01](01_features.ipynb), one of each kind. **Predict** from the code which is which, then run.


# %% jupyter={"outputs_hidden": true}
entropy = nn.SoftmaxCrossEntropy()


def fit(net, x, y, eta=0.01, steps=400, loss=entropy):  # all points at once
    adam = nn.Adam(eta)
    for _ in range(steps):
        adam.step(net.theta, net.backward(loss.delta(net.forward(x), y)))
    return net


fresh = nn.datasets.spirals(1000, turns=1.5, noise=0.1, rng=np.random.default_rng(1000))
settings = {"A": ([2, 32, 32, 2], 0.01, 10), "B": ([2, 2, 2], 0.01, 100), "C": ([2, 32, 32, 2], 1e-5, 100)}
for name, (sizes, eta, n) in settings.items():
    rng = np.random.default_rng(0)
    x, y = nn.datasets.spirals(n, turns=1.5, noise=0.1, rng=rng)
    net = fit(nn.Network.mlp(sizes, nn.tanh, rng=rng), x, y, eta)
    own, new = 1 - nn.accuracy(net(x), y), 1 - nn.accuracy(net(fresh[0]), fresh[1])
    print(f"{name}: wrong on its own points {own:4.0%}, on fresh ones {new:4.0%}")

# %% [markdown]
# A does not generalise: perfect on its 20 points, and wrong on a good part of the rest. B and C look alike:
# both miss their own points. No remedy of this chapter helps those two, and most would do harm.
#
# **Do:** tell them apart by changing one thing: give C a better $\eta$; give B ten times the steps. One of
# them was only slow.
#
# ## How much capacity?
#
# Back to the curve. **Capacity** is how much a model can bend to its data; here, the number of units.

# %% jupyter={"source_hidden": true}
generalisation_explorer(
    show="capacity curve",
    predict=Prediction(
        question="The same 16 samples, for twelve networks with 1 to 64 units in each of two layers, each "
        "trained for 1000 epochs. Which of these ends with the lowest validation loss?",
        options=("1 unit a layer", "2 units a layer", "4 units a layer", "64 units a layer"),
        answer="2 units a layer",
        observe="Press Train and wait for all twelve. Compare training with validation; then look at what "
        "the far right does.",
        because="One unit cannot bend often enough. Four can already chase the noise, and it costs them "
        "most. But 64 units are no worse than 4: the number of parameters alone does not decide.",
    ),
)

# %% [markdown]
# The text-book picture is a U: too little capacity on its left, too much on its right. The left side is
# always there. The right side is often ragged, or missing: descent does not use all the freedom that it
# has.
#
# **Do:** set the patience to 50 and train again. Early stopping goes back to each network's best epoch. Which
# sizes gain most?

# %% [markdown]
# ## Bias and variance
#
# Why does too much freedom hurt? Draw the data again and again, refit, and watch the prediction $f$ at *one*
# point, where the truth is $t = 1.5$. Say three refits give 1, 2 and 3:
#
# - their mean is $\bar f = 2$, off by 0.5: the **bias**, the same mistake in every fit;
# - their squared distances from that mean are 1, 0, 1: the **variance** is $2/3$, luck of the draw;
# - their squared errors are 0.25, 0.25, 2.25, mean $2.75/3 = 0.917$, and that is $0.5^2 + 2/3$.

# %% [markdown]
# No accident. Write $f - t = (f - \bar f) + (\bar f - t)$ and square. The mixed term averages to 0, so
#
# $$
# \underbrace{\overline{(f - t)^2}}_{\text{error}} = \underbrace{(\bar f - t)^2}_{\text{bias}^2} +
# \underbrace{\overline{(f - \bar f)^2}}_{\text{variance}}
# $$
#
# (judged by noisy points, plus $\sigma^2$). The next cell fits polynomials to 500 data sets of 15 points
# each. **Predict:** which column falls with the degree, which rises, and where is the sum lowest?


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def sine(x):
    return np.sin(np.pi * x)


def waves(x, M):  # M features: the polynomials of degree 0 to M − 1, as cos(k arccos x)
    return np.cos(np.outer(np.arccos(x), np.arange(M)))


rng, x, grid = np.random.default_rng(0), np.linspace(-1, 1, 15), np.linspace(-1, 1, 101)
print("degree  bias²  variance  their sum  measured")
for degree in (0, 1, 3, 5, 9):
    samples = sine(x)[:, np.newaxis] + rng.normal(0, 0.3, (15, 500))  # a column is a data set
    fits = waves(grid, degree + 1) @ np.linalg.lstsq(waves(x, degree + 1), samples, rcond=None)[0]
    bias2, variance = (fits.mean(axis=1) - sine(grid)) ** 2, fits.var(axis=1)
    both, error = np.mean(bias2 + variance), np.mean((fits.T - sine(grid)) ** 2)
    print(f"{degree:6}{bias2.mean():7.3f}{variance.mean():10.3f}{both:11.3f}{error:10.3f}")

# %% [markdown]
# A straight line is wrong in the same way every time; degree 9 is right on average, and somewhere else each
# time. **Under- and overfitting are the two ends of one trade.** Each remedy of this chapter accepts a little
# bias to be rid of more variance. Only more data asks for nothing.
#
# Do networks follow? Train four sizes on 24 data sets each. **Predict:** from 2 to 32 units a layer the
# parameters grow from 13 to 1,153. By what factor does the variance grow?

# %% jupyter={"outputs_hidden": true}
my_factor = ...  # your guess

found = {}
for M in (1, 2, 8, 32):
    fits = []
    for seed in range(24):
        rng = np.random.default_rng(seed)
        x, y = nn.datasets.curve(15, "sine", noise=0.3, rng=rng)
        net = nn.Network.mlp([1, M, M, 1], nn.tanh, rng=rng)
        fit(net, x, y, eta=0.02, steps=500, loss=nn.MeanSquaredError())
        fits.append(net(grid[:, np.newaxis])[:, 0])
    bias2, found[M] = np.mean((np.mean(fits, axis=0) - sine(grid)) ** 2), np.mean(np.var(fits, axis=0))
    print(f"{M:2} units a layer: bias² {bias2:.3f}, variance {found[M]:.3f}, sum {bias2 + found[M]:.3f}")
print(f"variance: a factor of {found[32] / found[2]:.1f}", "" if my_factor is ... else f" you: {my_factor}")

# %% [markdown]
# The bias falls as it should. The variance rises at first; from 2 units on it grows a little, by less than
# half, while the parameters grow ninetyfold. (24 refits leave both uncertain: other seeds, other digits.)
#
# ### Further to the right
#
# (This section may be skipped at a first reading.) And beyond, where a model has far more parameters than
# samples? Then many fits go through every point, and it matters *which* one the method takes. `lstsq` takes
# the one with the smallest weights; below, fast waves are made small, so that they need large weights and
# are avoided.
#
# **Predict:** 20 samples. What happens to the error at $M = 20$ features, and what at 1000?

# %% jupyter={"outputs_hidden": true}
for M in (3, 5, 10, 20, 40, 80, 320, 1000):
    small, own, new = 1 / np.arange(1, M + 1), [], []
    for seed in range(30):
        x, y = nn.datasets.curve(20, "sine", noise=0.3, rng=np.random.default_rng(seed))
        w = np.linalg.lstsq(waves(x[:, 0], M) * small, y[:, 0], rcond=None)[0]
        own.append(np.mean((waves(x[:, 0], M) * small @ w - y[:, 0]) ** 2))
        new.append(np.mean((waves(grid, M) * small @ w - sine(grid)) ** 2))
    print(f"M = {M:4}: own points {np.median(own):.3f}, the truth {np.median(new):10.2g}")

# %% [markdown]
# At $M = N$ there is exactly one fit through all points, and it is wild. With more features there is choice,
# and the error comes *down* again: **double descent**. It has been seen in deep networks too. Two honest
# remarks: here the second valley is no deeper than the first, and it hangs on the preference for slow waves.
# **Do:** set `small = np.ones(M)` and look at $M = 1000$.
#
# ## By heart
#
# In chapter 11 a network learned 40 coin tosses by heart. Now let one and the same network, that of the
# spirals, learn 50 points twice: with their true labels, and with tossed ones. **Predict** all four shares:
# right on its own points and on fresh ones, each time.

# %% jupyter={"outputs_hidden": true}
fresh_coins = np.random.default_rng(8).integers(2, size=2000)
for kind in ("true labels", "coin tosses"):
    rng = np.random.default_rng(0)
    x, y = nn.datasets.spirals(25, turns=1.5, noise=0.1, rng=rng)
    judge = fresh[1]
    if kind == "coin tosses":
        y, judge = np.random.default_rng(7).integers(2, size=50), fresh_coins
    net = fit(nn.Network.mlp([2, 32, 32, 2], nn.tanh, rng=rng), x, y, eta=0.02, steps=800)
    own, new = nn.accuracy(net(x), y), nn.accuracy(net(fresh[0]), judge)
    print(f"{kind}: right on its own points {own:.0%}, on fresh ones {new:.0%}")

# %% [markdown]
# It learned the coin as perfectly as the truth. (In 2017 Zhang and others did this with image networks of
# the day: 50,000 pictures with labels drawn at random, and a training error of 0.) So a low training loss
# proves nothing; and with the same capacity, the network did generalise from the true labels. **Data decide
# what is done with capacity.**
#
# ## More data
#
# The best regulariser is no trick. **Predict:** the network, 2-32-32-2, has 1,218 parameters. How many points
# of the spirals does it need for fewer than 2 % wrong on fresh ones?

# %% jupyter={"outputs_hidden": true}
for n in (10, 20, 40, 80, 160):
    wrong = []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        x, y = nn.datasets.spirals(n, turns=1.5, noise=0.1, rng=rng)
        net = fit(nn.Network.mlp([2, 32, 32, 2], nn.tanh, rng=rng), x, y)
        wrong.append(1 - nn.accuracy(net(fresh[0]), fresh[1]))
    each = " ".join(f"{w:5.1%}" for w in wrong)
    print(f"{2 * n:3} points: wrong on fresh ones {np.mean(wrong):5.1%}  (each: {each})")

# %% [markdown]
# Far fewer points than parameters, and every doubling pays; also, the luck of the draw shrinks with it. Where
# points cost money, one can sometimes make more of those there are: a picture of a cat, mirrored, is a cat
# (**augmentation**).
#
# A good place to stop for today, or for a cup of tea. The second half is about what to do when there are no
# more data to be had.

# %% [markdown]
# ## L2: a price on weights
#
# Steep functions need large weights, and chasing noise needs steep functions. So charge for weights:
#
# $$
# L_\text{total} = L + \frac{\lambda}{2} \sum_{ij} W_{ij}^2, \qquad
# \frac{\partial L_\text{total}}{\partial W_{ij}} = \frac{\partial L}{\partial W_{ij}} + \lambda W_{ij}
# $$
#
# summed over all layers; biases usually go free (`weight_decay` in this library takes them along). (In the
# sum only one term contains $W_{ij}$; the 2 of its derivative cancels the ½.)

# %% tags=["pin"]
rng, lam = np.random.default_rng(0), 0.1
x, y = rng.normal(size=(6, 3)), rng.integers(2, size=6)
net = nn.Network.mlp([3, 2], nn.identity, rng=rng)
W = net[1].W


def total(W):
    return entropy(x @ W.T + net[1].b, y) + lam / 2 * np.sum(W**2)


net.backward(entropy.delta(net.forward(x), y))
print("with the penalty   ", np.allclose(net[1].dW + lam * W, nn.numerical_gradient(total, W)))
print("without its slope  ", np.allclose(net[1].dW, nn.numerical_gradient(total, W)))

# %% [markdown]
# ### What a step does
#
# $$W \leftarrow W - \eta\,(g + \lambda W) = (1 - \eta\lambda)\, W - \eta\, g$$
#
# First shrink everything by a factor, then step as always: hence **weight decay**. With $w = 2$, $g = 0.5$,
# $\eta = 0.1$, $\lambda = 0.3$: the factor is $1 - 0.03 = 0.97$, so $w$ becomes $0.97 \cdot 2 - 0.05 = 1.89$.
#
# **Your turn, half done:** $w = -4$, $g = 0.5$, $\eta = 0.1$, $\lambda = 0.2$. The step without decay is
# $-0.05$. Replace the dots.

# %%
w_new = ...  # your number

w, g, eta, lam = -4.0, 0.5, 0.1, 0.2
slips = {
    w - eta * g: "The step is right, but nothing has shrunk.",
    (1 + eta * lam) * w - eta * g: "The decay pulls w away from 0 here. For a negative w it has to add.",
    (1 - lam) * w - eta * g: "The decay is a part of the step too: its factor is 1 − ηλ.",
    (1 - eta * lam) * w + eta * g: "The shrinking is right; the step goes against g.",
    (1 - eta * lam) * w: "That is w after shrinking. The step −ηg is still to come.",
}
if w_new is ...:
    print("Fill in your number, then run the cell again.")
elif np.isclose(w_new, w - eta * (g + lam * w)):
    print("That is right.")
else:
    print(next((s for at, s in slips.items() if np.isclose(w_new, at)), "Not yet: (1 − ηλ) w − ηg."))

# %% [markdown]
# (For any number of matrices this is problem 1 of [exercise set 12](../exercises/12_regularisation.ipynb).)
#
# ### Which weights it takes
#
# Not all alike. Near its best value $w^\star$ the loss is a parabola of curvature $h$ (called $\lambda$ in
# chapter 09; here $\lambda$ is the price). Add the price, and the lowest point of
# $\tfrac12 h (w - w^\star)^2 + \tfrac12 \lambda w^2$ is at
#
# $$w = \frac{h}{h + \lambda}\, w^\star$$
#
# What the data insist on ($h$ large) stays; what they hardly care about ($h$ small) goes. **Predict** the
# three numbers for $w^\star = 1$ and $\lambda = 1$, then let descent find them.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
h, w_star, lam = np.array([9.0, 1.0, 0.1]), 1.0, 1.0
w = np.zeros(3)
for _ in range(300):
    g = h * (w - w_star)
    w = (1 - 0.1 * lam) * w - 0.1 * g
print("descent", w.round(3), "  formula", (h / (h + lam) * w_star).round(3))

# %% jupyter={"source_hidden": true}
generalisation_explorer(
    l2=0.01,
    predict=Prediction(
        question="32 units, 16 samples again. You train with λ = 0, then 0.01, then 0.1. What does the "
        "validation loss at the end do?",
        options=("It falls and falls", "It falls, then rises", "It rises, as the training loss does"),
        answer="It falls, then rises",
        observe="Train with each of the three. Read the training loss too, and see the curve get stiff.",
        because="λ trades variance for bias. At 0 it follows the noise, at 0.1 it cannot even follow the "
        "curve. In between is a λ for these data, and only a validation set tells which.",
    ),
)

# %% [markdown]
# ### Decay and Adam
#
# For plain descent, "add $\lambda W$ to the gradient" and "shrink by $1 - \eta\lambda$" are one thing. For
# Adam they are not: it divides the gradient by its usual size, and $\lambda W$ along with it. So L2 in
# `nn.Adam` hardly touches a weight with large gradients; `nn.AdamW` shrinks first, and all alike.
#
# **Predict:** weights of 1 whose gradients are pure noise, large for some and small for others. Which of the
# four averages stays near 1?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
for make in (nn.Adam, nn.AdamW):
    rng, theta, optimiser = np.random.default_rng(0), np.ones((2, 200)), make(0.001, weight_decay=0.5)
    for _ in range(2000):
        noise = rng.normal(size=(2, 200))
        optimiser.step(theta, noise * [[10.0], [0.1]])
    large, tiny = theta.mean(axis=1)
    print(f"{make.__name__:5}  large gradients: {large:.1f} is left   small gradients: {tiny:.1f}")
print(f"(1 - eta lambda) ** 2000 = {(1 - 0.001 * 0.5) ** 2000:.1f}")

# %% [markdown]
# ## Dropout
#
# Another way to keep a network from leaning on accidents: in each training step switch every hidden unit off
# with probability $p$. No unit can count on a certain partner, so each has to be useful with many.
#
# With what is left, the next layer would get too little. So what is kept is scaled up (**inverted dropout**):
#
# $$a_\text{out} = \frac{a \odot m}{1 - p}, \qquad m = 0 \text{ with probability } p, \text{ else } 1$$
#
# **By hand:** $a = (2, 0.5, 1)$, $p = 0.5$, and the lot falls on $m = (1, 0, 1)$. Then $a_\text{out} = (2,
# 0, 1) / 0.5 = (4, 0, 2)$. Backward it is the same mask and factor: $\partial L/\partial a_\text{out} =
# (0.3, 0.1, -0.2)$ becomes $(0.6, 0, -0.4)$.

# %% [markdown]
# ### Your turn, half done
#
# $a = (3, -1.5, 6)$, $p = 0.25$, $m = (1, 1, 0)$. The third entry is given: 0. Replace the dots. (The class
# is problem 2 of the exercise set.)

# %%
first, second = ..., ...  # your two numbers

a, p, mask = np.array([3.0, -1.5, 6.0]), 0.25, np.array([1, 1, 0])
if first is ... or second is ...:
    print("Fill in both, then run the cell again.")
else:
    slips = {
        "You dropped, but did not scale up: divide by the probability of being kept.": a,
        "You divided by p. What is kept, is kept with probability 1 − p.": a / p,
        "You multiplied by 1 − p: that makes it smaller still. Divide.": a * (1 - p),
        "That is right.": a * mask / (1 - p),
    }
    named = [text for text, out in slips.items() if np.allclose([first, second], out[:2])]
    print(named[0] if named else "Not yet: a ⊙ m / (1 − p).")

# %% [markdown]
# ### Why divide?
#
# The mean: an entry is $a/(1-p)$ with probability $1 - p$, else 0, so on average it is $a$. The noise: its
# square is on average $a^2/(1-p)$, and taking off $a^2$ leaves
#
# $$\text{variance} = \frac{a^2}{1-p} - a^2 = \frac{p}{1-p}\, a^2$$
#
# **Predict** both for the first entry above, $a = 2$, $p = 0.5$. Then see what 100,000 masks say.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
a, p = np.array([2.0, 0.5, 1.0]), 0.5
mask = np.random.default_rng(0).random((100_000, 3)) >= p  # True: kept
out = a * mask / (1 - p)
print("mean    ", out.mean(axis=0).round(2), "  a", a)
print("variance", out.var(axis=0).round(2), "  formula", a**2 * p / (1 - p))
print("unscaled mean", (a * mask).mean(axis=0).round(2))

# %% [markdown]
# ### Training is not evaluation
#
# Dropout is noise for learning. Whoever *uses* the network wants its answer without: all units on, nothing
# scaled, since the mean was kept. In this library `net.forward` trains and `net(x)` evaluates; other
# libraries have a switch, and forgetting it is a classic.
#
# **Predict:** train with dropout on true labels, then take the accuracy both ways. How much does the slip
# cost?

# %% jupyter={"outputs_hidden": true}
rng = np.random.default_rng(0)
x, y = nn.datasets.spirals(100, turns=1.5, noise=0.1, rng=rng)
layers = [nn.Dense(2, 32, nn.tanh), nn.Dropout(32, 0.2), nn.Dense(32, 32, nn.tanh), nn.Dropout(32, 0.2)]
net = fit(nn.Network([*layers, nn.Dense(32, 2)], rng=rng), x, y, eta=0.02)

for call in (net.forward, net):
    mode = "evaluation, net(x)" if call is net else "training, net.forward(x)"
    scores = " ".join(f"{nn.accuracy(call(fresh[0]), fresh[1]):.1%}" for _ in range(4))
    print(f"{mode:25} four times over: {scores}")

# %% [markdown]
# Nothing crashed, and the wrong numbers look plausible. What gives them away is that they change though
# nothing has been trained. (It is also why a training loss *with* dropout may lie above the validation loss.)
#
# Normalisation layers (chapter 14) have two modes as well. `nn.BatchNorm` uses the statistics of a random
# batch in training, which is a noise, too, and regularises a little by the way.

# %% [markdown]
# ## Early stopping
#
# The figure and chapter 11 showed the third remedy: keep the parameters of the best epoch. As nobody knows
# in training whether a better one is to come, one waits for a number of epochs, the **patience**.
#
# | epoch | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
# |---|---|---|---|---|---|---|---|---|---|---|
# | validation loss | 0.90 | 0.71 | 0.74 | 0.69 | 0.70 | 0.72 | 0.66 | 0.68 | 0.70 | 0.71 |
#
# **Patience 2, by hand.** Epoch 3 is worse than 2, but 4 is better in time. Then 5 and 6 bring nothing: stop
# after epoch 6, go back to 4.

# %% [markdown]
# **Your turn:** the same list with patience 3. Again the best is epoch 4 at first, and 5 and 6 bring nothing.
# How does it go on?

# %%
goes_back_to, stops_after = ..., ...  # two epochs

losses = [0.90, 0.71, 0.74, 0.69, 0.70, 0.72, 0.66, 0.68, 0.70, 0.71]
best = int(np.argmin(losses)) + 1
if goes_back_to is ... or stops_after is ...:
    print("Fill in both, then run the cell again.")
elif (goes_back_to, stops_after) == (best, best + 3):
    print("That is right. One epoch of patience more, and it got over the bump at 5 and 6.")
elif goes_back_to == 4:
    print("At epoch 7 only two epochs have brought nothing, and 7 is lower than 4.")
elif goes_back_to == best:
    print("Back to the right one. Count the three epochs that follow it.")
else:
    print("Keep the epoch with the lowest loss so far; each new one starts the count again.")

# %% [markdown]
# Too little patience is taken in by a bump, too much costs time. In the library: `nn.train(...,
# validation=(x, y), patience=30)`, which also goes back. (Yours will be problem 3.)
#
# ## All of them, side by side
#
# Spirals again, with 15 % of the labels flipped: noise that can be learned by heart. Judged on 2000 new
# points with true labels. All settings ($\lambda$, $p$, patience, $\eta$, epochs) were chosen in trials on
# other data; the four data sets here, and the points that judge them, were drawn afterwards.


# %%
def noisy(n, rng):
    x, y = nn.datasets.spirals(n, turns=1.5, noise=0.1, rng=rng)
    return x, np.where(rng.random(len(y)) < 0.15, 1 - y, y)


unseen = nn.datasets.spirals(1000, turns=1.5, noise=0.1, rng=np.random.default_rng(2000))


def remedied(seed, n=80, p=0.0, weight_decay=0.0, patience=None):
    rng, layers = np.random.default_rng(seed), []
    x, y = noisy(n, rng)
    for n_in in (2, 32):
        layers += [nn.Dense(n_in, 32, nn.tanh)] + ([nn.Dropout(32, p)] if p else [])
    net, adam = nn.Network([*layers, nn.Dense(32, 2)], rng=rng), nn.AdamW(0.03, weight_decay=weight_decay)
    others = noisy(100, np.random.default_rng(3000 + seed)) if patience else None
    how = {"epochs": 250, "batch_size": len(x), "validation": others, "patience": patience}
    history = nn.train(net, entropy, adam, x, y, rng=rng, progress=False, **how)
    return 1 - nn.accuracy(net(x), y), 1 - nn.accuracy(net(unseen[0]), unseen[1]), len(history)


# %% [markdown]
# **Predict** the order of the five, then run.

# %% jupyter={"outputs_hidden": true}
for name, setting in {
    "nothing": {},
    "L2 (AdamW), λ = 0.1": {"weight_decay": 0.1},
    "dropout, p = 0.1": {"p": 0.1},
    "early stopping": {"patience": 30},
    "four times the data": {"n": 320},
}.items():
    own, new, epochs = np.transpose([remedied(seed, **setting) for seed in range(20, 24)])
    each = " ".join(f"{share:3.0%}" for share in new)
    print(f"{name:20} wrong on its own {own.mean():4.0%}, on new points {new.mean():5.1%}", end="")
    print(f"  (each: {each}), {epochs.mean():.0f} epochs")

# %% [markdown]
# Look at the first column: with nothing it learned many of the flipped labels. Whoever ends near 15 % there
# has refused to believe them. The data win, as ever.
#
# And early stopping did harm. A patience of 30 had served in the trials; here, three times out of four, a
# bump used it up before the best epoch had come. A setting chosen elsewhere is a guess, and four data sets
# are few. (It also had a secret helper: 200 more labelled points. One could have trained on those.)
#
# **Do:** give it a patience of 100. Then spoil another remedy, with $p = 0.5$ or $\lambda = 1$: what does the
# first column say now?

# %% [markdown]
# ## Choosing uses data up
#
# You have just chosen a patience by the points that were to judge it. Every number chosen by looking at a set
# ($\lambda$, $p$, the epoch to stop at) is *fitted* to it. Chapter 11 saw this with ten seeds; how far can it
# go?
#
# **Spot the error.**
#
# > *We trained forty networks with different settings and kept the one that is right on most of our 50
# > validation points. We may expect as many right of new ones.*

# %% [markdown]
# Put it to the test with forty models that know nothing: random lines, and labels tossed with a coin. Every
# one of them deserves 50 %. **Predict:** what will the best of forty get on 50 validation points? And on 5000
# new ones?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_guess = ..., ...  # such as 0.55, 0.5

for seed in range(5):
    rng = np.random.default_rng(seed)
    x, y, models = rng.normal(size=(5050, 10)), rng.integers(2, size=5050), rng.normal(size=(40, 10))
    right = (x @ models.T > 0) == y[:, np.newaxis]  # (5050, 40)
    validation, test = right[:50].mean(axis=0), right[50:].mean(axis=0)
    best = int(validation.argmax())
    print(f"the best of forty on validation {validation[best]:.0%}, the same on new points {test[best]:.0%}")
if ... not in my_guess:
    print("You said", my_guess)

# %% [markdown]
# The best of many owes its place partly to luck, and luck does not come along. One share out of 50 points
# wavers by about $\sqrt{0.5 \cdot 0.5 / 50} \approx 7$ % anyway, and the largest of forty by more.
#
# Hence the three piles of chapter 11: **train** to fit $\theta$, **validate** to choose everything else, and
# **test** once, at the end, to report. (`nn.datasets.split`, called twice.) Test a second time after
# changing something, and it has become a validation set.
#
# ## When not to use a network
#
# Sixty rows, six columns, yes or no: a typical little table. We made it up, in three kinds, with 10 % of the
# answers wrong; four of the columns, or three, mean nothing.

# %%
rules = {
    "steps": lambda x: (x[:, 0] > -0.2) & (x[:, 1] < 0.6),  # as in "income above ... and age below ..."
    "sum": lambda x: x[:, 0] + 0.7 * x[:, 1] - 0.5 * x[:, 2] > 0,  # points for and against
    "ring": lambda x: x[:, 0] ** 2 + x[:, 1] ** 2 > 1.4,  # neither too little nor too much
}


def table(n, rule, rng):
    x = rng.normal(size=(n, 6))
    return x, (rules[rule](x) ^ (rng.random(n) < 0.1)).astype(int)


# %% [markdown]
# Four candidates; each takes a table and returns a function that answers. The **tree** asks one column one
# question, the one that leaves the purest halves, then does the same with each half. The **neighbours** let
# the seven nearest rows vote.


# %%
def tree(x, y, depth=2):
    says = int(y.mean() > 0.5)
    if depth == 0 or y.min() == y.max():
        return lambda new: np.full(len(new), says)

    def mixed(cut):  # 0 when both halves are pure
        yes = x[:, cut[0]] >= cut[1]
        return sum(len(half) * half.mean() * (1 - half.mean()) for half in (y[yes], y[~yes]))

    column, edge = min(((j, t) for j in range(x.shape[1]) for t in np.sort(x[:, j])[1:]), key=mixed)
    yes = x[:, column] >= edge
    if_yes, if_no = tree(x[yes], y[yes], depth - 1), tree(x[~yes], y[~yes], depth - 1)
    return lambda new: np.where(new[:, column] >= edge, if_yes(new), if_no(new))


# %%
def neighbours(x, y, k=7):
    def answer(new):
        distances = np.sum((new[:, np.newaxis] - x) ** 2, axis=2)
        return y[np.argsort(distances, axis=1)[:, :k]].mean(axis=1) > 0.5

    return answer


def network(x, y, hidden=(32, 32)):
    net = nn.Network.mlp([6, *hidden, 1], nn.tanh, rng=np.random.default_rng(0))
    fit(net, x, y, eta=0.02, steps=200, loss=nn.SigmoidCrossEntropy())
    return lambda new: net(new)[:, 0] > 0


def logistic(x, y):  # no hidden layer, as in chapter 02
    return network(x, y, hidden=())


# %% [markdown]
# **Predict** the winner for each kind of table; eight tables each, judged on 1000 new rows.

# %% jupyter={"outputs_hidden": true}
rows = 60

print("wrong on new rows" + " " * 4, *(f"{rule:>7}" for rule in rules), "   ms to fit and answer")
for method in (logistic, neighbours, tree, network):
    start, shares = process_time(), []
    for rule in rules:
        wrong = []
        for seed in range(8):
            rng = np.random.default_rng(seed)
            (x, y), (x_new, y_new) = table(rows, rule, rng), table(1000, rule, rng)
            wrong.append(np.mean(method(x, y)(x_new) != y_new))
        shares.append(np.mean(wrong))
    each = 1000 * (process_time() - start) / (8 * len(rules))
    print(f"{method.__name__:21}", *(f"{share:7.1%}" for share in shares), f"{each:14.1f}")

# %% [markdown]
# (10 % is the floor.) The straight line wins on the sum, the tree on the other two, the network nowhere:
# sixty rows are too few to find out what the others assume from the start. It also took longest; and it
# cannot be read out to the person it decides about, as the tree can.
#
# **Do:** set `rows = 600`. What changes, and on which table?
#
# On real tables of middling size, ensembles of trees were still ahead of networks in a careful comparison of
# 2022. So begin with something simple, always: if the network does not beat it on the validation set, you
# are done early. Networks earn their price where features have to be *learned*: pictures, sound, text.

# %% [markdown]
# ## Quiz
#
# Each answer says why it is right or wrong. What you miss comes back in a later chapter.

# %%
quiz("12_regularisation")

# %% [markdown]
# ## In three lines
#
# 1. Training loss measures memory, validation loss understanding: high together is underfitting, far apart is
#    overfitting.
# 2. More data first; then L2 (shrink by $1 - \eta\lambda$), dropout (in training only, divided by $1 - p$)
#    and early stopping trade a little bias for less variance.
# 3. What you choose by a set of data is fitted to it: report on a test set, once, and compare with something
#    simple.
#
# ## Common mistakes
#
# - Regularising a network that underfits, or has not been trained far enough.
# - Dropout left on in evaluation; a mask without the division.
# - L2 in Adam taken for weight decay.
# - Stopping at the last epoch instead of going back to the best one.
# - Reporting the best validation score as what to expect.

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 12](../exercises/12_regularisation.ipynb), 40 to 60 minutes: the penalty, a dropout
# layer and early stopping of your own, a repair, a network to overfit and cure, and curves to read. Your
# `EarlyStopping` can then stop the library's loop (it does not go back), by `validation=...` and
# `callbacks=[lambda history: stopper.update(len(history), history.validation_loss[-1])]` in `nn.train`.
#
# **Then:** [chapter 13](13_handwriting.ipynb) puts all of it to use on handwriting; [chapter
# 14](14_deeper.ipynb) goes deeper, with normalisation. [Back to the map](00_start_here.ipynb).

# %% [markdown]
# ## History and sources
#
# **A price on size:** A. N. Tikhonov, *Soviet Math. Dokl.* 4 (1963), 1035–1038; A. E. Hoerl and R. W.
# Kennard, *Technometrics* 12 (1970), 55–67 (ridge regression); A. Krogh and J. A. Hertz, *A simple weight
# decay can improve generalization*, NIPS 4 (1992), 950–957; I. Loshchilov and F. Hutter, *Decoupled weight
# decay regularization*, ICLR (2019). **Dropout:** N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and
# R. Salakhutdinov, *J. Mach. Learn. Res.* 15 (2014), 1929–1958; their $p$ is the probability of *keeping* a
# unit. **Early stopping:** L. Prechelt, *Early stopping – but when?*, in *Neural Networks: Tricks of the
# Trade* (Springer, 1998).

# %% [markdown]
# **Bias and variance:** S. Geman, E. Bienenstock and R. Doursat, *Neural Computation* 4 (1992), 1–58, and,
# for variance that does not grow with width, B. Neal and others, arXiv:1810.08591 (2018). **Double
# descent:** M. Belkin, D. Hsu, S. Ma and S. Mandal, *PNAS* 116 (2019), 15849–15854. **By heart:** C. Zhang,
# S. Bengio, M. Hardt, B. Recht and O. Vinyals, *Understanding deep learning requires rethinking
# generalization*, ICLR (2017). **Tables:** L. Grinsztajn, E. Oyallon and G. Varoquaux, *Why do tree-based
# models still outperform deep learning on typical tabular data?*, NeurIPS (2022).
