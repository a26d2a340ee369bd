"""Set 04: a layer, a forward pass with caching, its shapes, its parameters, and the order of its steps."""

from . import (  # noqa: F401 (they add what goes wrong)
    by_hand_slips,
    shapes_slips,
    wrong_bends,
    wrong_counts,
    wrong_dense_sums,
    wrong_dense_weights,
    wrong_forward,
)
from .by_hand import by_hand
from .count import count
from .dense_forward import dense_forward_
from .forward import forward_
from .order import order
from .shapes import shapes

PROBLEMS = (by_hand, shapes, count, dense_forward_, forward_, order)
