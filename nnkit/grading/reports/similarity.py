"""Answers that are alike: the same program under other names, or nearly the same.

Two answers are compared after what does not change a program is gone: comments, docstrings, layout, type
hints, and the names that a cell chooses for itself. Alike is not copied: short answers have few forms, so the
size of an answer is told as well, and what equals the course's own solution is left out.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

NEAR = 0.9  # of their pieces in common
PIECE = 5  # nodes of the tree that make one piece
SMALLEST = 25  # nodes: below this everybody writes the same
MOST = 400_000  # pairs of forms that are compared for one problem
Form = tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """Learners with alike answers to one problem, the share in common, and the nodes that an answer has."""

    problem: str
    learners: tuple[str, ...]
    shared: float
    size: int


def alike(answers: Iterable[Mapping[str, Any]], solutions: Mapping[str, str] | None = None) -> list[Alike]:
    """Find answers of different learners that are alike, the most alike and longest first.

    Parameters
    ----------
    answers : rows with learner, problem and source; every attempt is compared.
    solutions : problem -> the course's own answer, which is not compared.
    """
    forms: dict[str, dict[Form, set[str]]] = {}
    for row in answers:
        form = normal_form(row["source"])
        if len(form) >= SMALLEST:
            forms.setdefault(row["problem"], {}).setdefault(form, set()).add(row["learner"])
    found = []
    for problem, theirs in forms.items():
        theirs.pop(normal_form((solutions or {}).get(problem, "")), None)
        found += [
            Alike(problem, tuple(sorted(who)), 1.0, len(form)) for form, who in theirs.items() if len(who) > 1
        ]
        found += _near(problem, theirs)
    return sorted(found, key=lambda group: (-group.shared, -group.size, group.problem, group.learners))


def _near(problem: str, theirs: Mapping[Form, set[str]]) -> Iterator[Alike]:
    """Compare the different forms, each with those of about its length."""
    rows = sorted(((form, who, _pieces(form)) for form, who in theirs.items()), key=lambda row: len(row[0]))
    compared = 0
    for place, (form, who, bag) in enumerate(rows):
        for other, who_else, other_bag in rows[place + 1 :]:
            compared += 1
            if len(form) < NEAR * len(other) or compared > MOST:
                break
            shared = _common(bag, other_bag)
            if shared >= NEAR and len(who | who_else) > 1:
                yield Alike(problem, tuple(sorted(who | who_else)), shared, len(form))


def normal_form(source: str) -> Form:
    """Return the nodes of a program without what does not change it; () for what is not Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    chosen = _own_names(tree)
    nodes: list[str] = []
    try:
        _walk(tree, chosen, {}, nodes)
    except RecursionError:
        return ()
    return tuple(nodes)


def _own_names(tree: ast.AST) -> set[str]:
    """Name what the program itself gives a name to: arguments and variables, not what it calls."""
    names = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return names | {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _walk(node: ast.AST, chosen: set[str], numbered: dict[str, str], nodes: list[str]) -> None:
    """List the nodes in order; a name of the program's own becomes the number of its first appearance."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring, or a text that stands alone
    word = type(node).__name__
    if isinstance(node, (ast.Name, ast.arg)):
        name = node.id if isinstance(node, ast.Name) else node.arg
        word += ":" + (numbered.setdefault(name, str(len(numbered))) if name in chosen else name)
    elif isinstance(node, ast.Constant):
        word += f":{node.value!r}"
    elif isinstance(node, ast.Attribute):
        word += f":{node.attr}"
    if not isinstance(node, (ast.Load, ast.Store, ast.Del)):
        nodes.append(word)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                _walk(child, chosen, numbered, nodes)


def _pieces(form: Form) -> Counter[Form]:
    return Counter(form[i : i + PIECE] for i in range(len(form) - PIECE + 1))


def _common(one: Counter[Form], other: Counter[Form]) -> float:
    return (one & other).total() / max((one | other).total(), 1)
