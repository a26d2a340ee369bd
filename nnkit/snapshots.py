"""Snapshots: what a network, an optimiser and a generator must remember for training to go on the same way.

A snapshot is a dict of numbers, text and copies of arrays, ready for a file. Besides its parameters a layer
may keep arrays, which it names in `keeps` (the running averages of BatchNorm), random generators (Dropout),
and layers inside it (Residual).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .errors import DataError
from .layers import Layer
from .network import Network


def of_layer(layer: Layer) -> dict[str, Any]:
    """Return all that a layer keeps besides its parameters."""
    snapshot: dict[str, Any] = {}
    for name, value in vars(layer).items():
        if isinstance(value, np.random.Generator):
            snapshot[name] = of_generator(value)
        elif name in layer.keeps:
            snapshot[name] = np.array(value)
        elif _is_layers(value):
            snapshot[name] = [of_layer(inner) for inner in value]
        elif isinstance(value, Layer):
            snapshot[name] = of_layer(value)
    return snapshot


def restore_layer(layer: Layer, snapshot: dict[str, Any]) -> None:
    """Give a layer back what it kept, in place."""
    for name, kept in snapshot.items():
        value = getattr(layer, name)
        if isinstance(value, np.random.Generator):
            restore_generator(value, kept)
        elif _is_layers(value):
            for inner, inner_kept in zip(value, kept, strict=True):
                restore_layer(inner, inner_kept)
        elif isinstance(value, Layer):
            restore_layer(value, kept)
        elif isinstance(value, np.ndarray):
            value[...] = kept
        else:
            setattr(layer, name, kept.item() if np.ndim(kept) == 0 else kept)


def of_network(net: Network) -> dict[str, Any]:
    """Return the parameters, and what the layers keep besides."""
    return {"theta": net.theta.copy(), "layers": [of_layer(layer) for layer in net.layers]}


def restore_network(net: Network, snapshot: dict[str, Any]) -> None:
    """Give a network its parameters and its layers' memory back, in place."""
    if len(snapshot["layers"]) != net.L or snapshot["theta"].shape != net.theta.shape:
        raise DataError(
            f"The state is that of a network of {len(snapshot['layers'])} layers and "
            f"{snapshot['theta'].size} parameters, but this one has {net.L} and {net.n_params}. "
            "Build the same network as before."
        )
    net.theta = snapshot["theta"]
    for layer, kept in zip(net.layers, snapshot["layers"], strict=True):
        restore_layer(layer, kept)


def of_generator(rng: np.random.Generator) -> dict[str, Any]:
    """Return the state of a random generator."""
    return dict(rng.bit_generator.state)


def restore_generator(rng: np.random.Generator, snapshot: dict[str, Any]) -> None:
    """Set a random generator back, in place."""
    try:
        rng.bit_generator.state = snapshot
    except (ValueError, TypeError):
        raise DataError(
            f"The state is that of a {snapshot.get('bit_generator')} generator, but rng is a "
            f"{type(rng.bit_generator).__name__}. Make rng as it was made before: np.random.default_rng(0)."
        ) from None


def _is_layers(value: object) -> bool:
    return isinstance(value, list | tuple) and len(value) > 0 and all(isinstance(v, Layer) for v in value)
