"""Set 11: the training loop, accuracy, XOR, a word-window classifier, and the debugging checklist."""

from .accuracy import accuracy_
from .debug import debug
from .loop_mistakes import loop  # the problem, with its misconceptions
from .window import window
from .xor import xor

PROBLEMS = (loop, accuracy_, xor, window, debug)
