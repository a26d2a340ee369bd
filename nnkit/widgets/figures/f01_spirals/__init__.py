"""F1: two spirals, and what a learned feature map does for a straight line."""
