"""F16: four networks of up to 50 layers, and how much of the gradient reaches their first layers."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from nnkit.widgets.controls import Choice, Control, Scale, Slider, Stepper
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f16_gradient_flow.compute import ACTIVATIONS, WIDTHS, compute
from nnkit.widgets.figures.f16_gradient_flow.networks import (
    BATCH_NORM,
    BOTH,
    DEEPEST,
    LAYER_NORM,
    NORMS,
    PLAIN,
    VARIANTS,
)
from nnkit.widgets.figures.f16_gradient_flow.scene import FlowScene
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction


def _controls() -> list[Control]:
    return [
        Choice("chosen", "network", PLAIN, VARIANTS, help="the one drawn broad; all four are drawn"),
        Choice("norm", "normalisation", BATCH_NORM, tuple(NORMS), help="in the networks that normalise"),
        Choice("activation", "activation φ", "relu", ACTIVATIONS),
        Slider("scale", "initial scale g", 1.0, 0.1, 3.0, 0.1, help="weights are drawn with σ = g / √n"),
        Slider("depth", "layers L", 30, 2, DEEPEST, 1),
        Scale("width", "units in each layer n", 32, WIDTHS),
        Stepper("seed", "seed", 0, 0, 20, 1, help="other weights, examples and errors of the same kind"),
    ]


def _point(axes: Axes, x: float, y: float, state: dict[str, Any]) -> dict[str, Any]:
    """End the networks at the layer that is pointed at."""
    return {"depth": x} if 1.5 <= x <= DEEPEST + 0.5 else {}


_TASKS = (
    Task(
        "Make the plain network's gradient at layer 1 a million times smaller than at its last layer.",
        lambda v: 0 < v.ratio(PLAIN) < 1e-6,
        {"activation": "sigmoid"},
    ),
    Task(
        "Find a network that keeps the gradient within a factor 10 over all 50 layers, and choose it.",
        lambda v: v.depth == DEEPEST and v.steady,
        {"chosen": BOTH, "norm": LAYER_NORM, "depth": DEEPEST},
    ),
    Task(
        "Let the plain network explode, a million times and more, and tame it by normalisation alone: "
        "within a factor 10.",
        lambda v: v.tamed,
        {"activation": "relu", "scale": 3, "norm": LAYER_NORM, "depth": 30},
    ),
)


def gradient_flow_explorer(*, predict: Prediction | None = None, **state: Any) -> Panel:
    """F16: gradient flow in plain, normalised and residual networks, and in those with both.

    Parameters
    ----------
    predict : a question that covers the figure until it is answered.
    state : chosen, norm, activation, scale, depth, width, seed.
    """
    return Panel(
        call="gradient_flow_explorer",
        title="Gradient flow: normalisation and shortcuts in deep networks",
        question="How much of the error at the last layer still arrives at the first?",
        controls=_controls(),
        compute=compute,
        scene=FlowScene(),
        tasks=_TASKS,
        point=_point,
        predict=predict,
        state=state,
    )
