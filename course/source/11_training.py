# %% [markdown]
# # 11 · Training a network end to end
#
# Layers, a loss, a gradient, a step, a place to start from: you have every part. Put them together, press
# run, and the loss does not move. Nothing crashed, no line is red. What now?
#
# **You will learn to**
#
# - write the whole training loop from an empty file, and hand it to `nn.train` once you have;
# - tell three failures apart: it cannot, it does not get there, it does not carry over;
# - find a bug from a few printed numbers, and report a result that somebody else can rely on.
#
# **You need** descent and mini-batches ([chapter 09](09_descent.ipynb)), the backward pass
# ([chapter 08](08_backprop.ipynb)), and a feeling for initialisation
# ([chapter 10](10_signals.ipynb)).
#
# **Time** 45 minutes, 10 for the quizzes; a pause is marked.

# %% tags=["setup"]
from time import process_time

import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, playground, quiz, review

review("11_training")

# %% jupyter={"source_hidden": true}
playground(
    controls="network",
    init="zeros",
    predict=Prediction(
        question="Two circles, a tanh network, a sensible η. But all weights and biases begin at 0. You "
        "train for 300 epochs. What does the training loss do?",
        options=("It falls, only later", "It stays at about 0.69", "It runs away"),
        answer="It stays at about 0.69",
        observe="Press Train and watch the loss. Then set the initialisation to 'small normal', and last to "
        "'by activation', training each time.",
        because="With every weight 0 the hidden units say 0, so the next weights get no gradient, and "
        "neither do those before. The network says one half to everybody, and −log ½ = log 2 = 0.693.",
    ),
)

# %% [markdown]
# Nothing in that run was *wrong* as a program. That is the trouble with training, and the reason for the
# second half of this chapter.
#
# You know this start from chapter 10. New is what its loss says; remember the number, $\log 2 = 0.693$. A
# training loss that sits there (at $\log K$ for $K$ classes) has a plain meaning: the network gives every
# class the same probability, whatever it is shown. And *small normal*? Not exactly 0, yet it sat there as
# long: the error signal through two layers of tiny weights is next to nothing (chapter 10). Now a run that
# works.

# %% [markdown]
# ## A network of your own
#
# The oldest test there is: XOR, out of reach for any line ([chapter 01](01_features.ipynb)). A 2-4-1 network,
# tanh, then one logit for a sigmoid. Every line below is one you have met; `theta` holds all 17 parameters in
# a row, and `W1`, `b1`, `W2`, `b2` are *views* of it: move `theta`, and they move.


# %%
class MyNetwork:
    def __init__(self, rng):
        self.theta = rng.normal(0, 0.6, size=17)
        self.W1, self.b1 = self.theta[:8].reshape(4, 2), self.theta[8:12]
        self.W2, self.b2 = self.theta[12:16].reshape(1, 4), self.theta[16:]

    def forward(self, x):  # logits (N, 1); keeps what backward needs
        self.x, self.a1 = x, np.tanh(x @ self.W1.T + self.b1)
        return self.a1 @ self.W2.T + self.b2

    def backward(self, delta2):
        delta1 = (delta2 @ self.W2) * (1 - self.a1**2)
        dW1, dW2 = delta1.T @ self.x, delta2.T @ self.a1
        return np.concatenate([dW1.ravel(), delta1.sum(axis=0), dW2.ravel(), delta2.sum(axis=0)])


# %% [markdown]
# > **For programmers.** Parameters are configuration: 17 numbers in one flat vector, from which the program
# > reads its constants. An optimiser tunes that file. It knows nothing of layers; it needs the vector, and
# > the slope of one number along each entry.
#
# ### Two checks that need no training
#
# **Predict** the loss before the first step, from what you saw in the figure. Then compare the gradient with
# nudging, once, while the network is small.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
corners, differ = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), np.array([[0], [1], [1], [0.0]])
net, loss = MyNetwork(np.random.default_rng(0)), nn.SigmoidCrossEntropy()


def loss_at(theta):
    net.theta[:] = theta
    return loss(net.forward(corners), differ)


theta = net.theta.copy()
nudging = nn.numerical_gradient(loss_at, theta)
print(f"first loss {loss_at(theta):.3f}, log 2 = {np.log(2):.3f}")
grad = net.backward(loss.delta(net.forward(corners), differ))
print("gradient agrees with nudging:", nn.relative_error(grad, nudging) < 1e-6)

# %% [markdown]
# Close to $\log 2$, as it should be: a network that knows nothing should also *claim* nothing. A first loss
# of 5 would mean that it is sure of itself before it has seen anything, so that the scale of inputs, weights
# or logits is wrong.
#
# ## The loop
#
# Four lines, over and over: **forward, loss, backward, step**. All four corners at a time, $\eta = 0.5$.
#
# **Predict:** after how many steps will the loss be below 0.1? 10, 100, 1000?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_steps = ...

eta = 0.5
for t in range(1001):
    z = net.forward(corners)  # 1 forward
    L = loss(z, differ)  # 2 the loss: for us to look at
    delta = loss.delta(z, differ)  # (p - y) / N: for the network to learn from
    grad = net.backward(delta)  # 3 backward
    if t in (0, 1, 10, 50, 100, 200, 300, 1000):
        print(f"step {t:4}  loss {L:.3f}  p {nn.sigmoid(z).ravel().round(2)}")
    net.theta -= eta * grad  # 4 step, in place
if my_steps is not ...:
    print("You said", my_steps)

# %% [markdown]
# The whole trade in a dozen lines. Note its course: a long wait near $\log 2$, a fall, a long tail. Had you
# stopped at step 10, you would have called it broken.
#
# The figure takes any object with `forward`, `backward` and `theta`: so, yours. **Do:** press Train and wait
# for the two lines that part the corners. Then raise the noise in steps. At which level do the corners begin
# to run into each other, and what does the test loss do there?

# %%
playground(network=MyNetwork(np.random.default_rng(0)), data="xor", controls="data", eta=0.1)

# %% [markdown]
# The library says the same in its own words: `nn.Network.mlp([2, 4, 1], nn.tanh, rng=rng)` for the class, and
# `nn.SGD(0.5).step(net.theta, grad)` for the last line. From here on we use those.
#
# (Settings of your own that teach it XOR, and not from one lucky start alone: problem 3 of
# [exercise set 11](../exercises/11_training.ipynb).)
#
# ## Mini-batches
#
# Now data that come in hundreds: two moons, for a 2-16-8-1 ReLU network. As each set is drawn by formula, you
# can always draw fresh points for a test.
#
# **Predict:** 400 points, batches of 32, 60 epochs. How many updates?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_updates = ...

x, y = nn.datasets.moons(200, noise=0.1, rng=np.random.default_rng(0))  # 200 in each class
x_new, y_new = nn.datasets.moons(1000, noise=0.1, rng=np.random.default_rng(1))
sizes = [len(batch) for batch in nn.minibatches(len(x), 32, np.random.default_rng(0))]
print("an epoch:", *sizes)
print(f"{len(sizes)} updates an epoch, {60 * len(sizes)} in all; each point is used 60 times")
if my_updates is not ...:
    print("You said", my_updates)

# %% [markdown]
# ### Your turn, half done
#
# Two loops instead of one. Replace the dots in two lines. Mind that `loss` is a mean over the batch: to
# average an epoch fairly, the small last batch must count less.

# %%
rng = np.random.default_rng(0)
net, sgd, losses = nn.Network.mlp([2, 16, 8, 1], nn.relu, rng=rng), nn.SGD(0.3), []
for _ in range(60):
    total = 0.0
    for batch in nn.minibatches(len(x), 32, rng):
        z = ...  # your line: forward, with this batch alone
        grad = ...  # your line: backward, from the delta of this batch
        if z is not ... and grad is not ...:
            total += loss(z, y[batch]) * len(batch)
            sgd.step(net.theta, grad)
    losses.append(total / len(x))

said = f"loss {losses[0]:.3f} to {losses[-1]:.3f}; fresh points right: {nn.accuracy(net(x_new), y_new):.1%}"
print(said if sgd.t else "Fill in both lines, then run the cell again.")

# %% [markdown]
# And in one call. `nn.train` takes the very steps of that loop, in the same order for the same `rng`. So its
# numbers are yours, to the last digit:

# %%
rng = np.random.default_rng(0)
net = nn.Network.mlp([2, 16, 8, 1], nn.relu, rng=rng)
history = nn.train(net, loss, nn.SGD(0.3), x, y, epochs=60, batch_size=32, rng=rng, progress=False)
print(history)
print(f"fresh points right: {nn.accuracy(net(x_new), y_new):.1%}")
if sgd.t:
    print("the same as the loop above:", np.allclose(losses, history.loss))

# %% [markdown]
# Above 97 %. (The blank version, with softmax and with every gradient written by you, is problem 1 of
# [exercise set 11](../exercises/11_training.ipynb); problem 2 is `accuracy`.)
#
# ## Three piles
#
# Why "on fresh points"? Label 40 points by tossing a coin. There is nothing to learn.
#
# **Predict:** how many of them will a 2-64-64-1 network get right in the end, and how many of 1000 new ones?

# %% jupyter={"outputs_hidden": true}
rng = np.random.default_rng(0)
x_toss, y_toss = rng.normal(size=(1040, 2)), rng.integers(2, size=1040)
net = nn.Network.mlp([2, 64, 64, 1], nn.tanh, rng=rng)
nn.train(net, loss, nn.Adam(0.01), x_toss[:40], y_toss[:40], epochs=1500, rng=rng, progress=False)
print(f"right on its own 40 points: {nn.accuracy(net(x_toss[:40]), y_toss[:40]):.0%}")
print(f"right on 1000 others:       {nn.accuracy(net(x_toss[40:]), y_toss[40:]):.0%}")

# %% [markdown]
# Accuracy on the training data says what has been remembered. So deal the data into three piles, once, before
# anything else:
#
# | pile | used for | how often |
# |---|---|---|
# | **training** | the gradient | at every step |
# | **validation** | your choices: η, size, when to stop | as often as you like |
# | **test** | the number that you report | once, at the end |
#
# Why a third? Because choosing is also learning. Whoever tries twenty settings and keeps the one that does
# best on a pile has fitted that pile a little. Later you will measure by how much.
#
# Whatever is computed from data (means to standardise with, say) comes from the training pile alone.

# %% tags=["pin"]
points = nn.datasets.moons(150, noise=0.3, rng=np.random.default_rng(4))
rest, test = nn.datasets.split(*points, share=0.2, rng=np.random.default_rng(0))
training, validation = nn.datasets.split(*rest, share=0.25, rng=np.random.default_rng(1))
for name, (x_part, y_part) in (("training", training), ("validation", validation), ("test", test)):
    print(f"{name:10} {x_part.shape}  class 1: {y_part.mean():.0%}")

# %% [markdown]
# ## What to watch
#
# - **the loss, on both piles**: is it learning, does it carry over?
# - **the accuracy**, which is what people ask for;
# - **the length of the gradient**: at 0 nothing will move, and if it grows without end, something will.
#
# `nn.train` judges by `validation` after each epoch. A **callback** is your own function, called with the
# history; if it returns True, training stops. With `patience=20` it stops after 20 epochs without a lower
# validation loss, and goes back to the best parameters.
#
# **Predict:** these moons overlap. Of at most 400 epochs, about which will be the best?


# %% jupyter={"outputs_hidden": true}
def watch(history):
    epoch = len(history)
    if epoch in (1, 2, 5, 10, 20, 50) or epoch % 50 == 0:
        print(f"{epoch:3}: {history.last()}; |grad| {np.linalg.norm(net.grad):.3f}")  # of its last batch


rng = np.random.default_rng(0)
net = nn.Network.mlp([2, 32, 32, 1], nn.tanh, rng=rng)
history = nn.train(
    net, loss, nn.Adam(0.01), *training, epochs=400, rng=rng,
    validation=validation, patience=20, callbacks=[watch], progress=False,
)  # fmt: skip
print(f"stopped by {history.stopped} after {len(history)} epochs; best epoch {history.best_epoch}")
print(f"now, in net: validation loss {loss(net(validation[0]), validation[1]):.4g}")

# %% [markdown]
# It stopped by itself, twenty epochs after the best one, and `net` holds the parameters of that one. Chapter
# 12 has more about early stopping.
#
# (More right in validation than in training? A pile of 60 can be lucky: its accuracy is off by some 4 points
# either way.)
#
# Compare losses with accuracies. The two can part company: look at a longer run.

# %% jupyter={"source_hidden": true}
eights = {"units1": 8, "units2": 8, "units3": 8, "units4": 8, "optimiser": "Adam", "eta": 0.03}
noisy_moons = {"data": "moons", "noise": 0.2, "n": 200, "seed": 2}
playground(
    **noisy_moons,
    **eights,
    predict=Prediction(
        question="Moons with much noise. After 20 epochs the test loss is 0.25, and 10 % of the test points "
        "are on the wrong side. You train on, to about epoch 300. What happens on the test points?",
        options=("Loss and errors fall", "The loss at least doubles", "The errors at least double"),
        answer="The loss at least doubles",
        observe="Press Train, wait for epoch 300 and read both. Then lower the noise, and train again.",
        because="The network grows ever surer, of its mistakes too. A point on the wrong side is one error, "
        "however sure the network is; its loss, −log p, has no limit. So the errors hardly change.",
    ),
)

# %% [markdown]
# So neither alone will do. Accuracy hides how sure a wrong answer is; the loss can rise while the decisions
# stay as they are. With less noise there is less to memorise, and the gap closes. **Do:** in the same figure
# take *more points* instead, 1000. What does that do to the gap?
#
# A good place to stop for today, or for a cup of tea. The second half is about runs that fail.

# %% [markdown]
# ## Three ways to fail
#
# | question | it fails when | what you see |
# |---|---|---|
# | **approximation**: is there such a θ at all? | too few units, no bend | training loss high in every run |
# | **trainability**: does descent find it? | poor η, scale, start | training loss high, others do better |
# | **generalisation**: does it hold elsewhere? | few examples, noise | training fine, validation poor |
#
# Theorems of universal approximation ([chapter 07](07_approximation.ipynb)) answer the first question only.
# XOR shows the difference between the first two: two tanh units *can* do it. **Predict:** from how many of 20
# random starts does descent get there, with one hidden unit, and with two?


# %% jupyter={"outputs_hidden": true}
def learns_xor(hidden, seed):
    net, sgd = nn.Network.mlp([2, hidden, 1], nn.tanh, rng=np.random.default_rng(seed)), nn.SGD(0.5)
    for _ in range(2000):
        sgd.step(net.theta, net.backward(loss.delta(net.forward(corners), differ)))
    return loss(net(corners), differ) < 0.1


for hidden in (1, 2):
    print(f"{hidden} hidden: {sum(learns_xor(hidden, seed) for seed in range(20))} of 20 starts")

# %% [markdown]
# One unit: none, and none ever will (approximation). Two: enough to *represent* XOR, not always enough to
# *find* it (trainability). With some to spare, fewer starts get stuck: one reason why networks are made
# larger than they need be. **Do:** add 3 to the list.
#
# Now the two spirals, three networks, three failures. **Predict** from the code which is which. Then check
# with the two columns.

# %% jupyter={"outputs_hidden": true}
softmax_loss = nn.SoftmaxCrossEntropy()
x_new, y_new = nn.datasets.spirals(500, turns=1.5, noise=0.1, rng=np.random.default_rng(1000))
for name, sizes, optimiser, n in (
    ("A", [2, 2, 2], nn.Adam(0.01), 150),
    ("B", [2, 32, 32, 2], nn.SGD(0.001), 150),
    ("C", [2, 32, 32, 2], nn.Adam(0.01), 15),
    ("a cure", [2, 32, 32, 2], nn.Adam(0.01), 150),
):
    rng = np.random.default_rng(0)
    x, y = nn.datasets.spirals(n, turns=1.5, noise=0.1, rng=rng)
    net = nn.Network.mlp(sizes, nn.tanh, rng=rng)
    nn.train(net, softmax_loss, optimiser, x, y, epochs=300, rng=rng, progress=False)
    print(f"{name:7} training {nn.accuracy(net(x), y):4.0%}   fresh {nn.accuracy(net(x_new), y_new):4.0%}")

# %% [markdown]
# A has two hidden units for one and a half turns: it cannot. B can, but at $\eta = 0.001$ it has hardly left
# home. Their numbers look alike; only another run tells them apart. **Do:** give both of them `nn.SGD(0.1)`.
#
# C knows its 30 points by heart and nothing else; more data is its cure. The remedies differ, so **ask in
# this order**: can it fit the training data at all? Only then: does it carry over?

# %% [markdown]
# ## It does not learn
#
# | symptom | likely cause | test |
# |---|---|---|
# | first loss far from $\log K$ | scale of inputs or weights | print the largest $x$ and $z$ |
# | stuck at $\log K$, gradient 0 | zero weights, dead or saturated units | the norm of each `dW` |
# | loss jumps, grows, `DivergedError` | η too large; $1/N$ missing | η / 10; gradient check |
# | ten examples cannot be overfitted | a bug, or η, scale, start | gradient check; other η |
# | ten can, all cannot | labels do not belong to inputs; too small | look at ten pairs; more units |
# | training good, validation poor | overfitting | chapter 12 |
# | both too good | test data among the training data | look for copies |

# %% [markdown]
# The row about **ten examples** is the best smoke test there is: take ten, and overfit them *on purpose*. Any
# sound network can learn ten answers by heart. If it cannot, more data or a longer run will not help, and
# you have found that out in a second.
#
# The next cell takes the readings, for three interlocked spirals ($K = 3$, so $\log K = 1.099$).


# %%
def readings(name, x, y, loss, eta, init):
    def fresh():
        return nn.Network.mlp([2, 32, 32, 3], nn.tanh, rng=np.random.default_rng(1), init=init)

    net, ten, check = fresh(), nn.SGD(eta), nn.gradient_check(fresh(), loss, x[:8], y[:8])
    print(f"{name:8}{np.abs(x).max():6.1f}{loss(net(x), y):10.3f}{check.relative_error:11.0e}", end="")
    net.backward(loss.delta(net.forward(x), y))
    print(f"{np.linalg.norm(net[1].dW):9.3f}", end="")
    for _ in range(1000):  # the smoke test
        ten.step(net.theta, net.backward(loss.delta(net.forward(x[:10]), y[:10])))
    print(f"{loss(net(x[:10]), y[:10]):10.3f}", end="")
    net, rng = fresh(), np.random.default_rng(2)
    history = nn.train(net, loss, nn.SGD(eta), x, y, epochs=60, rng=rng, progress=False)
    print(f"{min(history.loss):10.3f}{max(history.loss):8.3f}{history.accuracy[-1]:10.0%}")


# %% [markdown]
# ### Five patients
#
# Same network, same task, five planted bugs, one each. Run the next cell (folded, since it holds the answers)
# and compare each row with the healthy one:
#
# - **first loss**, and the largest input;
# - **check**: relative error of the gradient against nudging, on 8 examples;
# - **dW1**: the norm of the first layer's gradient at the start;
# - **ten**: the loss on ten examples after 1000 steps on these alone;
# - **lowest**, **highest** loss of an epoch, and the accuracy, after 60 epochs on all.

# %% jupyter={"source_hidden": true}
x3, y3 = nn.datasets.spirals(100, turns=0.75, noise=0.15, classes=3, rng=np.random.default_rng(0))


class Summed(nn.SoftmaxCrossEntropy):
    def delta(self, z, y):
        return super().delta(z, y) * len(z)


sick = {"x": x3, "y": y3, "loss": softmax_loss, "eta": 0.1, "init": None}
print(f"{'':8}max|x|{'first':>10}{'check':>11}{'dW1':>9}{'ten':>10}{'lowest':>10} highest{'accuracy':>10}")
readings("healthy", **sick)
readings("A", **sick | {"eta": 5.0})
readings("B", **sick | {"y": np.random.default_rng(1).permutation(y3)})
readings("C", **sick | {"init": nn.init.zeros})
readings("D", **sick | {"loss": Summed()})
readings("E", **sick | {"x": x3 * [1, 30] + [0, 100]})

# %% [markdown]
# **Do:** write down your five diagnoses. They are, in some order: `"labels"` (shuffled against the inputs),
# `"eta"` (too large), `"1/N"` (missing in the gradient), `"zeros"` (all weights begin at 0), `"scale"`
# (inputs not standardised).

# %% jupyter={"source_hidden": true}
hints = {
    "A": "its loss jumps. Two bugs do that; what does the check say about the gradient?",
    "B": "ten answers it learns by heart, and the check passes. Is it told the truth?",
    "C": "its first loss is log 3 to the last digit. Look at dW1: what cannot move?",
    "D": "only here the check fails, by 0.9; compare its dW1 with the healthy one.",
    "E": "look at the cheapest reading of all, the first.",
}
reasons = {
    "A": "the gradient is sound, the steps are too long; η / 10 cures it.",
    "B": "no test of the program finds this one. Looking at inputs beside their labels does.",
    "C": "only its last bias moves, just enough to learn how frequent each class is.",
    "D": "on all 300 examples dW1 is 300 times the healthy one; on 8 the check is off by 1 − 1/8.",
    "E": "a right gradient, a sensible first loss; but inputs above 100 saturate every tanh.",
}
causes = {"A": "eta", "B": "labels", "C": "zeros", "D": "1/N", "E": "scale"}

# %%
my_diagnosis = {"A": ..., "B": ..., "C": ..., "D": ..., "E": ...}

for name, guess in my_diagnosis.items():
    right = f"right: {reasons[name]}" if guess == causes[name] else f"not yet: {hints[name]}"
    print(name, "still to do" if guess is ... else right)

# %% [markdown]
# Not one of them crashed. And everybody's first idea, to divide η by 10, would have soothed two of them, one
# for the wrong reason. (The cell before yours was folded, too: it holds the answers.)
#
# **Which test first?** Problem 5 of [exercise set 11](../exercises/11_training.ipynb) asks for an order.
# Think of what a test costs, and of which results you would still believe if an earlier one had failed.

# %% [markdown]
# ## Is it a place?
#
# (A longer example. It may wait for another day: until "One run is not evidence" nothing else needs it.) All
# inputs so far were numbers. Now words. Slide a window of five over a sentence: is the word in the
# *middle* a place name? The middle alone is not enough. Florence, Jordan, Sydney and Victoria are places, and
# people too.
#
# A tiny language of twelve sentence patterns; each PLACE and WHO is drawn anew.

# %%
patterns = """we took the train to PLACE and slept there / the bridge in PLACE is very old
/ WHO told us about the storm near PLACE / last summer WHO moved from PLACE to PLACE
/ WHO and WHO bought a house in PLACE / on monday WHO sang for the children
/ the letter from WHO came from PLACE / my sister WHO likes the rain
/ PLACE is colder than PLACE in winter / yesterday WHO said that WHO was late
/ did WHO ever live in PLACE / they met WHO at the market of PLACE""".split("/")
both = ["florence", "jordan", "sydney", "victoria"]
slots = {"PLACE": ["bergen", "cairo", "lima", "lisbon", "oslo", "quito", *both]}
slots["WHO"] = ["anna", "clara", "ines", "omar", "peter", "yusuf", *both]
plain = {word for pattern in patterns for word in pattern.split() if word not in slots}
vocabulary = ["·", *sorted(plain.union(*slots.values()))]  # · fills the window at both ends
number = {word: i for i, word in enumerate(vocabulary)}
print(len(vocabulary), "words, such as", *vocabulary[:9])


# %%
def windows(words):  # one for each word: the numbers of two before, itself, two after
    row = [0, 0, *(number[word] for word in words), 0, 0]
    return [row[i : i + 5] for i in range(len(words))]


def corpus(sentences, rng):
    x, y = [], []
    for _ in range(sentences):
        pattern = patterns[rng.integers(len(patterns))].split()
        drawn = {slot: list(rng.permutation(words)) for slot, words in slots.items()}
        x += windows([drawn[word].pop() if word in drawn else word for word in pattern])
        y += [int(word == "PLACE") for word in pattern]
    return np.array(x), np.array(y)


# %% [markdown]
# ### The words learn too
#
# A word's number, 17 or 42, means nothing: it is a row of a table `E`, which holds four numbers for each
# word, its **word vector**. The window's five rows, joined, are the 20 inputs of an ordinary network.
# `nn.Embedding` looks them up, and `E` is a parameter like any other.
#
# **Predict:** how many of the network's parameters are in the table?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
rng = np.random.default_rng(0)
words = nn.Embedding(len(vocabulary), 4, window=5, init=nn.init.normal)
net = nn.Network([words, nn.Dense(20, 8, nn.tanh), nn.Dense(8, 1)], rng=rng)
x, y = corpus(60, rng)
print(net)
print(f"{len(x)} windows from 60 sentences, {y.mean():.0%} of them around a place")
print("the first:", *(vocabulary[i] for i in x[0]))

# %% [markdown]
# Most of them. Going back, the error arrives at the 20 joined numbers, five pieces of 4, and each piece goes
# to the word that stood there. A word that stood twice gets both (several paths: add), and a word that was
# not in the window gets 0:
#
# $$\frac{\partial L}{\partial E_w} = \sum_{k:\, \text{word}_k = w} \frac{\partial L}{\partial x_k}$$
#
# **Do:** replace the dots. In this window *the* stands at the places 0 and 3.

# %%
window = np.array([[number[word] for word in "the bridge in the market".split()]])
net.backward(loss.delta(net.forward(window), [0]))
pieces = (net[2].delta @ net[2].W).reshape(5, 4)  # dL/dx, one row for each place
dE_the = ...  # your line

touched = np.flatnonzero(np.abs(net[1].dE).sum(axis=1))
print(f"{len(touched)} of {len(vocabulary)} words get a gradient:", *(vocabulary[i] for i in touched))
check = nn.gradient_check(net, loss, window, [0])  # it calls nn.numerical_gradient(...) for E too
print("agrees with nudging:", bool(check))
if dE_the is not ...:
    right = np.allclose(dE_the, net[1].dE[number["the"]])
    print("dE of 'the' is right." if right else "Not yet: it stood at two places, so two rows of pieces.")

# %% [markdown]
# Train it. All vectors begin near 0, so that what they are in the end is what they have learned. **Predict:**
# which words will lie nearest to *oslo*? And to *florence*, which is both? (Nearest: by the cosine of the
# angle between the two vectors.)


# %% jupyter={"outputs_hidden": true}
def nearest(word, k=5):
    directions = net[1].E / np.linalg.norm(net[1].E, axis=1, keepdims=True)
    order = np.argsort(-directions @ directions[number[word]])
    return [vocabulary[i] for i in order[1 : k + 1]]


print("before  oslo:", *nearest("oslo"))
nn.train(net, loss, nn.Adam(0.01), x, y, epochs=60, rng=rng, progress=False)
for word in ("oslo", "florence", "from"):
    print(f"after   {word}:", *nearest(word))

# %% [markdown]
# Nobody told it what a town is. It had a yes or no for the middle word, and words that are *used* alike were
# pushed in the same direction: the towns together, and the little words that come before a town. Learned
# features once more, this time of words.
#
# How good is it? Against a plain rival: a table that answers for each word what was more frequent in
# training, with no regard to the neighbours. **Predict** how both do on the four words that are both.

# %% jupyter={"outputs_hidden": true}
x_test, y_test = corpus(300, np.random.default_rng(100))
often = {word: y[x[:, 2] == word].mean() > 0.5 for word in np.unique(x[:, 2])}
rival = np.array([often.get(word, False) for word in x_test[:, 2]])
hard = np.isin(x_test[:, 2], [number[word] for word in both])
says = net(x_test)[:, 0] > 0
for name, part in (("all windows", slice(None)), ("both kinds", hard)):
    print(f"{name:12} network {np.mean(says[part] == y_test[part]):.1%}", end="   ")
    print(f"table {np.mean(rival[part] == y_test[part]):.1%}   always no {np.mean(y_test[part] == 0):.1%}")

# %% [markdown]
# Read the first line with its last number in mind: *always no* is right most of the time. An accuracy says
# little until you know what can be had for nothing.
#
# And do not trust the rest too far. The test sentences are new, but their twelve patterns are those of the
# training. **Do:** ask it sentences of your own (words from the vocabulary), and find one that it gets wrong.

# %%
my_sentence = "florence told us about the bridge in florence"

words = my_sentence.lower().split()
unknown = [word for word in words if word not in number]
if unknown or not words:
    print("not in the vocabulary:", *unknown, "   the others:", *vocabulary[1:])
else:
    p = nn.sigmoid(net(np.array(windows(words))))[:, 0]
    print(*(f"{word} {value:.2f}" for word, value in zip(words, p, strict=True)), sep="   ")

# %% [markdown]
# (The same network with scores and gradient all yours, its table called `E` as here: problem 4 of
# [exercise set 11](../exercises/11_training.ipynb).)
#
# ## One run is not evidence
#
# The spirals again, in the playground, with up to four hidden layers of 8 units. Which depth is best?

# %% jupyter={"source_hidden": true}
deep = {"data": "spirals", "n": 1000, "layers": 4, "controls": "network"}
playground(
    **deep,
    **eights,
    predict=Prediction(
        question="Two hidden layers learn these spirals (Adam, η = 0.03, 150 epochs): about 1 % of the test "
        "points wrong. What do four layers make of it, with the same η?",
        options=("Still fewer errors", "About the same", "More than 20 % wrong"),
        answer="More than 20 % wrong",
        observe="Train four layers for 150 epochs, then two. Then go to the controls for training, set η to "
        "0.003, and train four once more.",
        because="At this η the deep network is thrown about and does not settle. At 0.003 it learns the "
        "spirals well: it was the training that failed, not the depth.",
    ),
)

# %% [markdown]
# "Two layers are better than four" was true of *one* learning rate. Of one seed, too: **Do:** with two layers
# and $\eta = 0.03$ take the seed 3. (When we did, more than a quarter of the test points stayed wrong.)
#
# So now end to end, as it should be done: three piles, early stopping, five seeds, and the test pile opened
# once. **Predict** the distance between the best seed and the worst.

# %% jupyter={"outputs_hidden": true}
points = nn.datasets.spirals(300, turns=1.5, noise=0.1, rng=np.random.default_rng(0))
rest, test = nn.datasets.split(*points, share=0.2, rng=np.random.default_rng(1))
training, validation = nn.datasets.split(*rest, share=0.25, rng=np.random.default_rng(2))
found = []
for seed in range(5):
    rng = np.random.default_rng(seed)
    net, adam = nn.Network.mlp([2, 16, 16, 2], nn.tanh, rng=rng), nn.Adam(0.01)
    history = nn.train(
        net, softmax_loss, adam, *training, epochs=100, rng=rng,
        validation=validation, patience=20, progress=False,
    )  # fmt: skip
    found.append(nn.accuracy(net(test[0]), test[1]))
    print(f"seed {seed}: best epoch {history.best_epoch:3}, stop: {history.stopped}, right {found[-1]:.1%}")
print(f"on the test pile: mean {np.mean(found):.1%}, standard deviation {np.std(found, ddof=1):.1%}")

# %% [markdown]
# Several points between the best seed and the worst, with *nothing* changed. Had you compared two optimisers
# by one run each, such a difference would have named a winner. Report the mean, the spread, and how many
# seeds.
#
# Where does the spread come from? Look why they stopped: not one had run out of patience. 100 epochs were too
# few, and who was quick enough was luck. **Do:** allow 300, and compare the spreads.
#
# A second source of chance is the test pile: of $n$ points with a true error rate $q$, the share found is off
# by about $\sqrt{q (1 - q) / n}$.

# %% [markdown]
# ## Spot the error
#
# "We trained the network from ten random starts. The best of them is right on **94 %** of our 50 test points.
# This is what users can expect." Every number is honest. What is wrong?
#
# Let us live through it, with points of which there are more: one story is ten starts on 100 points, judged
# on 50 and on 4000 others.


# %%
def story(k):  # returns the mean of ten starts on 50 and on 4000 points, and the same two for the winner
    rngs = [np.random.default_rng(10 * k + i) for i in range(3)]
    piles = [nn.datasets.moons(n, noise=0.3, rng=rng) for n, rng in zip((50, 25, 2000), rngs, strict=True)]
    runs = []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        net = nn.Network.mlp([2, 16, 8, 1], nn.relu, rng=rng)
        nn.train(net, loss, nn.SGD(0.3), *piles[0], epochs=60, rng=rng, progress=False)
        runs.append([nn.accuracy(net(x), y) for x, y in piles[1:]])
    return *np.mean(runs, axis=0), *max(runs, key=lambda run: run[0])


# %% [markdown]
# **Predict:** the winner is right on 94 % of its 50 points. And on the 4000?

# %% jupyter={"outputs_hidden": true}
my_guess = ...

found = [story(k) for k in range(6)]
print("story   ten, on 50   on 4000   winner, on 50   on 4000")
for name, row in zip([*"012345", "mean"], [*found, np.mean(found, axis=0)], strict=True):
    print(f"{name:6}{row[0]:12.1%}{row[1]:10.1%}{row[2]:16.1%}{row[3]:10.1%}")
if my_guess is not ...:
    print("You said", my_guess)

# %% [markdown]
# On the 4000, whoever won on 50 is little better than the ten are on average, and in each of the six stories
# worse than its own 50 points say. The largest of ten noisy numbers lies above their mean: picking it used
# the test pile for *choosing*, and part of what was picked is luck. So choose by the validation pile; then
# the test pile gives an honest figure for the network you chose.
#
# And if a report says "98 % accuracy" and not on what, ask: it may be the training pile.
#
# ## What it costs, and what `nn.train` will not do
#
# **Write down a guess:** how many updates a second does this machine make, with a batch of 32?

# %% jupyter={"outputs_hidden": true}
rng = np.random.default_rng(0)
for sizes, epochs in (([2, 16, 16, 2], 40), ([64, 128, 10], 10), ([784, 256, 128, 10], 1)):
    x, y = rng.normal(size=(1024, sizes[0])), rng.integers(sizes[-1], size=1024)
    net, sgd = nn.Network.mlp(sizes, nn.relu, rng=rng), nn.SGD(0.01)
    start = process_time()
    nn.train(net, softmax_loss, sgd, x, y, epochs=epochs, batch_size=32, rng=rng, progress=False)
    seconds = process_time() - start
    print(f"{net.n_params:7,} parameters: {sgd.t / seconds:9,.0f} updates a second")

# %% [markdown]
# From the first to the second the parameters grow 27-fold, the price of an update far less: in small networks
# most of it is Python's, in large ones the multiplications'.
#
# `nn.train` shuffles, steps, judges, stops, remembers. It does **not**: standardise your inputs; deal the
# piles; choose η (it has no opinion); notice labels that belong to other inputs, or test points among the
# training points; go back to the best epoch unless you set `patience`; repeat with other seeds; write
# anything to disk (`nn.save` does). It refuses NaN, shapes that do not fit, and a loss that has left the
# numbers. All else is your judgement, and the rest of the course.

# %% [markdown]
# ## Quiz
#
# Each answer says why it is right or wrong. What you miss comes back in a later chapter.

# %%
quiz("11_training")

# %% [markdown]
# ## In three lines
#
# 1. Forward, loss, backward, step; for each batch of each epoch. `nn.train` is that loop, with a judge.
# 2. Ask in this order: *can* it (approximation), does it *get there* (trainability), does it *carry over*
#    (generalisation)?
# 3. Before you believe a run, the cheap tests: a silent bug shows in a few readings. Before you report one:
#    several seeds, and the test pile once.
#
# ## Common mistakes
#
# - Quoting accuracy on the training pile, or the best of many seeds.
# - Choosing by the test pile; standardising with its numbers.
# - Shuffling inputs and labels separately.
# - Giving up at a plateau near $\log K$, or after a single η.
# - Averaging batch losses as if the last batch were full.
# - 90 % accuracy where 90 % of the examples are of one class.

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 11](../exercises/11_training.ipynb), five problems, 50 to 70 minutes: the loop,
# accuracy, settings for XOR, the window network with its gradient, and the order of the tests. A class of
# yours with `forward`, `backward` and `theta` can drive this chapter's figure.
#
# **Then:** [chapter 12](12_regularisation.ipynb) (generalisation and regularisation) takes up the third
# failure, [chapter 13](13_handwriting.ipynb) (reading handwriting) trains on real data, and [chapter
# 15](15_capstone.ipynb) on your own library. [Back to the map](00_start_here.ipynb).

# %% [markdown]
# ## History and sources
#
# **XOR:** M. Minsky and S. Papert, *Perceptrons* (MIT Press, 1969), on what a layer of fixed features with a
# linear head cannot do; learned by descent, D. E. Rumelhart, G. E. Hinton and R. J. Williams, in *Parallel
# Distributed Processing*, vol. 1 (MIT Press, 1986), chapter 8, and *Nature* 323 (1986), 533–536. **Word
# vectors and windows:** Y. Bengio, R. Ducharme, P. Vincent and C. Jauvin, *J. Mach. Learn. Res.* 3 (2003),
# 1137–1155; R. Collobert and J. Weston, ICML (2008); with others, *J. Mach. Learn. Res.* 12 (2011),
# 2493–2537.

# %% [markdown]
# **Judging:** M. Stone, *J. R. Statist. Soc. B* 36 (1974), 111–147, on choosing and assessing with separate
# data; G. C. Cawley and N. L. C. Talbot, *J. Mach. Learn. Res.* 11 (2010), 2079–2107, on choosing too hard.
# **Stopping:** L. Prechelt, in *Neural Networks: Tricks of the Trade* (Springer, 1998). **Random labels**,
# for networks large enough for pictures: C. Zhang, S. Bengio, M. Hardt, B. Recht and O. Vinyals, ICLR (2017).
