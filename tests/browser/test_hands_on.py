"""What only a real browser can show: playing, drawing, pointing and typing in a figure."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from playwright.sync_api import expect


@pytest.fixture
def opened(lab: Any, page: Any) -> Any:
    """Give a function that opens a notebook with these cells, runs it and returns (notebook, panel)."""

    def open_cells(*cells: str) -> tuple[Any, Any]:
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(code, id=f"cell-{i}") for i, code in enumerate(cells)]
        )
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        nbformat.write(notebook, lab.folder / "hands_on.ipynb")
        running = lab.open(page, "hands_on.ipynb")
        running.run_cell("cell-0")
        panel = page.locator(".nnkit-panel").first
        panel.scroll_into_view_if_needed()
        expect(panel.locator("img[src]")).to_be_visible()
        return running, panel

    return open_cells


def drag(page: Any, target: Any, places: list[tuple[float, float]]) -> None:
    """Press at the first place, given as fractions of the target, and move along the others."""
    box = target.bounding_box()
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=4)
    page.mouse.up()


def test_training_plays_pauses_by_a_key_and_ends_with_its_cell(opened: Any, page: Any) -> None:
    notebook, panel = opened(
        "from nnkit.widgets import playground\nfig = playground()\nfig", "print(fig.runner.playing)"
    )
    readout, play = panel.locator(".nnkit-readout"), panel.locator(".nnkit-play")
    play.click()
    expect(readout).to_contain_text("epochs")
    expect(readout).to_have_attribute("aria-live", "off")
    play.press("Escape")
    expect(play).to_contain_text("Train")
    expect(readout).to_have_attribute("aria-live", "polite")
    play.click()
    expect(play).to_contain_text("Pause")
    notebook.run_cell("cell-0", "1 + 1")  # the figure goes, and with it its view
    notebook.run_cell("cell-1")
    expect(notebook.output("cell-1")).to_contain_text("False")


def test_a_digit_can_be_drawn_with_the_mouse(opened: Any, page: Any) -> None:
    _, panel = opened("from nnkit.widgets import digits_explorer\ndigits_explorer(show='your digit')")
    pad, readout = panel.locator("canvas"), panel.locator(".nnkit-readout")
    panel.get_by_role("button", name="Clear").click()
    before = readout.text_content()
    pad.scroll_into_view_if_needed()
    drag(page, pad, [(0.5, 0.12), (0.5, 0.5), (0.5, 0.88)])
    expect(readout).not_to_have_text(before)
    expect(readout).to_contain_text("1")
    pixels = "(c) => [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data]"
    assert any(pad.evaluate(pixels))


def test_a_picture_answers_to_the_mouse(opened: Any, page: Any) -> None:
    _, panel = opened("from nnkit.widgets import descent_explorer\ndescent_explorer()")
    start = panel.locator(".nnkit-row:not([hidden])").filter(has_text="start θ₁").locator("input[type=range]")
    before = start.input_value()
    drag(page, panel.locator("img"), [(0.3, 0.5), (0.2, 0.4), (0.15, 0.3)])
    expect(start).not_to_have_value(before)


def test_a_formula_can_be_typed(opened: Any) -> None:
    _, panel = opened(
        "from nnkit.widgets import approximation_explorer\napproximation_explorer(target='typed')"
    )
    box, readout = panel.locator("input[type=text]"), panel.locator(".nnkit-readout")
    before = readout.text_content()
    box.fill("abs(x) + x")
    box.press("Enter")
    expect(readout).not_to_have_text(before)
    box.fill("import os")
    box.press("Enter")
    expect(readout).to_contain_text("import os")
