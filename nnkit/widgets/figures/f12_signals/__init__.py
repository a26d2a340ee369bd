"""F12: how the size of a signal, and of its gradient, changes through many layers."""
