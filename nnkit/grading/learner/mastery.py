"""What a learner has mastered: concepts, chapters, and which chapter to open next.

A concept is mastered when two of its problems are passed (or all, if there are fewer) and no question about
it waits for review. A chapter is done when its exercises have brought 60 % of their points; it is the next
to open when all that it builds on is done. Every chapter can be opened at any time.
"""

from __future__ import annotations

import contextlib
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from nnkit.content import content_root
from nnkit.grading.learner.curriculum import CHAPTERS, CONCEPTS, Chapter
from nnkit.grading.learner.progress import Progress
from nnkit.grading.learner.question_banks import bank_names, load_bank
from nnkit.grading.learner.questions import Question
from nnkit.grading.problems import Problem, load_problems, set_names

ConceptState = Literal["mastered", "due", "begun", "open"]
ChapterState = Literal["done", "begun", "next", "later"]
ENOUGH = 2  # problems of a concept
SHARE = 0.6  # of the points of a chapter's exercises


@dataclass(frozen=True)
class ChapterStanding:
    """How far a learner is with a chapter; ``score`` of ``points`` are those of its exercises."""

    chapter: Chapter
    state: ChapterState
    score: float
    points: float


@dataclass(frozen=True)
class Standing:
    """Everything that a map shows."""

    concepts: dict[int, ConceptState]
    chapters: dict[str, ChapterStanding]

    @property
    def following(self) -> tuple[Chapter, ...]:
        """The chapters to open next: what is begun, then what is ready."""
        states = [(standing.state, standing.chapter) for standing in self.chapters.values()]
        return tuple(chapter for wanted in ("begun", "next") for state, chapter in states if state == wanted)

    def advice(self, chapter: str) -> str:
        """Say whether what a chapter ("06_softmax") builds on has been done; "" if it builds on nothing."""
        needed = [self.chapters[number] for number in CHAPTERS[chapter[:2]].builds_on if number != "00"]
        if not needed:
            return ""
        listed = _listed([standing.chapter.number for standing in needed])
        word = "chapter" if len(needed) == 1 else "chapters"
        open_ones = [standing.chapter.number for standing in needed if standing.state != "done"]
        if not open_ones:
            return f"This builds on {word} {listed}, and you have done {_both(needed)}: you are ready."
        them = _listed(open_ones)
        return (
            f"This builds on {word} {listed}. The exercises of {them} are still open: "
            "go on all the same if you like, and look there when something is unclear."
        )


def standing(progress: Progress, root: Path | None = None) -> Standing:
    """Work out what the progress file says about every concept and chapter."""
    problems, questions = _content(root or content_root())
    return Standing(
        {number: _concept(number, progress, problems, questions) for number in CONCEPTS},
        _chapters(progress, problems, questions),
    )


def describe(now: Standing) -> list[str]:
    """Return the standing as lines of text."""
    lines = ["Chapters:"]
    for one in now.chapters.values():
        points = f"{one.score:g} of {one.points:g} points" if one.points else ""
        lines.append(f"  {one.chapter.number} {one.chapter.title:<42}{one.state:<7} {points}".rstrip())
    for state in ("mastered", "due", "begun"):
        found = [f"{number} {CONCEPTS[number]}" for number, its in now.concepts.items() if its == state]
        if found:
            lines.append(f"Concepts {'due for review' if state == 'due' else state}: {'; '.join(found)}")
    if now.following:
        lines.append(f"Next: {now.following[0].number} {now.following[0].title}")
    return lines


@functools.cache
def _content(root: Path) -> tuple[tuple[Problem, ...], tuple[Question, ...]]:
    """Load all problems and all questions, once for each process."""
    problems: list[Problem] = []
    for name in set_names(root):
        with contextlib.suppress(Exception):  # a set that is damaged hides nothing but itself
            problems += load_problems(name, root=root).values()
    return tuple(problems), tuple(q for name in bank_names(root) for q in load_bank(name, root))


def _concept(
    number: int, progress: Progress, problems: tuple[Problem, ...], questions: tuple[Question, ...]
) -> ConceptState:
    records = [progress.problem(problem.id) for problem in problems if problem.concept == number]
    asked = [question.id for question in questions if question.concept == number]
    passed = sum(_passed(record) for record in records)
    if progress.due(ids=asked):
        return "due"
    if records and passed >= min(ENOUGH, len(records)):
        return "mastered"
    tried = any(record["tries"] for record in records)
    return "begun" if tried or any(progress.question(id)["tries"] for id in asked) else "open"


def _passed(record: dict[str, Any]) -> bool:
    return bool(record["max"]) and record["best"] >= record["max"]


def _chapters(
    progress: Progress, problems: tuple[Problem, ...], questions: tuple[Question, ...]
) -> dict[str, ChapterStanding]:
    found: dict[str, ChapterStanding] = {}
    for number, chapter in CHAPTERS.items():
        its = [problem for problem in problems if problem.id.startswith(f"{chapter.set_name}.")]
        points = sum(problem.points for problem in its)
        score = sum(min(progress.problem(problem.id)["best"], problem.points) for problem in its)
        answered = any(
            progress.question(question.id)["tries"] for question in questions if question.chapter == number
        )
        tried = answered or any(progress.problem(problem.id)["tries"] for problem in its)
        state: ChapterState = "begun" if tried else "later"
        if score >= SHARE * points if its else answered:
            state = "done"
        elif not tried and all(found[earlier].state == "done" for earlier in chapter.builds_on):
            state = "next"
        found[number] = ChapterStanding(chapter, state, score, points)
    return found


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _both(needed: list[ChapterStanding]) -> str:
    return {1: "it", 2: "both"}.get(len(needed), "them all")
