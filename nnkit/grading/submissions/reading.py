"""Reading a submission: which of its cells are answers, which are the learner's own, which are ours.

What was handed out comes from the grader's own copy of the exercise. From the submission come the answer
cells, found by their ids, and every code cell that the learner added or changed (a helper). Check cells and
cells that are still as they were handed out are not run.
"""

from __future__ import annotations

import io
import re
import tokenize
from dataclasses import dataclass
from typing import Literal

from nnkit.grading.problems import Problem
from nnkit.grading.sandbox.plain import MAX_TEXT
from nnkit.grading.submissions.exercise import Exercise
from nnkit.grading.submissions.notebook_json import CodeCell, Notebook

Role = Literal["template", "helper", "answer"]
RUNNABLE_MAGICS = ("%%time", "%%timeit", "%%capture")
TARGETS = re.compile(r"[\w\s,:.\[\]]+")  # what stands before the = of an assignment
LONGEST = MAX_TEXT - 1024


@dataclass(frozen=True)
class Step:
    """One cell to run: its name for messages ("cell 7"), its source, and what it is."""

    label: str
    source: str
    role: Role
    problem: str = ""


@dataclass(frozen=True)
class Submission:
    """The cells to run, in order, and which problems were attempted.

    ``lost`` are problems whose answer cell is gone; ``notes`` say in words what was left out.
    """

    steps: tuple[Step, ...]
    started: frozenset[str]
    lost: frozenset[str]
    notes: tuple[str, ...]


def read_submission(notebook: Notebook, exercise: Exercise) -> Submission:
    """Sort the cells of a submitted notebook."""
    sorter = _Sorter(notebook, exercise)
    steps = sorter.steps()
    helpers = [step for step in steps if step.role == "helper"]
    answered = {step.problem for step in steps if step.role == "answer"}
    started = answered | {
        problem.id
        for problem in exercise.problems.values()
        if any(defines(step.source, problem) for step in helpers)
    }
    lost = exercise.problems.keys() - sorter.answers.keys()
    return Submission(tuple(steps), frozenset(started), frozenset(lost), tuple(sorter.notes))


class _Sorter:
    def __init__(self, notebook: Notebook, exercise: Exercise) -> None:
        self.notebook, self.exercise = notebook, exercise
        self.handed_out = {cell.id: cell for cell in exercise.cells}
        self.sources = {cell.source.strip(): cell for cell in exercise.cells}
        self.notes: list[str] = []
        self.answers = self._answers()

    def _answers(self) -> dict[str, CodeCell]:
        """Find each problem's answer cell: the cell with its id, else the first whose metadata repeat it."""
        found: dict[str, CodeCell] = {}
        for wanted in (cell for cell in self.exercise.cells if "answer" in cell.tags):
            cells = [cell for cell in self.notebook.cells if cell.id == wanted.id]
            cells = cells or [cell for cell in self.notebook.cells if cell.own_id == wanted.id]
            if cells:
                found[wanted.problem] = cells[0]
        return found

    def steps(self) -> list[Step]:
        """List the cells to run: given code where it stood, answers and helpers in the learner's order."""
        ours = {cell.number: self._original(cell) for cell in self.notebook.cells}
        present = {original.id for original in ours.values() if original}
        before = [cell for cell in self.exercise.cells if "setup" in cell.tags]
        before += [cell for cell in self.exercise.cells if "given" in cell.tags and cell.id not in present]
        steps = [Step(f"given cell {cell.number}", cell.source, "template") for cell in before]
        problems = {cell.number: problem for problem, cell in self.answers.items()}
        given: set[str] = set()
        for cell in self.notebook.cells:
            original, problem = ours[cell.number], problems.get(cell.number, "")
            if original and "given" in original.tags and original.id not in given:
                given.add(original.id)
                steps.append(Step(f"given cell {original.number}", original.source, "template"))
            if self._is_ours(cell, original) or not self._can_run(cell):
                continue
            steps.append(Step(f"cell {cell.number}", cell.source, "answer" if problem else "helper", problem))
        return steps

    def _original(self, cell: CodeCell) -> CodeCell | None:
        """Return the cell that was handed out and became this one."""
        by_id = self.handed_out.get(cell.id) or self.handed_out.get(cell.own_id)
        return by_id or self.sources.get(cell.source.strip())

    def _is_ours(self, cell: CodeCell, original: CodeCell | None) -> bool:
        if not cell.source.strip():
            return True
        return original is not None and ("check" in original.tags or same_code(cell.source, original.source))

    def _can_run(self, cell: CodeCell) -> bool:
        first = cell.source.lstrip().split("\n", 1)[0].split()[0]
        if first.startswith("%%") and first not in RUNNABLE_MAGICS:
            self.notes.append(f"cell {cell.number} was not run: it starts with `{first[:20]}`")
            return False
        if len(cell.source) > LONGEST:
            self.notes.append(f"cell {cell.number} was not run: it is longer than {LONGEST:,} characters")
            return False
        return True


def defines(source: str, problem: Problem) -> bool:
    """Tell whether a cell seems to define a name that the problem asks for, at its top level."""
    for line in source.splitlines():
        if line[:1].strip():
            head, equals, rest = line.partition("=")
            assigned = equals and not rest.startswith("=") and TARGETS.fullmatch(head)
            words = re.findall(r"\w+", head)
            if (assigned or words[:1] in (["def"], ["class"])) and set(words) & set(problem.names):
                return True
    return False


def same_code(one: str, other: str) -> bool:
    """Tell whether two cells differ in comments and layout at most."""
    return one.strip() == other.strip() or _tokens(one) == _tokens(other)


def _tokens(source: str) -> list[tuple[int, str]]:
    """Split into tokens: unlike the parser, this can take hostile source without harm."""
    silent = (tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.ENDMARKER)
    try:
        found = tokenize.generate_tokens(io.StringIO(source.strip() + "\n").readline)
        return [(token.type, token.string.strip()) for token in found if token.type not in silent]
    except (tokenize.TokenError, SyntaxError, ValueError, RecursionError):
        return [(0, line.strip()) for line in source.strip().splitlines()]
