"""Grading many submissions: finding them, running the grader over them, keeping what came out."""
