"""Quiz questions: choose one, give a number, put lines in order. Each judges an answer and says why.

A question knows its answer and never shows it: ``describe`` is all that a page may have before the learner
has answered. Prompts and sentences are plain text with `code` in backticks; a blank line starts a new
paragraph, and a paragraph indented by four spaces is a block of code.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from nnkit.grading.problems import ContentError

_ID = re.compile(r"\d\d\.[a-z0-9]+(-[a-z0-9]+)*")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)*|[.,]\d+)(e[+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*")
_LONGEST = 40  # characters of a typed number


@dataclass(frozen=True)
class Feedback:
    """What an answer gets: right or not, and why. ``understood`` is False if it was no answer at all."""

    right: bool
    text: str
    understood: bool = True


@dataclass(frozen=True)
class Option:
    """One option of a choice, with the sentence that whoever chooses it reads."""

    text: str
    feedback: str
    right: bool = False


@dataclass(frozen=True)
class Slip:
    """A wrong value that tells which mistake was made, and the sentence that says so."""

    value: float
    sentence: str


@dataclass(frozen=True)
class Before:
    """A rule of an order: line ``first`` must come before line ``then``, because ..."""

    first: str
    then: str
    because: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """What all questions have: an id ("06.temperature"), the number of a concept, and a prompt.

    ``concept`` is a number of the curriculum, 1 to 20, or 0 for how the course itself works.
    """

    id: str
    concept: int
    prompt: str
    kind: ClassVar[str]

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ContentError(f'{self.id!r}: an id looks like "06.temperature" or "06.shift-invariance".')
        if self.concept not in range(21):
            raise self._error(f"concept must be a number from 0 to 20, got {self.concept!r}.")
        self._require("the prompt", self.prompt)
        self._validate()

    @property
    def name(self) -> str:
        """The id in words, without the chapter: "shift invariance"."""
        return self.id[3:].replace("-", " ")

    @property
    def chapter(self) -> str:
        """The number of the chapter, "06"."""
        return self.id[:2]

    def describe(self) -> dict[str, Any]:
        """Return what a page needs to ask the question, and nothing that gives its answer away."""
        return {"id": self.id, "kind": self.kind, "prompt": self.prompt}

    def judge(self, answer: object) -> Feedback:
        """Judge an answer. Nothing that is passed in makes it raise."""
        raise NotImplementedError

    def _validate(self) -> None:
        raise NotImplementedError

    def _error(self, what: str) -> ContentError:
        return ContentError(f"{self.id}: {what}")

    def _require(self, what: str, text: object) -> None:
        if not isinstance(text, str) or not text.strip():
            raise self._error(f"{what} is empty.")


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion(Question):
    """Choose one of several options; the answer is the position of an option, counted from 0."""

    options: tuple[Option, ...]
    kind: ClassVar[str] = "choice"

    def _validate(self) -> None:
        texts = [option.text for option in self.options]
        if len(texts) < 2 or len(set(texts)) < len(texts):
            raise self._error("expected at least two options, all different.")
        if sum(option.right for option in self.options) != 1:
            raise self._error("expected exactly one option with right=True.")
        for number, option in enumerate(self.options, start=1):
            self._require(f"option {number}", option.text)
            self._require(f"the feedback of option {number}", option.feedback)

    def describe(self) -> dict[str, Any]:
        """Return the prompt and the texts of the options."""
        return super().describe() | {"options": [option.text for option in self.options]}

    def judge(self, answer: object) -> Feedback:
        """Judge the position of the chosen option."""
        if isinstance(answer, int) and not isinstance(answer, bool) and 0 <= answer < len(self.options):
            option = self.options[answer]
            return Feedback(option.right, option.feedback)
        return Feedback(False, "Choose one of the options first.", understood=False)


@dataclass(frozen=True, kw_only=True)
class NumberQuestion(Question):
    """Give a number, right within ``tolerance``; ``slips`` are wrong values that can be recognised.

    ``right`` is the sentence for the right answer, ``otherwise`` that for an unrecognised wrong one.
    """

    answer: float
    tolerance: float
    right: str
    otherwise: str
    slips: tuple[Slip, ...] = ()
    kind: ClassVar[str] = "number"

    def _validate(self) -> None:
        if not math.isfinite(self.answer) or not 0 <= self.tolerance < math.inf:
            raise self._error("expected a finite answer and a tolerance of at least 0.")
        self._require("the sentence for a right answer", self.right)
        self._require("the sentence for any other answer", self.otherwise)
        taken = [self.answer]
        for slip in self.slips:
            self._require(f"the sentence for {slip.value}", slip.sentence)
            if any(self._near(slip.value, value) for value in taken):
                raise self._error(f"the slip {slip.value} lies within the tolerance of {taken}.")
            taken.append(slip.value)

    def _near(self, value: float, target: float) -> bool:
        return value == target or abs(value - target) <= self.tolerance * (1 + 1e-9)

    def judge(self, answer: object) -> Feedback:
        """Judge a number, or a text that was typed as one."""
        if isinstance(answer, str):
            values = read_number(answer)
        elif isinstance(answer, int | float) and not isinstance(answer, bool):
            values = (float(answer),)
        else:
            values = ()
        values = tuple(value for value in values if math.isfinite(value))
        if not values:
            return Feedback(False, _unreadable(answer), understood=False)
        if any(self._near(value, self.answer) for value in values):
            return Feedback(True, self.right)
        known = [slip for slip in self.slips if any(self._near(value, slip.value) for value in values)]
        if not known:
            return Feedback(False, self.otherwise)
        nearest = min(known, key=lambda slip: min(abs(value - slip.value) for value in values))
        return Feedback(False, nearest.sentence)


@dataclass(frozen=True, kw_only=True)
class OrderQuestion(Question):
    """Put lines of code in order; every order that keeps all rules is right.

    ``lines`` maps a short name to each line, in one right order; the rules use the names. The answer is the
    sequence of the lines themselves.
    """

    lines: Mapping[str, str]
    rules: tuple[Before, ...]
    right: str
    kind: ClassVar[str] = "order"

    def _validate(self) -> None:
        if len(self.lines) < 2 or len(set(self.lines.values())) < len(self.lines):
            raise self._error("expected at least two lines, all different.")
        if not self.rules:
            raise self._error("expected at least one rule.")
        self._require("the sentence for a right order", self.right)
        for rule in self.rules:
            self._require(f"the reason why {rule.first!r} comes before {rule.then!r}", rule.because)
            for name in (rule.first, rule.then):
                if name not in self.lines:
                    raise self._error(f"a rule names {name!r}; the lines are {', '.join(self.lines)}.")
        broken = self._broken(list(self.lines.values()))
        if broken:
            raise self._error(
                f"the given order breaks the rule that {broken.first!r} comes before {broken.then!r}."
            )

    @property
    def shown(self) -> tuple[str, ...]:
        """The lines in the order in which they are offered: mixed, always the same, and never right."""
        mixed = sorted(
            self.lines.values(), key=lambda line: hashlib.sha256(f"{self.id}{line}".encode()).digest()
        )
        while not self._broken(mixed):
            mixed.append(mixed.pop(0))
        return tuple(mixed)

    def describe(self) -> dict[str, Any]:
        """Return the prompt and the lines, mixed."""
        return super().describe() | {"lines": list(self.shown)}

    def judge(self, answer: object) -> Feedback:
        """Judge a sequence of the lines by the rules, and give the reason of the first that is broken."""
        lines = list(answer) if isinstance(answer, Sequence) and not isinstance(answer, str) else []
        if not all(isinstance(line, str) for line in lines) or sorted(lines) != sorted(self.lines.values()):
            text = f"An answer holds each of the {len(self.lines)} lines exactly once."
            return Feedback(False, text, understood=False)
        broken = self._broken(lines)
        return Feedback(False, broken.because) if broken else Feedback(True, self.right)

    def _broken(self, lines: list[str]) -> Before | None:
        place = {name: lines.index(line) for name, line in self.lines.items()}
        return next((rule for rule in self.rules if place[rule.first] > place[rule.then]), None)


def read_number(text: str) -> tuple[float, ...]:
    """Read a number as people type it; return its possible readings, none if it is no number.

    Accepted are a decimal point or comma, a true minus sign, spaces between the digits of a long number, a
    percent sign, a fraction and powers of ten: "0.63", "−0,5", "1 029", "63 %", "2/3", "1e-3". "1,029" has
    two readings, 1.029 and 1029.
    """
    plain = re.sub(r"[\s_'’]", "", text.strip().lower()).translate(str.maketrans("−–", "--"))
    if len(plain) > _LONGEST:
        return ()
    if plain.endswith("%"):
        return tuple(value / 100 for value in _readings(plain[:-1]))
    above, slash, below = plain.partition("/")
    if slash:
        return tuple(a / b for a in _readings(above) for b in _readings(below) if b)
    return _readings(plain)


def _readings(plain: str) -> tuple[float, ...]:
    if not _NUMBER.fullmatch(plain):
        return ()
    found = []
    if plain.count(",") + plain.count(".") <= 1:
        found.append(float(plain.replace(",", ".")))
    if _GROUPED.fullmatch(plain):  # 1,029 and 1.029.000: the marks may group thousands
        found.append(float(plain.replace(",", "").replace(".", "")))
    elif "," in plain and "." in plain:  # 1,029.5 and 1.029,5: the last mark is the decimal one
        comma_is_last = plain.rindex(",") > plain.rindex(".")
        groups, decimal = (".", ",") if comma_is_last else (",", ".")
        if plain.count(decimal) == 1:
            found.append(float(plain.replace(groups, "").replace(decimal, ".")))
    return tuple(found)


def _unreadable(answer: object) -> str:
    typed = answer.strip() if isinstance(answer, str) else ""
    if not typed:
        return "Type a number first, such as 0.63, −0,5 or 1e-3."
    typed = typed if len(typed) <= 20 else typed[:19] + "…"
    return f"“{typed}” is not a number that I can read. Write it in digits, such as 0.63, −0,5 or 1e-3."
