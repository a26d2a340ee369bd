"""Every attack in the sandbox: no points, no effect. test_controls.py runs the same ones without it."""

from __future__ import annotations

import pytest
from attacks.classes import ALL, ATTACKS, CONTROLLED


def test_there_are_at_least_sixty_attacks_with_a_control_and_the_others_have_a_reason():
    names = [attack.name for attacks in ATTACKS.values() for attack in attacks]
    assert len(set(names)) == len(names)
    assert len(CONTROLLED) >= 60
    assert all(len(attacks) >= 8 for attacks in ATTACKS.values())


@pytest.mark.usefixtures("needs_bwrap")
@pytest.mark.parametrize("attack", ALL)
def test_in_the_sandbox_an_attack_has_no_effect_and_earns_nothing(arena, attack):
    result = arena.graded(attack, "bwrap")
    assert not result.traces
    assert result.softmax <= attack.points
    assert attack.others <= result.others <= 10
    assert "Traceback" not in result.said
