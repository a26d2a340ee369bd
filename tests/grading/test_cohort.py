"""Folders of submissions, in a plain process, and in the sandbox where it can run."""

from __future__ import annotations

import json
import sys

import pytest
from sample_course import EXERCISE, RIGHT, WRONG_SOFTMAX, notebook

from nnkit.errors import NNKitError
from nnkit.grading.cohort.finding import Finder
from nnkit.grading.cohort.gradebook import Gradebook
from nnkit.grading.cohort.run import Selection, grade_cohort
from nnkit.grading.submissions.submit import submit

KEYS = {"learner", "notebook", "exercise", "score", "max_score", "isolation", "seconds", "problems", "notes"}


@pytest.fixture
def graded(course, tmp_path):
    def run(*paths, **more):
        more = {"isolation": "none"} | more
        return grade_cohort(
            paths or [tmp_path / "handed-in"], root=course, solutions=course / "solutions", **more
        )

    return run


def find(unpacked, *paths):
    return Finder(unpacked).find(paths)


def test_a_folder_is_graded_and_reported(graded, hand_in, tmp_path):
    hand_in(notebook(RIGHT), "ada")
    hand_in(notebook(RIGHT | {"demo.softmax": WRONG_SOFTMAX}), "grace")
    hand_in(notebook(), "nested/alan")
    report = graded(json_out=tmp_path / "out.json", gradebook=tmp_path / "g.db")
    assert [(entry["learner"], entry["score"]) for entry in report.results] == [
        ("ada", 14),
        ("grace", 11),
        ("alan", 0),
    ]
    assert report.all_graded
    written = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert written == json.loads(json.dumps(report.results))
    for entry in written:
        assert entry.keys() == KEYS
        assert entry["isolation"] == "none"
        assert entry["max_score"] == 14
        assert len(entry["problems"]) == 6
        for problem in entry["problems"]:
            assert problem.keys() >= {"id", "score", "max_score", "status", "diagnosis", "checks"}
            assert problem["diagnosis"] == (problem["finding"]["text"] if problem["finding"] else "")
    with Gradebook(tmp_path / "g.db") as book:
        assert [(row["learner"], row["score"]) for row in book.submissions()] == [
            ("ada", 14),
            ("alan", 0),
            ("grace", 11),
        ]


def test_the_summary_tells_scores_mistakes_and_that_nothing_was_isolated(graded, hand_in):
    hand_in(notebook(RIGHT | {"demo.softmax": WRONG_SOFTMAX}), "grace")
    text = "\n".join(graded().lines)
    assert text.startswith("Not isolated")
    assert "grace" in text
    assert "11 / 14" in text
    assert "demo.softmax: passed by 0 of 1; misconception:axis (1)" in text


def test_bundles_tell_the_learner(graded, hand_in, course, tmp_path):
    submit(hand_in(notebook(RIGHT), "elsewhere"), "Zoë", tmp_path / "inbox", root=course)
    (entry,) = graded(tmp_path / "inbox").results
    assert (entry["learner"], entry["score"], entry["exercise"]) == ("Zoë", 14, EXERCISE)


def test_numbers_of_ones_own_follow_the_learner_of_the_bundle(graded, hand_in, course, exercise, tmp_path):
    numbers = exercise.problems["demo.total"].numbers_for("Zoë")
    path = hand_in(
        notebook(RIGHT | {"demo.total": f"total = {numbers['a'].sum() + numbers['b']}"}), "elsewhere"
    )
    submit(path, "Zoë", tmp_path / "inbox", root=course)
    assert graded(tmp_path / "inbox").results[0]["score"] == 14
    assert graded(path).results[0]["score"] == 12


DAMAGED = {
    "empty": b"",
    "binary": b"\x00\xff\xfe",
    "half": json.dumps(notebook()).encode()[:700],
    "v3": b'{"nbformat": 3, "worksheets": []}',
}


def test_a_damaged_notebook_is_an_entry_and_the_others_are_graded(graded, hand_in, tmp_path):
    for name, content in DAMAGED.items():
        hand_in(content, name)
    hand_in(notebook(RIGHT), "whole")
    (tmp_path / "handed-in" / f"{EXERCISE}-bundle.zip").write_bytes(b"PK\x03\x04")
    hand_in(b"nothing", "unknown", "homework.ipynb")
    report = graded(json_out=tmp_path / "out.json", gradebook=tmp_path / "g.db")
    assert not report.all_graded
    entries = {entry["learner"]: entry for entry in report.results}
    assert entries["whole"]["score"] == 14
    for name in DAMAGED:
        entry = entries[name]
        assert (entry["score"], entry["max_score"]) == (0, 14)
        assert {problem["status"] for problem in entry["problems"]} == {"error"}
        assert len(entry["notes"]) == 1
    assert entries["handed-in"]["notes"] == ["The zip file is damaged (BadZipFile)."]
    assert entries["unknown"]["max_score"] == 0
    assert "Traceback" not in (tmp_path / "out.json").read_text("utf-8")
    assert "Not graded:" in report.lines
    with Gradebook(tmp_path / "g.db") as book:
        assert len(book.submissions()) == 6


def test_a_failure_of_the_grader_itself_is_an_entry_without_a_traceback(graded, hand_in, monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError("a secret path")

    monkeypatch.setattr("nnkit.grading.cohort.entry.read_submission", broken)
    hand_in(notebook(RIGHT))
    (entry,) = graded().results
    assert entry["notes"] == ["The grader itself failed on this file (ZeroDivisionError); please report it."]
    assert {problem["status"] for problem in entry["problems"]} == {"error"}


def test_grading_again_updates_the_gradebook(graded, hand_in, tmp_path):
    hand_in(notebook(RIGHT))
    first = graded(gradebook=tmp_path / "g.db").results
    again = graded(gradebook=tmp_path / "g.db").results
    assert [entry["score"] for entry in first] == [entry["score"] for entry in again]
    with Gradebook(tmp_path / "g.db") as book:
        assert len(book.submissions()) == 1


def test_several_at_a_time_give_the_same_results_in_the_same_order(graded, hand_in):
    for number in range(4):
        hand_in(
            notebook(RIGHT if number % 2 else RIGHT | {"demo.softmax": WRONG_SOFTMAX}), f"learner{number}"
        )
    stdout = sys.stdout
    one, three = graded(jobs=1), graded(jobs=3)
    assert sys.stdout is stdout

    def told(report):
        return [
            (entry["learner"], entry["score"], [p["status"] for p in entry["problems"]])
            for entry in report.results
        ]

    assert told(one) == told(three)


def test_progress_is_told(graded, hand_in):
    for name in "ab":
        hand_in(notebook(), name)
    told = []
    graded(progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_hidden_files_checkpoints_and_links_are_left_out(hand_in, tmp_path):
    path = hand_in(notebook(), "ada")
    hand_in(notebook(), "ada/.ipynb_checkpoints", f"{EXERCISE}-checkpoint.ipynb")
    hand_in(notebook(), "ada", ".hidden.ipynb")
    hand_in("text", "ada", "notes.txt")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.ipynb").write_text("{}")
    (path.parent / "link.ipynb").symlink_to(outside / "x.ipynb")
    (path.parent / "linked").symlink_to(outside, target_is_directory=True)
    (path.parent / "loop").symlink_to(path.parent, target_is_directory=True)
    assert [one.path for one in find(tmp_path, tmp_path / "handed-in", path)] == [path]


def test_a_path_that_is_not_there_or_holds_nothing_is_a_clear_error(tmp_path):
    with pytest.raises(NNKitError, match="There is no"):
        find(tmp_path, tmp_path / "none")
    with pytest.raises(NNKitError, match="nothing to grade"):
        find(tmp_path, tmp_path)


def test_an_unknown_isolation_is_a_clear_error(graded, hand_in):
    hand_in(notebook())
    with pytest.raises(NNKitError, match="expected one of 'bwrap', 'user', 'none', got 'docker'"):
        graded(isolation="docker")


def test_a_report_that_cannot_be_written_is_a_clear_error(graded, hand_in, tmp_path):
    hand_in(notebook())
    with pytest.raises(NNKitError, match="could not be written"):
        graded(json_out=tmp_path / "none" / "out.json")


def test_control_characters_of_names_stay_out_of_the_summary(graded, hand_in):
    hand_in(notebook(), "ada\x1b[2J")
    assert "\x1b" not in "\n".join(graded().lines)


@pytest.mark.usefixtures("needs_bwrap")
def test_the_sandbox_is_the_default_and_gives_the_same_results(graded, hand_in):
    hand_in(notebook(RIGHT), "ada")
    hand_in(notebook(RIGHT | {"demo.softmax": WRONG_SOFTMAX}), "grace")
    report = graded(isolation=None)
    assert [(entry["isolation"], entry["score"]) for entry in report.results] == [
        ("bwrap", 14),
        ("bwrap", 11),
    ]
    assert not report.lines[0].startswith("Not isolated")


# What was graded before, and what is selected -------------------------------------------------------------


def test_what_is_in_the_gradebook_with_the_same_checks_is_not_graded_again(
    graded, hand_in, tmp_path, monkeypatch
):
    hand_in(notebook(RIGHT), "ada")
    hand_in("no notebook", "bad")
    first = graded(gradebook=tmp_path / "g.db")
    monkeypatch.setattr("nnkit.grading.cohort.run.grade_one", lambda *given: pytest.fail("graded again"))
    again = graded(gradebook=tmp_path / "g.db")
    assert json.loads(json.dumps(again.results)) == json.loads(json.dumps(first.results))
    assert again.all_graded == first.all_graded is False
    assert "2 were in the gradebook already, and nothing had changed." in again.lines


def test_a_changed_check_or_a_wish_grades_again_and_says_what_changed(graded, hand_in, tmp_path, course):
    hand_in(notebook(RIGHT), "ada")
    graded(gradebook=tmp_path / "g.db")
    problems = course / "exercises" / "problems" / "demo.py"
    hidden = course / "solutions" / "hidden" / "demo.py"
    text = hidden.read_text("utf-8")
    hidden.write_text(
        text + '\n\n@hidden_check("demo.softmax", "never")\ndef never(learner, case):\n'
        '    case.require(False, "A check that nobody passes.")\n',
        "utf-8",
    )
    lines = graded(gradebook=tmp_path / "g.db").lines
    place = lines.index("Changed since they were graded last:")
    assert lines[place + 1].startswith(f"  ada, {EXERCISE}: 14 → ")
    assert "demo.softmax" in lines[place + 1]
    hidden.write_text(text, "utf-8")
    assert problems.is_file()
    assert any("→ 14" in line for line in graded(gradebook=tmp_path / "g.db").lines)
    again = graded(gradebook=tmp_path / "g.db", selection=Selection(regrade=True))
    assert not any("already" in line or "Changed" in line for line in again.lines)


def test_a_run_that_is_killed_is_carried_on(graded, hand_in, tmp_path):
    for name in ("ada", "bob", "cyd"):
        hand_in(notebook(RIGHT | {"demo.softmax": RIGHT["demo.softmax"] + f"\n# {name}"}), name)

    class Killed(BaseException):
        pass

    def kill(done, total):
        if done == 2:
            raise Killed

    with pytest.raises(Killed):
        graded(gradebook=tmp_path / "g.db", progress=kill)
    with Gradebook(tmp_path / "g.db") as book:
        assert len(book.submissions()) == 2
    report = graded(gradebook=tmp_path / "g.db")
    assert len(report.results) == 3
    with Gradebook(tmp_path / "g.db") as book:
        assert len(book.submissions()) == 3


def test_learners_exercises_and_problems_can_be_selected(graded, hand_in, tmp_path):
    for name in ("ada", "bob"):
        hand_in(notebook(RIGHT), name)
    one = graded(selection=Selection(learners=("bob",)))
    assert [entry["learner"] for entry in one.results] == ["bob"]
    assert len(graded(selection=Selection(exercises=(EXERCISE[:2],))).results) == 2
    looked = graded(gradebook=tmp_path / "g.db", selection=Selection(problems=("demo.softmax",)))
    assert [[p["id"] for p in entry["problems"]] for entry in looked.results] == [["demo.softmax"]] * 2
    assert not (tmp_path / "g.db").exists()
    with pytest.raises(NNKitError, match="Nothing is left to grade"):
        graded(selection=Selection(learners=("nobody",)))
