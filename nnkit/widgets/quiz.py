"""Quizzes: ``quiz("06_softmax")`` at the end of a chapter, ``review("06_softmax")`` at its start.

The answers stay in the kernel: the browser gets the questions, sends what the learner answers, and is told
then, and only then, whether it is right and why.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import anywidget
import traitlets

from nnkit.errors import UnknownNameError
from nnkit.grading.learner.mastery import standing
from nnkit.grading.learner.progress import Progress
from nnkit.grading.learner.question_banks import choose_review, load_bank
from nnkit.grading.learner.questions import Feedback, Question
from nnkit.widgets.assets import read
from nnkit.widgets.quiz_text import questions_as_html, questions_as_text, rich

WITHOUT_KERNEL = "Run this cell to answer, and to read why an answer is right or not."


@dataclass
class Attempts:
    """How a question has been answered so far; ``first`` is whether the first answer was right."""

    answer: Any
    feedback: Feedback
    first: bool | None = None


class Quiz(anywidget.AnyWidget):
    """Questions that can be answered, each as often as the learner likes.

    The first answer to each question is recorded in the learner's progress, which decides what is asked
    again later.

    Parameters
    ----------
    title, intro : heading, and one line below it.
    questions : in the order in which they are shown.
    progress : where answers are recorded.
    naming_chapters : whether each question says which chapter it is from.
    """

    _esm = read("common.js", "quiz.js")
    _css = read("panel.css", "quiz.css")
    spec = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        title: str,
        intro: str,
        questions: Sequence[Question],
        progress: Progress,
        *,
        naming_chapters: bool = False,
    ) -> None:
        self.questions = {question.id: question for question in questions}
        self._title, self._intro, self._naming = title, intro, naming_chapters
        self._progress = progress
        self._attempts: dict[str, Attempts] = {}
        self._lock = threading.RLock()  # widget callbacks may arrive on another thread than the cell
        super().__init__(
            spec={"title": title, "intro": intro, "questions": [self._describe(q) for q in questions]}
        )
        self.on_msg(self._on_message)

    def answer(self, question_id: str, answer: Any) -> Feedback:
        """Answer a question, as the browser does; the first answer is recorded."""
        with self._lock:
            question = self.questions[question_id]
            feedback = question.judge(answer)
            before = self._attempts.get(question_id)
            first = before.first if before else None
            counts = first is None and feedback.understood
            self._attempts[question_id] = Attempts(answer, feedback, feedback.right if counts else first)
            if counts:
                self._progress.record_question(question_id, feedback.right, question.concept)
            return feedback

    @property
    def summary(self) -> str:
        """Return the line below the questions: how many right at first try, and what to look at again."""
        firsts = {name: attempts.first for name, attempts in self._attempts.items()}
        answered = [name for name in self.questions if firsts.get(name) is not None]
        right = [name for name in answered if firsts[name]]
        total = len(self.questions)
        if len(answered) < total:
            return (
                f"{len(answered)} of {total} answered, {len(right)} right at first try." if answered else ""
            )
        if len(right) == total:
            return f"{total} of {total} right at first try." if total else ""
        again = [
            self._in_words(number, question)
            for number, question in enumerate(self.questions.values(), start=1)
            if question.id not in right
        ]
        listed = " and ".join(filter(None, [", ".join(again[:-1]), again[-1]]))
        word = "question" if len(again) == 1 else "questions"
        return f"{len(right)} of {total} right at first try; look again at {word} {listed}."

    def _in_words(self, number: int, question: Question) -> str:
        where = f", chapter {question.chapter}" if self._naming else ""
        return f"{number} ({question.name}{where})"

    # -- what a page shows ------------------------------------------------------------------------

    def _describe(self, question: Question) -> dict[str, Any]:
        shown = question.describe()
        shown["prompt"] = rich(shown["prompt"])
        if "options" in shown:
            shown["options"] = [rich(option) for option in shown["options"]]
        if self._naming:
            shown["from"] = f"from chapter {question.chapter}"
        return shown

    def __repr__(self) -> str:
        return questions_as_text(self._title, [question.describe() for question in self.questions.values()])

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Give the live quiz, and for a page without a kernel its questions without answers."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        described = [question.describe() for question in self.questions.values()]
        intro = WITHOUT_KERNEL if described else self._intro
        page = questions_as_html(self._title, intro, described)
        return {**data, "text/html": page, "text/plain": repr(self)}, dict(metadata)

    # -- the browser ------------------------------------------------------------------------------

    def _on_message(self, _: Any, message: Any, __: Any) -> None:
        """Answer "look" with everything given so far, and "check" with the verdict on one answer."""
        kind = message.get("type") if isinstance(message, dict) else None
        with self._lock:
            if kind == "look":
                self._tell(list(self._attempts), whole=True)
            elif kind == "check" and message.get("id") in self.questions:
                self.answer(message["id"], message.get("answer"))
                self._tell([message["id"]], whole=False)

    def _tell(self, names: Sequence[str], *, whole: bool) -> None:
        notes = self._progress.take_messages()
        self.send(
            {
                "type": "verdicts",
                "all": whole,
                "given": {name: _verdict(self._attempts[name]) for name in names},
                "summary": " ".join(filter(None, [self.summary, *notes])),
            }
        )


def _verdict(attempts: Attempts) -> dict[str, Any]:
    feedback = attempts.feedback
    mark, label = ("right", "✓ Right.") if feedback.right else ("wrong", "Not yet.")
    if not feedback.understood:
        mark, label = "unclear", ""
    return {"answer": attempts.answer, "mark": mark, "label": label, "text": rich(feedback.text)}


def quiz(chapter: str, only: str | Sequence[str] | None = None) -> Quiz:
    """Show the questions of a chapter.

    Parameters
    ----------
    chapter : its name, "06_softmax".
    only : one or several of its questions, by id ("06.temperature") or by the part after the dot.

    Examples
    --------
    >>> quiz("06_softmax", only="temperature")  # doctest: +SKIP
    """
    bank = load_bank(chapter)
    if only is not None:
        known = {question.id[3:]: question for question in bank}
        wanted = [only] if isinstance(only, str) else list(only)
        names = [name.removeprefix(f"{chapter[:2]}.") for name in wanted]
        for name in names:
            if name not in known:
                raise UnknownNameError(f"question of {chapter}", name, known)
        bank = tuple(known[name] for name in names)
    intro = (
        "Answer as often as you like. Your first answers decide what comes back for review in later chapters."
    )
    return Quiz("Check yourself", intro, bank, Progress.load())


def review(chapter: str, count: int = 3) -> Quiz:
    """Show ``count`` questions from the chapters before this one: what was wrong or is due comes first.

    Parameters
    ----------
    chapter : the name of the chapter that is about to begin, "06_softmax".
    count : how many questions.
    """
    progress = Progress.load()
    questions = choose_review(chapter, progress, count)
    intro = (
        "From earlier chapters, to warm up. What you get wrong now comes back sooner."
        if questions
        else "There is nothing to look back at yet: enjoy the start."
    )
    intro = " ".join(filter(None, [standing(progress).advice(chapter), intro]))
    return Quiz("Looking back", intro, questions, progress, naming_chapters=True)
