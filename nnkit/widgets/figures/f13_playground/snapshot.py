"""F13, what training has come to at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nnkit.errors import Array
from nnkit.widgets.figures.f13_playground.evaluate import Pictures
from nnkit.widgets.figures.f13_playground.weights import Weights


def _nothing() -> Array:
    return np.empty((0, 3), dtype=np.float64)


@dataclass(frozen=True)
class Snapshot:
    """A network in training; nothing in it changes later.

    Parameters
    ----------
    updates, epoch : steps of the optimiser so far, and passes through the training points.
    pictures : what each unit makes of the plane; None if the network could not be run.
    weights : of the layers that are drawn; ``n_params`` counts all of them.
    losses, errors : mean loss and share of points on the wrong side, of training and test.
    curves : (n, 3)  epoch, training loss, test loss.
    diverged : whether the last update ran away; then all else is from just before.
    message : what went wrong, if something did.
    own : whether the network is the learner's own.
    """

    updates: int = 0
    epoch: float = 0.0
    pictures: Pictures | None = None
    weights: Weights = ()
    n_params: int = 0
    losses: tuple[float, float] = (0.0, 0.0)
    errors: tuple[float, float] = (1.0, 1.0)
    curves: NDArray[np.float64] = field(default_factory=_nothing)
    diverged: bool = False
    message: str = ""
    own: bool = False
