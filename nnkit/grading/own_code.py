"""Is it the learner's own code? An answer that calls nnkit's implementation cannot run when it is graded."""

from __future__ import annotations

import dis
from collections.abc import Iterator, Mapping
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

from nnkit.grading.verdict import Finding

ALLOWED = ("nnkit.grading", "nnkit.widgets")  # check, mine and the figures stand in no answer's way


def borrowed(names: tuple[str, ...], namespace: Mapping[str, Any], given: frozenset[str]) -> Finding | None:
    """Return a finding if one of the named objects is nnkit's, or calls on nnkit; None if all are own code.

    ``given`` are names that are replaced when graded (those of earlier problems): they are not followed.
    """
    for name in names:
        if _uses_nnkit(namespace.get(name), given, set()):
            text = (
                f"`{name}` uses nnkit's own implementation. This exercise asks for your own code, written "
                "with NumPy: nnkit isn't available when it is graded."
            )
            return Finding("borrowed", text, at=name)
    return None


def _uses_nnkit(value: Any, given: frozenset[str], seen: set[int]) -> bool:
    if id(value) in seen:
        return False
    seen.add(id(value))
    if isinstance(value, ModuleType):
        return _is_nnkit(value.__name__)
    if isinstance(value, MethodType):
        return _uses_nnkit(value.__func__, given, seen)
    if isinstance(value, FunctionType):
        return _is_nnkit(value.__module__) or _function(value, given, seen)
    if isinstance(value, type):
        return _is_nnkit(value.__module__) or any(
            _uses_nnkit(member, given, seen) for member in vars(value).values() if _is_code(member)
        )
    return _is_nnkit(type(value).__module__)


def _function(function: FunctionType, given: frozenset[str], seen: set[int]) -> bool:
    """Follow the globals that a function reads, its imports, and what its closure holds."""
    for part in _nested(function.__code__):
        for step in dis.get_instructions(part):
            if step.opname == "IMPORT_NAME" and _is_nnkit(str(step.argval)):
                return True
            if step.opname not in ("LOAD_GLOBAL", "LOAD_NAME") or step.argval in given:
                continue
            value = function.__globals__.get(step.argval)
            if _is_worth_following(value, function) and _uses_nnkit(value, given, seen):
                return True
    return any(_uses_nnkit(value, given, seen) for value in _held(function))


def _is_worth_following(value: Any, function: FunctionType) -> bool:
    """Follow modules, nnkit's objects, and what the same notebook defines: never into other packages."""
    if isinstance(value, (FunctionType, type)):
        return _is_nnkit(value.__module__) or value.__module__ == function.__module__
    return True


def _held(function: FunctionType) -> Iterator[Any]:
    for cell in function.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:  # not filled yet
            continue


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from _nested(const)


def _is_code(member: Any) -> bool:
    return isinstance(member, FunctionType)


def _is_nnkit(module: Any) -> bool:
    name = module if isinstance(module, str) else ""
    return name.partition(".")[0] == "nnkit" and not any(
        name == allowed or name.startswith(f"{allowed}.") for allowed in ALLOWED
    )
