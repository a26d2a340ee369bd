"""Quiz questions: what each kind accepts, what it recognises, and what it refuses to be made of."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest

from nnkit.grading.learner.questions import (
    Before,
    ChoiceQuestion,
    NumberQuestion,
    Option,
    OrderQuestion,
    Slip,
    read_number,
)
from nnkit.grading.problems import ContentError

COLOUR = ChoiceQuestion(
    id="01.colour",
    concept=1,
    prompt="Which is warm?",
    options=(
        Option("blue", "Blue is cool."),
        Option("red", "Yes, red.", right=True),
        Option("grey", "Neither."),
    ),
)
THIRD = NumberQuestion(
    id="01.third",
    concept=1,
    prompt="1/3?",
    answer=1 / 3,
    tolerance=0.005,
    right="One part of three.",
    otherwise="Divide 1 by 3.",
    slips=(Slip(-1 / 3, "The sign."), Slip(3.0, "Upside down."), Slip(3.008, "A little more than 3.")),
)
COOK = OrderQuestion(
    id="01.cook",
    concept=1,
    prompt="Cook.",
    lines={"water": "boil()", "salt": "salt()", "pasta": "add()", "eat": "eat()"},
    rules=(
        Before("water", "pasta", "Pasta goes into boiling water."),
        Before("salt", "pasta", "Salt goes first."),
        Before("pasta", "eat", "There is nothing to eat yet."),
    ),
    right="Well cooked.",
)


def choice(**changes: Any) -> ChoiceQuestion:
    return ChoiceQuestion(**{"id": "01.a", "concept": 1, "prompt": "?", "options": COLOUR.options} | changes)


def test_every_option_has_its_own_feedback() -> None:
    given = [COLOUR.judge(i) for i in range(3)]
    assert [feedback.right for feedback in given] == [False, True, False]
    assert [feedback.text for feedback in given] == ["Blue is cool.", "Yes, red.", "Neither."]


@pytest.mark.parametrize("answer", [None, -1, 3, "1", 1.0, True, [], {}])
def test_what_is_no_option_is_no_answer(answer: object) -> None:
    feedback = COLOUR.judge(answer)
    assert (feedback.right, feedback.understood) == (False, False)
    assert feedback.text == "Choose one of the options first."


@pytest.mark.parametrize(
    "answer", ["0.333", "0,33", " .335 ", "1/3", "33.3 %", "33,3%", "3.33e-1", 1 / 3, "+0.33"]
)
def test_a_number_is_right_however_it_is_written(answer: object) -> None:
    assert THIRD.judge(answer).right


def test_the_tolerance_is_part_of_the_range() -> None:
    assert THIRD.judge(1 / 3 + 0.005).right
    assert not THIRD.judge(1 / 3 + 0.0051).right


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("−0.333", "The sign."),
        ("-1/3", "The sign."),
        ("3", "Upside down."),
        ("3.003", "Upside down."),  # near two slips: the nearer one counts
        ("3.005", "A little more than 3."),
        ("7", "Divide 1 by 3."),
    ],
)
def test_a_slip_is_recognised(answer: str, sentence: str) -> None:
    feedback = THIRD.judge(answer)
    assert (feedback.right, feedback.text, feedback.understood) == (False, sentence, True)


@pytest.mark.parametrize("answer", ["", "   ", None, [], True, b"1"])
def test_an_empty_number_is_asked_for_kindly(answer: object) -> None:
    feedback = THIRD.judge(answer)
    assert (feedback.right, feedback.understood) == (False, False)
    assert feedback.text.startswith("Type a number first")


@pytest.mark.parametrize(
    "answer", ["abc", "nan", "inf", "−∞", "1e999", "0.3.3", "1/0", "1/", "<b>1</b>", "9" * 50]
)
def test_what_is_no_number_is_named_kindly(answer: str) -> None:
    feedback = THIRD.judge(answer)
    assert (feedback.right, feedback.understood) == (False, False)
    assert "is not a number that I can read" in feedback.text
    assert len(feedback.text) < 120


@pytest.mark.parametrize("answer", [math.nan, math.inf])
def test_numbers_that_are_not_finite_are_no_answer(answer: float) -> None:
    assert not THIRD.judge(answer).understood


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("0.63", [0.63]),
        ("−0,5", [-0.5]),
        ("1 029", [1029]),
        ("1\u202f029", [1029]),
        ("1,029", [1.029, 1029]),
        ("0,500", [0.5]),
        ("1,029.5", [1029.5]),
        ("1.029,5", [1029.5]),
        ("235'146", [235146]),
        ("1.234.567", [1234567]),
        ("1,23,4", []),
        ("--3", []),
        ("1e", []),
        ("3 apples", []),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, readings: list[float]) -> None:
    assert list(read_number(text)) == readings


def test_an_order_is_right_exactly_when_it_keeps_every_rule() -> None:
    right = [order for order in itertools.permutations(COOK.lines.values()) if COOK.judge(list(order)).right]
    assert right == [("boil()", "salt()", "add()", "eat()"), ("salt()", "boil()", "add()", "eat()")]


def test_the_first_broken_rule_gives_its_reason() -> None:
    assert COOK.judge(["eat()", "add()", "salt()", "boil()"]).text == "Pasta goes into boiling water."
    assert COOK.judge(["boil()", "add()", "salt()", "eat()"]).text == "Salt goes first."


def test_lines_are_offered_mixed_and_always_alike() -> None:
    assert sorted(COOK.shown) == sorted(COOK.lines.values())
    assert not COOK.judge(COOK.shown).right
    assert COOK.shown == COOK.shown


@pytest.mark.parametrize("number", range(12))
def test_lines_are_never_offered_in_a_right_order(number: int) -> None:
    rules = (Before("a", "b", "so"),)
    two = OrderQuestion(
        id=f"01.two-{number}", concept=1, prompt="?", lines={"a": "x", "b": "y"}, rules=rules, right="!"
    )
    assert two.shown == ("y", "x")


@pytest.mark.parametrize("answer", [None, "boil()", [], ["boil()"] * 4, ["boil()", 1], [["x"]], 7])
def test_what_is_no_order_is_no_answer(answer: object) -> None:
    feedback = COOK.judge(answer)
    assert (feedback.right, feedback.understood) == (False, False)
    assert feedback.text == "An answer holds each of the 4 lines exactly once."


@pytest.mark.parametrize("question", [COLOUR, THIRD, COOK], ids=lambda q: q.id)
def test_a_description_gives_nothing_away(question: Any) -> None:
    described = question.describe()
    assert set(described) <= {"id", "kind", "prompt", "options", "lines"}
    if "lines" in described:
        assert described["lines"] != list(question.lines.values())
    for secret in (
        "Yes, red.",
        "One part of three.",
        "Upside down.",
        "Well cooked.",
        "Salt goes first.",
        "0.333",
    ):
        assert secret not in str(described)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "colour"}, "an id looks like"),
        ({"concept": 21}, "01.a: concept must be a number from 0 to 20, got 21"),
        ({"prompt": " "}, "01.a: the prompt is empty"),
        ({"options": COLOUR.options[:1]}, "at least two options"),
        ({"options": (Option("x", "f", right=True), Option("x", "g"))}, "all different"),
        ({"options": (Option("x", "f"), Option("y", "g"))}, "exactly one option with right=True"),
        ({"options": (Option("x", "f", right=True), Option("y", ""))}, "the feedback of option 2 is empty"),
    ],
)
def test_an_incomplete_choice_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ContentError, match=message):
        choice(**changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"answer": np.nan}, "expected a finite answer"),
        ({"tolerance": -1.0}, "a tolerance of at least 0"),
        ({"right": ""}, "the sentence for a right answer is empty"),
        ({"otherwise": ""}, "the sentence for any other answer is empty"),
        ({"slips": (Slip(2.0, ""),)}, "the sentence for 2.0 is empty"),
        ({"slips": (Slip(1.05, "Near."),)}, "the slip 1.05 lies within the tolerance"),
        ({"slips": (Slip(2.0, "One."), Slip(2.1, "Other."))}, "the slip 2.1 lies within the tolerance"),
    ],
)
def test_an_incomplete_number_question_is_refused(changes: dict[str, Any], message: str) -> None:
    complete = {"answer": 1.0, "tolerance": 0.1, "right": "Yes.", "otherwise": "No."}
    with pytest.raises(ContentError, match=message):
        NumberQuestion(id="01.a", concept=1, prompt="?", **(complete | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lines": {"a": "x"}}, "at least two lines"),
        ({"lines": {"a": "x", "b": "x"}}, "all different"),
        ({"rules": ()}, "at least one rule"),
        ({"rules": (Before("a", "c", "so"),)}, "a rule names 'c'; the lines are a, b"),
        ({"rules": (Before("a", "b", ""),)}, "the reason why 'a' comes before 'b' is empty"),
        ({"rules": (Before("b", "a", "so"),)}, "the given order breaks the rule that 'b' comes before 'a'"),
        ({"right": ""}, "the sentence for a right order is empty"),
    ],
)
def test_an_incomplete_order_is_refused(changes: dict[str, Any], message: str) -> None:
    complete = {"lines": {"a": "x", "b": "y"}, "rules": (Before("a", "b", "so"),), "right": "Yes."}
    with pytest.raises(ContentError, match=message):
        OrderQuestion(id="01.a", concept=1, prompt="?", **(complete | changes))
