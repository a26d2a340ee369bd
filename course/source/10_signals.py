# %% [markdown]
# # 10 · Signals through depth
#
# Fifty people pass on a whisper. If each repeats it half as loud, the last hears nothing; if each is half as
# loud *again*, the last goes deaf. A deep network is such a row, and it whispers both ways: the signal
# forward, the error back. How loud should each layer be?
#
# **You will learn to**
#
# - see signals and gradients vanish or explode, and say which factor does it;
# - derive the rules of LeCun, Glorot and He for the first weights, and choose one;
# - clip a gradient, and say what that mends.
#
# **You need** the backward pass ([chapter 08](08_backprop.ipynb)), slopes of activation functions
# ([chapter 03](03_activations.ipynb)), means and variances.
#
# **Time** 45 minutes, 10 for the quizzes; a pause is marked.

# %% tags=["setup"]
import itertools

import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, quiz, review, signal_explorer

review("10_signals")

# %% jupyter={"source_hidden": true}
signal_explorer(
    predict=Prediction(
        question="Twelve layers of 64 tanh units, each weight drawn from N(0, 0.06²). A signal of size 1 "
        "goes in. How large is it after the last layer?",
        options=("About 1/2", "About 1/12", "About 1/10,000"),
        answer="About 1/10,000",
        observe="Follow both curves layer by layer. Then take 30 layers; then σ = 0.2; then σ = 0.5.",
        because="Each layer passes on about half of what it gets, and so does each on the way back. Half of "
        "a half of a half, twelve times, is next to nothing.",
    ),
)

# %% [markdown]
# ## A product
#
# Depth turns a factor into a power. Two powers to know by heart, on paper first:
#
# - $0.25^{10} = 2^{-20}$; and $2^{10}$ is about a thousand;
# - $1.5^{50}$: the logarithm (base 10) of 1.5 is 0.176, and fifty times that is 8.8.
#
# **Predict:** write both numbers down, and also how large a factor may be if fifty of them are to make less
# than 3. Then run.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_small, my_large, my_factor = ..., ..., ...

for factor, layers in ((0.25, 10), (0.5, 30), (0.9, 50), (1.02, 50), (1.1, 50), (1.5, 50)):
    print(f"{factor:4} to the power {layers}: {factor**layers:.2g}")
if my_small is not ...:
    print("You said", my_small, my_large, my_factor)

# %% [markdown]
# With $L$ layers a factor of $1 + 1/L$ is harmless, since $(1 + 1/L)^L < e$. Anything much further from 1 is
# not. So we look for first weights that make it 1.
#
# By the *size* of a signal this chapter means the root mean square: the root of $E[a^2]$, the mean of all
# squares (the **second moment**). It is what the figure plots.
#
# ## First idea: start at zero
#
# Nothing explodes at 0. **Predict:** 8 hidden units start with all weights 0, or all 0.5, or with tiny random
# ones, and are trained. How many *different* hidden units are there afterwards?

# %% jupyter={"outputs_hidden": true}
loss = nn.SoftmaxCrossEntropy()
x1, y1 = nn.datasets.spirals(100, turns=1, noise=0.1, rng=np.random.default_rng(0))
starts = {
    "all 0": nn.init.zeros,
    "all 0.5": lambda rng, n_out, n_in: np.full((n_out, n_in), 0.5),
    "N(0, 0.01²)": nn.init.normal,
}
for name, init in starts.items():
    net = nn.Network.mlp([2, 8, 2], nn.tanh, rng=np.random.default_rng(1), init=init)
    rng, sgd = np.random.default_rng(2), nn.SGD(0.3, momentum=0.9)
    nn.train(net, loss, sgd, x1, y1, epochs=60, rng=rng, progress=False)
    units = np.unique(np.column_stack([net[1].W, net[1].b]).round(6), axis=0)
    print(f"{name:12} {len(units)} different units, accuracy {nn.accuracy(net(x1), y1):.0%}")

# %% [markdown]
# Units that start alike compute the same, get the same $\delta$, take the same step, and are alike again:
# **the symmetry never breaks**, and a wide layer is one unit. At 0 it is worse: $\delta W$ is 0 too, and so
# is every $a$ that the last weights would learn from. Only the last bias moves.
#
# Random numbers break the symmetry, however small (biases may stay 0). In *one* hidden layer tiny ones will
# do. In a deep network they are a whisper. How large, then? (Whole layers that are alike: problem 6 of the
# set.)
#
# ## One layer, four weights, by hand
#
# Two inputs, $x = (3, 1)$; two units, so four weights. A coin decides for each: $\tfrac12$ or $-\tfrac12$.
# One unit can be dealt four ways:
#
# | $w$ | $z = w \cdot x$ | $z^2$ | $h = \operatorname{ReLU}(z)$ | $h^2$ |
# |---|---|---|---|---|
# | $(\tfrac12, \tfrac12)$ | 2 | 4 | 2 | 4 |
# | $(\tfrac12, -\tfrac12)$ | 1 | 1 | 1 | 1 |
# | $(-\tfrac12, \tfrac12)$ | −1 | 1 | 0 | 0 |
# | $(-\tfrac12, -\tfrac12)$ | −2 | 4 | 0 | 0 |
# | **mean** | **0** | **2.5** | **0.75** | **1.25** |

# %% [markdown]
# The other unit is dealt the same way, so these are the means of the layer. ($h$ is the activation $a$ of a
# ReLU layer, as the literature on this has it.) Three things to notice:
#
# - $z$ has mean 0, so its variance is 2.5. That is $2 \cdot \tfrac14 \cdot 5$: the number of inputs, times
#   the variance of a weight, times the mean of the squared inputs, $(9 + 1)/2$;
# - $E[h^2]$ is half of $E[z^2]$;
# - the variance of $h$ is $1.25 - 0.75^2 = 0.6875$, which is **not** half of 2.5.
#
# **Do:** give the cell four inputs, or change the coin's size. Which of the lines go on agreeing?

# %% tags=["pin"]
x, coin = np.array([3, 1]), 0.5

W = coin * np.array(list(itertools.product([1, -1], repeat=len(x))))  # all deals, one a row
z = W @ x
h = np.maximum(z, 0)
print("E[z²]", np.mean(z**2), "  d s2 E[x²]", len(x) * coin**2 * np.mean(x**2))
print("E[h²]", np.mean(h**2), "  half of E[z²]", np.mean(z**2) / 2)
print("Var h", np.var(h), "  half of Var z", np.var(z) / 2)

# %% [markdown]
# ## Why it is always so
#
# Take $d$ inputs, and weights that are independent, with mean 0 and variance $\sigma^2$ (`s2` in code).
# Square the sum:
#
# $$z = \sum_i w_i x_i, \qquad z^2 = \sum_i w_i^2 x_i^2 + \sum_{i \ne j} w_i w_j\, x_i x_j$$
#
# Now average over the weights. $E[w_i] = 0$, so $E[z] = 0$. For $i \ne j$, $E[w_i w_j] = E[w_i]\,E[w_j] = 0$:
# the mixed terms are gone. And $E[w_i^2] = \sigma^2$. What is left:
#
# $$\operatorname{Var} z = E[z^2] = \sigma^2 \sum_i x_i^2 = d\, \sigma^2\, E[x^2]$$
#
# Look at what was *not* needed: nothing was said about the mean of $x$, nor about its distribution.
#
# **Predict:** $d = 100$, $\sigma^2 = 0.01$, inputs with mean 3 and variance 1: what is
# $\operatorname{Var} z$?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_var_z = ...

rng, d, s2 = np.random.default_rng(0), 100, 0.01
x = rng.normal(3, 1, size=d)
z = rng.normal(0, np.sqrt(s2), size=(20_000, d)) @ x  # many units
print(f"measured {z.var():.1f}   d s2 E[x²] {d * s2 * np.mean(x**2):.1f}   d s2 Var x {d * s2 * x.var():.1f}")
if my_var_z is not ...:
    print("You said", my_var_z)

# %% [markdown]
# The **second moment** of the inputs counts, not their variance: the next layer never subtracts the mean.
# Keep that in mind.
#
# For a linear layer the factor is $d\, \sigma^2$, and $d$ is $n_\text{in}$. It is 1 for
# $\sigma^2 = 1/n_\text{in}$: **LeCun's rule**, standard deviation $\sqrt{1/n_\text{in}}$. (A tanh is nearly
# linear around 0, so it served tanh networks, too.)
#
# ## And with a ReLU?
#
# The weights $w$ and $-w$ are equally likely, so $z$ and $-z$ are. ReLU keeps the square of one and drops the
# other:
#
# $$E[h^2] = \tfrac12 E[z^2] = \tfrac12\, d\, \sigma^2\, E[x^2]$$

# %% jupyter={"source_hidden": true}
signal_explorer(
    activation="relu",
    rule="LeCun",
    depth=30,
    predict=Prediction(
        question="Thirty ReLU layers with LeCun's weights: E[a²] is halved in each. How large is the signal, "
        "the *root* of E[a²], at the end?",
        options=("About 2⁻³⁰, a billionth", "About 2⁻¹⁵, a thirty-thousandth", "About 1/30"),
        answer="About 2⁻¹⁵, a thirty-thousandth",
        observe="Read the signal, and the two factors per layer in the lines below. Then choose He. Last, "
        "try other seeds with 8 units a layer.",
        because="Thirty halves of the square are fifteen halves of the size. He's rule doubles the variance "
        "of the weights, and the factor is 1.",
    ),
)

# %% [markdown]
# **He's rule** is that doubling: $\sigma^2 = 2/n_\text{in}$, standard deviation $\sqrt{2 / n_\text{in}}$.
#
# ### Your turn, half done
#
# ReLU layers of 200 units, weights with variance $\sigma^2 = 0.02$, inputs with $E[x^2] = 0.5$. The first
# line is done; replace the dots.

# %%
d, s2, second_x = 200, 0.02, 0.5
second_z = d * s2 * second_x  # E[z²] in layer 1: 2
second_h = ...  # E[h²] in layer 1
after_ten = ...  # E[h²] in layer 10
s2_kept = ...  # the weight variance for which it would stay at 0.5

rows = (
    ("second_h", second_h, second_z / 2, "half of the squares survive the ReLU"),
    ("after_ten", after_ten, 0.5 * 2**10, "each layer multiplies by d s2 / 2; begin with 0.5"),
    ("s2_kept", s2_kept, 2 / d, "d s2 / 2 has to be 1 (it is the variance that is asked for, not its root)"),
)
for name, yours, right, what in rows:
    said = "still to do" if yours is ... else "right" if np.isclose(yours, right) else f"not yet: {what}"
    print(f"{name:10} {said}")

# %% [markdown]
# (With numbers of your own, and the variance as well: problem 2 of
# [exercise set 10](../exercises/10_signals.ipynb).)
#
# ## Spot the error
#
# A sentence that stands in many texts: "*ReLU halves the variance. So for inputs of variance 1 the
# activations have* $\operatorname{Var} h = d\, \sigma^2 / 2$*, and He's rule keeps the variance at 1.*"
#
# The table of the four weights has told you that something is wrong. **Predict:** He's weights, inputs
# $N(0, 1)$. What is $\operatorname{Var} h$ really: above 1, 1, or below? By how much?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_variance = ...

rng, d = np.random.default_rng(0), 500
z = rng.normal(size=(1000, d)) @ rng.normal(0, np.sqrt(2 / d), size=(500, d)).T
h = np.maximum(z, 0)
print(f"Var z {z.var():.2f}   E[h²] {np.mean(h**2):.2f}   E[h] {h.mean():.2f}   Var h {h.var():.2f}")
print(f"2 (1/2 - 1/(2 pi)) = {2 * (1 / 2 - 1 / (2 * np.pi)):.2f}")
if my_variance is not ...:
    print("You said", my_variance)

# %% [markdown]
# What $d\, \sigma^2/2$ gives is the second moment, and $h$ has a mean to be taken off. With many inputs $z$
# is nearly normal; write $v$ for its variance $d\, \sigma^2$. With $z = \sqrt v\, u$,
#
# $$E[h] = \sqrt v \int_0^\infty u\, \frac{e^{-u^2/2}}{\sqrt{2\pi}}\, du
# = \sqrt v\, \frac{1}{\sqrt{2\pi}} \Big[ -e^{-u^2/2} \Big]_0^\infty = \sqrt{\frac{v}{2\pi}}$$
#
# $$\operatorname{Var} h = E[h^2] - E[h]^2 = d\, \sigma^2 \left( \frac12 - \frac1{2\pi} \right)$$
#
# He's rule preserves the *second moment*. Is that a quibble? **Predict:** somebody "mends" the rule, with
# $\sigma^2$ such that $\operatorname{Var} h$ is 1. What do thirty layers do: fade, hold or explode?


# %% jupyter={"outputs_hidden": true}
def second_moments(s2, n=256, layers=30, seed=0):
    rng = np.random.default_rng(seed)
    a, found = rng.normal(size=(64, n)), []
    for _ in range(layers):
        a = np.maximum(a @ rng.normal(0, np.sqrt(s2), size=(n, n)).T, 0)
        found.append(np.mean(a**2))
    return found


mended = 1 / (256 * (1 / 2 - 1 / (2 * np.pi)))
for name, s2 in (("He", 2 / 256), ("'mended'", mended)):
    shown = (f"{value:.3g}" for value in second_moments(s2)[4::5])
    print(f"{name:9} factor {256 * s2 / 2:.2f}   E[h²] after 5, 10, ... layers:", *shown)

# %% [markdown]
# It grows by $1/(1 - 1/\pi)$, nearly 1.5, in each layer. Layers multiply second moments, so it is the second
# moment that must be kept. The way back, too, will ask for just that.
#
# A good place to stop for today, or for a cup of tea. The second half goes back, and then trains.

# %% [markdown]
# ## The way back
#
# From chapter 08: $\delta_\text{prev} = (\delta W) \odot \phi'(z_\text{prev})$. A unit of the layer before
# collects from the $n_\text{out}$ units that it feeds, so the same argument, with $n_\text{out}$ terms in
# the sum, says
#
# $$E[\delta_\text{prev}^2] = n_\text{out}\, \sigma^2\, E[\phi'^2]\, E[\delta^2]$$
#
# A ReLU has slope 1 for half of all $z$ and 0 for the rest: $E[\phi'^2] = \tfrac12$. He's 2 makes up for
# that half as well, and the variance of $h$ appears nowhere.
#
# So forward asks for $n_\text{in}\, \sigma^2 = 1$, backward for $n_\text{out}\, \sigma^2 = 1$ (2 instead of 1
# with ReLU).
#
# **Predict:** a linear layer takes 300 inputs to 100 units, by LeCun's rule. What are the two factors?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_forward, my_back = ..., ...

rng, n_in, n_out = np.random.default_rng(0), 300, 100
x, delta = rng.normal(size=(200, n_in)), rng.normal(size=(200, n_out))
print("rule     forward  back    (factors of the second moment)")
for name, s2 in (("LeCun", 1 / n_in), ("1/n_out", 1 / n_out), ("Glorot", 2 / (n_in + n_out))):
    W = rng.normal(0, np.sqrt(s2), size=(n_out, n_in))
    forward, back = np.mean((x @ W.T) ** 2) / np.mean(x**2), np.mean((delta @ W) ** 2) / np.mean(delta**2)
    print(f"{name:8} {forward:6.1f} {back:6.1f}")
if my_forward is not ...:
    print("You said", my_forward, "and", my_back)

# %% [markdown]
# Both at once is impossible unless the layer is square. **Glorot's rule** (or Xavier's: Xavier Glorot is one
# man) takes the mean of $n_\text{in}$ and $n_\text{out}$:
#
# $$\sigma^2 = \frac{2}{n_\text{in} + n_\text{out}}$$
#
# How bad is it to look forward only, as He's rule does? On the way back each layer then multiplies by
# $n_\text{out}/n_\text{in}$, and in a chain of layers these cancel: what is left is the last width over the
# first. One factor, not a power. (The argument takes $\delta$ to be independent of $W$. It is not quite, yet
# the figures of this chapter agree.)
#
# ### Spot the error, again
#
# "Xavier initialisation: $W \sim N(0, 1/n_\text{in})$." **Do:** the cell compares that sentence with the
# library's own initialisers. Find out whose rule it is, mend the line, run again.

# %%
n_in, n_out = 300, 100
xavier = np.sqrt(1 / n_in)  # as the text has it: mend this line

rng = np.random.default_rng(0)
for rule in (nn.init.lecun_normal, nn.init.xavier_normal, nn.init.he_normal):
    print(f"nn.init.{rule.__name__:14} standard deviation {rule(rng, n_out, n_in).std():.4f}")
agrees = abs(xavier / nn.init.xavier_normal(rng, n_out, n_in).std() - 1) < 0.03
print(f"the text's Xavier      standard deviation {xavier:.4f}", "agrees" if agrees else "is not Xavier's")

# %% [markdown]
# It is LeCun's. Between square layers the two agree, which may be how the names got mixed up.
#
# ## Bends that flatten
#
# Sigmoid and tanh have another factor on the way back, their slope. With $a = \operatorname{sigmoid}(z)$,
#
# $$\operatorname{sigmoid}'(z) = a\,(1 - a) \le \tfrac14$$
#
# since $a(1 - a) = \tfrac14 - (a - \tfrac12)^2$.

# %% tags=["pin"]
h = 1e-5
for z in (-6, -3, 0, 3, 6):
    a = nn.sigmoid(z)
    slope = (nn.sigmoid(z + h) - nn.sigmoid(z - h)) / (2 * h)
    tanh = (np.tanh(z + h) - np.tanh(z - h)) / (2 * h)
    print(f"z = {z:2}: sigmoid's slope {slope:.4f}, a (1 - a) {a * (1 - a):.4f};   tanh's slope {tanh:.5f}")

# %% jupyter={"source_hidden": true}
signal_explorer(
    activation="sigmoid",
    rule="Xavier",
    depth=11,
    predict=Prediction(
        question="Eleven sigmoid layers with Xavier's weights: ten slopes lie between the output and layer "
        "1. Forward, the signal stays near 0.5. How large is the gradient at layer 1, if 1 was sent in?",
        options=("About 1/10", "About 1/1,000", "Below a millionth"),
        answer="Below a millionth",
        observe="Compare with 0.25¹⁰. Then choose normal weights and raise σ: can large weights save it? "
        "See what the readout says about the units.",
        because="Between equal layers Xavier's factor is 1, so only the slopes count, and each is at most "
        "1/4. Larger weights win some back, until the units saturate.",
    ),
)

# %% [markdown]
# The activations looked perfectly healthy. **A healthy signal says nothing about the gradient**; look at
# both. For years this kept sigmoid networks shallow.
#
# Tanh has slope 1 at 0: far better. But what if its weights are too large?

# %% jupyter={"source_hidden": true}
signal_explorer(
    activation="tanh",
    std=0.5,
    depth=30,
    predict=Prediction(
        question="Thirty tanh layers with large weights, σ = 0.5. No activation can leave (−1, 1), and most "
        "units are close to saturation, where the slope is 0. What does the gradient do on its way back?",
        options=("It vanishes", "It keeps its size", "It explodes"),
        answer="It explodes",
        observe="Read the two factors per layer below the picture. Then move σ down: for which σ does the "
        "gradient come back as large as it went in?",
        because="Each layer's weights multiply E[δ²] by 64 · 0.25 = 16. Most slopes are near 0, yet the mean "
        "of their squares is about 0.15, and 16 times that is more than 2.",
    ),
)

# %% [markdown]
# ## Which rule for which activation
#
# | hidden layers | standard deviation | in the library |
# |---|---|---|
# | identity, tanh | $\sqrt{2/(n_\text{in} + n_\text{out})}$, Glorot | `nn.init.xavier_normal` |
# | sigmoid | the same; it will not save ten layers | `nn.init.xavier_normal` |
# | tanh, looking forward only | $\sqrt{1/n_\text{in}}$, LeCun | `nn.init.lecun_normal` |
# | ReLU and its relatives | $\sqrt{2/n_\text{in}}$, He | `nn.init.he_normal` |
# | very deep, identity or tanh | orthonormal rows or columns, Saxe | `nn.init.orthogonal` |
#
# Biases start at 0. `..._uniform` draws from $(-r, r)$ with $r = \sqrt3$ times the standard deviation, for
# the same variance. `nn.Network.mlp` chooses He or Glorot by the activation, unless you say `init=`.

# %% [markdown]
# ### Keep every length
#
# Our rules hold *on average*. A square matrix with orthonormal rows turns and reflects, so it keeps
# **every** vector's length, not just the mean. **Predict:** a vector goes through 100 linear layers of 32
# units; what becomes of its length, for six draws of each kind?


# %% jupyter={"outputs_hidden": true}
def stretched(rule, seed, n=32, layers=100):
    rng = np.random.default_rng(seed)
    start = a = rng.normal(size=n)
    for _ in range(layers):
        a = rule(rng, n, n) @ a
    return np.linalg.norm(a) / np.linalg.norm(start)


for rule in (nn.init.orthogonal, nn.init.lecun_normal):
    print(f"{rule.__name__:13}", *(f"{stretched(rule, seed):7.3f}" for seed in range(6)))

# %% [markdown]
# To the rounding, 1; with independent weights it is anything, and mostly less. For those the factor is 1 only
# as the *mean of squares*, where a few large values make up for many small ones. A layer is of finite width,
# so its factor fluctuates, and fluctuations multiply as well.
#
# **Predict:** He's rule, 30 ReLU layers, widths 8, 32, 128: how far apart are the weakest and the strongest
# of twelve networks?

# %% jupyter={"outputs_hidden": true}
print("width   signal after 30 layers: weakest, middle, strongest of 12")
for n in (8, 32, 128):
    ends = [np.sqrt(second_moments(2 / n, n, seed=seed)[-1]) for seed in range(12)]
    print(f"{n:5}   {min(ends):10.2g} {np.median(ends):8.2g} {max(ends):8.2g}")

# %% [markdown]
# In narrow networks the rule is a hope; in wide ones, a good forecast. And it speaks of the **start** only:
# after the first step weights are neither independent nor of mean 0. That is enough, because what a network
# cannot do is begin to learn without a signal.
#
# ## Your own rule, in the figure
#
# `my_init` is drawn in green beside He's. It agrees between square layers, and still something is wrong. The
# readout tells you what it found. **Do:** run, mend the line, run again.


# %%
def my_init(rng, n_out, n_in):
    std = np.sqrt(2 / n_out)  # mend this line
    return rng.normal(0, std, size=(n_out, n_in))


signal_explorer(init=my_init, activation="relu", rule="He", depth=30)

# %% [markdown]
# The curves agreed from the start. All layers in the picture are square, and there nobody can tell
# $n_\text{in}$ from $n_\text{out}$: test with oblong shapes. (Both rules, from a seed: problem 1 of the set.
# Then try a rule of your own here, or bring about all five tasks of the figure.)
#
# ## Thirty layers, three starts
#
# Now train. One network, 30 ReLU layers of 32 units, on the spirals; only the first weights differ.
#
# **Predict** for each: the first loss (a coin toss would be 0.693), the lengths of $dW_1$ and $dW_{30}$, and
# whether it learns.

# %% jupyter={"outputs_hidden": true}
x, y = nn.datasets.spirals(200, turns=1.5, noise=0.1, rng=np.random.default_rng(0))
rules = {
    "N(0, 0.01²)": nn.init.normal,
    "He": nn.init.he_normal,
    "N(0, 0.5²)": lambda rng, n_out, n_in: nn.init.normal(rng, n_out, n_in, std=0.5),
}
for name, init in rules.items():
    net = nn.Network.mlp([2, *[32] * 30, 2], nn.relu, rng=np.random.default_rng(0), init=init)
    first = loss(net.forward(x), y)
    net.backward(loss.delta(net[-1].z, y))
    norms, rng = [np.linalg.norm(net[l].dW) for l in (1, 30)], np.random.default_rng(9)
    nn.train(net, loss, nn.Adam(0.0003), x, y, epochs=30, rng=rng, progress=False)
    print(f"{name:12} first loss {first:8.2g}, dW1 {norms[0]:7.1g}, dW30 {norms[1]:7.1g};", end=" ")
    print(f"after 30 epochs {loss(net(x), y):8.2g}, accuracy {nn.accuracy(net(x), y):.0%}")

# %% [markdown]
# Too small: the output is next to 0 for every point, the loss that of a coin, $\log 2$, and the gradient out
# of reach of any sensible $\eta$. Too large: the loss begins absurdly high, and thirty epochs later is still
# absurd. In between, it learns.
#
# **Do:** try `nn.init.lecun_normal` in place of He's rule, with a few seeds. It is only $\sqrt2$ off: how far
# behind is it? (Adam divides by the size of the gradient, so it forgives much. But not $10^{-43}$.)
#
# To measure signals yourself is problem 3 of the set; to break networks on purpose, problem 4.

# %% [markdown]
# ## Clipping
#
# A good start does not help when a gradient explodes *later*. Then shorten it. Of all vectors no longer than
# $c$, the one nearest to $g$ points the same way:
#
# $$g \leftarrow g \cdot \min\left(1, \frac{c}{\lVert g \rVert}\right)$$
#
# Here $\lVert g \rVert$ is the length of **all** gradients together, the root of the sum of all squares. Why
# the nearest? By the triangle inequality nothing of length $c$ comes closer to $g$ than
# $\lVert g \rVert - c$, and $g \cdot c / \lVert g \rVert$ comes exactly as close.
#
# **By hand.** Two layers, $g_1 = (6, -2)$ and $g_2 = (3)$: $\lVert g \rVert = \sqrt{36 + 4 + 9} = 7$. With
# $c = 3.5$ both are halved, to $(3, -1)$ and $(1.5)$.
#
# **Predict:** clip each layer by itself to 3.5 instead, or each entry to ±3.5. Which of the three steps still
# points along $g$?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
g = np.array([6.0, -2.0, 3.0])  # g1 and g2, one flat vector, as net.grad is
together, g1, g2 = g.copy(), g[:2].copy(), g[2:].copy()
print("norm before", nn.clip_grad_norm(together, 3.5))
nn.clip_grad_norm(g1, 3.5), nn.clip_grad_norm(g2, 3.5)
ways = {"together": together, "by layer": np.append(g1, g2), "by entry": np.clip(g, -3.5, 3.5)}
for name, clipped in ways.items():
    cosine = clipped @ g / np.linalg.norm(clipped) / np.linalg.norm(g)
    print(f"{name:9} {clipped.round(2)}  {np.degrees(np.arccos(min(cosine, 1.0))):4.1f} degrees from g")

# %% [markdown]
# Only one common factor keeps the direction. (Problem 5 asks for it, as a function of a list of arrays.)
#
# ### What it mends, and what not
#
# Twenty layers of one linear unit that share one weight $w$: $L = \tfrac12 (w^{20} - 1)^2$. (Recurrent
# networks share weights like this.) At $w = 1.3$ it is a cliff, at $w = 0.5$ a plain.
#
# **Predict** where $w$ is after 1 and after 300 steps, from each start, with and without clipping.


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def cliff(w):
    return 0.5 * (w**20 - 1) ** 2


for start, longest in ((1.3, None), (1.3, 10), (0.5, None), (0.5, 10)):
    w, path = np.array([start]), []
    while len(path) < 300 and abs(w[0]) < 100:
        grad = nn.numerical_gradient(cliff, w)
        if longest:
            nn.clip_grad_norm(grad, longest)
        w = w - 0.002 * grad
        path.append(w[0])
    print(f"from {start}, clipped to {longest}: {path[0]:9.3f} after 1, {path[-1]:9.3f} after {len(path)}")

# %% [markdown]
# On the cliff one plain step throws the weight a thousand away. Clipped, the same slope only says *that way*,
# and $w$ walks down to 1. On the plain nothing is long enough to be clipped: **clipping never lengthens**, so
# it does not cure vanishing.
#
# Nor does it cure a bad start, or too large an $\eta$: if *every* step is clipped, you are training with
# steps of one fixed length, and only the direction is left of the gradient. **Do:** in the cell of the three
# starts, add `clip_norm=1.0` to `nn.train`. Does the last line learn now?
#
# Choose $c$ by looking: a little above the usual norm (`nn.clip_grad_norm` returns it before clipping).

# %% [markdown]
# ## Remedies, side by side
#
# | remedy | which factor it mends | what it leaves |
# |---|---|---|
# | ReLU | the slope: 1 where it is on | half of the signal is dropped; units can die |
# | He, Glorot | the weights, at the start | what training does to them; narrow layers |
# | normalisation | the signal's size, again in every layer at every step | the backward factors, in part |
# | residuals | adds a path with the factor 1, for signal and gradient | signals add up with depth |
# | clipping | the length of a step | vanishing; the reason for the explosion |
#
# They combine, and most deep networks of today have several. Normalisation and residuals are for chapter 14.
# (Which trouble asks for which remedy: problem 7.)

# %% [markdown]
# ## Quiz
#
# Each answer says why it is right or wrong. What you miss comes back in a later chapter.

# %%
quiz("10_signals")

# %% [markdown]
# ## In three lines
#
# 1. A layer multiplies $E[a^2]$ by $n_\text{in}\, \sigma^2$ (half of that with ReLU), and $E[\delta^2]$ by
#    $n_\text{out}\, \sigma^2\, E[\phi'^2]$; depth makes powers of it.
# 2. So draw at random, mean 0, with $\sigma^2 = 2/n_\text{in}$ for ReLU (He) and
#    $2/(n_\text{in} + n_\text{out})$ for tanh (Glorot): they keep the second moment (Glorot's nearly), at the
#    start, in wide layers.
# 3. Clipping shortens the whole gradient by one factor; it tames explosions and cannot mend vanishing.
#
# ## Common mistakes
#
# - All weights equal: the units never part.
# - $n_\text{out}$ for $n_\text{in}$, or a variance where a standard deviation is asked for.
# - LeCun's or Glorot's rule for ReLU: harmless in three layers, crippling in thirty.
# - Looking at activations only, and not at gradients.
# - Clipping each array by itself.

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 10](../exercises/10_signals.ipynb), 50 to 70 minutes: write the rules, derive what
# they keep, measure signals, break networks on purpose, write the clip and mend ten layers that are one.
# Your initialiser can run in this chapter's figure: give it a generator in place of a seed.
#
# **Then:** [chapter 11](11_training.ipynb) trains a network end to end, and "look at the norms, layer by
# layer" goes on its list of what to do when it will not learn. [Chapter 14](14_deeper.ipynb) goes deeper,
# with normalisation and residual connections. [Back to the map](00_start_here.ipynb).

# %% [markdown]
# ## History and sources
#
# **Vanishing gradients:** S. Hochreiter, *Untersuchungen zu dynamischen neuronalen Netzen*, diploma thesis,
# TU München (1991); Y. Bengio, P. Simard and P. Frasconi, *IEEE Trans. Neural Networks* 5 (1994), 157–166.
# **First weights:** Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, *Efficient BackProp*, in *Neural
# Networks: Tricks of the Trade* (Springer, 1998); X. Glorot and Y. Bengio, *AISTATS* (2010), 249–256; K. He,
# X. Zhang, S. Ren and J. Sun, *Delving deep into rectifiers*, ICCV (2015).

# %% [markdown]
# **Orthogonal:** A. M. Saxe, J. L. McClelland and S. Ganguli, *Exact solutions to the nonlinear dynamics of
# learning in deep linear neural networks*, ICLR (2014). **Clipping:** R. Pascanu, T. Mikolov and Y. Bengio,
# *On the difficulty of training recurrent neural networks*, ICML (2013). **Wide layers, as the figure's
# grey bands predict them:** B. Poole and others, *Exponential expressivity in deep neural networks through
# transient chaos*, NIPS (2016).
