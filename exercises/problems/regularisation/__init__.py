"""Set 12: weight decay, dropout, early stopping; a repair; overfitting on purpose; reading curves."""

from . import (  # noqa: F401 (they add what goes wrong)
    curves_slips,
    dropout_backward_mistakes,
    dropout_mistakes,
    early_stopping_best_mistakes,
    early_stopping_mistakes,
    l2_mistakes,
)
from .curves import curves
from .dropout import dropout
from .early_stopping import early_stopping
from .l2 import l2
from .overfit import overfit_
from .repair import repair

PROBLEMS = (l2, dropout, early_stopping, repair, overfit_, curves)
