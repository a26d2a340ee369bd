"""The question bank of chapter 12: its numbers, and the one order in which three sets of data are used."""

from __future__ import annotations

import itertools

import pytest

from nnkit.grading.learner.question_banks import load_bank
from nnkit.grading.learner.questions import NumberQuestion, OrderQuestion

QUESTIONS = {question.id: question for question in load_bank("12_regularisation")}


@pytest.mark.parametrize(("name", "value"), [("12.decay", 3.05), ("12.kept", 2.5)])
def test_the_numbers_are_those_worked_out_by_hand(name: str, value: float) -> None:
    question = QUESTIONS[name]
    assert isinstance(question, NumberQuestion)
    assert question.answer == pytest.approx(value)


def test_an_order_of_the_three_sets_is_right_exactly_when_the_code_runs() -> None:
    question = QUESTIONS["12.three-sets"]
    assert isinstance(question, OrderQuestion)

    def runs(lines: tuple[str, ...]) -> bool:
        given = {
            "data": [3, 1, 4, 1, 5, 9, 2, 6],
            "lams": (0.1, 0.2),
            "split": lambda rows: (rows[: len(rows) // 2], rows[len(rows) // 2 :]),
            "fit": lambda rows, lam: lam * sum(rows),
            "loss_on": lambda rows, net: net - sum(rows),
        }
        try:
            exec("\n".join(lines), given)
        except NameError:
            return False
        return True

    for lines in itertools.permutations(question.lines.values()):
        assert question.judge(lines).right == runs(lines), lines
