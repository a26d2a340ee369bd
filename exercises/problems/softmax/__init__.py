"""Set 06: softmax, log-sum-exp, cross-entropy, its gradient; output heads; a repair."""

from . import (  # noqa: F401 (they add what goes wrong)
    by_hand_slips,
    cross_entropy_mistakes,
    cross_entropy_number_mistakes,
    gradient_mistakes,
    logsumexp_mistakes,
    stable_mistakes,
    stable_number_mistakes,
)
from .by_hand import by_hand
from .cross_entropy import cross_entropy_
from .gradient import gradient_
from .heads import heads
from .logsumexp import logsumexp_
from .repair import repair
from .stable import stable

PROBLEMS = (stable, logsumexp_, cross_entropy_, gradient_, by_hand, heads, repair)
