"""The same attacks without the sandbox do have their effect: so the tests of the sandbox prove something."""

from __future__ import annotations

import pytest
from attacks import Attack
from attacks.classes import CONTROLLED


@pytest.mark.parametrize("attack", CONTROLLED)
def test_without_the_sandbox_the_same_attack_has_its_effect(arena, attack):
    assert attack.trace in arena.control(attack)


@pytest.mark.parametrize(
    ("answer", "passes"),
    [("return s", False), ("return np.exp(s) / np.exp(s).sum(axis=-1, keepdims=True)", True)],
)
def test_the_naive_check_tells_right_from_wrong_when_nobody_cheats(arena, answer, passes):
    attack = Attack("honest", f"def softmax(s): {answer}", control="naive")
    assert ("fooled" in arena.control(attack)) == passes


def test_the_trusting_grader_gives_nothing_for_a_wrong_answer_when_nobody_cheats(arena):
    honest = Attack("honest", "def softmax(s): return s", control="trusting", notebook=lambda book: None)
    assert "fooled" not in arena.control(honest)


def test_without_attack_there_is_no_trace(arena):
    for control in ("none", "plain", "pipe"):
        assert not arena.control(Attack("honest", "def softmax(s): return s", control=control))
