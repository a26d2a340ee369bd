"""F13: choose points, features, a network and how it is trained, and watch every unit while it learns."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt
from matplotlib.axes import Axes

from nnkit.widgets.figures.f13_playground import layout
from nnkit.widgets.figures.f13_playground.compute import WEIGHTS, PlaygroundView, compute
from nnkit.widgets.figures.f13_playground.controls import FURTHEST, all_controls, shown
from nnkit.widgets.figures.f13_playground.own import brought
from nnkit.widgets.figures.f13_playground.scene import PlaygroundScene
from nnkit.widgets.figures.f13_playground.tasks import TASKS
from nnkit.widgets.figures.f13_playground.weights import chosen_place, value_at
from nnkit.widgets.figures.f13_playground.work import Training
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction


def playground(
    *,
    x: npt.ArrayLike | None = None,
    y: npt.ArrayLike | None = None,
    network: Any = None,
    activation: Any = None,
    predict: Prediction | None = None,
    **state: Any,
) -> Panel:
    """F13: a network of one logit z, p = sigmoid(z), trained on the cross-entropy before your eyes.

    Parameters
    ----------
    x, y : your own points (N, 2) and their classes 0 and 1 (N,), as the data set "yours".
    network : your own: an nn.Network, or any object with forward(x) -> logits (n, 1) or (n, 2),
        backward(delta) -> grad and theta. It is trained in place; "Start again" puts its first theta back.
    activation : the name of an activation, or your own as a pair of functions (φ, φ′) or an nn.Activation.
    predict : a question that covers the figure until it is answered.
    state : controls, unit; data, noise, n, share, radius, seed, test_points; x1, x2, x1_squared, x2_squared,
        x1x2, sin_x1, sin_x2; layers, units1 to units4, init; optimiser, eta, momentum, batch_size,
        regularisation, rate, dropout; layer, to_unit, from_unit, set_weight, weight.

    Examples
    --------
    ``playground(data="spirals", units1=8, units2=8, optimiser="Adam", eta=0.03)``
    """
    if isinstance(activation, str):
        state, activation = {"activation": activation, **state}, None
    own = brought(x, y, network, activation)
    work, scene = Training(own), PlaygroundScene()

    def view(**values: Any) -> PlaygroundView:
        return compute(own=own.data, **values)

    def limits(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
        return _limits(values, work)

    def point(axes: Axes, at_x: float, at_y: float, values: dict[str, Any]) -> dict[str, Any]:
        return _pointed(work, at_x, at_y, values) if axes is scene.net else {}

    return Panel(
        call="playground",
        title="Playground: a network learns to tell two classes apart",
        question="What does each unit see, and what makes the whole learn, overfit or run away?",
        controls=all_controls(own),
        compute=view,
        scene=scene,
        tasks=TASKS,
        shown=lambda values: shown(values, own),
        limits=limits,
        point=point,
        work=work,
        own={"x": x, "y": y, "network": network, "activation": activation},
        predict=predict,
        state=state,
    )


def _columns(work: Training) -> tuple[int, ...]:
    work.show()
    pictures = work.result.pictures
    return tuple(len(units) for units in pictures.units) if pictures else ()


def _limits(values: dict[str, Any], work: Training) -> dict[str, dict[str, Any]]:
    """Let the browser offer only the units and weights that there are."""
    columns = _columns(work)
    weights = work.result.weights
    found = {"unit": {"max": max(len(layout.order(columns)) - 1, 0) if columns else 0}}
    if weights:
        n_out, n_in = weights[chosen_place(values, weights)[0] - 1][0].shape
        found |= {"layer": {"max": len(weights)}, "to_unit": {"max": n_out}, "from_unit": {"max": n_in}}
    return found


def _pointed(work: Training, x: float, y: float, values: dict[str, Any]) -> dict[str, Any]:
    """Show the unit at a place large, or choose the weight there while weights are edited."""
    columns = _columns(work)
    unit = layout.unit_at(columns, x, y) if columns else None
    if unit is not None:
        return {"unit": unit}
    place = layout.weight_at(columns, x, y) if columns and values["controls"] == WEIGHTS else None
    if place is None or place[0] > len(work.result.weights):
        return {}
    layer, to, source = place
    now = min(max(value_at(work.result.weights, place), -FURTHEST), FURTHEST)
    chosen = {"layer": layer, "to_unit": to, "from_unit": source}
    return {**chosen, "set_weight": False, "weight": now}
