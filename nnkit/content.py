"""Where the course's own files are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def version_string() -> str:
    """Return the installed version of nnkit, or "0" when it runs from a bare folder."""
    try:
        return version("nnkit")
    except PackageNotFoundError:
        return "0"


def content_root() -> Path:
    """Return the folder that holds ``course`` and ``exercises``.

    A wheel carries them in ``nnkit/_content``; in a checkout they are the package's neighbours.
    """
    packed = _PACKAGE / "_content"
    return packed if packed.is_dir() else _PACKAGE.parent


def solutions_root() -> Path | None:
    """Return the instructor's ``solutions`` folder of this checkout, or None where there is none.

    Solutions and hidden checks are never part of a wheel, so only a checkout has them.
    """
    folder = _PACKAGE.parent / "solutions"
    return folder if (folder / "hidden").is_dir() else None
