"""From one file to its entry in the report, whatever the file turns out to be."""

from __future__ import annotations

import contextlib
import hashlib
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nnkit.errors import NNKitError
from nnkit.grading.problems import ContentError, Problem
from nnkit.grading.sandbox.isolation import Sandbox
from nnkit.grading.sandbox.session import Times
from nnkit.grading.submissions.bundle import read_bundle
from nnkit.grading.submissions.exercise import Exercise, find_exercise, load_exercise
from nnkit.grading.submissions.grader import grade
from nnkit.grading.submissions.notebook_json import UnreadableNotebook, parse, read_bytes
from nnkit.grading.submissions.reading import read_submission
from nnkit.grading.verdict import Finding, Verdict

Entry = dict[str, Any]


class Course:
    """The exercises of the course, each loaded once."""

    def __init__(self, root: Path | None, solutions: Path | None) -> None:
        self.root, self._solutions = root, solutions
        self._loaded: dict[str, Exercise] = {}
        self._lock = threading.Lock()

    def exercise(self, name: str) -> Exercise:
        """Return an exercise, from the second time on without loading it."""
        with self._lock:
            if name not in self._loaded:
                self._loaded[name] = load_exercise(name, root=self.root, solutions=self._solutions)
            return self._loaded[name]


@dataclass
class Graded:
    """One submission on its way: what is known of it so far, and then its entry in the report."""

    learner: str
    sha256: str = ""
    received: str = ""
    checks: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    hints: dict[str, int] = field(default_factory=dict)
    entry: Entry = field(default_factory=dict)


@dataclass(frozen=True)
class Intake:
    """Grades single files with everything that they have in common."""

    course: Course
    sandbox: Sandbox
    salt: str
    times: Times | None

    def __call__(self, path: Path) -> Graded:
        """Grade one file; whatever is wrong with it becomes part of its entry."""
        began = time.monotonic()
        graded = Graded(clean(path.resolve().parent.name))
        exercise: Exercise | None = None
        verdicts: list[Verdict] = []
        notes: list[str] = []
        trouble = ""
        try:
            graded.received = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
            stem, data = self._open(path, graded)
            exercise = self._guess(stem)
            graded.sha256 = hashlib.sha256(data).hexdigest()
            notebook = parse(data)
            exercise = self.course.exercise(find_exercise(notebook, stem, self.course.root))
            submission = read_submission(notebook, exercise)
            graded.checks = exercise.fingerprint
            graded.answers = {step.problem: step.source for step in submission.steps if step.role == "answer"}
            notes += submission.notes
            verdicts = grade(
                submission,
                exercise,
                self.sandbox,
                learner_id=graded.learner,
                salt=self.salt,
                times=self.times,
            )
        except ContentError:
            raise
        except NNKitError as error:
            trouble = str(error)
        except Exception as error:
            trouble = f"The grader itself failed on this file ({type(error).__name__}); please report it."
        if trouble:
            exercise = exercise or self._guess(path.stem)
            graded.sha256 = graded.sha256 or _fingerprint(path)
            notes.append(trouble)
            verdicts = (
                [_not_judged(problem, trouble) for problem in exercise.problems.values()] if exercise else []
            )
        graded.entry = {
            "learner": graded.learner,
            "notebook": clean(path.as_posix()),
            "exercise": exercise.name if exercise else "",
            "score": round(sum(verdict.score for verdict in verdicts), 2),
            "max_score": exercise.max_score if exercise else 0.0,
            "isolation": self.sandbox.isolation,
            "seconds": round(time.monotonic() - began, 3),
            "problems": [verdict.as_dict() for verdict in verdicts],
            "notes": notes,
            "failed": bool(trouble),
        }
        return graded

    def _open(self, path: Path, graded: Graded) -> tuple[str, bytes]:
        """Return the name that tells the exercise, and the notebook; a bundle also tells the learner."""
        if path.suffix.lower() != ".zip":
            return path.stem, read_bytes(path)
        bundle = read_bundle(path)
        graded.learner, graded.received, graded.hints = bundle.learner, bundle.created, bundle.hints
        return bundle.exercise, bundle.data

    def _guess(self, stem: str) -> Exercise | None:
        """Tell from a file name alone which exercise a damaged file was meant to be."""
        try:
            return self.course.exercise(find_exercise(None, stem, self.course.root))
        except UnreadableNotebook:
            return None


def _fingerprint(path: Path) -> str:
    """Tell a damaged file from another; "" if it cannot be read at all."""
    with contextlib.suppress(NNKitError):
        return hashlib.sha256(read_bytes(path)).hexdigest()
    return ""


def _not_judged(problem: Problem, trouble: str) -> Verdict:
    finding = Finding("unreadable", trouble)
    return Verdict(problem.id, problem.title, "error", 0.0, problem.points, (), finding)


def clean(text: str) -> str:
    """Make a file name fit for JSON and SQLite: undecodable bytes become question marks."""
    return text.encode("utf-8", "replace").decode()
