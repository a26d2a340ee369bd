"""The grader's own copy of an exercise: what was handed out, what is checked, and the correct answers."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nnkit
from nnkit.content import content_root, solutions_root
from nnkit.grading.problems import ContentError, Problem, load_problems
from nnkit.grading.submissions.notebook_json import CodeCell, Notebook, UnreadableNotebook, parse, read_bytes

# In a worker without isolation, where nnkit itself is hidden behind a stand-in: take the correct versions
# from the problem file, which every learner has, and leave the stand-in as it was.
FROM_LIBRARY = """
import sys
from pathlib import Path

stand_in = {{name: sys.modules.pop(name) for name in [*sys.modules] if name.split(".")[0] == "nnkit"}}
finders, sys.meta_path[:] = sys.meta_path[:], [f for f in sys.meta_path if type(f).__name__ != "_Finder"]
sys.path.insert(0, {home!r})
try:
    from nnkit.grading.problems import find_problem
    globals().update(find_problem({problem!r}, root=Path({root!r})).reference)
finally:
    sys.path.remove({home!r})
    sys.meta_path[:] = finders
    for name in [name for name in sys.modules if name.split(".")[0] == "nnkit"]:
        del sys.modules[name]
    sys.modules.update(stand_in)
"""
MARK = re.compile(r"^# %%(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Exercise:
    """One exercise sheet: its code cells as handed out, its problems in their order, the answers' source."""

    name: str
    cells: tuple[CodeCell, ...]
    problems: dict[str, Problem]
    references: dict[str, str]
    fingerprint: str = ""  # of everything that it is graded with

    @property
    def max_score(self) -> float:
        """The points of all problems together."""
        return round(sum(problem.points for problem in self.problems.values()), 2)

    @cached_property
    def shared_names(self) -> frozenset[str]:
        """Names that more than one problem asks for, so that a later answer replaces an earlier one."""
        count = Counter(name for problem in self.problems.values() for name in problem.names)
        return frozenset(name for name, times in count.items() if times > 1)

    def builds_on(self, problem: Problem) -> tuple[str, ...]:
        """Name everything that a problem builds on, directly or not, in the order of the sheet."""
        found: set[str] = set()
        waiting = [*problem.builds_on]
        while waiting:
            earlier = waiting.pop()
            if earlier not in found and earlier in self.problems:
                found.add(earlier)
                waiting += self.problems[earlier].builds_on
        return tuple(name for name in self.problems if name in found)


def exercise_names(root: Path | None = None) -> list[str]:
    """List the exercises of the course."""
    return sorted(path.stem for path in ((root or content_root()) / "exercises").glob("*.ipynb"))


def load_exercise(
    name: str, *, root: Path | None = None, solutions: Path | None = None, hidden: bool = True
) -> Exercise:
    """Load an exercise with its visible and, where ``hidden``, its hidden checks and correct answers.

    Raises
    ------
    ContentError : if the course's own files are incomplete.
    """
    root = root or content_root()
    path = root / "exercises" / f"{name}.ipynb"
    try:
        cells = parse(read_bytes(path)).cells
    except UnreadableNotebook as error:
        raise ContentError(f"The course's own copy of exercises/{name}.ipynb: {error}") from None
    ids = [cell.problem for cell in cells if "answer" in cell.tags]
    if not ids or not all(ids):
        raise ContentError(f"exercises/{name}.ipynb has no answer cells, or one without a problem.")
    known: dict[str, Problem] = {}
    for family in dict.fromkeys(id.partition(".")[0] for id in ids):
        known |= load_problems(family, hidden=hidden, root=root, solutions=solutions)
    unknown = [id for id in ids if id not in known]
    if unknown:
        raise ContentError(f"exercises/{name}.ipynb asks for {unknown[0]!r}, which is not a problem.")
    problems = {id: known[id] for id in ids}
    if hidden:
        answers = _references(name, solutions or solutions_root())
    else:
        answers = {id: _from_library(id, root) for id in ids if problems[id].reference}
    secret = (solutions or solutions_root()) if hidden else None
    return Exercise(name, cells, problems, answers, _fingerprint(name, [*known], root, secret))


def _fingerprint(name: str, ids: list[str], root: Path, solutions: Path | None) -> str:
    """Tell one state of the files that an exercise is graded with from another."""
    families = {id.partition(".")[0] for id in ids}
    files = [root / "exercises" / f"{name}.ipynb"]
    for family in families:
        files += (root / "exercises" / "problems").glob(f"{family}/*.py")
        files += [root / "exercises" / "problems" / f"{family}.py"]
    if solutions:
        files += [solutions / "source" / f"{name}.py"]
        files += [solutions / "hidden" / f"{family}.py" for family in families]
    digest = hashlib.sha256()
    for path in sorted(files):
        if path.is_file():
            digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def find_exercise(notebook: Notebook | None, stem: str, root: Path | None = None) -> str:
    """Tell which exercise a notebook is: by its metadata, else its file name, else its answer cells.

    Raises
    ------
    UnreadableNotebook : if it is none.
    """
    names = exercise_names(root)
    claimed = notebook.name.rpartition("/")[2] if notebook else ""
    if notebook and notebook.name.startswith("course/"):
        raise UnreadableNotebook(
            f"This is the chapter {claimed}, not its exercise sheet. Hand in exercises/{claimed}.ipynb."
        )
    if claimed in names:
        return claimed
    for name in sorted(names, key=len, reverse=True):
        if name in stem:
            return name
    ids = {id for cell in (notebook.cells if notebook else ()) for id in (cell.id, cell.own_id) if id}
    for name in names:
        cells = parse(read_bytes((root or content_root()) / "exercises" / f"{name}.ipynb")).cells
        if ids & {cell.id for cell in cells if "answer" in cell.tags}:
            return name
    raise UnreadableNotebook(f"This is none of the exercises. Known exercises: {', '.join(names) or 'none'}.")


def _references(name: str, solutions: Path | None) -> dict[str, str]:
    if solutions is None:
        return {}
    built, source = solutions / f"{name}.ipynb", solutions / "source" / f"{name}.py"
    if source.is_file():
        return _from_percent(source.read_text("utf-8"))
    if built.is_file():
        return {cell.problem: cell.source for cell in parse(read_bytes(built)).cells if "answer" in cell.tags}
    raise ContentError(f"solutions/source/{name}.py is missing; dependants are judged with its answers.")


def _from_library(problem: str, root: Path) -> str:
    home = Path(nnkit.__file__).resolve().parent.parent
    return FROM_LIBRARY.format(home=str(home), problem=problem, root=str(root.resolve()))


def _from_percent(text: str) -> dict[str, str]:
    """Find the answer cells of a py:percent source."""
    answers = {}
    _, *parts = MARK.split(text)
    for mark, body in zip(parts[::2], parts[1::2], strict=True):
        problem = re.search(r'problem="([^"]+)"', mark)
        if problem and '"answer"' in mark:
            answers[problem[1]] = body.strip("\n")
    return answers
