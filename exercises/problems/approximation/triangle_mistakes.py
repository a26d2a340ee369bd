"""What goes wrong with hinges: wrong triangles and wrong |x|, each with its sentence."""

import numpy as np

from nnkit.activations import relu

from .triangle import right_triangle, triangle_


@triangle_.misconception(
    "no_two",
    "Your second hinge only takes the slope from 1 to 0, so the graph is level where it should fall. The "
    "slope has to go from 1 to −1 at the peak: a change of 2.",
    "the coefficient at a kink is slope after − slope before = −1 − 1",
)
def triangle(x):
    return relu(x) - relu(x - 1) + relu(x - 2)


@triangle_.misconception(
    "ramp",
    "This is a ramp: it rises to 1 and stays there, because the second hinge only levels the rise. To come "
    "down again the slope must turn negative, and to end on the ground it must change once more.",
    "slopes 0, 1, −1, 0: changes of +1, −2, +1",
)
def triangle(x):
    return relu(x) - relu(x - 1)


@triangle_.misconception(
    "falls_for_ever",
    "Up to x = 2 this is right, but then it falls for ever, because nothing stops the slope of −1. A hinge "
    "stays on once it is on: it takes a third one to level the graph.",
    "slope beyond x = 2: 1 − 2 = −1, not 0",
)
def triangle(x):
    return relu(x) - 2 * relu(x - 1)


@triangle_.misconception(
    "wrong_way",
    "You shifted to the left: `relu(x + 1)` has its kink at x = −1. To move a graph to the right by c, "
    "subtract c inside.",
    "relu(x − c) has its kink where x − c = 0",
)
def triangle(x):
    return relu(x) - 2 * relu(x + 1) + relu(x + 2)


@triangle_.misconception(
    "sign_last",
    "Your last hinge is subtracted, so beyond x = 2 the graph falls faster still. It has to bring the slope "
    "from −1 back to 0: does that take a positive or a negative change?",
    "change of slope at x = 2: 0 − (−1)",
)
def triangle(x):
    return relu(x) - 2 * relu(x - 1) - relu(x - 2)


@triangle_.misconception(
    "upside_down",
    "Your triangle hangs below the axis. The first hinge raises the graph, so its coefficient is positive, "
    "and the others follow from it.",
    "change of slope at x = 0: 1 − 0",
)
def triangle(x):
    return -right_triangle(x)


@triangle_.misconception(
    "no_relu",
    "Without the ReLUs the three terms are straight lines, and a sum of lines is a line: here they cancel to "
    "0 everywhere. The bends come from the ReLUs alone.",
    "x − 2 (x − 1) + (x − 2) = 0 for every x",
)
def triangle(x):
    return x - 2 * (x - 1) + (x - 2)


@triangle_.misconception(
    "not_clipped",
    "Between 0 and 2 this is the triangle, but outside it goes on downwards for ever. The triangle is 0 "
    "outside [0, 2]: the flat parts need a kink at 0 and at 2 as well.",
    "1 − |x − 1| < 0 for x < 0 and for x > 2",
)
def triangle(x):
    return 1 - np.abs(x - 1)


@triangle_.misconception(
    "one_side",
    "Your first kink is missing: a plain x falls below 0 on the left, where the triangle is 0. Put it "
    "through a ReLU too.",
    "relu(x), not x, for x < 0",
)
def triangle(x):
    return x - 2 * relu(x - 1) + relu(x - 2)


@triangle_.misconception(
    "difference",
    "A difference of the two hinges is x itself: where x is negative, the hinge that opens to the left is "
    "taken away instead of added. Both sides have to rise.",
    "relu(x) − relu(−x) = x, not |x|",
)
def absolute(x):
    return relu(x) - relu(-x)


@triangle_.misconception(
    "right_half",
    "This is only the right half of |x|: for negative x you return 0. A second hinge has to rise towards the "
    "left.",
    "|x| = −x for x < 0",
)
def absolute(x):
    return relu(x)


@triangle_.misconception(
    "twice_the_same",
    "Both your hinges open to the right, so the right half counts twice and the left is 0. Turn one of them "
    "round: the sign belongs inside the ReLU.",
    "relu(−x) is −x for x < 0, and 0 for x > 0",
)
def absolute(x):
    return relu(x) + relu(x)


@triangle_.misconception(
    "wide",
    "Your triangle is twice as wide and twice as high: its kinks lie at 0, 2 and 4. They belong where the "
    "slope changes, at 0, 1 and 2.",
    "kinks at x = 0, 1, 2",
)
def triangle(x):
    return 2 * right_triangle(x / 2)


@triangle_.misconception(
    "centred",
    "Your triangle stands between −1 and 1. Move every hinge to the right by 1: subtract one more inside "
    "each of them.",
    "kinks at x = 0, 1, 2, not −1, 0, 1",
)
def triangle(x):
    return right_triangle(x + 1)


@triangle_.misconception(
    "rises_again",
    "Beyond x = 2 your graph rises again. There the slope has to come back from −1 to 0, and no further: a "
    "change of 1 is enough.",
    "change of slope at x = 2: 0 − (−1) = 1, not 2",
)
def triangle(x):
    return relu(x) - 2 * relu(x - 1) + 2 * relu(x - 2)


ALL_ADDED = (
    "You added all the hinges, so the slope only ever grows. At the peak it has to fall, and there the "
    "coefficient is negative.",
    "change of slope at x = 1: −1 − 1",
)


@triangle_.misconception("all_added", *ALL_ADDED)
def triangle(x):
    return relu(x) + relu(x - 1) + relu(x - 2)


@triangle_.misconception("all_added_double", *ALL_ADDED)
def triangle(x):
    return relu(x) + 2 * relu(x - 1) + relu(x - 2)


@triangle_.misconception(
    "product",
    "You multiplied two hinges. The product of two straight lines is a parabola; a sum of hinges stays "
    "straight between its kinks.",
    "relu(x) · relu(2 − x) = x (2 − x) on [0, 2]",
)
def triangle(x):
    return relu(x) * relu(2 - x)


@triangle_.misconception(
    "cancelled",
    "Your |x| is 0 everywhere: the two hinges cancel, or each is 0 where the other is not. The minus goes "
    "inside the second ReLU, and the two are added.",
    "|x| = relu(x) + relu(−x)",
)
def absolute(x):
    return 0.0 * x
