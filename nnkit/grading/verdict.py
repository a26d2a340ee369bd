"""What judging produces: plain data, the same for a notebook, a terminal and a gradebook."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["passed", "partial", "failed", "not started", "error"]


@dataclass(frozen=True)
class Finding:
    """One sentence about one mistake.

    ``kind`` is a stable name for statistics ("misconception:axis", "shape", "factor", ...), ``text`` the
    sentence for the learner, ``formula`` the line of mathematics that differs, ``at`` the first quantity
    that is wrong, ``expected`` and ``got`` short printed values, ``heat`` a map of where an array is wrong,
    one text a row. Backticks mark code.
    """

    kind: str
    text: str
    formula: str = ""
    at: str = ""
    expected: str = ""
    got: str = ""
    heat: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckResult:
    """The outcome of one check of one problem; ``points`` is what it is worth, not what was earned."""

    name: str
    passed: bool
    points: float
    hidden: bool = False
    finding: Finding | None = None


@dataclass(frozen=True)
class Verdict:
    """Everything said about one problem: the checks, the score they add up to, and the diagnosis."""

    problem: str
    title: str
    status: Status
    score: float
    max_score: float
    checks: tuple[CheckResult, ...] = ()
    diagnosis: Finding | None = None
    notes: tuple[str, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """Return the verdict as JSON-ready data, with the keys of the grader's JSON report.

        ``diagnosis`` is the sentence (empty if all is well), ``finding`` the same with its kind and values.
        """
        return {
            "id": self.problem,
            "title": self.title,
            "score": self.score,
            "max_score": self.max_score,
            "status": self.status,
            "diagnosis": self.diagnosis.text if self.diagnosis else "",
            "finding": asdict(self.diagnosis) if self.diagnosis else None,
            "checks": [asdict(check) for check in self.checks],
            "notes": list(self.notes),
        }


def verdict_from(told: dict[str, Any]) -> Verdict:
    """Return the verdict that ``as_dict`` wrote; what is not there has its default."""

    def finding(said: dict[str, Any] | None) -> Finding | None:
        return Finding(**{**said, "heat": tuple(said.get("heat", ()))}) if said else None

    checks = tuple(CheckResult(**{**check, "finding": finding(check["finding"])}) for check in told["checks"])
    return Verdict(
        told["id"],
        told["title"],
        told["status"],
        told["score"],
        told["max_score"],
        checks,
        finding(told["finding"]),
        tuple(told["notes"]),
    )
