"""The interactive figures: each is a panel with controls, a picture, a sentence and tasks.

Each figure has a folder in ``figures``; the files here are what all of them share, and the quizzes.
"""

from __future__ import annotations

from collections.abc import Callable

from nnkit.widgets.figure import Task, View
from nnkit.widgets.figures.f06_softmax.explorer import softmax_explorer
from nnkit.widgets.figures.f07_losses.explorer import loss_explorer
from nnkit.widgets.panel import Panel
from nnkit.widgets.predict import Prediction
from nnkit.widgets.quiz import quiz, review

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
