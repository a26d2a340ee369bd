"""F6 shows the worked example, its gradient is right, and only the naive softmax breaks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.losses import SoftmaxCrossEntropy
from nnkit.widgets import softmax_explorer
from nnkit.widgets.figures.f06_softmax.explorer import CLASSES, START, compute
from nnkit.widgets.style import LIGHT


def test_the_worked_example() -> None:
    view = softmax_explorer().view  # logits 2, 1, 0.5 and class 0
    np.testing.assert_allclose(view.p, [0.629, 0.231, 0.140], atol=5e-4)
    assert view.loss == pytest.approx(0.464, abs=5e-4)
    assert "p = 0.629" in view.readout
    assert "0.464" in view.readout


def test_a_larger_true_logit_gives_0_971_and_0_029() -> None:
    panel = softmax_explorer(s0=5)
    assert panel.view.p[0] == pytest.approx(0.971, abs=5e-4)
    assert panel.view.loss == pytest.approx(0.029, abs=5e-4)


@pytest.mark.parametrize("temperature", [1.0, 0.5, 2.5])
@pytest.mark.parametrize("true", [0, 2])
def test_the_gradient_is_p_minus_y_over_the_temperature(true: int, temperature: float) -> None:
    s, h = np.array([1.2, -0.3, 0.7]), 1e-5

    def loss(logits: np.ndarray[Any, Any]) -> float:
        return compute(true=true, temperature=temperature, **{f"s{k}": v for k, v in enumerate(logits)}).loss

    view = compute(true=true, temperature=temperature, **{f"s{k}": v for k, v in enumerate(s)})
    np.testing.assert_allclose(view.gradient, (view.p - np.eye(3)[true]) / temperature, atol=1e-12)
    differences = [(loss(s + h * e) - loss(s - h * e)) / (2 * h) for e in np.eye(3)]
    np.testing.assert_allclose(view.gradient, differences, atol=1e-8)  # h² and 1e-16 / h both lie below


@pytest.mark.parametrize("shift", [1000, -1000])
def test_a_shift_of_all_logits_changes_only_the_naive_softmax(shift: int) -> None:
    still, moved = compute(), compute(shift=shift)
    np.testing.assert_allclose(moved.p, still.p, rtol=1e-12)
    assert moved.loss == pytest.approx(still.loss, rel=1e-12)
    np.testing.assert_allclose(moved.gradient, still.gradient, rtol=1e-9)
    assert np.isnan(moved.naive).all()
    assert "are nan" in moved.readout
    assert "subtract the largest first" in moved.formula
    np.testing.assert_allclose(still.naive, still.p)


def test_probabilities_sum_to_one_for_every_number_of_classes() -> None:
    panel = softmax_explorer()
    for classes in (3, 4, 5, 6):
        panel.controls["classes"].value = classes
        assert panel.view.p.shape == (classes,)
        assert panel.view.p.sum() == pytest.approx(1)
        assert panel.view.gradient.sum() == pytest.approx(0, abs=1e-12)


def test_only_the_logits_of_existing_classes_are_shown() -> None:
    panel = softmax_explorer(classes=4)
    shown = panel._shown(panel.state)
    assert [name for name in shown if name in {f"s{k}" for k in range(CLASSES)}] == ["s0", "s1", "s2", "s3"]
    assert {"classes", "true", "temperature", "shift"} <= set(shown)


def test_the_bars_stand_for_the_probabilities() -> None:
    panel = softmax_explorer(s0=0, s1=1)
    assert panel.png
    bars = panel.scene.bars
    np.testing.assert_allclose([bar.get_height() for bar in bars[:3]], panel.view.p)
    assert [bar.get_height() for bar in bars[3:]] == [0, 0, 0]


def test_a_softmax_of_the_learner_is_run_and_compared() -> None:
    def my_softmax(s: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.exp(s) / np.exp(s).sum()

    panel = softmax_explorer(softmax=my_softmax)
    assert panel.view.readout.endswith("Yours agrees.")
    np.testing.assert_allclose(panel.view.own, panel.view.p)
    panel.controls["shift"].value = 1000
    assert "Yours first differs at class 0: nan instead of 0.629" in panel.view.readout
    assert panel.scene.render(panel.view, LIGHT, 1.0)[..., 3].any()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda s: s.nothing, "raised AttributeError"),
        (lambda s: s[:2], r"returned shape (2,); expected an array of shape (3,)"),
        (lambda s: None, "returned NoneType; expected an array of shape (3,)"),
        (lambda s: ..., "has not been written yet"),
        (lambda s: "p", "returned str; expected"),
    ],
)
def test_what_went_wrong_in_the_learners_softmax_is_said_in_words(wrong: Any, said: str) -> None:
    view = softmax_explorer(softmax=wrong).view
    assert said in view.readout
    assert view.own is None


def test_a_softmax_of_the_learner_cannot_change_the_figure() -> None:
    def spoils(s: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        s[:] = 0
        return s

    assert softmax_explorer(softmax=spoils).view.p == pytest.approx(compute().p)


def test_the_figure_agrees_with_the_loss_of_the_library() -> None:
    view = compute(classes=6, true=4)
    loss = SoftmaxCrossEntropy()
    assert view.loss == loss(np.array([START]), np.array([4]))
