"""Running code that nobody has looked at: a process of its own, and a pipe that only plain values pass."""
