"""Judging answers: ``check`` and ``hint`` in a notebook, and the same checks over a cohort."""

from nnkit.grading.notebook_api import assemble, check, hint, mine, set_learner
from nnkit.grading.problems import Problem, hidden_check

__all__ = ["Problem", "assemble", "check", "hidden_check", "hint", "mine", "set_learner"]
