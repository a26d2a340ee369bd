"""What a problem must have before it is handed out: ``nnkit build`` refuses one that lacks something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from nnkit.grading.checks import run_check
from nnkit.grading.diagnosis.misconceptions import prerequisites_of
from nnkit.grading.local import LocalLearner
from nnkit.grading.problems import GUEST, ContentError, Problem
from nnkit.grading.sandbox.isolation import Sandbox
from nnkit.grading.submissions.exercise import load_exercise
from nnkit.grading.submissions.grader import grade
from nnkit.grading.submissions.notebook_json import UnreadableNotebook, parse, read_bytes
from nnkit.grading.submissions.reading import read_submission

# An answer of these kinds is run, so it can be tried on other inputs; the others are values, checked in full.
TRIED_ELSEWHERE = ("function", "class", "repair", "break", "train")


def shortcomings(root: Path, written: Iterable[Path]) -> list[str]:
    """Say what is missing or wrong with the problems of the sheets just built, one line each.

    Parameters
    ----------
    root : the checkout.
    written : built notebooks; those of chapters have no problems, and are passed over.
    """
    if not (root / "exercises" / "problems").is_dir():
        return []
    sheets = {path.stem for path in written if path.parent.name in ("exercises", "solutions")}
    return [line for name in sorted(sheets) for line in _of_sheet(root, name)]


def _of_sheet(root: Path, name: str) -> list[str]:
    try:
        exercise = load_exercise(name, root=root, solutions=root / "solutions")
        solution = parse(read_bytes(root / "solutions" / f"{name}.ipynb"))
    except (ContentError, UnreadableNotebook) as error:
        return [f"exercises/{name}: {error}"]
    lines = [f"{p.id}: {line}" for p in exercise.problems.values() for line in _incomplete(p)]
    for problem in exercise.problems.values():
        lines += [f"{problem.id}: {line}" for line in _reference_fails(problem)]
    for verdict in grade(read_submission(solution, exercise), exercise, Sandbox("none")):
        if verdict.status != "passed":
            said = verdict.diagnosis.text if verdict.diagnosis else verdict.status
            lines.append(f"{verdict.problem}: the solution does not pass: {said}")
    return lines


def _incomplete(problem: Problem) -> Iterator[str]:
    if problem.kind in TRIED_ELSEWHERE and not any(check.hidden for check in problem.checks):
        where = f"solutions/hidden/{problem.id.partition('.')[0]}.py"
        yield f'it has no hidden check. Add a @hidden_check("{problem.id}", ...) to {where}'
    if problem.concept not in range(1, 21):
        yield f"concept is {problem.concept}, and must be a number from 1 to 20"


def _reference_fails(problem: Problem) -> Iterator[str]:
    """Run the checks on the reference, if it answers the whole problem."""
    if not set(problem.names) <= problem.reference.keys():
        return
    names = {**prerequisites_of(problem), **problem.reference}
    for check in problem.checks:
        failure = run_check(problem, check, LocalLearner(names), learner_id=GUEST).failure
        if failure:
            said = failure.finding.text if failure.finding else f"{failure.what} differs"
            yield f"its reference fails the check {check.name!r}: {said}"
