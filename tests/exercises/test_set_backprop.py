"""Set 08, what only this set has: numbers by hand, shapes, orders, and the numbers in its statements."""

from __future__ import annotations

import itertools
import time
from typing import Any

import numpy as np
import pytest
from sets import exercise_set, verdict

import nnkit as nn
from nnkit.activations import sigmoid

SET = exercise_set("backprop")
PROBLEMS, CELLS = SET.problems, SET.cells
TEXT = "\n".join(cell.source for cell in CELLS if cell.kind == "markdown")


def solved(name: str) -> dict[str, Any]:
    """Return the names of the solution of one problem."""
    return SET.solution(PROBLEMS[f"backprop.{name}"])


def printed(values: Any, digits: int) -> str:
    """Write numbers as the statements do: [0.6682, 0.3543]."""
    if np.ndim(values) == 0:
        return f"{values:.{digits}f}"
    return "[" + ", ".join(printed(v, digits) for v in values) + "]"


# the numbers in the statements --------------------------------------------------------------------------


def test_worked_example_d_is_computed_and_is_what_nnkit_finds() -> None:
    net = nn.Network([nn.Dense(1, 2, "sigmoid"), nn.Dense(2, 1)], rng=np.random.default_rng(0))
    net[1].W, net[1].b = [[0.5], [-0.4]], [-0.3, 0.2]
    net[2].W, net[2].b = [[0.6, -0.8]], [0.1]
    loss, target = nn.SquaredError(), [[1.0]]
    yhat = net.forward([[2.0]]).copy()
    net.backward(loss.delta(yhat, target))
    shown = {
        "z": printed(net[1].z[0], 1),
        "a": printed(net[1].a[0], 4),
        "yhat": printed(yhat[0, 0], 4),
        "loss": printed(loss(yhat, target), 4),
        "delta2 = yhat - y": printed(net[2].delta[0, 0], 4),
        "dW2": printed(net[2].dW[0], 4),
        "db2": printed(net[2].db[0], 4),
        "dW1": printed(net[1].dW[:, 0], 4),
        "db1": printed(net[1].db, 4),
    }
    for name, value in shown.items():
        assert f"`{name} = {value}`" in TEXT
    assert f"`delta1 = {printed(net[1].delta[0], 4)}`" in TEXT
    assert (shown["a"], shown["yhat"], shown["loss"]) == ("[0.6682, 0.3543]", "0.2174", "0.3062")


def test_the_examples_of_the_functions_are_computed() -> None:
    delta, a_prev = np.array([[1, 0], [2, -1]]), np.array([[1, 2, 0], [3, 0, -1]])
    W = np.array([[2, 0, 1], [0, -3, 1]])
    dW, db, back = solved("dense_backward")["dense_backward"](delta, a_prev, W)
    for name, value in {"delta": delta, "a_prev": a_prev, "W": W}.items():
        assert f"`{name} = {value.tolist()}`" in TEXT
    for name, value in {"dW": dW, "db": db, "grad_a_prev": back}.items():
        assert f"`{name}` =\n`{value.tolist()}`" in TEXT or f"`{name}` = `{value.tolist()}`" in TEXT
    two_layer = solved("two_layer")["two_layer"]
    x, y = np.array([[1, 0], [0, 2]]), np.array([[1], [0]])
    W1, b1, W2, b2 = (
        np.array([[0.5, 0.25], [-1, 0.5]]),
        np.array([0, 0.5]),
        np.array([[2, -1]]),
        np.array([0.5]),
    )
    found = two_layer(x, y, W1, b1, W2, b2)
    assert f"`loss` is {found['loss']:.3f} and `dW2` `{printed(found['dW2'], 3)}`" in TEXT
    names = solved("gradient_check")
    assert f"`{printed(names['gradient_of_cubic'](np.array([1, 2]), 0.1), 2)}`" in TEXT
    error = names["relative_error"](np.array([3, 0.2]), np.array([3, 0.1]))
    assert f"`relative_error` of `[3, 0.2]` and `[3, 0.1]` is {error:.3f}" in TEXT
    assert sigmoid(0.0) * (1 - sigmoid(0.0)) == 0.25  # the slope that problem 2 quotes


def losses_shown(names: dict[str, Any]) -> list[list[str]]:
    """Run the cell that trains on each point once and ten times; return the losses that it prints."""
    (demo,) = (cell.source for cell in CELLS if "history" in cell.source)
    lines: list[list[str]] = []
    names["print"] = lambda *said: lines.append(list(said[1:]))
    exec(demo, names)
    return lines


def test_the_repair_shows_what_its_statement_says() -> None:
    problem = PROBLEMS["backprop.repair"]
    once, tenfold = losses_shown(SET.execute(problem, SET.stub(problem)))
    assert f"falls to {once[-1]}." in TEXT
    assert 100 < max(map(float, tenfold)) < 1000
    assert "shoots up to hundreds" in TEXT
    assert f"ends at {tenfold[-1]}," in TEXT
    once, tenfold = losses_shown(solved("repair"))
    assert once == tenfold
    assert float(once[-1]) < 0.02


# the solutions against nnkit and against differences ----------------------------------------------------


@pytest.mark.parametrize(("N", "n_in", "M", "K"), [(5, 3, 4, 2), (1, 2, 2, 2), (3, 3, 3, 3)])
def test_the_solution_agrees_with_nnkits_network_and_with_central_differences(
    N: int, n_in: int, M: int, K: int
) -> None:
    rng = np.random.default_rng(N)
    x, y = rng.normal(size=(N, n_in)), rng.normal(size=(N, K))
    net, loss = nn.Network.mlp([n_in, M, K], nn.tanh, rng=rng), nn.SquaredError()
    net[1].b, net[2].b = rng.normal(size=M), rng.normal(size=K)
    parameters = [net[1].W, net[1].b, net[2].W, net[2].b]
    two_layer = solved("two_layer")["two_layer"]
    numerical = solved("gradient_check")["numerical_gradient"]
    relative_error = solved("gradient_check")["relative_error"]
    found = two_layer(x, y, *parameters)
    z2 = net.forward(x).copy()
    net.backward(loss.delta(z2, y))
    assert found["loss"] == pytest.approx(loss(z2, y))
    for l in (1, 2):
        np.testing.assert_allclose(found[f"dW{l}"], net[l].dW, atol=1e-14)
        np.testing.assert_allclose(found[f"db{l}"], net[l].db, atol=1e-14)
        np.testing.assert_allclose(found[f"delta{l}"], net[l].delta, atol=1e-14)
    for place, name in enumerate(("dW1", "db1", "dW2", "db2")):

        def changed(value: Any, place: int = place) -> float:
            return float(two_layer(x, y, *parameters[:place], value, *parameters[place + 1 :])["loss"])

        measured = numerical(changed, parameters[place])
        np.testing.assert_allclose(measured, nn.numerical_gradient(changed, parameters[place]), atol=1e-8)
        assert relative_error(found[name], measured) < 1e-6  # differences are good to about 1e-10


def test_the_gradients_by_hand_are_the_slopes_of_the_loss() -> None:
    problem = PROBLEMS["backprop.by_hand"]
    for learner_id in ("ada", "", "Zoë"):
        g, found = problem.numbers_for(learner_id), SET.solution(problem, learner_id)

        def loss(theta: Any, g: Any = g) -> float:
            W1, b1, W2, b2 = theta[:2], theta[2:4], theta[4:6], theta[6]
            return float((g["y"] - W2 @ sigmoid(W1 * g["x"] + b1) - b2) ** 2 / 2)

        theta = np.concatenate([g["W1"], g["b1"], g["W2"], [g["b2"]]])
        back = np.concatenate([found["dW1"], found["db1"], found["dW2"], [found["db2"]]])
        np.testing.assert_allclose(back, nn.numerical_gradient(loss, theta), atol=1e-8)


# numbers and shapes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["by_hand", "shapes"])
def test_answers_with_the_numbers_of_the_guest_are_recognised(name: str) -> None:
    problem = PROBLEMS[f"backprop.{name}"]
    result = verdict(problem, SET.solution(problem, ""), "ada")
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "guest numbers"


@pytest.mark.parametrize(
    ("problem_id", "wrong", "kind"),
    [
        ("by_hand", {"yhat": "0.2"}, "text"),
        ("by_hand", {"dW2": 0.5}, "shape:one number"),
        ("by_hand", {"delta1": [9.0, 5.0]}, "values"),
        ("shapes", {"shape_db1": 3}, "structure"),
        ("shapes", {"shape_db1": "M"}, "structure"),
        ("shapes", {"shape_dW1": [2, 3, 4]}, "shape"),
        ("shapes", {"dL_dw1": 9.0}, "values"),
    ],
)
def test_anything_else_wrong_does_not_show_the_right_numbers(
    problem_id: str, wrong: dict[str, Any], kind: str
) -> None:
    result = verdict(PROBLEMS[f"backprop.{problem_id}"], {**solved(problem_id), **wrong})
    assert result.status == "partial"
    assert result.diagnosis is not None
    assert result.diagnosis.kind == kind
    assert result.diagnosis.expected == ""


def test_rounded_numbers_and_shapes_as_tuples_pass() -> None:
    by_hand, shapes = PROBLEMS["backprop.by_hand"], PROBLEMS["backprop.shapes"]
    names = solved("by_hand")
    assert verdict(by_hand, {n: np.round(names[n], 3).tolist() for n in by_hand.names}).status == "passed"
    names = solved("shapes")
    answers = {n: tuple(v) if isinstance(v := names[n], list) else round(float(v), 3) for n in shapes.names}
    assert verdict(shapes, answers).status == "passed"


def test_drawn_sizes_are_four_different_ones() -> None:
    for i in range(30):
        g = PROBLEMS["backprop.shapes"].numbers_for(f"learner-{i}")
        assert len({g["N"], g["n_in"], g["M"], g["K"]}) == 4


def test_whoever_stops_after_the_forward_pass_has_part_of_the_points() -> None:
    problem = PROBLEMS["backprop.by_hand"]
    names = {**solved("by_hand"), **dict.fromkeys(problem.names[4:], ...)}
    assert verdict(problem, names).score == pytest.approx(problem.points * 2 / 5)


# the order ----------------------------------------------------------------------------------------------

LINES = {
    "A": "W2 = W2 - 0.5 * dW2",
    "B": "delta1 = grad_a1 * (1 - np.tanh(z1) ** 2)",
    "C": "dW1 = delta1.T @ x",
    "D": "grad_a1 = delta2 @ W2",
    "E": "delta2 = (z2 - y) / len(x)",
    "F": "W1 = W1 - 0.5 * dW1",
    "G": "dW2 = delta2.T @ a1",
    "H": "z1 = x @ W1.T; a1 = np.tanh(z1); z2 = a1 @ W2.T",
}
CODE = {letter: compile(line, letter, "exec") for letter, line in LINES.items()}
SMALL = {"x": np.array([[1.0, 2.0]]), "y": np.array([[1.0]]), "W1": np.eye(2) / 2, "W2": np.ones((1, 2))}


def step_in(order: str) -> tuple[Any, Any] | None:
    """Run the lines in this order; None if one lacks what it needs."""
    names: dict[str, Any] = {"np": np, **SMALL}
    try:
        for letter in order:
            exec(CODE[letter], names)
    except NameError:
        return None
    return names["W1"], names["W2"]


def test_the_orders_accepted_are_exactly_those_that_give_the_right_step() -> None:
    problem = PROBLEMS["backprop.order"]
    right = step_in("HEGDABCF")
    assert right is not None
    case = problem.checks[0].run.__globals__
    works = accepted = 0
    for letters in itertools.permutations("ABCDEFGH"):
        found = step_in("".join(letters))
        good = found is not None and all(np.allclose(a, b) for a, b in zip(found, right, strict=True))
        kept = all(letters.index(a) < letters.index(b) for a, b in case["BEFORE"])
        assert good == kept, letters
        works, accepted = works + good, accepted + kept
    assert works == accepted > 10


def test_every_pair_in_the_wrong_order_gets_its_own_reason() -> None:
    problem = PROBLEMS["backprop.order"]
    before = problem.checks[0].run.__globals__["BEFORE"]
    assert len(set(before.values())) == len(before)
    told = {}
    for pair in before:
        kept = before.keys() - {pair}
        order = next(  # one in which this pair alone is wrong
            p
            for p in itertools.permutations("HEGDABCF")
            if p.index(pair[0]) > p.index(pair[1]) and all(p.index(a) < p.index(b) for a, b in kept)
        )
        result = verdict(problem, {"step_order": "".join(order)})
        assert result.diagnosis is not None
        told[result.diagnosis.kind] = result.diagnosis.text
    assert told == {f"order:{a}{b}": reason for (a, b), reason in before.items()}
    for (a, b), reason in before.items():
        assert reason.startswith(f"{b} before {a}: ")


@pytest.mark.parametrize("order", ["hedbgcaf", ["H", "E", "D", "B", "C", "F", "G", "A"], ("H", *"EGDBACF")])
def test_other_right_orders_pass_however_they_are_written(order: Any) -> None:
    assert verdict(PROBLEMS["backprop.order"], {"step_order": order}).status == "passed"


@pytest.mark.parametrize("order", ["ABCDEFGH", "HEGDBCF", "HEGDBCFFA", "HGFEDCBA"])
def test_wrong_or_incomplete_orders_fail(order: str) -> None:
    assert verdict(PROBLEMS["backprop.order"], {"step_order": order}).score == 0


def test_the_statement_shows_the_lines_of_the_order() -> None:
    for letter, made in {
        "A": "W2",
        "B": "delta1",
        "C": "dW1",
        "D": "grad_a1",
        "E": "delta2",
        "F": "W1",
        "G": "dW2",
    }.items():
        assert f"| {letter} | `{made} = " in TEXT
    assert "| H | `z1, a1, z2 = " in TEXT


# time ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("problem_id", list(PROBLEMS))
def test_a_check_answers_at_once(problem_id: str) -> None:
    names = SET.solution(PROBLEMS[problem_id])
    verdict(PROBLEMS[problem_id], names)
    start = time.perf_counter()
    verdict(PROBLEMS[problem_id], names)
    assert time.perf_counter() - start < 0.3  # it takes about a tenth of that
