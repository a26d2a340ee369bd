"""A notebook made of source cells: stable ids, tags and metadata; its text on disk."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat

from nnkit.tools.sources import SourceCell, hyphenated
from nnkit.tools.stubs import stubbed

nbf: Any = nbformat  # it carries no types
_NEW = {"code": nbf.v4.new_code_cell, "markdown": nbf.v4.new_markdown_cell, "raw": nbf.v4.new_raw_cell}


def make_notebook(cells: list[SourceCell], path: Path, name: str, version: str) -> Any:
    """Make the unexecuted notebook of a source.

    Parameters
    ----------
    cells : what ``read_source`` returned.
    path : the source, for error messages.
    name : folder and stem, ``exercises/06_softmax``; in ``exercises`` answers become stubs.
    version : of nnkit, kept in the notebook's metadata.
    """
    exercise = name.startswith("exercises/")
    notebook = nbf.v4.new_notebook(metadata=_notebook_metadata(name, version))
    counts: Counter[tuple[str, str]] = Counter()
    for cell in cells:
        source = stubbed(path, cell) if exercise and cell.role == "answer" else cell.source
        if cell.problem:
            cell_id = hyphenated(cell)
        else:
            cell_id = _content_id(cell.kind, source, counts[cell.kind, source])
            counts[cell.kind, source] += 1
        metadata = _cell_metadata(cell, cell_id, compared=not exercise)
        notebook.cells.append(_NEW[cell.kind](source, id=cell_id, metadata=metadata))
    return notebook


def to_text(notebook: Any) -> str:
    """Return a notebook as it is stored: JSON, indent 1, keys sorted, one newline at the end."""
    return str(nbf.writes(notebook, version=4)).rstrip("\n") + "\n"


def _notebook_metadata(name: str, version: str) -> dict[str, Any]:
    return {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "nnkit": {"notebook": name, "version": version},
    }


def _content_id(kind: str, source: str, occurrence: int) -> str:
    """Return 12 hex digits that stay the same while the cell's text does."""
    return hashlib.sha256("\x1f".join((kind, source, str(occurrence))).encode()).hexdigest()[:12]


def _cell_metadata(cell: SourceCell, cell_id: str, *, compared: bool) -> dict[str, Any]:
    """Return a cell's metadata; nbval compares the output of pinned cells of executed notebooks only."""
    tags = list(cell.tags)
    if cell.kind == "code":
        tags.append("nbval-check-output" if compared and "pin" in tags else "nbval-ignore-output")
    metadata: dict[str, Any] = dict(cell.metadata)
    if tags:
        metadata["tags"] = tags
    if cell.problem:
        metadata["problem"] = cell.problem
        metadata["nnkit"] = {"id": cell_id, "problem": cell.problem}
    return metadata
