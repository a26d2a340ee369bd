"""Set 15: the learner's own functions become a library, a network, a trainer, a digit classifier."""

from .assembled import assembled
from .digits import digits
from .fit import fit
from .judgement import judgement
from .network import network

PROBLEMS = (assembled, network, fit, digits, judgement)
