"""F10 walks every worked example right, hides what is to be filled in, and names the slips."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

import nnkit as nn
from nnkit.errors import NNKitError, ShapeError
from nnkit.widgets import backprop_stepper
from nnkit.widgets.figures.f10_backprop.batches import outline
from nnkit.widgets.figures.f10_backprop.checks import checked_net
from nnkit.widgets.figures.f10_backprop.compute import changed, compute, slots
from nnkit.widgets.figures.f10_backprop.judge import OPEN, RIGHT, WRONG, agrees, read
from nnkit.widgets.figures.f10_backprop.layout import HEIGHT, LABEL, WIDTH, Box, along, bare, layout
from nnkit.widgets.figures.f10_backprop.net import (
    BINARY,
    E_SURE,
    E_UNSURE,
    EXAMPLES,
    OWN,
    SOFTMAX,
    SQUARED,
    TINY,
    A,
    C,
    D,
    F,
    G,
    Net,
)
from nnkit.widgets.figures.f10_backprop.paths import operation_at
from nnkit.widgets.figures.f10_backprop.rules import formula
from nnkit.widgets.figures.f10_backprop.scene import written
from nnkit.widgets.figures.f10_backprop.walk import Op, evaluate, walk
from nnkit.widgets.style import LIGHT, number, short

LIBRARY = {
    SQUARED: nn.SquaredError(),
    BINARY: nn.SigmoidCrossEntropy(),
    SOFTMAX: nn.SoftmaxCrossEntropy(),
}
Z1, A1, YHAT = Op("z", 1, 0), Op("a", 1, 0), Op("z", 2, 0)
OUT, HIDDEN, DA = Op("delta", 2, 0), Op("delta", 1, 0), Op("da", 1, 0)
W1, W2, B1 = Op("dW", 1, 0, 0), Op("dW", 2, 0, 0), Op("db", 1, 0)


def random_net(sizes: list[int], phi: list[str], loss: str, y: Any) -> Net:
    rng = np.random.default_rng(5)
    W = [rng.normal(size=shape) for shape in itertools.pairwise(sizes)]
    b = [rng.normal(size=n) for n in sizes[1:]]
    return checked_net(rng.normal(size=sizes[0]), [w.T for w in W], b, phi, loss, y)


NETS = {
    **EXAMPLES,
    "tiny": TINY,
    "three layers": random_net([3, 3, 2, 3], ["tanh", "gelu", "tanh"], SQUARED, [0.2, -1, 3]),
    "softmax on top": random_net([2, 3, 3], ["sigmoid", "identity"], SOFTMAX, 1),
    "two labels": random_net([4, 4, 2], ["softplus", "sigmoid"], BINARY, [1, 0.25]),
    "linear hidden layer": random_net([2, 3, 2, 1], ["identity", "tanh", "identity"], SQUARED, 1),
    "one layer": random_net([2, 1], ["sigmoid"], SQUARED, 1),
}


def step_of(example: str, op: Op) -> int:
    return walk(EXAMPLES.get(example, TINY)).index(op) + 1


def at(example: str, op: Op, **state: Any) -> Any:
    return compute(example=example, step=step_of(example, op), **state)


# -- the numbers ----------------------------------------------------------------------------------


def test_example_a_gives_the_numbers_of_the_course() -> None:
    v = evaluate(EXAMPLES[A])
    assert [v[Op("z", 1, j)] for j in (0, 1)] == [-1, 5]
    assert [v[Op("a", 1, j)] for j in (0, 1)] == [0, 5]
    assert v[YHAT] == -4.5


@pytest.mark.parametrize("x", np.linspace(-1, 3, 17))
def test_example_c_is_a_triangle(x: float) -> None:
    v = evaluate(changed(EXAMPLES[C], {"x1": x}))
    assert v[YHAT] == pytest.approx(max(0, 1 - abs(x - 1)), abs=1e-12)


def test_example_d_gives_the_numbers_of_the_course() -> None:
    v = evaluate(EXAMPLES[D])
    found = [v[Op("z", 1, 0)], v[Op("z", 1, 1)], v[Op("a", 1, 0)], v[Op("a", 1, 1)], v[YHAT], v[Op("L", 2)]]
    np.testing.assert_allclose(found, [0.7, -0.6, 0.6682, 0.3543, 0.2174, 0.3062], atol=5e-5)


def test_example_d_has_seven_gradients_that_follow_by_hand() -> None:
    v = evaluate(EXAMPLES[D])
    a = 1 / (1 + np.exp(-np.array([0.7, -0.6])))
    error = 0.6 * a[0] - 0.8 * a[1] + 0.1 - 1
    hidden = error * np.array([0.6, -0.8]) * a * (1 - a)
    by_hand = [*(error * a), error, 2 * hidden[0], hidden[0], 2 * hidden[1], hidden[1]]
    found = [v[op] for op in walk(EXAMPLES[D]) if op.kind in ("dW", "db")]
    np.testing.assert_allclose(found, by_hand, rtol=1e-12)


@pytest.mark.parametrize(("example", "p0", "loss"), [(E_UNSURE, 0.629, 0.464), (E_SURE, 0.971, 0.029)])
def test_example_e_gives_the_numbers_of_the_course(example: str, p0: float, loss: float) -> None:
    v = evaluate(EXAMPLES[example])
    p = np.array([v[Op("p", 0, k)] for k in range(3)])
    assert p[0] == pytest.approx(p0, abs=5e-4)
    assert v[Op("L", 0)] == pytest.approx(loss, abs=5e-4)
    np.testing.assert_allclose([v[Op("delta", 0, k)] for k in range(3)], p - [1, 0, 0], atol=1e-15)


def test_example_f_gives_the_numbers_of_the_course() -> None:
    v = evaluate(EXAMPLES[F])
    found = [v[Op("a", 2)], v[Op("L", 2)], v[Op("delta", 2)], v[Op("dW", 2)], v[Op("dW", 1)]]
    np.testing.assert_allclose(found, [0.731, 0.313, -0.269, -0.269, -0.538], atol=5e-4)


@pytest.mark.parametrize("name", NETS)
def test_every_number_is_that_of_the_library(name: str) -> None:
    net, v = NETS[name], evaluate(NETS[name])
    loss = {SQUARED: nn.SquaredError, BINARY: nn.SigmoidCrossEntropy, SOFTMAX: nn.SoftmaxCrossEntropy}[
        net.loss
    ]()
    y = np.array([net.y])
    if not net.depth:
        assert v[Op("L", 0)] == pytest.approx(loss([net.x], y), rel=1e-12)
        return
    phis = [*net.phi[:-1], "identity" if net.loss == BINARY else net.phi[-1]]  # its loss takes logits
    dense = [nn.Dense(n, m, phi) for (n, m), phi in zip(itertools.pairwise(net.sizes), phis, strict=True)]
    library = nn.Network(dense, rng=np.random.default_rng(0))
    for layer, weights, biases in zip(library.layers, net.W, net.b, strict=True):
        layer.W, layer.b = weights, biases
    output = library.forward([net.x])
    assert v[Op("L", net.depth)] == pytest.approx(loss(output, y), rel=1e-12)
    library.backward(loss.delta(output, y))
    for l, layer in enumerate(library.layers, start=1):
        for j in range(layer.n_out):
            assert v[Op("z", l, j)] == pytest.approx(layer.z[0, j], rel=1e-12, abs=1e-14)
            assert v[Op("delta", l, j)] == pytest.approx(layer.delta[0, j], rel=1e-12, abs=1e-14)
            assert v[Op("db", l, j)] == pytest.approx(layer.db[j], rel=1e-12, abs=1e-14)
            for i in range(layer.n_in):
                assert v[Op("dW", l, j, i)] == pytest.approx(layer.dW[j, i], rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("name", NETS)
def test_every_gradient_is_that_of_central_differences(name: str) -> None:
    net, v = NETS[name], evaluate(NETS[name])
    for slot, op in slots(net).items():
        if op.kind in "Wb":
            value = getattr(net, op.kind)[op.layer - 1][op.unit]
            here = value[op.source] if op.kind == "W" else value

            def loss(t: Any, slot: str = slot) -> float:
                return evaluate(changed(net, {slot: float(t[0])}))[Op("L", net.depth)]

            slope = nn.numerical_gradient(loss, [here])[0]
            gradient = v[Op(f"d{op.kind}", op.layer, op.unit, op.source)]
            assert gradient == pytest.approx(slope, abs=1e-8)  # h² and 1e-16 / h both lie below


@pytest.mark.parametrize("name", NETS)
def test_the_walk_reaches_every_parameter_once(name: str) -> None:
    ops = walk(NETS[name])
    assert len(set(ops)) == len(ops)
    gradients = {op for op in ops if op.kind in ("dW", "db")}
    assert len(gradients) == sum(op.kind in "Wb" for op in slots(NETS[name]).values())
    assert [op.backward for op in ops] == sorted(op.backward for op in ops)  # all of forward comes first


def test_rounding_leaves_no_dust() -> None:
    tiny = changed(TINY, {"x1": 1.0, "W1_11": 0.3, "b1_1": -0.1 - 0.2})
    assert evaluate(tiny)[Z1] == 0


# -- a step ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", [*EXAMPLES, OWN])
def test_a_step_knows_the_operations_up_to_it_and_no_more(example: str) -> None:
    ops = walk(EXAMPLES.get(example, TINY))
    for step in range(1, len(ops) + 1):
        view = compute(example=example, step=step)
        assert [op for op in ops if op in view.values] == list(ops[:step])
        assert view.op == ops[step - 1]
        assert f"Step {step} of {len(ops)}, {'backward' if view.op.backward else 'forward'}: " in view.readout
        assert number(view.value) in view.readout
        assert f"<b>{short(view.value)}</b>" in view.formula


def test_the_rules_are_written_with_the_live_numbers() -> None:
    assert at(D, Z1).formula.endswith(" = 0.5 · 2 − 0.3 = <b>0.7</b>")
    assert " = 0.6 · 0.6682 − 0.8 · 0.3543 + 0.1 = <b>0.2174</b>" in at(D, YHAT).formula
    assert " = −0.4695 · 0.6682 · (1 − 0.6682) = <b>−0.1041</b>" in at(D, HIDDEN).formula
    assert " = −0.1041 · 2 = <b>−0.2082</b>" in at(D, W1).formula
    assert " = 0.2174 − 1 = <b>−0.7826</b>" in at(D, OUT).formula
    assert "−log 0.6285 = <b>0.4644</b>" in at(E_UNSURE, Op("L", 0)).formula
    assert "−log 0.7311 = <b>0.3133</b>" in at(F, Op("L", 2)).formula
    assert "½ (−4.5 − (−3))² = <b>1.125</b>" in at(A, Op("L", 2)).formula
    assert (
        "−0.1349 · 1.2 + 0.1135 · 0.5" not in at(G, DA).formula
    )  # δ of layer 2, whose numbers these are not
    delta = [evaluate(EXAMPLES[G])[Op("delta", 2, j)] for j in (0, 1)]
    assert f"{short(delta[0])} · 1.2 + {short(delta[1])} · 0.5 = " in at(G, DA).formula


@pytest.mark.parametrize("name", [E_UNSURE, E_SURE, F, "softmax on top", "two labels"])
def test_the_long_way_round_a_cancellation_comes_to_the_same(name: str) -> None:
    net, v = NETS[name], evaluate(NETS[name])
    for k in range(net.sizes[-1]):
        text = formula(net, Op("delta", net.depth, k), v).split("the long way: ")[1].replace("−", "-")
        product, value = text.replace("·", "*").split(" = ")[1:]
        assert eval(product) == pytest.approx(float(value), rel=5e-3)
        assert float(value) == pytest.approx(v[Op("delta", net.depth, k)], rel=1e-3)


def test_the_formula_holds_as_it_is_written() -> None:
    """Where the second line is plain arithmetic, doing it gives the number that stands at its end."""
    done = 0
    for example, net in EXAMPLES.items():
        for step in range(1, len(walk(net)) + 1):
            line = re.sub(r"<[^>]*>", "", compute(example=example, step=step).formula.split("<br>")[1])
            middle = (
                line.replace("−", "-")
                .replace("·", "*")
                .replace("²", "**2")
                .replace("½", "0.5*")
                .split(" = ")[1:]
            )
            if len(middle) == 2 and re.fullmatch(r"[-+*/(). \d]+", middle[0]):
                assert eval(middle[0]) == pytest.approx(float(middle[1]), rel=2e-3, abs=2e-4)
                done += 1
    assert done > 60


def test_a_relu_that_is_off_stops_the_error_and_it_is_said() -> None:
    view = at(A, HIDDEN)
    assert view.value == 0
    assert "because the slope at z = −1.00 is 0: nothing behind it will learn" in view.readout
    assert "because its input is 0" in at(A, W2).readout
    assert "because" not in at(D, HIDDEN).readout


def test_a_step_beyond_the_end_is_the_last() -> None:
    assert compute(example=E_SURE, step=99).step == 7
    assert "All 7 gradients are known now." in compute(example=D, step=99).readout
    assert compute(step=0).step == 1


def test_going_back_gives_what_was_there_before() -> None:
    panel = backprop_stepper(step=9)
    before, picture = panel.view, panel.png
    panel.controls["step"].value = 14
    panel.controls["step"].value = 9
    assert panel.view == before
    assert panel.png == picture


# -- the learner's own numbers --------------------------------------------------------------------


def test_each_slider_of_the_own_network_moves_its_number() -> None:
    panel = backprop_stepper(example=OWN, step=18)
    for name, op in slots(TINY).items():
        panel.reset()
        panel.set(example=OWN, step=18, **{name: -1.3})
        assert panel.view.values[op] == -1.3
        assert sum(panel.view.values[o] == -1.3 for o in slots(TINY).values()) == 1


def test_only_the_slider_of_the_chosen_number_is_shown() -> None:
    panel = backprop_stepper(example=OWN)
    sliders = set(slots(TINY))
    for option in panel.controls["number"].options:
        panel.controls["number"].value = option
        shown = panel._shown(panel.state)
        assert len(sliders & set(shown)) == 1
        assert option in panel.controls[(sliders & set(shown)).pop()].label
        assert len(shown) < 9
    assert not sliders & set(backprop_stepper()._shown(backprop_stepper().state))


def test_a_network_from_code_is_walked_with_its_exact_numbers() -> None:
    panel = backprop_stepper(x=[2, 1], W=[[[1, -2], [0, 3]], [[2, -1]]], b=[[-1, 2], [0.5]],
                             phi=["relu", "identity"], y=-3, step=5)  # fmt: skip
    assert panel.view.value == -4.5
    off_grid = backprop_stepper(x=0.123456, W=[[[1.0]]], b=[[0]], y=0)
    assert off_grid.view.net.x == (0.123456,)
    off_grid.controls["x1"].value = 0.5
    assert off_grid.view.net.x == (0.5,)


def test_without_phi_the_loss_decides_the_last_activation() -> None:
    W, b = [[[1.0]], [[1.0]]], [[0.0], [0.0]]
    assert backprop_stepper(x=1, W=W, b=b, y=1).view.net.phi == ("sigmoid", "identity")
    assert backprop_stepper(x=1, W=W, b=b, y=1, loss=BINARY).view.net.phi == ("sigmoid", "sigmoid")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"y": None}, "expects x, W, b and y together, got only some"),
        ({"W": [[1, -2], [0, 3]]}, r"expects W\[0\] of shape \(units, inputs\)"),
        ({"W": 3}, "expects W to be a list of 1 to 3 matrices"),
        ({"W": [[[1, 2]]] * 4}, "expects W to be a list of 1 to 3 matrices.* got 4 layers"),
        ({"W": [[[1, -2, 0], [0, 3, 0]], [[2, -1]]]}, r"expects W\[0\] of shape \(units, 2\).*got \(2, 3\)"),
        ({"W": [[[1, -2], [0, 3]], [[2], [-1]]]}, r"W\[1\] of shape \(units, 2\).*got \(2, 1\).*transpose"),
        ({"b": [[-1, 2, 3], [0.5]]}, r"expects b\[0\] of shape \(2,\).*got \(3,\)"),
        ({"b": [[-1, 2]]}, "expects b to be a list with one entry for each of the 2 layers, got 1"),
        ({"phi": ["relu"]}, "expects phi to be a list with one entry for each of the 2 layers, got 1"),
        ({"phi": ["rely", "identity"]}, "no activation called 'rely'. Did you mean 'relu'"),
        ({"loss": "squares"}, "no loss called 'squares'. Did you mean 'squared'"),
        (
            {"loss": BINARY, "phi": ["relu", "identity"]},
            "expects the last activation to be 'sigmoid' under the binary cross-entropy",
        ),
        ({"loss": SOFTMAX, "y": 1}, "expects y to be a class from 0 to 0, got 1"),
        ({"y": [1, 2]}, r"expects y of shape \(1,\), got \(2,\)"),
        ({"x": ["two", 1]}, "expects x to hold numbers"),
        ({"x": [np.nan, 1]}, "expects x to be finite"),
        ({"x": [1e6, 1]}, "at most 100 in size"),
        ({"x": [1, 2, 3, 4, 5]}, "with 1 to 4 along each axis"),
    ],
)
def test_a_network_that_does_not_fit_is_refused_in_words(wrong: dict[str, Any], said: str) -> None:
    fits = {"x": [2, 1], "W": [[[1, -2], [0, 3]], [[2, -1]]], "b": [[-1, 2], [0.5]], "y": -3}
    with pytest.raises(NNKitError, match=said):
        backprop_stepper(**{**fits, **wrong})


def test_a_network_that_the_picture_has_no_room_for_is_refused() -> None:
    wide = {"x": [1] * 4, "W": [np.ones((4, 4))] * 3, "b": [np.zeros(4)] * 3, "y": [1] * 4}
    with pytest.raises(ShapeError, match=r"at most 2 layers of 4 units or 3 layers of 3.* 4-4-4-4"):
        backprop_stepper(**wide)
    with pytest.raises(ShapeError, match="got the sizes 4-4-4 and a softmax"):
        backprop_stepper(x=[1] * 4, W=[np.ones((4, 4))] * 2, b=[np.zeros(4)] * 2, y=0, loss=SOFTMAX)


# -- filling in -----------------------------------------------------------------------------------


@pytest.mark.parametrize("example", [D, E_UNSURE, F, G, OWN])
def test_the_hidden_number_is_nowhere(example: str) -> None:
    net = EXAMPLES.get(example, TINY)
    panel = backprop_stepper(example=example, fill=True)
    seen = 0
    for step, op in enumerate(walk(net), start=1):
        panel.controls["step"].value = step
        view, value = panel.view, evaluate(net)[op]
        assert op not in view.values
        text = re.sub(r"<su[bp]>.*?</su[bp]>|<[^>]*>", "", f"{view.readout} {view.formula} {panel.code}")
        if any(agrees(other, value) for other in view.values.values()):
            continue  # ∂L/∂b is δ, which is at hand
        shown = [read(t) for t in re.findall(r"[−-]?\d+\.\d+(?:e[−-]?\d+)?", text)]
        assert not any(agrees(n, value) for n in shown)
        seen += 1
    assert seen >= 4


@pytest.mark.parametrize("op", [Z1, OUT, W2, HIDDEN])
def test_the_picture_shows_a_number_only_when_it_is_found(op: Op) -> None:
    panel = backprop_stepper(fill=True, step=step_of(D, op))
    drawn = panel.png
    panel.set(answer="123.0")
    assert panel.png == drawn
    panel.set(answer=short(evaluate(EXAMPLES[D])[op]))
    assert panel.png != drawn
    assert panel.png == backprop_stepper(step=step_of(D, op)).png


@pytest.mark.parametrize(("op", "text"), [(Z1, "?"), (HIDDEN, "δ ?"), (DA, "∂a ?"), (W2, "?")])
def test_a_question_mark_stands_where_the_number_belongs(
    op: Op, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, drawn = backprop_stepper(fill=True, step=step_of(D, op)), []
    monkeypatch.setattr(panel.scene.words, "write", lambda x, y, words, *rest: drawn.append((x, y, words)))
    panel.scene.update(panel.view, LIGHT)
    marks = [(x, y, words) for x, y, words in drawn if "?" in words]
    assert len(marks) == 1
    assert marks[0][2] == text
    assert operation_at(panel.view.net, 18, False, *marks[0][:2]) == step_of(D, op)


@pytest.mark.parametrize("text", ["-0.783", "−0.783", "-0,783", "-0.7826", " -78.26/100 ", "-7.83e-1"])
def test_a_right_answer_is_right_however_it_is_written(text: str) -> None:
    view = at(D, OUT, fill=True, answer=text)
    assert view.verdict == RIGHT
    assert view.readout.startswith("Right. Step 7 of 18, backward: ")
    assert view.value == pytest.approx(-0.7826, abs=1e-4)


def test_three_figures_are_asked_for() -> None:
    assert agrees(0.217, 0.21743)
    assert agrees(0.2174, 0.21743)
    assert not agrees(0.22, 0.21743)
    assert not agrees(0.218, 0.21743)
    assert agrees(0, 0)
    assert not agrees(0.001, 0)
    view = at(D, YHAT, fill=True, answer="0.218")
    assert view.verdict == WRONG
    assert "0.218 is close, but not correct to 3 significant figures" in view.readout


@pytest.mark.parametrize("text", ["", "  ", "no", "1/0", "nan", "inf", "<b>1</b>", "1e999", "1/2/3"])
def test_what_is_no_number_is_not_judged(text: str) -> None:
    view = at(D, YHAT, fill=True, answer=text)
    assert view.verdict == OPEN
    assert ("type one such as" in view.readout) == bool(text.strip())
    assert view.readout.endswith(".")


V, VG = evaluate(EXAMPLES[D]), evaluate(EXAMPLES[G])
SLIPS = [
    (D, Z1, 1.0, "the bias was forgotten"),
    (D, Z1, 1.3, "the bias was taken away"),
    (D, YHAT, V[YHAT] + 0.8 * V[Op("a", 1, 1)], "input 2 was left out"),
    (D, YHAT, 0.6 * 0.7 + 0.8 * 0.6 + 0.1, "z of the layer before instead of a"),
    (G, Op("z", 2, 0), 1.2 * VG[A1] + 0.5 * VG[Op("a", 1, 1)] + 0.3, "the weight matrix is transposed"),
    (D, A1, V[A1] * (1 - V[A1]), "the slope φ′(z), not the value φ(z)"),
    (D, Op("L", 2), 2 * V[Op("L", 2)], "the factor ½ was forgotten"),
    (D, Op("L", 2), V[OUT], "that is the error itself"),
    (E_UNSURE, Op("p", 0, 0), np.exp(2), "not divided by the sum of all e^s"),
    (E_UNSURE, Op("p", 0, 0), 1 / (1 + np.exp(-2)), "sigmoid of this logit alone"),
    (E_UNSURE, Op("L", 0), -np.log2(0.62853), "the logarithm to base 2"),
    (D, OUT, -V[OUT], "the sign is flipped: it is prediction minus target"),
    (D, OUT, 2 * V[OUT], "the factor ½ of the loss was forgotten"),
    (F, Op("delta", 2), (0.731059 - 1) * 0.731059 * 0.268941, "once too often"),
    (F, Op("delta", 2), -1 / 0.731059, "the output's own slope is still missing"),
    (D, DA, V[OUT], "the weight was forgotten"),
    (D, DA, 0.6, "the upstream gradient δ was forgotten"),
    (D, DA, V[OUT] * -0.8, "the wrong edge"),
    (D, HIDDEN, V[DA], "the local slope φ′(z) was forgotten"),
    (D, HIDDEN, V[DA] * V[A1], "φ(z) was used instead of φ′(z)"),
    (D, HIDDEN, V[DA] * (V[A1] * (1 - V[A1])) ** 2, "the slope φ′(z) is in it twice"),
    (D, HIDDEN, V[DA] * float(nn.sigmoid.prime(V[A1])), "the activation is in it twice"),
    (D, HIDDEN, V[A1] * (1 - V[A1]), "the upstream gradient ∂L/∂a was forgotten"),
    (D, HIDDEN, V[DA] * 0.7 * 0.3, "the slope of the sigmoid is a (1 − a)"),
    (D, HIDDEN, -V[HIDDEN], "the sign is flipped"),
    (D, HIDDEN, 2 * V[HIDDEN], "a factor ½ is missing, or a 2 is too many"),
    (D, W2, V[OUT] * 0.7, "z of the input was used instead of its a"),
    (D, W2, V[A1], "the upstream gradient δ was forgotten"),
    (D, W2, V[OUT] * 0.6, "it was multiplied by the weight"),
    (D, W2, V[OUT] * V[Op("a", 1, 1)], "another edge"),
    (D, W1, V[DA] * 2, "∂L/∂a was used instead of δ"),
    (D, W1, V[HIDDEN], "the factor a of the input was forgotten"),
    (D, B1, V[DA], "∂L/∂a was used instead of δ"),
]  # fmt: skip


@pytest.mark.parametrize(("example", "op", "answer", "words"), SLIPS)
def test_a_slip_is_recognised_and_named(example: str, op: Op, answer: float, words: str) -> None:
    for text in (repr(float(answer)), f"{answer:.3g}"):
        view = at(example, op, fill=True, answer=text)
        assert view.verdict != RIGHT
        assert words in view.readout
        assert view.value is None


def test_the_paths_of_a_sum_are_missed_when_one_is_forgotten() -> None:
    v = evaluate(EXAMPLES[G])
    for j, words in enumerate(("unit 1 alone", "unit 2 alone")):
        part = v[Op("delta", 2, j)] * EXAMPLES[G].W[1][j][0]
        assert (
            f"that is the path through {words}: the other branch"
            in at(G, DA, fill=True, answer=str(part)).readout
        )
    crossed = v[Op("delta", 2, 0)] * 1.2 + v[Op("delta", 2, 1)] * -0.7
    assert "the weight matrix is transposed" in at(G, DA, fill=True, answer=str(crossed)).readout


def test_an_unknown_slip_is_not_given_a_name() -> None:
    view = at(D, HIDDEN, fill=True, answer="17.3")
    assert view.verdict == WRONG
    assert "17.3 is not it, and not a slip known here" in view.readout


def test_what_answered_the_step_before_is_not_held_against_the_learner() -> None:
    view = compute(fill=True, step=9, answer="-0.523")
    assert view.verdict == OPEN
    assert "−0.523 answered the step before" in view.readout


def test_a_right_answer_lets_the_learner_go_on() -> None:
    panel = backprop_stepper(fill=True, step=7)
    assert panel._limits(panel.state)["step"]["max"] == 7
    panel.set(answer="-0.783")
    assert panel._limits(panel.state)["step"]["max"] == 8
    panel.set(fill=False)
    assert panel._limits(panel.state)["step"]["max"] == 18


def test_a_task_is_not_done_by_a_wrong_answer_or_by_looking() -> None:
    panel = backprop_stepper(fill=True, step=7, answer="0.783")
    assert panel._done == [False] * 4
    panel.set(fill=False)  # now the number is shown
    assert panel._done == [False] * 4
    panel.set(fill=True, step=15, answer="")  # the first task's number, but hidden
    assert panel._done == [False] * 4
    off = {"example": OWN, "activation": "relu", "b1_1": -3.0, "step": step_of(OWN, HIDDEN)}
    panel.set(fill=False, **off)
    assert panel.view.value == 0
    assert panel._done == [False] * 4  # the last asks for saturation, not for a dead ReLU


# -- the learner's own backward pass --------------------------------------------------------------


def my_backward(n: dict[str, Any]) -> dict[str, Any]:
    z1 = n["W1"] @ n["x"] + n["b1"]
    a1 = nn.sigmoid(z1)
    delta2 = n["W2"] @ a1 + n["b2"] - n["y"]
    delta1 = (n["W2"].T @ delta2) * nn.sigmoid.prime(z1)
    return {
        "dW2": np.outer(delta2, a1), "db2": delta2, "dW1": np.outer(delta1, n["x"]), "db1": delta1,
    }  # fmt: skip


def with_change(**change: Callable[[dict[str, Any], dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    def my_gradients(n: dict[str, Any]) -> dict[str, Any]:
        right = my_backward(n)
        return {**right, **{key: make(n, right) for key, make in change.items()}}

    return my_gradients


@pytest.mark.parametrize("example", [D, OWN])
def test_a_right_backward_pass_agrees(example: str) -> None:
    view = backprop_stepper(example=example, gradients=my_backward, step=18).view
    assert "Yours agrees in all 7 gradients." in view.readout
    assert view.differs is None
    for op, value in view.own.items():
        assert value == pytest.approx(view.values[op], rel=1e-12)


def test_the_first_difference_in_backward_order_is_pointed_at() -> None:
    wrong = with_change(db1=lambda n, r: 0 * r["db1"], dW2=lambda n, r: -r["dW2"])
    view = backprop_stepper(gradients=wrong).view
    assert view.differs == W2
    assert (
        "first differs, going backward, at ∂L/∂w₁₁⁽²⁾: 0.523 instead of −0.523 (the sign is flipped)"
        in view.readout
    )
    both = with_change(db2=lambda n, r: -r["db2"], dW2=lambda n, r: -r["dW2"])
    assert backprop_stepper(gradients=both).view.differs == W2
    later = with_change(dW1=lambda n, r: 2 * r["dW1"])
    assert backprop_stepper(gradients=later).view.differs == W1


def test_a_slip_in_the_error_signal_is_named_where_it_first_shows() -> None:
    def phi_for_its_slope(n: dict[str, Any]) -> dict[str, Any]:
        right, a1 = my_backward(n), nn.sigmoid(n["W1"] @ n["x"] + n["b1"])
        delta1 = (n["W2"].T @ right["db2"]) * a1
        return {**right, "dW1": np.outer(delta1, n["x"]), "db1": delta1}

    view = backprop_stepper(gradients=phi_for_its_slope).view
    assert view.differs == W1
    assert "(δ is wrong already: φ(z) was used instead of φ′(z))" in view.readout


def test_the_learners_gradients_are_drawn_but_not_while_filling_in() -> None:
    def green(panel: Any) -> int:
        colours = panel.scene.words.get_facecolor()
        return int(np.isclose(colours[:, :3], [0, 158 / 255, 115 / 255], atol=0.01).all(axis=1).sum())

    panel = backprop_stepper(gradients=my_backward, step=18)
    assert panel.png
    assert green(panel) == 7
    panel.set(step=9)
    assert panel.png
    assert green(panel) == 2
    panel.set(fill=True)
    assert panel.png
    assert green(panel) == 0
    assert "Yours" not in panel.view.readout


def spoil(n: dict[str, Any]) -> dict[str, Any]:
    result = my_backward(n)
    for array in n.values():
        array[...] = 99
    return result


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (lambda n: n["W9"], "raised KeyError"),
        (lambda n: ..., "has not been written yet"),
        (lambda n: None, "returned NoneType; expected a dict with dW1, db1, dW2, db2"),
        (lambda n: [1, 2], "returned list; expected a dict"),
        (lambda n: {"dW2": np.ones((1, 2)), "db2": np.ones(1)}, "returned no db1"),
        (
            with_change(dW2=lambda n, r: r["dW2"].T),
            "dW2 returned shape (2, 1); expected an array of shape (1, 2",
        ),
        (with_change(db1=lambda n, r: "zero"), "db1 returned str; expected an array of shape (2,)"),
        (with_change(db1=lambda n, r: None), "db1 returned NoneType"),
        (with_change(db2=lambda n, r: r["db2"] * np.nan), "first differs, going backward, at ∂L/∂b⁽²⁾: nan"),
    ],
)
def test_what_is_wrong_with_the_learners_function_is_said_in_words(function: Any, said: str) -> None:
    panel = backprop_stepper(gradients=function, step=18)
    assert said in panel.view.readout
    assert panel.view.readout.endswith(".")
    assert panel.png


def test_a_function_of_the_learner_cannot_change_the_figure() -> None:
    panel = backprop_stepper(gradients=spoil, step=18)
    assert panel.view.values == compute(step=18).values
    assert "Yours agrees" in panel.view.readout


def test_without_parameters_there_is_nothing_to_compare() -> None:
    assert "nothing to compare" in backprop_stepper(example=E_SURE, gradients=lambda n: {}).view.readout


# -- playing --------------------------------------------------------------------------------------


def test_playing_moves_the_stepper_to_the_end() -> None:
    panel = backprop_stepper()
    assert panel.run(4).view.step == 5
    assert panel.controls["step"].value == 5
    assert panel.code == "backprop_stepper(step=5)"
    panel.run()
    assert panel.view.step == 18
    assert panel.runner.work.finished
    assert panel.runner.work.progress == 1
    panel.set(example=G)
    assert not panel.runner.work.finished
    assert panel.run().view.step == 36


def test_the_learner_can_step_back_while_it_plays() -> None:
    panel = backprop_stepper().run(9)
    panel.controls["step"].value = 3
    assert not panel.runner.work.finished
    assert panel.run(1).view.step == 4


def test_there_is_nothing_to_play_while_filling_in() -> None:
    panel = backprop_stepper(fill=True)
    assert panel.runner.work.finished
    assert panel.run(3).view.step == 1
    panel.set(fill=False)
    assert not panel.runner.work.finished


def test_it_plays_at_a_pace_that_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("nnkit.widgets.work.time.perf_counter", lambda: now[0])
    panel = backprop_stepper()
    steps = []
    for _ in range(100):  # five seconds, in slices of 50 ms
        panel.runner.work.advance(0.02)
        steps.append(panel.controls["step"].value)
        now[0] += 0.05
    assert steps[0] == 2  # the first at once
    assert steps[-1] == 2 + int(4.95 * panel.runner.work.pace)
    assert all(b - a in (0, 1) for a, b in itertools.pairwise(steps))


def test_what_plays_is_sent_as_pushed_frames_only(browser_for: Callable[[Any], Any]) -> None:
    async def play() -> list[dict[str, Any]]:
        panel = backprop_stepper(step=16)
        browser = browser_for(panel)
        browser.say(type="look")
        panel.runner.work.due = 0.0
        frames = len(browser.frames)
        panel.play()
        for _ in range(200):
            await asyncio.sleep(0.001)
            if panel.controls["step"].value == 17 and len(browser.frames) > frames:
                break
        panel.pause()
        await asyncio.sleep(0.005)
        return [content for content, _ in browser.frames[frames:]]

    with ThreadPoolExecutor(1) as pool:  # browser tests leave an event loop running in this thread
        frames = pool.submit(asyncio.run, play()).result()
    assert frames
    assert all(frame["pushed"] for frame in frames)
    assert frames[-1]["values"]["step"] == 17


# -- the picture ----------------------------------------------------------------------------------


def rectangles(net: Net) -> list[Box]:
    """All boxes of a network whose every number is known, the labels of its edges included."""
    place = layout(bare(net))
    labels = [
        Box(*along(line, place.at[line.weight.layer]), LABEL, 32)
        for line in place.lines
        if line.weight and line.weight.layer not in place.tight
    ]
    biases = [Box(x + 20, y, 40, 14) for x, y in place.biases.values()]
    return [*place.boxes.values(), *labels, *biases]


@pytest.mark.parametrize("name", NETS)
def test_no_number_stands_on_another(name: str) -> None:
    boxes = rectangles(NETS[name])
    for a, b in itertools.combinations(boxes, 2):
        apart = max(abs(a.x - b.x) - (a.w + b.w) / 2, abs(a.y - b.y) - (a.h + b.h) / 2)
        assert apart >= -3, (a, b)  # dashed lines may touch
    for box in boxes:
        assert 2 <= box.x - box.w / 2 < box.x + box.w / 2 <= WIDTH - 2
        assert 20 <= box.y - box.h / 2 < box.y + box.h / 2 <= HEIGHT - 20


@pytest.mark.parametrize("example", [*EXAMPLES, OWN])
def test_every_number_fits_its_box(example: str) -> None:
    net = EXAMPLES.get(example, TINY)
    v, place = evaluate(net), layout(bare(net))
    for op, box in place.boxes.items():
        name = {"delta": "δ ", "da": "∂a "}.get(op.kind, "" if op.kind == "db" else "z₁")
        room = 10 if op.kind in "xzapL" else 2
        assert outline(name + written(v[op]))[1] + room <= box.w + 1


def test_every_example_has_a_number_on_each_of_its_edges() -> None:
    assert all(not layout(bare(net)).tight for net in EXAMPLES.values())


@pytest.mark.parametrize("example", [*EXAMPLES, OWN])
def test_pointing_at_a_number_goes_to_its_operation(example: str) -> None:
    panel = backprop_stepper(example=example)
    net, place = panel.view.net, layout(bare(panel.view.net))
    places = {op: (box.x, box.y) for op, box in place.boxes.items()}
    for line in place.lines:
        if line.weight:
            w = line.weight
            places[Op("dW", w.layer, w.unit, w.source)] = along(line, place.at[w.layer])
    for step, op in enumerate(walk(net), start=1):
        panel.set(**panel._point(panel.scene.axes, *places[op], panel.state))
        assert panel.view.step == step
    assert panel._point(panel.scene.axes, 1, 1, panel.state) == {}


def test_pointing_does_not_help_while_filling_in() -> None:
    box = layout(bare(EXAMPLES[D])).boxes[Op("L", 2)]
    assert operation_at(EXAMPLES[D], 3, True, box.x, box.y) is None
    assert operation_at(EXAMPLES[D], 9, True, box.x, box.y) == 6
    assert operation_at(EXAMPLES[D], 3, False, box.x, box.y) == 6


def test_numbers_in_the_picture_are_short() -> None:
    assert [written(x) for x in (0.7, -1, 0.66819, 1234, 1.2e-5, -0.0)] == [
        "0.7", "−1", "0.668", "1230", "1.2e−5", "0",
    ]  # fmt: skip
