"""Reports: statistics that are right, likeness that is likeness, files that say what the checks said."""

from __future__ import annotations

import csv
import html
import io
import json
import math
import re

import pytest

from nnkit.grading.cohort.gradebook import Gradebook
from nnkit.grading.cohort.policy import Grade
from nnkit.grading.reports.learner import with_feedback
from nnkit.grading.reports.similarity import alike, normal_form
from nnkit.grading.reports.statistics import correlation
from nnkit.grading.reports.tables import canvas, moodle
from nnkit.grading.reports.write import write_everything
from nnkit.grading.verdict import CheckResult, Finding, Verdict, verdict_from

SOFTMAX = """
def softmax(s):
    \"\"\"Turn logits into probabilities.\"\"\"
    e = np.exp(s - s.max(axis=-1, keepdims=True))  # shift
    return e / e.sum(axis=-1, keepdims=True)
"""
RENAMED = """
def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return (powers /
            powers.sum(axis=-1, keepdims=True))
"""
OTHER = """
def softmax(s):
    out = []
    for row in np.atleast_2d(s):
        top = max(row)
        powers = [math.exp(v - top) for v in row]
        out.append([p / sum(powers) for p in powers])
    return np.array(out)
"""


def rows(**sources):
    return [{"learner": who, "problem": "p", "source": source} for who, source in sources.items()]


# Likeness -------------------------------------------------------------------------------------------------


def test_names_comments_layout_and_hints_do_not_make_a_program_another():
    assert normal_form(SOFTMAX) == normal_form(RENAMED)
    assert normal_form(SOFTMAX) != normal_form(SOFTMAX.replace("axis=-1", "axis=0"))
    assert normal_form(SOFTMAX) != normal_form(SOFTMAX.replace("np.exp", "np.log"))


def test_the_same_program_under_other_names_is_found_and_another_is_not():
    (group,) = alike(rows(ada=SOFTMAX, bob=RENAMED, cyd=OTHER))
    assert (group.learners, group.shared) == (("ada", "bob"), 1.0)


def test_nearly_the_same_is_told_with_its_share():
    longer = "\n".join(f"x{i} = np.tanh(x{i - 1} @ W.T + b)" for i in range(1, 30))
    (group,) = alike(rows(ada=longer, bob=longer.replace("np.tanh(x4", "np.sin(x4")))
    assert 0.9 <= group.shared < 1


def test_two_attempts_of_one_learner_and_the_courses_own_answer_are_no_finding():
    twice = [*rows(ada=SOFTMAX), *rows(ada=RENAMED)]
    assert alike(twice) == []
    assert alike(rows(ada=SOFTMAX, bob=RENAMED), {"p": SOFTMAX}) == []


def test_short_answers_and_what_is_not_python_are_left_alone():
    assert alike(rows(ada="x = 1", bob="x = 1")) == []
    assert alike(rows(ada="def (", bob="def (")) == []
    assert normal_form("(" * 3000 + ")" * 3000) == ()


def test_many_learners_with_the_same_answer_are_one_group():
    (group,) = alike(rows(**{f"learner{i}": SOFTMAX for i in range(500)}))
    assert len(group.learners) == 500


# Statistics -----------------------------------------------------------------------------------------------


def test_correlation_by_hand():
    assert correlation([0, 1, 2], [1, 3, 5]) == pytest.approx(1)
    assert correlation([0, 1, 2], [5, 3, 1]) == pytest.approx(-1)
    assert correlation([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(0)
    assert math.isnan(correlation([1, 1, 1], [0, 1, 2]))


# The whole report -----------------------------------------------------------------------------------------


def verdict(name, score, kind="", hidden=False):
    said = Finding(kind, f"The <b>{kind}</b> is wrong.", "z = x") if kind else None
    checks = (CheckResult("two rows", score > 0, 1.0), CheckResult("others", score == 2, 1.0, hidden, said))
    status = "passed" if score == 2 else "partial" if score else "failed"
    return Verdict(f"demo.{name}", name, status, score, 2.0, checks, said)


CLASS = {
    "ada": [verdict("a", 2), verdict("b", 2)],
    "bob": [verdict("a", 1, "misconception:axis"), verdict("b", 2)],
    "=cmd": [verdict("a", 0, "misconception:axis"), verdict("b", 0, "sign", hidden=True)],
}


@pytest.fixture
def gradebook(tmp_path):
    path = tmp_path / "grades.sqlite"
    when = "2027-03-01T10:00:00+00:00"
    with Gradebook(path) as book:
        for who, verdicts in CLASS.items():
            notebook = tmp_path / f"{who}.ipynb"
            cells = [
                {
                    "cell_type": "code",
                    "id": f"check-{v.title}",
                    "source": f'check("{v.problem}")',
                    "metadata": {"tags": ["check"], "nnkit": {"problem": v.problem}},
                    "outputs": [],
                    "execution_count": 3,
                }
                for v in verdicts
            ]
            cells.append({"cell_type": "markdown", "id": "m", "source": "my notes", "metadata": {}})
            notebook.write_text(
                json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
            )
            entry = {
                "learner": who,
                "notebook": str(notebook),
                "exercise": "07_demo",
                "score": sum(v.score for v in verdicts),
                "max_score": 4.0,
                "isolation": "bwrap",
                "seconds": 0.1,
                "notes": [],
                "problems": [v.as_dict() for v in verdicts],
            }
            answers = {"demo.a": SOFTMAX if who != "bob" else RENAMED}
            book.record(entry, sha256=who, received=when, graded=when, answers=answers, hints={"demo.a": 1})
    return path


def report(gradebook, **files):
    return list(write_everything(gradebook, None, files))


def test_the_text_names_grades_difficulty_mistakes_and_likeness(gradebook):
    text = "\n".join(report(gradebook))
    assert "ada   07_demo  4 of 4  attempt 1 of 1" in text
    assert "demo.a: passed by 1 of 3, mean 50 %" in text
    assert "67 % (2): The <b>misconception:axis</b> is wrong." in text
    assert "demo.a: =cmd, ada, bob: the same" in text


def test_the_page_escapes_what_learners_wrote_and_describes_its_pictures(gradebook, tmp_path):
    report(gradebook, html=tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<b>misconception" not in page
    assert "&lt;b&gt;misconception:axis&lt;/b&gt;" in page
    assert page.count('role="img" aria-label="') == 2
    assert "<script" not in page
    assert "http" not in re.sub(r'xmlns[^"]*="[^"]*"|"http://[^"]*"|<!--.*?-->', "", page, flags=re.S)


def test_each_learner_gets_a_page_a_text_and_the_notebook_with_feedback(gradebook, tmp_path):
    report(gradebook, learners=tmp_path / "out")
    folders = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert folders[:2] == ["ada", "bob"]
    text = (tmp_path / "out" / "bob" / "07_demo.txt").read_text(encoding="utf-8")
    page = (tmp_path / "out" / "bob" / "07_demo.html").read_text(encoding="utf-8")
    for said in ("3 of 4 points", "The <b>misconception:axis</b> is wrong."):
        assert said in text
        assert said in html.unescape(page)
    notebook = json.loads((tmp_path / "out" / "bob" / "07_demo.ipynb").read_text(encoding="utf-8"))
    outputs = [cell.get("outputs") for cell in notebook["cells"]]
    assert "Partly right" in outputs[0][0]["data"]["text/plain"]
    assert "Passed" in outputs[1][0]["data"]["text/plain"]
    assert notebook["cells"][2]["source"] == "my notes"


def test_a_notebook_that_is_gone_is_told_and_stops_nothing(gradebook, tmp_path):
    (tmp_path / "ada.ipynb").unlink()
    lines = report(gradebook, learners=tmp_path / "out")
    assert "ada, 07_demo: no notebook with feedback: No such file or directory" in lines
    assert (tmp_path / "out" / "ada" / "07_demo.html").is_file()


def test_tables_for_canvas_and_moodle_hold_no_formula(gradebook, tmp_path):
    report(gradebook, canvas=tmp_path / "canvas.csv", moodle=tmp_path / "moodle.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "canvas.csv").read_text())))
    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "07_demo"]
    assert rows[1][-1] == "4"
    assert [row[3] for row in rows[2:]] == ["'=cmd", "ada", "bob"]
    assert (tmp_path / "moodle.csv").read_text().startswith("username,email,07_demo\n")


def test_a_roster_fills_the_columns():
    grade = Grade("ada", "07_demo", 3.5, 4, 1, 1, 1, "", 0, {}, 0)
    roster = {"ada": {"Student": "Lovelace, Ada", "ID": "7", "SIS Login ID": "al1", "email": "a@b.c"}}
    assert '"Lovelace, Ada",7,,al1,,3.5' in canvas([grade], roster)
    assert "ada,a@b.c,3.5" in moodle([grade], roster)


def test_a_verdict_comes_back_from_json_as_it_was():
    for verdicts in CLASS.values():
        for one in verdicts:
            assert verdict_from(json.loads(json.dumps(one.as_dict()))) == one


@pytest.mark.parametrize(
    "metadata", [None, 3, {"tags": 7}, {"nnkit": []}, {"tags": ["check"], "nnkit": {"problem": []}}]
)
def test_odd_metadata_of_a_cell_is_passed_over(metadata):
    cell = {"cell_type": "code", "source": "", "metadata": metadata, "outputs": []}
    data = json.dumps({"nbformat": 4, "metadata": {}, "cells": [cell]}).encode()
    assert json.loads(with_feedback(data, CLASS["ada"]))["cells"] == [cell]
