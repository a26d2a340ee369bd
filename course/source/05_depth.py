# %% [markdown]
# # 05 · Why depth needs bends
#
# Stack a hundred layers, with a million weights. Leave out the activation functions. How much more can this
# tower do than a single layer?
#
# **You will learn to**
#
# - collapse layers without activation functions into one, by hand and in code;
# - find every kink of a ReLU network on a line, and the slopes between;
# - count the pieces that depth and width can make, and say why the count is not the whole story.
#
# **You need** products of matrices, ReLU ([chapter 03](03_activations.ipynb)), layers and shapes ([chapter
# 04](04_layers.ipynb)).
#
# **Time** 45 minutes, 10 for the quizzes; a pause and what may be skipped are marked.
#
# Run the next two cells: questions from earlier chapters, then a figure, covered until you predict.

# %% tags=["setup"]
import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, collapse_explorer, quiz, regions_explorer, review

review("05_depth")

# %% jupyter={"source_hidden": true}
collapse_explorer(
    predict=Prediction(
        question="A sheet of paper goes through two layers without activation functions: each turns, "
        "stretches, shears and shifts it. When could one layer alone do what the two do together?",
        options=("Never: two can do more", "Only when both turn the same way", "Always"),
        answer="Always",
        observe="Move any slider of layer 1, then of layer 2. The dashed grid on the right is one single "
        "affine map: watch the largest distance.",
        because="Straight lines stay straight and parallel ones parallel, in each layer and so in both. A "
        "map that keeps them is one affine map.",
    )
)

# %% [markdown]
# ## Two layers, one map
#
# The largest distance never left 0. Chapter 01 gave the reason in one line. Here it is with numbers, those of
# chapter 04 without the ReLU:
#
# $$W_1 = \begin{pmatrix} 1 & -2 \\ 0 & 3 \end{pmatrix}, \quad b_1 = \begin{pmatrix} -1 \\ 2 \end{pmatrix},
# \quad W_2 = \begin{pmatrix} 2 & -1 \end{pmatrix}, \quad b_2 = 0.5$$
#
# **In two steps,** $x = (2, 1)$:
# $z_1 = (1 \cdot 2 - 2 \cdot 1 - 1,\; 3 \cdot 1 + 2) = (-1, 5)$, then
# $z_2 = 2 \cdot (-1) - 5 + 0.5 = -6.5$.
#
# **In one:** multiply the matrices first, $W_2 W_1 = (2 \cdot 1 - 1 \cdot 0,\; 2 \cdot (-2) - 1 \cdot 3) =
# (2, -7)$. The first bias still passes through the second layer: $2 \cdot (-1) - 2 + 0.5 = -3.5$. So
# $z_2 = 2 \cdot 2 - 7 \cdot 1 - 3.5 = -6.5$.
#
# In symbols, for any sizes:
#
# $$W_2 (W_1 x + b_1) + b_2 = \underbrace{W_2 W_1}_{W}\, x + \underbrace{W_2 b_1 + b_2}_{b}$$

# %% tags=["pin"]
W1, b1 = np.array([[1, -2], [0, 3]]), np.array([-1, 2])
W2, b2 = np.array([[2, -1]]), np.array([0.5])
W, b = W2 @ W1, W2 @ b1 + b2
print("one layer: W", W, " b", b)

X = np.array([[2, 1], [0, 0], [-3, 4]])  # three samples, one a row
print("two layers", ((X @ W1.T + b1) @ W2.T + b2).ravel())
print("one layer ", (X @ W.T + b).ravel())
print("with ReLU ", (np.maximum(X @ W1.T + b1, 0) @ W2.T + b2).ravel(), " differs: it bends")

# %% [markdown]
# Mind the order: the layer that acts *last* stands on the *left*, $W_2 W_1$. (In code a sample is a row, and
# `X @ W.T` turns everything round.)
#
# ### Your turn, half done
#
# $$W_1 = \begin{pmatrix} 2 & 0 \\ 1 & 1 \end{pmatrix}, \quad b_1 = \begin{pmatrix} 1 \\ -1 \end{pmatrix},
# \quad W_2 = \begin{pmatrix} 1 & 1 \\ 0 & 2 \end{pmatrix}, \quad b_2 = \begin{pmatrix} 0 \\ 3 \end{pmatrix}$$
#
# The first row of $W$ is given, $(1 \cdot 2 + 1 \cdot 1,\; 1 \cdot 0 + 1 \cdot 1) = (3, 1)$. With pencil and
# paper, find the second row and $b$. Write them in place of the dots, as `[1, 2]`.

# %%
second_row = ...  # your numbers
b = ...  # your numbers

W1, b1 = np.array([[2, 0], [1, 1]]), np.array([1, -1])
W2, b2 = np.array([[1, 1], [0, 2]]), np.array([0, 3])
if second_row is ... or b is ...:
    print("Fill in both, then run the cell again.")
elif np.shape(second_row) != (2,) or np.shape(b) != (2,):
    print("Two numbers each, such as [1, 2].")
elif np.array_equal(second_row, (W1 @ W2)[1]):
    print("That is the second row of W1 W2. The layer that acts last stands on the left.")
elif np.array_equal(b, b1 + b2):
    print("Look at b: b1 has to pass through the second layer before b2 is added.")
else:
    same = np.allclose([[3, 1], second_row], W2 @ W1) and np.allclose(b, W2 @ b1 + b2)
    print("That is right." if same else "Not yet: W = W2 W1, row by row, and b = W2 b1 + b2.")

# %% [markdown]
# Problem 1 of [exercise set 05](../exercises/05_depth.ipynb) asks for this as a function.
#
# ### A tower
#
# What holds for two layers holds for the third on top of them, and so on up. The next cell builds a network
# of ten hidden layers of 32 units, with `identity` for an activation function.
#
# **Predict:** how many parameters does it have, to the nearest thousand? And how many numbers does it take to
# say what it does to the plane? Then run.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
tower = nn.Network.mlp([2, *[32] * 10, 2], nn.identity, rng=np.random.default_rng(0))

W, b = np.eye(2), np.zeros(2)  # the map that does nothing
for layer in tower.layers:
    W, b = layer.W @ W, layer.W @ b + layer.b  # put one more layer on top
x = np.random.default_rng(1).normal(size=(1000, 2))
print(f"parameters bought  {tower.n_params}")
print(f"numbers that count {W.size + b.size}")
print("same outputs      ", np.allclose(tower(x), x @ W.T + b))

# %% [markdown]
# > **For programmers.** This is constant folding. Inference engines do it: a normalisation that follows a
# > convolution is affine once it is trained, so they multiply it into the weights. And adapters of large
# > models use it the other way round: they *write* a big matrix as a product of two thin ones, to have fewer
# > numbers to train. The product is thin too, in a sense you will see at once.
#
# ## The narrow middle
#
# Never richer, then. Can two linear layers be *poorer* than one?

# %% jupyter={"source_hidden": true}
collapse_explorer(
    edit="the middle",
    predict=Prediction(
        question="No activation, and the middle has one unit only: each point has to pass through a single "
        "number. What has become of the plane on the right?",
        options=("A smaller plane", "A straight line", "A single point"),
        answer="A straight line",
        observe="Choose 1 unit in the middle. Then take the controls of layer 2 and turn it: can you "
        "make a plane of the line again? Last, choose 3 units.",
        because="The output is the one number h times a fixed direction, plus b₂. What the middle has "
        "thrown away, no later layer can bring back; and a third unit has nothing to add.",
    ),
)

# %% [markdown]
# The **rank** of chapter 04 counts the directions that survive a matrix, and a product has at most the rank
# of its thinnest factor:
#
# $$\operatorname{rank}(W_2 W_1) \le \min(\operatorname{rank} W_1,\; \operatorname{rank} W_2)
# \le \text{units in the middle}$$
#
# **Predict** the three ranks, then run.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
rng = np.random.default_rng(0)
for middle in (2, 6, 50):
    W1, W2 = rng.normal(size=(middle, 6)), rng.normal(size=(6, middle))
    rank = np.linalg.matrix_rank(W2 @ W1)
    print(f"6-{middle}-6: {W1.size + W2.size:3} weights, W2 W1 has rank {rank}")

# %% [markdown]
# So without bends, a wide middle wastes and a narrow one loses. (Losing can be the aim: a narrow middle that
# keeps what matters is a summary. Chapter 14 uses it.)
#
# ## The spirals again
#
# In chapter 01 the best straight line erred on more than a quarter of two spirals, and a network without
# bends did no better. A classifier with one hidden layer and no bend is
#
# $$p = \operatorname{sigmoid}\big(w_2 \cdot (W_1 x + b_1) + b_2\big)$$
#
# The bracket is affine in $x$: this is **logistic regression** in disguise, and its boundary $p = \tfrac12$
# is a line. (Problem 2 asks you for its weights.) Now measure it beside a line, and put *one* bend back.
# (Chapter 11 opens up `nn.train`.)
#
# **Predict** the three shares of wrong points, then run.


# %% jupyter={"outputs_hidden": true}
def trained(layers, x, y, seed=0, epochs=200):
    rng = np.random.default_rng(seed)
    net = nn.Network(layers, rng=rng)
    loss, adam = nn.SigmoidCrossEntropy(), nn.Adam(0.01)
    nn.train(net, loss, adam, x, y, epochs=epochs, rng=rng, progress=False)
    return net


x, y = nn.datasets.spirals(200, turns=1.5, noise=0.1, rng=np.random.default_rng(0))
line = trained([nn.Dense(2, 1)], x, y)
deep = trained([nn.Dense(2, 32), nn.Dense(32, 32), nn.Dense(32, 1)], x, y)
bent = trained([nn.Dense(2, 32), nn.Dense(32, 32, nn.relu), nn.Dense(32, 1)], x, y)
for name, net in (("a line", line), ("three linear layers", deep), ("the same, one ReLU", bent)):
    wrong = 1 - nn.accuracy(net(x), y)
    print(f"{name:20} {net.n_params:5} parameters  {wrong:6.1%} wrong")

# %% [markdown]
# Over a thousand parameters, and no better than three. One bend, not one parameter more, and the spirals come
# apart.
#
# **Do:** the next cell collapses the deep linear network into its one line, and compares the direction of $w$
# with that of logistic regression. Then give it more layers or more units in the cell above: what changes?

# %%
W, b = np.eye(2), np.zeros(2)
for layer in deep.layers:
    W, b = layer.W @ W, layer.W @ b + layer.b
for name, w in (("line", line[1].W[0]), ("deep, collapsed", W[0])):
    print(f"{name:16} direction of w: {np.degrees(np.arctan2(w[1], w[0])):4.0f} degrees")

# %% [markdown]
# Nearly the same line, reached by another road. (The road does differ: descent on a product of matrices takes
# other steps than descent on $W$ itself, with plateaus and sudden drops. Deep linear networks are studied for
# that. What they can *represent* is a line.)
#
# ## One bend
#
# Now ReLU stands between the two layers. Is that enough?

# %% jupyter={"source_hidden": true}
collapse_explorer(
    activation="relu",
    predict=Prediction(
        question="ReLU in the middle: the best single affine map now misses by 0.6 somewhere. You push the "
        "whole sheet to the right and up in layer 1 (both shifts to 2). How far does it miss then?",
        options=("Further than before", "As far as before", "Not at all: they agree"),
        answer="Not at all: they agree",
        observe="Set 'layer 1: shift right' and 'shift up' to 2 and read the largest distance. The dashed "
        "lines at the left show where a unit bends.",
        because="Now z > 0 for every point of the sheet, and there ReLU(z) = z. A ReLU bends where z "
        "changes sign, and no part of the data crosses that line.",
    ),
)

# %% [markdown]
# A bend counts only where the data meet it. A unit that is on for all of them is a linear unit. One that is
# off for all of them is dead.
#
# **Do:** go back to the figure, reset it, and bring about its last task: fold the sheet so that two points
# land on one spot. (Take 3 units in the middle, give the third the weights 1 and −1, and turn it.) No affine
# map of rank 2 can do *that*, and you will need it in a moment.
#
# ## Bends on a line
#
# One input, one hidden layer: $f(x) = w_2 \cdot \operatorname{ReLU}(w_1 x + b_1) + b_2$. Each unit is
# straight but for one kink, where its $z = 0$, at $x = -b_1 / w_1$ (chapter 02). A sum of such functions is
# straight between its kinks: **piecewise linear**.

# %% [markdown]
# ### By hand, once
#
# | unit | $w_1$ | $b_1$ | $w_2$ | kink at $-b_1/w_1$ | is on | slope when on, $w_2 w_1$ |
# |---|---|---|---|---|---|---|
# | A | 1 | −3 | −3 | 3 | to the right | −3 |
# | B | 2 | 4 | 1 | −2 | to the right | 2 |
# | C | −1 | 1 | 2 | 1 | to the **left** | −2 |
#
# A unit with $w_1 < 0$ looks left. Walk from the far left, adding the slopes of the units that are on:
#
# - left of −2: C alone, slope −2;
# - at −2 unit B comes on: −2 + 2 = 0;
# - at 1 unit C goes off: 0 − (−2) = 2;
# - at 3 unit A comes on: 2 − 3 = −1.
#
# The next cell checks this twice: with differences, and with the library's own count.


# %% tags=["pin"]
w1, b1 = np.array([1, 2, -1]), np.array([-3, 4, 1])
w2, b2 = np.array([-3, 1, 2]), 0.5


def f(x):
    return np.maximum(np.outer(x, w1) + b1, 0) @ w2 + b2


h = 1e-4
inside = np.array([-4.0, 0.0, 2.0, 5.0])  # one point inside each piece
print("slopes, by differences", ((f(inside + h) - f(inside - h)) / (2 * h)).round(6) + 0.0)
net = nn.Network.mlp([1, 3, 1], nn.relu, rng=np.random.default_rng(0))
net.theta = [*w1, *b1, *w2, b2]
pieces = nn.linear_regions.on_line(net, -5, 6)
print("nnkit: kinks", pieces.kinks, " slopes", pieces.slopes[:, 0] + 0.0)

# %% [markdown]
# ### Your turn, half done
#
# Two units: $w_1 = (-2, 1)$, $b_1 = (2, 1)$, $w_2 = (1, -1)$, $b_2 = 0$. The kinks are given: the first unit
# bends at 1 and looks left, the second bends at −1 and looks right. Which three slopes does $f$ have, from
# left to right?

# %%
slopes = ...  # your three numbers, from left to right: [a, b, c]

net = nn.Network.mlp([1, 2, 1], nn.relu, rng=np.random.default_rng(0))
net.theta = [-2, 1, 2, 1, 1, -1, 0]  # w1, b1, w2, b2
right = nn.linear_regions.on_line(net, -3, 3).slopes[:, 0]
if slopes is ...:
    print("Fill in the slopes, then run the cell again.")
elif np.shape(slopes) != (3,):
    print("Two kinks part the line into three pieces: give three numbers.")
else:
    for where, yours, found in zip(("left", "middle", "right"), slopes, right, strict=True):
        units = {"left": "only unit 1 is", "middle": "both units are", "right": "only unit 2 is"}[where]
        print(f"{where:7}", "is right" if yours == found else f"not yet: {units} on; add w2 times w1")

# %% [markdown]
# Problem 3 of the exercise set asks for the general case: any number of units, in any order.
#
# ## From more bends to many more
#
# $M$ units bend the line at most $M$ times, so they make at most $M + 1$ pieces. Every unit adds *one*.
# Composing does better. Fold the interval $[0, 1]$ at its middle:
#
# $$v(x) = \operatorname{ReLU}(2x - 1) + \operatorname{ReLU}(1 - 2x) = |2x - 1|$$
#
# Two units, two pieces; both halves of the interval land on all of it. The figure composes the same fold
# upside down, the *tent* $t(x) = 1 - v(x)$.

# %% jupyter={"source_hidden": true}
regions_explorer(
    folds=1,
    predict=Prediction(
        question="One layer with a tent makes 2 pieces. You put five such layers of two units one after "
        "another, t(t(t(t(t(x))))). How many pieces?",
        answer=2**5,
        within=0.5,
        observe="Raise the depth from 1 to 5, one step at a time. Below, a rival with a single hidden layer "
        "runs after it.",
        because="The tent covers [0, 1] twice. Whatever the later layers do on [0, 1], they do it "
        "twice, so each new layer doubles the pieces.",
    ),
)

# %% [markdown]
# Fold a strip of paper, and again, and punch one hole: unfolded, it has many. Whatever a function $f$ does on
# $[0, 1]$, $f(v(x))$ does once while $v$ runs down from 1 to 0, and once more while it runs up again. Twice
# the pieces, and twice as steep.
#
# **Predict** the last line of the next cell, then run it.


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def fold(x):
    return np.maximum(2 * x - 1, 0) + np.maximum(1 - 2 * x, 0)


x = np.linspace(0, 1, 1025)  # every kink below lies on this grid
y = x
for depth in range(1, 7):
    y = fold(y)
    slopes = np.diff(y) / np.diff(x)
    pieces = 1 + np.count_nonzero(np.abs(np.diff(slopes)) > 1e-6)
    print(f"depth {depth}, {2 * depth:2} units: {pieces:2} pieces, steepest slope {slopes.max():.0f}")

# %% [markdown]
# Now as networks, counted exactly by `nn.linear_regions.on_line`. The wide rival has as many units, in one
# layer; its kinks are put where it can use them all.


# %% tags=["pin"]
def wide(units):  # one hidden layer that bends at 1/(units + 1), 2/(units + 1), ...
    net = nn.Network.mlp([1, units, 1], nn.relu, rng=np.random.default_rng(0))
    net[1].W = np.ones((units, 1))
    net[1].b = -np.arange(1, units + 1) / (units + 1)
    net[2].W = [[(-1.0) ** k for k in range(units)]]
    return net


count = nn.linear_regions.on_line
print("units   pieces: deep  wide   parameters: deep  wide with as many pieces")
for depth in (1, 2, 5, 10):
    deep, flat = nn.linear_regions.sawtooth(depth), wide(2 * depth)
    pieces = count(deep, 0, 1).count, count(flat, 0, 1).count
    as_many = 3 * (pieces[0] - 1) + 1  # so many parameters for pieces − 1 units in one layer
    print(f"{2 * depth:5} {pieces[0]:14} {pieces[1]:5} {deep.n_params:18} {as_many:5}")

# %% [markdown]
# How far can this go? On one piece everything before is straight, so a layer of $n$ units can bend it at most
# $n$ times, and cut it into at most $n + 1$. After $L$ layers:
#
# $$\text{pieces} \le (n + 1)^L \qquad \text{against } nL + 1 \text{ for one layer of } nL \text{ units}$$
#
# Depth stands in the exponent. That is what is meant when people say that depth is exponentially more
# *expressive* than width. Remember the "at most": it will matter.
#
# (Problem 4 has you build the tent and the sawtooth; problem 5 asks for weights.)
#
# A good place to stop for today, or for a cup of tea. The second half leaves the line, and then asks what
# real networks do.

# %% [markdown]
# ## In the plane
#
# With two inputs a unit bends along the *line* $w \cdot x + b = 0$. One hidden layer cuts the plane by
# straight lines into **linear regions**, on each of which it is affine.

# %% jupyter={"source_hidden": true}
regions_explorer(
    show="random network in the plane",
    depth=1,
    width=4,
    bias=0.2,
    predict=Prediction(
        question="Four straight lines in the plane: into how many regions can they cut it at most?",
        answer=1 + sum(range(1, 5)),
        within=0.5,
        observe="Try a few seeds: which is the largest count? Then set the scale of the biases to 0. Last, "
        "take 2 or 3 layers and see how the new borders run.",
        because="The first line makes 2 regions. Each further one crosses all the earlier lines, and adds a "
        "region for each stretch between crossings: 1 + 1 + 2 + 3 + 4.",
    ),
)

# %% [markdown]
# The $n$-th line is cut by the $n - 1$ earlier ones into at most $n$ stretches, and each stretch halves a
# region. So $n$ lines make at most
#
# $$1 + 1 + 2 + \dots + n = 1 + n + \binom{n}{2}$$
#
# regions: a polynomial in the width, as on the line. (In $d$ dimensions the sum runs on to $\binom{n}{d}$.)
# Without biases all lines pass through the origin, and only $2n$ regions are left.
#
# The borders of a second layer are bent where they cross those of the first: they are straight only in terms
# of what the first layer hands on. There lies the multiplication.
#
# **Do:** fill in the formula, and let the library count lines that touch a circle.

# %%
for n in (3, 5, 7):
    net = nn.Network.mlp([2, n, 1], nn.relu, rng=np.random.default_rng(0))
    turn = 2 * np.pi * np.arange(n) / n
    net[1].W, net[1].b = np.stack([np.cos(turn), np.sin(turn)], axis=1), -np.ones(n)
    most = ...  # your line, from n: at most so many regions

    found = nn.linear_regions.in_plane(net, -8, 8, resolution=400)
    verdict = "" if most is ... else "as you say" if most == found else f"you say {most}: look again"
    print(f"{n} lines: {found:2} regions met on the grid  {verdict}")

# %% [markdown]
# ## What networks really have
#
# A bound says what *some* weights can do. Networks begin with random weights, and go where descent takes
# them.

# %% jupyter={"source_hidden": true}
regions_explorer(
    show="random network on a line",
    depth=4,
    width=8,
    predict=Prediction(
        question="Four layers of 8 units: at most 9 · 9 · 9 · 9 = 6561 pieces. The weights are drawn at "
        "random. How many pieces will you typically count?",
        options=("A few dozen, hardly more than there are units", "Several hundred", "Several thousand"),
        answer="A few dozen, hardly more than there are units",
        observe="Step through ten seeds and read the number of pieces. The rows below show which layer made "
        "each kink.",
        because="To multiply, a layer must cross zero on every piece of the one before. Random weights "
        "do that on few pieces: a kink for each unit, more or less, and that is all.",
    ),
)

# %% [markdown]
# A random network of $N$ hidden units has about $N$ kinks: on average their number grows with the units, not
# exponentially with the depth (Hanin and Rolnick 2019). **Do:** choose *pieces against size* in the figure,
# let it count many networks, and see along which size the averages line up.
#
# ### Does training drive the number up? (may be skipped)
#
# Prepare an experiment: a network learns a target on $[0, 1]$, is counted before and after, and the distance
# that is left is measured (root mean square).


# %%
def learn(sizes, target, seed):
    rng = np.random.default_rng(seed)
    net = nn.Network.mlp(sizes, nn.relu, rng=rng)
    net[1].b = -net[1].W[:, 0] * rng.uniform(0, 1, size=sizes[1])  # kinks all over [0, 1], not all at 0
    before = count(net, 0, 1).count
    x = np.linspace(0, 1, 201)[:, np.newaxis]
    loss, adam = nn.SquaredError(), nn.Adam(0.01)
    nn.train(net, loss, adam, x, target(x), epochs=400, batch_size=67, rng=rng, progress=False)
    return before, count(net, 0, 1).count, np.sqrt(np.mean((net(x) - target(x)) ** 2))


# %% [markdown]
# Two targets: one period of a sine, and the zigzag of 16 pieces that `nn.linear_regions.sawtooth(4)` draws
# with 8 units. Three shapes: wide, deep, and the very shape of that sawtooth.
#
# **Predict:** which shape learns the zigzag best? Then run (some seconds).

# %% jupyter={"outputs_hidden": true}
for name, target in (("sine", lambda x: np.sin(2 * np.pi * x)), ("zigzag", nn.linear_regions.sawtooth(4))):
    print(f"{name:14} parameters    pieces: before -> after        distance left (three seeds)")
    for sizes in ([1, 80, 1], [1, 8, 8, 8, 8, 1], [1, 2, 2, 2, 2, 1]):
        n_params = nn.Network.mlp(sizes, nn.relu, rng=np.random.default_rng(0)).n_params
        runs = [learn(sizes, target, seed) for seed in range(3)]
        pieces = ", ".join(f"{before} -> {after}" for before, after, _ in runs)
        left = "  ".join(f"{distance:.3f}" for *_, distance in runs)
        print(f"{'-'.join(map(str, sizes)):14} {n_params:6}        {pieces:30} {left}")

# %% [markdown]
# Read it slowly.
#
# - The sine is easy for both large networks.
# - The zigzag defeats all of them. A constant at ½ would be 0.29 away.
# - The shape that *can* draw the zigzag exactly, with 25 parameters, does worst of all: with two units a
#   layer, some layer often dies before it has learned anything.
# - Training hardly adds pieces. The deep network's bound is $9^4 = 6561$; it never comes near.
#
# **What a network can represent and what descent finds are two questions.** Counting regions answers the
# first.
#
# **Do:** change `sawtooth(4)` to `sawtooth(3)`, or give the networks more epochs. Who profits?

# %% [markdown]
# ## Is depth worth anything, then?
#
# Ask the spirals, wound tighter than in chapter 01: two and a half turns. Two networks of equal size, one
# with a wide hidden layer, one with two narrow ones; three seeds each; judged on fresh points.
#
# **Predict** which one errs less, and which one has more regions. Then run.

# %% jupyter={"outputs_hidden": true}
x, y = nn.datasets.spirals(200, turns=2.5, noise=0.1, rng=np.random.default_rng(0))
fresh = nn.datasets.spirals(500, turns=2.5, noise=0.1, rng=np.random.default_rng(1))

for n in ((38,), (10, 10)):
    for seed in range(3):
        hidden = [nn.Dense(n_in, n_out, nn.relu) for n_in, n_out in zip((2, *n), n, strict=False)]
        net = trained([*hidden, nn.Dense(n[-1], 1)], x, y, seed)
        regions = nn.linear_regions.in_plane(net, -3, 3, resolution=300)
        wrong = 1 - nn.accuracy(net(fresh[0]), fresh[1])
        print(f"hidden {n!s:9} {net.n_params} parameters  {wrong:4.0%} wrong  {regions:3} regions met")

# %% [markdown]
# Depth wins clearly here, at the same price and with *fewer* regions. So the number of pieces is not what
# decides. What may: the second layer works in coordinates that the first has already bent towards the
# problem, so that one border of it winds through many regions. Not more cuts, but better placed ones, and
# found sooner.
#
# Sooner, for the wide network *can* do better than this. **Do:** give both five times the epochs
# (`trained(..., seed, epochs=1000)`), then go back to 1.5 turns. Which gap remains?
#
# None of this is a law. It holds for these spirals and this descent; on the sine above, width did at least
# as well. So: measure.

# %% [markdown]
# ## Spot the error
#
# > *Every kink needs a unit that makes it. A network with 20 hidden units, in however many layers, therefore
# > bends a line at most 20 times.*
#
# The first sentence is true. Find a network that refutes the second: any `nn.Network` with one input and one
# output, or one of this chapter's.

# %%
net = ...  # a network with more kinks than hidden units

if net is ...:
    print("Write down a network, then run the cell again.")
else:
    units = sum(layer.n_out for layer in net.layers[:-1])
    kinks = len(count(net, 0, 1).kinks)
    print(f"{units} hidden units, {kinks} kinks on [0, 1]:", end=" ")
    print("refuted." if kinks > units else "that is in keeping with the claim.")

# %% [markdown]
# Where does the argument slip? It is right for one hidden layer: there a unit's $z$ is one straight line,
# with one zero. A unit further up reads a function that already bends, and that may cross zero on every one
# of its pieces. *One* unit, many kinks.
#
# The opposite error is as common: to quote $(n + 1)^L$ as what deep networks *have*. You have counted what
# they have.

# %% [markdown]
# ## Quiz
#
# Each answer says why it is right or wrong. What you miss comes back in a later chapter.

# %%
quiz("05_depth")

# %% [markdown]
# ## In three lines
#
# 1. Layers without bends collapse: $W = W_2 W_1$, $b = W_2 b_1 + b_2$, of at most the narrowest one's rank.
# 2. A ReLU network is piecewise linear. One layer adds pieces, unit by unit; composing can multiply them.
# 3. Can is not will: random and trained networks have about as many pieces as units, and what depth is worth
#    has to be measured.
#
# ## Common mistakes
#
# - $W_1 W_2$ instead of $W_2 W_1$; adding $b_1$ to $b_2$ without sending it through $W_2$.
# - Taking more parameters for more power, where nothing bends.
# - An activation only at the very end: a sigmoid there moves no boundary.
# - Forgetting the units that look left ($w < 0$): they are on at the far left.
# - Quoting the largest number of regions as the usual one, or more regions as a better fit.

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 05](../exercises/05_depth.ipynb), six problems, 45 to 60 minutes: collapse two
# layers, show that a classifier is logistic regression, find kinks and slopes in general, fold, and choose
# weights for eight pieces from six units.
#
# **Then:** [chapter 07](07_approximation.ipynb) (universal approximation) asks how close one hidden layer can
# come to *any* curve. [Chapter 10](10_signals.ipynb) asks what else happens to signals on their way through
# many layers, and [chapter 14](14_deeper.ipynb) how networks became a hundred layers deep after all. [Back to
# the map](00_start_here.ipynb).

# %% [markdown]
# ## History and sources
#
# **Regions of lines and planes:** T. Zaslavsky, *Facing up to Arrangements*, Mem. Amer. Math. Soc. 154
# (1975). **Counting in networks:** G. Montúfar, R. Pascanu, K. Cho and Y. Bengio, *On the Number of Linear
# Regions of Deep Neural Networks*, NIPS 2014. **The sawtooth:** M. Telgarsky, *Benefits of Depth in Neural
# Networks*, COLT 2016. **What networks really have:** B. Hanin and D. Rolnick, *Complexity of Linear Regions
# in Deep Networks*, ICML 2019.

# %% [markdown]
# **How deep linear networks learn:** P. Baldi and K. Hornik, *Neural Networks* 2 (1989), 53–58; A. M. Saxe,
# J. L. McClelland and S. Ganguli, *Exact Solutions to the Nonlinear Dynamics of Learning in Deep Linear
# Neural Networks*, ICLR 2014. **Two thin matrices for one:** E. J. Hu and others, *LoRA: Low-Rank Adaptation
# of Large Language Models*, ICLR 2022. **Two spirals:** K. J. Lang and M. J. Witbrock, in *Proceedings of the
# 1988 Connectionist Models Summer School*.
