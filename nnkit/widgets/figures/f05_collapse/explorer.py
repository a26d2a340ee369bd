"""F5: a grid through two layers, with and without a bend between them."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from nnkit.widgets.controls import Choice, Control, Slider
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f05_collapse.compute import PHIS, CollapseView, compute
from nnkit.widgets.figures.f05_collapse.scene import CollapseScene
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction

MIDDLE = "the middle"
EDITS = ("layer 1", "layer 2", MIDDLE)
ALWAYS = ("edit", "activation", "blend")
MOVES = ("rotate", "stretch_x", "stretch_y", "shear", "shift_x", "shift_y")
THIRD = ("angle3", "bias3", "out_x3", "out_y3")
PLAIN = {f"{move}{l}": 1.0 if "stretch" in move else 0.0 for move in MOVES for l in (1, 2)}
DEFAULTS = {1: (30.0, 1.3, 0.8, 0.0, 0.2, 0.1), 2: (-50.0, 1.0, 1.1, 0.5, -0.2, 0.0)}


def collapse_explorer(*, predict: Prediction | None = None, **state: Any) -> Panel:
    """F5: two layers of the plane, each rotated, stretched, sheared and shifted; an activation between.

    Parameters
    ----------
    predict : a question that covers the figure until it is answered.
    state : edit ("layer 1", "layer 2", "the middle": whose controls are shown), activation ("identity",
        "relu", "leaky_relu", "tanh", "sigmoid"), blend (0 to 1), width (1, 2, 3); for each layer l = 1, 2:
        rotate, stretch_x, stretch_y, shear, shift_x, shift_y, each followed by l; for a third unit: angle3,
        bias3, out_x3, out_y3.
    """
    return Panel(
        call="collapse_explorer",
        title="Collapse: why two layers need a bend between them",
        question="What can two layers do that one cannot?",
        controls=_controls(),
        compute=compute,
        scene=CollapseScene(),
        tasks=_tasks(),
        shown=_shown,
        point=_point,
        predict=predict,
        state=state,
    )


def _controls() -> list[Control]:
    controls: list[Control] = [
        Choice("edit", "controls of", "layer 1", EDITS),
        Choice(
            "activation",
            "activation φ",
            "identity",
            tuple(PHIS),
            help="between the layers; identity is none; leaky_relu has α = 0.2",
        ),
        Slider(
            "blend",
            "blend: from input (0) to output (1)",
            1.0,
            0.0,
            1.0,
            0.02,
            help="the right panel on its way: layer 1 until 0.4, the activation until 0.6, then layer 2",
        ),
    ]
    for l, values in DEFAULTS.items():
        controls += _moves(l, *values)
    return [
        *controls,
        Choice("width", "units in the middle", 2, (1, 2, 3), help="n_out of layer 1 and n_in of layer 2"),
        Slider("angle3", "third unit looks towards (°)", 225, 0, 360, 5, help="the direction of its w"),
        Slider("bias3", "its bias", 0.0, -2.0, 2.0, 0.1),
        Slider("out_x3", "its weight into y₁", 0.5, -2.0, 2.0, 0.1),
        Slider("out_y3", "its weight into y₂", 0.5, -2.0, 2.0, 0.1),
    ]


def _moves(
    l: int, rotate: float, wide: float, tall: float, shear: float, right: float, up: float
) -> list[Control]:
    """Return the six controls of one layer."""
    return [
        Slider(f"rotate{l}", f"layer {l}: rotate (°)", rotate, -180, 180, 5),
        Slider(
            f"stretch_x{l}",
            f"layer {l}: stretch across",
            wide,
            -2.0,
            2.0,
            0.1,
            help="0 flattens, below 0 mirrors",
        ),
        Slider(
            f"stretch_y{l}",
            f"layer {l}: stretch upward",
            tall,
            -2.0,
            2.0,
            0.1,
            help="0 flattens, below 0 mirrors",
        ),
        Slider(f"shear{l}", f"layer {l}: shear", shear, -1.5, 1.5, 0.1),
        Slider(f"shift_x{l}", f"layer {l}: shift right", right, -2.0, 2.0, 0.1, help="first entry of b"),
        Slider(f"shift_y{l}", f"layer {l}: shift up", up, -2.0, 2.0, 0.1, help="second entry of b"),
    ]


def _shown(state: dict[str, Any]) -> list[str]:
    if state["edit"] == MIDDLE:
        return [*ALWAYS, "width", *(THIRD if state["width"] == 3 else ())]
    return [*ALWAYS, *(f"{move}{state['edit'][-1]}" for move in MOVES)]


def _tasks() -> tuple[Task, ...]:
    turn = {"rotate1": 60, "rotate2": -60}
    fold = {"activation": "relu", "width": 3, "angle3": 180, "out_x3": 1, "out_y3": 0}
    return (
        Task(
            "Without activation: let layer 1 change the plane, and layer 2 put every point back within 0.1.",
            lambda v: v.activation == "identity" and v.moved < 0.1 and v.moved_by_first > 0.5,
            {**PLAIN, **turn},
        ),
        Task(
            "Project the whole plane onto a line without activation.",
            lambda v: v.activation == "identity" and v.rank == 1,
            {"stretch_y1": 0},
        ),
        Task(
            "With an activation, make the best single affine map miss by more than 1 somewhere.",
            lambda v: v.gap > 1,
            {"activation": "relu", "stretch_x1": 2, "stretch_y1": 2},
        ),
        Task(
            "Fold the plane, so that two points of the grid land on one spot: three units can do it.",
            lambda v: len(v.pair) == 2,
            {**PLAIN, **fold, "shift_y1": 1, "shift_y2": -1},
        ),
    )


def _point(axes: Axes, x: float, y: float, state: dict[str, Any]) -> dict[str, Any]:
    """Drag an image: shift layer 1 or layer 2 so that the point that came from 0 lies under the mouse."""
    panel = round((axes.get_position().x0 - 0.05) / 0.32)
    if panel == 0:
        return {}
    if panel == 1:
        return {"edit": "layer 1", "shift_x1": x, "shift_y1": y}
    now: CollapseView = compute(**{**state, "shift_x2": 0.0, "shift_y2": 0.0})
    centre = now.output[len(now.output) // 2]
    return {"edit": "layer 2", "blend": 1.0, "shift_x2": x - centre[0], "shift_y2": y - centre[1]}
