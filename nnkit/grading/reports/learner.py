"""What a learner gets back: a page, a text, and the notebook with the feedback where the checks stood.

They say what the check cells say, for hidden checks as well; of those neither inputs nor values are told.
"""

from __future__ import annotations

import html
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nnkit.errors import NNKitError
from nnkit.files import write_whole
from nnkit.grading.cohort.gradebook import Gradebook
from nnkit.grading.cohort.policy import Grade
from nnkit.grading.feedback import clean, to_html, to_text
from nnkit.grading.reports.page import page
from nnkit.grading.submissions.bundle import read_bundle
from nnkit.grading.submissions.notebook_json import MAX_BYTES, UnreadableNotebook, parse
from nnkit.grading.submissions.submit import slug
from nnkit.grading.verdict import Verdict, verdict_from


def write_reports(book: Gradebook, grades: Sequence[Grade], folder: Path) -> Iterator[str]:
    """Write FOLDER/LEARNER/EXERCISE.html, .txt and .ipynb for each grade; yield a line for what is missing.

    A report of the same name is replaced: it is ours, and made from the gradebook again.

    Raises
    ------
    NNKitError : if the folder cannot be written to.
    """
    rows = {row["id"]: row for row in book.submissions()}
    for grade in grades:
        entry = json.loads(rows[grade.submission]["entry"])
        verdicts = [verdict_from(told) for told in entry.get("problems", [])]
        place = folder / slug(grade.learner)
        try:
            write_whole(
                place / f"{grade.exercise}.html", as_page(grade, verdicts, entry.get("notes", [])).encode()
            )
            write_whole(
                place / f"{grade.exercise}.txt", as_text(grade, verdicts, entry.get("notes", [])).encode()
            )
            try:
                notebook = with_feedback(_submitted(Path(entry["notebook"])), verdicts)
            except (UnreadableNotebook, OSError, KeyError, zipfile.BadZipFile) as error:
                said = getattr(error, "strerror", None) or str(error)
                yield f"{clean(grade.learner)}, {grade.exercise}: no notebook with feedback: {clean(said)}"
            else:
                write_whole(place / f"{grade.exercise}.ipynb", notebook.encode())
        except OSError as error:
            raise NNKitError(f"The report could not be written to {place}: {error.strerror}.") from None


def as_page(grade: Grade, verdicts: Sequence[Verdict], notes: Sequence[str]) -> str:
    """Return one learner's report on one exercise as a page of its own."""
    remarks = "".join(f"<li>{html.escape(clean(line))}</li>" for line in [*grade.remarks, *notes])
    told = f"<ul>{remarks}</ul>" if remarks else ""
    feedback = "".join(to_html(verdict) for verdict in verdicts)
    return page(
        f"{clean(grade.learner)}: {grade.exercise}",
        f"<p><strong>{grade.score:g} of {grade.max_score:g} points</strong>, attempt {grade.attempt} of "
        f"{grade.attempts}, received {html.escape(grade.received)}.</p>{told}{feedback}",
    )


def as_text(grade: Grade, verdicts: Sequence[Verdict], notes: Sequence[str]) -> str:
    """Return the same as text."""
    lines = [
        f"{clean(grade.learner)}: {grade.exercise}",
        f"{grade.score:g} of {grade.max_score:g} points, attempt {grade.attempt} of {grade.attempts}, "
        f"received {grade.received}",
        *(clean(line) for line in [*grade.remarks, *notes]),
        "",
        *(to_text(verdict) for verdict in verdicts),
    ]
    return "\n".join(lines) + "\n"


def with_feedback(data: bytes, verdicts: Sequence[Verdict]) -> str:
    """Return a notebook with each verdict as the output of its check cell; all else stays as it was.

    Raises
    ------
    UnreadableNotebook : if it is no notebook.
    """
    parse(data)  # refuses what is no notebook, in words
    notebook = json.loads(data.decode("utf-8-sig"))
    by_problem = {verdict.problem: verdict for verdict in verdicts}
    for cell in notebook["cells"]:
        metadata = cell.get("metadata") if isinstance(cell, dict) else None
        own = metadata.get("nnkit") if isinstance(metadata, dict) else None
        tags = metadata.get("tags") if isinstance(metadata, dict) else None
        problem = own.get("problem") if isinstance(own, dict) else None
        if isinstance(tags, list) and "check" in tags and isinstance(problem, str) and problem in by_problem:
            cell["outputs"] = [_output(by_problem.pop(problem))]
            cell["execution_count"] = None
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _output(verdict: Verdict) -> dict[str, Any]:
    data = {"text/html": to_html(verdict), "text/plain": to_text(verdict)}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _submitted(path: Path) -> bytes:
    """Read the notebook that was handed in, also out of a bundle."""
    if path.suffix.lower() == ".zip":
        return read_bundle(path).data
    with path.open("rb") as file:
        return file.read(MAX_BYTES)
