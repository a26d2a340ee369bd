"""F14: a network learns a few noisy points, and is judged by others."""
