"""``nnkit build`` refuses a problem that lacks something, or whose reference or solution fails."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nnkit.content import content_root
from nnkit.tools.audit import shortcomings

SHEET = "06_softmax"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with one sheet."""
    for name in (f"exercises/{SHEET}.ipynb", f"solutions/{SHEET}.ipynb", f"solutions/source/{SHEET}.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(content_root() / name, tmp_path / name)
    problems = Path("exercises") / "problems" / "softmax"
    shutil.copytree(content_root() / problems, tmp_path / problems)
    (tmp_path / "solutions" / "hidden").mkdir()
    shutil.copy(content_root() / "solutions" / "hidden" / "softmax.py", tmp_path / "solutions" / "hidden")
    return tmp_path


def audit(root: Path) -> list[str]:
    return shortcomings(root, [root / "exercises" / f"{SHEET}.ipynb", root / "course" / f"{SHEET}.ipynb"])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_complete_sheet_lacks_nothing(root: Path) -> None:
    assert audit(root) == []


def test_only_sheets_that_were_written_are_looked_at(root: Path) -> None:
    (root / "solutions" / "hidden" / "softmax.py").write_text("")
    assert shortcomings(root, []) == []
    assert shortcomings(root, [root / "course" / f"{SHEET}.ipynb"]) == []


def test_a_problem_without_hidden_checks_is_named_with_the_file_to_mend(root: Path) -> None:
    edit(root / "solutions" / "hidden" / "softmax.py", '"softmax.repair"', '"softmax.stable"')
    line = audit(root)[0]
    assert line.startswith("softmax.repair: it has no hidden check.")
    assert line.endswith("solutions/hidden/softmax.py")


def test_a_reference_that_fails_is_named_with_the_check(root: Path) -> None:
    edit(
        root / "exercises" / "problems" / "softmax" / "stable.py",
        'reference={"softmax": right_softmax}',
        'reference={"softmax": lambda s: right_softmax(s) * 2}',
    )
    lines = audit(root)
    assert lines
    assert all(line.startswith("softmax.stable: its reference fails the check ") for line in lines)


def test_a_solution_that_fails_is_named(root: Path) -> None:
    edit(root / "solutions" / f"{SHEET}.ipynb", 'tags = \\"C\\"', 'tags = \\"A\\"')
    (line,) = audit(root)
    assert line.startswith("softmax.heads: the solution does not pass: ")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("hints=(", "hints=()[:0] and (", "expected three hints"),
        ("concept=6", "concept=21", "must be a number from 1 to 20"),
    ],
)
def test_other_gaps_are_told_in_one_line(root: Path, old: str, new: str, said: str) -> None:
    edit(root / "exercises" / "problems" / "softmax" / "stable.py", old, new)
    (line,) = audit(root)
    assert said in line


def test_the_command_says_it_and_exits_1(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from nnkit import cli

    def written(*_: object, **__: object) -> list[Path]:
        return [root / "exercises" / f"{SHEET}.ipynb"]

    monkeypatch.setattr("nnkit.tools.build.build", written)
    edit(root / "solutions" / "hidden" / "softmax.py", '"softmax.repair"', '"softmax.stable"')
    command: Callable[[], object] = lambda: cli.main(["build", "--root", str(root)])  # noqa: E731
    with pytest.raises(SystemExit) as stopped:
        command()
    assert stopped.value.code == 1
    assert "softmax.repair: it has no hidden check" in capsys.readouterr().out
