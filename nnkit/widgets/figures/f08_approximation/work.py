"""F8, the training: what gradient descent finds with the same number of units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import relu, sigmoid
from nnkit.adam import Adam
from nnkit.errors import DivergedError
from nnkit.losses import SquaredError
from nnkit.network import Network
from nnkit.optimizers import SGD, Optimizer
from nnkit.schedules import Cosine
from nnkit.widgets.figures.f08_approximation.construct import HINGES, POINTS, X
from nnkit.widgets.work import Work

Array = NDArray[np.float64]
ADAM, MOMENTUM = "Adam", "SGD with momentum"
UPDATES = 2000
PER_STEP = 10  # updates in one step, about half a millisecond
EVERY = 4  # training sees every fourth point of X: (201,)
STEEP = 5.0  # w of a sigmoid before training
FURTHEST = 1e6  # a value beyond it counts as diverged


@dataclass(frozen=True)
class Fitted:
    """What training has come to: f at X (points,), max |f − target|, and the kinks −b/w inside (−1, 1)."""

    updates: int
    values: Array
    error: float
    kinks: Array
    diverged: bool = False


@dataclass(frozen=True)
class Trained:
    """The present training, if it has begun, and the errors with which others have ended: (M, error)."""

    fitted: Fitted | None
    past: tuple[tuple[int, float], ...]


def untrained(units: str, M: int, rng: np.random.Generator) -> Network:
    """Return a network 1-M-1 whose kinks −b/w are spread over [−1, 1].

    Biases of zero, the usual start, would put every kink at x = 0, and on a line that start is a poor one.
    """
    net = Network.mlp([1, M, 1], relu if units == HINGES else sigmoid, rng=rng)
    w = rng.choice([-1.0, 1.0], size=M) * (1.0 if units == HINGES else STEEP)
    net[1].W = w[:, np.newaxis]
    net[1].b = -w * rng.uniform(-1.0, 1.0, size=M)
    return net


class Fit(Work):
    """Trains 1-M-1 on the squared error, all points at once; η falls along a cosine to end at rest.

    ``target`` gives the values at X of the target that a state of the controls stands for.
    """

    PLAY, STEP, RESTART = "Train", f"{PER_STEP} updates", "Train anew"
    pace = 50.0  # all updates take four seconds

    def __init__(self, target: Callable[[dict[str, Any]], Array]) -> None:
        self._target = target
        self._net: Network | None = None

    def restart(self, state: dict[str, Any]) -> None:
        """Forget every training; nothing is shown before the first step."""
        self._past: dict[int, float] = {}
        self._again(state)

    def _again(self, state: dict[str, Any]) -> None:
        """Begin with new weights, and keep what other M have come to."""
        self._fitted: Fitted | None = None
        self.finished, self.progress = False, 0.0
        self._state, self._t, self._net = dict(state), 0, None
        self.due = 0.0

    def _begin(self) -> Network:
        state = self._state
        net = untrained(state["units"], int(state["M"]), np.random.default_rng(int(state["seed"])))
        self._y = self._target(state)[:POINTS]
        self._loss = SquaredError()
        self._use(state)
        return net

    def _use(self, state: dict[str, Any]) -> None:
        """Take on η, and a new optimiser if another one is chosen."""
        eta, kind = float(state["eta"]), state["optimiser"]
        self._schedule = Cosine(eta, UPDATES)
        self._optimiser: Optimizer = Adam(eta) if kind == ADAM else SGD(eta, momentum=0.9)

    def changed(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Begin again when the target or the network is another; η only changes the updates to come.

        The errors of other M stay while only M moves.
        """
        moved = {name for name in after if before[name] != after[name]}
        moved -= {"steepness", "parts", "eta"}
        if after["target"] != "typed":
            moved.discard("expression")
        if after["target"] != "drawn":
            moved.discard("drawing")
        if moved == {"M"}:
            self._again(after)
        elif moved:
            self.restart(after)
        elif self._net is not None and before["eta"] != after["eta"]:
            self._schedule = Cosine(float(after["eta"]), UPDATES)
        self._state = dict(after)

    def step(self) -> None:
        """Make ten updates."""
        net = self._net = self._net or self._begin()
        x, y = X[::EVERY, np.newaxis], self._y[::EVERY, np.newaxis]
        try:
            for _ in range(PER_STEP):
                self._optimiser.eta = self._schedule(self._t)
                grad = net.backward(self._loss.delta(net.forward(x), y))
                self._optimiser.step(net.theta, grad)
                self._t += 1
            values = net(X[:, np.newaxis])[:, 0]
            if np.abs(values).max() > FURTHEST:
                raise DivergedError
        except DivergedError:
            self._give_up()
            return
        self.progress = self._t / UPDATES
        self.finished = self._t >= UPDATES
        self._fitted = Fitted(self._t, values, float(np.abs(values - self._y).max()), self._kinks(net))
        if self.finished:
            self._past[int(self._state["M"])] = self._fitted.error

    def show(self) -> None:
        """Draw the result up: the present training and the past ones."""
        past = tuple(sorted(self._past.items()))
        self.result = Trained(self._fitted, past) if self._fitted or past else None

    def _kinks(self, net: Network) -> Array:
        w, b = net[1].W[:, 0], net[1].b
        with np.errstate(all="ignore"):
            at = -b / w
        return np.asarray(np.sort(at[np.abs(at) < 1]), dtype=np.float64)

    def _give_up(self) -> None:
        """Keep the last fit that was finite, and say that training ran away."""
        last = self._fitted or Fitted(0, np.zeros(POINTS), float(np.abs(self._y).max()), np.empty(0))
        self.finished = True
        self._fitted = Fitted(self._t, last.values, last.error, last.kinks, diverged=True)
