"""F4: a network's wiring, the shape of every array in it, and its parameters counted."""
