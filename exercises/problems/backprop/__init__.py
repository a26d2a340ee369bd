"""Set 08: backpropagation by hand, in shapes, in code and by measurement; a repair; an order."""

from . import (  # noqa: F401 (they add what goes wrong)
    by_hand_layer_slips,
    dense_back_mistakes,
    gradient_check_mistakes,
    gradient_entry_mistakes,
    relative_error_mistakes,
    slopes_slips,
    two_layer_back_mistakes,
)
from .by_hand import by_hand
from .dense_backward import dense_backward_
from .gradient_check import gradient_check
from .order import order
from .repair import repair
from .shapes import shapes
from .two_layer import two_layer_

PROBLEMS = (by_hand, shapes, dense_backward_, two_layer_, gradient_check, repair, order)
