"""Set 10, what only this set has: moments, broken networks in several ways, remedies, printed numbers."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from sets import check_letter, exercise_set, verdict

from nnkit import ACTIVATIONS

SET = exercise_set("signals")
PROBLEMS, CELLS = SET.problems, SET.cells
TEXT = "\n".join(cell.source for cell in CELLS if cell.kind == "markdown")


# moments --------------------------------------------------------------------------------------------------


def test_the_moments_are_those_of_a_simulated_layer() -> None:
    problem, rng = PROBLEMS["signals.moments"], np.random.default_rng(0)
    for i in range(3):
        steps = SET.solution(problem, f"learner-{i}")
        z = np.sqrt(steps["var_z"]) * rng.standard_normal(400_000)
        h = np.maximum(z, 0)
        assert np.mean(h**2) == pytest.approx(steps["second"], rel=0.02)  # 5 standard errors and more
        assert np.mean(h) == pytest.approx(steps["mean"], rel=0.02)
        assert np.var(h) == pytest.approx(steps["variance"], rel=0.02)
        assert steps["d"] * steps["he"] / 2 == pytest.approx(1)


def test_the_moments_are_those_of_the_curriculum() -> None:
    steps = SET.solution(PROBLEMS["signals.moments"])
    whole = steps["d"] * steps["s2"]
    assert steps["second"] == pytest.approx(whole / 2)
    assert steps["variance"] == pytest.approx(whole * (1 / 2 - 1 / (2 * np.pi)))


def test_moments_may_be_rounded_to_three_decimals() -> None:
    problem = PROBLEMS["signals.moments"]
    for i in range(10):
        steps = SET.solution(problem, f"learner-{i}")
        rounded = {name: round(float(steps[name]), 3) for name in problem.names}
        assert verdict(problem, rounded, f"learner-{i}").status == "passed"


def test_moments_with_the_numbers_of_the_guest_are_recognised() -> None:
    problem = PROBLEMS["signals.moments"]
    result = verdict(problem, SET.solution(problem, ""), "ada")
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "guest numbers"


# vanish and explode ---------------------------------------------------------------------------------------

BREAK = PROBLEMS["signals.vanish"]
VANISH = {"depth": 20, "std": 0.1, "phi": "relu"}
EXPLODE = {"depth": 16, "std": 0.6, "phi": "identity"}


def broken(vanish: Any = VANISH, explode: Any = EXPLODE) -> Any:
    return verdict(BREAK, {"vanish": vanish, "explode": explode})


@pytest.mark.parametrize(
    "vanish",
    [
        {"depth": 12, "std": 0.1, "phi": "sigmoid"},
        {"depth": 20, "std": 0.3, "phi": "sigmoid"},
        {"phi": "relu", "depth": np.int64(18), "std": np.float64(0.1)},
    ],
)
def test_a_gradient_vanishes_in_several_ways(vanish: Any) -> None:
    assert broken(vanish=vanish).status == "passed"


@pytest.mark.parametrize(
    "explode",
    [
        {"depth": 20, "std": 0.45, "phi": "identity"},
        {"depth": 14, "std": 0.6, "phi": "identity"},
        {"depth": 20, "std": 0.6, "phi": "relu"},
    ],
)
def test_a_gradient_explodes_in_several_ways(explode: Any) -> None:
    assert broken(explode=explode).status == "passed"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"vanish": {"depth": 20, "std": 0.1, "phi": "identity"}}, "e-05 of that at the output; it must be"),
        ({"vanish": {"depth": 20, "std": 0.1, "phi": "tanh"}}, "it must be below 1e-6"),
        ({"vanish": {"depth": 5, "std": 0.1, "phi": "sigmoid"}}, "it must be below 1e-6"),
        ({"vanish": EXPLODE}, "It grows on its way back"),
        ({"explode": {"depth": 20, "std": 0.6, "phi": "tanh"}}, "it must be above 1e6"),
        ({"explode": {"depth": 10, "std": 0.6, "phi": "identity"}}, "it must be above 1e6"),
        ({"explode": {"depth": 20, "std": 0.6, "phi": "sigmoid"}}, "It shrinks on its way back"),
    ],
)
def test_near_misses_are_told_how_far_they_got(settings: Any, words: str) -> None:
    result = broken(**settings)
    assert (result.status, result.diagnosis.kind) == ("partial", "state")
    assert words in result.diagnosis.text


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({**VANISH, "depth": 21}, "whole number from 2 to 20"),
        ({**VANISH, "depth": 20.0}, "whole number from 2 to 20"),
        ({**VANISH, "depth": True}, "whole number from 2 to 20"),
        ({**VANISH, "std": 0.01}, "a number from 0.1 to 0.6"),
        ({**VANISH, "std": float("nan")}, "a number from 0.1 to 0.6"),
        ({**VANISH, "std": "0.1"}, "a number from 0.1 to 0.6"),
        ({**VANISH, "phi": "threshold"}, "must be one of"),
        ({**VANISH, "phi": 3}, "must be one of"),
        ({**VANISH, "eta": 1}, "and no others"),
        ({"depth": 20}, "and no others"),
        (20, "must be a dict"),
    ],
)
def test_settings_out_of_bounds_are_told_the_bounds(settings: Any, words: str) -> None:
    result = broken(vanish=settings)
    assert (result.status, result.diagnosis.kind) == ("partial", "structure")
    assert words in result.diagnosis.text


def test_the_ratio_that_learners_see_is_the_one_that_is_checked() -> None:
    ratio = SET.solution(BREAK)["gradient_ratio"]
    checked = BREAK.checks[0].run.__globals__["ratios"]
    for depth, std, phi in ((3, 0.2, "tanh"), (12, 0.4, "sigmoid"), (20, 0.25, "relu"), (7, 0.6, "identity")):
        seen = [ratio(depth, std, phi, seed) for seed in (0, 1, 2)]
        assert seen == pytest.approx(checked(depth, std, phi))


@pytest.mark.parametrize(
    "at", [(15, 0.3, "sigmoid"), (13, 0.25, "sigmoid"), (8, 0.1, "sigmoid"), (17, 0.1, "relu")]
)
def test_what_just_vanishes_does_so_whatever_the_seeds(at: Any) -> None:
    chosen = dict(zip(("depth", "std", "phi"), at, strict=True))
    for salt in range(50):
        assert verdict(BREAK, {"vanish": chosen, "explode": EXPLODE}, salt=str(salt)).status == "passed"


@pytest.mark.parametrize(
    "at", [(18, 0.4, "identity"), (16, 0.45, "identity"), (13, 0.6, "identity"), (19, 0.6, "relu")]
)
def test_what_just_explodes_does_so_whatever_the_seeds(at: Any) -> None:
    chosen = dict(zip(("depth", "std", "phi"), at, strict=True))
    for salt in range(50):
        assert verdict(BREAK, {"vanish": VANISH, "explode": chosen}, salt=str(salt)).status == "passed"


def test_other_seeds_are_tried_with_settings_that_are_allowed_only() -> None:
    hidden = [check for check in BREAK.checks if check.hidden]
    assert len(hidden) == 2
    for wrong in (
        None,
        {},
        {**VANISH, "depth": 10**9},
        {**VANISH, "phi": ["relu"]},
        {**VANISH, "std": "0.1"},
    ):
        result = broken(vanish=wrong, explode=wrong)
        assert result.score == 0


def test_he_keeps_the_ratio_near_one() -> None:
    ratio = SET.solution(BREAK)["gradient_ratio"]
    assert np.sqrt(2 / 32) == 0.25
    assert all(0.1 < ratio(20, 0.25, "relu", seed) < 10 for seed in range(10))


# remedies -------------------------------------------------------------------------------------------------

REMEDIES = {"fading": "A", "spikes": "B", "shaking": "C", "deep": "D", "rising": "C"}


@pytest.mark.parametrize(("name", "letter"), list(itertools.product(REMEDIES, "ABCD")))
def test_each_wrong_remedy_has_its_own_sentence(name: str, letter: str) -> None:
    check_letter(PROBLEMS["signals.remedies"], REMEDIES, name, letter)


def test_one_letter_for_all_remedies_scores_nothing() -> None:
    for letter in "ABCD":
        assert verdict(PROBLEMS["signals.remedies"], dict.fromkeys(REMEDIES, letter)).score == 0


def test_fading_is_told_as_it_is() -> None:
    rng, a = np.random.default_rng(0), np.random.default_rng(1).standard_normal((50, 100))
    for _ in range(20):
        a = ACTIVATIONS["relu"](a @ rng.normal(0, 0.01, (100, 100)).T)
    size = np.sqrt(np.mean(a**2))
    assert round(np.log10(size)) == -23
    assert "around 1e-23" in TEXT


# the statements -------------------------------------------------------------------------------------------


def test_the_numbers_in_the_statements_are_the_computed_ones() -> None:
    names: dict[str, Any] = {}
    for name in ("initialisers", "forward_scale", "clip"):
        names |= SET.solution(PROBLEMS[f"signals.{name}"])
    he, xavier = (2 / 50) ** 0.5, (2 / 60) ** 0.5
    assert f"He's standard deviation is {he:.1f} and Glorot's {xavier:.3f}" in TEXT.replace("\n", " ")
    assert f"begins with {names['he_normal'](2, 3, 0)[0, 0]:.3f}" in TEXT.replace("\n", " ")
    sizes = names["signal_norms"](np.array([[3.0, 4.0]]), [np.eye(2), -np.eye(2)], "relu")
    assert "is `[{:.2f}, {:.2f}, {:.0f}]`".format(*sizes) in TEXT
    clipped, norm = names["clip_gradient"]([np.array([3.0, 0]), np.array([[4.0], [12.0]])], 6.5)
    assert f"the norm is {norm:.0f}; with `max_norm=6.5` both are halved" in TEXT
    assert clipped[0].tolist() == [1.5, 0]
    whole = 10 * 0.3
    moments = whole, whole / 2, np.sqrt(whole / 2 / np.pi), whole * (1 / 2 - 1 / 2 / np.pi), 2 / 10
    assert "For d = 10 and s2 = 0.3: {:.0f}, {:.1f}, {:.3f}, {:.3f}, {:.1f}.".format(*moments) in TEXT


def test_the_broken_program_ends_with_all_layers_alike_as_its_statement_says() -> None:
    problem = PROBLEMS["signals.repair"]
    X, Y = np.random.default_rng(1).standard_normal((2, 8, 4)) / 2
    for code, alike in ((SET.stub(problem), True), (SET.answer(problem).source, False)):
        Ws, losses = SET.execute(problem, code)["fit"](X, Y, 10)
        assert np.array_equal(Ws[0], Ws[-1]) == alike
        assert np.all(np.isfinite(losses))
