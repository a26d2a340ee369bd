"""Set 02: one neuron by hand and in code, its boundary, logic gates, a step of descent, thresholds."""

from .boundary_slips import boundary
from .by_hand import by_hand
from .gates import gates
from .logistic_loss import logistic_step_
from .neuron import neuron_
from .threshold import threshold

PROBLEMS = (by_hand, neuron_, boundary, gates, logistic_step_, threshold)
