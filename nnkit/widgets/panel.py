"""A panel: controls on the left, one picture on the right, its readout below, tasks to bring about.

``Panel`` is the one front-end part of all figures. A figure gives it a pure ``compute(**state) -> View``, a
scene that draws a view, and its controls; the panel keeps browser, view and picture together.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import anywidget
import traitlets

from nnkit.errors import NNKitError
from nnkit.widgets.assets import read
from nnkit.widgets.controls import Control
from nnkit.widgets.encode import png
from nnkit.widgets.predict import Prediction
from nnkit.widgets.scene import Scene
from nnkit.widgets.style import DARK, LIGHT, NEUTRAL, Theme


@dataclass(frozen=True, kw_only=True)
class View:
    """What a figure shows for one state: arrays, one sentence (``readout``) and the live formula.

    ``readout`` is also the picture's text alternative. ``formula`` is HTML made by the figure.
    """

    readout: str
    formula: str = ""


@dataclass(frozen=True)
class Task:
    """Something to bring about, ticked as soon as ``done(view)`` holds."""

    text: str
    done: Callable[[Any], bool]


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
    predict : covers the figure until the learner has committed to an answer.
    state : values of controls that differ from their defaults.

    ``controls[name].value`` can be set from Python; ``view`` and ``png`` follow.
    """

    _esm = read("common.js", "panel.js")
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
        predict: Prediction | None = None,
        state: dict[str, Any] | None = None,
    ) -> None:
        self.controls = {control.name: control for control in controls}
        self._call, self._title = call, title
        self.compute, self.scene, self._tasks, self._shown = compute, scene, tuple(tasks), shown
        self._prediction = predict
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
        """Put every control back to its default."""
        self.set(**{name: control.default for name, control in self.controls.items()})

    def _on_value(self, change: Any) -> None:
        if not self._quiet:
            with self._lock:
                self._refresh()

    def _refresh(self) -> None:
        self._moved = True
        self.view = self._look()
        self._tick()
        if self._attached:
            self._send_frame()

    def _look(self) -> View:
        return self.compute(**self.state)

    def _tick(self) -> None:
        self._done = [
            before or bool(task.done(self.view)) for before, task in zip(self._done, self._tasks, strict=True)
        ]

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
            "prediction": self._prediction.describe() if self._prediction else None,
        }

    def _on_message(self, _: Any, message: dict[str, Any], __: Any) -> None:
        """Answer a message of the browser: every message gets exactly one frame."""
        with self._lock:
            self._attached = True
            kind = message.get("type")
            if kind == "look":
                self._theme = DARK if message.get("dark") else LIGHT
                self._ratio = min(max(float(message.get("ratio", 1)), 0.5), 2.0)
                self._send_frame()
            elif kind == "set" and self._unlocked:
                known = {k: v for k, v in message.get("values", {}).items() if k in self.controls}
                try:
                    self.set(**known)
                except Exception:
                    self._send_frame()  # an unanswered message would count as under way for ever
                    raise
            elif kind == "reset" and self._unlocked:
                self.reset()
            elif kind == "predict" and self._prediction and self._guess is None:
                self._guess = str(message.get("guess", ""))
                self._moved = False
                self._send_frame()
                remember_prediction(self._prediction, self._guess)
            else:
                self._send_frame()

    @property
    def _unlocked(self) -> bool:
        return self._prediction is None or self._guess is not None

    def _send_frame(self) -> None:
        content: dict[str, Any] = {"type": "frame", "locked": not self._unlocked}
        if not self._unlocked:
            self.send(content)
            return
        content |= {
            "readout": self.view.readout,
            "formula": self.view.formula,
            "values": self.state,
            "shown": list(self._shown(self.state)) if self._shown else list(self.controls),
            "done": self._done,
            "code": self.code,
        }
        if self._prediction and self._guess is not None:
            said = f"You said: {self._guess}. {self._prediction.observe}"
            content["said"] = self._prediction.verdict(self._guess) if self._moved else said
        self.send(content, [self._picture(self._theme, self._ratio)])


def remember_prediction(prediction: Prediction, guess: str) -> None:
    """Note the guess in the learner's progress file, if there is one."""
    from nnkit.grading.learner.progress import Progress

    Progress.load().record_prediction(prediction.question, guess)
