"""Whose is which file: folders, zips of a learning management system, clones of a classroom, a roster."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from sample_course import EXERCISE, RIGHT, notebook

from nnkit.errors import NNKitError
from nnkit.grading.cohort.finding import Finder
from nnkit.grading.cohort.roster import Roster, RosterError, read_roster
from nnkit.grading.cohort.run import grade_cohort
from nnkit.grading.submissions.submit import submit

NOTEBOOK = json.dumps(notebook(RIGHT)).encode()


@pytest.fixture
def finder(tmp_path):
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    return lambda *roster, **more: Finder(unpacked, *roster, **more)


def lay(top, *names):
    for name in names:
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(NOTEBOOK)
    return top


def zipped(path, members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def told(found):
    return [(one.learner, one.stem) for one in found]


@pytest.mark.parametrize(
    ("name", "learner"),
    [
        (f"lovelaceada_12345_678901_{EXERCISE}.ipynb", "lovelaceada"),  # Canvas
        (f"lovelaceada_LATE_12345_678901_{EXERCISE}.ipynb", "lovelaceada"),
        (f"Ada Lovelace_4711_assignsubmission_file_/{EXERCISE}.ipynb", "Ada Lovelace"),  # Moodle
        (f"submission_99887766/{EXERCISE}.ipynb", "submission_99887766"),  # Gradescope
        (f"ada/{EXERCISE}.ipynb", "ada"),  # a folder
        (f"ada/deeper/ada/{EXERCISE}.ipynb", "ada"),
    ],
)
def test_the_naming_of_a_learning_management_system_tells_the_learner(finder, tmp_path, name, learner):
    assert told(finder().find([lay(tmp_path / "in", name)])) == [(learner, EXERCISE)]


def test_clones_of_a_classroom_lose_the_name_of_their_assignment(finder, tmp_path):
    top = lay(tmp_path / "in", f"softmax-ada/{EXERCISE}.ipynb", f"softmax-alan-t/{EXERCISE}.ipynb")
    for clone in top.iterdir():
        (clone / ".git").mkdir()
    assert [learner for learner, _ in told(finder().find([top]))] == ["ada", "alan-t"]


def test_a_pattern_of_the_instructor_goes_before_everything_else(finder, tmp_path):
    top = lay(tmp_path / "in", f"week3/s1234567-{EXERCISE}.ipynb")
    assert told(finder(pattern=r"/(?P<learner>s\d+)-").find([top]))[0][0] == "s1234567"
    with pytest.raises(NNKitError, match="must hold"):
        finder(pattern="x")
    with pytest.raises(NNKitError, match="not a regular expression"):
        finder(pattern="(")


def test_a_zip_of_the_whole_class_is_looked_into(finder, tmp_path, course, hand_in):
    bundle = submit(hand_in(notebook(RIGHT), "x"), "Zoë", tmp_path / "inbox", root=course).path
    archive = zipped(
        tmp_path / "download.zip",
        {
            f"lovelaceada_1_2_{EXERCISE}.ipynb": NOTEBOOK,
            f"turingalan_3_4_{bundle.name}": bundle.read_bytes(),
            "readme.txt": b"hello",
            f"__MACOSX/._{EXERCISE}.ipynb": b"x",
        },
    )
    report = grade_cohort([archive], isolation="none", root=course, solutions=course / "solutions")
    assert [(e["learner"], e["score"]) for e in report.results] == [("lovelaceada", 14), ("Zoë", 14)]
    assert report.results[0]["notebook"].endswith(f"download.zip/lovelaceada_1_2_{EXERCISE}.ipynb")


@pytest.mark.parametrize(
    "name",
    [
        f"../../evil/{EXERCISE}.ipynb",
        f"/etc/{EXERCISE}.ipynb",
        f"C:\\windows\\{EXERCISE}.ipynb",
        f"a/../../b/{EXERCISE}.ipynb",
    ],
)
def test_no_path_in_a_zip_is_believed(finder, tmp_path, name):
    (found,) = finder().find([zipped(tmp_path / "in.zip", {name: NOTEBOOK})])
    assert found.path.parent == tmp_path / "unpacked"
    assert found.path.read_bytes() == NOTEBOOK
    outside = {path.name for path in tmp_path.iterdir()} - {"unpacked", "in.zip"}
    assert outside <= {"handed-in"}


def test_links_and_bombs_in_a_zip_are_refused(finder, tmp_path):
    link = zipfile.ZipInfo(f"ada/{EXERCISE}.ipynb")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr(f"bob/{EXERCISE}.ipynb", NOTEBOOK)
    assert told(finder().find([tmp_path / "link.zip"])) == [("bob", EXERCISE)]

    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}.ipynb", "")
    (tmp_path / "bomb.zip").write_bytes(many.getvalue())
    searching = finder()
    assert searching.find([tmp_path / "bomb.zip"]) == []
    assert searching.troubles[0][1].startswith("The zip file cannot be read: it holds more than")


def test_a_large_member_is_cut_off_and_then_refused_as_too_large(finder, tmp_path, course):
    archive = tmp_path / "large.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zip_file:
        zip_file.writestr(f"ada/{EXERCISE}.ipynb", b" " * (40 * 2**20))
        zip_file.writestr(f"bob/{EXERCISE}.ipynb", NOTEBOOK)
    report = grade_cohort([archive], isolation="none", root=course, solutions=course / "solutions")
    entries = {entry["learner"]: entry for entry in report.results}
    assert "larger than 32 MiB" in entries["ada"]["notes"][0]
    assert entries["bob"]["score"] == 14
    assert not report.all_graded


# The roster -----------------------------------------------------------------------------------------------


def roster_of(tmp_path, text):
    (tmp_path / "class.csv").write_text(text, encoding="utf-8")
    return read_roster(tmp_path / "class.csv")


CLASS = """\
learner,Student,SIS Login ID,email
s1,"Lovelace, Ada",al7,ada@x.org
s2,"Gödel, Kurt Friedrich",kg1,k@x.org
"""


@pytest.mark.parametrize(
    ("name", "learner"),
    [
        ("lovelaceada", "s1"),
        ("Ada Lovelace", "s1"),
        ("ADA LOVELACE", "s1"),
        ("al7", "s1"),
        ("ada@x.org", "s1"),
        ("godelkurtfriedrich", "s2"),
        ("Kurt Friedrich Gödel", "s2"),
        ("nobody", "nobody"),
    ],
)
def test_a_roster_knows_a_learner_under_many_names(tmp_path, name, learner):
    assert roster_of(tmp_path, CLASS).learner(name) == learner


def test_a_name_that_two_have_is_nobodys():
    roster = Roster({"s1": {"name": "Kim Lee"}, "s2": {"name": "Lee Kim"}})
    assert roster.learner("Kim Lee") == "Kim Lee"
    assert roster.missing({"s1"}) == ["s2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,mark\nada,1\n", "expected a column `learner`"),
        ("", "no columns at all"),
        ("id,x\na,1\na,2\n", "'a' is there twice"),
    ],
)
def test_a_roster_that_makes_no_sense_is_refused(tmp_path, text, said):
    with pytest.raises(RosterError, match=said):
        roster_of(tmp_path, text)


def test_the_roster_turns_names_into_ids_when_grading(tmp_path, course):
    lay(tmp_path / "in", f"lovelaceada_1_2_{EXERCISE}.ipynb")
    roster_of(tmp_path, CLASS)
    report = grade_cohort(
        [tmp_path / "in"],
        isolation="none",
        root=course,
        solutions=course / "solutions",
        roster=tmp_path / "class.csv",
    )
    assert report.results[0]["learner"] == "s1"
