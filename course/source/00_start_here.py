# %% [markdown]
# # 00 · Start here
#
# Welcome. In this course you build neural networks from the ground up: first with sliders, then with a
# pencil, then in NumPy code of your own.
#
# **You will learn to** run and change a notebook, use the figures, read the notation, and find your way.
#
# **You need** a little Python (functions, NumPy arrays) and school algebra.
#
# **Time** 20 minutes.
#
# Start by moving something. Click on the next cell and press **Shift+Enter** to run it, then once more for
# the figure. It stays covered until you have predicted what it will show, and its code is folded away (the
# three dots) because it holds the answer. A wrong prediction costs nothing, and is the one you will remember.

# %% tags=["setup"]
import numpy as np

import nnkit as nn
from nnkit.grading import set_learner
from nnkit.grading.learner.progress import Progress
from nnkit.tools.doctor import FRONT_ENDS, PACKAGES, check_front_end, check_package, check_python
from nnkit.widgets import Prediction, concept_map, quiz, softmax_explorer

# %% jupyter={"source_hidden": true}
softmax_explorer(
    s2=-0.5,
    predict=Prediction(
        question="A network gives three classes the scores 2, 1 and −0.5; the bars are probabilities. You "
        "raise the last score to 2 and touch nothing else. What happens to the bar of class 1?",
        options=("It shrinks", "It stays as it is", "It grows"),
        answer="It shrinks",
        observe="Drag the slider of logit s₂ to 2, or type 2 in the box beside it.",
        because="The three probabilities share one unit: what one class gains, the others lose.",
    ),
)

# %% [markdown]
# That was the rhythm of the whole course:
#
# **question → predict → move or run → what you saw and why → the equation → code it → check**
#
# Under each figure are the value as a sentence, the formula with the numbers of this moment, and tasks that
# tick themselves off. *Reset* puts the sliders back. *Copy this view* gives you the line of Python that makes
# this very figure: paste it into a cell of your own. (Loss, gradient and the tasks of this one belong to
# [chapter 06](06_softmax.ipynb). You need not know them yet.)
#
# Now the same by code. **Do:** change the scores until the first probability is above 0.99. Run the cell as
# often as you like; nothing can break.

# %%
scores = [2.0, 1.0, 0.5]

p = nn.softmax(scores)
done = p[0] > 0.99
print("probabilities", p.round(3))
print("Done: you have read, changed and run code." if done else "Not above 0.99 yet: try a larger gap.")

# %% [markdown]
# ## Your learner id
#
# Some exercises draw numbers that are yours alone, and your teacher needs to know whose work is whose. Write
# the id you were given, or any name you will keep, between the quotation marks and run the cell. Left empty,
# it changes nothing. What is remembered (your id, answers, hints, predictions) goes into
# `.nnkit/progress.json` in your course folder, on your machine, and nowhere else.

# %%
set_learner("")

# %% [markdown]
# ## Is everything in place?
#
# If the figure above moved, all that matters works. This cell looks at the rest and names the cure for
# whatever is amiss. (`nnkit doctor`, in a terminal, looks more closely.)

# %%
findings = [check_python(), *map(check_package, PACKAGES), *map(check_front_end, FRONT_ENDS)]
for finding in findings:
    version = finding.detail if finding.detail[:1].isdigit() else ""
    print(f"{finding.state:8} {finding.name:40} {version}")
    if finding.cure:
        print(f"         cure: {finding.cure}")

# %% [markdown]
# ## Notation: one layer
#
# The same letters stand in the text, on the figures and in the code. One sample is one **row**. Counts: $N$
# samples, $d$ inputs, $K$ outputs, $M$ hidden units, $L$ layers.
#
# | symbol | what it is | shape | in code |
# |---|---|---|---|
# | $x$, $X$ | one input, a batch of inputs | (d,), (N, d) | `x`, `X` |
# | $y$ | what should come out | (N,) or (N, K) | `y` |
# | $W$ | weights of a layer | (n_out, n_in) | `W` |
# | $b$ | its biases | (n_out,) | `b` |
# | $z$ | pre-activation, $a_\text{prev} W^\top + b$ | (N, n_out) | `z` |
# | $\phi$ | activation function | | `phi`, `nn.tanh` |
# | $a$ | activation, $\phi(z)$ | (N, n_out) | `a` |
#
# %% [markdown]
# **Predict:** four samples with three inputs go into a layer of five units. Write your guess for the shape of
# its `W` into the cell, then run it.

# %% jupyter={"outputs_hidden": true}
my_guess = ...  # the shape of W, such as (1, 2)

net = nn.Network.mlp([3, 5, 2], nn.tanh, rng=np.random.default_rng(0))
z = net.forward(np.ones((4, 3)))  # four samples, three inputs
layer = net[1]  # net[0] is the input
print("W", layer.W.shape, "  b", layer.b.shape, "  z", layer.z.shape, "  a", layer.a.shape)
if my_guess is not ...:
    print("You said", my_guess, "and that is right." if my_guess == layer.W.shape else "for W: compare.")

# %% [markdown]
# ## Notation: learning
#
# | symbol | what it is | shape | in code |
# |---|---|---|---|
# | $s$ | logits: the last layer's $z$ | (N, K) | `s`, or `z` |
# | $p$ | probabilities made from them | (N, K) | `p` |
# | $L$ | the loss, averaged over the batch | a number | `loss(z, y)` |
# | $\delta$ | error signal, $\partial L / \partial z$ | as $z$ | `delta` |
# | $dW$ | $\partial L / \partial W = \delta^\top a_\text{prev}$ | as $W$ | `dW` |
# | $db$ | $\partial L / \partial b$, the sum of $\delta$ over the rows | as $b$ | `db` |
# | $\theta$ | all parameters, as one vector | (n_params,) | `net.theta` |
# | $\eta$ | learning rate | a number | `eta` |
#
# ($L$ is also the number of layers; the two never meet in one formula.) No need to learn this now: come back
# when a letter puzzles you.

# %% [markdown]
# ## Reading other books
#
# Authors disagree about nearly every letter. When a formula elsewhere looks wrong, translate first:
#
# | here | elsewhere |
# |---|---|
# | $z$ pre-activation | $a$ (Bishop), $h$, $u$, "net input"; some write $z$ for the *hidden output* |
# | $a = \phi(z)$ | $h$, $z$, $o$; $\sigma$ or $g$ for $\phi$ |
# | $W$ is (n_out, n_in) | (n_in, n_out), the transpose: then $z = x W$ |
# | a sample is a row | a sample is a column: then $z = W x$ and transposes move |
# | $b$ apart from $W$ | inside $W$, as a column for an extra input 1; or $\theta_0$, $w_0$ |
# | losses are means over the batch | sums: gradients $N$ times larger, so $\eta$ must be $N$ times smaller |
# | $\eta$ | $\alpha$, "lr"; $\epsilon$ |
# | $\delta = \partial L / \partial z$ | sometimes $\partial L / \partial a$ |
#
# %% [markdown]
# **Do:** the next cell computes one layer in two conventions. Make the second agree with the first.

# %%
rng = np.random.default_rng(0)
x, W, b = rng.normal(size=3), rng.normal(size=(2, 3)), rng.normal(size=2)

here = x @ W.T + b  # W is (n_out, n_in), x is a row
V = ...  # a book that writes z = x V + b: what is its V, in terms of our W?
if V is ...:
    print("Replace the dots.")
elif V.shape != (3, 2):
    print(f"V has shape {V.shape}; x has 3 entries and z has 2, so it should be (3, 2).")
else:
    print("They agree." if np.allclose(here, x @ V + b) else "The shape is right, the numbers are not.")

# %% [markdown]
# ## The map
#
# Sixteen chapters, twenty concepts. A line leads from a chapter to those that build on it; a word under each
# says where you stand. **Do:** run the cell, find the chapter that is marked *next*, and come back here
# whenever you wonder where to go.

# %%
concept_map()

# %% [markdown]
# A chapter is *done* when its exercises have brought 60 % of their points, and a concept *mastered* when two
# of its problems are passed and no question about it waits for review. Nothing is locked: any chapter can be
# opened at any time, and its first cell says what it builds on. (In a terminal, `nnkit progress` prints the
# same.)

# %% [markdown]
# ## Checks, hints, quizzes
#
# - **Quizzes** close each chapter, and every option tells you why it is right or wrong. What you miss returns
#   as a review question in a later chapter, after a day, then three, then a week.
# - **Exercises** ask you to write code where the dots `...` stand. `check("softmax.stable")` then says what
#   is right, and if something is not, where your answer first differs and which mistake it looks like. Ask as
#   often as you like.
# - **Hints** come in three steps: `hint("softmax.stable")` gives the idea, then the shapes, then nearly the
#   code.
#
# **Do:** see what is remembered about you so far.

# %%
print(*Progress.current().describe(), sep="\n")

# %% [markdown]
# ## Handing in
#
# Save the notebook (Ctrl+S). Then, in a second window of the terminal where you opened the course, and
# writing `nnkit` the way you did there (`.venv/bin/nnkit`, for instance):
#
# ```
# nnkit check ~/nnkit-course/exercises/06_softmax.ipynb
# nnkit submit ~/nnkit-course/exercises/06_softmax.ipynb --as YOUR-ID --to FOLDER
# ```
#
# The first shows the verdicts you know from the notebook. The second looks the notebook over and puts a
# bundle into the folder your teacher named; you may submit again, and earlier bundles stay. Grading adds
# hidden checks: the same idea, other inputs. If one function is wrong, those that build on it are judged with
# a correct one: one mistake costs once.

# %% [markdown]
# ## Keyboard, screen reader, colours
#
# - **Notebook:** Shift+Enter runs a cell. Esc, then ↑ and ↓ move between cells, Enter edits, B adds a cell
#   below.
# - **Figures:** Tab goes from control to control, arrow keys move a slider by one step, Home and End to its
#   ends. The box beside it takes an exact number.
# - **Screen reader:** every control has a name. The sentence under the picture is also its text alternative,
#   and is read out when it changes.
# - **Colours** never carry a meaning alone. Figures follow the light or dark theme, and stack on a narrow
#   window.
#
# **Do:** go back to the first figure, press Tab until a slider has the focus, and move it with the arrow
# keys.

# %% [markdown]
# ## When you are stuck
#
# - **A cell runs for ever** (`[*]` beside it): *Kernel → Interrupt*, or Esc, then I twice. Look for a loop
#   without end.
# - **Strange errors after much editing:** *Kernel → Restart Kernel and Run All Cells*. Cells run in the wrong
#   order are the most common cause.
# - **A figure is a still picture:** run its cell, and the import cell before it.
# - **Afraid to lose work?** `nnkit lab` never overwrites a notebook you have changed; a newer version of ours
#   is laid beside it. For a fresh copy, rename yours and start `nnkit lab` again.
# - **An idea will not come:** take a hint, sleep on it, or open the figure and ask it.

# %% [markdown]
# ## First quiz
#
# A few questions about this page. Answer, read why, change your mind, answer again.

# %%
quiz("00_start_here")

# %% [markdown]
# ## In three lines
#
# 1. Predict first, then move or run, then explain; then write it yourself and check it.
# 2. One sample is one row; $z = a_\text{prev} W^\top + b$ with $W$ of shape (n_out, n_in); losses are means.
# 3. Nothing of yours is overwritten, and no wrong answer costs anything before you submit.
#
# ## Common mistakes
#
# - Running cells out of order. When in doubt, restart the kernel and run all.
# - Moving the figure before thinking: commit to a prediction, then look.
# - Reading a formula from another book without translating its letters.
#
# ## Where this goes next
#
# [Chapter 01](01_features.ipynb) leads from straight lines to learned features: two spirals that no line can
# part, and the hidden layer that can.
