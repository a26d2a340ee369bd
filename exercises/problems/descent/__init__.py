"""Set 09: epochs and mini-batches; SGD, momentum in two forms, Adam; a learning rate on the edge."""

from . import (  # noqa: F401  (they hang on their problems)
    adam_memory_mistakes,
    adam_step_mistakes,
    ema_mistakes,
    momentum_mistakes,
)
from .adam import adam_
from .diverge import diverge
from .ema import ema
from .epochs import epochs_
from .minibatches import minibatches_
from .momentum import momentum_
from .sgd_step import sgd_step_

PROBLEMS = (epochs_, minibatches_, sgd_step_, momentum_, ema, adam_, diverge)
