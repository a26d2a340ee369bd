"""What a learner types in a notebook: ``check``, ``hint``, ``mine``, ``assemble`` and ``set_learner``."""

from __future__ import annotations

import copy
import difflib
import sys
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from nnkit.content import content_root
from nnkit.grading.assembling import assembled
from nnkit.grading.checks import CheckRun, Failure, run_check
from nnkit.grading.diagnosis import judge
from nnkit.grading.feedback import framed, markup, values_html
from nnkit.grading.learner.progress import LearnerIdError, Progress
from nnkit.grading.local import LocalLearner
from nnkit.grading.own_code import borrowed
from nnkit.grading.prerequisites import correct_prerequisites, needed
from nnkit.grading.problems import GUEST, RUN_KINDS, ContentError, Problem, load_problems, set_names
from nnkit.grading.shown import HintButton, Result, Shown, hints_shown, notebook_shell, show_now
from nnkit.grading.verdict import Finding, Verdict

ShownT = TypeVar("ShownT", bound=Shown)
INTERRUPTED = (
    "The check was interrupted while your code ran. Was it an endless loop? "
    "Look at each `while`, and at each function that calls itself."
)


class NoNumbersError(ContentError):
    """``mine`` has nothing to give; shown in a notebook as one sentence, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self).replace("`", "")]


def check(problem_id: str) -> Result:
    """Run a problem's visible checks on your own objects, and say what is right and what is not yet.

    Write it as the last line of a cell: ``check("softmax.stable")``. Nothing that is wrong with an answer
    raises an exception.
    """
    namespace = sys._getframe(1).f_globals
    return _kindly(problem_id, lambda: _check(problem_id, namespace))


def hint(problem_id: str) -> Shown:
    """Give the next hint of a problem: first the idea, then the shapes, then nearly the code."""

    def give() -> Shown:
        problem, _ = _find(problem_id)
        return hints_shown(problem, Progress.current().record_hint(problem_id))

    return _kindly(problem_id, give)


def assemble(problem_id: str) -> Shown:
    """Put your own answers to earlier exercises into this cell, where a problem is made of them."""
    return _kindly(problem_id, lambda: assembled(_find(problem_id)[0]))


def mine(problem_id: str) -> Any:
    """Show your own numbers for a problem and return them: one value, or a tuple in the order shown.

    They follow from your learner id (see ``set_learner``) and the problem, the same on every machine.

    Raises
    ------
    NoNumbersError : if there is no such problem, or it is the same for everyone.
    """
    try:
        problem, _ = _find(problem_id)
    except ContentError as error:
        raise NoNumbersError(str(error)) from None
    progress = Progress.current()
    numbers = copy.deepcopy(problem.numbers_for(progress.learner))
    if not numbers:
        raise NoNumbersError(f"`{problem_id}` has no numbers of its own: it is the same for everyone.")
    show_now(_numbers_shown(problem, numbers, progress))
    values = tuple(numbers.values())
    return values[0] if len(values) == 1 else values


def set_learner(learner_id: str) -> Shown:
    """Store your learner id: the one your course knows you by. Your own numbers (``mine``) follow from it."""
    progress = Progress.current()
    before = progress.learner
    try:
        name = progress.set_learner(learner_id)
    except LearnerIdError as error:
        return Shown(str(error))
    if before == name:
        text = f'Your learner id is "{name}", as it was.'
    elif before:
        text = (
            f'Your learner id was "{before}", and is "{name}" from now on. Your own numbers change with it: '
            "run the cells with `mine(...)` again, and answer for the new numbers. Scores and hints stay."
        )
    else:
        text = (
            f'Your learner id is "{name}". Exercises with numbers of your own use it: if you have already '
            "answered some, run their cells with `mine(...)` again."
        )
    return Shown("\n".join([text, *progress.take_messages()]))


def _check(problem_id: str, namespace: MutableMapping[str, Any]) -> Result:
    problem, problems = _find(problem_id)
    progress = Progress.current()
    learner_id = progress.learner or GUEST
    given = frozenset(name for earlier in needed(problem, problems) for name in earlier.names)
    finding = borrowed(problem.names, namespace, given)
    notes: list[str] = []
    if finding:
        runs = [CheckRun(one, Failure(finding.at, finding), ()) for one in problem.checks]
    else:
        with correct_prerequisites(problem, problems, namespace, learner_id) as lent:
            notes = lent
            runs = [
                run_check(problem, one, LocalLearner(namespace), learner_id=learner_id)
                for one in problem.checks
            ]
    verdict = judge(problem, runs, learner_id=learner_id)
    progress.record_problem(verdict)
    passed, started = verdict.status == "passed", verdict.status != "not started"
    if started and problem.kind in RUN_KINDS:
        notes.append("When you submit, hidden checks run as well: the same idea, other inputs.")
    taken = progress.problem(problem_id)["hints"]
    button = None
    if not passed and taken < len(problem.hints):
        if notebook_shell() is None:
            notes.append(f'For a hint: `hint("{problem_id}")`')
        else:
            button = HintButton(problem, progress)
    elif not passed:
        notes.append(f'All hints again: `hint("{problem_id}")`')
    notes += progress.take_messages()
    return Result(_with_notes(verdict, notes), button)


def _kindly(problem_id: Any, work: Callable[[], ShownT]) -> ShownT | Result:
    """Do it, and turn whatever goes wrong into a sentence: never a traceback of ours."""
    try:
        return work()
    except KeyboardInterrupt:
        finding = Finding("interrupted", INTERRUPTED)
    except ContentError as error:
        finding = Finding("unknown problem", str(error))
    except Exception as error:
        text = f"The check itself failed ({type(error).__name__}: {error}). This is not your mistake."
        finding = Finding("checker", f"{text} Please report it.")
    return Result(Verdict(str(problem_id), "", "error", 0.0, 0.0, (), finding))


def _find(problem_id: Any) -> tuple[Problem, dict[str, Problem]]:
    """Return a problem and its whole set, or raise ContentError with the nearest id there is."""
    if not isinstance(problem_id, str):
        kind = type(problem_id).__name__
        raise ContentError(f'Name the problem in quotation marks, check("softmax.stable"), not a {kind}.')
    try:
        problems = load_problems(problem_id.partition(".")[0])
    except ContentError:
        if _set_exists(problem_id):
            raise
        problems = {}
    if problem_id in problems:
        return problems[problem_id], problems
    known = _all_ids()
    near = difflib.get_close_matches(problem_id, known, n=1, cutoff=0.5)
    more = f"Did you mean `{near[0]}`?" if near else f"The sets are: {', '.join(_sets()) or 'none'}."
    raise ContentError(f'There is no problem "{problem_id}". {more}')


def _set_exists(problem_id: str) -> bool:
    return problem_id.partition(".")[0] in _sets()


def _sets() -> list[str]:
    return set_names(content_root())


def _all_ids() -> list[str]:
    ids: list[str] = []
    for name in _sets():
        try:
            ids += load_problems(name)
        except Exception:  # a set that does not load has no ids to offer
            continue
    return ids


def _numbers_shown(problem: Problem, numbers: Mapping[str, Any], progress: Progress) -> Shown:
    """Show the numbers exactly, for they are to be calculated with."""
    who = f'of "{progress.learner}"' if progress.learner else f'of the id "{GUEST}"'
    advice = (
        []
        if progress.learner
        else ['Set your own id first: `set_learner("your id")`; the numbers depend on it.']
    )
    notes = [*advice, *progress.take_messages()]
    printed = {name: _exactly(value) for name, value in numbers.items()}
    lines = [f"Numbers {who} for {problem.title}:"]
    for name, value in printed.items():
        lines.append(f"  {name} = {value}".replace("\n", "\n" + " " * (len(name) + 5)))
    said = "".join(f'<p class="nnkit-note">{markup(note)}</p>' for note in notes)
    head = f'<p class="nnkit-say">Numbers {markup(who)} for {markup(problem.title)}</p>'
    body = f"{head}{values_html(list(printed.items()), 'Your numbers')}{said}"
    return Shown("\n".join([*lines, *notes]), framed(body, "calm", ""))


def _exactly(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return np.array2string(value, separator=", ", max_line_width=90)
    return repr(value)


def _with_notes(verdict: Verdict, notes: list[str]) -> Verdict:
    return replace(verdict, notes=(*verdict.notes, *notes))
