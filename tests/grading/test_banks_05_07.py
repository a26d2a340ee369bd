"""The closing quizzes of chapters 05 and 07: numbers by hand, slips that are told apart, code in order."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import nnkit as nn
from nnkit.grading.learner.question_banks import load_bank
from nnkit.grading.learner.questions import NumberQuestion, OrderQuestion

BANKS = {name: load_bank(name) for name in ("05_depth", "07_approximation")}
QUESTIONS = {question.id: question for bank in BANKS.values() for question in bank}


@pytest.mark.parametrize("name", BANKS)
def test_every_kind_of_question_occurs(name: str) -> None:
    assert {question.kind for question in BANKS[name]} == {"choice", "number", "order"}
    assert 4 <= len(BANKS[name]) <= 6


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("05.collapsed-bias", 3),
        ("05.slope-between", 4),
        ("05.lines-in-a-plane", 22),
        ("07.hinge-weight", -3),
        ("07.rate", 0.005),
    ],
)
def test_the_numbers_are_those_worked_out_by_hand(name: str, value: float) -> None:
    question = QUESTIONS[name]
    assert isinstance(question, NumberQuestion)
    assert question.answer == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("name", "typed", "part"),
    [
        ("05.collapsed-bias", "-1", "its own bias, too"),
        ("05.collapsed-bias", "4", "b₂ alone"),
        ("05.collapsed-bias", "8", "added as it is"),
        ("05.collapsed-bias", "9", "sign has been lost"),
        ("05.slope-between", "6", "first unit alone"),
        ("05.slope-between", "-2", "second unit alone"),
        ("05.slope-between", "8", "is negative"),
        ("05.slope-between", "5", "Those are the w₂"),
        ("05.lines-in-a-plane", "64", "on-off pattern"),
        ("05.lines-in-a-plane", "12", "through one point"),
        ("05.lines-in-a-plane", "7", "for one input"),
        ("05.lines-in-a-plane", "21", "before the first line"),
        ("05.lines-in-a-plane", "15", "Those are the crossings"),
        ("07.hinge-weight", "-1", "slope of the second piece"),
        ("07.hinge-weight", "3", "the sign is not"),
        ("07.hinge-weight", "1", "have been added"),
        ("07.hinge-weight", "-2", "how far the curve falls"),
        ("07.rate", "0.02", "the rate of steps"),
        ("07.rate", "0,04", "the power −½"),
        ("07.rate", "0.00125", "not a cube"),
    ],
)
def test_a_slip_is_told_by_its_number(name: str, typed: str, part: str) -> None:
    feedback = QUESTIONS[name].judge(typed)
    assert not feedback.right
    assert part in feedback.text


def runs(lines: tuple[str, ...], judge: Callable[[dict[str, Any]], bool]) -> bool:
    """Tell whether lines of code run and do what they should."""
    space: dict[str, Any] = {"np": np, "sigmoid": nn.sigmoid}
    with contextlib.suppress(Exception):
        exec("\n".join(lines), space)
        return judge(space)
    return False


def test_an_order_of_the_collapse_is_right_exactly_when_the_code_is() -> None:
    question = QUESTIONS["05.collapse-code"]
    assert isinstance(question, OrderQuestion)
    net = nn.Network.mlp([2, 3, 4, 1], nn.identity, rng=np.random.default_rng(0))
    net.theta[:] = np.random.default_rng(1).normal(size=net.n_params)
    x = np.random.default_rng(2).normal(size=(5, 2))

    def judge(space: dict[str, Any]) -> bool:
        W, b = space["collapse_all"](net.layers, 2)
        return bool(np.allclose(x @ W.T + b, net(x)))

    orders = list(itertools.permutations(question.lines.values()))
    right = [question.judge(lines).right for lines in orders]
    assert right == [runs(lines, judge) for lines in orders]
    assert sum(right) == 2  # W and b may change places


def test_an_order_of_the_staircase_is_right_exactly_when_the_code_is() -> None:
    question = QUESTIONS["07.staircase"]
    assert isinstance(question, OrderQuestion)
    x = np.linspace(0.01, 0.99, 50)

    def judge(space: dict[str, Any]) -> bool:
        return bool(np.abs(space["staircase"](x, np.cos, 40) - np.cos(x)).max() < 0.02)

    orders = list(itertools.permutations(question.lines.values()))
    right = [question.judge(lines).right for lines in orders]
    assert right == [runs(lines, judge) for lines in orders]
    assert sum(right) == 3  # the hidden units may come at three moments
