from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest
from sample_course import RIGHT, cell_id, notebook

from nnkit.errors import NNKitError
from nnkit.grading.submissions.bundle import MANIFEST, MAX_MANIFEST, learner_id, read_bundle
from nnkit.grading.submissions.notebook_json import MAX_BYTES, UnreadableNotebook
from nnkit.grading.submissions.submit import slug, submit


def pack(path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def manifest(data: bytes, **changes) -> bytes:
    whole = {
        "learner": "ada",
        "exercise": "07_demo",
        "notebook": "07_demo.ipynb",
        "created": "2026-11-20T23:15:00+00:00",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return json.dumps(whole | changes).encode()


def test_a_bundle_holds_the_notebook_as_it_is_and_who_handed_it_in(course, hand_in, tmp_path):
    path = hand_in(notebook(RIGHT))
    receipt = submit(path, "  Zoë Ångström ", tmp_path / "inbox", root=course)
    assert receipt.path.parent == tmp_path / "inbox"
    bundle = read_bundle(receipt.path)
    assert bundle.learner == "Zoë Ångström"
    assert bundle.exercise == "07_demo"
    assert bundle.data == path.read_bytes()
    assert [item.name for item in (tmp_path / "inbox").iterdir()] == [receipt.path.name]


def test_the_name_tells_learner_exercise_and_time(course, hand_in, tmp_path):
    import re

    receipt = submit(hand_in(notebook()), "ada", tmp_path, root=course)
    assert re.fullmatch(r"ada--07_demo--\d{8}T\d{6}Z(-\d+)?\.zip", receipt.path.name)


def test_an_earlier_submission_is_never_replaced(course, hand_in, tmp_path):
    path = hand_in(notebook())
    receipts = [submit(path, "ada", tmp_path / "inbox", root=course) for _ in range(5)]
    assert len({receipt.path for receipt in receipts}) == 5
    assert len([*(tmp_path / "inbox").iterdir()]) == 5


def test_the_receipt_tells_what_is_answered_and_what_python_cannot_read(course, hand_in, tmp_path):
    answers = {"demo.softmax": RIGHT["demo.softmax"], "demo.loss": "def cross_entropy(s, y)\n    pass"}
    content = notebook(answers, extra=("%matplotlib inline",))
    content["cells"] = [cell for cell in content["cells"] if cell["id"] != cell_id("demo.pick")]
    text = "\n".join(submit(hand_in(content), "ada", tmp_path, root=course).lines)
    assert "Answered: demo.softmax, demo.loss." in text
    assert "Not started: demo.value, demo.total, demo.counter, demo.pick." in text
    assert "line 1 of cell 5 (demo.loss): expected ':'" in text
    assert "answer cell of demo.pick is gone" in text
    assert "cell 2" not in text


def test_another_id_than_the_workspaces_is_warned_about(course, hand_in, tmp_path):
    path = hand_in(notebook())
    folder = path.parent / ".nnkit"
    folder.mkdir()
    (folder / "progress.json").write_text('{"learner": "grace"}', "utf-8")
    assert "belongs to 'grace'" in "\n".join(submit(path, "ada", tmp_path, root=course).lines)
    assert "Careful" not in "\n".join(submit(path, "grace", tmp_path, root=course).lines)


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b'{"nbformat": 4, "cells": []}'])
def test_what_is_no_exercise_is_not_handed_in(course, hand_in, tmp_path, content):
    with pytest.raises(UnreadableNotebook):
        submit(hand_in(content, name="homework.ipynb"), "ada", tmp_path / "inbox", root=course)
    assert not (tmp_path / "inbox").exists()


@pytest.mark.parametrize("name", ["", "   ", ".", "..", "a\nb", "a\x1b[2Jb", "x" * 101, "a\ud800"])
def test_an_id_that_cannot_be_one_is_a_clear_error(name):
    with pytest.raises(NNKitError, match="learner id"):
        learner_id(name)


@pytest.mark.parametrize(
    "name", ["ada", "Ada Lovelace", "李小龍", "../../etc/passwd", "a/b", "أمل", "s123@uni"]
)
def test_an_id_in_any_script_becomes_a_safe_file_name(name):
    import re

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(learner_id(name)))


def test_different_ids_have_different_slugs():
    names = ["ada", "Ada", "ada!", "李", "龍", "a b", "a-b"]
    assert len({slug(name) for name in names}) == len(names)


def test_a_folder_that_cannot_be_written_to_is_a_clear_error(course, hand_in, tmp_path):
    (tmp_path / "inbox").write_text("a file")
    with pytest.raises(NNKitError, match="could not be written"):
        submit(hand_in(notebook()), "ada", tmp_path / "inbox", root=course)


DATA = json.dumps(notebook(RIGHT)).encode()


def test_a_sound_bundle_is_read(tmp_path):
    path = pack(tmp_path / "a.zip", {MANIFEST: manifest(DATA), "07_demo.ipynb": DATA})
    assert read_bundle(path).data == DATA


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({}, "holds no 'manifest.json'"),
        ({"07_demo.ipynb": DATA}, "holds no 'manifest.json'"),
        ({MANIFEST: manifest(DATA)}, "holds no '07_demo.ipynb'"),
        ({MANIFEST: manifest(DATA), "07_demo.ipynb": DATA + b" "}, "was changed"),
        ({MANIFEST: b"[1]", "07_demo.ipynb": DATA}, "manifest is damaged"),
        ({MANIFEST: b"\xff", "07_demo.ipynb": DATA}, "manifest is damaged"),
        ({MANIFEST: b"[" * 60_000, "07_demo.ipynb": DATA}, "manifest is damaged"),
        ({MANIFEST: b" " * (MAX_MANIFEST + 1), "07_demo.ipynb": DATA}, "larger than"),
        ({MANIFEST: manifest(DATA, learner=3)}, "manifest is damaged"),
        ({MANIFEST: manifest(DATA, created="yesterday")}, "when it was made"),
        ({MANIFEST: manifest(DATA, learner=".."), "07_demo.ipynb": DATA}, "learner id is needed"),
        ({MANIFEST: manifest(DATA, notebook="../x.ipynb"), "../x.ipynb": DATA}, "not a notebook in it"),
        ({MANIFEST: manifest(DATA, notebook="/etc/x.ipynb"), "/etc/x.ipynb": DATA}, "not a notebook in it"),
        ({MANIFEST: manifest(DATA, notebook=MANIFEST)}, "not a notebook in it"),
        ({f"{k}": b"" for k in range(99)}, "more than a submission"),
    ],
)
def test_a_bundle_that_is_none_is_one_clear_sentence(tmp_path, members, reason):
    with pytest.raises(UnreadableNotebook, match=reason):
        read_bundle(pack(tmp_path / "a.zip", members))


def test_a_member_that_climbs_out_is_never_written(tmp_path):
    inner = tmp_path / "inner"
    inner.mkdir()
    members = {
        MANIFEST: manifest(DATA),
        "07_demo.ipynb": DATA,
        "../escaped.ipynb": b"x",
        "/escaped.ipynb": b"x",
    }
    assert read_bundle(pack(inner / "a.zip", members)).data == DATA
    assert [item.name for item in tmp_path.rglob("*")] == ["inner", "a.zip"]


def test_a_zip_bomb_is_refused_without_unpacking_it(tmp_path):
    bomb = b" " * (MAX_BYTES + 1)
    path = pack(tmp_path / "a.zip", {MANIFEST: manifest(bomb), "07_demo.ipynb": bomb})
    assert path.stat().st_size < 100_000
    with pytest.raises(UnreadableNotebook, match="larger than"):
        read_bundle(path)


def test_a_zip_that_lies_about_its_size_is_damaged(tmp_path):
    path = pack(tmp_path / "a.zip", {MANIFEST: manifest(DATA), "07_demo.ipynb": DATA})
    whole = path.read_bytes()
    path.write_bytes(whole.replace(len(DATA).to_bytes(4, "little"), (9).to_bytes(4, "little")))
    with pytest.raises(UnreadableNotebook):
        read_bundle(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_packing_is_refused(tmp_path, method):
    path = pack(tmp_path / "a.zip", {MANIFEST: manifest(DATA), "07_demo.ipynb": DATA}, method)
    with pytest.raises(UnreadableNotebook, match="unusual"):
        read_bundle(path)


@pytest.mark.parametrize("cut", [0, 1, 100, -1, -30])
def test_a_damaged_zip_is_one_clear_sentence(tmp_path, cut):
    whole = io.BytesIO()
    pack(whole, {MANIFEST: manifest(DATA), "07_demo.ipynb": DATA})
    path = tmp_path / "a.zip"
    path.write_bytes(whole.getvalue()[:cut])
    with pytest.raises(UnreadableNotebook, match="damaged"):
        read_bundle(path)
