"""The record of what was laid into a workspace: how a learner's own work is told from ours."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from nnkit.files import write_whole

FORMAT = 1
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass
class Entry:
    """One file: the fingerprint of what we laid ("" if never) and of what we offered beside it since."""

    laid: str = ""
    offered: list[str] = field(default_factory=list)


@dataclass
class Manifest:
    """Relative path -> entry, kept in ``.nnkit/manifest.json`` of a workspace."""

    path: Path
    files: dict[str, Entry] = field(default_factory=dict)

    def entry(self, name: str) -> Entry:
        """Return the entry of a file, empty if nothing is known of it."""
        return self.files.setdefault(name, Entry())

    def save(self) -> None:
        """Write the manifest whole."""
        files = {
            name: {"laid": entry.laid, "offered": entry.offered} for name, entry in sorted(self.files.items())
        }
        text = json.dumps({"format": FORMAT, "files": files}, indent=1, ensure_ascii=False)
        write_whole(self.path, (text + "\n").encode())


def load_manifest(path: Path) -> tuple[Manifest, Path | None]:
    """Read a manifest; a damaged one is set aside.

    Returns
    -------
    The manifest (empty if there was none or it was damaged), and where a damaged one was put, else None.
    """
    manifest = Manifest(path)
    if not path.exists() and not path.is_symlink():
        return manifest, None
    try:
        if path.is_symlink():
            raise ValueError("a link is not ours")
        manifest.files = _read(path.read_text(encoding="utf-8"))
    except (ValueError, IsADirectoryError):  # not UTF-8, not JSON, or not what we write
        return manifest, _set_aside(path)
    return manifest, None


def _read(text: str) -> dict[str, Entry]:
    content = json.loads(text)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError("not a manifest")
    files = content.get("files")
    if not isinstance(files, dict):
        raise ValueError("no files")
    return {name: _entry(value) for name, value in files.items()}


def _entry(value: object) -> Entry:
    if not isinstance(value, dict):
        raise ValueError("an entry is not a record")
    laid, offered = value.get("laid"), value.get("offered")
    if not isinstance(laid, str) or not isinstance(offered, list):
        raise ValueError("an entry lacks its hashes")
    if not all(isinstance(h, str) and _HASH.fullmatch(h) for h in [*offered, *([laid] if laid else [])]):
        raise ValueError("an entry holds no hash")
    return Entry(laid, offered)


def _set_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    number, aside = 1, path.with_name(f"manifest.damaged-{stamp}.json")
    while aside.exists() or aside.is_symlink():
        number += 1
        aside = path.with_name(f"manifest.damaged-{stamp}-{number}.json")
    path.rename(aside)
    return aside
