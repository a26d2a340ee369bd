"""The interactive figures: each is a panel with sliders, a picture, a sentence and tasks."""

from __future__ import annotations

from collections.abc import Callable

from nnkit.widgets.loss_explorer import loss_explorer
from nnkit.widgets.panel import Panel, Task, View
from nnkit.widgets.predict import Prediction
from nnkit.widgets.quiz import quiz, review
from nnkit.widgets.softmax_explorer import softmax_explorer

FIGURES: dict[str, Callable[..., Panel]] = {
    "F6_softmax": softmax_explorer,
    "F7_losses": loss_explorer,
}

__all__ = [
    "FIGURES",
    "Panel",
    "Prediction",
    "Task",
    "View",
    "loss_explorer",
    "quiz",
    "review",
    "softmax_explorer",
]
