"""F9, the sweep: many random networks of many sizes, counted one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from nnkit.widgets.figures.f09_regions.networks import REACH, line_of, random_network
from nnkit.widgets.figures.f09_regions.words import COUNT
from nnkit.widgets.work import Work

DEPTHS = (1, 2, 3, 4, 6)
WIDTHS = (4, 8, 16, 32)
EACH = 8  # networks of each size
SEED = 1000  # their seeds start here, away from the learner's


@dataclass(frozen=True)
class Sweep:
    """Sums of the pieces counted so far and how many networks they come from: (depths, widths) each."""

    total: NDArray[np.int64] = field(default_factory=lambda: np.zeros((len(DEPTHS), len(WIDTHS)), np.int64))
    networks: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros((len(DEPTHS), len(WIDTHS)), np.int64)
    )

    def with_one_more(self, row: int, column: int, pieces: int) -> Sweep:
        """Return the sweep with one more network counted."""
        total, networks = self.total.copy(), self.networks.copy()
        total[row, column] += pieces
        networks[row, column] += 1
        return Sweep(total, networks)


class Counting(Work):
    """Each step counts one network; every size comes once before any comes again."""

    PLAY: ClassVar[str] = "Count many networks"
    STEP: ClassVar[str] = "One more"

    STEPS = EACH * len(DEPTHS) * len(WIDTHS)

    def restart(self, state: dict[str, Any]) -> None:
        """Forget all counts; take the initialisation and the scale of the biases from the controls."""
        self._init, self._bias = str(state["init"]), float(state["bias"])
        self.result, self._steps = Sweep(), 0
        self.finished, self.progress = False, 0.0

    def applies(self, state: dict[str, Any]) -> bool:
        """Only the last picture shows the counts."""
        return bool(state["show"] == COUNT)

    def step(self) -> None:
        """Count the next network exactly."""
        if self.finished:
            return
        size = self._steps % (len(DEPTHS) * len(WIDTHS))
        row, column = divmod(size, len(WIDTHS))
        net = random_network(1, DEPTHS[row], WIDTHS[column], self._init, self._bias, SEED + self._steps)
        self.result = self.result.with_one_more(row, column, line_of(net, -REACH, REACH).pieces)
        self._steps += 1
        self.progress = self._steps / self.STEPS
        self.finished = self._steps == self.STEPS

    def changed(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Only other networks, with another initialisation or other biases, make the counts void."""
        if any(before[name] != after[name] for name in ("init", "bias")):
            self.restart(after)
