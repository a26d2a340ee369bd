"""The nnkit command: exit codes, one-line errors, and the wiring to the grader."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from nnkit import cli
from nnkit.content import version_string
from nnkit.errors import NNKitError
from nnkit.grading.cohort.run import Selection

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_cli(*words: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            cli.main([str(word) for word in words])
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return run_cli


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put a module in place of one of the grader's."""

    def put(name: str, **contents: Any) -> None:
        module = ModuleType(name)
        vars(module).update(contents)
        monkeypatch.setitem(sys.modules, name, module)

    return put


def fail(message: str) -> Callable[..., Any]:
    def raise_it(*args: object, **kwargs: object) -> None:
        raise NNKitError(message)

    return raise_it


def test_version_and_help(run: Run) -> None:
    assert run("--version") == (0, f"nnkit {version_string()}\n", "")
    code, out, _ = run("--help")
    assert code == 0
    assert all(
        f"\n  {name} " in out for name in ("lab", "doctor", "check", "progress", "submit", "grade", "build")
    )


@pytest.mark.parametrize("name", ["lab", "doctor", "check", "progress", "submit", "grade", "build"])
def test_each_command_has_help(run: Run, name: str) -> None:
    code, out, _ = run(name, "--help")
    assert code == 0
    assert f"nnkit {name}" in out


def test_help_loads_neither_the_tools_nor_what_they_need() -> None:
    program = (
        "import sys, nnkit.cli\n"
        "try:\n    nnkit.cli.main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = ('jupytext', 'nbformat', 'nbclient', 'matplotlib', 'IPython', 'nnkit.tools')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_an_expected_failure_is_one_line_and_exit_code_2(run: Run, tmp_path: Path) -> None:
    code, out, err = run("build", "--root", tmp_path)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert "holds no sources" in err
    assert "Traceback" not in err


def test_a_missing_package_is_named_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "nnkit.tools.build", raising=False)
    monkeypatch.setitem(sys.modules, "jupytext", None)
    for name in ("nnkit.tools.sources", "nnkit.tools.stubs"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    code, _, err = run("build")
    assert code == 2
    assert err == (
        "error: this command needs jupytext, which is not installed. "
        'Install it with: pip install "nnkit[lab]"\n'
    )


def test_without_typer_the_command_says_what_to_install() -> None:
    program = "import sys; sys.modules['typer'] = None; import nnkit.cli"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == (
        'error: the nnkit command needs the tools. Install them with: pip install "nnkit[lab]"\n'
    )


def test_build_check_exits_1_with_one_line_for_each_stale_notebook(run: Run, checkout: Path) -> None:
    code, out, err = run("build", "--check", "--root", checkout)
    assert (code, err) == (1, "")
    assert [line.partition(" ")[0] for line in out.splitlines()] == [
        "course/00_start_here.ipynb:",
        "solutions/06_softmax.ipynb:",
        "exercises/06_softmax.ipynb:",
    ]


def test_an_exercise_alone_is_built_and_then_fresh(run: Run, checkout: Path) -> None:
    assert run("build", "exercises/06", "--root", checkout)[:2] == (0, "built  exercises/06_softmax\n")
    assert run("build", "exercises/06", "--root", checkout)[:2] == (0, "fresh  exercises/06_softmax\n")
    assert run("build", "exercises/06", "--check", "--root", checkout) == (0, "", "")


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "content"
    (root / "course").mkdir(parents=True)
    (root / "course/00_start_here.ipynb").write_text("{}", encoding="utf-8")
    monkeypatch.setattr("nnkit.commands.learning.content_root", lambda: root)
    return root


def test_lab_lay_only_lays_and_starts_nothing(
    run: Run, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnkit.tools.lab.start_lab", fail("started"))
    code, out, err = run("lab", tmp_path / "mine", "--lay-only")
    assert (code, out, err) == (0, f"Course in {tmp_path / 'mine'}: 1 new.\n", "")
    assert (tmp_path / "mine/course/00_start_here.ipynb").is_file()


def test_lab_hands_its_options_to_the_server(
    run: Run, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[list[str], Path]] = []
    monkeypatch.setattr(
        "nnkit.tools.lab.start_lab", lambda command, folder: started.append((command, folder))
    )
    run("lab", tmp_path / "mine", "--no-browser", "--port", 4321, "--ip", "0.0.0.0")
    ((command, folder),) = started
    assert folder == tmp_path / "mine"
    assert {"--no-browser", "--ServerApp.port=4321", "--ServerApp.ip=0.0.0.0"} <= set(command)
    assert "--allow-root" not in command


@pytest.mark.parametrize(
    ("root", "ip", "allowed"),
    [(True, "127.0.0.1", True), (True, "0.0.0.0", False), (False, "127.0.0.1", False)],
)
def test_root_may_serve_this_machine_but_other_machines_only_when_told(
    run: Run,
    content: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    root: bool,
    ip: str,
    allowed: bool,
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("nnkit.tools.lab.start_lab", lambda command, _: started.append(command))
    monkeypatch.setattr("nnkit.tools.lab.runs_as_root", lambda: root)
    _, out, _ = run("lab", tmp_path / "mine", "--ip", ip)
    assert ("--allow-root" in started[0]) == allowed
    assert ("Running as root" in out) == allowed


def test_lab_refuses_a_file_with_exit_code_2(run: Run, content: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, _, err = run("lab", tmp_path / "file", "--lay-only")
    assert code == 2
    assert "is a file" in err


@pytest.mark.parametrize(("state", "code"), [("ok", 0), ("warning", 0), ("missing", 1)])
def test_doctor_exits_1_only_if_something_is_missing(
    run: Run, monkeypatch: pytest.MonkeyPatch, state: str, code: int
) -> None:
    from nnkit.tools.doctor import Finding

    monkeypatch.setattr("nnkit.tools.doctor.examine", lambda folder: [Finding("font", state, "δ", "cure it")])
    assert run("doctor")[0] == code
    json_code, out, _ = run("doctor", "--json")
    assert json_code == code
    assert json.loads(out) == [{"name": "font", "state": state, "detail": "δ", "cure": "cure it"}]


@pytest.mark.parametrize(("statuses", "code"), [(["passed", "passed"], 0), (["passed", "partial"], 1)])
def test_check_prints_each_verdict_and_exits_0_only_if_all_pass(
    run: Run, fake: Callable[..., None], tmp_path: Path, statuses: list[str], code: int
) -> None:
    file = tmp_path / "06_softmax.ipynb"
    file.touch()
    fake(
        "nnkit.grading.submissions.grader",
        check_file=lambda path: [SimpleNamespace(status=s, path=path) for s in statuses],
    )
    fake("nnkit.grading.feedback", to_text=lambda verdict: f"{verdict.path.name}: {verdict.status}")
    assert run("check", file) == (code, "".join(f"06_softmax.ipynb: {s}\n" for s in statuses), "")


def test_a_file_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    for words in (["check"], ["grade"], ["submit", "--as", "ada", "--to", tmp_path]):
        code, _, err = run(*words, tmp_path / "nothing.ipynb")
        assert code == 2
        assert "nothing.ipynb" in err.replace("\n", "")
        assert "does not exist" in err.replace("\n", " ")


def test_submit_passes_its_arguments_on_and_prints_the_receipt(
    run: Run, fake: Callable[..., None], tmp_path: Path
) -> None:
    file = tmp_path / "a.ipynb"
    file.touch()
    fake(
        "nnkit.grading.submissions.submit",
        submit=lambda path, learner, to: SimpleNamespace(
            path=to, lines=[f"{path.name} of {learner} in {to.name}"]
        ),
    )
    assert run("submit", file, "--as", "ada", "--to", tmp_path / "box") == (0, "a.ipynb of ada in box\n", "")
    assert run("submit", file, "--to", tmp_path)[0] == 2


@pytest.mark.parametrize(("all_graded", "code"), [(True, 0), (False, 1)])
def test_grade_passes_its_arguments_on_and_exits_0_only_if_all_were_graded(
    run: Run, fake: Callable[..., None], tmp_path: Path, all_graded: bool, code: int
) -> None:
    seen: list[tuple[Any, ...]] = []
    seen_more: list[dict[str, Any]] = []

    def grade_cohort(*given: Any, **more: Any) -> SimpleNamespace:
        seen.append(given)
        seen_more.append(more)
        return SimpleNamespace(lines=["ada 3/4"], all_graded=all_graded)

    fake("nnkit.grading.cohort.run", grade_cohort=grade_cohort, Selection=Selection)
    book, out = tmp_path / "book.sqlite", tmp_path / "out.json"
    words = ["grade", tmp_path, "--gradebook", book, "--json", out, "--isolation", "none", "--jobs", 3]
    assert run(*words) == (code, "ada 3/4\n", "")
    assert run("grade", tmp_path, tmp_path)[0] == code
    assert seen == [
        ([tmp_path], book, out, "none", 3),
        ([tmp_path, tmp_path], None, None, None, 1),
    ]
    nothing = {"roster": None, "pattern": "", "selection": Selection(), "dask": None}
    assert seen_more == [nothing, nothing]
    run("grade", tmp_path, "--learner", "ada", "--learner", "bob", "--exercise", "06", "--regrade")
    assert seen_more[-1]["selection"] == Selection(("ada", "bob"), ("06",), (), True)


def test_a_graders_own_error_is_one_line(run: Run, fake: Callable[..., None], tmp_path: Path) -> None:
    refuse = fail("No sandbox here. Use --isolation.")
    fake("nnkit.grading.cohort.run", grade_cohort=refuse, Selection=Selection)
    assert run("grade", tmp_path) == (2, "", "error: No sandbox here. Use --isolation.\n")


def test_a_terminal_without_greek_gets_question_marks_rather_than_an_error() -> None:
    program = (
        "import nnkit.cli, typer\n"
        "import nnkit.tools.doctor as d\n"
        "d.examine = lambda folder: [d.Finding('fonts', 'ok', 'has δ')]\n"
        "nnkit.cli.main(['doctor'])"
    )
    environment = {"PYTHONIOENCODING": "latin-1", "PATH": "/usr/bin"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stdout) == (0, b"ok       fonts  has ?\n")


def test_progress_says_what_was_done_and_what_comes_next(run: Run, tmp_path: Path) -> None:
    from nnkit.grading.learner.progress import Progress

    progress = Progress(tmp_path)
    progress.set_learner("ada")
    progress.record_question("00.batch-shape", True, 20)
    code, out, _ = run("progress", tmp_path)
    assert code == 0
    assert out.startswith("Learner: ada\n")
    assert out.endswith("Next: 01 From straight lines to learned features\n")


def test_progress_sets_a_damaged_file_aside(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".nnkit").mkdir()
    (tmp_path / ".nnkit" / "progress.json").write_text("{", encoding="utf-8")
    code, out, _ = run("progress", tmp_path)
    assert code == 0
    assert "set aside" in out.lower() or "damaged" in out.lower()
