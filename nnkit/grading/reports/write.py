"""``nnkit report``: from a gradebook and a policy to text, pages and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from nnkit.content import solutions_root
from nnkit.errors import NNKitError
from nnkit.files import write_whole
from nnkit.grading.cohort.gradebook import Gradebook
from nnkit.grading.cohort.policy import grades, read_policy
from nnkit.grading.problems import ContentError
from nnkit.grading.reports.instructor import as_lines, as_page
from nnkit.grading.reports.learner import write_reports
from nnkit.grading.reports.similarity import alike
from nnkit.grading.reports.statistics import statistics
from nnkit.grading.reports.tables import as_json, canvas, moodle
from nnkit.grading.submissions.exercise import load_exercise


def write_everything(gradebook: Path, policy: Path | None, files: Mapping[str, Path]) -> Iterator[str]:
    """Yield the report as lines, and write what is asked for: html, learners, canvas, moodle, json.

    Raises
    ------
    NNKitError : if the gradebook or the policy cannot be read, or a file cannot be written.
    """
    rules = read_policy(policy)
    with Gradebook(gradebook) as book:
        counting = grades(book, rules)
        if not counting:
            raise NNKitError(f"{gradebook} holds no submissions yet.")
        exercises = statistics(book, counting)
        pairs = alike(book.answers(), _solutions({grade.exercise for grade in counting}))
        yield from as_lines(counting, exercises, pairs)
        for name, make in {"canvas": canvas, "moodle": moodle, "json": as_json}.items():
            if name in files:
                yield _written(files[name], make(counting))
        if "html" in files:
            yield _written(files["html"], as_page(counting, exercises, pairs))
        if "learners" in files:
            yield from write_reports(book, counting, files["learners"])
            yield f"Written: a report for each learner in {files['learners']}"


def _solutions(exercises: set[str]) -> dict[str, str]:
    """Return the course's own answers, which nobody copied from a neighbour."""
    found: dict[str, str] = {}
    if solutions_root() is None:
        return found
    for name in exercises:
        try:
            found |= load_exercise(name).references
        except ContentError:  # an exercise of another course, or an older one
            continue
    return found


def _written(path: Path, text: str) -> str:
    """Write a file whole or not at all, and say so."""
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise NNKitError(f"The report could not be written to {path}: {error.strerror}.") from None
    return f"Written: {path}"
