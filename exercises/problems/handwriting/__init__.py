"""Set 13: what a network weighs, images into rows, a classifier of moved digits, and its mistakes."""

from . import (  # noqa: F401 (they add what goes wrong)
    budget_slips,
    confusion_mistakes,
    prepare_mistakes,
    reading_slips,
    surest_mistakes,
)
from .budget import budget
from .confusion import confusion
from .prepare import prepare_
from .reading import reading
from .surest import surest
from .train import train

PROBLEMS = (budget, prepare_, train, confusion, surest, reading)
