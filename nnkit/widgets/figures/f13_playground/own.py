"""F13, what a learner brings: points, a network, an activation; checked before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nnkit import snapshots
from nnkit.activation import Activation
from nnkit.errors import Array, SettingError
from nnkit.network import Network
from nnkit.widgets.figures.f13_playground.data import OwnData, checked_own
from nnkit.widgets.figures.f13_playground.evaluate import one_logit


@dataclass(frozen=True, eq=False)
class Own:
    """The learner's points, network (and how it was at the start), activation; None where there is none."""

    data: OwnData | None = None
    network: Any = None
    start: Any = None
    activation: Activation | None = None

    def put_back(self) -> None:
        """Give the network the parameters that it came with, and its layers what they kept."""
        if isinstance(self.network, Network):
            snapshots.restore_network(self.network, self.start)
        else:
            self.network.theta[...] = self.start


class Adapted:
    """A learner's network with outputs (n, 1) or (n, 2), in whatever shape its own forward returns them."""

    def __init__(self, network: Any) -> None:
        self.network = network

    @property
    def theta(self) -> Array:
        """The learner's own vector of parameters."""
        return np.asarray(self.network.theta)

    def forward(self, x: Array) -> Array:
        """Return the learner's logits, or say what is wrong with them."""
        z = self.network.forward(x)
        one_logit(z, len(x))
        self._shape = np.shape(z)
        return np.asarray(z, dtype=np.float64).reshape(len(x), -1)

    __call__ = forward

    def backward(self, delta: Array) -> Any:
        """Hand the error on in the shape of the logits; return the learner's gradient."""
        return self.network.backward(delta.reshape(self._shape))


def brought(x: npt.ArrayLike | None, y: npt.ArrayLike | None, network: Any, activation: Any) -> Own:
    """Check all that the learner has handed to the figure."""
    start = None if network is None else _checked_network(network)
    return Own(checked_own(x, y), network, start, _checked_activation(activation))


def _checked_network(network: Any) -> Any:
    """Return how it is now, if it has what training needs."""
    who = type(network).__name__
    missing = [name for name in ("forward", "backward") if not callable(getattr(network, name, None))]
    missing += [] if hasattr(network, "theta") else ["theta"]
    if missing or isinstance(network, type):
        got = f"the class {network.__name__} itself" if isinstance(network, type) else f"{who} without "
        got += "" if isinstance(network, type) else " and ".join(missing)
        raise SettingError(
            "playground expects a network with forward(x), backward(delta) -> grad and theta, the vector of "
            f"its parameters, got {got}. Give an object such as nn.Network.mlp([2, 4, 1], nn.tanh, rng=rng)."
        )
    theta = network.theta
    if not (isinstance(theta, np.ndarray) and theta.dtype.kind == "f" and theta.ndim == 1):
        raise SettingError(
            f"playground expects {who}.theta to be one flat vector of floats, got {theta!r:.60}. Let W and b "
            "be views of it, so that a step of theta moves them."
        )
    if not np.shares_memory(theta, network.theta):
        raise SettingError(
            f"playground expects {who}.theta to be the vector itself, since a step moves it in place, but it "
            "is a new copy at every look. Make theta once, and W and b views of it."
        )
    return snapshots.of_network(network) if isinstance(network, Network) else theta.copy()


def _checked_activation(activation: Any) -> Activation | None:
    if activation is None or isinstance(activation, Activation):
        return activation
    if isinstance(activation, tuple | list) and len(activation) == 2:
        return Activation.of(*activation)
    raise SettingError(
        "playground expects activation to be a name, an nn.Activation or a pair (phi, prime) of functions, "
        f"got {type(activation).__name__}. Write activation=(my_phi, my_prime)."
    )
