"""F1: two spirals, a line placed by hand, fixed feature maps, and learned hidden layers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from matplotlib.axes import Axes

from nnkit.widgets.controls import Choice, Control, Scale, Slider, Toggle
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f01_spirals.compute import SpiralsView, compute
from nnkit.widgets.figures.f01_spirals.maps import FEATURES, LEARNED, LINE, POLYNOMIAL, RANDOM
from nnkit.widgets.figures.f01_spirals.scene import SpiralsScene
from nnkit.widgets.figures.f01_spirals.work import ADAM, MOMENTUM, NEW_DATA, Training
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction

SHOWN = {
    LINE: ("angle", "offset", "best"),
    POLYNOMIAL: ("degree", "morph"),
    RANDOM: ("M", "morph"),
    LEARNED: ("M", "optimiser", "morph"),
}


def spirals_explorer(*, predict: Prediction | None = None, **state: Any) -> Panel:
    """F1: two interlocked spirals, and four ways to part them.

    Parameters
    ----------
    predict : a question that covers the figure until it is answered.
    state : features ("a straight line", "polynomial features", "random features", "learned hidden layers");
        angle, offset, best (of the line); degree; M, optimiser (of the units); morph; turns, noise, points,
        radius, seed (of the data).
    """
    scene = SpiralsScene()

    def point(axes: Axes, x: float, y: float, values: dict[str, Any]) -> dict[str, Any]:
        """Lead the line through a place of the input space."""
        if axes is not scene.input or values["features"] != LINE:
            return {}
        turn = math.radians(values["angle"])
        return {"offset": (math.cos(turn) * x + math.sin(turn) * y) / values["radius"]}

    return Panel(
        call="spirals_explorer",
        title="Two spirals: what a hidden layer does for a line",
        question="Which features make two spirals separable by a straight line?",
        controls=_controls(),
        compute=compute,
        scene=scene,
        tasks=_tasks(),
        shown=lambda values: ("features", *SHOWN[values["features"]], *NEW_DATA),
        point=point,
        work=Training(),
        predict=predict,
        state=state,
    )


def _controls() -> list[Control]:
    return [
        Choice("features", "features", LINE, FEATURES, help="what the linear head is given"),
        Slider("angle", "angle of w, in degrees", 0, 0, 359, 1, help="w points to the side of class 1"),
        Slider("offset", "offset of the line, in radii", 0.0, -1.2, 1.2, 0.02, help="or drag the line"),
        Toggle("best", "show the best line", False),
        Slider("degree", "degree of the polynomial", 5, 1, 9, 1),
        Scale("M", "hidden units M", 16, (2, 4, 8, 16, 32, 64)),
        Choice("optimiser", "optimiser", MOMENTUM, (MOMENTUM, ADAM), help="η = 0.1, or 0.01 for Adam"),
        Slider("morph", "from input space (0) to features (1)", 1.0, 0.0, 1.0, 0.02),
        Slider("turns", "turns", 1.5, 0.5, 3.0, 0.25),
        Slider("noise", "noise σ", 0.1, 0.0, 0.5, 0.02, help="at radius 3; it shrinks with the radius"),
        Slider("points", "points in each class", 200, 20, 400, 20),
        Scale("radius", "radius", 3, (1, 2, 3), help="where the arms end"),
        Slider("seed", "seed of points and weights", 0, 0, 9, 1),
    ]


def _tasks() -> tuple[Task, ...]:
    return (
        Task(
            "Place the line by hand so that it errs on fewer than 40 % of the points.",
            lambda v: v.features == LINE and v.errors < 0.4,
            {"angle": 270, "offset": 0.2},
        ),
        Task(
            "Show the best line, and see that it still errs on more than a quarter.",
            lambda v: v.features == LINE and v.best is not None and v.best_errors > 0.25,
            {"best": True},
        ),
        Task(
            "Train hidden layers until they err on fewer than 2 % of the points.",
            lambda v: _trained(v) and v.errors < 0.02,
            _train(),
        ),
        Task(
            "Then slide from features towards the input, to 0.9 or below: a line still parts all but 1 %.",
            lambda v: _trained(v) and v.morph <= 0.9 and v.loose <= 0.01,
            _train(morph=0.9),
        ),
    )


def _trained(view: SpiralsView) -> bool:
    return view.features == LEARNED and view.updates > 0


def _train(**more: Any) -> Callable[[Panel], None]:
    def by(panel: Panel) -> None:
        panel.set(features=LEARNED, **more)
        panel.run()

    return by
