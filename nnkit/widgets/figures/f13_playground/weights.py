"""F13, the weights that are drawn, and the one of them that the learner has chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nnkit.errors import Array
from nnkit.layers import Dense
from nnkit.network import Network
from nnkit.widgets.figures.f13_playground.build import DEEPEST, WIDEST

Weights = tuple[tuple[Array, Array], ...]  # W (n_out, n_in) and b (n_out,) of each drawn layer


def shown_layers(net: Any) -> list[Dense]:
    """Return the dense layers whose weights are drawn: up to four hidden ones, and the last if all fit."""
    dense = [layer for layer in net.layers if isinstance(layer, Dense)] if isinstance(net, Network) else []
    return dense if len(dense) <= DEEPEST + 1 else dense[:DEEPEST]


def has_two_logits(net: Any, layer: Dense) -> bool:
    """Tell whether a layer is the last one, of two outputs, which are drawn as one: their difference."""
    return layer is net[-1] and layer.n_out == 2


def copied(net: Any) -> Weights:
    """Return copies of the weights and biases of the units that are drawn."""
    return tuple(
        (layer.W[1:, :WIDEST] - layer.W[:1, :WIDEST], layer.b[1:] - layer.b[:1])
        if has_two_logits(net, layer)
        else (layer.W[:WIDEST, :WIDEST].copy(), layer.b[:WIDEST].copy())
        for layer in shown_layers(net)
    )


def chosen_place(state: Mapping[str, Any], weights: Sequence[tuple[Array, Array]]) -> tuple[int, int, int]:
    """Return layer, to and from (all from 1; from 0 is the bias), each the nearest that there is."""
    layer = min(int(state["layer"]), len(weights))
    n_out, n_in = weights[layer - 1][0].shape
    return layer, min(int(state["to_unit"]), n_out), min(int(state["from_unit"]), n_in)


def write(state: Mapping[str, Any], net: Any) -> None:
    """Write the learner's value into the chosen weight or bias of a network; of two logits it is the gap."""
    layers = shown_layers(net)
    if not layers:
        return
    l, to, source = chosen_place(state, copied(net))
    layer, value = layers[l - 1], float(state["weight"])
    array = layer.b if source == 0 else layer.W[:, source - 1]
    if has_two_logits(net, layer):
        array[1] = array[0] + value
    else:
        array[to - 1] = value


def value_at(weights: Weights, place: tuple[int, int, int]) -> float:
    """Return the chosen weight or bias of a snapshot."""
    layer, to, source = place
    W, b = weights[layer - 1]
    return float(b[to - 1] if source == 0 else W[to - 1, source - 1])
