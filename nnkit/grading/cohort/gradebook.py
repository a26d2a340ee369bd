"""The gradebook: one SQLite file with every submission, every problem, every check, and what was decided.

Nothing is ever taken out of the audit trail. What a learner is finally given (which attempt counts, what
lateness costs, what an instructor has decided) is worked out from here by ``policy``.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from nnkit.content import version_string
from nnkit.errors import NNKitError

APPLICATION = 0x6E6E6B69  # "nnki", in the header of the file
VERSION = 2
BUSY = 30.0  # seconds to wait for another process that is writing
SCHEMA = """
create table meta (key text primary key, value text not null) without rowid;
create table submissions (
    id integer primary key,
    learner text not null, exercise text not null, sha256 text not null, notebook text not null,
    received text not null, graded text not null, score real not null, max_score real not null,
    isolation text not null, seconds real not null, engine text not null, notes text not null,
    checks text not null default '', entry text not null default '{}',
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
SINCE_2 = """
create table answers (
    submission integer not null references submissions on delete cascade,
    problem text not null, source text not null, hints integer not null,
    primary key (submission, problem)
) without rowid;
create table overrides (
    id integer primary key,
    learner text not null, exercise text not null, problem text not null, score real not null,
    reason text not null, author text not null, made text not null
);
create table audit (
    id integer primary key, made text not null, action text not null,
    learner text not null, exercise text not null, detail text not null
);
"""
FROM_1 = """
alter table submissions add column checks text not null default '';
alter table submissions add column entry text not null default '{}';
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

    def record(
        self,
        entry: dict[str, Any],
        *,
        sha256: str,
        received: str,
        graded: str,
        checks: str = "",
        answers: Mapping[str, str] | None = None,
        hints: Mapping[str, int] | None = None,
    ) -> None:
        """Write one graded submission, whole or not at all; the same file again replaces what it got before.

        Parameters
        ----------
        entry : an entry of the grader's JSON report.
        sha256, received, graded : of the notebook; when it came in; when it was graded.
        checks : the fingerprint of the checks that it was graded with.
        answers, hints : problem -> the source of its answer, and the hints that its bundle says were taken.
        """
        key = (entry["learner"], entry["exercise"], sha256)
        before = self.find(*key)
        with self._troubles(), self._transaction():
            self._db.execute("delete from submissions where learner = ? and exercise = ? and sha256 = ?", key)
            values = (entry["notebook"], received, graded, entry["score"], entry["max_score"])
            more = (entry["isolation"], entry["seconds"], version_string(), "\n".join(entry["notes"]))
            number = self._db.execute(
                "insert into submissions (learner, exercise, sha256, notebook, received, graded, score,"
                " max_score, isolation, seconds, engine, notes, checks, entry)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*key, *values, *more, checks, json.dumps(entry, ensure_ascii=False)),
            ).lastrowid
            for place, problem in enumerate(entry["problems"]):
                self._record_problem(number, place, problem)
            for problem, source in (answers or {}).items():
                row = (number, problem, source, (hints or {}).get(problem, 0))
                self._db.execute("insert into answers values (?, ?, ?, ?)", row)
            detail = {"score": entry["score"], "sha256": sha256, "checks": checks}
            if before:
                detail["before"] = before["score"]
            self._note("regraded" if before else "graded", *key[:2], detail, graded)

    def find(self, learner: str, exercise: str, sha256: str) -> dict[str, Any] | None:
        """Return what is kept of a submission, or None; ``entry`` is its entry in the JSON report."""
        query = "select * from submissions where learner = ? and exercise = ? and sha256 = ?"
        rows = self._rows(query, learner, exercise, sha256)
        return rows[0] | {"entry": json.loads(rows[0]["entry"])} if rows else None

    def override(
        self, learner: str, exercise: str, score: float, *, reason: str, author: str, problem: str = ""
    ) -> None:
        """Decide a score by hand, for a problem or (with none) for the whole exercise; the latest counts.

        Raises
        ------
        GradebookError : without a reason, or if the learner has handed nothing in for this exercise.
        """
        if not reason.strip():
            raise GradebookError("Give a reason: whoever asks later wants to know why.")
        with self._troubles(), self._transaction():
            known = "select count(*) from submissions where learner = ? and exercise = ?"
            if not self._db.execute(known, (learner, exercise)).fetchone()[0]:
                raise GradebookError(f"{learner!r} has no submission of {exercise!r} in {self.path}.")
            made = datetime.now(UTC).isoformat(timespec="seconds")
            row = (learner, exercise, problem, score, reason.strip(), author, made)
            self._db.execute(
                "insert into overrides (learner, exercise, problem, score, reason, author, made)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            detail = {"problem": problem, "score": score, "reason": reason.strip(), "author": author}
            self._note("override", learner, exercise, detail, made)

    def overrides(self) -> list[dict[str, Any]]:
        """List the decisions made by hand, in the order in which they were made."""
        return self._rows("select * from overrides order by id")

    def answers(self) -> list[dict[str, Any]]:
        """List the source of every answer with whose it is: learner, exercise, submission, problem, hints."""
        return self._rows(
            "select learner, exercise, received, answers.* from answers"
            " join submissions on submissions.id = submission order by submission, problem"
        )

    def audit(self) -> list[dict[str, Any]]:
        """List everything that was ever done to this gradebook; ``detail`` is a dict."""
        rows = self._rows("select * from audit order by id")
        return [row | {"detail": json.loads(row["detail"])} for row in rows]

    def _note(self, action: str, learner: str, exercise: str, detail: dict[str, Any], made: str) -> None:
        self._db.execute(
            "insert into audit (made, action, learner, exercise, detail) values (?, ?, ?, ?, ?)",
            (made, action, learner, exercise, json.dumps(detail, ensure_ascii=False)),
        )

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
            if version not in (1, VERSION):
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
                self._execute_all(SCHEMA, SINCE_2)
                self._db.execute(f"pragma application_id = {APPLICATION}")
                self._db.execute("insert into meta values ('salt', ?)", (secrets.token_hex(16),))
            elif self._db.execute("pragma user_version").fetchone()[0] == 1:
                self._execute_all(FROM_1, SINCE_2)
            self._db.execute(f"pragma user_version = {VERSION}")

    def _execute_all(self, *scripts: str) -> None:
        for statement in ";\n".join(scripts).split(";\n"):
            self._db.execute(statement)

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
