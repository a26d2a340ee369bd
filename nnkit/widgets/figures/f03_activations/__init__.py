"""F3: every activation, its slope, and where the slope vanishes."""
