"""Set 06: softmax, log-sum-exp, cross-entropy, its gradient; output heads; a repair."""

from .by_hand import by_hand
from .cross_entropy import cross_entropy_
from .gradient import gradient_
from .heads import heads
from .logsumexp import logsumexp_
from .repair import repair
from .stable import stable

PROBLEMS = (stable, logsumexp_, cross_entropy_, gradient_, by_hand, heads, repair)
