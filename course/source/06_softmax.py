# %% [markdown]
# # 06 · Softmax, logits and losses
#
# A network has looked at a photo and hands you three scores, one a class: 2, 1 and 0.5. Which class is it?
# How sure is the network? And if it is wrong, what should that cost?
#
# **You will learn to**
#
# - turn any scores into probabilities, even scores of 1000;
# - choose the output and the loss that fit a task;
# - derive the gradient $p - y$, and check it without calculus.
#
# **You need** exponentials, logarithms, the chain rule, and the notation of [chapter
# 00](00_start_here.ipynb). Background: chapters [02](02_neuron.ipynb) (one neuron) and [04](04_layers.ipynb)
# (layers).
#
# **Time** 45 minutes, 10 for the quizzes; a pause is marked.
#
# Run the next two cells: questions from earlier chapters, then a figure, covered until you predict. (Not yet
# run, it is a still picture.)

# %% tags=["setup"]
import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, loss_explorer, quiz, review, softmax_explorer

review("06_softmax")

# %% jupyter={"source_hidden": true}
softmax_explorer(
    predict=Prediction(
        question="The scores are 2, 1 and 0.5. You add 100 to each. What happens to the probabilities?",
        options=("Class 0 takes nearly everything", "All three move towards 1/3", "Nothing at all"),
        answer="Nothing at all",
        observe="Set 'add c to every logit' to 100 and watch the upper bars. (The rest comes later.)",
        because="Only differences between scores count, and 102 − 101 is the same as 2 − 1.",
    )
)

# %% [markdown]
# ## Raw scores
#
# The last layer of a network is affine, $s = W a + b$, and an affine map can give anything: negative numbers,
# huge ones, numbers that sum to nothing in particular. These raw scores are called **logits**. (In the code
# of this course the last layer's pre-activation is `z`; when it holds logits, the text calls it $s$.)
#
# You have just seen that a logit on its own means nothing: add 100 to all of them and no probability moves.
# Only the *differences* carry information.
#
# We keep logits raw for as long as we can. Probabilities, decisions, losses and gradients all follow from
# them, and, as you will see, most safely from them directly.

# %% [markdown]
# ## What should a probability do?
#
# Four wishes for turning logits $s$ into probabilities $p$:
#
# 1. every $p_k$ is positive;
# 2. they sum to 1;
# 3. a larger logit gets a larger probability;
# 4. how $p_i$ compares with $p_j$ depends on the difference $s_i - s_j$ alone.
#
# The simplest idea is to hand out shares: divide each score by the sum of all. **Predict:** which wish breaks
# first when the last score sinks from 0.5 to −0.5? Then run the cell, and try scores of your own.


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def shares(s):
    return s / s.sum()


for s in ([2, 1, 0.5], [2, 1, -0.5], [102, 101, 100.5]):
    p = shares(np.array(s))
    print("scores", s, " shares", p.round(3), " sum", p.sum().round(3))

# %% [markdown]
# A negative score makes a negative share: wish 1 is gone. And 100 more for everyone makes all shares nearly
# equal, so wish 4 is gone too.
#
# Let wish 4 choose for us. If $p_i / p_j = f(s_i - s_j)$, going from $i$ to $j$ by way of $k$ must give the
# same ratio: $f(a + b) = f(a)\,f(b)$. The continuous, increasing functions that turn sums into products are
# the exponentials $f(a) = e^{a/T}$ with $T > 0$. Take $T = 1$ for now. The ratios, and the sum of 1, leave
# exactly one formula:
#
# $$
# \frac{p_i}{p_j} = e^{s_i - s_j} \qquad\Longrightarrow\qquad
# p_i = \operatorname{softmax}(s)_i = \frac{e^{s_i}}{\sum_j e^{s_j}}
# $$

# %% [markdown]
# ### By hand, once
#
# Logits 2, 1 and 0.5; class 0 is the true one. Follow each line with a calculator if you have one at hand.
# The last line is the *loss*, $-\log p_0$ (natural logarithm): how surprised the network is by the truth. It
# gets its reasons in a moment.

# %% tags=["pin"]
s = np.array([2, 1, 0.5])
powers = np.exp(s)  # positive, in the same order
p = powers / powers.sum()  # now they sum to 1
print("e^s        ", powers.round(3), " sum", powers.sum().round(3))
print("p          ", p.round(3), " sum", p.sum().round(3))
print("p0 / p1    ", (p[0] / p[1]).round(3), "  e^(2-1)", np.exp(2 - 1).round(3))
print("loss -log p0", -np.log(p[0]).round(3))

# %% [markdown]
# ### Your turn, half done
#
# The first logit rises to 5. Two lines are given, two are missing: replace the dots.

# %%
s = np.array([5, 1, 0.5])
powers = np.exp(s)
p = ...  # your line
loss = ...  # your line: the surprise at class 0

if loss is ...:
    print("Fill in both lines, then run the cell again.")
else:
    right = nn.SoftmaxCrossEntropy()([s], [0])
    print("p =", np.round(p, 3), " loss =", np.round(loss, 3))
    print("That is right." if np.isclose(loss, right) else f"The library says {right:.3f}: look again.")

# %% [markdown]
# ### Now as a function, in a figure
#
# `my_softmax` still hands out shares. In the figure the bars are the library's softmax, and the green dashes
# are *yours*: they miss. Mend the one line and run both cells again. When the readout says that yours agrees,
# bring about the first three tasks under the figure.
#
# (The full exercise, for whole batches of logits, is problem 1 of
# [exercise set 06](../exercises/06_softmax.ipynb); problem 5 is the calculation by hand, with numbers of your
# own.)


# %%
def my_softmax(s):
    return s / s.sum()  # mend this line


# %%
softmax_explorer(softmax=my_softmax)

# %% [markdown]
# ## One number too many
#
# Why does adding $c$ to every logit change nothing? The factor $e^c$ stands above and below the line, and
# cancels:
#
# $$
# \frac{e^{s_i + c}}{\sum_j e^{s_j + c}} = \frac{e^c\, e^{s_i}}{e^c \sum_j e^{s_j}}
# = \frac{e^{s_i}}{\sum_j e^{s_j}}
# $$
#
# So $K$ logits hold only $K - 1$ facts: you may pin one of them to 0 and lose nothing. With **two classes**
# one fact remains, the difference $d = s_1 - s_0$. Divide above and below by $e^{s_1}$:
#
# $$p_1 = \frac{e^{s_1}}{e^{s_0} + e^{s_1}} = \frac{1}{1 + e^{-(s_1 - s_0)}} = \operatorname{sigmoid}(d)$$
#
# That is why a yes-or-no network needs one output, not two. Turned round, $d = \log\frac{p_1}{1 - p_1}$: the
# log-odds, or *logit*, which gave all these scores their name.

# %% tags=["pin"]
rng = np.random.default_rng(0)
two = rng.normal(0, 2, size=(5, 2)).round(1)  # five samples, two logits each
print("softmax, class 1     ", nn.softmax(two)[:, 1].round(4))
print("sigmoid of difference", nn.sigmoid(two[:, 1] - two[:, 0]).round(4))
print("decision by argmax   ", two.argmax(axis=1))
print("decision by sign     ", (two[:, 1] - two[:, 0] > 0).astype(int))

# %% [markdown]
# **The decision** needs no softmax at all. The largest probability belongs to the largest logit, so for
# several classes take the argmax of the logits, and for two the sign of the one logit. Probabilities are for
# what comes after: how sure, how much to lose, how to learn.
#
# That leaves the $T$ we set to 1. It is called the **temperature**: $p = \operatorname{softmax}(s / T)$.

# %% jupyter={"source_hidden": true}
softmax_explorer(
    predict=Prediction(
        question="Logits 2, 1, 0.5. You turn the temperature down to 0.1, then up to 5. What changes?",
        options=("Which class wins", "How sure the network is", "Both"),
        answer="How sure the network is",
        observe="Move the temperature from one end to the other. Watch the order of the bars.",
        because="Dividing by T stretches or shrinks every difference alike: towards 0 the winner takes all "
        "(argmax), towards infinity all classes draw level, and the order never changes.",
    )
)

# %% [markdown]
# > **For programmers.** `softmax` is a soft `argmax`: same answer in the limit of low temperature, but with
# > slopes everywhere, so a gradient can pass. Text generators expose the same number as their *temperature*
# > setting: low for the safe word, high for variety.
#
# A good place to stop for today, or for a cup of tea. The second half is about being wrong.

# %% [markdown]
# ## What should a mistake cost?
#
# Picture the training labels as something that happened, and the network as a machine that says how likely it
# was. For independent samples the chance of seeing exactly these labels is a product, the **likelihood**:
#
# $$\prod_n p_{n, y_n}$$
#
# Make it as large as possible. Products of many small numbers underflow, so take the logarithm, turn the
# sign, and average. What is to be made small is the **cross-entropy**:
#
# $$L = -\frac{1}{N} \sum_n \log p_{n, y_n}, \qquad \text{for one sample} \quad -\sum_k y_k \log p_k$$
#
# On the right $y$ is one-hot: 1 for the true class, 0 elsewhere. Class 0 is true in each line below.
# **Predict** the order of the four losses, then run.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
loss = nn.SoftmaxCrossEntropy()
for name, s in {
    "sure and right": [5, 1, 0.5],
    "leaning right ": [2, 1, 0.5],
    "no idea       ": [0, 0, 0],
    "sure and wrong": [0.5, 1, 5],
}.items():
    print(f"{name}  p0 = {nn.softmax(s)[0]:.3f}  loss = {loss([s], [0]):.3f}")
print(f"log 3 = {np.log(3):.3f}: three classes, no idea")

# %% [markdown]
# $\log K$ is worth remembering: a fresh classifier with $K$ classes should start near it. A training run that
# starts at 40 has something wrong before its first step.
#
# And the bad case? One output, a sigmoid, label 1, and the network says $z = -6$: sure, and wrong.
# Cross-entropy, $-\log p$, and squared error, $\frac12 (p - y)^2$, both call that bad. For learning it is the
# *slope* that counts.

# %% jupyter={"source_hidden": true}
loss_explorer(
    show="cross-entropy or squared error",
    y=1,
    z=0,
    predict=Prediction(
        question="The label is 1, but the logit sinks from 0 to −6: more and more sure, and wrong. What does "
        "the slope of the squared error do?",
        options=("It grows: the mistake is worse", "It stays about the same", "It fades to almost nothing"),
        answer="It fades to almost nothing",
        observe="Move z slowly from 0 down to −6 and compare the two slopes.",
        because="Squared error learns through the sigmoid, and multiplies by its slope p(1 − p), which is "
        "nearly 0 out there. Cross-entropy keeps pushing with almost full force.",
    ),
)

# %% [markdown]
# ### The same thing in symbols
#
# ([Chapter 02](02_neuron.ipynb) found the second slope below; here both stand side by side.) With
# $p = \operatorname{sigmoid}(z)$ and $\operatorname{sigmoid}'(z) = p (1 - p)$, the chain rule gives the
# squared error the slope
#
# $$\frac{\partial}{\partial z}\, \tfrac12 (p - y)^2 = (p - y)\; p (1 - p)$$
#
# Binary cross-entropy is $-y \log p - (1 - y) \log(1 - p)$. Its slope along $p$ is
# $-\frac{y}{p} + \frac{1 - y}{1 - p} = \frac{p - y}{p (1 - p)}$, and then comes the same factor:
#
# $$\frac{\partial L}{\partial z} = \frac{p - y}{p (1 - p)} \cdot p (1 - p) = p - y$$
#
# The logarithm and the sigmoid undo each other. That is the **first cancellation**: what is left is
# prediction minus target. The next cell checks both slopes with differences, no calculus involved.


# %% tags=["pin"]
def bce(z, y):  # from probabilities, as in the formula
    p = nn.sigmoid(z)
    return -y * np.log(p) - (1 - y) * np.log(1 - p)


y, h = 1, 1e-5
for z in (-6.0, -1.0, 2.0):
    p = nn.sigmoid(z)
    by_difference = (bce(z + h, y) - bce(z - h, y)) / (2 * h)
    squared = ((nn.sigmoid(z + h) - y) ** 2 - (nn.sigmoid(z - h) - y) ** 2) / 2 / (2 * h)
    print(f"z = {z:+.0f}  cross-entropy: p - y = {p - y:+.5f}, differences {by_difference:+.5f}")
    print(f"        squared error:  formula {(p - y) * p * (1 - p):+.5f}, differences {squared:+.5f}")

# %% [markdown]
# ## The right head for the task
#
# | you predict | output | loss of one sample | $\delta = \partial L / \partial z$ |
# |---|---|---|---|
# | a quantity | identity | squared error, $\frac12 (z - y)^2$ | $z - y$ |
# | yes or no, $y = 0, 1$ | sigmoid | binary CE, $-y \log p - (1 - y) \log (1 - p)$ | $p - y$ |
# | the same, computed safely | logit $z$ | binary CE again, $\log(1 + e^z) - y z$ | $p - y$ |
# | yes or no, $y = \pm 1$ | logit $z$ | logistic loss, $\log(1 + e^{-y z})$ | $-y\,\sigma(-y z)$ |
# | one of $K$ classes | softmax | CE, $-\log p_y$ | $p - y$, $y$ one-hot |
#
# CE is short for cross-entropy, $\sigma$ for the sigmoid; the last row is derived below. Decide by the value
# itself, by the sign, or by the argmax.

# %% [markdown]
# Several tags at once (beach *and* dog)? One sigmoid for each, losses summed. With the *mean* squared error,
# without the half, $\delta$ has a factor 2.
#
# **Do:** the next cell checks the whole column $\delta$ with differences. Break one formula on purpose and
# watch it being caught.


# %% tags=["pin"]
def differences(loss, z, y):  # the slope along each output, without calculus
    return nn.numerical_gradient(lambda t: loss(t, y), z)


p = nn.softmax([2, 1, 0.5])
heads = [
    ("squared error ", nn.SquaredError(), [[3.0]], [[1.0]], [[3.0 - 1.0]]),
    ("mean squared  ", nn.MeanSquaredError(), [[3.0]], [[1.0]], [[2 * (3.0 - 1.0)]]),
    ("binary CE     ", nn.SigmoidCrossEntropy(), [[-2.0]], [[1.0]], [[nn.sigmoid(-2.0) - 1.0]]),
    ("logistic, -1  ", nn.LogisticLoss(), [[-2.0]], [[-1.0]], [[nn.sigmoid(-2.0)]]),
    ("categorical CE", nn.SoftmaxCrossEntropy(), [[2.0, 1.0, 0.5]], [0], [p - [1, 0, 0]]),
]
for name, loss, z, y, delta in heads:
    same = np.allclose(differences(loss, z, y), delta, atol=1e-8)
    print(name, np.round(delta, 3)[0], "agrees" if same else "DIFFERS")

# %% [markdown]
# The logistic loss is binary cross-entropy in other clothes: write the labels as ±1 and both are
# $\log(1 + e^{-yz})$.
#
# Squared error belongs to quantities, and there it has a habit worth seeing: it listens to the loudest. Five
# measurements, one constant to predict them all. The best constant under squared error is the mean.

# %% jupyter={"source_hidden": true}
loss_explorer(
    show="outliers",
    predict=Prediction(
        question="The values are 2, 3, 4, 5 and 6, their mean is 4. The last one is misread as 16. Where is "
        "the best constant under squared error now?",
        answer=float(np.mean([2, 3, 4, 5, 16])),
        within=0.05,
        observe="Set the outlier to 16 and find the constant at which the five pulls cancel.",
        because="Squared error pulls in proportion to the distance, so one far value outweighs four near "
        "ones. The median, best under absolute error, has not moved.",
    ),
)

# %% [markdown]
# ## The slope of softmax itself
#
# Raise one logit and *every* probability moves, so the derivative is a matrix, the **Jacobian**
# $J_{ij} = \partial p_i / \partial s_j$. The logarithm makes it easy:
#
# $$\log p_i = s_i - \log \sum_k e^{s_k}$$
#
# Differentiate along $s_j$. The first term gives 1 if $i = j$, else 0: write $1[i{=}j]$. The second gives
# $e^{s_j} / \sum_k e^{s_k} = p_j$. On the left, $\partial \log p_i = \partial p_i / p_i$. Therefore
#
# $$\frac{\partial p_i}{\partial s_j} = p_i \left( 1[i{=}j] - p_j \right)$$
#
# **Predict:** which signs are in the matrix, and what does each row sum to? Write your guess into the cell,
# then run it.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
row_sum = ...  # your guess: a number

s, h = np.array([2, 1, 0.5]), 1e-5
p = nn.softmax(s)
jacobian = np.diag(p) - np.outer(p, p)  # p_i (1[i=j] - p_j)
columns = [(nn.softmax(s + h * e) - nn.softmax(s - h * e)) / (2 * h) for e in np.eye(3)]
differences = np.stack(columns, axis=1)  # column j: what a step along s_j does
print(jacobian.round(3))
print("agrees with differences:", np.allclose(jacobian, differences, atol=1e-9))
print("row sums:", np.abs(jacobian.sum(axis=1)).round(12), "" if row_sum is ... else f" you said {row_sum}")

# %% [markdown]
# Plus on the diagonal, minus elsewhere: what one class gains the others lose. Each row sums to 0, and you
# know why: moving all logits together is the shift that changes nothing.
#
# ### The second cancellation
#
# The loss is $L = -\sum_i y_i \log p_i$. Insert the slope of $\log p_i$ from above:
#
# $$
# \frac{\partial L}{\partial s_j} = -\sum_i y_i \left( 1[i{=}j] - p_j \right)
# = -y_j + p_j \sum_i y_i = p_j - y_j
# $$
#
# since the targets $y$ sum to 1. Again prediction minus target: $\delta = p - y$. No exponential and no
# logarithm is left, and no entry is ever larger than 1.
#
# Code it: replace the dots. The cell compares your line with the long way, through the Jacobian, and with
# differences.

# %%
s, y = np.array([2, 1, 0.5]), np.array([1, 0, 0])
p = nn.softmax(s)
delta = ...  # your line: prediction minus target

long_way = (np.diag(p) - np.outer(p, p)).T @ (-y / p)  # Jacobian, then the slope of -log p
numeric = nn.numerical_gradient(lambda t: -np.sum(y * np.log(nn.softmax(t))), s)
print("long way   ", long_way.round(3))
print("differences", numeric.round(3))
if delta is not ...:
    print("yours      ", np.round(delta, 3), "agrees" if np.allclose(delta, numeric) else "differs")

# %% jupyter={"source_hidden": true}
softmax_explorer(
    s0=5,
    true=2,
    predict=Prediction(
        question="Logits 5, 1, 0.5, and class 2 is true. What do the three entries of p − y sum to?",
        answer=0,
        within=0.001,
        observe="Look at the lower bars. Then be as wrong as you can: how long does the blue bar get?",
        because="p and y both sum to 1. One class is pushed up, the others down by the same total; and no "
        "push is stronger than 1, however wrong the network is.",
    ),
)

# %% [markdown]
# ## Logits of 1000
#
# The formula is right and the obvious code is not. **Predict** what each line prints, then run.


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def naive(s):
    e = np.exp(s)
    return e / e.sum()


with np.errstate(all="ignore"):  # keep NumPy's warnings quiet: we know
    print("naive,  0 1 2         ", naive(np.array([0.0, 1.0, 2.0])).round(3))
    print("naive,  1000 1001 1002", naive(np.array([1000.0, 1001.0, 1002.0])).round(3))
print("nnkit,  1000 1001 1002", nn.softmax([1000.0, 1001.0, 1002.0]).round(3))
for dtype in (np.float32, np.float64):
    print(f"exp overflows beyond {np.log(np.finfo(dtype).max):.1f} in {np.dtype(dtype)}")

# %% [markdown]
# Infinity divided by infinity is `nan`. The cure is the shift you already trust: subtract the largest logit
# $m$ first. The largest exponent is then 0, nothing overflows, and $p$ is the same.
#
# Mend the function below, and see your green marks appear. (Move the shift slider to both ends: yours must
# not mind.)


# %%
def my_stable_softmax(s):
    e = np.exp(s)  # mend this line
    return e / e.sum()


softmax_explorer(softmax=my_stable_softmax, shift=1000)

# %% [markdown]
# ### The loss needs the same care
#
# A probability can round to 0 although its logarithm is a perfectly good number. So do not compute $p$ on the
# way:
#
# $$
# -\log p_y = \operatorname{lse}(s) - s_y, \qquad
# \operatorname{lse}(s) = \log \sum_j e^{s_j} = m + \log \sum_j e^{s_j - m}
# $$
#
# This is the **log-sum-exp** trick. A popular patch is $-\log(p + \varepsilon)$ with a tiny $\varepsilon$. It
# silences the `inf`, and returns another loss. The logits are $[0, d]$ and class 0 is true, so the loss is
# almost exactly $d$. **Predict** the patched loss for $d = 1000$.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
loss, h = nn.SoftmaxCrossEntropy(), 1e-3


def patched(d, eps=1e-12):
    return -np.log(nn.softmax([0.0, d])[0] + eps)


for d in (2.0, 20.0, 100.0, 1000.0):
    slope = (patched(d + h) - patched(d - h)) / (2 * h)
    exact = loss([[0.0, d]], [0])
    print(f"d = {d:4.0f}   from logits {exact:8.3f}   patched {patched(d):6.3f}, slope {slope:.3f}")

# %% [markdown]
# The patch stops counting at $-\log 10^{-12}$, and its slope is 0 there: the worst mistakes teach nothing.
# You have met that disease before, in squared error.
#
# > **For programmers.** This is why libraries offer one function, "cross-entropy *with logits*", rather than
# > two to be composed: log and exp are fused so that neither ever sees a dangerous number. Read the
# > documentation for which of the two your loss expects.
#
# Here is what happens if you get that wrong: softmax twice. The loss below expects logits, but is fed the
# probabilities of `[5, 1, 0.5]`. **Write down a guess**, then run.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
guess = ...  # your guess for the loss of a softmax of a softmax

s, loss = np.array([5.0, 1.0, 0.5]), nn.SoftmaxCrossEntropy()
twice = loss([nn.softmax(s)], [0])
print(f"loss from logits          {loss([s], [0]):.3f}")
print(f"loss of a softmax twice   {twice:.3f}", "" if guess is ... else f"(you said {guess})")
print(f"lowest it can ever reach  {loss([[1.0, 0.0, 0.0]], [0]):.3f}")

# %% [markdown]
# Nothing crashes, and the loss even falls, but never below the last number: probabilities differ by at most
# 1, so the outer softmax can never be sure. A loss that stops at $\log(1 + (K-1)/e)$ is the fingerprint.
#
# ## Spot the error
#
# Two results from well-known lecture texts. Both look reasonable, and each loss fits its own probability:
# $-\log$ of the first *is* the second. Yet something is wrong.
#
# - "Softmax of 5, 1, 0.5 gives class 0 the probability 0.973; the loss is 0.027."
# - "The ten logits below give class 7 the probability 0.706; the loss is 0.348."
#
# Which is wrong, by how much? Replace the dots.

# %%
ten = np.array([-1.2, -0.8, 0.3, -0.5, -1.1, 0.2, -0.9, 3.8, -0.4, 0.1])
p0 = ...  # class 0 of the first text
p7 = ...  # class 7 of the second

for name, claimed, found in (("p0", 0.973, p0), ("p7", 0.706, p7)):
    if found is not ...:
        print(f"{name}: the text says {claimed}, you say {found:.3f};", end=" ")
        print(f"loss {-np.log(claimed):.3f} or {-np.log(found):.3f}")

# %% [markdown]
# The next cell has the right values. Neither text was right: one is slightly off, the other not even close.
#
# The moral is not that authors are careless. It is that a consistent pair of numbers proves nothing: the loss
# was computed *from* the wrong probability. A check needs a second road to the same place: other code, a
# difference quotient, or a rough estimate. Here nine other classes average about $e^{-0.5}$ each, say 6 in
# all, and $e^{3.8}$ is near 45, so $p_7$ must be close to $45/51$.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
for s, k in (([5, 1, 0.5], 0), (ten, 7)):
    print(f"p{k} = {nn.softmax(s)[k]:.3f}   loss = {nn.SoftmaxCrossEntropy()([s], [k]):.3f}")

# %% [markdown]
# ## Quiz
#
# Each answer says why it is right or wrong. What you miss comes back in a later chapter.

# %%
quiz("06_softmax")

# %% [markdown]
# ## In three lines
#
# 1. Softmax turns differences of logits into ratios of probabilities: $p_i / p_j = e^{s_i - s_j}$.
# 2. Cross-entropy is the surprise $-\log p_y$; with its own output (sigmoid or softmax) its gradient is
#    $p - y$.
# 3. Compute from logits: subtract the largest, use log-sum-exp, never $\log(p + \varepsilon)$.
#
# ## Common mistakes
#
# - Softmax before a loss that expects logits: softmax twice.
# - Summing over the wrong axis: in a batch `(N, K)` each *row* sums to 1, so `axis=-1, keepdims=True`.
# - Softmax where several tags may be true: use a sigmoid for each.
# - Squared error on a sigmoid: the worst mistakes have no slope.
# - Reading $p$ as a promise. A network can be sure and wrong.

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 06](../exercises/06_softmax.ipynb), seven problems, 40 to 60 minutes: the stable
# softmax, log-sum-exp, the loss and its gradient, and a classifier to repair. Your `cross_entropy` can then
# drive this chapter's figure: `loss_explorer(show="categorical cross-entropy", loss=cross_entropy)`.
#
# **Then:** [chapter 08](08_backprop.ipynb) (backpropagation) starts where you stopped. The backward pass
# needs one number for each output to begin with, and it is the $\delta = p - y$ you have just derived.
# [Chapter 11](11_training.ipynb) (training end to end) and [chapter 13](13_handwriting.ipynb) (reading
# handwriting) train with this loss. [Back to the map](00_start_here.ipynb).

# %% [markdown]
# ## History and sources
#
# **The form:** L. Boltzmann, *Wiener Berichte* 58 (1868), 517–560, and J. W. Gibbs, *Elementary Principles in
# Statistical Mechanics* (1902), for energies and a temperature; R. D. Luce, *Individual Choice Behavior*
# (1959), for choices. **The words:** *logit*, J. Berkson, *J. Amer. Statist. Assoc.* 39 (1944), 357–365;
# *softmax*, J. S. Bridle, in *Neurocomputing* (eds. Fogelman Soulié and Hérault, Springer, 1990), 227–236.

# %% [markdown]
# **The loss:** C. E. Shannon, *Bell Syst. Tech. J.* 27 (1948), 379–423 and 623–656; S. Kullback and R. A.
# Leibler, *Ann. Math. Statist.* 22 (1951), 79–86; as a score for forecasts, I. J. Good, *J. R. Statist. Soc.
# B* 14 (1952), 107–114; for networks, and compared with squared error, S. A. Solla, E. Levin and M. Fleisher,
# *Complex Systems* 2 (1988), 625–640. **The arithmetic:** P. Blanchard, D. J. Higham and N. J. Higham, *IMA
# J. Numer. Anal.* 41 (2021), 2311–2330.
