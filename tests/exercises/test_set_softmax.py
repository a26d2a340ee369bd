"""Set 06, what only this set has: numbers by hand, output heads, and the numbers in its statements."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from sets import check_letter, exercise_set, verdict

from nnkit.activations import log_softmax, softmax
from nnkit.losses import SoftmaxCrossEntropy

SET = exercise_set("softmax")
PROBLEMS, CELLS = SET.problems, SET.cells


def test_by_hand_answers_with_the_numbers_of_the_guest_are_recognised() -> None:
    problem = PROBLEMS["softmax.by_hand"]
    result = verdict(problem, SET.solution(problem, ""), "ada")
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "guest numbers"


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [({"p": "0.5"}, "text"), ({"gradient": 0.5}, "shape:one number"), ({"p": [0.2, 0.3, 0.5]}, "values")],
)
def test_by_hand_anything_else_wrong_does_not_show_the_right_numbers(
    wrong: dict[str, Any], kind: str
) -> None:
    problem = PROBLEMS["softmax.by_hand"]
    result = verdict(problem, {**SET.solution(problem), **wrong})
    assert result.diagnosis is not None
    if kind != "shape:one number":
        assert result.diagnosis.kind == kind
    assert result.diagnosis.expected == ""


SITUATIONS = {"price": "A", "spam": "C", "digit": "D", "tags": "C"}


@pytest.mark.parametrize(("name", "letter"), list(itertools.product(SITUATIONS, "ABCD")))
def test_each_wrong_head_has_its_own_sentence(name: str, letter: str) -> None:
    check_letter(PROBLEMS["softmax.heads"], SITUATIONS, name, letter)


def test_one_letter_for_all_heads_scores_nothing() -> None:
    for letter in "ABCD":
        result = verdict(PROBLEMS["softmax.heads"], dict.fromkeys(SITUATIONS, letter))
        assert result.score == 0


def test_a_letter_that_is_no_option_lists_the_options() -> None:
    result = verdict(PROBLEMS["softmax.heads"], {**SITUATIONS, "price": "softmax"})
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "choice"


def test_the_numbers_in_the_statements_are_the_computed_ones() -> None:
    text = "\n".join(cell.source for cell in CELLS if cell.kind == "markdown")
    loss, worked, confident = SoftmaxCrossEntropy(), [2.0, 1.0, 0.5], [5.0, 1.0, 0.5]

    def printed(values: Any) -> str:
        return "[" + ", ".join(f"{v:.3f}" for v in values) + "]"

    assert f"is `{printed(softmax(worked))}`" in text
    assert f"`[2, 1, 0.5]`, {2 - log_softmax(worked)[0]:.3f}" in text
    assert f"cost {loss([worked], [0]):.3f}" in text
    assert f"only {loss([confident], [0]):.3f}" in text
    assert f"[{printed(loss.delta([worked], [0])[0])}]" in text
