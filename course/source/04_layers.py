# %% [markdown]
# # 04 · Layers and the forward pass
#
# 784 pixels go in, ten scores come out, and between them work 235,146 numbers that training has found. Yet
# the whole way from pixels to scores is three lines of code. Which three?
#
# **You will learn to**
#
# - follow numbers through a network by hand, in matrices and in code;
# - say the shape of every array before you run it;
# - count parameters and work, and know what a forward pass must remember.
#
# **You need** matrix products and [chapter 02](02_neuron.ipynb) (one neuron); the letters are those of
# [chapter 00](00_start_here.ipynb).
#
# **Time** 45 minutes, and 10 for the quizzes; a pause is marked.
#
# Run the next two cells: questions from earlier chapters, then a figure, covered until you predict.

# %% tags=["setup"]
from functools import cache
from timeit import repeat

import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, architecture_explorer, quiz, review

review("04_layers")

# %% jupyter={"source_hidden": true}
architecture_explorer(
    predict=Prediction(
        question="10 inputs, 50 hidden units, 3 outputs, everything wired to everything in the next column. "
        "How many numbers does this network learn?",
        options=("63, one for each circle", "650, one for each line", "703, a few more than lines"),
        answer="703, a few more than lines",
        observe="Build it: set p to 10, M₁ to 50, K to 3, and read the table. Then click on units.",
        because="A weight for each line, 10 · 50 + 50 · 3, and a bias for each unit that computes something: "
        "50 + 3. Inputs compute nothing, so they have none.",
    ),
)

# %% [markdown]
# ## A layer is a column of neurons
#
# Every unit of a layer looks at the same inputs, all of them, each with weights of its own: the layer is
# **fully connected**, or **dense**. Unit $j$ computes
#
# $$z_j = \sum_i W_{ji}\, x_i + b_j, \qquad a_j = \phi(z_j)$$
#
# So **row $j$ of $W$ is unit $j$**, and all units together are one product: $z = W x + b$.
#
# Follow $x = [2, 1]$ through two ReLU units and a linear output:
#
# $$
# W_1 = \begin{pmatrix} 1 & -2 \\ 0 & 3 \end{pmatrix}, \quad
# b_1 = \begin{pmatrix} -1 \\ 2 \end{pmatrix}, \quad
# W_2 = \begin{pmatrix} 2 & -1 \end{pmatrix}, \quad b_2 = 0.5
# $$
#
# | | unit 1 | unit 2 |
# |---|---|---|
# | $z_1$ | $1 \cdot 2 - 2 \cdot 1 - 1 = -1$ | $0 \cdot 2 + 3 \cdot 1 + 2 = 5$ |
# | $a_1$ | $0$ | $5$ |
# | $y$ | $2 \cdot 0 - 1 \cdot 5 + 0.5 = -4.5$ | |
#
# **Predict:** what happens to $y$ if the first output weight, 2, becomes 200?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
x = np.array([2.0, 1.0])
W1, b1 = np.array([[1.0, -2.0], [0.0, 3.0]]), np.array([-1.0, 2.0])
W2, b2 = np.array([[2.0, -1.0]]), np.array([0.5])

z1 = W1 @ x + b1
a1 = np.maximum(z1, 0)
y = W2 @ a1 + b2
print("z1", z1, "  a1", a1, "  y", y)
print("with 200 instead of 2: y", np.array([[200.0, -1.0]]) @ a1 + b2)

# %% [markdown]
# Nothing: the first hidden unit is off for this $x$, and whatever weight it has, nothing arrives. For another
# $x$ it may be on.
#
# ### Your turn, half done
#
# The same network, $x = [1, -2]$. The pre-activations are done; replace the other dots.

# %%
z1 = [1 * 1 - 2 * (-2) - 1, 0 * 1 + 3 * (-2) + 2]
a1 = [..., ...]  # your numbers
y = ...  # your number

if y is ... or ... in a1:
    print("Replace the dots, then run the cell again.")
elif list(a1) != [max(z, 0) for z in z1]:
    print(f"z1 is {z1}. ReLU keeps what is above 0 and makes 0 of the rest.")
else:
    slips = {12.5: "That goes on with z1, not with a1.", 8: "The bias of the output, 0.5, is missing."}
    slips |= {7.5: "The bias is added, not taken away.", -3.5: "The two weights have changed places."}
    right = y == 2 * a1[0] - 1 * a1[1] + 0.5
    print(
        "That is right." if right else slips.get(y, "Not yet: 2 times the first, minus the second, plus 0.5.")
    )

# %% [markdown]
# With numbers of your own, and nobody's help, it is problem 1 of
# [exercise set 04](../exercises/04_layers.ipynb).
#
# ## A network is layers in a row
#
# A layer takes a vector to a vector, $f_l(a) = \phi(W_l\, a + b_l)$. A feed-forward network does that again
# and again, each layer seeing only what the one before hands on:
#
# $$f = f_L \circ \dots \circ f_2 \circ f_1, \qquad a_0 = x, \quad a_l = f_l(a_{l-1})$$
#
# The library's network is just that: the pipeline of chapter 01. **Do:** the example stands in one below.
# Send `a` through its two layers yourself; a layer is called like a function.

# %%
net = nn.Network.mlp([2, 2, 1], nn.relu, rng=np.random.default_rng(0))
net[1].W, net[1].b = W1, b1  # net[0] is the input
net[2].W, net[2].b = W2, b2

first, second = net.layers
a = np.array([[2.0, 1.0]])  # one sample, one row
y = ...  # your line: a through the first layer, then through the second

print("net(a) gives", net(a))
print("Replace the dots." if y is ... else f"yours gives  {y}")

# %% [markdown]
# ## One sample, one row
#
# Why the double brackets? A network almost never sees one sample. It sees a **batch**: a table `X` of shape
# (N, n_in), one sample a row (*example* means the same). If $x$ lies down as a row, the
# product turns round:
#
# $$Z = X\, W^\top + b$$
#
# Shapes: (N, n_in) times (n_in, n_out) is (N, n_out). Inner sizes must agree and vanish; the outer ones stay.
# And `b`, of shape (n_out,)? NumPy stretches it over the rows (**broadcasting**): every sample gets the same
# biases. (Many books store $W$ the other way round: translate with chapter 00.)
#
# **Predict:** three samples go in below. What is the shape of `Z`, and what is in its first row? In the last
# line, `b` is a column by mistake: error, or wrong numbers?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
X = np.array([[2.0, 1.0], [1.0, -2.0], [0.0, 0.0]])
Z = X @ W1.T + b1
print("Z has shape", Z.shape)
print(Z)

two = X[:2]
column = b1[:, np.newaxis]  # shape (2, 1) instead of (2,)
print("with a column for b:")
print(two @ W1.T + column)

# %% [markdown]
# The third row is pure bias: that is what a layer says to nothing at all. And the column? With three samples
# NumPy would have refused. With *two*, as many as units, it fits by accident, and adds each bias to a sample
# instead of a unit. Shapes that fit by accident are the mistakes that cost an afternoon. So test with sizes
# that are all different.
#
# ### Your own layer
#
# `dense_forward` below has another accident in it. Run both cells, read what they say, and mend the line.


# %%
def dense_forward(a_prev, W, b):
    """Return z of shape (N, n_out); a_prev is (N, n_in), W (n_out, n_in), b (n_out,)."""
    return a_prev @ W + b  # mend this line


# %%
rng = np.random.default_rng(1)
for sizes in ([2, 2], [2, 3], [3, 4, 3, 2]):
    net = nn.Network.mlp(sizes, nn.relu, rng=rng)
    net.theta = rng.normal(size=net.n_params)  # a new network has biases of 0: too easy
    X = a = rng.normal(size=(5, sizes[0]))
    try:
        for layer in net.layers:  # each an nn.Dense: W, b and the bend phi
            a = layer.phi(dense_forward(a, layer.W, layer.b))
        print(sizes, "agrees with the library" if np.allclose(a, net(X)) else "runs, and is wrong")
    except ValueError as error:
        print(sizes, "fails:", error)

# %% [markdown]
# ### What does it cost?
#
# For one sample, each weight is used once: one multiplication and one addition. So a layer costs
# **n_in · n_out multiply-adds** a sample, and N times that for a batch, whether you loop over the samples or
# write one product. **Write down a guess:** how many times faster is the one product?

# %% jupyter={"outputs_hidden": true}
guess = ...  # your guess: so many times faster

X, W, b = rng.normal(size=(1000, 64)), rng.normal(size=(32, 64)), rng.normal(size=32)
print(f"{X.shape[0] * W.size:,} multiply-adds either way")


def milliseconds(work):
    return 1000 * min(repeat(work, number=2, repeat=5)) / 2


loop = milliseconds(lambda: np.array([W @ x + b for x in X]))
product = milliseconds(lambda: X @ W.T + b)
print(f"loop {loop:.2f} ms, product {product:.2f} ms: {loop / product:.0f} times faster", end=" ")
print("" if guess is ... else f"(you said {guess})")

# %% [markdown]
# The arithmetic is the same; the overhead is not. The loop pays a thousand times for a call, a product too
# small for the processor to get going, and a new array. One large product is also what graphics processors
# are built for. This is the reason for batches long before any statistical one.
#
# ## What a layer does to space
#
# Before the bend, a layer is an affine map: $z = W x + b$. Look at where it takes a unit square. **Predict**
# the area of each image: twice, the same, or nothing?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
maps = {
    "stretch": [[2, 0], [0, 1]],
    "rotate": [[0, -1], [1, 0]],
    "shear": [[1, 1], [0, 1]],
    "project": [[1, 0], [0, 0]],
}
for name, W in maps.items():
    image = square @ np.array(W).T
    area = abs(np.linalg.det(W))
    print(f"{name:10}", *map(tuple, image.tolist()), f"  area {area:.0f}, rank {np.linalg.matrix_rank(W)}")
print("translate ", *map(tuple, (square + np.array([3, 1])).tolist()), "  area 1")

# %% [markdown]
# $W$ stretches, rotates, shears (each reversible) or projects, which is not; $b$ translates. Straight lines
# stay straight, parallels parallel, and 0 goes to $b$. *Every* $W$ is a rotation, a stretch along axes
# (perhaps by 0) and another rotation, if reflections count as rotations: its singular value decomposition.
#
# How many axes are stretched by something other than 0 is the **rank**. It can be no larger than n_in, nor
# than n_out:
#
# | layer | gains | risks |
# |---|---|---|
# | narrower | a summary, less work | different inputs become one |
# | as wide | reversible, if the rank is full | little room to unfold |
# | wider | more views of the same $x$ | more parameters; overfitting |

# %% [markdown]
# Two things to try in numbers. A narrow layer, $W = [[1, 2]]$, gets $[3, 1]$ and $[1, 2]$: what can any later
# layer still do to tell them apart? And a hundred points of the plane go into 1, 2 and 5 units. **Predict**
# the rank of the table of their outputs, before the bend and after it.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
narrow = np.array([[1.0, 2.0]])
print("narrow layer:", np.array([[3.0, 1.0], [1.0, 2.0]]) @ narrow.T.ravel())

rng = np.random.default_rng(0)
X = rng.normal(size=(100, 2))
for n_out in (1, 2, 5):
    W, b = rng.normal(size=(n_out, 2)), np.zeros(n_out)
    Z = X @ W.T + b
    ranks = [np.linalg.matrix_rank(batch) for batch in (Z, np.maximum(Z, 0))]
    print(f"from 2 to {n_out}: rank {ranks[0]} before the bend, {ranks[1]} after")

# %% [markdown]
# Both inputs become 5. What one layer merges, no later layer can separate: it never sees the difference.
#
# And a wide layer on its own adds nothing: five numbers, but the points still lie on a plane, tilted in five
# dimensions. It is the **bend** that folds this plane out into all five, where there is room to pull classes
# apart. In [chapter 05](05_depth.ipynb) you move a whole grid this way.
#
# A good place to stop for today. The second half is bookkeeping, the kind that saves hours.

# %% [markdown]
# ## Two hidden layers, three ways
#
# Three inputs, two hidden layers of two sigmoid units, a linear output. Unit by unit, with $h$ for the first
# hidden layer and $g$ for the second:
#
# $$
# \begin{aligned}
# h_1 &= \sigma(w_{11} x_1 + w_{12} x_2 + w_{13} x_3 + b_1), & h_2 &= \sigma(\dots) \\
# g_1 &= \sigma(v_{11} h_1 + v_{12} h_2 + c_1), & g_2 &= \sigma(\dots) \\
# y &= u_1 g_1 + u_2 g_2 + d
# \end{aligned}
# $$
#
# As matrices: $h = \sigma(W x + b)$, $g = \sigma(V h + c)$, $y = u \cdot g + d$. Three lines, whatever the
# sizes: these are the three lines of the opening question.

# %% tags=["pin"]
x, sigmoid = np.array([1.0, 2.0, -1.0]), nn.sigmoid
W, b = np.array([[0.5, -1.0, 1.0], [1.0, 0.0, -0.5]]), np.array([0.0, -0.5])
V, c = np.array([[2.0, -1.0], [-1.0, 1.0]]), np.array([0.0, 0.5])
u, d = np.array([1.0, -2.0]), 0.5

h1 = sigmoid(0.5 * 1 - 1.0 * 2 + 1.0 * (-1) + 0.0)  # unit by unit
h2 = sigmoid(1.0 * 1 + 0.0 * 2 - 0.5 * (-1) - 0.5)
g1 = sigmoid(2.0 * h1 - 1.0 * h2 + 0.0)
g2 = sigmoid(-1.0 * h1 + 1.0 * h2 + 0.5)
print(f"unit by unit: h = {h1:.4f} {h2:.4f}  g = {g1:.4f} {g2:.4f}  y = {1.0 * g1 - 2.0 * g2 + 0.5:.4f}")

h = sigmoid(W @ x + b)  # as matrices
g = sigmoid(V @ h + c)
print("as matrices:  h =", *h.round(4), " g =", *g.round(4), f" y = {u @ g + d:.4f}")

# %% [markdown]
# The third way is the library. Set the last layer's `W` and `b` (mind the shape: one output, so a table with
# one row), and all three agree.

# %%
net = nn.Network.mlp([3, 2, 2, 1], nn.sigmoid, rng=np.random.default_rng(0))
net[1].W, net[1].b = W, b
net[2].W, net[2].b = V, c
last_W = ...  # your line: u as a table with one row

if last_W is ...:
    print("Replace the dots, then run the cell again.")
else:
    try:
        net[3].W, net[3].b = last_W, [d]
        print("y =", net([x]).round(4), "That is the third way.")
    except nn.ShapeError as error:
        print(error)

# %% [markdown]
# ## Every shape
#
# A 3-4-3-2 network has three layers (the input computes nothing, so it does not count). For a batch of $N$:
#
# | | layer 1 | layer 2 | layer 3 |
# |---|---|---|---|
# | $W$ | (4, 3) | (3, 4) | (2, 3) |
# | $b$ | (4,) | (3,) | (2,) |
# | $z$, $a$ | (N, 4) | (N, 3) | (N, 2) |
#
# Two rules give the whole table. $W$ is (units of this layer, units of the one before). What travels is
# (samples, units of this layer).

# %% jupyter={"source_hidden": true}
architecture_explorer(
    network="3-4-3-2",
    batch=32,
    predict=Prediction(
        question="The batch doubles, from 32 samples to 64. Which arrays of the 3-4-3-2 network grow?",
        options=("W and b", "z and a", "All of them"),
        answer="z and a",
        observe="Move 'examples in the batch N' and watch the table and the line below it.",
        because="The parameters belong to the network, what travels belongs to the batch. A larger batch "
        "needs more memory, and not one new parameter.",
    ),
)

# %% [markdown]
# **Predict** the shape of `z` in layer 2 for a batch of 5, write it in, and run. (`print(net)` shows a table,
# too.)

# %% jupyter={"outputs_hidden": true}
my_guess = ...  # such as (1, 2)

net = nn.Network.mlp([3, 4, 3, 2], nn.relu, rng=np.random.default_rng(0))
net.forward(np.ones((5, 3)))
for l in (1, 2, 3):
    layer = net[l]
    print(f"layer {l}: W {layer.W.shape}  b {layer.b.shape}  z {layer.z.shape}  a {layer.a.shape}")
if my_guess is not ...:
    print("You said", my_guess, "and that is right." if my_guess == net[2].z.shape else "for z: compare.")

# %% [markdown]
# ## Counting
#
# Add up the sizes of each $W$ and $b$:
#
# $$\text{parameters} = \sum_l n_l\, (n_{l-1} + 1)$$
#
# Each unit has one weight for each unit before it, and one bias. **Do:** count a 3-5-2 network by hand, write
# it in, and run. (The function that does it is problem 3.)

# %% tags=["pin"]
by_hand = ...  # your count for 3-5-2

for sizes in ([3, 4, 3, 2], [10, 50, 3], [784, 256, 128, 10]):
    net = nn.Network.mlp(sizes, nn.relu, rng=np.random.default_rng(0))
    weights = sum(layer.W.size for layer in net.layers)
    print("-".join(map(str, sizes)), f"has {net.n_params:,} parameters, of which {weights:,} weights")

slips = {25: "those are the weights", 30: "and the outputs' biases?", 27: "and the hidden biases?"}
slips |= {35: "inputs have no biases", 10: "those are the circles"}
if by_hand is not ...:
    net = nn.Network.mlp([3, 5, 2], nn.relu, rng=np.random.default_rng(0))
    print("3-5-2:", "right" if by_hand == net.n_params else slips.get(by_hand, "count again, layer by layer"))

# %% jupyter={"source_hidden": true}
architecture_explorer(
    network="784-256-128-10",
    predict=Prediction(
        question="784-256-128-10 reads handwritten digits. Which layer has most of its 235,146 parameters?",
        options=("The first", "The second", "The last, where it decides"),
        answer="The first",
        observe="Read the percentage in the sentence. Then set 'network' to own, and try the tasks.",
        because="The first layer meets the widest input: 784 weights for each of its 256 units. The decision "
        "itself, 128 numbers into ten scores, is cheap.",
    ),
)

# %% [markdown]
# The same holds for the work, since each weight is one multiply-add. So it is the first wide layers that
# decide what a network costs. (Many parameters are also many ways to fit chance: chapter 12.)

# %% [markdown]
# ## What the forward pass remembers
#
# To learn, the network will walk back through its layers ([chapter 08](08_backprop.ipynb)). At layer $l$ it
# will need two things: $z_l$ for the slope of the bend, and the input $a_{l-1}$ for the weights, $dW =
# \delta^\top a_{l-1}$. So `net.forward(x)` keeps every `z` and `a` in its layers, while `net(x)` keeps
# nothing.
#
# Here is a pass with a cache, by hand. (For any number of layers, it is problem 5.)

# %% tags=["pin"]
X = np.array([[2.0, 1.0], [1.0, -2.0]])
z1 = X @ W1.T + b1
a1 = np.maximum(z1, 0)
z2 = a1 @ W2.T + b2
kept = {"a0": X, "z1": z1, "a1": a1, "z2": z2}

net = nn.Network.mlp([2, 2, 1], nn.relu, rng=np.random.default_rng(0))
net[1].W, net[1].b, net[2].W, net[2].b = W1, b1, W2, b2
net.forward(X)
theirs = {"a0": net[0].a, "z1": net[1].z, "a1": net[1].a, "z2": net[2].z}
for name in kept:
    print(name, kept[name].tolist(), "same" if np.allclose(kept[name], theirs[name]) else "DIFFERENT")

# %% [markdown]
# > **For programmers.** This is memoisation. The way back asks for $a_{L-1}$, then for $a_{L-2}$, and so on.
# > Without a memory each would be computed again from $x$.
#
# **Predict:** 50 layers. How many layer evaluations does the way back cost without a memory, and how many
# with?


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def evaluations(L, remember):
    count = 0

    def a(l):  # the activation of layer l, from scratch
        nonlocal count
        count += l > 0
        return 0.5 if l == 0 else np.tanh(a(l - 1))

    a = cache(a) if remember else a
    for l in range(L, -1, -1):  # the last one first, as the backward pass does
        a(l)
    return count


for L in (3, 10, 50):
    print(f"{L:2} layers: {evaluations(L, False):4} without memory, {evaluations(L, True):2} with")

# %% [markdown]
# Depth times half the depth, against depth. The price is memory: all those `z` and `a` must stay until the
# way back is done, and they grow with the batch.
#
# ### A trap
#
# The library writes the kept arrays into the same place each time, which saves making new ones. **Predict**
# what is printed: `first` was the output for the first sample, $-4.5$.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
first = net.forward(X[:1])
print("after the first pass:       ", first, " kept z1", net[1].z)
net.forward(X[1:])
print("after a pass with another x:", first, " kept z1", net[1].z)

first = net(X[:1])
print("net(x), a new array:        ", first, " kept z1", net[1].z)

# %% [markdown]
# `forward` is for training: what it returns and keeps is valid until the next `forward`. To look at a
# validation set in the middle of a step, call `net(x)`, which touches nothing. (If you must keep what
# `forward` gave, `.copy()` it.)
#
# ## Reading a shape error
#
# An error message is the cheapest teacher. **Do:** read these three, and say for each what was done wrong,
# before you go on.

# %% tags=["pin"]
for wrong in (np.array([2.0, 1.0]), np.ones((2, 5)), np.ones((5, 3))):
    try:
        net(wrong)
    except nn.ShapeError as error:
        print(error)

# %% [markdown]
# Expected, got, and the likely cure: one sample without its row; samples as columns; and three numbers for a
# network that reads two, which no reshaping will mend.
#
# Now mend one. The network below should take 3 numbers to 2, by way of 4 units.

# %%
layers = [nn.Dense(3, 4, nn.relu), nn.Dense(3, 2)]  # mend this line
try:
    print(nn.Network(layers, rng=np.random.default_rng(0)))
except nn.ShapeError as error:
    print(error)

# %% [markdown]
# ## Quiz
#
# Each answer says why it is right or wrong. What you miss comes back in a later chapter.

# %%
quiz("04_layers")

# %% [markdown]
# ## In three lines
#
# 1. A layer is $Z = X W^\top + b$, then a bend; row $j$ of $W$ is unit $j$, row $n$ of $X$ is sample $n$.
# 2. $W$ is (n_out, n_in), what travels is (N, n_out); a layer has n_out (n_in + 1) parameters.
# 3. `forward` keeps every $z$ and $a$ for the way back; `net(x)` keeps nothing.
#
# ## Common mistakes
#
# - `X @ W` with a square $W$: it runs, and is wrong. Test with sizes that all differ.
# - `b` as a column: fits by accident when N equals n_out.
# - One sample without its row: `x[np.newaxis]`.
# - Counting inputs as units with biases, or forgetting the output's.
# - A second `forward` between a pass and its way back: the cache is then that of the second.

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 04](../exercises/04_layers.ipynb), six problems, 40 to 60 minutes: a pass by hand,
# every shape, counting, a layer for a batch, the forward pass with its cache, and lines to put in order.
#
# **Then:** [chapter 05](05_depth.ipynb), why all this collapses without a bend; [chapter
# 06](06_softmax.ipynb), what to make of the scores at the end; [chapter 08](08_backprop.ipynb), the way back.

# %% [markdown]
# ## History and sources
#
# - Layers of units: Rosenblatt, *Psychological Review* 65, 1958. Many layers, trained one after the other:
#   Ivakhnenko and Lapa, 1965. All at once, by the way back: Rumelhart, Hinton and Williams, *Nature* 323,
#   1986, pages 533–536.
# - Memoisation has its name from Michie, "Memo" functions and machine learning, *Nature* 218, 1968.
# - Why one large product is fast: Dongarra, Du Croz, Hammarling and Duff, A set of level 3 basic linear
#   algebra subprograms, *ACM Transactions on Mathematical Software* 16, 1990.
# - Affine maps and the singular value decomposition: Strang, *Introduction to Linear Algebra*.
