"""The closing quiz of chapter 13: its order is right exactly when the code is, its slips are told."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import nnkit as nn
from nnkit.grading.learner.question_banks import load_bank
from nnkit.grading.learner.questions import NumberQuestion, OrderQuestion

BANK = {question.id: question for question in load_bank("13_handwriting")}


def test_an_order_of_the_step_is_right_exactly_when_both_weights_come_out_right() -> None:
    question = BANK["13.step"]
    assert isinstance(question, OrderQuestion)
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(5, 4)), np.array([0, 1, 1, 0, 2])
    net, loss = nn.Network.mlp([4, 6, 3], nn.relu, rng=rng), nn.SoftmaxCrossEntropy()
    first = [layer.W.copy() for layer in net.layers]
    net.backward(loss.delta(net.forward(x), y))
    want = [W - 0.5 * layer.dW for W, layer in zip(first, net.layers, strict=True)]
    right = 0
    for lines in itertools.permutations(question.lines.values()):
        space = {"np": np, "softmax": nn.softmax, "X": x, "Y": nn.one_hot(y, 3), "eta": 0.5}
        space |= {"W1": first[0].copy(), "W2": first[1].copy()}
        try:
            exec("\n".join(lines), space)
            runs = np.allclose(space["W1"], want[0]) and np.allclose(space["W2"], want[1])
        except NameError:
            runs = False
        assert question.judge(lines).right == runs, lines
        right += runs
    assert right == 2


@pytest.mark.parametrize(("name", "value"), [("13.gradient-size", 20_000), ("13.precision", 0.72)])
def test_the_numbers_are_those_worked_out_by_hand(name: str, value: float) -> None:
    question = BANK[name]
    assert isinstance(question, NumberQuestion)
    assert question.answer == pytest.approx(value)


@pytest.mark.parametrize(
    ("name", "typed", "part"),
    [
        ("13.gradient-size", "320000", "sums over the images"),
        ("13.gradient-size", "20,050", "biases"),
        ("13.gradient-size", "1000", "every pixel"),
        ("13.gradient-size", "800", "`delta1`"),
        ("13.gradient-size", "6400", "images itself"),
        ("13.gradient-size", "200", "`dW2`"),
        ("13.precision", "0.9", "the recall"),
        ("13.precision", "0.82", "the accuracy"),
        ("13.precision", "7/25", "were wrong"),
        ("13.precision", "18", "Divide"),
    ],
)
def test_a_slip_is_told_by_its_number(name: str, typed: str, part: str) -> None:
    assert part in BANK[name].judge(typed).text
