"""Plays a figure's work on the event loop: a slice of work, a frame now and then, and never unseen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from nnkit.errors import NNKitError
from nnkit.widgets.work import Work

SLICE = 0.02  # seconds of work between two looks at the learner's messages
FRAME = 0.04  # seconds from one frame to the next, at least
UNSEEN = 5.0  # seconds without an answer from a browser, after which playing stops


class Runner:
    """Starts, slices and stops a work; ``push`` draws and sends what it has come to.

    A frame is pushed only when the browser has shown the one before, so that a slow page is never flooded,
    and at most half of the time goes to drawing. Nothing plays when no browser looks.
    """

    def __init__(self, work: Work, push: Callable[[], None], lock: AbstractContextManager[Any]) -> None:
        self.work, self.playing = work, False
        self._push, self._lock = push, lock
        self._task: asyncio.Task[None] | None = None
        self._waiting = False  # for a browser to show a frame,
        self._asked = 0.0  # which it was sent then
        try:
            self._loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None

    def describe(self) -> dict[str, Any]:
        """Return the texts of the buttons."""
        work = self.work
        return {"play": work.PLAY, "pause": work.PAUSE, "step": work.STEP, "restart": work.RESTART}

    def report(self) -> dict[str, Any]:
        """Return what the browser shows beside the buttons."""
        return {"playing": self.playing, "finished": self.work.finished, "progress": self.work.progress}

    def play(self) -> None:
        """Let the work go on by itself until it is finished, paused or unseen."""
        if self.work.finished or self.playing:
            return
        if self._loop is None:
            raise NNKitError(
                "There is no event loop here, so the figure cannot play by itself. Use figure.run(steps)."
            )
        self.playing, self._waiting = True, False
        self._loop.call_soon_threadsafe(self._start)

    def pause(self) -> None:
        """Stop after the slice that is under way."""
        self.playing = False

    def seen(self) -> None:
        """The browser has shown the last frame."""
        self._waiting = False

    def _start(self) -> None:
        if self._task is None and self.playing:
            self._task = asyncio.ensure_future(self._go())

    async def _go(self) -> None:
        frame_at, fresh = 0.0, False
        try:
            while self.playing:
                with self._lock:
                    fresh = self.work.advance(SLICE) or fresh
                    self.playing = self.playing and not self.work.finished
                    started = time.perf_counter()
                    if not self.playing or (fresh and not self._waiting and started >= frame_at):
                        self._waiting, fresh = True, False
                        self._asked = time.monotonic()
                        self._push()
                        drawn = time.perf_counter()
                        frame_at = drawn + max(drawn - started, FRAME - (drawn - started))
                if self._waiting and time.monotonic() - self._asked > UNSEEN:
                    self.playing = False
                await asyncio.sleep(0.001 if fresh else 0.004)  # with sleep(0) messages would starve
        except Exception:
            self.playing = False
            self._push()  # so that the page, too, knows that nothing plays
            raise
        finally:
            self.playing, self._task = False, None
