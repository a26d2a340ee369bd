"""The tools that make the notebooks, lay them out for a learner, and look the installation over."""
