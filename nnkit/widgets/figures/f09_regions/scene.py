"""F9, the picture: one of four, each in axes of its own."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from nnkit.widgets.figures.f09_regions.compute import AnyView
from nnkit.widgets.figures.f09_regions.curves import CountPart
from nnkit.widgets.figures.f09_regions.lines import LinePart, SawtoothPart
from nnkit.widgets.figures.f09_regions.mosaic import PlanePart
from nnkit.widgets.figures.f09_regions.words import COUNT, LINE, PLANE, SAWTOOTH
from nnkit.widgets.scene import Scene
from nnkit.widgets.style import Theme


class RegionsScene(Scene):
    """Hands each view to the part that draws it, and hides the others."""

    size = (640, 420)

    def build(self) -> None:
        """Make the four parts."""
        self.parts: dict[str, Any] = {
            SAWTOOTH: SawtoothPart(self.figure),
            LINE: LinePart(self.figure),
            PLANE: PlanePart(self.figure),
            COUNT: CountPart(self.figure),
        }
        self.moving = [artist for part in self.parts.values() for artist in part.artists]

    def still_key(self, view: AnyView) -> Hashable:
        """The picture, and what its axes depend on."""
        return view.show, self.parts[view.show].still_key(view)

    def update_still(self, view: AnyView, theme: Theme) -> None:
        """Show the axes of this picture only, and set what stands still in them."""
        for show, part in self.parts.items():
            for axes in part.axes:
                axes.set_visible(show == view.show)
        self.parts[view.show].update_still(view, theme)

    def update(self, view: AnyView, theme: Theme) -> None:
        """Move what belongs to this picture; leave out the rest."""
        for show, part in self.parts.items():
            for artist in part.artists:
                artist.set_visible(show == view.show)
        self.parts[view.show].update(view, theme)
