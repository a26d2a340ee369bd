"""F15, the learner's own network: its answers beside the library's, and where they first differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import softmax
from nnkit.widgets.figures.f15_digits.network import CLASSES, Labels
from nnkit.widgets.figures.f15_digits.words import a, chance
from nnkit.widgets.own import attempt

Array = NDArray[np.float64]
OwnNetwork = Callable[[Array], Any]


def probabilities(own: OwnNetwork | None, x: Array) -> tuple[Array | None, str]:
    """Return softmax of the logits that the learner's network gives for x (n, 64), or what went wrong."""
    if own is None:
        return None, ""
    logits, trouble = attempt(own, x, shape=(len(x), CLASSES))
    if logits is None:
        return None, trouble
    if not np.isfinite(logits).all():
        return None, "it returned nan or infinite logits"
    p: Array = softmax(logits)
    if (logits >= 0).all() and np.allclose(logits.sum(axis=1), 1):
        return p, "it seems to return probabilities; logits are expected, so they are softened once more"
    return p, ""


def remark(own: Array | None, trouble: str, p: Array) -> str:
    """Say what the learner's network makes of one image, ``own`` (10,), beside the library's p (10,)."""
    if own is None:
        return f" Yours: {trouble}." if trouble else ""
    theirs, here = int(own.argmax()), int(p.argmax())
    text = f" Yours says {theirs} with {chance(own[theirs])}"
    if theirs != here:
        text += f"; the {here} gets {chance(own[here])}"
    return f"{text}; {trouble}." if trouble else f"{text}."


def remark_on_all(own: Array | None, trouble: str, guess: Labels, y: Labels) -> str:
    """Say how often the learner's network is right, and on which test image it first says something else."""
    if own is None:
        return f" Yours: {trouble}." if trouble else ""
    theirs = own.argmax(axis=1)
    text = f" Yours is right on {int(np.sum(theirs == y))}"
    apart = np.flatnonzero(theirs != guess)
    if apart.size:
        k = int(apart[0])
        text += f"; the two first differ on test image {k + 1}, {a(int(y[k]))}"
        text += f": {theirs[k]} instead of {guess[k]}"
    else:
        text += " and says the same everywhere"
    return f"{text}; {trouble}." if trouble else f"{text}."
