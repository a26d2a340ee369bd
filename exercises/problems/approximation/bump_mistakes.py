"""What goes wrong in a bump: wrong programs, each with its sentence."""

import numpy as np

from nnkit.activations import sigmoid as step

from .bump import bump_, right_bump


@bump_.misconception(
    "sum",
    "You added the two steps, which makes a staircase that ends at twice the height. The second step has to "
    "undo the first.",
    "height · (σ(k (x − left)) − σ(k (x − right)))",
)
def bump(x, left, right, height, steepness):
    return height * (step(steepness * (x - left)) + step(steepness * (x - right)))


@bump_.misconception(
    "dip",
    "Your bump is a dip: the step down comes first. The step at `left` goes up, and the one at `right` is "
    "taken away from it.",
    "σ(k (x − left)) − σ(k (x − right)), not the reverse",
)
def bump(x, left, right, height, steepness):
    return -right_bump(x, left, right, height, steepness)


@bump_.misconception(
    "edge_not_scaled",
    "You multiplied x by the steepness, but not the edge, so the step sits at left/k instead of left. Take "
    "the distance from the edge first and multiply that.",
    "k (x − left), not k x − left",
)
def bump(x, left, right, height, steepness):
    return height * (step(steepness * x - left) - step(steepness * x - right))


@bump_.misconception(
    "edge_sign",
    "Your edges are on the wrong side of 0: x + left is 0 at x = −left. The step must come where x equals "
    "left.",
    "x − left = 0 at the edge, not x + left = 0",
)
def bump(x, left, right, height, steepness):
    return height * (step(steepness * (x + left)) - step(steepness * (x + right)))


@bump_.misconception(
    "no_steepness",
    "The steepness is not used: every step rises as gently as a plain sigmoid. It multiplies the distance "
    "from the edge.",
    "σ(k (x − left)), not σ(x − left)",
)
def bump(x, left, right, height, steepness):
    return height * (step(x - left) - step(x - right))


@bump_.misconception(
    "steepness_divides",
    "You divided by the steepness, so a larger one makes the steps gentler. Where the step should take less "
    "room, the argument must grow faster.",
    "σ(k (x − left)), not σ((x − left) / k)",
)
def bump(x, left, right, height, steepness):
    return height * (step((x - left) / steepness) - step((x - right) / steepness))


@bump_.misconception(
    "no_height",
    "Your bump is always about 1 high: the height is not used. It multiplies the difference of the two "
    "steps.",
    "height · (… − …)",
)
def bump(x, left, right, height, steepness):
    return step(steepness * (x - left)) - step(steepness * (x - right))


@bump_.misconception(
    "height_once",
    "The height multiplies only the first step, so behind the bump the ground lies at height − 1 instead of "
    "0. Put brackets round the difference.",
    "h · (σ₁ − σ₂), not h · σ₁ − σ₂",
)
def bump(x, left, right, height, steepness):
    return height * step(steepness * (x - left)) - step(steepness * (x - right))


@bump_.misconception(
    "height_inside",
    "The height stands inside the sigmoids. There it only makes the steps steeper; the result can never "
    "leave the range from −1 to 1.",
    "height · σ(k (x − left)), not σ(height · k (x − left))",
)
def bump(x, left, right, height, steepness):
    return step(height * steepness * (x - left)) - step(height * steepness * (x - right))


@bump_.misconception(
    "product",
    "You multiplied a step up by a step down. Steep bumps look the same, gentle ones do not; and a network "
    "with one hidden layer adds its units, it cannot multiply them.",
    "σ₁ − σ₂, a sum with weights +1 and −1, not σ₁ (1 − σ₂)",
)
def bump(x, left, right, height, steepness):
    return height * step(steepness * (x - left)) * step(steepness * (right - x))


@bump_.misconception(
    "tanh",
    "You used tanh as it is. It goes from −1 to 1, a step of 2, and is twice as steep in the middle as a "
    "sigmoid: both its argument and its height must be halved.",
    "σ(z) = (1 + tanh(z/2)) / 2",
)
def bump(x, left, right, height, steepness):
    return height * (np.tanh(steepness * (x - left)) - np.tanh(steepness * (x - right)))


@bump_.misconception(
    "hard_step",
    "You built a box with vertical walls. Sigmoids are asked for: at an edge the bump has half its height, "
    "and for a gentle steepness it is rounded.",
    "σ(0) = 1/2",
)
def bump(x, left, right, height, steepness):
    return height * ((x >= left) & (x <= right)) * 1.0


@bump_.misconception(
    "overflow",
    "Right while the steps are gentle, but with a steep one e^z overflows, and inf / inf is NaN. Write the "
    "sigmoid so that the exponential can only become small, or through tanh.",
    "σ(z) = 1 / (1 + e^(−z)), not e^z / (1 + e^z)",
)
def bump(x, left, right, height, steepness):
    rise, fall = np.exp(steepness * (x - left)), np.exp(steepness * (x - right))
    return height * (rise / (1 + rise) - fall / (1 + fall))


@bump_.misconception(
    "minimum",
    "You took the smaller of a step up and a step down. Steep bumps look the same, gentle ones do not; and a "
    "network with one hidden layer only adds its units.",
    "σ₁ − σ₂, not min(σ₁, 1 − σ₂)",
)
def bump(x, left, right, height, steepness):
    return height * np.minimum(step(steepness * (x - left)), step(steepness * (right - x)))


@bump_.misconception(
    "one_step",
    "This is the step up alone, and the ground stays high behind it. A second one, at `right`, has to be "
    "taken away.",
    "height · (σ(k (x − left)) − σ(k (x − right)))",
)
def bump(x, left, right, height, steepness):
    return height * step(steepness * (x - left))


@bump_.misconception(
    "steepness_outside",
    "The steepness stands before the sigmoids, where it makes them higher. Inside, it multiplies the "
    "distance from the edge and makes them steeper.",
    "σ(k (x − left)), not k · σ(x − left)",
)
def bump(x, left, right, height, steepness):
    return height * steepness * (step(x - left) - step(x - right))


@bump_.misconception(
    "tanh_argument",
    "You halved the height of the tanh, but not its argument, so your steps are twice as steep as a sigmoid.",
    "σ(z) = (1 + tanh(z/2)) / 2",
)
def bump(x, left, right, height, steepness):
    return right_bump(x, left, right, height, 2 * steepness)


@bump_.misconception(
    "nan_to_num",
    "`np.nan_to_num` turns inf / inf into 0, where the sigmoid is 1. Write it so that the exponential can "
    "only become small, or through tanh, and no NaN comes up.",
    "σ(z) → 1 as z grows, not 0",
)
def bump(x, left, right, height, steepness):
    rise, fall = np.exp(steepness * (x - left)), np.exp(steepness * (x - right))
    return height * (np.nan_to_num(rise / (1 + rise)) - np.nan_to_num(fall / (1 + fall)))
