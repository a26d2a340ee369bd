"""F4: sizes in, shapes and counts out, for networks of up to three hidden layers."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from nnkit.widgets.controls import Choice, Control, Scale, Slider, Stepper
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f04_architecture.compute import MOST, OWN, PRESETS, ArchitectureView, compute
from nnkit.widgets.figures.f04_architecture.scene import ArchitectureScene, places
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction

SIZES = (*range(1, 11), 12, 16, 20, 24, 32, 40, 50, 64, 100, 128, 200, 256, 512, 784, 1000, 1024, 2048, 4096)
OUTPUTS = (*range(1, 11), 12, 16, 20, 26, 50, 100, 1000)
BATCHES = (1, 8, 16, 32, 64, 128, 256, 512, 1024)
HIDDEN = ("m1", "m2", "m3")


def _controls() -> list[Control]:
    units = [
        Scale(name, f"units M{low} of hidden layer {l}", start, SIZES)
        for l, (name, low, start) in enumerate(zip(HIDDEN, "₁₂₃", (6, 4, 3), strict=True), start=1)
    ]
    return [
        Choice("network", "network", OWN, PRESETS, help="your own sizes, or one from the course"),
        Scale("p", "inputs p", 4, SIZES),
        Slider("hidden", "hidden layers", 1, 0, 3, 1),
        *units,
        Scale("k", "outputs K", 3, OUTPUTS),
        Scale("batch", "examples in the batch N", 32, BATCHES, help="changes z and a, and no parameter"),
        Stepper("look", "look at unit", 1, 1, 4 * MOST, 1, help="or point at it; counted among those drawn"),
    ]


def _shown(values: dict[str, Any]) -> list[str]:
    if values["network"] != OWN:
        return ["network", "batch", "look"]
    return [name for name in values if name not in HIDDEN[values["hidden"] :]]


def _limits(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {"look": {"max": sum(len(column) for column in compute(**values).drawn[1:])}}


def _point(axes: Axes, x: float, y: float, state: dict[str, Any]) -> dict[str, Any]:
    """Look at the unit that is pointed at."""
    if axes.get_position().y0 < 0.3:  # the table
        return {}
    view = compute(**state)
    at = np.concatenate([places(view, c) for c in range(1, len(view.sizes))])
    away = np.hypot((at[:, 0] - x) * 2, at[:, 1] - y)
    return {"look": int(away.argmin()) + 1} if away.min() < 0.1 else {}


def _deeper(view: ArchitectureView) -> bool:
    return (
        view.sizes[0] == 10
        and view.sizes[-1] == 5
        and len(view.rows) > 2
        and view.n_params < compute("10-64-5").n_params
    )


_TASKS = (
    Task(
        "Build a network of your own with exactly 703 parameters.",
        lambda v: v.own and v.n_params == 703,
        {"p": 10, "m1": 50, "k": 3},
    ),
    Task(
        "Put more than 90 % of the parameters into the first layer of a network with a hidden layer.",
        lambda v: len(v.rows) > 1 and v.first_share > 0.9,
        {"p": 784},
    ),
    Task(
        "From 10 inputs to 5 outputs, build a deeper network than 10-64-5 with fewer parameters.",
        _deeper,
        {"p": 10, "hidden": 2, "m1": 16, "m2": 16, "k": 5},
    ),
)


def architecture_explorer(*, predict: Prediction | None = None, **state: Any) -> Panel:
    """F4: the wiring diagram of a dense network, every shape, and the parameters counted layer by layer.

    Parameters
    ----------
    predict : a question that covers the figure until it is answered.
    state : network, p, hidden, m1, m2, m3, k, batch, look.
    """
    return Panel(
        call="architecture_explorer",
        title="Architecture: the wiring, every shape, every parameter",
        question="How many numbers does a network learn, and where do they lie?",
        controls=_controls(),
        compute=compute,
        scene=ArchitectureScene(),
        tasks=_TASKS,
        shown=_shown,
        limits=_limits,
        point=_point,
        predict=predict,
        state=state,
    )
