"""A panel: controls on the left, one picture on the right, its readout below, tasks to bring about.

``Panel`` is the one front-end part of all figures: it keeps a figure and the pages that show it together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import anywidget
import traitlets
from matplotlib.axes import Axes

from nnkit.widgets.assets import read
from nnkit.widgets.controls import Control
from nnkit.widgets.figure import Figure, Task, View
from nnkit.widgets.predict import Prediction
from nnkit.widgets.scene import Scene
from nnkit.widgets.style import DARK, LIGHT
from nnkit.widgets.work import Work


class Panel(Figure, anywidget.AnyWidget):
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
    own : the learner's own functions by the names of their arguments, for "copy this view".
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
        own: Mapping[str, Any] | None = None,
        predict: Prediction | None = None,
        state: dict[str, Any] | None = None,
    ) -> None:
        self._question, self._shown, self._limits, self._point = question, shown, limits, point
        self._prediction = predict
        self._guess: str | None = None
        self._theme, self._ratio = LIGHT, 1.0
        self._views: set[str] = set()  # on the pages that show it
        Figure.__init__(self, call, title, controls, compute, scene, tasks, work, own or {}, state or {})
        anywidget.AnyWidget.__init__(self, spec=self._describe())
        self.on_msg(self._on_message)

    # -- the browser ------------------------------------------------------------------------------

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Give the live figure, and for a page without a kernel its picture and readout."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data = dict(bundle[0] if isinstance(bundle, tuple) else bundle or {})
        width, height = self.scene.size
        data |= {"image/png": self.png, "text/plain": repr(self)}
        return data, {"image/png": {"width": width, "height": height, "alt": self.view.readout}}

    def _describe(self) -> dict[str, Any]:
        width, height = self.scene.size
        return {
            "title": self._title,
            "question": self._question,
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
            if kind == "gone":
                self._leave(view)
                return
            self._views.add(view)
            if self.runner:
                self.runner.seen()
            if kind == "seen":
                return
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

    def _leave(self, view: str) -> None:
        """A view was closed; when the last one is, nothing plays on and no pixels are kept."""
        self._views.discard(view)
        if not self._views:
            self.pause()
            self.scene.rest()

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
            runner.work.again(self.state)
        self._moved = True
        self._update()
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

    def _show(self, *, pushed: bool = False) -> None:
        if self._views:
            self._send_frame(pushed=pushed)

    def _send_frame(self, *, pushed: bool = False) -> None:
        content: dict[str, Any] = {"type": "frame", "locked": not self._unlocked, "pushed": pushed}
        if not self._unlocked:
            self.send(content)
            return
        content |= {
            "dark": self._theme is DARK,
            "readout": self.view.readout,
            "formula": self.view.formula,
            "values": self.state,
            "shown": list(self._shown(self.state)) if self._shown else list(self.controls),
            "limits": self._limits(self.state) if self._limits else {},
            "done": self._done,
            "code": self.code,
        }
        if self.runner:
            content["run"] = self.runner.report() | {"shown": self.runner.work.applies(self.state)}
        if self._prediction and self._guess is not None:
            said = f"You said: {self._guess}. {self._prediction.observe}"
            content["said"] = self._prediction.verdict(self._guess) if self._moved else said
        self.send(content, [self._picture(self._theme, self._ratio, level=1 if pushed else 3)])


def remember_prediction(prediction: Prediction, guess: str) -> None:
    """Note the guess in the learner's progress file, if there is one."""
    from nnkit.grading.learner.progress import Progress

    Progress.load().record_prediction(prediction.question, guess)
