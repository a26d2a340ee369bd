"""F11, what goes on by itself: the steps of all optimisers, one after the other."""

from __future__ import annotations

from typing import Any

from nnkit.widgets.controls import Slider
from nnkit.widgets.figures.f11_descent.compute import PATHS
from nnkit.widgets.figures.f11_descent.paths import STEPS
from nnkit.widgets.work import Work


class Walk(Work):
    """Counts t up to the last step, twenty steps a second, and moves the slider of t along.

    ``result`` stays None: everything else is computed from the controls, so changing η in mid-walk keeps t.
    """

    STEP = "Step"
    RESTART = "From 0"
    pace = 20.0

    def __init__(self, t: Slider) -> None:
        self.t = t

    def applies(self, state: dict[str, Any]) -> bool:
        """Only the paths go on by themselves."""
        return bool(state["show"] == PATHS)

    def restart(self, state: dict[str, Any]) -> None:
        """Take up the walk at the step that the slider says."""
        self._at(int(state["t"]))

    def again(self, state: dict[str, Any]) -> None:
        """Go back to the start."""
        self._at(0)

    def step(self) -> None:
        """One step more for every optimiser."""
        self._at(min(int(self.t.value) + 1, STEPS))

    def _at(self, t: int) -> None:
        self.progress, self.finished = t / STEPS, t >= STEPS
        if t != self.t.value:
            self.t.move(t)
