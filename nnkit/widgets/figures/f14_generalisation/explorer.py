"""F14: over- and under-fitting, and what helps: less capacity, more data, L2, dropout, early stopping."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from nnkit.widgets.controls import Choice, Control, Scale, Slider
from nnkit.widgets.figure import Task
from nnkit.widgets.figures.f14_generalisation.compute import GeneralisationView, compute
from nnkit.widgets.figures.f14_generalisation.scene import GeneralisationScene
from nnkit.widgets.figures.f14_generalisation.work import CAPACITIES, OFF, ONE, SWEEP, Training
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction

SAMPLES = (8, 12, 16, 24, 32, 48, 64, 96, 128, 256)
L2S = (0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
PATIENCES = (OFF, 10, 25, 50, 100, 200)
EPOCHS = (200, 500, 1000, 2000)


def generalisation_explorer(*, predict: Prediction | None = None, **state: Any) -> Panel:
    """F14: a network 1-M-M-1 (tanh, Adam with η = 0.02) learns noisy samples and is judged by 200 others.

    Parameters
    ----------
    predict : a question that covers the figure until it is answered.
    state : show ("one fit", "capacity curve"), units, samples, noise, l2, dropout, patience (a number of
        epochs, or "off"), epochs, seed.
    """
    return Panel(
        call="generalisation_explorer",
        title="Generalisation: learning the curve or learning the noise",
        question="When does a lower training loss stop helping on points that the network has not seen?",
        controls=_controls(),
        compute=compute,
        scene=GeneralisationScene(),
        tasks=(
            Task(
                "Overfit: train 100 epochs or more, until the validation loss is at least twice the training "
                "loss.",
                lambda v: v.show == ONE and v.epoch >= 100 and v.validation_loss >= 2 * v.training_loss,
                _train,
            ),
            Task(
                "Cure it: with 32 units or more, noise of at least 0.3 and no early stopping, end 500 epochs "
                "or more with a validation loss below 0.15. Try L2, dropout, more samples.",
                _cured,
                _train_with_l2,
            ),
            Task(
                "Underfit: after 300 epochs or more, keep both losses above 0.2 though the noise is at most "
                "0.3.",
                _underfits,
                _train_one_unit,
            ),
            Task(
                "Let early stopping end the training and go back to the best epoch.",
                lambda v: v.show == ONE and v.stopped,
                _train_patiently,
            ),
        ),
        point=_choose_units,
        work=Training(),
        predict=predict,
        state=state,
    )


def _controls() -> list[Control]:
    return [
        Choice("show", "show", ONE, (ONE, SWEEP)),
        Scale("units", "hidden units M in each of 2 layers", 32, CAPACITIES, help="the capacity"),
        Scale("samples", "samples to learn from", 16, SAMPLES),
        Slider("noise", "noise σ of the samples", 0.3, 0.0, 0.6, 0.05),
        Scale("l2", "L2 penalty λ", 0, L2S, help="weight decay: λθ is added to the gradient"),
        Slider("dropout", "dropout p", 0.0, 0.0, 0.6, 0.05, help="share of hidden units switched off"),
        Scale(
            "patience",
            "early stopping: patience",
            OFF,
            PATIENCES,
            help="epochs without a lower validation loss, after which training stops and goes back",
        ),
        Scale("epochs", "epochs at most", 1000, EPOCHS, help="an epoch is one step on all samples"),
        Slider("seed", "seed of samples and weights", 0, 0, 9, 1),
    ]


def _choose_units(axes: Axes, x: float, y: float, state: dict[str, Any]) -> dict[str, Any]:
    """Take the capacity from a place on the capacity curve."""
    if axes.get_xscale() != "log" or state["show"] != SWEEP:
        return {}
    distances = np.abs(np.log(np.array(CAPACITIES) / x))
    return {"units": CAPACITIES[int(distances.argmin())]}


def _cured(view: GeneralisationView) -> bool:
    large = view.units >= 32 and view.noise >= 0.3
    done = view.show == ONE and view.epoch >= 500 and not view.stopped
    return large and done and view.validation_loss < 0.15


def _underfits(view: GeneralisationView) -> bool:
    done = view.show == ONE and view.epoch >= 300 and view.noise <= 0.3
    return done and min(view.training_loss, view.validation_loss) > 0.2


def _train(panel: Panel) -> None:
    panel.run()


def _train_with_l2(panel: Panel) -> None:
    panel.set(l2=0.01)
    panel.run()


def _train_one_unit(panel: Panel) -> None:
    panel.set(units=1)
    panel.run()


def _train_patiently(panel: Panel) -> None:
    panel.set(patience=50)
    panel.run()
