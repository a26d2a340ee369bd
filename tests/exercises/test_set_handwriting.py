"""Set 13, what only this set has: a budget weighed on real networks, moved digits, a matrix to read."""

from __future__ import annotations

import itertools
import re
import time
from typing import Any

import numpy as np
import pytest
from sets import exercise_set, verdict

import nnkit as nn

SET = exercise_set("handwriting")
PROBLEMS, CELLS = SET.problems, SET.cells
TEXT = " ".join(cell.source for cell in CELLS if cell.kind == "markdown").replace("\n", " ")
LEARNERS = [f"learner-{i}" for i in range(16)]


def told(problem: Any, names: dict[str, Any], learner_id: str = "ada") -> str:
    """Return the sentence that says what is wrong."""
    diagnosis = verdict(problem, names, learner_id).diagnosis
    assert diagnosis is not None
    return diagnosis.text


def printing(code: str, names: dict[str, Any]) -> str:
    """Run a cell and return what it prints."""
    lines: list[str] = []
    exec(code, {**names, "print": lambda *words: lines.append(" ".join(map(str, words)))})
    return "\n".join(lines)


# What does it weigh? --------------------------------------------------------------------------------------

BUDGET = PROBLEMS["handwriting.budget"]


@pytest.mark.parametrize("learner_id", ["ada", "", "Zoë", "learner-3"])
def test_the_figures_are_those_of_a_real_network(learner_id: str) -> None:
    given, answers = BUDGET.numbers_for(learner_id), SET.solution(BUDGET, learner_id)
    side, M1, M2, K, N, budget = (given[name] for name in ("side", "M1", "M2", "K", "N", "budget"))
    rng = np.random.default_rng(0)
    net = nn.Network.mlp([side * side, M1, M2, K], nn.relu, rng=rng, dtype=np.float32)
    assert answers["first"] == net[1].W.size + net[1].b.size
    net.forward(rng.random((N, side * side), dtype=np.float32))
    assert answers["kept"] == net[0].a.size + sum(net[l].z.size + net[l].a.size for l in (1, 2, 3))
    assert answers["memory"] == 4 * net.theta.nbytes

    def weigh(M: int) -> int:
        return int(nn.Network.mlp([side * side, M, K], nn.relu, rng=rng, dtype=np.float32).n_params)

    assert weigh(answers["widest"]) <= budget < weigh(answers["widest"] + 1)


def test_the_right_weights_are_not_shown() -> None:
    right = SET.solution(BUDGET)
    for name in BUDGET.names:
        result = verdict(BUDGET, {**right, name: 1234567})
        assert result.diagnosis is not None
        assert result.diagnosis.expected == ""
        assert str(right[name]) not in result.diagnosis.text
        assert result.score == 0.75 * BUDGET.points


@pytest.mark.parametrize("name", ["budget", "reading"])
def test_answers_for_the_guests_numbers_are_recognised(name: str) -> None:
    problem = PROBLEMS[f"handwriting.{name}"]
    result = verdict(problem, SET.solution(problem, ""), "ada")
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "guest numbers"


# A digit out of place -------------------------------------------------------------------------------------

TRAIN = PROBLEMS["handwriting.train"]
GOOD = {"hidden": 64, "eta": 0.3, "batch_size": 16, "epochs": 40, "shift": 1}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"hidden": 66},
        {"hidden": 48},
        {"eta": 0.2},
        {"epochs": 30},
        {"batch_size": 32.0},
        {"eta": 0.1, "batch_size": 8},
        {"eta": 0.5, "batch_size": 64},
        {"eta": 1, "batch_size": 64},
    ],
)
def test_many_settings_read_moved_digits(change: dict[str, Any]) -> None:
    begun = time.process_time()
    for salt in ("", "secret"):
        assert verdict(TRAIN, {"classifier": GOOD | change}, salt=salt).status == "passed"
    assert time.process_time() - begun < 25  # five trainings, five seconds each at most


@pytest.mark.parametrize(
    ("change", "sentence", "status"),
    [
        ({"shift": 0}, "No training image was ever moved", "partial"),
        ({"shift": 0, "hidden": 0}, "Without a hidden layer", "partial"),
        ({"hidden": 0}, "Without a hidden layer", "failed"),
        ({"shift": 2, "hidden": 40}, "a harder task than the one that is asked", "failed"),
        ({"hidden": 8}, "More units, more steps, another eta?", "failed"),
        ({"epochs": 5}, "More units, more steps, another eta?", "failed"),
        ({"eta": 1e-4}, "hardly better than chance", "failed"),
        ({"eta": 8}, "hardly better than chance", "failed"),
        ({"hidden": 67}, "64-67-10 has 5,035 parameters; at most 5,000", "failed"),
        ({"hidden": 1000}, "must lie between 0 and 500; yours is 1000", "failed"),
        ({"epochs": 1e6}, "must lie between 1 and 40", "failed"),
        ({"batch_size": 1}, "must lie between 8 and 256", "failed"),
        ({"batch_size": 16.5}, "must be a whole number", "failed"),
        ({"eta": 0}, "must lie between 1e-06 and 10", "failed"),
        ({"eta": float("nan")}, "must lie between", "failed"),
        ({"eta": "0.3"}, "must be a number", "failed"),
        ({"shift": True}, "must be a number", "failed"),
    ],
)
def test_settings_that_do_not_reach_it_are_told_why(
    change: dict[str, Any], sentence: str, status: str
) -> None:
    result = verdict(TRAIN, {"classifier": GOOD | change})
    assert result.diagnosis is not None
    assert sentence in result.diagnosis.text
    assert result.status == status


def test_anything_that_is_no_dict_of_settings_is_told() -> None:
    for wrong in (0, 1, None, [], {}, "relu", {"hidden": 64}, dict.fromkeys(GOOD, 1)):
        assert verdict(TRAIN, {"classifier": wrong}).score == 0
    missing = {key: value for key, value in GOOD.items() if key != "shift"}
    assert 'no entry "shift"' in told(TRAIN, {"classifier": missing})


def test_the_functions_in_the_notebook_give_what_the_check_sees() -> None:
    names: dict[str, Any] = {"np": np, "nn": nn}
    first, second = (c.source for c in CELLS if "given" in c.tags and "def " in c.source)
    exec(first, names)
    exec(second.rpartition("\nprint")[0], names)
    few = GOOD | {"epochs": 3}
    training, still, afar = names["accuracies"](**few)
    text = told(TRAIN, {"classifier": few})
    assert f"right on {100 * still:.1f} % of the held-back images" in text
    assert f"In training it is right on {100 * training:.1f} %" in text
    text = told(TRAIN, {"classifier": GOOD | {"shift": 0}})
    training, still, afar = names["accuracies"](**(GOOD | {"shift": 0}))
    assert f"right on {100 * afar:.1f} % of held-back images moved" in text
    assert f"Where they are, it reads {100 * still:.1f} %" in text


def test_a_moved_image_is_the_same_image_a_pixel_further() -> None:
    names: dict[str, Any] = {"np": np, "nn": nn}
    exec(next(c.source for c in CELLS if "def moved" in c.source), names)
    rng = np.random.default_rng(0)
    x = rng.random((200, 64))
    assert np.array_equal(names["moved"](x, 0, rng), x)
    seen = set()
    for image, after in zip(x.reshape(-1, 8, 8), names["moved"](x, 1, rng).reshape(-1, 8, 8), strict=True):
        wide = np.pad(image, 1)
        places = itertools.product(range(3), repeat=2)
        (found,) = (ij for ij in places if np.array_equal(wide[ij[0] :, ij[1] :][:8, :8], after))
        seen.add(found)
    assert len(seen) == 9


# Reading the matrix ---------------------------------------------------------------------------------------

READING = PROBLEMS["handwriting.reading"]
LETTERS = ("reads_p", "reads_q", "reads_r")


@pytest.mark.parametrize(("name", "letter"), list(itertools.product(LETTERS, "ABC")))
def test_each_wrong_reading_has_its_own_sentence(name: str, letter: str) -> None:
    for learner_id in LEARNERS:
        right = SET.solution(READING, learner_id)
        result = verdict(READING, {**right, name: f" {letter.lower()} "}, learner_id)
        if letter == right[name]:
            assert result.status == "passed"
            continue
        assert result.diagnosis is not None
        assert result.diagnosis.kind == f"choice:{letter.lower()}"
        assert result.diagnosis.text.startswith(f"{name}: of {READING.numbers_for(learner_id)[name[-1]]}, ")
        assert result.status == "partial"


def test_the_six_sentences_differ_and_every_letter_is_right_somewhere() -> None:
    said, right = set(), set()
    for learner_id in LEARNERS:
        solution = SET.solution(READING, learner_id)
        for name, letter in itertools.product(LETTERS, "ABC"):
            right.add((name, solution[name]))
            if letter != solution[name]:
                said.add(told(READING, {**solution, name: letter}, learner_id).partition(", ")[2])
    assert len(said) == 6
    assert len(right) == 9


def test_one_letter_for_all_classes_scores_nothing_for_them() -> None:
    for letter in "ABC":
        names = {**dict.fromkeys(READING.names, 0.5), **dict.fromkeys(LETTERS, letter)}
        assert verdict(READING, names).score == 0


def test_a_wrong_number_does_not_show_the_right_one() -> None:
    right = SET.solution(READING)
    for name, wrong in (
        ("share_right", 0.5),
        ("recall", 0.4321),
        ("precision", 0.4321),
        ("taken_for", [4, 4]),
    ):
        result = verdict(READING, {**right, name: wrong})
        assert result.diagnosis is not None
        assert result.diagnosis.expected == ""
        assert f"{np.ravel(right[name])[0]:.3f}" not in result.diagnosis.text


@pytest.mark.parametrize("learner_id", LEARNERS)
def test_a_drawn_matrix_looks_like_one_of_digits(learner_id: str) -> None:
    given = READING.numbers_for(learner_id)
    C = given["C"]
    assert C.shape == (10, 10)
    assert C.min() == 0
    assert 25 <= C.sum(axis=1).min() <= C.sum(axis=1).max() <= 90
    assert 0.85 < np.trace(C) / C.sum() < 0.96
    assert given["k"] not in (given["p"], given["q"], given["r"])


def test_the_cell_prints_the_matrix_so_that_rows_and_columns_can_be_told() -> None:
    cell = next(c for c in CELLS if 'mine("handwriting.reading")' in c.source)
    given = READING.numbers_for("ada")
    lines = printing(cell.source, {"mine": lambda _: tuple(given.values())}).splitlines()
    rows = [line.replace("·", "0").split() for line in lines if re.match(r"\s+\d", line)]
    assert np.array_equal(np.array(rows, int)[:, 1:], given["C"])
    assert [row[0] for row in rows] == [str(i) for i in range(10)]
    header = next(line for line in lines if line.startswith("true"))
    assert len(header) == len(lines[-1])


# The statements -------------------------------------------------------------------------------------------


def as_text(values: Any) -> str:
    """Print a table as the statements do."""
    array = np.asarray(values)
    if array.ndim == 1:
        return "[" + ", ".join(f"{v:g}" for v in array) + "]"
    return "[" + ", ".join(as_text(row) for row in array) + "]"


def test_the_weights_in_the_statement_are_the_computed_ones() -> None:
    sizes = [784, 256, 128, 10]
    net = nn.Network.mlp(sizes, nn.relu, rng=np.random.default_rng(0), dtype=np.float32)
    first = net[1].W.size + net[1].b.size
    assert f"784-256-128-10 has {net.n_params:,} parameters, {first:,} of them in its first layer" in TEXT
    kept = 100 * (784 + 2 * sum(sizes[1:]))
    assert f"keeps {kept:,} numbers: x" in TEXT
    assert f"{4 * net.theta.nbytes:,} bytes" in TEXT
    (M,) = re.findall(r"784-(\d+)-10 is the widest with at most 100,000", TEXT)
    assert 785 * int(M) + 10 * (int(M) + 1) <= 100_000 < 785 * (int(M) + 1) + 10 * (int(M) + 2)


def test_the_other_numbers_in_the_statements_are_the_computed_ones() -> None:
    reference = {name: value for p in PROBLEMS.values() for name, value in p.reference.items()}
    train, test = np.array([[[0, 4, 5]], [[2, 8, 5]]]), np.array([[[1, 10, 9]]])
    rows, new = reference["prepare"](train, test)
    assert f"`{as_text(rows[0])}` and `{as_text(rows[1])}`" in TEXT
    assert f"gives `{as_text(new[0])}`" in TEXT
    y, guess = np.array([0, 1, 1, 2, 2, 2]), np.array([0, 1, 2, 2, 0, 0])
    assert f"`y = {as_text(y)}`, `guess = {as_text(guess)}`" in TEXT
    assert f"`{as_text(reference['confusion_matrix'](y, guess, 3))}`" in TEXT
    p, y = np.array([[0.8, 0.2], [0.4, 0.6], [0.3, 0.7]]), np.zeros(3, int)
    assert f"`p = {as_text(p)}` and `y = {as_text(y)}`" in TEXT
    for n in (2, 1):
        assert f"`{as_text(reference['surest_mistakes'](p, y, n))}` if n is {n}" in TEXT


def test_prepared_digits_have_mean_0_and_deviation_1_in_training_only() -> None:
    x, _ = nn.datasets.digits()
    images = (16 * x).astype(np.uint8).reshape(-1, 8, 8)
    prepare = SET.solution(PROBLEMS["handwriting.prepare"])["prepare"]
    rows, new = prepare(images[:1200], images[1200:])
    blank = np.ptp(images[:1200], axis=0).ravel() == 0
    assert blank.any()
    np.testing.assert_allclose(rows.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(rows.std(axis=0), np.where(blank, 0, 1))
    assert np.all(new[:, blank] == 0)
    assert abs(new.mean(axis=0)).max() > 0.1
