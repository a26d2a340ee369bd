"""The scripts and styles of the widgets, read from the files beside this one."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def read(*names: str) -> str:
    """Return these files, one after the other, as one text."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)
