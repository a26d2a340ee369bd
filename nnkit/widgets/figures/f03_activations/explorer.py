"""F3: any activation with its slope, its saturated and dead zones, and what depth makes of the slope."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from nnkit.widgets.controls import Choice, Control, Slider
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f03_activations.compute import MOST_LAYERS, REACH, ActivationView, compute
from nnkit.widgets.figures.f03_activations.family import (
    BESIDES,
    NAMES,
    NOTHING,
    PARAMETERS,
    meant_by,
)
from nnkit.widgets.figures.f03_activations.scene import ActivationScene
from nnkit.widgets.figures.f03_activations.yours import OwnFunction
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction


def activation_explorer(
    *,
    phi: OwnFunction | None = None,
    prime: OwnFunction | None = None,
    predict: Prediction | None = None,
    **state: Any,
) -> Panel:
    """F3: one of the activations, its slope, a point u to move, and the slope's power through many layers.

    Parameters
    ----------
    phi, prime : your own activation and its derivative, each a function of an array of any length; they are
        drawn in green and compared with the chosen activation. A name such as ``my_relu`` chooses ``relu``.
    predict : a question that covers the figure until it is answered.
    state : activation, alpha (leaky_relu, prelu), alpha_elu, beta (silu), u, layers, beside (an activation
        to compare, or "nothing").
    """
    if "activation" not in state and (named := meant_by(phi or prime, "")):
        state["activation"] = named
    controls: list[Control] = [
        Choice("activation", "activation φ", "tanh", NAMES),
        Slider("alpha", "α: slope below 0", 0.1, 0.0, 1.0, 0.01, help="PReLU learns it; here you move it"),
        Slider("alpha_elu", "α: depth of the floor", 1.0, 0.1, 2.0, 0.05, help="ELU falls to −α"),
        Slider("beta", "β: sharpness", 1.0, 0.0, 10.0, 0.1, help="Swish: u · sigmoid(βu)"),
        Slider("u", "pre-activation u", 1.0, -REACH, REACH, 0.05, help="or drag the point in the picture"),
        Slider("layers", "layers", 10, 1, MOST_LAYERS, 1, help="each multiplies a gradient by the slope"),
        Choice("beside", "compare with", NOTHING, BESIDES, help="drawn as a broad line below the first"),
    ]
    scene = ActivationScene()

    def view(**values: Any) -> ActivationView:
        return compute(phi=phi, prime=prime, **values)

    def shown(values: dict[str, Any]) -> list[str]:
        needed = {PARAMETERS.get(values["activation"]), PARAMETERS.get(values["beside"])}
        return [name for name in values if name not in PARAMETERS.values() or name in needed]

    def point(axes: Axes, x: float, y: float, values: dict[str, Any]) -> dict[str, Any]:
        return {"layers": x} if axes is scene.deep else {"u": x}

    return Panel(
        call="activation_explorer",
        title="Activations: the bend and its slope",
        question="Where does an activation pass a gradient on, and where does it stop it?",
        controls=controls,
        compute=view,
        scene=scene,
        tasks=(
            Task(
                "Find where the slope of the sigmoid is largest.",
                lambda v: v.name == "sigmoid" and abs(v.u) < 0.01,
                {"activation": "sigmoid", "u": 0.0},
            ),
            Task(
                "Bring the slope at u = 4 below 0.01, without a dead unit.",
                lambda v: v.u == 4 and 0 < abs(v.slope) < 0.01,
                {"activation": "tanh", "u": 4.0},
            ),
            Task(
                "Find an activation with a negative slope, and go there.",
                lambda v: v.slope < -0.01,
                {"activation": "silu", "u": -2.5},
            ),
            Task(
                "Where nothing is saturated, let ten layers leave less than 10⁻⁶ of a gradient.",
                lambda v: v.layers == 10 and not v.saturated and v.signal < 1e-6,
                {"activation": "sigmoid", "u": 0.5},
            ),
        ),
        shown=shown,
        point=point,
        own={"phi": phi, "prime": prime},
        predict=predict,
        state=state,
    )
