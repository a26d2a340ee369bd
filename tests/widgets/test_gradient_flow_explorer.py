"""F16 walks real networks of the library: its gradients are those that finite differences find."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nnkit as nn
from nnkit.widgets import gradient_flow_explorer
from nnkit.widgets.controls import ControlError
from nnkit.widgets.figures.f16_gradient_flow.compute import ACTIVATIONS, compute
from nnkit.widgets.figures.f16_gradient_flow.networks import (
    BATCH,
    DEEPEST,
    NORMS,
    VARIANTS,
    block,
    flow,
)
from nnkit.widgets.style import LIGHT

Array = np.ndarray[Any, Any]


def rms(a: Array) -> float:
    return float(np.sqrt(np.mean(a**2)))


def network(variant: str, norm: str, activation: str, width: int, depth: int, scale: float) -> nn.Network:
    """The same blocks in a network of their own, its W scaled by hand."""
    layers = [layer for _ in range(depth) for layer in block(variant, norm, activation, width)]
    net = nn.Network(layers, rng=np.random.default_rng(3))
    for layer in net.layers:
        dense = layer.layers[0] if isinstance(layer, nn.Residual) else layer
        if isinstance(dense, nn.Dense):
            dense.W = scale * dense.W
    return net


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("norm", sorted(NORMS))
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_gradient_is_what_finite_differences_find(variant: str, norm: str, activation: str) -> None:
    width, depth, scale, h = 8, 4, 1.3, 1e-6
    found = flow(variant, norm, activation, scale, width, depth, 3)
    net = network(variant, norm, activation, width, depth, scale)
    x, error = np.random.default_rng([3, 1]).standard_normal((2, BATCH, width))
    size = len(net.layers) // depth
    assert found.signal[-1] == pytest.approx(rms(net.forward(x)), rel=1e-12)

    a = x
    for layer in net.layers[:size]:
        a = layer.forward(a)
    a1 = a.copy()

    def loss(a: Array) -> float:
        for layer in net.layers[size:]:
            a = layer.forward(a)
        return float((error * a).sum())

    assert found.signal[1] == pytest.approx(rms(a1), rel=1e-12)
    direction = np.random.default_rng(0).standard_normal(a1.shape)
    slope = (loss(a1 + h * direction) - loss(a1 - h * direction)) / (2 * h)
    net.forward(x)
    net.backward(error)
    g = error.copy()
    net.forward(x)
    for layer in reversed(net.layers[size:]):
        g = layer.backward(g)
    assert found.gradient[0] == pytest.approx(rms(g), rel=1e-12)
    assert slope == pytest.approx(
        float((g * direction).sum()), rel=1e-3, abs=1e-6
    )  # a ReLU may bend within h


@pytest.mark.parametrize("variant", VARIANTS)
def test_all_four_networks_start_from_the_same_weights(variant: str) -> None:
    W = nn.init.lecun_normal(np.random.default_rng(5), 16, 16)
    x, _ = np.random.default_rng([5, 1]).standard_normal((2, BATCH, 16))
    a = x @ (1.5 * W.T)
    if variant in ("normalised", "both"):
        a = (a - a.mean(axis=1, keepdims=True)) / np.sqrt(a.var(axis=1, keepdims=True) + 1e-5)
    a = np.tanh(a)
    if variant in ("residual", "both"):
        a = a + x
    assert flow(variant, "layer norm", "tanh", 1.5, 16, 2, 5).signal[1] == pytest.approx(rms(a), rel=1e-10)


def test_a_network_that_was_walked_before_gives_the_same_again() -> None:
    """The kept networks are walked at another scale in between."""
    arguments = ("both", "batch norm", "relu", 1.0, 16, 10, 0)
    first = flow.__wrapped__(*arguments)
    flow.__wrapped__("both", "batch norm", "relu", 2.5, 16, 40, 0)
    again = flow.__wrapped__(*arguments)
    np.testing.assert_array_equal(first.gradient, again.gradient)
    np.testing.assert_array_equal(first.signal, again.signal)


def test_sigmoid_alone_loses_at_least_three_quarters_a_layer() -> None:
    view = compute(activation="sigmoid", depth=50, scale=0.5, width=32)
    assert (
        0 < view.ratio("plain") < (0.25 * 2 * 0.5) ** 49
    )  # slope at most 1/4, largest singular value about 2 g


def test_a_shortcut_lets_the_gradient_through_whatever_the_weights_do() -> None:
    view = compute(activation="sigmoid", scale=0.1, depth=50)
    assert view.ratio("residual") == pytest.approx(1, abs=0.05)
    assert view.ratio("plain") < 1e-50


def test_the_scale_of_the_weights_makes_no_difference_under_normalisation() -> None:
    small, large = (compute(activation="tanh", norm="layer norm", scale=s, depth=20) for s in (0.5, 2.5))
    for variant in ("normalised", "both"):
        assert small.ratio(variant) == pytest.approx(large.ratio(variant), rel=0.02)  # ε is not scaled
    assert large.ratio("plain") > 1e3 * small.ratio("plain")


def test_batch_norm_alone_makes_a_deep_relu_network_explode() -> None:
    """Its gradient grows by about √(π / (π − 1)) = 1.21 a layer (Yang and others 2019)."""
    ratios = [compute(depth=50, seed=s).ratio("normalised") ** (1 / 49) for s in range(4)]
    assert np.mean(ratios) == pytest.approx(np.sqrt(np.pi / (np.pi - 1)), rel=0.06)


def test_ratios_in_words_are_those_of_the_picture() -> None:
    panel = gradient_flow_explorer(norm="layer norm", chosen="both")
    view = panel.view
    assert panel.png
    for k, variant in enumerate(VARIANTS):
        x, y = panel.scene.back[k].get_data()
        assert list(x) == list(range(1, 31))
        assert y[0] == pytest.approx(np.log10(view.ratio(variant)))
        assert y[-1] == 0
    assert "(layer norm)" in view.readout
    assert "layer norm" in panel.scene.back_names[1].get_text()
    assert panel.scene.back[3].get_linewidth() > panel.scene.back[0].get_linewidth()
    assert panel.scene.back[3].get_color() == LIGHT.ink or panel.scene.back[3].get_linewidth() == 2.6


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"activation": "sigmoid"}, "in the plain network it vanishes"),
        ({"activation": "relu", "scale": 3.0}, "in the plain network it explodes"),
        (
            {"chosen": "both", "norm": "layer norm"},
            "with layer norm and residual connections it stays within",
        ),
        ({"chosen": "normalised"}, "with batch norm alone it grows"),
    ],
)
def test_the_verdict_is_about_the_chosen_network(state: dict[str, Any], words: str) -> None:
    assert words in compute(**state).readout


def test_the_factor_per_layer_is_the_root_of_the_ratio() -> None:
    view = compute(depth=11)
    factor = view.ratio("plain") ** 0.1
    assert f"‖g‖ × {factor:.3f}; over 10 of them × {view.ratio('plain'):.3g}" in view.formula


def test_pointing_at_a_layer_ends_the_networks_there() -> None:
    panel = gradient_flow_explorer()
    panel.set(**panel._point(panel.scene.back_axes, 41.3, 0.0, panel.state))
    assert panel.view.depth == 41
    assert panel._point(panel.scene.back_axes, -5.0, 0.0, panel.state) == {}


def test_taming_needs_the_explosion_and_the_normalisation() -> None:
    assert not compute(scale=3.0, norm="batch norm", depth=50).tamed  # batch norm alone explodes too
    assert not compute(scale=1.0, norm="layer norm").tamed
    assert compute(scale=3.0, norm="layer norm").tamed


def test_bad_input_from_code_is_refused() -> None:
    with pytest.raises(ControlError, match=r"norm: expected one of 'batch norm', 'layer norm', got 'group'"):
        gradient_flow_explorer(norm="group")
    assert compute(depth=99).depth == DEEPEST
    assert compute(depth=0).depth == 2
