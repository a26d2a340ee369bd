"""An exercise set as its tests see it: problems, notebook cells, and learners who answer in many ways."""

from __future__ import annotations

import functools
import importlib.util
import itertools
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from nnkit.content import content_root
from nnkit.grading.checks import run_checks
from nnkit.grading.diagnosis import judge
from nnkit.grading.diagnosis.misconceptions import prerequisites_of
from nnkit.grading.local import LocalLearner
from nnkit.grading.problems import CODE_KINDS, Misconception, Problem, load_problems, set_names
from nnkit.grading.verdict import Verdict
from nnkit.tools.notebooks import make_notebook
from nnkit.tools.sources import SourceCell, read_source

SETS = set_names()


class ExerciseSet:
    """One set: its problems with hidden checks, its source and the notebook that learners get."""

    def __init__(self, name: str) -> None:
        self.name = name
        (self.source,) = (Path(content_root()) / "solutions" / "source").glob(f"[0-9][0-9]_{name}.py")
        self.cells = read_source(self.source, solutions=True)
        self.exercise = make_notebook(self.cells, self.source, f"exercises/{self.source.stem}", "0")
        self.problems = load_problems(name, hidden=True)
        self.variants = _variants(name)

    def answer(self, problem: Problem) -> SourceCell:
        """Return the answer cell of the solution."""
        return next(cell for cell in self.cells if cell.role == "answer" and cell.problem == problem.id)

    def stub(self, problem: Problem) -> str:
        """Return the answer cell as the learner gets it."""
        wanted = f"answer-{problem.id.replace('.', '-').replace('_', '-')}"
        return next(cell.source for cell in self.exercise.cells if cell.id == wanted)

    def solution(self, problem: Problem, learner_id: str = "ada") -> dict[str, Any]:
        """Return the names of a learner who answered as the solution does."""
        return self.execute(problem, self.answer(problem).source, learner_id)

    def execute(self, problem: Problem, code: str, learner_id: str = "ada") -> dict[str, Any]:
        """Run a learner's cell where NumPy, correct prerequisites and the learner's numbers are known.

        What the cells tagged ``given`` define is known as well, except for their calls of ``mine``.
        """
        names: dict[str, Any] = {"__name__": "__main__", "np": np, **prerequisites_of(problem)}
        names["mine"] = lambda id: _as_given(self.problems[id].numbers_for(learner_id))
        with np.errstate(all="ignore"):
            for cell in self.cells:
                if cell.problem == problem.id and cell.role == "answer":
                    break
                if "given" in cell.tags or "setup" in cell.tags:
                    exec(_without_checks(cell.source), names)
            names |= prerequisites_of(problem) | problem.numbers_for(learner_id)
            exec(code, names)
        return names

    def wrong(self, problem: Problem, mistake: Misconception, learner_id: str) -> dict[str, Any]:
        """Return what the learner has who makes this mistake; calculated numbers come with three decimals."""
        wrong = mistake.answers_for(problem.numbers_for(learner_id))
        if mistake.from_given:
            solution = self.solution(problem, learner_id)
            right = {name: solution[name] for name in problem.names}
            return {name: _rounded(value) for name, value in {**right, **wrong}.items()}
        return {**prerequisites_of(problem), **wrong}

    def code_of(self, problem: Problem, variant: str | tuple[str, str]) -> str:
        """Return a learner's cell: whole, or with one thing replaced in the stub (repair) or the solution."""
        if isinstance(variant, str):
            return variant
        text = self.stub(problem) if problem.kind == "repair" else self.answer(problem).source
        assert text.count(variant[0]) == 1, f"{problem.id}: {variant[0]!r} is not once in it"
        return text.replace(*variant)


@functools.cache
def exercise_set(name: str) -> ExerciseSet:
    """Return a set, loaded once."""
    return ExerciseSet(name)


def verdict(problem: Problem, names: dict[str, Any], learner_id: str = "ada", salt: str = "") -> Verdict:
    """Run all checks of a problem on these names, and judge them."""
    learners = [LocalLearner(names) for _ in problem.checks]
    runs = run_checks(problem, learners, learner_id=learner_id, salt=salt)
    assert len(runs) == len(problem.checks)
    return judge(problem, runs, learner_id=learner_id, salt=salt)


def in_the_notebook(problem: Problem) -> Problem:
    """Return the problem as ``check`` has it, without hidden checks: its diagnosis may be another."""
    return replace(problem, checks=[check for check in problem.checks if not check.hidden])


def check_letter(
    problem: Problem, right: dict[str, Any], name: str, letter: str, learner_id: str = "ada"
) -> None:
    """Assert that one letter for one question passes if it is right, and else gets a sentence of its own."""
    result = verdict(problem, {**right, name: f" {letter.lower()} "}, learner_id)
    if letter == right[name]:
        assert result.status == "passed"
        return
    assert result.diagnosis is not None
    assert result.diagnosis.kind == f"choice:{letter.lower()}"
    assert result.diagnosis.text.startswith(f"{name}: ")
    assert result.status == "partial"


def every(kinds: tuple[str, ...] | None = None) -> list[tuple[ExerciseSet, Problem]]:
    """Return every problem of every set, or those of some kinds."""
    pairs = itertools.chain.from_iterable(
        ((exercise_set(name), problem) for problem in exercise_set(name).problems.values()) for name in SETS
    )
    return [(s, problem) for s, problem in pairs if kinds is None or problem.kind in kinds]


def coding() -> list[tuple[ExerciseSet, Problem]]:
    """Return every problem that asks for code."""
    return every(CODE_KINDS)


def _variants(name: str) -> ModuleType:
    path = Path(__file__).parent / "variants" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"variants_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _as_given(numbers: dict[str, Any]) -> Any:
    """Return what ``mine`` returns: one thing by itself, several in a tuple."""
    values = tuple(numbers.values())
    return values[0] if len(values) == 1 else values


def _without_checks(code: str) -> str:
    return code.replace("from nnkit.grading import check, hint, mine", "")


def _rounded(value: Any) -> Any:
    array = np.asarray(value)
    return np.round(array, 3).tolist() if array.dtype.kind == "f" else value
