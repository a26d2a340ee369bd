"""F13, the loss curves of a long training in a few hundred numbers."""

from __future__ import annotations

import numpy as np

from nnkit.errors import Array

MOST = 240  # entries; then every second one is dropped


class Curves:
    """Rows of (epoch, training loss, test loss) at every so many epochs; a long history is thinned out."""

    def __init__(self) -> None:
        self.every = 1
        self._rows: list[tuple[float, float, float]] = []

    def wants(self, epoch: int) -> bool:
        """Tell whether the losses after this epoch should be noted."""
        return epoch % self.every == 0

    def note(self, epoch: float, training: float, test: float) -> None:
        """Add a row; when there are too many, keep every second one."""
        self._rows.append((epoch, training, test))
        if len(self._rows) > MOST:
            self.every *= 2
            self._rows = [row for row in self._rows if row[0] % self.every == 0]

    def table(self, *last: float) -> Array:
        """Return the rows (n, 3) as a new array, and below them where things stand now."""
        rows = [row for row in self._rows if row[0] < last[0]]
        return np.array([*rows, last], dtype=np.float64)
