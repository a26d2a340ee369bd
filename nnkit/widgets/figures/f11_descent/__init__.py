"""F11: descent, several optimisers on one loss surface."""
