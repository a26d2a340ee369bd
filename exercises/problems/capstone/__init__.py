"""Set 15: the learner's own functions become a library, a network, a trainer, a digit classifier."""

from .digits import digits
from .fit import fit
from .judgement import judgement
from .library import library
from .network import network

PROBLEMS = (library, network, fit, digits, judgement)
