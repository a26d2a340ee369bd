"""A problem: what is asked, how it is checked, what goes wrong with it, and what helps.

A problem file (``exercises/problems/NAME.py``) makes ``Problem`` objects and hangs checks and misconceptions
on them; the hidden checks of the same problems are in ``solutions/hidden/NAME.py`` and never leave the
instructor's checkout. A hidden file may import what the problem files define, as ``nnkit_problems_NAME``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from nnkit.content import content_root, solutions_root
from nnkit.errors import NNKitError

if TYPE_CHECKING:
    from nnkit.grading.checks import Case, Learner

CheckFunction = Callable[["Learner", "Case"], None]
KINDS = (  # as in the curriculum
    "function",
    "class",
    "derivation",
    "numbers",
    "choice",
    "order",
    "repair",
    "break",
    "train",
    "interpret",
)
CODE_KINDS = ("function", "class", "repair")
RUN_KINDS = (*CODE_KINDS, "break", "train")  # with hidden checks: what is run can be run on other inputs
GUEST = "guest"  # the learner id of someone who has not chosen one


class ContentError(NNKitError):
    """A problem file is incomplete or contradicts itself."""


@dataclass(frozen=True)
class Check:
    """One thing that is checked, worth ``points`` relative to the problem's other checks."""

    name: str
    run: CheckFunction
    points: float = 1.0
    hidden: bool = False


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation and the sentence that explains it.

    ``untouched`` marks the code that a repair problem starts from: giving it back is "not started".
    ``from_given`` computes wrong answers from the learner's own numbers.
    """

    id: str
    sentence: str
    formula: str
    answers: Mapping[str, Any]
    untouched: bool = False
    from_given: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None

    def answers_for(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return name -> wrong object, for the numbers that this learner was given."""
        return {**self.answers, **(self.from_given(given) if self.from_given else {})}


@dataclass
class Problem:
    """One graded problem.

    Parameters
    ----------
    id : "set.name"; the part before the dot names the problem file.
    concept : number of the concept in the curriculum (1 to 20).
    points : what the problem is worth.
    kind : one of KINDS.
    names : what the answer cell must define.
    reference : name -> a correct object, used for expected values and for problems that build on this one.
    builds_on : ids of problems whose names this one's answer calls.
    hints : three: the idea, the shapes, nearly the code.
    given : for numbers that differ between learners: rng -> {name: plain value}.
    parts : ids of problems of other sets whose answers make up this one (see ``parts`` and ``assembling``).
    """

    id: str
    title: str
    concept: int
    points: float
    kind: str
    names: tuple[str, ...]
    hints: tuple[str, str, str]
    reference: Mapping[str, Any] = field(default_factory=dict)
    builds_on: tuple[str, ...] = ()
    given: Callable[[np.random.Generator], dict[str, Any]] | None = None
    parts: tuple[str, ...] = ()
    known: Mapping[str, Problem] = field(default_factory=dict, repr=False)  # the set that it was loaded with
    checks: list[Check] = field(default_factory=list)
    misconceptions: list[Misconception] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ContentError(f"{self.id}: kind must be one of {', '.join(KINDS)}; got {self.kind!r}.")
        if len(self.hints) != 3 or not all(self.hints):
            raise ContentError(f"{self.id}: expected three hints (idea, shapes, nearly code).")
        if not self.names:
            raise ContentError(f"{self.id}: name at least one thing that the answer must define.")

    def check(self, name: str, points: float = 1.0) -> Callable[[CheckFunction], CheckFunction]:
        """Add a visible check: ``@problem.check("rows sum to one")``."""

        def add(run: CheckFunction) -> CheckFunction:
            self.checks.append(Check(name, run, points))
            return run

        return add

    def misconception(
        self, id: str, sentence: str, formula: str = "", *, untouched: bool = False, **more: Any
    ) -> Callable[[Any], Any]:
        """Add a wrong implementation; the decorated function or class bears the name the learner's would.

        ``more`` gives further wrong objects, for an answer that defines several names or plain values.
        """

        def add(wrong: Any) -> Any:
            answers = {**self.reference, wrong.__name__: wrong, **more}
            self.misconceptions.append(Misconception(id, sentence, formula, answers, untouched))
            return wrong

        return add

    def slip(self, id: str, sentence: str, formula: str = "") -> Callable[[Any], Any]:
        """Add a wrong answer to given numbers; the function is given -> {name: wrong value}."""

        def add(wrong: Any) -> Any:
            self.misconceptions.append(Misconception(id, sentence, formula, {}, from_given=wrong))
            return wrong

        return add

    def numbers_for(self, learner_id: str) -> dict[str, Any]:
        """Draw this learner's own numbers, the same on every machine; {} if the problem has none."""
        return self.given(seeded(learner_id or GUEST, self.id)) if self.given else {}


@dataclass(frozen=True)
class HiddenCheck:
    """A hidden check, waiting for its problem."""

    problem: str
    check: Check


def hidden_check(problem: str, name: str, points: float = 1.0) -> Callable[[CheckFunction], HiddenCheck]:
    """Mark a function in ``solutions/hidden/NAME.py`` as a hidden check of ``problem``."""
    return lambda run: HiddenCheck(problem, Check(name, run, points, hidden=True))


def seeded(*parts: str) -> np.random.Generator:
    """Make a generator from words (learner id, problem id, ...), the same on every machine."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return np.random.default_rng(np.frombuffer(digest, dtype="<u4").astype(np.uint32))


def load_problems(
    set_name: str, *, hidden: bool = False, root: Path | None = None, solutions: Path | None = None
) -> dict[str, Problem]:
    """Load one problem set, in the order of its problems; with ``hidden``, add the hidden checks.

    A set is a folder with a file for each problem, whose ``__init__`` lists them as PROBLEMS, or one file.

    Raises
    ------
    ContentError : if there is no such set, or a file is inconsistent.
    """
    path = _sets(root).get(set_name)
    if path is None:
        known = ", ".join(_sets(root)) or "none"
        raise ContentError(f"There is no problem set {set_name!r}. Known sets: {known}.")
    module = vars(_load(path))
    listed = module.get("PROBLEMS") or [p for p in module.values() if isinstance(p, Problem)]
    problems = {p.id: p for p in listed}
    for problem in problems.values():
        problem.known = problems
    if hidden:
        secret = solutions or solutions_root()
        if secret is None:
            raise ContentError(
                "Grading needs the hidden checks, which are only in the instructor's checkout of the course "
                "(folder solutions/hidden). Run nnkit from that checkout."
            )
        for item in vars(_load(secret / "hidden" / f"{set_name}.py")).values():
            if isinstance(item, HiddenCheck):
                if item.problem not in problems:
                    raise ContentError(f"hidden check {item.check.name!r}: no problem {item.problem!r}.")
                problems[item.problem].checks.append(item.check)
    _validate(problems, set_name)
    return problems


def set_names(root: Path | None = None) -> list[str]:
    """Name all problem sets, in alphabetical order."""
    return list(_sets(root))


def _sets(root: Path | None) -> dict[str, Path]:
    folder = (root or content_root()) / "exercises" / "problems"
    paths = [*folder.glob("[!_]*.py"), *folder.glob("*/__init__.py")]
    return dict(sorted((p.parent.name if p.stem == "__init__" else p.stem, p) for p in paths))


def find_problem(problem_id: str, **where: Any) -> Problem:
    """Load the problem of this id, or raise ContentError naming the nearest ids."""
    import difflib

    problems = load_problems(problem_id.partition(".")[0], **where)
    if problem_id not in problems:
        near = difflib.get_close_matches(problem_id, problems, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(problems)}."
        raise ContentError(f"There is no problem {problem_id!r}. {hint}")
    return problems[problem_id]


def _validate(problems: Mapping[str, Problem], set_name: str) -> None:
    seen: set[str] = set()
    for problem in problems.values():
        if not problem.id.startswith(f"{set_name}."):
            raise ContentError(f"{problem.id}: ids in this file must start with {set_name!r} and a dot.")
        if not any(not check.hidden for check in problem.checks):
            raise ContentError(f"{problem.id} has no visible check.")
        if problem.kind in CODE_KINDS and len(problem.misconceptions) < 3:
            raise ContentError(f"{problem.id}: a coding problem needs at least three misconceptions.")
        for earlier in problem.builds_on:
            if earlier not in seen:
                raise ContentError(f"{problem.id} builds on {earlier!r}, which does not come before it.")
        seen.add(problem.id)


def _load(path: Path) -> ModuleType:
    package = path.parent.name if path.stem == "__init__" else ""
    name = f"nnkit_problems_{package}" if package else f"nnkit_{path.parent.name}_{path.stem}"
    for old in [n for n in sys.modules if n == name or n.startswith(f"{name}.")]:
        del sys.modules[old]  # each load has problems of its own: hidden checks are hung on them
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise ContentError(f"{path.name} is missing from {path.parent.name}.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
