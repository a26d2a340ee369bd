"""Set 10: initialisation, moments, signals through depth, vanishing and exploding, clipping; a repair."""

from . import (  # noqa: F401 (they add what goes wrong)
    clip_mistakes,
    forward_scale_mistakes,
    initialisers_mistakes,
    moments_slips,
)
from .clip import clip
from .forward_scale import forward_scale
from .initialisers import initialisers
from .moments import moments
from .remedies import remedies
from .repair import repair
from .vanish import vanish_

PROBLEMS = (initialisers, moments, forward_scale, vanish_, clip, repair, remedies)
