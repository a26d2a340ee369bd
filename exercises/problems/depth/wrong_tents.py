"""Wrong tents, and wrong sawteeth made of a right tent."""

import functools

import numpy as np

from nnkit.activations import relu

from .tent import right_tent, tent_


def composed(tent):
    """Return the sawtooth that follows from this tent."""
    return lambda x, depth: functools.reduce(lambda v, _: tent(v), range(depth), x)


def add_tent(id, sentence, formula, wrong):
    """Add a wrong tent, whose sawtooth is wrong in consequence."""

    @tent_.misconception(id, sentence, formula, sawtooth=composed(wrong))
    def tent(x):
        return wrong(x)


add_tent(
    "flat_top",
    "After 1/2 your tent stays at 1. The second unit must undo the slope 2 and go down with −2 as well: the "
    "two tasks add up.",
    "slope on the right = 2 + c, and it is to be −2",
    lambda x: 2 * relu(x) - 2 * relu(x - 0.5),
)
add_tent(
    "half_as_high",
    "Your tent has the right form and half the height: it must reach 1 at x = 1/2.",
    "a · ½ = 1",
    lambda x: relu(x) - 2 * relu(x - 0.5),
)
add_tent(
    "bends_at_1",
    "Your second unit bends at 1, where the tent already ends. It has to bend at the top.",
    "ReLU(x − ½), not ReLU(x − 1)",
    lambda x: 2 * relu(x) - 4 * relu(x - 1),
)
add_tent(
    "bends_too_early",
    "You scaled x inside the second unit, but not the ½: 4x − ½ is 0 at 1/8. Scale both, or put the constant "
    "outside.",
    "4 ReLU(x − ½) = ReLU(4x − 2), not ReLU(4x − ½)",
    lambda x: 2 * relu(x) - relu(4 * x - 0.5),
)
add_tent(
    "one_unit",
    "One unit can only climb. A second one, bending at 1/2, is to bring the tent down again.",
    "a ReLU(x) + c ReLU(x − ½)",
    lambda x: 2 * relu(x),
)
add_tent(
    "added",
    "Your second unit makes the climb steeper. Its constant must be negative, so that the tent comes down.",
    "a ReLU(x) + c ReLU(x − ½) with c < 0",
    lambda x: 2 * relu(x) + 4 * relu(x - 0.5),
)
add_tent(
    "absolute",
    "Right on [0, 1], but to the left of 0 yours goes on falling, as 1 − |2x − 1| does. Two ReLU units of "
    "this kind are 0 there.",
    "a ReLU(x) + c ReLU(x − ½), not 1 − |2x − 1|",
    lambda x: 1 - np.abs(2 * x - 1),
)
add_tent(
    "clipped",
    "Right on [0, 1], but to the right of 1 yours stays at 0, which takes a third unit or a clip. Two units "
    "fall on for ever.",
    "slope −2 for every x > ½",
    lambda x: np.maximum(0, 1 - np.abs(2 * x - 1)),
)
add_tent(
    "parabola",
    "This is a parabola. It has the right height and the right ends, but a tent is straight on both sides.",
    "a ReLU(x) + c ReLU(x − ½), not 4x(1 − x)",
    lambda x: 4 * x * (1 - x),
)
add_tent(
    "jump",
    "At 1/2 yours jumps back to 0 and climbs again. A network of ReLU units never jumps: it folds back.",
    "2 − 2x for x > ½, not 2x − 1",
    lambda x: 2 * x % 1,
)
add_tent(
    "no_relu",
    "Without ReLU the two terms add up to one straight line. Each must be cut off at 0.",
    "a ReLU(x) + c ReLU(x − ½), not a x + c (x − ½)",
    lambda x: 2 * x - 4 * (x - 0.5),
)


def add_sawtooth(id, sentence, formula, wrong):
    """Add a wrong sawtooth made of a right tent."""

    @tent_.misconception(id, sentence, formula)
    def sawtooth(x, depth):
        return wrong(x, depth)


again = composed(right_tent)
add_sawtooth(
    "multiplied",
    "You multiplied the tent by the depth, which makes it higher. Composing feeds it its own output.",
    "tent(tent(x)), not 2 tent(x)",
    lambda x, depth: depth * right_tent(x),
)
add_sawtooth(
    "power",
    "You took a power of the tent's value. In tent² the 2 means: apply it twice.",
    "tent(tent(x)), not tent(x) · tent(x)",
    lambda x, depth: right_tent(x) ** depth,
)
add_sawtooth(
    "stretched",
    "You stretched x. What goes into the second tent is the first one's output, which has already been "
    "folded back into [0, 1].",
    "tent(tent(x)), not tent(2x)",
    lambda x, depth: right_tent(depth * x),
)
add_sawtooth(
    "stretched_power",
    "You stretched x by 2^(depth − 1), and beyond 1 nothing folds it back. What goes into the second tent is "
    "the first one's output.",
    "tent(tent(x)), not tent(2x)",
    lambda x, depth: right_tent(2.0 ** (depth - 1) * x),
)
add_sawtooth(
    "only_once",
    "Whatever the depth, yours is a single tent. Does each tent read the last result, and does the `return` "
    "wait until the loop is over?",
    "tent(tent(x)), not tent(x)",
    lambda x, depth: right_tent(x),
)
add_sawtooth(
    "one_less",
    "You folded once too seldom. Depth 1 is the tent itself, with two pieces.",
    "depth tents make 2^depth pieces",
    lambda x, depth: again(x, depth - 1),
)
add_sawtooth(
    "one_more",
    "You folded once too often. Depth 1 is the tent itself, with two pieces.",
    "depth tents make 2^depth pieces",
    lambda x, depth: again(x, depth + 1),
)
add_sawtooth(
    "always_twice",
    "You always fold twice. How often is what `depth` says: use a loop.",
    "depth tents, one inside the other",
    lambda x, depth: again(x, 2),
)
add_sawtooth(
    "summed",
    "You added the tents of all depths up. Only the last one is the sawtooth; the others are steps on the "
    "way to it.",
    "tent(tent(x)), not tent(x) + tent(tent(x))",
    lambda x, depth: sum(again(x, d) for d in range(1, depth + 1)),
)
add_sawtooth(
    "every_level",
    "You returned a list of all stages. Only the last one is asked for.",
    "tent(tent(x)), not [tent(x), tent(tent(x))]",
    lambda x, depth: [again(x, d) for d in range(1, depth + 1)],
)
