"""A saved notebook keeps pictures and captions where its figures were."""

from __future__ import annotations

from typing import Any

from nnkit.tools.still import WIDGET_VIEW, keep_stills, stills


def figure(**data: Any) -> dict[str, Any]:
    metadata = {"image/png": {"alt": "p < 1 & falls"}, WIDGET_VIEW: {}}
    return {"output_type": "execute_result", "data": {WIDGET_VIEW: {}, **data}, "metadata": metadata}


def test_a_figure_becomes_its_picture_and_a_caption_with_everything_escaped() -> None:
    picture, caption = stills(figure(**{"image/png": "abc", "text/plain": "p"}))
    assert picture["data"] == {"image/png": "abc", "text/plain": "p"}
    assert picture["metadata"] == {"image/png": {"alt": "p < 1 & falls"}}
    assert caption["data"]["text/html"].startswith("<p>p &lt; 1 &amp; falls (")


def test_a_widget_that_shows_nothing_by_itself_is_dropped() -> None:
    assert list(stills({"output_type": "display_data", "data": {WIDGET_VIEW: {}}, "metadata": {}})) == []


def test_saving_touches_figures_only_and_a_second_save_changes_nothing() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": "hello"}
    button = {"output_type": "display_data", "data": {WIDGET_VIEW: {}, "text/plain": "Button()"}}
    code = {"cell_type": "code", "outputs": [stream, figure(**{"image/png": "abc"}), button]}
    text = {"cell_type": "markdown", "source": "words"}
    model = {"type": "notebook", "content": {"cells": [text, code]}}
    keep_stills(model, path="a.ipynb", contents_manager=None)
    kept = [list(output.get("data", {})) for output in code["outputs"]]
    assert kept == [[], ["image/png"], ["text/html", "text/plain"], [WIDGET_VIEW, "text/plain"]]
    before = str(model)
    keep_stills(model)
    assert str(model) == before


def test_other_files_and_odd_content_are_left_alone() -> None:
    for model in ({"type": "file", "content": "x"}, {"type": "notebook", "content": None}, {}):
        before = str(model)
        keep_stills(model)
        assert str(model) == before
