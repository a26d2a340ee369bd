"""Set 01, what only this set has: weights by hand, hidden layers, heads, choices, its statements' numbers."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sets import check_letter, exercise_set, verdict

SET = exercise_set("features")
PROBLEMS, CELLS = SET.problems, SET.cells
TEXT = " ".join("\n".join(cell.source for cell in CELLS if cell.kind == "markdown").split())
SALTS = [f"salt-{i}" for i in range(10)]


# Weights by hand ------------------------------------------------------------------------------------------

BY_HAND: dict[str, Any] = {
    "w_circle": [0, 0, -1, -1, 0],
    "b_circle": 0.5625,
    "w_xor": [1, 1, 0, 0, -2],
    "b_xor": -0.5,
}


@pytest.mark.parametrize(
    "other",
    [
        {"w_circle": [0, 0, -2, -2, 0], "b_circle": 1.2},
        {"w_circle": np.array([0.05, 0.0, -1.0, -1.1, 0.1]), "b_circle": np.float64(0.6)},
        {"w_xor": [0, 0, 1, 1, -2], "b_xor": -0.4},
        {"w_xor": [3, 3, 0, 0, -6], "b_xor": -1.6},
        {"w_xor": (0.5, 0.5, 0.5, 0.5, -2), "b_xor": -0.45},
    ],
)
def test_there_are_many_ways_to_set_the_weights(other: dict[str, Any]) -> None:
    for salt in SALTS:
        assert verdict(PROBLEMS["features.circle"], {**BY_HAND, **other}, salt=salt).status == "passed"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            {"w_circle": [0, 0, 1, 1, 0], "b_circle": -0.5625},
            "class 1 is on the side where w·φ + b is negative",
        ),
        ({"b_circle": -0.5625}, "`b_circle`: with the opposite sign it would be right"),
        ({"b_circle": 0.95}, "Only `b_circle` puts the boundary in the wrong place"),
        ({"b_circle": 0.25}, "Only `b_circle`"),
        ({"w_circle": [1, 1, 0, 0, 0]}, "the weights must change"),
        ({"w_circle": [0, 0, -1, 0, 0]}, "No b mends that"),
        ({"w_circle": [0, 0, 1, 1, 0]}, "Turn all signs of `w_circle` round, then find `b_circle`"),
        ({"w_circle": [0, 0, -1, 0, -1]}, "if the features stood in another order"),
        ({"w_xor": [1, 1, -2, 0, 0]}, "if the features stood in another order"),
        (
            {"w_xor": [1, 1, 0, 0, -1], "b_xor": -0.5},
            "`w_xor`: of 128 points of class 1, 0 are on the wrong side",
        ),
        ({"w_xor": [1, 1, 0, 0, 0]}, "`w_xor`"),
        ({"b_xor": 0.5}, "`b_xor`: with the opposite sign"),
        ({"b_xor": 0}, "Only `b_xor`"),
        ({"w_xor": [0, 0, 0, 0, 0]}, "all five weights 0"),
        ({"w_xor": [1, 1, -2]}, "must be a list of five numbers"),
        ({"w_circle": [0, 0, float("inf"), 1, 1]}, "must be a list of five numbers"),
        ({"b_xor": [1, 2]}, "`b_xor` must be one number"),
    ],
)
def test_weights_that_do_not_separate_are_told_what_is_missing(wrong: dict[str, Any], said: str) -> None:
    for salt in SALTS:
        result = verdict(PROBLEMS["features.circle"], {**BY_HAND, **wrong}, salt=salt)
        assert result.diagnosis is not None
        assert said in result.diagnosis.text
        assert result.diagnosis.kind in ("state", "structure")
        assert result.status == "partial"


@pytest.mark.parametrize("radius", [0.601, 0.75, 0.899])
def test_what_passes_in_the_notebook_passes_on_all_other_points_as_well(radius: float) -> None:
    problem = PROBLEMS["features.circle"]
    for i in range(50):
        for b_xor in (-0.205, -0.5, -0.795):
            names = {**BY_HAND, "b_circle": radius**2, "b_xor": b_xor}
            assert verdict(problem, names, salt=f"salt-{i}").status == "passed"


@pytest.mark.parametrize("wrong", [{"b_circle": 0.599**2}, {"b_circle": 0.901**2}, {"b_xor": -0.17}])
def test_a_boundary_that_is_a_little_too_near_is_found_in_the_notebook(wrong: dict[str, float]) -> None:
    for salt in ("", *SALTS):
        result = verdict(PROBLEMS["features.circle"], {**BY_HAND, **wrong}, salt=salt)
        assert not all(check.passed for check in result.checks if not check.hidden)


def test_no_constant_separates() -> None:
    for value in (0, 1, None, [0] * 5, [1] * 5):
        assert verdict(PROBLEMS["features.circle"], dict.fromkeys(BY_HAND, value)).score == 0


# The hidden layer -----------------------------------------------------------------------------------------


def layer(W1: Any, b1: Any) -> dict[str, Callable[[Any], Any]]:
    W, b = np.array(W1, dtype=float), np.array(b1, dtype=float)
    return {"hidden_features": lambda X: np.maximum(X @ W.T + b, 0)}


@pytest.mark.parametrize(
    ("W1", "b1"),
    [
        ([[1, 1], [1, 1]], [0.3, -1]),
        ([[2, 2], [1, 1]], [-1, -1.5]),
        ([[1, -1], [-1, 1]], [0, 0]),
        ([[1, -1], [-1, 1]], [0.2, -0.3]),
        ([[-1, -1], [1, 1]], [1, -1]),
        ([[100, 100], [100, 100]], [0, -100]),
    ],
)
def test_many_layers_take_xor_apart(W1: Any, b1: Any) -> None:
    for salt in SALTS:
        assert verdict(PROBLEMS["features.hidden"], layer(W1, b1), salt=salt).status == "passed"


@pytest.mark.parametrize(
    ("W1", "b1", "said"),
    [
        ([[1, 0], [0, 1]], [0.5, 0.5], "no line separates"),
        ([[1, 1], [1, 1]], [0.5, 0.7], "no line separates"),
        ([[1, 1], [1, 1]], [1, -2], "no line separates"),
        ([[1, 1], [0, 0]], [0, -1], "it is dead"),
        ([[1, 1], [1, 1]], [0, -9], "it is dead"),
        ([[1, 1], [1, 1]], [0, -1.88], "hardly come apart"),
    ],
)
def test_a_layer_that_falls_short_is_told_why(W1: Any, b1: Any, said: str) -> None:
    result = verdict(PROBLEMS["features.hidden"], layer(W1, b1))
    assert result.diagnosis is not None
    assert said in result.diagnosis.text


def test_a_row_that_depends_on_the_others_is_no_layer() -> None:
    def hidden_features(X: Any) -> Any:
        X = X - X.mean(axis=0) + 0.5
        return np.maximum(X @ np.ones((2, 2)) + [0, -1], 0)

    result = verdict(PROBLEMS["features.hidden"], {"hidden_features": hidden_features})
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "state"


# The head -------------------------------------------------------------------------------------------------


def ridge(H: Any, y: Any) -> Any:
    A = np.column_stack([np.ones(len(H)), H])
    theta = np.linalg.solve(A.T @ A + 1e-3 * np.eye(A.shape[1]), A.T @ (2.0 * y - 1))
    return theta[1:], theta[0]


def pseudo_inverse(H: Any, y: Any) -> Any:
    theta = np.linalg.pinv(np.c_[H, np.ones(len(H))]) @ np.where(y == 1, 1, -1)
    return theta[:-1].tolist(), float(theta[-1])


def labels_then_half(H: Any, y: Any) -> Any:
    theta = np.linalg.lstsq(np.c_[H, np.ones(len(H))], y, rcond=None)[0]
    return theta[:-1], theta[-1] - 0.5


@pytest.mark.parametrize("fit_head", [ridge, pseudo_inverse, labels_then_half])
def test_other_ways_to_fit_a_head_pass_with_a_margin(fit_head: Callable[..., Any]) -> None:
    for salt in (f"salt-{i}" for i in range(50)):
        assert verdict(PROBLEMS["features.head"], {"fit_head": fit_head}, salt=salt).status == "passed"


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (lambda H, y: np.zeros(H.shape[1]), "must return w and b"),
        (lambda H, y: (np.zeros(3), 0.5), "w must have one number for each feature"),
        (lambda H, y: (0.5, np.zeros(H.shape[1])), "returns b first"),
        (lambda H, y: (np.zeros(H.shape[1]), np.zeros(2)), "b must be one number"),
        (lambda H, y: (np.zeros(H.shape[1]), 1.0), "every fresh point gets the same class"),
        (lambda H, y: (np.full(H.shape[1], np.nan), 1.0), "not finite"),
        (lambda H, y: (np.arange(H.shape[1]) - 1.0, 0.0), "of the fresh points are right"),
    ],
)
def test_a_head_that_falls_short_is_told_why(got: Callable[..., Any], said: str) -> None:
    result = verdict(PROBLEMS["features.head"], {"fit_head": got})
    assert result.diagnosis is not None
    assert said in result.diagnosis.text
    assert result.score == 0


def test_the_head_is_judged_quickly() -> None:
    problem = PROBLEMS["features.head"]
    names, begun = SET.solution(problem), time.perf_counter()
    verdict(problem, names)
    assert time.perf_counter() - begun < 2


# Choices --------------------------------------------------------------------------------------------------

LETTERS = {"separable": "D", "coordinates": "B", "affine": "C", "learned": "A"}


@pytest.mark.parametrize(("name", "letter"), list(itertools.product(LETTERS, "ABCD")))
def test_each_wrong_letter_has_its_own_sentence(name: str, letter: str) -> None:
    check_letter(PROBLEMS["features.wall"], LETTERS, name, letter)


def test_one_letter_for_all_questions_scores_nothing() -> None:
    for letter in "ABCD":
        assert verdict(PROBLEMS["features.wall"], dict.fromkeys(LETTERS, letter)).score == 0


# The statements -------------------------------------------------------------------------------------------


def test_the_numbers_in_the_statements_are_the_computed_ones() -> None:
    rate = SET.solution(PROBLEMS["features.errors"])["error_rate"]
    X = np.array([[2, 0], [0, 2], [3, 3], [0, 0]])
    wrong = rate(X, np.array([1, 1, 0, 0]), np.array([1, -1]), -1)
    assert f"the others are right: {wrong:g}." in TEXT
    assert (X[1] @ [1, -1] - 1 > 0) != 1
    five = SET.solution(PROBLEMS["features.polynomial"])["polynomial_features"](np.array([[2, 3]]))
    assert f"`[[2, 3]]` becomes `{five.tolist()}`" in TEXT
    w, b = SET.solution(PROBLEMS["features.head"])["fit_head"](
        np.arange(4.0)[:, None], np.array([0, 0, 1, 1])
    )
    assert f"`w = [{w[0]:.1f}]`, `b = {b:.1f}`" in TEXT


def test_the_example_of_weights_by_hand_is_right() -> None:
    five = SET.solution(PROBLEMS["features.polynomial"])["polynomial_features"]
    x1 = np.array([-3.0, -1.5, 0.0, 1.9, 2.1])
    z = five(np.column_stack([x1, x1 - 1])) @ [0, 0, 1, 0, 0] - 4
    assert np.array_equal(z > 0, np.abs(x1) > 2)
    assert (
        "one unit with w = [1, 1] and b = −1 sends (1, 1) to 1 and the other corners to 0".lower()
        in TEXT.lower()
    )
    corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    assert np.maximum(corners @ [1, 1] - 1, 0).tolist() == [0, 0, 0, 1]
