"""F8: a network with one hidden layer approximates a function, by formula and by training."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from nnkit.widgets.controls import Choice, Control, Drawing, Scale, Slider, Text
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f08_approximation.compute import ApproximationView, compute
from nnkit.widgets.figures.f08_approximation.construct import BUMPS, HINGES, MOST
from nnkit.widgets.figures.f08_approximation.parts import BLOCKS, PARTS
from nnkit.widgets.figures.f08_approximation.scene import ApproximationScene
from nnkit.widgets.figures.f08_approximation.targets import (
    DRAWN,
    EXAMPLE,
    FORMULA,
    NAMED,
    TYPED,
    YOURS,
    Own,
    samples,
)
from nnkit.widgets.figures.f08_approximation.work import ADAM, MOMENTUM, Fit
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction

EXAMPLES = (FORMULA, "abs(sin(3*x))", "x**3 - x/2", "(x > 0) * exp(-2*x)", "sqrt(abs(x))", "tanh(20*x)")
STEEPNESSES = (2, 4, 8, 16, 32, 64, 128)
ETAS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)


def approximation_explorer(*, f: Own | None = None, predict: Prediction | None = None, **state: Any) -> Panel:
    """F8: a target, M hidden units that reproduce it by formula, and training that looks for weights itself.

    Parameters
    ----------
    f : your own function of an array x (points,). It is drawn in green beside the network, as your
        approximant of the target; with the target "yours" it is itself what the network approximates.
    predict : a question that covers the figure until it is answered.
    state : target (a name of nn.datasets.TARGETS, "typed", "drawn", and "yours" with f), expression, drawing,
        units ("ReLU hinges", "sigmoid bumps"), M, steepness, parts, optimiser, eta, seed.

    Examples
    --------
    ``approximation_explorer(f=lambda x: np.tanh(3 * x), target="yours", M=12)``
    """

    def view(**values: Any) -> ApproximationView:
        return compute(f=f, **values)

    def goal(values: dict[str, Any]) -> NDArray[np.float64]:
        return samples(values["target"], values["expression"], values["drawing"], f)[0]

    return Panel(
        call="approximation_explorer",
        title="Universal approximation: any curve from enough units",
        question="How close can M hidden units come to a curve, and does training get there?",
        controls=_controls(f is not None),
        compute=view,
        scene=ApproximationScene(),
        tasks=(
            Task(
                "Bring the largest error for the sine below 0.05 with at most 10 hinges.",
                lambda v: v.name == "sine" and v.units == HINGES and v.M <= 10 and v.error < 0.05,
                {"M": 10},
            ),
            Task(
                "Find a target for which twice as many units hardly help, however many there are already.",
                _hardly_helps,
                {"target": "step"},
            ),
            Task(
                "Train 8 or more hinges until the error is at most twice that of the formula.",
                _training_comes_close,
                _train_ten_hinges,
            ),
        ),
        shown=_shown,
        point=_choose_units,
        work=Fit(goal),
        own={"f": f},
        predict=predict,
        state=state,
    )


def _controls(own: bool) -> list[Control]:
    return [
        Choice("target", "target function", "sine", (*NAMED, TYPED, DRAWN, *((YOURS,) if own else ()))),
        Text(
            "expression",
            "target(x) =",
            FORMULA,
            examples=EXAMPLES,
            help="in x from −1 to 1, with sin cos exp log sqrt abs tanh pi e; x > 0 counts 1 or 0",
        ),
        Drawing(
            "drawing",
            "target, drawn from x = −1 to 1",
            EXAMPLE,
            width=240,
            height=130,
            single=True,
            examples=((), (((0.0, 0.8), (0.5, 0.8), (0.5, 0.2), (1.0, 0.2)),)),
            help="one stroke; where it goes back over itself, the mean height counts",
        ),
        Choice("units", "hidden units", HINGES, (HINGES, BUMPS)),
        Slider("M", "number of hidden units M", 6, 1, MOST, 1, help="ticks below the curves: their kinks"),
        Scale(
            "steepness",
            "steepness w × width of a bump",
            32,
            STEEPNESSES,
            help="how sharply the two sigmoids of a bump step up and down",
        ),
        Choice("parts", "drawn faintly", BLOCKS, PARTS, help="what the network is the sum of"),
        Choice("optimiser", "training: optimiser", ADAM, (ADAM, MOMENTUM)),
        Scale("eta", "training: learning rate η", 0.03, ETAS, help="it falls along a cosine"),
        Slider("seed", "training: seed of the first weights", 0, 0, 9, 1),
    ]


def _shown(values: dict[str, Any]) -> list[str]:
    hidden = {
        "expression": values["target"] != TYPED,
        "drawing": values["target"] != DRAWN,
        "steepness": values["units"] != BUMPS,
    }
    return [name for name in values if not hidden.get(name, False)]


def _choose_units(axes: Axes, x: float, y: float, state: dict[str, Any]) -> dict[str, Any]:
    """Take M from a place on the lower picture."""
    return {"M": min(max(round(x), 1), MOST)} if axes.get_xscale() == "log" else {}


def _hardly_helps(view: ApproximationView) -> bool:
    """Compare M = 25 … 50 with 2 M on average, for where a jump lies in its piece makes single M differ."""
    once, twice = view.errors[MOST // 4 - 1 : MOST // 2], view.errors[MOST // 2 - 1 :: 2]
    return bool(twice.min() > 0.01 and twice.mean() > 0.8 * once.mean())


def _train_ten_hinges(panel: Panel) -> None:
    panel.set(M=10)
    panel.run()


def _training_comes_close(view: ApproximationView) -> bool:
    close = view.fitted is not None and not view.fitted.diverged and view.fitted.error <= 2 * view.error
    return close and view.units == HINGES and view.M >= 8 and view.error > 1e-6
