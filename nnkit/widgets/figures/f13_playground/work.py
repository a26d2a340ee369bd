"""F13, the training: the very loop of the library, in slices, with settings that may change on the way."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from nnkit.errors import Array, DivergedError, NNKitError
from nnkit.losses import Loss, SigmoidCrossEntropy, SoftmaxCrossEntropy
from nnkit.network import Network
from nnkit.optimizers import SGD, Optimizer
from nnkit.widgets.figures.f13_playground import build, evaluate
from nnkit.widgets.figures.f13_playground.curves import Curves
from nnkit.widgets.figures.f13_playground.data import drawn
from nnkit.widgets.figures.f13_playground.features import chosen, features
from nnkit.widgets.figures.f13_playground.own import Adapted, Own
from nnkit.widgets.figures.f13_playground.snapshot import Snapshot
from nnkit.widgets.figures.f13_playground.weights import copied, write
from nnkit.widgets.work import Work

PER_STEP = 32  # updates, about a millisecond
RUNAWAY = 100.0  # a loss this many times that of the start, or of 1, counts as diverged
VIEW = {"controls", "unit", "test_points"}
ALIVE = {"eta", "batch_size", "regularisation", "rate", "momentum", "dropout", "set_weight", "weight"}
ALIVE |= {"layer", "to_unit", "from_unit"}


class Training(Work):
    """Trains the network of the controls, or the learner's own in place, by mini-batches.

    The same settings and the same number of steps give the same result, however often it was looked at.
    """

    PLAY, STEP, RESTART = "Train", "One epoch", "Start again"

    def __init__(self, own: Own) -> None:
        self._own = own
        self.net: Any = None

    # -- beginning --------------------------------------------------------------------------------

    def restart(self, state: dict[str, Any]) -> None:
        """Draw points, first weights and the order of the batches from the seed."""
        self._state, self._t, self._epoch, self._at = dict(state), 0, 0, 0
        self._message, self._diverged, self._shown = "", False, None
        self.finished, self.net, self._curves = False, None, Curves()
        self._rng = np.random.default_rng(int(state["seed"]))
        try:
            with quiet():
                self._begin(state)
        except Exception as error:
            self._fail(error)

    def _begin(self, state: dict[str, Any]) -> None:
        points, names = drawn(self._own.data, state), chosen(state)
        self._grid = evaluate.grid(points.limits, names)
        self._x, self._y = features(points.x, names), points.y
        self._all = np.concatenate([self._x, features(points.test_x, names)])
        self._test_y = points.test_y
        self.net = self._network(state)
        self._optimiser: Optimizer = build.optimiser(state)
        self._order = self._shuffled()
        self._take_on(state)
        self._write_weight(state)
        first = self._judge()
        self._limit = RUNAWAY * max(first[0][0], 1.0)
        self._loss = self._loss_for(self.net)
        self._curves.note(0, first[0][0], first[0][1])
        self._good: Array = self.net.theta.copy()

    def _network(self, state: dict[str, Any]) -> Any:
        if self._own.network is None:
            return build.network(state, self._x.shape[1], self._own.activation, self._rng)
        self._own.put_back()
        own = self._own.network
        return own if isinstance(own, Network) else Adapted(own)

    def _loss_for(self, net: Any) -> Loss:
        """Cross-entropy of sigmoid for one logit, of softmax for two."""
        return SoftmaxCrossEntropy() if net(self._x[:1]).shape == (1, 2) else SigmoidCrossEntropy()

    # -- changing on the way ----------------------------------------------------------------------

    def changed(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Go on with new rates; begin again for other points, another network or another optimiser."""
        moved = {name for name in after if before[name] != after[name]} - VIEW
        if not moved:
            self._state = dict(after)
        elif self._t == 0 or moved - ALIVE or (self._message and not self._diverged):
            self.restart(after)
        elif not self.finished:
            self._go_on_with(moved, after)

    def _take_on(self, state: dict[str, Any]) -> None:
        self._size, self._lasso = int(state["batch_size"]), build.lasso_of(state)

    def _go_on_with(self, moved: set[str], after: dict[str, Any]) -> None:
        self._state, self._shown = dict(after), None
        self._take_on(after)
        self._optimiser.eta = float(after["eta"])
        if hasattr(self._optimiser, "weight_decay"):
            self._optimiser.weight_decay = build.decay_of(after)
        if isinstance(self._optimiser, SGD) and self._optimiser.momentum:
            self._optimiser.momentum = float(after["momentum"])
        if "dropout" in moved and self._own.network is None:
            twin = self._network(after)  # dropout layers have no parameters: theta fits
            twin.theta = self.net.theta
            self.net = twin
        if moved & {"set_weight", "weight"}:
            self._write_weight(after)

    def _write_weight(self, state: dict[str, Any]) -> None:
        """Write the learner's value into the weight that is chosen, or the bias if from_unit is 0."""
        if state["set_weight"]:
            write(state, self.net)

    # -- training ---------------------------------------------------------------------------------

    def step(self) -> None:
        """Make a few updates."""
        self._guarded(PER_STEP)

    def press(self) -> None:
        """Go on to the end of the epoch."""
        epoch = self._epoch
        while self._epoch == epoch and not self.finished:
            self._guarded(1)

    def _guarded(self, updates: int) -> None:
        if self.finished:
            return
        self._shown = None
        self._good[...] = self.net.theta
        try:
            with quiet():
                for _ in range(updates):
                    self._update()
                self._watch()
        except DivergedError:
            self._diverge()
        except Exception as error:
            self.net.theta[...] = self._good
            self._fail(error)

    def _update(self) -> None:
        net, batch = self.net, self._order[self._at : self._at + self._size]
        self._targets = self._y[batch]
        self._z = net.forward(self._x[batch])
        grad = net.backward(self._loss.delta(self._z, self._targets))
        if self._lasso:
            grad = grad + self._lasso * np.sign(net.theta)
        self._optimiser.step(net.theta, grad)
        self._t += 1
        self._at += len(batch)
        if self._at >= len(self._x):
            self._end_epoch()

    def _end_epoch(self) -> None:
        self._epoch, self._at, self._order = self._epoch + 1, 0, self._shuffled()
        if self._curves.wants(self._epoch):
            z, n = evaluate.logits(self.net, self._all), len(self._x)
            losses = evaluate.mean_loss(z[:n], self._y), evaluate.mean_loss(z[n:], self._test_y)
            self._curves.note(self._epoch, *losses)

    def _shuffled(self) -> Array:
        """Shuffle the training points as nn.minibatches does."""
        return self._rng.permutation(np.arange(len(self._x), dtype=np.int64))

    def _watch(self) -> None:
        """Call it diverged when the loss of the last batch has left every measure."""
        z = evaluate.one_logit(self._z, len(self._z))
        if not evaluate.mean_loss(z, self._targets) < self._limit:
            raise DivergedError

    def _judge(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the losses and the errors, each of training and test."""
        z, n = evaluate.logits(self.net, self._all), len(self._x)
        training, test = evaluate.judged(z[:n], self._y), evaluate.judged(z[n:], self._test_y)
        return (training[0], test[0]), (training[1], test[1])

    # -- showing ----------------------------------------------------------------------------------

    def show(self) -> None:
        """Take a snapshot, unless nothing has happened since the last one."""
        if self._shown is not None:
            return
        self.result = Snapshot(message=self._message, own=self._own.network is not None)
        if self.net is not None:
            try:
                with quiet():
                    self.result = self._snapshot()
            except Exception as error:
                self._fail(error)
                self.result = replace(self.result, message=self._message)
        self._shown = self.result

    def _snapshot(self) -> Snapshot:
        losses, errors = self._judge()
        epoch = self._epoch + self._at / len(self._x)
        return Snapshot(
            updates=self._t,
            epoch=epoch,
            pictures=evaluate.pictures(self.net, self._grid),
            weights=copied(self.net),
            n_params=int(self.net.theta.size),
            losses=losses,
            errors=errors,
            curves=self._curves.table(epoch, *((self._limit, self._limit) if self._diverged else losses)),
            diverged=self._diverged,
            message=self._message,
            own=self._own.network is not None,
        )

    # -- what can go wrong ------------------------------------------------------------------------

    def _diverge(self) -> None:
        """Go back to the last parameters whose losses were finite, and stop there."""
        self.net.theta[...] = self._good
        self._diverged = self.finished = True

    def _fail(self, error: Exception) -> None:
        """Stop, and keep what to say about it; what only the figure's own code can raise is raised."""
        own = self._own.network is not None or self._state["activation"] == build.OWN
        if not (own or isinstance(error, NNKitError)):
            raise error
        who = "Your network" if self._own.network is not None else "Your activation"
        raised = "" if isinstance(error, NNKitError) else f"{who} raised {type(error).__name__}: "
        self._message, self.finished, self._shown = f"{raised}{error}", True, None


@contextmanager
def quiet() -> Iterator[None]:
    """Let functions of the learner overflow without a warning: what comes of it is said in words."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield
