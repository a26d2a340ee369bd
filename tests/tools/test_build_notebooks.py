"""Built notebooks: what is stored, when they are rebuilt, and every way to be stale."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_output

from nnkit.tools import build as build_module
from nnkit.tools.build import build, check
from nnkit.tools.execution import clean_outputs
from nnkit.tools.sources import BuildError
from nnkit.tools.still import WIDGET_VIEW

NAMES = ["course/00_start_here.ipynb", "solutions/06_softmax.ipynb", "exercises/06_softmax.ipynb"]


@pytest.fixture(scope="module")
def built_texts(
    tmp_path_factory: pytest.TempPathFactory, lay_sources: Callable[[Path], Path]
) -> dict[str, str]:
    """The small checkout, built once with real kernels: name -> text."""
    root = lay_sources(tmp_path_factory.mktemp("built") / "checkout")
    build(root, version="1")
    return {name: (root / name).read_text(encoding="utf-8") for name in NAMES}


@pytest.fixture
def built(checkout: Path, built_texts: dict[str, str]) -> Path:
    for name, text in built_texts.items():
        (checkout / name).parent.mkdir(exist_ok=True)
        (checkout / name).write_text(text, encoding="utf-8")
    return checkout


def cells_of(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def change(path: Path, how: Callable[[dict[str, Any]], object]) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    how(notebook)
    text = json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def test_what_was_built_is_fresh_and_is_not_built_again(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check(built, version="1") == []
    monkeypatch.setattr(build_module, "execute", lambda *args: pytest.fail("executed what is fresh"))
    said: list[str] = []
    assert build(built, version="1", say=said.append) == []
    assert said == [f"fresh  {name.removesuffix('.ipynb')}" for name in NAMES]


def test_a_forced_second_build_is_byte_for_byte_the_same(built: Path, built_texts: dict[str, str]) -> None:
    assert build(built, force=True, version="1") == [built / name for name in NAMES]
    assert {name: (built / name).read_text(encoding="utf-8") for name in NAMES} == built_texts
    assert sorted(path.name for path in (built / "course").iterdir()) == ["00_start_here.ipynb", "source"]


def test_a_chapter_is_stored_executed_with_pictures_and_without_live_widgets(built: Path) -> None:
    setup, pin, panel, raising = [c for c in cells_of(built / NAMES[0]) if c["cell_type"] == "code"]
    assert [c["execution_count"] for c in (setup, pin, panel, raising)] == [1, 2, 3, 4]
    assert pin["outputs"] == [{"name": "stdout", "output_type": "stream", "text": ["pinned\n", "twice\n"]}]
    picture, caption = panel["outputs"]
    assert picture["data"] == {"image/png": "aGVsbG8=", "text/plain": ["the readout"]}
    assert picture["metadata"] == {"image/png": {"alt": "a curve"}}
    assert "".join(caption["data"]["text/html"]).startswith("<p>a curve (A still picture")
    assert raising["outputs"][0]["traceback"] == ["ZeroDivisionError: division by zero"]


def test_pinned_cells_alone_are_compared_and_only_where_outputs_are_stored(built: Path) -> None:
    def compared(name: str) -> list[str]:
        code = [c for c in cells_of(built / name) if c["cell_type"] == "code"]
        tags = [c["metadata"]["tags"] for c in code]
        assert all(("nbval-check-output" in t) != ("nbval-ignore-output" in t) for t in tags)
        return ["".join(c["source"]) for c, t in zip(code, tags, strict=True) if "nbval-check-output" in t]

    assert [source.splitlines()[0] for source in compared(NAMES[0])] == ['print("pinned")']
    assert compared(NAMES[1]) == ['print("done")']
    assert compared(NAMES[2]) == []


def test_an_exercise_is_stored_without_outputs(built: Path) -> None:
    for cell in cells_of(built / NAMES[2]):
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


def test_notebook_metadata_hold_nothing_of_this_machine(built: Path) -> None:
    assert json.loads((built / NAMES[2]).read_text(encoding="utf-8"))["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "nnkit": {"notebook": "exercises/06_softmax", "version": "1"},
    }


def code_cell(notebook: dict[str, Any], index: int = 0) -> dict[str, Any]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"][index]


def saved_view(notebook: dict[str, Any]) -> None:
    code_cell(notebook, 2)["outputs"][0]["data"][WIDGET_VIEW] = {"model_id": "1"}


def untag_raising(notebook: dict[str, Any]) -> None:
    code_cell(notebook)["outputs"] = code_cell(notebook, 3)["outputs"]


STALENESS: dict[str, tuple[int, Callable[[dict[str, Any]], object], str]] = {
    "cell text": (0, lambda n: code_cell(n).update(source=["import os"]), "text differs"),
    "cell id": (0, lambda n: code_cell(n).update(id="other"), "id differs"),
    "cell tags": (0, lambda n: code_cell(n)["metadata"].update(tags=["setup"]), "tags or metadata differs"),
    "cell timing": (0, lambda n: code_cell(n)["metadata"].update(execution={}), "tags or metadata differs"),
    "cell type": (
        0,
        lambda n: n["cells"].__setitem__(
            0, {**n["cells"][0], "cell_type": "code", "outputs": [], "execution_count": 1}
        ),
        "type differs",
    ),
    "cell missing": (0, lambda n: n["cells"].pop(), "has 6 cells, its source 7"),
    "kernel name": (0, lambda n: n["metadata"]["kernelspec"].update(name="x"), "'kernelspec' differs"),
    "language": (0, lambda n: n["metadata"]["language_info"].update(version="3"), "'language_info' differs"),
    "our version": (0, lambda n: n["metadata"]["nnkit"].update(version="0"), "'nnkit' differs"),
    "widget state": (0, lambda n: n["metadata"].update(widgets={}), "saved widget state"),
    "widget view": (0, saved_view, "live widget"),
    "not executed": (0, lambda n: code_cell(n).update(execution_count=None), "nbval would compare nothing"),
    "error stored": (0, untag_raising, "holds an error, ZeroDivisionError"),
    "older format": (0, lambda n: n.update(nbformat_minor=6), "format differs"),
    "solution output": (
        1,
        lambda n: code_cell(n).update(execution_count=None),
        "nbval would compare nothing",
    ),
    "exercise executed": (2, lambda n: code_cell(n).update(execution_count=1), "stored without outputs"),
    "exercise leak": (
        2,
        lambda n: code_cell(n).update(source=["p, loss = 0.25, -math.log(0.25)"]),
        "gives away a solution line: p, loss",
    ),
}


@pytest.mark.parametrize("name", STALENESS)
def test_check_says_what_is_stale_and_how_to_mend_it(built: Path, name: str) -> None:
    which, how, message = STALENESS[name]
    change(built / NAMES[which], how)
    (line,) = check(built, version="1")
    assert message in line
    assert line.startswith(f"{NAMES[which]}: ")
    assert line.endswith(f"Cure: nnkit build {Path(NAMES[which]).stem}")


def test_a_missing_a_broken_and_a_reformatted_notebook_are_stale(built: Path) -> None:
    chapter, solution, exercise = (built / name for name in NAMES)
    chapter.unlink()
    solution.write_text("{", encoding="utf-8")
    notebook = json.loads(exercise.read_text(encoding="utf-8"))
    exercise.write_text(json.dumps(notebook), encoding="utf-8")
    missing, broken, reformatted = check(built, version="1")
    assert "is missing" in missing
    assert "is not a notebook" in broken
    assert "written in another form" in reformatted


def test_a_changed_source_makes_both_of_its_notebooks_stale(built: Path) -> None:
    source = built / "solutions/source/06_softmax.py"
    source.write_text(source.read_text(encoding="utf-8").replace("# # Softmax", "# # Soft"), encoding="utf-8")
    assert [line.partition(":")[0] for line in check(built, version="1")] == NAMES[1:]
    assert check(built, ["00"], version="1") == []


def test_a_notebook_without_a_source_is_reported(built: Path) -> None:
    (built / "exercises/09_lost.ipynb").write_text("{}", encoding="utf-8")
    (line,) = check(built, version="1")
    assert line.startswith("exercises/09_lost.ipynb: has no source in solutions/source.")
    assert check(built, ["00"], version="1") == []


def test_a_cell_that_raises_fails_the_build_and_leaves_the_notebook(built: Path) -> None:
    before = (built / NAMES[0]).read_text(encoding="utf-8")
    source = built / "course/source/00_start_here.py"
    source.write_text(
        "# %%\nx = 1\n\n# %%\ndef f():\n    raise ValueError('no luck')\n\n\nf()\n", encoding="utf-8"
    )
    with pytest.raises(BuildError) as failure:
        build(built, ["00"], version="1")
    assert "course/source/00_start_here.py: cell 2 (" in str(failure.value)
    assert "failed: ValueError: no luck" in str(failure.value)
    assert "\x1b" not in str(failure.value)
    assert (built / NAMES[0]).read_text(encoding="utf-8") == before


def test_a_notebook_that_fails_does_not_keep_the_others_back(built: Path) -> None:
    (built / "course/source/00_start_here.py").write_text("# %%\n1 / 0\n", encoding="utf-8")
    (built / NAMES[2]).unlink()
    said: list[str] = []
    with pytest.raises(BuildError, match="ZeroDivisionError"):
        build(built, version="1", say=said.append)
    assert said == [
        "FAILED course/00_start_here",
        "fresh  solutions/06_softmax",
        "built  exercises/06_softmax",
    ]
    assert (built / NAMES[2]).is_file()


def test_an_output_that_names_a_folder_of_this_machine_fails_the_build(built: Path) -> None:
    (built / "course/source/00_start_here.py").write_text(
        "# %%\nimport os\n\nos.getcwd()\n", encoding="utf-8"
    )
    with pytest.raises(BuildError, match="a folder of this machine"):
        build(built, ["00"], version="1")


def test_cells_run_in_the_notebooks_folder_with_a_workspace_of_their_own(built: Path) -> None:
    (built / "course/data.txt").write_text("beside", encoding="utf-8")
    (built / "course/source/00_start_here.py").write_text(
        "# %%\nimport os, pathlib\n\nprint(pathlib.Path('data.txt').read_text())\n"
        "w = pathlib.Path(os.environ['NNKIT_WORKSPACE'])\nprint(w.is_dir(), list(w.iterdir()))\n",
        encoding="utf-8",
    )
    build(built, ["00"], version="1")
    (cell,) = cells_of(built / NAMES[0])
    assert cell["outputs"][0]["text"] == ["beside\n", "True []\n"]


def test_streams_are_joined_and_a_widget_that_shows_nothing_is_dropped() -> None:
    outputs = [
        new_output("stream", name="stdout", text="a\n"),
        new_output("stream", name="stdout", text="b\n"),
        new_output("stream", name="stderr", text="c\n"),
        new_output("display_data", data={WIDGET_VIEW: {"model_id": "1"}}, metadata={WIDGET_VIEW: {}}),
        new_output("display_data", data={WIDGET_VIEW: {}, "text/plain": "x"}, metadata={WIDGET_VIEW: {}}),
    ]
    joined, stderr, kept = clean_outputs(outputs)
    assert (joined.text, stderr.text) == ("a\nb\n", "c\n")
    assert kept.data == {"text/plain": "x"}
    assert kept.metadata == {}
