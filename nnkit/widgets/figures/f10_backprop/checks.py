"""F10, somebody's own network: taken if everything fits, else a sentence about what does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import ACTIVATIONS
from nnkit.errors import DataError, SettingError, ShapeError, UnknownNameError
from nnkit.widgets.figures.f10_backprop.net import BINARY, LOSSES, SOFTMAX, SQUARED, Net

MOST_LAYERS, MOST_UNITS, LARGEST = 3, 4, 100.0  # what a picture can hold
WHO = "backprop_stepper"


def checked_net(x: Any, W: Any, b: Any, phi: Any, loss: Any, y: Any) -> Net:
    """Return a network of somebody's own numbers, or say which of them does not fit.

    Without ``phi`` the hidden layers are sigmoids, and the last is what the loss needs.
    """
    if any(part is None for part in (x, W, b, y)):
        raise SettingError(
            f"{WHO} expects x, W, b and y together, got only some of them. For example x=[2, 1], "
            'W=[[[1, -2], [0, 3]], [[2, -1]]], b=[[-1, 2], [0.5]], phi=["relu", "identity"], y=-3.'
        )
    if not isinstance(W, list | tuple) or not 1 <= len(W) <= MOST_LAYERS:
        got = f"{len(W)} layers" if isinstance(W, list | tuple) else type(W).__name__
        raise ShapeError(
            f"{WHO} expects W to be a list of 1 to {MOST_LAYERS} matrices, one for each layer, got {got}. "
            "For a single layer write W=[[[1, -2], [0, 3]]]."
        )
    if phi is None:
        phi = [*["sigmoid"] * (len(W) - 1), "sigmoid" if loss == BINARY else "identity"]
    for name, part in (("b", b), ("phi", phi)):
        if not isinstance(part, list | tuple) or len(part) != len(W):
            got = f"{len(part)}" if isinstance(part, list | tuple) else type(part).__name__
            raise ShapeError(
                f"{WHO} expects {name} to be a list with one entry for each of the {len(W)} layers, "
                f"got {got}. Give {name} as many entries as W."
            )
    inputs = _array(x, "x", 1)
    width, Ws, bs = inputs.size, [], []
    for l, (matrix, bias) in enumerate(zip(W, b, strict=True), start=1):
        weights, biases = _array(matrix, f"W[{l - 1}]", 2), _array(bias, f"b[{l - 1}]", 1)
        if weights.shape[1] != width:
            fix = "Did you transpose it?" if weights.shape[0] == width else "One column for each input."
            raise ShapeError(
                f"{WHO} expects W[{l - 1}] of shape (units, {width}), as layer {l} gets {width} numbers, "
                f"got {weights.shape}. {fix}"
            )
        width = len(weights)
        if biases.size != width:
            raise ShapeError(
                f"{WHO} expects b[{l - 1}] of shape ({width},), one bias for each row of W[{l - 1}], got "
                f"{biases.shape}. Give one number for each unit."
            )
        Ws.append(tuple(tuple(map(float, row)) for row in weights))
        bs.append(tuple(map(float, biases)))
    _require_room(loss, (inputs.size, *map(len, bs)))
    names = _activations(phi)
    return Net(tuple(map(float, inputs)), tuple(Ws), tuple(bs), names, *_target(loss, y, width, names[-1]))


def _require_room(loss: Any, sizes: tuple[int, ...]) -> None:
    """A softmax takes a column of its own; with three columns there is room for fewer units."""
    columns = len(sizes) - 1 + (loss == SOFTMAX)
    most = MOST_UNITS if columns < MOST_LAYERS else MOST_UNITS - 1
    if columns > MOST_LAYERS or max(sizes) > most:
        softmax = " and a softmax" if loss == SOFTMAX else ""
        raise ShapeError(
            f"{WHO} expects at most 2 layers of 4 units or 3 layers of 3, where a softmax counts as a layer, "
            f"got the sizes {'-'.join(map(str, sizes))}{softmax}. Take fewer: there is no more room."
        )


def _activations(phi: Sequence[Any]) -> tuple[str, ...]:
    names = [getattr(f, "name", f) for f in phi]
    for name in names:
        if name not in ACTIVATIONS:
            raise UnknownNameError("activation", name, ACTIVATIONS)
    return tuple(names)


def _target(loss: Any, y: Any, outputs: int, last: str) -> tuple[str, tuple[float, ...]]:
    """Return the loss and the target, one number for each output."""
    if loss not in LOSSES:
        raise UnknownNameError("loss", loss, LOSSES)
    wanted = {BINARY: "sigmoid", SOFTMAX: "identity"}.get(loss, last)
    if last != wanted:
        raise SettingError(
            f"{WHO} expects the last activation to be {wanted!r} under the {loss}, got {last!r}. "
            f"Write phi=[..., {wanted!r}] or loss={SQUARED!r}."
        )
    if loss == SOFTMAX:
        if not isinstance(y, int | np.integer) or not 0 <= y < outputs:
            raise DataError(
                f"{WHO} expects y to be a class from 0 to {outputs - 1}, got {y!r}. Give its number."
            )
        return loss, tuple(float(k == y) for k in range(outputs))
    target = _array(y, "y", 1)
    if target.size != outputs:
        raise ShapeError(
            f"{WHO} expects y of shape ({outputs},), got {target.shape}. Give one target for each output."
        )
    if loss == BINARY and (target.min() < 0 or target.max() > 1):
        raise DataError(f"{WHO} expects y between 0 and 1 under the {loss}, got {y!r}. Labels are 0 or 1.")
    return loss, tuple(map(float, target))


def _array(values: Any, name: str, ndim: int) -> NDArray[np.float64]:
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise DataError(
            f"{WHO} expects {name} to hold numbers, got {values!r:.60}. Check its brackets."
        ) from None
    if ndim == 1 and array.ndim == 0:
        array = array[np.newaxis]
    shape = "(units, inputs)" if ndim == 2 else "(n,)"
    if array.ndim != ndim or not all(1 <= n <= MOST_UNITS for n in array.shape):
        raise ShapeError(
            f"{WHO} expects {name} of shape {shape} with 1 to {MOST_UNITS} along each axis, "
            f"got {array.shape}. The picture has room for no more."
        )
    if not np.all(np.abs(array) <= LARGEST):
        raise DataError(
            f"{WHO} expects {name} to be finite and at most {LARGEST:g} in size, got {values!r:.60}."
        )
    return array
