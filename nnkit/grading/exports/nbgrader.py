"""``nnkit export nbgrader``: a course folder that nbgrader's own commands release, collect and grade.

Each answer cell is a solution cell, each check cell a test with the problem's points and partial credit by
check; the hidden checks stand in a hidden region of the test.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from nnkit.content import solutions_root
from nnkit.errors import NNKitError
from nnkit.files import write_whole
from nnkit.grading.problems import Problem
from nnkit.grading.submissions.exercise import exercise_names, load_exercise

SCHEMA = 3
CONFIG = '''\
"""nbgrader's settings for this course, written by `nnkit export nbgrader`."""

from nbgrader.preprocessors import ClearSolutions

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "nnkit"
c.Exchange.course_id = "nnkit"
c.ExecutePreprocessor.timeout = 60

# The release gets nnkit's own stubs: a repair begins with the program to be mended.
from nbgrader.converters.generate_assignment import GenerateAssignment
from nnkit.grading.exports.nbgrader_parts import KnownLearner, OwnStubs

steps = list(GenerateAssignment().preprocessors)
c.GenerateAssignment.preprocessors = [OwnStubs if step is ClearSolutions else step for step in steps]

# Numbers that are a learner's own follow from the student's id.
from nbgrader.converters.autograde import Autograde

c.Autograde.autograde_preprocessors = [KnownLearner, *Autograde().autograde_preprocessors]
'''
TEST = """\
from nnkit.grading import check

result = check("{id}")
### BEGIN HIDDEN TESTS
from nnkit.grading.exports.nbgrader_parts import check_all

result = check_all("{id}")
### END HIDDEN TESTS
display(result)
result.verdict.score
"""


def export_course(folder: Path, names: Iterable[str] = ()) -> Iterator[str]:
    """Write an nbgrader course into a folder, and yield a line for each assignment.

    Raises
    ------
    NNKitError : if the folder holds something else, an exercise is unknown, or there are no solutions.
    """
    solutions = solutions_root()
    if solutions is None:
        raise NNKitError("Exporting needs the solutions, which are only in the instructor's checkout.")
    if folder.exists() and any(folder.iterdir()) and not (folder / "nbgrader_config.py").is_file():
        raise NNKitError(f"{folder} holds something else already: name an empty folder.")
    known = exercise_names()
    for name in names:
        if name not in known:
            raise NNKitError(f"There is no exercise {name!r}. Known: {', '.join(known)}.")
    for name in list(names) or known:
        exercise = load_exercise(name)
        text = (solutions / f"{name}.ipynb").read_text("utf-8")
        notebook = as_assignment(json.loads(text), exercise.problems)
        target = folder / "source" / name / f"{name}.ipynb"
        write_whole(target, f"{json.dumps(notebook, indent=1, ensure_ascii=False)}\n".encode())
        yield f"{name}: {exercise.max_score:g} points, {len(exercise.problems)} problems"
    write_whole(folder / "nbgrader_config.py", CONFIG.encode())
    yield f"Next: cd {folder}; nbgrader generate_assignment {next(iter(list(names) or known))}"


def as_assignment(notebook: dict[str, Any], problems: dict[str, Problem]) -> dict[str, Any]:
    """Return a solution notebook with nbgrader's metadata in its answer and check cells."""
    for cell in notebook["cells"]:
        tags, own = cell["metadata"].get("tags", []), cell["metadata"].get("nnkit", {})
        problem = problems.get(own.get("problem", ""))
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
        if problem is None:
            continue
        mark = {"schema_version": SCHEMA, "grade_id": own["id"], "task": False}
        if "answer" in tags:
            mark |= {"grade": False, "solution": True, "locked": False}
        elif "check" in tags:
            cell["source"] = TEST.format(id=problem.id)
            mark |= {"grade": True, "solution": False, "locked": True, "points": float(problem.points)}
        cell["metadata"]["nbgrader"] = mark
    return notebook
