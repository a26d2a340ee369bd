"""F15: the trained digit classifier opened up."""
