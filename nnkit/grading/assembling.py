"""``assemble``: the learner's own answers from earlier sets, put together in one cell of this one."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nnkit.content import content_root
from nnkit.grading.feedback import framed, markup
from nnkit.grading.learner.progress import Progress
from nnkit.grading.learner.progress_file import workspace
from nnkit.grading.problems import Problem
from nnkit.grading.shown import Shown, notebook_shell
from nnkit.grading.submissions.notebook_json import Notebook, UnreadableNotebook, parse, read_bytes
from nnkit.grading.submissions.reading import same_code

PASSED, OPEN, ABSENT = "passed", "not passed yet", "not answered yet"


@dataclass(frozen=True)
class Part:
    """A problem's answer as it stands in the learner's folder: its notebook, its state, its code."""

    problem: str
    sheet: str
    state: str
    code: str


def collect(problem: Problem, folder: Path, progress: Progress) -> list[Part]:
    """Find the learner's answers to the parts of a problem in the notebooks of a folder.

    A notebook that cannot be read counts as one without answers.
    """
    answers: dict[str, tuple[str, str]] = {}
    for path in sorted(folder.glob("[0-9][0-9]_*.ipynb")):
        handed_out = dict(_answers(content_root() / "exercises" / path.name))
        for id, code in _answers(path):
            if not same_code(code, handed_out.get(id, "")):
                answers.setdefault(id, (path.stem, code.strip()))
    parts = []
    for id in problem.parts:
        sheet, code = answers.get(id, ("", ""))
        state = PASSED if progress.problem(id)["status"] == "passed" else OPEN
        parts.append(Part(id, sheet, state if code else ABSENT, code))
    return parts


def as_cell(parts: Iterable[Part]) -> str:
    """Return the code of the parts that there are, each under a comment that says where it is from."""
    return "\n\n\n".join(f"# {part.sheet}, {part.problem}\n{part.code}" for part in parts if part.code)


def assembled(problem: Problem) -> Shown:
    """Put the parts of a problem into the cell that runs this, in place of the call, and say what was found.

    Nothing is changed where nothing was found. An editor that cannot replace a cell still shows the code.
    """
    if not problem.parts:
        return Shown(f"`{problem.id}` is not made of earlier answers: write it yourself.")
    parts = collect(problem, workspace() / "exercises", Progress.current())
    code, lines = as_cell(parts), _report(parts)
    if not code:
        lines = [
            f"None of the {len(parts)} functions has been answered in this folder yet.",
            "Answer the exercises of the earlier chapters first, or write the functions here.",
        ]
        return Shown("\n".join(lines))
    shell = notebook_shell()
    if shell is not None:
        shell.set_next_input(code, replace=True)
    lines.append("Your code now stands in this cell. Run it once more.")
    said = "".join(f"<p>{markup(line)}</p>" for line in lines)
    more = "<details><summary>The cell did not change? Copy the code</summary>"
    more += f"<pre>{html.escape(code)}</pre></details>"
    return Shown("\n".join(lines), framed(f'<div class="nnkit-say">{said}</div>{more}', "calm", ""))


def _answers(path: Path) -> list[tuple[str, str]]:
    try:
        notebook: Notebook = parse(read_bytes(path))
    except UnreadableNotebook:
        return []
    return [(cell.problem, cell.source) for cell in notebook.cells if cell.problem and "answer" in cell.tags]


def _report(parts: list[Part]) -> list[str]:
    lines = []
    for state, sentence in (
        (PASSED, "Yours, and passed"),
        (OPEN, "Yours, but its own check has not passed yet"),
        (ABSENT, "Not answered yet: write it here, or go back to its exercise"),
    ):
        found = [f"`{part.problem}`" for part in parts if part.state == state]
        if found:
            lines.append(f"{sentence}: {', '.join(found)}.")
    return lines
