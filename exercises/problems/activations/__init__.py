"""Set 03: ReLU, sigmoid, tanh and their family; pre-activation and activation; dead units."""

from . import family_mistakes, sigmoid_mistakes, tanh_slips  # noqa: F401 (they add what goes wrong)
from .dead import dead
from .facts import facts
from .family import family
from .relu import relu_
from .repair import repair
from .sigmoid import sigmoid_
from .tanh import tanh_

PROBLEMS = (relu_, sigmoid_, tanh_, family, repair, dead, facts)
