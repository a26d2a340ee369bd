"""F12 measures what the library's own network does, predicts it, and judges a learner's initialiser."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import nnkit as nn
from nnkit.widgets import signal_explorer
from nnkit.widgets.controls import ControlError
from nnkit.widgets.figures.f12_signals.compute import NAMES, compute
from nnkit.widgets.figures.f12_signals.propagate import BINS, expect
from nnkit.widgets.figures.f12_signals.rules import DEEPEST, RULES, ends, spread, weights
from nnkit.widgets.figures.f12_signals.yours import Yours
from nnkit.widgets.labels import spread_out
from nnkit.widgets.style import LIGHT

Array = np.ndarray[Any, Any]


def rms(a: Array) -> float:
    return float(np.sqrt(np.mean(a**2)))


@pytest.mark.parametrize("activation", NAMES)
def test_signal_and_gradient_are_those_of_a_network_of_the_library(activation: str) -> None:
    depth, width, bias, seed = 5, 16, 0.3, 2
    view = compute(activation, "He", depth=depth, width=width, bias=bias, seed=seed)
    x, delta = ends(seed, width)
    sizes = [width] * (depth + 1)
    net = nn.Network.mlp(
        sizes, nn.ACTIVATIONS[activation], init=nn.init.he_normal, rng=np.random.default_rng(seed)
    )
    for layer in net.layers:
        layer.b[:] = bias
    net.forward(x)
    net.backward(delta)  # the last layer of an mlp is linear, so its δ is the delta that goes in
    expected = [rms(layer.a) for layer in net][:-1]
    np.testing.assert_allclose(view.measured.signal[:-1], expected, rtol=1e-12)
    np.testing.assert_allclose(view.measured.gradient, [rms(l.delta) for l in net.layers], rtol=1e-12)
    last = nn.ACTIVATIONS[activation](net[-1].z)
    assert view.measured.signal[-1] == pytest.approx(rms(last), rel=1e-12)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("n_out", "n_in"), [(60, 120), (120, 60), (90, 90)])
def test_each_rule_has_the_spread_that_is_said(rule: str, n_out: int, n_in: int) -> None:
    rng = np.random.default_rng(1)
    draw = {
        "zeros": nn.init.zeros,
        "normal": lambda *a: nn.init.normal(*a, std=0.07),
        "Xavier": nn.init.xavier_normal,
        "He": nn.init.he_normal,
        "LeCun": nn.init.lecun_normal,
        "orthogonal": nn.init.orthogonal,
    }[rule]
    found = draw(rng, n_out, n_in).std()
    assert found == pytest.approx(spread(rule, n_out, n_in, 0.07), rel=0.05)  # 1/√(2 · 5400) is 1 %


def test_the_normal_rule_is_scaled_by_its_standard_deviation() -> None:
    W = nn.init.normal(np.random.default_rng(3), 16, 16, std=0.2)
    np.testing.assert_allclose(weights("normal", 3, 16, 0.2)[0], W, rtol=1e-12)


@pytest.mark.parametrize("sigma", [0.1, math.sqrt(2 / 64), 0.3])
def test_relu_keeps_half_of_the_second_moment_forward_and_backward(sigma: float) -> None:
    factor = 64 * sigma**2 / 2
    expected = expect(64, sigma, nn.relu, 0.0, 8)
    np.testing.assert_allclose(expected.signal**2, factor ** np.arange(9), rtol=1e-3)  # of the sum over u
    np.testing.assert_allclose(expected.gradient**2, factor ** np.arange(7, -1, -1), rtol=1e-3)


def test_he_keeps_the_second_moment_and_not_the_variance() -> None:
    seeds = [compute("relu", "He", depth=1, width=128, seed=s).measured for s in range(20)]
    second = np.mean([m.signal[1] ** 2 for m in seeds])
    variance = np.mean([m.variance[1] for m in seeds])
    assert second == pytest.approx(1, abs=0.03)
    assert variance == pytest.approx(1 - 1 / math.pi, abs=0.03)  # d s² (1/2 − 1/(2π)) with s² = 2/d
    formula = compute("relu", "He", width=128).formula
    assert "per layer, E[a²] × n σ²/2 = 128 · 0.0156/2 = 1.00; measured" in formula
    assert "n σ² (½ − 1/(2π)) = 0.682; measured" in formula


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "silu", "elu", "leaky_relu"])
@pytest.mark.parametrize("bias", [0.0, 0.5])
def test_wide_layers_do_what_is_predicted(activation: str, bias: float) -> None:
    views = [compute(activation, "LeCun", depth=6, width=128, bias=bias, seed=s) for s in range(6)]
    signal = np.mean([v.measured.signal**2 for v in views], axis=0)
    gradient = np.mean([v.measured.gradient**2 for v in views], axis=0)
    np.testing.assert_allclose(signal, views[0].expected.signal ** 2, rtol=0.12)  # 128 units are not ∞
    np.testing.assert_allclose(gradient, views[0].expected.gradient ** 2, rtol=0.2)


def test_an_orthogonal_linear_network_keeps_every_length() -> None:
    view = compute("identity", "orthogonal", depth=30, width=32)
    np.testing.assert_allclose(view.measured.signal, view.measured.signal[0], rtol=1e-10)
    np.testing.assert_allclose(view.measured.gradient, view.measured.gradient[-1], rtol=1e-10)


def test_zeros_let_nothing_through() -> None:
    view = compute("tanh", "zeros", depth=4)
    assert list(view.measured.signal[1:]) == [0] * 4
    assert list(view.measured.gradient[:-1]) == [0] * 3
    assert "gone (0)" in view.readout
    assert not view.all_dead  # tanh has its steepest slope there


def test_dead_units_are_those_that_no_example_wakes() -> None:
    view = compute("relu", "He", depth=6, width=16, seed=4)
    x, _ = ends(4, 16)
    a, dead = x, []
    for W in weights("He", 4, 16, 0.0)[:6]:
        a = np.maximum(a @ W.T, 0)
        dead.append(int((a == 0).all(axis=0).sum()))
    assert list(view.measured.idle) == dead
    assert sum(dead) > 0
    assert f"Dead: {sum(dead)} of 96 units" in view.readout
    assert "saturated" in signal_explorer(activation="tanh", bias=3).view.readout.lower()


def test_a_saturated_unit_has_less_than_a_hundredth_of_the_slope_for_every_example() -> None:
    view = compute("tanh", "normal", std=0.06, depth=3, width=64, bias=3.0, seed=1)
    a, saturated = ends(1, 64)[0], []
    for W in weights("normal", 1, 64, 0.06)[:3]:
        a = np.tanh(a @ W.T + 3)
        saturated.append(int(((1 - a**2).max(axis=0) < 0.01).sum()))
    assert list(view.measured.idle) == saturated
    assert 0 < saturated[1] < 64  # tanh′(3) is 0.0099


def test_the_measured_factor_is_that_of_the_second_moment() -> None:
    view = compute("tanh", depth=8)
    forward = (view.measured.signal[-1] / 1.0) ** (2 / 8)
    back = view.measured.gradient[0] ** (2 / 7)
    first, second = view.formula.split("<br>")
    assert first.endswith(f"measured {forward:.3f}")
    assert second.endswith(f"measured {back:.3f}")


def test_histograms_count_every_activation_once() -> None:
    view = compute("relu", "normal", std=0.5, depth=4, width=32)
    assert view.measured.heights.shape == (5, BINS)
    assert (view.measured.heights.max(axis=1) == 1).all()
    middle = BINS // 2
    assert (view.measured.heights[1:, :middle] == 0).all()  # ReLU has no negative activation
    assert (view.measured.heights[2:, -1] > 0.5).all()  # and here most of the others are beyond the axis


def test_more_layers_leave_the_first_ones_as_they_were() -> None:
    short, long = compute(depth=10), compute(depth=20)
    np.testing.assert_array_equal(short.measured.signal, long.measured.signal[:11])


@pytest.mark.parametrize(("x", "state"), [(17.2, {"depth": 17.2}), (33.0, {})])
def test_pointing_at_a_layer_ends_the_network_there(x: float, state: dict[str, float]) -> None:
    panel = signal_explorer()
    assert panel._point(panel.scene.size_axes, x, 0.0, panel.state) == state
    panel.set(**state)
    assert panel.view.depth == round(x) if state else 12


# -- the learner's own initialiser ----------------------------------------------------------------


def my_he(rng: np.random.Generator, n_out: int, n_in: int) -> Array:
    return np.sqrt(2 / n_in) * rng.standard_normal((n_out, n_in))


def test_the_same_rule_written_by_the_learner_gives_the_same_network() -> None:
    view = signal_explorer(init=my_he, activation="relu", rule="He").view
    assert view.readout.endswith("Yours agrees with He.")
    assert view.own is not None
    np.testing.assert_allclose(view.own.signal, view.measured.signal, rtol=1e-12)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda rng, o, i: rng.standard_normal((o, i)) * np.sqrt(2 / o), "standard deviation 0.1"),
        (lambda rng, o, i: rng.standard_normal((o, i)) * 2 / i, "standard deviation"),
        (lambda rng, o, i: rng.uniform(0, np.sqrt(24 / i), (o, i)), "the mean 0.5"),
    ],
)
def test_a_wrong_rule_is_drawn_and_its_first_difference_named(wrong: Any, said: str) -> None:
    panel = signal_explorer(init=wrong, activation="relu", rule="He")
    assert "Yours first differs from He: for n_out = 80, n_in = 20" in panel.view.readout
    assert said in panel.view.readout
    assert panel.view.own is not None
    assert panel.scene.render(panel.view, LIGHT, 1.0)[..., 3].any()


def test_expected_and_got_are_both_said() -> None:
    # √(2 / 20) = 0.316 is right for n_in = 20; the learner divided by n_out = 80
    view = signal_explorer(
        init=lambda rng, o, i: rng.standard_normal((o, i)) * np.sqrt(2 / o), rule="He"
    ).view
    assert "instead of 0.316" in view.readout


def test_gaussian_weights_are_not_taken_for_orthogonal_ones() -> None:
    def gaussian(rng: np.random.Generator, n_out: int, n_in: int) -> Array:
        return rng.standard_normal((n_out, n_in)) / np.sqrt(max(n_out, n_in))

    assert "the columns are not orthogonal" in Yours(gaussian).difference("orthogonal", 0, 0.1)
    assert Yours(nn.init.orthogonal).difference("orthogonal", 0, 0.1) == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda rng, o, i: rng.nothing, "raised AttributeError"),
        (
            lambda rng, o, i: np.zeros((o, i + 1)),
            "returned shape (64, 65); expected an array of shape (64, 64)",
        ),
        (lambda rng, o, i: ..., "has not been written yet"),
        (lambda rng, o, i: np.full((o, i), np.nan), "returned numbers that are not finite"),
        (lambda rng, o, i: np.full((o, i), 1e200), "returned weights as large as 1.00e200"),
    ],
)
def test_what_went_wrong_in_the_learners_rule_is_said_in_words(wrong: Any, said: str) -> None:
    view = signal_explorer(init=wrong).view
    assert said in view.readout
    assert view.own is None


def test_a_transposed_shape_is_found_although_all_layers_are_square() -> None:
    view = signal_explorer(init=lambda rng, o, i: rng.standard_normal((i, o)) * 0.06).view
    assert "returned shape (20, 80); expected an array of shape (80, 20)" in view.readout


def test_the_learners_rule_is_drawn_once_for_a_drag() -> None:
    calls = []

    def counted(rng: np.random.Generator, n_out: int, n_in: int) -> Array:
        calls.append((n_out, n_in))
        return my_he(rng, n_out, n_in)

    yours = Yours(counted)
    first, _ = yours.weights(0, 8)
    assert yours.weights(0, 8)[0] is first
    assert len(calls) == DEEPEST
    assert yours.weights(1, 8)[0] is not first


# -- what lies around -----------------------------------------------------------------------------


def test_bad_input_from_code_is_refused() -> None:
    with pytest.raises(ControlError, match=r"rule: expected one of .*'orthogonal', got 'Glorot'"):
        signal_explorer(rule="Glorot")
    assert compute(depth=500).depth == DEEPEST


def test_a_bias_alone_does_not_do_the_task_of_keeping_the_signal() -> None:
    panel = signal_explorer(activation="tanh", rule="zeros", bias=1, depth=30)
    assert panel.view.drift == pytest.approx(1)
    assert not any(panel._done)


def test_names_are_kept_apart_and_in_order() -> None:
    ends_ = np.array([0.1, 0.0, -20.0, 0.05])
    places = spread_out(ends_, 3.0, 12.0)
    assert (np.diff(np.sort(places)) >= 3 - 1e-6).all()
    assert list(np.argsort(places)) == list(np.argsort(ends_))
    assert np.abs(places).max() <= 12 + 1e-6
