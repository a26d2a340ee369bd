"""``concept_map()``: the chapters with what they build on, and the concepts, as this learner stands."""

from __future__ import annotations

import html
from typing import Any

from nnkit.grading.learner.curriculum import CHAPTERS, CONCEPTS
from nnkit.grading.learner.mastery import ChapterStanding, Standing, describe, standing
from nnkit.grading.learner.progress import Progress
from nnkit.widgets.assets import read

SIGNS = {"done": "✓", "mastered": "✓", "begun": "◐", "due": "↻", "next": "→", "later": "○", "open": "○"}
WORDS = {"due": "due for review", "next": "next"}
COLUMNS, ROW = 2, 76  # chapters side by side; height of a row in pixels


class ConceptMap:
    """A map of the course, drawn when it is displayed: as HTML, and as text with the same content."""

    def __init__(self, now: Standing) -> None:
        self.standing = now

    def __repr__(self) -> str:
        return "\n".join(describe(self.standing))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self.page()}

    def page(self) -> str:
        """Return the map as one self-contained piece of HTML."""
        places = layout()
        cards = "".join(_card(one, *places[number]) for number, one in self.standing.chapters.items())
        items = "".join(_item(number, state) for number, state in self.standing.concepts.items())
        rows = max(row for row, _ in places.values()) + 1
        following = self.standing.following
        advice = f"Go on with {_link(following[0].stem, following[0].title)}." if following else ""
        return (
            f"<style>{read('concept_map.css')}</style>"
            f'<section class="nnkit-map" aria-label="Map of the course"><p>{advice}</p>'
            f'<div class="nnkit-parts">'
            f'<div class="nnkit-chapters" style="height: {rows * ROW}px">{_edges(places, rows)}'
            f'<ul aria-label="Chapters">{cards}</ul></div>'
            f'<ul class="nnkit-concepts" aria-label="Concepts">{items}</ul></div></section>'
        )


def concept_map() -> ConceptMap:
    """Show the chapters and the concepts: what is mastered, due for review, begun, open, and what is next."""
    return ConceptMap(standing(Progress.current()))


def layout() -> dict[str, tuple[int, float]]:
    """Return row and column of each chapter: below all that it builds on, a single one in the middle."""
    rows: dict[str, int] = {}
    for number, chapter in CHAPTERS.items():
        rows[number] = 1 + max((rows[earlier] for earlier in chapter.builds_on), default=-1)
    places: dict[str, tuple[int, float]] = {}
    for row in range(max(rows.values()) + 1):
        there = [number for number in rows if rows[number] == row]
        for column, number in enumerate(there):
            places[number] = row, column + (COLUMNS - len(there)) / 2
    return places


def _card(one: ChapterStanding, row: int, column: float) -> str:
    chapter, word = one.chapter, WORDS.get(one.state, one.state)
    if one.score:
        word += f", {one.score:g} of {one.points:g} points"
    if chapter.builds_on:
        word += f" · after {' and '.join(chapter.builds_on)}"
    return (
        f'<li class="nnkit-{one.state}" style="top: {row * ROW}px; left: {100 * column / COLUMNS:g}%">'
        f"{_link(chapter.stem, f'{chapter.number} {chapter.title}')}"
        f'<span class="nnkit-how"><span aria-hidden="true">{SIGNS[one.state]} </span>{word}</span></li>'
    )


def _item(number: int, state: str) -> str:
    return (
        f'<li class="nnkit-{state}"><span class="nnkit-sign" aria-hidden="true">{SIGNS[state]}</span> '
        f"{number} {html.escape(CONCEPTS[number])}"
        f'<span class="nnkit-how"> {WORDS.get(state, state)}</span></li>'
    )


def _link(stem: str, words: str) -> str:
    return f'<a href="{stem}.ipynb">{html.escape(words)}</a>'


def _edges(places: dict[str, tuple[int, float]], rows: int) -> str:
    """Draw a line from each chapter to each that builds on it."""
    lines = []
    for number, chapter in CHAPTERS.items():
        row, column = places[number]
        for earlier in chapter.builds_on:
            above, beside = places[earlier]
            lines.append(
                f'<line x1="{100 * (beside + 0.5) / COLUMNS:g}%" y1="{above * ROW + ROW / 2:g}" '
                f'x2="{100 * (column + 0.5) / COLUMNS:g}%" y2="{row * ROW + ROW / 2:g}"/>'
            )
    return f'<svg aria-hidden="true" width="100%" height="{rows * ROW}">{"".join(lines)}</svg>'
