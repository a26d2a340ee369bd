# %% [markdown]
# # 03 · Activation functions
#
# A neuron adds up what it gets, then bends the sum. The adding is always the same; the bend is yours to
# choose, and a dozen are in use. What makes a good one?
#
# **You will learn to**
#
# - keep the number before the bend apart from the one after it;
# - derive, code and check the slope of any activation, even your own;
# - tell how a unit saturates or dies, what revives it, and which bend to choose.
#
# **You need** the chain rule, and [chapter 02](02_neuron.ipynb) (one neuron).
#
# **Time** 45 minutes, 10 for the quizzes; a pause and what may be skipped are marked.
#
# Run the next two cells: questions from earlier chapters, then a figure, covered until you predict.

# %% tags=["setup"]
from timeit import repeat

import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, activation_explorer, quiz, review

review("03_activations")

# %% jupyter={"source_hidden": true}
activation_explorer(
    activation="sigmoid",
    u=0,
    layers=10,
    predict=Prediction(
        question="To learn, a network sends gradients back through its layers. A layer of sigmoids "
        "multiplies them by its slope φ′(u), at most 0.25. How much is left, at best, after ten such layers? "
        "(Let all weights be 1.)",
        options=("About a quarter", "About a fortieth", "About a millionth"),
        answer="About a millionth",
        observe="The last figure of the sentence says it. Move u to either side: does it get any better?",
        because="Slopes multiply, and 0.25¹⁰ is about one in a million. Away from u = 0 every one of the ten "
        "factors is smaller still.",
    ),
)

# %% [markdown]
# ## Before the bend, after the bend
#
# A unit holds the two numbers of chapter 02: the **pre-activation** $z = w \cdot x + b$, which can be
# anything, and the **activation** $a = \phi(z)$, which is what the next layer gets to see.
#
# The bend $\phi$ has two jobs. On the way forward it passes on its *value*. On the way back (chapter 08), a
# gradient that arrives at $a$ is multiplied by its *slope*. That is the chain rule, for one unit:
#
# $$\frac{\partial a}{\partial w_i} = \phi'(?)\; x_i, \qquad \frac{\partial a}{\partial b} = \phi'(?)$$
#
# But the slope *where*? Two numbers are at hand. **Predict:** is it taken at $z$, which went in, or at $a$,
# which came out? Below is a tanh unit, and the true rate at which $a$ changes with $b$.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
w, b, x, h = np.array([1.0, -2.0]), 0.5, np.array([2.0, 0.5]), 1e-5
z = w @ x + b
a = np.tanh(z)

by_difference = (np.tanh(w @ x + (b + h)) - np.tanh(w @ x + (b - h))) / (2 * h)
print(f"before the bend  z = {z:.3f}")
print(f"after the bend   a = {a:.3f}")
print(f"slope at z {nn.tanh.prime(z):.4f}   slope at a {nn.tanh.prime(a):.4f}")
print(f"differences in b {by_difference:.4f}")

# %% [markdown]
# At $z$, the number that went in (the figure calls it $u$): $\partial a / \partial w_i = \phi'(z)\, x_i$. Yet
# $a$ slips into the slope easily when the way back is written by hand. It has the same shape, so nothing
# crashes.
#
# ## A slope of zero
#
# The oldest bend is the **threshold**: 1 if $z \ge 0$, else 0. It decides perfectly well, and chapter 02
# found no slope in it to learn from. How does that end?
#
# Descent moves each parameter against its slope, $w \leftarrow w - \eta\, \partial L / \partial w$, and by
# the chain rule $\phi'(z)$ is a factor of that. Two neurons below start alike and are wrong on all four
# samples. **Predict** where $w$ is after 200 steps, for each.


# %% jupyter={"outputs_hidden": true} tags=["pin"]
def descend(phi, x, y, w, b, eta, steps):  # one input, squared error
    for _ in range(steps):
        z = w * x + b
        delta = (phi(z) - y) * phi.prime(z)  # dL/dz of each sample
        w -= eta * np.mean(delta * x)
        b -= eta * np.mean(delta)
    return w, b


x, y = np.array([-2.0, -1.0, 1.0, 2.0]), np.array([0.0, 0.0, 1.0, 1.0])
for phi in (nn.threshold, nn.sigmoid):
    w, b = descend(phi, x, y, w=-1.0, b=0.5, eta=1.0, steps=200)
    print(f"{phi!r:10} w = {w:5.2f}, b = {b:5.2f}  outputs {phi(w * x + b).round(2)}")

# %% [markdown]
# The threshold unit is as wrong as can be, and does not move. Change $w$ a little and no output changes, so
# the loss is flat and descent has nothing to go by. Being wrong is not enough: a unit must notice when it
# gets *a little less* wrong.
#
# (The perceptron rule of chapter 02 needs no slope. But it needs the target of that very unit, and hidden
# units have none.)
#
# ## The sigmoid, worked
#
# Round off the step, and you have $a = \sigma(z) = 1 / (1 + e^{-z})$. Its slope, by the chain rule:
#
# $$
# \sigma'(z) = \frac{e^{-z}}{(1 + e^{-z})^2} = \frac{1}{1 + e^{-z}} \cdot \frac{e^{-z}}{1 + e^{-z}}
# = a\,(1 - a)
# $$
#
# The second factor is $1 - a$: add $a$ to it and you get 1.

# %% tags=["pin"]
z, h = np.array([-6.0, -3.0, -1.0, 0.0, 1.0, 3.0, 6.0]), 1e-5
a = 1 / (1 + np.exp(-z))
slope = a * (1 - a)

numeric = (nn.sigmoid(z + h) - nn.sigmoid(z - h)) / (2 * h)
print("z    ", "".join(f"{v:8.0f}" for v in z))
print("a    ", "".join(f"{v:8.3f}" for v in a))
print("slope", "".join(f"{v:8.3f}" for v in slope))
print("agrees with differences:", np.allclose(slope, numeric, atol=1e-9))
print(f"ten layers, at best: 0.25**10 = {0.25**10:.2g}")

# %% [markdown]
# Two facts to keep. The numbers $a$ and $1 - a$ sum to 1, so their product is largest when both are a half:
# the slope is **at most 0.25**, at $z = 0$. And beyond $\pm 3$ it is nearly nothing: such a unit is
# **saturated**. It still has an opinion, but can hardly be talked out of it.
#
# ## Your turn, half done: tanh
#
# $\tanh z = \frac{e^z - e^{-z}}{e^z + e^{-z}}$. The derivative of the numerator is the denominator, and the
# other way round, so the quotient rule gives
#
# $$\tanh'(z) = \frac{(e^z + e^{-z})^2 - (e^z - e^{-z})^2}{(e^z + e^{-z})^2}$$
#
# Divide, and write what is left with $a = \tanh z$ alone. Then replace the dots.

# %%
z, h = np.array([-2.0, 0.0, 0.5, 3.0]), 1e-5
a = np.tanh(z)
slope = ...  # your line: the slope of tanh, from a alone

numeric = (np.tanh(z + h) - np.tanh(z - h)) / (2 * h)
slips = {
    "that is the rule of the sigmoid": a * (1 - a),
    "z² has slipped in for a²": 1 - z**2,
    "that is the slope at a, not at z": 1 - np.tanh(a) ** 2,
}
if slope is ...:
    print("Replace the dots, then run the cell again.")
else:
    named = [name for name, value in slips.items() if np.allclose(slope, value)]
    print("That is right." if np.allclose(slope, numeric) else f"Not yet: {(*named, 'compare the rows')[0]}.")
    print("yours      ", np.round(slope, 4), "\ndifferences", numeric.round(4))

# %% jupyter={"source_hidden": true}
activation_explorer(
    activation="tanh",
    u=0,
    predict=Prediction(
        question="Take a sigmoid, squeeze it sideways by 2, stretch it upwards by 2, and lower it by 1: "
        "2 sigmoid(2u) − 1. How far is that from tanh(u)?",
        options=("They are the same", "Close, but up to 0.05 apart", "They meet only at u = 0"),
        answer="They are the same",
        observe="Set 'compare with' to '2 sigmoid(2u) − 1' and read the last sentence. Then compare with "
        "'sigmoid', and look at both slopes at 0 and at 3.",
        because="Bring 2 / (1 + e⁻²ᵘ) − 1 over one denominator, multiply above and below by eᵘ, and it is "
        "tanh: a sigmoid centred on 0, and steeper. Its slope reaches 1; further out it saturates sooner.",
    ),
)

# %% [markdown]
# Ten tanh layers pass a gradient on unharmed as long as every $z$ stays near 0, where the slope is 1. A
# sigmoid cannot do that anywhere. (What the slope of tanh has to do with the slope of the sigmoid is
# problem 3 of [exercise set 03](../exercises/03_activations.ipynb), with a number of your own.)
#
# ## Always positive
#
# There is a second reason why tanh replaced the sigmoid inside networks. In the *next* layer, unit $j$ gets
# an error signal $\delta_j = \partial L / \partial z_j$, and its weights get, sample by sample,
#
# $$\frac{\partial L}{\partial W_{ji}} = \delta_j\, a_i$$
#
# **Predict:** if the $a_i$ come from sigmoids, what can you say of the signs within one row, that is, within
# one unit? And if they come from tanh?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
rng = np.random.default_rng(0)
z = rng.normal(size=6)  # six hidden units, one sample
W, delta = rng.normal(size=(3, 6)), np.array([1.0, -0.5, 2.0])  # three units after them
for a in (nn.sigmoid(z), nn.tanh(z)):
    dW = np.outer(delta, a)
    numeric = nn.numerical_gradient(lambda V, a=a: delta @ (V @ a), W)
    print("a =", a.round(2), " agrees with differences:", np.allclose(dW, numeric))
    for row in dW:
        print("   ", *np.where(row > 0, "+", "−"))

# %% [markdown]
# Behind sigmoids each unit's row has a single sign: all its weights go up together, or all down together. If
# one weight must rise and another fall, it has to tack like a boat against the wind.
#
# The next cell measures that. Two weights start at $(0, 0)$ and must come to $(1, -1)$, one sample a step.
# The same samples pass through a sigmoid, or through a sigmoid moved to the middle: $2a - 1$.


# %% tags=["pin"]
def walk(a, eta=0.5):
    goal, w, path, steps = np.array([1.0, -1.0]), np.zeros(2), 0.0, 0
    while np.abs(w - goal).max() > 0.05 and steps < 5000:
        x = a[steps % len(a)]
        move = -eta * (x @ (w - goal)) * x  # minus eta times delta times the input
        w, path, steps = w + move, path + np.hypot(*move), steps + 1
    return f"{steps:3} steps, path {path:.2f}"


a = nn.sigmoid(np.random.default_rng(0).normal(0, 1.5, size=(200, 2)))
print(f"straight there: path {np.hypot(1, -1):.2f}")
print("sigmoid       ", walk(a))
print("centred       ", walk(2 * a - 1))

# %% [markdown]
# How strong is the effect in practice? Weaker than some texts make it. The rule holds for one unit and one
# sample; over a batch the samples' $\delta_j$ may have both signs, and the sum can point anywhere. It makes
# descent slower, not impossible. The remedy is general: keep the numbers that a layer sees centred on 0,
# inputs included.
#
# ## ReLU: half a line
#
# $$
# \operatorname{relu}(z) = \max(0, z), \qquad
# \operatorname{relu}'(z) = \begin{cases} 1 & z > 0 \\ 0 & z < 0 \end{cases}
# $$
#
# No exponential, and an active unit passes a gradient on undiminished however large $z$ is. At the kink
# there is no derivative; libraries choose 0 there. **Predict** what a central difference says at exactly
# $z = 0$.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
z, h = np.array([-2.0, -0.5, 0.0, 0.5, 40.0]), 1e-5
numeric = (np.maximum(z + h, 0) - np.maximum(z - h, 0)) / (2 * h)
print("z           ", z)
print("nn.relu     ", nn.relu(z))
print("its slope   ", nn.relu.prime(z))
print("differences ", numeric.round(6))

# %% [markdown]
# One half: the difference straddles the kink and averages both sides. A gradient check that lands on a kink
# disagrees although nothing is wrong. In practice a $z$ of exactly 0 is rare, unless a whole layer starts at
# zero.
#
# ### What does a bend cost? (may be skipped)
#
# Exponentials are said to be expensive. **Write down a guess:** how many times as long as ReLU do tanh and
# sigmoid take, and how does the bend compare with the matrix product in front of it? Then measure, on your
# machine.

# %% jupyter={"outputs_hidden": true}
guess = ...  # your guess: sigmoid takes so many times as long as ReLU

a, W = rng.normal(size=(1000, 128)), rng.normal(size=(128, 128))  # try 1024 units instead of 128
z = a @ W.T


def milliseconds(work):
    return 1000 * min(repeat(work, number=2, repeat=5)) / 2


relu_time = milliseconds(lambda: nn.relu(z))
for phi in (nn.relu, nn.tanh, nn.sigmoid, nn.gelu_tanh, nn.gelu):
    took = milliseconds(lambda phi=phi: phi(z))
    print(f"{phi!r:10} {took:7.2f} ms, {took / relu_time:5.1f} times ReLU")
print(f"the product {milliseconds(lambda: a @ W.T):6.2f} ms", "" if guess is ... else f"  (you said {guess})")

# %% [markdown]
# Your figures will differ from everyone else's. Two things usually hold. ReLU is the cheapest, and how much
# dearer the others are depends as much on who wrote them as on the exponential: tanh is one tuned routine of
# NumPy, our sigmoid and GELU take several passes over the array. And the product grows with the width of
# the layer *before*, the bend does not: in wide layers the bend is the small part.
#
# A good place to stop for today. The second half is about units that stop, and what keeps them going.

# %% [markdown]
# ## How a unit dies
#
# Three samples, $x = 1, 2, 3$, and a ReLU unit that should learn $a = x$. It starts at $w = 3$, $b = 0$, so
# it says 3, 6, 9: off by 2, 4, 6. By hand, with squared error:
#
# - slope along $w$: the mean of $2 \cdot 1$, $4 \cdot 2$, $6 \cdot 3$, which is $28/3$;
# - slope along $b$: the mean of 2, 4, 6, which is 4.
#
# With $\eta = 0.1$ the first step leads to $w = 3 - 2.8/3$, $b = -0.4$. With $\eta = 0.5$ it leads to
# $w = 3 - 14/3$, $b = -2$.
#
# **Predict** for both: one such step, then a thousand careful ones with $\eta = 0.1$. Where do they end?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
x, y = np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 3.0])
for eta in (0.1, 0.5):
    first = descend(nn.relu, x, y, w=3.0, b=0.0, eta=eta, steps=1)
    w, b = descend(nn.relu, x, y, *first, eta=0.1, steps=1000)
    z = first[0] * x + first[1]
    print(f"first step with eta = {eta}: w, b =", np.round(first, 2))
    print(f"   z = {z.round(2)}, slopes {nn.relu.prime(z)}")
    print("   a thousand steps later: w, b =", np.round([w, b], 2) + 0.0)

# %% [markdown]
# One step too large, and $z$ is negative for *every* sample. Then every slope is 0, every gradient is 0, and
# nothing this unit could learn from will ever reach it. It is **dead**.
#
# A unit that is off for *some* samples is doing its job: deciding what to answer to. Only one that is off for
# all of them is lost. It cannot save itself; something else must move it: a hand on its bias, the layers
# before it when they change what it sees, or a bend that still has a slope there.
#
# **Do:** raise the bias. One sample above 0 seems enough; try 2, then 4. What do you notice?

# %%
w, b = 3 - 14 / 3, -2.0  # the dead unit
b = ...  # your line: a bias that revives it

if b is ...:
    print("Replace the dots, then run the cell again.")
else:
    on = int(np.sum(w * x + b > 0))
    w, b = descend(nn.relu, x, y, w, b, eta=0.1, steps=2000)
    print(f"{on} of 3 samples on; after 2000 steps w = {w:.2f}, b = {b:.2f}")
    print("says", nn.relu(w * x + b).round(2), " should say", y)

# %% [markdown]
# With $b = 2$ only the sample $x = 1$ gets through. The unit learns that one perfectly, and stays off for the
# others: alive, but stuck. With $b = 4$ two samples pull, and it finds $w = 1$, $b = 0$.
#
# ## A leak
#
# The gentlest cure is a small slope $\alpha$ below 0. **Leaky ReLU** fixes it (often 0.01 or 0.1),
# **PReLU** learns it, **ELU** bends down to a floor at $-\alpha$.

# %% jupyter={"source_hidden": true}
activation_explorer(
    activation="leaky_relu",
    alpha=0.1,
    u=-2,
    layers=10,
    predict=Prediction(
        question="A leak of α = 0.1 keeps a unit at u = −2 alive. A gradient passes ten layers, and meets "
        "such a unit in each. How much of it is left?",
        options=("0.1 of it", "0.01 of it", "0.0000000001 of it"),
        answer="0.0000000001 of it",
        observe="Read the right-hand picture. Then go to u = 2, and try 'prelu' and 'elu' at u = −2.",
        because="0.1¹⁰ = 10⁻¹⁰. A leak revives a unit; it does not carry a gradient through depth. For that, "
        "enough units on the way must be active, where the slope is 1.",
    ),
)

# %% [markdown]
# ### The slope that is learned
#
# PReLU is $a = \max(z, 0) + \alpha \min(z, 0)$, with $\alpha$ a parameter like any weight. So it needs its
# own derivative:
#
# $$
# \frac{\partial a}{\partial \alpha} = \min(z, 0), \qquad
# \frac{\partial a}{\partial z} = \begin{cases} 1 & z > 0 \\ \alpha & z < 0 \end{cases}
# $$
#
# Only samples with negative $z$ teach it anything. Below, the data were made with the slope 0.6, and $\alpha$
# starts at 0.25 (He and others' choice). In a network this is a layer of its own, `nn.PReLU(n)`, with one
# $\alpha$ for each unit.


# %% tags=["pin"]
def prelu(z, alpha):
    return np.maximum(z, 0) + alpha * np.minimum(z, 0)


z, alpha, eta, h = np.linspace(-2, 2, 9), 0.25, 0.5, 1e-5
y = prelu(z, 0.6)  # what it should learn
numeric = (prelu(z, alpha + h) - prelu(z, alpha - h)) / (2 * h)
print("min(z, 0) agrees with differences:", np.allclose(np.minimum(z, 0), numeric))
for step in range(21):
    if step % 5 == 0:
        print(f"step {step:2}: alpha = {alpha:.4f}")
    alpha -= eta * np.mean((prelu(z, alpha) - y) * np.minimum(z, 0))

# %% [markdown]
# ## The smooth ones
#
# **Softplus** rounds off ReLU's corner: $\log(1 + e^z)$. Its slope is an old friend. The others are
# **gates**: $z$ times a number between 0 and 1 that says how far to open. For **SiLU**, also called
# **Swish**, the gate is $\sigma(\beta z)$; for **GELU** it is $\Phi(z)$, the share of a normal distribution
# below $z$, whose own slope is the bell curve $e^{-z^2/2} / \sqrt{2\pi}$.
#
# The product rule does the rest. With $s = \sigma(\beta z)$ and $a = z s$:
#
# $$
# \begin{aligned}
# \operatorname{softplus}'(z) &= \frac{e^z}{1 + e^z} = \sigma(z) \\
# \operatorname{silu}'(z) &= s + z\, \beta s (1 - s) = s + \beta a (1 - s) \\
# \operatorname{gelu}'(z) &= \Phi(z) + z\, e^{-z^2/2} / \sqrt{2\pi}
# \end{aligned}
# $$

# %% tags=["pin"]
z, h = np.array([-3.0, -1.0, 0.0, 1.0, 3.0]), 1e-5
s, beta = nn.sigmoid(2 * z), 2.0
swish = nn.silu.with_(beta=beta)
formulas = [
    (nn.softplus, nn.sigmoid(z)),
    (swish, s + beta * swish(z) * (1 - s)),
    (nn.gelu, nn.gelu.Phi(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)),
]
for phi, slope in formulas:
    numeric = (phi(z + h) - phi(z - h)) / (2 * h)
    print(f"{phi!r:13} slopes {slope.round(3)}  agrees: {np.allclose(slope, numeric, atol=1e-9)}")

# %% jupyter={"source_hidden": true}
activation_explorer(
    activation="softplus",
    u=-2.5,
    predict=Prediction(
        question="Softplus, ELU, SiLU: which of them has a stretch where the slope is negative, so that "
        "raising z lowers a?",
        options=("softplus", "elu", "silu"),
        answer="silu",
        observe="Choose each of the three. Then move silu's β to 10, and to 0: which old friends appear?",
        because="z times a closing gate falls to a shallow valley and comes back to 0, so left of the valley "
        "the slope is negative; GELU does the same. A large β makes the gate a step (ReLU), β = 0 leaves "
        "it half open (the line u/2).",
    ),
)

# %% [markdown]
# ### GELU, exact and quick (may be skipped)
#
# $\Phi$ has no elementary formula. For the sake of speed, GELU's authors also offered a stand-in,
#
# $$\tfrac12 z \left( 1 + \tanh\left( \sqrt{2/\pi}\, (z + 0.044715\, z^3) \right) \right),$$
#
# and some published networks were trained with it. **Predict** the largest difference between the two: near
# 0.05, near 0.0005, or near 0.000005?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
z = np.linspace(-8, 8, 16001)
for what, apart in (
    ("values", np.abs(nn.gelu(z) - nn.gelu_tanh(z))),
    ("slopes", np.abs(nn.gelu.prime(z) - nn.gelu_tanh.prime(z))),
):
    print(f"largest difference of the {what}: {apart.max():.6f} at |z| = {abs(z[apart.argmax()]):.2f}")

# %% [markdown]
# Far too little to matter for learning, and plenty to fail a test that expects the same digits: when you load
# somebody's trained network, use the form it was trained with.
#
# ## The whole family
#
# | name | $\phi(z)$ | $\phi'(z)$ |
# |---|---|---|
# | identity | $z$ | $1$ |
# | threshold | $1$ if $z \ge 0$, else $0$ | $0$ |
# | sigmoid | $1 / (1 + e^{-z})$ | $a (1 - a)$ |
# | tanh | $\tanh z$ | $1 - a^2$ |
# | relu | $\max(0, z)$ | $1$ or $0$ |
# | leaky relu, prelu | $z$ or $\alpha z$ | $1$ or $\alpha$ |
# | elu | $z$ or $\alpha (e^z - 1)$ | $1$ or $a + \alpha$ |
# | softplus | $\log(1 + e^z)$ | $\sigma(z)$ |
# | silu (swish) | $z\, \sigma(\beta z)$ | $s + \beta a (1 - s)$ |
# | gelu | $z\, \Phi(z)$ | $\Phi(z) + z\, e^{-z^2/2} / \sqrt{2\pi}$ |
#
# Where there are two, they hold above and below 0. **Do:** the next cell checks the library against
# differences, all of it. Which ones would a check at $z = 0$ catch out?

# %% tags=["pin"]
z, h = np.linspace(-5, 5, 1000), 1e-5  # 1000 points, none of them exactly 0
for name, phi in nn.ACTIVATIONS.items():
    numeric = (phi(z + h) - phi(z - h)) / (2 * h)
    slope = phi.prime(z)
    verdict = "agrees" if np.allclose(slope, numeric, atol=1e-8) else "DIFFERS"
    print(f"{name:10} {verdict}   slopes from {slope.min():6.3f} to {slope.max():.3f}")

# %% [markdown]
# **Softmax** is missing, because it is no bend of a single number: each of its outputs depends on all inputs.
# It has [chapter 06](06_softmax.ipynb) to itself.
#
# ### The dead unit again
#
# Three samples, $w = -5/3$, $b = -2$, every $z$ below $-3$. Give it another bend, and
# the same careful descent. Leaky ReLU, ELU, SiLU, GELU: each has a slope there that is not 0. **Predict**
# which of them bring it back to $w = 1$.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
x, y = np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 3.0])
steps = (0, 100, 300, 1000)
print("w after steps", "".join(f"{n:8}" for n in steps))
for phi in (nn.relu, nn.leaky_relu.with_(alpha=0.1), nn.elu, nn.silu, nn.gelu):
    w = [descend(phi, x, y, w=-5 / 3, b=-2.0, eta=0.1, steps=n)[0] for n in steps]
    print(f"{phi.name:13}", "".join(f"{v:8.2f}" for v in w))

# %% [markdown]
# Smooth is not the same as alive. Left of their valley SiLU and GELU slope the *wrong* way: descent pushes
# this unit further out, more and more slowly. What brings a unit back is a positive slope on its left, as
# leaky ReLU and ELU have it.
#
# ## A bend of your own
#
# Any function with a slope will do. Take $a = \frac{z}{1 + |z|}$, known as *softsign*. The slope below is
# borrowed from tanh. In the figure your marks are green, and the last sentence compares your slope with
# differences of your own function (that it is not tanh you know). Mend `my_prime`.
#
# (For $z > 0$ use the quotient rule; the curve is odd, so its slope is even.)


# %%
def my_phi(z):
    return z / (1 + np.abs(z))


def my_prime(z):
    return 1 - my_phi(z) ** 2  # mend this line


# %%
activation_explorer(phi=my_phi, prime=my_prime, activation="tanh", u=2)

# %% [markdown]
# When the figure says that your slope fits your function, put both into a network. `nn.Activation.of` makes
# an activation of any two functions, and it may stand wherever `nn.tanh` may.
#
# Does the choice matter? The next cell trains two networks with each bend on two moons (interlocking half
# circles of points), one with a single hidden layer and one with eight, all with the same settings
# (`nn.train` is chapter 11; here only the outcome counts). **Predict:** who falls behind?

# %% jupyter={"outputs_hidden": true}
x, y = nn.datasets.moons(300, noise=0.15, rng=np.random.default_rng(0))
new_x, new_y = nn.datasets.moons(1000, noise=0.15, rng=np.random.default_rng(1))
mine = nn.Activation.of(my_phi, my_prime)
print("right on new points  1 hidden layer  8 hidden layers")
for phi in (nn.sigmoid, nn.tanh, nn.relu, nn.leaky_relu, nn.elu, nn.gelu_tanh, mine):
    share = []
    for depth in (1, 8):
        rng = np.random.default_rng(0)
        net = nn.Network.mlp([2, *[16] * depth, 2], phi, rng=rng)
        sgd = nn.SGD(eta=0.05, momentum=0.9)
        nn.train(net, nn.SoftmaxCrossEntropy(), sgd, x, y, epochs=40, rng=rng, progress=False)
        share.append(nn.accuracy(net(new_x), new_y))
    print(f"{phi.name:20} {share[0]:9.1%} {share[1]:15.1%}")

# %% [markdown]
# Read it with care: one data set, one seed, one learning rate for all. In one hidden layer everything can
# work, though the sigmoid needs many more epochs (**Do:** give it 400). Eight layers of sigmoids do not get
# beyond tossing a coin, at any rate not from these first weights (chapter 10): think of $0.25^8$. Among the
# rest the order changes with the seed.
#
# And if you left the wrong slope in `my_prime`: it may well have trained all the same. A wrong gradient often
# half works, which is why we check with differences and not by the outcome.

# %% [markdown]
# ## Which to choose when
#
# | where | start with | why, and what to watch |
# |---|---|---|
# | hidden layers | `relu` | cheap, slope 1; watch for dead units when $\eta$ is large |
# | many units die | `leaky_relu`, `elu` | a slope below 0; one more number to set |
# | large modern networks | `gelu`, `silu` | what many published ones use; the gain is empirical and small |
# | small smooth problems; values that must stay bounded | `tanh` | centred; saturates |
# | a gate, a yes or no at the output | `sigmoid` | between 0 and 1; never deep in a stack |
# | an output above 0 (a rate, a width) | `softplus` | positive, and grows no faster than $z$ |
# | an output of any size | `identity` | a ReLU there could never say −3 |
# | one of $K$ classes | softmax | [chapter 06](06_softmax.ipynb) |
#
# No theorem ranks the hidden ones. Learning rate and first weights usually matter more.

# %% [markdown]
# ## Quiz
#
# Each answer says why it is right or wrong. What you miss comes back in a later chapter.

# %%
quiz("03_activations")

# %% [markdown]
# ## In three lines
#
# 1. $z$ goes in, $a = \phi(z)$ comes out, and the way back multiplies by $\phi'(z)$, taken at $z$.
# 2. Slopes multiply: a sigmoid passes at most a quarter, tanh and an active ReLU up to all of it, a dead ReLU
#    nothing.
# 3. Hidden layers: start with ReLU. Outputs: what the task demands.
#
# ## Common mistakes
#
# - Taking the slope at $a$. If a formula uses $a$, such as $1 - a^2$, it is still the slope at $z$.
# - Computing $e^{-z}$ for $z = -1000$: it overflows. The library's forms do not; problem 2 asks for yours.
# - ReLU on the last layer of a regression: half of the answers are out of reach.
# - Calling a unit dead that is off for one sample. Look at all of them.
# - Comparing slopes exactly at a kink.

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 03](../exercises/03_activations.ipynb), seven problems, 45 to 60 minutes: ReLU and a
# sigmoid that survives any number, tanh by hand, the family, a backward pass to repair, and a layer to kill
# on purpose. Your functions can then drive this chapter's figure: `activation_explorer(phi=relu,
# prime=relu_prime)`.
#
# **Then:** [chapter 05](05_depth.ipynb) shows what a network without any bend can do (nothing new), [chapter
# 10](10_signals.ipynb) what slopes do through many layers and how the first weights make up for it. Beside
# this one stands [chapter 04](04_layers.ipynb), where units become layers.

# %% [markdown]
# ## History and sources
#
# - Threshold: McCulloch and Pitts, *Bulletin of Mathematical Biophysics* 5, 1943. Perceptron: Rosenblatt,
#   *Psychological Review* 65, 1958.
# - Rectifier: Fukushima, 1969; Hahnloser and others, *Nature* 405, 2000; in deep networks Nair and Hinton,
#   *ICML* 2010, and Glorot, Bordes and Bengio, *AISTATS* 2011.
# - Centred inputs: LeCun, Bottou, Orr and Müller, *Efficient BackProp*, 1998.
# - Softplus: Dugas and others, *NIPS* 13, 2001. Softsign: Bergstra and others, 2009.
# - Leaky ReLU: Maas, Hannun and Ng, 2013. PReLU: He, Zhang, Ren and Sun, *ICCV* 2015. ELU: Clevert,
#   Unterthiner and Hochreiter, *ICLR* 2016.
# - GELU and its stand-in: Hendrycks and Gimpel, 2016. SiLU: also there; Elfwing, Uchibe and Doya, *Neural
#   Networks* 107, 2018. Swish, found again by automatic search: Ramachandran, Zoph and Le, 2017.
