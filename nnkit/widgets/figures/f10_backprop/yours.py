"""F10, the learner's own backward pass: run, checked entry by entry, compared in the order of the walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.figures.f10_backprop.net import Net
from nnkit.widgets.figures.f10_backprop.walk import Op, walk
from nnkit.widgets.own import attempt

Gradients = Callable[[dict[str, NDArray[np.float64]]], Any]


def arrays(net: Net) -> dict[str, NDArray[np.float64]]:
    """Return what the learner's function gets: x (n_in,), y (n_out,), W1 (n_out, n_in), b1 (n_out,), ..."""
    numbers = {"x": np.array(net.x), "y": np.array(net.y)}
    for l, (matrix, biases) in enumerate(zip(net.W, net.b, strict=True), start=1):
        numbers |= {f"W{l}": np.array(matrix), f"b{l}": np.array(biases)}
    return numbers


def run(gradients: Gradients, net: Net) -> tuple[dict[Op, float] | None, str]:
    """Call the learner's function; return (its gradient of every parameter, "") or (None, what is wrong)."""
    name, kept = getattr(gradients, "__name__", "your function"), []

    def once() -> Any:
        kept.append(gradients(arrays(net)))
        return kept[0] if kept[0] is ... else 0.0

    once.__name__ = name
    trouble = attempt(once, shape=())[1]
    if trouble:
        return None, trouble
    found, entries = kept[0], {}
    wanted = [f"d{kind}{l}" for l in range(1, net.depth + 1) for kind in "Wb"]
    if not isinstance(found, Mapping):
        return None, f"{name} returned {type(found).__name__}; expected a dict with {', '.join(wanted)}"
    for key in reversed(wanted):
        if key not in found:
            return None, f"{name} returned no {key}; expected a dict with {', '.join(wanted)}"
        layer = int(key[2:])
        width = net.sizes[layer]

        def entry(key: str = key) -> Any:
            return found[key]

        entry.__name__ = f"{name}: {key}"
        array, trouble = attempt(entry, shape=(width, net.sizes[layer - 1]) if key[1] == "W" else (width,))
        if array is None:
            return None, trouble
        for at, value in np.ndenumerate(array):
            entries[Op(key[:2], layer, *at)] = float(value)
    return entries, ""


def first_difference(net: Net, yours: Mapping[Op, float], values: Mapping[Op, float]) -> Op | None:
    """Return the first parameter gradient, in the order of the backward pass, that is not the library's."""
    for op in walk(net):
        if op in yours and not np.isclose(yours[op], values[op], rtol=1e-5, atol=1e-9):
            return op
    return None
