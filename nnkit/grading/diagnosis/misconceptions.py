"""Recognising a misconception: the learner's code and a known wrong program give back the same things."""

from __future__ import annotations

from typing import Any

from nnkit.grading.checks import CheckRun, Failure, Learner, Outcome, run_check, same_value
from nnkit.grading.local import LocalLearner
from nnkit.grading.problems import GUEST, Misconception, Problem

RTOL, ATOL = 1e-4, 1e-8  # two programs that make the same mistake differ in rounding only
COARSE = 1e-6  # a check that allows more than this takes rounded numbers, and so do its misconceptions
Transcript = tuple[tuple[str, Outcome], ...]


def recognise(
    problem: Problem, failing: list[CheckRun], learner_id: str, salt: str
) -> tuple[Misconception | None, list[bool]]:
    """Return the misconception that the failing checks show, and which of the checks show it.

    It must do what the learner's code does in the first failing check, and fail there at the same quantity;
    among several, the one that explains most checks wins, then the one declared first.
    """
    best: Misconception | None = None
    given = problem.numbers_for(learner_id)
    shown = [False] * len(failing)
    for candidate in problem.misconceptions:
        if candidate.untouched or not failing:
            continue
        names = {**prerequisites_of(problem), **candidate.answers_for(given)}
        if not _does_the_same(problem, failing[0], names, learner_id, salt):
            continue
        same = [True] + [_does_the_same(problem, run, names, learner_id, salt) for run in failing[1:]]
        if sum(same) > sum(shown):
            best, shown = candidate, same
    return best, shown


def is_untouched(problem: Problem, runs: list[CheckRun], learner_id: str, salt: str) -> bool:
    """Tell whether the answer behaves in every check like the code that a repair problem starts from."""
    for start in (m for m in problem.misconceptions if m.untouched):
        names = {**prerequisites_of(problem), **start.answers}
        if all(
            same_transcript(run.transcript, _rerun(problem, run, names, learner_id, salt).transcript)
            for run in runs
        ):
            return True
    return False


def answers_guest(problem: Problem, run: CheckRun, salt: str = "") -> bool:
    """Tell whether what failed with this learner's own numbers is right for those of the id "guest"."""
    replay = Replay(run.transcript)
    again = run_check(problem, run.check, replay, learner_id=GUEST, salt=salt)
    beyond = replay.exhausted and not replay.left  # past the quantity at which the check had stopped
    return bool(run.transcript) and (again.failure is None or beyond)


def prerequisites_of(problem: Problem) -> dict[str, Any]:
    """Return correct objects for the names of the problems that this one builds on."""
    names: dict[str, Any] = {}
    for earlier in problem.builds_on:
        if earlier in problem.known:
            names |= prerequisites_of(problem.known[earlier]) | dict(problem.known[earlier].reference)
    return names


def same_transcript(one: Transcript, other: Transcript, rtol: float = RTOL, atol: float = ATOL) -> bool:
    """Tell whether two programs were asked the same and gave back the same."""
    return len(one) == len(other) and all(
        a[0] == b[0] and _same_outcome(a[1], b[1], rtol, atol) for a, b in zip(one, other, strict=True)
    )


def _does_the_same(
    problem: Problem, run: CheckRun, names: dict[str, Any], learner_id: str, salt: str
) -> bool:
    failure, again = run.failure, _rerun(problem, run, names, learner_id, salt)
    if failure is None or again.failure is None:
        return False
    tolerance = (failure.rtol, failure.atol) if failure.atol > COARSE else (RTOL, ATOL)
    return (
        again.failure.what == failure.what
        and _kind(again.failure) == _kind(failure)
        and same_transcript(run.transcript, again.transcript, *tolerance)
    )


def _kind(failure: Failure) -> str:
    return failure.finding.kind if failure.finding else ""


def _rerun(problem: Problem, run: CheckRun, names: dict[str, Any], learner_id: str, salt: str) -> CheckRun:
    return run_check(problem, run.check, LocalLearner(names), learner_id=learner_id, salt=salt)


def _same_outcome(a: Outcome, b: Outcome, rtol: float, atol: float) -> bool:
    if a.kind != b.kind:
        return False
    if a.kind == "raised":  # the words in any order: shapes (2,3) (2,) or (2,) (2,3); they may be withheld
        withheld = not a.text or not b.text
        return a.error == b.error and (withheld or sorted(a.text.split()) == sorted(b.text.split()))
    if a.kind != "value":
        return True
    if a.value is None and a.printed != b.printed:
        return False
    return same_value(a.value, b.value, rtol, atol) and same_value(b.value, a.value, rtol, atol)


class Replay(Learner):
    """Give back what was recorded; ``exhausted`` once the check asks for more than that."""

    def __init__(self, transcript: Transcript) -> None:
        super().__init__()
        self.left = list(transcript)
        self.exhausted = False

    def _next(self, name: str) -> Outcome:
        for position, (what, outcome) in enumerate(self.left):
            if what == name or what.endswith(f".{name}"):
                del self.left[position]
                return outcome
        self.exhausted = True
        return Outcome("missing")

    def _call(
        self, target: int | None, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], keep: bool
    ) -> Outcome:
        return self._next(name)

    def _get(self, target: int | None, name: str) -> Outcome:
        return self._next(name)
