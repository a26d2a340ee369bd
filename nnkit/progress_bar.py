"""A progress bar for what takes a while: tqdm's where it is installed, plain lines where it is not."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any, Self


class Progress:
    """How much of a total is done: ``with Progress(total, "epoch") as bar: bar.advance(1, "loss 0.1")``.

    It writes to the standard output, because a notebook shows the error output on a red ground.

    Parameters
    ----------
    total : the amount of work.
    unit : what is counted.
    shown : False makes it silent.
    start : what was done before.
    """

    def __init__(self, total: int, unit: str, *, shown: bool = True, start: int = 0) -> None:
        self.total, self.unit, self.done, self.shown = total, unit, start, shown
        self._bar: Any = None
        if shown:
            try:  # not everywhere, for example not in the browser
                from tqdm import tqdm
            except ImportError:
                return
            scale = unit == "B"
            self._bar = tqdm(total=total, initial=start, unit=unit, unit_scale=scale, file=sys.stdout)

    def advance(self, amount: int = 1, note: str = "") -> None:
        """Count what has been done since, with a note such as the loss."""
        before, self.done = self.done, self.done + amount
        if self._bar is not None:
            self._bar.set_postfix_str(note, refresh=False)
            self._bar.update(amount)
        elif self.shown and (10 * self.done // self.total > 10 * before // self.total):
            sys.stdout.write(f"{self.unit} {self.done}/{self.total}  {note}".rstrip() + "\n")

    def __enter__(self) -> Self:
        """Return the bar itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the bar standing as it is."""
        if self._bar is not None:
            self._bar.close()
