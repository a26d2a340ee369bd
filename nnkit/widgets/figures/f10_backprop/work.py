"""F10, playing: the stepper is moved by itself, one operation at a time and slowly enough to read along."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from nnkit.widgets.controls import Stepper
from nnkit.widgets.work import Work


class Play(Work):
    """Moves the stepper on by one, at a pace, up to the last operation.

    There is nothing to keep between two steps, so ``result`` stays None: the stepper holds the state. In
    fill-in mode there is nothing to play, because it would give the answers away.
    """

    STEP, RESTART = "", ""  # the stepper and Reset do that
    pace = 0.625  # operations in a second: 1.6 s for each

    def __init__(self, stepper: Stepper, steps: Callable[[dict[str, Any]], int]) -> None:
        self.stepper, self._steps = stepper, steps

    def applies(self, state: dict[str, Any]) -> bool:
        """There is nothing to play in fill-in mode."""
        return not state["fill"]

    def restart(self, state: dict[str, Any]) -> None:
        """Take up the walk where the stepper stands."""
        self._last = self._steps(state)
        self.due = 0.0
        self._note(state["step"], fill=state["fill"])

    def changed(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Go on from wherever the learner has put the stepper, after a pause."""
        self.restart(after)
        self.due = time.perf_counter() + 1 / self.pace

    def step(self) -> None:
        """Do the next operation."""
        at = min(self.stepper.value + 1, self._last)
        self.stepper.move(at)
        self._note(at)

    def _note(self, at: int, *, fill: bool = False) -> None:
        self.finished = fill or at >= self._last
        self.progress = None if fill else min((at - 1) / max(self._last - 1, 1), 1.0)
