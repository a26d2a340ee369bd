from __future__ import annotations

import contextlib
import sqlite3

import pytest

from nnkit.grading.cohort.gradebook import Gradebook, GradebookError


def entry(**changes):
    check = {"name": "values", "passed": False, "points": 1.0, "hidden": True, "finding": None}
    other = check | {"name": "shape", "passed": True, "hidden": False}
    said = {
        "kind": "misconception:axis",
        "text": "Along the rows.",
        "formula": "",
        "at": "",
        "expected": "",
        "got": "",
    }
    problem = {"id": "demo.softmax", "title": "Softmax", "score": 2.0, "max_score": 4.0, "status": "partial"}
    return {
        "learner": "ada",
        "notebook": "ada/07_demo.ipynb",
        "exercise": "07_demo",
        "score": 2.0,
        "max_score": 4.0,
        "isolation": "bwrap",
        "seconds": 0.1,
        "notes": ["a note"],
        "problems": [
            problem
            | {
                "diagnosis": said["text"] if said else "",
                "finding": said,
                "checks": [check, other],
                "notes": [],
            }
        ],
    } | changes


WHEN = {"received": "2026-11-20T23:15:00+00:00", "graded": "2026-11-21T08:00:00+00:00"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "grades.db"


@pytest.fixture
def book(path):
    with Gradebook(path) as opened:
        yield opened


def test_a_submission_is_kept_with_its_problems_and_checks(path):
    with Gradebook(path) as book:
        book.record(entry(), sha256="aa", **WHEN)
    with Gradebook(path) as book:
        (row,) = book.submissions()
        assert (row["learner"], row["exercise"], row["score"], row["notes"]) == (
            "ada",
            "07_demo",
            2.0,
            "a note",
        )
        assert (row["received"], row["graded"], row["isolation"]) == (
            WHEN["received"],
            WHEN["graded"],
            "bwrap",
        )
        (problem,) = book.problems(row["id"])
        assert (problem["status"], problem["kind"]) == ("partial", "misconception:axis")
        assert [(check["name"], check["passed"]) for check in book.checks(row["id"])] == [
            ("values", 0),
            ("shape", 1),
        ]


def test_the_same_file_again_replaces_and_never_doubles(path):
    with Gradebook(path) as book:
        book.record(entry(), sha256="aa", **WHEN)
        book.record(entry(score=3.0), sha256="aa", **WHEN)
        assert [row["score"] for row in book.submissions()] == [3.0]
        (row,) = book.submissions()
        assert len(book.problems(row["id"])) == 1
        assert len(book.checks(row["id"])) == 2
    with sqlite3.connect(path) as db:
        assert db.execute("select count(*) from problems").fetchone() == (1,)
        assert db.execute("select count(*) from checks").fetchone() == (2,)
    db.close()


def test_another_file_or_learner_is_another_row(path):
    with Gradebook(path) as book:
        book.record(entry(), sha256="aa", **WHEN)
        book.record(entry(), sha256="bb", **WHEN)
        book.record(entry(learner="grace"), sha256="aa", **WHEN)
        assert len(book.submissions()) == 3


def test_a_submission_is_written_whole_or_not_at_all(path):
    with Gradebook(path) as book:
        book.record(entry(), sha256="aa", **WHEN)
        broken = entry(score=0.0)
        broken["problems"] = [*broken["problems"], *broken["problems"]]
        with pytest.raises(GradebookError, match="cannot be used"):
            book.record(broken, sha256="aa", **WHEN)
        assert [row["score"] for row in book.submissions()] == [2.0]


def test_the_salt_is_secret_random_and_stays(path, tmp_path):
    with Gradebook(path) as book, Gradebook(tmp_path / "other.db") as other:
        salt = book.salt
        assert len(salt) == 32
        assert other.salt != salt
    with Gradebook(path) as book:
        assert book.salt == salt


def test_two_can_write_at_the_same_time(path):
    with Gradebook(path) as one, Gradebook(path) as two:
        assert one.salt == two.salt
        one.record(entry(), sha256="aa", **WHEN)
        two.record(entry(learner="grace"), sha256="bb", **WHEN)
        assert len(one.submissions()) == 2
    assert path.parent.joinpath(path.name + "-wal").exists() is False


def test_an_existing_empty_file_becomes_a_gradebook(path):
    path.touch()
    with Gradebook(path) as book:
        assert book.submissions() == []


@pytest.mark.parametrize("content", [b"my holiday photos", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_an_error_and_untouched(path, content):
    path.write_bytes(content)
    with pytest.raises(GradebookError, match=r"grades\.db"):
        Gradebook(path)
    assert path.read_bytes() == content


def test_a_foreign_database_is_an_error_and_untouched(path):
    with sqlite3.connect(path) as db:
        db.execute("create table recipes (name text)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(GradebookError, match="not a gradebook of nnkit"):
        Gradebook(path)
    assert path.read_bytes() == before


def test_a_damaged_gradebook_is_an_error_and_untouched(path):
    with Gradebook(path) as book:
        for number in range(200):
            book.record(entry(learner=f"learner {number}"), sha256="aa", **WHEN)
    data = bytearray(path.read_bytes())
    data[8192:16384] = b"\xff" * 8192
    path.write_bytes(data)
    with pytest.raises(GradebookError):
        Gradebook(path)
    assert path.read_bytes() == bytes(data)


def test_a_gradebook_of_a_later_version_is_an_error(path):
    Gradebook(path).close()
    with sqlite3.connect(path) as db:
        db.execute("pragma user_version = 99")
    db.close()
    with pytest.raises(GradebookError, match="version 99"):
        Gradebook(path)


def test_a_folder_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(GradebookError, match="no folder"):
        Gradebook(tmp_path / "none" / "grades.db")
    with pytest.raises(GradebookError):
        Gradebook(tmp_path)


def test_a_record_can_be_found_again_with_its_entry(book):
    assert book.find("ada", "07_demo", "1" * 64) is None
    book.record(entry(), sha256="1" * 64, **WHEN, checks="abc")
    found = book.find("ada", "07_demo", "1" * 64)
    assert found["entry"] == entry()
    assert found["checks"] == "abc"


def test_the_audit_trail_keeps_what_a_regrade_replaced(book):
    for score in (3.0, 5.0):
        book.record(entry() | {"score": score}, sha256="1" * 64, **WHEN)
    first, second = book.audit()
    assert (first["action"], first["detail"]["score"]) == ("graded", 3.0)
    assert (second["action"], second["detail"]["before"], second["detail"]["score"]) == ("regraded", 3.0, 5.0)


def test_answers_are_kept_with_the_hints_taken_and_go_with_their_submission(book):
    answers, hints = {"demo.softmax": "def softmax(s): ..."}, {"demo.softmax": 2}
    book.record(entry(), sha256="1" * 64, **WHEN, answers=answers, hints=hints)
    (row,) = book.answers()
    assert (row["learner"], row["problem"], row["hints"]) == ("ada", "demo.softmax", 2)
    book.record(entry(), sha256="1" * 64, **WHEN)
    assert book.answers() == []


def test_a_score_decided_by_hand_needs_a_reason_and_a_submission(book):
    with pytest.raises(GradebookError, match="no submission"):
        book.override("ada", "07_demo", 7, reason="ill", author="me")
    book.record(entry(), sha256="1" * 64, **WHEN)
    with pytest.raises(GradebookError, match="Give a reason"):
        book.override("ada", "07_demo", 7, reason="  ", author="me")
    book.override("ada", "07_demo", 7, reason="ill", author="me", problem="demo.softmax")
    (row,) = book.overrides()
    assert (row["score"], row["problem"], row["reason"]) == (7.0, "demo.softmax", "ill")
    assert book.audit()[-1]["action"] == "override"


def test_a_gradebook_of_version_1_is_brought_up_to_date(tmp_path):
    from nnkit.grading.cohort import gradebook

    path = tmp_path / "old.sqlite"
    old = gradebook.SCHEMA.replace(
        "    checks text not null default '', entry text not null default '{}',\n", ""
    )
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in old.split(";\n"):
            db.execute(statement)
        db.execute(f"pragma application_id = {gradebook.APPLICATION}")
        db.execute("pragma user_version = 1")
        db.execute("insert into meta values ('salt', 'kept')")
        db.execute(
            "insert into submissions (learner, exercise, sha256, notebook, received, graded, score,"
            " max_score, isolation, seconds, engine, notes)"
            " values ('ada', '06', 'x', 'n', 'r', 'g', 1, 2, 'bwrap', 1, '0', '')"
        )
    for _ in range(2):
        with Gradebook(path) as book:
            assert book.salt == "kept"
            assert book.find("ada", "06", "x")["score"] == 1
            assert book.overrides() == []
