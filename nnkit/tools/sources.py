"""Reading one notebook source (py:percent) and refusing whatever is malformed, with file and line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jupytext

from nnkit.errors import NNKitError

BEGIN, STUB, END = "### BEGIN SOLUTION", "### STUB", "### END SOLUTION"
ROLES = ("answer", "check")
_MARKER = re.compile(r"\s*#+\s*(BEGIN SOLUTION|END SOLUTION|STUB)\s*", re.IGNORECASE)
_PROBLEM = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*\.[a-z0-9]+(_[a-z0-9]+)*")
_HEADER = re.compile(r"\s*# ?%%(\s|$)")
_BAD_TAGS = re.compile(r"\s*# ?%%.*\btags=(?!\[\s*\"[^\]]*\"\s*\])")
_KEPT_METADATA = ("jupyter", "editable", "deletable")  # besides tags and problem
_READERS_OWN = ("lines_to_next_cell", "cell_marker")  # jupytext's notes to itself


class BuildError(NNKitError):
    """A source is malformed, or a cell failed; the message names the file and the line."""


@dataclass(frozen=True)
class SourceCell:
    """One cell as written: its text, its tags, and the line of the source where its text starts."""

    kind: str
    source: str
    line: int
    tags: tuple[str, ...] = ()
    problem: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def role(self) -> str | None:
        """The word answer or check for a cell that belongs to a problem, else None."""
        return next((role for role in ROLES if role in self.tags), None)


def read_source(path: Path, *, solutions: bool) -> list[SourceCell]:
    """Read a source and check its cells: roles, problem ids, and where solution markers may stand.

    Parameters
    ----------
    path : the py:percent file.
    solutions : whether this is an exercise with answers, where answer cells hold solution blocks.

    Raises
    ------
    BuildError : for the first malformed cell, with file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BuildError(f"{path}: cannot be read as UTF-8 text: {error}.") from error
    try:
        notebook = jupytext.reads(text, fmt="py:percent")
    except Exception as error:  # above all nbformat's refusal of metadata of the wrong type
        numbered = enumerate(text.splitlines(), start=1)
        line = next((number for number, words in numbered if _BAD_TAGS.match(words)), 1)
        what = str(error).partition("\n")[0]
        raise BuildError(f'{path}:{line}: {what}. Write tags as a list of words: tags=["answer"].') from error
    lines = _first_lines(text, [cell.source for cell in notebook.cells])
    cells = [_read_cell(path, cell, line) for cell, line in zip(notebook.cells, lines, strict=True)]
    cells = [cell for cell in cells if cell.source]
    if not cells:
        raise BuildError(f"{path}:1: expected cells that start with `# %%`, got none.")
    seen: dict[str, int] = {}
    for cell in cells:
        _check_markers(path, cell, solutions=solutions)
        if cell.problem is None:
            continue
        name = hyphenated(cell)
        if name in seen:
            raise BuildError(
                f"{path}:{cell.line}: a second {cell.role} cell for {cell.problem} "
                f"(the first is at line {seen[name]}). Give each problem an id of its own."
            )
        seen[name] = cell.line
    return cells


def hyphenated(cell: SourceCell) -> str:
    """Return the id of a problem's cell: ``answer-softmax-stable`` for the answer to softmax.stable."""
    return f"{cell.role}-{cell.problem}".replace(".", "-").replace("_", "-")


def is_marker(line: str) -> str | None:
    """Return which marker a line is, or None; a marker that is misspelt in case or spacing still is one."""
    match = _MARKER.fullmatch(line)
    return None if match is None else f"### {match.group(1).upper()}"


def _first_lines(text: str, sources: list[str]) -> list[int]:
    """Find the line (from 1) on which each cell's text starts; a cell's own lines hide no header."""
    lines = text.splitlines()
    starts, at = [], 0
    for source in sources:
        header = next((i for i in range(at, len(lines)) if _HEADER.match(lines[i])), at)
        at = header + 1
        while at < len(lines) and not lines[at].strip():
            at += 1
        starts.append(min(at + 1, max(len(lines), 1)))
        body = source.strip("\n")
        at = at + body.count("\n") + 1 if body else header + 1
    return starts


def _read_cell(path: Path, cell: Any, line: int) -> SourceCell:
    where = f"{path}:{line}"
    metadata = {key: value for key, value in cell.metadata.items() if key not in _READERS_OWN}
    if "incorrectly_encoded_metadata" in metadata:
        raise BuildError(
            f"{where}: cannot read the cell's metadata `{metadata['incorrectly_encoded_metadata']}`. "
            'Write it as in `# %% problem="softmax.stable" tags=["answer"]`.'
        )
    tags, problem = metadata.pop("tags", []), metadata.pop("problem", None)
    unknown = [key for key in metadata if key not in _KEPT_METADATA]
    if unknown:
        known = ", ".join(("tags", "problem", *_KEPT_METADATA))
        raise BuildError(f"{where}: unknown cell metadata {unknown[0]!r}; expected one of {known}.")
    roles = [role for role in ROLES if role in tags]
    if problem is None and roles:
        raise BuildError(f'{where}: a cell tagged {roles[0]} needs problem="SET.NAME" as well.')
    if problem is not None:
        if not isinstance(problem, str) or not _PROBLEM.fullmatch(problem) or len(problem) > 50:
            raise BuildError(
                f'{where}: expected problem="SET.NAME" in lower case, as "softmax.stable", got {problem!r}.'
            )
        if len(roles) != 1 or cell.cell_type != "code":
            got = " and ".join(roles) or "neither"
            raise BuildError(
                f"{where}: the cell of {problem} must be a code cell with exactly one of the tags "
                f"answer and check, got {got} on a {cell.cell_type} cell."
            )
    return SourceCell(cell.cell_type, cell.source.strip("\n"), line, tuple(tags), problem, metadata)


def _check_markers(path: Path, cell: SourceCell, *, solutions: bool) -> None:
    """Check that markers stand only in answer cells of exercises, properly paired and spelt."""
    state, begun_at = "outside", 0
    for line, text in enumerate(cell.source.splitlines(), start=cell.line):
        marker, where = is_marker(text), f"{path}:{line}"
        if marker is None:
            if state == "stub" and text.strip() and not text.lstrip().startswith("#"):
                raise BuildError(
                    f"{where}: after {STUB} every line must be a comment, `# code`, got `{text.strip()}`."
                )
            continue
        if text.strip() != marker:
            raise BuildError(f"{where}: expected `{marker}`, got `{text.strip()}`.")
        if not solutions or cell.role != "answer":
            here = "an answer cell" if solutions else "an exercise (solutions/source), never in a chapter"
            raise BuildError(f"{where}: `{marker}` may only stand in {here}.")
        if marker == BEGIN:
            if state != "outside":
                raise BuildError(f"{where}: `{BEGIN}` inside the block that begins at line {begun_at}.")
            state, begun_at = "solution", line
        elif state == "outside" or (marker == STUB and state == "stub"):
            raise BuildError(f"{where}: `{marker}` without `{BEGIN}` before it, or given twice.")
        else:
            state = "stub" if marker == STUB else "outside"
    if state != "outside":
        raise BuildError(f"{path}:{begun_at}: `{BEGIN}` without `{END}` in the same cell.")
    if solutions and cell.role == "answer" and not begun_at:
        raise BuildError(
            f"{path}:{cell.line}: the answer to {cell.problem} has no `{BEGIN}` block, so the exercise would "
            "give it away."
        )
