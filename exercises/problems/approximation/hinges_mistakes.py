"""What goes wrong in a network through points: wrong programs, each with its sentence."""

import numpy as np

from .hinges import hinges, right_network


def slopes_of(xs, ys):
    return np.diff(ys) / np.diff(xs)


@hinges.misconception(
    "slopes",
    "You gave each unit the whole slope of its piece. The hinges before it are still on, so the slopes pile "
    "up: a unit only has to add the change.",
    "w2_m = slope_m − slope_(m−1), not slope_m",
)
def hinge_network(xs, ys):
    return np.ones(len(xs) - 1), -xs[:-1], slopes_of(xs, ys), ys[0]


@hinges.misconception(
    "no_offset",
    "Your network starts at height 0. At the first point every hinge is still off, so only b2 can give the "
    "height there.",
    "f(x_0) = b2 = y_0",
)
def hinge_network(xs, ys):
    w1, b1, w2, _ = right_network(xs, ys)
    return w1, b1, w2, 0.0


@hinges.misconception(
    "kink_sign",
    "The sign of b1 puts the kinks at −x_m instead of x_m. A unit bends where its input is 0: solve "
    "w1 x + b1 = 0 for b1.",
    "x_m + b1_m = 0",
)
def hinge_network(xs, ys):
    w1, b1, w2, b2 = right_network(xs, ys)
    return w1, -b1, w2, b2


@hinges.misconception(
    "kinks_late",
    "Each kink sits at the right end of its piece, so the first piece stays level and every slope comes one "
    "piece too late. A unit must switch on where its piece begins.",
    "b1_m = −x_m, the left end of piece m, not −x_(m+1)",
)
def hinge_network(xs, ys):
    w1, _, w2, b2 = right_network(xs, ys)
    return w1, -xs[1:], w2, b2


@hinges.misconception(
    "rise_only",
    "You used the rise from point to point without dividing by the run. That is the slope only where "
    "neighbouring points lie 1 apart.",
    "slope_m = (y_(m+1) − y_m) / (x_(m+1) − x_m)",
)
def hinge_network(xs, ys):
    return np.ones(len(xs) - 1), -xs[:-1], np.diff(np.diff(ys), prepend=0.0), ys[0]


@hinges.misconception(
    "run_over_rise",
    "Your slopes are upside down: run over rise. How much y changes for each step of 1 in x is what is "
    "needed.",
    "slope_m = Δy / Δx, not Δx / Δy",
)
def hinge_network(xs, ys):
    slope = np.diff(xs) / np.diff(ys)
    slope = np.where(np.isfinite(slope), slope, 0)
    return np.ones(len(xs) - 1), -xs[:-1], np.diff(slope, prepend=0.0), ys[0]


@hinges.misconception(
    "first_slope_lost",
    "Your first unit has the weight 0, so the first piece is level. Before the first point no unit is on and "
    "the slope is 0: the first change is the first slope itself.",
    "w2_0 = slope_0 − 0",
)
def hinge_network(xs, ys):
    w1, b1, w2, b2 = right_network(xs, ys)
    return w1, b1, np.append(0.0, w2[1:]), b2


@hinges.misconception(
    "change_sign",
    "The changes of slope have the wrong sign after the first piece: you took the slope before minus the "
    "slope after.",
    "w2_m = slope_m − slope_(m−1), not slope_(m−1) − slope_m",
)
def hinge_network(xs, ys):
    w1, b1, w2, b2 = right_network(xs, ys)
    return w1, b1, np.append(w2[0], -w2[1:]), b2


@hinges.misconception(
    "heights",
    "You used the heights y as output weights. A weight is a change of slope; the heights follow when the "
    "slopes add up from left to right.",
    "w2_m = slope_m − slope_(m−1), not y_m",
)
def hinge_network(xs, ys):
    return np.ones(len(xs) - 1), -xs[:-1], ys[:-1] * 1.0, ys[0]


@hinges.misconception(
    "unit_for_each_point",
    "You have a unit for every point. The one at the last point switches on where the network is no longer "
    "needed: n points have only n − 1 pieces between them.",
    "M = n − 1 units",
)
def hinge_network(xs, ys):
    w1, b1, w2, b2 = right_network(xs, ys)
    return np.append(w1, 1.0), np.append(b1, -xs[-1]), np.append(w2, 0.0), b2


@hinges.misconception(
    "inner_kinks_only",
    "You have a unit for each inner point only, so nothing gives the first piece its slope. That takes one "
    "more unit, which switches on at the first point.",
    "M = n − 1 units: the first piece needs one as well",
)
def hinge_network(xs, ys):
    w1, b1, w2, b2 = right_network(xs, ys)
    return w1[1:], b1[1:], w2[1:], b2


@hinges.misconception(
    "slope_in_both",
    "The change of slope stands in w1 and in w2, so it counts twice; where it is negative, the hinge even "
    "opens to the left. Let w1 be 1, and w2 carry the change.",
    "slope of unit m = w2_m · w1_m",
)
def hinge_network(xs, ys):
    _, b1, w2, b2 = right_network(xs, ys)
    return w2, b1 * w2, w2, b2


@hinges.misconception(
    "offset_last",
    "You gave b2 the height of the last point. With hinges that open to the right every unit is off at the "
    "first one, so b2 is its height.",
    "f(x_0) = b2 = y_0",
)
def hinge_network(xs, ys):
    w1, b1, w2, _ = right_network(xs, ys)
    return w1, b1, w2, ys[-1]


@hinges.misconception(
    "first_gap",
    "You divided every rise by the first gap, as if all were alike. Each piece has a run of its own.",
    "slope_m = (y_(m+1) − y_m) / (x_(m+1) − x_m)",
)
def hinge_network(xs, ys):
    slope = np.diff(ys) / (xs[1] - xs[0])
    return np.ones(len(xs) - 1), -xs[:-1], np.diff(slope, prepend=0.0), ys[0]


@hinges.misconception(
    "slopes_added_up",
    "You added the slopes up, where their differences are needed. The hinges add up by themselves: each "
    "unit brings only what is new.",
    "w2_m = slope_m − slope_(m−1), not Σ slope",
)
def hinge_network(xs, ys):
    return np.ones(len(xs) - 1), -xs[:-1], np.cumsum(slopes_of(xs, ys)), ys[0]


@hinges.misconception(
    "slopes_in_w1",
    "You gave each unit the slope of its piece as w1, and every w2 is 1. Let w1 be 1: w2 holds what each "
    "unit adds, and that is the change from the slope before.",
    "w1_m = 1, w2_m = slope_m − slope_(m−1)",
)
def hinge_network(xs, ys):
    slopes = slopes_of(xs, ys)
    return slopes, -xs[:-1] * slopes, np.ones(len(slopes)), ys[0]


@hinges.misconception(
    "changes_in_w1",
    "You put the changes of slope into w1. A negative one turns its hinge round, so that it is on to the "
    "left of its kink: let w1 be 1, and give the change with its sign to w2.",
    "relu(−x + x_m) is off for x > x_m",
)
def hinge_network(xs, ys):
    _, b1, w2, b2 = right_network(xs, ys)
    return w2, b1 * w2, np.ones(len(w2)), b2


@hinges.misconception(
    "no_kinks_placed",
    "Your b1 is 0, so all kinks lie at x = 0. Each unit has to bend at a point of its own.",
    "w1_m x_m + b1_m = 0",
)
def hinge_network(xs, ys):
    w1, b1, w2, b2 = right_network(xs, ys)
    return w1, 0 * b1, w2, b2
