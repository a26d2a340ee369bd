"""Predict before reveal: a figure stays covered until the learner has said what it will show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nnkit.widgets.style import number


@dataclass(frozen=True)
class Prediction:
    """A question that covers a figure until it is answered.

    Parameters
    ----------
    question : what will happen, and when.
    options : the possible answers; leave empty for a number.
    answer : one of the options, or a number.
    observe : what to do with the figure, once it is uncovered, to find out.
    because : one or two sentences why, shown after the learner has moved something.
    within : for a number, how far off is still right.
    """

    question: str
    answer: str | float
    observe: str
    because: str
    options: tuple[str, ...] = ()
    within: float = 0.0

    def __post_init__(self) -> None:
        if self.options and self.answer not in self.options:
            raise ValueError(f"answer must be one of the options {self.options}, got {self.answer!r}.")

    def describe(self) -> dict[str, Any]:
        """Return what the browser needs to ask; the answer stays here."""
        return {"question": self.question, "options": list(self.options)}

    def is_right(self, guess: str | float) -> bool:
        """Tell whether a guess is the answer."""
        if self.options:
            return guess == self.answer
        try:
            return abs(float(guess) - float(self.answer)) <= self.within
        except ValueError:
            return False

    def verdict(self, guess: str | float) -> str:
        """Say how the guess compares, and why."""
        answer = self.answer if isinstance(self.answer, str) else number(self.answer)
        opening = "You were right" if self.is_right(guess) else f"You said: {guess}. What happens"
        return f"{opening}: {answer}. {self.because}"
