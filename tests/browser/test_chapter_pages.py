"""Every chapter as a learner meets it: it opens and runs, its figures uncover, nothing sticks out.

With NNKIT_PHOTOS=folder it is photographed from top to bottom, light and dark: first as it runs, covered, and
then with every prediction made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

CHAPTERS = sorted(path.stem for path in (Path(__file__).parents[2] / "course" / "source").glob("*.py"))
PHOTOS = os.environ.get("NNKIT_PHOTOS", "")
PAGE = {"width": 1100, "height": 1300}
MOST_PHOTOS = 60

pytestmark = pytest.mark.parametrize("chapter", CHAPTERS)


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A tall page; ``complaints`` collects the errors of its console."""
    context = browser.new_context(viewport=PAGE)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


def predict_everything(page: Any) -> int:
    """Answer the question on each covered figure, and return how many there were."""
    covered = page.locator(".nnkit-predict:not([hidden])")
    count = covered.count()
    for left in range(count - 1, -1, -1):
        card = covered.first
        card.scroll_into_view_if_needed()
        field = card.locator("input").first
        if field.get_attribute("type") == "radio":
            field.check()
        else:
            field.fill("1")
        card.get_by_role("button").first.click()
        expect(covered).to_have_count(left)
    return count


def photograph(page: Any, name: str) -> None:
    """Leave pictures NAME-01.png, NAME-02.png, ... of the whole notebook, if photographs are wanted."""
    if not PHOTOS:
        return
    folder = Path(PHOTOS)
    folder.mkdir(parents=True, exist_ok=True)
    scroller = ".jp-WindowedPanel-outer"
    page.evaluate("(s) => document.querySelector(s).scrollTo(0, 0)", scroller)
    for number in range(1, MOST_PHOTOS + 1):
        page.wait_for_timeout(250)  # cells come in and figures draw when they are in sight
        page.screenshot(path=folder / f"{name}-{number:02d}.png")
        at_end = page.evaluate(
            """(s) => {
                const node = document.querySelector(s), before = node.scrollTop;
                node.scrollBy(0, node.clientHeight - 60);
                return node.scrollTop <= before + 1;
            }""",
            scroller,
        )
        if at_end:
            break


def test_it_runs_in_a_real_notebook(lab: Any, page: Any, chapter: str) -> None:
    notebook = lab.open(page, f"course/{chapter}.ipynb")
    page.evaluate("window.jupyterapp.shell.collapseLeft()")
    notebook.run_all()
    errors = page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.widgets.flatMap((cell) =>
            (cell.model.sharedModel.outputs ?? []).filter((output) => output.output_type === "error" ||
                output.name === "stderr").map((output) => JSON.stringify(output).slice(0, 400)))"""
    )
    assert errors == []
    photograph(page, chapter)
    predicted = predict_everything(page)
    assert predicted >= 1
    wide = page.evaluate(
        """() => [...document.querySelectorAll(".jp-OutputArea-output, .jp-RenderedMarkdown")].filter(
            (node) => node.scrollWidth > node.clientWidth + 2).map((node) => node.textContent.slice(0, 99))"""
    )
    assert wide == []
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll(".nnkit-panel :is(input, select, button)")].filter((control) =>
            !(control.labels?.length || control.getAttribute("aria-label") || control.textContent.trim())
        ).map((control) => control.outerHTML)"""
    )
    assert unnamed == []
    photograph(page, f"{chapter}-predicted")
    if PHOTOS:
        page.evaluate(
            "window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
        )
        page.wait_for_function("document.body.dataset.jpThemeLight === 'false'", timeout=15_000)
        photograph(page, f"{chapter}-dark")
    assert page.complaints == []
