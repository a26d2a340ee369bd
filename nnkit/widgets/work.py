"""What goes on by itself in a figure: training, a fit, an animation. It runs in slices between messages."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from typing import Any, ClassVar

LATE = 0.1  # seconds of steps that a paced work makes up for; after a longer pause it makes up for none


class Work(ABC):
    """Something that a figure does step by step, and that can be played, paused and started again.

    A subclass says in ``restart`` how it begins and in ``step`` what one small step is (a few milliseconds at
    most), and keeps in ``result`` what ``compute(**state, work=result)`` shows; ``result`` is replaced, never
    changed in place, because a view may still hold the last one.
    """

    PLAY: ClassVar[str] = "Play"  # what the buttons say; "" leaves a button out
    PAUSE: ClassVar[str] = "Pause"
    STEP: ClassVar[str] = "One step"
    RESTART: ClassVar[str] = "Start again"

    result: Any = None
    finished: bool = False
    progress: float | None = None  # from 0 to 1, if the end is known
    pace: float | None = None  # steps in a second, so that the eye can follow; None: as many as fit
    due = 0.0  # when the next step of a paced work may come (time.perf_counter)

    @abstractmethod
    def restart(self, state: dict[str, Any]) -> None:
        """Begin from the start, for a state of the controls."""

    def again(self, state: dict[str, Any]) -> None:
        """Do what the button RESTART means: by default begin from the start."""
        self.restart(state)

    @abstractmethod
    def step(self) -> None:
        """Go on by the smallest step; set ``result``, ``progress`` and ``finished``."""

    def changed(self, before: dict[str, Any], after: dict[str, Any]) -> None:
        """A control has moved: by default begin again; override to keep what still holds."""
        self.restart(after)

    def applies(self, state: dict[str, Any]) -> bool:
        """Tell whether there is something to play in this state; if not, the buttons are hidden."""
        return True

    def press(self) -> None:
        """Do what one press of the step button means: by default one step."""
        self.step()

    def show(self) -> None:
        """Bring ``result`` up to date, if that costs something: a picture is about to be drawn."""

    def advance(self, seconds: float) -> bool:
        """Go on for about so many seconds, or by the steps that are due; tell whether there was one."""
        now = time.perf_counter()
        if self.due < now - LATE:
            self.due = now
        went = False
        while not self.finished and (self.pace is None or self.due <= now):
            self.step()
            went = True
            if self.pace is not None:
                self.due += 1 / self.pace
            if time.perf_counter() >= now + seconds:
                break
        return went
