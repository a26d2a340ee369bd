"""Set 02, what only this set has: numbers by hand, gates in many ways, choices, its statements' numbers."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from sets import check_letter, exercise_set, verdict

from nnkit.activations import sigmoid
from nnkit.losses import SigmoidCrossEntropy

SET = exercise_set("neuron")
PROBLEMS, CELLS = SET.problems, SET.cells
TEXT = "\n".join(cell.source for cell in CELLS if cell.kind == "markdown")


# By hand --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", ["neuron.by_hand", "neuron.boundary"])
def test_answers_with_the_numbers_of_the_guest_are_recognised(id: str) -> None:
    result = verdict(PROBLEMS[id], SET.solution(PROBLEMS[id], ""), "ada")
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "guest numbers"


@pytest.mark.parametrize(
    ("id", "wrong", "kind"),
    [
        ("neuron.by_hand", {"z": "0.5"}, "text"),
        ("neuron.by_hand", {"a": [0.1, 0.2]}, "shape:not reduced"),
        ("neuron.by_hand", {"z": 17.0}, "values"),
        ("neuron.boundary", {"normal": 0.5}, "shape:one number"),
        ("neuron.boundary", {"distance": 17.0}, "values"),
    ],
)
def test_anything_else_wrong_does_not_show_the_right_numbers(id: str, wrong: Any, kind: str) -> None:
    result = verdict(PROBLEMS[id], {**SET.solution(PROBLEMS[id]), **wrong})
    assert result.diagnosis is not None
    assert result.diagnosis.kind == kind
    assert result.diagnosis.expected == ""


def test_by_hand_the_sigmoid_of_the_sum_without_bias_is_told_as_a_bias_left_out() -> None:
    problem = PROBLEMS["neuron.by_hand"]
    given = problem.numbers_for("ada")
    a = round(float(sigmoid(np.dot(given["x"], given["w"]))), 3)
    result = verdict(problem, {**SET.solution(problem), "a": a})
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "misconception:no_bias"
    assert result.status == "partial"


def test_classes_may_be_true_and_false_and_a_wrong_one_is_not_told_apart() -> None:
    problem = PROBLEMS["neuron.boundary"]
    answers = SET.solution(problem)
    sides = np.array(answers["classes"]) == 1
    assert verdict(problem, {**answers, "classes": sides}).status == "passed"
    assert verdict(problem, {**answers, "classes": list(sides)}).status == "passed"
    told = set()
    for classes in itertools.product((0, 1), repeat=3):
        result = verdict(problem, {**answers, "classes": list(classes)})
        if result.diagnosis is not None:
            assert result.diagnosis.expected == ""
            told.add(result.diagnosis.text.partition(":")[2] if result.diagnosis.kind == "state" else "known")
    assert len(told) == 2
    for classes in ([0.5, 1, 0], [0, 1], "010", 1):
        result = verdict(problem, {**answers, "classes": classes})
        assert result.diagnosis is not None
        assert "`classes` must be a list of three" in result.diagnosis.text


def test_no_constant_answers_the_boundary() -> None:
    problem = PROBLEMS["neuron.boundary"]
    for sides in itertools.product((0, 1), repeat=3):
        constant = {"slope": 1, "intercept": 0, "distance": 0, "normal": [0.6, -0.8], "classes": list(sides)}
        assert all(verdict(problem, constant, f"learner-{i}").score == 0 for i in range(3))


# Gates ----------------------------------------------------------------------------------------------------

GATES: dict[str, Any] = {
    "AND": [1, 1, -1.5],
    "OR": [1, 1, -0.5],
    "NAND": [-1, -1, 1.5],
    "XOR": [1, 1, -0.5],
    "xor_right": 3,
}


@pytest.mark.parametrize(
    "other",
    [
        {"AND": [2, 2, -3], "OR": [20.0, 20.0, -10.0], "NAND": [-0.5, -0.5, 0.7]},
        {"AND": [1, 2, -2.5], "OR": [3, 2, -1], "NAND": [-2, -3, 4]},
        {"AND": np.array([1.0, 1.0, -1.2]), "OR": (0.01, 0.01, -0.007)},
        {"XOR": [-1, -1, 1.5], "xor_right": 3.0},
        {"XOR": [1, -1, -0.5]},
        {"XOR": [-1, 1, -0.5], "xor_right": np.int64(3)},
    ],
)
def test_there_are_many_ways_to_build_a_gate(other: dict[str, Any]) -> None:
    assert verdict(PROBLEMS["neuron.gates"], {**GATES, **other}).status == "passed"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"AND": [1, 1, -0.5]}, "`AND` at (0, 1): z = 0.500, so the unit fires. AND is 0 there."),
        ({"AND": [1, 1, -2]}, "`AND` at (1, 1): z = 0, so the unit stays at 0. AND is 1 there."),
        ({"AND": [1, 1, 1.5]}, "minus the threshold"),
        ({"AND": [-1, -1, 1.5]}, "exactly the opposite gate"),
        ({"AND": [1, 1, -1]}, "`AND`: right at all four corners, but (0, 1) lies only 0 away"),
        ({"NAND": [-1, -1, 1.9]}, "`NAND`: right at all four corners, but (1, 1) lies only 0.071 away"),
        ({"OR": [1, 1, -1]}, "`OR` at (0, 1)"),
        ({"AND": [-1.5, 1, 1]}, "`AND` would work if b came last: the list is `[w1, w2, b]`."),
        ({"OR": [-0.5, 1, 1]}, "`OR` would work if b came last"),
        ({"OR": [0, 0, 1]}, "has no weights"),
        ({"OR": [1, 1]}, "must be a list of three numbers"),
        ({"OR": "AND"}, "must be a list of three numbers"),
        ({"OR": [1, 1, float("nan")]}, "must be a list of three numbers"),
        ({"NAND": [1, 1, -1.5]}, "exactly the opposite gate"),
        ({"xor_right": 4}, "the two diagonals cross"),
        ({"xor_right": 2}, "can get more than that right"),
        ({"xor_right": "three"}, "whole number from 0 to 4"),
        ({"XOR": [1, 1, -3]}, "gets 2 of the four cases right"),
        ({"XOR": [-1, -1, 0.5]}, "gets 1 of the four cases right"),
        ({"XOR": [1, 1, -0.01]}, "less than 0.1 away"),
    ],
)
def test_a_gate_that_does_not_work_yet_is_told_where(wrong: dict[str, Any], said: str) -> None:
    result = verdict(PROBLEMS["neuron.gates"], {**GATES, **wrong})
    assert result.diagnosis is not None
    assert said in result.diagnosis.text
    assert result.diagnosis.kind in ("state", "structure")
    assert result.status == "partial"


def test_gates_at_the_very_distance_that_is_asked_for_pass_with_any_inputs_nearby() -> None:
    near = {"AND": [1, 1, -1.14143], "OR": [1, 1, -0.14143], "NAND": [-1, -1, 1.85857]}
    for i in range(50):
        for XOR in ([1, 1, -0.14143], [1, -1, -0.14143], [-1, -1, 1.14143]):
            names = {**GATES, **near, "XOR": XOR}
            assert verdict(PROBLEMS["neuron.gates"], names, salt=f"salt-{i}").status == "passed"


def test_one_wrong_gate_costs_one_gate() -> None:
    for name in ("AND", "OR", "NAND", "XOR"):
        result = verdict(PROBLEMS["neuron.gates"], {**GATES, name: [0.0, 1.0, 3.0]})
        assert result.score == 3 / 4 * result.max_score


def test_no_constant_is_a_gate() -> None:
    for value in (0, 1, None, [], [0, 0, 0], [1, 1, 1]):
        result = verdict(PROBLEMS["neuron.gates"], dict.fromkeys(GATES, value))
        assert result.score == 0


# Choices --------------------------------------------------------------------------------------------------

LETTERS = {"learning": "B", "bias": "D", "detector": "A", "rule": "C", "stricter": "B", "scaled": "C"}


@pytest.mark.parametrize(("name", "letter"), list(itertools.product(LETTERS, "ABCD")))
def test_each_wrong_letter_has_its_own_sentence(name: str, letter: str) -> None:
    check_letter(PROBLEMS["neuron.threshold"], LETTERS, name, letter)


def test_one_letter_for_all_questions_scores_nothing() -> None:
    for letter in "ABCD":
        assert verdict(PROBLEMS["neuron.threshold"], dict.fromkeys(LETTERS, letter)).score == 0


def test_what_the_choices_claim_is_so() -> None:
    """The right letters, by computation: rule, stricter, scaled, detector."""
    z, x, w = np.linspace(-3, 3, 601), np.array([3.0, 4.0]), np.array([1.0, 2.0])
    assert np.array_equal(sigmoid(z) > 0.5, z > 0)
    assert np.log(0.9 / 0.1) == pytest.approx(2.2, abs=0.01)
    assert sigmoid(0.5) == pytest.approx(0.622, abs=5e-4)
    assert sigmoid(1.0) == pytest.approx(0.731, abs=5e-4)
    assert np.array_equal(np.sign(2 * z), np.sign(z))
    assert np.all(np.abs(sigmoid(2 * z) - 0.5) >= np.abs(sigmoid(z) - 0.5))
    assert w @ (2 * w) > w @ w > 0 == w @ np.array([-2.0, 1.0]) > -(w @ x)


# The statements -------------------------------------------------------------------------------------------


def test_the_numbers_in_the_statements_are_the_computed_ones() -> None:
    w, b = np.array([0.5, -2.0]), 1.0
    z = np.array([[3.0, 1.0], [1.0, 1.0]]) @ w + b
    assert z.tolist() == [0.5, -0.5]
    assert f"= {sigmoid(0.5):.3f}" in TEXT
    assert f"`[{', '.join(f'{a:.3f}' for a in sigmoid(z))}]`" in TEXT
    faded = float(np.dot([1, 2], [-1, 0.5]) - 0.5)
    assert (faded, f"{sigmoid(faded):.3f}") == (-0.5, "0.378")
    assert "z = 0 + __ = −0.5" in TEXT


def test_the_boundary_of_the_example_is_the_computed_one() -> None:
    w, b = [3.0, -4.0], 2.0
    names = SET.execute(PROBLEMS["neuron.boundary"], "")
    names |= {"w": w, "b": b, "points": [[0, 1]]}
    exec(SET.answer(PROBLEMS["neuron.boundary"]).source, names)
    printed = f"slope {names['slope']:g}, intercept {names['intercept']:g}, distance {names['distance']:g}"
    assert printed in TEXT
    assert [round(v, 3) for v in names["normal"]] == [0.6, -0.8]
    assert names["classes"] == [0]


def test_the_step_of_the_example_is_the_computed_one() -> None:
    X, y, w = np.array([[1.0, 2.0], [3.0, 0.0]]), np.array([1, 0]), np.array([0.5, -0.5])
    loss, z = SigmoidCrossEntropy(), (X @ w)[:, np.newaxis]
    delta = loss.delta(z, y)[:, 0]
    new = ", ".join(f"{v:.3f}" for v in w - delta @ X).replace("-", "−")
    assert f"`[{new}]`" in " ".join(TEXT.split())
    assert f"`b` {-delta.sum():.3f}".replace("-", "−") in TEXT
    assert f"the loss was {loss(z, y):.3f}" in TEXT
