"""Sliders keep to their grid, choices to their options, and a wrong value is answered in words."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from nnkit.errors import NNKitError
from nnkit.widgets.controls import (
    Choice,
    Control,
    ControlError,
    Drawing,
    Scale,
    Slider,
    Stepper,
    Text,
    Toggle,
)


def slider(value: float = 0.5) -> Slider:
    return Slider("eta", "learning rate η", value, -1.0, 2.0, 0.1)


@pytest.mark.parametrize(
    ("asked", "got"), [(7, 2.0), (-7, -1.0), (math.inf, 2.0), (-math.inf, -1.0), (0.34, 0.3)]
)
def test_a_slider_moves_a_value_to_its_nearest_place(asked: float, got: float) -> None:
    s = slider()
    s.value = asked
    assert s.value == got


def test_a_slider_never_shows_rounding_dust_or_a_negative_zero() -> None:
    s = slider()
    for k in range(31):
        s.value = -1 + k * 0.1
        assert repr(s.value) == repr(round(s.value, 1))
        assert math.copysign(1, s.value) == 1 or s.value != 0
    assert s.value == 2.0


@pytest.mark.parametrize(
    ("low", "step", "decimals"), [(0.0, 1e-5, 5), (0.05, 0.1, 2), (-5.0, 0.25, 2), (0, 10, 0)]
)
def test_a_slider_has_the_decimals_that_its_grid_needs(low: float, step: float, decimals: int) -> None:
    s = Slider("v", "v", low, low, low + 100 * step, step)
    s.value = low + 3 * step
    assert s.value == pytest.approx(low + 3 * step, abs=1e-12)
    assert s.describe()["decimals"] == decimals


def test_a_slider_over_whole_numbers_gives_whole_numbers() -> None:
    s = Slider("n", "n", 3, 0, 10, 1)
    s.value = 6.7
    assert s.value == 7
    assert isinstance(s.value, int)


def test_numpy_numbers_become_plain_ones() -> None:
    s = slider()
    s.value = np.float32(1.5)
    assert type(s.value) is float


@pytest.mark.parametrize(
    ("control", "wrong", "expected"),
    [
        (slider(), "fast", "from -1.0 to 2.0"),
        (slider(), None, "from -1.0 to 2.0"),
        (slider(), math.nan, "from -1.0 to 2.0"),
        (Choice("phi", "φ", "relu", ("relu", "tanh")), "rleu", "one of 'relu', 'tanh'"),
        (Toggle("on", "on", True), "no", "True or False"),
        (Toggle("on", "on", True), None, "True or False"),
    ],
)
def test_a_wrong_value_says_what_was_expected_and_what_came(
    control: Control, wrong: Any, expected: str
) -> None:
    before = control.value
    with pytest.raises(ControlError, match=f"{control.name}: expected .*{expected}.*, got ") as caught:
        control.value = wrong
    assert repr(wrong) in str(caught.value)
    assert isinstance(caught.value, NNKitError)
    assert control.value == before


def test_a_default_that_is_off_the_grid_is_moved_onto_it() -> None:
    s = slider(0.1234)
    assert s.default == s.value == 0.1


def test_a_choice_returns_its_own_option() -> None:
    c = Choice("k", "k", 3, (3, 4))
    c.value = 4.0
    assert type(c.value) is int


def test_a_toggle_takes_booleans_of_numpy() -> None:
    t = Toggle("on", "on", False)
    t.value = np.bool_(True)
    assert t.value is True


def test_the_browser_is_told_everything_it_needs() -> None:
    assert slider().describe() == {
        "name": "eta",
        "label": "learning rate η",
        "help": "",
        "kind": "Slider",
        "min": -1.0,
        "max": 2.0,
        "step": 0.1,
        "decimals": 1,
    }
    assert Choice("c", "c", 1, (1, 2)).describe()["options"] == [1, 2]
    assert Toggle("t", "t", True, help="why").describe() == {
        "name": "t",
        "label": "t",
        "help": "why",
        "kind": "Toggle",
    }


# -- texts and drawings ---------------------------------------------------------------------------


def test_a_text_is_one_line() -> None:
    text = Text("f", "target f(x)", "x**2", examples=("sin(x)",))
    text.value = "  sin(3 *\n x) "
    assert text.value == "sin(3 * x)"
    assert text.describe()["examples"] == ["sin(x)"]


@pytest.mark.parametrize("wrong", [None, 3, "x" * 201])
def test_a_text_that_is_none_is_refused_in_words(wrong: Any) -> None:
    text = Text("f", "target f(x)", "x")
    with pytest.raises(ControlError, match=r"f: expected a text of at most 200 characters, got "):
        text.value = wrong
    assert text.value == "x"


def test_a_drawing_is_strokes_of_points_with_three_decimals() -> None:
    pad = Drawing("pad", "draw")
    pad.value = [[[0.12345, 1], [0, 0.5]], [], [[1, 1]]]
    assert pad.value == (((0.123, 1.0), (0.0, 0.5)), ((1.0, 1.0),))
    assert eval(repr(pad.value)) == pad.value


@pytest.mark.parametrize(
    "wrong", [None, 5, "ab", [[0.5]], [[[0.5, 1.5]]], [[[math.nan, 0.5]]], [[[0.1, 0.1]] * 4001]]
)
def test_a_drawing_that_is_none_is_refused_in_words(wrong: Any) -> None:
    pad = Drawing("pad", "draw")
    with pytest.raises(ControlError, match="pad: expected strokes, each a list of points"):
        pad.value = wrong
    assert pad.value == ()


def test_a_stepper_is_a_slider_and_a_scale_is_a_choice_with_another_look() -> None:
    stepper, scale = Stepper("t", "step", 0, 0, 9, 1), Scale("eta", "η", 0.1, (0.01, 0.1, 1.0))
    stepper.value, scale.value = 4.2, 1
    assert (stepper.value, scale.value) == (4, 1.0)
    assert [stepper.describe()["kind"], scale.describe()["kind"]] == ["Stepper", "Scale"]
