"""The interactive figures: each is a panel with controls, a picture, a sentence and tasks.

Each figure has a folder in ``figures``; the files here are what all of them share, the
quizzes, and the map of the course.
"""

from __future__ import annotations

from collections.abc import Callable

from nnkit.widgets.concept_map import concept_map
from nnkit.widgets.figure import Task, View
from nnkit.widgets.figures.f01_spirals.explorer import spirals_explorer
from nnkit.widgets.figures.f02_neuron.explorer import neuron_explorer
from nnkit.widgets.figures.f03_activations.explorer import activation_explorer
from nnkit.widgets.figures.f04_architecture.explorer import architecture_explorer
from nnkit.widgets.figures.f05_collapse.explorer import collapse_explorer
from nnkit.widgets.figures.f06_softmax.explorer import softmax_explorer
from nnkit.widgets.figures.f07_losses.explorer import loss_explorer
from nnkit.widgets.figures.f08_approximation.explorer import approximation_explorer
from nnkit.widgets.figures.f09_regions.explorer import regions_explorer
from nnkit.widgets.figures.f10_backprop.explorer import backprop_stepper
from nnkit.widgets.figures.f11_descent.explorer import descent_explorer
from nnkit.widgets.figures.f12_signals.explorer import signal_explorer
from nnkit.widgets.figures.f13_playground.explorer import playground
from nnkit.widgets.figures.f14_generalisation.explorer import generalisation_explorer
from nnkit.widgets.figures.f15_digits.explorer import digits_explorer
from nnkit.widgets.figures.f16_gradient_flow.explorer import gradient_flow_explorer
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction
from nnkit.widgets.quiz import quiz, review

FIGURES: dict[str, Callable[..., Panel]] = {
    "F1_spirals": spirals_explorer,
    "F2_neuron": neuron_explorer,
    "F3_activations": activation_explorer,
    "F4_architecture": architecture_explorer,
    "F5_collapse": collapse_explorer,
    "F6_softmax": softmax_explorer,
    "F7_losses": loss_explorer,
    "F8_approximation": approximation_explorer,
    "F9_regions": regions_explorer,
    "F10_backprop": backprop_stepper,
    "F11_descent": descent_explorer,
    "F12_signals": signal_explorer,
    "F13_playground": playground,
    "F14_generalisation": generalisation_explorer,
    "F15_digits": digits_explorer,
    "F16_gradient_flow": gradient_flow_explorer,
}

__all__ = [
    "FIGURES",
    "Panel",
    "Prediction",
    "Task",
    "View",
    "activation_explorer",
    "approximation_explorer",
    "architecture_explorer",
    "backprop_stepper",
    "collapse_explorer",
    "concept_map",
    "descent_explorer",
    "digits_explorer",
    "generalisation_explorer",
    "gradient_flow_explorer",
    "loss_explorer",
    "neuron_explorer",
    "playground",
    "quiz",
    "regions_explorer",
    "review",
    "signal_explorer",
    "softmax_explorer",
    "spirals_explorer",
]
