"""F4 counts as the library does, shows every shape, and allocates nothing for it."""

from __future__ import annotations

import itertools
import tracemalloc
from typing import Any

import numpy as np
import pytest

import nnkit as nn
from nnkit.widgets import architecture_explorer
from nnkit.widgets.controls import ControlError
from nnkit.widgets.figures.f04_architecture.compute import MOST, PRESETS, compute, units, where
from nnkit.widgets.figures.f04_architecture.scene import places
from nnkit.widgets.figures.f04_architecture.words import amount


@pytest.mark.parametrize(
    ("network", "count", "terms"),
    [
        ("10-50-3", 703, ("10 · 50 + 50", "550 + 153")),
        ("10-64-5", 1029, ("10 · 64 + 64", "704 + 325")),
        ("784-256-128-10", 235_146, ("784 · 256 + 256", "200,960 + 32,896 + 1,290")),
    ],
)
def test_the_counts_of_the_course(network: str, count: int, terms: tuple[str, ...]) -> None:
    view = architecture_explorer(network=network).view
    assert view.n_params == count
    assert f"has {count:,} parameters" in view.readout
    for term in (*terms, f"= {count:,}"):
        assert term in view.formula


def test_own_sizes_count_the_same_as_the_preset() -> None:
    assert compute(p=10, hidden=1, m1=50, k=3).n_params == 703
    assert compute(p=10, hidden=1, m1=64, k=5).rows == compute("10-64-5").rows


@pytest.mark.parametrize("network", PRESETS[1:])
def test_shapes_and_counts_are_those_of_a_real_network(network: str) -> None:
    view = compute(network, batch=7)
    net = nn.Network.mlp(view.sizes, nn.relu, rng=np.random.default_rng(0), dtype=np.float32)
    net.forward(np.zeros((7, view.sizes[0]), dtype=np.float32))
    for row, layer in zip(view.rows, net.layers, strict=True):
        assert (row.W, row.b, row.n_params) == (layer.W.shape, layer.b.shape, layer.n_params)
        assert layer.z.shape == layer.a.shape == (7, row.n_out)
    assert view.n_params == net.n_params
    arrays = sum(layer.z.nbytes + layer.a.nbytes for layer in net.layers)
    assert view.memory == (net.theta.nbytes, arrays)


@pytest.mark.parametrize(
    ("state", "sizes", "adds"),
    [
        ({"hidden": 0}, (4, 3), 12),
        ({"hidden": 1}, (4, 6, 3), 42),
        ({"hidden": 2}, (4, 6, 4, 3), 60),
        ({"hidden": 3, "m3": 2}, (4, 6, 4, 2, 3), 62),
    ],
)
def test_the_hidden_layers_are_as_many_as_asked_for(
    state: dict[str, int], sizes: tuple[int, ...], adds: int
) -> None:
    view = compute(**state)
    assert view.sizes == sizes
    assert view.multiply_adds == adds
    assert view.n_params == adds + sum(sizes[1:])


def test_a_batch_changes_no_parameter() -> None:
    one, many = compute(batch=1), compute(batch=1024)
    assert one.n_params == many.n_params
    assert many.memory[1] == 1024 * one.memory[1]


def test_large_layers_are_counted_without_being_made() -> None:
    tracemalloc.start()
    try:
        view = compute(p=4096, hidden=3, m1=4096, m2=4096, m3=4096, k=1000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert view.n_params == 3 * 4097 * 4096 + 4097 * 1000
    assert peak < 1_000_000  # the weights would take 436 MB


# -- the drawing ----------------------------------------------------------------------------------


def test_a_large_layer_shows_its_ends() -> None:
    assert units(MOST) == tuple(range(1, MOST + 1))
    assert units(784) == (1, 2, 3, 783, 784)


def test_the_dots_stand_in_a_gap_between_the_first_and_the_last_units() -> None:
    panel = architecture_explorer(network="10-64-5")
    assert panel.png
    x, y = places(panel.view, 1).T
    dots = np.column_stack(panel.scene.dots.get_data())
    here = dots[np.isclose(dots[:, 0], x[0])]
    assert here.shape == (3, 2)
    assert ((here[:, 1] < y[2] - 0.05) & (here[:, 1] > y[3] + 0.05)).all()


def test_every_weight_between_drawn_units_is_one_wire() -> None:
    panel = architecture_explorer(network="3-4-3-2")
    assert panel.png
    assert len(panel.scene.wires.get_segments()) == 3 * 4 + 4 * 3 + 3 * 2
    assert len(panel.scene.units.get_xdata()) == 3 + 4 + 3 + 2
    assert len(panel.scene.dots.get_xdata()) == 0


def test_the_unit_looked_at_has_one_weight_from_each_unit_before_it() -> None:
    panel = architecture_explorer(network="3-4-3-2", look=6)  # 4 units of layer 1, then the second of layer 2
    assert panel.png
    view = panel.view
    assert view.look == (2, 1)
    into = np.array(panel.scene.incoming.get_segments())
    np.testing.assert_allclose(into[:, 0], places(view, 1))
    np.testing.assert_allclose(into[:, 1], np.tile(places(view, 2)[1], (4, 1)))
    assert "Unit 2 of hidden layer 2 weighs the 4 activations before it" in view.readout
    assert (
        "z₂ = W<sub>2,1</sub> a₁ + W<sub>2,2</sub> a₂ + … + W<sub>2,4</sub> a₄ + b₂, a₂ = φ(z₂)"
        in view.formula
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"look": 1}, "Unit 1 of hidden layer 1 weighs the 4 inputs, each"),
        ({"look": 9}, "Output 3 weighs the 6 activations before it"),
        ({"look": 99}, "Output 3"),
        ({"p": 1, "look": 2}, "Unit 2 of hidden layer 1 weighs the one input with"),
        ({"network": "784-256-128-10", "look": 5}, "Unit 256 of hidden layer 1 weighs the 784 inputs"),
    ],
)
def test_what_a_unit_computes_is_said(state: dict[str, Any], words: str) -> None:
    assert words in compute(**state).readout


def test_an_output_is_not_bent() -> None:
    assert compute(look=1).formula.endswith("a₁ = φ(z₁)")
    assert compute(look=9).readout.endswith("leaves the sum as it is.")
    assert "φ" not in compute(look=9).formula


def test_looking_goes_through_all_drawn_units_in_order() -> None:
    drawn = tuple(units(n) for n in (5, 2, 100, 1))
    found = [where(drawn, look) for look in range(1, 9)]
    assert found == [(1, 0), (1, 1), (2, 0), (2, 1), (2, 2), (2, 3), (2, 4), (3, 0)]


def test_pointing_at_a_unit_looks_at_it() -> None:
    panel = architecture_explorer(network="3-4-3-2")
    for look in range(1, 10):
        column, place = compute("3-4-3-2", look=look).look
        x, y = places(panel.view, column)[place]
        assert panel._point(panel.scene.net, x + 0.01, y - 0.01, panel.state) == {"look": look}
    assert panel._point(panel.scene.net, *places(panel.view, 0)[0], panel.state) == {}  # an input is no unit
    assert panel._point(panel.scene.table, 0.5, 0.5, panel.state) == {}


def test_the_stepper_ends_at_the_last_drawn_unit() -> None:
    panel = architecture_explorer(network="10-64-5")
    assert panel._limits(panel.state) == {"look": {"max": 5 + 5}}


@pytest.mark.parametrize("network", PRESETS)
def test_columns_never_leave_the_axes_or_touch(network: str) -> None:
    view = compute(network)
    for column in range(len(view.sizes)):
        at = places(view, column)
        assert ((at > 0.05) & (at < (0.95, 0.85))).all()  # names stand above
        assert (np.diff(at[:, 1]) < -0.1).all()


def test_table_and_view_agree() -> None:
    panel = architecture_explorer(network="10-50-3", batch=16)
    assert panel.png
    texts = [cell.get_text().split("\n") for cell in panel.scene.cells]
    assert texts[1][2:4] == ["(50, 10)", "(3, 50)"]
    assert texts[2][2:4] == ["(50,)", "(3,)"]
    assert texts[3][1:4] == ["(16, 10)", "(16, 50)", "(16, 3)"]
    assert texts[4][2:5] == ["10 · 50 + 50 = 550", "50 · 3 + 3 = 153", "together 703"]


# -- tasks and words ------------------------------------------------------------------------------


def test_the_preset_does_not_do_the_task_of_building_703() -> None:
    panel = architecture_explorer(network="10-50-3")
    assert panel.view.n_params == 703
    assert panel._done[0] is False


def test_one_layer_alone_is_not_more_than_90_percent() -> None:
    assert architecture_explorer(hidden=0)._done[1] is False


def test_a_deeper_network_must_keep_the_inputs_and_outputs() -> None:
    assert architecture_explorer(p=2, hidden=2, k=5)._done[2] is False
    assert architecture_explorer(p=10, hidden=1, k=5)._done[2] is False
    assert architecture_explorer(p=10, hidden=2, k=5)._done[2] is True


@pytest.mark.parametrize(
    ("size", "said"), [(268, "268 bytes"), (940_584, "941 kB"), (217_763_744, "218 MB"), (4_000, "4.00 kB")]
)
def test_amounts_are_short(size: int, said: str) -> None:
    assert amount(size) == said


def test_only_the_controls_that_matter_are_shown() -> None:
    panel = architecture_explorer()
    assert "m2" not in panel._shown(panel.state)
    panel.set(hidden=3)
    assert {"m1", "m2", "m3"} <= set(panel._shown(panel.state))
    panel.set(network="3-4-3-2")
    assert list(panel._shown(panel.state)) == ["network", "batch", "look"]


def test_bad_input_from_code_is_refused() -> None:
    with pytest.raises(ControlError, match=r"p: expected one of 1, 2, .*, got 13"):
        architecture_explorer(p=13)
    assert [len(c.rows) for c in (compute(hidden=-1), compute(hidden=9))] == [1, 4]


def test_the_rows_chain() -> None:
    for row, after in itertools.pairwise(compute(hidden=3).rows):
        assert row.n_out == after.n_in
