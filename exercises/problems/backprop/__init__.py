"""Set 08: backpropagation by hand, in shapes, in code and by measurement; a repair; an order."""

from . import (
    by_hand_slips,
    dense_backward_mistakes,
    gradient_check_mistakes,
    relative_error_mistakes,
    shapes_slips,
    two_layer_mistakes,
)
from .by_hand import by_hand
from .dense_backward import dense_backward_
from .gradient_check import gradient_check
from .order import order
from .repair import repair
from .shapes import shapes
from .two_layer import two_layer_

MISTAKES = (  # the longer lists of known mistakes have files of their own, which hang them on the problems
    by_hand_slips,
    dense_backward_mistakes,
    gradient_check_mistakes,
    relative_error_mistakes,
    shapes_slips,
    two_layer_mistakes,
)
PROBLEMS = (by_hand, shapes, dense_backward_, two_layer_, gradient_check, repair, order)
