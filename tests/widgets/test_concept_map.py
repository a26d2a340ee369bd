"""The map of the course: text and HTML say the same, every chapter has its place, links lead somewhere."""

from __future__ import annotations

import html
import re

import pytest

from nnkit.content import content_root
from nnkit.grading.learner.curriculum import CHAPTERS, CONCEPTS
from nnkit.grading.learner.mastery import standing
from nnkit.grading.learner.progress import Progress
from nnkit.widgets.concept_map import COLUMNS, ConceptMap, concept_map, layout


@pytest.fixture
def page(tmp_path):
    return ConceptMap(standing(Progress(tmp_path))).page()


def test_no_two_chapters_share_a_place_and_each_is_below_what_it_builds_on() -> None:
    places = layout()
    assert places.keys() == CHAPTERS.keys()
    assert len(set(places.values())) == len(places)
    for number, chapter in CHAPTERS.items():
        row, column = places[number]
        assert 0 <= column <= COLUMNS - 1
        assert all(places[earlier][0] < row for earlier in chapter.builds_on)


def test_every_chapter_and_concept_is_on_the_page_with_its_state_in_words(page) -> None:
    said = html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", page, flags=re.S))
    for chapter in CHAPTERS.values():
        assert f"{chapter.number} {chapter.title}" in said
    for number, concept in CONCEPTS.items():
        assert f"{number} {concept} open" in said
    assert said.count("later") == len(CHAPTERS) - 1


def test_every_line_stands_for_a_prerequisite(page) -> None:
    assert page.count("<line ") == sum(len(chapter.builds_on) for chapter in CHAPTERS.values())


def test_its_links_are_the_chapters(page) -> None:
    links = set(re.findall(r'href="([^"]+)"', page))
    assert links == {f"{chapter.stem}.ipynb" for chapter in CHAPTERS.values()}
    there = {path.name for path in (content_root() / "course").glob("*.ipynb")}
    assert {"00_start_here.ipynb", "06_softmax.ipynb"} <= there


def test_it_shows_itself_as_text_and_as_html() -> None:
    bundle = concept_map()._repr_mimebundle_()
    assert bundle["text/plain"].startswith("Chapters:")
    assert bundle["text/html"].endswith("</section>")
