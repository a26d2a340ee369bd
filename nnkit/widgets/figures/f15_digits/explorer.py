"""F15: the digit classifier opened up, and a pad to draw on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from nnkit.errors import NNKitError
from nnkit.widgets.controls import Choice, Control, Drawing, Slider, Stepper
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f15_digits.compute import ANY, FIRST, compute, examples, wrong
from nnkit.widgets.figures.f15_digits.network import CLASSES, HIDDEN, data
from nnkit.widgets.figures.f15_digits.samples import OWN, SAMPLES
from nnkit.widgets.figures.f15_digits.scene import DigitsScene
from nnkit.widgets.figures.f15_digits.views import (
    CONFUSION,
    MISTAKES,
    ONE,
    PAD,
    SHOWS,
    WEIGHTS,
    ConfusionView,
    DigitsView,
    MistakesView,
    OneView,
    PadView,
)
from nnkit.widgets.figures.f15_digits.yours import OwnNetwork
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction

SHOWN: dict[str, Iterable[str]] = {
    ONE: ("show", "digit", "example", "right", "down", "noise"),
    WEIGHTS: ("show", "unit"),
    CONFUSION: ("show", "true", "answer"),
    MISTAKES: ("show", "rank"),
    PAD: ("show", "sample", "drawing"),
}


def digits_explorer(
    *, network: OwnNetwork | None = None, predict: Prediction | None = None, **state: Any
) -> Panel:
    """F15: a network 64-32-10 on the shipped digits: image by image, its weights, its mistakes, your digit.

    Parameters
    ----------
    network : your own network for these images: an nn.Network, or any function of x (n, 64), with values from
        0 to 1, that returns logits (n, 10). Its answers are drawn in green beside the library's.
    predict : a question that covers the figure until it is answered.
    state : show ("one digit", "weights", "confusion matrix", "mistakes", "your digit"); digit, example,
        right, down, noise; unit; true, answer; rank; sample, drawing.

    Examples
    --------
    ``digits_explorer(network=my_net, show="confusion matrix")``
    """
    if network is not None and not callable(network):
        raise NNKitError(
            f"digits_explorer expects network to be callable, x (n, 64) -> logits (n, 10), got "
            f"{network!r:.60}. Pass the network itself: digits_explorer(network=net)."
        )
    scene = DigitsScene()

    def view(**values: Any) -> DigitsView:
        return compute(own=network, **values)

    def point(axes: Axes, x: float, y: float, values: dict[str, Any]) -> dict[str, Any]:
        if axes is scene.weights.all:
            return {"unit": scene.weights.unit_at(x, y)}
        if axes is scene.confusion.matrix:
            return {"true": _class(y), "answer": _class(x)}
        if axes is scene.mistakes.all:
            return {"rank": scene.mistakes.rank_at(x, y)}
        return {}

    panel = Panel(
        call="digits_explorer",
        title="Digits: a trained classifier opened up",
        question="What has the network learnt to look for, and when is it surely wrong?",
        controls=_controls(),
        compute=view,
        scene=scene,
        tasks=_tasks(),
        shown=lambda values: SHOWN[values["show"]],
        limits=lambda values: {"example": {"max": len(examples(values["digit"]))}},
        point=point,
        own={"network": network},
        predict=predict,
        state=_with_strokes(state),
    )
    _link(panel)
    return panel


def _controls() -> list[Control]:
    classes = tuple(range(CLASSES))
    return [
        Choice("show", "show", ONE, SHOWS),
        Choice("digit", "digits to choose from", ANY, (ANY, *classes)),
        Stepper("example", "test image", 1, 1, len(data()[1][1]), 1),
        Slider("right", "shift right, in pixels", 0, -3, 3, 1, help="below 0: to the left"),
        Slider("down", "shift down, in pixels", 0, -3, 3, 1, help="below 0: upwards"),
        Slider(
            "noise", "noise σ", 0.0, 0.0, 1.0, 0.05, help="normal, added to every pixel, then kept in 0 to 1"
        ),
        Stepper("unit", "hidden unit", 1, 1, HIDDEN, 1, help="or click it in the picture"),
        Choice("true", "true class", 4, classes, help="or click a cell of the matrix"),
        Choice("answer", "the network's answer", 4, classes, help="or click a cell of the matrix"),
        Stepper("rank", "mistake", 1, 1, len(wrong()), 1, help="or click it in the picture"),
        Choice("sample", "on the pad", FIRST, (OWN, *SAMPLES), help="strokes to begin with"),
        Drawing(
            "drawing",
            "your digit: draw here",
            SAMPLES[FIRST],
            width=240,
            height=240,
            line=14.0,
            examples=((), SAMPLES["3"], (((0.2, 0.2),),)),
            help="mouse, touch or pen; size and place do not matter",
        ),
    ]


def _tasks() -> tuple[Task, ...]:
    return (
        Task(
            "Your digit: draw something that the network takes for a 3 with p > 0.9.",
            lambda v: isinstance(v, PadView) and v.p[3] > 0.9,
            {"show": PAD, "sample": "a slanted 3"},
        ),
        Task(
            "One digit: shift an image by a single pixel so that the network changes its mind.",
            _mind_changed,
            {"right": 1},
        ),
        Task(
            "Confusion matrix: find the cell of the class that is most often confused with 8.",
            _confused_with_eight,
            {"show": CONFUSION, "true": 8, "answer": 1},
        ),
        Task(
            "Mistakes: besides the surest one, find another that is made with p > 0.9.",
            lambda v: isinstance(v, MistakesView) and v.rank > 0 and bool(v.p.max() > 0.9),
            {"show": MISTAKES, "rank": 2},
        ),
    )


def _mind_changed(view: DigitsView) -> bool:
    if not isinstance(view, OneView) or view.noise or sum(map(abs, view.shift)) != 1:
        return False
    return int(view.p.argmax()) != int(view.before.argmax()) == view.label


def _confused_with_eight(view: DigitsView) -> bool:
    """Count both ways, 8 taken for k and k taken for 8."""
    if not isinstance(view, ConfusionView) or 8 not in (view.row, view.column) or view.row == view.column:
        return False
    both = view.counts[8] + view.counts[:, 8]
    both[8] = 0
    other = view.column if view.row == 8 else view.row
    return bool(both[other] == both.max() and view.counts[view.row, view.column])


def _with_strokes(state: dict[str, Any]) -> dict[str, Any]:
    """Give a sample that was named in code its strokes, and strokes that were given in code their name."""
    if "drawing" in state:
        return {"sample": OWN, **state}
    strokes = SAMPLES.get(state.get("sample", ""))
    return {**state, "drawing": strokes} if strokes else state


def _link(panel: Panel) -> None:
    """Let a chosen sample fill the pad, and a stroke on the pad end the sample."""
    sample, drawing = panel.controls["sample"], panel.controls["drawing"]

    def fill(change: Any) -> None:
        if change["new"] in SAMPLES:
            drawing.value = SAMPLES[change["new"]]

    def own(change: Any) -> None:
        if sample.value != OWN and drawing.value != SAMPLES[sample.value]:
            sample.value = OWN

    sample.observe(fill, "value")
    drawing.observe(own, "value")


def _class(place: float) -> int:
    return int(np.clip(round(place), 0, CLASSES - 1))
