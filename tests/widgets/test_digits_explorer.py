"""F15 opens up the network that it says it does; its pad makes images like those the network knows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nnkit as nn
from nnkit.errors import NNKitError
from nnkit.widgets import digits_explorer
from nnkit.widgets.controls import ControlError
from nnkit.widgets.figures.f15_digits.compute import changed, compute, count, examples, wrong
from nnkit.widgets.figures.f15_digits.compute import tested as on_test
from nnkit.widgets.figures.f15_digits.network import FILE, HIDDEN, data, train, trained
from nnkit.widgets.figures.f15_digits.raster import INK, counted, rasterise
from nnkit.widgets.figures.f15_digits.samples import OWN, SAMPLES
from nnkit.widgets.figures.f15_digits.views import (
    CONFUSION,
    MISTAKES,
    ONE,
    PAD,
    SHOWS,
    WEIGHTS,
    ConfusionView,
    MistakesView,
    OneView,
    PadView,
    WeightsView,
)

DIGIT_OF = {name: int(next(c for c in name if c.isdigit())) for name in SAMPLES}


# -- the network ----------------------------------------------------------------------------------


def test_the_shipped_network_is_right_on_97_percent_of_images_it_never_saw() -> None:
    (x, _), (x_test, y_test) = data()
    assert len(x) + len(x_test) == 1797
    assert not set(map(bytes, x_test)) & set(map(bytes, x))
    assert nn.accuracy(trained()(x_test), y_test) >= 0.97
    assert FILE.stat().st_size < 20_000


def test_training_again_gives_the_shipped_network() -> None:
    again, (x, y) = train(), data()[1]
    assert nn.accuracy(again(x), y) >= 0.97
    np.testing.assert_allclose(
        nn.softmax(again(x)), nn.softmax(trained()(x)), atol=0.02
    )  # float32, other BLAS


def test_the_units_come_in_the_order_of_how_much_they_say() -> None:
    for net in (trained(), train(epochs=2)):
        says = net[1](data()[0][0]).mean(axis=0) * np.linalg.norm(net[2].W, axis=0)
        assert (np.diff(says) <= 1e-5).all()  # the shipped one is float32


# -- one digit ------------------------------------------------------------------------------------


def test_the_layers_of_one_image_are_those_of_the_network_by_hand() -> None:
    view, net = compute(example=8), trained()
    assert isinstance(view, OneView)
    hidden = np.maximum(net[1].W.astype(np.float64) @ view.x + net[1].b, 0)
    logits = net[2].W.astype(np.float64) @ hidden + net[2].b
    p = np.exp(logits) / np.exp(logits).sum()
    np.testing.assert_allclose(view.hidden, hidden, atol=1e-5)  # the network is float32
    np.testing.assert_allclose(view.logits, logits, atol=1e-4)
    np.testing.assert_allclose(view.p, p, atol=1e-5)
    np.testing.assert_allclose(view.pushes.sum() + net[2].b[p.argmax()], logits.max(), atol=1e-4)
    assert f"says {p.argmax()} with p" in view.readout
    np.testing.assert_array_equal(view.pushes[view.strongest], np.sort(view.pushes)[::-1][:3])
    assert f"Hidden unit {view.pushes.argmax() + 1} pushes most" in view.readout


def test_a_shift_moves_whole_pixels_and_loses_what_leaves_the_frame() -> None:
    x = np.arange(64) / 64
    moved = changed(x, (1, -2), 0.0, 0).reshape(8, 8)
    np.testing.assert_array_equal(moved[:6, 1:], x.reshape(8, 8)[2:, :7])
    assert not moved[6:].any()
    assert not moved[:, 0].any()
    np.testing.assert_array_equal(changed(x, (0, 0), 0.0, 0), x)


def test_noise_is_the_same_at_every_look_and_keeps_pixels_between_paper_and_ink() -> None:
    first, second = compute(noise=0.8), compute(noise=0.8)
    assert isinstance(first, OneView)
    assert isinstance(second, OneView)
    np.testing.assert_array_equal(first.x, second.x)
    assert first.x.min() >= 0
    assert first.x.max() <= 1
    assert np.abs(first.x - data()[1][0][0]).max() > 0.5


def test_choosing_a_digit_walks_through_its_images_alone() -> None:
    labels = data()[1][1]
    for digit in (0, 8):
        panel = digits_explorer(digit=digit, example=599)
        assert panel.view.label == digit
        assert panel._limits is not None
        assert panel._limits(panel.state)["example"]["max"] == np.sum(labels == digit)
    np.testing.assert_array_equal(labels[examples(3)], 3)


# -- weights, confusion, mistakes -----------------------------------------------------------------


def test_the_images_shown_for_a_unit_are_those_that_excite_it_most() -> None:
    a = on_test()[0]
    for unit in range(HIDDEN):
        view = compute(show=WEIGHTS, unit=unit + 1)
        assert isinstance(view, WeightsView)
        assert (np.diff(view.activations) <= 0).all()
        assert (view.activations > 0).all()
        if view.activations.size:
            assert view.activations[0] == a[:, unit].max()
        else:
            assert "dead unit" in view.readout


def test_the_confusion_matrix_counts_every_test_image_once() -> None:
    view, (x, y) = compute(show=CONFUSION, true=8, answer=1), data()[1]
    assert isinstance(view, ConfusionView)
    by_hand = np.zeros((10, 10), dtype=np.int64)
    for label, answer in zip(y, trained()(x).argmax(axis=1), strict=True):
        by_hand[label, answer] += 1
    np.testing.assert_array_equal(view.counts, by_hand)
    assert len(view.images) == view.counts[8, 1] == len(view.p)
    assert (np.diff(view.p) >= 0).all()
    np.testing.assert_array_equal(count(y, y), np.diag(np.bincount(y)))


def test_the_mistakes_are_all_there_and_the_surest_comes_first() -> None:
    panel, (p, y) = digits_explorer(show=MISTAKES), (on_test()[1], data()[1][1])
    assert isinstance(panel.view, MistakesView)
    assert set(wrong()) == set(np.flatnonzero(p.argmax(axis=1) != y))
    assert (panel.view.answers != panel.view.labels).all()
    assert (np.diff(panel.view.sure) <= 0).all()
    assert panel.view.sure[0] == panel.view.p.max() > 0.9
    assert panel.controls["rank"].max == len(wrong()) == np.sum(p.argmax(axis=1) != y)


# -- the pad --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_recognised(name: str) -> None:
    view = digits_explorer(show=PAD, sample=name).view
    assert isinstance(view, PadView)
    assert view.p.argmax() == DIGIT_OF[name]


def test_nine_of_ten_distorted_drawings_are_recognised() -> None:
    rng = np.random.default_rng(0)
    right = []
    for name, strokes in SAMPLES.items():
        for _ in range(10):
            bend = np.array([[1, rng.normal(0, 0.15)], [rng.normal(0, 0.08), 1]]) * rng.uniform(0.5, 1.1, 2)
            drawn = tuple(
                tuple(map(tuple, (np.array(s) - 0.5) @ bend.T + 0.5 + rng.normal(0, 0.008, (len(s), 2))))
                for s in strokes
            )
            right.append(trained()(rasterise(drawn).x[np.newaxis]).argmax() == DIGIT_OF[name])
    assert np.mean(right) >= 0.9


def test_the_similar_images_are_the_nearest_of_the_training_part() -> None:
    view, (x, y) = compute(show=PAD, drawing=SAMPLES["6"]), data()[0]
    assert isinstance(view, PadView)
    distance = np.linalg.norm(x - view.x, axis=1)
    np.testing.assert_allclose(np.linalg.norm(view.similar - view.x, axis=1), np.sort(distance)[:5])
    assert view.labels[0] == y[distance.argmin()]


def test_size_and_place_of_a_drawing_do_not_matter() -> None:
    whole = rasterise(SAMPLES["5"]).x
    small = tuple(tuple((0.1 + 0.5 * x, 0.4 + 0.5 * y) for x, y in s) for s in SAMPLES["5"])
    assert np.abs(rasterise(small).x - whole).max() <= 2 / 16  # points closer together are thinned out


def test_a_drawing_fills_the_frame_as_the_shipped_images_do() -> None:
    x, _ = nn.datasets.digits()
    ink = np.median(16 * x.sum(axis=1))
    assert ink == pytest.approx(INK)
    for strokes in SAMPLES.values():
        seen = rasterise(strokes)
        rows = np.flatnonzero(seen.bitmap.max(axis=1) > 0.4)
        columns = np.flatnonzero(seen.bitmap.max(axis=0) > 0.4)
        assert rows[0] <= 1
        assert rows[-1] >= 30
        assert abs(columns[0] + columns[-1] - 31) <= 1  # centred
        assert columns[-1] - columns[0] <= 21
        assert seen.bitmap.sum() == pytest.approx(INK, rel=0.05)


def test_blocks_are_counted_in_sixteenths() -> None:
    bitmap = np.zeros((32, 32))
    bitmap[:4, :4] = 1
    bitmap[4:8, 8] = 1
    x = counted(bitmap).reshape(8, 8)
    assert x[0, 0] == 1
    assert x[1, 2] == 4 / 16
    assert x.sum() == 1 + 4 / 16


@pytest.mark.parametrize(
    "strokes",
    [
        ((),),
        (((0.5, 0.5),),),
        (((0.1, 0.5), (0.9, 0.5)),),
        (((0.5, 0.1), (0.5, 0.9)),),
        (((0.0, 0.0),) * 50,),
    ],
)
def test_a_dot_a_line_or_nothing_can_be_drawn(strokes: Any) -> None:
    view = digits_explorer(show=PAD, drawing=strokes).view
    assert np.isfinite(view.p).all()
    assert (view.x.max() > 0) == bool(any(strokes))
    assert ("pad is empty" in view.readout) == (not any(strokes))


def test_a_long_scribble_is_still_fast_to_raster_and_finite() -> None:
    t = np.linspace(0, 60, 2000)
    seen = rasterise((tuple(zip(0.5 + 0.4 * np.sin(t), 0.5 + 0.4 * np.cos(1.3 * t), strict=True)),))
    assert np.isfinite(seen.x).all()


def test_a_sample_fills_the_pad_and_a_stroke_makes_it_your_own() -> None:
    panel = digits_explorer(show=PAD)
    panel.controls["sample"].value = "2"
    assert panel.controls["drawing"].value == SAMPLES["2"]
    assert panel.view.p.argmax() == 2
    panel.controls["drawing"].value = (*SAMPLES["2"], ((0.1, 0.1), (0.2, 0.2)))
    assert panel.controls["sample"].value == OWN
    panel.reset()
    assert panel.state == digits_explorer().state


# -- the learner's own network --------------------------------------------------------------------


def test_a_network_of_the_learner_is_compared_in_every_picture_that_has_an_answer() -> None:
    mine = nn.Network.mlp([64, 8, 10], "relu", rng=np.random.default_rng(0))
    for show in (ONE, MISTAKES, PAD):
        view = digits_explorer(network=mine, show=show).view
        assert view.own.shape == (10,)
        assert f"Yours says {view.own.argmax()} with" in view.readout
    view = digits_explorer(network=mine, show=CONFUSION).view
    assert view.own.sum() == 599
    assert f"Yours is right on {np.trace(view.own)}; the two first differ on test image " in view.readout


def test_an_8_on_which_the_two_differ_has_its_article() -> None:
    y = data()[1][1]

    def never_eight(x: Any) -> Any:
        logits = trained()(x)
        logits[:, 8] = -99
        return logits

    guess = on_test()[1].argmax(axis=1)
    k = int(np.argmax(guess == 8))
    assert y[k] == 8
    assert f"differ on test image {k + 1}, an 8: " in compute(show=CONFUSION, own=never_eight).readout


def test_the_same_network_says_the_same_everywhere() -> None:
    view = digits_explorer(network=trained(), show=CONFUSION).view
    assert view.readout.endswith("and says the same everywhere.")
    np.testing.assert_array_equal(view.own, view.counts)
    np.testing.assert_allclose(digits_explorer(network=trained()).view.own, compute().p, atol=1e-6)


@pytest.mark.parametrize(
    ("wrong_network", "said"),
    [
        (lambda x: x[:, :9], r"returned shape (1, 9); expected an array of shape (1, 10)"),
        (lambda x: x.nothing, "raised AttributeError"),
        (lambda x: None, "returned NoneType"),
        (lambda x: np.full((len(x), 10), np.nan), "nan or infinite logits"),
        (lambda x: np.full((len(x), 10), 0.1), "it seems to return probabilities"),
        (nn.Network.mlp([784, 10], "relu", rng=np.random.default_rng(0)), "784"),
    ],
)
def test_what_is_wrong_with_the_learners_network_is_said_in_words(wrong_network: Any, said: str) -> None:
    assert said in digits_explorer(network=wrong_network).view.readout
    for show in SHOWS:
        assert digits_explorer(network=wrong_network, show=show).png


def test_a_network_of_the_learner_cannot_change_the_data() -> None:
    def spoils(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        x[:] = 0
        return np.zeros((len(x), 10))

    before = compute(show=CONFUSION).readout
    assert digits_explorer(network=spoils, show=CONFUSION).view.readout.startswith(before)
    assert compute(show=CONFUSION).readout == before


def test_bad_input_from_code_is_refused_in_words() -> None:
    with pytest.raises(NNKitError, match="expects network to be callable"):
        digits_explorer(network="net")  # type: ignore[arg-type]
    with pytest.raises(ControlError, match=r"show: expected one of"):
        digits_explorer(show="pixels")


# -- pointing -------------------------------------------------------------------------------------


def test_clicking_a_cell_a_unit_or_a_mistake_chooses_it() -> None:
    panel = digits_explorer()
    scene, point = panel.scene, panel._point
    assert point is not None
    assert point(scene.confusion.matrix, 1.2, 7.8, {}) == {"true": 8, "answer": 1}
    assert point(scene.weights.all, 9.5, 0.5, {}) == {"unit": 2}
    assert point(scene.weights.all, 70.9, 34.9, {}) == {"unit": 32}
    assert point(scene.mistakes.all, 4, 4, {}) == {"rank": 1}
    assert point(scene.mistakes.all, 60, 60, {}) == {"rank": len(wrong())}
    assert point(scene.one.image, 4, 4, {}) == {}
