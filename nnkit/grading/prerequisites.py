"""Dependants are judged with correct versions of what they build on, so that one mistake costs once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from nnkit.grading.checks import run_check
from nnkit.grading.local import LocalLearner
from nnkit.grading.own_code import borrowed
from nnkit.grading.problems import Problem

_ABSENT = object()


def needed(problem: Problem, problems: Mapping[str, Problem]) -> list[Problem]:
    """Return what a problem builds on, directly or not, in the order of the file."""
    found: set[str] = set()
    waiting = list(problem.builds_on)
    while waiting:
        earlier = waiting.pop()
        if earlier not in found and earlier in problems:
            found.add(earlier)
            waiting += problems[earlier].builds_on
    return [p for p in problems.values() if p.id in found]


@contextlib.contextmanager
def correct_prerequisites(
    problem: Problem, problems: Mapping[str, Problem], namespace: MutableMapping[str, Any], learner_id: str
) -> Iterator[list[str]]:
    """Lend the namespace a correct object for each prerequisite that fails its checks; always take it back.

    Yields a sentence for each that was lent. What comes later in the file is tried with the loans in place,
    so that a mistake in the first of three is not blamed on the second.
    """
    saved: dict[str, Any] = {}
    notes: list[str] = []
    try:
        for earlier in needed(problem, problems):
            trouble = _trouble(earlier, problems, namespace, learner_id)
            if not trouble or not earlier.reference:
                continue
            for name, correct in earlier.reference.items():
                saved.setdefault(name, namespace.get(name, _ABSENT))
                namespace[name] = correct
            notes.append(_note(earlier, trouble))
        yield notes
    finally:
        for name, value in saved.items():
            if value is _ABSENT:
                namespace.pop(name, None)
            else:
                namespace[name] = value


def _trouble(
    problem: Problem, problems: Mapping[str, Problem], namespace: Mapping[str, Any], learner_id: str
) -> str:
    """Return the kind of the first failure of a problem's visible checks; "" if all pass."""
    given = frozenset(name for earlier in needed(problem, problems) for name in earlier.names)
    if borrowed(problem.names, namespace, given):
        return "borrowed"
    for check in problem.checks:
        failure = run_check(problem, check, LocalLearner(namespace), learner_id=learner_id).failure
        if failure:
            return failure.finding.kind if failure.finding else "values"
    return ""


def _note(problem: Problem, trouble: str) -> str:
    if problem.parts:
        return f"Not all of “{problem.title}” is right yet, so this was checked with a correct one."
    names = " and ".join(f"`{name}`" for name in problem.names)
    if trouble in ("missing", "not started"):
        return f"There is no {names} of yours yet, so this was checked with a correct one."
    if trouble == "borrowed":
        return f"Your {names} uses nnkit, so this was checked with one that does not."
    return f"Your {names} does not pass its own checks yet, so this was checked with a correct one."
