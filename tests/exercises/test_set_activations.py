"""Set 03, what only this set has: a derivation, dead units in several ways, facts, and printed numbers."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from sets import check_letter, exercise_set, verdict

from nnkit import ACTIVATIONS

SET = exercise_set("activations")
PROBLEMS, CELLS = SET.problems, SET.cells
TEXT = "\n".join(cell.source for cell in CELLS if cell.kind == "markdown")


# tanh -----------------------------------------------------------------------------------------------------


def test_the_two_ways_to_the_slope_of_tanh_agree_for_every_learner() -> None:
    problem = PROBLEMS["activations.tanh"]
    for i in range(10):
        steps = SET.solution(problem, f"learner-{i}")
        step = 1e-6
        there, back = np.tanh(steps["x"] + step), np.tanh(steps["x"] - step)
        assert steps["factor"] * steps["ds"] == pytest.approx(steps["slope"])
        assert (there - back) / (2 * step) == pytest.approx(steps["slope"], abs=1e-8)


def test_numbers_by_hand_may_be_rounded_to_three_decimals() -> None:
    problem = PROBLEMS["activations.tanh"]
    for i in range(10):
        steps = SET.solution(problem, f"learner-{i}")
        rounded = {name: round(float(steps[name]), 3) for name in problem.names}
        assert verdict(problem, rounded, f"learner-{i}").status == "passed"


def test_tanh_answers_with_the_number_of_the_guest_are_recognised() -> None:
    problem = PROBLEMS["activations.tanh"]
    result = verdict(problem, SET.solution(problem, ""), "ada")
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "guest numbers"


def test_another_wrong_step_does_not_show_the_right_number() -> None:
    problem = PROBLEMS["activations.tanh"]
    result = verdict(problem, {**SET.solution(problem), "slope": 0.123})
    assert result.diagnosis is not None
    assert (result.diagnosis.kind, result.diagnosis.expected) == ("values", "")


# dead units -----------------------------------------------------------------------------------------------

DEAD = PROBLEMS["activations.dead"]


def dead(**answers: Any) -> Any:
    return verdict(DEAD, {**SET.solution(DEAD), **answers})


def own_z() -> np.ndarray[Any, Any]:
    solved = SET.solution(DEAD)
    z: np.ndarray[Any, Any] = np.sort(solved["X"] @ solved["W"].T, axis=0)
    return z


def test_dead_units_can_be_had_in_several_ways() -> None:
    z = own_z()
    for b in (-z[-1], -z[-1] - 1e-12, (-1000 * np.ones(4)).tolist(), [-9, -9, -9, -9]):
        assert dead(b_dead=b).status == "passed"


def test_sparse_units_can_be_had_in_several_ways() -> None:
    z = own_z()
    two_of_one = -(z[-1] + z[-2]) / 2
    two_of_one[0] = -(z[-2, 0] + z[-3, 0]) / 2
    for b in (0.05 - z[-1], 1e-3 - z[-1], (0.1 - z[-1]).tolist(), two_of_one):
        assert dead(b_sparse=b).status == "passed", b


def test_near_misses_are_told_what_is_still_alive_or_dead() -> None:
    z = own_z()
    one_alive = -z[-1]
    one_alive[2] += 0.01
    result = dead(b_dead=one_alive)
    assert (result.status, result.diagnosis.kind) == ("partial", "state")
    assert "1 of the 24 activations" in result.diagnosis.text
    assert "in unit 2 (" in result.diagnosis.text
    one_dead = 0.05 - z[-1]
    one_dead[3] -= 0.06
    assert ": unit 3 (" in dead(b_sparse=one_dead).diagnosis.text
    too_many = 1e-3 - z[-1]
    too_many[0] = 10
    assert "9 activations are above 0" in dead(b_sparse=too_many).diagnosis.text


def test_what_kills_or_spares_in_the_notebook_does_so_in_every_hidden_draw() -> None:
    z = own_z()
    for i in range(50):
        for b_dead, b_sparse in ((-z[-1], 1e-6 - z[-1]), (-z[-1] - 9, 1e-6 - (z[-1] + z[-2]) / 2)):
            names = {**SET.solution(DEAD), "b_dead": b_dead, "b_sparse": b_sparse}
            assert verdict(DEAD, names, salt=f"salt-{i}").status == "passed"


@pytest.mark.parametrize("b", [[0.0] * 6, 1.0, [np.nan] * 4, [[0.0] * 4], "low", [np.inf] * 4])
def test_what_is_no_bias_vector_is_a_matter_of_structure(b: Any) -> None:
    result = dead(b_dead=b)
    assert result.status == "partial"
    assert result.diagnosis.kind in ("structure", "odd value")


def test_the_notebook_shows_the_data_that_the_check_uses() -> None:
    solved, checked = SET.solution(DEAD), DEAD.checks[0].run.__globals__
    assert np.array_equal(solved["X"], checked["X"])
    assert np.array_equal(solved["W"], checked["W"])


# facts ----------------------------------------------------------------------------------------------------

FACTS = {
    "pair": "A",
    "steepest": "C",
    "ten": "C",
    "threshold": "A",
    "positive": "B",
    "revive": "C",
}


@pytest.mark.parametrize(("name", "letter"), list(itertools.product(FACTS, "ABC")))
def test_each_wrong_fact_has_its_own_sentence(name: str, letter: str) -> None:
    check_letter(PROBLEMS["activations.facts"], FACTS, name, letter)


def test_one_letter_for_all_facts_scores_nothing() -> None:
    for letter in "ABC":
        assert verdict(PROBLEMS["activations.facts"], dict.fromkeys(FACTS, letter)).score == 0


def test_the_facts_are_facts() -> None:
    sigmoid, threshold = ACTIVATIONS["sigmoid"], ACTIVATIONS["threshold"]
    z = np.linspace(-5, 5, 1001)
    assert sigmoid.prime(z).max() == pytest.approx(0.25)
    assert f"{0.25**10:.1e}" == "9.5e-07"
    assert not threshold.prime(z).any()


# the statements -------------------------------------------------------------------------------------------


def test_the_numbers_in_the_statements_are_the_computed_ones() -> None:
    sigmoid, tanh = ACTIVATIONS["sigmoid"], ACTIVATIONS["tanh"]

    def printed(values: Any) -> str:
        return (
            "[" + ", ".join(f"{v:.3f}".replace("0.500", "0.5").replace("0.250", "0.25") for v in values) + "]"
        )

    z = np.array([-1.0, 0.0, 2.0])
    assert f"is `{printed(sigmoid(z))}`" in TEXT
    assert f"slopes there are `{printed(sigmoid.prime(z))}`" in TEXT
    s, a = sigmoid(1.0), tanh(0.5)
    assert (
        f"s = {s:.3f}, a = {a:.3f}, ds = {sigmoid.prime(1.0):.3f} and slope = {tanh.prime(0.5):.3f}" in TEXT
    )
    family = [float(ACTIVATIONS[name](-1.0)) for name in ("leaky_relu", "elu", "silu", "softplus")]
    assert "`{:.2f}`, `{:.3f}`, `{:.3f}` and `{:.3f}`".format(*family) in TEXT


def test_the_example_of_dead_units_is_right() -> None:
    z = np.array([[1.0], [3.0]]) @ np.array([[2.0]])
    assert ((z - 7 > 0).sum(), (z - 4 > 0).sum()) == (0, 1)
    assert "−7 kills it and −4 leaves it one sample" in TEXT
