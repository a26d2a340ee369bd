"""What an exported nbgrader course calls while nbgrader works: stubs, learners, hidden checks.

nbgrader runs the tests inside the learner's own kernel, so a notebook that wants to can cheat it; `nnkit
grade` does not have that door. Use this where nbgrader is what the department has.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from nnkit.content import content_root
from nnkit.grading.checks import run_check
from nnkit.grading.diagnosis import judge
from nnkit.grading.learner.progress import Progress
from nnkit.grading.local import LocalLearner
from nnkit.grading.prerequisites import correct_prerequisites
from nnkit.grading.problems import GUEST, load_problems
from nnkit.grading.shown import Result


class OwnStubs(NbGraderPreprocessor):  # type: ignore[misc]
    """In the release, give each answer cell what nnkit's own exercise has there, broken code and all."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """Replace the answers; everything else stays as it is."""
        name = notebook.metadata.nnkit.notebook.rpartition("/")[2]
        handed_out = json.loads((content_root() / "exercises" / f"{name}.ipynb").read_text("utf-8"))
        stubs = {cell["id"]: cell["source"] for cell in handed_out["cells"]}
        for cell in notebook.cells:
            if "answer" in cell.metadata.get("tags", ()):
                source = stubs[cell.metadata.nnkit.id]
                cell.source = source if isinstance(source, str) else "".join(source)
        return notebook, resources


class KnownLearner(NbGraderPreprocessor):  # type: ignore[misc]
    """Before a submission is graded, note whose it is: numbers of one's own follow from the student's id."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """Write the id into the folder in which the notebook will run."""
        folder = Path(resources["metadata"]["path"])
        Progress(folder).set_learner(resources["nbgrader"]["student"])
        return notebook, resources


def check_all(problem_id: str) -> Result:
    """Run visible and hidden checks on the objects of the notebook that calls this."""
    namespace = sys._getframe(1).f_globals
    problems = load_problems(problem_id.partition(".")[0], hidden=True)
    problem, learner_id = problems[problem_id], Progress.current().learner or GUEST
    with correct_prerequisites(problem, problems, namespace, learner_id) as notes:
        runs = [
            run_check(problem, check, LocalLearner(namespace), learner_id=learner_id)
            for check in problem.checks
        ]
    return Result(judge(problem, runs, learner_id=learner_id, notes=notes))
