"""F6: from logits to probabilities."""
