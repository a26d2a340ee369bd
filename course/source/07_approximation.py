# %% [markdown]
# # 07 · Universal approximation
#
# Draw a curve, any curve, without lifting the pencil. Is there a network with one hidden layer that follows
# it, as closely as you wish? And if there is: would training find it?
#
# **You will learn to**
#
# - build curves by formula, from hinges and from bumps, without any training;
# - measure how fast the error falls as units are added, and explain the rate;
# - say what the universal approximation theorem promises, and what it does not.
#
# **You need** kinks and slopes of ReLU networks ([chapter 05](05_depth.ipynb)), sigmoids ([chapter
# 03](03_activations.ipynb)), logarithms.
#
# **Time** 45 minutes, 10 for the quizzes; a pause and what may be skipped are marked.
#
# Run the next two cells: questions from earlier chapters, then a figure, covered until you predict.

# %% tags=["setup"]
import numpy as np

import nnkit as nn
from nnkit.widgets import Prediction, approximation_explorer, quiz, review

review("07_approximation")

# %% jupyter={"source_hidden": true}
approximation_explorer(
    predict=Prediction(
        question="Six ReLU units follow a sine, with weights by a formula (no training). You take twelve. "
        "What becomes of the largest error?",
        options=("About a half", "About a quarter", "About an eighth"),
        answer="About a quarter",
        observe="Note the largest error at M = 6, then set M to 12, 24 and 48. The lower picture shows all "
        "M at once, on logarithmic scales.",
        because="Twice as many pieces are half as long, and the gap between a smooth curve and a chord "
        "shrinks with the square of the length.",
    )
)

# %% [markdown]
# No training took place. Somebody wrote the weights down. You will be able to by the end of this section.
#
# ## One brick: a triangle
#
# A ReLU of $x - c$ is a **hinge**: level until $c$, then rising with slope 1. A weight $v$ in front of it
# *changes the slope by $v$* at $c$. So draw what you want, and read off the changes. The triangle with
# corners (0, 0), (1, 1), (2, 0):
#
# | | slope before | slope after | change |
# |---|---|---|---|
# | at 0 | 0 | 1 | +1 |
# | at 1 | 1 | −1 | −2 |
# | at 2 | −1 | 0 | +1 |
#
# $$\operatorname{ReLU}(x) - 2 \operatorname{ReLU}(x - 1) + \operatorname{ReLU}(x - 2)$$
#
# And $|x|$? It falls with slope −1 up to 0. A hinge that looks left does that:
# $|x| = \operatorname{ReLU}(x) + \operatorname{ReLU}(-x)$.

# %% tags=["pin"]
x = np.array([-1, 0, 0.5, 1, 1.5, 2, 3])
print("x       ", x)
print("triangle", nn.relu(x) - 2 * nn.relu(x - 1) + nn.relu(x - 2))
print("|x|     ", nn.relu(x) + nn.relu(-x))

# %% [markdown]
# ### Your turn, half done
#
# The target in the figure is a triangle with corners (−½, 0), (0, 1), (½, 0). `mine`, in green, rises as it
# should, and then forgets to stop. Add what is missing until the readout says that yours agrees.


# %%
def mine(x):
    return 2 * nn.relu(x + 0.5)  # add the hinges at 0 and at 1/2


approximation_explorer(f=mine, target="triangle", M=4)

# %% [markdown]
# (Problem 1 of [exercise set 07](../exercises/07_approximation.ipynb) asks for such bricks as functions.)
#
# ## Any curve, corner by corner
#
# Choose points on the curve and join them by straight lines. With slopes $s_1, s_2, \dots$ of the pieces:
#
# $$\hat f(x) = y_0 + \sum_m v_m \operatorname{ReLU}(x - t_m), \qquad v_1 = s_1, \quad v_m = s_m - s_{m-1}$$
#
# where piece $m$ begins at $t_m$. **By hand,** through (0, 1), (2, 2), (3, 0), (5, 4): the slopes are 0.5,
# −2 and 2; the changes are 0.5, −2.5 and 4. So
#
# $$
# \hat f(x) = 1 + 0.5 \operatorname{ReLU}(x) - 2.5 \operatorname{ReLU}(x - 2) + 4 \operatorname{ReLU}(x - 3)
# $$
#
# At $x = 4$ that is $1 + 2 - 5 + 4 = 2$: halfway between 0 and 4, as it should be. Three pieces, three hidden
# units: as a network, $w = 1$, $b = -t_m$.

# %% tags=["pin"]
xs, ys = np.array([0, 2, 3, 5]), np.array([1, 2, 0, 4])
net = nn.Network.mlp([1, 3, 1], nn.relu, rng=np.random.default_rng(0))
net[1].W, net[1].b = np.ones((3, 1)), [0, -2, -3]
net[2].W, net[2].b = [[0.5, -2.5, 4]], [1]

x = np.array([0, 1, 2, 2.5, 3, 4, 5])
print("x        ", x)
print("network  ", net(x[:, np.newaxis])[:, 0])
print("np.interp", np.interp(x, xs, ys))

# %% [markdown]
# NumPy's `interp` joins points by lines, and so does the network. From here on we may use `np.interp` as a
# short way to write "the network of hinges through these points".
#
# ### Your turn, half done
#
# Through (−1, 2), (0, 0), (2, 1), (3, 1). The slopes are −2, 0.5 and 0. Which three weights $v$?

# %%
v = ...  # your three numbers, as [a, b, c]

xs, ys = np.array([-1, 0, 2, 3]), np.array([2, 0, 1, 1])
if v is ...:
    print("Fill in the weights, then run the cell again.")
elif np.shape(v) != (3,):
    print("Three pieces, so three hinges: give three numbers.")
elif np.allclose(v, [-2, 0.5, 0]):
    print("Those are the slopes. A hinge stays on: give the CHANGE of slope at each corner.")
else:
    at = ys[0] + nn.relu(np.subtract.outer(xs, xs[:-1])) @ np.array(v)
    print("your network at the four points:", at, " they should be", ys)
    print("That is right." if np.allclose(at, ys) else "The first wrong one tells you which hinge to mend.")

# %% [markdown]
# Problem 2 of the exercise set asks for the formula in general, for any points.
#
# ## Steps and bumps
#
# A sigmoid is no hinge, but it does as well. Make it steep, and it is a step: $\sigma(k(x - c))$ goes from 0
# to 1 around $c$, the more sharply the larger $k$. Step up, then step down, and you have a **bump**:
#
# $$\sigma(k(x - l)) - \sigma(k(x - r))$$
#
# **Predict** the column at the edge, $x = 1$, for the bump from 1 to 2. Then run.

# %% jupyter={"outputs_hidden": true} tags=["pin"]
x = np.array([0.9, 1.0, 1.1, 1.5, 2.0, 3.0])
print("x                ", "  ".join(f"{t:5.1f}" for t in x))
for k in (5, 20, 100):
    bump = nn.sigmoid(k * (x - 1)) - nn.sigmoid(k * (x - 2))
    print(f"steepness k = {k:3}", " ", "  ".join(f"{t:5.3f}" for t in bump))

# %% [markdown]
# Two hidden units make one bump. Stand bumps side by side, each as high as the curve is there, and they pave
# the area below it: a proof you can see. (Cybenko's own is more abstract. Problem 3 has you write a bump that
# no steepness can break.)

# %% jupyter={"source_hidden": true}
approximation_explorer(
    units="sigmoid bumps",
    M=20,
    predict=Prediction(
        question="Bumps now, two units each: the sine is followed by a staircase. You double the number of "
        "units from 20 to 40. What becomes of the largest error?",
        options=("About a half", "About a quarter", "It stays: steps are steps"),
        answer="About a half",
        observe="Set M to 40, then to 80. Compare the two straight lines in the lower picture: switch the "
        "hidden units back to hinges.",
        because="A step is off by up to half its width times the slope of the curve. Half the width, half "
        "the error: the first power, not the square.",
    ),
)

# %% [markdown]
# ## How fast?
#
# Let the pieces have the length $h$.
#
# **A step** takes the value at the centre of its piece. The ends are $h/2$ away, so the error is at most
# $\tfrac{h}{2} \max |f'|$.
#
# **A chord** fares better. Take $f(x) = x^2$ on a piece from $-h/2$ to $h/2$: the chord stands at $h^2/4$,
# the curve touches 0, the gap is $h^2/4$. There $f'' = 2$, so the gap is $\tfrac18 h^2 f''$. A smooth curve
# is nearly a parabola on a short piece, and in fact always
#
# $$\text{error of the chords} \le \tfrac18\, h^2 \max |f''|$$
#
# With $M$ pieces $h \propto 1/M$: the error falls like $M^{-1}$ for steps and $M^{-2}$ for hinges. On
# logarithmic axes these are straight lines with slopes −1 and −2.
#
# **Predict:** how close will the measured error come to the bound?

# %% jupyter={"outputs_hidden": true} tags=["pin"]
f = nn.datasets.TARGETS["sine"]  # sin(pi x) on [-1, 1]
x = np.linspace(-1, 1, 20_001)
curved = np.abs(np.diff(f(x), 2)).max() / (x[1] - x[0]) ** 2  # max |f''|, by differences
print(f"max |f''| = {curved:.3f}, pi squared is {np.pi**2:.3f}")

sizes, errors = [5, 10, 20, 40, 80], []
for M in sizes:
    t = np.linspace(-1, 1, M + 1)
    errors.append(np.abs(np.interp(x, t, f(t)) - f(x)).max())
    print(f"M = {M:2}   error {errors[-1]:.5f}   bound {(2 / M) ** 2 / 8 * curved:.5f}")
rate = np.polyfit(np.log(sizes), np.log(errors), 1)[0]
print(f"slope on logarithmic axes {rate:.2f}")

# %% [markdown]
# Nearly met, as soon as the pieces are short. A rate needs no fit, by the way: two rows will do. If
# $E = C M^p$, then
#
# $$p = \frac{\log (E_2 / E_1)}{\log (M_2 / M_1)}$$
#
# ### Your turn, half done
#
# The next cell measures a staircase of sigmoids: $M$ of them, for neighbouring bumps can share a step.
# Replace the dots with the slope from the first and the last row.

# %%
errors = []
for M in sizes:
    edges = np.linspace(-1, 1, M + 1)
    heights = f((edges[:-1] + edges[1:]) / 2)  # of the steps: the curve at the centres
    jumps = np.diff(heights, prepend=0)
    edges[0] -= 1  # the first step rises outside
    stairs = nn.sigmoid(50 * M * np.subtract.outer(x[::5], edges[:-1])) @ jumps
    errors.append(np.abs(stairs - f(x[::5])).max())
    print(f"M = {M:2}   error {errors[-1]:.4f}")
slope = ...  # your line, from errors and sizes
if slope is not ...:
    fitted = np.polyfit(np.log(sizes), np.log(errors), 1)[0]
    print(f"you: {slope:.2f}; a fit through all rows: {fitted:.2f}")

# %% [markdown]
# About −1, as promised. (Problem 4 goes on from here: how many units does a given error cost?)
#
# Both rates assume a smooth target. What if it is not?

# %% jupyter={"source_hidden": true}
approximation_explorer(
    target="step",
    M=25,
    predict=Prediction(
        question="The target jumps from −½ to ½ at x = 0. How does the largest error behave as M grows to "
        "100 hinges?",
        options=("It falls like 1/M²", "It falls, but slowly", "It hardly falls at all"),
        answer="It hardly falls at all",
        observe="Move M through its whole range. Then try 'absolute value': why are some M exact? And "
        "'typed', with sqrt(abs(x)): which slope has its line?",
        because="Sums of hinges or sigmoids are continuous: right at the jump the network has one "
        "value, and that is at least half a jump away from one of the sides.",
    ),
)

# %% [markdown]
# At a jump some point stays half a jump away or more, whatever $M$. (Measured as an *average*, the error does
# fall: it matters how you measure.) A corner costs nothing if a hinge sits on it. A root, $\sqrt{|x|}$, is
# continuous but endlessly steep at 0: the error falls, and slowly.
#
# For *continuous* targets some $M$ is always enough. On a closed interval a continuous curve cannot change
# much within a short piece, if only all pieces are short enough; then steps follow it, and chords, too.
# You have just met the idea of a proof for one input.
#
# A good place to stop for today, or for a cup of tea.

# %% [markdown]
# ## The theorem
#
# > **Universal approximation.** Let $f$ be continuous on a bounded closed set $K$ of inputs. For every
# > $\varepsilon > 0$ there are a number $M$ and weights such that
# >
# > $$\Big| \sum_{m=1}^{M} v_m\, \phi(w_m \cdot x + b_m) + c - f(x) \Big| < \varepsilon \quad (x \in K)$$
#
# For which activations $\phi$?
#
# - **Cybenko (1989):** continuous and *sigmoidal*, going to 0 on the left and to 1 on the right. Hornik,
#   Stinchcombe and White proved a close relative in the same year.
# - **Leshno, Lin, Pinkus and Schocken (1993):** any that is *not a polynomial* (and not too wild). ReLU is
#   covered here, not by Cybenko: it never levels off.

# %% [markdown]
# Why not polynomials? Let us look. The next cell draws hidden units at random and finds the *best* output
# weights by least squares, for more and more units.
#
# **Predict:** what does a thousand units with $\phi(z) = z^3$ gain over twenty?

# %% jupyter={"outputs_hidden": true}
x = np.linspace(-1, 1, 401)
for name, phi in (("z", nn.identity), ("z cubed", lambda z: z**3), ("ReLU", nn.relu), ("tanh", nn.tanh)):
    print(f"{name:8}", end="")
    for M in (5, 20, 100, 1000):
        rng = np.random.default_rng(0)
        w = rng.normal(0, 4, size=M)
        hidden = phi(np.outer(x, w) + w * rng.uniform(-1, 1, size=M))
        hidden = np.column_stack([hidden, np.ones(len(x))])  # the bias c
        v = np.linalg.lstsq(hidden, f(x), rcond=1e-10)[0]
        print(f"  M = {M}: {np.abs(hidden @ v - f(x)).max():.4f}", end="")
    print()

# %% [markdown]
# Nothing at all. Expand $(w x + b)^3$: each unit is a polynomial of degree 3, and so is any sum of them. Four
# numbers describe it, however many units stand behind. The identity, degree 1, is the collapse of chapter 05
# once more.
#
# So "not a polynomial" is the least one can ask, and the theorem of 1993 says that it is also enough. The
# other rows sink to nothing.
#
# ## What it says, and what it does not

# %% [markdown]
# | the theorem says | the theorem does not say |
# |---|---|
# | a network **exists** | how to **find** it: no data, no descent, no learning rate occur in the proof |
# | for **some** $M$ | **how many**: $M$ may be astronomically large |
# | $f$ **continuous** | anything about jumps |
# | everywhere on $K$ | anything **outside** $K$ |
# | one hidden layer is **enough** | that one is **best** (chapter 05) |
# | close to the true $f$ | anything about **samples** of it, or noise in them |
#
# **Do:** keep this table beside the sentence in the next cell.

# %% [markdown]
# ## Spot the error
#
# You will meet this sentence, or its cousins, in many texts:
#
# > *By Cybenko's theorem (1989), a network with one hidden layer of ReLU units can learn any function to any
# > accuracy.*
#
# How many claims in it go beyond what was proved? Find them all before you read on.

# %%
mistakes = ...  # your count

if mistakes is ...:
    print("Commit to a number first.")
else:
    print(f"You found {mistakes}. Compare with the list below.")

# %% [markdown]
# Four:
#
# 1. **Cybenko** asks for a sigmoidal activation. For **ReLU** the reference is Leshno and others, 1993.
# 2. **Learn**: it says *exists*. Nobody is shown how to learn it.
# 3. **Any function**: any *continuous* one.
# 4. **To any accuracy**, where? On a bounded closed set, and nowhere else.
#
# And something true has been lost: "with enough units". A correct version: *On a bounded closed set, every
# continuous function is as close as you like to some network with one hidden layer of enough ReLU units
# (Leshno and others 1993).*

# %% [markdown]
# ## Existing and being found
#
# The formula knows the curve. Training knows samples, a loss, and the way downhill.

# %% jupyter={"source_hidden": true}
approximation_explorer(
    M=50,
    predict=Prediction(
        question="Fifty hinges by formula leave an error of 0.002. You press Train: descent starts from "
        "random weights, with the same 50 units, on the same sine. Where does it end?",
        options=("Closer: it may move its kinks", "About where the formula is", "Several times further off"),
        answer="Several times further off",
        observe="Press Train and wait four seconds; then try other seeds. Then M = 4 or 6: now descent is "
        "sometimes ahead, and sometimes far behind.",
        because="Good weights exist, and the formula is one proof. Descent stops where the slope gets small, "
        "with kinks left lying where chance put them.",
    ),
)

# %% [markdown]
# Does the gap close as $M$ grows? First a function that trains one network, with its kinks
# spread over the interval to begin with, as in the figure.


# %%
def learn(M, seed):
    rng = np.random.default_rng(seed)
    net = nn.Network.mlp([1, M, 1], nn.relu, rng=rng)
    net[1].b = -net[1].W[:, 0] * rng.uniform(-1, 1, size=M)
    t = np.linspace(-1, 1, 201)[:, np.newaxis]
    nn.train(net, nn.SquaredError(), nn.Adam(0.01), t, f(t), epochs=400, rng=rng, progress=False)
    return net


# %% [markdown]
# **Predict:** does it close, stay, or open? Then run (some seconds).


# %% jupyter={"outputs_hidden": true}
def size(e):
    return np.abs(e).max()  # or np.sqrt(np.mean(e**2))


print("   M    by formula    found by descent (three seeds)")
for M in (5, 10, 20, 40, 80):
    t = np.linspace(-1, 1, M + 1)
    formula = size(np.interp(x, t, f(t)) - f(x))
    found = [size(learn(M, seed)(x[:, np.newaxis])[:, 0] - f(x)) for seed in range(3)]
    print(f"{M:4} {formula:12.5f}        {'  '.join(f'{e:.3f}' for e in found)}")

# %% [markdown]
# It opens. With few units, a lucky start beats the formula, since descent may choose its kinks. With many,
# the formula gains a factor of 4 at each doubling, and descent does not follow.
#
# But descent was asked for a small *mean square*, not a small largest error. **Do:** measure in `size` what
# it was asked for. Does the gap go?
#
# (More units do help descent: a good solution is easier to run into. That is about searching, and not in the
# theorem.)
#
# ## The spirals once more
#
# Perhaps that was bad luck with one curve. A cleaner case: two data sets, the spirals of radius 3, and the
# same points divided by 3; tanh, one hidden layer of 32 units, the same training for both.


# %%
def part(x, y, seed, epochs=200):
    rng = np.random.default_rng(seed)
    net = nn.Network.mlp([2, 32, 1], nn.tanh, rng=rng)
    loss, sgd = nn.SigmoidCrossEntropy(), nn.SGD(0.1, momentum=0.9)
    nn.train(net, loss, sgd, x, y, epochs=epochs, rng=rng, progress=False)
    return net


# %% [markdown]
# A network for the small spirals *exists* if one for the large ones does: multiply its first weights by 3,
# and $W_1 x$ is what it was.
#
# **Predict** three shares of wrong points: trained on the large spirals; trained on the small ones; trained
# on the large ones, first weights times 3, and shown the small ones.

# %% jupyter={"outputs_hidden": true}
points, y = nn.datasets.spirals(200, turns=1.5, noise=0.1, rng=np.random.default_rng(0))
for seed in range(3):
    large, small = part(points, y, seed), part(points / 3, y, seed)
    wrong = [1 - nn.accuracy(net(at), y) for net, at in ((large, points), (small, points / 3))]
    large[1].W *= 3
    wrong.append(1 - nn.accuracy(large(points / 3), y))
    print("radius 3: {:.1%}   radius 1: {:.1%}   radius 1, weights times 3: {:.1%} wrong".format(*wrong))

# %% [markdown]
# The last column is the proof that good weights exist for the small spirals: they are in our hands. Descent
# does not find them in the time that was ample before. It starts with weights too small for so fine a
# pattern, and has a long way to go; given far longer, some seeds arrive and some do not (**Do:** give the
# small ones `epochs=3000`). **Existence is not learnability.** Scaling the inputs is a cure (chapters 02 and
# 11), and it changes nothing about what the network can represent.
#
# ## Outside the interval
#
# **Predict:** networks that follow the sine on $[-1, 1]$ are asked about $x = 2$, 3 and 10, where they have
# never been. Will they go on waving?

# %% jupyter={"outputs_hidden": true}
far = np.array([0.5, 1.0, 1.5, 2.0, 3.0, 10.0])
net = learn(40, seed=0)
print("x        ", "  ".join(f"{t:6.1f}" for t in far))
print("sin(pi x)", "  ".join(f"{t:6.2f}" for t in f(far).round(6) + 0.0))
print("network  ", "  ".join(f"{t:6.2f}" for t in net(far[:, np.newaxis])[:, 0]))
pieces = nn.linear_regions.on_line(net, -100, 100)
print(f"last kink at x = {pieces.kinks[-1]:.2f}, slope from there on {pieces.slopes[-1, 0]:.2f}")

# %% [markdown]
# Beyond its last kink a ReLU network is a straight line, and a straight line it stays to infinity. (A tanh
# network levels off in the end.) The theorem speaks of $K$; out there the network has an opinion, and no
# knowledge.
#
# ## Points are not the curve
#
# Last, the data. In truth you never have $f$; you have samples $y = f(x) + \text{noise}$. A network through
# *every* point has training error 0: problem 2 builds it. **Predict:** with more and more noisy points, does
# that network come closer to the curve?

# %% jupyter={"outputs_hidden": true}
inside = np.linspace(-0.95, 0.95, 1001)
print("distance from the sine (root mean square)")
print("points   through every point   10 hinges, trained   polynomial of degree 5")
for n in (20, 200, 2000):
    rng = np.random.default_rng(0)
    t, y = nn.datasets.curve(n, "sine", noise=0.3, rng=rng)
    order = np.argsort(t[:, 0])
    net = nn.Network.mlp([1, 10, 1], nn.relu, rng=rng)
    net[1].b = -net[1].W[:, 0] * rng.uniform(-1, 1, size=10)
    nn.train(net, nn.SquaredError(), nn.Adam(0.01), t, y, epochs=20_000 // n, rng=rng, progress=False)
    rivals = np.interp(inside, t[order, 0], y[order, 0]), net(inside[:, np.newaxis])[:, 0]
    rivals += (np.polyval(np.polyfit(t[:, 0], y[:, 0], 5), inside),)
    away = [np.sqrt(np.mean((values - f(inside)) ** 2)) for values in rivals]
    print(f"{n:6} {away[0]:15.2f} {away[1]:22.2f} {away[2]:20.2f}")

# %% [markdown]
# Through every point, through all the noise: that network stays as far away with 2000 points as with 20. The
# small network cannot follow the noise, and comes closer once there are enough points. And on a problem as
# plain as this, a polynomial of degree 5 is closer still, and needs no descent: one input and a smooth curve
# are no case for a network.
#
# Keep three questions apart:
#
# | question | asks | chapters |
# |---|---|---|
# | approximation | are there good weights? | this one, 05 |
# | optimisation | does descent find them? | 08 to 11 |
# | generalisation | are they good on *new* data? | 12 |

# %% [markdown]
# ## Many inputs (may be skipped)
#
# Paving works in any dimension, but look at the price: bumps of width $h = 0.1$ need 10 on a line, 100 on a
# square, $10^d$ on a cube of $d$ dimensions. For an image of 64 pixels that is more than could ever be built.
#
# Barron (1993) showed that for functions with a certain kind of smoothness, measured by a constant $C$, $M$
# sigmoidal units reach a mean square error of about $C^2 / M$ with no $d$ in the exponent; but $C$ itself can
# grow fast with $d$. Networks do well on images because images are special, and not because of a theorem
# about all functions.

# %% [markdown]
# ## Quiz
#
# Each answer says why it is right or wrong. What you miss comes back in a later chapter.

# %%
quiz("07_approximation")

# %% [markdown]
# ## In three lines
#
# 1. A hinge changes the slope, two steep sigmoids make a bump: enough of them follow any continuous curve,
#    with an error like $M^{-2}$ (hinges) or $M^{-1}$ (steps) if it is smooth.
# 2. The theorem: on a bounded closed set, for any activation that is no polynomial, good weights exist.
# 3. It does not say how many units, how to find the weights, or what happens elsewhere and on new data.
#
# ## Common mistakes
#
# - Slopes as weights: a hinge needs the *change* of slope.
# - "Can learn any function": *exists*, *continuous*, *on a bounded set*.
# - Taking training error 0 for success.
# - Trusting a network outside the range of its data.
# - Concluding from one hidden layer being enough that it is best.

# %% [markdown]
# ## Where this goes next
#
# **Now:** [exercise set 07](../exercises/07_approximation.ipynb), five problems, 40 to 60 minutes: bricks, a
# network through any points, a bump that no steepness breaks, rates read from a table, and six claims to be
# sorted.
#
# **Then:** good weights exist, and now they have to be found. [Chapter 08](08_backprop.ipynb)
# (backpropagation) computes which way is down, [chapter 09](09_descent.ipynb) (descent) goes there, [chapter
# 11](11_training.ipynb) puts it together, and [chapter 12](12_regularisation.ipynb) asks about new data.
# [Back to the map](00_start_here.ipynb).

# %% [markdown]
# ## History and sources
#
# **The theorem:** G. Cybenko, *Math. Control Signals Systems* 2 (1989), 303–314; K. Hornik, M. Stinchcombe
# and H. White, *Neural Networks* 2 (1989), 359–366; K. Funahashi, *Neural Networks* 2 (1989), 183–192.
# **Which activations:** M. Leshno, V. Ya. Lin, A. Pinkus and S. Schocken, *Neural Networks* 6 (1993),
# 861–867; a survey is A. Pinkus, *Acta Numerica* 8 (1999), 143–195. **Rates in many dimensions:** A. R.
# Barron, *IEEE Trans. Inform. Theory* 39 (1993), 930–945.

# %% [markdown]
# **Joining points by lines, and the error of it:** C. de Boor, *A Practical Guide to Splines* (Springer,
# 1978). **The picture of the bumps:** M. Nielsen, *Neural Networks and Deep Learning* (2015), chapter 4.
# **Before networks:** K. Weierstrass, *Sitzungsber. Akad. Berlin* (1885), proved that polynomials approximate
# any continuous function on an interval; there the *degree* grows, and so his theorem does not contradict the
# cubes above.
