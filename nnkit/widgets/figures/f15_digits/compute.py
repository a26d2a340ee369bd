"""F15, the numbers: what the trained network makes of an image, and how it goes wrong on the test part."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import softmax
from nnkit.widgets.controls import Stroke
from nnkit.widgets.figures.f15_digits.network import CLASSES, HIDDEN, SIDE, Labels, data, trained
from nnkit.widgets.figures.f15_digits.raster import rasterise
from nnkit.widgets.figures.f15_digits.samples import SAMPLES
from nnkit.widgets.figures.f15_digits.views import (
    CONFUSION,
    MISTAKES,
    ONE,
    WEIGHTS,
    ConfusionView,
    DigitsView,
    MistakesView,
    OneView,
    PadView,
    WeightsView,
)
from nnkit.widgets.figures.f15_digits.words import say_confusion, say_mistake, say_one, say_pad, say_unit
from nnkit.widgets.figures.f15_digits.yours import OwnNetwork, probabilities, remark, remark_on_all

Array = NDArray[np.float64]
ANY = "any"
EXCITING, EXAMPLES, SIMILAR, STRONGEST = 8, 9, 5, 3  # how many pictures of each kind are shown
FIRST = "8"  # the sample on the pad to begin with


@functools.cache
def tested() -> tuple[Array, Array]:
    """Return the hidden activations (599, 32) and the probabilities (599, 10) of the test part."""
    (x, _), net = data()[1], trained()
    return net[1](x), softmax(net(x))


@functools.cache
def wrong() -> NDArray[np.int64]:
    """Return the numbers of the test images that the network gets wrong, the most confident first."""
    p, y = tested()[1], data()[1][1]
    missed = np.flatnonzero(p.argmax(axis=1) != y)
    return missed[np.argsort(-p[missed].max(axis=1), kind="stable")]


def examples(digit: int | str) -> NDArray[np.int64]:
    """Return the numbers of the test images of a digit, or of all."""
    y = data()[1][1]
    return np.arange(len(y), dtype=np.int64) if digit == ANY else np.flatnonzero(y == digit)


def compute(
    show: str = ONE,
    digit: int | str = ANY,
    example: int = 1,
    right: int = 0,
    down: int = 0,
    noise: float = 0.0,
    unit: int = 1,
    true: int = 4,
    answer: int = 4,
    rank: int = 1,
    sample: str = FIRST,
    drawing: tuple[Stroke, ...] = SAMPLES[FIRST],
    own: OwnNetwork | None = None,
) -> DigitsView:
    """p = softmax(W₂ relu(W₁ x + b₁) + b₂) for the picture that ``show`` names.

    ``example``, ``unit`` and ``rank`` count from 1; an example beyond the last of its digit is that last one.
    ``own`` is the learner's network, called as network(x) with x (n, 64). ``sample`` only fills the pad.
    """
    if show == ONE:
        chosen = examples(digit)
        index = int(chosen[min(int(example), len(chosen)) - 1])
        return _one(index, (int(right), int(down)), float(noise), own)
    if show == WEIGHTS:
        return _weights(int(unit) - 1)
    if show == CONFUSION:
        return _confusion(int(true), int(answer), own)
    return _mistake(int(rank) - 1, own) if show == MISTAKES else _pad(drawing, own)


def changed(x: Array, shift: tuple[int, int], noise: float, seed: int) -> Array:
    """Shift an image (64,) by whole pixels, right and down, and add noise; what leaves the frame is lost."""
    right, down = shift
    wide = np.zeros((3 * SIDE, 3 * SIDE))
    wide[SIDE + down : 2 * SIDE + down, SIDE + right : 2 * SIDE + right] = x.reshape(SIDE, SIDE)
    moved = wide[SIDE : 2 * SIDE, SIDE : 2 * SIDE].ravel()
    if noise:
        moved = moved + noise * np.random.default_rng(seed).standard_normal(SIDE * SIDE)
    return np.clip(moved, 0.0, 1.0)


def _one(index: int, shift: tuple[int, int], noise: float, own: OwnNetwork | None) -> OneView:
    (images, y), net = data()[1], trained()
    x, before = changed(images[index], shift, noise, index), tested()[1][index]
    hidden = net[1](x[np.newaxis])[0].astype(np.float64)
    logits = net(x[np.newaxis])[0].astype(np.float64)
    p = softmax(logits)
    pushes = hidden * net[2].W[p.argmax()]
    strongest = np.argsort(-pushes, kind="stable")[:STRONGEST]
    yours, trouble = probabilities(own, x[np.newaxis])
    mine = None if yours is None else yours[0]
    said = say_one(index, int(y[index]), p, before, shift, noise, int(strongest[0]))
    return OneView(
        readout=said + remark(mine, trouble, p),
        x=x,
        label=int(y[index]),
        hidden=hidden,
        pushes=pushes,
        strongest=strongest,
        logits=logits,
        p=p,
        before=before,
        shift=shift,
        noise=noise,
        own=mine,
    )


def _weights(unit: int) -> WeightsView:
    (x, y), net = data()[1], trained()
    unit = min(max(unit, 0), HIDDEN - 1)
    a = tested()[0][:, unit]
    most = np.argsort(-a, kind="stable")[:EXCITING]
    most = most[a[most] > 0]
    out = net[2].W[:, unit]
    return WeightsView(
        readout=say_unit(
            unit, float(np.mean(a > 0)), int(a.argmax()), int(y[a.argmax()]), float(a.max()), out
        ),
        W=net[1].W,
        unit=unit,
        out=out,
        images=x[most],
        activations=a[most],
        labels=y[most],
    )


def count(answers: Labels, y: Labels) -> NDArray[np.int64]:
    """Return the confusion matrix (10, 10): true classes by row, answers by column."""
    pairs = np.bincount(CLASSES * y + answers, minlength=CLASSES**2)
    return pairs.reshape(CLASSES, CLASSES).astype(np.int64)


def _confusion(row: int, column: int, own: OwnNetwork | None) -> ConfusionView:
    (x, y), p = data()[1], tested()[1]
    answers = p.argmax(axis=1)
    counts = count(answers, y)
    here = np.flatnonzero((y == row) & (answers == column))
    here = here[np.argsort(p[here, column], kind="stable")][:EXAMPLES]
    yours, trouble = probabilities(own, x)
    return ConfusionView(
        readout=say_confusion(row, column, counts) + remark_on_all(yours, trouble, answers, y),
        counts=counts,
        row=row,
        column=column,
        images=x[here],
        p=p[here, column],
        own=None if yours is None else count(yours.argmax(axis=1), y),
    )


def _mistake(rank: int, own: OwnNetwork | None) -> MistakesView:
    (x, y), p = data()[1], tested()[1]
    missed = wrong()
    rank = min(max(rank, 0), len(missed) - 1)
    index = int(missed[rank])
    yours, trouble = probabilities(own, x[index : index + 1])
    mine = None if yours is None else yours[0]
    said = say_mistake(rank, len(missed), index, int(y[index]), p[index])
    return MistakesView(
        readout=said + remark(mine, trouble, p[index]),
        images=x[missed],
        labels=y[missed],
        answers=p[missed].argmax(axis=1),
        sure=p[missed].max(axis=1),
        rank=rank,
        p=p[index],
        own=mine,
    )


def _pad(drawing: tuple[Stroke, ...], own: OwnNetwork | None) -> PadView:
    (x_train, y_train), seen = data()[0], rasterise(drawing)
    p = softmax(trained()(seen.x[np.newaxis]))[0].astype(np.float64)
    near = np.argsort(((x_train - seen.x) ** 2).sum(axis=1), kind="stable")[:SIMILAR]
    yours, trouble = probabilities(own, seen.x[np.newaxis])
    mine = None if yours is None else yours[0]
    return PadView(
        readout=say_pad(p, float(seen.bitmap.sum())) + remark(mine, trouble, p),
        bitmap=seen.bitmap,
        x=seen.x,
        p=p,
        similar=x_train[near],
        labels=y_train[near],
        own=mine,
    )
