"""Break it on purpose: biases that kill every ReLU, and biases that leave each a little life."""

import numpy as np

from nnkit.activations import relu
from nnkit.grading import Problem

X = np.array([[-1.2, -1.0], [0.7, 1.7], [1.6, 1.1], [1.3, 1.2], [-0.6, -1.1], [1.6, -0.3]])
W = np.array([[0.6, 1.6], [1.3, -1.0], [1.8, 1.3], [-2.0, 0.2]])
MOST = 6  # activations above 0 that b_sparse may leave
ROUNDING = 1e-9  # a pre-activation that should be 0 may come out as 1e-16


dead = Problem(
    id="activations.dead",
    title="Break it: dead units",
    concept=5,
    points=3,
    kind="break",
    names=("b_dead", "b_sparse"),
    hints=(
        "A unit is dead if its pre-activation is at most 0 on every sample: then so is its largest one. A "
        "unit is alive if its largest one is above 0.",
        "`X @ W.T` is (6, 4), a column for each unit. The largest entry of each column, shape (4,), is what "
        "matters for its bias. Both answers have shape (4,).",
        "To kill a unit, take off at least the largest entry of its column. To leave it one sample, take off "
        "something between the largest entry and the second largest: `np.sort` along axis 0 shows both.",
    ),
)


def pre_activations(learner, case, name):
    """Return z (6, 4) with the learner's biases."""
    b = np.asarray(learner[name])
    case.require(
        b.shape == (len(W),) and b.dtype.kind in "iuf" and bool(np.all(np.isfinite(b))),
        f"`{name}` must hold four ordinary numbers, one bias for each unit.",
        kind="structure",
        at=name,
    )
    return X @ W.T + b


def units(which):
    """Name the units for which ``which`` holds."""
    names = [str(j) for j in np.flatnonzero(which)]
    listed = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return f"unit{'s' * (len(names) > 1)} {listed} (counted from 0)"


@dead.check("b_dead: no unit is active on any sample")
def dead_all(learner, case):
    active = relu(pre_activations(learner, case, "b_dead")) > ROUNDING
    text = (
        f"With `b_dead`, {active.sum()} of the 24 activations are still above 0, in "
        f"{units(active.any(axis=0))}. A dead unit gives 0 for every sample."
    )
    case.require(not active.any(), text, at="b_dead")


@dead.check("b_sparse: every unit is alive, and at most six activations are above 0")
def dead_sparse(learner, case):
    active = relu(pre_activations(learner, case, "b_sparse")) > ROUNDING
    text = f"With `b_sparse`, dead on all six samples: {units(~active.any(axis=0))}. Raise the bias there."
    case.require(active.any(axis=0).all(), text, at="b_sparse")
    text = (
        f"With `b_sparse`, every unit is alive, but {active.sum()} activations are above 0, and at most "
        f"{MOST} may be. Lower the bias of a unit that is active on several samples."
    )
    case.require(active.sum() <= MOST, text, at="b_sparse")


@dead.slip(
    "zero",
    "You left the biases at 0. Then the sign of w · x alone decides, and some samples always lie on the "
    "positive side.",
    "z = w · x + b ≤ 0 for every x needs b ≤ −max w · x",
)
def slip(_):
    return {"b_dead": np.zeros(len(W))}


@dead.slip(
    "plus_maximum",
    "You have the right sizes with the wrong sign: adding the largest pre-activation wakes the unit instead "
    "of killing it.",
    "b ≤ −max w · x, not b = max w · x",
)
def slip(_):
    return {"b_dead": (X @ W.T).max(axis=0)}


@dead.slip(
    "minus_minimum",
    "You took off the smallest pre-activation of each unit. That raises all the others above 0: it is the "
    "largest that must come down.",
    "b ≤ −max w · x, not b = −min w · x",
)
def slip(_):
    return {"b_dead": -(X @ W.T).min(axis=0)}


@dead.slip(
    "sparse_at_maximum",
    "You took off the largest pre-activation exactly. Then even the best sample only reaches z = 0, and "
    "ReLU gives 0 there: stay a little above.",
    "−max w · x < b, not b = −max w · x",
)
def slip(_):
    return {"b_sparse": -(X @ W.T).max(axis=0)}


@dead.slip(
    "sparse_zero",
    "You left the biases at 0, and too many activations stay above 0. Lower the bias of each unit until only "
    "its best sample, or its best two, are left.",
    "b_j just above −max_n w_j · x_n",
)
def slip(_):
    return {"b_sparse": np.zeros(len(W))}
