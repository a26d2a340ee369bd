"""``nnkit lab``: lay the notebooks into the learner's folder without ever overwriting the learner's work."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from nnkit.errors import NNKitError
from nnkit.files import remove_abandoned, write_whole
from nnkit.tools.manifest import Entry, Manifest, load_manifest

DEFAULT_WORKSPACE = "~/nnkit-course"
FOLDERS = ("course", "exercises")


class WorkspaceError(NNKitError):
    """The workspace cannot be used; the message says why and what to do."""


@dataclass
class LayReport:
    """What ``lay`` did; each list holds paths relative to the workspace."""

    workspace: Path
    laid: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The report to print: one line of counts, then one line for each thing to know."""
        counts = [
            f"{len(names)} {word}"
            for names, word in (
                (self.laid, "new"),
                (self.replaced, "brought up to date"),
                (self.kept, "yours, kept"),
            )
            if names
        ]
        return [f"Course in {self.workspace}: {', '.join(counts) or 'up to date'}.", *self.notes]


def lay(source_root: Path, workspace: Path, version: str) -> LayReport:
    """Lay course and exercise notebooks into a workspace.

    A missing file is laid. A file that is as we laid it is brought up to date. A file that the learner has
    changed is never touched; if ours is new as well, it is laid beside it, once, under a name not yet taken.

    Parameters
    ----------
    source_root : holds ``course`` and ``exercises``.
    workspace : the learner's folder; made if missing.
    version : of nnkit; part of the name of a version laid beside.

    Raises
    ------
    WorkspaceError : if the folder is no place for a workspace, or cannot be written.
    """
    ours = [path for folder in FOLDERS for path in sorted((source_root / folder).glob("*.ipynb"))]
    if not ours:
        raise WorkspaceError(f"{source_root} holds no notebooks. In a checkout, make them with: nnkit build")
    workspace = _usable(source_root, workspace)
    report = LayReport(workspace)
    try:
        manifest, damaged = load_manifest(_inside(workspace, workspace / ".nnkit") / "manifest.json")
        if damaged is not None:
            report.notes.append(
                f"The record of what was laid ({manifest.path.name}) was damaged and is now {damaged.name}. "
                "Nothing of yours is overwritten; new versions are laid beside your files."
            )
        for folder in FOLDERS:
            remove_abandoned(_inside(workspace, workspace / folder))
        for path in ours:
            name = f"{path.parent.name}/{path.name}"
            if _lay_one(path.read_bytes(), name, manifest, report, version):
                manifest.save()
        if not manifest.path.exists():
            manifest.save()
    except OSError as error:
        raise WorkspaceError(
            f"Cannot write to {error.filename or workspace}: {error.strerror or error}. "
            "Make room or give yourself the right to write there, or choose another folder: nnkit lab FOLDER"
        ) from error
    return report


def _usable(source_root: Path, workspace: Path) -> Path:
    """Return the workspace's real path, made if missing; refuse a file and the course's own folders."""
    try:
        workspace = workspace.expanduser().resolve()
        root = source_root.resolve()
        if workspace.is_relative_to(root):
            raise WorkspaceError(
                f"{workspace} is inside {root}, which holds the originals. "
                f"Choose a folder elsewhere, as in: nnkit lab {DEFAULT_WORKSPACE}"
            )
        if workspace.exists() and not workspace.is_dir():
            raise WorkspaceError(
                f"{workspace} is a file; expected a folder. Choose another: nnkit lab FOLDER"
            )
        workspace.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: no home folder, or links in a circle
        raise WorkspaceError(
            f"Cannot make {workspace}: {getattr(error, 'strerror', None) or error}. "
            "Choose another folder: nnkit lab FOLDER"
        ) from error
    return workspace


def _inside(workspace: Path, folder: Path) -> Path:
    """Return a folder of the workspace, made if missing; a link that leads out of it is refused."""
    if not folder.resolve().is_relative_to(workspace):
        raise WorkspaceError(
            f"{folder} is a link to {folder.resolve()}, outside the workspace, and is not followed. "
            "Remove the link, or choose another folder: nnkit lab FOLDER"
        )
    folder.mkdir(exist_ok=True)
    return folder


def _lay_one(content: bytes, name: str, manifest: Manifest, report: LayReport, version: str) -> bool:
    """Lay one notebook by the rules of ``lay``; return whether the manifest has changed."""
    target, ours, entry = report.workspace / name, fingerprint(content), manifest.entry(name)
    if target.is_symlink() or target.is_dir():
        report.kept.append(name)
        report.notes.append(
            f"{name} is a {'link' if target.is_symlink() else 'folder'} of yours: left alone."
        )
        return False
    theirs = fingerprint(target.read_bytes()) if target.exists() else None
    if theirs is None or (theirs == entry.laid and theirs != ours):
        write_whole(target, content)
        (report.laid if theirs is None else report.replaced).append(name)
    elif theirs != ours:
        report.kept.append(name)
        if ours == entry.laid or ours in entry.offered:
            return False
        beside = _lay_beside(target, content, version)
        report.offered.append(f"{target.parent.name}/{beside.name}")
        report.notes.append(
            f"{name} holds your work and was left alone; its new version is beside it, {beside.name}. "
            "To take it, copy your answers into it and rename it over yours; to keep yours, delete it."
        )
        entry.offered.append(ours)
        return True
    known = Entry(laid=ours)
    changed = manifest.files[name] != known
    manifest.files[name] = known
    return changed


def _lay_beside(target: Path, content: bytes, version: str) -> Path:
    """Lay a new version beside the learner's file under the first free name; reuse an equal one."""
    number = 1
    while True:
        more = f"-{number}" if number > 1 else ""
        beside = target.with_name(f"{target.stem}.new-{version}{more}.ipynb")
        if not beside.exists() and not beside.is_symlink():
            write_whole(beside, content)
            return beside
        if beside.is_file() and beside.read_bytes() == content:
            return beside
        number += 1


def fingerprint(content: bytes) -> str:
    """Return the sha256 of a notebook's work, so that only a change that matters counts as one.

    Left out are the kernel's name and language, which JupyterLab writes on merely opening a notebook, and
    our version number, which moves with every release. What is not JSON is hashed as it is.
    """
    try:
        notebook = json.loads(content)
        for key in ("kernelspec", "language_info"):
            notebook["metadata"].pop(key, None)
        notebook["metadata"].get("nnkit", {}).pop("version", None)
        content = json.dumps(notebook, sort_keys=True).encode()
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        pass
    return hashlib.sha256(content).hexdigest()
