"""Set 12, what only this set has: overfitting on purpose, curves to read, the numbers in its statements."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from sets import check_letter, exercise_set, verdict

SET = exercise_set("regularisation")
PROBLEMS, CELLS = SET.problems, SET.cells


def told(problem: Any, names: dict[str, Any], learner_id: str = "ada") -> tuple[str, str]:
    """Return the kind and the sentence of what is wrong."""
    diagnosis = verdict(problem, names, learner_id).diagnosis
    assert diagnosis is not None
    return diagnosis.kind, diagnosis.text


# Break it, then cure it -----------------------------------------------------------------------------------

OVERFIT = PROBLEMS["regularisation.overfit"]
BROKEN = {"hidden": 50, "samples": 20, "weight_decay": 0, "epochs": 1500}
CURED = {"hidden": 50, "samples": 20, "weight_decay": 0.4, "epochs": 1000}


@pytest.mark.parametrize(
    ("broken", "cured"),
    [
        ((50, 20, 0, 1500), (50, 200, 0, 1500)),  # more data
        ((50, 20, 0, 1500), (50, 20, 0.4, 1500)),  # weight decay
        ((50, 20, 0.0, 1500), (50, 20, 0.0, 40)),  # fewer epochs
        ((100, 10, 0, 500), (100, 100, 0.1, 500)),
        ((10, 15, 0, 2000), (10, 150, 0, 500)),
        ((100, 20, 0.01, 2000.0), (100, 60, 0.3, 500)),
    ],
)
def test_many_settings_break_it_and_cure_it(broken: Any, cured: Any) -> None:
    names = dict(
        zip(("overfit", "cured"), (dict(zip(BROKEN, s, strict=True)) for s in (broken, cured)), strict=True)
    )
    assert verdict(OVERFIT, names).status == "passed"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"epochs": 5}, "has not learnt its own points by heart"),
        ({"weight_decay": 3}, "has not learnt its own points by heart"),
        ({"hidden": 1}, "has not learnt its own points by heart"),
        ({"samples": 200}, "has not learnt its own points by heart"),
        ({"epochs": 100}, "The gap must be 0.35 or more"),
        ({"samples": 5}, "must lie between 10 and 200; yours is 5"),
        ({"epochs": 1e6}, "must lie between 1 and 2000"),
        ({"hidden": 2.5}, "must be a whole number"),
        ({"hidden": "50"}, "must be a number"),
        ({"hidden": True}, "must be a number"),
        ({"hidden": float("nan")}, "must lie between"),
    ],
)
def test_what_does_not_break_it_is_told_with_its_figures(change: dict[str, Any], sentence: str) -> None:
    _, text = told(OVERFIT, {"overfit": BROKEN | change, "cured": CURED})
    assert sentence in text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"weight_decay": 0.01}, "The gap must come down to 0.2"),
        ({"weight_decay": 10}, "now it underfits"),
        ({"epochs": 1}, "now it underfits"),
        ({"hidden": 3}, "Keep the units"),
    ],
)
def test_what_does_not_cure_it_is_told_with_its_figures(change: dict[str, Any], sentence: str) -> None:
    result = verdict(OVERFIT, {"overfit": BROKEN, "cured": CURED | change})
    assert result.status == "partial"
    assert result.diagnosis is not None
    assert sentence in result.diagnosis.text


def test_what_just_passes_in_the_open_passes_from_other_starts() -> None:
    broken = {"hidden": 50, "samples": 20, "weight_decay": 0.01, "epochs": 300}
    cured = {"hidden": 50, "samples": 20, "weight_decay": 0, "epochs": 40}
    for salt in range(15):  # each passed in 250 of 250 when it was written
        assert verdict(OVERFIT, {"overfit": broken, "cured": cured}, salt=str(salt)).status == "passed"


def test_one_dict_for_both_is_no_answer() -> None:
    for chosen in (BROKEN, CURED):
        assert verdict(OVERFIT, {"overfit": chosen, "cured": chosen}).status != "passed"
    assert verdict(OVERFIT, {"overfit": CURED, "cured": CURED}).score == 0
    for constant in (0, 1, None, [], {}):
        assert verdict(OVERFIT, {"overfit": constant, "cured": constant}).score == 0
    missing = {key: value for key, value in BROKEN.items() if key != "samples"}
    assert 'no entry "samples"' in told(OVERFIT, {"overfit": missing, "cured": CURED})[1]


def test_the_function_in_the_notebook_gives_what_the_check_sees() -> None:
    names = SET.solution(OVERFIT)
    training, validation = names["losses"](**(BROKEN | {"epochs": 100}))
    text = told(OVERFIT, {"overfit": BROKEN | {"epochs": 100}, "cured": CURED})[1]
    assert f"training loss of {training:.3f} and a validation loss of {validation:.3f}" in text


# Reading the curves ---------------------------------------------------------------------------------------

CURVES = PROBLEMS["regularisation.curves"]
LEARNERS = [f"learner-{i}" for i in range(12)]


@pytest.mark.parametrize(("name", "letter"), list(itertools.product(("at_p", "at_q", "at_r"), "ABC")))
def test_each_wrong_reading_has_its_own_sentence(name: str, letter: str) -> None:
    for learner_id in LEARNERS:
        check_letter(CURVES, SET.solution(CURVES, learner_id), name, letter, learner_id)


def test_the_six_sentences_differ_and_every_letter_is_right_somewhere() -> None:
    said, right = set(), set()
    for learner_id, name, letter in itertools.product(LEARNERS, ("at_p", "at_q", "at_r"), "ABC"):
        solution = SET.solution(CURVES, learner_id)
        right.add((name, solution[name]))
        if letter != solution[name]:
            text = told(CURVES, {**solution, name: letter}, learner_id)[1]
            said.add(text.partition(" at epoch ")[2].partition(" ")[2])
    assert len(said) == 6
    assert len(right) == 9


def test_one_letter_for_all_epochs_scores_nothing_for_them() -> None:
    for letter in "ABC":
        names = {"best_epoch": 0, "stopped": 0, **dict.fromkeys(("at_p", "at_q", "at_r"), letter)}
        assert verdict(CURVES, names).score == 0


def test_a_wrong_reading_of_a_number_does_not_show_the_right_one() -> None:
    right = SET.solution(CURVES)
    for name in ("best_epoch", "stopped"):
        result = verdict(CURVES, {**right, name: 1.5})
        assert result.diagnosis is not None
        assert result.diagnosis.expected == ""
        assert str(right[name]) not in result.diagnosis.text


# The statements -------------------------------------------------------------------------------------------


def test_the_numbers_in_the_statements_are_the_computed_ones() -> None:
    text = "\n".join(cell.source for cell in CELLS if cell.kind == "markdown")
    reference = {name: value for p in PROBLEMS.values() for name, value in p.reference.items()}
    weights = [np.array([[1.0, -2.0], [0.0, 3.0]]), np.array([[2.0, -1.0]])]
    assert f"add up to {sum(int((W**2).sum()) for W in weights)}" in text
    penalty, gradients = reference["l2_penalty"](weights, 0.1)
    assert f"penalty is {penalty:.2f}" in text.replace("\n", " ")
    for printed, G in zip(([[0.1, -0.2], [0, 0.3]], [[0.2, -0.1]]), gradients, strict=True):
        assert f"`{printed}`" in text
        np.testing.assert_allclose(G, printed)
    out = reference["Dropout"](0.2).forward(np.array([[1.0, 2, 3, 4]]), np.array([[1, 0, 1, 1]]))
    assert "`[[" + ", ".join(f"{v:g}" for v in out[0]) + "]]`" in text
    stopper = reference["EarlyStopping"](2)
    answers = [stopper.update(t, loss) for t, loss in enumerate((0.9, 0.7, 0.8, 0.75), start=1)]
    assert answers == [False, False, False, True]
    assert (stopper.best_epoch, stopper.best_loss) == (2, 0.7)
