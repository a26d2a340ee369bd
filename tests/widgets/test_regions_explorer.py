"""F9 counts pieces and regions exactly where it says so, and its rivals are as large as it says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnkit.linear_regions import in_plane, on_line, patterns
from nnkit.network import Network
from nnkit.widgets import regions_explorer
from nnkit.widgets.controls import ControlError
from nnkit.widgets.figures.f09_regions import plane
from nnkit.widgets.figures.f09_regions.compute import compute
from nnkit.widgets.figures.f09_regions.curves import params
from nnkit.widgets.figures.f09_regions.networks import (
    INITS,
    REACH,
    composed,
    one_layer,
    origins,
    random_line,
    random_network,
)
from nnkit.widgets.figures.f09_regions.plane import SHADES, WINDOW, most_of_one_layer, regions
from nnkit.widgets.figures.f09_regions.words import COUNT, DEPTH, LINE, PARAMETERS, PLANE, SHOWS, UNITS
from nnkit.widgets.figures.f09_regions.work import DEPTHS, EACH, WIDTHS, Counting
from nnkit.widgets.style import LIGHT

RANDOM = [(1, 6, "he_normal", 1.0, 0), (2, 8, "orthogonal", 0.5, 3), (4, 10, "xavier_normal", 2.0, 7)]


def tent(x: Any) -> Any:
    return 1 - np.abs(2 * x - 1)


# -- the sawtooth ---------------------------------------------------------------------------------


@pytest.mark.parametrize("folds", range(1, 9))
def test_composing_the_tent_map_doubles_the_pieces_each_time(folds: int) -> None:
    line = composed(folds)
    assert line.pieces == 2**folds
    assert line.hidden == 2 * folds
    assert line.params == 6 * folds + 1
    y = line.x
    for _ in range(folds):
        y = tent(y)
    np.testing.assert_allclose(line.y, y, atol=1e-9)


@pytest.mark.parametrize("folds", [1, 3, 6])
def test_one_hidden_layer_needs_a_unit_for_every_piece(folds: int) -> None:
    goal = composed(folds)
    enough = one_layer(folds, 2**folds)
    np.testing.assert_allclose(enough.x, goal.x, atol=1e-9)
    np.testing.assert_allclose(enough.y, goal.y, atol=1e-9)
    assert one_layer(folds, 2**folds + 5).pieces == goal.pieces  # more units have nothing left to do
    for units in range(1, 2**folds):
        assert one_layer(folds, units).pieces == units
        assert one_layer(folds, units).params == 3 * units + 1


def test_the_rival_follows_the_sawtooth_until_its_units_run_out() -> None:
    x = np.linspace(0, 1, 201)
    wide, goal = one_layer(4, 9), composed(4)
    followed = x <= 8 / 16
    y = np.interp(x, wide.x, wide.y)
    np.testing.assert_allclose(y[followed], np.interp(x, goal.x, goal.y)[followed], atol=1e-9)
    assert np.ptp(y[~followed]) < 1e-9  # then it stays flat


def test_the_readout_says_what_64_pieces_cost() -> None:
    view = compute(folds=6, units=12)
    assert "12 units and 37 parameters in all, make exactly 64 pieces" in view.readout
    assert "makes 12 and runs out: it would need 64 units" in view.readout
    assert "makes them as well" in compute(folds=6, units=64).readout
    assert (
        "1 hidden layer of 2 units, 2 units and 7 parameters in all, makes exactly 2"
        in compute(folds=1).readout
    )


# -- random networks on a line --------------------------------------------------------------------


@pytest.mark.parametrize("network", RANDOM)
def test_the_pieces_are_those_of_a_brute_force_search_for_bends(network: Any) -> None:
    line = random_line(*network)
    net = random_network(1, *network)
    x = np.linspace(-REACH, REACH, 40_001)
    np.testing.assert_allclose(np.interp(x, line.x, line.y), net(x[:, np.newaxis])[:, 0], atol=1e-9)
    slopes = np.diff(line.y) / np.diff(line.x)
    assert (np.abs(np.diff(slopes)) > 1e-9).all()  # every corner is one
    assert line.params == net.n_params


@pytest.mark.parametrize("seed", range(10))
def test_one_layer_has_at_most_one_piece_more_than_units(seed: int) -> None:
    for width in (1, 5, 32):
        assert compute(show=LINE, depth=1, width=width, seed=seed).line.pieces <= width + 1


@pytest.mark.parametrize("network", RANDOM)
def test_every_kink_belongs_to_one_layer(network: Any) -> None:
    found = origins(*network)
    np.testing.assert_allclose(np.sort(np.concatenate(found)), random_line(*network).x[1:-1])
    net = random_network(1, *network)
    a = found[0][:, np.newaxis]
    z = a @ net[1].W.T + net[1].b  # the kinks of layer 1 lie where one of its units crosses 0
    np.testing.assert_allclose(np.abs(z).min(axis=1), 0, atol=1e-9)
    for l in range(2, len(found) + 1):
        a = found[l - 1][:, np.newaxis]
        for k in range(1, l):
            a = np.maximum(a @ net[k].W.T + net[k].b, 0)
        z = a @ net[l].W.T + net[l].b
        np.testing.assert_allclose(np.abs(z).min(axis=1), 0, atol=1e-7)


def test_the_rival_on_a_line_has_as_many_hidden_units_in_one_layer() -> None:
    view = compute(show=LINE, depth=3, width=7)
    assert view.rival.hidden == view.line.hidden == 21
    assert view.rival.params == 3 * 21 + 1


def test_without_biases_a_network_bends_only_at_zero() -> None:
    view = compute(show=LINE, depth=3, width=10, bias=0)
    assert view.line.pieces == 2
    np.testing.assert_allclose(view.line.x[1], 0, atol=1e-12)


# -- in the plane ---------------------------------------------------------------------------------


@pytest.mark.parametrize("network", RANDOM)
def test_the_regions_met_are_the_librarys_activation_patterns(network: Any) -> None:
    net = random_network(2, *network, np.float32)
    number = patterns(net, plane.GRID.T)
    shown = regions(*network)
    rounding = 2  # the library computes in float64: a grid point on a border may change sides
    assert abs(shown.met - (int(number.max()) + 1)) <= rounding


@pytest.mark.parametrize("seed", range(8))
def test_one_layers_regions_are_counted_exactly(seed: int) -> None:
    shown = regions(1, 5, "he_normal", 0.7, seed)
    net = random_network(2, 1, 5, "he_normal", 0.7, seed)
    fine = in_plane(net, -WINDOW, WINDOW, resolution=701)
    assert shown.met <= shown.exact <= most_of_one_layer(5)
    assert fine <= shown.exact <= fine + 1  # a grid, even a fine one, may miss a sliver


def test_lines_through_one_point_make_twice_as_many_regions_as_lines() -> None:
    shown = regions(1, 6, "he_normal", 0.0, 3)
    assert shown.exact == shown.met == 12


@pytest.mark.parametrize(("lines", "most"), [(1, 2), (2, 4), (3, 7), (4, 11), (8, 37)])
def test_the_largest_number_of_regions_of_lines(lines: int, most: int) -> None:
    assert most_of_one_layer(lines) == most


@pytest.mark.parametrize("network", RANDOM)
def test_crossing_one_border_changes_the_family_of_tints(network: Any) -> None:
    net = random_network(2, *network, np.float32)
    number = patterns(net, plane.GRID.T).reshape(plane.SIDE, plane.SIDE)
    family = regions(*network).tints // SHADES
    same = number[:, 1:] == number[:, :-1]
    assert (family[:, 1:] == family[:, :-1])[same].all()
    apart = (family[:, 1:] != family[:, :-1])[~same]
    assert apart.mean() > 0.85  # near a crossing two borders may lie between neighbours of the grid


def test_the_straight_borders_are_where_the_units_of_layer_1_are_zero() -> None:
    net = random_network(2, 1, 7, "he_normal", 1.0, 2, np.float32)
    x, y = regions(1, 7, "he_normal", 1.0, 2).borders[0]
    on = np.isfinite(x)
    z = np.column_stack([x, y])[on] @ net[1].W.T + net[1].b
    np.testing.assert_allclose(np.abs(z).min(axis=1), 0, atol=1e-5)  # float32 weights
    assert max(np.abs(x[on]).max(), np.abs(y[on]).max()) <= WINDOW + 1e-9


def test_in_the_plane_larger_networks_are_cut_to_what_is_offered() -> None:
    view = compute(show=PLANE, depth=6, width=32)
    assert (view.depth, view.width) == (4, 10)
    panel = regions_explorer(show=PLANE)
    assert panel._limits(panel.state) == {"depth": {"max": 4}, "width": {"max": 10}}
    panel.set(show=LINE)
    assert panel._limits(panel.state) == {}


# -- pieces against size --------------------------------------------------------------------------


def test_the_rival_has_as_many_parameters_or_units_as_asked() -> None:
    view = compute(show=COUNT, against=PARAMETERS, depth=3, width=6)
    assert view.line.params == params(3, 6)
    assert view.line.params - 3 < view.rival.params <= view.line.params
    for against in (UNITS, DEPTH):
        assert compute(show=COUNT, against=against, depth=3, width=6).rival.hidden == 18


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_parameters_are_counted_as_the_library_counts_them(depth: int) -> None:
    sizes = [1, *[9] * depth, 1]
    assert params(depth, 9) == Network.mlp(sizes, "relu", rng=np.random.default_rng(0)).n_params


def test_the_sweep_counts_every_size_equally_often_and_is_the_same_each_time() -> None:
    panel = regions_explorer(show=COUNT)
    assert not panel.view.sweep.networks.any()
    panel.run()
    assert panel.runner.work.finished
    assert (panel.view.sweep.networks == EACH).all()
    again = regions_explorer(show=COUNT).run(Counting.STEPS)
    np.testing.assert_array_equal(panel.view.sweep.total, again.view.sweep.total)
    before = panel.view.sweep
    panel.run(1)
    assert panel.view.sweep is before


def test_a_step_counts_one_network_of_the_next_size() -> None:
    panel = regions_explorer(show=COUNT, bias=0.5).run(2)
    sweep = panel.view.sweep
    assert sweep.networks.sum() == 2
    net = random_network(1, DEPTHS[0], WIDTHS[1], "he_normal", 0.5, 1001)
    assert sweep.total[0, 1] == on_line(net, -REACH, REACH).count
    assert panel.runner.work.progress == 2 / Counting.STEPS
    assert "come from 2 random networks" in panel.view.readout


def test_only_other_random_networks_make_the_counts_void() -> None:
    panel = regions_explorer(show=COUNT).run(5)
    for harmless in (
        {"show": LINE},
        {"seed": 4},
        {"depth": 3},
        {"width": 12},
        {"folds": 5},
        {"against": UNITS},
    ):
        panel.set(**harmless)
    panel.set(show=COUNT)
    assert panel.view.sweep.networks.sum() == 5
    panel.set(bias=0.5)
    assert panel.view.sweep.networks.sum() == 0
    panel.run(3).set(init="orthogonal")
    assert panel.view.sweep.networks.sum() == 0


def test_random_one_layer_networks_stay_below_their_bound_on_average() -> None:
    sweep = regions_explorer(show=COUNT).run().view.sweep
    mean = sweep.total / sweep.networks
    assert (mean[0] <= np.array(WIDTHS) + 1).all()
    assert (np.diff(mean, axis=1) > 0).all()  # wider is more


# -- the panel ------------------------------------------------------------------------------------


def test_every_picture_shows_its_own_controls_only() -> None:
    panel = regions_explorer()
    for show in SHOWS:
        panel.set(show=show)
        shown = panel._shown(panel.state)
        assert ("folds" in shown) == (show == SHOWS[0])
        assert ("seed" in shown) == (show != SHOWS[0])
        assert ("against" in shown) == (show == COUNT)


def test_what_is_drawn_of_one_picture_is_gone_in_the_next() -> None:
    panel = regions_explorer(show=LINE)
    first = panel.scene.render(panel.view, LIGHT, 1.0).copy()
    for show in (*SHOWS, LINE):
        panel.set(show=show)
        picture = panel.scene.render(panel.view, LIGHT, 1.0)
    np.testing.assert_array_equal(picture, first)


@pytest.mark.parametrize("init", INITS)
def test_every_initialisation_gives_another_network(init: str) -> None:
    others = [random_line(2, 8, other, 1.0, 0).y for other in INITS if other != init]
    mine = random_line(2, 8, init, 1.0, 0).y
    assert all(mine.shape != y.shape or not np.allclose(mine, y) for y in others)


def test_an_unknown_initialisation_is_refused_in_words() -> None:
    with pytest.raises(ControlError, match=r"init: expected one of 'he_normal', .* got 'zeros'"):
        regions_explorer(init="zeros")


def test_no_task_is_done_by_the_wrong_picture_or_by_too_many_units() -> None:
    sixty_four, twenty, winner, most = (task.done for task in regions_explorer()._tasks)
    assert not sixty_four(compute(folds=5, units=80))
    assert not sixty_four(compute(folds=7))  # 14 units
    assert not twenty(compute(folds=8))
    assert not winner(compute(show=LINE, depth=1, width=8))
    assert not most(compute(show=PLANE, depth=1, width=3, bias=0.2, seed=1))
    assert not most(compute(show=PLANE, depth=2, width=4, bias=0.2, seed=1))


def test_counting_while_another_picture_is_shown_says_where_to_look() -> None:
    for show in SHOWS[:3]:
        panel = regions_explorer(show=show)
        assert "counted so far" not in panel.view.readout
        panel.run(3)
        assert panel.view.readout.endswith(" “Pieces against size” shows the 3 networks counted so far.")
