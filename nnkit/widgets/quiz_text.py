"""The texts of quiz questions, as data for a page, as HTML and as plain text.

In a text, `backticks` mark code, a blank line starts a new paragraph, and a paragraph indented by four spaces
is a block of code. Spaces within a formula such as x = [2, 1] do not break across lines.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

INDENT = "    "
# the spaces within a formula, and within a [list, of, numbers]
TOGETHER = re.compile(r"(?<=\S) (?=[=−·/+] )|(?<= [=−·/+]) (?=\S)|(?<=,) (?=[^][]*\])")


def rich(text: str) -> list[dict[str, Any]]:
    """Return the paragraphs of a text: {"code": lines} or {"parts": [{"text": ...}, {"code": ...}, ...]}."""
    return [_paragraph(part) for part in re.split(r"\n\s*\n", text.strip("\n"))]


def _paragraph(text: str) -> dict[str, Any]:
    lines = text.split("\n")
    if all(line.startswith(INDENT) for line in lines):
        return {"code": "\n".join(line.removeprefix(INDENT) for line in lines)}
    pieces = text.split("`")
    if len(pieces) % 2 == 0:  # a lone backtick is a character like any other
        pieces[-2:] = ["`".join(pieces[-2:])]
    return {
        "parts": [
            {"code": piece} if i % 2 else {"text": TOGETHER.sub("\u00a0", piece)}
            for i, piece in enumerate(pieces)
            if piece
        ]
    }


def as_html(text: str) -> str:
    """Return a text as HTML, everything in it escaped."""
    written = []
    for paragraph in rich(text):
        if "code" in paragraph:
            written.append(f"<pre>{html.escape(paragraph['code'])}</pre>")
        else:
            written.append(f"<p>{_inline(paragraph['parts'])}</p>")
    return "".join(written)


def _inline(parts: Sequence[Mapping[str, str]]) -> str:
    return "".join(
        f"<code>{html.escape(part['code'])}</code>" if "code" in part else html.escape(part["text"])
        for part in parts
    )


def questions_as_html(title: str, intro: str, questions: Sequence[Mapping[str, Any]]) -> str:
    """Return the questions as a page without a kernel shows them: prompts and options, no answers."""
    items = []
    for question in questions:
        options = "".join(f"<li>{as_html(option)}</li>" for option in question.get("options", ()))
        lines = html.escape("\n".join(question.get("lines", ())))
        items.append(
            f"<li>{as_html(question['prompt'])}"
            + (f'<ul style="list-style-type: circle">{options}</ul>' if options else "")
            + (f"<pre>{lines}</pre>" if lines else "")
            + "</li>"
        )
    heading = f"<h4>{html.escape(title)}</h4><p>{html.escape(intro)}</p>"
    return f"<section>{heading}<ol>{''.join(items)}</ol></section>"


def questions_as_text(title: str, questions: Sequence[Mapping[str, Any]]) -> str:
    """Return the questions as plain text."""
    lines = [title]
    for number, question in enumerate(questions, start=1):
        lines.append(f"{number}. {question['prompt']}")
        lines += [f"   ( ) {option}" for option in question.get("options", ())]
        lines += [f"   | {line}" for line in question.get("lines", ())]
    return "\n".join(lines)
