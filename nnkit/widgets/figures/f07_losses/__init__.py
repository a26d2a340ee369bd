"""F7: each loss over its prediction or logit."""
