"""What a class did with an exercise: scores, how hard each problem was, what it tells apart, what went wrong.

Only the submissions that count are looked at, one for each learner; scores are those before lateness, hints
and decisions by hand, because they are about the problems.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nnkit.grading.cohort.gradebook import Gradebook
from nnkit.grading.cohort.policy import Grade

NOT_A_MISTAKE = ("", "not started", "missing")
COMMON = 5  # mistakes that are named for each problem


@dataclass(frozen=True)
class Mistake:
    """A diagnosis, how many learners it was given to, and the sentence that the first of them read."""

    kind: str
    count: int
    sentence: str


@dataclass(frozen=True)
class ProblemStatistics:
    """One problem over a class.

    ``mean`` is the mean share of its points: its difficulty. ``discrimination`` is the correlation of that
    share with the score on the exercise's other problems, NaN where one of them does not vary.
    """

    problem: str
    max_score: float
    learners: int
    attempted: int
    passed: int
    mean: float
    discrimination: float
    hints: int
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class ExerciseStatistics:
    """One exercise over a class: everyone's share of the points, and its problems."""

    exercise: str
    shares: tuple[float, ...]
    problems: tuple[ProblemStatistics, ...]

    @property
    def mean(self) -> float:
        """The mean share of the points."""
        return sum(self.shares) / len(self.shares)

    @property
    def median(self) -> float:
        """The middle share of the points."""
        ordered, half = sorted(self.shares), len(self.shares) // 2
        return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def statistics(book: Gradebook, counting: Sequence[Grade]) -> list[ExerciseStatistics]:
    """Work out the statistics of each exercise from the submissions that count."""
    return [
        _exercise(book, name, [grade for grade in counting if grade.exercise == name])
        for name in sorted({grade.exercise for grade in counting})
    ]


def _exercise(book: Gradebook, name: str, grades: Sequence[Grade]) -> ExerciseStatistics:
    rows = [{row["problem"]: row for row in book.problems(grade.submission)} for grade in grades]
    totals = [sum(row["score"] for row in each.values()) for each in rows]
    most = [grade.max_score or 1.0 for grade in grades]
    hints: Counter[str] = Counter()
    counting = {grade.submission for grade in grades}
    for answer in book.answers():
        if answer["submission"] in counting:
            hints[answer["problem"]] += answer["hints"]
    problems = []
    for id in dict.fromkeys(id for each in rows for id in each):
        mine = [(each[id], total) for each, total in zip(rows, totals, strict=True) if id in each]
        shares = [row["score"] / row["max_score"] if row["max_score"] else 0.0 for row, _ in mine]
        rest = [total - row["score"] for row, total in mine]
        kinds = [(row["kind"], row["diagnosis"]) for row, _ in mine if row["kind"] not in NOT_A_MISTAKE]
        counted = Counter(kind for kind, _ in kinds).most_common(COMMON)
        first = dict(reversed(kinds))
        problems.append(
            ProblemStatistics(
                id,
                mine[0][0]["max_score"],
                len(mine),
                sum(row["status"] != "not started" for row, _ in mine),
                sum(row["status"] == "passed" for row, _ in mine),
                sum(shares) / len(shares),
                correlation(shares, rest),
                hints[id],
                tuple(Mistake(kind, count, first[kind]) for kind, count in counted),
            )
        )
    of_all = tuple(total / highest for total, highest in zip(totals, most, strict=True))
    return ExerciseStatistics(name, of_all, tuple(problems))


def correlation(x: Sequence[float], y: Sequence[float]) -> float:
    """Return Pearson's correlation: Σ (x − x̄)(y − ȳ) / √(Σ (x − x̄)² Σ (y − ȳ)²); NaN if one is constant.

    References
    ----------
    Pearson 1895.
    """
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    dx, dy = [v - mean_x for v in x], [v - mean_y for v in y]
    size = math.sqrt(sum(v * v for v in dx) * sum(v * v for v in dy))
    return sum(a * b for a, b in zip(dx, dy, strict=True)) / size if size > 1e-12 else math.nan
