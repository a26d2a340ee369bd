"""F9: how many linear pieces a ReLU network has, as it grows deeper or wider."""
