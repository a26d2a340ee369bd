"""F10: a small network walked forward and backward, one operation at a time."""
