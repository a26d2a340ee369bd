"""From one file to its entry in the report, whatever the file turns out to be.

Taking a file in (whose it is, when it came, its bytes) happens where the files are; grading may happen on
another machine, which needs the course, and of the submission only what was taken in.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import secrets
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nnkit.errors import NNKitError
from nnkit.grading.cohort.finding import Found
from nnkit.grading.problems import ContentError, Problem
from nnkit.grading.sandbox.isolation import Isolation, Sandbox
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

    def of(self, submitted: Submitted) -> Exercise | None:
        """Tell which exercise a file is, a damaged one by its name; None if it is none."""
        notebook = None
        if not submitted.trouble:
            with contextlib.suppress(UnreadableNotebook):
                notebook = parse(submitted.data)
        try:
            return self.exercise(find_exercise(notebook, submitted.stem, self.root))
        except UnreadableNotebook:
            return None


@dataclass(frozen=True)
class Submitted:
    """A file as it was taken in; ``trouble`` says why it cannot be graded, if so."""

    shown: str
    learner: str
    stem: str
    received: str = ""
    data: bytes = b""
    hints: dict[str, int] = field(default_factory=dict)
    trouble: str = ""
    sha256: str = ""  # of the notebook, of a damaged file as it is; "" if it could not be read at all


@dataclass(frozen=True)
class Graded:
    """A submission with its entry in the report, and what else the gradebook keeps of it."""

    submitted: Submitted
    entry: Entry
    checks: str = ""
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Recipe:
    """Everything that all submissions of a run have in common, small enough to send to another machine."""

    root: Path | None
    solutions: Path | None
    isolation: Isolation
    salt: str
    times: Times | None = None
    problems: tuple[str, ...] = ()
    run: str = field(default_factory=lambda: secrets.token_hex(8))  # files may have changed since another


def take_in(found: Found) -> Submitted:
    """Read one file; a bundle tells its learner, and when it was made."""
    learner, shown = clean(found.learner), clean(found.shown)
    try:
        received = datetime.fromtimestamp(found.path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    except OSError:
        received = ""
    plain = Submitted(shown, learner, clean(found.stem), received)
    try:
        if found.path.suffix.lower() != ".zip":
            data = read_bytes(found.path)
            return replace(plain, data=data, sha256=_sha256(data))
        bundle = read_bundle(found.path)
    except NNKitError as error:
        return replace(plain, trouble=str(error), sha256=_of_damaged(found.path))
    except Exception as error:
        return replace(plain, trouble=_internal(error), sha256=_of_damaged(found.path))
    told = {"learner": bundle.learner, "stem": bundle.exercise, "received": bundle.created}
    return replace(plain, data=bundle.data, sha256=_sha256(bundle.data), hints=dict(bundle.hints), **told)


@functools.lru_cache(maxsize=2)
def course_of(recipe: Recipe) -> Course:
    """Return the course of a recipe, the same one each time: its exercises are loaded once a run."""
    return Course(recipe.root, recipe.solutions)


def grade_one(recipe: Recipe, submitted: Submitted) -> Graded:
    """Grade one submission; whatever is wrong with it becomes part of its entry.

    Raises
    ------
    ContentError : if the course's own files are incomplete.
    """
    began = time.monotonic()
    course, sandbox = course_of(recipe), Sandbox(recipe.isolation)
    exercise = course.of(submitted)
    trouble = submitted.trouble
    notes: list[str] = []
    answers: dict[str, str] = {}
    verdicts: list[Verdict] = []
    try:
        if not trouble:
            notebook = parse(submitted.data)
            exercise = course.exercise(find_exercise(notebook, submitted.stem, course.root))
            submission = read_submission(notebook, exercise)
            answers = {step.problem: step.source for step in submission.steps if step.role == "answer"}
            notes += submission.notes
            who = {"learner_id": submitted.learner, "salt": recipe.salt, "times": recipe.times}
            verdicts = grade(submission, exercise, sandbox, **who)  # type: ignore[arg-type]
    except ContentError:
        raise
    except NNKitError as error:
        trouble = str(error)
    except Exception as error:
        trouble = _internal(error)
    if trouble:
        notes.append(trouble)
        verdicts = (
            [_not_judged(problem, trouble) for problem in exercise.problems.values()] if exercise else []
        )
    if recipe.problems:
        verdicts = [verdict for verdict in verdicts if verdict.problem in recipe.problems]
    entry = {
        "learner": submitted.learner,
        "notebook": submitted.shown,
        "exercise": exercise.name if exercise else "",
        "score": round(sum(verdict.score for verdict in verdicts), 2),
        "max_score": round(sum(verdict.max_score for verdict in verdicts), 2),
        "isolation": sandbox.isolation,
        "seconds": round(time.monotonic() - began, 3),
        "problems": [verdict.as_dict() for verdict in verdicts],
        "notes": notes,
        "failed": bool(trouble),
    }
    return Graded(submitted, entry, exercise.fingerprint if exercise else "", answers)


def clean(text: str) -> str:
    """Make a file name fit for JSON and SQLite: undecodable bytes become question marks."""
    return text.encode("utf-8", "replace").decode()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _of_damaged(path: Path) -> str:
    """Tell a damaged file from another; "" if it cannot be read at all."""
    with contextlib.suppress(NNKitError):
        return _sha256(read_bytes(path))
    return ""


def _internal(error: Exception) -> str:
    return f"The grader itself failed on this file ({type(error).__name__}); please report it."


def _not_judged(problem: Problem, trouble: str) -> Verdict:
    finding = Finding("unreadable", trouble)
    return Verdict(problem.id, problem.title, "error", 0.0, problem.points, (), finding)
