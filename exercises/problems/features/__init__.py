"""Set 01: errors of a line, a fixed feature map, weights by hand, a hidden layer, a head, the linear wall."""

from . import errors_mistakes  # noqa: F401 (they add what goes wrong)
from .circle import circle
from .errors import errors
from .head import head
from .polynomial import polynomial
from .two_units import hidden
from .wall import wall

PROBLEMS = (errors, polynomial, circle, hidden, head, wall)
