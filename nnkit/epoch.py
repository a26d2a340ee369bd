"""One epoch: shuffle, deal out the batches, and for each one forward, backward, step."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from .clipping import clip_grad_norm
from .errors import Array, IntArray, require_count, require_generator
from .history import History
from .losses import LogisticLoss, Loss, SigmoidCrossEntropy, SoftmaxCrossEntropy
from .metrics import accuracy
from .network import Network
from .optimizers import Optimizer
from .schedules import Schedule


def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> Iterator[IntArray]:
    """Shuffle the indices 0 … n − 1 and deal them out: one epoch, in which every example comes once.

    Parameters
    ----------
    n : the number of examples, ``len(x)``.
    batch_size : examples in a batch; the last batch holds what is left, and n or more gives a single batch.
    rng : numpy.random.Generator that shuffles.

    Returns
    -------
    an iterator of ⌈n / batch_size⌉ int64 index arrays: ``x[batch], y[batch]``.

    Examples
    --------
    >>> [len(batch) for batch in minibatches(10, 4, np.random.default_rng(0))]
    [4, 4, 2]
    """
    n = require_count(n, "n", "minibatches", hint="Write len(x).")
    size = require_count(batch_size, "batch_size", "minibatches", hint="32 is usual.")
    order = require_generator(rng, "minibatches").permutation(np.arange(n, dtype=np.int64))
    return (order[start : start + size] for start in range(0, n, size))


class Epoch:
    """One epoch of steps; the arrays into which the batches are gathered stay from epoch to epoch.

    Several batches are gathered at a time, and their loss is computed together: a step of 2-16-16-1 at
    batch 32 takes 24 instead of 31 µs.
    """

    def __init__(
        self,
        net: Network,
        loss: Loss,
        optimizer: Optimizer,
        x: Array,
        y: Array,
        batch_size: int,
        schedule: Schedule | Callable[[float], float] | None,
        clip_norm: float | None,
    ) -> None:
        self.net, self.loss, self.optimizer, self.x, self.y = net, loss, optimizer, x, y
        self.schedule, self.clip_norm = schedule, clip_norm
        self.size = min(batch_size, len(x))
        self.steps = math.ceil(len(x) / self.size)
        self.step = 0
        # whole batches: at most 1 MB of x, and so few outputs that a step allocates less than 64 KB
        rows = min(2**20 // x[0].nbytes, 2**15 // (y[0].nbytes + net[-1].n_out * net.dtype.itemsize))
        rows = min(len(x), max(1, rows // self.size) * self.size)
        self.xs, self.ys = np.empty((rows, *x.shape[1:]), x.dtype), np.empty((rows, *y.shape[1:]), y.dtype)
        self.zs = np.empty((rows, net[-1].n_out), net.dtype)

    def __call__(self, history: History, rng: np.random.Generator) -> tuple[float, float | None]:
        """Take the steps; return the mean loss, and the accuracy if the loss is one of a classification."""
        n, rows = len(self.x), len(self.xs)
        total = right = 0.0
        self.step = 0
        self.history = history
        for order in minibatches(n, rows, rng):
            m = len(order)
            # mode="clip" because the default takes the detour of a buffer; all indices are in range
            np.take(self.x, order, axis=0, out=self.xs[:m], mode="clip")
            np.take(self.y, order, axis=0, out=self.ys[:m], mode="clip")
            with np.errstate(over="ignore", invalid="ignore"):  # _finite, _loss report it
                for start in range(0, m, self.size):
                    self._step(slice(start, min(start + self.size, m)))
            z, y = self.zs[:m], self.ys[:m]
            total += self._loss(z, y) * m
            if classifies(self.loss, z):
                right += accuracy(z, y) * m
        return total / n, right / n if classifies(self.loss, self.zs) else None

    def _step(self, batch: slice) -> None:
        net, optimizer = self.net, self.optimizer
        if self.schedule is not None:
            t = len(self.history) + self.step / self.steps
            optimizer.eta = (
                self.schedule(t, self.history.judged)
                if isinstance(self.schedule, Schedule)
                else self.schedule(t)
            )
        self.step += 1
        x = self.xs[batch]
        z = self.zs[batch] = net._finite(net._forward(x), x)
        net._backward(self.loss.delta(z, self.ys[batch]))
        if self.clip_norm is not None:
            clip_grad_norm(net.grad, self.clip_norm)
        optimizer.step(net.theta, net.grad)

    def _loss(self, z: Array, y: Array) -> float:
        """Return the mean loss of some batches; if it is not finite, name the step at which that began."""
        with np.errstate(over="ignore"):
            losses = self.loss.per_example(z, y)
            mean = float(losses.mean())
        if not math.isfinite(mean):
            first = int(np.argmax(~np.isfinite(losses))) if not np.isfinite(losses).all() else 0
            self.step -= math.ceil(len(z) / self.size) - first // self.size - 1
            self.loss(z, y)
        return mean


def classifies(loss: Loss, z: Array) -> bool:
    """Tell whether the accuracy of these outputs means something."""
    if isinstance(loss, SigmoidCrossEntropy | LogisticLoss):
        return len(z[0]) == 1
    return isinstance(loss, SoftmaxCrossEntropy)
