"""The closing quiz of chapter 01: the linear wall, fixed maps, a hidden layer by hand, a map used again."""

from math import comb

import numpy as np

import nnkit as nn
from nnkit.grading.diagnosis.printed import number, show
from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
)

more_data = ChoiceQuestion(
    id="01.more-data",
    concept=15,
    prompt=(
        "The best straight line errs on more than a quarter of 400 points of two spirals. You collect a "
        "hundred times as many points of the same spirals, and look for the best line again. What share does "
        "it get wrong?"
    ),
    options=(
        Option(
            "Almost none: with enough data the line is learned properly",
            "Data help to find the best line there is. They cannot make a line bend, and the best one is "
            "already poor.",
        ),
        Option(
            "About as large a share as before",
            "The best line is limited by being straight, not by too few points. Only other coordinates help: "
            "features in which the classes come apart.",
            right=True,
        ),
        Option(
            "About a hundredth of it",
            "That would be so if the errors came from a lack of points. They come from the shape: every line "
            "leaves a good part of both spirals on either side.",
        ),
        Option(
            "Nearly one half, which is guessing",
            "More points make the line no worse either. It stays where it was, better than guessing.",
        ),
    ),
)

_turned = np.array([2.0, 1.0])

mirrored = ChoiceQuestion(
    id="01.mirrored",
    concept=15,
    prompt=(
        "Class 1 is class 0 turned by half a turn: for every point x of one class, −x belongs to the other. "
        "You may give a linear head one more feature. Which one can be of help?"
    ),
    options=(
        Option(
            "x₁², the square",
            f"It is the same at x and at −x: for x = {show(_turned, 1)} both give "
            f"{number(_turned[0] ** 2, 1)}. What is equal in both classes cannot tell them apart.",
        ),
        Option(
            "x₁x₂, the product",
            "Both signs change, and the product does not: the two classes look alike to it. So it is with "
            "every even degree.",
        ),
        Option(
            "|x|, the distance from the origin",
            "x and −x lie equally far from the origin, so both classes have the same distances.",
        ),
        Option(
            "x₁²x₂, of degree 3",
            "An odd degree changes its sign from x to −x, so it takes opposite values on the two classes. It "
            "need not be enough, but it is the only one here that says anything.",
            right=True,
        ),
    ),
)

_d = 20
_count = comb(_d + 2, 2) - 1

products = NumberQuestion(
    id="01.products",
    concept=15,
    prompt=(
        f"A sample has {_d} inputs. A polynomial feature map lists the inputs themselves, their squares, and "
        "all products of two different inputs (x₁x₂ and x₂x₁ count once). How many features is that?"
    ),
    answer=_count,
    tolerance=0,
    right=(
        f"{_d} inputs, {_d} squares and {comb(_d, 2)} products. It grows like the square of the number of "
        "inputs; with degree 3 like its cube. That is the price of a fixed map with many inputs."
    ),
    otherwise="Count the three kinds one by one and add: inputs, squares, pairs of two different inputs.",
    slips=(
        Slip(
            _count + comb(_d, 2),
            "Each product has been counted twice: x₁x₂ and x₂x₁ are the same feature.",
        ),
        Slip(_d**2, f"That counts all ordered pairs. Products count once, and the {_d} inputs come on top."),
        Slip(comb(_d, 2), "Those are the products of two different inputs. Inputs and squares come on top."),
        Slip(
            2 * _d, "Those are the inputs and the squares. The products of two different inputs are missing."
        ),
        Slip(
            _count - _d,
            f"Nearly: one kind of {_d} is missing, either the inputs themselves or their squares.",
        ),
        Slip(
            _count + 1,
            "One too many: the constant 1 is not on the list. The bias of the head plays its part.",
        ),
    ),
)

_x = np.array([3.0, 1.0])
_W1, _b1 = np.array([[1.0, 0.0], [0.0, -1.0]]), np.array([-1.0, 2.0])
_w2, _b2 = np.array([2.0, -3.0]), 0.5
_z1 = _W1 @ _x + _b1
_h = nn.threshold(_z1)

by_hand = NumberQuestion(
    id="01.by-hand",
    concept=1,
    prompt=(
        "Two hidden units, h₁ = threshold(x₁ − 1) and h₂ = threshold(2 − x₂), where threshold(z) is 1 for "
        f"z ≥ 0, else 0. The head computes z = 2h₁ − 3h₂ + {number(_b2, 1)}. What is z at x = {show(_x, 1)}?"
    ),
    answer=float(_w2 @ _h + _b2),
    tolerance=0.005,
    right=(
        f"Layer by layer: both units say 1, so z = 2 − 3 + {number(_b2, 1)} = {number(_w2 @ _h + _b2, 1)}. "
        "It is negative, and the network says class 0."
    ),
    otherwise="First the two units, each 0 or 1, from x. Then the head, from these two numbers alone.",
    slips=(
        Slip(
            float(_w2 @ _z1 + _b2),
            f"The head got x₁ − 1 = {number(_z1[0], 1)} and 2 − x₂ = {number(_z1[1], 1)}. Between the layers "
            "stands the threshold, which turns each into 0 or 1.",
        ),
        Slip(float(_w2 @ _h), f"The bias of the head, {number(_b2, 1)}, has been left out."),
        Slip(
            float(_w2[0] * _h[0] + _b2),
            "The second unit is on as well: 2 − x₂ is not negative there, so h₂ is 1.",
        ),
        Slip(
            float(_w2[1] * _h[1] + _b2), "The first unit is on as well: x₁ − 1 is not negative, so h₁ is 1."
        ),
        Slip(0.0, "That is the class. The question is for z, from which the class follows."),
        Slip(
            float(_w2 @ _x + _b2),
            "The head sees h₁ and h₂, not the input. Put x through the two units first.",
        ),
    ),
)

without_bends = ChoiceQuestion(
    id="01.without-bends",
    concept=15,
    prompt=(
        "A network 2-16-2-1 with tanh has learned the spirals. You take both tanh out and train all its "
        "weights anew, for as long as you like. What is the best boundary it can find in the plane?"
    ),
    options=(
        Option(
            "A straight line",
            "An affine map of an affine map is affine: the three layers collapse into one, whose boundary is "
            "a line.",
            right=True,
        ),
        Option(
            "A polygon, one side for each of the 16 units",
            "Each unit would need to switch on or off somewhere, to make a corner. Without a bend none does: "
            "their weighted sum is again one plain affine function.",
        ),
        Option(
            "A curve of degree 3, as it has three layers",
            "Weights are multiplied with weights, but x enters only once: W₃W₂W₁x + b has degree 1.",
        ),
        Option(
            "The same spiral: training finds other weights that do it",
            "There are none. Whatever the weights, the function is affine in x, and training can only choose "
            "among such functions.",
        ),
    ),
)

reuse = OrderQuestion(
    id="01.reuse",
    concept=1,
    prompt=(
        "`layer1` has been trained on one task. Its features are to serve another, with points `X`, labels "
        "`y` and fresh points `X_new`; `fit` fits a linear head and returns it. Put the lines in order; if "
        "several orders work, any of them will do."
    ),
    lines={
        "map": "H = layer1(X)",
        "fit": "head = fit(H, y)",
        "new": "H_new = layer1(X_new)",
        "z": "z = head(H_new)",
        "decide": "says = z > 0",
    },
    rules=(
        Before("map", "fit", "The head is fitted on the features `H`, so they have to be there first."),
        Before("fit", "z", "`head` is used before it has been fitted."),
        Before("new", "z", "The head works on features: the fresh points go through `layer1` first."),
        Before("z", "decide", "The decision is the sign of `z`, which has not been computed yet."),
    ),
    right=(
        "Old and fresh points go through the same map, and only the head is new. `H_new` may be computed at "
        "any moment before `z`."
    ),
)
