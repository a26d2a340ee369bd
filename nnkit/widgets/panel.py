"""A panel: controls on the left, one picture on the right, its readout below, tasks to bring about.

``Panel`` is the one front-end part of all figures. A figure gives it a pure ``compute(**state) -> View``, a
scene that draws a view, and its controls; the panel keeps browser, view and picture together.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import anywidget
import traitlets
from matplotlib.axes import Axes

from nnkit.errors import NNKitError
from nnkit.widgets.assets import read
from nnkit.widgets.controls import Control
from nnkit.widgets.encode import png
from nnkit.widgets.predict import Prediction
from nnkit.widgets.runner import Runner
from nnkit.widgets.scene import Scene
from nnkit.widgets.style import DARK, LIGHT, NEUTRAL, Theme
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
    by: Mapping[str, Any] | Callable[[Panel], None]


class Panel(anywidget.AnyWidget):
    """A figure that a learner can move.

    Parameters
    ----------
    call : the Python call that makes this figure, for "copy this view" ("softmax_explorer").
    title, question : heading and one-line question.
    controls : in the order in which they are shown.
    compute : pure; takes the values of the controls by name and returns a View.
    scene : draws a View.
    tasks : what the learner should bring about.
    shown : for controls that only make sense in some states: state -> names to show.
    limits : for controls whose range depends on others: state -> {name: {"max": 7}} or
        {name: {"options": [...]}}, as shown; ``compute`` takes what lies beyond as the nearest allowed value.
    point : makes the picture answer to the mouse: (axes, x, y, state) -> the controls to set, or {}.
    work : what goes on by itself; then compute also takes ``work=work.result``, which is None before a start.
    predict : covers the figure until the learner has committed to an answer.
    state : values of controls that differ from their defaults.

    ``controls[name].value`` can be set from Python; ``view`` and ``png`` follow. With a work, ``play()``,
    ``pause()`` and ``run(steps)`` do what the buttons do.
    """

    _esm = read("common.js", "controls.js", "panel.js")
    _css = read("panel.css")
    spec = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        *,
        call: str,
        title: str,
        question: str,
        controls: Sequence[Control],
        compute: Callable[..., View],
        scene: Scene,
        tasks: Sequence[Task] = (),
        shown: Callable[[dict[str, Any]], Iterable[str]] | None = None,
        limits: Callable[[dict[str, Any]], dict[str, dict[str, Any]]] | None = None,
        point: Callable[[Axes, float, float, dict[str, Any]], dict[str, Any]] | None = None,
        work: Work | None = None,
        predict: Prediction | None = None,
        state: dict[str, Any] | None = None,
    ) -> None:
        self.controls = {control.name: control for control in controls}
        self._call, self._title = call, title
        self.compute, self.scene, self._tasks, self._shown = compute, scene, tuple(tasks), shown
        self._limits, self._point, self._prediction = limits, point, predict
        self._guess: str | None = None
        self._done = [False] * len(self._tasks)
        self._moved = False
        self._lock = threading.RLock()  # widget callbacks may arrive on another thread than the cell
        self._quiet = True
        for name, value in (state or {}).items():
            self._control(name).value = value
        for control in controls:
            control.observe(self._on_value, "value")
        self._quiet = False
        self._theme, self._ratio, self._attached = LIGHT, 1.0, False
        self.runner = Runner(work, self._push, self._lock) if work else None
        self._state = self.state
        if work:
            work.restart(self._state)
        self.view = self._look()
        self._tick()
        super().__init__(spec=self._describe(question))
        self.on_msg(self._on_message)

    # -- state ------------------------------------------------------------------------------------

    @property
    def state(self) -> dict[str, Any]:
        """The values of all controls by name."""
        return {name: control.value for name, control in self.controls.items()}

    @property
    def code(self) -> str:
        """One line of Python that makes this figure again, in this state."""
        changed = (
            f"{name}={control.value!r}"
            for name, control in self.controls.items()
            if control.value != control.default
        )
        return f"{self._call}({', '.join(changed)})"

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
        if self._attached:
            self._send_frame()

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

    def run(self, steps: int | None = None) -> Panel:
        """Do so many steps of the work now, or all that are left; return the panel."""
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
            if self._attached:
                self._send_frame(pushed=True)
        return self

    def _working(self) -> Runner:
        if self.runner is None:
            raise NNKitError(f"{self._call} has nothing that goes on by itself: move its controls.")
        return self.runner

    def _push(self) -> None:
        """Show what the work has come to, unasked."""
        self._update()
        self._send_frame(pushed=True)

    def _do(self, action: str) -> None:
        """Do what a button of the work says, and answer with a frame."""
        runner = self._working()
        if action == "play":
            runner.play()
        else:
            runner.pause()
        if action == "step":
            runner.work.press()
        elif action == "restart":
            runner.work.restart(self.state)
        self._moved = True
        self._update()
        self._send_frame()

    # -- pictures ---------------------------------------------------------------------------------

    def _picture(self, theme: Theme, ratio: float, level: int = 1) -> bytes:
        with self._lock:
            return png(self.scene.render(self.view, theme, ratio), level)

    @property
    def png(self) -> bytes:
        """The picture as PNG bytes at double resolution, readable on a light and on a dark page."""
        return self._picture(NEUTRAL, 2.0, level=6)

    def __repr__(self) -> str:
        return f"{self._title}. {self.view.readout}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Give the live figure, and for a page without a kernel its picture and readout."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data = dict(bundle[0] if isinstance(bundle, tuple) else bundle or {})
        width, height = self.scene.size
        data |= {"image/png": self.png, "text/plain": repr(self)}
        return data, {"image/png": {"width": width, "height": height, "alt": self.view.readout}}

    # -- the browser ------------------------------------------------------------------------------

    def _describe(self, question: str) -> dict[str, Any]:
        width, height = self.scene.size
        return {
            "title": self._title,
            "question": question,
            "width": width,
            "height": height,
            "controls": [control.describe() for control in self.controls.values()],
            "tasks": [task.text for task in self._tasks],
            "point": self._point is not None,
            "run": self.runner.describe() if self.runner else None,
            "prediction": self._prediction.describe() if self._prediction else None,
        }

    def _on_message(self, _: Any, message: dict[str, Any], __: Any) -> None:
        """Answer a message of the browser with exactly one frame; "seen" and "gone" need none."""
        with self._lock:
            kind, view = message.get("type"), str(message.get("view", ""))
            if kind in ("seen", "gone"):
                if self.runner:
                    self.runner.seen() if kind == "seen" else self.runner.gone(view)
                return
            self._attached = True
            if self.runner:
                self.runner.opened(view)
            if kind == "look":
                self._theme = DARK if message.get("dark") else LIGHT
                self._ratio = min(max(float(message.get("ratio", 1)), 0.5), 2.0)
                self._send_frame()
            elif kind == "set" and self._unlocked:
                known = {k: v for k, v in message.get("values", {}).items() if k in self.controls}
                self._answer(lambda: self.set(**known))
            elif kind == "point" and self._unlocked:
                self._answer(lambda: self.set(**self._pointed(message)))
            elif kind == "run" and self._unlocked:
                self._answer(lambda: self._do(str(message.get("action"))))
            elif kind == "reset" and self._unlocked:
                self.reset()
            elif kind == "predict" and self._prediction and self._guess is None:
                self._guess = str(message.get("guess", ""))
                self._moved = False
                self._send_frame()
                remember_prediction(self._prediction, self._guess)
            else:
                self._send_frame()

    def _answer(self, act: Callable[[], None]) -> None:
        """Do something that ends with a frame; send one also if it fails, or the browser waits for ever."""
        try:
            act()
        except Exception:
            self._send_frame()
            raise

    def _pointed(self, message: dict[str, Any]) -> dict[str, Any]:
        """Return what to set when the learner points at a place of the picture, given as fractions of it."""
        place = self.scene.at(float(message.get("x", -1)), float(message.get("y", -1)))
        if self._point is None or place is None:
            return {}
        return self._point(*place, self.state)

    @property
    def _unlocked(self) -> bool:
        return self._prediction is None or self._guess is not None

    def _send_frame(self, *, pushed: bool = False) -> None:
        content: dict[str, Any] = {"type": "frame", "locked": not self._unlocked, "pushed": pushed}
        if not self._unlocked:
            self.send(content)
            return
        content |= {
            "readout": self.view.readout,
            "formula": self.view.formula,
            "values": self.state,
            "shown": list(self._shown(self.state)) if self._shown else list(self.controls),
            "limits": self._limits(self.state) if self._limits else {},
            "done": self._done,
            "code": self.code,
        }
        if self.runner:
            content["run"] = self.runner.report()
        if self._prediction and self._guess is not None:
            said = f"You said: {self._guess}. {self._prediction.observe}"
            content["said"] = self._prediction.verdict(self._guess) if self._moved else said
        self.send(content, [self._picture(self._theme, self._ratio)])


def remember_prediction(prediction: Prediction, guess: str) -> None:
    """Note the guess in the learner's progress file, if there is one."""
    from nnkit.grading.learner.progress import Progress

    Progress.load().record_prediction(prediction.question, guess)
