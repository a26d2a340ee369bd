"""F9: depth against width, counted in linear pieces and regions."""

from __future__ import annotations

from typing import Any

from nnkit.widgets.controls import Choice, Control, Slider, Stepper
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f09_regions.compute import (
    AnyView,
    LineView,
    PlaneView,
    SawtoothView,
    compute,
)
from nnkit.widgets.figures.f09_regions.networks import INITS
from nnkit.widgets.figures.f09_regions.plane import MOST_DEPTH, MOST_WIDTH
from nnkit.widgets.figures.f09_regions.scene import RegionsScene
from nnkit.widgets.figures.f09_regions.words import AGAINST, COUNT, LINE, PARAMETERS, PLANE, SAWTOOTH, SHOWS
from nnkit.widgets.figures.f09_regions.work import Counting
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction

RANDOM = ("depth", "width", "bias", "init", "seed")
SHOWN = {SAWTOOTH: ("folds", "units"), LINE: RANDOM, PLANE: RANDOM, COUNT: ("against", *RANDOM)}


def regions_explorer(*, predict: Prediction | None = None, **state: Any) -> Panel:
    """F9: the pieces of a ReLU network as depth and width change, in four pictures, ``show``.

    Parameters
    ----------
    predict : a question that covers the figure until it is answered.
    state : show ("sawtooth by composition", "random network on a line", "random network in the plane",
        "pieces against size"), folds, units, against ("parameters", "hidden units", "depth"), depth, width,
        bias, init ("he_normal", "he_uniform", "xavier_normal", "orthogonal"), seed.
    """
    return Panel(
        call="regions_explorer",
        title="Depth or width: counting the linear pieces",
        question="How many straight pieces can a ReLU network make of its units?",
        controls=_controls(),
        compute=compute,
        scene=RegionsScene(),
        tasks=_tasks(),
        shown=lambda state: ["show", *SHOWN[state["show"]]],
        limits=_limits,
        work=Counting(),
        predict=predict,
        state=state,
    )


def _controls() -> list[Control]:
    return [
        Choice("show", "show", SAWTOOTH, SHOWS),
        Stepper(
            "folds", "depth: compose the tent map d times", 3, 1, 8, 1, help="each adds a layer of 2 units"
        ),
        Slider("units", "rival: units in one hidden layer", 6, 1, 80, 1, help="each can bend the line once"),
        Choice("against", "pieces against", PARAMETERS, AGAINST, help="what runs along the axis"),
        Stepper("depth", "depth: hidden layers", 2, 1, 6, 1),
        Slider("width", "width: units in each layer", 8, 1, 32, 1),
        Slider("bias", "scale of the biases", 1.0, 0.0, 3.0, 0.1, help="their standard deviation; 0 is none"),
        Choice("init", "initialisation of the weights", "he_normal", tuple(INITS)),
        Stepper("seed", "another network: seed", 0, 0, 99, 1),
    ]


def _limits(state: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The plane is drawn for smaller networks only."""
    return {"depth": {"max": MOST_DEPTH}, "width": {"max": MOST_WIDTH}} if state["show"] == PLANE else {}


def _tasks() -> tuple[Task, ...]:
    return (
        Task(
            "Sawtooth: reach 64 pieces with at most 12 hidden units.",
            _64_pieces,
            {"show": SAWTOOTH, "folds": 6},
        ),
        Task(
            "On a line: find a random network with more than 20 pieces.",
            lambda v: isinstance(v, LineView) and v.line.pieces > 20,
            {"show": LINE, "depth": 2, "width": 20},
        ),
        Task(
            "On a line: find a network of two or more layers that has more pieces than one random layer of "
            "as many units.",
            lambda v: isinstance(v, LineView) and v.depth > 1 and v.line.pieces > v.rival.pieces,
            _deep_winner,
        ),
        Task(
            "In the plane: let one layer of at least four units make all the regions that it can.",
            lambda v: isinstance(v, PlaneView) and v.depth == 1 and v.width > 3 and v.plane.exact == v.most,
            {"show": PLANE, "depth": 1, "width": 4, "bias": 0.2, "seed": 1},
        ),
    )


def _64_pieces(view: AnyView) -> bool:
    return isinstance(view, SawtoothView) and view.deep.pieces >= 64 and view.deep.hidden <= 12


def _deep_winner(panel: Panel) -> None:
    """Walk through the seeds until the deep network has more pieces."""
    panel.set(show=LINE, depth=2, width=8)
    for seed in range(100):
        panel.set(seed=seed)
        view = panel.view
        if isinstance(view, LineView) and view.line.pieces > view.rival.pieces:
            return
