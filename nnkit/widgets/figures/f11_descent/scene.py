"""F11, the picture: a map with the paths beside their losses, or a cloud of gradients beside its law."""

from __future__ import annotations

from collections.abc import Hashable

from matplotlib.axes import Axes

from nnkit.widgets.figures.f11_descent.compute import NoiseView, PathsView
from nnkit.widgets.figures.f11_descent.noise_scene import NoisePicture
from nnkit.widgets.figures.f11_descent.paths_scene import PathsPicture
from nnkit.widgets.scene import Scene
from nnkit.widgets.style import Theme


class DescentScene(Scene):
    """Two axes side by side, on which one of two pictures is drawn."""

    size = (640, 400)

    def build(self) -> None:
        """Make the axes and the artists of both pictures."""
        self.left: Axes = self.figure.add_axes((0.07, 0.125, 0.445, 0.785))
        self.right: Axes = self.figure.add_axes((0.62, 0.125, 0.2, 0.785))
        self.paths, self.noise = PathsPicture(self.left, self.right), NoisePicture(self.left, self.right)
        self.moving = [*self.paths.artists, *self.noise.artists]

    def still_key(self, view: PathsView | NoiseView) -> Hashable:
        """Which of the two pictures."""
        return isinstance(view, PathsView)

    def update_still(self, view: PathsView | NoiseView, theme: Theme) -> None:
        """Set places, limits, ticks and headings of one picture."""
        if isinstance(view, PathsView):
            self.right.set_position((0.595, 0.125, 0.225, 0.785))
            self.paths.update_still(theme)
        else:
            self.right.set_position((0.605, 0.125, 0.37, 0.785))
            self.noise.update_still(theme)

    def update(self, view: PathsView | NoiseView, theme: Theme) -> None:
        """Show the artists of this picture and move them."""
        shown = isinstance(view, PathsView)
        for artist in self.paths.artists:
            artist.set_visible(shown)
        for artist in self.noise.artists:
            artist.set_visible(not shown)
        if isinstance(view, PathsView):
            self.paths.update(view, theme)
        else:
            self.noise.update(view, theme)
