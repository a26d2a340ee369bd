"""Exports, proved with the real thing where it can be: nbgrader, Gradescope's folders, a schema."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nnkit.content import content_root, solutions_root
from nnkit.errors import NNKitError
from nnkit.grading.exports.classroom import export_template
from nnkit.grading.exports.gradescope import export_autograder, failed, learner_of
from nnkit.grading.exports.nbgrader import export_course

SHEET = "06_softmax"
Command = Callable[..., subprocess.CompletedProcess[str]]


def solution() -> Path:
    root = solutions_root()
    assert root is not None
    return root / f"{SHEET}.ipynb"


def untouched() -> Path:
    return content_root() / "exercises" / f"{SHEET}.ipynb"


# nbgrader -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course for nbgrader, released, with two submissions: the solution and the untouched release."""
    folder = tmp_path_factory.mktemp("nbgrader") / "course"
    assert [line.partition(":")[0] for line in export_course(folder, [SHEET])] == [SHEET, "Next"]
    return folder


@pytest.fixture(scope="module")
def nbgrader(course: Path) -> Command:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "JUPYTER_PLATFORM_DIRS": "1"}
    environment.pop("NNKIT_WORKSPACE", None)  # each submission is a workspace of its own

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "nbgrader", *words]
        return subprocess.run(
            command, cwd=course, env=environment, capture_output=True, text=True, timeout=240, check=False
        )

    return run


def test_nbgrader_releases_validates_and_grades_an_exported_sheet(course: Path, nbgrader: Command) -> None:
    released = nbgrader("generate_assignment", SHEET)
    assert released.returncode == 0, released.stderr
    release = course / "release" / SHEET / f"{SHEET}.ipynb"
    text = release.read_text(encoding="utf-8")
    for secret in ("BEGIN SOLUTION", "HIDDEN TESTS", "check_all", "NotImplementedError"):
        assert secret not in text
    handed_out = json.loads(untouched().read_text(encoding="utf-8"))
    stubs = {c["id"]: "".join(c["source"]) for c in handed_out["cells"] if c["id"].startswith("answer-")}
    assert {c["id"]: "".join(c["source"]) for c in json.loads(text)["cells"] if c["id"] in stubs} == stubs

    said = nbgrader("validate", f"source/{SHEET}/{SHEET}.ipynb")
    assert "Your notebook passes all the tests" in said.stdout, said.stdout + said.stderr
    said = nbgrader("validate", f"release/{SHEET}/{SHEET}.ipynb")
    assert "passes all the tests" not in said.stdout

    for student, notebook in (("ada", course / "source" / SHEET / f"{SHEET}.ipynb"), ("bob", release)):
        place = course / "submitted" / student / SHEET
        place.mkdir(parents=True)
        shutil.copy(notebook, place)
    wrong = json.loads(text)
    for cell in wrong["cells"]:
        if cell["id"] == "answer-softmax-stable":
            cell["source"] = "def softmax(s):\n    e = np.exp(s)\n    return e / e.sum()"
    place = course / "submitted" / "cyd" / SHEET
    place.mkdir(parents=True)
    (place / f"{SHEET}.ipynb").write_text(json.dumps(wrong))
    graded = nbgrader("autograde", SHEET)
    assert graded.returncode == 0, graded.stderr

    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        scores = {s.student.id: (s.score, s.max_score) for s in book.find_assignment(SHEET).submissions}
    assert scores["ada"] == (22, 22)
    assert scores["bob"] == (0, 22)
    assert 0 < scores["cyd"][0] < 4  # partial credit, by check
    feedback = (course / "autograded" / "cyd" / SHEET / f"{SHEET}.ipynb").read_text(encoding="utf-8")
    assert "You divided by the sum over the whole batch" in feedback


def test_a_folder_of_something_else_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(NNKitError, match="holds something else"):
        list(export_course(tmp_path, [SHEET]))
    with pytest.raises(NNKitError, match="There is no exercise 'x'"):
        list(export_course(tmp_path / "new", ["x"]))


# Gradescope -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def autograder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gradescope's folders, with the zip unpacked into source."""
    home = tmp_path_factory.mktemp("gradescope") / "autograder"
    (home / "submission").mkdir(parents=True)
    export_autograder(SHEET, home.parent / "autograder.zip")
    with zipfile.ZipFile(home.parent / "autograder.zip") as archive:
        archive.extractall(home / "source")
        modes = {info.filename: info.external_attr >> 16 for info in archive.infolist()}
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    users = {"users": [{"email": "ada@example.org", "name": "Ada"}]}
    (home / "submission_metadata.json").write_text(json.dumps(users))
    return home


def run_harness(home: Path, notebook: Path | None) -> dict[str, object]:
    """Grade with the packed copy alone, as the container does, in the isolation that this machine has."""
    for old in (home / "submission").iterdir():
        old.unlink()
    if notebook:
        shutil.copy(notebook, home / "submission" / "homework.ipynb")
    program = (
        "from pathlib import Path\nimport nnkit.grading.exports.gradescope as g\n"
        f"assert g.__file__.startswith({str(home)!r})\n"
        f"g.grade_submission({SHEET!r}, Path({str(home)!r}), 'none')\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(home / "source")}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads((home / "results" / "results.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_gradescope_gets_full_marks_for_the_solution_and_none_for_the_untouched_sheet(
    autograder: Path,
) -> None:
    full = run_harness(autograder, solution())
    assert full["score"] == 22
    assert [test["status"] for test in full["tests"]] == ["passed"] * 7  # type: ignore[attr-defined]
    nothing = run_harness(autograder, untouched())
    assert nothing["score"] == 0
    assert all("still as" in test["output"] for test in nothing["tests"])  # type: ignore[attr-defined]


def test_gradescope_is_told_what_cannot_be_graded(autograder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ipynb"
    shutil.copy(content_root() / "exercises" / "09_descent.ipynb", other)
    assert run_harness(autograder, other)["output"] == f"The submission holds no notebook of {SHEET}."
    assert "nothing to grade" in str(run_harness(autograder, None)["output"])


def test_the_scripts_of_the_zip_are_sound_and_an_existing_file_stays(
    autograder: Path, tmp_path: Path
) -> None:
    for script in ("setup.sh", "run_autograder"):
        path = autograder / "source" / script
        assert subprocess.run(["bash", "-n", str(path)], check=False).returncode == 0
    with pytest.raises(NNKitError, match="is there already"):
        export_autograder(SHEET, autograder.parent / "autograder.zip")
    assert learner_of(tmp_path / "none.json") == ""
    assert learner_of(autograder / "submission_metadata.json") == "ada@example.org"
    assert failed("why")["score"] == 0


# GitHub Classroom -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("classroom") / "template"
    export_template(SHEET, folder)
    return folder


def test_the_template_holds_no_solution_and_no_hidden_check(template: Path) -> None:
    names = [path.relative_to(template).as_posix() for path in template.rglob("*") if path.is_file()]
    assert not [name for name in names if "solutions" in name or "/hidden" in name]
    exercise = json.loads((template / f"{SHEET}.ipynb").read_text(encoding="utf-8"))
    assert exercise == json.loads(untouched().read_text(encoding="utf-8"))


def test_its_workflow_is_what_github_understands(template: Path) -> None:
    workflow = template / ".github" / "workflows" / "checks.yml"
    ours = content_root() / ".github" / "workflows" / "ci.yml"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, str(workflow), str(ours)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert f"nnkit check {SHEET}.ipynb" in workflow.read_text(encoding="utf-8")


def test_its_copy_of_nnkit_checks_the_notebook_by_itself(template: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(template / ".nnkit")}
    for notebook, code in ((untouched(), 1), (solution(), 0)):
        shutil.copy(notebook, template / "work.ipynb")
        done = subprocess.run(
            [sys.executable, "-m", "nnkit", "check", str(template / "work.ipynb")],
            env=environment,
            cwd=template,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr


def test_a_folder_that_is_not_empty_stays_as_it_is(template: Path) -> None:
    with pytest.raises(NNKitError, match="is not empty"):
        export_template(SHEET, template)
