"""Set 07, what only this set has: the table of errors, what is proved, and the numbers in its statements."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from sets import check_letter, exercise_set, verdict

from nnkit.activations import relu, sigmoid

SET = exercise_set("approximation")
PROBLEMS = SET.problems
CLAIMS = {"sigmoids": "A", "descent": "D", "hinges": "B", "fifty": "D", "squares": "C", "unseen": "D"}


@pytest.mark.parametrize(("name", "letter"), list(itertools.product(CLAIMS, "ABCD")))
def test_each_wrong_letter_has_its_own_sentence(name: str, letter: str) -> None:
    check_letter(PROBLEMS["approximation.theorem"], CLAIMS, name, letter)


def test_one_letter_for_all_claims_scores_nothing() -> None:
    for letter in "ABCD":
        assert verdict(PROBLEMS["approximation.theorem"], dict.fromkeys(CLAIMS, letter)).score == 0


@pytest.mark.parametrize("learner_id", [f"learner-{i}" for i in range(30)])
def test_the_table_is_what_equal_hinges_leave_of_a_power(learner_id: str) -> None:
    given = PROBLEMS["approximation.rate"].numbers_for(learner_id)
    M, error = given["M"], given["error"]
    q = -math.log(error[-1] / error[0]) / math.log(M[-1] / M[0])
    x = np.linspace(0, 1, 200_001)
    for m, e in zip(M, error, strict=True):
        xs = np.linspace(0, 1, m + 1)
        measured = np.max(np.abs(np.interp(x, xs, xs**q) - x**q))
        assert measured == pytest.approx(e, rel=2e-3)
    assert M[-1] < SET.solution(PROBLEMS["approximation.rate"], learner_id)["M_needed"] < 5000
    assert 0 < given["target"] < error[-1]


@pytest.mark.parametrize("learner_id", [f"learner-{i}" for i in range(10)])
def test_answers_rounded_by_hand_pass(learner_id: str) -> None:
    problem = PROBLEMS["approximation.rate"]
    given = problem.numbers_for(learner_id)
    slope = round(SET.solution(problem, learner_id)["slope"], 3)
    needed = given["M"][-1] * (given["target"] / given["error"][-1]) ** (1 / slope)
    answers = {"slope": slope, "factor": round(0.5 ** (1 / slope), 3), "M_needed": round(needed)}
    assert verdict(problem, answers, learner_id).status == "passed"


@pytest.mark.parametrize("wrong", [{"slope": -0.111}, {"factor": 77.0}, {"M_needed": 123_456}])
def test_a_wrong_number_does_not_show_the_right_one(wrong: dict[str, Any]) -> None:
    problem = PROBLEMS["approximation.rate"]
    result = verdict(problem, {**SET.solution(problem), **wrong})
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "values"
    assert result.diagnosis.expected == ""
    assert result.status == "partial"


def test_the_numbers_in_the_statements_are_the_computed_ones() -> None:
    text = "\n".join(cell.source for cell in SET.cells if cell.kind == "markdown")
    x = np.array([-1, 0.5, 1, 1.75, 3])
    tent = relu(x) - 2 * relu(x - 1) + relu(x - 2)
    assert "triangle is `[" + ", ".join(f"{v:g}" for v in tent) + "]`" in text.replace("\n", " ")
    xs, ys = np.array([0.0, 1, 3, 4]), np.array([1.0, 3, 2, 2])
    assert (np.diff(ys) / np.diff(xs)).tolist() == [2, -0.5, 0]
    assert np.interp(2, xs, ys) == 2.5
    at = [3 * (sigmoid(10 * v) - sigmoid(10 * (v - 2))) for v in (1.0, 0.0, 2.0, -1.0)]
    assert [f"{v:.3f}" for v in at] == ["3.000", "1.500", "1.500", "0.000"]
    slope = math.log(0.1 / 0.2) / math.log(40 / 10)
    assert (slope, 0.5 ** (1 / slope)) == pytest.approx((-0.5, 4))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (("return w1, b1, w2, ys[0]", "return w1, b1, w2, ys[1]"), "f at the first point"),
        (("slopes = np.diff(ys)", "slopes = 2 * np.diff(ys)"), "f at the second point"),
        (("np.diff(slopes, prepend=0)", "np.append(slopes[0], 0 * slopes[1:])"), "f at the points"),
        (("w1 = np.ones(len(slopes))", "w1 = np.ones(len(slopes) + 1)"), "w1"),
    ],
)
def test_the_first_wrong_place_is_named(change: tuple[str, str], where: str) -> None:
    problem = PROBLEMS["approximation.hinges"]
    result = verdict(problem, SET.execute(problem, SET.code_of(problem, change)))
    assert result.diagnosis is not None
    assert result.diagnosis.at == where
