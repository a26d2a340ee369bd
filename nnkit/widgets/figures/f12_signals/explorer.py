"""F12: signals through up to 30 layers, for every activation and every rule for the first weights."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from nnkit.widgets.controls import Choice, Control, Scale, Slider, Stepper
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f12_signals.compute import NAMES, WIDTHS, SignalView, compute
from nnkit.widgets.figures.f12_signals.rules import DEEPEST, HE, NORMAL, RULES
from nnkit.widgets.figures.f12_signals.scene import SignalScene
from nnkit.widgets.figures.f12_signals.yours import OwnRule, Yours
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction


def _controls() -> list[Control]:
    return [
        Choice("activation", "activation φ", "tanh", NAMES),
        Choice(
            "rule",
            "first weights",
            NORMAL,
            RULES,
            help="how the entries of W are drawn; between equal layers Xavier and LeCun agree",
        ),
        Slider("std", "standard deviation σ", 0.06, 0.01, 0.5, 0.01, help="of the entries of every W"),
        Slider("depth", "layers L", 12, 1, DEEPEST, 1),
        Scale("width", "units in each layer n", 64, WIDTHS),
        Slider("bias", "bias b of every unit", 0.0, -3.0, 3.0, 0.1),
        Stepper("seed", "seed", 0, 0, 20, 1, help="other weights, examples and errors of the same kind"),
    ]


def _shown(values: dict[str, Any]) -> list[str]:
    return [name for name in values if name != "std" or values["rule"] == NORMAL]


def _point(axes: Axes, x: float, y: float, state: dict[str, Any]) -> dict[str, Any]:
    """End the network at the layer that is pointed at."""
    return {"depth": x} if x <= DEEPEST + 0.5 else {}


def _keeps(activation: str) -> Any:
    def done(view: SignalView) -> bool:
        return view.activation == activation and view.depth == DEEPEST and view.bias == 0 and view.drift <= 2

    return done


_TASKS = (
    Task(
        "Make the gradient vanish: at layer 1 below a millionth of what it is at the output, but not 0.",
        lambda v: 0 < v.faded < 1e-6,
        {"depth": 30},
    ),
    Task(
        "Make it explode: more than a million times larger at layer 1.",
        lambda v: v.faded > 1e6,
        {"activation": "relu", "std": 0.5, "depth": 20},
    ),
    Task(
        "Kill every ReLU unit of the network: none of them above 0 for any example.",
        lambda v: v.activation == "relu" and v.all_dead,
        {"activation": "relu", "std": 0.05, "bias": -3},
    ),
    Task(
        "Keep the signal within a factor 2 from layer 1 to layer 30, with tanh and without a bias.",
        _keeps("tanh"),
        {"depth": 30, "std": 0.2},
    ),
    Task(
        "Do the same with ReLU. Narrow layers wander: a seed may need another width, a width another seed.",
        _keeps("relu"),
        {"activation": "relu", "rule": HE, "depth": 30, "width": 128, "seed": 5},
    ),
)


def signal_explorer(*, init: OwnRule | None = None, predict: Prediction | None = None, **state: Any) -> Panel:
    """F12: the signal forward and the gradient backward through up to 30 layers.

    Parameters
    ----------
    init : your own rule for the first weights, ``init(rng, n_out, n_in)`` -> (n_out, n_in); its network is
        drawn in green beside the one of the chosen rule.
    predict : a question that covers the figure until it is answered.
    state : activation, rule, std, depth, width, bias, seed.
    """
    yours = Yours(init) if init else None

    def view(**values: Any) -> SignalView:
        return compute(own=yours, **values)

    return Panel(
        call="signal_explorer",
        title="Signals through depth: what each layer does to their size",
        question="Does the signal reach the last layer, and does the gradient find its way back?",
        controls=_controls(),
        compute=view,
        scene=SignalScene(),
        tasks=_TASKS,
        shown=_shown,
        point=_point,
        own={"init": init},
        predict=predict,
        state=state,
    )
