"""The closing quiz of chapter 05: collapsing layers, what a bend is worth, kinks, regions, depth in truth."""

import numpy as np

from nnkit.grading.diagnosis.printed import number, show
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)


def _matrix(W: np.ndarray) -> str:
    """Write a matrix in one line."""
    return " ".join(show(W, 1).split())


_W1, _b1 = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([1.0, 3.0])
_W2, _b2 = np.array([2.0, -1.0]), 4.0
_through = float(_W2 @ _b1)

collapsed_bias = NumberQuestion(
    id="05.collapsed-bias",
    concept=15,
    prompt=(
        f"Two layers without an activation function: W₁ = {_matrix(_W1)}, b₁ = {show(_b1, 1)}, then "
        f"W₂ = {_matrix(_W2[np.newaxis])}, b₂ = {number(_b2, 1)}. They equal one layer, z = W x + b. What is "
        "its b?"
    ),
    answer=_through + _b2,
    tolerance=0.001,
    right="b = W₂ b₁ + b₂: it is what comes out for x = 0, and the first bias goes through the second layer.",
    otherwise="Set x = 0 and follow it: the first layer gives b₁, the second makes W₂ b₁ + b₂ of that.",
    slips=(
        Slip(_through, "That is W₂ b₁. The second layer adds its own bias, too."),
        Slip(_b2, "That is b₂ alone. At x = 0 the first layer gives b₁, not 0, and W₂ passes it on."),
        Slip(
            float(_b1.sum() + _b2),
            "There b₁ has been added as it is. It is an output of the first layer, so W₂ multiplies it.",
        ),
        Slip(float(abs(_W2) @ _b1 + _b2), "One weight in W₂ is negative, and its sign has been lost."),
        Slip(_through - _b2, "The second bias has been taken away. It is added."),
    ),
)

_slope = 0.5

one_change = ChoiceQuestion(
    id="05.one-change",
    concept=15,
    prompt=(
        "A classifier for two spirals has two hidden layers, a sigmoid at the output and no activation "
        "functions in between. Its boundary is a straight line. Which single change can bend it?"
    ),
    options=(
        Option(
            "Eight more hidden layers of the same kind",
            "Ten affine maps in a row are one affine map, as two are. There are more parameters and the "
            "same straight lines.",
        ),
        Option(
            "A thousand units in each hidden layer",
            "Wider layers still collapse into one W and one b. Width can keep a linear network from losing "
            "something; it cannot bend it.",
        ),
        Option(
            f"A leaky ReLU, with slope {number(_slope, 1)} below 0, after the first layer",
            f"Slope 1 above 0 and {number(_slope, 1)} below is a kink, though a mild one, and a kink between "
            "two layers is all it takes.",
            right=True,
        ),
        Option(
            "Another function at the output: tanh for the sigmoid",
            "Whatever rising function stands at the output, the boundary lies where the affine score passes "
            "one fixed value: a straight line. The bend has to stand between layers.",
        ),
    ),
)

_w1, _c1, _v = np.array([2.0, -1.0]), np.array([-2.0, 3.0]), np.array([3.0, 2.0])
_kinks = np.sort(-_c1 / _w1)
_at = float(_kinks.mean())
_each = _v * _w1

slope_between = NumberQuestion(
    id="05.slope-between",
    concept=17,
    prompt=(
        f"f(x) = w₂ · ReLU(w₁ x + b₁) with w₁ = {show(_w1, 1)}, b₁ = {show(_c1, 1)}, w₂ = {show(_v, 1)}. "
        f"What is the slope of f at x = {number(_at, 1)}?"
    ),
    answer=float(_each[_w1 * _at + _c1 > 0].sum()),
    tolerance=0.001,
    right=(
        f"The kinks are at {number(_kinks[0], 1)} and {number(_kinks[1], 1)}. In between both units are on, "
        "the second because it looks left: w₂ w₁ of each, added up."
    ),
    otherwise="Which units have w₁ x + b₁ > 0 there? The slope is the sum of w₂ w₁ over these.",
    slips=(
        Slip(
            _each[0], "That is the first unit alone. The second has w₁ < 0: it is on to the LEFT of its kink."
        ),
        Slip(_each[1], "That is the second unit alone. Is the first one on as well?"),
        Slip(float(abs(_each).sum()), "The second unit falls where it is on: its w₂ w₁ is negative."),
        Slip(float(_v.sum()), "Those are the w₂. Each unit rises with its own slope w₁ first: add up w₂ w₁."),
        Slip(0.0, "That would be a flat piece. Both units are on there, and their slopes do not cancel."),
    ),
)

_lines = 6
_most = 1 + _lines + _lines * (_lines - 1) // 2

lines_in_a_plane = NumberQuestion(
    id="05.lines-in-a-plane",
    concept=17,
    prompt=(
        f"A network has two inputs and one hidden layer of {_lines} ReLU units. Into how many linear regions "
        "can the plane be cut at most?"
    ),
    answer=_most,
    tolerance=0,
    right=(
        f"1 + {_lines} + {_lines} · {_lines - 1} / 2: one region to begin with, one more for each line, "
        "and one more for each crossing of two."
    ),
    otherwise="Draw line after line. The n-th crosses the earlier ones and adds n regions. Begin with 1.",
    slips=(
        Slip(
            2**_lines,
            f"That counts every on-off pattern of {_lines} units. Lines in a plane do not show them all: "
            "four already make 11 regions, not 16.",
        ),
        Slip(2 * _lines, "So many there are if all lines pass through one point, as without biases."),
        Slip(_lines + 1, "That is for one input, where each unit cuts a line at a point."),
        Slip(_most - 1, "Nearly: before the first line there is one region already."),
        Slip(
            _lines * (_lines - 1) // 2,
            "Those are the crossings. Each adds a region, so does each line, and there is one at the start.",
        ),
        Slip(
            _lines**2, "Not a square: the first line adds 1 region, the second 2, the third 3. Add them up."
        ),
    ),
)

_depth, _width = 5, 10
_bound = (_width + 1) ** _depth

deep_in_truth = ChoiceQuestion(
    id="05.deep-in-truth",
    concept=17,
    prompt=(
        f"Five hidden layers of {_width} ReLU units, one input: at most ({_width} + 1)⁵ = {_bound} linear "
        "pieces. What follows for such a network in practice?"
    ),
    options=(
        Option(
            "Nothing yet: with the usual random weights it has some dozens, and training hardly adds any.",
            "The bound says what no weights can exceed. Counted networks have about as many pieces as units, "
            f"here {_depth * _width}, before and after training.",
            right=True,
        ),
        Option(
            "It has tens of thousands of pieces as soon as it is initialised.",
            "To multiply pieces, every layer must fold all that the one before has made. Random weights do "
            "not; count one with `nn.linear_regions.on_line`.",
        ),
        Option(
            "It fits any target better than one layer with as many parameters.",
            "More possible pieces are not better placed ones. Sometimes the deep network wins, as on tight "
            "spirals, and sometimes not: that has to be measured.",
        ),
        Option(
            "Nothing: depth cannot make more pieces than there are units.",
            "It can. Ten tents in a row, twenty units, make 1024 pieces. Such weights exist; they are just "
            "not the ones that networks usually have.",
        ),
    ),
)

collapse_code = OrderQuestion(
    id="05.collapse-code",
    concept=15,
    prompt=(
        "All layers of a network without activation functions, collapsed into one W and b. Put the lines in "
        "order; if several orders work, any of them will do."
    ),
    lines={
        "def": "def collapse_all(layers, n_in):",
        "start": "    W, b = np.eye(n_in), np.zeros(n_in)",
        "for": "    for layer in layers:",
        "b": "        b = layer.W @ b + layer.b",
        "W": "        W = layer.W @ W",
        "return": "    return W, b",
    },
    rules=(
        *(
            Before("def", line, "A function begins with its `def` line; all that belongs to it comes below.")
            for line in ("start", "for", "b", "W", "return")
        ),
        Before(
            "start",
            "for",
            "Begin with the map that does nothing, before the first layer is put on top of it.",
        ),
        Before("for", "b", "`layer` is known only inside the loop: this line belongs below `for`."),
        Before("for", "W", "`layer` is known only inside the loop: this line belongs below `for`."),
        Before("b", "return", "Nothing below `return` is run, and `b` has to grow with every layer."),
        Before("W", "return", "Nothing below `return` is run, and `W` has to grow with every layer."),
    ),
    right=(
        "Each layer acts on what the earlier ones give, so its W stands on the left, and it carries the old "
        "b along. The two lines in the loop may change places: neither needs the other's new value."
    ),
)
