"""Set 09: epochs, mini-batches, a schedule; momentum in two forms, Adam; a learning rate on the edge."""

from . import (  # noqa: F401 (they add what goes wrong)
    adam_eps_mistakes,
    adam_memory_mistakes,
    adam_step_mistakes,
    ema_mistakes,
    epochs_slips,
    minibatches_mistakes,
    momentum_memory_mistakes,
    momentum_step_mistakes,
    schedule_mistakes,
)
from .adam import adam_
from .diverge import diverge
from .ema import ema
from .epochs import epochs_
from .minibatches import minibatches_
from .momentum import momentum_
from .schedule import schedule_

PROBLEMS = (epochs_, minibatches_, schedule_, momentum_, ema, adam_, diverge)
