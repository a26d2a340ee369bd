# %% [markdown]
# # 08 · Backpropagation
#
# A network of 235,146 parameters reads a 7 as a 1. Which of them are to blame, and by how much? You could
# nudge one, run the network again, look at the loss, go on to the next: 235,146 times. There is a way to ask
# all of them at once, for little more than the price of one run.
#
# **You will learn to**
#
# - carry an error back through a network, one number after the other;
# - derive and write the backward pass of any dense network, every shape included;
# - test a gradient without calculus, and say what both ways cost.
#
# **You need** the chain rule from school, the forward pass ([chapter 04](04_layers.ipynb)), and $\delta = p -
# y$ from [chapter 06](06_softmax.ipynb).
#
# **Time** 45 minutes, 10 for the quizzes; a pause is marked.

# %% tags=["setup"]
from time import process_time

import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, backprop_stepper, quiz, review

review("08_backprop")

# %% jupyter={"source_hidden": true}
backprop_stepper(
    example="f: ReLU, then sigmoid",
    step=5,
    predict=Prediction(
        question="The input 2 goes through w₁ = 0.5, a ReLU, then through w₂ = 1 and a sigmoid, which says "
        "0.731; the target is 1. You nudge one of the weights a little. Which nudge changes the loss more?",
        options=("That of w₂, next to the loss", "That of w₁, at the far end", "Both the same"),
        answer="That of w₁, at the far end",
        observe="Press ▸ until the last operation, and compare ∂L/∂w₂ with ∂L/∂w₁. Read each rule in "
        "passing.",
        because="A weight counts by what comes into it times the error signal behind it. The signal is "
        "−0.269 at both, but w₁ sees the input 2, and w₂ only the activation 1.",
    ),
)

# %% [markdown]
# ## What is wanted
#
# You have just walked through a whole backward pass. It left one number at every parameter:
# $\partial L / \partial w$, how fast the loss changes when $w$ does. Negative means: raise $w$, and the loss
# falls. All of these together are the **gradient**; what to do with it is the business of chapter 09.
#
# The slow way to get it needs no calculus: ask the network. Nudge $w$ up a little, nudge it down, and divide
# the change of the loss by the width of the nudge. We keep this as our judge for the whole chapter.
#
# **Do:** run it, then nudge with `h = 1`. Is the answer still good?


# %% tags=["pin"]
def loss_f(w1, w2, x=2.0):  # example f, the target being 1
    a1 = max(0.0, w1 * x)  # ReLU
    a2 = nn.sigmoid(w2 * a1)
    return -np.log(a2)


h = 1e-5
print(f"L = {loss_f(0.5, 1.0):.3f}")
print(f"dL/dw1 = {(loss_f(0.5 + h, 1.0) - loss_f(0.5 - h, 1.0)) / (2 * h):.3f}")
print(f"dL/dw2 = {(loss_f(0.5, 1.0 + h) - loss_f(0.5, 1.0 - h)) / (2 * h):.3f}")

# %% [markdown]
# ## One path: multiply
#
# Now with calculus. The loss hangs on $w_1$ through a chain,
#
# $$w_1 \to z_1 \to a_1 \to z_2 \to a_2 \to L,$$
#
# and each link has a **local slope**, which needs nothing but the numbers at that link. Slopes are exchange
# rates: if $z_2$ moves 1 for 1 with $a_1$, and $L$ moves −0.269 for 1 with $z_2$, then $L$ moves −0.269 for 1
# with $a_1$. Along a path, rates multiply:
#
# $$
# \frac{\partial L}{\partial w_1} = \underbrace{\frac{\partial L}{\partial a_2} \cdot
# \frac{\partial a_2}{\partial z_2}}_{\delta_2} \cdot \frac{\partial z_2}{\partial a_1} \cdot
# \frac{\partial a_1}{\partial z_1} \cdot \frac{\partial z_1}{\partial w_1}
# $$
#
# The gradient of $w_2$ begins with the same two factors, $\delta_2$. So start at the loss, carry the product
# along, and no factor is computed twice.

# %% tags=["pin"]
x, y, w1, w2 = 2.0, 1.0, 0.5, 1.0
z1 = w1 * x
a1 = max(0.0, z1)
z2 = w2 * a1
a2 = nn.sigmoid(z2)
dL_da2 = -y / a2  # slope of -log a2
delta2 = dL_da2 * a2 * (1 - a2)  # through the sigmoid: what is left is a2 - y
dw2 = delta2 * a1  # w2 multiplied a1
dL_da1 = delta2 * w2  # a1 was multiplied by w2
delta1 = dL_da1 * (z1 > 0)  # through the ReLU
dw1 = delta1 * x
print(f"forward   z1 {z1:.3f}  a1 {a1:.3f}  z2 {z2:.3f}  a2 {a2:.3f}  L {-np.log(a2):.3f}")
print(f"back      dL/da2 {dL_da2:.3f}  delta2 {delta2:.3f}  dw2 {dw2:.3f}")
print(f"          dL/da1 {dL_da1:.3f}  delta1 {delta1:.3f}  dw1 {dw1:.3f}")
print(f"nudging   dw1 {(loss_f(w1 + h, w2) - loss_f(w1 - h, w2)) / (2 * h):.3f}")

# %% [markdown]
# ### What every station does
#
# Each line of the way back is **local slope × what comes from above**. There are only four:
#
# | to reach | from above | local slope |
# |---|---|---|
# | $z$, through the bend $a = \phi(z)$ | $\partial L / \partial a$ | $\phi'(z)$ |
# | a weight of $z = w a_\text{prev} + b$ | $\delta$ | $a_\text{prev}$, what came in |
# | the bias | $\delta$ | 1 |
# | $a_\text{prev}$, and so the layer before | $\delta$ | $w$ |
#
# The product that arrives at a pre-activation, $\delta = \partial L / \partial z$, is the **error signal** of
# that unit: all three lines below it need it, so it is what we compute and keep. Here the two factors of
# $\delta_2$ cancelled to $a_2 - y$, as in chapter 06.

# %% [markdown]
# ## Several paths: add
#
# A number that is used twice acts twice. Nudge $u$, and both of its users move; the loss feels the sum:
#
# $$
# \frac{\partial L}{\partial u} = \sum_j \frac{\partial L}{\partial z_j} \cdot
# \frac{\partial z_j}{\partial u}
# $$
#
# **Predict:** $z_1 = u^2$, $z_2 = 3u$, $L = z_1 z_2$. What is $\partial L / \partial u$ at $u = 2$? Add the
# two paths in your head, write the sum into the cell, and run it.


# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_sum = ...  # your number


def L(u):
    z1, z2 = u**2, 3 * u
    return z1 * z2


u, h = 2.0, 1e-5
z1, z2 = u**2, 3 * u
print("by z1:", z2 * 2 * u, "  by z2:", z1 * 3, "  sum:", z2 * 2 * u + z1 * 3)
print("nudging:", round((L(u + h) - L(u - h)) / (2 * h), 4), "" if my_sum is ... else f" you: {my_sum}")

# %% [markdown]
# In a network this happens at every unit that feeds more than one other: the error comes back along each of
# its outgoing edges, weighted by that edge.

# %% jupyter={"source_hidden": true}
backprop_stepper(
    example="g: two hidden layers",
    step=24,
    predict=Prediction(
        question="The first unit of layer 1 feeds both units of layer 2, with the weights 1.2 and 0.5. "
        "Their error signals are −0.131 and 0.108. What is ∂L/∂a of that first unit? (Two decimals will do.)",
        answer=-0.131 * 1.2 + 0.108 * 0.5,
        within=0.006,
        observe="Press ▸ once and read the rule; then see how each edge into the unit brings its share.",
        because="One path carries −0.131 · 1.2, the other 0.108 · 0.5, and the unit gets the sum. The two "
        "pull in opposite directions, and partly cancel.",
    ),
)

# %% [markdown]
# ### Your turn, half done
#
# Example (d) (the letters are those of the figure's list of networks): input 2, target 1, two sigmoid units,
# a linear output, and $L = \frac12 (\hat y - y)^2$. Its output layer is done. Replace the dots for the
# hidden layer; arrays of two, one entry for each unit. (Each hidden unit feeds one output, so there is a
# single path. The slope of a sigmoid is $a (1 - a)$.)

# %%
x, y = 2.0, 1.0
W1, b1, W2, b2 = np.array([0.5, -0.4]), np.array([-0.3, 0.2]), np.array([0.6, -0.8]), 0.1
a1 = nn.sigmoid(W1 * x + b1)
delta2 = W2 @ a1 + b2 - y  # dL/dyhat
dW2, db2 = delta2 * a1, delta2
delta1 = ...  # your line: back along each weight, then through the bend
dW1 = ...  # your line

right = nn.numerical_gradient(lambda W: 0.5 * (W2 @ nn.sigmoid(W * x + b1) + b2 - y) ** 2, W1)
if dW1 is ...:
    print("dW2", dW2.round(4), " db2", round(db2, 4), "  Fill in both lines, then run the cell again.")
else:
    unbent = np.allclose(dW1, delta2 * W2 * x)
    hint = "the slope of the bend is missing" if unbent else "go through the table above, line by line"
    print("dW1", np.round(dW1, 4), " nudging", right.round(4))
    print("That is right." if np.allclose(dW1, right, atol=1e-4) else f"Not yet: {hint}.")

# %% [markdown]
# (With numbers of your own, this is problem 1 of [exercise set 08](../exercises/08_backprop.ipynb).)
#
# ## Spot the error
#
# A well-known text walks through this same example. Rounded to three decimals it has $a_1 = 0.668$ and
# $0.354$; "hence $\hat y = 0.218$, and the loss is 0.306". One of the last two numbers is wrong. Compute
# $\hat y$ without rounding on the way, replace the dots, and find out how the text came by its number.

# %%
yhat = ...  # your line; W2, a1 and b2 are those above

if yhat is not ...:
    rounded = 0.6 * 0.668 - 0.8 * 0.354 + 0.1
    print(f"yours {yhat:.5f}, with rounded activations {rounded:.5f}")
    print(f"to three decimals: {yhat:.3f} or {rounded:.3f};  loss: {(1 - yhat) ** 2 / 2:.3f} either way")

# %% [markdown]
# It is 0.217. The text rounded first and computed afterwards, and two errors below 0.0005 were enough to tip
# the last digit. Round once, at the end; and keep the digits your checks will need.
#
# ### A unit that is off
#
# Next the figure asks and *you* are the backward pass, with whole numbers and halves. It recognises the usual
# slips by their values.

# %% jupyter={"source_hidden": true}
backprop_stepper(
    example="a: a ReLU unit is off",
    step=7,
    fill=True,
    predict=Prediction(
        question="Example (a) has two ReLU units, and z = −1 and 5: the first is off. How many of the nine "
        "gradients (six weights, three biases) are exactly 0?",
        answer=4,
        observe="Type the missing number and press Enter, then ▸ for the next: from δ of the output on.",
        because="The unit that is off hands 0 forward, so the weight that reads it gets 0; and it lets "
        "nothing back, so its own two weights and its bias get 0 as well.",
    ),
)

# %% [markdown]
# A good place to stop for today, or for a cup of tea. The second half does for whole layers, in one line
# each, what you have done number by number.

# %% [markdown]
# ## A whole layer at once
#
# A layer takes a vector to a vector; its derivative is a table of slopes, the **Jacobian**: row $j$, column
# $i$ holds the slope of output $j$ along input $i$. A dense layer is made of two steps:
#
# $$
# z = W a_\text{prev} + b: \quad \frac{\partial z_j}{\partial a_i} = W_{ji}
# \qquad\qquad
# a = \phi(z): \quad \frac{\partial a_j}{\partial z_i} = \phi'(z_j)\, 1[i{=}j]
# $$
#
# The affine step *is* its own Jacobian. An elementwise bend has a diagonal one: no unit looks at another's
# $z$ (softmax, which does, has a full one). The next cell nudges each input of a small layer to make sure.


# %% tags=["pin"]
def jacobian(f, at, h=1e-5):  # column i: what a nudge of input i does to all outputs
    columns = [(f(at + h * e) - f(at - h * e)) / (2 * h) for e in np.eye(len(at))]
    return np.stack(columns, axis=1)


rng = np.random.default_rng(0)
W, b, a_prev = rng.normal(size=(3, 4)), rng.normal(size=3), rng.normal(size=4)
z = W @ a_prev + b
print("affine step:", np.allclose(jacobian(lambda a: W @ a + b, a_prev), W), " shape", W.shape)
print(jacobian(np.tanh, z).round(3))
print("slopes of tanh:", nn.tanh.prime(z).round(3))

# %% [markdown]
# ### Never build it
#
# Going back, we hold a **row** of slopes, $\partial L / \partial a$, and multiply it by one Jacobian after
# the other: a *vector–Jacobian product*. The product is all we need, and for a layer it is cheap:
#
# - through the bend, row · diagonal: multiply entry by entry,
#   $\delta = \partial L / \partial a \odot \phi'(z)$ (⊙ is entry by entry);
# - through the affine step, row · $W$;
# - to the weights, $\partial L / \partial W_{ji} = \delta_j a_i$: each entry of $W$ has one path, through
#   $z_j$.
#
# **Predict:** a layer takes 784 inputs to 256 units. How many entries would the Jacobian of its $z$ along its
# weights have? And how many of them are not 0?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_guess = ...  # entries in all

n_in, n_out = 784, 256
entries = n_out * (n_out * n_in)  # a row for each z, a column for each weight
print(f"entries {entries:,}, not zero {n_out * n_in:,}: one in {n_out}")
print(f"for one sample {8 * entries / 1e6:.0f} MB; delta and a_prev take {8 * (n_in + n_out):,} bytes")
if my_guess is not ...:
    print("You said", my_guess)

# %% [markdown]
# ### Why backward?
#
# Matrix products may be grouped as one likes; the result is the same, the work is not. The slopes of the loss
# along the 784 inputs of a 784-256-128-10 network are a product of four: the row from the loss, and a
# Jacobian for each of the three layers (bends left out, they are cheap). An $(m, n)$ array times an $(n, k)$
# array takes $m\,n\,k$ multiplications.
#
# **Predict:** grouped from the loss on, or from the input on, which is cheaper, and how many times?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_factor = ...  # how many times cheaper

from_loss = 1 * 10 * 128 + 1 * 128 * 256 + 1 * 256 * 784  # the row stays a row
from_input = 128 * 256 * 784 + 10 * 128 * 784 + 1 * 10 * 784  # matrix times matrix, all the way
print(f"from the loss {from_loss:,}, from the input {from_input:,}: {from_input / from_loss:.0f} times more")
if my_factor is not ...:
    print("You said", my_factor)

# %% [markdown]
# That is the whole reason for the word *back*. One number comes out of a network and very many go in, so the
# cheap end to start from is the loss. (With one input and many outputs, forward would win.)
#
# > **For programmers.** The forward pass is a pipeline of calls, and it leaves a graph: who used whose
# > result. Backward walks that graph in reverse, each node after all of its users, adding up what they send.
# > Keeping $z$ and $a$ on the way forward is memoisation: the way back asks for the same intermediate results
# > again. `nn.Layer` is just that, a `forward` that keeps and a `backward` that uses; autodiff libraries do
# > the same for every `+` and `*`.

# %% [markdown]
# ## Any depth, a whole batch
#
# One sample is one row, as always. Start at the last layer, and for $l = L, \dots, 1$:
#
# $$
# \delta_L = \frac{\partial L}{\partial z_L}, \qquad
# \delta_l = (\delta_{l+1} W_{l+1}) \odot \phi'(z_l), \qquad
# \frac{\partial L}{\partial W_l} = \delta_l^\top a_{l-1}, \qquad
# \frac{\partial L}{\partial b_l} = \sum_n \delta_{l,n}
# $$
#
# The second is the row of the last section: through $W_{l+1}$ to $\partial L / \partial a_l$, then through
# the bend. For the third, look at one entry. $z_{nj} = \sum_i a_{ni} W_{ji} + b_j$, so $W_{ji}$ acts on unit
# $j$ of **every** sample: several paths, one through each row. Add them:
# $\sum_n \delta_{nj} a_{ni} = (\delta^\top a)_{ji}$. The sum over the batch is inside the matrix product; for
# the bias it is the sum over the rows.
#
# **Predict** the shapes of `delta1` and `dW1` for a batch of 5 in a 3-4-2 network. Then run.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
my_shapes = ...  # such as (1, 2), (3, 4)

rng = np.random.default_rng(0)
net, loss = nn.Network.mlp([3, 4, 2], nn.tanh, rng=rng), nn.SoftmaxCrossEntropy()
x, y = rng.normal(size=(5, 3)), rng.integers(2, size=5)
net.backward(loss.delta(net.forward(x), y))
for l in (2, 1):
    layer, a = net[l], net[l - 1].a
    same = np.allclose(layer.dW, layer.delta.T @ a) and np.allclose(layer.db, layer.delta.sum(axis=0))
    print(f"layer {l}: delta {layer.delta.shape}  a_prev {a.shape}  dW {layer.dW.shape}  formulas {same}")


delta1, z1 = net[1].delta.copy(), net[1].z.copy()
numeric = nn.numerical_gradient(lambda z: loss(np.tanh(z) @ net[2].W.T + net[2].b, y), z1)
print("delta1 by nudging z1:", np.allclose(delta1, numeric), "" if my_shapes is ... else f" you: {my_shapes}")

# %% [markdown]
# ### How to remember it
#
# By the shapes: whoever knows them can write the formulas down.
#
# | | product | shape |
# |---|---|---|
# | $\delta_L$ | $\partial L / \partial z_L$ | $(N, K)$ |
# | $\partial L / \partial a_l$ | $\delta_{l+1} W_{l+1}$ | $(N, n_{l+1})\,(n_{l+1}, n_l) = (N, n_l)$ |
# | $\delta_l$ | $\ldots \odot \phi'(z_l)$ | $(N, n_l)$, entry by entry |
# | $dW_l$ | $\delta_l^\top a_{l-1}$ | $(n_l, N)\,(N, n_{l-1}) = (n_l, n_{l-1})$ |
# | $db_l$ | $\delta_l$ summed over rows | $(n_l,)$ |
#
# Forward multiplies by $W^\top$, backward by $W$.
#
# **Where the $1/N$ sits.** In $\delta_L$, once. $L$ is a mean, so $\delta_L = (p - y)/N$ for the heads of
# chapter 06, and everything after it only sums. `loss.delta(z, y)` contains it; dividing again further down
# would count it twice.

# %% [markdown]
# ### Books with columns
#
# Where a sample is a column, the same line for one sample and two layers reads
#
# $$
# \frac{\partial L}{\partial W_2} = \left( \frac{\partial L}{\partial a_2} \odot \phi'(z_2) \right)
# a_1^\top \qquad (K, 1) \odot (K, 1) \text{ times } (1, M) \text{ gives } (K, M)
# $$
#
# **Do:** make the cell print `True` twice. As it stands one of its lines has the two factors of a transposed
# product the wrong way round.

# %%
rng = np.random.default_rng(1)
a1, W2, y = rng.normal(size=(4, 1)), rng.normal(size=(2, 4)), np.array([[1.0], [0.0]])  # columns


def L(W):
    return 0.5 * np.sum((np.tanh(W @ a1) - y) ** 2)


z2 = W2 @ a1
in_brackets = (np.tanh(z2) - y) * nn.tanh.prime(z2)  # dL/da2 times the slope: delta2, a column
dW2 = a1 @ in_brackets.T  # mend this line
numeric = nn.numerical_gradient(L, W2)
print("shape of W2:", dW2.shape == W2.shape)
print("agrees with nudging:", dW2.shape == W2.shape and np.allclose(dW2, numeric, atol=1e-8))

# %% [markdown]
# ## Code it
#
# The four formulas, for any number of layers, any activation and any loss with a `delta`. It returns the
# gradients as lists, the first layer first.


# %%
def backward(x, y, W, b, phi, loss):
    z, a = [], [x]
    for W_l, b_l in zip(W, b, strict=True):  # forward, keeping every z and a
        z.append(a[-1] @ W_l.T + b_l)
        a.append(phi(z[-1]))
    delta = loss.delta(z[-1], y)  # the last layer is linear: its phi is not used
    dW, db = [], []
    for l in reversed(range(len(W))):  # and back
        dW.insert(0, delta.T @ a[l])
        db.insert(0, delta.sum(axis=0))
        if l:
            delta = (delta @ W[l]) * phi.prime(z[l - 1])
    return dW, db


# %% [markdown]
# The library's own is `net.forward(x)`, then `net.backward(delta)`: the same formulas, a layer at a time
# (`nn.Dense.backward`), into arrays that are used again. Do the two agree, on spirals, through three hidden
# layers?

# %% tags=["pin"]
rng = np.random.default_rng(0)
x, y = nn.datasets.spirals(50, turns=1.5, noise=0.1, rng=rng)
net, loss = nn.Network.mlp([2, 16, 8, 8, 2], nn.tanh, rng=rng), nn.SoftmaxCrossEntropy()
dW, db = backward(x, y, [p.W for p in net.layers], [p.b for p in net.layers], nn.tanh, loss)

net.backward(loss.delta(net.forward(x), y))
for l, layer in enumerate(net.layers):
    same = np.allclose(dW[l], layer.dW) and np.allclose(db[l], layer.db)
    print(f"layer {l + 1}  dW {dW[l].shape}  db {db[l].shape}  {'the same' if same else 'DIFFERS'}")

# %% [markdown]
# ### Yours, in the figure
#
# `my_gradients` is a backward pass for one sample of example (d), and it forgets something. The figure runs
# it beside its own, walks back, and tells where yours first goes astray. **Do:** predict what it will
# complain about, run, mend the line, run again.


# %%
def my_gradients(net):
    x, y, W1, b1, W2, b2 = (net[name] for name in ("x", "y", "W1", "b1", "W2", "b2"))
    a1 = nn.sigmoid(W1 @ x + b1)
    delta2 = W2 @ a1 + b2 - y
    delta1 = delta2 @ W2  # mend this line
    return {"dW2": np.outer(delta2, a1), "db2": delta2, "dW1": np.outer(delta1, x), "db1": delta1}


backprop_stepper(gradients=my_gradients, step=18)

# %% [markdown]
# Choose *your own numbers* in the list of networks, leave the sigmoid, and move what you like: yours has to
# agree everywhere. Then take tanh. Where does yours differ first, and why there? (Its `a1` is still a
# sigmoid's, and $\partial L / \partial W_2$ is the first gradient to feel it.)
#
# ## What it costs
#
# Nudging runs the network twice for each parameter. Backpropagation repeats each multiplication of the
# forward pass at most twice: $W a$ comes back as $\delta W$ and as $\delta^\top a$. So three runs in all, at
# most, whatever the number of parameters; less, if the bends cost much, and because nobody asks the first
# layer for $\delta W$, the slopes of the input.


# %%
def seconds(f, *args, times=20):
    f(*args)  # to warm up
    start = process_time()  # of this processor, for us: what else it does is not counted
    for _ in range(times):
        f(*args)
    return (process_time() - start) / times


def mean_loss(theta):  # one run: the network with these parameters
    net.theta = theta
    return loss(net(x), y)


def backprop():
    return net.backward(loss.delta(net.forward(x), y))


# %% [markdown]
# **Write down a guess:** how long would nudging all parameters of 784-256-128-10 take, for a batch of 64?
# Then measure, on this machine.

# %% jupyter={"outputs_hidden": true}
loss, rng = nn.SoftmaxCrossEntropy(), np.random.default_rng(0)
for sizes in ([2, 4, 4, 2], [2, 16, 16, 2], [2, 32, 32, 2], [784, 256, 128, 10]):
    net = nn.Network.mlp(sizes, nn.tanh, rng=rng)
    x, y, theta = rng.normal(size=(64, sizes[0])), rng.integers(sizes[-1], size=64), net.theta.copy()
    run = seconds(mean_loss, theta)
    if len(theta) < 2000:
        nudging = seconds(nn.numerical_gradient, mean_loss, theta, times=1)
    else:
        nudging = 2 * len(theta) * run  # worked out, not waited for
    back = seconds(backprop)
    print(f"{len(theta):7,} parameters: one run {1e3 * run:.3f} ms, backprop {back / run:.1f} runs,", end=" ")
    print(f"nudging {nudging / run:,.0f} runs ({nudging:,.2f} s)")

# %% [markdown]
# One column of runs hardly moves, the other is twice the number of parameters. Minutes for a single gradient;
# and training wants thousands. That the gap is always like this is the **cheap gradient principle**: whatever
# a program computes, if its result is one number, all of its slopes cost a small constant times the program.
#
# Nothing is free: the way back needs every $z$ and $a$ of the way there.

# %% tags=["pin"]
net = nn.Network.mlp([784, 256, 128, 10], nn.relu, rng=np.random.default_rng(0))
print(f"parameters          {net.theta.nbytes / 1e6:6.2f} MB, and as much for the gradient")
for batch in (1, 64, 4096):
    net.forward(np.zeros((batch, 784)))
    kept = net[0].a.nbytes + sum(layer.z.nbytes + layer.a.nbytes for layer in net.layers)
    print(f"kept for batch {batch:4} {kept / 1e6:6.2f} MB")

# %% [markdown]
# With a large batch it is the memory, not the parameters, that fills a graphics card. (`net(x)` keeps
# nothing: use it whenever no gradient is wanted.)
#
# ## Trust, but measure
#
# A wrong gradient does not crash. So nudge *once*, on a tiny network, before you trust a formula: this is
# **gradient checking**. How large should the nudge $h$ be?
#
# The centred difference is off by about $h^2$ times a third derivative, the one-sided one,
# $(L(\theta + h) - L(\theta)) / h$, by $h$ times a second. That says: small. But both subtract two nearly
# equal losses, each rounded at its 16th digit, and then divide by something tiny.
#
# **Predict:** which $h$ from 0.1 to $10^{-11}$ is best for the centred difference?

# %% jupyter={"outputs_hidden": true}
rng, loss = np.random.default_rng(0), nn.SoftmaxCrossEntropy()
x, y = nn.datasets.spirals(20, turns=1.5, noise=0.1, rng=rng)
net = nn.Network.mlp([2, 8, 8, 2], nn.tanh, rng=rng)
net32, theta = net.astype(np.float32), net.theta.copy()
grad = net.backward(loss.delta(net.forward(x), y)).copy()


def mean_loss32(theta):  # the same network, computed in single precision
    net32.theta = theta
    return loss(net32(x), y)


# %% jupyter={"outputs_hidden": true}
print("    h   one-sided  centred  centred, float32   (relative error)")
for h in 10.0 ** -np.arange(1, 12):
    one_sided = [(mean_loss(theta + h * e) - mean_loss(theta)) / h for e in np.eye(len(theta))]
    centred = nn.numerical_gradient(mean_loss, theta, h)
    single = nn.numerical_gradient(mean_loss32, theta, h)
    print(f"{h:5.0e} ", *(f"{nn.relative_error(g, grad):10.0e}" for g in (one_sided, centred, single)))
net.theta = theta

# %% [markdown]
# Each column is a valley: too coarse on one side, rounding on the other. The best centred $h$ lies near
# $\sqrt[3]{\varepsilon}$ for a rounding error $\varepsilon$ ($10^{-16}$ in double precision), the best
# one-sided near $\sqrt{\varepsilon}$, and far less accurate. In float32 no $h$ is good: check in float64,
# train in what you like.
#
# A difference of gradients means nothing by itself, so compare it with their size, the **relative error**
# $\lVert g - n \rVert / \max(\lVert g \rVert, \lVert n \rVert)$. As a rule of thumb, in float64: below
# $10^{-6}$ they agree; above $10^{-3}$ there is a mistake; between the two, look closer. One honest reason is
# a kink.

# %% tags=["pin"]
h = 1e-5
for z in (0.3, 4e-6, 0.0):
    formula = float(nn.relu.prime(z))
    nudging = float(nn.relu(z + h) - nn.relu(z - h)) / (2 * h)
    print(f"ReLU at z = {z:g}: slope by formula {formula:.1f}, by nudging {nudging:.1f}")

# %% [markdown]
# Within $h$ of the kink the nudge sees both sides. Nothing is wrong: take other inputs, and the entry agrees.
#
# ## A planted bug
#
# In the next network somebody wrote the slope of tanh for use with $z$, as $1 - \tanh(\cdot)^2$, and handed
# it $a$: tanh is in it twice. No shape betrays it. **Predict:** in which of the three layers will `dW` be
# wrong?

# %% jupyter={"outputs_hidden": true}
bad_tanh = nn.Activation.of(np.tanh, lambda z: 1 - np.tanh(np.tanh(z)) ** 2)


def network(phi):
    layers = [nn.Dense(2, 16, phi), nn.Dense(16, 16, phi), nn.Dense(16, 2)]
    return nn.Network(layers, rng=np.random.default_rng(1))


nn.gradient_check(network(bad_tanh), loss, x, y)

# %% [markdown]
# Read it from the end, the way the error travels. Layer 3 is right: its gradient needs no slope. Layer 2 is
# the first to be wrong on the way back, so the mistake stands between the two: in the bend of layer 2. From
# there on everything is tainted.
#
# Would you have noticed without? **Predict:** does this network learn the spirals?

# %% jupyter={"outputs_hidden": true}
x, y = nn.datasets.spirals(100, turns=1, noise=0.1, rng=np.random.default_rng(3))
for name, phi in (("right slope", nn.tanh), ("wrong slope", bad_tanh)):
    net, rng = network(phi), np.random.default_rng(2)
    sgd = nn.SGD(0.1, momentum=0.9)
    history = nn.train(net, loss, sgd, x, y, epochs=60, rng=rng, progress=False)
    print(f"{name}: loss {history.loss[0]:.3f} to {history.loss[-1]:.4f},", end=" ")
    print(f"accuracy {history.accuracy[-1]:.1%}")

# %% [markdown]
# It learns, only less well: each local slope has the right sign and the wrong size. That is the nastiest kind
# of bug, and the reason to check: *the loss goes down* proves nothing about a gradient.
#
# ## Quiz
#
# Each answer says why it is right or wrong. What you miss comes back in a later chapter.

# %%
quiz("08_backprop")

# %% [markdown]
# ## In three lines
#
# 1. Along a path multiply local slopes, over several paths add; start at the loss, keep
#    $\delta = \partial L / \partial z$.
# 2. $\delta_l = (\delta_{l+1} W_{l+1}) \odot \phi'(z_l)$, $dW_l = \delta_l^\top a_{l-1}$, $db_l$ = sum of
#    $\delta_l$ over the rows; the $1/N$ is in $\delta_L$.
# 3. It costs at most about two more runs, whatever the number of parameters; nudging costs two for
#    each of them, so let it be the judge: on a tiny network, in float64.
#
# ## Common mistakes
#
# - $\phi'$ taken at $a$ instead of at $z$, or left out: $\partial L / \partial a$ is not yet $\delta$.
# - One path out of several: units that feed many others, weights that are used twice.
# - $1/N$ forgotten, or in two places.
# - Updating $W_2$ before $\delta_1$ has been computed with it.
# - Checking at a kink, in float32, or where every gradient is 0 (all weights zero).

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 08](../exercises/08_backprop.ipynb), seven problems, 60 to 75 minutes: your own
# numbers by hand, the backward pass of a layer and of a network, a gradient check of your own, and a training
# loop to repair. What you write there can drive this chapter's figure, as `my_gradients` did.
#
# **Then:** [chapter 09](09_descent.ipynb) (descent) takes the gradient and walks. [Chapter
# 10](10_signals.ipynb) (signals through depth) asks what becomes of $\delta$ after fifty layers of factors;
# you have seen that each layer multiplies it by $\phi'(z)$ and by $W$. [Chapter 13](13_handwriting.ipynb)
# takes the walk on a handwritten digit. [Back to the map](00_start_here.ipynb).

# %% [markdown]
# ## History and sources
#
# **The idea**, rounding errors (and so derivatives) traced from a program's result back to its inputs: S.
# Linnainmaa, master's thesis, University of Helsinki (1970), and *BIT* 16 (1976), 146–160. **For models with
# many parameters:** P. J. Werbos, *Beyond Regression*, PhD thesis, Harvard (1974). **For networks with hidden
# units**, and the paper that made it known: D. E. Rumelhart, G. E. Hinton and R. J. Williams, *Nature* 323
# (1986), 533–536.

# %% [markdown]
# **What it costs:** W. Baur and V. Strassen, *Theor. Comput. Sci.* 22 (1983), 317–330; A. Griewank, in
# *Mathematical Programming: Recent Developments and Applications* (1989), 83–108; A. Griewank and A. Walther,
# *Evaluating Derivatives* (SIAM, 2nd ed. 2008). **A survey:** A. G. Baydin, B. A. Pearlmutter, A. A. Radul
# and J. M. Siskind, *J. Mach. Learn. Res.* 18 (2018), no. 153. **Differences and their step:** J. Nocedal and
# S. J. Wright, *Numerical Optimization* (Springer, 2nd ed. 2006), section 8.1.
