"""F3 shows what is said of the activations: their slopes, where these vanish, and what depth makes of it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from nnkit.activations import ACTIVATIONS
from nnkit.errors import NNKitError
from nnkit.widgets import activation_explorer
from nnkit.widgets.figures.f03_activations.compute import AXIS, ActivationView, Zone, compute
from nnkit.widgets.figures.f03_activations.family import BESIDES, NAMES, NOTHING, TWICE, meant_by
from nnkit.widgets.figures.f03_activations.scene import FLOOR, parted
from nnkit.widgets.figures.f03_activations.words import SATURATED, neat, superscript
from nnkit.widgets.figures.f03_activations.yours import OWN_U
from nnkit.widgets.style import LIGHT

KINKED = {"threshold", "relu", "leaky_relu", "prelu", "elu"}


def at(name: str, u: float, **state: Any) -> ActivationView:
    return compute(activation=name, u=u, **state)


# -- the family -----------------------------------------------------------------------------------


def test_every_activation_of_the_library_is_there_and_prelu() -> None:
    assert set(NAMES) == {*ACTIVATIONS, "prelu"}
    assert set(BESIDES) == {*NAMES, NOTHING, TWICE}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("u", [-3.05, -0.7, 0.4, 2.35])
def test_the_slope_is_the_central_difference_of_the_value(name: str, u: float) -> None:
    state, h = {"alpha": 0.3, "alpha_elu": 1.7, "beta": 2.5}, 1e-5
    here, up, down = (at(name, u + d, **state) for d in (0.0, h, -h))
    assert here.slope == pytest.approx((up.value - down.value) / (2 * h), abs=1e-8)


@pytest.mark.parametrize("name", NAMES)
def test_the_dashed_curve_is_the_slope_of_the_solid_one(name: str) -> None:
    view = compute(activation=name)
    smooth = np.abs(AXIS) > 0.03
    measured = np.gradient(view.values, AXIS)
    np.testing.assert_allclose(
        view.slopes[smooth][1:-1], measured[smooth][1:-1], atol=3e-4
    )  # spacing² · 2 / 6
    k = int(np.argmin(np.abs(AXIS - 1.5)))
    assert at(name, float(AXIS[k])).value == pytest.approx(view.values[k], rel=1e-12)


@pytest.mark.parametrize(
    ("name", "state", "below"),
    [
        ("leaky_relu", {"alpha": 0.3}, -0.6),
        ("prelu", {"alpha": 0.3}, -0.6),
        ("elu", {"alpha_elu": 1.5}, 1.5 * (math.exp(-2) - 1)),
        ("silu", {"beta": 3.0}, -2 / (1 + math.exp(6))),
        ("silu", {"beta": 0.0}, -1.0),  # u / 2
    ],
)
def test_the_parameter_is_put_in(name: str, state: dict[str, float], below: float) -> None:
    assert at(name, -2.0, **state).value == pytest.approx(below)


def test_only_the_parameters_that_count_are_shown() -> None:
    panel = activation_explorer()
    for activation, beside, wanted in (
        ("tanh", NOTHING, set()),
        ("leaky_relu", NOTHING, {"alpha"}),
        ("prelu", "silu", {"alpha", "beta"}),
        ("gelu", "elu", {"alpha_elu"}),
    ):
        panel.set(activation=activation, beside=beside)
        assert {"alpha", "alpha_elu", "beta"} & set(panel._shown(panel.state)) == wanted


# -- the facts ------------------------------------------------------------------------------------


def test_the_slope_of_the_sigmoid_is_at_most_a_quarter_at_zero() -> None:
    peak = compute(activation="sigmoid").peak
    assert (peak.slope, peak.place) == (0.25, 0)
    assert at("sigmoid", 0.0).slope == 0.25


def test_the_slope_of_the_sigmoid_is_nearly_0_beyond_3() -> None:
    low, high = compute(activation="sigmoid").zones
    edge = math.log(
        (1 + math.sqrt(1 - 4 * SATURATED)) / (1 - math.sqrt(1 - 4 * SATURATED))
    )  # s (1 − s) = 0.05
    assert edge < 3
    assert (low.low, high.high) == (-6, 6)
    assert (low.high, high.low) == pytest.approx((-edge, edge), abs=1e-4)
    assert not low.dead
    assert at("sigmoid", 3.0).saturated
    assert not at("sigmoid", 2.85).saturated


def test_the_slope_of_tanh_is_at_most_1() -> None:
    peak = compute(activation="tanh").peak
    assert (peak.slope, peak.place) == (1, 0)


def test_ten_sigmoids_at_their_best_leave_a_millionth() -> None:
    view = at("sigmoid", 0.0, layers=10)
    assert view.signal == pytest.approx(9.5e-7, rel=0.01)
    assert view.signal == 0.25**10
    assert "0.25¹⁰ = 9.54e−7" in view.readout
    np.testing.assert_allclose(view.through, [0.25**k for k in range(11)])


def test_the_slope_of_a_threshold_is_0_everywhere() -> None:
    view = compute(activation="threshold")
    assert view.zones == (Zone(-6.0, 6.0, dead=True),)
    assert view.signal == 0
    assert "never learns" in view.readout


def test_tanh_is_a_sigmoid_stretched() -> None:
    view = compute(activation="tanh", beside=TWICE)
    assert view.beside is not None
    assert view.beside.difference < 1e-15 * 4
    assert "is the same function" in view.readout
    np.testing.assert_allclose(view.beside.slopes, view.slopes, atol=1e-15)


def test_two_that_differ_most_at_0_are_said_to_differ_there() -> None:
    view = compute(activation="softplus", beside="silu")
    assert "differ most at u = 0, by 0.693" in view.readout


def test_the_two_gelus_differ_by_less_than_a_thousandth() -> None:
    view = compute(activation="gelu", beside="gelu_tanh")
    assert view.beside is not None
    u = np.linspace(-6, 6, 100_001)
    exact = np.array([v * (1 + math.erf(v / math.sqrt(2))) / 2 for v in u])
    nearly = u * (1 + np.tanh(math.sqrt(2 / math.pi) * (u + 0.044715 * u**3))) / 2
    assert view.beside.difference == pytest.approx(np.abs(exact - nearly).max(), rel=0.01)
    assert 4e-4 < view.beside.difference < 1e-3
    assert "by 4.73e−4" in view.readout


def test_relu_is_dead_below_zero_and_alive_above() -> None:
    assert [(round(z.low, 6), round(z.high, 6), z.dead) for z in compute(activation="relu").zones] == [
        (-6, 0, True)
    ]
    assert "dead" in at("relu", -1.0).readout
    assert "dead" not in at("relu", 1.0).readout
    assert compute(activation="leaky_relu").zones == ()
    (zone,) = compute(activation="leaky_relu", alpha=0.02).zones
    assert not zone.dead


def test_some_slopes_are_negative_and_some_exceed_1() -> None:
    falling = {name for name in NAMES if compute(activation=name).slopes.min() < -0.01}
    assert falling == {"silu", "gelu", "gelu_tanh"}
    assert "which is negative" in at("silu", -2.0).readout
    peak = compute(activation="gelu").peak
    assert peak.place == pytest.approx(math.sqrt(2), abs=1e-3)
    share = (1 + math.erf(1)) / 2  # Φ(√2)
    assert peak.slope == pytest.approx(share + math.sqrt(2) * math.exp(-1) / math.sqrt(2 * math.pi), abs=1e-6)


def test_a_zone_is_where_the_slope_is_small_and_nowhere_else() -> None:
    for name in NAMES:
        view = compute(activation=name, beta=4.0, alpha=0.03)
        inside = np.zeros(AXIS.size, dtype=bool)
        for zone in view.zones:
            assert zone.low <= zone.high
            inside |= np.abs(AXIS - (zone.low + zone.high) / 2) <= (zone.high - zone.low) / 2 + 1e-12
        np.testing.assert_array_equal(inside, np.abs(view.slopes) < SATURATED)


def test_a_negative_slope_shrinks_a_gradient_by_its_size() -> None:
    view = at("silu", -2.5, layers=3)
    assert view.slope < 0
    np.testing.assert_allclose(view.through, [1, -view.slope, view.slope**2, -(view.slope**3)])
    assert view.signal == pytest.approx(9.82e-4, rel=1e-3)


def test_a_corner_and_an_edge_are_not_taken_for_a_round_top() -> None:
    corner = compute(activation="elu", alpha_elu=2.0).peak
    assert (corner.slope, corner.place) == (2, 0)
    edge = compute(activation="softplus").peak
    assert (edge.place, edge.inside) == (None, False)
    flat = compute(activation="relu").peak
    assert (flat.slope, flat.place) == (1, None)


# -- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("u", [-2.5, 0.0, 1.5])
def test_the_formula_ends_in_the_value_and_the_slope(name: str, u: float) -> None:
    view = at(name, u)
    phi, prime, *rest = view.formula.split("<br>")
    assert neat(view.value) in phi
    assert neat(view.slope) in prime
    assert phi.startswith("φ(u) = ")
    assert prime.startswith("φ′(u) = ")
    assert bool(rest) == (name == "prelu")


def test_the_formula_of_the_sigmoid_has_the_numbers_in() -> None:
    assert at("sigmoid", 1.0).formula == (
        "φ(u) = 1 / (1 + e<sup>−1</sup>) = 0.731<br>φ′(u) = φ (1 − φ) = 0.731 · (1 − 0.731) = 0.197"
    )


def test_prelu_says_what_its_parameter_learns_from() -> None:
    h = 1e-6
    for u in (-2.5, 1.5):
        up, down = (at("prelu", u, alpha=0.1 + d).value for d in (h, -h))
        assert (
            f"min(u, 0) = {neat(round((up - down) / (2 * h), 6))}".replace("-", "−") in at("prelu", u).formula
        )


def test_a_power_of_a_tiny_slope_is_written_in_brackets() -> None:
    assert "(3.55e−8)¹⁰ = 3.15e−75" in at("gelu", -6.0).readout


def test_numbers_and_powers_are_written_neatly() -> None:
    assert [neat(v) for v in (0.25, 1.0, 0.19661, 5.756e-14, 0.0, -0.1)] == [
        "0.25", "1", "0.197", "5.76e−14", "0", "−0.1",
    ]  # fmt: skip
    assert superscript(10) + superscript(-3) == "¹⁰⁻³"


# -- what is drawn --------------------------------------------------------------------------------


def test_a_jump_is_drawn_as_a_gap_and_a_bend_is_not() -> None:
    for name in NAMES:
        view = compute(activation=name)
        assert np.isnan(parted(view.values)).any() == (name == "threshold")
        assert np.isnan(parted(view.slopes)).any() == (name in KINKED - {"threshold", "elu"})
        assert np.isfinite(view.slopes).all()  # the view keeps its numbers
    assert np.isnan(parted(compute(activation="elu", alpha_elu=1.5).slopes)).any()


def test_the_powers_fall_until_they_are_lost() -> None:
    panel = activation_explorer(activation="tanh", u=4, layers=10)
    panel.scene.render(panel.view, LIGHT, 1.0)
    k, height = panel.scene.powers.get_data()
    np.testing.assert_allclose(height, k * math.log10(panel.view.slope))
    lost = panel.scene.lost.get_data()[0]
    assert [*k, *lost] == list(range(11))
    assert panel.view.slope ** lost[0] <= 10**FLOOR < panel.view.slope ** k[-1]


def test_dragging_moves_u_or_the_layers() -> None:
    panel = activation_explorer()
    panel.scene.render(panel.view, LIGHT, 1.0)
    width, height = panel.scene.figure.bbox.size
    for axes, x, y, moved in (
        (panel.scene.upper, -2.5, 0.0, {"u": -2.5}),
        (panel.scene.lower, 1.25, 0.5, {"u": 1.25}),
        (panel.scene.deep, 14.2, -3.0, {"layers": 14}),
    ):
        px, py = axes.transData.transform((x, y))
        panel.set(**panel._pointed({"x": px / width, "y": 1 - py / height}))
        assert {name: panel.state[name] for name in moved} == moved


# -- tasks ----------------------------------------------------------------------------------------


def test_a_saturated_or_dead_unit_does_not_count_as_losing_the_signal_in_good_health() -> None:
    done = activation_explorer()._tasks[3].done
    assert not done(at("sigmoid", 4.0))
    assert not done(at("relu", -1.0))
    assert not done(at("sigmoid", 0.0, layers=20))
    assert done(at("sigmoid", 0.0))


def test_the_slope_at_4_must_be_small_but_alive() -> None:
    done = activation_explorer()._tasks[1].done
    assert not done(at("threshold", 4.0))
    assert not done(at("sigmoid", 4.0))  # 0.0177
    assert not done(at("tanh", 4.5))
    assert done(at("tanh", 4.0))


# -- the learner's own functions ------------------------------------------------------------------


def my_relu(z: Any) -> Any:
    return np.maximum(z, 0)


def relu_prime(z: Any) -> Any:
    return (z > 0) * 1.0


def test_a_function_is_compared_with_the_activation_that_it_is_named_after() -> None:
    panel = activation_explorer(phi=my_relu, prime=relu_prime)
    assert panel.state["activation"] == "relu"
    assert panel.view.readout.endswith(
        "Yours agrees. Your prime agrees. It also fits the central difference of your own function."
    )
    np.testing.assert_allclose(panel.view.own_values, np.maximum(OWN_U, 0))
    assert panel.png
    assert activation_explorer(phi=my_relu, activation="elu").state["activation"] == "elu"
    assert activation_explorer(prime=relu_prime).state["activation"] == "relu"


@pytest.mark.parametrize(
    ("called", "meant"),
    [("my_leaky_relu", "leaky_relu"), ("GELU_tanh", "gelu_tanh"), ("phi", "tanh"), ("<lambda>", "tanh")],
)
def test_the_longest_name_counts(called: str, meant: str) -> None:
    def function(z: Any) -> Any:
        return z

    function.__name__ = called
    assert meant_by(function, "tanh") == meant
    assert activation_explorer(phi=function).state["activation"] == meant
    assert meant_by(None, "") == ""


def test_the_first_difference_is_pointed_at() -> None:
    view = activation_explorer(phi=my_relu, activation="leaky_relu", alpha=0.1).view
    assert "Yours first differs at u = −5.9: 0 instead of −0.590." in view.readout
    late = compute(activation="relu", phi=lambda z: np.where(z > 3, z, np.maximum(z, 0) * (z < 2)))
    assert "Yours first differs at u = 2.1: 0 instead of 2.10." in late.readout


def test_a_prime_that_does_not_fit_its_own_function_is_told_so() -> None:
    view = compute(activation="sigmoid", phi=lambda z: 1 / (1 + np.exp(-z)), prime=lambda z: np.exp(-z))
    assert "Yours agrees. Your prime first differs at u = −5.9: 365 instead of 0.00272." in view.readout
    assert view.readout.endswith("it says 365, while your own function changes at the rate 0.00272.")
    twice = compute(activation="tanh", phi=lambda z: 2 * np.tanh(z), prime=lambda z: 2 - 2 * np.tanh(z) ** 2)
    assert "Yours first differs" in twice.readout
    assert "Your prime first differs" in twice.readout
    assert "It also fits the central difference of your own function." in twice.readout


@pytest.mark.parametrize("which", ["phi", "prime"])
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda z: z.nothing, "raised AttributeError"),
        (lambda z: max(z, 0), "raised ValueError"),
        (lambda z: z[:2], "returned shape (2,); expected an array of shape (60,)"),
        (lambda z: None, "returned NoneType; expected an array of shape (60,)"),
        (lambda z: ..., "has not been written yet"),
        (lambda z: "a", "returned str; expected"),
    ],
)
def test_what_went_wrong_is_said_in_words(which: str, wrong: Any, said: str) -> None:
    panel = activation_explorer(**{which: wrong})
    assert said in panel.view.readout
    assert panel.view.readout.endswith(".")
    assert panel.view.own_values is None
    assert panel.view.own_slopes is None
    assert panel.png


def test_nan_and_a_change_of_the_argument_do_no_harm() -> None:
    def spoils(z: Any) -> Any:
        result = np.tanh(z)
        z[:] = 7
        return result

    assert compute(phi=spoils, prime=lambda z: 1 - np.tanh(z) ** 2).readout.endswith("your own function.")
    assert OWN_U[0] == -5.9
    panel = activation_explorer(phi=lambda z: z * np.nan)
    assert "nan instead of −1.00" in panel.view.readout
    assert panel.png


def test_an_unknown_activation_is_refused() -> None:
    with pytest.raises(NNKitError, match=r"activation: expected one of 'identity', .* got 'softmax'"):
        activation_explorer(activation="softmax")
