"""What counts: which attempt, what lateness and hints cost, and what an instructor has decided by hand.

A policy is a small TOML file, all of it optional:

    attempt = "best"        # or "last": which submission of an exercise counts
    hint_cost = 0.0         # share of a problem's points that each hint costs

    [late]
    per_day = 0.1           # share of the score that each day begun after the deadline costs
    most_days = 5           # after so many days a submission counts nothing
    grace_minutes = 15

    [deadlines]
    "06_softmax" = 2027-03-01T23:59:00+01:00
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from nnkit.errors import NNKitError
from nnkit.grading.cohort.gradebook import Gradebook


class PolicyError(NNKitError):
    """A policy file that cannot be read, or that says what makes no sense."""


@dataclass(frozen=True)
class Policy:
    """The rules; see the top of this file."""

    attempt: str = "best"
    hint_cost: float = 0.0
    per_day: float = 0.0
    most_days: float = math.inf
    grace: timedelta = timedelta(0)
    deadlines: Mapping[str, datetime] = field(default_factory=dict)

    def days_late(self, exercise: str, received: str) -> int:
        """Return how many days have begun between the deadline and the receipt of a submission."""
        deadline = self.deadlines.get(exercise)
        if deadline is None:
            return 0
        over = datetime.fromisoformat(received) - deadline - self.grace
        return max(0, math.ceil(over / timedelta(days=1)))

    def kept(self, days: int) -> float:
        """Return the share of the score that is left after so many days."""
        return 0.0 if days > self.most_days else max(0.0, 1.0 - self.per_day * days)


@dataclass(frozen=True)
class Grade:
    """What one learner is given for one exercise, and how it came about."""

    learner: str
    exercise: str
    score: float
    max_score: float
    submission: int
    attempt: int
    attempts: int
    received: str
    days_late: int
    problems: dict[str, float]
    hints: int
    remarks: tuple[str, ...] = ()


def read_policy(path: Path | str | None) -> Policy:
    """Read a policy file; without one the best attempt counts, and nothing costs anything.

    Raises
    ------
    PolicyError : saying what was expected, and what came.
    """
    if path is None:
        return Policy()
    try:
        told = tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(f"The policy {path} cannot be read: {error}.") from None
    late, deadlines = told.pop("late", {}), told.pop("deadlines", {})
    attempt, hint_cost = told.pop("attempt", "best"), told.pop("hint_cost", 0.0)
    _expect(attempt in ("best", "last"), path, f'attempt is {attempt!r}, and must be "best" or "last"')
    _expect(isinstance(late, dict) and isinstance(deadlines, dict), path, "[late] and [deadlines] are tables")
    numbers = {
        "hint_cost": _share(hint_cost, "hint_cost", path),
        "per_day": _share(late.pop("per_day", 0.0), "late.per_day", path),
        "most_days": _number(late.pop("most_days", math.inf), "late.most_days", path),
    }
    grace = timedelta(minutes=_number(late.pop("grace_minutes", 0), "late.grace_minutes", path))
    unknown = ", ".join([*told, *(f"late.{name}" for name in late)])
    _expect(not unknown, path, f"it says {unknown}, which means nothing here")
    due = {name: _moment(name, value, path) for name, value in deadlines.items()}
    return Policy(attempt=attempt, grace=grace, deadlines=due, **numbers)


def grades(book: Gradebook, policy: Policy) -> list[Grade]:
    """Work out what every learner is given for every exercise, by learner and exercise."""
    hints: dict[tuple[int, str], int] = {
        (row["submission"], row["problem"]): row["hints"] for row in book.answers()
    }
    tries: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in book.submissions():
        tries.setdefault((row["learner"], row["exercise"]), []).append(row)
    decided: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in book.overrides():
        decided.setdefault((row["learner"], row["exercise"]), []).append(row)
    found = []
    for key, rows in sorted(tries.items()):
        each = [_grade(book, policy, row, place, len(rows), hints) for place, row in enumerate(rows, start=1)]
        chosen = each[-1] if policy.attempt == "last" else max(each, key=lambda g: (g.score, g.attempt))
        found.append(_decided(chosen, decided.get(key, [])))
    return found


def _grade(
    book: Gradebook,
    policy: Policy,
    row: dict[str, Any],
    place: int,
    attempts: int,
    hints: Mapping[tuple[int, str], int],
) -> Grade:
    """Apply the policy to one submission."""
    remarks = []
    days = policy.days_late(row["exercise"], row["received"])
    kept = policy.kept(days)
    if days:
        left = f"{100 * kept:g} % of the score left"
        remarks.append(f"{days} day{'s' * (days != 1)} late, {left}")
    problems, taken = {}, 0
    for problem in book.problems(row["id"]):
        used = hints.get((row["id"], problem["problem"]), 0)
        taken += used
        share = max(0.0, 1.0 - policy.hint_cost * used) * kept
        problems[problem["problem"]] = round(problem["score"] * share, 2)
    if taken and policy.hint_cost:
        remarks.append(f"{taken} hint{'s' * (taken != 1)} taken, {100 * policy.hint_cost:g} % each")
    return Grade(
        row["learner"],
        row["exercise"],
        round(sum(problems.values()), 2),
        row["max_score"],
        row["id"],
        place,
        attempts,
        row["received"],
        days,
        problems,
        taken,
        tuple(remarks),
    )


def _decided(grade: Grade, decisions: list[dict[str, Any]]) -> Grade:
    """Put the decisions made by hand in place of what was worked out; for each thing the latest counts."""
    problems, whole, remarks = dict(grade.problems), None, list(grade.remarks)
    for row in decisions:
        if row["problem"]:
            problems[row["problem"]] = row["score"]
        else:
            whole = row["score"]
        what = row["problem"] or "the whole"
        by = f" ({row['author']})" if row["author"] else ""
        remarks.append(f"{what} set to {row['score']:g} by hand{by}: {row['reason']}")
    if not decisions:
        return grade
    score = round(sum(problems.values()), 2) if whole is None else whole
    return Grade(
        **{**vars(grade), "score": score, "problems": problems, "remarks": tuple(remarks)},
    )


def _expect(condition: bool, path: Path | str, text: str) -> None:
    if not condition:
        raise PolicyError(f"The policy {path}: {text}.")


def _number(value: Any, name: str, path: Path | str) -> float:
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0
    _expect(good, path, f"{name} is {value!r}, and must be a number of at least 0")
    return float(value)


def _share(value: Any, name: str, path: Path | str) -> float:
    number = _number(value, name, path)
    _expect(number <= 1, path, f"{name} is {value!r}, and must be a share from 0 to 1, such as 0.1 for 10 %")
    return number


def _moment(name: str, value: Any, path: Path | str) -> datetime:
    good = isinstance(value, datetime)
    _expect(good, path, f"the deadline of {name} is {value!r}, and must be a time: 2027-03-01T23:59:00+01:00")
    moment: datetime = value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
