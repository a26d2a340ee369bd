# %% [markdown]
# # 02 · One neuron
#
# A neuron with two inputs knows three numbers, two weights and a bias. What can they say about the world?
# What can they never say? And how does a neuron find its numbers by itself?
#
# **You will learn to**
#
# - read weights and bias as a picture: an arrow, a line, a threshold;
# - take one step of learning by hand, and let a neuron learn from points;
# - say why a unit with a hard edge has nothing to learn from.
#
# **You need** [chapter 01](01_features.ipynb), exponentials and logarithms, the chain rule.
#
# **Time** 45 minutes, 10 for the quizzes; a pause and what may be skipped are marked.
#
# Run the next two cells: review questions, then a figure, covered until you predict.

# %% tags=["setup"]
import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, neuron_explorer, quiz, review
from nnkit.widgets.figures.f02_neuron.data import LABELS, POINTS  # the figure's thirty points

review("02_neuron")

# %% jupyter={"source_hidden": true}
neuron_explorer(
    predict=Prediction(
        question="The arrow is the weight vector w, the thick line the boundary of the neuron. You change w₁ "
        "and w₂. How does the boundary lie to the arrow?",
        options=("Along it", "At right angles to it", "That depends on the bias"),
        answer="At right angles to it",
        observe="Move w₁ and w₂, and then b. Get every point right, the first task, before you read on.",
        because="Along the boundary the weighted sum w·x stays the same, and it stays the same only in the "
        "direction at right angles to w. The bias pushes the line along the arrow, no more.",
    )
)

# %% [markdown]
# ## Two steps
#
# A neuron (or *unit*: two words for one thing) does two things to an input $x$:
#
# $$z = w \cdot x + b, \qquad a = \phi(z)$$
#
# First an affine sum, the **pre-activation** $z$: it can be any number. Then a bend, the **activation
# function** $\phi$, which makes the **activation** $a$ of it. The figure uses the sigmoid, which squeezes
# every $z$ between 0 and 1:
#
# $$\phi(z) = \operatorname{sigmoid}(z) = \sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# By hand, with the numbers the figure opens with, $w = (1, -0.5)$, $b = 0.5$, $x = (1.5, 1)$: $z = 1 \cdot
# 1.5 - 0.5 \cdot 1 + 0.5 = 1.5$, and $a = 1 / (1 + e^{-1.5})$.
#
# **Predict:** what do the other three functions make of the *same* $z$? (ReLU is $\max(0, z)$.)

# %% jupyter={"outputs_hidden": true} tags=["pin"]
w, b, x = np.array([1.0, -0.5]), 0.5, np.array([1.5, 1.0])
z = w @ x + b
print(f"z = {w[0]} * {x[0]} + {w[1]} * {x[1]} + {b} = {z}")
for phi in (nn.sigmoid, nn.tanh, nn.relu, nn.threshold):
    print(f"{phi.name:9}  a = {phi(z):6.3f}   and of -z: {phi(-z):6.3f}")

# %% [markdown]
# Keep the two letters apart: $z$ is what the line is made of ($z = 0$ on the boundary, whatever $\phi$ is),
# $a$ is what the neuron tells the world.
#
# ### Your turn, half done
#
# A sigmoid neuron with $w = (-1, 0.5)$ and $b = 0.2$ sees $x = (2, 1)$. Replace the dots.

# %%
w, b, x = np.array([-1.0, 0.5]), 0.2, np.array([2.0, 1.0])
z = ...  # your line, or the number
a = ...  # your line

if z is ... or a is ...:
    print("Fill in both lines, then run the cell again.")
elif not np.isclose(z, w @ x + b, atol=5e-3):
    print(f"z = {z}: not yet.", "The bias is missing." if np.isclose(z, w @ x) else "Two products, then + b.")
elif np.isclose(a, nn.sigmoid(z), atol=5e-3):
    print(f"Right: z = {z:.2f}, and the neuron says {a:.3f}. Below one half: it leans towards class 0.")
else:
    turned = np.isclose(a, nn.sigmoid(-z), atol=5e-3)
    print("z is right, a is not.", "The exponent is -z, not z." if turned else "a = 1 / (1 + e^(-z))")

# %% [markdown]
# ### Your neuron in the figure
#
# Now as a function. `my_neuron` is given one point `x`, weights `w` and a bias `b`, and so far does half of
# the work. The green marks in the figure are *yours*; the readout says where they first differ. Mend the
# one line and run both cells again. (Problem 1 of [exercise set 02](../exercises/02_neuron.ipynb) is the
# calculation with numbers of your own; problem 2 is the function, for whole batches.)


# %%
def my_neuron(x, w, b):
    return w @ x  # mend this line


# %%
neuron_explorer(neuron=my_neuron)

# %% [markdown]
# ## A detector
#
# What does the sum $w \cdot x$ measure? It equals $\lvert w \rvert$ times the length of $x$ *along* $w$:
# large if the input points the way $w$ points, 0 at right angles, negative against it. Call it the
# **alignment**. A neuron compares the alignment with a **threshold**, and the threshold is $-b$:
#
# $$z > 0 \quad\Longleftrightarrow\quad w \cdot x > -b$$
#
# So a neuron is a detector, and $w$ is a picture of what it looks for. Here the input has nine pixels, 1
# where there is ink (`#`), 0 elsewhere. The weights are $+1$ down the middle and $-1$ beside it: it looks
# for an upright stroke.
#
# **Predict:** which pattern aligns best, and which worst?


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def pixels(rows):
    return np.array([float(c == "#") for c in rows.replace(" ", "")])


w = np.array([[-1, 1, -1], [-1, 1, -1], [-1, 1, -1]]).ravel()  # three rows of three, as one vector
patterns = {
    "stroke": pixels("·#· ·#· ·#·"),
    "short stroke": pixels("·#· ·#· ···"),
    "cross": pixels("·#· ### ·#·"),
    "bar": pixels("··· ### ···"),
    "all ink": pixels("### ### ###"),
    "blank": pixels("··· ··· ···"),
}
for name, x in patterns.items():
    print(f"{name:12}  w·x = {w @ x:4.0f}")

# %% [markdown]
# Ink in the wrong place counts against it, so more ink is not more alignment. The direction is the business
# of $w$. How much is *enough* is the business of $b$.
#
# **Do:** choose `b` so that both strokes are reported ($z > 0$), and nothing else. Then a stricter one:
# only the whole stroke. And add a pattern of your own to the list above.

# %%
b = ...  # your bias

if b is ...:
    print("Choose a bias.")
else:
    found = [name for name, x in patterns.items() if w @ x + b > 0]
    print("reported:", ", ".join(found) or "nothing")
    if found == ["stroke", "short stroke"]:
        print(f"Both strokes, nothing else: the threshold -b = {-b} keeps the cross out.")
    elif found == ["stroke"]:
        print("Only the whole stroke: a strict detector.")

# %% [markdown]
# And without a bias? The threshold is then stuck at 0. What does that do to the boundary?

# %% jupyter={"source_hidden": true}
neuron_explorer(
    b=0,
    predict=Prediction(
        question="The bias is 0 and stays 0. You may choose any weights. Through which point does the "
        "boundary always pass?",
        options=("Through none: it can go anywhere", "Through the point x", "Through the origin"),
        answer="Through the origin",
        observe="Leave b at 0 and move w₁ and w₂. How many of the 30 points can you get right? (The second "
        "task asks for 90 %.)",
        because="At x = 0 the sum w·x is 0 for every w, so z = b there. With b = 0 the origin lies on the "
        "boundary, and no weights can change that.",
    ),
)

# %% [markdown]
# ## How far from the line?
#
# Walk from $x$ a distance $t$ in the direction of $w$, that is, to $x + t\, w / \lvert w \rvert$. The sum
# $w \cdot x$ grows by $t\, w \cdot w / \lvert w \rvert = t\, \lvert w \rvert$. So $z$ reaches 0 at $t = -z
# / \lvert w \rvert$, and
#
# $$\text{signed distance of } x \text{ from the boundary} = \frac{z}{\lvert w \rvert}, \qquad
# \text{of the origin} = \frac{b}{\lvert w \rvert}.$$
#
# By hand: $w = (4, 3)$, $b = -5$, $x = (3, 1)$. The length is $\lvert w \rvert = \sqrt{16 + 9} = 5$ and $z
# = 12 + 3 - 5 = 10$, so $x$ lies 2 from the line, on the side of class 1. The origin has $z = -5$: distance
# 1, on the other side. The cell walks to the line and measures.

# %% tags=["pin"]
w, b = np.array([4.0, 3.0]), -5.0
size = np.linalg.norm(w)  # |w|, the length of w
for x in (np.array([3.0, 1.0]), np.zeros(2)):
    z = w @ x + b
    foot = x - z / size * w / size  # walk -z / |w| along w
    print(f"x = {x}  z = {z:5.1f}  z/|w| = {z / size:4.1f}", end="   ")
    print(f"foot {foot}: z = {w @ foot + b:.1f} there, {np.linalg.norm(x - foot):.1f} away")

# %% [markdown]
# ### Spot the error
#
# "This neuron gives the point $x$ the value $z = 6$, so $x$ lies 6 units from its boundary." The neuron has
# $w = (1.2, -1.6)$. What is the distance really? And what would it be if $w$ *and* $b$ were ten times as
# large?

# %%
w, z = np.array([1.2, -1.6]), 6.0
distance = ...  # of x from the boundary
ten_times = ...  # with 10 w and 10 b

if distance is ... or ten_times is ...:
    print("Replace the dots.")
else:
    right = z / np.linalg.norm(w)
    print("distance:", "right" if np.isclose(distance, right) else "not yet. How long is w?")
    print("ten times:", "right" if np.isclose(ten_times, right) else "not yet. z grows, and what else?")

# %% [markdown]
# So $z$ alone is no distance; $z / \lvert w \rvert$ is. Scaling $w$ and $b$ together leaves the line where
# it is and changes only how abruptly the sigmoid goes from 0 to 1 across it. **Do:** see it in the figure
# above, with $w = (0.5, 0.3)$, $b = -1$ and then four times as much: same line, and the surface becomes a
# cliff.
#
# ## One input: where it bends
#
# A neuron with a single input has no boundary line, only a place on the axis where $z = w x + b$ passes 0.

# %% jupyter={"source_hidden": true}
neuron_explorer(
    show="on a line",
    phi="relu",
    predict=Prediction(
        question="A ReLU with w = −2 and b = 3. At which x does its graph have the kink?",
        answer=-3 / -2,
        within=0.01,
        observe="Set w to −2 and b to 3. On which side is the unit silent? Then do the third task: a kink at "
        "x = 1 and the slope −2.",
        because="The kink is where z = w x + b changes its sign: −2x + 3 = 0. Where z is negative, ReLU says "
        "0; where it is positive, the slope is w.",
    ),
)

# %% [markdown]
# The kink is at $x = -b/w$: slope $w$ on the side where $z > 0$, silence on the other. In chapter 07 a
# handful of such kinks will draw any curve you like. (Problem 3 of [exercise set
# 02](../exercises/02_neuron.ipynb) has the geometry for numbers of your own; problem 4 builds logic gates.)
#
# A good place to stop for today, or for a cup of tea. So far *you* have found the weights. In the second
# half the neuron does.

# %% [markdown]
# ## A neuron that learns
#
# Read the sigmoid's output as a probability: $p = \sigma(z)$ that the label $y$ is 1, and $1 - p$ that it
# is 0. This model is called **logistic regression**. A good neuron should have given the true label a high
# probability, so a mistake costs the surprise at the truth, $-\log p$ if $y = 1$ and $-\log(1 - p)$ if $y =
# 0$. In one line, this **loss** is the **binary cross-entropy**:
#
# $$L = -y \log p - (1 - y) \log(1 - p)$$
#
# (Why the logarithm? [Chapter 06](06_softmax.ipynb) has the reasons.) All its slopes together are the
# **gradient**. To learn, go downhill: change each number a little against its slope, $w \leftarrow w - \eta\,
# \partial L / \partial w$, where the **learning rate** $\eta$ says how far. That is **gradient descent**.

# %% [markdown]
# ### The slope
#
# Put $p = \sigma(z)$ into $L$. Since $-\log \sigma(z) = \log(1 + e^{-z})$ and $-\log(1 - \sigma(z)) =
# \log(1 + e^z)$, it becomes $L = \log(1 + e^z) - y z$, whose slope along $z$ is $\frac{e^z}{1 + e^z} - y$.
# The first term is $p$. And $z = w \cdot x + b$ changes by $x$ with $w$, by 1 with $b$:
#
# $$
# \frac{\partial L}{\partial z} = p - y, \qquad
# \frac{\partial L}{\partial w} = (p - y)\, x, \qquad
# \frac{\partial L}{\partial b} = p - y
# $$
#
# Prediction minus target: the error, and each weight gets its share in proportion to its input.
#
# One step by hand, all of it: $x = (2, 1)$, $y = 1$, $w = (-0.5, 1)$, $b = -1$, $\eta = 0.5$. The cell also
# checks the slopes by **differences**: nudge one number up and down, and divide the change of the loss by
# that of the number. No calculus is involved.


# %% tags=["pin"]
def loss_at(theta, x, y):  # theta = (w1, w2, b)
    p = nn.sigmoid(theta[:2] @ x + theta[2])
    return -y * np.log(p) - (1 - y) * np.log(1 - p)


x, y, theta, eta = np.array([2.0, 1.0]), 1, np.array([-0.5, 1.0, -1.0]), 0.5
z = theta[:2] @ x + theta[2]  # -1 + 1 - 1
p = nn.sigmoid(z)
slope = (p - y) * np.append(x, 1)  # along w1, w2 and b
print(f"z = {z:.0f}   p = {p:.3f}   loss = {-np.log(p):.3f}   p - y = {p - y:.3f}")
print("slope      ", slope.round(3))
print("differences", nn.numerical_gradient(lambda t: loss_at(t, x, y), theta).round(3))
new = theta - eta * slope
print("new w, b   ", new.round(3), f"  new p = {nn.sigmoid(new[:2] @ x + new[2]):.3f}", end="   ")
print(f"new loss = {loss_at(new, x, y):.3f}")

# %% [markdown]
# The label was 1 and $p$ too low, so $p - y$ is negative, and $w$ has moved *towards* $x$: next time this
# input is aligned better. One step, and the loss is a fifth of what it was.
#
# ### Your turn, half done
#
# The next point pulls the other way: $x = (-1, 2)$ with label $y = 0$, $w = (1, 1)$, $b = 0$, $\eta = 1$.
# Replace the dots.

# %%
x, y, w, b, eta = np.array([-1.0, 2.0]), 0, np.array([1.0, 1.0]), 0.0, 1.0
p = nn.sigmoid(w @ x + b)
delta = ...  # the slope along z
w_new = ...  # w after one step: an array of two numbers
b_new = ...  # b after one step

if delta is ... or w_new is ... or b_new is ...:
    print(f"p = {p:.3f}. Fill in the three lines.")
else:
    slope = nn.numerical_gradient(lambda t: loss_at(t, x, y), np.append(w, b))
    wanted = np.append(w, b) - eta * slope
    print("delta:", "right" if np.allclose(delta, slope[2]) else "not yet: prediction minus target")
    print("w:    ", "right" if np.allclose(w_new, wanted[:2]) else "not yet: w - eta * (p - y) * x")
    print("b:    ", "right" if np.allclose(b_new, wanted[2]) else "not yet: its input is always 1")

# %% [markdown]
# ### Again and again
#
# That step, for one point after the other, many times over, is all of learning (chapter 09 asks how to do it
# well). These are the thirty points of the figure. You placed the line by hand; now the neuron starts with $w
# = 0$, $b = 0$. **Predict:** how many of the 30 will be right after 30 sweeps over the data (the library will
# call a sweep an *epoch*)?


# %% jupyter={"outputs_hidden": true}
def learn(phi, X, y, eta, sweeps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(sweeps):
        for point, label in zip(X, y, strict=True):
            delta = phi(w @ point + b) - label
            w, b = w - eta * delta * point, b - eta * delta
    return w, b


for sweeps in (1, 3, 10, 30):
    w, b = learn(nn.sigmoid, POINTS, LABELS, eta=0.1, sweeps=sweeps)
    right = np.sum((POINTS @ w + b > 0) == LABELS)
    print(f"{sweeps:2} sweeps: w = {w.round(2)}  b = {b:.2f}  {right} of {len(LABELS)} right")

# %% [markdown]
# And here is what it has found. **Do:** compare with your own line. Does it leave as wide a gap?

# %%
neuron_explorer(w1=w[0], w2=w[1], b=b)

# %% [markdown]
# ### The same with the library
#
# A network 2-1 is one neuron. Its last layer is linear: it hands out $z$, and the loss does the rest. For
# the **decision** no sigmoid is needed: $\sigma(z) > 0.5$ exactly where $z > 0$, so the sign decides.
#
# Two clouds of points first, with fresh points to judge by. Then the spirals of chapter 01. **Predict:**
# what share of the spirals will a perfectly trained neuron get wrong?


# %% jupyter={"outputs_hidden": true}
def train_neuron(X, y, eta, epochs=300):
    rng, loss = np.random.default_rng(0), nn.SigmoidCrossEntropy()
    net = nn.Network.mlp([2, 1], nn.identity, rng=rng)
    nn.train(net, loss, nn.SGD(eta), X, y, epochs=epochs, batch_size=len(X), rng=rng, progress=False)
    return net


blobs, y_blobs = nn.datasets.blobs(200, classes=2, noise=1.0, rng=np.random.default_rng(0))
fresh, y_fresh = nn.datasets.blobs(500, classes=2, noise=1.0, rng=np.random.default_rng(1))
z = train_neuron(blobs, y_blobs, eta=0.5)(fresh)
print(f"blobs, fresh points: {1 - nn.accuracy(z, y_fresh):.1%} wrong")
print("sign of z and p > 0.5 decide alike:", np.array_equal(z > 0, nn.sigmoid(z) > 0.5))
spirals, y_spirals = nn.datasets.spirals(200, turns=1.5, noise=0.1, rng=np.random.default_rng(0))
z = train_neuron(spirals, y_spirals, eta=0.5)(spirals)
print(f"spirals: {1 - nn.accuracy(z, y_spirals):.1%} wrong")

# %% [markdown]
# There is the "best line" of chapter 01: it was one neuron all along. Where a line is enough, as for the
# blobs, so is a neuron, and nothing bigger is called for. Where it is not, no training helps.
#
# > **For programmers.** Chapter 01 called training a search for the constants of a program. It is no blind
# > search: they are settings, and the slope says which way to turn each one.
#
# ### Labels of plus and minus one (may be skipped)
#
# Many books call the classes $t = -1$ and $t = +1$. The product $t z$, the **margin**, is then positive
# exactly when the neuron is right, and both lines of the cross-entropy become one, the **logistic loss**:
#
# $$L = \log(1 + e^{-t z}), \qquad \frac{\partial L}{\partial z} = -t\, \sigma(-t z)$$
#
# It looks different from $p - y$. **Predict:** is it?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
cross_entropy, logistic = nn.SigmoidCrossEntropy(), nn.LogisticLoss()
names = ("cross-ent.", "logistic", "p - y", "formula", "differences")
print("   z   y   t  margin", *(f"{name:>11}" for name in names))
for z, y in ((2.0, 1), (2.0, 0), (-3.0, 1), (0.5, 0)):
    t = 2 * y - 1
    slope = nn.numerical_gradient(lambda s, t=t: logistic([s], [[t]]), [z])[0]
    losses = [cross_entropy([[z]], [[y]]), logistic([[z]], [[t]])]
    row = [*losses, nn.sigmoid(z) - y, -t * nn.sigmoid(-t * z), slope]
    print(f"{z:4.1f}{y:4}{t:4}{t * z:8.1f}", *(f"{value:11.4f}" for value in row))

# %% [markdown]
# The same loss, written for other labels (chapter 06 lists it among its relatives). What must not happen is
# a mixture: labels $\pm 1$ in a formula for 0 and 1.
#
# ## Why not a hard edge?
#
# The first artificial neurons had a threshold: fire or do not. It decides exactly as the sigmoid does, by
# the sign of $z$. Then why do the networks you will train use softer units? Try to learn with it. Take the
# squared error of one output:
#
# $$\frac{\partial}{\partial w}\, \tfrac12 (a - y)^2 = (a - y)\, \phi'(z)\, x$$
#
# **Predict** the three slopes, for $w_1$, $w_2$ and $b$, for a sigmoid and for a threshold, where both are
# wrong.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
x, y, theta = np.array([2.0, 1.0]), 1, np.array([-0.5, 1.0, -1.0])  # as in the step by hand
z = theta[:2] @ x + theta[2]
for phi in (nn.sigmoid, nn.threshold):
    formula = (phi(z) - y) * phi.prime(z) * np.append(x, 1) + 0.0
    slope = nn.numerical_gradient(lambda t, f=phi: (f(t[:2] @ x + t[2]) - y) ** 2 / 2, theta)
    print(f"{phi.name:9}  a = {phi(z):.3f}  formula {formula.round(3)}  differences {slope.round(3)}")

# %% [markdown]
# Wrong, and no slope at all. A threshold's output is a staircase: flat, then a jump. Nudge the weights and
# nothing changes, so nothing tells them which way to go. Watch it on the thirty points while $w_1$ moves a
# little at a time:

# %% tags=["pin"]
b, w2 = -2.0, 1.0
for w1 in (0.53, 0.56, 0.59, 0.62, 0.65, 0.68):
    z = POINTS @ [w1, w2] + b
    wrong = np.sum(nn.threshold(z) != LABELS)
    loss = nn.SigmoidCrossEntropy()(z[:, np.newaxis], LABELS)
    print(f"w1 = {w1:.2f}   threshold: {wrong} wrong   cross-entropy {loss:.4f}")

# %% [markdown]
# ### The perceptron, or learning without a slope (may be skipped)
#
# Rosenblatt found a way round it in 1958. Pretend that the slope were there: whenever the unit is wrong,
# move $w$ by the input, towards it if it should have fired, away from it if not. That is $w \leftarrow w -
# \eta\, (a - y)\, x$. Look at `learn` above: it is the very same line, with $a$ in the place of $p$.
#
# In 1962 Novikoff proved that it stops: if some line separates the classes, and $w$ and $b$ start at 0, at
# most $(R / \gamma)^2$ corrections are made. $R$ is the length of the longest input and $\gamma$ the
# smallest distance of an input from the separating cut (inputs extended by a 1, for the bias). **Predict:**
# how many will it take for the thirty points?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
inputs = np.column_stack([POINTS, np.ones(len(POINTS))])
theta, corrections, sweeps, wrong = np.zeros(3), 0, 0, 1
while wrong and sweeps < 100:
    wrong, sweeps = 0, sweeps + 1
    for row, label in zip(inputs, LABELS, strict=True):
        a = nn.threshold(theta @ row)
        theta = theta - (a - label) * row
        wrong += int(a != label)
    corrections += wrong
line = np.append(*learn(nn.sigmoid, POINTS, LABELS, eta=0.1, sweeps=1000))  # some separating line
gamma = np.min(np.where(LABELS == 1, 1, -1) * (inputs @ line)) / np.linalg.norm(line)
bound = (np.linalg.norm(inputs, axis=1).max() / gamma) ** 2
print(f"{corrections} corrections in {sweeps} sweeps; the proof allows {bound:.0f}")

# %% [markdown]
# Fewer than the proof fears. But the trick ends here. If *no* line separates the classes, some point is
# wrong in every sweep, and the rule never rests. And in a network it cannot say what a *hidden* unit should
# have done: that question is answered by slopes, and needs units that have some.

# %% [markdown]
# ## One last trap: scales
#
# The blobs again, turned and shifted so that both inputs matter, and with the second input in other units,
# say grams for kilograms: its numbers are a thousand times as large. They are as easy to part as before.
# **Predict:** can you make the neuron learn as well as before by choosing $\eta$? The second column
# **standardises** first: subtract the mean of each input, divide by its standard deviation.

# %% jupyter={"outputs_hidden": true}
turn = np.array([[0.8, 0.6], [-0.6, 0.8]])
grams = (blobs @ turn + [2, 1]) * [1, 1000]
standard = (grams - grams.mean(axis=0)) / grams.std(axis=0)

for eta in (1e-8, 1e-6, 1e-4, 1e-2, 1):
    errors = [1 - nn.accuracy(train_neuron(X, y_blobs, eta)(X), y_blobs) for X in (grams, standard)]
    print(f"eta = {eta:7.0e}   grams: {errors[0]:5.1%} wrong   standardised: {errors[1]:5.1%} wrong")

# %% [markdown]
# In 300 steps no $\eta$ suits both weights: what is right for one is far too much or too little for the
# other. Standardise, and remember the two vectors: fresh points must be shifted and scaled by the *same*
# numbers. (Chapter 09 shows the long valley behind this.)

# %% [markdown]
# ## Quiz
#
# Each answer says why it is right or wrong. What you miss comes back in a later chapter.

# %%
quiz("02_neuron")

# %% [markdown]
# ## In three lines
#
# 1. A neuron is an affine sum and a bend: $z = w \cdot x + b$, then $a = \phi(z)$. It compares the
#    alignment $w \cdot x$ with a threshold, $-b$, and its boundary is $z = 0$.
# 2. Sigmoid and cross-entropy make it logistic regression: $\partial L / \partial z = p - y$, and the step
#    is $w \leftarrow w - \eta\, (p - y)\, x$.
# 3. A hard edge has no slope, so it cannot pass on what to change.
#
# ## Common mistakes
#
# - Taking $z$ for $a$, or for a distance: the distance is $z / \lvert w \rvert$.
# - Leaving out the bias: every boundary then passes through the origin.
# - Labels $\pm 1$ in a formula for 0 and 1, or the other way round.
# - Inputs on very different scales; or standardising fresh points by their own mean and deviation.

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 02](../exercises/02_neuron.ipynb), six problems, 40 to 60 minutes: a neuron by hand
# and in code, its geometry, logic gates, the learning step for a whole batch, and six questions. Your
# `neuron` can drive this chapter's figure: `neuron_explorer(neuron=neuron)`.
#
# **Then:** [chapter 03](03_activations.ipynb) looks at the bend alone, the whole family of activation
# functions. [Chapter 04](04_layers.ipynb) puts many neurons side by side, and you have a layer. [Chapter
# 06](06_softmax.ipynb) says where the cross-entropy comes from and does the same for several classes. [Back
# to the map](00_start_here.ipynb).

# %% [markdown]
# ## History and sources
#
# **The unit:** W. S. McCulloch and W. Pitts, *Bulletin of Mathematical Biophysics* 5 (1943), 115–133:
# threshold units and the logic they can do, with no learning in it. **The rule:** F. Rosenblatt,
# *Psychological Review* 65 (1958), 386–408. **Why it stops:** A. B. J. Novikoff, in *Proceedings of the
# Symposium on the Mathematical Theory of Automata* (Polytechnic Institute of Brooklyn, 1962), 615–622.
#
# **Slopes instead:** B. Widrow and M. E. Hoff, *IRE WESCON Convention Record* (1960), 96–104, took the
# squared error of $z$ itself. **Logistic regression:** D. R. Cox, *J. R. Statist. Soc. B* 20 (1958),
# 215–242, from statistics, in the same year as the perceptron.
