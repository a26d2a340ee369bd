"""The quizzes of chapters 01 and 02: numbers worked out by hand; an order is right when its code runs."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from nnkit.grading.learner.question_banks import load_bank
from nnkit.grading.learner.questions import NumberQuestion, OrderQuestion

QUESTIONS = {question.id: question for name in ("01_features", "02_neuron") for question in load_bank(name)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("01.products", 20 + 20 + 20 * 19 / 2),
        ("01.by-hand", 2 * 1 - 3 * 1 + 0.5),
        ("02.one-step", 1 - 0.5 * 3 / (1 + np.exp(-1.0))),
    ],
)
def test_the_numbers_are_those_worked_out_by_hand(name: str, value: float) -> None:
    question = QUESTIONS[name]
    assert isinstance(question, NumberQuestion)
    assert question.answer == pytest.approx(value, abs=1e-6)


REUSE = """
W, X, y, X_new = np.ones((3, 2)), np.eye(2), np.array([0, 1]), np.ones((4, 2))
layer1 = lambda x: np.tanh(x @ W.T)
fit = lambda H, y: lambda H_new: H_new @ np.full(H.shape[1], y.mean())
"""


LOOP = "w, b, eta, losses, x, y = np.ones(2), 0.0, 0.1, [], np.array([3.0, -1.0]), 0"


@pytest.mark.parametrize(("name", "given", "ways"), [("01.reuse", REUSE, 3), ("02.loop", LOOP, 8)])
def test_an_order_is_right_exactly_when_the_code_runs(name: str, given: str, ways: int) -> None:
    question = QUESTIONS[name]
    assert isinstance(question, OrderQuestion)
    right = 0
    for lines in itertools.permutations(question.lines.values()):
        space: dict[str, Any] = {"np": np}
        exec(given, space)
        try:
            exec("\n".join(lines), space)
            runs = True
        except NameError:
            runs = False
        assert question.judge(lines).right == runs, lines
        right += runs
    assert right == ways
