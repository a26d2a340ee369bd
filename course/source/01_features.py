# %% [markdown]
# # 01 · From straight lines to learned features
#
# Two spirals are wound into each other, and all you have is a ruler. How well can one straight line tell
# them apart? And if it cannot, what has to bend: the line, or the plane?
#
# **You will learn to**
#
# - say what a straight line can do, and prove what it cannot;
# - bend the coordinates, with features you choose or draw by lot;
# - see a hidden layer as features that are *learned*, and use them again.
#
# **You need** [chapter 00](00_start_here.ipynb), dot products, and matrices as tables of numbers.
#
# **Time** 45 minutes, 10 for the quizzes; a pause and what may be skipped are marked.
#
# Run the next two cells: review questions, then a figure, covered until you predict.

# %% tags=["setup"]
from math import comb

import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, quiz, review, spirals_explorer

review("01_features")

# %% jupyter={"source_hidden": true}
spirals_explorer(
    predict=Prediction(
        question="Two spirals, 200 points each. You may place one straight line. What share of the points "
        "does even a very good line leave on the wrong side?",
        options=("about 1 in 20", "about 1 in 8", "more than 1 in 4"),
        answer="more than 1 in 4",
        observe="Drag the line and turn it: the first task under the figure asks for fewer than 40 %. Then "
        "show the best line.",
        because="Both arms wind through every half of the plane, so on either side of any line there are "
        "plenty of both.",
    )
)

# %% [markdown]
# ## One straight line
#
# What you moved is the **linear classifier**
#
# $$z = w \cdot x + b = w_1 x_1 + w_2 x_2 + b, \qquad \text{class 1 where } z > 0.$$
#
# The line is where $z = 0$. The weights $w$ point to the side of class 1, and $b$ moves the line.
#
# Is the figure's "best line" really the best? It comes from a method that fits probabilities (chapter 02),
# not from counting errors. So let us count: 360 directions, and in each of them every place where the line
# can stand between two points. **Predict:** by how much will this beat the figure's line?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
X, y = nn.datasets.spirals(200, turns=1.5, noise=0.1, rng=np.random.default_rng(0))  # as in the figure

fewest = len(y)
for angle in np.radians(range(360)):
    along = X @ [np.cos(angle), np.sin(angle)]  # how far each point lies in this direction
    labels = y[np.argsort(along)]
    # call the first k class 0 and the rest class 1; each k is a line, and all are counted at once
    errors = np.sum(y == 0) + np.cumsum(np.where(labels == 1, 1, -1))
    fewest = min(fewest, errors.min())
print(f"the best of {360 * len(y)} lines errs on {fewest} of {len(y)} points: {fewest / len(y):.2%}")

# %% [markdown]
# Hardly better. No amount of searching, data or computing helps here: a line is too simple a thing.
#
# ## The linear wall
#
# You do not need spirals to run into it. Four points are enough, the corners of a square. Class 1 is where
# exactly one coordinate is 1: the **XOR** problem.
#
# | point | (0, 0) | (0, 1) | (1, 0) | (1, 1) |
# |---|---|---|---|---|
# | class | 0 | 1 | 1 | 0 |
#
# **Do:** change `w` and `b` until as many as possible are right.

# %%
w, b = [1.0, 0.0], -0.5  # change these three numbers

corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
xor = np.array([0, 1, 1, 0])
z = corners @ w + b
print("z      ", z)
print("says   ", (z > 0).astype(int))
print("should ", xor)
print(np.sum((z > 0) == xor), "of 4 right")

# %% [markdown]
# You will not reach four, and two lines of algebra say why. For *any* $w$ and $b$
#
# $$z(0,0) + z(1,1) = w_1 + w_2 + 2b = z(0,1) + z(1,0).$$
#
# All of XOR right would make the left side zero or less, and the right side more than zero. The same number
# cannot be both.
#
# ### How rare is such bad luck? (may be skipped)
#
# Thomas Cover counted in 1965: of the $2^N$ ways to label $N$ points of $d$ coordinates (in general position:
# no three on a line, and so on), a flat cut can produce
#
# $$C(N, d) = 2 \sum_{k=0}^{d} \binom{N - 1}{k}.$$
#
# **Predict:** 20 points are labelled by tossing a coin. In 2 coordinates, what is the chance that a line
# can part them? And in 19 coordinates?


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def share(N, d):  # of all labellings of N points, those that a flat cut in d coordinates can produce
    return 2 * sum(comb(N - 1, k) for k in range(d + 1)) / 2**N


print(f" 4 points,  2 coordinates: {share(4, 2) * 2**4:.0f} of {2**4} labellings")
for d in (2, 5, 9, 13, 19):
    print(f"20 points, {d:2} coordinates: {share(20, d):8.2%}")

# %% [markdown]
# Of the 16 labellings of a square only two are out of reach: XOR and its opposite. With more points, almost
# everything is. But look down the list: **with more coordinates the wall comes down.** Half of all
# labellings can be had when $N = 2(d + 1)$, and all of them at $d = N - 1$.
#
# There is a warning in it, too: these labels were tosses of a coin. Enough coordinates fit *anything*,
# nonsense included. That the classes come apart does not mean that something was learned. The judge is always
# a set of fresh points, as in the rest of this chapter (and chapter 12).

# %% [markdown]
# ## New coordinates for old points
#
# More coordinates can help, and they can be made from the old ones. Six points lie on a line; class 1 is in
# the middle, so one cut cannot separate it. Give every point a second coordinate, its own square: $x$ becomes
# $(x, x^2)$. This is a **feature map**, written $\varphi(x)$, and its values are **features**. On the
# features a linear classifier, the **head**, decides:
#
# $$z = w \cdot \varphi(x) + b$$
#
# Take $w = (0, -1)$ and $b = 1$, so that $z = 1 - x^2$. By hand for $x = -2$: the features are $(-2, 4)$,
# and $z = 0 \cdot (-2) - 1 \cdot 4 + 1 = -3$: class 0. Check one more, then run.

# %% tags=["pin"]
x = np.array([-2.0, -1.5, -0.5, 0.0, 0.8, 1.6])
label = np.array([0, 0, 1, 1, 1, 0])
phi = np.stack([x, x**2], axis=1)  # one row of features for each point
z = phi @ [0.0, -1.0] + 1.0
for point, row, value, cls in zip(x, phi, z, label, strict=True):
    print(f"x = {point:4.1f}  features {row.round(2)}  z = {value:5.2f}  says {int(value > 0)}, is {cls}")

# %% [markdown]
# A straight cut in the new coordinates is *two* cuts in the old one. The head is as straight as ever; the
# coordinates did the bending.
#
# ### Your turn, half done
#
# In the plane now. Class 1 lies above the parabola $x_2 = x_1^2 - 1$. The features are $x_1$, $x_2$ and
# $x_1^2$. One weight is given; bring everything in $x_2 > x_1^2 - 1$ to one side and read the others off.

# %%
points = np.random.default_rng(1).uniform(-2, 2, size=(500, 2))
above = points[:, 1] > points[:, 0] ** 2 - 1
phi = np.stack([points[:, 0], points[:, 1], points[:, 0] ** 2], axis=1)

w3 = ...  # the weight of x1²
b = ...  # the bias

if w3 is ... or b is ...:
    print("Fill in both numbers, then run the cell again.")
else:
    wrong = np.mean((phi @ [0.0, 1.0, w3] + b > 0) != above)
    print("All are right." if wrong == 0 else f"{wrong:.1%} wrong: what changes sides changes its sign.")

# %% [markdown]
# ([Exercise set 01](../exercises/01_features.ipynb) has the full version: circles and XOR by a straight
# line, problems 2 and 3.)
#
# Now the spirals. The figure can give its head all products $x_1^i x_2^j$ up to a degree you choose.

# %% jupyter={"source_hidden": true}
spirals_explorer(
    features="polynomial features",
    degree=1,
    predict=Prediction(
        question="With x₁ and x₂ alone the best line errs on 30 %. Now the head also gets x₁², x₁x₂ and x₂² "
        "(degree 2). What happens to its errors?",
        options=("They nearly vanish", "They fall to about a half", "Next to nothing"),
        answer="Next to nothing",
        observe="Go through the degrees one by one, from 1 to 7, and note at which steps the errors fall.",
        because="One spiral is the other turned by half a turn, x → −x. Even products such as x₁² or x₁x₂ do "
        "not change under that: they cannot tell the spirals apart.",
    ),
)

# %% [markdown]
# The errors fall at 3 and at 5, not at 2 or 4: every second degree is wasted. **More features are not yet
# better features.** They must see what tells the classes apart.
#
# And they are many. **Predict:** from 2 inputs there are 20 products up to degree 5. From the 64 pixels of
# a very small picture, how many?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
for inputs in (2, 10, 64):
    print(f"{inputs:2} inputs: {comb(inputs + 5, 5) - 1:10,} products up to degree 5")

# %% [markdown]
# Somebody who knew how the spirals were made could do far better, with *one* feature. Along an arm, the
# angle grows with the radius: 1.5 turns by the time the radius is 3. Subtract that growth, and one arm is
# left near the angle 0, the other near half a turn. The feature is the cosine of what is left. **Predict**
# the errors on fresh points, then run.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
X_new, y_new = nn.datasets.spirals(250, turns=1.5, noise=0.1, rng=np.random.default_rng(1000))


def unwound(X):
    radius, angle = np.hypot(X[:, 0], X[:, 1]), np.arctan2(X[:, 1], X[:, 0])
    return np.cos(angle - 2 * np.pi * 1.5 * radius / 3)


says = unwound(X_new) < 0  # a linear head on one feature: w = −1, b = 0
print(f"one feature that knows the secret: {np.mean(says != y_new):.1%} wrong on fresh points")

# %% [markdown]
# If you know the right feature, use it, and do without a network. This course is about the other case: nobody
# has written down a formula that tells cats from dogs.
#
# ## Features drawn by lot
#
# If we know nothing, we can try chance. A **unit** takes a weighted sum and bends it. Draw the weights of $M$
# units at random, once, and keep them:
#
# $$\varphi_k(x) = \tanh(w_k \cdot x + b_k), \qquad k = 1, \dots, M,$$
#
# where $\tanh$ rises softly from $-1$ to $1$. This is an **activation function**, or *bend* for short. Only
# the head is fitted: `fit` below does that with the library's training loop, the business of chapters 08 to
# 11. Each `W` has one row for each unit, so `X @ W.T + b` is `(N, M)`.
#
# **Predict:** how many random features will bring the errors on fresh points below 5 %?


# %% jupyter={"outputs_hidden": true}
def fit(net, X, y, eta):  # 1000 steps, on all points at once
    rng, loss = np.random.default_rng(0), nn.SigmoidCrossEntropy()
    nn.train(net, loss, nn.Adam(eta), X, y, epochs=1000, batch_size=len(X), rng=rng, progress=False)
    return net


def new_head(H, y):  # a linear classifier on the features H (N, M)
    head = nn.Network.mlp([H.shape[1], 1], nn.identity, rng=np.random.default_rng(0))
    return fit(head, H, y, eta=0.3)


rng = np.random.default_rng(0)
for M in (2, 4, 8, 16, 32, 64):
    W, b = rng.normal(size=(M, 2)), rng.uniform(-2, 2, size=M)
    head = new_head(np.tanh(X @ W.T + b), y)
    z = head(np.tanh(X_new @ W.T + b))
    print(f"M = {M:2}: {1 - nn.accuracy(z, y_new):6.1%} wrong on fresh points")

# %% [markdown]
# It works! Random features see a little of everything, and enough of them are enough. The price is their
# number: here dozens for a picture you can draw with a pencil, and vastly more where there are many inputs.
#
# A good place to stop for today, or for a cup of tea. The second half lets the features learn.

# %% [markdown]
# ## What a hidden layer can build
#
# First by hand. Take units with a hard edge: `threshold(z)` is 1 where $z \ge 0$, else 0. One unit cuts the
# plane in two. Two units can carve a **strip**, $-1 \le x_1 \le 1$:
#
# $$h_1 = \operatorname{threshold}(x_1 + 1), \qquad h_2 = \operatorname{threshold}(-x_1 + 1)$$
#
# Inside the strip both say 1, outside only one does. So the head adds them up and asks for more than 1.5:
# $z = h_1 + h_2 - 1.5$.
#
# **Predict** the features of the three points below, then run. `W1` holds one unit a row.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
W1, b1 = np.array([[1.0, 0.0], [-1.0, 0.0]]), np.array([1.0, 1.0])
w2, b2 = np.array([1.0, 1.0]), -1.5

for point in ([-2.0, 0.5], [0.3, 1.0], [1.7, -1.0]):
    h = nn.threshold(W1 @ point + b1)  # the hidden layer cuts ...
    z = w2 @ h + b2  # ... and the head recombines
    print(f"x = {point}  h = {h}  z = {z:4.1f}  {'inside' if z > 0 else 'outside'}")

# %% [markdown]
# In the plane of $h_1$ and $h_2$ all of the strip has become the one point $(1, 1)$, and a straight line
# cuts it off. **The first layer cuts, the next recombines.**
#
# ### Your turn, half done
#
# A triangle with the corners (0, 0), (2, 0) and (0, 2) takes three cuts. Two are given; the third is the
# slanted side, $x_1 + x_2 \le 2$. Then the head: it must say yes only when all three units do. Replace the
# dots and look at your shape.

# %%
slanted = ...  # the third unit: [w1, w2, b]
b2 = ...  # the head says yes where h1 + h2 + h3 + b2 > 0

if slanted is ... or b2 is ...:
    print("Replace the dots in both lines, then run the cell again.")
else:
    x1, x2 = np.meshgrid(np.linspace(-0.95, 2.95, 27), np.linspace(2.9, -1.0, 14))
    units = ([1, 0, 0], [0, 1, 0], slanted)  # x1 ≥ 0, x2 ≥ 0, and yours
    z = sum(nn.threshold(u * x1 + v * x2 + c) for u, v, c in units) + b2
    for row in z > 0:
        print("".join(np.where(row, "#", "·")))
    wrong = np.sum((z > 0) != ((x1 >= 0) & (x2 >= 0) & (x1 + x2 <= 2)))
    print("The triangle!" if wrong == 0 else f"{wrong} of {z.size} places are wrong.", end=" ")
    print("" if wrong == 0 else "Does your unit say 1 at (0, 0)? Does the head insist on all three?")

# %% [markdown]
# More cuts give polygons with more sides; a further layer can join several of them ("in this one *or* in
# that one"). Unions of pieces cut out by straight lines: that comes close to any shape you can draw.
#
# Problem 4 of [exercise set 01](../exercises/01_features.ipynb) is the blank one: XOR, with a softer unit.
#
# You have set the weights by hand because you could see the shape. For the spirals we let the data set
# them: start anywhere, and change every weight a little, again and again, so that the errors shrink. That
# is **training**. The network in the figure has $M$ units, then 2, then the head. Two, so that we can look:
# the last hidden layer gives every point two new coordinates, $a_1$ and $a_2$.

# %% jupyter={"source_hidden": true}
spirals_explorer(
    features="learned hidden layers",
    M=16,
    predict=Prediction(
        question="After training, the boundary in the input space winds between the spirals. What does this "
        "same boundary look like in the space of the last two hidden units?",
        options=("A spiral there too", "A closed curve around one class", "A straight line"),
        answer="A straight line",
        observe="Press Train. Then pull 'from input space to features' slowly down to 0 and back up to 1.",
        because="The head is a linear classifier on a₁ and a₂, and a linear classifier draws straight lines. "
        "All the winding happens before it.",
    ),
)

# %% [markdown]
# That slider is the whole chapter. At 1 a ruler is enough; at 0 it is hopeless; the points are the same.
# Follow the grid on the way: the hidden layers have bent and folded the plane until the classes came apart.
#
# **Do:** train once more with $M = 4$, then with $M = 8$ and $M = 32$. Which is the first to part the
# spirals? Then set the radius to 1 and train with $M = 16$: the same shape, smaller, and much harder. Does
# the optimiser Adam cope? ([Chapter 09](09_descent.ipynb) returns to both.)

# %% [markdown]
# ## A network is a sequence of layers
#
# What you trained was this, with $\phi = \tanh$:
#
# $$
# h = \phi(W_1 x + b_1), \qquad a = \phi(W_2\, h + b_2), \qquad z = w \cdot a + b
# $$
#
# First $M$ numbers $h$, then the two numbers $a = (a_1, a_2)$ you saw on the right, then $z$. Each layer
# takes what the one before hands it; nothing loops back. That is a **feed-forward network**. The layers
# between input and output are **hidden**: the data say what goes in and what should come out, but not what
# should happen in there. Together they are the **learned feature map**; the last layer is the **linear
# head**.
#
# The same in code (batches are rows, hence the transposes). **Predict** the shapes of `a` along the way for
# the 400 points.

# %% jupyter={"outputs_hidden": true}
net = fit(nn.Network.mlp([2, 16, 2, 1], nn.tanh, rng=np.random.default_rng(0)), X, y, eta=0.02)

a = X
for layer in net.layers:  # the whole of a feed-forward network
    a = layer.phi(a @ layer.W.T + layer.b)
    print(f"{layer!r:22} hands on a of shape {a.shape}")
print("the same as net(X):", np.allclose(a, net(X)))
print(f"{1 - nn.accuracy(net(X_new), y_new):.1%} wrong on fresh points")

# %% [markdown]
# > **For programmers.** A network is a pipeline, `head(layer2(layer1(x)))`: pure functions, each fed by the
# > one before. What is unusual is where their bodies come from. The shape of the program is fixed; its
# > constants, $W$ and $b$, are found by search.
#
# ### Fixed against learned
#
# Now the fair comparison: one hidden layer of $M$ units and a head. On the left the hidden weights are
# drawn and kept, and only the head is fitted. On the right all of them learn. **Predict:** random features
# needed dozens of units. How many do learned ones need?

# %% jupyter={"outputs_hidden": true}
rng = np.random.default_rng(0)
print("wrong on fresh points   drawn   learned")
for M in (2, 4, 8, 16, 32):
    W, b = rng.normal(size=(M, 2)), rng.uniform(-2, 2, size=M)
    drawn = new_head(np.tanh(X @ W.T + b), y)(np.tanh(X_new @ W.T + b))
    learned = fit(nn.Network.mlp([2, M, 1], nn.tanh, rng=np.random.default_rng(0)), X, y, eta=0.02)(X_new)
    print(f"M = {M:2}{1 - nn.accuracy(drawn, y_new):22.1%}{1 - nn.accuracy(learned, y_new):10.1%}")

# %% [markdown]
# A few units that learned do the work of many that did not: each has been turned to where it is needed.
# With plenty of units the drawn ones catch up, at least in a plane; and with very few, neither can do it.
#
# ### Without the bend
#
# Is it the *layers* that do this, or the bend $\tanh$ between them? Take the bends out and train the same
# 2-16-2-1 network again, on the same data, for as long. **Predict** its errors.

# %% jupyter={"outputs_hidden": true}
flat = fit(nn.Network.mlp([2, 16, 2, 1], nn.identity, rng=np.random.default_rng(0)), X, y, eta=0.02)
print(f"three layers, no bends: {1 - nn.accuracy(flat(X), y):.1%} wrong on its own points")

layer1, layer2, layer3 = flat.layers
w = layer3.W @ layer2.W @ layer1.W
b = layer3.W @ (layer2.W @ layer1.b + layer2.b) + layer3.b
print("one line does the same:", np.allclose(X @ w.T + b, flat(X)), " w", w.round(2)[0], " b", b.round(2))

# %% [markdown]
# Back at the wall. Without its bend a layer is an **affine** map: multiply by a matrix, add a vector. An
# affine map of an affine map is affine:
#
# $$W_2 (W_1 x + b_1) + b_2 = (W_2 W_1)\, x + (W_2 b_1 + b_2),$$
#
# so without a nonlinearity any number of layers collapses into one, and can draw one straight line.
# (Chapter 05 takes this up.) **The bend is what lets depth count.**

# %% [markdown]
# ## An old map, a new head
#
# A feature map, once learned, can serve again: keep its layers, and put a new head on top for another
# question. This is **transfer**. Our network learned *which arm?* Ask its layers two things it was never
# trained for: is the point in the *outer* part, and is it on the *right*? For each, only a new linear head
# is fitted, on the input, on the 16 units of the first layer, or on the 2 of the second.
#
# **Predict:** which layer will know left from right, the first, the second, or both?


# %% jupyter={"outputs_hidden": true}
def maps(X):  # what each layer makes of the points
    h = net[1](X)
    return X, h, net[2](h)


def heads(label, label_new):  # a new head on each map, judged on fresh points
    pairs = zip(maps(X), maps(X_new), strict=True)
    errors = [1 - nn.accuracy(new_head(H, label)(H_new), label_new) for H, H_new in pairs]
    return "".join(f"{share:15.1%}" for share in errors)


header = "wrong, with a head on     the input    first layer   second layer"
print(header)
print("which arm?", heads(y, y_new))
print("outer?    ", heads(np.hypot(*X.T) > 2, np.hypot(*X_new.T) > 2))
print("right?    ", heads(X[:, 0] > 0, X_new[:, 0] > 0))

# %% [markdown]
# The first layer serves all three questions, even those it was not trained for. The second is a specialist:
# it knows the arms, while left and right are gone. It folded them together, because for its task they did
# not matter. That is typical of much larger networks: early layers are general, late ones belong to the
# task.
#
# So transfer works where the old features still see what the new question needs. **Do:** ask a question of
# your own. Can you find one that defeats even the first layer?


# %%
def question(x1, x2):
    return ...  # your line, such as x2 > x1 or np.abs(x1) < 1


label, label_new = question(*X.T), question(*X_new.T)
if label is ...:
    print("Replace the dots by a question about the points.")
elif np.shape(label) != (len(X),) or not 0 < np.mean(label) < 1:
    print(f"It should say True or False for each of the {len(X)} points, and not the same for all.")
else:
    rarer = min(np.mean(label_new), 1 - np.mean(label_new))
    print(header)
    print("yours     ", heads(label, label_new))
    print(f"(giving everybody the same answer: {rarer:.1%})")

# %% [markdown]
# ## Quiz
#
# Each answer says why it is right or wrong. What you miss comes back in a later chapter.

# %%
quiz("01_features")

# %% [markdown]
# ## In three lines
#
# 1. A linear classifier cuts the plane once, straight; XOR and spirals are beyond it, whatever the data or
#    the training.
# 2. On new coordinates $\varphi(x)$ a straight cut bends. Features can be chosen, drawn by lot, or learned.
# 3. A feed-forward network is a sequence of layers: a learned feature map with a linear head. Without a
#    bend between them the layers collapse into one.
#
# ## Common mistakes
#
# - More data or longer training against the linear wall: only other features help.
# - Judging by the points that were fitted: enough features fit even coin tosses.
# - Stacking layers without an activation function.
# - Reaching for a network where a line, or one well-chosen feature, does the job.

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 01](../exercises/01_features.ipynb), six problems, 40 to 60 minutes: the error
# rate, polynomial features, circles and XOR by hand, a hidden layer of your own, and a head fitted in one
# call.
#
# **Then:** [chapter 02](02_neuron.ipynb) looks into a single unit, which is where all of this is made, and
# fits the figure's "best line". [Chapter 05](05_depth.ipynb) asks why depth needs bends, and [chapter
# 07](07_approximation.ipynb) how far "any shape you can draw" can be trusted. The spirals come back there and
# in chapters [09](09_descent.ipynb), [11](11_training.ipynb) and [12](12_regularisation.ipynb). [Back to the
# map](00_start_here.ipynb).

# %% [markdown]
# ## History and sources
#
# **Lines.** R. A. Fisher, *Annals of Eugenics* 7 (1936), 179–188. F. Rosenblatt, *Psychological Review* 65
# (1958), 386–408: his perceptron was, in the words of this chapter, a *random* feature map with a learned
# linear head. M. Minsky and S. Papert, *Perceptrons* (MIT Press, 1969), proved what such heads cannot do if
# each feature sees only a part of the picture. That hidden units solve XOR was known; what nobody had was a
# good way to train them.
#
# **Counting.** T. M. Cover, *IEEE Trans. Electronic Computers* EC-14 (1965), 326–334.

# %% [markdown]
# **Learned features.** D. E. Rumelhart, G. E. Hinton and R. J. Williams, *Nature* 323 (1986), 533–536. R.
# P. Lippmann, *IEEE ASSP Magazine* 4(2) (1987), 4–22, for cuts and their unions. K. J. Lang and M. J.
# Witbrock, in *Proc. 1988 Connectionist Models Summer School* (Morgan Kaufmann), for the two spirals.
#
# **Fixed against learned.** A. R. Barron, *IEEE Trans. Inform. Theory* 39 (1993), 930–945: why fixed
# features lose ground as inputs grow in number. A. Rahimi and B. Recht, *NIPS* 20 (2007), for random
# features. **Transfer.** J. Yosinski, J. Clune, Y. Bengio and H. Lipson, *NIPS* 27 (2014).
