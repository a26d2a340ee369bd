"""The project's own rules: its folders, its import arrows, its linters, its wheel."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "nnkit"

# Each part of the package and the parts it may import. Arrows point one way only: in the library, from a line
# of this list to the lines before it.
LIBRARY = [
    "errors",
    "content files _erfc _learner progress_bar",
    "activation initializers handwriting optimizers clipping metrics schedules history",
    "activations adam datasets",
    "losses",
    "layers",
    "activation_layers dropout embedding function_layer normalization residual",
    "network",
    "gradients linear_regions snapshots",
    "epoch saving",
    "training",
]
ARROWS: dict[str, set[str]] = {}
for _line in LIBRARY:
    ARROWS |= {_name: set(ARROWS) - {"content", "files"} for _name in _line.split()}
WHOLE_LIBRARY = {*ARROWS, "__init__"}
ARROWS["__init__"] = WHOLE_LIBRARY - {"content", "files"}
ARROWS["grading"] = WHOLE_LIBRARY | {"grading"}
ARROWS["widgets"] = WHOLE_LIBRARY | {"widgets", "grading"}
ARROWS["tools"] = WHOLE_LIBRARY | {"tools", "grading"}
ARROWS["commands"] = WHOLE_LIBRARY | {"commands", "tools", "grading"}
ARROWS["cli"] = {"commands", "content", "errors"}
ARROWS["__main__"] = {"cli"}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, timeout=300)


def tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listing.stdout.splitlines()


def imports_of(path: Path) -> set[str]:
    """Return the parts of nnkit that a file imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            here = ["nnkit", *path.relative_to(PACKAGE).parts]  # where the dots of "from ..errors" start
            base = [*(here[: len(here) - node.level] if node.level else []), *(node.module or "").split(".")]
            names = [".".join([*filter(None, base), alias.name]) for alias in node.names]
        for name in names:
            package, _, rest = name.partition(".")
            if package == "nnkit":
                part = rest.split(".")[0] or "__init__"
                known = (PACKAGE / part).is_dir() or (PACKAGE / f"{part}.py").is_file()
                found.add(part if known else "__init__")
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_follow_the_arrows(path: Path) -> None:
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert part in ARROWS, f"{part} has no place among the arrows yet: add it to ARROWS"
    assert imports_of(path) - ARROWS[part] - {part} == set()


def test_only_the_agreed_names_stand_on_the_top_level() -> None:
    agreed = set("pyproject.toml README.md LICENSE course nnkit exercises solutions tests".split())
    top = {name.split("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} == agreed


def test_no_two_test_files_have_one_name() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert [name for name in set(names) if names.count(name) > 1] == []


def test_the_linter_finds_nothing() -> None:
    result = run("-m", "ruff", "check", ".")
    assert result.returncode == 0, result.stdout


def test_the_code_is_formatted() -> None:
    result = run("-m", "ruff", "format", "--check", ".")
    assert result.returncode == 0, result.stdout


def test_the_types_are_sound() -> None:
    result = run("-m", "mypy")
    assert result.returncode == 0, result.stdout


def test_the_built_notebooks_are_fresh() -> None:
    result = run("-m", "nnkit", "build", "--check")
    assert result.returncode == 0, result.stdout + result.stderr


IN_A_BROWSER = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent}:
            raise ModuleNotFoundError(f"no {{name}} in a browser", name=name)

sys.meta_path.insert(0, Absent())
import threading
threading.Thread.start = None
import numpy as np
from nnkit.grading import check
from nnkit.widgets import softmax_explorer

def softmax(s):
    return np.exp(s) / np.exp(s).sum()

print(check("softmax.stable").verdict.diagnosis.kind)
figure = softmax_explorer()
figure.controls["s0"].value = 5
print(figure.view.readout, len(figure.png) > 10_000)
"""


def test_library_figures_and_checks_need_no_more_than_python_in_a_browser_has() -> None:
    absent = "fcntl resource termios multiprocessing msgpack nbformat nbclient jupytext typer tqdm jupyterlab"
    result = run("-c", IN_A_BROWSER.format(absent=set(absent.split())))
    assert result.returncode == 0, result.stderr
    kind, readout = result.stdout.splitlines()
    assert kind.startswith("misconception:")
    assert readout.startswith("True class 0 gets p = 0.971")
    assert readout.endswith("True")


def test_the_wheel_holds_what_learners_need_and_no_solution(tmp_path: Path) -> None:
    result = run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path))
    assert result.returncode == 0, result.stdout + result.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = wheel.namelist()
    for notebook in [*ROOT.glob("course/*.ipynb"), *ROOT.glob("exercises/*.ipynb")]:
        assert f"nnkit/_content/{notebook.relative_to(ROOT).as_posix()}" in names
    assert "nnkit/_content/exercises/problems/softmax/stable.py" in names
    assert "nnkit/widgets/panel.js" in names
    assert not [name for name in names if "solutions" in name or "hidden" in name or "tests" in name]


def test_the_readme_holds_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"<!-- (open|test) command -->\s*```bash\n(.+?)\n```", readme, flags=re.S)
    assert [name for name, _ in blocks] == ["open", "test"]
    assert "nnkit lab" in blocks[0][1]
    assert "pytest" in blocks[1][1]


def test_no_machine_path_is_written_down() -> None:
    paths = re.compile(r"/(?:home|Users|root|work|tmp/w)/\w+")
    found = []
    for name in tracked():
        path = ROOT / name
        if path == Path(__file__) or path.suffix in {".png", ".npz"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{name}: {match.group()}" for match in paths.finditer(text)]
    assert found == []
