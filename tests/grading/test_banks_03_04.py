"""The quizzes of chapters 03 and 04: a wrong number is told which mistake it is."""

from __future__ import annotations

import pytest

from nnkit.grading.learner.question_banks import load_bank

QUESTIONS = {
    question.id: question for name in ("03_activations", "04_layers") for question in load_bank(name)
}


@pytest.mark.parametrize(
    ("name", "typed", "part"),
    [
        ("03.slope-from-a", "0.559", "came out of tanh"),
        ("03.slope-from-a", "0.16", "rule of the sigmoid"),
        ("03.slope-from-a", "0.64", "That is a²"),
        ("03.slope-from-a", "0.2", "square is missing"),
        ("03.slope-from-a", "0.6", "square root"),
        ("03.slope-from-a", "1", "largest slope"),
        ("03.depth", "0.125", "the value at z = 0"),
        ("03.depth", "0.083", "divided by the number of layers"),
        ("03.depth", "0.75", "added the slopes"),
        ("03.depth", "0.25", "after one layer"),
        ("03.depth", "1/16", "too few"),
        ("03.depth", "1/256", "too many"),
        ("03.depth", "1", "tanh"),
        ("04.by-hand", "3", "the second unit is off"),
        ("04.by-hand", "−1", "ReLU comes between"),
        ("04.by-hand", "4", "bias of the output"),
        ("04.by-hand", "2", "biases of the hidden units"),
        ("04.by-hand", "5", "columns of W1"),
        ("04.by-hand", "15", "changed places"),
    ],
)
def test_a_number_gets_its_own_sentence(name: str, typed: str, part: str) -> None:
    assert part in QUESTIONS[name].judge(typed).text


@pytest.mark.parametrize("name", ["03_activations", "04_layers"])
def test_each_closing_quiz_has_every_kind(name: str) -> None:
    assert {question.kind for question in load_bank(name)} == {"choice", "number", "order"}
