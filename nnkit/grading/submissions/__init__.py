"""From a file that a learner hands in to its row in the gradebook."""
