"""The question banks, ``course/questions/NN_name.py``, and which questions to bring back for review."""

from __future__ import annotations

import difflib
import itertools
import re
import runpy
from datetime import datetime
from pathlib import Path

from nnkit.content import content_root
from nnkit.grading.learner.progress import Progress
from nnkit.grading.learner.questions import Question
from nnkit.grading.problems import ContentError


def bank_names(root: Path | None = None) -> list[str]:
    """Return the chapters that have a bank, in order."""
    return sorted(path.stem for path in _folder(root).glob("[0-9]*.py"))


def load_bank(chapter: str, root: Path | None = None) -> tuple[Question, ...]:
    """Load the questions of a chapter ("06_softmax"), in the order in which its file defines them.

    Raises
    ------
    ContentError : if there is no such bank, or a question in it is incomplete; it names file and question.
    """
    known = bank_names(root)
    if chapter not in known:
        near = difflib.get_close_matches(str(chapter), known, n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(known) or 'none'}."
        raise ContentError(f"There are no questions for chapter {chapter!r}. {hint}")
    where = f"course/questions/{chapter}.py"
    try:
        made = runpy.run_path(
            str(_folder(root) / f"{chapter}.py")
        )  # unlike an import, it leaves no .pyc file
    except ContentError as error:
        raise ContentError(f"{where}: {error}") from error
    except Exception as error:
        raise ContentError(f"{where} cannot be loaded: {type(error).__name__}: {error}") from error
    questions = tuple(value for value in made.values() if isinstance(value, Question))
    if not questions:
        raise ContentError(f"{where} defines no question.")
    seen: set[str] = set()
    for question in questions:
        if question.chapter != chapter[:2]:
            raise ContentError(
                f"{where}: {question.id}: ids in this file begin with {chapter[:2]!r} and a dot."
            )
        if question.id in seen:
            raise ContentError(f"{where}: {question.id} is defined twice.")
        seen.add(question.id)
    return questions


def choose_review(
    chapter: str,
    progress: Progress,
    count: int = 3,
    now: datetime | None = None,
    root: Path | None = None,
) -> tuple[Question, ...]:
    """Choose ``count`` questions from the chapters before this one, always the same for the same progress.

    First come those last answered wrong, the latest first; then the others that are due, the longest due
    first; then those never answered, and last those not due yet: in turn one of each chapter, beginning
    with the latest chapter.
    """
    if not re.fullmatch(r"\d\d_\w+", chapter):
        raise ContentError(f'A chapter is named as its notebook is, "06_softmax"; got {chapter!r}.')
    banks = [load_bank(name, root) for name in reversed(bank_names(root)) if name[:2] < chapter[:2]]
    turns = itertools.zip_longest(*banks)
    usual = [question for turn in turns for question in turn if question is not None]
    due = set(progress.due(ids=[question.id for question in usual], now=now))

    def urgency(question: Question) -> tuple[int, float]:
        record = progress.question(question.id)
        if question.id in due and record["row"] == 0:
            return 0, -_seconds(record["answered"])
        if question.id in due:
            return 1, _seconds(record["due"])
        return (3 if record["tries"] else 2), 0.0

    return tuple(sorted(usual, key=urgency)[: max(count, 0)])


def _seconds(stamp: str) -> float:
    return datetime.fromisoformat(stamp).timestamp() if stamp else 0.0


def _folder(root: Path | None) -> Path:
    return (root or content_root()) / "course" / "questions"
