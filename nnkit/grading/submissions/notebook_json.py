"""A notebook file of unknown origin, taken apart without believing anything in it.

Only format 4 is read, with size caps. What a notebook may lack (cell ids, metadata, tags) is filled in; what
makes it unreadable is told in one sentence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nnkit.errors import NNKitError

MAX_BYTES = 32 * 2**20
MAX_CELLS = 2000


class UnreadableNotebook(NNKitError):
    """A file that cannot be read as a notebook, or as one of the exercises."""


@dataclass(frozen=True)
class CodeCell:
    """One code cell: where it is (from 1), its id, the id that its metadata repeat, tags, problem, source."""

    number: int
    id: str
    own_id: str
    tags: frozenset[str]
    problem: str
    source: str


@dataclass(frozen=True)
class Notebook:
    """The code cells of a notebook, and the name that nnkit gave it ("exercises/06_softmax"), or ""."""

    name: str
    cells: tuple[CodeCell, ...]


def read_bytes(path: Path) -> bytes:
    """Return the content of a file, if it is not too large for a notebook."""
    try:
        if not path.is_file():
            raise UnreadableNotebook(f"{path.name} is not a file.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableNotebook(f"{path.name} cannot be opened: {error.strerror}.") from None
    if len(data) > MAX_BYTES:
        raise UnreadableNotebook(
            f"The file is larger than {MAX_BYTES // 2**20} MiB. "
            "Clear the outputs of the notebook and save it again."
        )
    return data


def parse(data: bytes) -> Notebook:
    """Take a notebook file apart.

    Raises
    ------
    UnreadableNotebook : with the reason in words.
    """
    content = _json(data)
    if not isinstance(content, dict):
        raise UnreadableNotebook("The file is JSON, but not a notebook.")
    if content.get("nbformat") != 4:
        if isinstance(content.get("nbformat"), int) and content["nbformat"] < 4:
            raise UnreadableNotebook(
                f"The notebook is in the old format {content['nbformat']}. "
                "Open it in JupyterLab and save it again."
            )
        raise UnreadableNotebook("The file is JSON, but not a notebook of format 4.")
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise UnreadableNotebook("The notebook is damaged: it has no list of cells.")
    if len(cells) > MAX_CELLS:
        raise UnreadableNotebook(f"The notebook has {len(cells):,} cells; at most {MAX_CELLS:,} are read.")
    name = _dict(_dict(content.get("metadata")).get("nnkit")).get("notebook")
    found = (_cell(cell, number) for number, cell in enumerate(cells, 1))
    return Notebook(_text(name), tuple(cell for cell in found if cell))


def _json(data: bytes) -> Any:
    if not data.strip():
        raise UnreadableNotebook("The file is empty.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableNotebook("The file is not a notebook: it is not even text.") from None
    try:
        return json.loads(text)
    except RecursionError:
        raise UnreadableNotebook("The file is not a notebook: it is nested without end.") from None
    except ValueError as error:
        line = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        if any(row.startswith("<<<<<<< ") for row in text.splitlines()):
            raise UnreadableNotebook(
                f"The notebook holds the marks of a merge conflict{line}. Resolve it and save it again."
            ) from None
        raise UnreadableNotebook(
            f"The file is not a notebook, or only a part of one: its JSON breaks off or is wrong{line}."
        ) from None


def _cell(cell: Any, number: int) -> CodeCell | None:
    if not isinstance(cell, dict):
        raise UnreadableNotebook(f"The notebook is damaged: its cell {number} is not a cell.")
    if cell.get("cell_type") != "code":
        return None
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise UnreadableNotebook(f"The notebook is damaged: the source of its cell {number} is not text.")
    metadata = _dict(cell.get("metadata"))
    own = _dict(metadata.get("nnkit"))
    tags = metadata.get("tags")
    return CodeCell(
        number,
        _text(cell.get("id")),
        _text(own.get("id")),
        frozenset(_text(tag) for tag in tags) if isinstance(tags, list) else frozenset(),
        _text(own.get("problem")),
        source.encode("utf-8", "replace").decode().replace("\r\n", "\n"),
    )


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) and len(value) <= 200 else ""
