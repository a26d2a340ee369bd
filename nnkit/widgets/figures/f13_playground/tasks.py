"""F13, what to bring about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f13_playground.build import ADAM
from nnkit.widgets.figures.f13_playground.compute import PlaygroundView
from nnkit.widgets.figures.f13_playground.data import CIRCLES, SPIRALS, XOR
from nnkit.widgets.panel import Panel

ENOUGH = 20  # test points that a small error must be measured on


def _circles(view: PlaygroundView) -> bool:
    linear = set(view.features) <= {"x₁", "x₂"}
    return _trained(view, CIRCLES) and linear and view.training.losses[1] < 0.05


def _xor(view: PlaygroundView) -> bool:
    linear = view.layers == 0 and not view.training.own  # of an own network not every layer may be seen
    return _trained(view, XOR) and linear and view.training.errors[1] < 0.05


def _overfit(view: PlaygroundView) -> bool:
    loss, test_loss = view.training.losses
    return _trained(view, view.name) and loss < 0.1 and test_loss > 1


def _spirals(view: PlaygroundView) -> bool:
    return _trained(view, SPIRALS) and view.training.errors[1] < 0.05


def _trained(view: PlaygroundView, name: str) -> bool:
    """Tell whether a network has been trained on this data set, with enough points to test it on."""
    running = view.lit and view.training.updates > 0
    return running and view.name == name and len(view.points.test_y) >= ENOUGH


def _by(steps: int, **state: Any) -> Callable[[Panel], None]:
    """Return a way to do a task: set the controls and train."""

    def do(panel: Panel) -> None:
        panel.set(**state)
        panel.run(steps)

    return do


DEEP = {"units1": 8, "units2": 8, "optimiser": ADAM, "eta": 0.03}
TASKS = (
    Task("Circles, from x₁ and x₂ alone: bring the test loss below 0.05.", _circles, _by(100)),
    Task(
        "Solve xor without a hidden layer: less than 5 % of the test points on the wrong side.",
        _xor,
        _by(100, data=XOR, layers=0, x1x2=True),
    ),
    Task(
        "Overfit: a training loss below 0.1 while the test loss is above 1.",
        _overfit,
        _by(150, noise=0.3, n=50, **DEEP),
    ),
    Task(
        "Make training diverge by a large η; it takes an activation that has no upper bound.",
        lambda view: view.training.diverged,
        _by(50, activation="elu", eta=10),
    ),
    Task(
        "Spirals: less than 5 % of the test points on the wrong side.",
        _spirals,
        _by(250, data=SPIRALS, n=1000, **DEEP),
    ),
)
