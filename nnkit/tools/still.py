"""What stays of a figure or a quiz when its kernel is gone: a picture or a text, and a caption."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
STILL = "(A still picture: run the cell to make it move.)"


def stills(output: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give what is kept of one output of a cell: a live view goes where a picture or a text stands in for it.

    Below a picture follows its text alternative as a caption, because not every viewer reads the one in the
    metadata. A widget that shows nothing without a kernel is dropped.
    """
    data = output.get("data", {})
    if WIDGET_VIEW not in data:
        yield output
        return
    del data[WIDGET_VIEW]
    output.get("metadata", {}).pop(WIDGET_VIEW, None)
    if not data:
        return
    yield output
    alternative = output.get("metadata", {}).get("image/png", {}).get("alt")
    if alternative:
        text = f"{alternative} {STILL}"
        caption = {"text/html": f"<p>{html.escape(text)}</p>", "text/plain": text}
        yield {"output_type": "display_data", "data": caption, "metadata": {}}


def keep_stills(model: dict[str, Any], **_: Any) -> None:
    """Before JupyterLab saves a notebook: keep stills of its figures, or it would open with errors.

    Only outputs that have a picture or a page of their own are touched; nothing else in the file is.
    """
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict):
        return
    for cell in content.get("cells", ()):
        if cell.get("cell_type") == "code":
            cell["outputs"] = [
                kept
                for output in cell.get("outputs", ())
                for kept in (stills(output) if _stands_alone(output) else [output])
            ]


def _stands_alone(output: dict[str, Any]) -> bool:
    return bool({"image/png", "text/html"} & set(output.get("data", ())))
