"""F13: a playground in which a small network learns to tell two classes apart, live."""
