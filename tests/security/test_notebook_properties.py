"""Generated notebooks, from harmless to absurd: graded as far as can be, or refused in one sentence."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sample_course import EXERCISE, RIGHT, code, notebook

from nnkit.content import content_root
from nnkit.grading.cohort.run import grade_cohort
from nnkit.grading.sandbox.isolation import Sandbox
from nnkit.grading.submissions.grader import grade
from nnkit.grading.submissions.notebook_json import MAX_BYTES, UnreadableNotebook, parse, read_bytes
from nnkit.grading.submissions.reading import read_submission

MANY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEW = settings(MANY, max_examples=15)
TEXT = st.text(max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
KNOWN_IDS = [cell["id"] for cell in notebook(RIGHT)["cells"]]
CELL = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw"]) | JSON,
        "id": st.sampled_from(KNOWN_IDS) | JSON,
        "source": st.sampled_from([*RIGHT.values(), "%%bash\nrm -rf x", "λ = 1", "\0", "(" * 300])
        | TEXT
        | JSON,
        "metadata": st.fixed_dictionaries(
            {}, optional={"tags": st.lists(TEXT) | JSON, "nnkit": st.dictionaries(TEXT, JSON) | JSON}
        )
        | JSON,
        "outputs": JSON,
        "execution_count": JSON,
    },
)
NOTEBOOK = st.fixed_dictionaries(
    {"nbformat": st.just(4) | st.just(4) | JSON, "cells": st.lists(CELL | CELL | JSON, max_size=8) | JSON},
    optional={"metadata": JSON, "nbformat_minor": JSON},
)


def told_in_one_sentence(error: UnreadableNotebook | None) -> bool:
    text = str(error)
    return 10 < len(text) < 400 and "\n" not in text and "Traceback" not in text and text.endswith(".")


def taken_apart(data: bytes, exercise) -> None:
    """Read a submission: it makes sense, or it is refused in one sentence."""
    refused, submission = None, None
    try:
        submission = read_submission(parse(data), exercise)
    except UnreadableNotebook as error:
        refused = error
    if submission is None:
        assert told_in_one_sentence(refused), str(refused)
        return
    assert submission.started <= exercise.problems.keys()
    assert submission.lost <= exercise.problems.keys()
    labels = [step.label for step in submission.steps]
    assert len(set(labels)) == len(labels)
    answers = [step.problem for step in submission.steps if step.role == "answer"]
    assert len(set(answers)) == len(answers)


@MANY
@given(value=JSON | NOTEBOOK)
def test_any_json_is_a_submission_or_refused_in_one_sentence(exercise, value):
    taken_apart(json.dumps(value).encode(), exercise)


@MANY
@given(data=st.binary(max_size=200))
@example(data=b"[" * 1_000_000)
@example(data=b'{"a":' * 200_000)
@example(data=b"\xef\xbb\xbf{}")
@example(data=b"\xff\xfe{\0}\0")
@example(data=b"1" * 10_000)
@example(data=b"NaN")
@example(data=b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "\\ud800"}]}')
def test_any_bytes_are_refused_in_one_sentence_or_read(exercise, data):
    taken_apart(data, exercise)


@MANY
@given(
    cut=st.integers(0, 5000),
    changes=st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 255)), max_size=4),
)
def test_a_damaged_notebook_is_read_or_refused_in_one_sentence(exercise, cut, changes):
    data = bytearray(json.dumps(notebook(RIGHT)).encode())
    for place, byte in changes:
        data[place % len(data)] = byte
    taken_apart(bytes(data[: max(len(data) - cut, 0)] if cut > 2500 else data), exercise)


@st.composite
def harmless(draw) -> dict:
    """Draw a right notebook, changed in ways that must not cost a point."""
    name = draw(st.sampled_from(["数学", "δ", "имя", "nombre", "اسم"]))
    book = notebook(
        RIGHT, extra=(f"{name} = 1", "!ls", "%matplotlib inline", "import matplotlib.pyplot as plt")
    )
    strange = st.sampled_from(
        [
            code("%%R\nx <- 1"),
            code("%%javascript\nalert(1)"),
            code("SELECT * FROM answers"),
            code("print('x' * 10_000)\nimport warnings\nwarnings.warn('x')"),
            code("def broken("),
            {"cell_type": "markdown", "source": "# text", "metadata": {}},
            {"cell_type": "heading", "source": 3},
        ]
    )
    for cell in draw(st.lists(strange, max_size=4)):
        book["cells"].insert(draw(st.integers(0, len(book["cells"]))), copy.deepcopy(cell))
    drop = draw(st.sampled_from(["nothing", "ids", "repeated ids", "checks", "names"]))
    for cell in list(book["cells"]):
        cell["outputs"] = draw(st.sampled_from([[], [{"text": "x" * 1000}], None, 7]))
        about = cell.get("metadata") or {}
        if drop == "ids":
            cell.pop("id", None)
        if drop == "repeated ids":
            about.get("nnkit", {}).pop("id", None)
        if drop == "checks" and "check" in about.get("tags", []):
            book["cells"].remove(cell)
    if drop == "names":
        book["metadata"] = None
    if draw(st.booleans()):  # the same answer a second time, at the end
        again = draw(st.sampled_from([cell for cell in book["cells"] if "demo.pick" in json.dumps(cell)]))
        book["cells"].append(copy.deepcopy(again))
    return book


@FEW
@given(book=harmless())
def test_what_is_harmless_costs_no_points(exercise, book):
    submission = read_submission(parse(json.dumps(book).encode()), exercise)
    verdicts = grade(submission, exercise, Sandbox("none"), salt="s", learner_id="ada")
    assert {verdict.problem: verdict.score for verdict in verdicts} == {
        id: problem.points for id, problem in exercise.problems.items()
    }


@settings(MANY, max_examples=25)
@given(books=st.lists(NOTEBOOK, min_size=1, max_size=4))
def test_absurd_notebooks_are_entries_and_never_an_error_of_the_grader(course, tmp_path, books):
    folder = tmp_path / f"absurd-{os.urandom(4).hex()}"
    for number, book in enumerate(books):
        path = folder / f"learner {number}" / f"{EXERCISE}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(book), "utf-8")
    report = grade_cohort([folder], isolation="none", root=course, solutions=course / "solutions")
    assert len(report.results) == len(books)
    for entry in report.results:
        assert 0 <= entry["score"] <= entry["max_score"]
        assert "grader itself failed" not in json.dumps(entry)


def test_a_notebook_of_a_hundred_megabytes_is_refused_at_once(tmp_path):
    path = tmp_path / "large.ipynb"
    with path.open("wb") as file:
        file.write(b'{"nbformat": 4, "cells": [')
        file.truncate(100 * 2**20)
    began = time.process_time()
    with pytest.raises(UnreadableNotebook, match="Clear the outputs"):
        read_bytes(path)
    assert time.process_time() - began < 2


def test_outputs_up_to_the_cap_are_passed_over(tmp_path, exercise):
    book = notebook(RIGHT)
    book["cells"][3]["outputs"] = [{"output_type": "stream", "text": "x" * (MAX_BYTES - 20_000)}]
    path = tmp_path / "large.ipynb"
    path.write_text(json.dumps(book), "utf-8")
    began = time.process_time()
    submission = read_submission(parse(read_bytes(path)), exercise)
    assert time.process_time() - began < 5
    assert submission.started == exercise.problems.keys()


def nnkit_grade(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from nnkit.cli import main; main()",
        "grade",
        "--isolation",
        "none",
        *map(str, arguments),
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_exit_codes_tell_whether_all_were_graded_and_nothing_prints_a_traceback(tmp_path):
    sheet = next(iter(sorted((content_root() / "exercises").glob("*.ipynb"))))
    for learner in ("ada", "grace"):
        (tmp_path / learner).mkdir()
        (tmp_path / learner / sheet.name).write_bytes(sheet.read_bytes())
    fine = nnkit_grade(tmp_path)
    assert fine.returncode == 0, fine.stderr
    (tmp_path / "grace" / sheet.name).write_bytes(sheet.read_bytes()[:500])
    damaged, absent = nnkit_grade(tmp_path), nnkit_grade(tmp_path / "nowhere")
    assert (damaged.returncode, absent.returncode) == (1, 2)
    assert "ada" in damaged.stdout
    for said in (fine, damaged, absent):
        assert "Traceback" not in said.stdout + said.stderr
