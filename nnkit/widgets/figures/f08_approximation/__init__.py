"""F8: one hidden layer approximates a function on an interval, by formula and by training."""
