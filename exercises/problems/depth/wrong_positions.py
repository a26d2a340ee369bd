"""Wrong kinks: positions that are mirrored, unsorted, doubled or not there at all."""

import numpy as np

from .kinks import kinks_, steps

MIRRORED = (
    "Your positions are mirrored. A unit bends where w1 x + b1 is 0; solve that for x.",
    "x = −b1/w1, not b1/w1",
)


@kinks_.misconception("sign", *MIRRORED)
def kinks(w1, b1, w2, b2):
    return steps(w1, b1, w2, places=lambda w, b: b / w)


@kinks_.misconception("sign_by_changes", *MIRRORED)
def kinks(w1, b1, w2, b2):
    return steps(w1, -b1, w2)


@kinks_.misconception(
    "sign_of_positions",
    "Your slopes are right, your positions mirrored. A unit bends where w1 x + b1 is 0; solve that for x.",
    "x = −b1/w1, not b1/w1",
)
def kinks(w1, b1, w2, b2):
    return np.sort(-steps(w1, b1, w2)[0]), steps(w1, b1, w2)[1]


@kinks_.misconception(
    "bias_only",
    "You took −b1 for the position. That is where a unit with w1 = 1 bends; a steeper one bends sooner.",
    "x = −b1/w1, not −b1",
)
def kinks(w1, b1, w2, b2):
    return steps(w1, b1, w2, places=lambda w, b: -b)


@kinks_.misconception(
    "upside_down",
    "You divided w1 by b1. The kink lies where w1 x = −b1, so b1 is what gets divided.",
    "x = −b1/w1, not −w1/b1",
)
def kinks(w1, b1, w2, b2):
    return steps(w1, b1, w2, places=lambda w, b: -w / b)


@kinks_.misconception(
    "unsorted",
    "Your positions come in the order of the units. Pieces lie from left to right, so sort the positions "
    "first.",
    "x_1 < x_2 < … < x_K",
)
def kinks(w1, b1, w2, b2):
    active = (w1 != 0) & (w2 != 0)
    return -b1[active] / w1[active], steps(w1, b1, w2)[1]


@kinks_.misconception(
    "doubles",
    "Two units that bend at the same place make one kink: list it once. Between the two there is no piece.",
    "x_1 < x_2 < … < x_K, all different",
)
def kinks(w1, b1, w2, b2):
    active = (w1 != 0) & (w2 != 0)
    places, changes = -b1[active] / w1[active], (w2 * np.abs(w1))[active]
    order = np.argsort(places, kind="stable")
    return places[order], (w1 * w2)[w1 < 0].sum() + np.append(0, np.cumsum(changes[order]))


@kinks_.misconception(
    "cancelled_dropped",
    "You left out a place at which the slope happens to stay the same. Here every place where a unit bends "
    "is listed, also if the bends of two units cancel.",
    "positions: all −b1/w1 with w1 ≠ 0 and w2 ≠ 0",
)
def kinks(w1, b1, w2, b2):
    positions, slopes = steps(w1, b1, w2)
    bends = np.abs(np.diff(slopes)) > 1e-9
    return positions[bends], slopes[np.append(True, bends)]


def listed(w1, b1, w2, units):
    """Return kinks and slopes with these units listed, whether they bend the sum or not."""
    with np.errstate(divide="ignore", invalid="ignore"):
        places, changes = -b1[units] / w1[units], (w2 * np.abs(w1))[units]
    positions, which = np.unique(places, return_inverse=True)
    left = (w1 * w2)[w1 < 0].sum()
    return positions, left + np.append(0, np.cumsum(np.bincount(which, changes, len(positions))))


@kinks_.misconception(
    "unread_units",
    "You listed the kinks of units with w2 = 0 too. Nobody reads such a unit, so its kink never shows.",
    "positions: −b1/w1 with w1 ≠ 0 and w2 ≠ 0",
)
def kinks(w1, b1, w2, b2):
    return listed(w1, b1, w2, w1 != 0)


@kinks_.misconception(
    "flat_units",
    "You divided by w1 = 0. Such a unit is always on or always off and has no kink: leave it out before you "
    "divide.",
    "positions: −b1/w1 with w1 ≠ 0 and w2 ≠ 0",
)
def kinks(w1, b1, w2, b2):
    return listed(w1, b1, w2, w2 != 0)


@kinks_.misconception(
    "all_units",
    "You listed every unit. One with w1 = 0 is constant and has no kink; one with w2 = 0 has a kink that "
    "nobody reads.",
    "positions: −b1/w1 with w1 ≠ 0 and w2 ≠ 0",
)
def kinks(w1, b1, w2, b2):
    return listed(w1, b1, w2, np.ones(len(w1), bool))
