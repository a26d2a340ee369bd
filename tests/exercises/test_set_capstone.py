"""Set 15: the library is what assembling gives, one mistake costs once, and the demands leave room."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from sets import check_letter, exercise_set, verdict

from nnkit.content import content_root
from nnkit.grading.assembling import as_cell, collect
from nnkit.grading.learner.progress import Progress

SET = exercise_set("capstone")
PROBLEMS = SET.problems
LETTERS = {"loans": "C", "gap": "D", "start": "A", "photos": "B", "clinic": "C", "bound": "B"}


def solved(*names: str) -> dict[str, Any]:
    """Return all names of a learner who has answered these problems."""
    found: dict[str, Any] = {"np": np}
    for name in names:
        exec(SET.answer(PROBLEMS[f"capstone.{name}"]).source, found)
    return found


def unmarked(code: str) -> str:
    """Return code without the lines that say where a solution begins and ends."""
    return re.sub(r"^ *### (BEGIN|END) SOLUTION\n", "", code + "\n", flags=re.M).strip()


def test_the_solution_is_what_assembling_the_solutions_gives() -> None:
    parts = collect(PROBLEMS["capstone.assembled"], content_root() / "solutions", Progress.current())
    answer = SET.answer(PROBLEMS["capstone.assembled"]).source.partition("### STUB")[0]
    assert unmarked(as_cell(parts)) == unmarked(answer)


def test_the_example_of_the_statement_is_computed() -> None:
    assert solved("assembled", "network")["Network"]([2, 3, 2], 0).get_theta().shape == (17,)


def test_the_whole_network_passes_a_gradient_check_with_its_own_loss() -> None:
    names = solved("assembled", "network")
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(5, 3)), rng.integers(0, 4, 5)
    net = names["Network"]([3, 6, 5, 4], 0)
    theta = net.get_theta()
    gradient = net.backward(names["cross_entropy_gradient"](net.forward(x), y))

    def loss(changed: Any) -> float:
        net.set_theta(changed)
        return float(names["cross_entropy"](net.forward(x), y))

    h = 1e-6
    numeric = [(loss(theta + h * e) - loss(theta - h * e)) / (2 * h) for e in np.eye(theta.size)]
    np.testing.assert_allclose(gradient, numeric, atol=1e-8)


def test_a_wrong_function_is_named_and_costs_its_own_share_only() -> None:
    names = solved("assembled")
    names["dense_backward"] = lambda delta, a_prev, W: (a_prev.T @ delta, delta.sum(axis=0), delta @ W)
    result = verdict(PROBLEMS["capstone.assembled"], names)
    failed = [check.name for check in result.checks if not check.passed]
    assert failed == ["dense_backward", "the functions of the way back and the step, other inputs"]
    assert result.diagnosis is not None
    assert result.diagnosis.kind.startswith("misconception:")
    assert result.status == "partial"


def test_a_library_that_lacks_one_function_says_which() -> None:
    names = solved("assembled")
    del names["minibatches"]
    result = verdict(PROBLEMS["capstone.assembled"], names)
    assert result.diagnosis is not None
    assert "`minibatches`" in result.diagnosis.text


@pytest.mark.parametrize("salt", [f"salt {i}" for i in range(6)])
def test_the_demands_leave_room_for_an_honest_answer(salt: str) -> None:
    for name in ("fit", "digits"):
        problem = PROBLEMS[f"capstone.{name}"]
        names = solved("assembled", "network", "fit", "digits")
        assert verdict(problem, names, salt=salt).status == "passed"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"epochs": 1}, "it needs more steps"),
        ({"eta": 1e9}, "asked for"),
    ],
)
def test_poor_settings_are_told_what_they_lack(change: dict[str, Any], says: str) -> None:
    names = solved("assembled", "network", "fit")
    good = names["fit"]
    names["fit"] = lambda x, y, sizes, seed: good(x, y, sizes, seed, **change)
    with np.errstate(all="ignore"):
        result = verdict(PROBLEMS["capstone.fit"], names)
    assert result.score < result.max_score
    assert any(check.finding and says in check.finding.text for check in result.checks if not check.hidden)


def test_chance_from_elsewhere_is_noticed() -> None:
    names = solved("assembled", "network", "fit")
    good, calls = names["fit"], iter(range(1000))
    names["fit"] = lambda x, y, sizes, seed: good(x, y, sizes, seed + next(calls))
    result = verdict(PROBLEMS["capstone.fit"], names)
    (failed,) = [check for check in result.checks if not check.passed]
    assert failed.finding is not None
    assert "same seed" in failed.finding.text


def test_the_labels_of_the_digits_kept_back_never_reach_the_learner() -> None:
    names = solved("assembled", "network", "fit", "digits")
    seen: list[int] = []
    learn = names["learn_digits"]

    def watch(x: Any, y: Any, seed: int) -> Any:
        seen.append(len(x))
        return learn(x, y, seed)

    names["learn_digits"] = watch
    assert verdict(PROBLEMS["capstone.digits"], names).status == "passed"
    assert set(seen) == {1000}


@pytest.mark.parametrize("letter", "ABCD")
@pytest.mark.parametrize("name", LETTERS)
def test_every_letter_has_a_sentence_of_its_own(name: str, letter: str) -> None:
    check_letter(PROBLEMS["capstone.judgement"], LETTERS, name, letter)
