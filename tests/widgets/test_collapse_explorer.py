"""F5: without a bend two layers are exactly one affine map; with one they are not, by a stated distance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.layers import Dense
from nnkit.network import Network
from nnkit.widgets import collapse_explorer
from nnkit.widgets.controls import ControlError
from nnkit.widgets.figures.f05_collapse.compute import GRID, PHIS, SIDE, compute
from nnkit.widgets.figures.f05_collapse.explorer import PLAIN
from nnkit.widgets.figures.f05_collapse.scene import WINDOW, window

WIDTHS = (1, 2, 3)
UGLY = {"rotate1": 35, "shear1": -0.7, "stretch_y1": -0.6, "rotate2": 110, "shear2": 0.9, "shift_y2": 0.4}


def at(x1: float, x2: float) -> int:
    return int(np.hypot(*(GRID - [x1, x2]).T).argmin())


# -- worked example b: W = W2 W1, b = W2 b1 + b2 --------------------------------------------------


def test_rotating_by_30_and_by_60_degrees_is_rotating_by_90() -> None:
    view = compute(**{**PLAIN, "rotate1": 30, "rotate2": 60, "shift_x1": 1})
    np.testing.assert_allclose(view.best_W, [[0, -1], [1, 0]], atol=1e-12)
    np.testing.assert_allclose(
        view.best_b, [0.5, np.sqrt(3) / 2], atol=1e-12
    )  # the first shift, turned by 60°
    np.testing.assert_allclose(view.output[at(1, 0)], [0.5, 1 + np.sqrt(3) / 2], atol=1e-12)


@pytest.mark.parametrize("width", WIDTHS)
def test_without_activation_one_affine_map_does_exactly_the_same(width: int) -> None:
    view = compute(**UGLY, width=width)
    w = view.weights
    np.testing.assert_allclose(view.best_W, w.W2 @ w.W1)
    np.testing.assert_allclose(view.best_b, w.W2 @ w.b1 + w.b2)
    np.testing.assert_allclose(view.reference, view.output, atol=1e-12)
    assert view.gap == 0
    assert "one affine map: the largest distance is 0;" in view.readout


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("activation", PHIS)
def test_the_output_is_that_of_the_librarys_network(activation: str, width: int) -> None:
    view = compute(**UGLY, width=width, activation=activation, angle3=100, bias3=0.3, out_x3=-1, out_y3=0.7)
    net = Network([Dense(2, width, PHIS[activation]), Dense(width, 2)], rng=np.random.default_rng(0))
    w = view.weights
    net[1].W, net[1].b, net[2].W, net[2].b = w.W1, w.b1, w.W2, w.b2
    np.testing.assert_allclose(view.output, net(GRID), atol=1e-12)


# -- the geometry of one layer --------------------------------------------------------------------


def test_each_control_does_what_its_name_says() -> None:
    right, up, centre = at(1, 0), at(0, 1), at(0, 0)

    def image(**moves: float) -> Any:
        return compute(**{**PLAIN, **moves}).output

    np.testing.assert_allclose(image(rotate1=90)[right], [0, 1], atol=1e-12)
    np.testing.assert_allclose(image(stretch_x1=1.5)[right], [1.5, 0])
    np.testing.assert_allclose(image(stretch_y1=-0.5)[up], [0, -0.5])
    np.testing.assert_allclose(image(shear2=0.5)[up], [0.5, 1])
    np.testing.assert_allclose(image(shift_x2=0.3, shift_y2=-0.2)[centre], [0.3, -0.2])


def test_a_layer_stretches_first_then_shears_then_rotates() -> None:
    view = compute(**{**PLAIN, "stretch_y1": 0.5, "shear1": 1, "rotate1": 90})
    np.testing.assert_allclose(view.output[at(0, 1)], [-0.5, 0.5], atol=1e-12)  # (0, 1) → (0, ½) → (½, ½) → …


def test_areas_multiply_and_a_mirror_turns_them_over() -> None:
    view = compute(**{**PLAIN, "stretch_x1": 1.5, "stretch_y2": -0.8, "rotate1": 40, "shear2": 1})
    np.testing.assert_allclose(view.areas, -1.2)
    assert "multiplied by 1.20, turned over, rank 2" in view.readout


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("activation", PHIS)
def test_the_area_scale_is_the_determinant_by_finite_differences(activation: str, width: int) -> None:
    view = compute(**UGLY, activation=activation, width=width, out_x3=-0.8, bias3=0.35)
    w, phi, h = view.weights, PHIS[activation], 1e-6
    x = GRID[[17, 333, 800, 1204]] + 0.0103  # off the kinks

    def network(points: Any) -> Any:
        return phi(points @ w.W1.T + w.b1) @ w.W2.T + w.b2

    slopes = [(network(x + h * e) - network(x - h * e)) / (2 * h) for e in np.eye(2)]
    differences = np.linalg.det(np.stack(slopes, axis=-1))
    z = x @ w.W1.T + w.b1
    from nnkit.widgets.figures.f05_collapse.compute import _areas

    np.testing.assert_allclose(_areas(w, phi, z), differences, atol=1e-8)


def test_flattening_in_either_layer_leaves_rank_1() -> None:
    assert compute().rank == 2
    assert compute(stretch_x2=0).rank == 1
    assert compute(stretch_x1=0, stretch_y1=0).rank == 0
    assert compute(width=1).rank == 1
    assert "rank 1. One unit in the middle keeps one direction" in compute(width=1).readout


def test_a_third_unit_gains_nothing_without_activation() -> None:
    view = compute(width=3)
    assert view.rank == 2
    assert view.gap == 0
    assert "A third unit adds nothing here" in view.readout


# -- with an activation ---------------------------------------------------------------------------


def test_no_affine_map_nearby_has_a_smaller_squared_error() -> None:
    view = compute(activation="relu")
    rng = np.random.default_rng(0)

    def error(W: Any, b: Any) -> float:
        return float(((GRID @ W.T + b - view.output) ** 2).sum())

    least = error(view.best_W, view.best_b)
    for _ in range(20):
        assert error(view.best_W + 0.01 * rng.normal(size=(2, 2)), view.best_b) > least
        assert error(view.best_W, view.best_b + 0.01 * rng.normal(size=2)) > least


def test_the_gap_is_the_largest_distance_and_is_met_where_it_is_drawn() -> None:
    view = compute(activation="tanh", stretch_x1=2)
    distances = np.sqrt(((view.output - view.reference) ** 2).sum(axis=1))
    assert view.gap == pytest.approx(distances.max())
    assert distances[view.worst] == distances.max()
    assert view.gap > 0.1


def test_a_relu_that_is_on_everywhere_collapses_as_well() -> None:
    view = compute(**{**PLAIN, "activation": "relu", "shift_x1": 1.5, "shift_y1": 1.5})
    assert view.gap < 1e-12
    assert "does not bend anywhere on this grid" in view.readout


def test_half_of_the_plane_is_flattened_by_one_relu() -> None:
    view = compute(**{**PLAIN, "activation": "relu", "shift_y1": 2})
    flat = float(np.mean(view.areas == 0))
    assert flat == pytest.approx(0.5, abs=1 / SIDE)
    assert view.kept + view.turned + flat == 1


def test_leaky_relu_and_tanh_never_flatten() -> None:
    for activation in ("leaky_relu", "tanh"):
        assert compute(activation=activation).kept == 1


# -- folding --------------------------------------------------------------------------------------

FOLD = {**PLAIN, "activation": "relu", "width": 3, "angle3": 180, "out_x3": 1, "out_y3": 0, "shift_y1": 1}


def test_relu_of_x_plus_relu_of_minus_x_folds_the_plane() -> None:
    view = compute(**FOLD)
    np.testing.assert_allclose(view.output, np.abs(GRID) * [1, 0] + (GRID + 1) * [0, 1], atol=1e-12)
    a, b = view.pair
    np.testing.assert_allclose(GRID[a], GRID[b] * [-1, 1], atol=1e-12)  # mirror images of each other
    np.testing.assert_allclose(view.output[a], view.output[b], atol=0.03)
    assert "The plane is folded" in view.readout


def test_neighbours_that_fall_together_at_the_very_edge_do_not_count_as_a_fold() -> None:
    edge = compute(**{**FOLD, "shift_x1": -0.875, "bias3": 0.875})  # folded along x₁ = 0.875
    assert edge.kept > 0
    assert edge.turned > 0
    assert edge.pair.size == 0


def test_the_readout_gives_the_shares_that_are_kept_turned_and_flattened() -> None:
    view = compute(**{**FOLD, "shift_y1": 1.5})  # 20, 20 and 1 of 41 columns
    assert "of the grid 49 % keeps its orientation, 49 % is turned over, 2 % is flattened;" in view.readout
    mirrored = compute(activation="leaky_relu", stretch_x2=-1)
    assert "of the grid 100 % is turned over; areas are multiplied by" in mirrored.readout


@pytest.mark.parametrize(
    "state", [{}, {"stretch_x1": 0}, {"width": 1}, {"activation": "relu"}, {"stretch_x2": -1}]
)
def test_neither_mirroring_nor_flattening_counts_as_a_fold(state: dict[str, Any]) -> None:
    assert compute(**state).pair.size == 0


def test_two_units_cannot_fold_whatever_the_weights() -> None:
    rng = np.random.default_rng(1)
    for _ in range(50):
        moves = {name: float(rng.uniform(-2, 2)) for name in PLAIN}
        view = compute(**moves, activation="relu")
        assert min(view.kept, view.turned) == 0


# -- blending and the picture ---------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_blending_goes_from_the_input_through_the_middle_to_the_output(width: int) -> None:
    moves = {**UGLY, "activation": "relu", "width": width}
    start, end = compute(**moves, blend=0.0), compute(**moves, blend=1.0)
    np.testing.assert_allclose(start.shown, GRID, atol=1e-12)
    np.testing.assert_allclose(end.shown, end.output)
    np.testing.assert_allclose(compute(**moves, blend=0.6).shown, end.middle, atol=1e-12)
    np.testing.assert_allclose(compute(**moves, blend=1 - 1e-9).shown, end.output, atol=1e-7)
    for border in (0.4, 0.6):  # no jump between the stages
        before, after = (compute(**moves, blend=border + e).shown for e in (-1e-9, 1e-9))
        np.testing.assert_allclose(before, after, atol=1e-6)


def test_a_rotation_by_180_degrees_does_not_pass_through_a_point_on_its_way() -> None:
    half = compute(**{**PLAIN, "rotate1": 180}, blend=0.2).shown
    np.testing.assert_allclose(np.hypot(*half[at(1, 0)]), 1)


def test_everything_that_is_drawn_lies_in_the_window() -> None:
    rng = np.random.default_rng(0)
    for _ in range(30):
        view = compute(
            **{name: float(rng.uniform(-2, 2)) for name in PLAIN}, activation="leaky_relu", width=3
        )
        half = window(view)
        assert np.log2(half / WINDOW) == round(np.log2(half / WINDOW))
        for points in (view.middle, view.output, view.reference):
            assert np.abs(points).max() < half


def test_only_one_layers_controls_are_shown_at_a_time() -> None:
    panel = collapse_explorer()
    assert "rotate1" in panel._shown(panel.state)
    for edit, there, away in (
        ("layer 1", "shear1", "shear2"),
        ("layer 2", "shear2", "width"),
        ("the middle", "width", "angle3"),
    ):
        panel.set(edit=edit)
        shown = panel._shown(panel.state)
        assert there in shown
        assert away not in shown
        assert len(shown) <= 9
    panel.set(width=3)
    assert "angle3" in panel._shown(panel.state)


@pytest.mark.parametrize("width", WIDTHS)
def test_dragging_an_image_brings_its_centre_under_the_mouse(width: int) -> None:
    panel = collapse_explorer(width=width, activation="tanh")
    first, middle, last = (image.axes for image in panel.scene.images)
    assert panel._point(first, 0.5, 0.5, panel.state) == {}
    panel.set(**panel._point(last, 0.5, -0.3, panel.state))
    np.testing.assert_allclose(panel.view.output[at(0, 0)], [0.5, -0.3], atol=0.051)  # steps of 0.1
    assert panel.state["edit"] == "layer 2"
    panel.set(activation="identity", **panel._point(middle, 0.4, 0.6, panel.state))
    np.testing.assert_allclose(panel.view.z[at(0, 0)][:2], [0.4, 0.6][: min(width, 2)], atol=1e-9)


def test_the_formula_shows_the_live_matrices() -> None:
    view = collapse_explorer(rotate1=0, stretch_x1=1.7).view
    assert "W = W₂ W₁ =" in view.formula
    assert "1.70" in view.formula
    assert "best W x + b" in compute(activation="relu").formula


def test_an_unknown_activation_is_refused_in_words() -> None:
    with pytest.raises(ControlError, match=r"activation: expected one of 'identity', 'relu', .* got 'cube'"):
        collapse_explorer(activation="cube")


def test_the_tasks_are_not_done_by_doing_nothing_much() -> None:
    cancel, project, miss, fold = (task.done for task in collapse_explorer()._tasks)
    assert not cancel(compute(**PLAIN))  # nothing was moved, so nothing was put back
    assert not project(compute(activation="relu", stretch_x1=0))
    assert not miss(compute(activation="relu"))
    assert not fold(compute(activation="relu", width=3))
