"""Finding submissions: in folders, in zips of a learning management system, in clones of a classroom.

Whose a notebook is follows, in this order, from the bundle of ``nnkit submit`` that holds it, from a name
pattern that the instructor gives, from the naming of Canvas, Moodle, Gradescope or GitHub Classroom, or from
the folder that holds it. A roster turns whatever name was found into the learner id that it knows.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nnkit.errors import NNKitError
from nnkit.grading.cohort.roster import Roster
from nnkit.grading.submissions.bundle import MANIFEST
from nnkit.grading.submissions.notebook_json import MAX_BYTES

CANVAS = re.compile(r"(?P<learner>[^_]+)_(?:LATE_)?\d+_\d+_(?P<file>.+)", re.IGNORECASE)
MOODLE = re.compile(r"(?P<learner>.+?)_\d+_assignsubmission_file_?")
GRADESCOPE = re.compile(r"(?P<learner>submission_\d+)")
WANTED = (".ipynb", ".zip")
MAX_MEMBERS = 20_000  # of a zip that holds a whole class
MAX_UNPACKED = 8 * 2**30


@dataclass(frozen=True)
class Found:
    """A file to grade: where it is, how it is called in reports, and whose it seems to be.

    ``stem`` is the file's name without what a learning management system put before it.
    """

    path: Path
    shown: str
    learner: str
    stem: str


class Finder:
    """Finds submissions; ``unpacked`` is a folder for what comes out of zips, to be removed afterwards."""

    def __init__(self, unpacked: Path, roster: Roster | None = None, pattern: str = "") -> None:
        self._unpacked, self._roster = unpacked, roster
        self.troubles: list[tuple[str, str]] = []  # a file, and why it was left out
        try:
            self._pattern = re.compile(pattern) if pattern else None
        except re.error as error:
            raise NNKitError(f"The name pattern {pattern!r} is not a regular expression: {error}.") from None
        if self._pattern and "learner" not in self._pattern.groupindex:
            raise NNKitError(f"The name pattern {pattern!r} must hold (?P<learner>...).")

    def find(self, paths: Iterable[Path | str]) -> list[Found]:
        """List the notebooks and bundles at some paths, each file once.

        Raises
        ------
        NNKitError : if a path does not exist, or there is nothing to grade.
        """
        found: dict[Path, Found] = {}
        for path in map(Path, paths):
            if not path.exists():
                raise NNKitError(f"There is no {path}.")
            files = sorted(_walk(path)) if path.is_dir() else [path]
            prefix = _classroom_prefix(path) if path.is_dir() else ""
            for file in files:
                for one in self._of(file, file.as_posix(), prefix):
                    found.setdefault(one.path.resolve(), one)
        if not found and not self.troubles:
            raise NNKitError("There is nothing to grade here: no notebook (.ipynb) and no bundle (.zip).")
        return list(found.values())

    def _of(self, file: Path, shown: str, prefix: str) -> Iterator[Found]:
        """Yield a file, or what a zip holds if that is not a bundle."""
        if file.suffix.lower() == ".zip" and not _is_bundle(file):
            yield from self._in_zip(file, shown)
            return
        learner, stem = self._whose(shown, file.resolve().parent.name, prefix)
        yield Found(file, shown, learner, stem)

    def _in_zip(self, archive: Path, shown: str) -> Iterator[Found]:
        """Take notebooks and bundles out of a zip, each under a name of ours: no path in it is believed."""
        try:
            with zipfile.ZipFile(archive) as zipped:
                members = [member for member in zipped.infolist() if _is_wanted(member)]
                if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
                    raise ValueError("it holds more than a class hands in")
                for number, member in enumerate(sorted(members, key=lambda member: member.filename)):
                    name = PurePosixPath(member.filename.replace("\\", "/"))
                    place = (
                        self._unpacked / f"{len(os.listdir(self._unpacked))}-{number}{name.suffix.lower()}"
                    )
                    with zipped.open(member) as source, place.open("xb") as target:
                        target.write(source.read(MAX_BYTES + 1))  # what is longer is refused when it is read
                    folder = name.parent.name or archive.stem
                    learner, stem = self._whose(f"{shown}/{name}", folder, "")
                    yield Found(place, f"{shown}/{name}", learner, stem)
        except Exception as error:  # zipfile raises many kinds, a damaged or hostile file finds them all
            said = str(error) or type(error).__name__
            self.troubles.append((shown, f"The zip file cannot be read: {said}."))

    def _whose(self, shown: str, folder: str, prefix: str) -> tuple[str, str]:
        """Tell the learner from the names of a file and its folders, and the file's own name."""
        path = PurePosixPath(shown)
        stem = path.stem
        if self._pattern:
            match = self._pattern.search(shown)
            return self._known(match["learner"] if match else folder), stem
        if match := CANVAS.fullmatch(path.name):
            return self._known(match["learner"]), PurePosixPath(match["file"]).stem
        for part in reversed(path.parts[:-1]):
            if (match := MOODLE.fullmatch(part)) or (match := GRADESCOPE.fullmatch(part)):
                return self._known(match["learner"]), stem
            if prefix and part.startswith(prefix) and part != prefix:
                return self._known(part.removeprefix(prefix)), stem
        return self._known(folder), stem

    def _known(self, name: str) -> str:
        return self._roster.learner(name) if self._roster else name


def _walk(top: Path) -> Iterator[Path]:
    """List the files that may be submissions; hidden files and links are left out."""
    for folder, subfolders, files in os.walk(top, followlinks=False):
        subfolders[:] = [name for name in subfolders if not name.startswith(".") and name != "__MACOSX"]
        for name in files:
            path = Path(folder, name)
            if path.suffix.lower() in WANTED and not name.startswith("."):
                with contextlib.suppress(OSError):
                    if path.is_file() and not path.is_symlink():
                        yield path


def _classroom_prefix(top: Path) -> str:
    """Return what the clones of a GitHub classroom have in common: "06-softmax-" before the names."""
    try:
        clones = [path.name for path in top.iterdir() if (path / ".git").exists()]
    except OSError:
        return ""
    if len(clones) < 2:
        return ""
    both = zip(min(clones), max(clones), strict=False)  # whatever these two share, all share
    common = "".join(a for a, _ in itertools.takewhile(lambda pair: pair[0] == pair[1], both))
    return common[: common.rfind("-") + 1]


def _is_bundle(path: Path) -> bool:
    """Tell whether a zip was made by ``nnkit submit``, or is so damaged that it is to be reported as one."""
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except Exception:
        return True


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    parts: Sequence[str] = PurePosixPath(member.filename.replace("\\", "/")).parts
    hidden = any(part == "__MACOSX" or (part[0] == "." and part.strip(".")) for part in parts)
    link = (member.external_attr >> 16) & 0o170000 == 0o120000
    return member.filename.lower().endswith(WANTED) and not hidden and not link and not member.is_dir()
