"""Colours that carry meaning stay apart for every reader, text is readable, numbers look alike."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from numpy.typing import NDArray

from nnkit.widgets.style import (
    BLUE,
    DARK,
    GREEN,
    LIGHT,
    NEUTRAL,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    Theme,
    apart,
    fixed,
    number,
    short,
)

# Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency",
# IEEE Transactions on Visualization and Computer Graphics 15 (2009), table 1, severity 1; for linear RGB.
SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)  # sRGB, D65 (IEC 61966-2-1)


def linear(colour: str) -> NDArray[np.float64]:
    """Undo the sRGB transfer curve of #rrggbb."""
    v = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE L*a*b* of linear RGB, for white D65 (CIE 15)."""
    t = (TO_XYZ @ np.clip(rgb, 0, 1)) / TO_XYZ.sum(axis=1)
    x, y, z = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) of the relative luminances."""
    low, high = sorted(float(TO_XYZ[1] @ linear(c)) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def difference(one: str, other: str, sight: str) -> float:
    a, b = (lab(SIGHT[sight] @ linear(colour)) for colour in (one, other))
    return float(np.linalg.norm(a - b))


def test_the_simulation_leaves_grey_alone_and_confuses_red_with_green() -> None:
    for matrix in SIGHT.values():
        np.testing.assert_allclose(matrix.sum(axis=1), 1, atol=2e-6)  # the table has six decimals
    assert difference("#008500", "#b05c00", "deuteranopia") < 0.5 * difference("#008500", "#b05c00", "usual")


def test_black_on_white_has_the_contrast_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21, abs=1e-3)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", [LIGHT, DARK, NEUTRAL], ids=["light", "dark", "neutral"])
def test_colours_with_different_meanings_stay_apart(theme: Theme, sight: str) -> None:
    # ΔE 2.3 is just noticeable side by side (Mahy, Van Eycken, Oosterlinck 1994); four times that here
    for one, other in itertools.combinations((SKY, BLUE, VERMILION, GREEN, ORANGE, PURPLE, theme.ink), 2):
        assert difference(one, other, sight) > 10, (one, other)


@pytest.mark.parametrize(
    ("theme", "page", "least"),
    [(LIGHT, "#ffffff", 4.5), (DARK, "#111111", 4.5), (NEUTRAL, "#ffffff", 3.0), (NEUTRAL, "#111111", 3.0)],
)
def test_text_can_be_read_on_its_page(theme: Theme, page: str, least: float) -> None:
    assert contrast(theme.ink, page) >= least
    assert contrast(theme.muted, page) >= least


@pytest.mark.parametrize("colour", [BLUE, VERMILION, GREEN])
def test_lines_that_carry_meaning_stand_out_on_both_pages(colour: str) -> None:
    assert min(contrast(colour, "#ffffff"), contrast(colour, "#111111")) >= 3


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.6285317, "0.629"),
        (-1.2, "−1.20"),
        (0.99999, "1.00"),
        (1.2e-5, "1.20e−5"),
        (1.0000000000000002, "1.00"),
        (0.0, "0"),
        (-0.0, "0"),
        (123456.0, "123000"),
        (2e7, "2.00e7"),
        (math.nan, "nan"),
        (-math.inf, "−∞"),
    ],
)
def test_a_number_has_three_significant_figures_and_a_true_minus(value: float, text: str) -> None:
    assert number(value) == text


def test_aligned_and_short_numbers_never_show_a_negative_zero() -> None:
    assert fixed(-0.0004) == "0.000"
    assert fixed(-0.25) == "−0.250"
    assert fixed(math.inf) == "∞"
    assert [short(v) for v in (2.0, -0.5, 800.0, -0.0)] == ["2", "−0.5", "800", "0"]


def test_two_numbers_are_told_apart_with_as_few_figures_as_it_takes() -> None:
    assert apart(0.5, 0.6) == ("0.500", "0.600")
    assert apart(0.76159, 0.76162) == ("0.76159", "0.76162")
