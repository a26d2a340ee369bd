"""Every attack in the sandbox: no points, no effect. test_attack_controls.py runs them without it."""

from __future__ import annotations

import re

import pytest
from attacks.classes import ALL, ATTACKS, CONTROLLED

from nnkit.content import content_root


def test_there_are_at_least_sixty_attacks_with_a_control_and_the_others_have_a_reason():
    names = [attack.name for attacks in ATTACKS.values() for attack in attacks]
    assert len(set(names)) == len(names)
    assert len(CONTROLLED) >= 60
    assert all(len(attacks) >= 8 for attacks in ATTACKS.values())


def test_the_instructors_page_counts_them_as_they_are():
    page = (content_root() / "course" / "guide" / "grading.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z ]+)[^|]*\| (\d+) \| (\d+) \| (\d*) ?\|$", page, flags=re.MULTILINE)
    told = {name.strip(): tuple(int(number or 0) for number in numbers) for name, *numbers in rows}
    together = told.pop("together")
    counted = [
        (
            len(attacks),
            sum(not attack.no_control for attack in attacks),
            sum(attack.user for attack in attacks),
        )
        for attacks in ATTACKS.values()
    ]
    assert sorted(told.values()) == sorted(counted)
    assert together == tuple(map(sum, zip(*counted, strict=True)))


@pytest.mark.usefixtures("needs_bwrap")
@pytest.mark.parametrize("attack", ALL)
def test_in_the_sandbox_an_attack_has_no_effect_and_earns_nothing(arena, attack):
    result = arena.graded(attack, "bwrap")
    assert not result.traces
    assert result.softmax <= attack.points
    assert attack.others <= result.others <= 10
    assert "Traceback" not in result.said
