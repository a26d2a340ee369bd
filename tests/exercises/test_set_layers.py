"""Set 04, what only this set has: own numbers and shapes, an order, the numbers in its statements."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from sets import exercise_set, verdict

import nnkit as nn

SET = exercise_set("layers")
PROBLEMS, CELLS = SET.problems, SET.cells
TEXT = "\n".join(cell.source for cell in CELLS if cell.kind == "markdown")


@pytest.mark.parametrize("id", ["layers.by_hand", "layers.shapes"])
def test_answers_with_the_numbers_of_the_guest_are_recognised(id: str) -> None:
    result = verdict(PROBLEMS[id], SET.solution(PROBLEMS[id], ""), "ada")
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "guest numbers"


def test_own_numbers_switch_one_unit_on_and_one_off_and_lead_below_zero() -> None:
    for i in range(20):
        answers = SET.solution(PROBLEMS["layers.by_hand"], f"learner-{i}")
        assert sorted(np.sign(answers["z1"])) == [-1, 1]
        assert sorted(np.sign(answers["a1"])) == [0, 1]
        assert answers["y"] < 0


@pytest.mark.parametrize("wrap", [lambda y: [y], lambda y: np.array([[y]]), float])
def test_the_output_by_hand_may_come_as_an_array_of_one_number(wrap: Any) -> None:
    problem = PROBLEMS["layers.by_hand"]
    answers = SET.solution(problem)
    assert verdict(problem, {**answers, "y": wrap(answers["y"])}).status == "passed"


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [({"z1": "5"}, "text"), ({"a1": 0.5}, "shape:one number"), ({"y": [1.0, 2.0]}, "shape:not reduced")],
)
def test_by_hand_anything_else_wrong_does_not_show_the_right_numbers(
    wrong: dict[str, Any], kind: str
) -> None:
    problem = PROBLEMS["layers.by_hand"]
    result = verdict(problem, {**SET.solution(problem), **wrong})
    assert result.diagnosis is not None
    assert result.diagnosis.kind == kind
    assert result.diagnosis.expected == ""
    assert result.status == "partial"


@pytest.mark.parametrize("as_", [tuple, np.array])
def test_shapes_may_be_tuples_or_arrays(as_: Any) -> None:
    problem = PROBLEMS["layers.shapes"]
    answers = SET.solution(problem)
    spelt = {name: [as_(shape) for shape in answers[name]] for name in problem.names}
    assert verdict(problem, spelt).status == "passed"


@pytest.mark.parametrize(
    ("name", "wrong", "says"),
    [
        ("shape_W", [3, 4], "`shape_W` must hold three shapes"),
        ("shape_b", [4, 3, 2], "`b1` is a plain row of numbers"),
        ("shape_z", [[1, 2, 3]] * 3, "`z1` is a table"),
        ("shape_a", ["(5, 4)"] * 3, "`a1` is a table"),
    ],
)
def test_what_is_no_shape_is_told_how_to_write_one(name: str, wrong: Any, says: str) -> None:
    problem = PROBLEMS["layers.shapes"]
    result = verdict(problem, {**SET.solution(problem), name: wrong})
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "structure"
    assert result.diagnosis.text.startswith(says)
    assert result.status == "partial"


def test_the_first_wrong_shape_is_named() -> None:
    problem = PROBLEMS["layers.shapes"]
    answers = SET.solution(problem)
    shape_W = [list(shape) for shape in answers["shape_W"]]
    shape_W[1][0] += 7
    result = verdict(problem, {**answers, "shape_W": shape_W})
    assert result.diagnosis is not None
    assert result.diagnosis.at == "W2"
    assert result.diagnosis.text == (
        "`W2` has another shape. How many units has this layer, and how many numbers does each of them read?"
    )
    assert result.diagnosis.expected == ""


@pytest.mark.parametrize(
    ("right", "wrong", "at"),
    [
        ("[x]", "[x + 1]", "activations[0]"),
        ("activations[-1], W, b)", "activations[-1], W, b + 1)", "z1"),
        ("activations[-1], W, b)", "activations[-1], W, b + len(zs))", "z2"),
        ("np.maximum(z, 0)", "np.maximum(z, 0) + 1", "a1"),
        ("z if is_last", "2 * z if is_last", "a3"),
    ],
)
def test_the_first_wrong_quantity_of_a_forward_pass_is_named(right: str, wrong: str, at: str) -> None:
    problem = PROBLEMS["layers.forward"]
    code = SET.answer(problem).source
    assert code.count(right) == 1
    result = verdict(problem, SET.execute(problem, code.replace(right, wrong)))
    assert result.diagnosis is not None
    assert result.diagnosis.at == at


NEEDS = {"B": "DG", "F": "DG", "A": "BF", "H": "DGI", "E": "BFI", "C": "AHE", "D": "", "G": "", "I": ""}


def runs(order: tuple[str, ...]) -> bool:
    return all(order.index(need) < order.index(line) for line in order for need in NEEDS[line])


def test_exactly_the_orders_that_run_are_accepted() -> None:
    problem = PROBLEMS["layers.order"]
    rng, accepted = np.random.default_rng(0), 0
    tries = [tuple(rng.permutation(list("ABCDEFGHI"))) for _ in range(300)]
    right = [("I", *p, *q, "A", "H", "E", "C") for p in itertools.permutations("DG") for q in ("BF", "FB")]
    spaced = {"order": "I D G H, B F E, A C"}
    assert verdict(problem, spaced).status == "passed"
    right += [tuple("DGBFAIHEC"), tuple("GIDFBHEAC"), tuple("DGBFAIEHC")]
    for order in [*tries, *right]:
        result = verdict(problem, {"order": "".join(order).lower()})
        assert (result.status == "passed") == runs(order)
        accepted += result.status == "passed"
    assert accepted >= len(right)


@pytest.mark.parametrize(
    ("order", "pair"),
    [
        ("IDBGHFEAC", "GB"),
        ("IDGHBAFEC", "FA"),
        ("DGHBFEACI", "IE"),
        ("IHDGBFEAC", "DH"),
        ("IDGBFACEH", "HC"),
        ("IDGHBFCEA", "AC"),
    ],
)
def test_a_wrong_order_is_told_what_does_not_exist_yet(order: str, pair: str) -> None:
    result = verdict(PROBLEMS["layers.order"], {"order": list(order)})
    assert result.diagnosis is not None
    assert result.diagnosis.kind == f"order:{pair}"


def test_an_order_that_lacks_a_line_lists_them() -> None:
    result = verdict(PROBLEMS["layers.order"], {"order": "DGBFAC"})
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "order"
    assert result.score == 0


def test_the_lines_run_as_they_stand_in_the_order_of_the_solution() -> None:
    shown = dict(line[4:].split("   ", 1) for line in _listing())
    order = SET.solution(PROBLEMS["layers.order"])["order"]
    rng, body = np.random.default_rng(1), "\n    ".join(shown[line] for line in order)
    x, (W1, W2), (b1, b2) = rng.normal(size=3), rng.normal(size=(2, 2, 3)), rng.normal(size=(2, 2))
    names = {
        "x": x, "sigmoid": nn.sigmoid, "w_p": W1[0], "w_q": W1[1], "b_p": b1[0], "b_q": b1[1],
        "w_r": W2[0, :2], "w_s": W2[1, :2], "b_r": b2[0], "b_s": b2[1], "w_y": np.ones(2), "b_y": 0.5,
    }  # fmt: skip
    exec(f"def run():\n    {body}\noutput, stored = run()", names)
    hidden = nn.sigmoid(W2[:, :2] @ nn.sigmoid(W1 @ x + b1) + b2)  # the same, as matrices
    assert names["output"] == pytest.approx(hidden.sum() + 0.5)
    assert names["stored"]["second"] == pytest.approx(hidden)


def _listing() -> list[str]:
    (cell,) = (c.source for c in CELLS if c.kind == "markdown" and "```text" in c.source)
    return ["    " + line for line in cell.split("```text\n")[1].split("\n```")[0].splitlines()]


def test_the_numbers_in_the_statements_are_the_computed_ones() -> None:
    forward = SET.solution(PROBLEMS["layers.forward"])["forward"]
    Ws, bs = [np.array([[1, -2], [0, 3]]), np.array([[2, -1]])], [np.array([-1, 2]), np.array([0.5])]
    for W, b in zip(Ws, bs, strict=True):
        assert f"= {W.tolist()}`" in TEXT
        assert f"= {b.tolist()}`" in TEXT
    (z1, y), (x, a1, _) = forward(np.array([[2, 1]]), Ws, bs)
    assert f"gives `zs` `{z1.tolist()}`, `{y.tolist()}` and `activations` `{x.tolist()}`," in TEXT
    assert f"`{a1.tolist()}`, `{y.tolist()}`." in TEXT
    assert f"= **{y[0, 0]:g}**".replace("-", "−") in TEXT
    batch = np.array([[2, 1], [0, -1]])
    assert f"`{batch.tolist()}` gives `{forward(batch, Ws, bs)[0][0].tolist()}`" in TEXT
    (z1, y), (_, a1, _) = forward(
        np.array([[1, 2]]),
        [np.array([[3, 1], [1, -1]]), np.array([[1, 3]])],
        [np.array([1, -4]), np.array([-2])],
    )
    assert f"z1 = {z1[0].tolist()}, a1 = {a1[0].tolist()}, y = {y[0, 0]}." in TEXT


def test_the_counts_and_shapes_in_the_statements_are_those_of_real_networks() -> None:
    for sizes in ([2, 3, 1], [10, 50, 3], [10, 64, 5], [784, 256, 128, 10]):
        net = nn.Network.mlp(sizes, "relu", rng=np.random.default_rng(0))
        assert f"| {'-'.join(map(str, sizes))} | {net.n_params:,} |" in TEXT
    net = nn.Network.mlp([3, 4, 3, 2], "relu", rng=np.random.default_rng(0))
    net.forward(np.zeros((5, 3)))
    assert f"`W1` of\nshape `{list(net[1].W.shape)}`, `b1` `{list(net[1].b.shape)}`" in TEXT
    assert f"`z1` and `a1` `{list(net[1].z.shape)}`" in TEXT
    assert f"`W3` `{list(net[3].W.shape)}`, `b3` `{list(net[3].b.shape)}`" in TEXT
    assert f"`z3` and\n`a3` `{list(net[3].a.shape)}`" in TEXT
