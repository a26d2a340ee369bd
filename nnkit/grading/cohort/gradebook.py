"""The gradebook: one SQLite file with every submission, every problem, and every check."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from nnkit.content import version_string
from nnkit.errors import NNKitError

APPLICATION = 0x6E6E6B69  # "nnki", in the header of the file
VERSION = 1
BUSY = 30.0  # seconds to wait for another process that is writing
SCHEMA = """
create table meta (key text primary key, value text not null) without rowid;
create table submissions (
    id integer primary key,
    learner text not null, exercise text not null, sha256 text not null, notebook text not null,
    received text not null, graded text not null, score real not null, max_score real not null,
    isolation text not null, seconds real not null, engine text not null, notes text not null,
    unique (learner, exercise, sha256)
);
create table problems (
    submission integer not null references submissions on delete cascade,
    problem text not null, place integer not null, status text not null,
    score real not null, max_score real not null, kind text not null, diagnosis text not null,
    primary key (submission, problem)
) without rowid;
create table checks (
    submission integer not null, problem text not null, name text not null, place integer not null,
    hidden integer not null, passed integer not null, points real not null, kind text not null,
    primary key (submission, problem, place),
    foreign key (submission, problem) references problems on delete cascade
) without rowid;
create index problems_by_diagnosis on problems (problem, kind);
"""


class GradebookError(NNKitError):
    """A file that is not a gradebook, is damaged, or cannot be written."""


class Gradebook:
    """An open gradebook; use it in a ``with`` statement.

    Raises
    ------
    GradebookError : if the file is something else, or damaged; it is left as it is.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        with self._troubles():
            if self.path.exists() and self.path.stat().st_size:
                self._inspect()
            elif not self.path.parent.is_dir():
                raise GradebookError(f"There is no folder {self.path.parent} for the gradebook.")
            self._db = sqlite3.connect(self.path, timeout=BUSY, isolation_level=None)
        try:
            with self._troubles():
                self._prepare()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @property
    def salt(self) -> str:
        """The secret that chooses the random numbers of the checks; it never leaves this file."""
        with self._troubles():
            row = self._db.execute("select value from meta where key = 'salt'").fetchone()
        return str(row[0])

    def record(self, entry: dict[str, Any], *, sha256: str, received: str, graded: str) -> None:
        """Write one graded submission, whole or not at all; the same file again replaces what it got before.

        ``entry`` is an entry of the grader's JSON report.
        """
        key = (entry["learner"], entry["exercise"], sha256)
        with self._troubles(), self._transaction():
            self._db.execute("delete from submissions where learner = ? and exercise = ? and sha256 = ?", key)
            values = (entry["notebook"], received, graded, entry["score"], entry["max_score"])
            more = (entry["isolation"], entry["seconds"], version_string(), "\n".join(entry["notes"]))
            number = self._db.execute(
                "insert into submissions (learner, exercise, sha256, notebook, received, graded, score,"
                " max_score, isolation, seconds, engine, notes) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*key, *values, *more),
            ).lastrowid
            for place, problem in enumerate(entry["problems"]):
                self._record_problem(number, place, problem)

    def submissions(self) -> list[dict[str, Any]]:
        """List the submissions by learner, exercise and time of receipt, without their problems."""
        return self._rows("select * from submissions order by learner, exercise, received, id")

    def problems(self, submission: int) -> list[dict[str, Any]]:
        """List the problems of a submission in their order."""
        return self._rows("select * from problems where submission = ? order by place", submission)

    def checks(self, submission: int) -> list[dict[str, Any]]:
        """List the checks of a submission, problem by problem."""
        return self._rows("select * from checks where submission = ? order by problem, place", submission)

    def _record_problem(self, number: int | None, place: int, problem: dict[str, Any]) -> None:
        said = problem["finding"] or {"kind": "", "text": ""}
        score = (problem["score"], problem["max_score"])
        self._db.execute(
            "insert into problems (submission, problem, place, status, score, max_score, kind, diagnosis)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, problem["id"], place, problem["status"], *score, said["kind"], said["text"]),
        )
        for at, check in enumerate(problem["checks"]):
            kind = check["finding"]["kind"] if check["finding"] else ""
            result = (check["hidden"], check["passed"], check["points"], kind)
            self._db.execute(
                "insert into checks (submission, problem, place, name, hidden, passed, points, kind)"
                " values (?, ?, ?, ?, ?, ?, ?, ?)",
                (number, problem["id"], at, check["name"], *result),
            )

    def _rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        with self._troubles():
            cursor = self._db.execute(query, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def _inspect(self) -> None:
        """Look at an existing file without being able to write to it."""
        uri = f"{self.path.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=BUSY)) as db:
            application = db.execute("pragma application_id").fetchone()[0]
            version = db.execute("pragma user_version").fetchone()[0]
            if application == 0 and not db.execute("select count(*) from sqlite_master").fetchone()[0]:
                return  # an empty database, perhaps one that another process is just making
            if application != APPLICATION:
                raise GradebookError(
                    f"{self.path} is a database, but not a gradebook of nnkit. It was left as it is: "
                    "name another file."
                )
            if version != VERSION:
                raise GradebookError(
                    f"{self.path} is a gradebook of version {version}; this nnkit writes version {VERSION}."
                )
            state = db.execute("pragma quick_check(1)").fetchone()[0]
            if state != "ok":
                raise GradebookError(f"{self.path} is damaged ({state}). It was left as it is.")

    def _prepare(self) -> None:
        self._db.execute("pragma foreign_keys = on")
        self._db.execute("pragma journal_mode = wal")
        with self._transaction():
            if not self._db.execute("select count(*) from sqlite_master").fetchone()[0]:
                for statement in SCHEMA.split(";\n"):
                    self._db.execute(statement)
                self._db.execute(f"pragma application_id = {APPLICATION}")
                self._db.execute(f"pragma user_version = {VERSION}")
                self._db.execute("insert into meta values ('salt', ?)", (secrets.token_hex(16),))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    @contextlib.contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise GradebookError(f"The gradebook {self.path} cannot be used: {error}.") from None
