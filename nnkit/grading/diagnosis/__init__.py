"""What is wrong with an answer: a known misconception, or a mistake told from the values themselves."""

from nnkit.grading.diagnosis.judging import judge

__all__ = ["judge"]
