"""What a hidden check may say: nothing that carries its inputs, its values, or the learner's own text.

A submission could otherwise read the hidden inputs through an exception message, a class name or a choice.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from types import CodeType
from typing import Any

from nnkit.grading.checks import CheckRun, Outcome
from nnkit.grading.kinds import plain_sentence
from nnkit.grading.verdict import Finding

NUMPY_ERRORS = ("AxisError", "LinAlgError")


def discreet(finding: Finding, run: CheckRun) -> Finding:
    """Return the finding without values, inputs, messages or lines.

    A sentence stays if it stands as such in the check's own code: then nothing was put into it.
    """
    own = set(_texts(run.check.run, set()))
    what = _quantity(finding.at or (run.failure.what if run.failure else ""), run, own)
    if finding.kind.startswith("misconception:"):
        return Finding(finding.kind, finding.text, finding.formula, what)
    if finding.text in own or finding.kind == "stopped":  # the latter are the grader's own words
        return Finding(finding.kind, finding.text, at=what)
    if finding.kind == "raised" and run.transcript:
        return Finding("raised", _raised(what, run.transcript[-1][1]), at=what)
    return Finding(finding.kind, plain_sentence(finding.kind, what), at=what)


def _quantity(what: str, run: CheckRun, own: set[str]) -> str:
    """Return ``what`` if the check's code says so literally, else the last name that the check asked for."""
    asked = [name for name, _ in run.transcript]
    if what in own or what in asked:
        return what
    return asked[-1] if asked else "the answer"


def _raised(what: str, outcome: Outcome) -> str:
    """Name the exception only if Python or NumPy does: a learner's class name could carry the inputs."""
    if outcome.error in NUMPY_ERRORS or isinstance(getattr(builtins, outcome.error, None), type):
        return f"`{what}` raised {outcome.error} for some inputs."
    return f"`{what}` raised an exception for some inputs."


def _texts(function: Any, seen: set[int]) -> Iterator[str]:
    """Yield the texts written in a function, in the helpers it calls, and in the constants it reads."""
    code = getattr(function, "__code__", None)
    if not isinstance(code, CodeType) or id(code) in seen:
        return
    seen.add(id(code))
    names: list[str] = []
    for part in _nested(code):
        yield from _strings(part.co_consts)
        names += part.co_names
    for name in names:
        value = getattr(function, "__globals__", {}).get(name)
        if isinstance(value, (str, tuple, list, dict)):
            yield from _strings([value])
        else:
            yield from _texts(value, seen)


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from _nested(const)


def _strings(values: Iterable[Any], depth: int = 0) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (tuple, list)) and depth < 3:
            yield from _strings(value, depth + 1)
        elif isinstance(value, dict) and depth < 3:
            yield from _strings(value.values(), depth + 1)
