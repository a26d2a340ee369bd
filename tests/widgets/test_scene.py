"""A scene's picture depends on the view alone, and its PNG is exactly its pixels."""

from __future__ import annotations

import io
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from PIL import Image

from nnkit.widgets.encode import png
from nnkit.widgets.scene import Scene, head
from nnkit.widgets.style import DARK, LIGHT, NEUTRAL, Theme


@dataclass(frozen=True)
class Dot:
    """Where the dot is, and how far its axes reach."""

    at: float
    reach: float = 1.0


class DotScene(Scene):
    """A moving dot; counts how often the still part is set."""

    size = (200, 120)

    def build(self) -> None:
        self.axes = self.figure.add_subplot()
        (self.dot,) = self.axes.plot([], [], "o")
        self.moving = [self.dot]
        self.stills = 0

    def still_key(self, view: Dot) -> Hashable:
        return view.reach

    def update_still(self, view: Dot, theme: Theme) -> None:
        self.stills += 1
        self.axes.set(xlim=(-view.reach, view.reach), ylim=(-1, 1))
        head(self.axes, "a dot", theme, f"reach {view.reach}")

    def update(self, view: Dot, theme: Theme) -> None:
        self.dot.set(data=([view.at], [0]), color=theme.ink)


def pixels(scene: Scene, view: Any, theme: Theme = LIGHT, ratio: float = 1.0) -> np.ndarray[Any, Any]:
    return scene.render(view, theme, ratio).copy()


@pytest.mark.parametrize("shape", [(1, 1, 4), (3, 5, 4), (40, 31, 4)])
def test_a_png_holds_the_pixels_but_for_the_three_lowest_bits(shape: tuple[int, int, int]) -> None:
    rgba = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    image = Image.open(io.BytesIO(png(rgba)))
    image.verify()  # checks every chunk's CRC
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(png(rgba)))), rgba & 0xF8)
    assert image.mode == "RGBA"


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_picture_has_the_size_of_its_scene_times_the_ratio(ratio: float) -> None:
    assert pixels(DotScene(), Dot(0), ratio=ratio).shape == (120 * ratio, 200 * ratio, 4)


def test_the_ground_is_transparent_and_the_dot_is_not() -> None:
    rgba = pixels(DotScene(), Dot(0))
    assert rgba[0, 0, 3] == 0
    assert rgba[..., 3].max() == 255


def test_a_picture_does_not_depend_on_what_was_drawn_before() -> None:
    scene, fresh = DotScene(), DotScene()
    for view, theme, ratio in (
        (Dot(0.5, 2.0), DARK, 2.0),
        (Dot(-0.5), LIGHT, 1.0),
        (Dot(0.0), NEUTRAL, 1.0),
        (Dot(0.3, 3.0), LIGHT, 1.0),
    ):
        pixels(scene, view, theme, ratio)
    np.testing.assert_array_equal(pixels(scene, Dot(0.25)), pixels(fresh, Dot(0.25)))


def test_a_moving_dot_leaves_no_trail() -> None:
    scene = DotScene()
    first = pixels(scene, Dot(-0.5))
    assert (pixels(scene, Dot(0.5)) != first).any()
    np.testing.assert_array_equal(pixels(scene, Dot(-0.5)), first)


def test_the_still_part_is_drawn_again_only_when_it_changes() -> None:
    scene = DotScene()
    for at in (0.1, 0.2, 0.3):
        pixels(scene, Dot(at))
    assert scene.stills == 1
    pixels(scene, Dot(0.3, reach=2.0))
    pixels(scene, Dot(0.3, reach=2.0), DARK)
    pixels(scene, Dot(0.3, reach=2.0), DARK, 2.0)
    assert scene.stills == 4
