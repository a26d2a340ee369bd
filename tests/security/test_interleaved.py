"""One run with hostile and honest notebooks in turn: the honest ones never notice."""

from __future__ import annotations

import dataclasses
import json

import pytest
from attacks.arena import SLACK
from attacks.classes import ATTACKS
from sample_course import RIGHT, notebook

from nnkit.grading.cohort.gradebook import Gradebook
from nnkit.grading.cohort.run import grade_cohort
from nnkit.grading.sandbox.session import Times

HOSTILE = (
    "a file in tmp for the next learner",
    "the score in the gradebook",
    "a daemon",
    "fifty processes and no more",
    "a signal to the grader",
    "a loop in a call",
    "fifty threads with large stacks",
    "three gigabytes",
    "modules replaced",
    "replies from a thread",
    "everything closed in a call",
    "all skipped",
    "hard exit",
)
TIMES = Times(cell=1, call=1, notebook=8)
LOOKING = 'import os\npick = "b" if os.listdir("/tmp") == [] and len(os.environ) <= 3 else "a"'


@pytest.mark.usefixtures("needs_bwrap")
def test_honest_notebooks_between_hostile_ones_keep_all_their_points(arena, tmp_path):
    attacks = {attack.name: attack for kind in ATTACKS.values() for attack in kind}
    arena.world.reset()
    honest = json.dumps(notebook(RIGHT | {"demo.pick": LOOKING}))
    for place, name in enumerate(HOSTILE):
        book = json.dumps(arena.handed_in(dataclasses.replace(attacks[name])))
        for learner, text in ((f"{place:02} a hostile one", book), (f"{place:02} honest", honest)):
            folder = tmp_path / "handed-in" / learner
            folder.mkdir(parents=True)
            (folder / "07_demo.ipynb").write_text(text, "utf-8")
    course = arena.world.course
    report = grade_cohort(
        [tmp_path / "handed-in"],
        tmp_path / "grades.sqlite",
        jobs=2,
        root=course,
        solutions=course / "solutions",
        times=TIMES,
    )
    assert report.all_graded
    assert len(report.results) == 2 * len(HOSTILE)
    for entry in report.results:
        if "honest" in entry["learner"]:
            assert entry["score"] == 14, entry
        else:
            assert entry["score"] <= 11, entry  # what its right answers and its honest parts earn
            assert entry["seconds"] < TIMES.notebook + SLACK, entry
    said = json.dumps(report.results)
    assert not arena.world.traces(said)
    assert "Traceback" not in said
    assert "grader itself failed" not in said
    with Gradebook(tmp_path / "grades.sqlite") as book:
        kept = {row["learner"]: row["score"] for row in book.submissions()}
    assert kept == {entry["learner"]: entry["score"] for entry in report.results}
