"""Opening what `nnkit submit` packed: a zip of unknown origin, of which two members are read and no more."""

from __future__ import annotations

import hashlib
import json
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nnkit.errors import NNKitError
from nnkit.grading.submissions.notebook_json import MAX_BYTES, UnreadableNotebook

MANIFEST = "manifest.json"
MAX_MANIFEST = 64 * 1024
MAX_MEMBERS = 16
LONGEST_ID = 100
MAX_HINTS = 100


@dataclass(frozen=True)
class Bundle:
    """A submission as packed: who, what, when (as the learner's machine told), and the notebook.

    ``hints`` counts the hints taken for each problem, as the learner's machine remembers them.
    """

    learner: str
    exercise: str
    created: str
    notebook: str
    data: bytes
    hints: dict[str, int]


def learner_id(text: str) -> str:
    """Return a learner id without surrounding spaces, or raise NNKitError if it cannot be one."""
    name = unicodedata.normalize("NFC", text).strip()
    if not name or set(name) <= {"."}:
        raise NNKitError(f"A learner id is needed, such as your name or student number; got {text!r}.")
    if len(name) > LONGEST_ID:
        raise NNKitError(f"A learner id has at most {LONGEST_ID} characters; got {len(name)}.")
    if any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in name):
        raise NNKitError(f"A learner id has no control characters; got {text!r}.")
    return name


def read_bundle(path: Path) -> Bundle:
    """Read a bundle without unpacking it.

    Raises
    ------
    UnreadableNotebook : with the reason in words.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableNotebook(f"The file is larger than {MAX_BYTES // 2**20} MiB.")
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > MAX_MEMBERS:
                raise UnreadableNotebook("The zip file holds more than a submission does.")
            manifest = _manifest(_member(archive, MANIFEST, MAX_MANIFEST))
            data = _member(archive, manifest["notebook"], MAX_BYTES)
    except UnreadableNotebook:
        raise
    except Exception as error:  # zipfile raises many kinds, a damaged or hostile file finds them all
        raise UnreadableNotebook(f"The zip file is damaged ({type(error).__name__}).") from None
    if hashlib.sha256(data).hexdigest() != manifest["sha256"]:
        raise UnreadableNotebook(
            "The notebook in the zip file is not the one that was packed: it was changed."
        )
    try:
        learner = learner_id(manifest["learner"])
    except NNKitError as error:
        raise UnreadableNotebook(f"The bundle's manifest: {error}") from None
    told = (manifest["exercise"], manifest["created"], manifest["notebook"])
    return Bundle(learner, *told, data, manifest["hints"])


def _member(archive: zipfile.ZipFile, name: str, cap: int) -> bytes:
    try:
        member = archive.getinfo(name)
    except KeyError:
        raise UnreadableNotebook(
            f"The zip file holds no {name[:80]!r}: it was not made by `nnkit submit`."
        ) from None
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or member.flag_bits & 1:
        raise UnreadableNotebook("The zip file is encrypted or packed in an unusual way.")
    with archive.open(member) as file:
        data = file.read(cap + 1)  # whatever size the directory claims
    if len(data) > cap:
        raise UnreadableNotebook(f"{name[:80]!r} in the zip file is larger than {cap:,} bytes unpacked.")
    return data


def _manifest(data: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        manifest = None
    wanted = ("learner", "exercise", "created", "notebook", "sha256")
    if not isinstance(manifest, dict) or not all(isinstance(manifest.get(key), str) for key in wanted):
        raise UnreadableNotebook("The bundle's manifest is damaged, or not one of `nnkit submit`.")
    try:
        datetime.fromisoformat(manifest["created"])
    except ValueError:
        raise UnreadableNotebook(
            "The bundle's manifest is damaged: it does not say when it was made."
        ) from None
    name = manifest["notebook"]
    if "/" in name or "\\" in name or not name.endswith(".ipynb"):
        raise UnreadableNotebook(f"The bundle's manifest names {name[:80]!r}, which is not a notebook in it.")
    return {key: manifest[key] for key in wanted} | {"hints": _hints(manifest.get("hints"))}


def _hints(told: object) -> dict[str, int]:
    """Keep what can be a count of hints; nothing depends on it but a statistic."""
    items = [*told.items()][:MAX_HINTS] if isinstance(told, dict) else []
    return {str(id)[:LONGEST_ID]: n for id, n in items if type(n) is int and 0 <= n <= 3}
