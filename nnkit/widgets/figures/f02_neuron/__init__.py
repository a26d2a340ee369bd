"""F2: one neuron, in the plane and on a line."""
