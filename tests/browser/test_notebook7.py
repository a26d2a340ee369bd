"""A chapter in Jupyter Notebook 7: figures uncover there, and arrow keys move sliders, not cells."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect


def test_a_chapter_runs_in_notebook_7(lab: Any, page: Any) -> None:
    page.goto(f"{lab.url}/notebooks/course/06_softmax.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=45_000)
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']")).to_be_visible(timeout=45_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(".nnkit-panel .nnkit-predict").first.wait_for(timeout=45_000)
    page.wait_for_function(
        """() => ![...document.querySelectorAll(".jp-InputPrompt")].some(
            (prompt) => prompt.textContent.includes("*"))""",
        timeout=60_000,
    )
    card = page.locator(".nnkit-predict:not([hidden])").first
    card.scroll_into_view_if_needed()
    card.locator("input").first.check()
    card.get_by_role("button").first.click()
    panel = page.locator(".nnkit-panel:has(.nnkit-body:not([hidden]))").first
    expect(panel.locator("img[src]")).to_be_visible()
    slider, readout = panel.get_by_role("slider").first, panel.locator(".nnkit-readout")
    before = readout.text_content()
    slider.focus()
    slider.press("ArrowLeft")
    expect(readout).not_to_have_text(before, timeout=10_000)
