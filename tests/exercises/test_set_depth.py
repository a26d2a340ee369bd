"""Set 05, what only this set has: networks with many pieces, sentences to finish, the statements' numbers."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from sets import check_letter, exercise_set, verdict

import nnkit as nn

SET = exercise_set("depth")
PROBLEMS, CELLS = SET.problems, SET.cells
TEXT = "\n".join(cell.source for cell in CELLS if cell.kind == "markdown")
REGIONS = PROBLEMS["depth.regions"]


def answer(problem: str, name: str) -> Any:
    return SET.solution(PROBLEMS[problem])[name]


# eight pieces ---------------------------------------------------------------------------------------------

FOLD = np.array([[2.0, -4.0], [2.0, -4.0]])
RIGHT = {
    "arrays": (
        [np.ones((2, 1)), FOLD, FOLD, FOLD[:1]],
        [np.array([0, -0.5]), np.array([0, -0.5]), np.array([0, -0.5]), np.zeros(1)],
    ),
    "two layers of three": (
        [np.ones((3, 1)), np.tile([3.0, -6.0, 6.0], (3, 1)), [[1, -2, 2]]],
        [[0, -1 / 3, -2 / 3], [-0.1, -0.4, -0.7], [5]],
    ),
    "mirrored": (
        [[[-1], [-1]], FOLD, FOLD, [[1, -2]]],
        [[1, 0.5], [0, -0.5], [0, -0.5], [3]],
    ),
    "an absolute value from two units, again and again": (
        [[[2], [-2]], [[2, 2], [-2, -2]], [[2, 2], [-2, -2]], [[1, 1]]],
        [[-1, 1], [-1, 1], [-1, 1], [0]],
    ),
    "five units are enough": (
        [[[1], [1]], np.tile([[2.0, -4.0]], (3, 1)), [[3, -6, 6]]],
        [[0, -0.5], [-0.1, -0.4, -0.7], [0]],
    ),
}


@pytest.mark.parametrize("way", RIGHT)
def test_several_networks_have_eight_pieces(way: str) -> None:
    Ws, bs = RIGHT[way]
    for salt in ("", *(f"salt-{i}" for i in range(50))):
        result = verdict(REGIONS, {"Ws": Ws, "bs": bs}, salt=salt)
        assert result.status == "passed", result.diagnosis


@pytest.mark.parametrize(
    ("Ws", "bs", "kind", "says", "score"),
    [
        (  # one layer: seven at most
            [np.ones((6, 1)), [[1, -2, 2, -2, 2, -2]]],
            [-np.arange(6) / 6 - 0.05, [0]],
            "state",
            "Your network has 7 linear pieces on [0, 1]; 8 are asked for. One hidden layer",
            1,
        ),
        (  # the first tent is half as high: the second has nothing to fold
            [[[1], [1]], FOLD / 2, FOLD, [[2, -4]]],
            [[0, -0.5], [0, -0.5], [0, -0.5], [0]],
            "state",
            "Your network has 4 linear pieces on [0, 1]; 5 are asked for. Pieces multiply",
            0,
        ),
        (  # linear on the data: no unit bends inside the interval
            [[[1], [1]], FOLD, FOLD, [[2, -4]]],
            [[0, 0.5], [3, 4], [0, -0.5], [0]],
            "state",
            "Your network has 1 linear piece on",
            0,
        ),
        (
            [np.ones((7, 1)), np.ones((1, 7))],
            [-np.arange(7) / 8, [0]],
            "state",
            "Your network has 7 hidden",
            0,
        ),
        ([[[1, 1]], [[1]]], [[0], [0]], "structure", "`Ws[0]` must be a matrix of 1 column,", 0),
        ([[[1], [1]], [[1, 1, 1]]], [[0, 0], [0]], "structure", "`Ws[1]` must be a matrix of 2 columns", 0),
        ([[[1], [1]], [[1, 1]]], [[0], [0]], "structure", "`bs[0]` must hold a number", 0),
        ([[[1], [1]], np.eye(2)], [[0, 0], [0, 0]], "structure", "The last matrix must have one row", 0),
        ([[[1]]], [[0]], "structure", "`Ws` and `bs` must be lists", 0),
        (3.0, [[0]], "structure", "`Ws` and `bs` must be lists", 0),
        ([[["a"]], [[1]]], [[0], [0]], "structure", "`Ws[0]` must be a matrix", 0),
        ([[[np.nan]], [[1]]], [[0], [0]], "structure", "`Ws[0]` must be a matrix", 0),
        ([[[1], [1, 2]], [[1]]], [[0], [0]], "structure", "`Ws[0]` must be a matrix", 0),
    ],
)
def test_a_near_miss_is_told_what_is_missing(Ws: Any, bs: Any, kind: str, says: str, score: float) -> None:
    result = verdict(REGIONS, {"Ws": Ws, "bs": bs})
    assert result.diagnosis is not None
    assert result.diagnosis.kind == kind
    assert result.diagnosis.text.startswith(says)
    assert result.score == score


@pytest.mark.parametrize("value", [0, 1, None, [], "", [[]], [0, 0]])
def test_no_constant_bends_anything(value: Any) -> None:
    assert verdict(REGIONS, {"Ws": value, "bs": value}).score == 0


def test_the_triangle_of_the_statement_has_one_piece_there() -> None:
    assert "`Ws = [[[1], [1], [1]], [[1, -2, 1]]]` and `bs = [[0, -1, -2], [0]]`" in TEXT.replace("\n", " ")
    result = verdict(REGIONS, {"Ws": [[[1], [1], [1]], [[1, -2, 1]]], "bs": [[0, -1, -2], [0]]})
    assert result.diagnosis is not None
    assert "1 linear piece on [0, 1]" in result.diagnosis.text


# sentences ------------------------------------------------------------------------------------------------

ENDINGS = {"linear": "C", "bends": "A", "wide": "B", "typical": "C"}


@pytest.mark.parametrize(("name", "letter"), list(itertools.product(ENDINGS, "ABC")))
def test_each_wrong_ending_has_its_own_sentence(name: str, letter: str) -> None:
    check_letter(PROBLEMS["depth.claims"], ENDINGS, name, letter)


def test_one_letter_for_all_sentences_scores_nothing() -> None:
    for letter in "ABC":
        assert verdict(PROBLEMS["depth.claims"], dict.fromkeys(ENDINGS, letter)).score == 0


def test_the_endings_called_true_are_true() -> None:
    rng, kinks = np.random.default_rng(0), answer("depth.kinks", "kinks")
    sizes = [100] * 5 + [5] + [100] * 5  # ten layers, one of them 5 wide
    product = np.linalg.multi_dot([rng.normal(size=(b, a)) / 10 for a, b in itertools.pairwise(sizes)][::-1])
    assert np.linalg.matrix_rank(product) == 5
    assert nn.leaky_relu.with_(alpha=1.0)(np.linspace(-3, 3, 7)) == pytest.approx(np.linspace(-3, 3, 7))
    for M in (1, 4, 9):
        w1, b1, w2 = rng.normal(size=(3, M))
        assert len(kinks(w1, b1, w2, 0.0)[1]) == M + 1
    counts = []
    for _ in range(50):
        net = nn.Network.mlp([1, *[2] * 10, 1], nn.relu, rng=rng)
        for layer in net.layers:
            layer.b = 0.5 * rng.normal(size=len(layer.b))
        counts.append(nn.linear_regions.on_line(net, 0, 1).count)
    assert max(counts) < 20


# numbers --------------------------------------------------------------------------------------------------


def numbers(values: Any) -> str:
    return str([f"{v:g}" for v in values]).replace("'", "")


def test_the_numbers_of_the_two_proofs_are_the_computed_ones() -> None:
    W, b = answer("depth.collapse", "collapse")(
        np.array([[1, -2], [0, 3]]), np.array([-1, 2]), np.array([[2, -1]]), np.array([0.5])
    )
    assert f"`W = [{numbers(W[0])}]`,\n`b = {b.tolist()}`" in TEXT
    w, b = answer("depth.logistic", "as_logistic_regression")(
        np.array([[1, 2], [0, -1], [2, 1]]), np.array([1, 0, -1]), np.array([1, -2, 0.5]), 0.5
    )
    assert f"`w = {numbers(w)}`\nand `b = {b:g}`" in TEXT


def test_the_numbers_of_the_kinks_and_the_tent_are_the_computed_ones() -> None:
    positions, slopes = answer("depth.kinks", "kinks")(
        np.array([1, 1, 1]), np.array([0, -1, -2]), np.array([1, -2, 1]), 0
    )
    assert f"gives `{numbers(positions)}` and\n`{numbers(slopes)}`" in TEXT
    tent, sawtooth = answer("depth.tent", "tent"), answer("depth.tent", "sawtooth")
    assert f"`tent(3)` is {tent(3):g}".replace("-", "−") in TEXT
    assert f"`sawtooth(0.3, 2)` is `tent({tent(0.3):g})`, {sawtooth(0.3, 2):g}" in TEXT


def test_the_learners_kinks_agree_with_the_librarys_count() -> None:
    rng = np.random.default_rng(3)
    kinks = answer("depth.kinks", "kinks")
    w1, b1, w2 = rng.normal(size=(3, 8))
    net = nn.Network.mlp([1, 8, 1], nn.relu, rng=rng)
    net[1].W, net[1].b, net[2].W = w1[:, np.newaxis], b1, w2[np.newaxis]
    pieces = nn.linear_regions.on_line(net, -1000, 1000)
    positions, slopes = kinks(w1, b1, w2, 0.0)
    assert positions == pytest.approx(pieces.kinks)
    assert slopes == pytest.approx(pieces.slopes[:, 0])


def test_the_sawtooth_is_the_librarys_and_has_as_many_pieces_as_the_statement_says() -> None:
    x, sawtooth = np.linspace(0, 1, 41), answer("depth.tent", "sawtooth")
    for depth in (1, 2, 3, 5):
        assert sawtooth(x, depth) == pytest.approx(nn.linear_regions.sawtooth(depth)(x[:, np.newaxis])[:, 0])
    assert (
        f"depth 10 has {nn.linear_regions.on_line(nn.linear_regions.sawtooth(10), 0, 1).count} of them"
        in TEXT
    )
