"""The lesson as a learner meets it: a real JupyterLab, a keyboard, a wrong answer and a right one."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

CHAPTER = "course/06_softmax.ipynb"
EXERCISES = "exercises/06_softmax.ipynb"

WHOLE_ARRAY = """\
def softmax(s):
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum()
"""
RIGHT = """\
def softmax(s):
    s = np.asarray(s, dtype=float)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
"""


def test_a_chapter_runs_and_its_slider_answers_to_the_keyboard(lab: Any, page: Any) -> None:
    notebook = lab.open(page, CHAPTER)
    notebook.run_all()
    assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    panel = page.locator(".nnkit-panel:has(.nnkit-body:not([hidden]))").first
    panel.scroll_into_view_if_needed()
    slider = panel.get_by_role("slider").first
    image, readout = panel.locator("img"), panel.locator(".nnkit-readout")
    expect(panel.locator("img[src]")).to_be_visible()
    before = readout.text_content(), image.get_attribute("src"), slider.get_attribute("aria-valuetext")
    assert before[0] == image.get_attribute("alt")
    slider.focus()
    slider.press("ArrowLeft")
    expect(readout).not_to_have_text(before[0])
    expect(image).not_to_have_attribute("src", before[1])
    expect(slider).not_to_have_attribute("aria-valuetext", before[2])
    expect(image).to_have_attribute("alt", readout.text_content())


def test_every_control_of_a_chapter_has_an_accessible_name(lab: Any, page: Any) -> None:
    notebook = lab.open(page, CHAPTER)
    notebook.run_all()
    page.locator(".nnkit-panel .nnkit-controls").first.wait_for(state="attached")
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll(".nnkit-panel :is(input, select, button)")].filter((control) =>
            !(control.labels?.length || control.getAttribute("aria-label") || control.textContent.trim())
        ).map((control) => control.outerHTML)"""
    )
    assert unnamed == []


def test_a_figure_stays_covered_until_the_learner_has_predicted(lab: Any, page: Any) -> None:
    notebook = lab.open(page, CHAPTER)
    notebook.run_all()
    card = page.locator(".nnkit-predict").first
    card.scroll_into_view_if_needed()
    panel = page.locator(".nnkit-panel").filter(has=page.locator(".nnkit-predict")).first
    expect(panel.locator("img")).to_be_hidden()
    card.locator("input").first.focus()
    page.keyboard.press("Space")
    card.get_by_role("button").press("Enter")
    expect(panel.locator("img")).to_be_visible()
    expect(panel.locator(".nnkit-said")).to_contain_text("You said")


def test_a_wrong_answer_is_named_and_the_right_one_passes(lab: Any, page: Any) -> None:
    notebook = lab.open(page, EXERCISES)
    notebook.run_all()
    verdict = notebook.output("check-softmax-stable")
    expect(verdict).to_contain_text("not started", ignore_case=True)
    notebook.run_cell("answer-softmax-stable", WHOLE_ARRAY)
    notebook.run_cell("check-softmax-stable")
    expect(notebook.output("check-softmax-stable")).to_contain_text(
        "You divided by the sum over the whole batch"
    )
    notebook.run_cell("answer-softmax-stable", RIGHT)
    notebook.run_cell("check-softmax-stable")
    expect(notebook.output("check-softmax-stable")).to_contain_text("passed", ignore_case=True)


def test_the_figures_follow_a_dark_theme(lab: Any, page: Any) -> None:
    notebook = lab.open(page, CHAPTER, theme="dark")
    notebook.run_all()
    panel = page.locator(".nnkit-panel:has(.nnkit-body:not([hidden]))").first
    panel.scroll_into_view_if_needed()
    expect(panel).to_have_class("nnkit-panel nnkit-dark")


def test_a_saved_chapter_opens_with_pictures_where_its_figures_were(lab: Any, page: Any) -> None:
    lab.open(page, CHAPTER).run_all()
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    saved = (lab.folder / CHAPTER).read_text(encoding="utf-8")
    assert "image/png" in saved
    assert "widget-view+json" not in saved
    lab.open(page, CHAPTER)
    still = page.locator(".jp-OutputArea-output img[src^='data:image/png']").first
    expect(still).to_be_attached()
    assert page.get_by_text("Error displaying widget").count() == 0


def test_widget_messages_stay_on_the_main_thread(lab: Any, page: Any) -> None:
    lab.open(page, CHAPTER)
    mode = page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.commsOverSubshells"
    )
    assert mode == "disabled"
