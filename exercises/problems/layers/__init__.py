"""Set 04: a layer, a forward pass with caching, its shapes, its parameters, and the order of its steps."""

from .by_hand import by_hand
from .count import count
from .order import order
from .shapes import shapes
from .wrong_dense_sums import dense_forward_
from .wrong_forward import forward_

# the modules wrong_* hang their wrong answers on the problems that they hand on
PROBLEMS = (by_hand, shapes, count, dense_forward_, forward_, order)
