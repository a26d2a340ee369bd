"""The chapters keep their own rules: short cells, early play, predictions, checked equations, sound links."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from nnkit.tools.build import targets
from nnkit.tools.sources import SourceCell, read_source
from nnkit.widgets import FIGURES

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "course" / "source").glob("*.py"))
FACTORIES = {factory.__name__ for factory in FIGURES.values()}
WORDS_A_CELL, LINES_A_CELL, CELLS_WITHOUT_ACTIVITY = 120, 15, 3
AMERICAN = (
    "color colors colored center centers centered behavior favorite favor gray honor labor neighbor "
    "neighbors normalize normalized normalization initialize initialized initialization regularize "
    "regularized generalize generalization optimize optimized optimizer minimize maximize summarize "
    "recognize recognized organize visualize analyze analyzed penalize modeling modeled labeled "
    "regularization labeling canceled traveled defense catalog artifact fulfill skillful gotten"
).split()

pytestmark = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)


@pytest.fixture
def cells(source: Path) -> list[SourceCell]:
    return read_source(source, solutions=False)


def code(cells: list[SourceCell]) -> list[SourceCell]:
    return [cell for cell in cells if cell.kind == "code"]


def markdown(cells: list[SourceCell]) -> list[SourceCell]:
    return [cell for cell in cells if cell.kind == "markdown"]


def calls(cell: SourceCell, *names: str) -> list[ast.Call]:
    """Return the calls of these functions in a code cell, by their bare names."""
    if cell.kind != "code":
        return []
    return [
        node
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]


def imports(cell: SourceCell) -> bool:
    return any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(ast.parse(cell.source)))


def prose(text: str) -> str:
    """Return markdown without code, formulas, addresses of links and titles in italics."""
    text = re.sub(r"```.*?```", " ", text, flags=re.S)
    text = re.sub(r"\$\$.*?\$\$|\$[^$]+\$|`[^`]+`", " ", text, flags=re.S)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return re.sub(r"(?<!\*)\*[^*]+\*(?!\*)", " ", text)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_][\w'’-]*", prose(text))


def displayed_derivatives(cell: SourceCell) -> list[str]:
    """Return the display formulas of a cell that state a derivative."""
    formulas = re.findall(r"\$\$(.*?)\$\$", cell.source, flags=re.S)
    return [formula for formula in formulas if re.search(r"\\partial|\\nabla|'\s*\(", formula)]


def takes_a_difference(cell: SourceCell) -> bool:
    return cell.kind == "code" and ("numerical_gradient(" in cell.source or "/ (2 * h)" in cell.source)


def said_to_learners(cells: list[SourceCell]) -> Iterator[tuple[int, str]]:
    """Yield the words of a chapter with their lines: its prose, and the texts in its code."""
    for cell in cells:
        if cell.kind == "markdown":
            yield cell.line, prose(cell.source)
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield cell.line + node.lineno - 1, node.value


def test_no_text_cell_is_longer_than_120_words(cells: list[SourceCell]) -> None:
    long = {cell.line: len(words(cell.source)) for cell in markdown(cells)}
    assert {line: n for line, n in long.items() if n > WORDS_A_CELL} == {}


def test_no_code_cell_is_longer_than_15_lines(cells: list[SourceCell]) -> None:
    long = {cell.line: sum(bool(line.strip()) for line in cell.source.splitlines()) for cell in code(cells)}
    assert {line: n for line, n in long.items() if n > LINES_A_CELL} == {}


def test_something_can_be_moved_within_the_first_three_cells(cells: list[SourceCell]) -> None:
    assert any(calls(cell, *FACTORIES) for cell in cells[:3])


def test_one_cell_imports_and_it_comes_first(cells: list[SourceCell]) -> None:
    importing = [cell for cell in code(cells) if imports(cell)]
    assert importing == code(cells)[:1]
    assert importing[0].tags == ("setup",)


def test_no_cell_sets_anything_up_or_plots(cells: list[SourceCell]) -> None:
    banned = r"plt\.|matplotlib|sys\.path|pip install|^\s*[!%]|warnings\.|os\.environ|np\.random\.seed"
    found = [
        f"{cell.line}: {match.group()}"
        for cell in code(cells)
        for match in re.finditer(banned, cell.source, flags=re.M)
    ]
    assert found == []


def test_no_formula_in_code_uses_letters_that_are_hard_to_type(cells: list[SourceCell]) -> None:
    names = {
        node.id
        for cell in code(cells)
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Name)
    }
    assert [name for name in names if not name.isascii()] == []


def test_every_link_leads_somewhere(source: Path, cells: list[SourceCell]) -> None:
    there = {target.path for target in targets(ROOT)}
    lost = []
    for cell in markdown(cells):
        for address in re.findall(r"\]\(([^)]+)\)", cell.source):
            if address.startswith(("https://", "#")):
                continue
            path = (ROOT / "course" / address.partition("#")[0]).resolve()
            if path not in there and not path.is_file():
                lost.append(f"{cell.line}: {address}")
    assert lost == []


def test_the_spelling_is_british(cells: list[SourceCell]) -> None:
    american = re.compile(rf"\b({'|'.join(AMERICAN)})\b", re.IGNORECASE)
    found = [
        f"{line}: {m.group()}" for line, text in said_to_learners(cells) for m in american.finditer(text)
    ]
    assert found == []


def test_every_displayed_derivative_is_checked_by_differences(cells: list[SourceCell]) -> None:
    unchecked = []
    for i, cell in enumerate(cells):
        if cell.kind != "markdown" or not displayed_derivatives(cell):
            continue
        following = next((later for later in cells[i + 1 :] if later.kind == "code"), None)
        if following is None or not takes_a_difference(following):
            unchecked.append(cell.line)
    assert unchecked == []


def test_every_figure_is_met_with_a_prediction(cells: list[SourceCell]) -> None:
    figures: dict[str, bool] = {}
    for cell in code(cells):
        for call in calls(cell, *FACTORIES):
            assert isinstance(call.func, ast.Name)
            predicted = any(keyword.arg == "predict" for keyword in call.keywords)
            figures.setdefault(call.func.id, predicted)  # the first meeting counts
    assert figures
    assert all(figures.values()), figures


def test_what_is_to_be_predicted_is_not_given_away(cells: list[SourceCell]) -> None:
    """The code of a covered figure holds the answer, and a built notebook the output: both are folded."""
    for before, cell in pairwise(cells):
        if cell.kind != "code":
            continue
        folded = cell.metadata.get("jupyter", {})
        if calls(cell, "Prediction"):
            assert folded.get("source_hidden") is True, cell.line
        elif before.kind == "markdown" and re.search(r"\*\*(Predict|Write down a guess)", before.source):
            assert folded.get("outputs_hidden") is True, cell.line


def test_something_is_to_be_done_at_least_every_four_cells(source: Path, cells: list[SourceCell]) -> None:
    last = max(i for i, cell in enumerate(cells) if calls(cell, "quiz"))
    idle, longest = 0, 0
    for cell in cells[: last + 1]:
        active = cell.kind == "code" or "**Do:**" in cell.source
        idle = 0 if active else idle + 1
        longest = max(longest, idle)
    assert longest <= CELLS_WITHOUT_ACTIVITY


def test_it_opens_with_goals_needs_and_time(source: Path, cells: list[SourceCell]) -> None:
    first = cells[0]
    assert first.kind == "markdown"
    assert first.source.startswith(f"# {source.stem[:2]} · ")
    for part in ("**You will learn to**", "**You need**", "**Time**"):
        assert part in first.source, part


def test_it_ends_with_a_quiz_three_lines_mistakes_and_the_way_on(
    source: Path, cells: list[SourceCell]
) -> None:
    quizzes = [i for i, cell in enumerate(cells) for _ in calls(cell, "quiz")]
    assert len(quizzes) == 1
    end = "\n\n".join(cell.source for cell in markdown(cells[quizzes[0] :]))
    summary = end.partition("## In three lines")[2].partition("##")[0]
    assert re.findall(r"^(\d)\. ", summary, flags=re.M) == ["1", "2", "3"]
    for heading in ("## Common mistakes", "## Where this goes next"):
        assert heading in end, heading


def test_it_reviews_asks_and_leads_to_its_own_exercises(source: Path, cells: list[SourceCell]) -> None:
    for name in ("quiz", "review"):
        if name == "review" and source.stem.startswith("00"):
            continue  # nothing comes before it
        asked = [
            ast.literal_eval(argument)
            for cell in code(cells)
            for call in calls(cell, name)
            for argument in call.args
        ]
        assert asked == [source.stem], name
        assert (ROOT / "course" / "questions" / f"{source.stem}.py").is_file()
    if not source.stem.startswith("00"):
        text = "\n".join(cell.source for cell in markdown(cells))
        assert f"](../exercises/{source.stem}.ipynb)" in text
        assert "## History and sources" in text


def test_a_cell_to_fill_in_runs_untouched(cells: list[SourceCell]) -> None:
    """A name set to `...` is asked about (`is ...`) before it is used, so an untouched chapter runs clean."""
    for cell in code(cells):
        tree = ast.parse(cell.source)
        empty = {
            target.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant)
            and node.value.value is ...
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        compared = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Compare)
            and any(isinstance(c, ast.Constant) and c.value is ... for c in node.comparators)
        ]
        assert not empty or compared, f"line {cell.line}: {sorted(empty)}"
