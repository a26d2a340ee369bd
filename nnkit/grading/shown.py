"""What ``check``, ``hint`` and ``set_learner`` return: a text that displays itself, and the hint button."""

from __future__ import annotations

import sys
from typing import Any

from nnkit.grading.feedback import hints_html, hints_text, message_html, to_html, to_text
from nnkit.grading.learner.progress import Progress
from nnkit.grading.problems import Problem
from nnkit.grading.verdict import Verdict


class Shown:
    """A text that displays itself as the last expression of a cell."""

    def __init__(self, text: str, html: str = "") -> None:
        self.text = text
        self.html = html or message_html(text)

    def __repr__(self) -> str:
        return self.text.replace("`", "")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self.html}


class Result(Shown):
    """What came of a check: its ``verdict``, shown as feedback, with a button for hints where possible."""

    def __init__(self, verdict: Verdict, hints: HintButton | None = None) -> None:
        super().__init__(to_text(verdict), to_html(verdict))
        self.verdict = verdict
        self._hints = hints

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        if self._hints:
            self._hints.show_below()
        return super()._repr_mimebundle_(include, exclude)


class HintButton:
    """A button that reveals the hints of a problem, one at a time, and records them."""

    def __init__(self, problem: Problem, progress: Progress) -> None:
        self._problem, self._progress = problem, progress
        self._used = False
        self.box: Any = None

    def show_below(self) -> None:
        """Display the button under the output of the cell that is running; once only."""
        shell = notebook_shell()
        if self._used or shell is None:
            return
        self._used = True

        def display_once(*_: Any) -> None:
            from IPython.display import display

            shell.events.unregister("post_run_cell", display_once)
            self.box = self._build()
            bundle = {**self.box._repr_mimebundle_(), "text/plain": f'For a hint: hint("{self._problem.id}")'}
            display(bundle, raw=True)  # type: ignore[no-untyped-call]

        shell.events.register("post_run_cell", display_once)

    def _build(self) -> Any:
        import ipywidgets

        total = len(self._problem.hints)
        taken = self._progress.problem(self._problem.id)["hints"]
        button = ipywidgets.Button(layout=ipywidgets.Layout(width="auto", align_self="flex-start"))
        area = ipywidgets.HTML()

        def label(count: int) -> None:
            button.disabled = count >= total
            button.description = f"Show hint {count + 1} of {total}" if count < total else "All hints shown"

        def reveal(_: Any) -> None:
            count = self._progress.record_hint(self._problem.id)
            area.value = hints_html(self._problem.title, self._problem.hints[:count], total)
            label(count)

        label(taken)
        button.on_click(reveal)
        return ipywidgets.VBox([button, area])


def hints_shown(problem: Problem, count: int) -> Shown:
    """Return the first ``count`` hints of a problem."""
    hints, total = problem.hints[:count], len(problem.hints)
    return Shown(hints_text(problem.title, hints, total), hints_html(problem.title, hints, total))


def notebook_shell() -> Any:
    """Return IPython's shell if a notebook's kernel with ipywidgets runs this; None elsewhere."""
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None or getattr(shell, "kernel", None) is None:
        return None
    try:
        import ipywidgets  # noqa: F401
    except ImportError:
        return None
    return shell


def show_now(shown: Shown) -> None:
    """Display at once: as rich output in IPython, as text on standard output elsewhere."""
    if "IPython" in sys.modules:
        from IPython import get_ipython
        from IPython.display import display

        if get_ipython() is not None:
            display(shown)  # type: ignore[no-untyped-call]
            return
    sys.stdout.write(f"{shown!r}\n")
