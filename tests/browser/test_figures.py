"""Every figure in a real JupyterLab: it opens, answers to the keyboard, fits its page, and is photographed.

The photographs go to the folder that NNKIT_PHOTOS names, or nowhere that stays.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import expect

from nnkit.widgets import FIGURES

NOTEBOOK = "figures.ipynb"
pytestmark = pytest.mark.parametrize("name", list(FIGURES))


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(os.environ.get("NNKIT_PHOTOS") or tmp_path_factory.mktemp("photos"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def figures(lab: Any, browser: Any) -> Iterator[Any]:
    """One page with all figures; ``complaints`` collects the errors of its console."""
    cells = [
        nbformat.v4.new_code_cell(f"from nnkit.widgets import FIGURES\nFIGURES[{name!r}]()")
        for name in FIGURES
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, lab.folder / NOTEBOOK)
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.notebook = lab.open(page, NOTEBOOK)
    page.evaluate("window.jupyterapp.shell.collapseLeft()")
    page.notebook.run_all()
    yield page
    context.close()


def panel_of(page: Any, name: str) -> Any:
    """Return the panel of a figure, in sight and with its picture drawn."""
    panel = page.locator(".nnkit-panel").nth(list(FIGURES).index(name))
    panel.scroll_into_view_if_needed()
    expect(panel.locator("img[src]")).to_be_visible()
    return panel


def wide(panel: Any) -> list[str]:
    """Return what sticks out of a panel at its right."""
    return list(
        panel.evaluate(
            """(panel) => {
                const right = panel.getBoundingClientRect().right + 1;
                return [...panel.querySelectorAll("*")].filter((node) => node.offsetParent &&
                    !node.closest(".nnkit-formula") && node.getBoundingClientRect().right > right
                ).map((node) => node.outerHTML.slice(0, 120));
            }"""
        )
    )


def test_it_opens_answers_to_the_keyboard_and_names_its_controls(
    figures: Any, photos: Path, name: str
) -> None:
    panel = panel_of(figures, name)
    panel.screenshot(path=photos / f"{name}-light.png")
    unnamed = panel.evaluate(
        """(panel) => [...panel.querySelectorAll("input, select, button, canvas")].filter((control) =>
            !(control.labels?.length || control.getAttribute("aria-label") || control.textContent.trim())
        ).map((control) => control.outerHTML)"""
    )
    assert unnamed == []
    image = panel.locator("img")
    expect(image).to_have_attribute("alt", panel.locator(".nnkit-readout").text_content())
    expect(panel.locator(".nnkit-readout")).to_have_attribute("aria-live", "polite")
    slider = panel.locator(".nnkit-row:not([hidden]) input[type=range]").first
    before = slider.get_attribute("aria-valuetext"), image.get_attribute("src")
    slider.focus()
    at_end = slider.evaluate("(s) => Number(s.value) >= Number(s.max)")
    slider.press("ArrowLeft" if at_end else "ArrowRight")
    expect(slider).not_to_have_attribute("aria-valuetext", before[0])
    expect(image).not_to_have_attribute("src", before[1])
    assert wide(panel) == []
    assert figures.complaints == []


def test_it_stacks_on_a_narrow_page_and_when_zoomed(figures: Any, photos: Path, name: str) -> None:
    panel = panel_of(figures, name)
    try:
        for width in (700, 640):  # 640 is what a page of 1280 has at 200 %
            figures.set_viewport_size({"width": width, "height": 1000})
            panel.scroll_into_view_if_needed()
            assert wide(panel) == []
        panel.screenshot(path=photos / f"{name}-narrow.png")
    finally:
        figures.set_viewport_size({"width": 1280, "height": 1000})


def test_it_follows_a_dark_theme(figures: Any, photos: Path, name: str) -> None:
    figures.evaluate(
        "window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    figures.wait_for_function("document.body.dataset.jpThemeLight === 'false'", timeout=15_000)
    panel = panel_of(figures, name)
    expect(panel).to_have_class("nnkit-panel nnkit-dark")
    panel.locator("img.nnkit-shown-dark").wait_for()  # a frame in the theme's colours
    panel.screenshot(path=photos / f"{name}-dark.png")
    assert figures.complaints == []
