"""Logic gates made of threshold units: three that work, and one that cannot."""

import numpy as np

from nnkit.grading import Problem
from nnkit.grading.checks import as_array
from nnkit.grading.diagnosis.printed import number

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
WANTED = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0], "XOR": [0, 1, 1, 0]}
MARGIN = 0.1

gates = Problem(
    id="neuron.gates",
    title="Gates",
    concept=2,
    points=4,
    kind="break",
    names=("AND", "OR", "NAND", "XOR", "xor_right"),
    hints=(
        "Draw the four corners of the square and mark where the gate says 1. Which line cuts these corners "
        "off from the others? Then find a w at right angles to it, on the side of the ones.",
        "Each gate is a list of three numbers, w1, w2 and b. `xor_right` is a whole number from 0 to 4. The "
        "bias is minus the threshold: the unit fires when w·x is above −b.",
        "With both weights 1, w·x simply counts the ones: 0, 1, 1 or 2. AND fires above a count between 1 "
        "and 2, OR above one between 0 and 1. NAND is the opposite of AND: change all three signs.",
    ),
)


def unit(learner, case, name):
    """Return (w1, w2, b) of a unit, and z at the four corners, or stop with what it is instead."""
    got = as_array(learner[name])
    well = got is not None and got.shape == (3,) and got.dtype.kind in "iuf" and np.all(np.isfinite(got))
    text = f"`{name}` must be a list of three numbers, `[w1, w2, b]`."
    case.require(well, text, kind="structure", at=name)
    text = f"`{name}` has no weights: with w1 = w2 = 0 the unit says the same at all four corners."
    case.require(np.any(got[:2]), text, at=name)
    return got.astype(float), CORNERS @ got[:2] + got[2]


def require_gate(learner, case, name):
    """Stop unless the unit says what the gate says at every corner, and is sure of it."""
    got, z = unit(learner, case, name)
    wanted = np.array(WANTED[name])
    wrong = (z > 0) != wanted
    with_minus = (z - 2 * got[2] > 0) == wanted
    text = (
        f"`{name}`: this works if b is subtracted. It is added: you gave the threshold, and the bias is "
        "minus the threshold."
    )
    case.require(not (wrong.any() and with_minus.all()), text, at=name)
    rolled = CORNERS @ got[1:] + got[0]
    text = f"`{name}` would work if b came last: the list is `[w1, w2, b]`."
    case.require(not (wrong.any() and np.array_equal(rolled > 0, wanted)), text, at=name)
    text = f"`{name}`: wrong at all four corners, so it is exactly the opposite gate. What turns it round?"
    case.require(not wrong.all(), text, at=name)
    for corner, value, fires, off in zip(CORNERS, z, wanted, wrong, strict=True):
        says = "the unit fires" if value > 0 else "the unit stays at 0"
        at = f"`{name}` at ({corner[0]}, {corner[1]})"
        text = f"{at}: z = {number(value)}, so {says}. {name} is {fires} there."
        case.require(not off, text, at=name)
    distance = np.abs(z) / np.hypot(*got[:2])
    nearest = CORNERS[distance.argmin()]
    text = (
        f"`{name}`: right at all four corners, but ({nearest[0]}, {nearest[1]}) lies only "
        f"{number(distance.min(), 2)} away from the line. Leave at least 0.1 to every corner: then the gate "
        "still works when its inputs are a little off."
    )
    case.require(distance.min() >= MARGIN - 1e-9, text, at=name)


@gates.check("AND")
def gates_and(learner, case):
    require_gate(learner, case, "AND")


@gates.check("OR")
def gates_or(learner, case):
    require_gate(learner, case, "OR")


@gates.check("NAND")
def gates_nand(learner, case):
    require_gate(learner, case, "NAND")


FOUR = (
    "`xor_right` is 4, which would need all ones on one side. But (0, 1) and (1, 0) are opposite corners, as "
    "(0, 0) and (1, 1) are: the two diagonals cross, and no line keeps one of them on each side."
)
TOO_FEW = "`xor_right`: a single unit can get more than that right. Try one of your gates on XOR, and count."


@gates.check("XOR, as far as one unit goes")
def gates_xor(learner, case):
    got, z = unit(learner, case, "XOR")
    right = int(((z > 0) == WANTED["XOR"]).sum())
    claimed = as_array(learner["xor_right"])
    whole = claimed is not None and claimed.shape == () and float(claimed) in range(5)
    text = "`xor_right` must be a whole number from 0 to 4: how many of the four cases are right."
    case.require(whole, text, kind="structure", at="xor_right")
    case.require(claimed != 4, FOUR, at="xor_right")
    case.require(claimed == 3, TOO_FEW, at="xor_right")
    text = (
        f"`XOR`: your unit gets {right} of the four cases right, and another line gets more. Give up one "
        "corner, and separate the other three."
    )
    case.require(right >= 3, text, at="XOR")
    text = "`XOR`: three are right, but a corner lies less than 0.1 away from the line. Move the line off it."
    case.require(np.abs(z).min() / np.hypot(*got[:2]) >= MARGIN - 1e-9, text, at="XOR")
