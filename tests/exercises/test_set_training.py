"""Set 11, what only this set has: XOR by settings, the checklist, and the numbers in its statements."""

from __future__ import annotations

import itertools
import math
import time
from typing import Any

import numpy as np
import pytest
from sets import exercise_set, verdict

SET = exercise_set("training")
PROBLEMS = SET.problems
XOR = {"hidden": 4, "eta": 0.5, "epochs": 2000, "seed": 0}


FIRST = "the loss before the first step"
GRADIENT = "the gradient of {}, (before − after) / eta"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (("total -= (log_p * Y).sum()", "total += (log_p * Y).sum()"), FIRST),
        (("Y = np.eye(len(b2))[y[batch]]", "Y = np.eye(len(b2))[y[batch] - 1]"), FIRST),
        (("(np.exp(log_p) - Y)", "(np.exp(log_p) - 2 * Y)"), GRADIENT.format("b2")),
        (("delta2.T @ a1", "delta2.T @ a1**2"), GRADIENT.format("W2")),
        (("(1 - a1**2)", "(1 - a1**3)"), GRADIENT.format("b1")),
        (("delta1.T @ x[batch]", "delta1.T @ abs(x[batch])"), GRADIENT.format("W1")),
        (("total / N", "total / (N - N % batch_size)"), "losses"),
    ],
)
def test_the_first_wrong_intermediate_is_named(change: tuple[str, str], where: str) -> None:
    problem = PROBLEMS["training.loop"]
    result = verdict(problem, SET.execute(problem, SET.code_of(problem, change)))
    assert result.diagnosis is not None
    assert result.diagnosis.at == where


@pytest.mark.parametrize("seed", range(0, 32, 4))
@pytest.mark.parametrize(("hidden", "eta"), [(4, 0.4), (4, 0.5), (4, 1.0), (8, 0.3), (8, 2.0)])
def test_enough_units_learn_xor_from_every_start(hidden: int, eta: float, seed: int) -> None:
    begun = time.perf_counter()
    result = verdict(PROBLEMS["training.xor"], {**XOR, "hidden": hidden, "eta": eta, "seed": seed})
    assert result.status == "passed", result.diagnosis
    assert time.perf_counter() - begun < 3


def test_settings_that_learn_in_two_thirds_of_all_starts_are_not_failed_by_the_other_starts() -> None:
    two_units = {**XOR, "hidden": 2, "epochs": 500, "seed": 3}
    for salt in range(12):  # 50 of 50 were passed when it was written
        assert verdict(PROBLEMS["training.xor"], two_units, salt=str(salt)).status == "passed"


def test_a_lucky_seed_is_found_out_by_other_starts() -> None:
    lucky = {"hidden": 6, "eta": 8.0, "epochs": 500, "seed": 4}
    results = [verdict(PROBLEMS["training.xor"], lucky, salt=str(salt)) for salt in range(10)]
    failed = [r for r in results if r.status != "passed"]
    assert failed
    for result in failed:
        assert result.status == "partial"  # what was checked in the open had passed
        assert result.diagnosis is not None
        assert "hardly ever learn" in result.diagnosis.text


@pytest.mark.parametrize(
    ("poor", "words"),
    [
        ({"hidden": 1}, "no single line"),
        ({"eta": 1e-4}, "hardly moved"),
        ({"epochs": 3}, "hardly moved"),
        ({"epochs": 150}, "on its way"),
        ({"eta": 20}, "too long"),
        ({"hidden": 2, "eta": 2, "seed": 0}, "some corners share"),
        ({"hidden": 9}, "at most 8"),
        ({"hidden": 2.5}, "whole number"),
        ({"hidden": True}, "whole number"),
        ({"eta": 0}, "above 0"),
        ({"eta": -0.5}, "above 0"),
        ({"epochs": 100_000}, "at most 2000"),
        ({"seed": -1}, "at least 0"),
        ({"seed": "zero"}, "whole number"),
        ({"eta": [0.5]}, "a number"),
        ({"eta": math.nan}, "above 0"),
        ({"epochs": math.inf}, "whole number"),
    ],
)
def test_settings_that_do_not_reach_it_are_told_why(poor: dict[str, Any], words: str) -> None:
    result = verdict(PROBLEMS["training.xor"], {**XOR, **poor})
    assert result.status != "passed"
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "state"
    assert words in result.diagnosis.text


def test_no_constant_learns_xor() -> None:
    for value in (0, 1, 2, 3, 4, 0.5, None, "4"):
        assert verdict(PROBLEMS["training.xor"], dict.fromkeys(XOR, value)).status != "passed"


def test_every_order_that_works_is_accepted_and_no_other() -> None:
    right = {"".join(first) + "BAF" for first in itertools.permutations("CDE")}
    for order in map("".join, itertools.permutations("ABCDEF")):
        status = verdict(PROBLEMS["training.debug"], {"checklist": order}).status
        assert (status == "passed") == (order in right), order


@pytest.mark.parametrize(
    ("order", "kind"),
    [
        ("DEBCAF", "CB"),
        ("CEBDAF", "DB"),
        ("CDBEAF", "EB"),
        ("CDEABF", "BA"),
        ("CDEBFA", "AF"),
        (["c", "d", "b", "e", "a", "f"], "EB"),
    ],
)
def test_each_wrong_pair_has_its_own_reason(order: Any, kind: str) -> None:
    result = verdict(PROBLEMS["training.debug"], {"checklist": order})
    assert result.diagnosis is not None
    assert result.diagnosis.kind == f"order:{kind}"
    assert result.status == "partial"


def test_a_letter_left_out_is_told() -> None:
    result = verdict(PROBLEMS["training.debug"], {"checklist": "CDEBA"})
    assert result.diagnosis is not None
    assert (result.diagnosis.kind, result.score) == ("order", 0)


def test_the_numbers_in_the_statements_are_the_computed_ones() -> None:
    text = " ".join(cell.source for cell in SET.cells if cell.kind == "markdown").replace("\n", " ")
    x, y = np.ones((4, 2)), np.array([0, 1, 2, 0])
    start = np.zeros((5, 2)), np.zeros(5), np.zeros((3, 5)), np.zeros(3)
    losses = SET.solution(PROBLEMS["training.loop"])["train"](x, y, *start, 0.1, 1, 4, 0)[4]
    assert f"the first loss is {losses[0]:.3f}" in text
    accuracy = SET.solution(PROBLEMS["training.accuracy"])["accuracy"]
    z = np.array([[2, 1, 0.5], [0.1, 0.2, 3], [0, -1, -2]])
    assert f"it is {accuracy(z, np.array([0, 2, 1])):.3f}" in text
    assert f"it is {accuracy(np.array([[0.3], [-0.2]]), np.array([1, 1])):.1f}" in text
    scores = SET.solution(PROBLEMS["training.window"])["window_scores"]
    ones = np.ones((1, 1)), np.ones((1, 5)), np.zeros(1), np.ones(1), 0.0
    assert f"= {scores(np.zeros((1, 5), int), *ones)[0]:.4f}" in text
    assert f"log K is {math.log(10):.3f}" in text
