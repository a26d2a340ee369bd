"""Telling whether a notebook on disk is what its source makes, executing nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nnkit.tools.notebooks import nbf, to_text
from nnkit.tools.still import WIDGET_VIEW
from nnkit.tools.stubs import leaks


def difference(wanted: Any, path: Path, source_text: str, *, executed: bool) -> str | None:
    """Return, in a few words, how a notebook on disk differs from what it should be; None if it does not.

    Parameters
    ----------
    wanted : the unexecuted notebook that the source makes.
    path : the notebook on disk.
    source_text : the source, to look for solution lines in an exercise.
    executed : whether the notebook is stored with its outputs; if not, it may hold none.
    """
    if not path.is_file():
        return "is missing"
    try:
        text = path.read_text(encoding="utf-8")
        found = nbf.reads(text, as_version=nbf.NO_CONVERT)
        nbf.validate(found)
    except Exception as error:  # nbformat raises many kinds; all mean the same here
        return f"is not a notebook ({type(error).__name__})"
    if not executed and (lines := leaks(source_text, text)):
        return f"gives away a solution line: {lines[0]}"
    return (
        _notebook_difference(wanted, found)
        or next((d for pair in zip(wanted.cells, found.cells, strict=True) if (d := _cells(*pair))), None)
        or next((d for cell in found.cells if (d := _stored(cell, executed=executed))), None)
        or (None if to_text(found) == text else "is written in another form (saved by an editor)")
    )


def _notebook_difference(wanted: Any, found: Any) -> str | None:
    if "widgets" in found.metadata:
        return "holds saved widget state, which makes static viewers ignore the pictures"
    for key in sorted(set(wanted.metadata) | set(found.metadata)):
        if wanted.metadata.get(key) != found.metadata.get(key):
            return f"notebook metadata {key!r} differs"
    if (found.nbformat, found.nbformat_minor) != (wanted.nbformat, wanted.nbformat_minor):
        return "notebook format differs"
    if len(wanted.cells) != len(found.cells):
        return f"has {len(found.cells)} cells, its source {len(wanted.cells)}"
    return None


def _cells(wanted: Any, found: Any) -> str | None:
    for what, name in (
        ("cell_type", "type"),
        ("source", "text"),
        ("id", "id"),
        ("metadata", "tags or metadata"),
    ):
        if wanted.get(what) != found.get(what):
            return f"cell {wanted.id}: {name} differs"
    return None


def _stored(cell: Any, *, executed: bool) -> str | None:
    """Return what is wrong with a cell's stored outputs."""
    if cell.cell_type != "code":
        return None
    if not executed:
        kept = bool(cell.outputs) or cell.execution_count is not None
        return f"cell {cell.id}: an exercise is stored without outputs" if kept else None
    if cell.execution_count is None:
        return f"cell {cell.id}: not executed, so nbval would compare nothing"
    for output in cell.outputs:
        if WIDGET_VIEW in output.get("data", {}):
            return f"cell {cell.id}: holds a live widget, which shows nothing without a kernel"
        if output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", []):
            return f"cell {cell.id}: holds an error, {output.ename}"
    return None
