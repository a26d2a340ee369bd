"""Grading many submissions: each in isolation, each result kept at once, and a report on every one.

A run that is killed loses nothing: what is in the gradebook, graded with the same checks, is not graded
again by the next run unless that is asked for.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from nnkit.content import version_string
from nnkit.errors import NNKitError
from nnkit.files import write_whole
from nnkit.grading.cohort.changes import describe_changes
from nnkit.grading.cohort.entry import (
    Entry,
    Graded,
    Recipe,
    Submitted,
    course_of,
    grade_one,
    take_in,
)
from nnkit.grading.cohort.finding import Finder
from nnkit.grading.cohort.gradebook import Gradebook
from nnkit.grading.cohort.overview import overview
from nnkit.grading.cohort.roster import read_roster
from nnkit.grading.sandbox.isolation import KINDS, Isolation, Sandbox
from nnkit.grading.sandbox.session import Times

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Selection:
    """What of the submissions is graded; empty means all of them.

    ``problems`` are for a look: with some selected, nothing is written into the gradebook.
    """

    learners: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    regrade: bool = False


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
    roster: Path | str | None = None,
    pattern: str = "",
    selection: Selection | None = None,
    dask: str | None = None,
) -> CohortReport:
    """Grade notebooks, bundles of ``nnkit submit``, folders and zips of either.

    Parameters
    ----------
    gradebook : the file that keeps the results, and the secret that chooses the checks' random numbers.
    json_out : where to write the results as JSON.
    isolation : "bwrap" (the default), "user" (root in a throw-away container), or "none" (only for notebooks
        that are trusted).
    jobs : how many to grade at a time on this machine.
    progress : called with (done, total); without it a terminal shows a bar.
    roster, pattern : a CSV of the class, and a regular expression with (?P<learner>...) for file names.
    dask : the address of a dask.distributed scheduler whose workers do the grading.

    Raises
    ------
    IsolationError : if the sandbox cannot run here.
    NNKitError : if a path doesn't exist or holds no submissions, or the gradebook is not one.
    """
    if isolation not in (None, *KINDS):
        raise NNKitError(f"isolation: expected one of {', '.join(map(repr, KINDS))}, got {isolation!r}.")
    if json_out is not None and not Path(json_out).absolute().parent.is_dir():
        raise NNKitError(f"The report could not be written to {json_out}: there is no such folder.")
    chosen = selection or Selection()
    with contextlib.ExitStack() as stack:
        unpacked = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="nnkit-unpacked-")))
        finder = Finder(unpacked, read_roster(roster) if roster else None, pattern)
        found = finder.find(paths)
        kind = cast(Isolation, isolation or "bwrap")
        if dask is None:
            Sandbox(kind)  # where it cannot run, say so before anything else
        keeping = gradebook is not None and not chosen.problems
        book = stack.enter_context(Gradebook(cast(Path, gradebook))) if keeping else None
        salt = book.salt if book else secrets.token_hex(16)
        recipe = Recipe(root, solutions, kind, salt, times, chosen.problems)
        tell = progress or stack.enter_context(_bar(len(found)))
        run = _Run(recipe, book, chosen)
        tasks = (task for place, one in enumerate(found) if (task := run.task(place, take_in(one))))
        each = _on_cluster(recipe, tasks, dask) if dask else _here(recipe, tasks, jobs)
        for place, graded in each:
            run.keep(place, graded)
            tell(run.done, len(found))
    results = [run.entries[place] for place in sorted(run.entries)]
    results += [_left_out(shown, why, kind) for shown, why in finder.troubles]
    if not results:
        raise NNKitError("Nothing is left to grade: no submission is of the learners or exercises selected.")
    if json_out is not None:
        _write_json(Path(json_out), results)
    lines = [*overview(results), *run.remarks()]
    all_graded = not any(entry["failed"] for entry in results)
    for entry in results:
        del entry["failed"]
    return CohortReport(results, lines, all_graded)


class _Run:
    """What is known while a run goes on: the entries so far, and what had been graded before."""

    def __init__(self, recipe: Recipe, book: Gradebook | None, chosen: Selection) -> None:
        self._recipe, self._book, self._chosen = recipe, book, chosen
        self.entries: dict[int, Entry] = {}
        self.done, self._unchanged = 0, 0
        self._changes: list[str] = []

    def task(self, place: int, submitted: Submitted) -> tuple[int, Submitted] | None:
        """Return what is to be graded; None for what was not selected, or need not be graded again."""
        if self._is_wanted(place, submitted):
            return place, submitted
        self.done += 1
        return None

    def _is_wanted(self, place: int, submitted: Submitted) -> bool:
        exercise = course_of(self._recipe).of(submitted)
        name = exercise.name if exercise else ""
        chosen = self._chosen
        if chosen.learners and submitted.learner not in chosen.learners:
            return False
        if chosen.exercises and not any(
            name in (word, name[:2] == word and name) for word in chosen.exercises
        ):
            return False
        if self._book and exercise and not chosen.regrade and not submitted.trouble:
            before = self._book.find(submitted.learner, name, submitted.sha256)
            same = before and (before["checks"], before["engine"]) == (exercise.fingerprint, version_string())
            if before and same and before["isolation"] == self._recipe.isolation:
                self.entries[place] = before["entry"] | {"notebook": submitted.shown}
                self._unchanged += 1
                return False
        return True

    def keep(self, place: int, graded: Graded) -> None:
        """Take a result, and put it into the gradebook."""
        self.entries[place] = entry = graded.entry
        self.done += 1
        sent = graded.submitted
        if self._book is None or not entry["exercise"] or not sent.sha256:
            return
        before = self._book.find(sent.learner, entry["exercise"], sent.sha256)
        if before:
            self._changes += describe_changes(before["entry"], entry)
        self._book.record(
            entry,
            sha256=sent.sha256,
            received=sent.received,
            graded=datetime.now(UTC).isoformat(timespec="seconds"),
            checks=graded.checks,
            answers=graded.answers,
            hints=sent.hints,
        )

    def remarks(self) -> list[str]:
        """Say what was not graded again, and what a regrade changed."""
        lines = []
        if self._unchanged:
            lines.append(f"{self._unchanged} were in the gradebook already, and nothing had changed.")
        if self._changes:
            lines += ["Changed since they were graded last:", *(f"  {line}" for line in self._changes)]
        if self._chosen.problems:
            lines.append("With problems selected nothing was written into a gradebook.")
        return ["", *lines] if lines else []


def _here(recipe: Recipe, tasks: Iterator[tuple[int, Submitted]], jobs: int) -> Iterator[tuple[int, Graded]]:
    """Grade on this machine, several at a time: the threads only wait, the work is done by the workers."""
    if jobs <= 1:
        yield from ((place, grade_one(recipe, submitted)) for place, submitted in tasks)
        return
    pool = ThreadPoolExecutor(jobs)
    waiting: dict[Future[Graded], int] = {}
    try:
        for place, submitted in tasks:  # only a few are in memory at a time
            waiting[pool.submit(grade_one, recipe, submitted)] = place
            while len(waiting) >= 2 * jobs:
                yield from _finished(waiting)
        while waiting:
            yield from _finished(waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _finished(waiting: dict[Future[Graded], int]) -> Iterator[tuple[int, Graded]]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        yield waiting.pop(future), future.result()


def _on_cluster(
    recipe: Recipe, tasks: Iterator[tuple[int, Submitted]], address: str
) -> Iterator[tuple[int, Graded]]:
    from nnkit.grading.cohort.cluster import grade_on

    return grade_on(address, recipe, tasks)


@contextlib.contextmanager
def _bar(total: int) -> Iterator[Progress]:
    """Show a progress bar with the time that is left, if somebody is watching."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from tqdm import tqdm

    with tqdm(total=total, unit="notebook", leave=False) as bar:
        yield lambda done, total: bar.update(done - bar.n)


def _left_out(shown: str, why: str, isolation: Isolation) -> Entry:
    """Make the entry of a file that is no submission and holds none."""
    entry = {"learner": "", "notebook": shown, "exercise": "", "score": 0.0, "max_score": 0.0}
    more = {"isolation": isolation, "seconds": 0.0, "problems": [], "notes": [why], "failed": True}
    return {**entry, **more}


def _write_json(path: Path, results: Sequence[Entry]) -> None:
    """Write the report whole or not at all."""
    public = [{key: value for key, value in entry.items() if key != "failed"} for entry in results]
    try:
        write_whole(path, f"{json.dumps(public, indent=1, ensure_ascii=False)}\n".encode())
    except OSError as error:
        raise NNKitError(f"The report could not be written to {path}: {error.strerror}.") from None
