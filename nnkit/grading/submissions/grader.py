"""Grading one submission: its cells are run, every problem is checked and judged, nothing is believed.

Two workers are used. The visible checks run in one, the hidden checks in the other, so that what the
learner's code has seen of a hidden check can't come out in a message about a visible one.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from nnkit.grading.checks import CheckRun, Failure, Outcome, run_check
from nnkit.grading.diagnosis import judge
from nnkit.grading.problems import GUEST, Check, Problem
from nnkit.grading.sandbox.isolation import Sandbox
from nnkit.grading.sandbox.plain import plain
from nnkit.grading.sandbox.session import Budget, Session, Times
from nnkit.grading.submissions.exercise import Exercise, find_exercise, load_exercise
from nnkit.grading.submissions.notebook_json import parse, read_bytes
from nnkit.grading.submissions.reading import Step, Submission, defines, read_submission
from nnkit.grading.verdict import Finding, Verdict

JUDGING = threading.Lock()  # misconceptions run in this process with stdout redirected: one at a time
CORRECT = "judged with a correct {names}, because yours does not pass yet"


def grade(
    submission: Submission,
    exercise: Exercise,
    sandbox: Sandbox,
    *,
    learner_id: str = GUEST,
    salt: str = "",
    times: Times | None = None,
) -> list[Verdict]:
    """Judge every problem of an exercise, in its order.

    ``salt`` is the secret that, with the learner's id, chooses the random numbers of the checks. A problem
    that builds on one that was not passed is judged with a correct version of it, if the exercise has one.
    """
    grading = _Grading(submission, exercise, learner_id, salt)
    if not submission.started:
        return [grading.untouched(problem) for problem in exercise.problems.values()]
    numbers = {id: plain(problem.numbers_for(learner_id)) for id, problem in exercise.problems.items()}
    numbers = {id: values for id, values in numbers.items() if values}
    budget = Budget(times or Times())
    visible = Session(sandbox, exercise, submission.steps, numbers, budget)
    sessions = [visible]
    try:
        if any(check.hidden for problem in exercise.problems.values() for check in problem.checks):
            more = Session(
                sandbox, exercise, submission.steps, numbers, budget, hidden=True, deadly=visible.deadly
            )
            sessions.append(more)
        return grading.judge_all(sessions)
    finally:
        for session in sessions:
            session.close()


def check_file(path: Path | str, *, root: Path | None = None) -> list[Verdict]:
    """Run the visible checks on a learner's own notebook, in a process of its own but without isolation.

    The verdicts are those of ``check`` in the notebook: what builds on an answer that is not right yet is
    judged with a correct version of it.

    Raises
    ------
    UnreadableNotebook : if the file is not a notebook, or none of the exercises.
    """
    path = Path(path)
    notebook = parse(read_bytes(path))
    exercise = load_exercise(find_exercise(notebook, path.stem, root), root=root, hidden=False)
    submission = read_submission(notebook, exercise)
    return grade(submission, exercise, Sandbox("none"), learner_id=workspace_learner(path) or GUEST)


def workspace_learner(path: Path) -> str:
    """Return the learner id of the workspace that holds a notebook, or ""."""
    learner = workspace_records(path).get("learner")
    return learner if isinstance(learner, str) else ""


def workspace_records(path: Path) -> dict[str, Any]:
    """Return what the progress file of the workspace that holds a notebook says; {} if there is none."""
    for folder in path.resolve().parents:
        progress = folder / ".nnkit" / "progress.json"
        if progress.is_file():
            try:
                records = json.loads(progress.read_text("utf-8"))
            except (OSError, ValueError):
                return {}
            return records if isinstance(records, dict) else {}
    return {}


class _Grading:
    def __init__(self, submission: Submission, exercise: Exercise, learner_id: str, salt: str) -> None:
        self.submission, self.exercise, self.learner_id = submission, exercise, learner_id
        self.salt = f"{salt}:{learner_id}" if salt else ""
        self.passed: set[str] = set()

    def judge_all(self, sessions: Sequence[Session]) -> list[Verdict]:
        """Judge first what needs no correct version of anything, then the rest: that loads the least."""
        verdicts: dict[str, Verdict] = {}
        waiting = [*self.exercise.problems.values()]
        for last in (False, True):
            for problem in waiting:
                earlier = self.exercise.builds_on(problem)
                if last or (self._missing(problem) == () and verdicts.keys() >= {*earlier}):
                    verdicts[problem.id] = self.judge(problem, sessions)
            waiting = [problem for problem in waiting if problem.id not in verdicts]
        return [verdicts[id] for id in self.exercise.problems]

    def _missing(self, problem: Problem) -> tuple[str, ...]:
        """Name what this problem builds on and what was not passed, as far as there are correct answers."""
        return tuple(
            earlier
            for earlier in self.exercise.builds_on(problem)
            if earlier not in self.passed and earlier in self.exercise.references
        )

    def judge(self, problem: Problem, sessions: Sequence[Session]) -> Verdict:
        """Run a problem's checks, the visible in the first session and the hidden in the second."""
        if problem.id not in self.submission.started:
            return self.untouched(problem)
        needed = self._missing(problem)
        pairs = [
            (session, [check for check in problem.checks if check.hidden == hidden])
            for session, hidden in zip(sessions, (False, True), strict=False)
        ]
        for session, checks in pairs:
            if checks:
                session.expect(problem, needed)
        runs: list[CheckRun] = []
        for session, checks in pairs:
            runs += self._run(problem, checks, session, needed, runs)
        verdict = self._verdict(problem, [self._explained(run, problem, sessions[0]) for run in runs], needed)
        if verdict.status == "passed":
            self.passed.add(problem.id)
        return verdict

    def untouched(self, problem: Problem) -> Verdict:
        """Judge a problem that was not attempted: nothing needs to be run for that."""
        if problem.id in self.submission.lost:
            finding = Finding("missing", f"The cell for {_names(problem)} is gone from the notebook.")
        else:
            still = "are still as they were" if len(problem.names) > 1 else "is still as it was"
            finding = Finding("not started", f"{_names(problem)} {still} handed out.")
        runs = [CheckRun(check, Failure(problem.names[0], finding), ()) for check in problem.checks]
        return replace(self._verdict(problem, runs, ()), status="not started")

    def _run(
        self,
        problem: Problem,
        checks: Sequence[Check],
        session: Session,
        needed: tuple[str, ...],
        before: Sequence[CheckRun],
    ) -> list[CheckRun]:
        """Run checks until one ends the worker; those that remain then fail for the same reason."""
        runs: list[CheckRun] = []
        end = _end_of(before)
        if checks and not end:
            session.ready(problem, needed)
        for check in checks:
            if end:
                runs.append(CheckRun(check, end, ()))
                continue
            learner = session.learner()
            runs.append(run_check(problem, check, learner, learner_id=self.learner_id, salt=self.salt))
            end = _end_of(runs)
        return runs

    def _explained(self, run: CheckRun, problem: Problem, session: Session) -> CheckRun:
        """Where a name is missing because its cell was stopped, say what stopped it."""
        failure = run.failure
        if failure is None or failure.finding is None or failure.finding.kind != "missing":
            return run
        for step in self._cells_of(problem):
            trouble = session.trouble.get(step.label)
            if trouble:
                return replace(run, failure=replace(failure, finding=_load_finding(problem, step, trouble)))
        return run

    def _cells_of(self, problem: Problem) -> list[Step]:
        """List the answer cell of a problem, then the other cells that define its names."""
        steps = self.submission.steps
        own = [step for step in steps if step.problem == problem.id]
        return own + [step for step in steps if step not in own and defines(step.source, problem)]

    def _verdict(self, problem: Problem, runs: list[CheckRun], needed: tuple[str, ...]) -> Verdict:
        notes = [CORRECT.format(names=_names(self.exercise.problems[earlier])) for earlier in needed]
        with JUDGING:
            return judge(problem, runs, learner_id=self.learner_id, salt=self.salt, notes=notes)


def _end_of(runs: Sequence[CheckRun]) -> Failure | None:
    """Return the failure that ended the worker, if one did."""
    for run in runs:
        if run.failure and any(outcome.kind == "dead" for _, outcome in run.transcript):
            return run.failure
    return None


def _load_finding(problem: Problem, step: Step, trouble: Outcome) -> Finding:
    what = f"There is no {_names(problem)}, because {step.label} of the notebook"
    if trouble.kind == "dead":
        return Finding("stopped", f"{what} did not come to its end. {trouble.text}", at=problem.names[0])
    where = f" at {trouble.line}" if trouble.line else ""
    said = f": {trouble.text}" if trouble.text else ""
    more = ""
    if trouble.error in ("SyntaxError", "IndentationError", "TabError"):
        more = " Python runs nothing of a cell that it cannot read."
    if trouble.error == "ModuleNotFoundError":
        more = " The grader has NumPy and Python's standard library, and nothing else."
    end = "" if said.endswith((".", "!", "?")) else "."
    return Finding(
        "raised", f"{what} stops with {trouble.error}{where}{said}{end}{more}", at=problem.names[0]
    )


def _names(problem: Problem) -> str:
    *others, last = (f"`{name}`" for name in problem.names)
    return f"{', '.join(others)} and {last}" if others else last
