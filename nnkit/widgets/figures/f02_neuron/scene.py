"""F2, the picture: one of two, in the plane or on a line, on axes of their own."""

from __future__ import annotations

from collections.abc import Hashable

from nnkit.widgets.figures.f02_neuron.compute import LineView, PlaneView
from nnkit.widgets.figures.f02_neuron.line import LinePicture
from nnkit.widgets.figures.f02_neuron.plane import PlanePicture
from nnkit.widgets.scene import Scene
from nnkit.widgets.style import Theme


class NeuronScene(Scene):
    """Shows either picture; the axes of the other one are hidden."""

    size = (640, 424)

    def build(self) -> None:
        """Make both pictures."""
        self.plane, self.line = PlanePicture(self.figure), LinePicture(self.figure)
        self.moving = [*self.plane.artists, *self.line.artists]

    def still_key(self, view: PlaneView | LineView) -> Hashable:
        """The picture and the activation, which sets the height of the axes."""
        return view.show, view.phi

    def update_still(self, view: PlaneView | LineView, theme: Theme) -> None:
        """Show the axes of the picture and set their limits and headings."""
        plane = isinstance(view, PlaneView)
        for axes in self.plane.axes:
            axes.set_visible(plane)
        for axes in self.line.axes:
            axes.set_visible(not plane)
        if isinstance(view, PlaneView):
            self.plane.update_still(view, theme)
        else:
            self.line.update_still(view, theme)

    def update(self, view: PlaneView | LineView, theme: Theme) -> None:
        """Move the artists of the picture and hide the others."""
        plane = isinstance(view, PlaneView)
        for artist in self.plane.artists:
            artist.set_visible(plane)
        for artist in self.line.artists:
            artist.set_visible(not plane)
        if isinstance(view, PlaneView):
            self.plane.update(view, theme)
        else:
            self.line.update(view, theme)
