"""Handing in: one notebook, packed with the learner's id, under a name that never replaces an earlier one."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nnkit.content import version_string
from nnkit.errors import NNKitError
from nnkit.grading.sandbox.worker import compile_cell
from nnkit.grading.submissions.bundle import MANIFEST, learner_id
from nnkit.grading.submissions.exercise import Exercise, find_exercise, load_exercise
from nnkit.grading.submissions.grader import workspace_learner, workspace_records
from nnkit.grading.submissions.notebook_json import parse, read_bytes
from nnkit.grading.submissions.reading import Submission, read_submission


@dataclass(frozen=True)
class Receipt:
    """What was handed in: the file that was written, and what there is to say about it."""

    path: Path
    lines: tuple[str, ...]


def submit(path: Path | str, learner: str, to: Path | str, *, root: Path | None = None) -> Receipt:
    """Pack a notebook for the instructor into ``to``, as it is, with outputs and mistakes.

    Raises
    ------
    UnreadableNotebook : if the file is not a notebook, or none of the exercises.
    NNKitError : if the learner id is empty or odd, or the folder cannot be written to.
    """
    path, folder, learner = Path(path), Path(to), learner_id(learner)
    data = read_bytes(path)
    notebook = parse(data)
    exercise = load_exercise(find_exercise(notebook, path.stem, root), root=root, hidden=False)
    lines = _remarks(read_submission(notebook, exercise), exercise)
    owner = workspace_learner(path)
    if owner and owner != learner:
        lines.append(
            f"Careful: this workspace belongs to {owner!r}, and you hand in as {learner!r}. Numbers that are "
            f"drawn for each learner were drawn for {owner!r}."
        )
    now = datetime.now(UTC)
    bundle = _pack(data, exercise, learner, now, _hints(path, exercise))
    name = f"{slug(learner)}--{exercise.name}--{now:%Y%m%dT%H%M%SZ}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = _write_new(folder, name, bundle)
    except OSError as error:
        raise NNKitError(f"The submission could not be written to {folder}: {error.strerror}.") from None
    return Receipt(written, (f"{exercise.name} handed in as {learner!r}: {written}", *lines))


def slug(learner: str) -> str:
    """Make a part of a file name from a learner id in any script; a short hash keeps different ids apart."""
    ascii_only = unicodedata.normalize("NFKD", learner).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:40].rstrip("-")
    if words == learner:
        return words
    mark = hashlib.sha256(learner.encode()).hexdigest()[:8]
    return f"{words}-{mark}" if words else mark


def _remarks(submission: Submission, exercise: Exercise) -> list[str]:
    """Say which problems are answered, which are not, and which cells Python cannot read."""
    lines = []
    answered = [id for id in exercise.problems if id in submission.started]
    waiting = [id for id in exercise.problems if id not in submission.started]
    lines.append(f"Answered: {', '.join(answered) or 'none'}.")
    if waiting:
        lines.append(f"Not started: {', '.join(waiting)}.")
    lines += [f"The answer cell of {id} is gone from the notebook." for id in sorted(submission.lost)]
    for step in submission.steps:
        if step.role != "template":
            try:
                compile_cell(step.source, step.label)
            except SyntaxError as error:
                where = f"line {error.lineno} of {step.label}" if error.lineno else step.label
                problem = f" ({step.problem})" if step.problem else ""
                lines.append(
                    f"Python cannot read {where}{problem}: {error.msg}. Nothing in that cell will count."
                )
            except Exception:
                lines.append(f"Python cannot read {step.label}. Nothing in that cell will count.")
    return [*lines, *(f"Note: {note}." for note in submission.notes)]


def _hints(path: Path, exercise: Exercise) -> dict[str, int]:
    """Count the hints taken for each problem, as the workspace remembers them."""
    problems = workspace_records(path).get("problems")
    records = problems if isinstance(problems, dict) else {}
    taken = {id: record.get("hints") for id, record in records.items() if isinstance(record, dict)}
    return {id: n for id in exercise.problems if isinstance(n := taken.get(id), int) and n > 0}


def _pack(data: bytes, exercise: Exercise, learner: str, now: datetime, hints: dict[str, int]) -> bytes:
    manifest = {
        "nnkit": "submission",
        "learner": learner,
        "exercise": exercise.name,
        "notebook": f"{exercise.name}.ipynb",
        "hints": hints,
        "created": now.isoformat(timespec="seconds"),
        "sha256": hashlib.sha256(data).hexdigest(),
        "version": version_string(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
        archive.writestr(str(manifest["notebook"]), data)
    return packed.getvalue()


def _write_new(folder: Path, name: str, data: bytes) -> Path:
    """Write a file under the first free name of NAME, NAME-2, ...: complete or not at all."""
    draft = folder / f".{name}.{os.getpid()}.part"
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        for attempt in range(1, 1000):
            target = folder / (f"{name}.zip" if attempt == 1 else f"{name}-{attempt}.zip")
            with contextlib.suppress(FileExistsError):
                _take(draft, target)
                return target
        raise FileExistsError(17, "too many submissions of the same second")
    finally:
        draft.unlink(missing_ok=True)


def _take(draft: Path, target: Path) -> None:
    """Give a complete file its name, unless the name is taken."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with target.open("xb") as file:
            file.write(draft.read_bytes())
