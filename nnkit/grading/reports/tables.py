"""Grades for a learning management system: CSV as Canvas and Moodle take it, and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from nnkit.grading.cohort.policy import Grade

Roster = Mapping[str, Mapping[str, str]]  # learner id -> the columns of the roster


def canvas(grades: Sequence[Grade], roster: Roster | None = None) -> str:
    """Return a table that Canvas imports: one row a learner, one column an exercise.

    Canvas finds a student by "SIS Login ID"; the other columns come from the roster, where there is one.
    """
    exercises, learners = _names(grades)
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *exercises]
    most = {grade.exercise: grade.max_score for grade in grades}
    rows = [head, ["    Points Possible", "", "", "", "", *(f"{most[name]:g}" for name in exercises)]]
    for learner, scores in learners.items():
        known = (roster or {}).get(learner, {})
        who = [known.get(name, "") for name in ("Student", "ID", "SIS User ID")]
        login = known.get("SIS Login ID", learner)
        rows.append([who[0] or learner, *who[1:], login, known.get("Section", ""), *_row(exercises, scores)])
    return _csv(rows)


def moodle(grades: Sequence[Grade], roster: Roster | None = None) -> str:
    """Return a table that Moodle imports: the learner's username, an e-mail where known, the exercises."""
    exercises, learners = _names(grades)
    rows = [["username", "email", *exercises]]
    for learner, scores in learners.items():
        known = (roster or {}).get(learner, {})
        rows.append([known.get("username", learner), known.get("email", ""), *_row(exercises, scores)])
    return _csv(rows)


def as_json(grades: Sequence[Grade]) -> str:
    """Return everything about the grades as JSON."""
    return json.dumps([asdict(grade) for grade in grades], indent=1, ensure_ascii=False) + "\n"


def _names(grades: Sequence[Grade]) -> tuple[list[str], dict[str, dict[str, float]]]:
    learners: dict[str, dict[str, float]] = {}
    for grade in grades:
        learners.setdefault(grade.learner, {})[grade.exercise] = grade.score
    return sorted({grade.exercise for grade in grades}), learners


def _row(exercises: Sequence[str], scores: Mapping[str, float]) -> list[str]:
    return [f"{scores[name]:g}" if name in scores else "" for name in exercises]


def _csv(rows: Sequence[Sequence[str]]) -> str:
    """Write rows as CSV; a name that a spreadsheet would take for a formula is marked as text."""
    text = io.StringIO()
    safe = [[f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell for cell in row] for row in rows]
    csv.writer(text, lineterminator="\n").writerows(safe)
    return text.getvalue()
