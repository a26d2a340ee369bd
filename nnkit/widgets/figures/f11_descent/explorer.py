"""F11: descent; several optimisers on one loss surface, and the noise of a mini-batch."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from nnkit.widgets.controls import Choice, Control, Scale, Slider, Stepper, Toggle
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f11_descent import compute as numbers
from nnkit.widgets.figures.f11_descent.compute import (
    ALL,
    BATCHES,
    COMPARED,
    METHODS,
    NOISE,
    PATHS,
    SHOWS,
    NoiseView,
    PathsView,
    compute,
)
from nnkit.widgets.figures.f11_descent.landscapes import BOWL, MINIMA, SURFACES, VALLEY
from nnkit.widgets.figures.f11_descent.noise import SIZES
from nnkit.widgets.figures.f11_descent.paths import BATCH, FORMS, HEAVY, OPTIMISERS, STEPS
from nnkit.widgets.figures.f11_descent.scene import DescentScene
from nnkit.widgets.figures.f11_descent.work import Walk
from nnkit.widgets.figures.f11_descent.yours import OwnStep, Yours
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction

ETAS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 1.5, 1.9, 2.1, 3.0, 5.0)
CONDITIONS = (1, 2, 5, 10, 20, 50, 100, 200)
ORDER = tuple(
    "show surface condition standardise compared reference eta batch beta form start1 start2 seed t".split()
)


def descent_explorer(
    *, optimiser: OwnStep | None = None, predict: Prediction | None = None, **state: Any
) -> Panel:
    """F11: batch descent, mini-batches, SGD, momentum and Adam walk down one surface of two parameters.

    Parameters
    ----------
    optimiser : your own step(theta, grad, t) -> the new theta (2,), called for t = 1, 2, ..., 200; t = 1
        begins a new walk. If it has a parameter ``eta``, it gets the figure's η. It sees the gradients that
        the optimiser chosen as ``reference`` would see, and is drawn in green.
    predict : a question that covers the figure until it is answered.
    state : show ("paths of the optimisers", "noise of the gradient"), surface ("bowl", "long narrow valley",
        "saddle", "two minima"), compared ("all five", "batch, mini-batch, SGD", "batch, momentum, Adam",
        "batch"), reference, eta, batch, beta, form, condition, standardise, start1, start2, seed, t.
    """
    yours = Yours(optimiser) if optimiser is not None else None
    t = Slider("t", "steps shown t", 60, 0, STEPS, 1, help="or play: every optimiser takes t steps")
    scene = DescentScene()

    def view(**values: Any) -> PathsView | NoiseView:
        return compute(own=yours, **values)

    def point(axes: Axes, x: float, y: float, state: dict[str, Any]) -> dict[str, Any]:
        if axes is scene.right:
            if state["show"] == PATHS:
                return {"t": x}
            return {"batch": SIZES[min(max(round(x), 0), len(SIZES) - 1)]}
        return {"start1": x, "start2": y} if state["show"] == PATHS else {}

    return Panel(
        call="descent_explorer",
        title="Descent: several optimisers on one loss surface",
        question="Which way down is quick, which gets stuck, and which flies off?",
        controls=_controls(t),
        compute=view,
        scene=scene,
        tasks=_tasks(),
        shown=lambda s: _shown(s, optimiser is not None),
        point=point,
        work=Walk(t),
        own={"optimiser": optimiser},
        predict=predict,
        state=state,
    )


def _controls(t: Slider) -> list[Control]:
    return [
        Choice("show", "show", PATHS, SHOWS),
        Choice("surface", "surface", BOWL, SURFACES, help="each is the mean of the losses of 64 examples"),
        Scale(
            "condition",
            "condition number",
            50,
            CONDITIONS,
            help="λ_max / λ_min of the valley: the ratio of the inputs' variances",
        ),
        Toggle("standardise", "standardise inputs", False, help="divide each by its standard deviation"),
        Choice("compared", "optimisers", ALL, tuple(COMPARED)),
        Choice("reference", "compare yours with", BATCH, OPTIMISERS, help="yours sees the same gradients"),
        Scale(
            "eta",
            "learning rate η",
            0.1,
            ETAS,
            help="the same for all; each parameter of Adam moves by about η a step, whatever its gradient",
        ),
        Scale(
            "batch",
            "batch size B",
            8,
            SIZES,
            help="of mini-batch: examples a step, drawn with replacement; SGD draws 1, the rest take all 64",
        ),
        Slider("beta", "momentum β", 0.9, 0.0, 0.99, 0.01, help="0 is plain batch descent"),
        Choice("form", "form of momentum", HEAVY, FORMS),
        Slider("start1", "start θ₁", -2.2, -3.0, 3.0, 0.1),
        Slider("start2", "start θ₂", 0.0, -3.0, 3.0, 0.1),
        Stepper("seed", "draw of batches", 1, 1, 20, 1, help="other examples at each step"),
        t,
    ]


def _shown(state: dict[str, Any], own: bool) -> list[str]:
    """Name the controls that matter in a state, in the order of the column."""
    if state["show"] == NOISE:
        names = {"show", "surface", "batch", "start1", "start2", "seed"}
    else:
        names = {"show", "surface", "compared", "eta", "start1", "start2", "t"}
        if own:
            names.add("reference")
        if state["compared"] in (ALL, BATCHES):
            names.add("batch")
        if state["compared"] in (ALL, METHODS):
            names.add("beta")
        if state["compared"] == BATCHES:
            names.add("seed")
        if state["compared"] == METHODS:
            names.add("form")
    if state["surface"] == VALLEY:
        names |= {"standardise", "condition"}
    return [name for name in ORDER if name in names]


def _tasks() -> tuple[Task, ...]:
    return (
        Task(
            "Make batch gradient descent diverge.",
            numbers.batch_diverges,
            {"eta": 3.0},
        ),
        Task(
            "In the valley, at a condition number of 50 or more, come within 1 % of the lowest loss in at "
            "most 20 steps, and stay there.",
            numbers.valley_crossed,
            {"surface": VALLEY, "standardise": True, "eta": 0.5},
        ),
        Task(
            "Two minima: let noise or momentum escape from the local minimum that holds batch descent.",
            numbers.escaped,
            {"surface": MINIMA, "beta": 0.94},
        ),
        Task(
            "Noise of the gradient: find the smallest batch whose noise is at most a tenth of that at B = 1.",
            numbers.noise_is_a_tenth,
            {"show": NOISE, "batch": 16},
        ),
    )
