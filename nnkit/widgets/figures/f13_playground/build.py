"""F13, the network and the optimiser that the controls stand for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from nnkit import initializers
from nnkit.activation import Activation
from nnkit.activations import ACTIVATIONS, identity
from nnkit.adam import Adam
from nnkit.dropout import Dropout
from nnkit.initializers import Initializer
from nnkit.layers import Dense, Layer
from nnkit.network import Network
from nnkit.optimizers import SGD, Optimizer

DEEPEST = 4  # hidden layers
WIDEST = 8  # units in each
OWN = "yours"
BY_ACTIVATION = "by activation"
INITIALISERS: dict[str, Initializer | None] = {
    BY_ACTIVATION: None,
    "Xavier": initializers.xavier_normal,
    "He": initializers.he_normal,
    "LeCun": initializers.lecun_normal,
    "orthogonal": initializers.orthogonal,
    "small normal": initializers.normal,
    "zeros": initializers.zeros,
}
SGD_, MOMENTUM, NESTEROV, ADAM = "SGD", "momentum", "Nesterov", "Adam"
OPTIMISERS = (SGD_, MOMENTUM, NESTEROV, ADAM)
NONE, L1, L2 = "none", "L1", "L2"


def sizes(state: Mapping[str, Any]) -> tuple[int, ...]:
    """Return the number of units of each hidden layer."""
    return tuple(int(state[f"units{l}"]) for l in range(1, int(state["layers"]) + 1))


def network(state: Mapping[str, Any], n_in: int, own: Activation | None, rng: np.random.Generator) -> Network:
    """Build n_in - hidden layers - 1: the last unit is linear, its output the logit of class 1."""
    phi = own if state["activation"] == OWN and own is not None else ACTIVATIONS[state["activation"]]
    init, p = INITIALISERS[state["init"]], float(state["dropout"])
    layers: list[Layer] = []
    for n_out in sizes(state):
        layers.append(Dense(n_in, n_out, phi, init))
        if p:
            layers.append(Dropout(n_out, p))
        n_in = n_out
    return Network([*layers, Dense(n_in, 1, identity, init)], rng=rng)


def optimiser(state: Mapping[str, Any]) -> Optimizer:
    """Build the optimiser; L2 is its weight decay, λ θ added to the gradient."""
    eta, decay, kind = float(state["eta"]), decay_of(state), state["optimiser"]
    if kind == ADAM:
        return Adam(eta, weight_decay=decay)
    if kind == SGD_:
        return SGD(eta, weight_decay=decay)
    return SGD(eta, momentum=float(state["momentum"]), nesterov=kind == NESTEROV, weight_decay=decay)


def decay_of(state: Mapping[str, Any]) -> float:
    """Return λ of the L2 penalty ½ λ ‖θ‖²."""
    return float(state["rate"]) if state["regularisation"] == L2 else 0.0


def lasso_of(state: Mapping[str, Any]) -> float:
    """Return λ of the L1 penalty λ Σ |θ|, of which λ sign θ is a subgradient."""
    return float(state["rate"]) if state["regularisation"] == L1 else 0.0
