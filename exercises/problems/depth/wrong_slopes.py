"""Wrong slopes: the wrong units on, a weight forgotten, a piece too few."""

import numpy as np

from .kinks import kinks_, steps


@kinks_.misconception(
    "starts_flat",
    "You began with the slope 0 at the left. Units with w1 < 0 are on there: they are off to the right of "
    "their kink.",
    "slope at the far left = Σ w1 w2 over w1 < 0, not 0",
)
def kinks(w1, b1, w2, b2):
    positions, slopes = steps(w1, b1, w2)
    return positions, slopes - slopes[0]


@kinks_.misconception(
    "all_look_right",
    "You switched every unit on at its kink. A unit with w1 < 0 is on to the left of its kink and switches "
    "off there.",
    "on where w1 x + b1 > 0: x > −b1/w1 only if w1 > 0",
)
def kinks(w1, b1, w2, b2):
    return steps(w1, b1, w2, on=lambda w, b, x: x > -b / w)


@kinks_.misconception(
    "all_on_at_left",
    "You began with all units on and switched them off one by one. A unit with w1 > 0 is off at the left and "
    "on at the right.",
    "on where w1 x + b1 > 0: x < −b1/w1 only if w1 < 0",
)
def kinks(w1, b1, w2, b2):
    return steps(w1, b1, w2, on=lambda w, b, x: x < -b / w)


@kinks_.misconception(
    "signed_changes",
    "You changed the slope by w2·w1 at every kink. A unit with w1 < 0 switches off there, which takes w2·w1 "
    "away and so adds w2·|w1|.",
    "change at a kink, from left to right = w2 |w1|, not w2 w1",
)
def kinks(w1, b1, w2, b2):
    positions, slopes = steps(w1, b1, w2)
    changes = steps(w1, b1, w2, on=lambda w, b, x: x > -b / w)[1]
    return positions, slopes[0] + changes


@kinks_.misconception(
    "on_and_off_exchanged",
    "You counted the units that are off. A unit adds to the slope where its pre-activation is positive.",
    "slope = Σ w1 w2 over w1 x + b1 > 0",
)
def kinks(w1, b1, w2, b2):
    return steps(w1, b1, w2, on=lambda w, b, x: w * x + b < 0)


@kinks_.misconception(
    "always_on",
    "You added up all units on every piece, as if there were no ReLU. On each piece only some are on.",
    "slope = Σ w1 w2 over w1 x + b1 > 0",
)
def kinks(w1, b1, w2, b2):
    return steps(w1, b1, w2, on=lambda w, b, x: True)


@kinks_.misconception(
    "output_weights_ignored",
    "Your slopes lack the output weights. A unit that is on contributes w1 times w2 to the slope.",
    "slope = Σ w1 w2 over w1 x + b1 > 0, not Σ w1",
)
def kinks(w1, b1, w2, b2):
    return steps(w1, b1, w2)[0], steps(w1, b1, (w2 != 0) * 1.0)[1]


@kinks_.misconception(
    "input_weights_ignored",
    "Your slopes lack the input weights. A unit that is on contributes w1 times w2 to the slope.",
    "slope = Σ w1 w2 over w1 x + b1 > 0, not Σ w2",
)
def kinks(w1, b1, w2, b2):
    return steps(w1, b1, w2)[0], steps(w1, b1, w2 / np.where(w1 == 0, 1, w1))[1]


@kinks_.misconception(
    "inner_pieces_only",
    "You gave the slopes between the kinks only. The pieces to the left of the first kink and to the right "
    "of the last go on without end, and count too.",
    "K kinks make K + 1 pieces, not K − 1",
)
def kinks(w1, b1, w2, b2):
    positions, slopes = steps(w1, b1, w2)
    return positions, slopes[1:-1]


@kinks_.misconception(
    "left_piece_missing",
    "The piece to the left of the first kink is missing. It has a slope too, be it 0.",
    "K kinks make K + 1 pieces, not K",
)
def kinks(w1, b1, w2, b2):
    positions, slopes = steps(w1, b1, w2)
    return positions, slopes[1:]


@kinks_.misconception(
    "right_piece_missing",
    "The piece to the right of the last kink is missing.",
    "K kinks make K + 1 pieces, not K",
)
def kinks(w1, b1, w2, b2):
    positions, slopes = steps(w1, b1, w2)
    return positions, slopes[:-1]


@kinks_.misconception(
    "changes_of_slope",
    "You returned by how much the slope changes at each kink. Add these changes up, from the slope at the "
    "far left on.",
    "slopes of the pieces, not w2 |w1| at the kinks",
)
def kinks(w1, b1, w2, b2):
    positions, slopes = steps(w1, b1, w2)
    return positions, np.diff(slopes)


@kinks_.misconception(
    "bias_in_slope",
    "You added the output bias to the slopes. It lifts the whole graph and tilts nothing.",
    "slope = Σ w1 w2, without b2",
)
def kinks(w1, b1, w2, b2):
    positions, slopes = steps(w1, b1, w2)
    return positions, slopes + b2
