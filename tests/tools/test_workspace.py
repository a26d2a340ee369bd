"""Laying the course into a learner's folder: every case in which work could be lost, and is not."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from nnkit import files
from nnkit.tools import workspace
from nnkit.tools.workspace import LayReport, WorkspaceError, fingerprint, lay

SOFTMAX, START = "exercises/06_softmax.ipynb", "course/00_start_here.ipynb"


def notebook(text: str, version: str = "1", kernel: str = "Python 3") -> str:
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": [text]}
    metadata = {"kernelspec": {"display_name": kernel}, "nnkit": {"version": version}}
    return json.dumps({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """The originals, and beside the notebooks what is not for the learner's folder."""
    root = tmp_path / "ours"
    for name in (START, SOFTMAX, "course/guide/teachers.md", "course/source/00_start_here.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(notebook(name), encoding="utf-8")
    return root


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return tmp_path / "mine"


def everything(folder: Path) -> dict[str, str]:
    """All files of the learner's folder but the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def test_only_notebooks_are_laid_and_a_second_time_nothing_happens(ours: Path, mine: Path) -> None:
    report = lay(ours, mine, "1")
    assert report.laid == [START, SOFTMAX]
    assert report.lines == [f"Course in {mine}: 2 new."]
    assert everything(mine) == {START: notebook(START), SOFTMAX: notebook(SOFTMAX)}
    record = (mine / ".nnkit/manifest.json").read_text(encoding="utf-8")
    again = lay(ours, mine, "1")
    assert again == LayReport(mine)
    assert again.lines == [f"Course in {mine}: up to date."]
    assert (mine / ".nnkit/manifest.json").read_text(encoding="utf-8") == record


def test_the_manifest_names_each_file_with_its_fingerprint(ours: Path, mine: Path) -> None:
    lay(ours, mine, "1")
    record = json.loads((mine / ".nnkit/manifest.json").read_text(encoding="utf-8"))
    assert record["files"][SOFTMAX] == {"laid": fingerprint(notebook(SOFTMAX).encode()), "offered": []}


def test_a_file_the_learner_did_not_touch_is_brought_up_to_date(ours: Path, mine: Path) -> None:
    lay(ours, mine, "1")
    write(ours / SOFTMAX, notebook("better"))
    report = lay(ours, mine, "2")
    assert (report.replaced, report.laid, report.notes) == ([SOFTMAX], [], [])
    assert everything(mine) == {START: notebook(START), SOFTMAX: notebook("better")}
    assert lay(ours, mine, "2") == LayReport(mine)


def test_a_notebook_that_was_merely_opened_counts_as_untouched(ours: Path, mine: Path) -> None:
    lay(ours, mine, "1")
    write(mine / SOFTMAX, notebook(SOFTMAX, kernel="Python 3 (ipykernel)"))
    write(ours / SOFTMAX, notebook("better"))
    assert lay(ours, mine, "2").replaced == [SOFTMAX]


def test_a_release_that_changes_only_the_version_number_offers_nothing(ours: Path, mine: Path) -> None:
    lay(ours, mine, "1")
    write(mine / SOFTMAX, notebook("my work"))
    write(ours / SOFTMAX, notebook(SOFTMAX, version="2"))
    report = lay(ours, mine, "2")
    assert (report.offered, report.kept) == ([], [SOFTMAX])


def test_a_missing_file_is_laid_again(ours: Path, mine: Path) -> None:
    lay(ours, mine, "1")
    (mine / START).unlink()
    assert lay(ours, mine, "1").laid == [START]


def test_the_learners_work_is_kept_when_ours_has_not_changed(ours: Path, mine: Path) -> None:
    lay(ours, mine, "1")
    write(mine / SOFTMAX, notebook("my work"))
    report = lay(ours, mine, "1")
    assert (report.kept, report.offered, report.notes) == ([SOFTMAX], [], [])
    assert everything(mine) == {START: notebook(START), SOFTMAX: notebook("my work")}


def test_a_new_version_is_laid_beside_the_learners_work_once(ours: Path, mine: Path) -> None:
    lay(ours, mine, "0.1.0")
    write(mine / SOFTMAX, notebook("my work"))
    write(ours / SOFTMAX, notebook("better"))
    report = lay(ours, mine, "0.2.0")
    beside = "exercises/06_softmax.new-0.2.0.ipynb"
    assert report.offered == [beside]
    (note,) = report.notes
    assert note.startswith(f"{SOFTMAX} holds your work and was left alone")
    assert "\n" not in note
    assert (mine / SOFTMAX).read_text(encoding="utf-8") == notebook("my work")
    assert (mine / beside).read_text(encoding="utf-8") == notebook("better")

    (mine / beside).unlink()  # the learner declines
    assert lay(ours, mine, "0.2.0").offered == []
    write(ours / SOFTMAX, notebook("better still"))
    assert lay(ours, mine, "0.3.0").offered == ["exercises/06_softmax.new-0.3.0.ipynb"]


def test_taking_the_new_version_makes_the_file_ours_again(ours: Path, mine: Path) -> None:
    lay(ours, mine, "1")
    write(mine / SOFTMAX, notebook("my work"))
    write(ours / SOFTMAX, notebook("better"))
    (beside,) = lay(ours, mine, "2").offered
    (mine / beside).replace(mine / SOFTMAX)
    assert lay(ours, mine, "2") == LayReport(mine)
    write(ours / SOFTMAX, notebook("better still"))
    assert lay(ours, mine, "3").replaced == [SOFTMAX]


def test_a_name_that_is_taken_is_never_overwritten(ours: Path, mine: Path) -> None:
    lay(ours, mine, "1")
    write(mine / SOFTMAX, notebook("my work"))
    for taken in ("exercises/06_softmax.new-2.ipynb", "exercises/06_softmax.new-2-2.ipynb"):
        write(mine / taken, notebook(f"mine too: {taken}"))
    before = everything(mine)
    write(ours / SOFTMAX, notebook("better"))
    report = lay(ours, mine, "2")
    assert report.offered == ["exercises/06_softmax.new-2-3.ipynb"]
    assert everything(mine) == {**before, report.offered[0]: notebook("better")}


def test_files_that_were_there_before_us_are_the_learners(ours: Path, mine: Path) -> None:
    (mine / "exercises").mkdir(parents=True)
    write(mine / SOFTMAX, "not even a notebook")
    report = lay(ours, mine, "1")
    assert report.laid == [START]
    assert report.offered == ["exercises/06_softmax.new-1.ipynb"]
    assert (mine / SOFTMAX).read_text(encoding="utf-8") == "not even a notebook"


DAMAGE = {
    "cut short": '{"format": 1, "files": {"course/00_sta',
    "empty": "",
    "another form": "[]",
    "a later format": '{"format": 2, "files": {}}',
    "no files": '{"format": 1}',
    "entry not a record": '{"format": 1, "files": {"course/00_start_here.ipynb": "abc"}}',
    "hash not a hash": '{"format": 1, "files": {"a": {"laid": "abc", "offered": []}}}',
    "offered not a list": '{"format": 1, "files": {"a": {"laid": "", "offered": null}}}',
    "not text": "\udcff",
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_manifest_is_set_aside_and_nothing_is_overwritten(
    ours: Path, mine: Path, name: str
) -> None:
    lay(ours, mine, "1")
    record = mine / ".nnkit/manifest.json"
    record.write_bytes(DAMAGE[name].encode("utf-8", "surrogateescape"))
    damaged = record.read_bytes()
    write(ours / START, notebook("better"))
    write(mine / SOFTMAX, notebook("my work"))
    report = lay(ours, mine, "2")
    assert report.replaced == []
    assert sorted(report.offered) == ["course/00_start_here.new-2.ipynb", "exercises/06_softmax.new-2.ipynb"]
    (aside,) = (mine / ".nnkit").glob("manifest.damaged-*.json")
    assert aside.read_bytes() == damaged
    assert aside.name in report.notes[0]
    assert (mine / START).read_text(encoding="utf-8") == notebook(START)
    assert (mine / SOFTMAX).read_text(encoding="utf-8") == notebook("my work")
    assert lay(ours, mine, "2").notes == []


def test_two_damaged_manifests_in_one_second_are_both_kept(ours: Path, mine: Path) -> None:
    lay(ours, mine, "1")
    record = mine / ".nnkit/manifest.json"
    for text in ("first", "second", "third"):
        write(record, text)
        lay(ours, mine, "1")
    aside = {path.read_text(encoding="utf-8") for path in record.parent.glob("manifest.damaged-*.json")}
    assert aside == {"first", "second", "third"}


def killed_at(count: int) -> Callable[[Path, Path], Path]:
    """Path.replace that puts ``count`` files in place and then loses power."""
    real, left = Path.replace, [count]

    def replace(self: Path, target: Path) -> Path:
        if not left[0]:
            raise SystemExit("killed")
        left[0] -= 1
        return real(self, target)

    return replace


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_run_killed_halfway_is_finished_by_the_next(
    ours: Path, mine: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    lay(ours, mine, "1")
    for name in (START, SOFTMAX):
        write(ours / name, notebook("better"))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed_at(count))
        patch.setattr(Path, "unlink", lambda *args, **kwargs: None)  # a killed process does not tidy up
        with pytest.raises(SystemExit):
            lay(ours, mine, "2")
    assert list(mine.rglob(".nnkit-*.tmp"))
    report = lay(ours, mine, "2")
    assert report.notes == []
    assert (mine / START).read_text(encoding="utf-8") == notebook("better")
    assert (mine / SOFTMAX).read_text(encoding="utf-8") == notebook("better")
    write(ours / START, notebook("better still"))
    assert lay(ours, mine, "3").replaced == [START]


def test_abandoned_temporary_files_are_removed_after_an_hour_and_no_others(ours: Path, mine: Path) -> None:
    lay(ours, mine, "1")
    old, young, other = (mine / "course" / name for name in (".nnkit-a.tmp", ".nnkit-b.tmp", "notes.tmp"))
    for path in (old, young, other):
        write(path, "x")
    os.utime(old, (0, 0))
    os.utime(other, (0, 0))
    lay(ours, mine, "1")
    assert (old.exists(), young.exists(), other.exists()) == (False, True, True)


@pytest.mark.parametrize("folder", ["course", ".nnkit"])
def test_a_folder_linked_out_of_the_workspace_is_not_followed(
    ours: Path, mine: Path, tmp_path: Path, folder: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    mine.mkdir()
    (mine / folder).symlink_to(elsewhere)
    with pytest.raises(WorkspaceError, match="outside the workspace, and is not followed"):
        lay(ours, mine, "1")
    assert list(elsewhere.iterdir()) == []


def test_a_linked_notebook_is_left_alone(ours: Path, mine: Path, tmp_path: Path) -> None:
    lay(ours, mine, "1")
    elsewhere = tmp_path / "elsewhere.ipynb"
    write(elsewhere, notebook(SOFTMAX))  # even one that is as we laid it
    (mine / SOFTMAX).unlink()
    (mine / SOFTMAX).symlink_to(elsewhere)
    write(ours / SOFTMAX, notebook("better"))
    report = lay(ours, mine, "2")
    assert report.notes == [f"{SOFTMAX} is a link of yours: left alone."]
    assert elsewhere.read_text(encoding="utf-8") == notebook(SOFTMAX)
    assert (mine / SOFTMAX).is_symlink()


def test_the_workspace_itself_may_be_a_link(ours: Path, mine: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    mine.symlink_to(tmp_path / "disk")
    assert lay(ours, mine, "1").workspace == tmp_path / "disk"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_or_read_only_folder_gives_one_clear_sentence_and_loses_nothing(
    ours: Path, mine: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    lay(ours, mine, "1")
    before = everything(mine)
    write(ours / SOFTMAX, notebook("better"))

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(code, os.strerror(code), str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WorkspaceError, match=os.strerror(code)) as refusal:
        lay(ours, mine, "2")
    assert f"Cannot write to {mine / SOFTMAX}" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert everything(mine) == before


def test_a_folder_that_really_cannot_be_written_is_refused(ours: Path) -> None:
    with pytest.raises(WorkspaceError, match="Cannot make /proc/nnkit"):
        lay(ours, Path("/proc/nnkit"), "1")


def test_the_originals_are_no_workspace(ours: Path) -> None:
    for folder in (ours, ours / "course", ours / "new"):
        with pytest.raises(WorkspaceError, match="which holds the originals"):
            lay(ours, folder, "1")
    assert not (ours / "new").exists()


def test_a_file_is_no_workspace(ours: Path, mine: Path) -> None:
    write(mine, "a file")
    with pytest.raises(WorkspaceError, match="is a file; expected a folder"):
        lay(ours, mine, "1")


def test_nothing_to_lay_is_an_error_that_makes_no_folder(tmp_path: Path, mine: Path) -> None:
    with pytest.raises(WorkspaceError, match="nnkit build"):
        lay(tmp_path, mine, "1")
    assert not mine.exists()


def test_the_home_folder_is_understood(ours: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert lay(ours, Path(workspace.DEFAULT_WORKSPACE), "1").workspace == tmp_path / "nnkit-course"


def test_a_failed_write_leaves_the_old_file_and_no_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    files.write_whole(path, b"old")
    monkeypatch.setattr(Path, "replace", killed_at(0))
    with pytest.raises(SystemExit):
        files.write_whole(path, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
    assert path.read_bytes() == b"old"
