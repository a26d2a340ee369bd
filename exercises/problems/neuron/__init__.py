"""Set 02: one neuron by hand and in code, its boundary, logic gates, a step of descent, thresholds."""

from . import (  # noqa: F401 (they add what goes wrong)
    boundary_slips,
    by_hand_slips,
    logistic_loss_mistakes,
    logistic_step_mistakes,
    neuron_mistakes,
)
from .boundary import boundary
from .by_hand import by_hand
from .gates import gates
from .logistic_step import logistic_step_
from .neuron import neuron_
from .threshold import threshold

PROBLEMS = (by_hand, neuron_, boundary, gates, logistic_step_, threshold)
