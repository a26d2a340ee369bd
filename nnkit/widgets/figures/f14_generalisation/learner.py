"""F14, the learning: noisy samples of a known curve, and a network that is trained on them epoch by epoch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnkit.activations import tanh
from nnkit.adam import Adam
from nnkit.datasets import curve
from nnkit.dropout import Dropout
from nnkit.layers import Dense, Layer
from nnkit.losses import MeanSquaredError
from nnkit.network import Network

Array = NDArray[np.float64]
ETA = 0.02
HIDDEN_LAYERS = 2
REACH = 3.0  # x goes from −3 to 3
MOST_SAMPLES, JUDGES = 256, 200  # points to learn from, at most, and points of the validation set
GRID: Array = np.linspace(-REACH, REACH, 241)
LOSS = MeanSquaredError()


def truth(x: Array) -> Array:
    """Return the curve that the samples are taken from: 0.9 sin(1.6 x)."""
    return np.asarray(0.9 * np.sin(1.6 * x), dtype=np.float64)


@dataclass(frozen=True)
class Setting:
    """What a network is trained with; two equal settings give the same training."""

    units: int = 32
    samples: int = 16
    noise: float = 0.3
    l2: float = 0.0
    dropout: float = 0.0
    seed: int = 0


def draw(count: int, most: int, noise: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Return x (count, 1) and y = truth + noise; more samples or more noise keep x and where y strays to."""
    x, y = curve(most, truth, noise=1.0, low=-REACH, high=REACH, rng=rng)
    y = truth(x) + noise * (y - truth(x))
    return x[:count], y[:count]


@dataclass(frozen=True)
class Record:
    """A training so far: losses after 0, 1, … epochs (epochs + 1,), the fit on GRID now and at its best."""

    training: Array
    validation: Array
    fit: Array
    best_epoch: int
    best_fit: Array
    stopped: bool

    @property
    def epoch(self) -> int:
        """How many epochs are done."""
        return len(self.training) - 1


class Learner:
    """A network 1-M-M-1 (tanh), trained by Adam on all samples at once: an epoch is one update."""

    def __init__(self, setting: Setting) -> None:
        data, weights = np.random.default_rng([setting.seed, 14]).spawn(2)
        self.x, self.y = draw(setting.samples, MOST_SAMPLES, setting.noise, data)
        self.x_judge, self.y_judge = draw(JUDGES, JUDGES, setting.noise, data)
        self.net = Network(_layers(setting), rng=weights)
        self.adam = Adam(ETA, weight_decay=setting.l2)
        self.training: list[float] = []
        self.validation: list[float] = []
        self.best_epoch, self._best = 0, self.net.theta.copy()
        self._judge()

    @property
    def epoch(self) -> int:
        """How many epochs are done."""
        return len(self.training) - 1

    def learn(self) -> None:
        """Do one epoch: forward, backward, step; then measure both losses without dropout."""
        z = self.net.forward(self.x)
        self.adam.step(self.net.theta, self.net.backward(LOSS.delta(z, self.y)))
        self._judge()

    def _judge(self) -> None:
        self.training.append(LOSS(self.net(self.x), self.y))
        self.validation.append(LOSS(self.net(self.x_judge), self.y_judge))
        if self.validation[-1] < self.validation[self.best_epoch]:
            self.best_epoch, self._best = self.epoch, self.net.theta.copy()

    def waited(self, patience: int | None) -> bool:
        """Tell whether the validation loss has had no new minimum for so many epochs."""
        return patience is not None and self.epoch - self.best_epoch >= patience

    def record(self, patience: int | None = None) -> Record:
        """Return what there is to see now; stopped early, the fit is that of the best epoch."""
        best, now = self._fit(self._best), self._fit(self.net.theta.copy())
        stopped = self.waited(patience)
        return Record(
            training=np.array(self.training),
            validation=np.array(self.validation),
            fit=best if stopped else now,
            best_epoch=self.best_epoch,
            best_fit=best,
            stopped=stopped,
        )

    def _fit(self, theta: Array) -> Array:
        """Return the output on GRID for some parameters; the network keeps its own."""
        own = self.net.theta.copy()
        self.net.theta = theta
        fit = self.net(GRID[:, np.newaxis])[:, 0]
        self.net.theta = own
        return fit


def _layers(setting: Setting) -> list[Layer]:
    layers: list[Layer] = []
    n_in = 1
    for _ in range(HIDDEN_LAYERS):
        layers.append(Dense(n_in, setting.units, tanh))
        if setting.dropout:
            layers.append(Dropout(setting.units, setting.dropout))
        n_in = setting.units
    return [*layers, Dense(n_in, 1)]


def n_params(units: int) -> int:
    """Count the parameters of 1-M-M-1: M + M, M² + M, M + 1."""
    return units**2 + 4 * units + 1
