"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

PREFIX, SUFFIX = ".nnkit-", ".tmp"
_ABANDONED_AFTER = 3600  # seconds; younger ones may belong to another `nnkit` that is running


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` under a temporary name, then put it in place in one step.

    Raises
    ------
    OSError : as the system gives it; whatever was at ``path`` is then still there, and no temporary file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=PREFIX, suffix=SUFFIX)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def remove_abandoned(folder: Path) -> None:
    """Remove temporary files that a killed run left in a folder more than an hour ago."""
    for path in folder.glob(f"{PREFIX}*{SUFFIX}"):
        if path.is_file() and time.time() - path.lstat().st_mtime > _ABANDONED_AFTER:
            path.unlink(missing_ok=True)
