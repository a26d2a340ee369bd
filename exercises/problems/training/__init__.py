"""Set 11: the training loop, accuracy, XOR, a word-window classifier, and the debugging checklist."""

from . import (  # noqa: F401 (they add what goes wrong)
    accuracy_mistakes,
    loop_data_mistakes,
    loop_mistakes,
    window_gradient_mistakes,
    window_score_mistakes,
)
from .accuracy import accuracy_
from .debug import debug
from .loop import loop
from .window import window
from .xor import xor

PROBLEMS = (loop, accuracy_, xor, window, debug)
