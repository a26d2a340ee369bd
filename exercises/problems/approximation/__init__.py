"""Set 07: a triangle and |x| from hinges, a network through points, bumps; the rate; what is proved."""

from . import (  # noqa: F401 (they add what goes wrong)
    bump_mistakes,
    hinges_mistakes,
    rate_slips,
    triangle_mistakes,
)
from .bump import bump_
from .hinges import hinges
from .rate import rate
from .theorem import theorem
from .triangle import triangle_

PROBLEMS = (triangle_, hinges, bump_, rate, theorem)
