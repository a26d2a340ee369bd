"""``assemble``: what a learner has answered elsewhere is found, put together, and never changed."""

from __future__ import annotations

import json

import pytest

from nnkit.content import content_root
from nnkit.grading.assembling import ABSENT, OPEN, PASSED, as_cell, assembled, collect
from nnkit.grading.learner.progress import Progress
from nnkit.grading.problems import find_problem
from nnkit.grading.verdict import Verdict

RELU = "def relu(z):\n    return np.maximum(z, 0)\n\n\ndef relu_prime(z):\n    return 1.0 * (z > 0)"


@pytest.fixture
def library():
    return find_problem("capstone.assembled")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A workspace with two untouched sheets; the answer to one problem can be written into them."""
    monkeypatch.setenv("NNKIT_WORKSPACE", str(tmp_path))
    sheets = tmp_path / "exercises"
    sheets.mkdir()
    for name in ("03_activations", "06_softmax"):
        text = (content_root() / "exercises" / f"{name}.ipynb").read_text(encoding="utf-8")
        (sheets / f"{name}.ipynb").write_text(text, encoding="utf-8")
    return sheets


def answer(sheet, problem, code):
    notebook = json.loads(sheet.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        own = cell["metadata"].get("nnkit", {})
        if own.get("problem") == problem and "answer" in cell["metadata"]["tags"]:
            cell["source"] = code
    sheet.write_text(json.dumps(notebook), encoding="utf-8")


def test_untouched_sheets_hold_no_part(library, folder):
    parts = collect(library, folder, Progress.current())
    assert [part.problem for part in parts] == list(library.parts)
    assert {part.state for part in parts} == {ABSENT}
    assert as_cell(parts) == ""
    assert "None of the 11 functions" in assembled(library).text


def test_an_answer_is_found_with_its_state_and_the_sheet_stays_as_it_is(library, folder):
    sheet = folder / "03_activations.ipynb"
    answer(sheet, "activations.relu", RELU)
    before = sheet.read_bytes()
    found = {part.problem: part for part in collect(library, folder, Progress.current())}
    assert (found["activations.relu"].state, found["activations.relu"].code) == (OPEN, RELU)
    Progress.current().record_problem(Verdict("activations.relu", "", "passed", 2.0, 2.0))
    parts = collect(library, folder, Progress.current())
    assert {part.problem: part.state for part in parts}["activations.relu"] == PASSED
    assert as_cell(parts) == f"# 03_activations, activations.relu\n{RELU}"
    assert sheet.read_bytes() == before


def test_the_report_says_what_is_whose_and_offers_the_code_to_copy(library, folder):
    answer(folder / "03_activations.ipynb", "activations.relu", RELU + "  # < & >")
    shown = assembled(library)
    assert "its own check has not passed yet: `activations.relu`." in shown.text
    assert "Not answered yet" in shown.text
    assert "&lt; &amp; &gt;" in shown.html
    assert "<details>" in shown.html


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b'{"nbformat": 3}'])
def test_a_damaged_sheet_is_one_without_answers(library, folder, damage):
    answer(folder / "03_activations.ipynb", "activations.relu", RELU)
    (folder / "06_softmax.ipynb").write_bytes(damage)
    states = {part.problem: part.state for part in collect(library, folder, Progress.current())}
    assert states["activations.relu"] == OPEN
    assert states["softmax.stable"] == ABSENT


def test_no_folder_of_exercises_at_all_is_no_error(library, tmp_path, monkeypatch):
    monkeypatch.setenv("NNKIT_WORKSPACE", str(tmp_path / "nowhere"))
    assert "None of the 11 functions" in assembled(library).text


def test_a_problem_that_is_not_made_of_others_says_so():
    assert "write it yourself" in assembled(find_problem("softmax.stable")).text
