"""What an instructor reads after grading: who got how much, and what the class gets wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

NOT_ISOLATED = (
    "Not isolated: these notebooks ran as ordinary programs with your rights. "
    "Trust neither the scores nor this machine."
)
COMMON = 3  # diagnoses named for each problem


def overview(entries: Sequence[dict[str, Any]]) -> list[str]:
    """Summarise the grader's entries as plain lines: each submission, each problem, and what needs a look."""
    lines = []
    if any(entry["isolation"] == "none" for entry in entries):
        lines += [NOT_ISOLATED, ""]
    lines += _table(entries)
    for exercise in sorted({entry["exercise"] for entry in entries if not entry["failed"]}):
        mine = [entry for entry in entries if entry["exercise"] == exercise and not entry["failed"]]
        lines += ["", *_problems(exercise, mine)]
    failed = [entry for entry in entries if entry["failed"]]
    if failed:
        lines += ["", "Not graded:"]
        lines += [f"  {_shown(entry['notebook'])}: {_shown(entry['notes'][-1])}" for entry in failed]
    seconds = sum(entry["seconds"] for entry in entries)
    graded = len(entries) - len(failed)
    lines += [
        "",
        f"{graded} of {len(entries)} graded, isolation {entries[0]['isolation']}, {seconds:.1f} s of work.",
    ]
    return lines


def _table(entries: Sequence[dict[str, Any]]) -> list[str]:
    width = max(len(_shown(entry["learner"])) for entry in entries)
    rows = []
    for entry in entries:
        count = Counter(problem["status"] for problem in entry["problems"])
        states = ", ".join(f"{number} {status}" for status, number in count.items())
        score = "not graded" if entry["failed"] else f"{entry['score']:g} / {entry['max_score']:g}"
        rows.append(
            f"{_shown(entry['learner']):<{width}}  {entry['exercise'] or '?'}  {score:>11}  {states}".rstrip()
        )
    return rows


def _problems(exercise: str, entries: Sequence[dict[str, Any]]) -> list[str]:
    """Say for each problem how many passed it and which diagnoses were the most frequent."""
    lines = [f"{exercise}: what was not passed"]
    for place, problem in enumerate(entries[0]["problems"]):
        verdicts = [entry["problems"][place] for entry in entries]
        passed = sum(verdict["status"] == "passed" for verdict in verdicts)
        kinds = Counter(verdict["finding"]["kind"] for verdict in verdicts if verdict["finding"])
        often = ", ".join(f"{kind} ({number})" for kind, number in kinds.most_common(COMMON))
        lines.append(
            f"  {problem['id']}: passed by {passed} of {len(verdicts)}{'; ' + often if often else ''}"
        )
    return lines


def _shown(text: str) -> str:
    """Keep control characters of file names and ids out of the terminal."""
    return "".join(c if c.isprintable() else "?" for c in text)
