"""What is remembered of a learner, and the questions that come back for review."""
