"""What the sources may hold, what the learner gets instead of an answer, and every refusal."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from nnkit.tools.build import build, check, select, targets
from nnkit.tools.notebooks import make_notebook
from nnkit.tools.sources import BuildError, read_source
from nnkit.tools.stubs import leaks, stubbed

ANSWER = '# %% problem="set.one" tags=["answer"]\n'


def read(tmp_path: Path, text: str, *, solutions: bool = True):
    path = tmp_path / "06_set.py"
    path.write_text(text, encoding="utf-8")
    return path, read_source(path, solutions=solutions)


def stub_of(tmp_path: Path, block: str, before: str = "", after: str = "") -> str:
    text = f"{ANSWER}{before}### BEGIN SOLUTION\n{block}\n### END SOLUTION\n{after}"
    path, cells = read(tmp_path, text)
    return stubbed(path, cells[0])


def test_a_block_that_returns_becomes_a_return_of_the_ellipsis(tmp_path: Path) -> None:
    path, cells = read(
        tmp_path,
        f'{ANSWER}def f(x):\n    """Doc."""\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION\n',
    )
    assert stubbed(path, cells[0]) == 'def f(x):\n    """Doc."""\n    return ...  # your code here'


def test_a_return_inside_a_branch_counts_and_one_inside_an_inner_function_does_not(tmp_path: Path) -> None:
    head = "def f(x):\n    ### BEGIN SOLUTION\n"
    tail = "    ### END SOLUTION\n"
    branch = "    if x:\n        return 1\n    y = 2\n"
    inner = "    def g():\n        return 1\n    y = g\n"
    path, cells = read(tmp_path, ANSWER + head + branch + tail)
    assert stubbed(path, cells[0]) == "def f(x):\n    return ...  # your code here"
    path, cells = read(tmp_path, ANSWER + head + inner + tail)
    assert stubbed(path, cells[0]) == "def f(x):\n    y = ..."


@pytest.mark.parametrize(
    ("block", "stub"),
    [
        ("p = 1\nq = p", "p = ...\nq = ..."),
        ("p, (q, *r) = 1, (2, 3)", "p = ...\nq = ...\nr = ..."),
        ("p = q = 1\np = 2", "p = ...\nq = ..."),
        ("p: float = 1.0\nq += 1", "p = ...\nq = ..."),
        ("_, p = 1, 2", "p = ..."),
        ("p = []\nfor i in p:\n    q = i", "p = ..."),
        ("h = {}\nh['a'] = 1", "h = ..."),
    ],
)
def test_names_assigned_at_block_level_become_the_ellipsis(tmp_path: Path, block: str, stub: str) -> None:
    assert stub_of(tmp_path, block) == stub


def test_attributes_set_in_a_block_become_the_ellipsis(tmp_path: Path) -> None:
    text = (
        f"{ANSWER}class C:\n    def __init__(self):\n        ### BEGIN SOLUTION\n"
        "        self.W = 1\n        ### END SOLUTION\n"
    )
    path, cells = read(tmp_path, text)
    assert stubbed(path, cells[0]) == "class C:\n    def __init__(self):\n        self.W = ..."


def test_lines_after_stub_are_uncommented_with_their_indentation(tmp_path: Path) -> None:
    text = (
        f"{ANSWER}def f(x):\n    ### BEGIN SOLUTION\n    return x * 2\n    ### STUB\n"
        "    # for v in x:\n    #     ...\n    #\n    # return x + 2  # mend me\n    ### END SOLUTION\n"
    )
    path, cells = read(tmp_path, text)
    assert stubbed(path, cells[0]) == (
        "def f(x):\n    for v in x:\n        ...\n\n    return x + 2  # mend me"
    )


def test_two_blocks_in_one_cell_are_both_replaced(tmp_path: Path) -> None:
    again = "r = 3\n### BEGIN SOLUTION\nsecond = 4\n### END SOLUTION\n"
    assert stub_of(tmp_path, "first = 1", "x = 0\n", again) == "x = 0\nfirst = ...\nr = 3\nsecond = ..."


REFUSALS = {
    "begin without end": (ANSWER + "### BEGIN SOLUTION\nx = 1\n", 2, "without `### END SOLUTION`"),
    "end without begin": (ANSWER + "x = 1\n### END SOLUTION\n", 3, "without `### BEGIN SOLUTION`"),
    "nested": (
        ANSWER + "### BEGIN SOLUTION\nx = 1\n### BEGIN SOLUTION\n### END SOLUTION\n",
        4,
        "inside the block that begins at line 2",
    ),
    "stub outside": (ANSWER + "### STUB\nx = 1\n", 2, "without `### BEGIN SOLUTION`"),
    "stub twice": (
        ANSWER + "### BEGIN SOLUTION\nx = 1\n### STUB\n# x = ...\n### STUB\n### END SOLUTION\n",
        6,
        "given twice",
    ),
    "stub not a comment": (
        ANSWER + "### BEGIN SOLUTION\nx = 1\n### STUB\nx = ...\n### END SOLUTION\n",
        5,
        "every line must be a comment",
    ),
    "misspelt marker": (ANSWER + "## begin solution\nx = 1\n### END SOLUTION\n", 2, "expected `### BEGIN"),
    "marker in a plain cell": (
        "# %%\ny = 0\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n",
        3,
        "only stand in an answer cell",
    ),
    "marker in markdown": ("# %% [markdown]\n# ### BEGIN SOLUTION\n", 2, "only stand in an answer cell"),
    "answer without block": (ANSWER + "x = 1\n", 2, "would give it away"),
    "no role": (
        '# %% problem="set.one"\nx = 1\n',
        2,
        "exactly one of the tags answer and check, got neither",
    ),
    "both roles": ('# %% problem="set.one" tags=["answer", "check"]\nx = 1\n', 2, "got answer and check"),
    "role on markdown": ('# %% [markdown] problem="set.one" tags=["check"]\n# x\n', 2, "on a markdown cell"),
    "role without problem": ('# %% tags=["check"]\nx = 1\n', 2, 'needs problem="SET.NAME"'),
    "bad problem id": ('# %% problem="Set One" tags=["check"]\nx = 1\n', 2, "in lower case"),
    "problem id too long": (f'# %% problem="set.{"x" * 60}" tags=["check"]\nx = 1\n', 2, "in lower case"),
    "unknown metadata": ('# %% probelm="set.one"\nx = 1\n', 2, "unknown cell metadata 'probelm'"),
    "unreadable metadata": (
        "# %% a title tags=[check] foo=bar\nx = 1\n",
        2,
        "cannot read the cell's metadata",
    ),
    "tags not a list": ('# %%\nx = 1\n# %% tags="pin"\nx = 1\n', 3, "tags as a list of words"),
    "tags not words": ("# %% tags=[1]\nx = 1\n", 1, "tags as a list of words"),
    "empty": ("", 1, "expected cells"),
    "duplicate": (
        '# %% problem="set.one" tags=["check"]\nx = 1\n\n# %% problem="set.one" tags=["check"]\nx = 2\n',
        5,
        "a second check cell for set.one",
    ),
    "duplicate after hyphens": (
        '# %% problem="set.one_a" tags=["check"]\nx\n# %% problem="set_one.a" tags=["check"]\nx\n',
        4,
        "a second check cell",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_malformed_source_is_refused_with_file_and_line(tmp_path: Path, name: str) -> None:
    text, line, message = REFUSALS[name]
    with pytest.raises(BuildError, match=re.escape(message)) as refusal:
        read(tmp_path, text)
    assert str(refusal.value).startswith(f"{tmp_path / '06_set.py'}:{line}: ")


STUB_REFUSALS = {
    "nothing to stub": ("print(1)", "neither returns nor assigns"),
    "only a function": ("def f():\n    return 1", "neither returns nor assigns"),
    "block not python": ("x = (", "not Python by itself"),
    "stub not python": ("x = 1\n### STUB\n# x = (", "stub of set.one is not Python"),
}


@pytest.mark.parametrize("name", STUB_REFUSALS)
def test_a_block_without_a_possible_stub_is_refused(tmp_path: Path, name: str) -> None:
    block, message = STUB_REFUSALS[name]
    with pytest.raises(BuildError, match=message) as refusal:
        stub_of(tmp_path, block)
    assert re.match(rf"{re.escape(str(tmp_path))}/06_set\.py:2: ", str(refusal.value))


def test_a_chapter_may_not_hold_a_solution(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r":2: .*never in a chapter"):
        read(tmp_path, ANSWER + "### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n", solutions=False)


def test_line_numbers_pass_over_headers_inside_strings(tmp_path: Path) -> None:
    text = (
        '# %%\ntext = """\n# %% not a cell\n"""\n\n# %% [markdown]\n# words\n\n# %% tags=["check"]\nx = 1\n'
    )
    with pytest.raises(BuildError, match=r"06_set\.py:10: "):
        read(tmp_path, text)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "06_set.py"
    path.write_bytes(b"# %%\n\xff\n")
    with pytest.raises(BuildError, match="cannot be read as UTF-8"):
        read_source(path, solutions=False)


def test_cell_ids_are_unique_and_do_not_move_when_another_cell_changes(checkout: Path) -> None:
    path = checkout / "course/source/00_start_here.py"

    def ids(text: str) -> list[str]:
        path.write_text(text, encoding="utf-8")
        notebook = make_notebook(read_source(path, solutions=False), path, "course/00_start_here", "1")
        return [cell.id for cell in notebook.cells]

    text = path.read_text(encoding="utf-8")
    before, after = ids(text), ids(text.replace("# # Start here", "# # Begin"))
    assert len(set(before)) == len(before)  # although two cells hold the same words
    assert before[1:] == after[1:]
    assert before[0] != after[0]
    assert all(re.fullmatch("[0-9a-f]{12}", cell_id) for cell_id in before)


def test_problem_cells_are_named_for_their_problem_and_repeat_it(checkout: Path) -> None:
    path = checkout / "solutions/source/06_softmax.py"
    notebook = make_notebook(read_source(path, solutions=True), path, "exercises/06_softmax", "1")
    cell = next(cell for cell in notebook.cells if cell.id == "answer-softmax-by-hand")
    assert cell.metadata == {
        "tags": ["answer", "nbval-ignore-output"],
        "problem": "softmax.by_hand",
        "nnkit": {"id": "answer-softmax-by-hand", "problem": "softmax.by_hand"},
    }
    assert cell.source == "p = ...\nloss = ..."


def test_an_exercise_holds_no_solution_line_and_runs_as_it_is(checkout: Path) -> None:
    path = checkout / "solutions/source/06_softmax.py"
    notebook = make_notebook(read_source(path, solutions=True), path, "exercises/06_softmax", "1")
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert "SOLUTION" not in code
    assert leaks(path.read_text(encoding="utf-8"), json.dumps(notebook)) == []
    exec(compile(ast.parse(code), "exercise", "exec"), {})


def test_a_solution_line_anywhere_in_an_exercise_is_found(checkout: Path) -> None:
    source = (checkout / "solutions/source/06_softmax.py").read_text(encoding="utf-8")
    line = "p, loss = 0.25, -math.log(0.25)"
    assert leaks(source, json.dumps({"source": [f"# {line}\n"]})) == [line]
    assert leaks(source, json.dumps({"source": ["import math\n", "return ..."]})) == []


def test_a_solution_line_with_quotes_and_greek_is_found_however_json_spells_it() -> None:
    source = '### BEGIN SOLUTION\nlabel = "δ\\n" + name\n### END SOLUTION'
    line = 'label = "δ\\n" + name'
    assert leaks(source, json.dumps(line)) == [line]
    assert leaks(source, json.dumps(line, ensure_ascii=False)) == [line]


def test_a_line_that_is_also_given_is_no_leak() -> None:
    source = "total = first + second\n### BEGIN SOLUTION\ntotal = first + second\nreturn x\n### END SOLUTION"
    assert leaks(source, json.dumps("total = first + second\nreturn x")) == []


def test_a_leak_stops_the_build(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnkit.tools.notebooks.stubbed", lambda path, cell: cell.source)
    monkeypatch.setattr("nnkit.tools.build.execute", lambda *args: None)
    with pytest.raises(BuildError, match=r"give away a solution line: powers = \["):
        build(checkout, ["exercises/06_softmax"])
    assert not (checkout / "exercises/06_softmax.ipynb").exists()


def test_targets_are_chosen_by_stem_number_folder_or_file(checkout: Path) -> None:
    every = targets(checkout)

    def names(*words: str) -> list[str]:
        return [target.name for target in select(every, words)]

    assert names() == ["course/00_start_here", "solutions/06_softmax", "exercises/06_softmax"]
    assert names("06") == names("06_softmax") == ["solutions/06_softmax", "exercises/06_softmax"]
    assert names("exercises/06_softmax") == names("exercises/06_softmax.ipynb") == ["exercises/06_softmax"]
    assert names("course/source/00_start_here.py") == ["course/00_start_here"]
    assert names("06", "exercises/06") == ["solutions/06_softmax", "exercises/06_softmax"]
    with pytest.raises(BuildError, match="'07'; there are: 00_start_here, 06_softmax"):
        names("07")


def test_a_folder_without_sources_is_refused_and_one_kind_is_enough(checkout: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="holds no sources"):
        check(tmp_path)
    (checkout / "solutions/source/06_softmax.py").unlink()
    assert [target.name for target in targets(checkout)] == ["course/00_start_here"]


def test_a_source_with_an_odd_name_is_refused(checkout: Path) -> None:
    (checkout / "course/source/softmax.py").write_text("# %%\nx = 1\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"a name like 06_softmax\.py, got softmax\.py"):
        targets(checkout)


def test_one_problem_in_two_sources_is_refused(checkout: Path) -> None:
    first = checkout / "solutions/source/06_softmax.py"
    first.with_name("07_again.py").write_text(first.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(
        BuildError, match=r"07_again\.py:8: softmax\.stable is already answered in .*06_softmax\.py:8"
    ):
        check(checkout)
