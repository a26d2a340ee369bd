"""Schedules: the learning rate η as a function of how far training has come.

A schedule is called with t, the time in epochs (2.5 is halfway through the third), and the losses of the
epochs that are complete; it returns η. It remembers nothing, so training that was broken off goes on as if
nothing had happened. `nn.train(..., schedule=...)` sets ``optimizer.eta`` before every step; in a loop of
your own write ``sgd.eta = schedule(t)``. Any function of t will do as well: ``lambda t: 0.1 / (1 + t)``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .errors import SettingError, require_count, require_number


class Schedule:
    """η as a function of the time t and of the losses so far; a new one is a subclass with `__call__`."""

    def __call__(self, t: float, losses: Sequence[float] = ()) -> float:
        """Return η.

        Parameters
        ----------
        t : epochs since the start of training, at least 0.
        losses : the loss of each complete epoch: on the validation set if there is one.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class Constant(Schedule):
    """η(t) = eta: for the time after a warm-up."""

    eta: float

    def __post_init__(self) -> None:
        _require_positive(self.eta, "eta", "Constant")

    def __call__(self, t: float, losses: Sequence[float] = ()) -> float:
        """Return eta, whatever the time."""
        return self.eta


@dataclass(frozen=True)
class Step(Schedule):
    """η(t) = eta · factorᵏ with k = ⌊t / every⌋: a drop after every so many epochs.

    Parameters
    ----------
    eta : the learning rate at the start.
    every : epochs from drop to drop.
    factor : 0 < factor < 1.

    Examples
    --------
    >>> schedule = Step(0.1, every=10, factor=0.5)
    >>> [schedule(t) for t in (0, 9.9, 10, 25)]
    [0.1, 0.1, 0.05, 0.025]
    """

    eta: float
    every: int = 10
    factor: float = 0.5

    def __post_init__(self) -> None:
        _require_positive(self.eta, "eta", "Step")
        require_count(self.every, "every", "Step", hint="It is a number of epochs.")
        _require_positive(self.factor, "factor", "Step", high=1.0)

    def __call__(self, t: float, losses: Sequence[float] = ()) -> float:
        """Return eta · factorᵏ, k = ⌊t / every⌋."""
        return self.eta * self.factor ** math.floor(t / self.every)


@dataclass(frozen=True)
class Cosine(Schedule):
    """η(t) = low + (eta − low) (1 + cos(π t / epochs)) / 2: half a wave from eta down to low.

    Parameters
    ----------
    eta : the learning rate at the start.
    epochs : the time of the fall; after it η stays at low.
    low : where it ends, 0 < low ≤ eta; a thousandth of eta if left out.

    References
    ----------
    Loshchilov, Hutter 2017.

    Examples
    --------
    >>> schedule = Cosine(0.2, epochs=10, low=0.1)
    >>> [round(schedule(t), 4) for t in (0, 5, 10, 11)]
    [0.2, 0.15, 0.1, 0.1]
    """

    eta: float
    epochs: int
    low: float | None = None

    def __post_init__(self) -> None:
        _require_positive(self.eta, "eta", "Cosine")
        require_count(self.epochs, "epochs", "Cosine", hint="It is the length of the fall.")
        if self.low is not None and not 0 < self.low <= self.eta:
            raise SettingError(
                f"Cosine expects low above 0 and at most eta, {self.eta:g}, got {self.low!r}. "
                "Leave it out for a thousandth of eta."
            )

    def __call__(self, t: float, losses: Sequence[float] = ()) -> float:
        """Return low + (eta − low) (1 + cos(π t / epochs)) / 2."""
        low = self.eta / 1000 if self.low is None else self.low
        return low + (self.eta - low) * (1 + math.cos(math.pi * min(t / self.epochs, 1.0))) / 2


@dataclass(frozen=True)
class WarmUp(Schedule):
    """η(t) = then(t) · (start + (1 − start) t / epochs) for t < epochs: a slow beginning, then `then`.

    The first gradients are large and point everywhere; small steps let them settle.

    Parameters
    ----------
    then : the schedule that takes over, or a learning rate that stays; its own clock runs from the beginning.
    epochs : the length of the warm-up, above 0; it may be a fraction such as 0.5.
    start : the share of η with which it begins, 0 < start ≤ 1.

    References
    ----------
    Goyal and others 2017.

    Examples
    --------
    >>> schedule = WarmUp(0.1, epochs=2, start=0.5)
    >>> [round(schedule(t), 4) for t in (0, 1, 2, 50)]
    [0.05, 0.075, 0.1, 0.1]
    """

    then: Schedule | float
    epochs: float = 1.0
    start: float = 0.01

    def __post_init__(self) -> None:
        if not isinstance(self.then, Schedule):
            _require_positive(self.then, "then", "WarmUp")
        _require_positive(self.epochs, "epochs", "WarmUp")
        if not 0 < self.start <= 1:
            raise SettingError(f"WarmUp expects start above 0 and at most 1, got {self.start!r}. Try 0.01.")

    def __call__(self, t: float, losses: Sequence[float] = ()) -> float:
        """Return the η of `then`, times start + (1 − start) t / epochs during the warm-up."""
        eta = self.then(t, losses) if isinstance(self.then, Schedule) else self.then
        return eta * (self.start + (1 - self.start) * min(t / self.epochs, 1.0))


@dataclass(frozen=True)
class ReduceOnPlateau(Schedule):
    """η = eta · factorᵏ, where k counts the plateaus: stretches of `patience` epochs without a better loss.

    Better means below the best loss so far by more than the share `tolerance` of it. After a drop the count
    begins anew, so the smaller steps get the same time to prove themselves.

    Parameters
    ----------
    eta : the learning rate at the start.
    patience : epochs without improvement that make a plateau.
    factor : 0 < factor < 1.
    tolerance : the smallest relative improvement that counts, 0 ≤ tolerance < 1.

    Examples
    --------
    >>> schedule = ReduceOnPlateau(0.1, patience=2, factor=0.5)
    >>> schedule(3, [1.0, 0.8, 0.8]), schedule(4, [1.0, 0.8, 0.8, 0.9])
    (0.1, 0.05)
    """

    eta: float
    patience: int = 5
    factor: float = 0.5
    tolerance: float = 1e-4

    def __post_init__(self) -> None:
        _require_positive(self.eta, "eta", "ReduceOnPlateau")
        require_count(self.patience, "patience", "ReduceOnPlateau", hint="It is a number of epochs.")
        _require_positive(self.factor, "factor", "ReduceOnPlateau", high=1.0)
        require_number(self.tolerance, "tolerance", "ReduceOnPlateau", high=1.0)

    def __call__(self, t: float, losses: Sequence[float] = ()) -> float:
        """Return eta · factorᵏ for the k plateaus in losses."""
        best, waited, plateaus = math.inf, 0, 0
        for loss in losses:
            if loss < best - self.tolerance * abs(best) or best == math.inf:
                best, waited = loss, 0
            else:
                waited += 1
            if waited == self.patience:
                plateaus, waited = plateaus + 1, 0
        return self.eta * self.factor**plateaus


def _require_positive(value: object, name: str, who: str, high: float = math.inf) -> None:
    if isinstance(value, int | float) and 0 < value < high:
        return
    upper = "" if high == math.inf else f" and below {high:g}"
    raise SettingError(f"{who} expects {name} above 0{upper}, got {value!r}.")
