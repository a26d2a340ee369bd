"""Set 14, what only this set has: an autoencoder to train, numbers of one's own, the statements' numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sets import exercise_set, verdict

import nnkit as nn

SET = exercise_set("deeper")
PROBLEMS, CELLS = SET.problems, SET.cells
TEXT = "\n".join(cell.source for cell in CELLS if cell.kind == "markdown")


def told(problem: Any, names: dict[str, Any]) -> str:
    """Return the sentence of what is wrong."""
    diagnosis = verdict(problem, names).diagnosis
    assert diagnosis is not None
    return diagnosis.text


# The autoencoder ------------------------------------------------------------------------------------------

AUTOENCODER = PROBLEMS["deeper.autoencoder"]
GOOD = {"code": 8, "hidden": 64, "activation": "relu", "eta": 0.003, "batch_size": 32, "epochs": 40}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"activation": "tanh"},
        {"activation": "sigmoid", "eta": 0.01},
        {"code": 2},
        {"code": 16, "hidden": 128},
        {"eta": 0.01, "epochs": 20},
        {"hidden": 32, "batch_size": 16.0},
    ],
)
def test_many_settings_beat_the_best_linear_one(change: dict[str, Any]) -> None:
    assert verdict(AUTOENCODER, {"autoencoder": GOOD | change}).status == "passed"


def test_what_just_passes_in_the_open_passes_from_other_starts() -> None:
    just = {"code": 8, "hidden": 64, "activation": "relu", "eta": 0.02, "batch_size": 32, "epochs": 10}
    for salt in range(15):  # 50 of 50 were passed when it was written
        assert verdict(AUTOENCODER, {"autoencoder": just}, salt=str(salt)).status == "passed"


def test_a_linear_one_comes_near_and_never_below() -> None:
    for change in ({"eta": 0.01}, {"eta": 0.01, "batch_size": 16, "code": 4}):
        result = verdict(AUTOENCODER, {"autoencoder": GOOD | change | {"hidden": 0}})
        assert result.status == "partial"
        assert result.diagnosis is not None
        assert "cannot beat the best linear one" in result.diagnosis.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"epochs": 1}, "It must come down to 1.25 times"),
        ({"eta": 1e-5}, "It must come down to 1.25 times"),
        ({"eta": 1}, "It must come down to 1.25 times"),
        ({"hidden": 2, "epochs": 5}, "narrower than the code"),
        ({"epochs": 6}, "It must come down to 0.9 times. More steps"),
        ({"epochs": 1000}, "must lie between 1 and 40; yours is 1000"),
        ({"eta": 0}, "must lie between 1e-06 and 1"),
        ({"code": 64}, "must lie between 2 and 16"),
        ({"code": 2.5}, "must be a whole number"),
        ({"code": None}, "must be a number"),
        ({"eta": float("nan")}, "must lie between"),
        ({"activation": "identity"}, "must be one of sigmoid, tanh, relu"),
        ({"activation": ["relu"]}, "must be one of sigmoid, tanh, relu"),
    ],
)
def test_what_is_not_enough_is_told_with_its_figures(change: dict[str, Any], sentence: str) -> None:
    assert sentence in told(AUTOENCODER, {"autoencoder": GOOD | change})


def test_anything_that_is_no_dict_of_settings_is_told() -> None:
    for wrong in (0, 1, None, [], {}, "relu"):
        result = verdict(AUTOENCODER, {"autoencoder": wrong})
        assert result.score == 0
    missing = {key: value for key, value in GOOD.items() if key != "eta"}
    assert 'no entry "eta"' in told(AUTOENCODER, {"autoencoder": missing})


def test_the_function_in_the_notebook_gives_what_the_check_sees() -> None:
    names = SET.solution(AUTOENCODER)
    few = GOOD | {"epochs": 2}
    assert f"reaches an error of {names['error'](**few):.4f}" in told(AUTOENCODER, {"autoencoder": few})


def test_the_best_linear_error_is_that_of_pca() -> None:
    x, _ = nn.datasets.digits()
    u, s, vt = np.linalg.svd(x - x.mean(axis=0), full_matrices=False)
    back = (u[:, :8] * s[:8]) @ vt[:8] + x.mean(axis=0)
    error = nn.MeanSquaredError()(back, x)
    assert f"With 8 numbers PCA's is {error:.4f}" in TEXT.replace("\n", " ")
    assert f"PCA {error:.4f}" in told(AUTOENCODER, {"autoencoder": GOOD | {"epochs": 1}})


# What is left of the gradient -----------------------------------------------------------------------------

FLOW = PROBLEMS["deeper.gradient_flow"]


@pytest.mark.parametrize("learner_id", ["ada", "", "Zoë", "learner-3"])
def test_the_slopes_are_those_of_real_chains(learner_id: str) -> None:
    """Compare with networks of one unit a layer, differentiated by finite differences."""
    given, answers = FLOW.numbers_for(learner_id), SET.solution(FLOW, learner_id)
    k, s, m, w = (given[name] for name in "ksmw")

    def slope(step: Any, depth: int, start: float) -> float:
        ends = []
        for a in (start - 1e-5, start + 1e-5):
            for _ in range(depth):
                a = step(a)
            ends.append(a)
        return (ends[1] - ends[0]) / 2e-5

    assert slope(lambda a: s * a, k, 0.3) == pytest.approx(answers["plain"], abs=1e-6)
    assert slope(lambda a: a + s * a, k, 0.3) == pytest.approx(answers["residual"], abs=1e-6)
    assert answers["straight"] * answers["residual"] == pytest.approx(1)
    # each unit at its steepest: a bias of −w/2 centres the next one, since σ(0) is 0.5
    steep = slope(lambda a: nn.sigmoid(w * a - w / 2), m, 0.5)
    assert steep == pytest.approx(answers["squashed"], abs=1e-6)


def test_rounded_answers_pass_and_the_right_ones_are_not_shown() -> None:
    right = SET.solution(FLOW)
    assert verdict(FLOW, {name: round(right[name], 3) for name in FLOW.names}).status == "passed"
    for name in FLOW.names:
        result = verdict(FLOW, {**right, name: 0.12345})
        assert result.diagnosis is not None
        assert result.diagnosis.expected == ""


def test_answers_for_the_guests_numbers_are_recognised() -> None:
    result = verdict(FLOW, SET.solution(FLOW, ""), "ada")
    assert result.diagnosis is not None
    assert result.diagnosis.kind == "guest numbers"


# The statements -------------------------------------------------------------------------------------------


def printed(values: Any) -> str:
    """Print a table as the statements do."""
    return "[" + ", ".join("[" + ", ".join(f"{v:g}" for v in row) + "]" for row in np.round(values, 3)) + "]"


def test_the_numbers_in_the_statements_are_the_computed_ones() -> None:
    text = TEXT.replace("\n", " ")
    reference = {name: value for p in PROBLEMS.values() for name, value in p.reference.items()}
    two = reference["BatchNorm"](2).forward(np.array([[1.0, 10.0], [3.0, 30.0]]))
    assert f"`{printed(two)}`, nearly" in text
    for row in ([1.0, 2.0, 3.0], [10.0, 20.0, 30.0]):
        a = reference["layer_norm"](np.array([row]), np.ones(3), np.zeros(3))
        np.testing.assert_allclose(a, [[-1.225, 0, 1.225]], atol=6e-4)
    assert "`[[-1.225, 0, 1.225]]`" in text
    x, delta = np.array([[3.0, 1.0]]), np.array([[1.0, 1.0]])
    W1, W2 = np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([[2.0, -1.0], [1.0, 1.0]])
    dx, dW1, dW2 = reference["residual_backward"](delta, x, W1, W2)
    assert f"a is `{printed(reference['residual_forward'](x, W1, W2))}`" in text
    assert f"dx is `{printed(dx)}`, dW1 `{printed(dW1)}`, dW2 `{printed(dW2)}`" in text
    assert 0.25**10 < 1e-6
    assert f"{np.log(2):.3f}, the logarithm of 2" in text


def test_the_planted_bug_makes_everyone_alike() -> None:
    """What the statement of the repair says can be seen in the code that learners get."""
    problem = PROBLEMS["deeper.repair"]
    names = SET.execute(problem, SET.stub(problem))
    cell = next(c for c in CELLS if c.kind == "code" and "people = " in c.source)
    exec(cell.source, {**names, "print": lambda *_: None}, names)
    assert np.allclose(names["losses"], np.log(2))
    assert np.allclose(names["x_hat"], [-1, 1])


def test_batch_norm_differs_from_nnkits_only_in_the_running_variance() -> None:
    rng = np.random.default_rng(0)
    right = nn.BatchNorm(3)
    net = nn.Network([right], rng=rng)
    mine = SET.solution(PROBLEMS["deeper.batch_norm"])["BatchNorm"](3)
    z, delta = rng.standard_normal((2, 5, 3))
    np.testing.assert_allclose(mine.forward(z), net.forward(z))
    np.testing.assert_allclose(mine.backward(delta), right.backward(delta.copy()), atol=1e-12)
    np.testing.assert_allclose(mine.running_mean, right.mean)
    np.testing.assert_allclose(mine.running_var - 0.9, (right.variance - 0.9) * 4 / 5)
