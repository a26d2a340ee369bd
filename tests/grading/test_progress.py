"""The progress file: what is recorded, when questions come back, and that nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from nnkit.grading.learner.progress import LearnerIdError, Progress, valid_learner
from nnkit.grading.learner.progress_file import VERSION, workspace
from nnkit.grading.verdict import Finding, Verdict

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self):
        self.time = START

    def __call__(self):
        return self.time

    def days(self, days):
        self.time += timedelta(days=days)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def progress(tmp_path, clock):
    return Progress.load(tmp_path, clock)


def verdict(score=1.0, status="partial", kind="misconception:axis"):
    return Verdict("softmax.stable", "T", status, score, 2.0, (), Finding(kind, "x"))


def stored(progress):
    return json.loads(progress.path.read_text(encoding="utf-8"))


def test_reading_writes_nothing(progress):
    assert progress.learner == ""
    assert progress.due() == []
    assert not progress.path.parent.exists()


def test_the_best_score_is_kept_beside_the_last(progress, clock):
    for score in (1.0, 2.0, 0.5):
        clock.days(1)
        progress.record_problem(verdict(score))
    record = stored(progress)["problems"]["softmax.stable"]
    assert record == {
        "best": 2.0,
        "last": 0.5,
        "max": 2.0,
        "status": "partial",
        "tries": 3,
        "hints": 0,
        "diagnosis": "misconception:axis",
        "time": "2026-03-04T09:00:00+00:00",
    }


def test_looking_at_an_unanswered_problem_is_no_try(progress):
    progress.record_problem(verdict(0.0, "not started", "not started"))
    progress.record_problem(verdict(0.0, "failed", "missing"))
    assert progress.problem("softmax.stable")["tries"] == 0


def test_hints_count_up_to_three(progress):
    assert [progress.record_hint("softmax.stable") for _ in range(5)] == [1, 2, 3, 3, 3]


def test_right_answers_come_back_after_1_3_7_21_60_and_60_days(progress, clock):
    for days in (1, 3, 7, 21, 60, 60):
        progress.record_question("q", right=True, concept=6)
        assert progress.due(now=clock.time + timedelta(days=days, seconds=-1)) == []
        clock.days(days)
        assert progress.due() == ["q"]
    assert progress.question("q")["row"] == 6


def test_a_wrong_answer_is_due_at_once_and_starts_over(progress, clock):
    for days in (1, 3):
        progress.record_question("q", right=True, concept=6)
        clock.days(days)
    progress.record_question("q", right=False, concept=6)
    assert progress.due() == ["q"]
    progress.record_question("q", right=True, concept=6)
    assert progress.due(now=clock.time + timedelta(hours=23)) == []
    clock.days(1)
    assert progress.due() == ["q"]


def test_answering_again_the_same_day_does_not_postpone_the_review(progress, clock):
    for _ in range(5):
        progress.record_question("q", right=True, concept=6)
    clock.days(1)
    assert progress.due() == ["q"]
    assert progress.question("q")["tries"] == 5


def test_due_questions_are_chosen_by_concept_or_id_the_worst_first(progress, clock):
    progress.record_question("sometimes", right=False, concept=6)
    progress.record_question("sometimes", right=True, concept=6)
    progress.record_question("never", right=False, concept=7)
    clock.days(2)
    assert progress.due() == ["never", "sometimes"]
    assert progress.due(concepts=[6]) == ["sometimes"]
    assert progress.due(ids=["never", "unknown"]) == ["never"]
    assert progress.due(concepts=[]) == []


def test_the_first_prediction_is_kept(progress):
    progress.record_prediction("F6.1", np.float32(0.5))
    progress.record_prediction("F6.1", np.array([1, 2]))
    assert stored(progress)["predictions"]["F6.1"]["first"] == 0.5
    assert progress.prediction("F6.1") == [1, 2]
    assert progress.prediction("F6.2") is None


def test_two_kernels_keep_each_others_records(tmp_path, clock):
    one, two = Progress.load(tmp_path, clock), Progress.load(tmp_path, clock)
    one.set_learner("ada")
    two.record_question("q", right=True, concept=6)
    one.record_hint("softmax.stable")
    two.record_hint("softmax.stable")
    both = Progress.load(tmp_path, clock)
    assert (both.learner, both.problem("softmax.stable")["hints"], both.question("q")["tries"]) == (
        "ada",
        2,
        1,
    )


WRITER = """
import sys
from pathlib import Path
from nnkit.grading.learner.progress import Progress
progress = Progress.load(Path(sys.argv[1]))
for i in range(30):
    progress.record_question(f"{sys.argv[2]}.{i}", right=True, concept=1)
"""


def test_processes_that_write_at_the_same_time_lose_nothing(tmp_path):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name]) for name in "abc"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    progress = Progress.load(tmp_path)
    assert len(stored(progress)["questions"]) == 90
    assert sorted(p.name for p in progress.path.parent.iterdir()) == ["progress.json"]


def test_a_lock_left_by_a_killed_kernel_is_taken_away(progress):
    progress.record_hint("a.b")
    lock = progress.path.with_name("progress.lock")
    lock.touch()
    os.utime(lock, (time.time() - 60,) * 2)
    progress.record_hint("a.b")
    assert stored(progress)["problems"]["a.b"]["hints"] == 2
    assert not lock.exists()


def test_a_kernel_killed_while_writing_leaves_the_old_file_whole(progress, monkeypatch):
    progress.record_hint("a.b")
    before = progress.path.read_bytes()

    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", killed)
        with pytest.raises(KeyboardInterrupt):
            progress.record_hint("a.b")
    assert progress.path.read_bytes() == before
    assert [path.name for path in progress.path.parent.iterdir()] == ["progress.json"]
    assert Progress.load(progress.path.parents[1]).record_hint("a.b") == 2


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"[" * 5000,
        b'{"version": "1"}',
        b'{"version": 1, "learner": 3}',
        b'{"version": 1, "problems": []}',
        b'{"version": 1, "problems": {"a.b": {"tries": "many"}}}',
        b'{"version": 1, "problems": {"a.b": {"tries": true}}}',
        b'{"version": 1, "questions": {"q": {"due": "soon"}}}',
        b'{"version": 1, "questions": {"q": {"due": "2026-03-01T09:00:00"}}}',
        b'{"version": 1, "questions": {"q": 1}}',
    ],
)
def test_a_damaged_file_is_set_aside_with_one_message(tmp_path, clock, damage):
    (tmp_path / ".nnkit").mkdir()
    (tmp_path / ".nnkit" / "progress.json").write_bytes(damage)
    progress = Progress.load(tmp_path, clock)
    assert progress.record_hint("a.b") == 1
    assert progress.record_hint("a.b") == 2
    (message,) = progress.take_messages()
    assert "progress.damaged-20260301T090000Z.json" in message
    assert (tmp_path / ".nnkit" / "progress.damaged-20260301T090000Z.json").read_bytes() == damage
    assert progress.take_messages() == []


def test_a_newer_file_is_left_alone(tmp_path, clock):
    (tmp_path / ".nnkit").mkdir()
    path = tmp_path / ".nnkit" / "progress.json"
    path.write_text(newer := json.dumps({"version": VERSION + 1, "problems": "other"}))
    progress = Progress.load(tmp_path, clock)
    assert [progress.record_hint("a.b"), progress.record_hint("a.b")] == [1, 2]
    assert path.read_text() == newer
    (message,) = progress.take_messages()
    assert "newer" in message


def test_where_nothing_can_be_written_progress_stays_in_memory(tmp_path, clock):
    (tmp_path / ".nnkit").write_text("a file where the folder should be")
    progress = Progress.load(tmp_path, clock)
    progress.set_learner("ada")
    assert [progress.record_hint("a.b"), progress.record_hint("a.b")] == [1, 2]
    progress.refresh()
    assert progress.learner == "ada"
    (message,) = progress.take_messages()
    assert "in memory only" in message


def test_a_folder_that_becomes_read_only_loses_nothing(progress, monkeypatch):
    progress.set_learner("ada")

    def refuses(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.replace", refuses)
    assert [progress.record_hint("a.b"), progress.record_hint("a.b")] == [1, 2]
    assert progress.learner == "ada"
    (message,) = progress.take_messages()
    assert "Permission denied" in message


def test_unknown_keys_survive_a_change(progress):
    progress.record_hint("a.b")
    data = stored(progress)
    data["colour"] = "blue"
    data["problems"]["a.b"]["note"] = [1]
    progress.path.write_text(json.dumps(data))
    progress.record_hint("a.b")
    assert stored(progress)["colour"] == "blue"
    assert stored(progress)["problems"]["a.b"]["note"] == [1]


def test_any_script_makes_a_learner_id():
    for name in ("ada", "Zoë 1", "李雷", "می\u200cخواهم", "नमस्ते", "👩", "x" * 200):
        assert valid_learner(f"  {name} ") == name


def test_the_same_name_typed_on_two_keyboards_is_one_id():
    assert valid_learner("Zoe\u0308") == valid_learner("Zo\u00eb")


@pytest.mark.parametrize(
    "name", ["", "  ", "a\nb", "a\tb", "a\x00b", "a\u202eb", "a\ud800", "x" * 201, None, 7]
)
def test_an_id_that_cannot_be_seen_is_refused(progress, name):
    with pytest.raises(LearnerIdError, match="id"):
        progress.set_learner(name)
    assert progress.learner == ""


def test_the_workspace_is_named_or_found_upwards_or_here(tmp_path, monkeypatch):
    deep = tmp_path / "lab" / "course" / "more"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    monkeypatch.delenv("NNKIT_WORKSPACE", raising=False)
    assert workspace() == deep
    (tmp_path / "lab" / ".nnkit").mkdir()
    assert workspace() == tmp_path / "lab"
    monkeypatch.setenv("NNKIT_WORKSPACE", str(tmp_path))
    assert workspace() == tmp_path


def test_the_records_describe_themselves(progress):
    assert progress.describe() == ["Learner: guest (no id set)"]
    progress.set_learner("ada")
    progress.record_problem(verdict())
    progress.record_hint("softmax.stable")
    progress.record_question("q", right=False, concept=6)
    assert [line.split() for line in progress.describe()] == [
        ["Learner:", "ada"],
        ["softmax.stable", "partial", "1", "of", "2", "(1", "try,", "1", "hint)"],
        ["Questions:", "1", "answered,", "1", "due", "for", "review"],
    ]
