"""A figure: controls with values, a pure ``compute(**state) -> View``, a scene that draws a view, and tasks.

What the browser has to do with it stands in panel.py.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from nnkit.errors import NNKitError
from nnkit.widgets.controls import Control
from nnkit.widgets.encode import png
from nnkit.widgets.runner import Runner
from nnkit.widgets.scene import Scene
from nnkit.widgets.style import NEUTRAL, Theme
from nnkit.widgets.work import Work


@dataclass(frozen=True, kw_only=True)
class View:
    """What a figure shows for one state: arrays, one sentence (``readout``) and the live formula.

    ``readout`` is also the picture's text alternative. ``formula`` is HTML made by the figure.
    """

    readout: str
    formula: str = ""


@dataclass(frozen=True)
class Task:
    """Something to bring about, ticked as soon as ``done(view)`` holds.

    ``by`` is one way to do it: a state of the controls, or what to do with the panel. The tests do it.
    """

    text: str
    done: Callable[[Any], bool]
    by: Mapping[str, Any] | Callable[[Any], None]


class Figure:
    """Controls, view, work and picture of a figure, kept together; for the parameters see Panel."""

    def __init__(
        self,
        call: str,
        title: str,
        controls: Sequence[Control],
        compute: Callable[..., View],
        scene: Scene,
        tasks: Sequence[Task],
        work: Work | None,
        own: Mapping[str, Any],
        state: dict[str, Any],
    ) -> None:
        self.controls = {control.name: control for control in controls}
        self._call, self._title, self._own = call, title, own
        self.compute, self.scene, self._tasks = compute, scene, tuple(tasks)
        self._done = [False] * len(self._tasks)
        self._moved = False
        self._lock = threading.RLock()  # widget callbacks may arrive on another thread than the cell
        self._quiet = True
        for name, value in state.items():
            self._control(name).value = value
        for control in controls:
            control.observe(self._on_value, "value")
        self._quiet = False
        self.runner = Runner(work, self._push, self._lock) if work else None
        self._state = self.state
        if work:
            work.restart(self._state)
        self.view = self._look()
        self._tick()

    def _show(self, *, pushed: bool = False) -> None:
        """Show the view where somebody looks; ``pushed`` if nobody has asked for it."""

    def _push(self) -> None:
        """Show what the work has come to, unasked."""
        self._update()
        self._show(pushed=True)

    # -- state ------------------------------------------------------------------------------------

    @property
    def state(self) -> dict[str, Any]:
        """The values of all controls by name."""
        return {name: control.value for name, control in self.controls.items()}

    @property
    def code(self) -> str:
        """One line of Python that makes this figure again, in this state."""
        own = [f"{name}={_named(f, name)}" for name, f in self._own.items() if f is not None]
        changed = [f"{n}={c.value!r}" for n, c in self.controls.items() if c.value != c.default]
        return f"{self._call}({', '.join(own + changed)})"

    def set(self, **values: Any) -> None:
        """Set several controls at once and draw once."""
        with self._lock:
            before = self.state
            self._quiet = True
            try:
                for name, value in values.items():
                    self._control(name).value = value
            except NNKitError:
                for name, value in before.items():  # all or nothing: view and controls stay together
                    self.controls[name].value = value
                raise
            finally:
                self._quiet = False
            self._refresh()

    def _control(self, name: str) -> Control:
        if name not in self.controls:
            raise NNKitError(
                f"{self._call} has no control {name!r}. Its controls: {', '.join(self.controls)}."
            )
        return self.controls[name]

    def reset(self) -> None:
        """Put every control back to its default, and a work to its start."""
        with self._lock:
            self.pause()
            self._state = {}  # a work begins again even if no control has moved
            self.set(**{name: control.default for name, control in self.controls.items()})

    def _on_value(self, change: Any) -> None:
        if not self._quiet:
            with self._lock:
                self._refresh()

    def _refresh(self) -> None:
        self._moved = True
        before, self._state = self._state, self.state
        if self.runner and before != self._state:
            if before:
                self.runner.work.changed(before, self._state)
            else:
                self.runner.work.restart(self._state)
        self._update()
        self._show()

    def _update(self) -> None:
        self.view = self._look()
        self._tick()

    def _look(self) -> View:
        if self.runner is None:
            return self.compute(**self.state)
        self.runner.work.show()
        return self.compute(**self.state, work=self.runner.work.result)

    def _tick(self) -> None:
        self._done = [
            before or bool(task.done(self.view)) for before, task in zip(self._done, self._tasks, strict=True)
        ]

    # -- work -------------------------------------------------------------------------------------

    def play(self) -> None:
        """Let the figure's work go on by itself, as its button does."""
        self._working().play()

    def pause(self) -> None:
        """Stop the work where it is; playing goes on from there."""
        if self.runner:
            self.runner.pause()

    def run(self, steps: int | None = None) -> Self:
        """Do so many steps of the work now, or all that are left; return the figure."""
        work = self._working().work
        if steps is None and work.progress is None:
            raise NNKitError(f"{self._call} has no end of its own. Say how many steps: figure.run(100).")
        with self._lock:
            left = itertools.count() if steps is None else range(steps)
            for _ in left:
                if work.finished:
                    break
                work.step()
            self._moved = True
            self._update()
            self._show(pushed=True)
        return self

    def _working(self) -> Runner:
        if self.runner is None:
            raise NNKitError(f"{self._call} has nothing that goes on by itself: move its controls.")
        return self.runner

    # -- pictures ---------------------------------------------------------------------------------

    def _picture(self, theme: Theme, ratio: float, level: int = 3) -> bytes:
        with self._lock:
            return png(self.scene.render(self.view, theme, ratio), level)

    @property
    def png(self) -> bytes:
        """The picture as PNG bytes at double resolution, readable on a light and on a dark page."""
        return self._picture(NEUTRAL, 2.0, level=6)

    def __repr__(self) -> str:
        return f"{self._title}. {self.view.readout}"


def _named(own: Any, name: str) -> str:
    """Return what a learner calls an object of theirs: a function by its name, all else as its argument."""
    called = getattr(own, "__name__", name)
    return called if called.isidentifier() else name
