"""F15, the picture: one of five, each on axes of its own."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from nnkit.widgets.figures.f15_digits.confusion import ConfusionPicture
from nnkit.widgets.figures.f15_digits.mistakes import MistakesPicture
from nnkit.widgets.figures.f15_digits.one import OnePicture
from nnkit.widgets.figures.f15_digits.pad import PadPicture
from nnkit.widgets.figures.f15_digits.parts import HEIGHT, WIDTH
from nnkit.widgets.figures.f15_digits.views import (
    ConfusionView,
    DigitsView,
    MistakesView,
    OneView,
    PadView,
    WeightsView,
)
from nnkit.widgets.figures.f15_digits.weights import WeightsPicture
from nnkit.widgets.scene import FONT, Scene
from nnkit.widgets.style import GREEN, Theme


class DigitsScene(Scene):
    """Shows one of five pictures; the axes of the others are hidden."""

    size = (WIDTH, HEIGHT)

    def build(self) -> None:
        """Make all pictures."""
        self.one, self.weights = OnePicture(self.figure), WeightsPicture(self.figure)
        self.confusion, self.mistakes = ConfusionPicture(self.figure), MistakesPicture(self.figure)
        self.pad = PadPicture(self.figure)
        self.pictures: dict[type, Any] = {
            OneView: self.one,
            WeightsView: self.weights,
            ConfusionView: self.confusion,
            MistakesView: self.mistakes,
            PadView: self.pad,
        }
        self.name = self.figure.text(0.985, 0.985, "", ha="right", va="top", fontsize=FONT, color=GREEN)
        self.moving = [artist for picture in self.pictures.values() for artist in picture.artists]

    def still_key(self, view: DigitsView) -> Hashable:
        """The picture, and in the matrix the learner's counts, which are written into it."""
        own = getattr(view, "own", None)
        counts = own.tobytes() if isinstance(view, ConfusionView) and own is not None else None
        return type(view), own is not None, counts

    def update_still(self, view: DigitsView, theme: Theme) -> None:
        """Show the axes of the picture and write its headings."""
        for kind, picture in self.pictures.items():
            for axes in picture.axes:
                axes.set_visible(isinstance(view, kind))
        self.pictures[type(view)].update_still(view, theme)
        own = getattr(view, "own", None) is not None
        numbers = "on green: yours" if isinstance(view, ConfusionView) else "■ yours"
        self.name.set_text(numbers if own else "")

    def update(self, view: DigitsView, theme: Theme) -> None:
        """Move the artists of the picture and hide the others."""
        for kind, picture in self.pictures.items():
            for artist in picture.artists:
                artist.set_visible(isinstance(view, kind))
        self.pictures[type(view)].update(view, theme)
