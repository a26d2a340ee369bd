"""Set 05: layers that collapse without a bend, the kinks of one that bends, and what depth adds."""

from .claims import claims
from .collapse import collapse_
from .logistic import logistic
from .regions import regions
from .tent import tent_
from .wrong_slopes import kinks_

# the modules wrong_* hang their wrong answers on the problems that they hand on
PROBLEMS = (collapse_, logistic, kinks_, tent_, regions, claims)
