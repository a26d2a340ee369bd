"""Grading many submissions: find them, grade each in isolation, and report on every one, damaged or not."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from nnkit.errors import NNKitError
from nnkit.files import write_whole
from nnkit.grading.cohort.entry import Course, Entry, Graded, Intake
from nnkit.grading.cohort.gradebook import Gradebook
from nnkit.grading.cohort.overview import overview
from nnkit.grading.sandbox.isolation import KINDS, Isolation, Sandbox
from nnkit.grading.sandbox.session import Times

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class CohortReport:
    """Every submission as an entry of the JSON report, a summary as text, and whether all could be graded."""

    results: list[Entry]
    lines: list[str]
    all_graded: bool


def grade_cohort(
    paths: Iterable[Path | str],
    gradebook: Path | str | None = None,
    json_out: Path | str | None = None,
    isolation: str | None = None,
    jobs: int = 1,
    *,
    root: Path | None = None,
    solutions: Path | None = None,
    progress: Progress | None = None,
    times: Times | None = None,
) -> CohortReport:
    """Grade notebooks, bundles of ``nnkit submit``, and folders of either.

    Parameters
    ----------
    gradebook : the file that keeps the results, and the secret that chooses the checks' random numbers.
    json_out : where to write the results as JSON.
    isolation : "bwrap" (the default), "user" (root in a throw-away container), or "none" (only for notebooks
        that are trusted).
    jobs : how many to grade at a time.
    progress : called with (done, total); without it a terminal shows a bar.

    Raises
    ------
    IsolationError : if the sandbox cannot run here.
    NNKitError : if a path doesn't exist or holds no submissions, or the gradebook is not one.
    """
    found = find_submissions(paths)
    if isolation not in (None, *KINDS):
        raise NNKitError(f"isolation: expected one of {', '.join(map(repr, KINDS))}, got {isolation!r}.")
    if json_out is not None and not Path(json_out).absolute().parent.is_dir():
        raise NNKitError(f"The report could not be written to {json_out}: there is no such folder.")
    sandbox = Sandbox(cast(Isolation, isolation or "bwrap"))
    with contextlib.ExitStack() as stack:
        book = stack.enter_context(Gradebook(gradebook)) if gradebook is not None else None
        course = Course(root, solutions)
        intake = Intake(course, sandbox, book.salt if book else secrets.token_hex(16), times)
        tell = progress or stack.enter_context(_bar(len(found)))
        entries: dict[Path, Entry] = {}
        for path, graded in _each(found, intake, jobs):
            entries[path] = graded.entry
            if book and graded.entry["exercise"] and graded.sha256:
                book.record(
                    graded.entry,
                    sha256=graded.sha256,
                    received=graded.received,
                    graded=_now().isoformat(),
                    checks=graded.checks,
                    answers=graded.answers,
                    hints=graded.hints,
                )
            tell(len(entries), len(found))
    results = [entries[path] for path in found]
    if json_out is not None:
        _write_json(Path(json_out), results)
    all_graded = not any(entry["failed"] for entry in results)
    lines = overview(results)
    for entry in results:
        del entry["failed"]
    return CohortReport(results, lines, all_graded)


def find_submissions(paths: Iterable[Path | str]) -> list[Path]:
    """List the notebooks and bundles at some paths; hidden files and links in folders are left out."""
    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        if not path.exists():
            raise NNKitError(f"There is no {path}.")
        for file in sorted(_walk(path)) if path.is_dir() else [path]:
            found.setdefault(file.resolve(), file)
    if not found:
        raise NNKitError("There is nothing to grade here: no notebook (.ipynb) and no bundle (.zip).")
    return list(found.values())


def _walk(top: Path) -> Iterator[Path]:
    for folder, subfolders, files in os.walk(top, followlinks=False):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in files:
            path = Path(folder, name)
            wanted = path.suffix.lower() in (".ipynb", ".zip") and not name.startswith(".")
            if wanted and path.is_file() and not path.is_symlink():
                yield path


def _each(paths: list[Path], intake: Intake, jobs: int) -> Iterator[tuple[Path, Graded]]:
    """Grade the files, several at a time: the threads only wait, the work is done by the workers."""
    if jobs <= 1:
        yield from ((path, intake(path)) for path in paths)
        return
    pool = ThreadPoolExecutor(jobs)
    try:
        waiting: dict[Future[Graded], Path] = {pool.submit(intake, path): path for path in paths}
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    finally:
        pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _bar(total: int) -> Iterator[Progress]:
    """Show a progress bar if somebody is watching."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from tqdm import tqdm

    with tqdm(total=total, unit="notebook", leave=False) as bar:
        yield lambda done, total: bar.update(done - bar.n)


def _write_json(path: Path, results: list[Entry]) -> None:
    """Write the report whole or not at all."""
    public = [{key: value for key, value in entry.items() if key != "failed"} for entry in results]
    try:
        write_whole(path, f"{json.dumps(public, indent=1, ensure_ascii=False)}\n".encode())
    except OSError as error:
        raise NNKitError(f"The report could not be written to {path}: {error.strerror}.") from None


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
