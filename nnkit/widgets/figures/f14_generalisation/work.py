"""F14, what goes on by itself: one training, or one for every capacity in turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.figures.f14_generalisation.learner import Learner, Record, Setting
from nnkit.widgets.work import Work

ONE, SWEEP = "one fit", "capacity curve"
OFF = "off"
CAPACITIES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
PER_STEP = 5  # epochs in one step, about a millisecond
PACE = 60.0  # steps in a second of playing one fit: slow enough to be followed


@dataclass(frozen=True)
class Sweep:
    """The trainings that are done, the smallest capacity first; ``records`` has one entry for each."""

    records: tuple[Record, ...] = ()

    @property
    def capacities(self) -> NDArray[np.int64]:
        """The numbers of hidden units so far."""
        return np.array(CAPACITIES[: len(self.records)], dtype=np.int64)


class Training(Work):
    """Trains the network of the controls, or in the capacity curve one network for each capacity."""

    PLAY, STEP, RESTART = "Train", f"{PER_STEP} epochs", "Train anew"

    def restart(self, state: dict[str, Any]) -> None:
        """Forget both trainings; the networks are drawn at the first step."""
        self._one: Learner | None = None
        self._forget_sweep()
        self._use(state)

    def _forget_sweep(self) -> None:
        self._done: tuple[Record, ...] = ()
        self._next: Learner | None = None

    def _use(self, state: dict[str, Any]) -> None:
        self._state = dict(state)
        self._epochs = int(state["epochs"])
        self._patience = None if state["patience"] == OFF else int(state["patience"])
        self.pace, self.due = (None if state["show"] == SWEEP else PACE), 0.0
        self._report()

    def changed(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Keep each training that the change leaves as it is: more epochs or another patience go on."""
        moved = {name for name in after if before[name] != after[name]}
        if moved - {"show", "units", "patience", "epochs"}:
            self.restart(after)
            return
        shortened = self._one is not None and self._one.epoch > int(after["epochs"])
        if "units" in moved or shortened:
            self._one = None
        if moved & {"patience", "epochs"}:
            self._forget_sweep()
        self._use(after)

    def step(self) -> None:
        """Do five epochs, fewer if training ends before."""
        if self._state["show"] == SWEEP:
            learner = self._next or Learner(setting_of(self._state, CAPACITIES[len(self._done)]))
            self._next = self._taught(learner)
            if self._ended(learner):
                self._done, self._next = (*self._done, learner.record(self._patience)), None
        else:
            self._one = self._taught(self._one or Learner(setting_of(self._state)))
        self._report()

    def _taught(self, learner: Learner) -> Learner:
        for _ in range(PER_STEP):
            if self._ended(learner):
                break
            learner.learn()
        return learner

    def press(self) -> None:
        """Do five epochs; in the capacity curve, all of the next network."""
        count = len(self._done)
        self.step()
        while self._state["show"] == SWEEP and not self.finished and len(self._done) == count:
            self.step()

    def show(self) -> None:
        """Draw the records up."""
        if self._state["show"] == SWEEP:
            self.result = Sweep(self._done) if self._done or self._next else None
        else:
            self.result = self._one.record(self._patience) if self._one else None

    def _ended(self, learner: Learner) -> bool:
        return learner.epoch >= self._epochs or learner.waited(self._patience)

    def _report(self) -> None:
        """Set progress and finished."""
        if self._state["show"] == SWEEP:
            part = self._next.epoch / self._epochs if self._next else 0.0
            self.progress = (len(self._done) + part) / len(CAPACITIES)
            self.finished = len(self._done) == len(CAPACITIES)
        else:
            self.progress = self._one.epoch / self._epochs if self._one else 0.0
            self.finished = self._one is not None and self._ended(self._one)


def setting_of(state: dict[str, Any], units: int | None = None) -> Setting:
    """Return what a state of the controls says about data and network."""
    return Setting(
        units=int(state["units"] if units is None else units),
        samples=int(state["samples"]),
        noise=float(state["noise"]),
        l2=float(state["l2"]),
        dropout=float(state["dropout"]),
        seed=int(state["seed"]),
    )
