"""F2: one neuron with two weights and a bias, as a surface, a detector and a bend on a line."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from nnkit.widgets.controls import Choice, Control, Slider
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f02_neuron.compute import LineView, PlaneView, compute
from nnkit.widgets.figures.f02_neuron.scene import NeuronScene
from nnkit.widgets.figures.f02_neuron.words import LINE, PHIS, PLANE, RELU, SIGMOID
from nnkit.widgets.figures.f02_neuron.yours import OwnNeuron
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction

SHOWN = {
    PLANE: ("show", "phi", "w1", "w2", "b", "x1", "x2"),
    LINE: ("show", "phi", "w", "b", "x"),
}


def neuron_explorer(
    *, neuron: OwnNeuron | None = None, predict: Prediction | None = None, **state: Any
) -> Panel:
    """F2: a neuron of two inputs over the plane, or of one input on a line, and a point to move.

    Parameters
    ----------
    neuron : your own neuron(x, w, b), drawn in green and compared with the activation you open it with. It is
        called with x (N, d), w (d,) and a number b and should return (N,); if it cannot do that, with one
        x (d,) at a time, for which it should return one number. In the plane d = 2, on the line d = 1.
    predict : a question that covers the figure until it is answered.
    state : show ("in the plane", "on a line"), phi ("sigmoid", "threshold", "tanh", "relu"), w1, w2, x1, x2
        (in the plane), w, x (on the line), b.
    """
    opened = state.get("phi", SIGMOID)
    controls: list[Control] = [
        Choice("show", "show", PLANE, (PLANE, LINE), help="a neuron of two inputs, or of one"),
        Choice("phi", "activation φ", SIGMOID, PHIS),
        Slider("w1", "weight w₁", 1.0, -4.0, 4.0, 0.1),
        Slider("w2", "weight w₂", -0.5, -4.0, 4.0, 0.1),
        Slider("w", "weight w", 1.0, -10.0, 10.0, 0.1),
        Slider("b", "bias b", 0.5, -4.0, 4.0, 0.1, help="−b is what the alignment w·x must reach"),
        Slider("x1", "input x₁", 1.5, -4.0, 4.0, 0.1, help="or drag the point in the picture"),
        Slider("x2", "input x₂", 1.0, -4.0, 4.0, 0.1, help="or drag the point in the picture"),
        Slider("x", "input x", 1.5, -4.0, 4.0, 0.1, help="or drag the point in the picture"),
    ]
    scene = NeuronScene()

    def view(**values: Any) -> PlaneView | LineView:
        return compute(own=neuron if values["phi"] == opened else None, **values)

    def point(axes: Axes, x: float, y: float, values: dict[str, Any]) -> dict[str, Any]:
        if axes is scene.plane.plane:
            return {"x1": x, "x2": y}
        return {"x": x} if axes in scene.line.axes else {}

    return Panel(
        call="neuron_explorer",
        title="One neuron: a weighted sum and a bend",
        question="What do the weights and the bias of a single neuron decide?",
        controls=controls,
        compute=view,
        scene=scene,
        tasks=(
            Task(
                "In the plane: get every point right.",
                lambda v: isinstance(v, PlaneView) and not v.wrong.any(),
                {"w1": 1.0, "w2": 0.7, "b": -1.8},
            ),
            Task(
                "In the plane: lead the boundary through the origin and still get 90 % right.",
                lambda v: isinstance(v, PlaneView) and v.offset == 0 and v.right_share >= 0.9,
                {"w1": 0.6, "w2": 1.0, "b": 0.0},
            ),
            Task(
                "On a line: give a ReLU its kink at x = 1 and the slope −2.",
                _kink_at_one,
                {"show": LINE, "phi": RELU, "w": -2.0, "b": 2.0},
            ),
            Task(
                "On a line: make the sigmoid nearly a step, from a = 0.1 to 0.9 within half a unit of x.",
                lambda v: isinstance(v, LineView) and 0 < v.width < 0.5,
                {"show": LINE, "phi": SIGMOID, "w": 9.0},
            ),
        ),
        shown=lambda values: SHOWN[values["show"]],
        point=point,
        own={"neuron": neuron},
        predict=predict,
        state=state,
    )


def _kink_at_one(view: PlaneView | LineView) -> bool:
    return isinstance(view, LineView) and view.phi == RELU and view.kink == 1 and view.slope == -2
