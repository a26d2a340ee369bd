"""F10: a small network walked forward and backward, one operation at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes

from nnkit.widgets.controls import Choice, Control, Slider, Stepper, Text, Toggle
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f10_backprop.checks import checked_net
from nnkit.widgets.figures.f10_backprop.compute import StepView, compute, slots
from nnkit.widgets.figures.f10_backprop.judge import RIGHT
from nnkit.widgets.figures.f10_backprop.names import plain
from nnkit.widgets.figures.f10_backprop.net import BINARY, EXAMPLES, OWN, SQUARED, TINY, A, D, Net
from nnkit.widgets.figures.f10_backprop.paths import operation_at
from nnkit.widgets.figures.f10_backprop.scene import GraphScene
from nnkit.widgets.figures.f10_backprop.walk import Op, given, walk
from nnkit.widgets.figures.f10_backprop.work import Play
from nnkit.widgets.figures.f10_backprop.yours import Gradients
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction

ACTIVATIONS = ("sigmoid", "tanh", "relu", "identity")
KINDS = {"x": "input", "y": "target", "W": "weight", "b": "bias"}


def backprop_stepper(
    *,
    x: Sequence[float] | None = None,
    W: Sequence[Any] | None = None,
    b: Sequence[Any] | None = None,
    phi: Sequence[str] | None = None,
    loss: str = SQUARED,
    y: float | Sequence[float] | None = None,
    gradients: Gradients | None = None,
    predict: Prediction | None = None,
    **state: Any,
) -> Panel:
    """F10: the worked examples and a network of your own, with a stepper, a player and a fill-in mode.

    Parameters
    ----------
    x, W, b, phi, loss, y : a network of your own, at most 3 layers of at most 4 units: x (n_in,); lists with
        one W (n_out, n_in), b (n_out,) and activation name for each layer; loss "squared",
        "binary cross-entropy" (after a sigmoid) or "softmax cross-entropy" (after a linear layer, y the
        class); y (n_out,). ``backprop_stepper(x=[2, 1], W=[[[1, -2], [0, 3]], [[2, -1]]],
        b=[[-1, 2], [0.5]], phi=["relu", "identity"], y=-3)``.
    gradients : your own backward pass, shown in green beside the library's. It gets one dict with the arrays
        x (n_in,), y (n_out,), W1 (n_out, n_in), b1 (n_out,), W2, b2, ... of the network on screen, and
        returns a dict with dW1, db1, dW2, db2, ... of the same shapes. A class y comes as a one-hot vector.
    predict : a question that covers the figure until it is answered.
    state : example, step, fill, answer, activation, number, and the numbers of your own network by the name
        of their slider: x1, W1_21 (layer 1, to unit 2 from input 1), b2_1, y1.
    """
    mine = any(part is not None for part in (x, W, b, phi, y))
    own = checked_net(x, W, b, phi, loss, y) if mine else TINY
    start = OWN if mine else D
    sliders, names = _sliders(own)
    most = max(len(walk(net)) for net in (*EXAMPLES.values(), own))
    stepper = Stepper("step", "operation", 1, 1, most, 1, help="one back ◂ and one on ▸")
    controls: list[Control] = [
        Choice("example", "network", start, (*EXAMPLES, OWN), help="the worked examples of the course"),
        stepper,
        Toggle("fill", "fill in: hide the next number", False),
        Text("answer", "your number", help="correct to 3 significant figures: 0.25, −1.5e−3, 2/3"),
        Choice("number", "which number", next(iter(names)), tuple(names)),
        *sliders,
    ]
    if not mine:
        controls.insert(4, Choice("activation", "activation φ of the hidden units", "sigmoid", ACTIVATIONS))

    def view(work: None = None, **values: Any) -> StepView:
        shifted = {s.name: values.pop(s.name) for s in sliders}
        moved = {s.name: shifted[s.name] for s in sliders if shifted[s.name] != s.default}
        return compute(**{"activation": None, **values}, own=own, gradients=gradients, **moved)

    def shown(values: dict[str, Any]) -> list[str]:
        about = ["activation", "number", names[values["number"]]] if values["example"] == OWN else []
        return [n for n in ("example", "step", "fill", *["answer"] * values["fill"], *about) if n in values]

    def limits(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
        now = view(**values)
        last = len(walk(now.net))
        if now.fill:  # one goes on by answering
            last = min(now.step + (now.verdict == RIGHT), last)
        return {"step": {"max": last}}

    def point(axes: Axes, at_x: float, at_y: float, values: dict[str, Any]) -> dict[str, Any]:
        now = view(**values)
        step = operation_at(now.net, now.step, now.fill, at_x, at_y)
        return {"step": step} if step else {}

    return Panel(
        call="backprop_stepper",
        title="Backpropagation: one operation at a time",
        question="Which number comes next, and which numbers is it made of?",
        controls=controls,
        compute=view,
        scene=GraphScene(),
        tasks=_tasks(mine),
        shown=shown,
        limits=limits,
        point=point,
        work=Play(stepper, lambda values: len(walk(view(**values).net))),
        own={"x": x, "W": W, "b": b, "phi": phi, "y": y, "gradients": gradients},
        predict=predict,
        state=state,
    )


def _sliders(own: Net) -> tuple[list[Slider], dict[str, str]]:
    """Return a slider for every number of the own network, and their names by symbol."""
    numbers, sliders, names = given(own), [], {}
    for name, op in slots(own).items():
        symbol, value = plain(own, op), numbers[op]
        low, high = (0.0, 1.0) if op.kind == "y" and own.loss == BINARY else (-3.0, 3.0)
        sliders.append(
            Slider(name, f"{KINDS[op.kind]} {symbol}", value, min(low, value), max(high, value), 0.1)
        )
        names[symbol] = name
    return sliders, names


def _tasks(mine: bool) -> tuple[Task, ...]:
    """Return the tasks; the last needs a network with a hidden layer that bends smoothly."""
    in_d, in_a = walk(EXAMPLES[D]), walk(EXAMPLES[A])
    first_weight, off, last_delta = Op("dW", 1, 0, 0), Op("delta", 1, 0), Op("delta", 2, 0)
    tasks = (
        Task(
            "Example d: walk on to ∂L/∂w₁₁⁽¹⁾, the gradient of the first hidden unit's weight.",
            lambda v: v.example == D and v.op == first_weight and v.value is not None,
            {"example": D, "step": in_d.index(first_weight) + 1},
        ),
        Task(
            "Example a: find the operation at which an error signal becomes zero because a ReLU is off.",
            lambda v: v.example == A and v.op.kind == "delta" and v.value == 0,
            {"example": A, "step": in_a.index(off) + 1},
        ),
        Task(
            "Fill in: work out the error signal δ of an output yourself, in any example.",
            lambda v: v.fill and v.verdict == RIGHT and v.op.kind == "delta" and v.op.layer == v.net.depth,
            {"example": D, "fill": True, "step": in_d.index(last_delta) + 1, "answer": "-0.783"},
        ),
    )
    if mine:
        return tasks
    saturate = {"example": OWN, "x1": 3.0, "W1_11": 3.0, "step": walk(TINY).index(off) + 1}
    return (
        *tasks,
        Task(
            "Your own numbers: with a sigmoid or tanh, saturate a hidden unit until its δ is below 0.001 in "
            "size, and walk on to it.",
            _saturated,
            saturate,
        ),
    )


def _saturated(view: StepView) -> bool:
    here = view.example == OWN and view.op.kind == "delta" and 0 < view.op.layer < view.net.depth
    smooth = here and view.net.phi[view.op.layer - 1] in ("sigmoid", "tanh")
    return smooth and view.value is not None and abs(view.value) < 1e-3
