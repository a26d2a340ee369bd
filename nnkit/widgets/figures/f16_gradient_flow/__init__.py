"""F16: the gradient through up to 50 layers, plain, normalised, residual, and both."""
