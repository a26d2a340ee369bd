"""F1, the training of 2-M-2-1: a hidden layer of M units, then two whose activations can be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nnkit.adam import Adam
from nnkit.errors import DivergedError
from nnkit.losses import SigmoidCrossEntropy
from nnkit.network import Network
from nnkit.optimizers import SGD, Optimizer
from nnkit.widgets.figures.f01_spirals.maps import LEARNED, Data, Head, learned, untrained
from nnkit.widgets.work import Work

MOMENTUM, ADAM = "SGD with momentum", "Adam"
ETA = {MOMENTUM: 0.1, ADAM: 0.01}
UPDATES = 2000
PER_STEP = 10  # updates in one step, about 4 milliseconds
NEW_DATA = ("turns", "noise", "points", "radius", "seed")


@dataclass(frozen=True)
class Learned:
    """What training has come to: the map and head after so many updates, and the loss before the last."""

    updates: int
    head: Head
    loss: float


def data_of(state: dict[str, Any]) -> Data:
    """Return the spirals that the controls stand for."""
    return Data(
        turns=float(state["turns"]),
        noise=float(state["noise"]),
        points=int(state["points"]),
        radius=float(state["radius"]),
        seed=int(state["seed"]),
    )


class Training(Work):
    """Trains on all points at once; ``result`` is a Learned, or None before the first update."""

    PLAY, STEP, RESTART = "Train", f"{PER_STEP} updates", "Train anew"

    def __init__(self) -> None:
        self._net: Network | None = None

    def restart(self, state: dict[str, Any]) -> None:
        """Draw the first weights anew."""
        self.result, self.finished, self.progress = None, False, 0.0
        self._state, self._net, self._t = dict(state), None, 0

    def changed(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Begin again for other data, another network or optimiser; what is only shown changes nothing."""
        if any(before[name] != after[name] for name in (*NEW_DATA, "M", "optimiser")):
            self.restart(after)

    def applies(self, state: dict[str, Any]) -> bool:
        """Only learned features are trained."""
        return bool(state["features"] == LEARNED)

    def step(self) -> None:
        """Make ten updates."""
        if self.finished:
            return
        net = self._net = self._net or self._begin()
        try:
            for _ in range(PER_STEP):
                z = net.forward(self._x)
                delta = self._loss.delta(z, self._y)
                self._optimiser.step(net.theta, net.backward(delta))
            value = self._loss(net(self._x), self._y)
        except DivergedError:
            self.finished = True  # the last result stays
            return
        self._t += PER_STEP
        self.result = Learned(self._t, learned(net), value)
        self.progress, self.finished = self._t / UPDATES, self._t >= UPDATES

    def _begin(self) -> Network:
        state = self._state
        self._x, y = data_of(state).draw()
        self._y = y[:, np.newaxis].astype(np.float64)
        self._loss = SigmoidCrossEntropy()
        kind = state["optimiser"]
        self._optimiser: Optimizer = Adam(ETA[ADAM]) if kind == ADAM else SGD(ETA[MOMENTUM], momentum=0.9)
        return untrained(int(state["M"]), int(state["seed"]))
