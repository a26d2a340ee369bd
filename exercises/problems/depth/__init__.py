"""Set 05: layers that collapse without a bend, the kinks of one that bends, and what depth adds."""

from . import (  # noqa: F401 (they add what goes wrong)
    wrong_collapses,
    wrong_logistic,
    wrong_positions,
    wrong_slopes,
    wrong_tents,
)
from .claims import claims
from .collapse import collapse_
from .kinks import kinks_
from .logistic import logistic
from .regions import regions
from .tent import tent_

PROBLEMS = (collapse_, logistic, kinks_, tent_, regions, claims)
