"""A coloured field, and the line where it is zero."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from nnkit.widgets.style import BLUE, VERMILION
from nnkit.widgets.surface import BANDS, STRONGEST, Surface, level_line


def drawn(field: object, *, smooth: bool = True, size: tuple[int, int] = (60, 40)) -> np.ndarray:
    """Return the pixels of an axes that fills a picture of this size."""
    figure = Figure(figsize=(size[0] / 100, size[1] / 100), dpi=100)
    figure.patch.set_alpha(0)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    surface = Surface(axes, smooth=smooth)
    surface.set_field(field)
    canvas.draw()
    return np.array(canvas.buffer_rgba())


def test_negative_is_blue_positive_vermilion_and_zero_clear() -> None:
    pixels = drawn([[-1.0, 0.0, 1.0]], smooth=False)
    for x, colour in ((10, BLUE), (50, VERMILION)):
        expected = [round(255 * c) for c in (*to_rgb(colour), STRONGEST)]
        np.testing.assert_array_equal(pixels[20, x], expected)
    assert pixels[20, 30, 3] == 0


def test_row_0_is_at_the_bottom() -> None:
    pixels = drawn([[-1.0], [1.0]], smooth=False)
    assert pixels[35, 30, 2] > pixels[35, 30, 0]
    assert pixels[5, 30, 0] > pixels[5, 30, 2]


def test_a_smooth_surface_is_linear_between_its_values() -> None:
    opacity = drawn([[0.0, 1.0]])[20, :, 3] / 255
    np.testing.assert_allclose(opacity, STRONGEST * np.linspace(0, 1, 60), atol=0.6 * STRONGEST / BANDS)
    assert (np.diff(opacity) >= 0).all()


def test_values_beyond_one_are_cut_off_and_none_shows_nothing() -> None:
    np.testing.assert_array_equal(drawn([[7.0]]), drawn([[1.0]]))
    assert not drawn(None)[..., 3].any()


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (7, 3), (200, 200)])
def test_any_shape_fills_the_axes(shape: tuple[int, int]) -> None:
    for smooth in (True, False):
        assert (drawn(np.ones(shape), smooth=smooth)[..., 3] == round(255 * STRONGEST)).all()


def test_the_level_line_of_a_plane_is_straight() -> None:
    x, y = np.linspace(-1, 1, 11), np.linspace(-2, 2, 9)
    at_x, at_y = level_line(x, y, x[np.newaxis] + 2 * y[:, np.newaxis] - 0.3)
    ok = np.isfinite(at_x)
    np.testing.assert_allclose(at_x[ok] + 2 * at_y[ok], 0.3, atol=1e-12)
    assert ok.sum() > 5


def test_two_lines_are_parted_and_no_line_is_empty() -> None:
    x = np.linspace(-2, 2, 41)
    at_x, _ = level_line(x, x, np.abs(x)[np.newaxis] - 1 + 0 * x[:, np.newaxis])
    assert np.isnan(at_x[:-1]).any()
    assert level_line(x, x, np.ones((41, 41)))[0].size == 0
