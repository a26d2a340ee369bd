"""F15, what its five pictures show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.figure import View
from nnkit.widgets.figures.f15_digits.network import Labels

Array = NDArray[np.float64]
ONE, WEIGHTS, CONFUSION, MISTAKES, PAD = "one digit", "weights", "confusion matrix", "mistakes", "your digit"
SHOWS = (ONE, WEIGHTS, CONFUSION, MISTAKES, PAD)


@dataclass(frozen=True, kw_only=True)
class OneView(View):
    """One test image x (64,), after shift and noise, through the network, layer by layer.

    ``pushes`` (32,) is what each unit adds to the logit of the answer, ``strongest`` the three largest;
    ``before`` holds the probabilities (10,) of the untouched image, ``own`` those of the learner's network.
    """

    x: Array
    label: int
    hidden: Array
    pushes: Array
    strongest: NDArray[np.int64]
    logits: Array
    p: Array
    before: Array
    shift: tuple[int, int]
    noise: float
    own: Array | None


@dataclass(frozen=True, kw_only=True)
class WeightsView(View):
    """The first-layer weights W (32, 64), the chosen unit with its outgoing weights ``out`` (10,).

    ``images`` (≤ 8, 64) are the test images that excite it most, with their activations and labels.
    """

    W: Array
    unit: int
    out: Array
    images: Array
    activations: Array
    labels: Labels


@dataclass(frozen=True, kw_only=True)
class ConfusionView(View):
    """Counts (10, 10) of test images by true class and answer; images (≤ 9, 64) of the chosen cell.

    ``p`` is the probability of the answer for each image, least sure first. ``own``: the learner's counts.
    """

    counts: NDArray[np.int64]
    row: int
    column: int
    images: Array
    p: Array
    own: NDArray[np.int64] | None


@dataclass(frozen=True, kw_only=True)
class MistakesView(View):
    """All mistakes on the test part, the most confident first; p (10,) belongs to the chosen one."""

    images: Array
    labels: Labels
    answers: Labels
    sure: Array
    rank: int
    p: Array
    own: Array | None


@dataclass(frozen=True, kw_only=True)
class PadView(View):
    """A drawing as a bitmap (32, 32) and as the network's x (64,); ``similar`` training images."""

    bitmap: Array
    x: Array
    p: Array
    similar: Array
    labels: Labels
    own: Array | None


DigitsView = OneView | WeightsView | ConfusionView | MistakesView | PadView
