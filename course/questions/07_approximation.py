"""The closing quiz of chapter 07: hinges, rates, what is proved, what training adds, what data leave open."""

import numpy as np

from nnkit.grading.diagnosis.printed import number
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)

_xs, _ys = np.array([0.0, 2.0, 4.0]), np.array([1.0, 5.0, 3.0])
_slopes = np.diff(_ys) / np.diff(_xs)
_corner = number(_xs[1], 1)

hinge_weight = NumberQuestion(
    id="07.hinge-weight",
    concept=16,
    prompt=(
        f"A network of hinges ReLU(x − t), one for each piece, goes straight from (0, 1) to ({_corner}, 5) "
        f"and on to (4, 3). Which weight has the hinge at t = {_corner}?"
    ),
    answer=float(_slopes[1] - _slopes[0]),
    tolerance=0.001,
    right=(
        f"The slopes are {number(_slopes[0], 1)} and {number(_slopes[1], 1)}. The first hinge is still on, "
        "so the second has to undo its slope and add the new one: the weight is the change of slope."
    ),
    otherwise="Find the slopes of both pieces. The weight of a hinge is the slope after it less that before.",
    slips=(
        Slip(
            float(_slopes[1]),
            "That is the slope of the second piece. The first hinge stays on, so its slope has to be "
            "undone as well.",
        ),
        Slip(
            float(_slopes[0] - _slopes[1]),
            "The size is right, the sign is not: slope after less slope before.",
        ),
        Slip(float(_slopes.sum()), "The slopes have been added. What is needed is their difference."),
        Slip(
            float(_ys[2] - _ys[1]),
            "That is how far the curve falls. Divide by the length of the piece first.",
        ),
        Slip(float(_slopes[0]), "That is the weight of the hinge at 0, where the slope begins."),
    ),
)

_M, _error, _times = 10, 0.08, 4

rate = NumberQuestion(
    id="07.rate",
    concept=16,
    prompt=(
        f"{_M} hinges follow a smooth curve with a largest error of {number(_error, 2)}. What error do you "
        f"expect from {_M * _times} hinges, placed in the same way?"
    ),
    answer=_error / _times**2,
    tolerance=0.0003,
    right=(
        f"For hinges and a smooth curve the error falls like M⁻²: {_times} times as many, "
        f"{_times**2} times as close."
    ),
    otherwise="Pieces that are four times as short: the gap of a chord goes with the square of the length.",
    slips=(
        Slip(_error / _times, "That is the rate of steps, M⁻¹. Chords do better on a smooth curve."),
        Slip(_error / 2, "That would be M to the power −½. On a smooth curve chords do far better."),
        Slip(
            _error / _times**3, "That would be M⁻³. A chord's gap is h²/8 times |f″|: a square, not a cube."
        ),
        Slip(_error, "Four times as many units, and no gain? That happens at a jump; this curve is smooth."),
    ),
)

claims = ChoiceQuestion(
    id="07.claims",
    concept=16,
    prompt="Networks with one hidden layer of ReLU units: which sentence is proved?",
    options=(
        Option(
            "Cybenko's theorem of 1989 says that they approximate every continuous function on [0, 1].",
            "The conclusion is true, the reason is not: Cybenko asks for a sigmoidal activation, and ReLU "
            "never levels off. Leshno and others (1993) cover it.",
        ),
        Option(
            "For every function on [0, 1] and every ε there is one within ε of it.",
            "Every continuous function. A jump keeps any network of hinges half a jump away.",
        ),
        Option(
            "For every continuous function on [0, 1] and every ε there is one within ε of it on [0, 1].",
            "That is the theorem for ReLU: on a bounded closed set, with as many units as it takes.",
            right=True,
        ),
        Option(
            "For every continuous function on the whole line and every ε there is one within ε of it "
            "everywhere.",
            "Beyond its last kink a ReLU network is a straight line, and cannot follow a sine to "
            "infinity. The set has to be bounded.",
        ),
        Option(
            "If such a network is trained long enough, it comes within ε of a continuous target.",
            "Here is the step from existing to being found, and no proof takes it: you saw descent stop "
            "far from weights that exist.",
        ),
    ),
)

gap = ChoiceQuestion(
    id="07.gap",
    concept=18,
    prompt=(
        "A tanh network fails to learn spirals of radius 1. You train it on the same spirals at radius 3, "
        "where it learns them, and multiply its first weights by 3: now it errs on hardly a point of the "
        "small spirals. What has been shown?"
    ),
    options=(
        Option(
            "That the network was too small for the small spirals",
            "It has as many units as before, and parts them. Size was not what was missing.",
        ),
        Option(
            "That good weights existed all along, and descent did not find them",
            "Representing is one thing, finding another. The weights were within the network's reach, and "
            "out of reach of descent from its usual start.",
            right=True,
        ),
        Option(
            "That the theorem of universal approximation is wrong for tanh",
            "On the contrary: a network that does the job exists, as it promises. It promises nothing "
            "about training.",
        ),
        Option(
            "That the small spirals generalise badly",
            "No new points have been looked at. This is about fitting the points that were there.",
        ),
    ),
)

_sigma, _few, _many = 0.3, 20, 2000

through_every_point = ChoiceQuestion(
    id="07.through-every-point",
    concept=18,
    prompt=(
        f"Samples of a curve carry noise of standard deviation {number(_sigma, 1)}. A network of hinges "
        f"goes exactly through all of them. You collect {_many} samples instead of {_few}. What happens?"
    ),
    options=(
        Option(
            "Its distance from the curve falls like M⁻², since M grows with the samples.",
            "That rate holds for exact values of the curve. These values are off, and the network follows "
            "them.",
        ),
        Option(
            "The training error goes up, since noise cannot be fitted.",
            f"With a hinge for each piece it can: the training error is 0 for {_few} samples and for "
            f"{_many}.",
        ),
        Option(
            "Its distance from the curve falls to 0: more data always help.",
            "They help a model that averages over them. This one believes each sample by itself.",
        ),
        Option(
            "The training error is 0 both times, and the distance from the curve stays about as large.",
            "It fits the noise together with the curve. Approximation is not the question here, "
            "generalisation is.",
            right=True,
        ),
    ),
)

staircase = OrderQuestion(
    id="07.staircase",
    concept=16,
    prompt=(
        "A staircase of steep sigmoids that follows `f` inside [0, 1], one step for each piece. Put the "
        "lines in order; if several orders work, any of them will do."
    ),
    lines={
        "def": "def staircase(x, f, pieces):",
        "edges": "    edges = np.linspace(0, 1, pieces + 1)",
        "centres": "    centres = (edges[:-1] + edges[1:]) / 2",
        "jumps": "    jumps = np.diff(f(centres), prepend=0)",
        "steps": "    steps = sigmoid(1000 * (x[:, np.newaxis] - edges[:-1]))",
        "return": "    return steps @ jumps",
    },
    rules=(
        *(
            Before("def", line, "A function begins with its `def` line; all that belongs to it comes below.")
            for line in ("edges", "centres", "jumps", "steps", "return")
        ),
        Before("edges", "centres", "The centres lie between the edges: lay out the pieces first."),
        Before("edges", "steps", "The steps rise at the edges of the pieces, which are not there yet."),
        Before(
            "centres",
            "jumps",
            "Each step is as high as the curve at the centre of its piece: find the centres first.",
        ),
        Before("jumps", "return", "`return` needs `jumps`: how much each step adds to the one before."),
        Before("steps", "return", "`return` needs `steps`, the hidden units."),
    ),
    right=(
        "Pieces, centres, heights and their jumps, then the hidden units, then their weighted sum. The "
        "steps may be computed at any moment after the edges."
    ),
)
